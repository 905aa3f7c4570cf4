//! Candidates: a one-time code.

use super::candidate;
use crate::support::{application::TestApplication, client::Client};
use backend::platform::database::{DatabaseResult, schema::messages};
use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

const EMAIL: &str = "nadia@example.org";
const PHONE: &str = "07700900123";

/// The codes that were sent, the oldest first.
async fn sent(app: &TestApplication) -> Vec<String> {
    // The answer does not wait for the sending.
    for _ in 0..50 {
        actix_web::rt::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let bodies: Vec<String> = app
        .platform
        .database
        .read(|db| -> DatabaseResult<_> {
            Ok(messages::table
                .order((messages::created_at, messages::id))
                .select(messages::body)
                .load(db)?)
        })
        .await
        .expect("the messages");
    bodies
        .iter()
        .map(|body| body.split(' ').next().expect("a code").to_owned())
        .collect()
}

async fn ask(app: &TestApplication, contact: &str) {
    app.as_nobody()
        .post("/auth/codes", &json!({ "contact": contact }))
        .await
        .expect(202);
}

async fn redeem(client: &Client, contact: &str, code: &str) -> crate::support::client::Reply {
    client
        .post(
            "/auth/codes/redeem",
            &json!({ "contact": contact, "code": code }),
        )
        .await
}

fn wrong(code: &str) -> String {
    let number: u32 = code.parse().expect("six digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

on_both_databases! {
    async fn a_candidate_signs_in_with_the_code_they_were_sent(database: Database) {
        let app = TestApplication::on(database).await;
        let id = candidate(&app, &app.trust, Some(EMAIL), Some(PHONE)).await;
        ask(&app, "+44 7700 900123").await;
        let code = sent(&app).await.pop().expect("a code");
        assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        let nobody = app.as_nobody();
        let reply = redeem(&nobody, "07700 900123", &code).await.expect(200);
        assert_eq!(reply["candidate_id"], id.to_string());
        assert_eq!(reply["name"], "نادیہ O'Neill");
        let browser = app.as_nobody().with_session(&reply.cookie("session").expect("a session"));
        assert_eq!(browser.get("/me").await.expect(200)["kind"], "candidate");
        browser.get("/organisations").await.expect(403);
        redeem(&nobody, PHONE, &code).await.expect(401);
    }

    async fn an_unknown_contact_is_answered_alike_and_sent_nothing(database: Database) {
        let app = TestApplication::on(database).await;
        candidate(&app, &app.trust, Some(EMAIL), None).await;
        let nobody = app.as_nobody();
        let known = nobody.post("/auth/codes", &json!({ "contact": EMAIL })).await.expect(202);
        let unknown = nobody.post("/auth/codes", &json!({ "contact": "x@example.org" })).await.expect(202);
        assert_eq!((known.text, known.headers.len()), (unknown.text, unknown.headers.len()));
        assert_eq!(sent(&app).await.len(), 1);
        let wrong_code = redeem(&nobody, EMAIL, "000000").await;
        let unknown = redeem(&nobody, "x@example.org", "000000").await.expect(401);
        assert_eq!(crate::access::without_request_id(&wrong_code), crate::access::without_request_id(&unknown));
    }

    async fn a_code_can_be_tried_five_times(database: Database) {
        let app = TestApplication::on(database).await;
        candidate(&app, &app.trust, Some(EMAIL), None).await;
        ask(&app, EMAIL).await;
        let code = sent(&app).await.pop().expect("a code");
        for _ in 0..5 {
            redeem(&app.as_nobody(), EMAIL, &wrong(&code)).await.expect(401);
        }
        redeem(&app.as_nobody(), EMAIL, &code).await.expect(401);
    }

    async fn a_code_lasts_ten_minutes(database: Database) {
        let app = TestApplication::on(database).await;
        candidate(&app, &app.trust, Some(EMAIL), None).await;
        ask(&app, EMAIL).await;
        let code = sent(&app).await.pop().expect("a code");
        app.real_clock.set(app.real_clock.now() + TimeDelta::minutes(10)).expect("a movable clock");
        redeem(&app.as_nobody(), EMAIL, &code).await.expect(401);
    }

    async fn one_code_starts_one_session_however_often_it_is_sent_at_once(database: Database) {
        let app = TestApplication::on(database).await;
        candidate(&app, &app.trust, Some(EMAIL), None).await;
        ask(&app, EMAIL).await;
        let code = sent(&app).await.pop().expect("a code");
        let nobody = app.as_nobody();
        let tries = (0..4).map(|_| redeem(&nobody, EMAIL, &code));
        let replies = futures_util::future::join_all(tries).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    }

    async fn no_more_than_five_codes_an_hour_are_sent(database: Database) {
        let app = TestApplication::on(database).await;
        candidate(&app, &app.trust, Some(EMAIL), None).await;
        for _ in 0..7 {
            ask(&app, EMAIL).await;
        }
        assert_eq!(sent(&app).await.len(), 5);
    }

    async fn plain_forms_work_and_the_contact_is_in_no_address(database: Database) {
        let app = TestApplication::on(database).await;
        candidate(&app, &app.trust, Some(EMAIL), None).await;
        let nobody = app.as_nobody();
        let reply = nobody.form("/my/sign-in", &[("contact", EMAIL)]).await.expect(303);
        let place = reply.header("location").to_owned();
        let request = place.strip_prefix("/my/sign-in/code?request=").expect("the code's page").to_owned();
        sent(&app).await;
        let code = app.identity.shown_code(request.parse::<Uuid>().expect("an id")).expect("a code, shown in a demo");
        let missed = nobody.form("/my/sign-in/code", &[("request", &request), ("code", &wrong(&code))]).await.expect(303);
        assert_eq!(missed.header("location"), format!("{place}&error=wrong_code"));
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        let reply = nobody.form("/my/sign-in/code", &[("request", &request), ("code", &spaced)]).await.expect(303);
        assert_eq!(reply.header("location"), "/my");
        let browser = app.as_nobody().with_session(&reply.cookie("session").expect("a session"));
        browser.get("/me").await.expect(200);
        let out = browser.form("/sign-out", &[]).await.expect(303);
        assert_eq!(out.header("location"), "/my/sign-in?signed_out=1");
        let unknown = nobody.form("/my/sign-in", &[("contact", "x@example.org")]).await.expect(303);
        assert!(unknown.header("location").starts_with("/my/sign-in/code?request="));
    }
}
