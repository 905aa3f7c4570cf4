//! One's own account: where one is signed in, and one's password.

use super::{CHOSEN, browser, later, noted, sign_in};
use crate::support::application::{PASSWORD, TestApplication};
use chrono::TimeDelta;
use serde_json::json;

const EMAIL: &str = "cora@riverside.example";
const FIREFOX: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

on_both_databases! {
    async fn one_sees_where_one_is_signed_in_and_ends_what_one_does_not_know(database: Database) {
        let app = TestApplication::on(database).await;
        let at_home = app.as_nobody().with_header("User-Agent", FIREFOX);
        let at_home = browser(&app, &sign_in(&at_home, EMAIL, PASSWORD).await.expect(200));
        later(&app, TimeDelta::minutes(5));
        let at_work = browser(&app, &sign_in(&app.as_nobody(), EMAIL, PASSWORD).await.expect(200));
        app.as_hiring_manager().await;

        let listed = at_work.get("/sign-ins").await.expect(200);
        let data = listed["data"].as_array().expect("a list");
        assert_eq!(data.len(), 2);
        assert_eq!((data[0]["current"].as_bool(), data[1]["current"].as_bool()), (Some(true), Some(false)));
        assert_eq!(data[1]["browser"], "Firefox on Windows");
        assert_eq!(data[1]["signed_in_at"], "2027-03-01T09:00:00Z");
        assert_eq!(data[1]["expires_at"], "2027-03-01T21:00:00Z");

        let other = data[1]["id"].as_str().expect("an id");
        let manager = app.as_hiring_manager().await;
        manager.post(&format!("/sign-ins/{other}/end"), &json!({})).await.expect(404);
        at_home.get("/me").await.expect(200);
        at_work.post(&format!("/sign-ins/{other}/end"), &json!({})).await.expect(204);
        at_work.post(&format!("/sign-ins/{other}/end"), &json!({})).await.expect(404);
        at_home.get("/me").await.expect(401);
        assert_eq!(at_work.get("/sign-ins").await.expect(200)["data"].as_array().map(Vec::len), Some(1));
    }

    async fn one_signs_out_everywhere(database: Database) {
        let app = TestApplication::on(database).await;
        let (here, there, somebody) =
            (app.as_coordinator().await, app.as_coordinator().await, app.as_hiring_manager().await);
        let out = here.post("/sign-ins/end-all", &json!({})).await.expect(204);
        assert_eq!(out.cookie("session").as_deref(), Some(""));
        here.get("/me").await.expect(401);
        there.get("/me").await.expect(401);
        somebody.get("/me").await.expect(200);
        assert!(noted(&app, app.trust.coordinator).await.contains(&"end_all_sign_ins".to_owned()));
    }

    async fn a_password_is_changed_with_the_old_one_and_ends_the_other_sign_ins(database: Database) {
        let app = TestApplication::on(database).await;
        let (here, there) = (app.as_coordinator().await, app.as_coordinator().await);
        let body = |old: &str, new: &str| json!({ "old_password": old, "password": new });
        let wrong = here.post("/me/password", &body("guess", CHOSEN)).await.expect(422);
        assert_eq!(wrong["errors"][0]["pointer"], "/old_password");
        for weak in ["too short", "cora of riverside", "passwordpassword"] {
            let weak = here.post("/me/password", &body(PASSWORD, weak)).await.expect(422);
            assert_eq!(weak["errors"][0]["pointer"], "/password");
        }
        here.post("/me/password", &body(PASSWORD, CHOSEN)).await.expect(204);
        here.get("/me").await.expect(200);
        there.get("/me").await.expect(401);
        sign_in(&app.as_nobody(), EMAIL, PASSWORD).await.expect(401);
        sign_in(&app.as_nobody(), EMAIL, CHOSEN).await.expect(200);
        assert!(noted(&app, app.trust.coordinator).await.contains(&"change_password".to_owned()));
    }

    async fn a_session_that_was_stolen_cannot_guess_the_password_quickly(database: Database) {
        let app = TestApplication::on(database).await;
        let thief = app.as_coordinator().await;
        let guess = json!({ "old_password": "guess", "password": CHOSEN });
        for _ in 0..3 {
            thief.post("/me/password", &guess).await.expect(422);
        }
        let held = thief.post("/me/password", &guess).await.expect(429);
        assert_eq!(held.header("retry-after"), "1");
    }
}
