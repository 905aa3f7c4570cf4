//! The screening day (L3) and the registers that it shares with the training week.

use super::{Question, Verdict};
use crate::ids::SessionId;
use crate::journey::actor::ActorKind;
use crate::journey::command::Command;
use crate::journey::details::RecordAttendance;
use crate::journey::lists::Attendance;
use crate::journey::situation::{SessionFacts, SessionKind};
use crate::journey::state::State;

/// The screening day that the command names.
fn chosen_day(q: Question<'_>) -> Option<SessionId> {
    match q.command? {
        Command::BookScreening(details) => Some(details.session_id),
        Command::RebookScreening(details) => Some(details.session_id),
        _ => None,
    }
}

fn screening_day<'a>(q: Question<'a>, id: SessionId) -> Option<&'a SessionFacts> {
    q.situation
        .programme
        .session(id)
        .filter(|session| session.kind == SessionKind::Screening)
}

pub(super) fn seat_free(q: Question<'_>) -> Verdict {
    let Some(id) = chosen_day(q) else {
        let today = q.situation.today;
        let any = q.situation.programme.sessions_of(SessionKind::Screening);
        let open = any
            .filter(|day| day.held_on >= today && !day.signed_off)
            .any(SessionFacts::has_seat);
        return Verdict::when(open, || {
            "No screening day of this programme that is still ahead has a free seat.".to_owned()
        });
    };
    match screening_day(q, id) {
        None => Verdict::Unmet("That is not a screening day of this programme.".to_owned()),
        Some(day) if day.signed_off => {
            Verdict::Unmet(format!("The register of {} is closed.", day.held_on))
        }
        Some(day) if day.held_on < q.situation.today => {
            Verdict::Unmet(format!("The screening day on {} is over.", day.held_on))
        }
        Some(day) => Verdict::when(day.has_seat(), || {
            format!(
                "All {} seats of the screening day on {} are taken.",
                day.capacity, day.held_on
            )
        }),
    }
}

pub(super) fn before_training(q: Question<'_>) -> Verdict {
    let Some(day) = chosen_day(q).and_then(|id| screening_day(q, id)) else {
        return Verdict::Asks;
    };
    let starts = q.situation.programme.training_starts_on;
    Verdict::when(day.held_on < starts, || {
        format!(
            "The screening day on {} is not before the training week, which starts on {starts}.",
            day.held_on
        )
    })
}

pub(super) fn adjustments_asked(q: Question<'_>) -> Verdict {
    match q.command {
        Some(Command::BookScreening(details)) => Verdict::when(details.adjustments_asked, || {
            "Nobody has asked yet what adjustments the person needs on the day.".to_owned()
        }),
        _ => Verdict::Asks,
    }
}

fn line(q: Question<'_>) -> Option<&RecordAttendance> {
    match q.command? {
        Command::RecordAttendance(line) => Some(line),
        _ => None,
    }
}

fn session_of_line(q: Question<'_>) -> Option<&SessionFacts> {
    line(q).and_then(|line| q.situation.programme.session(line.session_id))
}

pub(super) fn session_of_this_stage(q: Question<'_>) -> Verdict {
    let Some(line) = line(q) else {
        return Verdict::Asks;
    };
    let fits = match q.situation.programme.session(line.session_id) {
        None => false,
        Some(session) if q.journey.state == State::ScreeningBooked => q
            .journey
            .screening
            .as_ref()
            .is_some_and(|booking| booking.session_id == session.id),
        Some(session) => session.kind == SessionKind::Training,
    };
    Verdict::when(fits, || {
        "The person is not expected at that session at this stage.".to_owned()
    })
}

pub(super) fn college_keeps_training_registers(q: Question<'_>) -> Verdict {
    let Some(session) = session_of_line(q) else {
        return Verdict::Asks;
    };
    let screening_by_college =
        q.situation.actor.kind == ActorKind::College && session.kind == SessionKind::Screening;
    Verdict::when(!screening_by_college, || {
        "The college keeps the registers of the training week; Trust staff keep the screening day's.".to_owned()
    })
}

pub(super) fn session_date_reached(q: Question<'_>) -> Verdict {
    let Some(session) = session_of_line(q) else {
        return Verdict::Asks;
    };
    Verdict::when(session.held_on <= q.situation.today, || {
        format!(
            "The session is on {}, which is still ahead.",
            session.held_on
        )
    })
}

pub(super) fn register_open(q: Question<'_>) -> Verdict {
    let (Some(line), Some(session)) = (line(q), session_of_line(q)) else {
        return Verdict::Asks;
    };
    let made_up_later =
        line.attendance == Attendance::MadeUp && session.kind == SessionKind::Training;
    Verdict::when(!session.signed_off || made_up_later, || {
        format!(
            "The register of {} on {} is signed off; only a session made up later can still be added.",
            session.module, session.held_on
        )
    })
}

pub(super) fn date_reached(q: Question<'_>) -> Verdict {
    match &q.journey.screening {
        None => Verdict::Unmet("No screening day is booked.".to_owned()),
        Some(booking) => Verdict::when(booking.held_on <= q.situation.today, || {
            format!(
                "The screening day is on {}, which is still ahead.",
                booking.held_on
            )
        }),
    }
}

fn attendance(q: Question<'_>) -> Option<Attendance> {
    let booking = q.journey.screening.as_ref()?;
    q.journey
        .attendance
        .get(&booking.session_id)
        .map(|record| record.attendance)
}

pub(super) fn attended(q: Question<'_>) -> Verdict {
    Verdict::when(
        attendance(q).is_some_and(Attendance::counts_as_attended),
        || "The register does not say that the person came to the screening day.".to_owned(),
    )
}

pub(super) fn three_components_recorded(q: Question<'_>) -> Verdict {
    let Some(Command::RecordScreening(components)) = q.command else {
        return Verdict::Asks;
    };
    let missing: Vec<_> = [
        (
            "the team building exercises",
            components.team_exercises.is_some() || components.team_exercises_score.is_some(),
        ),
        (
            "the overview of the role",
            components.role_overview.is_some() || components.role_overview_score.is_some(),
        ),
        (
            "the brief interview",
            components.brief_interview.is_some() || components.brief_interview_score.is_some(),
        ),
    ]
    .into_iter()
    .filter(|(_, is_recorded)| !is_recorded)
    .map(|(name, _)| name)
    .collect();
    Verdict::when(missing.is_empty(), || {
        format!("Still to be recorded: {}.", missing.join(", "))
    })
}

pub(super) fn register_closed(q: Question<'_>) -> Verdict {
    let session = q
        .journey
        .screening
        .as_ref()
        .and_then(|booking| q.situation.programme.session(booking.session_id));
    Verdict::when(session.is_some_and(|day| day.signed_off), || {
        "The register of the screening day is not signed off yet.".to_owned()
    })
}

pub(super) fn absence_not_excused(q: Question<'_>) -> Verdict {
    match attendance(q) {
        Some(Attendance::Absent) => Verdict::Met,
        Some(Attendance::Excused) => {
            Verdict::Unmet("The absence is excused: offer another screening day.".to_owned())
        }
        Some(_) => Verdict::Unmet("The register says that the person came.".to_owned()),
        None => Verdict::Unmet("The register does not say that the person was absent.".to_owned()),
    }
}
