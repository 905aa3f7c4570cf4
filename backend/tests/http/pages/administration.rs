//! The pages on which a Trust looks after who reaches what. They are plain forms, complete without scripts.

use super::{said, tags, value_of};
use crate::accounts::later;
use crate::journeys::world::World;
use crate::support::{
    application::{PASSWORD, TestApplication},
    client::{Client, Reply},
};
use backend::platform::database::{DatabaseResult, schema::unsent_forms};
use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::json;
use shared::identity::Role;

/// The last part of the first address that begins so.
fn id_in(page: &str, begins: &str) -> String {
    let at = page
        .find(begins)
        .unwrap_or_else(|| panic!("{begins} in {page}"));
    page[at + begins.len()..].chars().take(36).collect()
}

/// A text between two others.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let rest = page
        .split_once(before)
        .unwrap_or_else(|| panic!("{before} in {page}"))
        .1;
    rest.split_once(after).expect("an end").0
}

/// Shows who one is where an answer leads, and goes on to where it was leading.
async fn confirm(browser: &Client, asked: &Reply) -> Reply {
    assert!(
        asked
            .header("location")
            .starts_with("/account/confirm?next="),
        "{}",
        asked.header("location")
    );
    let page = browser.get(asked.header("location")).await.expect(200);
    let next = value_of(&page, "next");
    let form = [("next", next.as_str()), ("password", PASSWORD)];
    let confirmed = browser.form("/account/confirm", &form).await.expect(303);
    assert_eq!(confirmed.header("location"), next);
    browser.get(&next).await.expect(200)
}

