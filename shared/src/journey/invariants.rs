//! What must always hold, whatever people do (section 4 of the rulebook), as far as one journey can tell. What holds
//! between journeys is counted where they are kept.

use super::parts::Journey;
use super::state::State;
use super::trial::trial_cap;
use crate::values::coded;

coded! {
    /// Something that always holds.
    Invariant {
        TrialWithinCap = "trial_within_cap", "No trial passes its cap, summed over reopenings for the same person and vacancy (L8)";
        JobcentreAgreedBefore = "jobcentre_agreed_before", "No trial starts without the Jobcentre's agreement dated before it";
        EntitlementKept = "entitlement_kept", "Whoever earned the guaranteed interview has it (L6)";
        VacancyOpenForEntitlement = "vacancy_open_for_entitlement", "No vacancy closes while a guaranteed interview is open (L6)";
        EmploymentAfterTrial = "employment_after_trial", "No employment starts on or before the last day of a trial (L9)";
        OpeningsNotOutnumbered = "openings_not_outnumbered", "Trials, offers and jobs never outnumber the openings";
        CountsAreRight = "counts_are_right", "What boards and reports count is what the journeys say";
        StateIsFold = "state_is_fold", "What is stored of a journey is what its history says";
        NextStepRecorded = "next_step_recorded", "Whoever leaves the pathway short of a lasting job has a next step";
    }
}

/// What does not hold of one journey; nothing for one that is sound. `duration_weeks` are the vacancy's.
#[must_use]
pub fn broken(journey: &Journey, duration_weeks: Option<u16>) -> Vec<Invariant> {
    let mut broken = Vec::new();
    let mut unless = |holds: bool, invariant| {
        if !holds {
            broken.push(invariant);
        }
    };
    let trial = journey.trial.as_ref();
    let cap = trial_cap(duration_weeks);
    let attended = trial.map_or(0, |trial| trial.days.len());
    unless(
        journey.trial_days_taken() <= cap && attended <= cap as usize,
        Invariant::TrialWithinCap,
    );
    let period = trial.and_then(|trial| trial.period.zip(Some(trial)));
    let agreed = period.is_none_or(|(period, trial)| {
        let agreed_on = trial.jobcentre_agreed_on;
        agreed_on.is_some_and(|agreed_on| agreed_on < period.started_on)
    });
    unless(agreed, Invariant::JobcentreAgreedBefore);
    let needs_entitlement = journey.interview.is_some() || journey.interview_outcome.is_some();
    unless(
        !needs_entitlement || journey.entitled_on.is_some(),
        Invariant::EntitlementKept,
    );
    let after_trial = journey.employment.as_ref().is_none_or(|job| {
        period.is_none_or(|(period, _)| {
            period
                .ended_on
                .is_some_and(|ended_on| ended_on < job.started_on)
        })
    });
    unless(after_trial, Invariant::EmploymentAfterTrial);
    let ended_short =
        !journey.state.is_open() && ![State::Sustained26, State::Merged].contains(&journey.state);
    unless(
        !ended_short || journey.next_step.is_some(),
        Invariant::NextStepRecorded,
    );
    broken
}
