//! Messages on their way, with a stand-in for GOV.UK Notify on this machine.

use crate::answer_links;
use crate::identity::candidate;
use crate::journeys::world::World;
use crate::support::application::TestApplication;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, dev::ServerHandle, web};
use backend::{
    messages::{Delivered, Notify, NotifySettings, deliver},
    platform::{
        config::Secret,
        database::{DatabaseResult, schema::messages},
    },
};
use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

const KEY: &str = "wp-11111111-2222-4333-8444-555555555555-66666666-7777-4888-9999-000000000000";

const EMAIL: &str = "nadia@example.org";

/// What came in, and what is answered.
struct Office {
    received: Mutex<Vec<(String, Value)>>,
    answers: Mutex<u16>,
}

struct Stand {
    office: Arc<Office>,
    notify: Notify,
    handle: ServerHandle,
}

async fn take_in(
    office: web::Data<Office>,
    request: HttpRequest,
    body: web::Json<Value>,
) -> HttpResponse {
    let bearer = request
        .headers()
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    assert!(
        bearer.is_some_and(|bearer| bearer.starts_with("Bearer ey")),
        "{bearer:?}"
    );
    let status = *office.answers.lock().expect("a status");
    if status == 201 {
        office
            .received
            .lock()
            .expect("a list")
            .push((request.path().to_owned(), body.into_inner()));
    }
    HttpResponse::build(status.try_into().expect("a status")).json(json!({}))
}

impl Stand {
    async fn open() -> Self {
        let office = Arc::new(Office {
            received: Mutex::default(),
            answers: Mutex::new(201),
        });
        let shared = web::Data::from(Arc::clone(&office));
        let server = HttpServer::new(move || {
            App::new()
                .app_data(shared.clone())
                .route("/v2/notifications/{kind}", web::post().to(take_in))
        })
        .workers(1)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .expect("a port of this machine");
        let address = server.addrs()[0];
        let running = server.run();
        let handle = running.handle();
        actix_web::rt::spawn(running);
        let settings = NotifySettings {
            notify_key: Some(Secret::new(KEY)),
            notify_key_file: None,
            notify_text_template: Some(Uuid::from_u128(1)),
            notify_email_template: Some(Uuid::from_u128(2)),
            notify_url: format!("http://{address}").parse().expect("an address"),
        };
        let notify = Notify::of(settings).expect("settings").expect("a key");
        Self {
            office,
            notify,
            handle,
        }
    }

    fn answer(&self, status: u16) {
        *self.office.answers.lock().expect("a status") = status;
    }

    fn received(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut *self.office.received.lock().expect("a list"))
    }

    async fn close(self) {
        self.handle.stop(false).await;
    }
}

async fn bodies(app: &TestApplication) -> Vec<String> {
    let found: DatabaseResult<Vec<String>> = app
        .platform
        .database
        .read(|db| {
            Ok(messages::table
                .select(messages::body)
                .order(messages::id)
                .load(db)?)
        })
        .await;
    found.expect("messages")
}

const NONE: Delivered = Delivered {
    delivered: 0,
    failed: 0,
    waiting: 0,
};

