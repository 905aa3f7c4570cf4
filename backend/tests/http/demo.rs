//! The demo: prepared by commands on any day, with somebody in every state, and everything that must always hold holding.

use crate::support::database::FreshDatabase;
use backend::application::Platform;
use backend::demo::{self, DemoAccounts, DemoError};
use backend::journeys::{Asker, JourneyFilter, find_unsound, service};
use backend::platform::{
    audit::{self, Ledger},
    clock::Clock,
    crypto::{FieldKeys, KeyRing},
    database::{Database, DatabaseResult, schema::*},
    ids::Ids,
};
use backend::seed::{self, SeedError};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::ids::{CandidateId, JourneyId, TrustId, VacancyId};
use shared::journey::{Event, ProgrammeStatus, State};
use shared::journeys::TimelineEntry;
use shared::values::Coded as _;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

fn at_noon(day: &str) -> Clock {
    let noon: DateTime<Utc> = format!("{day}T12:00:00Z").parse().expect("an instant");
    Clock::standing_at(noon)
}

fn platform(database: Database, day: &str) -> Platform {
    let clock = at_noon(day);
    let ring = KeyRing::of_the_demo();
    Platform {
        database: database.with_ledger(Ledger::new(&ring)),
        ids: Ids::seeded(clock.clone(), 7),
        fields: FieldKeys::new(ring),
        clock,
    }
}

async fn prepared(database: Database, day: &str) -> (Platform, DemoAccounts) {
    let platform = platform(database, day);
    let began = Instant::now();
    let accounts = demo::prepare(&platform)
        .await
        .unwrap_or_else(|error| panic!("on {day}: {error}"));
    println!("prepared for {day} in {:?}", began.elapsed());
    (platform, accounts)
}

/// One journey as the history has it.
struct Told {
    state: State,
    candidate: CandidateId,
    vacancy: VacancyId,
    version: i32,
    timeline: Vec<TimelineEntry>,
    journey: shared::journey::Journey,
}

async fn only_trust(platform: &Platform) -> TrustId {
    let found: DatabaseResult<TrustId> = platform
        .database
        .read(|db| Ok(trusts::table.select(trusts::id).first(db)?))
        .await;
    found.expect("the Trust")
}

async fn everybody(platform: &Platform) -> BTreeMap<JourneyId, Told> {
    let system = Asker::system(only_trust(platform).await);
    let mut told = BTreeMap::new();
    let (lines, next) = service::list(
        platform,
        system.clone(),
        JourneyFilter::default(),
        None,
        1_000,
    )
    .await
    .expect("a list");
    assert!(next.is_none());
    for line in lines {
        let timeline = service::timeline(platform, system.clone(), line.id)
            .await
            .expect("a timeline");
        let (view, journey, _) = service::find_fold(platform, system.clone(), line.id)
            .await
            .expect("a journey");
        let (state, version) = (line.state, line.version);
        let (candidate, vacancy) = (view.candidate_id, view.vacancy_id);
        told.insert(
            line.id,
            Told {
                state,
                candidate,
                vacancy,
                version,
                timeline,
                journey,
            },
        );
    }
    told
}

/// Section 4 of the rulebook, as far as the history alone can say.
fn assert_what_must_always_hold(
    everybody: &BTreeMap<JourneyId, Told>,
    openings: &BTreeMap<VacancyId, i32>,
) {
    let mut days: BTreeMap<(CandidateId, VacancyId), u32> = BTreeMap::new();
    let mut held: BTreeMap<VacancyId, i32> = BTreeMap::new();
    for (id, told) in everybody {
        let journey = &told.journey;
        assert_eq!(
            (journey.state, journey.version),
            (told.state, told.version.unsigned_abs()),
            "{id}: stored is not folded"
        );
        let in_order = told
            .timeline
            .is_sorted_by(|one, next| one.recorded_at <= next.recorded_at);
        assert!(in_order, "{id}: the history goes back in time");
        if let Some(trial) = &journey.trial
            && let Some(period) = trial.period
        {
            *days.entry((told.candidate, told.vacancy)).or_default() += trial.terms.span().days();
            assert!(
                trial
                    .jobcentre_agreed_on
                    .is_some_and(|on| on < period.started_on),
                "{id}: started unagreed"
            );
            let job = journey.employment.as_ref();
            assert!(
                job.is_none_or(|job| period.ended_on.is_some_and(|end| job.started_on > end)),
                "{id}: a job inside a trial"
            );
        }
        if told.state > State::InterviewGuaranteed && told.state <= State::Sustained13 {
            assert!(journey.entitled_on.is_some(), "{id}: no entitlement");
        }
        let ended_short =
            !told.state.is_open() && ![State::Sustained26, State::Merged].contains(&told.state);
        assert!(
            !ended_short || journey.next_step.is_some(),
            "{id}: {} without a next step",
            told.state
        );
        if told.state.holds_opening() {
            *held.entry(told.vacancy).or_default() += 1;
        }
    }
    assert!(
        days.values().all(|days| *days <= 30),
        "a trial past its cap"
    );
    for (vacancy, held) in held {
        assert!(
            held <= openings[&vacancy],
            "{vacancy}: {held} of {} openings",
            openings[&vacancy]
        );
    }
}

