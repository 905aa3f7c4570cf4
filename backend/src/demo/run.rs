//! Carries the agenda out, day by day, through the services.

use super::DemoError;
use super::accounts::{self, Cast};
use super::agenda::{Agenda, By, Deed, Entry, Mark, Step, at};
use super::calendar::{Dates, Run, working_day_from};
use super::course::{self, Course};
use super::paths;
use super::roster::{self, Path, Person};
use super::{store, workers};
use crate::access::Reach;
use crate::application::Platform;
use crate::journeys::{self, Asker, JourneyError};
use crate::platform::clock::{Clock, ClockError};
use crate::programmes::{self, service::Decision};
use crate::{referrals, registers, vacancies};
use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Europe::London;
use serde_json::json;
use shared::ids::{CandidateId, JourneyId, SessionId};
use shared::journey::{Command, Merge, Move};
use shared::time::CivilDate;
use shared::values::Coded as _;
use std::collections::HashMap;

/// Whoever asks, in the audit.
const REQUEST: &str = "demo";

/// Everything that the days leave behind.
struct Stage<'a> {
    platform: &'a Platform,
    today: CivilDate,
    cast: Cast,
    people: Vec<Person>,
    agenda: Agenda,
    courses: HashMap<Run, Course>,
    begun: HashMap<usize, (JourneyId, CandidateId)>,
}

/// Carries the whole scenario out up to yesterday, so that nothing of today is done yet.
pub(super) async fn carry_out(
    platform: &Platform,
    today: CivilDate,
) -> Result<Vec<Person>, DemoError> {
    let mut agenda = Agenda::default();
    for run in Run::ALL {
        agenda.add(
            (Dates::of(run, today).planned_on, at(9, 0)),
            Entry::Plan(run),
        );
    }
    let first_day = agenda.first_day().unwrap_or(today);
    set(&platform.clock, first_day, at(8, 0))?;
    let cast = accounts::create(platform).await?;
    let people = roster::people(today);
    let mut stage = Stage {
        platform,
        today,
        cast,
        people,
        agenda,
        courses: HashMap::new(),
        begun: HashMap::new(),
    };
    let mut day = first_day;
    while day < today {
        stage.live(day).await?;
        day = day.plus_days(1);
    }
    stage.everybody_stands_where_they_should().await?;
    Ok(stage.people)
}

/// Sets the clock to a time of day in London.
fn set(clock: &Clock, day: CivilDate, minute: u32) -> Result<(), ClockError> {
    let midday = day.naive().and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute));
    let local = midday
        .and_local_timezone(London)
        .earliest()
        .ok_or(ClockError::OutOfRange)?;
    clock.set(local.to_utc())
}

