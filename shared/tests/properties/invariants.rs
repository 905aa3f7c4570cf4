//! What must always hold (rules, section 4), told from the events and not from the fold's own reckoning.

use super::town::{Town, Traveller};
use shared::ids::SessionId;
use shared::journey::ActorKind;
use shared::journey::{
    Attendance, Event, GuaranteeStanding, Journey, Recorded, SessionKind, State, guarantee, task,
};
use shared::time::CivilDate;
use std::collections::{BTreeMap, BTreeSet};

pub fn assert_all(town: &mut Town) {
    for at in std::mem::take(&mut town.moved) {
        let traveller = &town.travellers[at];
        assert_the_fold_is_the_state(traveller);
        assert_no_trial_without_the_jobcentre(traveller);
        assert_no_job_within_a_trial(traveller);
        assert_a_next_step(traveller);
        assert_an_entitlement_is_never_lost(traveller);
        assert_only_the_standing_booking_is_confirmed(traveller);
        assert_every_open_journey_waits_for_something(town, traveller);
    }
    assert_the_cap_holds(town);
    assert_openings_are_not_outnumbered(town);
    assert_nothing_is_given_twice(town);
}

/// What holds once the system has done what was due.
pub fn assert_all_that_was_due_is_done(town: &Town) {
    for traveller in &town.travellers {
        assert_whoever_met_the_threshold_is_entitled(town, traveller);
        let agreed = traveller
            .journey
            .trial
            .as_ref()
            .map(|trial| trial.terms.ends_on);
        let overdue = traveller.journey.state == State::OnTrial
            && agreed.is_some_and(|last| town.today > last);
        assert!(
            !overdue,
            "a trial runs on past its last day: {:?}",
            traveller.journey.trial
        );
    }
}

/// A trial as its events tell it.
#[derive(Default)]
struct Told {
    first: Option<CivilDate>,
    last: Option<CivilDate>,
    agreed_last: Option<CivilDate>,
    closed_under_way: bool,
    attended: BTreeSet<CivilDate>,
}

impl Told {
    fn of(traveller: &Traveller) -> Self {
        let mut told = Self::default();
        for recorded in &traveller.history {
            told.hear(&recorded.event, recorded.on);
        }
        told
    }

    fn hear(&mut self, event: &Event, on: CivilDate) {
        match event {
            Event::TrialProposed { terms } | Event::TrialAmended { terms } => {
                self.agreed_last = Some(terms.ends_on)
            }
            Event::TrialStarted(start) => self.first = Some(start.started_on),
            Event::TrialDayLogged(logged) => {
                assert!(self.attended.insert(logged.day), "a day is logged twice")
            }
            Event::TrialEnded(end) => self.last = Some(end.ended_on),
            Event::TrialEndedEarly(end) => {
                self.closed_under_way = true;
                self.last = Some(end.ended_on);
            }
            Event::Withdrawn(_) | Event::DidNotAttend(_) | Event::Merged { .. } => {
                if let (Some(first), None, Some(agreed)) = (self.first, self.last, self.agreed_last)
                {
                    self.closed_under_way = true;
                    self.last = Some(on.min(agreed).max(first));
                }
            }
            Event::Reopened(_) if self.closed_under_way => {
                self.closed_under_way = false;
                self.last = None;
            }
            _ => {}
        }
    }

    fn days(&self, today: CivilDate) -> i64 {
        let Some(first) = self.first else { return 0 };
        let running = self.agreed_last.map_or(today, |agreed| agreed.min(today));
        let last = self.last.unwrap_or(running).max(first);
        for day in &self.attended {
            assert!(
                first <= *day && Some(*day) <= self.agreed_last,
                "{day} was logged outside the trial"
            );
        }
        assert!(
            self.attended.last() <= Some(&last),
            "a day is logged after the trial ended on {last}"
        );
        last.days_since(first) + 1
    }
}

/// 1: no trial exceeds its cap, summed over reopenings for the same person and vacancy.
fn assert_the_cap_holds(town: &Town) {
    let cap = if town.vacancy.duration_weeks.is_some_and(|weeks| weeks < 26) {
        5
    } else {
        30
    };
    let mut of_person: BTreeMap<usize, (i64, usize)> = BTreeMap::new();
    for traveller in &town.travellers {
        let told = Told::of(traveller);
        let (days, attended) = of_person.entry(traveller.person).or_default();
        *days += told.days(town.today);
        *attended += told.attended.len();
    }
    for (person, (days, attended)) in of_person {
        assert!(
            days <= cap,
            "person {person} was on trial for {days} days; the cap is {cap}"
        );
        assert!(
            i64::try_from(attended).is_ok_and(|days| days <= cap),
            "person {person} attended {attended} days"
        );
    }
}

