//! The drill: a copy is made while people write, a database is made of the copy, and everything is in it that had been
//! acknowledged before the copy was begun.

use crate::{
    cluster::Cluster,
    kills::sqlite_template,
    ledger::Ledger,
    load::{EVERYBODY, Load},
    machine::Machine,
    program::{self, Program},
    proof,
    scene::{self, Scene},
};
use backend::platform::database::DatabaseUrl;
use std::{
    process::Command,
    time::{Duration, Instant},
};

fn run(mut command: Command) -> String {
    let output = command.output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{wrong}");
    said
}

async fn drill(name: &str, scene: &Scene, machine: &Machine, from: &DatabaseUrl, to: &DatabaseUrl) {
    scene::set_clock(machine);
    let mut program = Program::serve(&program::binary(), from, machine);
    program.ready(Duration::from_secs(20)).expect("a server");
    let token = scene.token(program.port).expect("a token");
    let load = |ledger| Load::begin(scene, &token, program.port, EVERYBODY, ledger);
    let before = load(Ledger::default());
    std::thread::sleep(Duration::from_secs(1));
    let before = before.end();
    let during = load(Ledger::default());
    let copy = machine.beside("copy.foothold");
    let began = Instant::now();
    let mut backup = program::command(&program::binary(), from, "backup");
    backup.arg("--to").arg(&copy);
    print!("{name}: {}", run(backup));
    let written = during.writes();
    let copied = began.elapsed();
    let during = during.end();
    assert!(during.surprises.is_empty(), "{:?}", during.surprises);
    let began = Instant::now();
    let mut restore = program::command(&program::binary(), to, "restore");
    restore.arg("--from").arg(&copy);
    print!("{name}: {}", run(restore));
    println!(
        "{name}: copied in {:.2} s while {written} writes were acknowledged, restored and verified in {:.2} s",
        copied.as_secs_f64(),
        began.elapsed().as_secs_f64()
    );
    let proved = proof::prove(to, scene, &before, &mut None).await;
    proved.unwrap_or_else(|broken| panic!("{broken}"));
}

#[actix_web::test]
async fn what_was_acknowledged_before_the_copy_is_in_the_database_made_of_it_on_sqlite() {
    let _alone = crate::alone().await;
    let machine = Machine::new();
    let (scene, template) = sqlite_template(&machine).await;
    let file = |name: &str| DatabaseUrl::Sqlite(machine.file(name).display().to_string());
    std::fs::copy(&template, machine.file("foothold.sqlite")).expect("a fresh database");
    drill(
        "SQLite",
        &scene,
        &machine,
        &file("foothold.sqlite"),
        &file("restored.sqlite"),
    )
    .await;
}

#[actix_web::test]
async fn what_was_acknowledged_before_the_copy_is_in_the_database_made_of_it_on_postgres() {
    let _alone = crate::alone().await;
    let (cluster, machine) = (Cluster::start(), Machine::new());
    cluster.execute("CREATE DATABASE served");
    cluster.execute("CREATE DATABASE restored");
    let scene = Scene::found(&cluster.url("served")).await;
    drill(
        "PostgreSQL",
        &scene,
        &machine,
        &cluster.url("served"),
        &cluster.url("restored"),
    )
    .await;
}
