//! Changes are told while one looks, by every server, and to nobody whose they are not.

mod stream;

use crate::journeys::world::{Walker, World};
use crate::programmes::changes::{change, to};
use crate::support::application::TestApplication;
use backend::{
    application::{Application, Platform},
    identity::{self, SessionOwner},
    platform::database::{Database, DatabaseUrl},
};
use chrono::TimeDelta;
use serde_json::json;
use shared::{
    identity::Role,
    ids::{TrustId, UserId},
};
use std::time::{Duration, Instant};
use stream::{Server, Stream};

/// The application as one server of its own, on a connection pool of its own where the database can have several.
fn server_of(app: &TestApplication) -> Server {
    let database = match app.platform.database.url() {
        DatabaseUrl::Sqlite(_) => app.platform.database.clone(),
        url @ DatabaseUrl::Postgres(_) => Database::open_with(url, 4).expect("the database"),
    };
    Server::start(Application {
        platform: Platform {
            database,
            ..app.platform.clone()
        },
        identity: app.identity.clone(),
        edge: app.edge.clone(),
    })
}

async fn session(app: &TestApplication, trust: TrustId, user: UserId) -> String {
    identity::start_session(
        &app.platform,
        &app.identity,
        trust,
        SessionOwner::Staff(user),
    )
    .await
    .expect("a session")
}

async fn coordinator(app: &TestApplication) -> String {
    session(app, app.trust.id, app.trust.coordinator).await
}

/// A stream that is heard from now on.
async fn open(server: &Server, token: &str) -> Stream {
    let mut stream = Stream::open(server, token).await;
    let (event, _) = stream.next().await.expect("the first event");
    assert_eq!(event, "ready");
    // The connection that listens to the database says once that it stands.
    tokio::time::sleep(Duration::from_millis(300)).await;
    stream
}

async fn accept(world: &World, walker: &Walker) {
    let staff = world.app.as_coordinator().await;
    world.make(&staff, walker, "accept", json!({})).await;
}

