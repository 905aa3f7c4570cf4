//! Checks, the first day and the weeks after it.

use super::{Question, Verdict};
use crate::journey::check::CheckKind;
use crate::journey::command::Command;
use crate::journey::state::State;
use crate::journey::task::{FOLLOW_UP_13_DAYS, FOLLOW_UP_26_DAYS};
use crate::values::Coded;

/// When each milestone is reached, in days from the first one.
const MILESTONES: [(State, u32); 2] = [
    (State::Started, FOLLOW_UP_13_DAYS),
    (State::Sustained13, FOLLOW_UP_26_DAYS),
];

pub(super) fn decided_not_ahead(q: Question<'_>) -> Verdict {
    match q.command {
        Some(Command::RecordCheck(check)) => {
            Verdict::when(check.decided_on <= q.situation.today, || {
                format!(
                    "The check is said to be decided on {}, which is still ahead.",
                    check.decided_on
                )
            })
        }
        _ => Verdict::Asks,
    }
}

pub(super) fn all_checks_cleared(q: Question<'_>) -> Verdict {
    let by = match q.command {
        Some(Command::StartEmployment(start)) => start.started_on,
        _ => q.situation.today,
    };
    let waiting: Vec<_> = CheckKind::ALL
        .iter()
        .filter(|check| !q.journey.has_settled_by(**check, by))
        .map(|check| check.label())
        .collect();
    Verdict::when(waiting.is_empty(), || {
        format!("Not cleared by {by}: {}.", waiting.join(", "))
    })
}

pub(super) fn starts_after_acceptance(q: Question<'_>) -> Verdict {
    let accepted = q.journey.offer.as_ref().and_then(|offer| offer.accepted_on);
    match (q.command, accepted) {
        (Some(Command::StartEmployment(start)), Some(accepted)) => {
            Verdict::when(start.started_on >= accepted, || {
                format!(
                    "The offer was accepted on {accepted}; the job cannot have started on {}.",
                    start.started_on
                )
            })
        }
        _ => Verdict::Asks,
    }
}

pub(super) fn start_not_ahead(q: Question<'_>) -> Verdict {
    match q.command {
        Some(Command::StartEmployment(start)) => {
            Verdict::when(start.started_on <= q.situation.today, || {
                format!(
                    "{} is still ahead: record the start on the day.",
                    start.started_on
                )
            })
        }
        _ => Verdict::Asks,
    }
}

pub(super) fn check_not_met(q: Question<'_>) -> Verdict {
    if let Some(Command::RecordChecksNotMet(details)) = q.command {
        return Verdict::when(q.journey.has_failed(details.check), || {
            format!(
                "The check '{}' is not recorded as not met.",
                details.check.label()
            )
        });
    }
    Verdict::when(
        CheckKind::ALL
            .iter()
            .any(|check| q.journey.has_failed(*check)),
        || "No check is recorded as not met.".to_owned(),
    )
}

pub(super) fn five_working_days_passed(q: Question<'_>) -> Verdict {
    let Some(offer) = &q.journey.offer else {
        return Verdict::Unmet("No offer has been made.".to_owned());
    };
    let after = offer.start_on.plus_working_days(5);
    Verdict::when(q.situation.today >= after, || {
        format!(
            "The job was to start on {}; five working days later is {after}.",
            offer.start_on
        )
    })
}

pub(super) fn weeks_reached(q: Question<'_>, days: u32) -> Verdict {
    let Some(employment) = &q.journey.employment else {
        return Verdict::Unmet("The job has not started.".to_owned());
    };
    let date = employment.started_on.plus_days(days);
    Verdict::when(q.situation.today >= date, || {
        format!(
            "The job started on {}; {} weeks later is {date}.",
            employment.started_on,
            days / 7
        )
    })
}

pub(super) fn left_before_milestone(q: Question<'_>) -> Verdict {
    let Some(employment) = &q.journey.employment else {
        return Verdict::Unmet("The job has not started.".to_owned());
    };
    let Some(Command::RecordLeft(left)) = q.command else {
        return Verdict::Asks;
    };
    let limit = MILESTONES
        .iter()
        .find(|(state, _)| *state == q.journey.state)
        .map_or(FOLLOW_UP_26_DAYS, |(_, days)| *days);
    let milestone = employment.started_on.plus_days(limit);
    if left.left_on < employment.started_on || left.left_on > q.situation.today {
        return Verdict::Unmet(format!(
            "The last day must lie between {} and {}.",
            employment.started_on, q.situation.today
        ));
    }
    Verdict::when(left.left_on < milestone, || {
        format!(
            "On {} the person had been in work for {} weeks: confirm that first.",
            left.left_on,
            limit / 7
        )
    })
}
