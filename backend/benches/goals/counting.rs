//! Boards: how many people stand where, of one programme and of the whole Trust.

use crate::{
    bench::{Bench, On},
    by_hand,
    figures::{Goal, micros, millis},
    load,
};
use std::io;

/// So often the rows are grouped: the CPU time of a few small ones is less than what the system counts in.
const GROUPINGS: u32 = 20;
/// From one connection, so many requests a round.
const ASKED: (usize, usize) = (1, 200);

/// A programme's page, and the stages of all of the Trust beside grouping the rows.
pub fn boards(bench: &mut Bench, on: &On<'_>) -> io::Result<()> {
    let programmes = &on.facts.programmes;
    let page = |number: usize| {
        let id = &programmes[number % programmes.len()];
        load::get(&format!("/api/v1/programmes/{id}"), on.headers)
    };
    told(bench, on, "a programme and its stages", &page)?;
    let stages = |_| load::get("/api/v1/reports/stages", on.headers);
    let took = told(bench, on, "the Trust's stages", &stages)?;
    let grouping = by_hand::run(on.place, &[vec![on.facts.grouping()]], 1, GROUPINGS)?;
    let quicker = on.figure(
        "the Trust's stages",
        micros(grouping.cpu) / took,
        "× quicker",
    );
    let goal = if on.journeys >= 1_000_000 {
        Goal::AtLeast(100.0)
    } else {
        Goal::None
    };
    let against = format!("{:.1} ms of CPU: grouping the rows", millis(grouping.cpu));
    bench.table.add(quicker.against(against).goal(goal));
    Ok(())
}

/// Asks, and gives the CPU time of one request in microseconds.
fn told(
    bench: &mut Bench,
    on: &On<'_>,
    what: &str,
    request: &(dyn Fn(usize) -> Vec<u8> + Sync),
) -> io::Result<f64> {
    let cost = bench.cost(on, what, ASKED, request)?;
    let cpu = on.figure(format!("{what}: CPU a request"), cost.cpu, "µs");
    bench.table.add(cpu);
    let middle = on.figure(format!("{what}: median"), cost.middle, "ms");
    bench.table.add(middle.goal(Goal::AtMost(5.0)));
    Ok(cost.cpu)
}
