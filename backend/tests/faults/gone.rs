//! A database that is gone, or that says nothing any more; and a server that stood still for a while.

use crate::{
    chance::Chance,
    client::{Asked, Connection},
    cluster::{Cluster, End},
    ledger::Ledger,
    load::{EVERYBODY, Load},
    machine::Machine,
    program::{self, Program},
    proof,
    scene::{self, Scene, Token},
};
use backend::platform::database::DatabaseUrl;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Nobody waits longer for a "no".
const AT_MOST: Duration = Duration::from_secs(2);

/// A server on a database of a cluster, and somebody who asks it.
struct Stage {
    cluster: Cluster,
    machine: Machine,
    scene: Scene,
    url: DatabaseUrl,
    program: Program,
    token: Token,
}

impl Stage {
    async fn set() -> Self {
        let (cluster, machine) = (Cluster::start(), Machine::new());
        cluster.execute("CREATE DATABASE stage");
        let url = cluster.url("stage");
        let scene = Scene::found(&url).await;
        scene::set_clock(&machine);
        let mut program = Program::serve(&program::binary(), &url, &machine);
        program.ready(Duration::from_secs(20)).expect("a server");
        let token = scene.token(program.port).expect("a token");
        Self {
            cluster,
            machine,
            scene,
            url,
            program,
            token,
        }
    }

    /// Reads and writes in turn for so long. Everything is answered in time; gives how often which status came.
    fn ask_for(&self, time: Duration) -> BTreeMap<u16, usize> {
        let (mut statuses, mut slowest) = (BTreeMap::new(), Duration::ZERO);
        let began = Instant::now();
        let mut connection = Connection::to(self.program.port, Duration::from_secs(10));
        let mut number = 0;
        while began.elapsed() < time {
            number += 1;
            let asked = if number % 2 == 0 {
                self.scene.as_coordinator(Asked::get("/api/v1/journeys"))
            } else {
                let name = uuid::Uuid::now_v7().simple().to_string();
                let asked = Asked::post("/api/v1/referrals", self.scene.referral(&name));
                self.scene
                    .as_jobcentre(asked.with("Idempotency-Key", &name), &self.token)
            };
            let sent = Instant::now();
            let answer = connection.send(&asked).expect("an answer");
            slowest = slowest.max(sent.elapsed());
            assert!(
                sent.elapsed() < AT_MOST,
                "answered after {:?}: {}",
                sent.elapsed(),
                answer.json
            );
            if answer.status >= 400 {
                assert_eq!(
                    answer.header("content-type"),
                    "application/problem+json",
                    "{}",
                    answer.json
                );
                assert_eq!(answer.status, 503, "{}", answer.json);
                assert!(!answer.header("retry-after").is_empty());
            }
            *statuses.entry(answer.status).or_default() += 1;
            std::thread::sleep(Duration::from_millis(20));
        }
        println!(
            "  in {time:?}: {statuses:?}, the slowest answer in {:.2} s",
            slowest.as_secs_f64()
        );
        statuses
    }

    /// From the first that is answered with a yes, everything is.
    fn recovers(&mut self, since: Instant) {
        let ready = self
            .program
            .ready_since(since, Duration::from_secs(10))
            .expect("it comes back");
        println!(
            "  ready again {:.2} s after the database answered",
            ready.as_secs_f64()
        );
        assert!(ready < AT_MOST, "ready after {ready:?}");
        let statuses = self.ask_for(Duration::from_secs(1));
        assert!(statuses.keys().all(|status| *status < 300), "{statuses:?}");
    }
}

/// How long it is gone.
fn away() -> Duration {
    let told = std::env::var("FOOTHOLD_GONE_SECONDS").ok();
    Duration::from_secs(told.map_or(5, |told| told.parse().expect("a number of seconds")))
}

#[actix_web::test]
async fn while_the_database_is_gone_everybody_is_told_in_time_and_it_comes_back_by_itself() {
    let _alone = crate::alone().await;
    let mut stage = Stage::set().await;
    for end in [End::Killed, End::Immediately] {
        println!("the database ends: {end:?}");
        stage.cluster.end(end);
        let statuses = stage.ask_for(away());
        assert_eq!(statuses.keys().collect::<Vec<_>>(), [&503]);
        stage.cluster.begin_again();
        stage.recovers(Instant::now());
    }
    prove(&stage, &Ledger::default()).await;
}

#[actix_web::test]
async fn a_database_that_says_nothing_any_more_keeps_nobody_waiting() {
    let _alone = crate::alone().await;
    let mut stage = Stage::set().await;
    println!("the database stands still");
    let load = stage.load();
    std::thread::sleep(Duration::from_millis(500));
    stage.cluster.signal("STOP");
    let statuses = stage.ask_for(away());
    assert_eq!(statuses.keys().collect::<Vec<_>>(), [&503]);
    let ledger = load.end();
    stage.cluster.signal("CONT");
    stage.recovers(Instant::now());
    assert!(ledger.surprises.is_empty(), "{:?}", ledger.surprises);
    assert!(ledger.not_now > 0);
    prove(&stage, &ledger).await;
}

#[actix_web::test]
async fn a_server_that_stood_still_goes_on() {
    let _alone = crate::alone().await;
    let mut chance = Chance::of_this_run("a server that stands still");
    let stage = Stage::set().await;
    let load = stage.load();
    for _ in 0..3 {
        std::thread::sleep(chance.within(500));
        stage.program.signal("STOP");
        std::thread::sleep(Duration::from_secs(2));
        stage.program.signal("CONT");
    }
    let before = load.writes();
    std::thread::sleep(Duration::from_secs(1));
    assert!(load.writes() > before, "nothing is written any more");
    let ledger = load.end();
    assert!(ledger.surprises.is_empty(), "{:?}", ledger.surprises);
    assert!(ledger.in_flight.is_empty(), "somebody was cut off");
    prove(&stage, &ledger).await;
}

/// The clock of the day jumps, to and fro, while people work: what was acknowledged is there, in its order.
#[actix_web::test]
async fn a_clock_that_jumps_loses_nothing() {
    let _alone = crate::alone().await;
    let stage = Stage::set().await;
    let load = stage.load();
    // Within the lives of sessions and tokens, and not to before they began: those are refused, as they must be.
    for seconds in [240, 0, 120, 60, 300, 0] {
        std::thread::sleep(Duration::from_millis(400));
        scene::set_clock_beside(&stage.machine, seconds);
    }
    let ledger = load.end();
    assert!(ledger.surprises.is_empty(), "{:?}", ledger.surprises);
    assert!(ledger.writes() > 0);
    prove(&stage, &ledger).await;
}

impl Stage {
    fn load(&self) -> Load {
        Load::begin(
            &self.scene,
            &self.token,
            self.program.port,
            EVERYBODY,
            Ledger::default(),
        )
    }
}

async fn prove(stage: &Stage, ledger: &Ledger) {
    let proved = proof::prove(&stage.url, &stage.scene, ledger, &mut None).await;
    proved.unwrap_or_else(|broken| panic!("{broken}"));
}