async fn openings(platform: &Platform) -> BTreeMap<VacancyId, i32> {
    let found: DatabaseResult<Vec<(VacancyId, i32)>> = platform
        .database
        .read(|db| {
            Ok(vacancies::table
                .select((vacancies::id, vacancies::openings))
                .load(db)?)
        })
        .await;
    found.expect("vacancies").into_iter().collect()
}

async fn programmes_with(platform: &Platform, status: ProgrammeStatus) -> usize {
    let found: DatabaseResult<Vec<ProgrammeStatus>> = platform
        .database
        .read(|db| Ok(programmes::table.select(programmes::status).load(db)?))
        .await;
    found
        .expect("programmes")
        .into_iter()
        .filter(|found| *found == status)
        .count()
}

async fn assert_a_demo(platform: &Platform) {
    let people = everybody(platform).await;
    assert!(
        (190..=220).contains(&people.len()),
        "{} people",
        people.len()
    );
    let states: BTreeSet<State> = people.values().map(|told| told.state).collect();
    let missing: Vec<_> = State::ALL
        .iter()
        .filter(|state| !states.contains(state))
        .collect();
    assert!(missing.is_empty(), "nobody stands at {missing:?}");
    assert_what_must_always_hold(&people, &openings(platform).await);
    let count = |wanted: fn(&Event) -> bool| {
        people
            .values()
            .filter(|told| told.timeline.iter().any(|entry| wanted(&entry.event)))
            .count()
    };
    let trials = count(|event| matches!(event, Event::TrialStarted(_)));
    let offers = count(|event| {
        matches!(
            event,
            Event::Offered {
                waiver_reason: None,
                ..
            }
        )
    });
    assert!(
        offers * 2 > trials,
        "{offers} offers of {trials} trials (L12)"
    );
    assert_eq!(programmes_with(platform, ProgrammeStatus::Closed).await, 2);
    assert_eq!(
        programmes_with(platform, ProgrammeStatus::Published).await,
        3
    );
    let now = platform.clock.now();
    let last = people
        .values()
        .flat_map(|told| &told.timeline)
        .map(|entry| entry.recorded_at.clone())
        .max();
    let last: DateTime<Utc> = last.expect("a history").parse().expect("an instant");
    assert!(
        last <= now && now - last < TimeDelta::days(11),
        "the last step was at {last}"
    );
}

/// Each database on a day of its own: once the platform is the same, the day is what differs. The rulebook's part is
/// rehearsed on many more, without a database, beside the scenario.
async fn assert_prepared(database: Database, day: &str) -> Platform {
    let (platform, accounts) = prepared(database, day).await;
    assert_eq!(platform.clock.now(), at_noon(day).now());
    assert_a_demo(&platform).await;
    assert_eq!(
        (
            accounts.staff.len(),
            accounts.partners.len(),
            accounts.candidates.len()
        ),
        (8, 3, 9)
    );
    let again = demo::prepare(&platform).await;
    assert!(matches!(again, Err(DemoError::NotFresh)), "{again:?}");
    platform
}

/// Copies of the demo are as sound as the demo, and the first of them is the demo itself.
async fn assert_sown(demo: &Platform, target: Database) {
    let (told, heard) = std::sync::mpsc::channel();
    let sown = seed::sow(&demo.database, &target, 600, move |sown| {
        let _listened_to_until_the_end = told.send(sown);
    });
    let sown = sown.await.expect("journeys");
    assert!((600..=830).contains(&sown.journeys), "{sown:?}");
    assert_eq!(heard.iter().last(), Some(sown), "progress");
    let platform = Platform {
        database: target.with_ledger(Ledger::new(&KeyRing::of_the_demo())),
        ..demo.clone()
    };
    let people = everybody(&platform).await;
    assert_eq!(people.len() as u64, sown.journeys);
    assert_what_must_always_hold(&people, &openings(&platform).await);
    let events: usize = people.values().map(|told| told.timeline.len()).sum();
    assert_eq!(events as u64, sown.events);
    let trust = only_trust(&platform).await;
    let read_again = find_unsound(&platform.database, trust).await;
    assert_eq!(read_again.expect("every journey"), (sown.journeys, vec![]));
    let first = everybody(demo).await;
    assert!(
        first
            .iter()
            .all(|(id, told)| people[id].state == told.state)
    );
    let persons: BTreeSet<_> = people.values().map(|told| told.candidate).collect();
    assert!(persons.len() > 600, "people of their own");
    let report = audit::verify(
        &platform.database,
        &Ledger::new(&KeyRing::of_the_demo()),
        Vec::new(),
    )
    .await;
    assert!(
        report
            .expect("the log")
            .iter()
            .all(|report| report.findings.is_empty())
    );
    let again = seed::sow(&demo.database, &platform.database, 600, |_| ()).await;
    assert!(matches!(again, Err(SeedError::NotFresh)), "{again:?}");
}

#[actix_web::test]
async fn a_fresh_sqlite_database_becomes_a_demo_on_a_saturday_at_christmas_and_is_sown() {
    let fresh = FreshDatabase::sqlite().await;
    let demo = assert_prepared(fresh.database(), "2026-12-26").await;
    let many = FreshDatabase::sqlite().await;
    assert_sown(&demo, many.database()).await;
    let many = FreshDatabase::postgres().await;
    assert_sown(&demo, many.database()).await;
}

#[actix_web::test]
async fn a_fresh_postgres_database_becomes_a_demo_on_easter_monday() {
    let fresh = FreshDatabase::postgres().await;
    assert_prepared(fresh.database(), "2027-03-29").await;
}
