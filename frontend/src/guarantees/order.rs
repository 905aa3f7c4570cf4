//! The order of the guaranteed interviews: those still to be honoured first, the longest wait at the top.

use shared::journeys::GuaranteeView;

/// Puts them in order.
#[must_use]
pub fn ordered(guarantees: &[GuaranteeView]) -> Vec<GuaranteeView> {
    let mut ordered = guarantees.to_vec();
    ordered.sort_by_key(|guarantee| (!guarantee.is_open, guarantee.entered_state_on));
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::State;

    #[test]
    fn the_longest_open_wait_stands_first() {
        let guarantee = |name: &str, is_open, day: &str| GuaranteeView {
            journey_id: uuid::Uuid::nil().into(),
            reference: name.to_owned(),
            candidate_name: name.to_owned(),
            programme_id: uuid::Uuid::nil().into(),
            state: State::InterviewGuaranteed,
            is_open,
            entered_state_on: day.parse().expect("a date"),
        };
        let all = [
            guarantee("kept", false, "2026-01-01"),
            guarantee("short wait", true, "2026-12-01"),
            guarantee("long wait", true, "2026-11-01"),
        ];
        let names: Vec<_> = ordered(&all)
            .into_iter()
            .map(|guarantee| guarantee.reference)
            .collect();
        assert_eq!(names, ["long wait", "short wait", "kept"]);
    }
}
