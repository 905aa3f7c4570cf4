//! Finding a person whose name was misspelt.

use crate::{
    bench::{Bench, On},
    figures::Goal,
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
    let what = "search a misspelt name";
    let cost = bench.cost(on, what, (CONNECTIONS, REQUESTS), &request)?;
    let figure = |said: &str, value, unit| on.figure(format!("{what}: {said}"), value, unit);
    let slowest = figure("99 of 100 at 4 connections", cost.slowest, "ms");
    bench.table.add(figure("CPU a request", cost.cpu, "µs"));
    bench
        .table
        .add(figure("median at 4 connections", cost.middle, "ms"));
    bench.table.add(slowest.goal(Goal::AtMost(50.0)));
    Ok(())
}
