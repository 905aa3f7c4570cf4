//! The offer (L9, L11): after the trial, never automatic, never owed.

use super::{Question, Verdict};
use crate::journey::command::Command;
use crate::journey::parts::Offer;
use crate::time::CivilDate;

pub(super) fn assessment_satisfactory(q: Question<'_>) -> Verdict {
    match q
        .journey
        .trial
        .as_ref()
        .and_then(|trial| trial.assessment.as_ref())
    {
        None => Verdict::Unmet("The trial has not been assessed yet.".to_owned()),
        Some(assessment) => Verdict::when(assessment.satisfactory, || {
            "The assessment says that the Trust is not satisfied with overall performance."
                .to_owned()
        }),
    }
}

pub(super) fn candidate_view_asked(q: Question<'_>) -> Verdict {
    let asked = q
        .journey
        .trial
        .as_ref()
        .is_some_and(|trial| trial.view_asked_on.is_some() || trial.candidate_view.is_some());
    Verdict::when(asked, || {
        "Nobody has asked the candidate yet whether the job is right for them.".to_owned()
    })
}

pub(super) fn expires_ahead(q: Question<'_>) -> Verdict {
    let expires_on = match q.command {
        Some(Command::MakeOffer(offer)) => offer.expires_on,
        Some(Command::OfferWithoutTrial(offer)) => offer.expires_on,
        _ => return Verdict::Asks,
    };
    Verdict::when(expires_on > q.situation.today, || {
        format!("The offer would expire on {expires_on}, which is not ahead.")
    })
}

fn start_day(q: Question<'_>) -> Option<CivilDate> {
    match q.command? {
        Command::MakeOffer(offer) => Some(offer.start_on),
        Command::OfferWithoutTrial(offer) => Some(offer.start_on),
        Command::StartEmployment(start) => Some(start.started_on),
        _ => None,
    }
}

pub(super) fn starts_after_trial(q: Question<'_>) -> Verdict {
    let Some(start) = start_day(q) else {
        return Verdict::Asks;
    };
    if let Some(ended) = q.journey.trial_ended_on()
        && start <= ended
    {
        return Verdict::Unmet(format!(
            "The job would start on {start}, but the trial's last day is {ended}."
        ));
    }
    let offered_late =
        !matches!(q.command, Some(Command::StartEmployment(_))) && start <= q.situation.today;
    Verdict::when(!offered_late, || {
        format!("The job would start on {start}, which is not ahead.")
    })
}

fn of_offer(q: Question<'_>, ask: impl FnOnce(&Offer) -> Verdict) -> Verdict {
    q.journey
        .offer
        .as_ref()
        .map_or_else(|| Verdict::Unmet("No offer has been made.".to_owned()), ask)
}

pub(super) fn not_expired(q: Question<'_>) -> Verdict {
    of_offer(q, |offer| {
        Verdict::when(q.situation.today <= offer.expires_on, || {
            format!("The offer could be answered until {}.", offer.expires_on)
        })
    })
}

pub(super) fn expired(q: Question<'_>) -> Verdict {
    of_offer(q, |offer| {
        Verdict::when(q.situation.today > offer.expires_on, || {
            format!("The offer can be answered until {}.", offer.expires_on)
        })
    })
}

pub(super) fn reminded(q: Question<'_>) -> Verdict {
    of_offer(q, |offer| {
        Verdict::when(offer.reminded_on.is_some(), || {
            "No reminder of the offer has been delivered.".to_owned()
        })
    })
}

pub(super) fn withdrawal_not_yet_requested(q: Question<'_>) -> Verdict {
    of_offer(q, |offer| {
        Verdict::when(offer.withdrawal_requested_by.is_none(), || {
            "Withdrawing this offer has already been asked for; a second person approves it."
                .to_owned()
        })
    })
}

pub(super) fn withdrawal_requested(q: Question<'_>) -> Verdict {
    of_offer(q, |offer| {
        Verdict::when(offer.withdrawal_requested_by.is_some(), || {
            "A hiring manager asks first, with a reason; then a second person approves.".to_owned()
        })
    })
}

pub(super) fn second_approver(q: Question<'_>) -> Verdict {
    of_offer(q, |offer| {
        Verdict::when(
            offer.withdrawal_requested_by != Some(q.situation.actor.id),
            || "The person who asked cannot approve it too.".to_owned(),
        )
    })
}
