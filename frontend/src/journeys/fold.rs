//! Where a person stands, worked out here from the events, with the rulebook that the server uses too.

use shared::journey::{Journey, Recorded, State};
use shared::journeys::TimelineEntry;

/// Folds a timeline. `None` where it is empty or does not begin with a referral.
#[must_use]
pub fn folded(timeline: &[TimelineEntry]) -> Option<Journey> {
    let history: Vec<_> = timeline
        .iter()
        .map(|entry| Recorded {
            event: entry.event.clone(),
            on: entry.on,
            by: entry.by.clone(),
        })
        .collect();
    Journey::fold(&history)
}

/// Whether what is worked out here is what the server says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Both say the same.
    Same,
    /// The events are newer or older than the server's answer: one of the two is on its way.
    OnItsWay,
    /// The same events lead to another state here: tell somebody.
    Different(State),
}

/// Compares the fold with the server's answer.
#[must_use]
pub fn agreement(folded: &Journey, state: State, version: i32) -> Agreement {
    if i64::from(folded.version) != i64::from(version) {
        Agreement::OnItsWay
    } else if folded.state == state {
        Agreement::Same
    } else {
        Agreement::Different(folded.state)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{date, entry};
    use super::*;
    use shared::journey::{Benefit, EmploymentStatus, Event, Refer};

    fn referred() -> Event {
        Event::Referred(Refer {
            benefit: Benefit::JobseekersAllowance,
            benefit_confirmed_on: Some(date("2026-11-02")),
            employment_status: EmploymentStatus::Unemployed,
        })
    }

    #[test]
    fn the_events_of_the_timeline_lead_to_the_state() {
        let timeline = [
            entry(referred()),
            entry(Event::Accepted {
                waiting_list: false,
            }),
        ];
        let journey = folded(&timeline).expect("a journey");
        assert_eq!(journey.state, State::Accepted);
        assert_eq!(agreement(&journey, State::Accepted, 2), Agreement::Same);
        assert_eq!(agreement(&journey, State::Referred, 1), Agreement::OnItsWay);
        assert_eq!(
            agreement(&journey, State::Selected, 2),
            Agreement::Different(State::Accepted)
        );
    }

    #[test]
    fn a_timeline_without_a_referral_is_no_journey() {
        assert_eq!(folded(&[]), None);
        assert_eq!(folded(&[entry(Event::TrainingStarted)]), None);
    }
}