/// 2: no trial starts without the Jobcentre's agreement, to these very terms, dated before it; nor without the
/// candidate's and the Trust's, with a supervisor named.
fn assert_no_trial_without_the_jobcentre(traveller: &Traveller) {
    let mut agreed: BTreeMap<ActorKind, CivilDate> = BTreeMap::new();
    let mut standing = None;
    for Recorded { event, on, by } in &traveller.history {
        match event {
            Event::TrialProposed { terms } | Event::TrialAmended { terms } => {
                agreed.clear();
                standing = Some(terms);
            }
            Event::TrialSigned(signature) => {
                let terms = standing.expect("terms stand before anybody signs them");
                assert_eq!(
                    signature.terms_number, terms.number,
                    "other terms were signed"
                );
                assert!(
                    *on < terms.starts_on,
                    "signed on {on}, too late for {terms:?}"
                );
                let jobcentre_first = by.kind == ActorKind::Jobcentre || !agreed.is_empty();
                assert!(jobcentre_first, "{} signed before the Jobcentre", by.kind);
                let for_the_trust =
                    matches!(by.kind, ActorKind::TrustStaff | ActorKind::Administrator);
                assert!(
                    !for_the_trust || signature.supervisor.is_some(),
                    "no supervisor is named"
                );
                agreed.insert(by.kind, *on);
            }
            Event::TrialStarted(start) => {
                let on = agreed.get(&ActorKind::Jobcentre);
                assert!(
                    on.is_some_and(|on| *on < start.started_on),
                    "the Jobcentre agreed on {on:?}"
                );
                assert!(
                    agreed.contains_key(&ActorKind::Candidate),
                    "the candidate did not volunteer"
                );
                assert_eq!(agreed.len(), 3, "three agree");
            }
            _ => {}
        }
    }
}

/// 3: whoever met the training threshold has the interview entitlement, unless they had left before.
fn assert_whoever_met_the_threshold_is_entitled(town: &Town, traveller: &Traveller) {
    let programme = &town.programmes[traveller.programme];
    let mut lines: BTreeMap<SessionId, Attendance> = BTreeMap::new();
    for recorded in &traveller.history {
        if let Event::AttendanceRecorded(line) = &recorded.event {
            lines.insert(line.session_id, line.attendance);
        }
    }
    let came = |line: &Attendance| {
        matches!(
            line,
            Attendance::Present | Attendance::Late | Attendance::MadeUp
        )
    };
    let week: Vec<_> = programme.sessions_of(SessionKind::Training).collect();
    let required: Vec<_> = week.iter().filter(|session| session.required).collect();
    let attended = required
        .iter()
        .filter(|session| lines.get(&session.id).is_some_and(came))
        .count();
    let needed = programme
        .training_threshold
        .map_or(required.len(), |threshold| threshold as usize);
    let over =
        town.today >= programme.training_ends_on && week.iter().all(|session| session.signed_off);
    let left = matches!(traveller.journey.state, State::Withdrawn | State::Merged);
    let came_at_all = week
        .iter()
        .any(|session| lines.get(&session.id).is_some_and(came));
    if over && came_at_all && attended >= needed && !left {
        assert!(
            traveller.journey.entitled_on.is_some(),
            "{attended} of {needed} sessions and no interview: {lines:?}"
        );
    }
}

/// An entitlement that was granted is never lost, whatever comes after.
fn assert_an_entitlement_is_never_lost(traveller: &Traveller) {
    let granted = traveller
        .history
        .iter()
        .any(|recorded| matches!(recorded.event, Event::InterviewGuaranteed));
    assert_eq!(granted, traveller.journey.entitled_on.is_some());
    let owed = guarantee(&traveller.journey);
    assert_eq!(granted, owed.is_some());
    let Some(owed) = owed else { return };
    let state = traveller.journey.state;
    assert_eq!(owed.standing.is_open(), state.has_open_entitlement());
    assert_eq!(owed.standing.owed_by().is_some(), owed.standing.is_open());
    assert!(owed.due_on >= owed.granted_on, "{owed:?}");
    let held = traveller
        .history
        .iter()
        .any(|recorded| matches!(recorded.event, Event::Interviewed(_)));
    let honoured = owed.standing == GuaranteeStanding::Honoured;
    assert!(!honoured || held, "{owed:?} without an interview");
}

/// Nobody is forgotten: an open journey waits for one thing that somebody owes and can do from there; an ended one for nothing.
fn assert_every_open_journey_waits_for_something(town: &Town, traveller: &Traveller) {
    let journey = &traveller.journey;
    let waits = task(journey, &town.programmes[traveller.programme]);
    assert_eq!(waits.is_some(), journey.state.is_open(), "{waits:?}");
    let Some(waits) = waits else { return };
    assert!(
        waits.settled_by.starts_from(journey.state),
        "{waits:?} at {}",
        journey.state
    );
}

