//! Whether what must always hold does hold: what each check found.

use crate::ids::JourneyId;
use crate::journey::Invariant;
use crate::wire::wire;
use uuid::Uuid;

wire! {
    /// One check: every journey was read again from its history.
    view SoundnessCheckView {
        /// Its id.
        id: Uuid,
        /// When it began, RFC 3339 in UTC.
        began_at: String,
        /// How long it took, in seconds.
        seconds: f64,
        /// How many journeys were read.
        journeys: u64,
        /// How many things did not hold.
        findings: u32,
        /// The first of them, 200 at most.
        found: Vec<FindingView>,
    }
    /// Something that does not hold.
    view FindingView {
        /// What should hold.
        invariant: Invariant,
        /// That in words.
        invariant_label: String,
        /// Of what: `journey …`, `vacancy …` or `candidate … and vacancy …`.
        of: String,
        /// The journey, where it is one.
        journey_id: Option<JourneyId>,
        /// What was found.
        found: String,
    }
}
