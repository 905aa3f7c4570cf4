//! A file of referrals, each with every rule.

use crate::{
    bench::{Bench, On},
    figures::{Figure, Goal},
    load,
    machine::Memory,
};
use serde_json::Value;
use std::{
    fmt::Write as _,
    io,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

const ROWS: usize = 100_000;
/// The demo's Jobcentre, whose secret is public.
const JOBCENTRE: &str = "grant_type=client_credentials&client_id=demo-brindle-jobcentre&client_secret=fhs_demo_brindle_jobcentre";
/// Nobody waits longer for it.
const PATIENCE: Duration = Duration::from_secs(900);

/// Invented people, each another one, on the programmes that are open.
fn file(on: &On<'_>, run: u128) -> String {
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

/// Sends the file and waits for its last row.
pub fn referrals(bench: &mut Bench, on: &On<'_>) -> io::Result<()> {
    if on.facts.open.is_empty() {
        return Err(io::Error::other("no programme is open for referrals"));
    }
    let run = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis();
    let length = JOBCENTRE.len();
    let asked = format!(
        "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {length}\r\n\r\n{JOBCENTRE}"
    );
    let token: Value = serde_json::from_slice(&on.server.ask(asked.as_bytes())?.body)?;
    let bearer = format!(
        "Authorization: Bearer {}\r\n",
        token["access_token"].as_str().unwrap_or_default()
    );
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
        return Err(io::Error::other(format!(
            "the file was answered with {}: {import}",
            heard.status
        )));
    }
    let path = format!(
        "/api/v1/referral-imports/{}",
        import["id"].as_str().unwrap_or_default()
    );
    while import["status"] != "done" && began.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(250));
        import = serde_json::from_slice(&on.server.ask(&load::get(&path, &bearer))?.body)?;
    }
    let took = began.elapsed();
    let accepted = import["accepted"].as_u64().unwrap_or_default();
    if accepted != ROWS as u64 {
        return Err(io::Error::other(format!(
            "not every referral was taken: {import}"
        )));
    }
    let mut add = |what: &str, value, unit, goal| {
        bench.table.add(Figure {
            on: on.name.clone(),
            what: format!("import 100,000 referrals: {what}"),
            value,
            unit,
            against: String::new(),
            goal,
        });
    };
    add(
        "every rule, kept",
        took.as_secs_f64(),
        "s",
        Goal::AtMost(60.0),
    );
    let most = on.server.memory(Memory::Peak) as f64 / 1024.0 / 1024.0;
    add(
        "memory, the most until then",
        most,
        "MB",
        Goal::AtMost(150.0),
    );
    Ok(())
}
