//! How many referrals it takes until so many people have started work, at the rates that a Trust has measured.

use super::{STEPS, StageLine};
use crate::journey::State;

/// Under so many finished journeys a rate says nothing yet. A convention of our own.
pub const FEWEST_FINISHED: u32 = 20;

/// The quantile of the normal distribution of a two-sided interval of 90 in 100.
const Z: f64 = 1.645;

/// What it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// How many people to expect at each step before the job, in its order, the referral first.
    pub steps: Vec<(State, u32)>,
    /// Referrals if things go well, and if they do not: nine times in ten it lies between.
    pub range: (u32, u32),
    /// The finished journeys that the rates come from.
    pub finished: u32,
    /// Those of them in which somebody started work.
    pub started: u32,
}

/// How many people to expect at each step until so many have started work; none while too few journeys have finished to tell.
///
/// Only journeys that came to an end, or as far as a job, count: whoever is still under way would make every rate look worse.
#[must_use]
pub fn needed(stages: &[StageLine], starting: u32) -> Option<Needed> {
    let reached = |state: State| number(stages, state, |line| line.reached);
    let started = reached(State::Started);
    let under_way: u32 = stages
        .iter()
        .filter(|line| line.state.is_open() && !has_started(line.state))
        .map(|line| line.standing.unwrap_or(0))
        .sum();
    let finished = reached(State::Referred).checked_sub(under_way)?;
    if finished < FEWEST_FINISHED || started == 0 {
        return None;
    }
    let (low, high) = wilson(started, finished);
    let rate = f64::from(started) / f64::from(finished);
    let referrals = at_rate(starting, rate);
    let of_started = f64::from(started) / f64::from(reached(State::Referred));
    let steps = STEPS
        .into_iter()
        .take_while(|state| *state != State::Started);
    let steps = steps.map(|state| {
        let share = f64::from(reached(state)) / f64::from(reached(State::Referred));
        // As many as their share of those referred: at least those who are to start.
        let people = at_rate(starting, (of_started / share).min(1.0));
        (state, people.clamp(starting, referrals.max(starting)))
    });
    let mut steps: Vec<_> = steps.collect();
    if let Some(first) = steps.first_mut() {
        first.1 = referrals.max(starting);
    }
    Some(Needed {
        steps,
        range: (at_rate(starting, high), at_rate(starting, low)),
        finished,
        started,
    })
}

fn has_started(state: State) -> bool {
    matches!(state, State::Started | State::Sustained13)
}

fn number(stages: &[StageLine], state: State, of: fn(&StageLine) -> Option<u32>) -> u32 {
    let line = stages.iter().find(|line| line.state == state);
    line.and_then(of).unwrap_or(0)
}

/// How many it takes for so many at this rate, rounded up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between nothing and a million people before it is cut"
)]
fn at_rate(wanted: u32, rate: f64) -> u32 {
    // What is a hair above a whole number by the way it was reckoned is that number.
    (f64::from(wanted) / rate.max(1e-6) - 1e-9)
        .ceil()
        .clamp(0.0, 1_000_000.0) as u32
}

/// Wilson's interval of a rate (1927): where it lies nine times in ten, also when it was seen few times.
fn wilson(part: u32, whole: u32) -> (f64, f64) {
    let (n, p) = (f64::from(whole), f64::from(part) / f64::from(whole));
    let middle = p + Z * Z / (2.0 * n);
    let wide = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    ((middle - wide) / scale, (middle + wide) / scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Coded as _;

    fn stages(numbers: &[(State, u32, u32)]) -> Vec<StageLine> {
        let lines = numbers.iter().map(|(state, standing, reached)| StageLine {
            state: *state,
            label: state.label().to_owned(),
            standing: Some(*standing),
            waiting: Some(0),
            reached: Some(*reached),
            tenths_of_days: None,
        });
        lines.collect()
    }

    #[test]
    fn at_one_job_in_five_eight_jobs_take_forty_referrals_more_or_less() {
        let told = stages(&[
            (State::Referred, 10, 110),
            (State::Accepted, 0, 88),
            (State::Selected, 0, 44),
            (State::Started, 20, 20),
        ]);
        let needed = needed(&told, 8).expect("enough to tell");
        assert_eq!((needed.finished, needed.started), (100, 20));
        assert_eq!(needed.steps[0], (State::Referred, 40));
        assert_eq!(needed.steps[1], (State::Accepted, 36));
        assert_eq!(needed.range, (30, 57));
    }

    #[test]
    fn nothing_is_told_from_too_few_or_from_none() {
        assert_eq!(
            needed(
                &stages(&[(State::Referred, 0, 12), (State::Started, 0, 4)]),
                8
            ),
            None
        );
        assert_eq!(needed(&stages(&[(State::Referred, 0, 60)]), 8), None);
        assert_eq!(needed(&[], 8), None);
    }

    #[test]
    fn whatever_the_rates_the_likely_number_lies_in_its_range_and_no_step_needs_more_than_the_one_before()
     {
        for started in 1..40 {
            for referred in started.max(FEWEST_FINISHED)..80 {
                let half = started.midpoint(referred);
                let told = stages(&[
                    (State::Referred, 0, referred),
                    (State::Selected, 0, half),
                    (State::Started, 0, started),
                ]);
                let needed = needed(&told, 8).expect("enough to tell");
                let likely = needed.steps[0].1;
                assert!(
                    needed.range.0 <= likely && likely <= needed.range.1,
                    "{needed:?}"
                );
                assert!(
                    needed
                        .steps
                        .iter()
                        .all(|(_, people)| (8..=likely).contains(people))
                );
            }
        }
    }
}
