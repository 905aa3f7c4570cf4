//! Killed at any moment, nothing that was acknowledged is lost, nothing is half done, and it is ready again in seconds.

use crate::{
    Broken,
    chance::Chance,
    cluster::{Cluster, End},
    ledger::Ledger,
    load::{EVERYBODY, Load},
    machine::{Machine, Power},
    program::{self, Program},
    proof,
    scene::{self, Scene},
};
use backend::platform::database::DatabaseUrl;
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How long it may take until it is ready again.
const READY: Duration = Duration::from_secs(2);
/// How often a life of the program may be ended on one database before it begins with a fresh one.
const LIVES: u64 = 25;

fn kills(variable: &str, unless_told: u64) -> u64 {
    let told = std::env::var(variable).ok();
    told.map_or(unless_told, |told| told.parse().expect("a number of kills"))
}

/// What a series of kills came to.
#[derive(Default)]
struct Tally {
    kills: u64,
    acknowledged: usize,
    writes: usize,
    whole: usize,
    not_at_all: usize,
    waiting: usize,
    /// How long each start took until it was ready, and without the time for which it had no processor.
    ready: Vec<Duration>,
    ready_by_itself: Vec<Duration>,
}

impl Tally {
    fn tell(&mut self, name: &str) {
        self.ready.sort();
        self.ready_by_itself.sort();
        let at = |times: &[Duration], part: usize| {
            let place = (times.len().max(1) - 1) * part / 100;
            times.get(place).copied().unwrap_or_default().as_secs_f64()
        };
        println!(
            "{name}: {} kills; {} requests acknowledged, {} of them writes: none lost; {} writes in flight: {} there whole, \
             {} not at all, none half ({} keys wait for their two minutes); ready again in {:.2} s (median), {:.2} s (95 of 100), \
             {:.2} s (most; {:.2} s without its waits for a processor)",
            self.kills,
            self.acknowledged,
            self.writes,
            self.whole + self.not_at_all,
            self.whole,
            self.not_at_all,
            self.waiting,
            at(&self.ready, 50),
            at(&self.ready, 95),
            at(&self.ready, 100),
            at(&self.ready_by_itself, 100),
        );
        let most = self.ready_by_itself.last();
        assert!(
            most.is_some_and(|most| *most < READY),
            "ready again in {most:?}"
        );
        assert!(self.writes > 0, "nothing was written");
    }
}

/// One database that lives through several kills.
struct Series<'a> {
    url: DatabaseUrl,
    scene: &'a Scene,
    machine: &'a Machine,
    binary: &'a Path,
    chance: &'a mut Chance,
    tally: &'a mut Tally,
}

impl Series<'_> {
    /// Lives so many lives, each ended by `end`, and proves after each that what must hold does.
    async fn live(
        &mut self,
        lives: u64,
        mut end: impl FnMut(Program, &Machine, &mut Chance),
    ) -> Result<(), Broken> {
        let mut ledger = Ledger::default();
        let mut head = None;
        for life in 0..=lives {
            let mut program = Program::serve(self.binary, &self.url, self.machine);
            // Now and then it is killed while it is starting.
            if life < lives && self.chance.below(8) == 0 {
                std::thread::sleep(self.chance.within(250));
                end(program, self.machine, self.chance);
                self.tally.kills += 1;
                continue;
            }
            let ready = program.ready(Duration::from_secs(60))?;
            self.tally.ready.push(ready);
            let by_itself = ready.saturating_sub(program.kept_waiting());
            self.tally.ready_by_itself.push(by_itself);
            let proved = proof::prove(&self.url, self.scene, &ledger, &mut head).await?;
            self.tally.whole += proved.whole;
            self.tally.not_at_all += proved.not_at_all;
            self.tally.waiting +=
                proof::send_again(&self.url, program.port, &ledger.in_flight).await?;
            if life == lives {
                break;
            }
            let token = self.scene.token(program.port)?;
            let begun = Ledger {
                open: std::mem::take(&mut ledger.open),
                readable: std::mem::take(&mut ledger.readable),
                ..Ledger::default()
            };
            let load = Load::begin(self.scene, &token, program.port, EVERYBODY, begun);
            std::thread::sleep(self.chance.within(900));
            end(program, self.machine, self.chance);
            ledger = load.end();
            if let Some(surprise) = ledger.surprises.first() {
                return Err(format!(
                    "{} surprises, the first: {surprise}",
                    ledger.surprises.len()
                ));
            }
            self.tally.kills += 1;
            self.tally.acknowledged += ledger.acknowledged.len();
            self.tally.writes += ledger.writes();
        }
        Ok(())
    }
}

/// A scene on SQLite, as a file to be copied.
pub async fn sqlite_template(machine: &Machine) -> (Scene, PathBuf) {
    let made = machine.beside("made.sqlite");
    let url = DatabaseUrl::Sqlite(made.display().to_string());
    let scene = Scene::found(&url).await;
    let template = machine.beside("template.sqlite");
    url.back_up(&template).await.expect("a copy to begin with");
    (scene, template)
}