on_both_databases! {
    async fn a_move_through_one_server_is_told_by_another_within_a_second(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let server = server_of(&world.app);
        let mut stream = open(&server, &coordinator(&world.app).await).await;
        accept(&world, &walker).await;
        let moved = Instant::now();
        let (change, text) = stream.change().await;
        assert!(moved.elapsed() < Duration::from_secs(1), "{:?}", moved.elapsed());
        assert_eq!(change, json!({
            "what": "journey", "id": walker.id, "programme_id": world.programme, "version": 2,
        }));
        assert!(!text.contains("Teasel") && !text.contains("Nadia"));
        server.stop().await;
    }

    async fn a_change_of_a_programme_and_of_a_register_is_told_too(database: Database) {
        let world = World::new(database).await;
        let server = server_of(&world.app);
        let mut stream = open(&server, &coordinator(&world.app).await).await;
        let slot = json!({ "held_on": "2026-06-10", "starts_at": "09:00", "venue": "Education Centre" });
        let staff = world.app.as_coordinator().await;
        staff.post(&format!("/programmes/{}/interview-slots", world.programme), &slot).await.expect(201);
        let (change, _) = stream.change().await;
        assert_eq!((&change["what"], &change["programme_id"]), (&json!("programme"), &json!(world.programme)));
        server.stop().await;
    }

    async fn a_session_that_is_held_elsewhere_is_told_as_its_programmes_change(database: Database) {
        let world = World::new(database).await;
        let (staff, day) = (world.app.as_coordinator().await, world.screening_day().await);
        let server = server_of(&world.app);
        let mut stream = open(&server, &coordinator(&world.app).await).await;
        change(&staff, &day, 1, &to(&[("venue", json!("The Old Library"))])).await.expect(200);
        let (change, text) = stream.change().await;
        assert_eq!((&change["what"], &change["programme_id"]), (&json!("programme"), &json!(world.programme)));
        assert!(!text.contains("Library"));
        server.stop().await;
    }

    async fn nobody_learns_by_listening_of_what_is_not_theirs(database: Database) {
        let world = World::new(database).await;
        let (app, walker) = (&world.app, world.refer("Teasel").await);
        let (_, stranger) = world.staff_with(Role::Assessor).await;
        let (_, assigned) = world.staff_with(Role::Assessor).await;
        let assignment = world.assign(assigned).await;
        let server = server_of(app);
        let neighbour = session(app, app.neighbour.id, app.neighbour.coordinator).await;
        let mut neighbour = open(&server, &neighbour).await;
        let mut stranger = open(&server, &session(app, app.trust.id, stranger).await).await;
        let mut assigned = open(&server, &session(app, app.trust.id, assigned).await).await;
        accept(&world, &walker).await;
        assert_eq!(assigned.change().await.0["id"], walker.id);
        // An assignment that has ended counts at once.
        let staff = app.as_coordinator().await;
        staff.post_at(&format!("/assignments/{assignment}/end"), 1, &json!({})).await.expect(200);
        world.refer("Plover").await;
        for (whose, stream) in [("the neighbour", &mut neighbour), ("a stranger", &mut stranger), ("no longer assigned", &mut assigned)] {
            let heard = stream.change_within(Duration::from_millis(600)).await;
            assert_eq!(heard, None, "{whose}");
        }
        server.stop().await;
    }

    async fn who_has_no_part_in_it_and_partners_get_no_stream(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.app.as_nobody().get("/live").await.expect(401);
        world.app.as_jobcentre().await.get("/live").await.expect(403);
        world.app.as_candidate(walker.candidate).await.get("/live").await.expect(403);
        for role in [Role::Executive, Role::Auditor] {
            world.staff_with(role).await.0.get("/live").await.expect(403);
        }
        let reply = world.app.as_coordinator().await.get("/live").await.expect(200);
        assert_eq!(reply.header("content-type"), "text/event-stream");
        assert_eq!(reply.header("cache-control"), "no-store");
    }

    async fn a_stream_ends_with_its_session_and_says_nothing_more(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let server = server_of(&world.app);
        let token = coordinator(&world.app).await;
        let mut stream = open(&server, &token).await;
        tokio::time::sleep(Duration::from_millis(800)).await;
        let browser = world.app.as_nobody().with_session(&token);
        browser.post("/auth/sign-out", &json!({})).await.expect(204);
        accept(&world, &walker).await;
        while let Some((event, _)) = stream.next().await {
            assert_ne!(event, "changed", "nobody is signed in here any more");
        }
        server.stop().await;
    }

    async fn a_page_that_looks_by_itself_keeps_no_session_alive(database: Database) {
        let app = TestApplication::on(database).await;
        let token = coordinator(&app).await;
        let there = app.as_nobody().with_session(&token);
        let alone = there.clone().with_header("Foothold-Unattended", "true");
        let after = |minutes| app.real_clock.set(app.real_clock.now() + TimeDelta::minutes(minutes)).expect("a movable clock");
        after(20);
        there.get("/me").await.expect(200);
        after(20);
        alone.get("/me").await.expect(200);
        alone.get("/live").await.expect(200);
        after(11);
        alone.get("/me").await.expect(401);
        alone.get("/live").await.expect(401);
        there.get("/me").await.expect(401);
    }

    async fn a_ninth_page_takes_the_place_of_the_first_and_no_other(database: Database) {
        let world = World::new(database).await;
        let server = server_of(&world.app);
        let token = coordinator(&world.app).await;
        let mut streams = vec![open(&server, &token).await];
        for _ in 0..8 {
            let mut stream = Stream::open(&server, &token).await;
            assert_eq!(stream.next().await.expect("a beginning").0, "ready");
            streams.push(stream);
        }
        // PostgreSQL's listening connection says once that it stands.
        while let Some((event, _)) = streams[0].next().await {
            assert_eq!(event, "missed", "the oldest is told nothing more");
        }
        let walker = world.refer("Teasel").await;
        accept(&world, &walker).await;
        for stream in &mut streams[1..] {
            assert!(stream.change_within(Duration::from_secs(2)).await.is_some());
        }
        server.stop().await;
    }
}

#[actix_web::test]
async fn after_the_database_was_away_everybody_is_told_that_something_may_have_been_missed() {
    use backend::platform::database::DatabaseResult;
    use diesel::connection::SimpleConnection as _;
    let fresh = crate::support::database::FreshDatabase::postgres().await;
    let world = World::new(fresh.database()).await;
    let walker = world.refer("Teasel").await;
    let server = server_of(&world.app);
    let mut stream = open(&server, &coordinator(&world.app).await).await;
    while stream
        .change_within(Duration::from_millis(300))
        .await
        .is_some()
    {}
    let cut = world.app.platform.database.read(|db| {
        DatabaseResult::Ok(db.batch_execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND application_name = 'foothold-signals'",
        )?)
    });
    cut.await.expect("the connections that listen are cut");
    let (event, _) = stream.next().await.expect("an event");
    assert_eq!(event, "missed");
    accept(&world, &walker).await;
    assert_eq!(stream.change().await.0["id"], walker.id);
    server.stop().await;
}
