//! Finding a person whose name was misspelt.

use crate::{
    bench::{Bench, On},
    figures::{Figure, Goal, median, micros, millis},
    load,
};
use std::io;

/// As many search at once as a Trust's staff ever do.
const CONNECTIONS: usize = 4;
const REQUESTS: usize = 300;

/// The name without one of its letters, where it has enough of them; the given name as it is.
fn misspelt(given: &str, family: &str, number: usize) -> String {
    let letters: Vec<char> = family.chars().collect();
    let gone = 1 + number % letters.len().saturating_sub(1).max(1);
    let rest = letters.iter().enumerate().filter(|(at, _)| *at != gone);
    let family: String = rest.map(|(_, letter)| letter).collect();
    format!("{given} {family}")
}

/// Searches for people by misspelt names.
pub fn people(bench: &mut Bench, on: &On<'_>) -> io::Result<()> {
    let names = &on.facts.names;
    let request = |number: usize| {
        let (given, family) = &names[number % names.len()];
        let body = serde_json::json!({ "search": misspelt(given, family, number) }).to_string();
        load::post("/api/v1/candidates/search", on.headers, &body)
    };
    load::run(on.server.address, (CONNECTIONS, 50), 200, request);
    let (mut cpus, mut middle, mut slowest) = (vec![], vec![], vec![]);
    for _ in 0..bench.rounds {
        let had = on.server.cpu();
        let round = load::run(on.server.address, (CONNECTIONS, REQUESTS), 200, request);
        if round.failed > 0 {
            return Err(io::Error::other(format!(
                "{} searches failed",
                round.failed
            )));
        }
        cpus.push(micros(on.server.cpu() - had) / REQUESTS as f64);
        middle.push(millis(round.at(500)));
        slowest.push(millis(round.at(990)));
    }
    let mut add = |what: &str, value, unit, goal| {
        bench.table.add(Figure {
            on: on.name.clone(),
            what: format!("search a misspelt name: {what}"),
            value,
            unit,
            against: String::new(),
            goal,
        });
    };
    add("CPU a request", median(cpus), "µs", Goal::None);
    add("median at 4 connections", median(middle), "ms", Goal::None);
    add(
        "99 of 100 at 4 connections",
        median(slowest),
        "ms",
        Goal::AtMost(50.0),
    );
    Ok(())
}
