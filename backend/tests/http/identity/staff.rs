//! Staff: a password, and a session that ends.

use crate::support::application::{PASSWORD, TestApplication};
use backend::platform::database::{
    DatabaseResult, bind,
    schema::{sign_ins, users},
};
use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::json;

const EMAIL: &str = "cora@riverside.example";

on_both_databases! {
    async fn a_member_of_staff_signs_in_and_out(database: Database) {
        let app = TestApplication::on(database).await;
        let body = json!({ "email": " Cora@Riverside.example ", "password": PASSWORD });
        let reply = app.as_nobody().post("/auth/sign-in", &body).await.expect(200);
        assert_eq!(reply["role"], "coordinator");
        assert_eq!(reply["trust_name"], "Riverside NHS Trust");
        assert_eq!(reply["today"], "2027-03-01");
        let cookie = reply.header("set-cookie").to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        let token = reply.cookie("session").expect("a session");

        let browser = app.as_nobody().with_session(&token);
        assert_eq!(browser.get("/me").await.expect(200).json, reply.json);
        let out = browser.post("/auth/sign-out", &json!({})).await.expect(204);
        assert_eq!(out.cookie("session").as_deref(), Some(""));
        browser.get("/me").await.expect(401);
    }

    async fn the_token_is_not_in_the_database(database: Database) {
        let app = TestApplication::on(database).await;
        let body = json!({ "email": EMAIL, "password": PASSWORD });
        let token = app.as_nobody().post("/auth/sign-in", &body).await.expect(200).cookie("session").expect("a session");
        let kept: Vec<String> = app.platform.database
            .read(|db| -> DatabaseResult<_> { Ok(sign_ins::table.select(sign_ins::token_hash).load(db)?) })
            .await.expect("the hashes");
        assert_eq!(kept.len(), 1);
        assert!(!kept.contains(&token));
    }

    async fn a_wrong_password_and_an_unknown_address_are_answered_alike(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        let wrong = nobody.post("/auth/sign-in", &json!({ "email": EMAIL, "password": "guess" })).await.expect(401);
        let unknown = nobody.post("/auth/sign-in", &json!({ "email": "x@y.example", "password": "guess" })).await.expect(401);
        assert_eq!(crate::access::without_request_id(&wrong), crate::access::without_request_id(&unknown));
        assert!(wrong.cookie("session").is_none());
        let long = "x".repeat(100_000);
        nobody.post("/auth/sign-in", &json!({ "email": EMAIL, "password": long })).await.expect(401);
    }

    async fn a_session_ends_when_idle_and_after_twelve_hours(database: Database) {
        let app = TestApplication::on(database).await;
        let idle = app.as_coordinator().await;
        let busy = app.as_hiring_manager().await;
        let later = |minutes| app.real_clock.set(app.real_clock.now() + TimeDelta::minutes(minutes)).expect("a movable clock");
        later(29);
        busy.get("/me").await.expect(200);
        later(2);
        idle.get("/me").await.expect(401);
        for _ in 0..24 {
            busy.get("/me").await.expect(200);
            later(28);
        }
        busy.get("/me").await.expect(200);
        later(20);
        busy.get("/me").await.expect(401);
    }

    async fn moving_the_journeys_date_signs_nobody_out(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let college = app.as_college().await;
        app.clock.advance_days(182).expect("a movable clock");
        assert_eq!(staff.get("/me").await.expect(200)["today"], "2027-08-30");
        college.get("/me").await.expect(200);
    }

    async fn a_disabled_account_is_out_at_the_next_request(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        staff.get("/me").await.expect(200);
        let (trust, id, now) = (app.trust.id, app.trust.coordinator, app.real_clock.now());
        app.platform.database
            .write(move |db| -> DatabaseResult<_> {
                diesel::update(users::table.find((bind(trust), bind(id)))).set(users::disabled_at.eq(Some(now))).execute(db)?;
                Ok(())
            })
            .await.expect("a change");
        staff.get("/me").await.expect(401);
        app.as_nobody().post("/auth/sign-in", &json!({ "email": EMAIL, "password": PASSWORD })).await.expect(401);
    }

    async fn another_sites_request_does_nothing(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let sent = |site: &'static str| {
            staff.request(actix_web::http::Method::POST, "/auth/sign-out").header("Sec-Fetch-Site", site).send()
        };
        sent("cross-site").await.expect(403);
        staff.get("/me").await.expect(200);
        sent("same-origin").await.expect(204);
    }

    async fn plain_forms_lead_on_and_never_off_the_site(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        let form = |next: &'static str| [("email", EMAIL), ("password", PASSWORD), ("next", next)];
        let reply = nobody.form("/sign-in", &form("/dashboard/journeys/1")).await.expect(303);
        assert_eq!(reply.header("location"), "/dashboard/journeys/1");
        let browser = app.as_nobody().with_session(&reply.cookie("session").expect("a session"));
        let reply = nobody.form("/sign-in", &form("//evil.example")).await.expect(303);
        assert_eq!(reply.header("location"), "/dashboard/programmes");
        let wrong = [("email", EMAIL), ("password", "guess"), ("next", "/dashboard/programmes?x=1")];
        let reply = nobody.form("/sign-in", &wrong).await.expect(303);
        assert_eq!(reply.header("location"), "/sign-in?error=wrong_details&next=%2Fdashboard%2Fprogrammes%3Fx%3D1");
        let reply = nobody.form("/sign-in", &[("email", EMAIL)]).await.expect(303);
        assert_eq!(reply.header("location"), "/sign-in?error=unreadable");
        let reply = browser.form("/sign-out", &[]).await.expect(303);
        assert_eq!(reply.header("location"), "/sign-in?signed_out=1");
        browser.get("/me").await.expect(401);
    }
}