impl Stage<'_> {
    async fn live(&mut self, day: CivilDate) -> Result<(), DemoError> {
        set(&self.platform.clock, day, at(6, 0))?;
        let due = journeys::run_due(self.platform).await?;
        if due.failed > 0 {
            let why = format!(
                "{} moves of the system failed; the log says why",
                due.failed
            );
            return Err(DemoError::Due { on: day, why });
        }
        // Steps of single people wait here until something else is to be done, and are then taken in one transaction.
        let mut steps: Vec<(u32, Step)> = Vec::new();
        while let Some((minute, entries)) = self.agenda.next_of(day) {
            for entry in entries {
                match entry {
                    Entry::Step(Step {
                        deed: Deed::Refer,
                        who,
                        by,
                    }) => {
                        self.take(day, &mut steps).await?;
                        self.refer((day, minute), who, by).await?;
                    }
                    Entry::Step(step) => steps.push((minute, step)),
                    other => {
                        self.take(day, &mut steps).await?;
                        set(&self.platform.clock, day, minute)?;
                        self.enter(day, other).await?;
                    }
                }
            }
        }
        self.take(day, &mut steps).await
    }

    async fn enter(&mut self, day: CivilDate, entry: Entry) -> Result<(), DemoError> {
        match entry {
            Entry::Plan(run) => self.plan(run).await,
            Entry::Close(run) => self.close(run).await,
            Entry::Register(session, by, marks) => self.register(day, session, by, marks).await,
            Entry::SignOff(session, by) => self.sign_off(day, session, by).await,
            Entry::Step(_) => Ok(()),
        }
    }

    async fn plan(&mut self, run: Run) -> Result<(), DemoError> {
        let dates = Dates::of(run, self.today);
        let coordinator = || (self.cast.coordinator(), REQUEST.to_owned());
        let vacancy = serde_json::from_value(course::vacancy(run, &self.people))?;
        let (who, request) = coordinator();
        let vacancy = vacancies::service::create(self.platform, who, request, vacancy).await?;
        let programme = serde_json::from_value(course::programme(run, &dates, vacancy.id))?;
        let (who, request) = coordinator();
        let programme = programmes::service::create(self.platform, who, request, programme).await?;
        let known = (programme.id, programme.version);
        let (who, request) = coordinator();
        let programme =
            programmes::service::decide(self.platform, who, request, known, Decision::Publish)
                .await?;
        workers::assign(self.platform, &self.cast, (run, programme.id)).await?;
        tracing::info!(programme = programme.title, "demo: planned and published");
        let monday = dates.training[0];
        let mut course = Course::of(run, dates, &programme);
        paths::plan_run(&mut self.agenda, &mut course, &self.people, self.today);
        let over_after = match run {
            Run::First => Some(300),
            Run::Second => Some(281),
            _ => None,
        };
        if let Some(days) = over_after {
            let over_on = working_day_from(monday.plus_days(days));
            self.agenda.add((over_on, at(17, 0)), Entry::Close(run));
        }
        self.courses.insert(run, course);
        Ok(())
    }

    async fn close(&mut self, run: Run) -> Result<(), DemoError> {
        let Some(course) = self.courses.get(&run) else {
            return Ok(());
        };
        let coordinator = || (self.cast.coordinator(), REQUEST.to_owned());
        let programme = programmes::service::find(
            self.platform,
            coordinator().0,
            Reach::Trust,
            course.programme,
        )
        .await?;
        let known = (programme.id, programme.version);
        let (who, request) = coordinator();
        programmes::service::decide(self.platform, who, request, known, Decision::Close).await?;
        let vacancy =
            vacancies::service::find(self.platform, coordinator().0, course.vacancy).await?;
        let (who, request) = coordinator();
        vacancies::service::close(self.platform, who, request, vacancy.id, vacancy.version).await?;
        tracing::info!(programme = programme.title, "demo: over and closed");
        Ok(())
    }

    async fn refer(
        &mut self,
        (on, minute): (CivilDate, u32),
        who: usize,
        by: By,
    ) -> Result<(), DemoError> {
        set(&self.platform.clock, on, minute)?;
        let person = &self.people[who];
        let Some(course) = self.courses.get(&person.run) else {
            return Ok(());
        };
        let drafted = (person.path == Path::Drafted).then(|| self.cast.jobcentre_of(person));
        let request = json!({
            "programme_id": course.programme,
            "organisation_id": drafted,
            "external_ref": drafted.is_none().then(|| format!("{}-{:04}", if person.from_second { "OVJ" } else { "BRJ" }, 1000 + who)),
            "candidate": {
                "given_name": person.given,
                "family_name": person.family,
                "date_of_birth": person.born_on,
                "email": person.email,
                "phone": person.phone,
                "language": person.language,
                "adjustments": null,
            },
            "benefit": if who.is_multiple_of(3) { "jobseekers_allowance" } else { "universal_credit" },
            "benefit_confirmed_on": drafted.is_none().then(|| on.minus_days(2)),
            "employment_status": "unemployed",
        });
        let asker = self.cast.asker(by, person, None);
        let request = serde_json::from_value(request)?;
        let referral = referrals::create(self.platform, asker, request, false).await;
        let referral = referral.map_err(|error| refused(person, on, "referral", &error))?;
        if let Some(journey) = referral.journey_id {
            self.begun.insert(who, (journey, referral.candidate_id));
        }
        Ok(())
    }

    async fn register(
        &self,
        on: CivilDate,
        session: SessionId,
        by: By,
        marks: Vec<Mark>,
    ) -> Result<(), DemoError> {
        let lines: Vec<_> = marks
            .iter()
            .filter_map(|mark| {
                let (journey, _) = self.begun.get(&mark.who)?;
                Some(json!({ "journey_id": journey, "attendance": mark.attendance, "reason": mark.reason }))
            })
            .collect();
        let request = serde_json::from_value(json!({ "lines": lines }))?;
        let written =
            registers::record_lines(self.platform, self.registrar(by), session, request).await;
        written.map(|_| ()).map_err(|error| {
            let who = match &error {
                registers::RegisterError::Line { index, .. } => {
                    marks.get(*index).map(|mark| self.people[mark.who].name())
                }
                _ => None,
            };
            of_register(who, on, &error)
        })
    }

    async fn sign_off(&self, on: CivilDate, session: SessionId, by: By) -> Result<(), DemoError> {
        let asker = self.registrar(by);
        // The coordinator has it open: its version is what a signature is put under.
        let register = registers::service::read(self.platform, asker.clone(), session).await;
        let register = register.map_err(|error| of_register(None, on, &error))?;
        let signed = registers::sign_off(self.platform, asker, session, register.version).await;
        signed
            .map(|_| ())
            .map_err(|error| of_register(None, on, &error))
    }

    fn registrar(&self, by: By) -> Asker {
        if by == By::College {
            self.cast.college()
        } else {
            self.cast.registrar()
        }
    }

    /// Takes the steps that have gathered, in one transaction, each at its own minute.
    async fn take(&self, on: CivilDate, steps: &mut Vec<(u32, Step)>) -> Result<(), DemoError> {
        if steps.is_empty() {
            return Ok(());
        }
        let mut ready = Vec::with_capacity(steps.len());
        for (minute, step) in steps.drain(..) {
            ready.push(self.make_ready(on, minute, step)?);
        }
        let platform = self.platform.clone();
        let database = platform.database.clone();
        database
            .write(move |db| {
                for step in ready {
                    set(&platform.clock, on, step.minute)?;
                    let taken = journeys::transition_with(
                        db,
                        &platform,
                        &step.asker,
                        step.journey,
                        None,
                        &step.command,
                    );
                    match taken {
                        Ok(_) => {}
                        Err(JourneyError::Database(error)) => {
                            return Err(DemoError::Database(error));
                        }
                        Err(error) => {
                            return Err(refused(
                                &step.person,
                                on,
                                step.command.name().code(),
                                &error,
                            ));
                        }
                    }
                }
                Ok(())
            })
            .await
    }

    fn make_ready(&self, on: CivilDate, minute: u32, step: Step) -> Result<Ready, DemoError> {
        let person = self.people[step.who].clone();
        let no_journey = || refused(&person, on, "a step", &"no journey has begun");
        let (journey, candidate) = *self.begun.get(&step.who).ok_or_else(no_journey)?;
        let command = match step.deed {
            Deed::Move(name, details) => read(name, details)?,
            Deed::MergeInto(survivor) => {
                let (survivor_id, _) = *self.begun.get(&survivor).ok_or_else(no_journey)?;
                let reason = json!("The same person, referred by both Jobcentres");
                Command::Merge(Merge {
                    survivor_id,
                    reason: serde_json::from_value(reason)?,
                })
            }
            Deed::Refer => return Err(no_journey()),
        };
        let asker = self.cast.asker(step.by, &person, Some(candidate));
        Ok(Ready {
            person,
            asker,
            journey,
            command,
            minute,
        })
    }

    async fn everybody_stands_where_they_should(&self) -> Result<(), DemoError> {
        let trust = self.cast.trust;
        let states: HashMap<_, _> = self
            .platform
            .database
            .read(move |db| store::states(db, trust))
            .await?
            .into_iter()
            .collect();
        for person in &self.people {
            let Some(expected) = person.path.leads_to() else {
                continue;
            };
            let found = self
                .begun
                .get(&person.who)
                .and_then(|(journey, _)| states.get(journey).copied());
            if found != Some(expected) {
                let found = found.map_or_else(|| "nowhere".to_owned(), |state| state.to_string());
                return Err(DemoError::Elsewhere {
                    who: person.name(),
                    expected,
                    found,
                });
            }
        }
        tracing::info!(
            people = self.people.len(),
            "demo: everybody stands where they should"
        );
        Ok(())
    }
}

/// A step with everything it needs.
struct Ready {
    person: Person,
    asker: Asker,
    journey: JourneyId,
    command: Command,
    minute: u32,
}

fn read(name: Move, details: serde_json::Value) -> Result<Command, DemoError> {
    Ok(Command::read(name, details)?)
}

fn refused(person: &Person, on: CivilDate, what: &str, why: &dyn std::fmt::Display) -> DemoError {
    let who = format!("{} ({:?}, {:?})", person.name(), person.run, person.path);
    DemoError::Step {
        who,
        on,
        what: what.to_owned(),
        why: why.to_string(),
    }
}

fn of_register(who: Option<String>, on: CivilDate, why: &dyn std::fmt::Display) -> DemoError {
    let who = who.unwrap_or_else(|| "A register".to_owned());
    DemoError::Step {
        who,
        on,
        what: "the register".to_owned(),
        why: why.to_string(),
    }
}
