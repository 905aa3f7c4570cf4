//! A disk without room: what is there can be read, what is new is refused in words, and it goes on by itself.

use crate::{
    client::{Answer, Asked, Connection},
    kills::sqlite_template,
    ledger::{Acknowledged, Done, Ledger},
    machine::Machine,
    program::{self, Program},
    proof,
    scene::{self, Scene, Token},
};
use backend::platform::database::DatabaseUrl;
use std::{
    path::Path,
    time::{Duration, Instant},
};
use uuid::Uuid;

struct Stage {
    scene: Scene,
    token: Token,
    connection: Connection,
    ledger: Ledger,
}

/// How a server is started.
type Serve = fn(&Path, &DatabaseUrl, &Machine) -> Program;

impl Stage {
    /// A server on a fresh database, with one referral in it.
    async fn begin(machine: &Machine, serve: Serve) -> (Self, Program, DatabaseUrl) {
        let (scene, template) = sqlite_template(machine).await;
        scene::set_clock(machine);
        let file = machine.file("foothold.sqlite");
        std::fs::copy(&template, &file).expect("a fresh database");
        let url = DatabaseUrl::Sqlite(file.display().to_string());
        let mut program = serve(&program::binary(), &url, machine);
        program.ready(Duration::from_secs(20)).expect("a server");
        let mut stage = Self {
            token: scene.token(program.port).expect("a token"),
            connection: Connection::to(program.port, Duration::from_secs(10)),
            ledger: Ledger::default(),
            scene,
        };
        assert_eq!(stage.refer().status, 201);
        (stage, program, url)
    }

    fn refer(&mut self) -> Answer {
        let name = Uuid::now_v7().simple().to_string();
        let asked = Asked::post("/api/v1/referrals", self.scene.referral(&name));
        let asked = asked
            .with("Idempotency-Key", &name)
            .with("X-Request-Id", &name);
        let answer = self.send(self.scene.as_jobcentre(asked, &self.token));
        if answer.status == 201 {
            let journey = answer.json["journey_id"]
                .as_str()
                .expect("a journey")
                .to_owned();
            self.ledger.readable.push(journey.clone());
            let external_ref = name.clone();
            let done = Done::Referral {
                journey,
                external_ref,
            };
            self.ledger.acknowledged.push(Acknowledged {
                request: name,
                done,
            });
        }
        answer
    }

    fn read(&mut self) -> Answer {
        let journey = self.ledger.readable.last().expect("somebody").clone();
        let request = Uuid::now_v7().to_string();
        let asked =
            Asked::get(&format!("/api/v1/journeys/{journey}")).with("X-Request-Id", &request);
        let answer = self.send(self.scene.as_coordinator(asked));
        if answer.status == 200 {
            let done = Done::Reading;
            self.ledger
                .acknowledged
                .push(Acknowledged { request, done });
        }
        answer
    }

    fn send(&mut self, asked: Asked) -> Answer {
        self.connection.send(&asked).expect("an answer")
    }

    fn ready(&mut self) -> Answer {
        self.send(Asked::get("/health/ready"))
    }

    /// Writes until there is no room; gives the refusal.
    fn fill(&mut self) -> Answer {
        for _ in 0..500 {
            let answer = self.refer();
            if answer.status != 201 {
                return answer;
            }
        }
        panic!("the disk is never full");
    }

    /// People are read and nothing is written, and everybody is told why.
    fn reads_only(&mut self) {
        for _ in 0..40 {
            let read = self.read();
            assert_eq!(read.status, 200, "{}", read.json);
            let refused = self.refer();
            assert_eq!(
                (refused.status, refused.code()),
                (503, "storage_full"),
                "{}",
                refused.json
            );
            assert!(!refused.header("retry-after").is_empty());
        }
        let ready = self.ready();
        assert_eq!(ready.status, 503);
        assert_eq!(ready.json["parts"]["reading"], "ok", "{}", ready.json);
        assert_eq!(
            ready.json["parts"]["writing"], "disk_full",
            "{}",
            ready.json
        );
    }
}

#[actix_web::test]
async fn without_room_for_its_log_it_goes_on() {
    let _alone = crate::alone().await;
    let machine = Machine::new();
    let (mut stage, _program, url) = Stage::begin(&machine, Program::serve_without_log).await;
    // What is refused on a full disk is what the writer itself has to log.
    machine.set_room(Some(machine.used() + 100_000));
    assert_eq!(stage.fill().code(), "storage_full");
    stage.reads_only();
    machine.set_room(None);
    let began = Instant::now();
    while stage.refer().status != 201 {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "it does not go on"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    let proved = proof::prove(&url, &stage.scene, &stage.ledger, &mut None).await;
    proved.unwrap_or_else(|broken| panic!("{broken}"));
}

#[actix_web::test]
async fn with_a_full_disk_people_are_read_and_writes_say_so_until_there_is_room() {
    let _alone = crate::alone().await;
    let machine = Machine::new();
    let (mut stage, program, url) = Stage::begin(&machine, Program::serve).await;
    machine.set_room(Some(machine.used() + 100_000));
    let refused = stage.fill();
    println!(
        "full after {} referrals: {}",
        stage.ledger.writes(),
        refused.json["detail"]
    );
    assert_eq!(
        (refused.status, refused.code()),
        (503, "storage_full"),
        "{}",
        refused.json
    );
    stage.reads_only();
    // Also one that starts on a full disk.
    program.kill();
    let mut program = Program::serve(&program::binary(), &url, &machine);
    program.lives(Duration::from_secs(20)).expect("a server");
    stage.connection = Connection::to(program.port, Duration::from_secs(10));
    stage.reads_only();
    machine.set_room(None);
    let began = Instant::now();
    while stage.refer().status != 201 {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "it does not go on: {}",
            program.said()
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    println!(
        "written again {:.1} s after there was room",
        began.elapsed().as_secs_f64()
    );
    assert_eq!(stage.ready().status, 200);
    let proved = proof::prove(&url, &stage.scene, &stage.ledger, &mut None).await;
    proved.unwrap_or_else(|broken| panic!("{broken}"));
}
