//! The training week (L4, L5) and what earns the interview (L6).

use super::{Question, Verdict};
use crate::journey::command::Command;
use crate::journey::lists::Attendance;
use crate::journey::situation::{SessionFacts, SessionKind};
use crate::journey::state::State;

fn training(q: Question<'_>) -> impl Iterator<Item = &SessionFacts> {
    q.situation.programme.sessions_of(SessionKind::Training)
}

fn attendance(q: Question<'_>, session: &SessionFacts) -> Option<Attendance> {
    q.journey
        .attendance
        .get(&session.id)
        .map(|record| record.attendance)
}

pub(super) fn place_free(q: Question<'_>) -> Verdict {
    let already_has_one = q.journey.state != State::Screened && !q.journey.waiting_listed;
    let waits = matches!(q.command, Some(Command::Select(details)) if details.waiting_list);
    let free = q.situation.counts.training_places_held < q.situation.programme.places;
    if already_has_one || waits || free {
        return Verdict::Met;
    }
    let explanation = format!(
        "All {} places of the training week are taken.",
        q.situation.programme.places
    );
    if q.journey.state == State::Screened && q.command.is_none() {
        // The waiting list is still possible, so the move itself is.
        return Verdict::Asks;
    }
    Verdict::Unmet(format!("{explanation} The waiting list is open."))
}

/// Whether the person came to any session of the training week.
fn has_come(q: Question<'_>) -> bool {
    training(q).any(|session| attendance(q, session).is_some_and(Attendance::counts_as_attended))
}

pub(super) fn first_session_attended(q: Question<'_>) -> Verdict {
    Verdict::when(has_come(q), || {
        "No register says yet that the person came to a session of the training week.".to_owned()
    })
}

fn first_day(q: Question<'_>) -> impl Iterator<Item = &SessionFacts> {
    let day = q.situation.programme.first_training_day();
    training(q).filter(move |session| session.held_on == day)
}

pub(super) fn first_day_register_closed(q: Question<'_>) -> Verdict {
    let closed = first_day(q).next().is_some() && first_day(q).all(|session| session.signed_off);
    Verdict::when(closed, || {
        format!(
            "The registers of {} are not signed off yet.",
            q.situation.programme.first_training_day()
        )
    })
}

pub(super) fn absent_from_first_day(q: Question<'_>) -> Verdict {
    let absent = first_day(q).next().is_some()
        && first_day(q).all(|session| attendance(q, session) == Some(Attendance::Absent));
    if !absent {
        return Verdict::Unmet(
            "The registers do not say that the person was absent, unexcused, from the first day."
                .to_owned(),
        );
    }
    // Whoever came later in the week may still earn the interview (L6).
    Verdict::when(!has_come(q), || {
        "The person came later in the week: start the training.".to_owned()
    })
}

pub(super) fn week_over(q: Question<'_>) -> Verdict {
    let ends = q.situation.programme.training_ends_on;
    Verdict::when(q.situation.today >= ends, || {
        format!("The training week runs until {ends}.")
    })
}

pub(super) fn registers_signed_off(q: Question<'_>) -> Verdict {
    let open = training(q).filter(|session| !session.signed_off).count();
    Verdict::when(open == 0 && training(q).next().is_some(), || {
        format!("{open} of the week's registers are not signed off yet.")
    })
}

/// Required sessions that count as attended, and how many must.
fn attended_and_needed(q: Question<'_>) -> (u32, u32) {
    let (mut attended, mut required) = (0, 0);
    for session in training(q).filter(|session| session.required) {
        required += 1;
        attended += u32::from(attendance(q, session).is_some_and(Attendance::counts_as_attended));
    }
    (
        attended,
        q.situation
            .programme
            .training_threshold
            .unwrap_or(required)
            .min(required),
    )
}

pub(super) fn threshold_met(q: Question<'_>) -> Verdict {
    let (attended, needed) = attended_and_needed(q);
    Verdict::when(attended >= needed, || {
        format!("{attended} of the {needed} sessions needed are attended or made up.")
    })
}

pub(super) fn threshold_unmet(q: Question<'_>) -> Verdict {
    let (attended, needed) = attended_and_needed(q);
    Verdict::when(attended < needed, || {
        format!(
            "The person attended or made up {attended} of the {needed} sessions needed: the interview is guaranteed."
        )
    })
}
