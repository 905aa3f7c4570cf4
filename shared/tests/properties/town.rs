//! A small town: a few people, two programmes for one vacancy, and the counts kept as the server keeps them.

use super::chance::Chance;
use crate::world::scene::Scene;
use crate::world::{self, date, id, situation};
use shared::ids::JourneyId;
use shared::journey::{
    Actor, ActorKind, Benefit, CheckKind, Command, Counts, EmploymentStatus, Event, Journey,
    ProgrammeFacts, Recorded, Refer, Refusal, SessionFacts, SessionKind, Situation, State,
    VacancyFacts, decide, due, next_due_on,
};
use shared::time::CivilDate;
use shared::vacancies;
use std::collections::BTreeSet;

/// One journey with whose it is and on which programme.
#[derive(Debug, Clone)]
pub struct Traveller {
    pub id: JourneyId,
    pub person: usize,
    pub programme: usize,
    pub history: Vec<Recorded>,
    /// Kept by adding one event after the other, never folded anew.
    pub journey: Journey,
}

#[derive(Debug, Clone)]
pub struct Town {
    pub today: CivilDate,
    pub vacancy: VacancyFacts,
    pub programmes: Vec<ProgrammeFacts>,
    pub births: Vec<CivilDate>,
    pub travellers: Vec<Traveller>,
    /// Whether nobody thinks of an ending before the trial, so that later ones are reached.
    pub lucky: bool,
    /// Whose journey has moved since it was last looked at.
    pub moved: BTreeSet<usize>,
}

/// The programme again, so many days later, with ids of its own.
fn programme(number: u128, days_later: u32, chance: &mut Chance) -> ProgrammeFacts {
    let mut programme = world::programme();
    for day in [
        &mut programme.referrals_open_on,
        &mut programme.referrals_close_on,
        &mut programme.training_starts_on,
        &mut programme.training_ends_on,
    ] {
        *day = day.plus_days(days_later);
    }
    for (at, session) in (1..).zip(&mut programme.sessions) {
        session.id = id(0x1000 + 0x100 * number + at).into();
        session.held_on = session.held_on.plus_days(days_later);
        session.capacity = 2;
    }
    programme.slots = (0..20u32)
        .map(|at| {
            let mut slot = programme.slots[0].clone();
            slot.id = id(0x2000 + 0x100 * number + u128::from(at)).into();
            slot.held_on = slot.held_on.plus_days(days_later + 3 * at);
            slot
        })
        .collect();
    programme.referrals_open_on = date("2026-05-01");
    programme.referrals_close_on = programme.training_starts_on;
    programme.places = *chance.pick(&[1, 2, 3]);
    programme.training_threshold = *chance.pick(&[None, None, Some(3), Some(1)]);
    programme.checks_before_trial = chance.pick(&[vec![], vec![CheckKind::Identity]]).clone();
    programme
}

impl Town {
    pub fn new(chance: &mut Chance) -> Self {
        let duration_weeks = *chance.pick(&[None, None, Some(26), Some(20), Some(13)]);
        let openings = *chance.pick(&[1, 2, 2, 3]);
        // Where few people share both programmes, some come to a trial on each.
        let people = if chance.percent(40) { 2 } else { 4 };
        Self {
            today: date("2026-05-04"),
            vacancy: VacancyFacts {
                openings,
                duration_weeks,
                ..world::vacancy()
            },
            programmes: vec![programme(0, 0, chance), programme(1, 7, chance)],
            births: ["1998-03-14", "1970-01-01", "2004-02-29", "2008-06-01"]
                .map(date)
                .into_iter()
                .take(people)
                .collect(),
            travellers: Vec::new(),
            lucky: chance.percent(60),
            moved: BTreeSet::new(),
        }
    }

