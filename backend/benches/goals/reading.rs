//! What people read: a page of a list, one person, their timeline, and why a move is not possible.

use crate::{
    bench::{Bench, On},
    by_hand::{self, Script},
    figures::{Figure, Goal, median, micros, millis},
    load,
};
use std::{io, time::Duration};

/// Connections that ask at the same time, unless told otherwise.
const CONNECTIONS: usize = 16;
const REQUESTS: usize = 1_500;

/// A question, and what it would take by hand.
pub struct Question<'a> {
    pub name: &'a str,
    /// What is asked, in turn.
    pub paths: Vec<String>,
    /// The statements of each, without those of signing in and of the audit log.
    pub scripts: Vec<Script>,
    /// CPU time for each request, as a multiple of what the two halves cost by themselves.
    pub goal: Goal,
}

/// What answering cost.
#[derive(Debug, Clone, Copy)]
pub struct Answered {
    /// CPU time for each request.
    pub cpu: f64,
}

/// Asks, sends the same bytes bare, and runs the same statements by hand, round after round.
pub fn measure(bench: &mut Bench, on: &On<'_>, question: &Question<'_>) -> io::Result<Answered> {
    let Question {
        name,
        paths,
        scripts,
        goal,
    } = question;
    let request = |number: usize| load::get(&paths[number % paths.len()], on.headers);
    let sample = on.server.ask(&request(0))?;
    if sample.status != 200 {
        let said = String::from_utf8_lossy(&sample.body).into_owned();
        return Err(io::Error::other(format!(
            "{}: {} {said}",
            paths[0], sample.status
        )));
    }
    let bare = bench.bare(&sample.body)?;
    let signed_in = |script: &Script| [&[on.facts.sign_in()], script.as_slice()].concat();
    let whole: Vec<Script> = scripts.iter().map(signed_in).collect();
    let log = [on.facts.lines(CONNECTIONS)];
    load::run(on.server.address, (CONNECTIONS, 300), 200, request);
    let (mut ours, mut ideals, mut ratios, mut rates) = (vec![], vec![], vec![], vec![]);
    let (mut middle, mut slowest) = (vec![], vec![]);
    for _ in 0..bench.rounds {
        let had = on.server.cpu();
        let round = load::run(on.server.address, (CONNECTIONS, REQUESTS), 200, request);
        let cpu = (on.server.cpu() - had) / u32::try_from(REQUESTS).unwrap_or(u32::MAX);
        if round.failed > 0 {
            return Err(io::Error::other(format!(
                "{} of {name} failed",
                round.failed
            )));
        }
        let had = bare.cpu();
        load::run(bare.address, (CONNECTIONS, REQUESTS), 200, |_| {
            load::get("/", "")
        });
        let sent = (bare.cpu() - had) / u32::try_from(REQUESTS).unwrap_or(u32::MAX);
        let run = by_hand::run(on.place, &whole, 1, 1_500)?;
        // The log's lines are committed together, as those of requests that come together are.
        let logged = by_hand::run(on.place, &log, 1, 100)?;
        let ideal = sent + run.cpu + logged.cpu / u32::try_from(CONNECTIONS).unwrap_or(1);
        ours.push(micros(cpu));
        ideals.push(micros(ideal));
        ratios.push(micros(cpu) / micros(ideal).max(1.0));
        rates.push(round.requests() as f64 / round.lasted.as_secs_f64());
        middle.push(millis(round.at(500)));
        slowest.push(millis(round.at(990)));
    }
    let cpu = median(ours);
    let told = |what: &str, value, unit, against: String, goal| Figure {
        on: on.name.clone(),
        what: format!("{name}: {what}"),
        value,
        unit,
        against,
        goal,
    };
    let ideal = median(ideals);
    bench
        .table
        .add(told("CPU a request", cpu, "µs", String::new(), Goal::None));
    bench.table.add(told(
        "CPU a request",
        median(ratios),
        "× ideal",
        format!("{ideal:.0} µs: bare bytes, and the same SQL by hand"),
        *goal,
    ));
    bench.table.add(told(
        "at 16 connections",
        median(rates),
        "a second",
        String::new(),
        Goal::None,
    ));
    bench.table.add(told(
        "median",
        median(middle),
        "ms",
        String::new(),
        Goal::None,
    ));
    bench.table.add(told(
        "99 of 100",
        median(slowest),
        "ms",
        String::new(),
        Goal::AtMost(10.0),
    ));
    bench.table.add(told(
        "answer",
        sample.body.len() as f64 / 1024.0,
        "KB",
        String::new(),
        Goal::None,
    ));
    Ok(Answered { cpu })
}

