//! Reopening and merging: what may be undone, and what never.

use super::{Question, Verdict};
use crate::journey::command::Command;
use crate::journey::state::State;
use crate::time::Span;

pub(super) fn within_reopening_period(q: Question<'_>) -> Verdict {
    let days = q.situation.trust.reopen_within_days;
    let last = q.journey.entered_on.plus_days(days);
    Verdict::when(q.situation.today <= last, || {
        format!(
            "It closed on {} and could be reopened for {days} days, until {last}.",
            q.journey.entered_on
        )
    })
}

pub(super) fn trial_cap_not_reached(q: Question<'_>) -> Verdict {
    if q.journey.state_before != Some(State::OnTrial) {
        return Verdict::Met;
    }
    let Some((terms, period)) =
        (q.journey.trial.as_ref()).and_then(|trial| Some((&trial.terms, trial.period?)))
    else {
        return Verdict::Met;
    };
    let allowance = q.situation.trial_allowance(0);
    let last = allowance.last_day_from(period.started_on);
    if last.is_none_or(|last| q.situation.today > last) {
        return Verdict::Unmet(format!(
            "The trial began on {}; its cap of {} days has passed.",
            period.started_on, allowance.cap
        ));
    }
    // It goes on under its agreed terms, so all of them must still fit beside the days used elsewhere since.
    let agreed = Span {
        first: period.started_on,
        last: terms.ends_on,
    }
    .days();
    Verdict::when(agreed <= allowance.left(), || {
        format!(
            "The agreed trial is {agreed} days; {} of {} are used elsewhere for this vacancy.",
            allowance.used, allowance.cap
        )
    })
}

pub(super) fn held_opening_free(q: Question<'_>) -> Verdict {
    let would_hold = q.journey.state_before.is_some_and(State::holds_opening);
    Verdict::when(!would_hold || q.situation.openings_free() > 0, || {
        format!(
            "All {} openings are held for other people now.",
            q.situation.vacancy.openings
        )
    })
}

pub(super) fn held_seat_free(q: Question<'_>) -> Verdict {
    let free = match q.journey.state_before {
        Some(State::ScreeningBooked) => q
            .journey
            .screening
            .as_ref()
            .and_then(|booking| q.situation.programme.session(booking.session_id))
            .is_some_and(|session| session.has_seat()),
        Some(State::InterviewBooked) => q
            .journey
            .interview
            .as_ref()
            .and_then(|booking| q.situation.programme.slot(booking.slot_id))
            .is_some_and(|slot| !slot.taken),
        Some(State::Selected | State::InTraining) => {
            q.journey.waiting_listed
                || q.situation.counts.training_places_held < q.situation.programme.places
        }
        _ => true,
    };
    Verdict::when(free, || {
        "The seat this person had has been given to somebody else.".to_owned()
    })
}

pub(super) fn survivor_is_another(q: Question<'_>) -> Verdict {
    match q.command {
        // The server makes sure that the survivor is another journey of the same person; see `Situation::survivor`.
        Some(Command::Merge(merge)) => {
            Verdict::when(q.situation.survivor == Some(merge.survivor_id), || {
                "The journey that goes on must be another one, on the same programme, that is not itself merged.".to_owned()
            })
        }
        _ => Verdict::Asks,
    }
}