    /// A town in which two people were interviewed on both programmes, so that the same person may come to two trials.
    pub fn after_the_interviews(chance: &mut Chance) -> Self {
        let mut town = Self::new(chance);
        let scene = Scene::at(State::Interviewed);
        town.today = scene.situation.today;
        for (number, (person, programme)) in (0u128..).zip([(0, 0), (0, 1), (1, 0), (1, 1)]) {
            town.travellers.push(Traveller {
                id: id(0x9000 + number).into(),
                person,
                programme,
                history: scene.history.clone(),
                journey: scene.journey.clone(),
            });
        }
        town
    }

    fn others(&self, at: usize) -> impl Iterator<Item = &Traveller> {
        self.travellers
            .iter()
            .enumerate()
            .filter(move |(other, _)| *other != at)
            .map(|(_, traveller)| traveller)
    }

    /// What a decision on the journey depends on, as the server would load it.
    pub fn situation(&self, at: usize, actor: Actor) -> Situation {
        let Traveller {
            person, programme, ..
        } = self.travellers[at];
        Situation {
            counts: self.counts(at, person, programme),
            ..self.setting(at, person, programme, actor)
        }
    }

    fn setting(&self, at: usize, person: usize, programme: usize, actor: Actor) -> Situation {
        let mut facts = self.programmes[programme].clone();
        for session in &mut facts.sessions {
            let seated = |other: &&Traveller| is_seated(&other.journey, session);
            session.taken = u32::try_from(self.others(at).filter(seated).count()).expect("a count");
        }
        for slot in &mut facts.slots {
            slot.taken = self.others(at).any(|other| {
                let booked = other
                    .journey
                    .interview
                    .as_ref()
                    .is_some_and(|booking| booking.slot_id == slot.id);
                booked && other.journey.state != State::Withdrawn
            });
        }
        let mut now = situation("2026-05-04", ActorKind::System);
        now.candidate.date_of_birth = self.births[person];
        Situation {
            today: self.today,
            actor,
            vacancy: self.vacancy.clone(),
            programme: facts,
            ..now
        }
    }

    fn counts(&self, at: usize, person: usize, programme: usize) -> Counts {
        let mut counts = Counts::default();
        for other in self.others(at) {
            let state = other.journey.state;
            counts.openings_held += u32::from(state.holds_opening());
            if other.programme == programme && !other.journey.waiting_listed {
                counts.accepted += u32::from(state.holds_accepted_place());
                counts.training_places_held += u32::from(state.holds_training_place());
            }
            if other.person == person {
                let same_programme = other.programme == programme;
                counts.other_open_journeys += u32::from(same_programme && state.is_open());
                counts.trial_days_elsewhere += other.journey.trial_days_taken();
                counts.attended_days_elsewhere += other.journey.trial_days_taken();
            }
        }
        counts
    }

    /// The Jobcentre refers somebody.
    pub fn refer(
        &mut self,
        person: usize,
        programme: usize,
        by: &Actor,
        referral: &Refer,
    ) -> Result<(), Refusal> {
        let nobody = self.travellers.len();
        let counts = self.counts(nobody, person, programme);
        let situation = Situation {
            counts,
            ..self.setting(nobody, person, programme, by.clone())
        };
        let event = Journey::begin(&situation, referral)?;
        let first = Recorded {
            event,
            on: self.today,
            by: by.clone(),
        };
        let journey = Journey::fold(std::slice::from_ref(&first)).expect("a journey");
        let number = u128::try_from(nobody).expect("a number");
        self.moved.insert(nobody);
        self.travellers.push(Traveller {
            id: id(0x9000 + number).into(),
            person,
            programme,
            history: vec![first],
            journey,
        });
        Ok(())
    }

    /// What the rulebook says to a move.
    pub fn answer(
        &self,
        at: usize,
        mut situation: Situation,
        command: &Command,
    ) -> Result<Vec<Event>, Refusal> {
        if let Command::Merge(merge) = command {
            let found = self.others(at).find(|other| {
                let here = other.programme == self.travellers[at].programme;
                here && other.journey.state != State::Merged && other.id == merge.survivor_id
            });
            situation.survivor = found.map(|other| other.id);
        }
        decide(&self.travellers[at].journey, &situation, command)
    }