/// A booking is confirmed if somebody has said so since it was made or taken up again, and not after its day.
fn assert_only_the_standing_booking_is_confirmed(traveller: &Traveller) {
    let mut said = None;
    for Recorded { event, on, .. } in &traveller.history {
        match event {
            Event::ScreeningBooked { .. }
            | Event::ScreeningRebooked { .. }
            | Event::InterviewBooked { .. }
            | Event::InterviewReleased(_)
            | Event::Reopened(_) => said = None,
            Event::BookingConfirmed { held_on, .. } => {
                assert!(on <= held_on, "confirmed on {on}, after its day {held_on}");
                assert_eq!(said, None, "confirmed twice");
                said = Some(*on);
            }
            _ => {}
        }
    }
    if let Some(booked) = traveller.journey.booked() {
        assert_eq!(booked.confirmed_on, said, "{:?}", traveller.history);
    }
}

/// 5: no employment starts on or before the last day of a trial, and none before its offer is accepted.
fn assert_no_job_within_a_trial(traveller: &Traveller) {
    let mut told = Told::default();
    let mut accepted = None;
    for recorded in &traveller.history {
        told.hear(&recorded.event, recorded.on);
        match &recorded.event {
            Event::OfferAccepted => accepted = Some(recorded.on),
            Event::EmploymentStarted(start) => {
                assert!(
                    told.first.is_none() || told.last.is_some(),
                    "a job started during a trial"
                );
                assert!(
                    told.last < Some(start.started_on),
                    "a job started within the trial"
                );
                assert!(accepted.is_some_and(|on| on <= start.started_on && start.started_on <= recorded.on));
            }
            _ => {}
        }
    }
}

/// 6: open trials never outnumber openings; accepted offers never outnumber openings; nor both together.
fn assert_openings_are_not_outnumbered(town: &Town) {
    let openings = usize::try_from(town.vacancy.openings).expect("a number");
    let count = |states: &[State]| {
        town.travellers
            .iter()
            .filter(|traveller| states.contains(&traveller.journey.state))
            .count()
    };
    let trials = count(&[
        State::TrialProposed,
        State::TrialAgreed,
        State::OnTrial,
        State::TrialEnded,
    ]);
    let accepted = count(&[
        State::OfferAccepted,
        State::Started,
        State::Sustained13,
        State::Sustained26,
    ]);
    assert!(trials <= openings, "{trials} trials on {openings} openings");
    assert!(
        accepted <= openings,
        "{accepted} accepted offers on {openings} openings"
    );
    assert!(
        trials + accepted + count(&[State::Offered]) <= openings,
        "an opening is held twice"
    );
}

/// No seat, no training place and no interview time is given to more people than it is for, and nobody is on a programme twice.
fn assert_nothing_is_given_twice(town: &Town) {
    for (number, programme) in town.programmes.iter().enumerate() {
        let here = || {
            town.travellers
                .iter()
                .filter(move |traveller| traveller.programme == number)
                .map(|traveller| &traveller.journey)
        };
        for session in &programme.sessions {
            let booked = here().filter(|journey| {
                let seat = journey.screening.as_ref().map(|booking| booking.session_id);
                journey.state == State::ScreeningBooked && seat == Some(session.id)
            });
            assert!(
                booked.count() <= session.capacity as usize,
                "the screening day {} is overbooked",
                session.held_on
            );
        }
        for slot in &programme.slots {
            let booked = here().filter(|journey| {
                let time = journey.interview.as_ref().map(|booking| booking.slot_id);
                journey.state == State::InterviewBooked && time == Some(slot.id)
            });
            assert!(
                booked.count() <= 1,
                "two people have the interview on {}",
                slot.held_on
            );
        }
        let open: Vec<_> = town
            .travellers
            .iter()
            .filter(|traveller| traveller.programme == number && traveller.journey.state.is_open())
            .map(|traveller| traveller.person)
            .collect();
        let people: BTreeSet<_> = open.iter().collect();
        assert_eq!(
            people.len(),
            open.len(),
            "a person has two open journeys on one programme"
        );
        let taught = here().filter(|journey| {
            matches!(journey.state, State::Selected | State::InTraining) && !journey.waiting_listed
        });
        assert!(
            taught.count() <= programme.places as usize,
            "more people than places"
        );
    }
}

/// 7: the stored state is the fold of the events, read back from their form on the wire.
fn assert_the_fold_is_the_state(traveller: &Traveller) {
    assert_eq!(
        Journey::fold(&traveller.history).as_ref(),
        Some(&traveller.journey)
    );
    assert_eq!(
        usize::try_from(traveller.journey.version),
        Ok(traveller.history.len())
    );
}

/// 8: each closed journey short of `sustained_26` leaves the person with a next step.
fn assert_a_next_step(traveller: &Traveller) {
    let Journey {
        state,
        next_step,
        merged_into,
        ..
    } = &traveller.journey;
    match state {
        State::Sustained26 => {}
        State::Merged => assert!(merged_into.is_some()),
        closed if !closed.is_open() => assert!(next_step.is_some(), "{closed} without a next step"),
        _ => assert!(
            next_step.is_none(),
            "an open journey has no next step of an ending"
        ),
    }
}
