//! The scenario rehearsed against the rulebook alone, without a database: quick enough to try it on many days.

use super::agenda::{Agenda, By, Deed, Entry, Mark};
use super::calendar::{Dates, Run};
use super::course::{self, Course};
use super::paths;
use super::roster::{self, Path, Person};
use shared::ids::SessionId;
use shared::journey::{
    Actor, ActorKind, Attendance, Benefit, CandidateFacts, Command, Counts, EmploymentStatus,
    Journey, Merge, NoDetails, ProgrammeFacts, ProgrammeStatus, RecordAttendance, Recorded, Refer,
    SessionFacts, SessionKind, Situation, SlotFacts, State, TrustFacts, VacancyFacts, decide, due,
    next_due_on,
};
use shared::programmes::{CreateProgramme, check_plan, check_publish};
use shared::time::{CivilDate, Span};
use shared::vacancies::CreateVacancy;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One run, and everybody's journey on it.
struct Rehearsal {
    day: CivilDate,
    people: Vec<Person>,
    programme: ProgrammeFacts,
    vacancy: VacancyFacts,
    journeys: BTreeMap<usize, Journey>,
}

fn id<T: From<Uuid>>(number: usize) -> T {
    Uuid::from_u128(0x0F00_7401_D000_4000_8000_0000_0000_0000 + number as u128).into()
}

fn facts(plan: &CreateProgramme) -> ProgrammeFacts {
    let sessions = plan
        .sessions
        .iter()
        .enumerate()
        .map(|(at, session)| SessionFacts {
            id: id(at),
            kind: session.kind,
            module: session.module.to_string(),
            held_on: session.held_on,
            starts_at: session.starts_at.clone(),
            venue: String::new(),
            capacity: session.capacity,
            taken: 0,
            required: session.required,
            signed_off: false,
        });
    let slots = plan.slots.iter().enumerate().map(|(at, slot)| SlotFacts {
        id: id(1_000 + at),
        held_on: slot.held_on,
        starts_at: slot.starts_at.clone(),
        venue: String::new(),
        taken: false,
    });
    ProgrammeFacts {
        status: ProgrammeStatus::Draft,
        referrals_open_on: plan.referrals_open_on,
        referrals_close_on: plan.referrals_close_on,
        training_starts_on: plan.training_starts_on,
        training_ends_on: plan.training_ends_on,
        places: plan.places,
        training_threshold: plan.training_threshold,
        panel: plan.panel.iter().map(ToString::to_string).collect(),
        criteria: plan.criteria.iter().map(ToString::to_string).collect(),
        checks_before_trial: plan.checks_before_trial.clone(),
        sessions: sessions.collect(),
        slots: slots.collect(),
    }
}

fn actor(by: By) -> Actor {
    let (kind, number) = match by {
        By::Jobcentre => (ActorKind::Jobcentre, 1),
        By::Candidate => (ActorKind::Candidate, 2),
        By::Coordinator => (ActorKind::TrustStaff, 3),
        By::Manager => (ActorKind::HiringManager, 4),
        By::SecondManager => (ActorKind::HiringManager, 5),
        By::College => (ActorKind::College, 6),
        By::Administrator => (ActorKind::Administrator, 7),
    };
    Actor {
        kind,
        id: id(number),
        name: String::new(),
    }
}

impl Rehearsal {
    /// Whether somebody's seat or interview time is still kept for them.
    fn keeps(journey: &Journey, booked: State) -> bool {
        journey.state_before != Some(booked) || journey.state != State::Withdrawn
    }

