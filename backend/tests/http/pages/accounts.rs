//! The pages of staff accounts, as a browser without scripts meets them.

use super::{said, tags, value_of};
use crate::accounts::{CHOSEN, later, sign_in};
use crate::support::{
    application::{PASSWORD, TestApplication},
    client::{Client, Reply},
};
use chrono::TimeDelta;

/// A browser with what a reply gave it.
fn browser(app: &TestApplication, reply: &Reply) -> Client {
    let token = reply.cookie("session").expect("a session");
    app.as_nobody().with_session(&token)
}

/// The link that a page of the demo shows.
fn shown_link(page: &Reply) -> String {
    let tag = tags(page, "id=\"shown-link\"")
        .next()
        .unwrap_or_else(|| panic!("a link: {}", page.text));
    let (_, href) = tag.split_once("href=\"").expect("its address");
    href.split('"').next().expect("its end").to_owned()
}

on_both_databases! {
    async fn an_administrator_invites_and_the_invited_person_arrives(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let list = administrator.get("/administration/accounts").await.expect(200);
        assert!(said(&list).contains("Cora of riverside") && list.text.contains("href=\"/administration/accounts/new\""));
        let wrong = [("name", ""), ("email", "ines@riverside.example"), ("role", "")];
        let refused = administrator.form("/administration/accounts/new", &wrong).await.expect(422);
        assert!(said(&refused).contains("Write their full name.") && said(&refused).contains("Choose what they do."));
        assert_eq!(value_of(&refused, "email"), "ines@riverside.example");
        let taken = [("name", "Cora"), ("email", "cora@riverside.example"), ("role", "coordinator")];
        let refused = administrator.form("/administration/accounts/new", &taken).await.expect(409);
        assert!(refused.text.contains("href=\"#email\""));

        let right = [("name", "Ines Ash"), ("email", "ines@riverside.example"), ("role", "coordinator")];
        let sent = administrator.form("/administration/accounts/new", &right).await.expect(303);
        let person = administrator.get(sent.header("location")).await.expect(200);
        assert!(said(&person).contains("The invitation is on its way.") && said(&person).contains("Invited"));
        let link = shown_link(&person);

        let nobody = app.as_nobody();
        let page = nobody.get(&link).await.expect(200);
        assert!(said(&page).contains("Ines Ash, you are invited") && page.text.contains("autocomplete=\"new-password\""));
        assert_eq!(page.header("cache-control"), "no-store");
        let weak = nobody.form(&link, &[("password", "ines@riverside.example")]).await.expect(422);
        assert!(said(&weak).contains("There is a problem") && weak.text.contains("href=\"#password\""));
        let arrived = nobody.form(&link, &[("password", CHOSEN)]).await.expect(303);
        assert_eq!(arrived.header("location"), "/dashboard/programmes");
        assert!(arrived.cookie("known-browser").is_some());
        browser(&app, &arrived).get("/account").await.expect(200);
        let dead = nobody.get(&link).await.expect(410);
        assert!(said(&dead).contains("This link does not work any more"));
        nobody.form(&link, &[("password", CHOSEN)]).await.expect(410);
    }

    async fn what_is_done_with_an_account_is_said_and_a_double_click_does_nothing_more(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let page = format!("/administration/accounts/{}", app.trust.coordinator);
        let before = administrator.get(&page).await.expect(200);
        let version = value_of(&before, "version");
        let at = [("version", version.as_str())];
        let sent = administrator.form(&format!("{page}/disable"), &at).await.expect(303);
        let after = administrator.get(sent.header("location")).await.expect(200);
        assert!(said(&after).contains("The account is disabled") && said(&after).contains("Enable the account"));
        let again = administrator.form(&format!("{page}/disable"), &at).await.expect(412);
        assert!(said(&again).contains("Somebody has changed this account"));
        administrator.form(&format!("{page}/enable"), &[]).await.expect(412);
        let own = format!("/administration/accounts/{}/disable", app.trust.administrator);
        let refused = administrator.form(&own, &[("version", "1")]).await.expect(409);
        assert!(said(&refused).contains("only administrator who can sign in"));
        let role = format!("{page}/role");
        let changed = [("version", "2"), ("role", "hiring_manager")];
        administrator.form(&role, &changed).await.expect(303);
        assert_eq!(administrator.get(&role).await.expect(303).header("location"), page);
    }

    async fn the_administration_is_for_administrators(database: Database) {
        let app = TestApplication::on(database).await;
        let coordinator = app.as_coordinator().await;
        for path in ["/administration/accounts", "/administration/accounts/new"] {
            coordinator.get(path).await.expect(403);
            let asked = app.as_nobody().get(path).await.expect(303);
            assert!(asked.header("location").starts_with("/sign-in?next=%2Fadministration"), "{path}");
        }
        let own = coordinator.get("/account").await.expect(200);
        assert!(!own.text.contains("/administration/accounts"), "nothing leads where one may not go");
        let page = format!("/administration/accounts/{}", app.trust.coordinator);
        app.as_neighbour().await.get(&page).await.expect(404);
        let absent = format!("/administration/accounts/{}", uuid::Uuid::now_v7());
        app.as_administrator().await.get(&absent).await.expect(404);
    }

    async fn a_role_that_was_chosen_is_chosen_still_after_confirming(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let page = format!("/administration/accounts/{}", app.trust.coordinator);
        later(&app, TimeDelta::minutes(11));
        let chosen = [("version", "1"), ("role", "trainer")];
        let asked = administrator.form(&format!("{page}/role"), &chosen).await.expect(303);
        assert!(asked.header("location").starts_with("/account/confirm?next=%2Fadministration%2Faccounts%2F"));
        let confirm = administrator.get(asked.header("location")).await.expect(200);
        let next = value_of(&confirm, "next");
        administrator.form("/account/confirm", &[("next", &next), ("password", PASSWORD)]).await.expect(303);
        let back = administrator.get(&next).await.expect(200);
        assert!(tags(&back, "value=\"trainer\"").any(|tag| tag.contains("selected")));
        assert!(said(&back).contains("Coordinator"), "it is not given yet");
        administrator.form(&format!("{page}/role"), &chosen).await.expect(303);
    }

    async fn a_forgotten_password_is_chosen_again(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        assert!(nobody.get("/sign-in").await.expect(200).text.contains("href=\"/forgotten-password\""));
        let unknown = nobody.form("/forgotten-password", &[("email", "x@y.example")]).await.expect(303);
        let unknown = nobody.get(unknown.header("location")).await.expect(200);
        let known = nobody.form("/forgotten-password", &[("email", "cora@riverside.example")]).await.expect(303);
        assert!(!known.header("location").contains("cora"));
        let known = nobody.get(known.header("location")).await.expect(200);
        assert!(said(&unknown).contains("If somebody signs in with that address"));
        let link = shown_link(&known);
        nobody.get(&link).await.expect(200);
        let chosen = nobody.form(&link, &[("password", CHOSEN)]).await.expect(303);
        assert!(chosen.cookie("session").is_none(), "one signs in with it, with whatever else that takes");
        let page = nobody.get(chosen.header("location")).await.expect(200);
        assert!(said(&page).contains("Your password is changed."));
        sign_in(&nobody, "cora@riverside.example", CHOSEN).await.expect(200);
        let asked = nobody.get(&link).await.expect(410);
        assert!(asked.text.contains("href=\"/forgotten-password\""));
    }

    async fn ones_own_account_is_looked_after(database: Database) {
        let app = TestApplication::on(database).await;
        let (here, there) = (app.as_coordinator().await, app.as_coordinator().await);
        let page = here.get("/account").await.expect(200);
        assert!(said(&page).contains("Where you are signed in") && said(&page).contains("1 March 2027 at 09:00"));
        let form = tags(&page, "action=\"/account/sign-ins/").find(|tag| tag.contains("/end\"")).expect("a form");
        let action = form.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("its address");
        here.form(action, &[]).await.expect(303);
        there.get("/me").await.expect(401);
        here.get("/me").await.expect(200);
        let wrong = here.form("/account/password", &[("old_password", "no"), ("password", CHOSEN)]).await.expect(422);
        assert!(wrong.text.contains("href=\"#old_password\""));
        let right = [("old_password", PASSWORD), ("password", CHOSEN)];
        assert_eq!(here.form("/account/password", &right).await.expect(303).header("location"), "/account?done=password");
        let out = here.form("/account/sign-ins/end-all", &[]).await.expect(303);
        assert_eq!(out.header("location"), "/sign-in?signed_out=1");
        here.get("/me").await.expect(401);
    }

    async fn one_confirms_that_it_is_oneself_and_goes_on(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let page = staff.get("/account/confirm?next=%2Faccount%2Fpassword").await.expect(200);
        assert_eq!(value_of(&page, "next"), "/account/password");
        let wrong = staff.form("/account/confirm", &[("next", "/account/password"), ("password", "no")]).await.expect(422);
        assert!(wrong.text.contains("href=\"#password\""));
        let right = |next: &'static str| [("next", next), ("password", PASSWORD)];
        let on = staff.form("/account/confirm", &right("/account/password")).await.expect(303);
        assert_eq!(on.header("location"), "/account/password");
        let off = staff.form("/account/confirm", &right("//evil.example")).await.expect(303);
        assert_eq!(off.header("location"), "/account");
    }
}