/// A page of 50 of one programme at one stage, the most recently moved first.
pub fn list(bench: &mut Bench, on: &On<'_>) -> io::Result<Answered> {
    let trust = &on.facts.trust;
    let stages = &on.facts.stages;
    let paths = stages.iter().map(|(programme, state)| {
        format!("/api/v1/journeys?programme_id={programme}&state={state}&limit=50")
    });
    let scripts = stages.iter().map(|(programme, state)| {
        vec![format!(
            "SELECT j.id, j.reference, j.candidate_id, c.given_name, c.family_name, j.programme_id, j.state, j.waiting_listed, \
             j.entered_state_on, j.version, j.updated_at FROM journeys j JOIN candidates c ON c.trust_id = j.trust_id AND \
             c.id = j.candidate_id WHERE j.trust_id = '{trust}' AND j.programme_id = '{programme}' AND j.state = '{state}' \
             ORDER BY j.updated_at DESC, j.id DESC LIMIT 51"
        )]
    });
    let question = Question {
        name: "list 50 by stage",
        paths: paths.collect(),
        scripts: scripts.collect(),
        goal: Goal::AtMost(1.5),
    };
    measure(bench, on, &question)
}

fn events(on: &On<'_>, id: &str) -> String {
    format!(
        "SELECT sequence, payload, actor_kind, actor_id, actor_name, recorded_at FROM journey_events WHERE \
         trust_id = '{}' AND journey_id = '{id}' ORDER BY sequence",
        on.facts.trust
    )
}

fn row(on: &On<'_>, id: &str) -> String {
    format!(
        "SELECT j.id, j.reference, j.programme_id, j.vacancy_id, j.candidate_id, j.organisation_id, j.state, j.version, \
         j.merged_into, c.given_name, c.family_name, p.title FROM journeys j JOIN candidates c ON c.trust_id = j.trust_id AND \
         c.id = j.candidate_id JOIN programmes p ON p.trust_id = j.trust_id AND p.id = j.programme_id WHERE \
         j.trust_id = '{}' AND j.id = '{id}'",
        on.facts.trust
    )
}

/// One person where they stand, their timeline, and why each move is possible or not.
pub fn person(bench: &mut Bench, on: &On<'_>) -> io::Result<()> {
    let journeys: Vec<_> = on.facts.journeys.iter().take(600).collect();
    let paths = |rest: &str| -> Vec<String> {
        let of = |id: &String| format!("/api/v1/journeys/{id}{rest}");
        journeys.iter().map(|journey| of(&journey.id)).collect()
    };
    let scripts: Vec<Script> = journeys
        .iter()
        .map(|journey| vec![row(on, &journey.id), events(on, &journey.id)])
        .collect();
    let mut ask = |name, rest, goal| {
        let question = Question {
            name,
            paths: paths(rest),
            scripts: scripts.clone(),
            goal,
        };
        measure(bench, on, &question)
    };
    let one = ask("one person", "", Goal::AtMost(1.5))?;
    ask("one person's timeline", "/events", Goal::AtMost(1.5))?;
    let why_not = ask("why not", "/transitions", Goal::None)?;
    bench.table.add(Figure {
        on: on.name.clone(),
        what: "why not: CPU a request".to_owned(),
        value: why_not.cpu / one.cpu,
        unit: "× one",
        against: "one person, in the same run".to_owned(),
        goal: Goal::AtMost(1.3),
    });
    Ok(())
}

/// The same on the bare prototype, on SQLite.
pub fn beside_the_prototype(bench: &mut Bench, on: &On<'_>, ours: Answered) -> io::Result<()> {
    let Some(prototype) = bench.prototype(on.place)? else {
        return Ok(());
    };
    let stages = &on.facts.stages;
    let request = |number: usize| {
        let (programme, state) = &stages[number % stages.len()];
        load::get(&format!("/list/{programme}/{state}"), "")
    };
    let mut cpus = vec![];
    for _ in 0..bench.rounds {
        let had = prototype.cpu();
        load::run(prototype.address, (CONNECTIONS, REQUESTS), 200, request);
        let cpu: Duration = (prototype.cpu() - had) / u32::try_from(REQUESTS).unwrap_or(u32::MAX);
        cpus.push(micros(cpu));
    }
    let least = median(cpus);
    bench.table.add(Figure {
        on: on.name.clone(),
        what: "list 50 by stage: CPU a request".to_owned(),
        value: ours.cpu / least,
        unit: "× least",
        against: format!("{least:.0} µs: a prototype without roles, rules or audit"),
        goal: Goal::AtMost(1.5),
    });
    Ok(())
}
