//! What of a session can be changed after its draft, and until when: a room floods, a trainer is ill, a bus comes later.
//!
//! The date is not among it: people booked that day, and the week before the interviews is counted by its days (L4, L6).

use super::{ChangeSession, PlanSession, SessionView};
use crate::journey::{Guard, ProgrammeStatus, Refusal, SessionFacts, SessionKind, UnmetGuard};
use crate::time::CivilDate;

/// A moment by London's clock: the day, and the time of the day as `HH:MM`.
pub type Moment<'a> = (CivilDate, &'a str);

/// Whether anything of a session can be changed at this moment.
///
/// # Errors
/// A refusal that names everything that stands in the way: a programme that is over, a register that is signed off, a session
/// that was held.
pub fn check_changeable(
    status: ProgrammeStatus,
    session: &SessionView,
    now: Moment<'_>,
) -> Result<(), Refusal> {
    let over = matches!(status, ProgrammeStatus::Closed | ProgrammeStatus::Cancelled);
    let held = is_over(session.held_on, &session.ends_at, now);
    let unmet = [
        over.then(|| UnmetGuard::new(Guard::Published, "The programme is over.")),
        session.signed_off.then(|| {
            let what = "The register is signed off: it says what this session was.";
            UnmetGuard::new(Guard::RegisterOpen, what)
        }),
        held.then(|| {
            let what = format!(
                "The session is over: it was on {} until {}.",
                session.held_on, session.ends_at
            );
            UnmetGuard::new(Guard::BookedDayNotPast, what)
        }),
    ];
    Refusal::unless_none(unmet.into_iter().flatten().collect())
}

/// Whether a session can be changed to this at this moment.
///
/// # Errors
/// As [`check_changeable`]; and a refusal that says how many seats are taken, or that the new time is past.
pub fn check_change(
    status: ProgrammeStatus,
    session: &SessionView,
    to: &ChangeSession,
    now: Moment<'_>,
) -> Result<(), Refusal> {
    check_changeable(status, session, now)?;
    let mut unmet = Vec::new();
    // Seats that were too few already are not in the way of another room.
    if to.capacity < session.capacity && to.capacity < session.taken {
        let what = match session.taken {
            1 => "1 seat is taken, so that there must be 1 or more.".to_owned(),
            taken => format!("{taken} seats are taken, so that there must be {taken} or more."),
        };
        let guard = match session.kind {
            SessionKind::Screening => Guard::ScreeningSeatFree,
            SessionKind::Training => Guard::TrainingPlaceFree,
        };
        unmet.push(UnmetGuard::new(guard, what));
    }
    if is_over(session.held_on, &to.ends_at, now) {
        let what = format!(
            "It is {} now, so that a session until {} would be over already.",
            now.1, to.ends_at
        );
        unmet.push(UnmetGuard::new(Guard::BookedDayNotPast, what));
    }
    Refusal::unless_none(unmet)
}

/// Whether a screening day can be added at this moment to those that a programme under way has.
///
/// # Errors
/// A refusal: it would be over already, or it is there already.
pub fn check_added_day<'a>(
    mut days: impl Iterator<Item = &'a SessionFacts>,
    new: &PlanSession,
    now: Moment<'_>,
) -> Result<(), Refusal> {
    let over = is_over(new.held_on, &new.ends_at, now);
    let there = days.any(|day| {
        let (on, at, place) = (day.held_on, &day.starts_at, day.venue.as_str());
        (on, at, place) == (new.held_on, &new.starts_at, new.venue.as_str())
    });
    let unmet = [
        over.then(|| {
            let what = format!(
                "A session on {} until {} is over already.",
                new.held_on, new.ends_at
            );
            UnmetGuard::new(Guard::BookedDayNotPast, what)
        }),
        there.then(|| {
            let what = format!(
                "The programme has a screening day on {} at {} in that place already.",
                new.held_on, new.starts_at
            );
            UnmetGuard::new(Guard::DatesInOrder, what)
        }),
    ];
    Refusal::unless_none(unmet.into_iter().flatten().collect())
}

fn is_over(held_on: CivilDate, ends_at: &str, (today, time): Moment<'_>) -> bool {
    held_on < today || (held_on == today && ends_at <= time)
}

/// What would be another than it is, by its name in the session.
#[must_use]
pub fn changes(session: &SessionView, to: &ChangeSession) -> Vec<&'static str> {
    let trainer = to.trainer.as_ref().map(|name| name.as_str());
    let all = [
        ("starts_at", session.starts_at != to.starts_at),
        ("ends_at", session.ends_at != to.ends_at),
        ("venue", session.venue != to.venue.as_str()),
        ("trainer", session.trainer.as_deref() != trainer),
        ("capacity", session.capacity != to.capacity),
    ];
    all.into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(name, _)| name)
        .collect()
}