    /// Makes a move, if the rulebook allows it.
    pub fn make(&mut self, at: usize, actor: &Actor, command: &Command) -> Result<(), Refusal> {
        let events = self.answer(at, self.situation(at, actor.clone()), command)?;
        let traveller = &mut self.travellers[at];
        for event in events {
            let recorded = Recorded {
                event,
                on: self.today,
                by: actor.clone(),
            };
            traveller.journey.apply(&recorded);
            traveller.history.push(recorded);
        }
        self.moved.insert(at);
        Ok(())
    }

    /// The system does what is due, journey by journey, as its clock would.
    pub fn system_acts(&mut self) {
        for at in 0..self.travellers.len() {
            for round in 0.. {
                let situation = self.situation(at, Actor::system());
                let Some(command) = due(&self.travellers[at].journey, &situation) else {
                    break;
                };
                let looks_on = next_due_on(
                    &self.travellers[at].journey,
                    &self.programmes[self.travellers[at].programme],
                );
                assert!(
                    looks_on.is_some_and(|day| day <= self.today),
                    "{command:?} is due and nobody would look before {looks_on:?}"
                );
                assert!(
                    round < 4,
                    "the system goes round in circles with {command:?}"
                );
                self.make(at, &Actor::system(), &command)
                    .expect("what is due is never refused");
            }
        }
    }

    /// Somebody asks to close the vacancy.
    pub fn close_vacancy(&mut self) {
        let count = |holds: fn(State) -> bool| {
            let holding = self
                .travellers
                .iter()
                .filter(|traveller| holds(traveller.journey.state))
                .count();
            u32::try_from(holding).expect("a count")
        };
        let entitlements = count(State::has_open_entitlement);
        let answer = vacancies::decide_close(
            entitlements,
            count(|state| state.has_open_trial() || state == State::Offered),
        );
        assert!(
            answer.is_err() || entitlements == 0,
            "the vacancy closed over a guaranteed interview"
        );
        if answer.is_ok() {
            self.vacancy.open = false;
        }
    }

    /// Who is expected at a session, as a register lists them.
    pub fn expected_at(&self, programme: usize, session: &SessionFacts) -> Vec<usize> {
        let expected = |traveller: &Traveller| {
            let journey = &traveller.journey;
            let here = match session.kind {
                SessionKind::Screening => {
                    journey.state == State::ScreeningBooked && is_seated(journey, session)
                }
                SessionKind::Training => {
                    journey.state == State::InTraining
                        || (journey.state == State::Selected && !journey.waiting_listed)
                }
            };
            traveller.programme == programme
                && here
                && !journey.attendance.contains_key(&session.id)
        };
        let all = self.travellers.iter().enumerate();
        all.filter(|(_, traveller)| expected(traveller))
            .map(|(at, _)| at)
            .collect()
    }
}

fn is_seated(journey: &Journey, session: &SessionFacts) -> bool {
    let booked = journey
        .screening
        .as_ref()
        .is_some_and(|booking| booking.session_id == session.id);
    booked && journey.state != State::Withdrawn && journey.state != State::Merged
}

/// A referral as Jobcentres send them, mostly right.
pub fn some_referral(today: CivilDate, chance: &mut Chance) -> Refer {
    let benefits = [Benefit::JobseekersAllowance; 8];
    Refer {
        benefit: if chance.percent(5) {
            Benefit::IncomeSupport
        } else {
            *chance.pick(&benefits)
        },
        benefit_confirmed_on: (!chance.percent(5)).then(|| today.minus_days(3)),
        employment_status: if chance.percent(5) {
            EmploymentStatus::Employed
        } else {
            EmploymentStatus::Unemployed
        },
    }
}
