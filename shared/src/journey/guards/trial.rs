//! The work trial (L7 to L10): voluntary, agreed by all three before it starts, and never past its cap.

use super::{Question, Verdict};
use crate::journey::actor::ActorKind;
use crate::journey::command::Command;
use crate::journey::details::{ProposeTrial, SignTrial};
use crate::journey::parts::Trial;
use crate::time::{CivilDate, Span};

const NO_TRIAL: &str = "No trial has been proposed.";

pub(super) fn vacancy_open(q: Question<'_>) -> Verdict {
    Verdict::when(q.situation.vacancy.open, || {
        "The vacancy is closed.".to_owned()
    })
}

pub(super) fn enough_hours(q: Question<'_>) -> Verdict {
    let hours = q.situation.vacancy.hours_per_week;
    Verdict::when(hours >= 16, || {
        format!("The job is {hours} hours a week; a work trial needs at least 16.")
    })
}

pub(super) fn enough_weeks(q: Question<'_>) -> Verdict {
    let weeks = q.situation.vacancy.duration_weeks;
    Verdict::when(weeks.is_none_or(|weeks| weeks >= 13), || {
        format!(
            "The job lasts {} weeks; a work trial needs at least 13.",
            weeks.unwrap_or(0)
        )
    })
}

pub(super) fn opening_free(q: Question<'_>) -> Verdict {
    // The counts leave this journey out, so an opening that it holds already is still free for it.
    Verdict::when(q.situation.openings_free() > 0, || {
        format!(
            "All {} openings are held for other people.",
            q.situation.vacancy.openings
        )
    })
}

fn planned(q: Question<'_>) -> Option<&ProposeTrial> {
    match q.command? {
        Command::ProposeTrial(terms) | Command::AmendTrial(terms) => Some(terms),
        _ => None,
    }
}

pub(super) fn planned_within_cap(q: Question<'_>) -> Verdict {
    let allowance = q
        .situation
        .trial_allowance(q.journey.trial_days_by(q.situation.today));
    let Some(terms) = planned(q) else {
        return Verdict::when(allowance.left() > 0, || {
            format!("All {} days of trial are used.", allowance.cap)
        });
    };
    let days = Span {
        first: terms.starts_on,
        last: terms.ends_on,
    }
    .days();
    if days == 0 {
        return Verdict::Unmet("The trial would end before it starts.".to_owned());
    }
    Verdict::when(days <= allowance.left(), || {
        let used = if allowance.used > 0 {
            format!(", of which {} are used", allowance.used)
        } else {
            String::new()
        };
        format!(
            "The trial would be {days} days, first and last day counted. The most for this job is {}{used}.",
            allowance.cap
        )
    })
}

pub(super) fn ahead(q: Question<'_>) -> Verdict {
    planned(q).map_or(Verdict::Asks, |terms| {
        Verdict::when(terms.starts_on > q.situation.today, || {
            format!("The trial would start on {}. Everyone must agree before it starts, so it must start after today.", terms.starts_on)
        })
    })
}

fn signature(q: Question<'_>) -> Option<&SignTrial> {
    match q.command? {
        Command::SignTrial(signature) => Some(signature),
        _ => None,
    }
}

fn of_trial(q: Question<'_>, ask: impl FnOnce(&Trial) -> Verdict) -> Verdict {
    q.journey
        .trial
        .as_ref()
        .map_or_else(|| Verdict::Unmet(NO_TRIAL.to_owned()), ask)
}

pub(super) fn same_terms(q: Question<'_>) -> Verdict {
    let Some(signature) = signature(q) else {
        return Verdict::Asks;
    };
    of_trial(q, |trial| {
        Verdict::when(trial.terms.number == signature.terms_number, || {
            format!(
                "The terms have changed: these are number {}, and the signature is for number {}. Read them again.",
                trial.terms.number, signature.terms_number
            )
        })
    })
}

pub(super) fn jobcentre_first(q: Question<'_>) -> Verdict {
    of_trial(q, |trial| {
        let first =
            q.situation.actor.kind == ActorKind::Jobcentre || trial.jobcentre_agreed_on.is_some();
        Verdict::when(first, || {
            "The Jobcentre has not agreed to these terms yet.".to_owned()
        })
    })
}

pub(super) fn not_yet_signed(q: Question<'_>) -> Verdict {
    of_trial(q, |trial| {
        let signed = match q.situation.actor.kind {
            ActorKind::Jobcentre => trial.jobcentre_agreed_on,
            ActorKind::Candidate => trial.candidate_agreed_on,
            _ => trial.trust_agreed_on,
        };
        Verdict::when(signed.is_none(), || {
            "You have already agreed to these terms.".to_owned()
        })
    })
}

pub(super) fn supervisor_named(q: Question<'_>) -> Verdict {
    let Some(signature) = signature(q) else {
        return Verdict::Asks;
    };
    let by_trust = ActorKind::may_act_as(q.situation.actor.kind, ActorKind::TrustStaff);
    Verdict::when(!by_trust || signature.supervisor.is_some(), || {
        "The Trust names a supervisor with its signature.".to_owned()
    })
}

pub(super) fn signed_before_start(q: Question<'_>) -> Verdict {
    of_trial(q, |trial| {
        Verdict::when(q.situation.today < trial.terms.starts_on, || {
            format!(
                "The trial was to start on {}. The dates must be changed first.",
                trial.terms.starts_on
            )
        })
    })
}

/// The first day that the command or, for the system, the terms name.
fn start_day(q: Question<'_>, trial: &Trial) -> CivilDate {
    match q.command {
        Some(Command::StartTrial(start)) => start.started_on,
        _ => trial.terms.starts_on,
    }
}