/// Whether these changes are told to whoever is expected: another time or another place, and not who leads it.
#[must_use]
pub fn is_told(changes: &[&str]) -> bool {
    let told = ["starts_at", "ends_at", "venue"];
    changes.iter().any(|name| told.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Words;

    const DAY: &str = "2027-01-11";

    fn date(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    fn words(text: &str) -> Words {
        Words::parse(text).expect("words")
    }

    fn session() -> SessionView {
        SessionView {
            id: uuid::Uuid::nil().into(),
            kind: SessionKind::Screening,
            module: "Screening day".to_owned(),
            held_on: date(DAY),
            starts_at: "09:30".to_owned(),
            ends_at: "15:30".to_owned(),
            venue: "Education Centre".to_owned(),
            trainer: Some("Odile Wren".to_owned()),
            capacity: 12,
            taken: 7,
            required: false,
            signed_off: false,
            version: 1,
        }
    }

    fn as_it_is() -> ChangeSession {
        ChangeSession {
            starts_at: "09:30".to_owned(),
            ends_at: "15:30".to_owned(),
            venue: words("Education Centre"),
            trainer: Some(words("Odile Wren")),
            capacity: 12,
        }
    }

    fn asked(session: &SessionView, to: &ChangeSession, now: (&str, &str)) -> Vec<String> {
        let now = (date(now.0), now.1);
        let refused = check_change(ProgrammeStatus::Published, session, to, now);
        let unmet = refused.err().map(|refusal| refusal.unmet_guards);
        let codes = unmet.into_iter().flatten().map(|unmet| unmet.guard);
        codes.collect()
    }

    #[test]
    fn a_session_is_changed_until_its_last_minute_and_no_longer() {
        assert!(asked(&session(), &as_it_is(), ("2027-01-10", "23:59")).is_empty());
        assert!(asked(&session(), &as_it_is(), (DAY, "15:29")).is_empty());
        for over in [(DAY, "15:30"), ("2027-01-12", "00:00")] {
            assert_eq!(
                asked(&session(), &as_it_is(), over),
                ["booked_day_not_past"]
            );
        }
    }

    #[test]
    fn what_was_signed_off_or_is_of_a_programme_that_is_over_stays_as_it_was() {
        let signed = SessionView {
            signed_off: true,
            ..session()
        };
        assert_eq!(
            asked(&signed, &as_it_is(), (DAY, "12:00")),
            ["register_open"]
        );
        for status in [ProgrammeStatus::Closed, ProgrammeStatus::Cancelled] {
            let refused = check_changeable(status, &signed, (date("2027-02-01"), "09:00"));
            let named = refused.expect_err("it is over").unmet_guards.len();
            assert_eq!(named, 3, "everything that stands in the way is named");
        }
    }

    #[test]
    fn there_are_never_fewer_seats_than_are_taken() {
        let to = |capacity| ChangeSession {
            capacity,
            ..as_it_is()
        };
        let now = ("2027-01-04", "09:00");
        assert!(asked(&session(), &to(7), now).is_empty());
        assert_eq!(asked(&session(), &to(6), now), ["screening_seat_free"]);
        let refused = check_change(
            ProgrammeStatus::Published,
            &session(),
            &to(6),
            (date("2027-01-04"), "09:00"),
        );
        let why = refused.expect_err("seven are taken").to_string();
        assert_eq!(why, "7 seats are taken, so that there must be 7 or more.");
        let training = SessionView {
            kind: SessionKind::Training,
            ..session()
        };
        assert_eq!(asked(&training, &to(6), now), ["training_place_free"]);
    }

    #[test]
    fn seats_that_were_too_few_already_are_not_in_the_way_of_another_room() {
        let full = SessionView {
            taken: 14,
            ..session()
        };
        let elsewhere = ChangeSession {
            venue: words("The Old Library"),
            ..as_it_is()
        };
        assert!(asked(&full, &elsewhere, ("2027-01-04", "09:00")).is_empty());
    }

    #[test]
    fn nobody_is_asked_to_come_at_a_time_that_is_past() {
        let earlier = ChangeSession {
            starts_at: "08:00".to_owned(),
            ends_at: "11:00".to_owned(),
            ..as_it_is()
        };
        assert_eq!(
            asked(&session(), &earlier, (DAY, "11:30")),
            ["booked_day_not_past"]
        );
        assert!(asked(&session(), &earlier, ("2027-01-10", "11:30")).is_empty());
    }

    #[test]
    fn people_are_told_of_another_time_or_place_and_not_of_a_trainer_or_of_seats() {
        assert_eq!(changes(&session(), &as_it_is()), [""; 0]);
        let other = ChangeSession {
            trainer: None,
            capacity: 20,
            ..as_it_is()
        };
        let changed = changes(&session(), &other);
        assert_eq!(changed, ["trainer", "capacity"]);
        assert!(!is_told(&changed));
        let later = ChangeSession {
            ends_at: "16:00".to_owned(),
            ..other
        };
        assert!(is_told(&changes(&session(), &later)));
    }
}