/// Kills a program on SQLite so often, and lets its machine lose its power in the way that is drawn.
async fn kill_on_sqlite(
    kills: u64,
    binary: &Path,
    machine: &Machine,
    chance: &mut Chance,
    power: fn(&mut Chance) -> Power,
) -> Result<Tally, Broken> {
    let (scene, template) = sqlite_template(machine).await;
    let mut tally = Tally::default();
    let began = Instant::now();
    while tally.kills < kills {
        machine.clear();
        scene::set_clock(machine);
        let file = machine.file("foothold.sqlite");
        std::fs::copy(&template, &file).expect("a fresh database");
        let lives = LIVES.min(kills - tally.kills);
        let mut series = Series {
            url: DatabaseUrl::Sqlite(file.display().to_string()),
            scene: &scene,
            machine,
            binary,
            chance: &mut *chance,
            tally: &mut tally,
        };
        let end = |program: Program, machine: &Machine, chance: &mut Chance| {
            program.kill();
            machine.after_the_kill(power(chance));
        };
        series
            .live(lives, end)
            .await
            .map_err(|broken| format!("after {} kills: {broken}", tally.kills))?;
        println!(
            "SQLite: {} of {kills} kills, {:.0} s",
            tally.kills,
            began.elapsed().as_secs_f64()
        );
    }
    Ok(tally)
}

#[actix_web::test]
async fn killed_on_sqlite_nothing_acknowledged_is_lost_and_nothing_is_half_there() {
    let _alone = crate::alone().await;
    let mut chance = Chance::of_this_run("kills on SQLite");
    let machine = Machine::new();
    // The program alone, or the machine's power with it.
    let power = |chance: &mut Chance| match chance.below(3) {
        0 => Power::Stays,
        1 => Power::GoesWithAll,
        _ => Power::GoesWithSome(chance.number()),
    };
    let kills = kills("FOOTHOLD_KILLS", 20);
    let outcome = kill_on_sqlite(kills, &program::binary(), &machine, &mut chance, power).await;
    let mut tally = outcome.unwrap_or_else(|broken| panic!("{broken}"));
    tally.tell("SQLite");
}

/// The harness sees what it is there to see: a program that acknowledges before its writes are on the disk loses them with
/// the power.
#[actix_web::test]
async fn a_program_that_does_not_sync_is_found_to_lose_what_it_acknowledged() {
    let _alone = crate::alone().await;
    let mut chance = Chance::of_this_run("without syncing");
    let machine = Machine::new();
    let binary = program::binary_that_does_not_sync(&machine.beside(""));
    let outcome = kill_on_sqlite(20, &binary, &machine, &mut chance, |_| Power::GoesWithAll).await;
    let broken = outcome.err().expect("synchronous=OFF goes unnoticed");
    println!("synchronous=OFF, and the power goes: red, as it must be: {broken}");
    assert!(broken.contains("LOST"), "{broken}");
}

/// And only so: while the machine keeps its power, the kernel still has what the program wrote.
#[actix_web::test]
async fn a_kill_alone_proves_little() {
    let _alone = crate::alone().await;
    let mut chance = Chance::of_this_run("without syncing, killed only");
    let machine = Machine::new();
    let binary = program::binary_that_does_not_sync(&machine.beside(""));
    let outcome = kill_on_sqlite(4, &binary, &machine, &mut chance, |_| Power::Stays).await;
    let mut tally = outcome.unwrap_or_else(|broken| panic!("{broken}"));
    tally.tell("synchronous=OFF, killed only");
}

#[actix_web::test]
async fn killed_on_postgres_server_or_database_nothing_acknowledged_is_lost() {
    let _alone = crate::alone().await;
    let mut chance = Chance::of_this_run("kills on PostgreSQL");
    let machine = Machine::new();
    let cluster = Cluster::start();
    let template = cluster.url("template_of_ours");
    cluster.execute("CREATE DATABASE template_of_ours");
    let scene = Scene::found(&template).await;
    let kills = kills("FOOTHOLD_KILLS_POSTGRES", 8);
    let mut tally = Tally::default();
    let began = Instant::now();
    while tally.kills < kills {
        scene::set_clock(&machine);
        let name = format!("kills_{}", tally.kills);
        cluster.copy("template_of_ours", &name);
        let lives = LIVES.min(kills - tally.kills);
        let mut series = Series {
            url: cluster.url(&name),
            scene: &scene,
            machine: &machine,
            binary: &program::binary(),
            chance: &mut chance,
            tally: &mut tally,
        };
        let end = |program: Program, _: &Machine, chance: &mut Chance| {
            match chance.below(3) {
                0 => {}
                1 => cluster.end(End::Immediately),
                _ => cluster.end(End::Killed),
            }
            program.kill();
            cluster.begin_again();
        };
        let outcome = series.live(lives, end).await;
        outcome.unwrap_or_else(|broken| panic!("after {} kills: {broken}", tally.kills));
        println!(
            "PostgreSQL: {} of {kills} kills, {:.0} s",
            tally.kills,
            began.elapsed().as_secs_f64()
        );
    }
    tally.tell("PostgreSQL");
}