pub(super) fn start_reached(q: Question<'_>) -> Verdict {
    of_trial(q, |trial| {
        let day = start_day(q, trial);
        if !trial.terms.span().contains(day) {
            return Verdict::Unmet(format!(
                "{day} is outside the agreed trial, {} to {}.",
                trial.terms.starts_on, trial.terms.ends_on
            ));
        }
        Verdict::when(day <= q.situation.today, || {
            format!("The trial starts on {day}, which is still ahead.")
        })
    })
}

pub(super) fn jobcentre_agreed_before(q: Question<'_>) -> Verdict {
    of_trial(q, |trial| {
        let agreed = trial
            .jobcentre_agreed_on
            .is_some_and(|on| on < start_day(q, trial));
        Verdict::when(agreed, || {
            "The Jobcentre's agreement is not dated before the first day.".to_owned()
        })
    })
}

pub(super) fn checks_cleared(q: Question<'_>) -> Verdict {
    let by = match q.command {
        Some(Command::StartTrial(start)) => start.started_on,
        _ => q.situation.today,
    };
    let waiting: Vec<_> = q
        .situation
        .programme
        .checks_before_trial
        .iter()
        .filter(|check| !q.journey.has_settled_by(**check, by))
        .map(|check| crate::values::Coded::label(*check))
        .collect();
    Verdict::when(waiting.is_empty(), || {
        format!(
            "The ward needs these checks by the first day: {}.",
            waiting.join(", ")
        )
    })
}

pub(super) fn allowance_left(q: Question<'_>) -> Verdict {
    of_trial(q, |trial| {
        let allowance = q.situation.trial_allowance(0);
        let first = match q.command {
            Some(_) => start_day(q, trial),
            // Nobody has named a day yet: the latest that there can be takes the fewest days.
            None => (q.situation.today.min(trial.terms.ends_on)).max(trial.terms.starts_on),
        };
        let days = Span {
            first,
            last: trial.terms.ends_on,
        }
        .days();
        Verdict::when(days <= allowance.left(), || {
            format!(
                "{} of {} days are used elsewhere for this vacancy; the agreed {days} would pass the cap.",
                allowance.used, allowance.cap
            )
        })
    })
}

/// The days on which this trial may run: from its first day to its agreed last, and never past the cap.
fn permitted(q: Question<'_>, trial: &Trial) -> Option<Span> {
    let started = trial.period?.started_on;
    let last = q.situation.trial_allowance(0).last_day_from(started)?;
    Some(Span {
        first: started,
        last: last.min(trial.terms.ends_on),
    })
}

pub(super) fn day_within(q: Question<'_>) -> Verdict {
    let Some(Command::LogTrialDay(logged)) = q.command else {
        return Verdict::Asks;
    };
    of_trial(q, |trial| match permitted(q, trial) {
        Some(span) if !span.contains(logged.day) => Verdict::Unmet(format!(
            "{} is not a day of this trial, which runs from {} to {}.",
            logged.day, span.first, span.last
        )),
        Some(_) => Verdict::when(logged.day <= q.situation.today, || {
            format!("{} is still ahead.", logged.day)
        }),
        None => Verdict::Unmet("No day of trial is left.".to_owned()),
    })
}

pub(super) fn day_not_yet_logged(q: Question<'_>) -> Verdict {
    let Some(Command::LogTrialDay(logged)) = q.command else {
        return Verdict::Asks;
    };
    of_trial(q, |trial| {
        Verdict::when(!trial.days.contains(&logged.day), || {
            format!("{} is already logged.", logged.day)
        })
    })
}

pub(super) fn attended_within_cap(q: Question<'_>) -> Verdict {
    of_trial(q, |trial| {
        let attended = u32::try_from(trial.days.len()).unwrap_or(u32::MAX);
        let cap = q.situation.trial_allowance(0).cap;
        Verdict::when(
            attended.saturating_add(q.situation.counts.attended_days_elsewhere) < cap,
            || format!("All {cap} days of trial are used."),
        )
    })
}

pub(super) fn last_day_reached_or_both_sure(q: Question<'_>) -> Verdict {
    of_trial(q, |trial| {
        let reached = permitted(q, trial).is_none_or(|span| q.situation.today >= span.last);
        Verdict::when(reached || trial.both_sure(), || {
            format!(
                "The agreed last day is {}. It can end sooner once the Trust has assessed it and the candidate is sure.",
                trial.terms.ends_on
            )
        })
    })
}

pub(super) fn end_within(q: Question<'_>) -> Verdict {
    let ended_on = match q.command {
        Some(Command::EndTrial(end)) => end.ended_on,
        Some(Command::EndTrialEarly(end)) => end.ended_on,
        _ => return Verdict::Asks,
    };
    of_trial(q, |trial| {
        let span = permitted(q, trial);
        let last_logged = trial.days.last().copied();
        if span.is_none_or(|span| !span.contains(ended_on)) {
            let (first, last) = span.map_or((trial.terms.starts_on, trial.terms.ends_on), |span| {
                (span.first, span.last)
            });
            return Verdict::Unmet(format!(
                "The last day must lie between {first} and {last}; {ended_on} does not."
            ));
        }
        if let Some(day) = last_logged.filter(|day| *day > ended_on) {
            return Verdict::Unmet(format!(
                "A day of trial is logged on {day}, after {ended_on}."
            ));
        }
        Verdict::when(ended_on <= q.situation.today, || {
            format!("{ended_on} is still ahead.")
        })
    })
}

pub(super) fn never_came(q: Question<'_>) -> Verdict {
    of_trial(q, |trial| {
        Verdict::when(trial.days.is_empty(), || {
            format!(
                "{} days of trial are logged: the person came.",
                trial.days.len()
            )
        })
    })
}
