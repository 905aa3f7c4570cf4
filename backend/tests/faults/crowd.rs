//! More than can be served: those who cannot be are told so, memory stays as it is, and afterwards everything is as before.

use crate::{
    client::{Asked, Connection},
    kills::sqlite_template,
    ledger::Ledger,
    load::{EVERYBODY, Load},
    machine::Machine,
    program::{self, Program},
    proof, scene,
};
use backend::platform::database::DatabaseUrl;
use diesel::{Connection as _, SqliteConnection, connection::SimpleConnection as _};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// So many ask at once: more than may wait.
const CROWD: usize = 1_600;
/// How much more memory it may have with all of them than without, in MB: their connections and what they sent.
const MEMORY: u64 = 150;
/// How many of them must be told while nobody can write, and how long the database is held for that: a machine that is busy with
/// the crowd itself needs many seconds to hear them all.
const TOLD: usize = CROWD / 8;
const HELD: Duration = Duration::from_secs(60);
/// How many threads it may have: those that may work on the database at once, and its own.
const THREADS: usize = 80;

#[expect(
    clippy::too_many_lines,
    reason = "one story, from the first of the crowd to the last"
)]
#[actix_web::test]
async fn a_crowd_is_shed_and_memory_stays_bounded() {
    let _alone = crate::alone().await;
    let machine = Machine::new();
    let (scene, template) = sqlite_template(&machine).await;
    scene::set_clock(&machine);
    let file = machine.file("foothold.sqlite");
    std::fs::copy(&template, &file).expect("a fresh database");
    let url = DatabaseUrl::Sqlite(file.display().to_string());
    let mut program = Program::serve(&program::binary(), &url, &machine);
    program.ready(Duration::from_secs(20)).expect("a server");
    let token = scene.token(program.port).expect("a token");
    let (before, _) = program.memory();
    // Somebody else holds the database: nobody can write.
    let mut other = SqliteConnection::establish(&file.to_string_lossy()).expect("a connection");
    other
        .batch_execute("PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE")
        .expect("the only writer");
    let seen = Arc::new(Mutex::new(BTreeMap::<(u16, String), usize>::new()));
    let began = Instant::now();
    let crowd: Vec<_> = (0..CROWD)
        .map(|_| {
            let (scene, token, seen, port) = (
                scene.clone(),
                token.clone(),
                Arc::clone(&seen),
                program.port,
            );
            let ask = move || {
                let name = Uuid::now_v7().simple().to_string();
                let asked = Asked::post("/api/v1/referrals", scene.referral(&name));
                let asked = scene.as_jobcentre(asked.with("Idempotency-Key", &name), &token);
                let answer = Connection::to(port, Duration::from_secs(300))
                    .send(&asked)
                    .expect("an answer");
                let told = !answer.header("retry-after").is_empty();
                assert!(answer.status != 503 || told, "{}", answer.json);
                let kind = (answer.status, answer.code().to_owned());
                *seen.lock().expect("what was seen").entry(kind).or_default() += 1;
            };
            // As quickly as connections can be taken, and no quicker.
            std::thread::sleep(Duration::from_millis(1));
            std::thread::Builder::new()
                .stack_size(128 * 1024)
                .spawn(ask)
                .expect("one of the crowd")
        })
        .collect();
    let answered = || seen.lock().expect("what was seen").values().sum::<usize>();
    while answered() < TOLD && began.elapsed() < HELD {
        std::thread::sleep(Duration::from_millis(50));
    }
    let threads = program.threads();
    let told = answered();
    other.batch_execute("ROLLBACK").expect("it lets go");
    crowd
        .into_iter()
        .for_each(|one| one.join().expect("everybody is answered"));
    let (_, most) = program.memory();
    println!(
        "{CROWD} at once while nobody could write: {told} told meanwhile, then {:?} in all, within {:.1} s; memory {before} MB before, \
         {most} MB at most; {threads} threads",
        seen.lock().expect("what was seen"),
        began.elapsed().as_secs_f64()
    );
    assert!(told >= TOLD, "nobody is told: {told}");
    assert!(most < before + MEMORY, "{before} MB grew to {most} MB");
    assert!(threads < THREADS, "{threads} threads");
    let load = Load::begin(&scene, &token, program.port, EVERYBODY, Ledger::default());
    std::thread::sleep(Duration::from_secs(1));
    let ledger = load.end();
    assert!(
        ledger.surprises.is_empty() && ledger.not_now == 0,
        "{} {:?}",
        ledger.not_now,
        ledger.surprises
    );
    assert!(ledger.writes() > 0, "nothing is written any more");
    let proved = proof::prove(&url, &scene, &ledger, &mut None).await;
    proved.unwrap_or_else(|broken| panic!("{broken}"));
}
