//! Small journeys for the tests of this folder.

use shared::journey::{Actor, ActorKind, Event};
use shared::journeys::TimelineEntry;
use shared::time::CivilDate;

pub(super) fn date(text: &str) -> CivilDate {
    text.parse().expect("a date")
}

pub(super) fn entry(event: Event) -> TimelineEntry {
    TimelineEntry {
        sequence: 1,
        label: event.label().to_owned(),
        event,
        on: date("2026-11-05"),
        recorded_at: "2026-11-05T09:30:00Z".to_owned(),
        by: Actor {
            kind: ActorKind::TrustStaff,
            id: uuid::Uuid::nil(),
            name: "Priya Shah".to_owned(),
        },
    }
}