on_both_databases! {
    async fn an_administrator_lets_a_system_in_on_a_page(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let list = administrator.get("/administration/partners").await.expect(200);
        assert!(list.text.contains("riverside College") && list.text.contains("Let a system in"));
        administrator.get("/administration/partners/new").await.expect(200);

        let jobcentre = app.trust.jobcentre.id.to_string();
        let wrong = [("organisation_id", jobcentre.as_str()), ("name", ""), ("scopes", "programmes:read")];
        let refused = administrator.form("/administration/partners/new", &wrong).await.expect(422);
        assert!(refused.text.contains("<title>Error: ") && refused.text.contains("href=\"#name\""), "{}", refused.text);
        let unfit = [("organisation_id", jobcentre.as_str()), ("name", "Live"), ("scopes", "attendance:write")];
        let refused = administrator.form("/administration/partners/new", &unfit).await.expect(422);
        assert!(refused.text.contains("href=\"#scopes\""));
        let right = [("organisation_id", jobcentre.as_str()), ("name", "Live <b>"), ("scopes", "programmes:read"), ("scopes", "journeys:read"), ("jwks", "")];
        let made = administrator.form("/administration/partners/new", &right).await.expect(200);
        assert_eq!(made.header("cache-control"), "no-store");
        assert!(made.text.contains("Live &lt;b&gt;") && !made.text.contains("Live <b>"));
        let secret = format!("fhs_{}", between(&made.text, "fhs_", "<"));

        let list = administrator.get("/administration/partners").await.expect(200);
        assert!(!list.text.contains(&secret));
        let id = id_in(&list.text, "href=\"/administration/partners/0");
        let one = format!("/administration/partners/0{}", &id[..35]);
        let page = administrator.get(&one).await.expect(200);
        assert!(page.text.contains("Make a new secret"), "{}", page.text);
        let rotated = administrator.form(&format!("{one}/rotate"), &[("version", "1"), ("overlap_days", "1")]).await.expect(200);
        assert!(rotated.text.contains("fhs_") && rotated.text.contains("The old secret works until"));
        let stale = administrator.form(&format!("{one}/scopes"), &[("version", "1"), ("scopes", "programmes:read")]).await.expect(412);
        assert!(stale.text.contains("Somebody changed it meanwhile"));
        let fewer = administrator.form(&format!("{one}/scopes"), &[("version", "2"), ("scopes", "programmes:read")]).await.expect(303);
        assert!(fewer.header("location").ends_with("?done=scopes"));
        administrator.form(&format!("{one}/disable"), &[("version", "3")]).await.expect(422);
        administrator.form(&format!("{one}/disable"), &[("version", "3"), ("sure", "yes")]).await.expect(303);
        let gone = administrator.get(&one).await.expect(200);
        assert!(gone.text.contains("Disabled") && !gone.text.contains("Make a new secret"));
    }

    async fn a_coordinator_says_who_works_where_on_a_page(database: Database) {
        let world = World::new(database).await;
        let coordinator = world.app.as_coordinator().await;
        let (assessor, user) = world.staff_with(Role::Assessor).await;
        assessor.get(&format!("/programmes/{}", world.programme)).await.expect(404);
        let page = coordinator.get("/administration/assignments").await.expect(200);
        assert!(page.text.contains("riverside College"));
        assert!(!page.text.contains("Hiring managers see only"), "only an administrator sets that");
        let refused = coordinator.form("/administration/assignments", &[("whom", ""), ("programme_id", "")]).await.expect(422);
        assert!(refused.text.contains("href=\"#whom\"") && refused.text.contains("href=\"#programme_id\""));
        let whom = format!("user:{user}");
        let given = [("whom", whom.as_str()), ("programme_id", world.programme.as_str())];
        coordinator.form("/administration/assignments", &given).await.expect(303);
        assessor.get(&format!("/programmes/{}", world.programme)).await.expect(200);
        coordinator.form("/administration/assignments", &given).await.expect(422);
        let of_user = format!("/assignments?user_id={user}");
        let id = coordinator.get(&of_user).await.expect(200)["data"][0]["id"].as_str().expect("an id").to_owned();
        coordinator.form(&format!("/administration/assignments/{id}/end"), &[]).await.expect(303);
        assessor.get(&format!("/programmes/{}", world.programme)).await.expect(404);
        coordinator.form("/administration/assignments/rules", &[]).await.expect(403);
        let administrator = world.app.as_administrator().await;
        administrator.form("/administration/assignments/rules", &[("hiring_managers_by_programme", "yes")]).await.expect(303);
        assert_eq!(administrator.get("/access-rules").await.expect(200).json, json!({ "hiring_managers_by_programme": true }));
    }

    async fn an_auditor_reads_the_whole_policy_and_has_no_dashboard(database: Database) {
        let world = World::new(database).await;
        let (auditor, _) = world.staff_with(Role::Auditor).await;
        let (executive, _) = world.staff_with(Role::Executive).await;
        let page = auditor.get("/administration/policy").await.expect(200);
        for words in ["One programme, with its people by stage", "Accept the referral", "Hiring manager", "The Trust&#39;s"] {
            assert!(page.text.contains(words) || page.text.contains(&words.replace("&#39;", "'")), "{words}");
        }
        let one = auditor.get("/administration/policy?who=assessor").await.expect(200);
        assert!(one.text.contains("What one assessor may do") && one.text.contains("Screening day"));
        auditor.get("/administration/policy?who=nobody").await.expect(404);
        executive.get("/administration/policy").await.expect(403);
        let home = auditor.get("/dashboard/programmes").await.expect(303);
        assert_eq!(home.header("location"), "/administration");
        let first = auditor.get("/administration").await.expect(303);
        assert_eq!(first.header("location"), "/administration/policy");
        executive.get("/dashboard/programmes").await.expect(200);
        let nobody = world.app.as_nobody().get("/administration/policy").await.expect(303);
        assert!(nobody.header("location").starts_with("/sign-in?next="));
    }


    async fn who_must_confirm_first_finds_the_form_as_it_was(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let jobcentre = app.trust.jobcentre.id.to_string();
        let right = [
            ("organisation_id", jobcentre.as_str()), ("name", "Referrals, live"), ("scopes", "programmes:read"),
            ("scopes", "journeys:read"), ("jwks", ""),
        ];
        later(&app, TimeDelta::minutes(11));
        let asked = administrator.form("/administration/partners/new", &right).await.expect(303);
        let form = confirm(&administrator, &asked).await;
        assert!(said(&form).contains("This has not been sent yet"), "{}", said(&form));
        assert_eq!(value_of(&form, "name"), "Referrals, live");
        assert!(tags(&form, &jobcentre).any(|tag| tag.contains("selected")));
        assert_eq!(tags(&form, "type=\"checkbox\"").filter(|tag| tag.contains("checked")).count(), 2);
        assert!(!app.as_administrator().await.get("/administration/partners").await.expect(200).text.contains("Referrals, live"));
        let made = administrator.form("/administration/partners/new", &right).await.expect(200);
        assert!(made.text.contains("fhs_"));

        let list = administrator.get("/administration/partners").await.expect(200);
        let one = format!("/administration/partners/0{}", &id_in(&list.text, "href=\"/administration/partners/0")[..35]);
        later(&app, TimeDelta::minutes(11));
        let asked = administrator.form(&format!("{one}/rotate"), &[("version", "1"), ("overlap_days", "30")]).await.expect(303);
        let form = confirm(&administrator, &asked).await;
        assert!(tags(&form, "value=\"30\"").any(|tag| tag.contains("selected")));
        administrator.form(&format!("{one}/rotate"), &[("version", "1"), ("overlap_days", "30")]).await.expect(200);
    }

    async fn what_was_written_comes_back_to_its_writer_and_to_its_page_only(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let second = app.trust.member(&app.platform, Role::Administrator).await;
        let written = [("name", "Ines Ash"), ("email", "ines@riverside.example"), ("role", "coordinator"), ("password", "never kept")];
        later(&app, TimeDelta::minutes(31));
        let asked = administrator.form("/administration/accounts/new", &written).await.expect(303);
        let next = asked.header("location").strip_prefix("/sign-in?next=").expect("the sign-in page").to_owned();
        let next = next.replace("%2F", "/").replace("%3F", "?").replace("%3D", "=");
        let (page, id) = next.split_once("?unsent=").expect("what was kept");
        assert_eq!(page, "/administration/accounts/new");
        let kept: Vec<String> = app.platform.database
            .read(|db| -> DatabaseResult<_> { Ok(unsent_forms::table.select(unsent_forms::sealed_answers).load(db)?) })
            .await.expect("what is kept");
        assert!(kept.len() == 1 && !kept[0].contains("Ines") && !kept[0].contains("riverside"), "{kept:?}");

        let form = [("email", "ada@riverside.example"), ("password", PASSWORD), ("next", next.as_str())];
        let entered = app.as_nobody().form("/sign-in", &form).await.expect(303);
        assert_eq!(entered.header("location"), next);
        let again = app.as_nobody().with_session(&entered.cookie("session").expect("a session"));
        let back = again.get(&next).await.expect(200);
        assert_eq!((value_of(&back, "name"), value_of(&back, "email")), ("Ines Ash".to_owned(), "ines@riverside.example".to_owned()));
        assert!(said(&back).contains("This has not been sent yet") && !back.text.contains("never kept"));
        // Not to another administrator, not on another page, and not for ever.
        let other = app.as_staff(&app.trust, second).await.get(&next).await.expect(200);
        assert!(value_of(&other, "name").is_empty() && !said(&other).contains("has not been sent"));
        let elsewhere = again.get(&format!("/administration/partners/new?unsent={id}")).await.expect(200);
        assert!(!elsewhere.text.contains("Ines"));
        again.form("/administration/accounts/new", &written).await.expect(303);
        later(&app, TimeDelta::hours(1));
        let late = app.as_administrator().await;
        assert!(value_of(&late.get(&next).await.expect(200), "name").is_empty());
        // Whoever signed out on purpose meant to leave nothing.
        let leaving = app.as_administrator().await;
        leaving.form("/sign-out", &[]).await.expect(303);
        let asked = leaving.form("/administration/accounts/new", &written).await.expect(303);
        assert_eq!(asked.header("location"), "/sign-in?next=%2Fadministration%2Faccounts%2Fnew");
    }

    async fn the_end_of_a_sign_in_is_told_before_it_comes(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let page = administrator.get("/administration/policy").await.expect(200);
        assert!(said(&page).contains("and at 21:00 at the latest") && !said(&page).contains("You will be signed out at"));
        assert_eq!(administrator.get("/me").await.expect(200)["ends_in"], json!(12 * 3_600));
        for _ in 0..24 {
            later(&app, TimeDelta::minutes(29));
            administrator.get("/me").await.expect(200);
        }
        let near = administrator.get("/administration/policy").await.expect(200);
        assert!(said(&near).contains("You will be signed out at 21:00"), "{}", said(&near));
        assert_eq!(administrator.get("/me").await.expect(200)["ends_in"], json!(24 * 60));
        later(&app, TimeDelta::minutes(24));
        administrator.get("/me").await.expect(401);
        assert_eq!(app.as_jobcentre().await.get("/me").await.expect(200)["ends_in"], serde_json::Value::Null);
    }
}
