//! A file of referrals, each with every rule.

use crate::{
    bench::{Bench, On},
    figures::Goal,
    load,
    machine::Memory,
};
use serde_json::Value;
use std::{
    fmt::Write as _,
    io,
    time::{Duration, Instant},
};
use uuid::Uuid;

const ROWS: usize = 100_000;
/// The demo's Jobcentre, whose secret is public.
const JOBCENTRE: &str = "grant_type=client_credentials&client_id=demo-brindle-jobcentre&client_secret=fhs_demo_brindle_jobcentre";
/// Nobody waits longer for it.
const PATIENCE: Duration = Duration::from_secs(900);

/// Invented people, each another one, on the programmes that are open.
fn file(on: &On<'_>, run: Uuid) -> String {
    let mut file = String::from(
        "programme_id,external_ref,given_name,family_name,date_of_birth,language,benefit,benefit_confirmed_on,employment_status,ni_number\n",
    );
    let open = &on.facts.open;
    for row in 0..ROWS {
        let (programme, confirmed) = &open[row % open.len()];
        let (year, month, day) = (1960 + row / 336 % 40, 1 + row / 28 % 12, 1 + row % 28);
        let _infallible = writeln!(
            file,
            "{programme},B-{run}-{row},Imogen{},Larch{row},{year}-{month:02}-{day:02},en,jobseekers_allowance,{confirmed},unemployed,",
            row % 97
        );
    }
    file
}

/// The headers of the Jobcentre's system.
fn bearer(on: &On<'_>) -> io::Result<String> {
    let length = JOBCENTRE.len();
    let asked = format!(
        "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {length}\r\n\r\n{JOBCENTRE}"
    );
    let token: Value = serde_json::from_slice(&on.server.ask(asked.as_bytes())?.body)?;
    let token = token["access_token"].as_str().unwrap_or_default();
    Ok(format!("Authorization: Bearer {token}\r\n"))
}

/// Sends the file and waits for its last row; gives the import as it then stands.
fn sent(on: &On<'_>, bearer: &str) -> io::Result<Value> {
    let run = Uuid::now_v7();
    let file = file(on, run);
    let length = file.len();
    let asked = format!(
        "POST /api/v1/referrals/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: {length}\r\n\
         Idempotency-Key: {run}\r\n{bearer}\r\n{file}"
    );
    let began = Instant::now();
    let heard = on.server.ask(asked.as_bytes())?;
    let mut import: Value = serde_json::from_slice(&heard.body)?;
    if heard.status != 202 {
        return Err(io::Error::other(format!("{}: {import}", heard.status)));
    }
    let id = import["id"].as_str().unwrap_or_default();
    let path = format!("/api/v1/referral-imports/{id}");
    while import["status"] != "done" && began.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(250));
        import = serde_json::from_slice(&on.server.ask(&load::get(&path, bearer))?.body)?;
    }
    Ok(import)
}

/// Sends a file of referrals, each another person.
pub fn referrals(bench: &mut Bench, on: &On<'_>) -> io::Result<()> {
    if on.facts.open.is_empty() {
        return Err(io::Error::other("no programme is open for referrals"));
    }
    let bearer = bearer(on)?;
    let began = Instant::now();
    let import = sent(on, &bearer)?;
    let took = began.elapsed().as_secs_f64();
    if import["accepted"].as_u64() != Some(ROWS as u64) {
        return Err(io::Error::other(format!(
            "not every referral was taken: {import}"
        )));
    }
    let figure = |what: &str, value, unit| {
        on.figure(format!("import 100,000 referrals: {what}"), value, unit)
    };
    let kept = figure("every rule, kept", took, "s");
    bench.table.add(kept.goal(Goal::AtMost(60.0)));
    let most = on.server.memory(Memory::Peak) as f64 / 1024.0 / 1024.0;
    let memory = figure("memory, the most until then", most, "MB");
    bench.table.add(memory.goal(Goal::AtMost(150.0)));
    Ok(())
}
