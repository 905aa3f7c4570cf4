//! Boards: how many people stand where, of one programme and of the whole Trust.

use crate::{
    bench::{Bench, On},
    by_hand,
    figures::{Figure, Goal, median, micros, millis},
    load,
};
use std::io;

/// So often the rows are grouped: the CPU time of a few small ones is less than what the system counts in.
const GROUPINGS: u32 = 20;

/// A programme's page, and the stages of all of the Trust beside grouping the rows.
pub fn boards(bench: &mut Bench, on: &On<'_>) -> io::Result<()> {
    let programmes = &on.facts.programmes;
    let programme = |number: usize| {
        load::get(
            &format!(
                "/api/v1/programmes/{}",
                programmes[number % programmes.len()]
            ),
            on.headers,
        )
    };
    told(
        bench,
        on,
        "a programme and its stages",
        Goal::AtMost(5.0),
        &programme,
    )?;
    let stages = |_| load::get("/api/v1/reports/stages", on.headers);
    let took = told(bench, on, "the Trust's stages", Goal::AtMost(5.0), &stages)?;
    let grouping = by_hand::run(on.place, &[vec![on.facts.grouping()]], 1, GROUPINGS)?;
    bench.table.add(Figure {
        on: on.name.clone(),
        what: "the Trust's stages".to_owned(),
        value: micros(grouping.cpu) / took,
        unit: "× quicker",
        against: format!("{:.1} ms of CPU: grouping the rows", millis(grouping.cpu)),
        goal: if on.journeys >= 1_000_000 {
            Goal::AtLeast(100.0)
        } else {
            Goal::None
        },
    });
    Ok(())
}

/// Asks from one connection; gives the CPU time of one in microseconds.
fn told(
    bench: &mut Bench,
    on: &On<'_>,
    what: &str,
    goal: Goal,
    request: &(dyn Fn(usize) -> Vec<u8> + Sync),
) -> io::Result<f64> {
    const REQUESTS: usize = 200;
    let (mut cpus, mut took) = (vec![], vec![]);
    for _ in 0..bench.rounds {
        let had = on.server.cpu();
        let round = load::run(on.server.address, (1, REQUESTS), 200, request);
        if round.failed > 0 {
            return Err(io::Error::other(format!(
                "{} of {what} failed",
                round.failed
            )));
        }
        cpus.push(micros(on.server.cpu() - had) / REQUESTS as f64);
        took.push(millis(round.at(500)));
    }
    let cpu = median(cpus);
    let mut add = |what: String, value, unit, goal| {
        bench.table.add(Figure {
            on: on.name.clone(),
            what,
            value,
            unit,
            against: String::new(),
            goal,
        });
    };
    add(format!("{what}: CPU a request"), cpu, "µs", Goal::None);
    add(format!("{what}: median"), median(took), "ms", goal);
    Ok(cpu)
}
