//! The steps of the pathway that everybody knows by name, and how many have come to each.

use super::StageLine;
use crate::journey::State;

/// The steps of the pathway that everybody knows by name, from the referral to a job that lasts.
pub const STEPS: [State; 12] = [
    State::Referred,
    State::Accepted,
    State::Screened,
    State::Selected,
    State::InTraining,
    State::InterviewGuaranteed,
    State::Interviewed,
    State::OnTrial,
    State::Offered,
    State::Started,
    State::Sustained13,
    State::Sustained26,
];

/// One step of the funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunnelStep {
    /// The step.
    pub state: State,
    /// How many have come to it; none where that is too few to be told.
    pub reached: Option<u32>,
    /// Of a hundred who were referred; none where nobody was.
    pub of_referred: Option<u32>,
    /// Of a hundred who had come to the step before; none where nobody had, and for the first step. A trial can be waived, so
    /// that more people can come to a step than to the one before it.
    pub of_before: Option<u32>,
}

/// How many have come how far.
#[must_use]
pub fn funnel(stages: &[StageLine]) -> Vec<FunnelStep> {
    let reached = |state: State| {
        let line = stages.iter().find(|line| line.state == state);
        line.map_or(Some(0), |line| line.reached)
    };
    let of = |part: Option<u32>, whole: Option<u32>| in_a_hundred(part?, whole?);
    let referred = reached(State::Referred);
    STEPS
        .iter()
        .enumerate()
        .map(|(at, state)| FunnelStep {
            state: *state,
            reached: reached(*state),
            of_referred: of(reached(*state), referred),
            of_before: at
                .checked_sub(1)
                .and_then(|before| of(reached(*state), reached(STEPS[before]))),
        })
        .collect()
}

/// How many of a hundred, to the nearest whole; none of nobody.
#[must_use]
pub fn in_a_hundred(part: u32, whole: u32) -> Option<u32> {
    let (part, whole) = (u64::from(part), u64::from(whole));
    let hundredths = (part * 200 + whole).checked_div(whole * 2)?;
    u32::try_from(hundredths).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Coded as _;

    fn line(state: State, reached: u32) -> StageLine {
        StageLine {
            state,
            label: state.label().to_owned(),
            standing: Some(0),
            waiting: Some(0),
            reached: Some(reached),
            tenths_of_days: None,
        }
    }

    #[test]
    fn each_step_is_told_of_those_referred_and_of_the_step_before() {
        let steps = funnel(&[
            line(State::Referred, 40),
            line(State::Accepted, 30),
            line(State::Screened, 20),
        ]);
        let told: Vec<_> = steps
            .iter()
            .take(4)
            .map(|step| (step.reached, step.of_referred, step.of_before))
            .collect();
        assert_eq!(
            told,
            [
                (Some(40), Some(100), None),
                (Some(30), Some(75), Some(75)),
                (Some(20), Some(50), Some(67)),
                (Some(0), Some(0), Some(0)),
            ]
        );
    }

    #[test]
    fn of_nobody_nothing_is_told() {
        let steps = funnel(&[]);
        assert_eq!(steps.len(), STEPS.len());
        assert!(
            steps
                .iter()
                .all(|step| step.of_referred.is_none() && step.of_before.is_none())
        );
    }
}