    fn situation(&self, who: usize, actor: Actor) -> Situation {
        let others = || {
            self.journeys
                .iter()
                .filter(move |(other, _)| **other != who)
                .map(|(_, journey)| journey)
        };
        let count = |holds: &dyn Fn(&Journey) -> bool| {
            u32::try_from(others().filter(|other| holds(other)).count()).expect("a count")
        };
        let mut programme = self.programme.clone();
        for session in &mut programme.sessions {
            session.taken = count(&|other| {
                other
                    .screening
                    .as_ref()
                    .is_some_and(|seat| seat.session_id == session.id)
                    && Self::keeps(other, State::ScreeningBooked)
            });
        }
        for slot in &mut programme.slots {
            slot.taken = others().any(|other| {
                other
                    .interview
                    .as_ref()
                    .is_some_and(|booked| booked.slot_id == slot.id)
                    && Self::keeps(other, State::InterviewBooked)
            });
        }
        let counts = Counts {
            accepted: count(&|other| other.state.holds_accepted_place() && !other.waiting_listed),
            training_places_held: count(&|other| {
                other.state.holds_training_place() && !other.waiting_listed
            }),
            openings_held: count(&|other| other.state.holds_opening()),
            ..Counts::default()
        };
        Situation {
            today: self.day,
            actor,
            trust: TrustFacts {
                benefits: vec![Benefit::UniversalCredit],
                ..TrustFacts::default()
            },
            candidate: CandidateFacts {
                date_of_birth: self.people[who].born_on,
            },
            vacancy: self.vacancy.clone(),
            programme,
            counts,
            survivor: Some(id(9)),
        }
    }

    fn record(&mut self, who: usize, actor: &Actor, command: &Command) {
        let situation = self.situation(who, actor.clone());
        let journey = self.journeys.get_mut(&who).expect("a journey");
        let events = decide(journey, &situation, command).unwrap_or_else(|refusal| {
            let person = &self.people[who];
            panic!(
                "{} ({:?} {:?}) on {}: {} was refused: {refusal}",
                person.name(),
                person.run,
                person.path,
                self.day,
                command.name()
            )
        });
        for event in events {
            journey.apply(&Recorded {
                event,
                on: situation.today,
                by: actor.clone(),
            });
        }
    }

    fn system_acts(&mut self) {
        // As the server does: only those whose date has come are looked at.
        let looked_at = |journey: &Journey| {
            next_due_on(journey, &self.programme).is_some_and(|on| on <= self.day)
        };
        let everybody: Vec<_> = self
            .journeys
            .iter()
            .filter(|(_, journey)| looked_at(journey))
            .map(|(who, _)| *who)
            .collect();
        for who in everybody {
            while let Some(command) =
                due(&self.journeys[&who], &self.situation(who, Actor::system()))
            {
                self.record(who, &Actor::system(), &command);
            }
        }
    }

    fn refer(&mut self, who: usize) {
        if self.people[who].path == Path::Drafted {
            return;
        }
        let referral = Refer {
            benefit: Benefit::UniversalCredit,
            benefit_confirmed_on: Some(self.day),
            employment_status: EmploymentStatus::Unemployed,
        };
        Journey::begin(&self.situation(who, actor(By::Jobcentre)), &referral)
            .expect("a referral is taken");
        self.journeys
            .insert(who, Journey::referred(referral, self.day));
    }

    fn step(&mut self, who: usize, by: By, deed: Deed) {
        let command = match deed {
            Deed::Refer => return self.refer(who),
            Deed::Move(name, details) => {
                Command::read(name, details).unwrap_or_else(|error| panic!("{name}: {error}"))
            }
            Deed::MergeInto(survivor) => {
                assert!(
                    self.journeys.contains_key(&survivor),
                    "nobody to merge into"
                );
                Command::Merge(Merge {
                    survivor_id: id(9),
                    reason: "Twice".parse().expect("words"),
                })
            }
        };
        self.record(who, &actor(by), &command);
    }

    fn register(&mut self, session_id: SessionId, by: By, marks: Vec<Mark>) {
        let training = self
            .programme
            .session(session_id)
            .is_some_and(|session| session.kind == SessionKind::Training);
        for Mark {
            who, attendance, ..
        } in marks
        {
            let line = RecordAttendance {
                session_id,
                attendance,
                reason: None,
            };
            self.record(who, &actor(by), &Command::RecordAttendance(line));
            if training
                && attendance.counts_as_attended()
                && self.journeys[&who].state == State::Selected
            {
                self.record(who, &actor(by), &Command::StartTraining(NoDetails {}));
            }
            if attendance == Attendance::MadeUp {
                self.system_acts();
            }
        }
    }