on_both_databases! {
    async fn a_code_is_brought_once_and_then_forgotten(database: Database) {
        let app = &TestApplication::on(database).await;
        candidate(app, &app.trust, Some(EMAIL), None).await;
        let stand = Stand::open().await;
        app.as_nobody().form("/my/sign-in", &[("contact", EMAIL)]).await.expect(303);
        let done = deliver(&app.platform, &stand.notify, app.trust.id).await.expect("a run");
        assert_eq!(done, Delivered { delivered: 1, ..NONE });
        let received = stand.received();
        let (path, letter) = &received[0];
        assert_eq!(path, "/v2/notifications/email");
        assert_eq!(letter["email_address"], EMAIL);
        assert_eq!(letter["template_id"], "00000000-0000-0000-0000-000000000002");
        let words = letter["personalisation"]["message"].as_str().expect("words");
        assert!(words.contains("sign-in code") && words.contains("/my/link/"), "{words}");
        assert!(bodies(app).await.iter().all(|body| !body.contains("sign-in code")), "a secret was kept");
        assert_eq!(deliver(&app.platform, &stand.notify, app.trust.id).await.expect("a run"), NONE);
        stand.close().await;
    }

    async fn a_question_is_brought_once_and_its_link_is_then_forgotten(database: Database) {
        let world = World::new(database).await;
        let walker = answer_links::booked(&world, "Ashby").await;
        world.move_to(answer_links::THREE_DAYS_BEFORE);
        answer_links::run(&world).await;
        let link = answer_links::link_of(&world, &walker).await;
        let stand = Stand::open().await;
        let done = deliver(&world.app.platform, &stand.notify, world.app.trust.id).await.expect("a run");
        assert_eq!(done, Delivered { delivered: 1, ..NONE });
        let received = stand.received();
        let (path, letter) = &received[0];
        assert_eq!((path.as_str(), &letter["phone_number"]), ("/v2/notifications/sms", &json!("07700900123")));
        let words = letter["personalisation"]["message"].as_str().expect("words");
        assert!(words.starts_with("Can you come on 27/5/2026?") && words.ends_with(&link), "{words}");
        assert!(bodies(&world.app).await.iter().all(|body| !body.contains("/my/answer/")), "a link was kept");
        world.app.as_nobody().get(&link).await.expect(200);
        stand.close().await;
    }

    async fn a_message_waits_while_nobody_takes_it_and_is_given_up_when_it_is_wrong(database: Database) {
        let app = &TestApplication::on(database).await;
        candidate(app, &app.trust, Some(EMAIL), None).await;
        let stand = Stand::open().await;
        stand.answer(503);
        app.as_nobody().form("/my/sign-in", &[("contact", EMAIL)]).await.expect(303);
        let run = async || deliver(&app.platform, &stand.notify, app.trust.id).await.expect("a run");
        assert_eq!(run().await, Delivered { waiting: 1, ..NONE });
        stand.answer(201);
        assert_eq!(run().await, NONE, "it is not tried again at once");
        app.clock.set(app.clock.now() + TimeDelta::seconds(6)).expect("a movable clock");
        assert_eq!(run().await, Delivered { delivered: 1, ..NONE });
        stand.answer(400);
        app.as_nobody().form("/my/sign-in", &[("contact", EMAIL)]).await.expect(303);
        assert_eq!(run().await, Delivered { failed: 1, ..NONE });
        app.clock.set(app.clock.now() + TimeDelta::hours(1)).expect("a movable clock");
        assert_eq!(run().await, NONE);
        stand.close().await;
    }

    async fn a_code_that_works_no_longer_is_not_sent(database: Database) {
        let app = &TestApplication::on(database).await;
        candidate(app, &app.trust, Some(EMAIL), None).await;
        app.as_nobody().form("/my/sign-in", &[("contact", EMAIL)]).await.expect(303);
        app.clock.set(app.clock.now() + TimeDelta::minutes(10)).expect("a movable clock");
        let stand = Stand::open().await;
        let done = deliver(&app.platform, &stand.notify, app.trust.id).await.expect("a run");
        assert_eq!(done, Delivered { failed: 1, ..NONE });
        assert!(stand.received().is_empty());
        stand.close().await;
    }

    async fn a_link_signs_in_once_and_opening_it_does_nothing(database: Database) {
        let app = &TestApplication::on(database).await;
        candidate(app, &app.trust, Some(EMAIL), None).await;
        app.as_nobody().form("/my/sign-in", &[("contact", EMAIL)]).await.expect(303);
        let body = bodies(app).await.pop().expect("a message");
        let link = &body[body.find("/my/link/").expect("a link")..];
        let nobody = app.as_nobody();
        for _ in 0..3 {
            let page = nobody.get(link).await.expect(200);
            assert!(page.text.contains("<button") && page.cookie("session").is_none());
        }
        let done = nobody.form(link, &[]).await.expect(303);
        assert_eq!(done.header("location"), "/my");
        let session = done.cookie("session").expect("a session");
        app.as_nobody().with_session(&session).get("/my").await.expect(200);
        let again = nobody.form(link, &[]).await.expect(303);
        assert_eq!(again.header("location"), "/my/sign-in?error=wrong_link");
        assert!(nobody.get("/my/sign-in?error=wrong_link").await.expect(200).text.contains("That link no longer works"));
        nobody.get("/my/link/%22%3E%3Cscript%3E").await.expect(404);
    }
}
