//! What people read: a page of a list, one person, their timeline, and why a move is not possible.

use crate::{
    bench::{Bench, On},
    by_hand::{self, Script},
    figures::{Goal, median, micros, millis},
    load,
    servers::Server,
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

/// What one round gave.
struct Round {
    ours: f64,
    ideal: f64,
    a_second: f64,
    middle: f64,
    slowest: f64,
}

/// Asks, sends the same bytes bare, and runs the same statements by hand, round after round.
pub fn measure(bench: &mut Bench, on: &On<'_>, question: &Question<'_>) -> io::Result<Answered> {
    let paths = &question.paths;
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
    load::run(on.server.address, (CONNECTIONS, 300), 200, request);
    let rounds = (0..bench.rounds)
        .map(|_| round(on, question, &bare))
        .collect::<io::Result<Vec<_>>>()?;
    let middle_of = |of: fn(&Round) -> f64| median(rounds.iter().map(of).collect());
    let cpu = middle_of(|round| round.ours);
    let ideal = middle_of(|round| round.ideal);
    let figure =
        |what: &str, value, unit| on.figure(format!("{}: {what}", question.name), value, unit);
    let table = &mut bench.table;
    table.add(figure("CPU a request", cpu, "µs"));
    let ratio = figure(
        "CPU a request",
        middle_of(|round| round.ours / round.ideal.max(1.0)),
        "× ideal",
    );
    let halves = format!("{ideal:.0} µs: bare bytes, and the same SQL by hand");
    table.add(ratio.against(halves).goal(question.goal));
    table.add(figure(
        "at 16 connections",
        middle_of(|round| round.a_second),
        "a second",
    ));
    table.add(figure("median", middle_of(|round| round.middle), "ms"));
    let slowest = figure("99 of 100", middle_of(|round| round.slowest), "ms");
    table.add(slowest.goal(Goal::AtMost(10.0)));
    table.add(figure("answer", sample.body.len() as f64 / 1024.0, "KB"));
    Ok(Answered { cpu })
}

fn round(on: &On<'_>, question: &Question<'_>, bare: &Server) -> io::Result<Round> {
    let Question {
        name,
        paths,
        scripts,
        ..
    } = question;
    let many = u32::try_from(REQUESTS).unwrap_or(u32::MAX);
    let request = |number: usize| load::get(&paths[number % paths.len()], on.headers);
    let had = on.server.cpu();
    let asked = load::run(on.server.address, (CONNECTIONS, REQUESTS), 200, request);
    let cpu = (on.server.cpu() - had) / many;
    if asked.failed > 0 {
        return Err(io::Error::other(format!(
            "{} of {name} failed",
            asked.failed
        )));
    }
    let had = bare.cpu();
    load::run(bare.address, (CONNECTIONS, REQUESTS), 200, |_| {
        load::get("/", "")
    });
    let sent = (bare.cpu() - had) / many;
    let signed_in = |script: &Script| [&[on.facts.sign_in()], script.as_slice()].concat();
    let whole: Vec<Script> = scripts.iter().map(signed_in).collect();
    let run = by_hand::run(on.place, &whole, 1, many)?;
    // The log's lines are committed together, as those of requests that come together are.
    let logged = by_hand::run(on.place, &[on.facts.lines(CONNECTIONS)], 1, 100)?;
    let lines = u32::try_from(CONNECTIONS).unwrap_or(1);
    Ok(Round {
        ours: micros(cpu),
        ideal: micros(sent + run.cpu + logged.cpu / lines),
        a_second: asked.requests() as f64 / asked.lasted.as_secs_f64(),
        middle: millis(asked.at(500)),
        slowest: millis(asked.at(990)),
    })
}

/// A page of 50 of one programme at one stage, the most recently moved first.
fn list(bench: &mut Bench, on: &On<'_>) -> io::Result<Answered> {
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
fn person(bench: &mut Bench, on: &On<'_>) -> io::Result<()> {
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
    let ratio = on.figure("why not: CPU a request", why_not.cpu / one.cpu, "× one");
    let ratio = ratio.against("one person, in the same run");
    bench.table.add(ratio.goal(Goal::AtMost(1.3)));
    Ok(())
}

/// All of it.
pub fn all(bench: &mut Bench, on: &On<'_>) -> io::Result<()> {
    let listed = list(bench, on)?;
    beside_the_prototype(bench, on, listed)?;
    person(bench, on)
}

/// The same on the bare prototype, on SQLite.
fn beside_the_prototype(bench: &mut Bench, on: &On<'_>, ours: Answered) -> io::Result<()> {
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
    let ratio = on.figure(
        "list 50 by stage: CPU a request",
        ours.cpu / least,
        "× least",
    );
    let against = format!("{least:.0} µs: a prototype without roles, rules or audit");
    bench
        .table
        .add(ratio.against(against).goal(Goal::AtMost(1.5)));
    Ok(())
}
