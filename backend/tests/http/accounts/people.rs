//! What an administrator does with people's accounts.

use super::{accept, browser, invite, noted, token_of};
use crate::support::application::TestApplication;
use actix_web::http::Method;
use serde_json::json;

on_both_databases! {
    async fn the_list_shows_everybody_by_name_and_how_they_stand(database: Database) {
        let app = TestApplication::on(database).await;
        invite(&app, "Ines", "coordinator").await;
        let administrator = app.as_administrator().await;
        let names = |reply: &crate::support::client::Reply| -> Vec<String> {
            let data = reply["data"].as_array().expect("a page");
            data.iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
        };
        let page = administrator.get("/users?limit=3").await.expect(200);
        let mut all = names(&page);
        let cursor = page["next_cursor"].as_str().expect("a next page").to_owned();
        let rest = administrator.get(&format!("/users?limit=3&cursor={cursor}")).await.expect(200);
        all.extend(names(&rest));
        assert_eq!(all, ["Ada of riverside", "Cora of riverside", "Hugh of riverside", "Ines", "Mina of riverside"]);
        let invited = administrator.get("/users?state=invited").await.expect(200);
        assert_eq!(names(&invited), ["Ines"]);
        let managers = administrator.get("/users?role=hiring_manager&state=active").await.expect(200);
        assert_eq!(names(&managers), ["Hugh of riverside", "Mina of riverside"]);
        administrator.get("/users?state=disabled").await.expect(200);
        administrator.get("/users?cursor=forged").await.expect(400);
        administrator.get("/users?sort=password_hash").await.expect(400);
        assert!(!page.text.contains("password"));
        app.as_coordinator().await.get("/users").await.expect(403);
    }

    async fn a_disabled_person_is_out_everywhere_at_once_and_can_come_back(database: Database) {
        let app = TestApplication::on(database).await;
        let (here, there) = (app.as_coordinator().await, app.as_coordinator().await);
        let administrator = app.as_administrator().await;
        let path = |what: &str| format!("/users/{}{what}", app.trust.coordinator);
        let version = administrator.get(&path("")).await.expect(200).version();
        let disabled = administrator.post_at(&path("/disable"), version, &json!({})).await.expect(200);
        assert_eq!(disabled["state"], "disabled");
        here.get("/me").await.expect(401);
        there.get("/me").await.expect(401);
        administrator.post_at(&path("/disable"), disabled.version(), &json!({})).await.expect(409);
        let enabled = administrator.post_at(&path("/enable"), disabled.version(), &json!({})).await.expect(200);
        assert_eq!(enabled["state"], "active");
        // The sessions stay ended.
        here.get("/me").await.expect(401);
        app.as_coordinator().await.get("/me").await.expect(200);
        assert_eq!(noted(&app, app.trust.coordinator).await, ["create_user", "disable_user", "enable_user"]);
    }

    async fn another_role_counts_at_the_next_request(database: Database) {
        let app = TestApplication::on(database).await;
        let promoted = app.as_coordinator().await;
        promoted.get("/users").await.expect(403);
        let administrator = app.as_administrator().await;
        let path = format!("/users/{}/role", app.trust.coordinator);
        let body = json!({ "role": "administrator" });
        administrator.post_at(&path, 7, &body).await.expect(412);
        administrator.post(&path, &body).await.expect(428);
        administrator.post_at(&path, 1, &body).await.expect(200);
        promoted.get("/users").await.expect(200);
        administrator.post_at(&path, 2, &body).await.expect(409);
        administrator.post_at(&path, 2, &json!({ "role": "king" })).await.expect(422);
    }

    async fn a_trust_always_has_an_administrator_who_can_sign_in(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let own = |what: &str| format!("/users/{}/{what}", app.trust.administrator);
        let role = json!({ "role": "coordinator" });
        let made = invite(&app, "Ines", "administrator").await;
        // Somebody who is only invited cannot let anybody in.
        for refused in [
            administrator.post_at(&own("disable"), 1, &json!({})).await,
            administrator.post_at(&own("role"), 1, &role).await,
        ] {
            assert!(refused.expect(409)["detail"].as_str().is_some_and(|why| why.contains("only administrator")));
        }
        let second = browser(&app, &accept(&app, &token_of(&app, &made.id())).await.expect(200));
        second.post_at(&own("role"), 1, &role).await.expect(200);
        administrator.get("/users").await.expect(403);
        let version = second.get(&format!("/users/{}", made.id())).await.expect(200).version();
        second.post_at(&format!("/users/{}/disable", made.id()), version, &json!({})).await.expect(409);
    }

    async fn two_administrators_cannot_disable_each_other_at_once(database: Database) {
        let app = TestApplication::on(database).await;
        let made = invite(&app, "Ines", "administrator").await;
        let second = browser(&app, &accept(&app, &token_of(&app, &made.id())).await.expect(200));
        let first = app.as_administrator().await;
        let version = first.get(&format!("/users/{}", made.id())).await.expect(200).version();
        let (one_path, other_path) =
            (format!("/users/{}/disable", made.id()), format!("/users/{}/disable", app.trust.administrator));
        let body = json!({});
        let (one, other) = tokio::join!(first.post_at(&one_path, version, &body), second.post_at(&other_path, 1, &body));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert!(statuses == [200, 401] || statuses == [200, 409], "{statuses:?}");
    }

    async fn of_two_changes_of_one_version_one_wins(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let path = format!("/users/{}/role", app.trust.coordinator);
        let body = json!({ "role": "hiring_manager" });
        let all = futures_util::future::join_all((0..8).map(|_| administrator.post_at(&path, 1, &body))).await;
        assert_eq!(all.iter().filter(|reply| reply.status == 200).count(), 1);
        assert_eq!(all.iter().filter(|reply| reply.status == 412).count(), 7);
    }

    async fn another_trusts_people_are_not_there(database: Database) {
        let app = TestApplication::on(database).await;
        let neighbour = app.as_neighbour().await;
        let whose = app.trust.coordinator;
        for (method, path) in [
            (Method::GET, format!("/users/{whose}")),
            (Method::POST, format!("/users/{whose}/disable")),
            (Method::POST, format!("/users/{whose}/enable")),
            (Method::POST, format!("/users/{whose}/invitation/send")),
            (Method::POST, format!("/users/{whose}/invitation/take-back")),
        ] {
            let asked = neighbour.request(method, &path).if_match(1);
            assert_eq!(asked.send().await.expect(404).code(), "not_found", "{path}");
        }
        let listed = neighbour.get("/users").await.expect(200);
        assert!(!listed.text.contains("riverside"));
    }
}