    fn sign_off(&mut self, id: SessionId) {
        let session = self
            .programme
            .sessions
            .iter_mut()
            .find(|session| session.id == id)
            .expect("a session");
        session.signed_off = true;
        let kind = session.kind;
        for (who, journey) in &self.journeys {
            let expected = match kind {
                SessionKind::Screening => {
                    journey.state == State::ScreeningBooked
                        && journey
                            .screening
                            .as_ref()
                            .is_some_and(|seat| seat.session_id == id)
                }
                SessionKind::Training => {
                    matches!(journey.state, State::Selected | State::InTraining)
                }
            };
            assert!(
                !expected || journey.attendance.contains_key(&id),
                "{} has no line",
                self.people[*who].name()
            );
        }
        self.system_acts();
    }

    fn live_until(&mut self, today: CivilDate, agenda: &mut Agenda) {
        while self.day < today {
            self.system_acts();
            while let Some((_, entries)) = agenda.next_of(self.day) {
                for entry in entries {
                    match entry {
                        Entry::Step(step) => self.step(step.who, step.by, step.deed),
                        Entry::Register(session, by, marks) => self.register(session, by, marks),
                        Entry::SignOff(session, _) => self.sign_off(session),
                        Entry::Plan(_) | Entry::Close(_) => {}
                    }
                }
            }
            self.day = self.day.plus_days(1);
        }
    }
}

fn course_of(run: Run, dates: &Dates, programme: &ProgrammeFacts) -> Course {
    let of_kind = |kind| {
        programme
            .sessions_of(kind)
            .map(|session| session.id)
            .collect()
    };
    Course {
        run,
        vacancy: id(1),
        programme: id(2),
        screening: of_kind(SessionKind::Screening),
        training: of_kind(SessionKind::Training),
        slots: programme
            .slots
            .iter()
            .map(|slot| (slot.id, slot.held_on))
            .collect(),
        dates: dates.clone(),
    }
}

fn rehearse(run: Run, today: CivilDate) {
    let people = roster::people(today);
    let dates = Dates::of(run, today);
    let planned: CreateProgramme =
        serde_json::from_value(course::programme(run, &dates, id(1))).expect("a plan");
    let post: CreateVacancy =
        serde_json::from_value(course::vacancy(run, &people)).expect("a vacancy");
    assert_eq!((planned.check(), post.check()), (Vec::new(), Vec::new()));
    let vacancy = VacancyFacts {
        open: true,
        openings: post.openings,
        hours_per_week: post.hours_per_week,
        duration_weeks: None,
    };
    let mut programme = facts(&planned);
    let span = |first, last| Span { first, last };
    let trials = span(planned.trial_from, planned.trial_until);
    check_plan(
        &programme,
        span(planned.interviews_from, planned.interviews_until),
        trials,
    )
    .expect("the plan holds");
    check_publish(&programme, &vacancy).expect("the plan can be published");
    programme.status = ProgrammeStatus::Published;
    let mut course = course_of(run, &dates, &programme);
    let mut agenda = Agenda::default();
    paths::plan_run(&mut agenda, &mut course, &people, today);
    let mut rehearsal = Rehearsal {
        day: dates.planned_on,
        people,
        programme,
        vacancy,
        journeys: BTreeMap::new(),
    };
    rehearsal.live_until(today, &mut agenda);
    for (who, journey) in &rehearsal.journeys {
        let person = &rehearsal.people[*who];
        assert_eq!(
            Some(journey.state),
            person.path.leads_to(),
            "{} ({run:?} {:?}) on {today}",
            person.name(),
            person.path
        );
    }
}

fn rehearse_all(today: CivilDate) {
    Run::ALL.into_iter().for_each(|run| rehearse(run, today));
}

/// Over Christmas and Easter bank holidays stand in other places of the plan; a leap day and a Saturday are days too.
#[test]
fn nobody_is_refused_anything_on_awkward_days() {
    for day in ["2027-01-04", "2027-04-17", "2028-02-29"] {
        rehearse_all(day.parse().expect("a date"));
    }
}

#[test]
fn nobody_is_refused_anything_whenever_in_two_years_it_is_prepared() {
    /// Coprime to seven, so that every weekday, month's end and holiday comes up in its turn.
    const EVERY: usize = 37;
    let first: CivilDate = "2026-11-01".parse().expect("a date");
    let refused: Vec<_> = (0..730)
        .step_by(EVERY)
        .map(|days| first.plus_days(days))
        .filter(|today| std::panic::catch_unwind(|| rehearse_all(*today)).is_err())
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
}
