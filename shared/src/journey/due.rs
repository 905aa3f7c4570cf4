//! What the system itself must do today: grant the interview, start and end the trial, remind and lapse.

use super::command::Command;
use super::decide::decide;
use super::details::{EndTrial, NoDetails, RemindOfOffer, StartTrial};
use super::lists::ReminderChannel;
use super::parts::{Journey, Trial};
use super::situation::{ProgrammeFacts, SessionKind, Situation};
use super::state::State;
use crate::time::CivilDate;

/// How many days before an offer expires the candidate is reminded.
const REMIND_DAYS_BEFORE: u32 = 2;

/// The system's move that is due now and that nothing stands in the way of. The situation's actor is the system.
#[must_use]
pub fn due(journey: &Journey, situation: &Situation) -> Option<Command> {
    let command = match journey.state {
        // A start that nobody recorded takes no interview away from somebody who came (L6).
        State::Selected if week_is_over(situation) => Command::StartTraining(NoDetails {}),
        State::InTraining => Command::GuaranteeInterview(NoDetails {}),
        State::TrialAgreed => {
            let trial = journey
                .trial
                .as_ref()
                .filter(|trial| situation.today <= trial.terms.ends_on)?;
            Command::StartTrial(StartTrial {
                started_on: ready_on(journey, situation, trial),
            })
        }
        State::OnTrial => {
            let last = last_trial_day(journey, situation)?;
            (situation.today > last).then_some(Command::EndTrial(EndTrial { ended_on: last }))?
        }
        State::Offered => {
            let offer = journey.offer.as_ref()?;
            match offer.reminded_on {
                None if situation.today >= offer.expires_on.minus_days(REMIND_DAYS_BEFORE) => {
                    Command::RemindOfOffer(RemindOfOffer {
                        channel: ReminderChannel::Sms,
                    })
                }
                _ => Command::LapseOffer(NoDetails {}),
            }
        }
        _ => return None,
    };
    decide(journey, situation, &command)
        .is_ok()
        .then_some(command)
}

/// Whether the training week is over and every register of it signed off.
fn week_is_over(situation: &Situation) -> bool {
    let programme = &situation.programme;
    situation.today >= programme.training_ends_on
        && programme
            .sessions_of(SessionKind::Training)
            .all(|session| session.signed_off)
}

/// The first day on which everything that the setting needs was in place, and never before the agreed one.
fn ready_on(journey: &Journey, situation: &Situation, trial: &Trial) -> CivilDate {
    let checks = situation.programme.checks_before_trial.iter();
    let cleared = checks
        .filter_map(|check| journey.checks.get(check))
        .map(|record| record.decided_on)
        .max();
    cleared.map_or(trial.terms.starts_on, |on| on.max(trial.terms.starts_on))
}

/// The agreed last day, or the cap's where that comes first (L8).
fn last_trial_day(journey: &Journey, situation: &Situation) -> Option<CivilDate> {
    let trial = journey.trial.as_ref()?;
    let started = trial.period?.started_on;
    let cap = situation
        .trial_allowance(0)
        .last_day_from(started)
        .unwrap_or(started);
    Some(cap.min(trial.terms.ends_on))
}

/// The next date on which the system must look at this journey; `None` where it is waiting for people only.
#[must_use]
pub fn next_due_on(journey: &Journey, programme: &ProgrammeFacts) -> Option<CivilDate> {
    match journey.state {
        State::Selected | State::InTraining => Some(programme.training_ends_on),
        State::TrialAgreed => journey.trial.as_ref().map(|trial| trial.terms.starts_on),
        // Terms are never longer than the cap, so their last day is the latest one to look at.
        State::OnTrial => journey
            .trial
            .as_ref()
            .map(|trial| trial.terms.ends_on.plus_days(1)),
        State::Offered => journey.offer.as_ref().map(|offer| match offer.reminded_on {
            None => offer.expires_on.minus_days(REMIND_DAYS_BEFORE),
            Some(_) => offer.expires_on.plus_days(1),
        }),
        _ => None,
    }
}
