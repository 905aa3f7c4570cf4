//! Moves: an event, its projections, the outbox and the audit, on the disk before anybody is told.

use crate::{
    bench::{Bench, On},
    by_hand::{self, Script},
    facts::Asked,
    figures::{Goal, median, micros, millis},
    load,
};
use std::{
    io,
    sync::atomic::{AtomicI32, Ordering},
};

/// Journeys that are left and opened again, in turn, as an administrator may.
struct Turns {
    journeys: Vec<(Asked, AtomicI32)>,
    headers: String,
}

impl Turns {
    /// The request with this number: the journey whose turn it is leaves, or comes back.
    fn request(&self, number: usize) -> Vec<u8> {
        let (journey, moves) = &self.journeys[number % self.journeys.len()];
        let before = moves.fetch_add(1, Ordering::Relaxed);
        let version = journey.version + before;
        let (name, body) = if before % 2 == 0 {
            (
                "withdraw",
                r#"{"reason":"health","hear_of_other_programmes":true,"next_step":"work_coach"}"#,
            )
        } else {
            ("reopen", r#"{"reason":"They want to go on after all."}"#)
        };
        let headers = format!("{}If-Match: \"v{version}\"\r\n", self.headers);
        let path = format!("/api/v1/journeys/{}/transitions/{name}", journey.id);
        load::post(&path, &headers, body)
    }

    /// Tries each journey once and leaves out those that do not move both ways.
    fn of(on: &On<'_>) -> io::Result<Self> {
        let headers = on.server.administrator()?;
        let all = on
            .facts
            .at(&["accepted", "referred", "selected", "interview_guaranteed"]);
        let mut turns = Self {
            journeys: all
                .into_iter()
                .map(|journey| (journey, AtomicI32::new(0)))
                .collect(),
            headers,
        };
        let mut connection = load::Connection::to(on.server.address)?;
        let mut said = String::new();
        let mut at = 0;
        while at < turns.journeys.len().min(400) {
            let tries = [turns.request(at), turns.request(at)];
            let mut moves = true;
            for request in tries {
                let heard = connection.ask(&request)?;
                if heard.status != 200 {
                    moves = false;
                    said = format!("{} {}", heard.status, String::from_utf8_lossy(&heard.body));
                    break;
                }
            }
            if moves {
                at += 1;
            } else {
                turns.journeys.swap_remove(at);
            }
        }
        turns.journeys.truncate(at);
        if turns.journeys.len() < 64 {
            return Err(io::Error::other(format!(
                "only {} journeys can be moved; the last said: {said}",
                turns.journeys.len()
            )));
        }
        Ok(turns)
    }
}

/// The rows that a move writes, by hand: an event, the journey, a notice, a line of the log and its head.
fn rows(on: &On<'_>) -> Vec<Script> {
    let trust = &on.facts.trust;
    let journeys = on.facts.journeys.iter().take(100);
    let scripts = journeys.map(|journey| {
        let id = &journey.id;
        let mut script = vec![on.facts.begin()];
        script.push(format!(
            "INSERT INTO by_hand_events (trust_id, journey_id, sequence, kind, payload, actor_kind, actor_id, actor_name, \
             recorded_at, request_id) VALUES ('{trust}', '{id}', 7, 'withdrawn', '{{\"withdrawn\":{{\"reason\":\"health\", \
             \"hear_of_other_programmes\": true,\"next_step\":\"work_coach\"}}}}', 'administrator', '{trust}', \
             'Piers Larch', '2026-11-27T09:00:00.000000Z', '{trust}')"
        ));
        script.push(format!(
            "INSERT INTO by_hand_outbox (trust_id, kind, journey_id, sequence, payload, created_at) VALUES ('{trust}', \
             'journey.withdrawn', '{id}', 7, '{{}}', '2026-11-27T09:00:00.000000Z')"
        ));
        script.push(format!(
            "UPDATE by_hand_journeys SET version = version + 1, updated_at = '2026-11-27T09:00:00.000000Z', state = \
             CASE state WHEN 'withdrawn' THEN 'accepted' ELSE 'withdrawn' END WHERE trust_id = '{trust}' AND id = '{id}'"
        ));
        // The log's transaction without its own beginning.
        script.extend(on.facts.lines(1).into_iter().skip(1));
        script
    });
    scripts.collect()
}

/// How many are committed in a second, from one and from many at once, beside what the database does by itself.
pub fn moves(bench: &mut Bench, on: &On<'_>) -> io::Result<()> {
    let turns = Turns::of(on)?;
    let scripts = rows(on);
    let (mut next, total) = (0, 640);
    let mut number = |many: usize| {
        let from = next;
        next += many;
        from
    };
    let (mut alone, mut shared, mut by_hand_alone) = (vec![], vec![], vec![]);
    let (mut cpus, mut hand_cpus, mut slowest, mut by_hand_many) = (vec![], vec![], vec![], vec![]);
    for _ in 0..bench.rounds {
        let from = number(200);
        let round = load::run(on.server.address, (1, 200), 200, |at| {
            turns.request(from + at)
        });
        failing(round.failed, "moves one by one")?;
        alone.push(200.0 / round.lasted.as_secs_f64());
        let hand = by_hand::run(on.place, &scripts, 1, 400)?;
        by_hand_alone.push(hand.a_second);
        hand_cpus.push(micros(hand.cpu));
        // Whole turns of all journeys: nobody's next move is asked for before the last one is answered.
        let from = number(total);
        let had = on.server.cpu();
        let round = load::run(on.server.address, (64, total), 200, |at| {
            turns.request(from + at)
        });
        cpus.push(micros(on.server.cpu() - had) / total as f64);
        failing(round.failed, "moves of 64")?;
        shared.push(total as f64 / round.lasted.as_secs_f64());
        slowest.push(millis(round.at(990)));
        if !on.is_sqlite() {
            by_hand_many.push(by_hand::run(on.place, &scripts, 64, 1_280)?.a_second);
        }
    }
    tell(
        bench,
        on,
        &Moved {
            alone: median(alone),
            shared: median(shared),
            by_hand_alone: median(by_hand_alone),
            by_hand_many: median(by_hand_many),
            cpu: median(cpus),
            hand_cpu: median(hand_cpus),
            slowest: median(slowest),
        },
    );
    Ok(())
}

struct Moved {
    alone: f64,
    shared: f64,
    by_hand_alone: f64,
    by_hand_many: f64,
    cpu: f64,
    hand_cpu: f64,
    slowest: f64,
}

fn tell(bench: &mut Bench, on: &On<'_>, moved: &Moved) {
    let Moved {
        alone,
        shared,
        by_hand_alone,
        by_hand_many,
        cpu,
        hand_cpu,
        slowest,
    } = *moved;
    let figure = |what: &str, value, unit| on.figure(format!("move: {what}"), value, unit);
    let table = &mut bench.table;
    let rows = format!("{hand_cpu:.0} µs: the same rows by hand");
    table.add(figure("CPU a request", cpu, "µs").against(rows));
    table.add(figure("one client", alone, "a second"));
    let rows = format!("{by_hand_alone:.0} a second: the same rows committed by hand");
    let ratio = figure("one client", alone / by_hand_alone, "× by hand").against(rows);
    table.add(ratio.goal(Goal::AtLeast(0.7)));
    table.add(figure("64 clients", shared, "a second"));
    table.add(figure("64 clients: 99 of 100", slowest, "ms"));
    let (limit, goal, how) = if on.is_sqlite() {
        (by_hand_alone, 2.0, "one commit each, by hand")
    } else {
        (by_hand_many, 0.6, "the same statements by pgbench")
    };
    let ratio = figure("64 clients", shared / limit, "× by hand");
    table.add(
        ratio
            .against(format!("{limit:.0} a second: {how}"))
            .goal(Goal::AtLeast(goal)),
    );
}

fn failing(failed: usize, what: &str) -> io::Result<()> {
    if failed == 0 {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "{failed} {what} were not answered with 200"
    )))
}
