//! Signing in on a page: a candidate with a code, staff with a password.

use super::{said, value_of};
use crate::journeys::world::World;
use crate::support::application::PASSWORD;
use frontend::language::{Language, sign_in as words};
use serde_json::json;

on_both_databases! {
    async fn a_candidate_signs_in_with_a_code_and_lands_on_their_page(database: Database) {
        let world = World::new(database).await;
        let mut referral = world.referral("Rahman");
        referral["candidate"]["email"] = json!("nadia@example.org");
        referral["candidate"]["language"] = json!("pl");
        world.app.as_jobcentre().await.post("/api/v1/referrals", &referral).await.expect(201);
        let nobody = world.app.as_nobody();

        let asked = nobody.get("/my/sign-in?language=ur").await.expect(200);
        assert!(said(&asked).contains(words::TITLE.say(Language::Urdu)));
        assert!(asked.header("set-cookie").starts_with("language=ur;"));
        let wrong = nobody.form("/my/sign-in", &[("contact", "x")]).await.expect(303);
        let wrong = nobody.get(wrong.header("location")).await.expect(200);
        assert!(said(&wrong).contains(words::CONTACT_WRONG.say(Language::English)) && wrong.text.contains("href=\"#contact\""));

        let sent = nobody.form("/my/sign-in", &[("contact", "nadia@example.org"), ("next", "/my")]).await.expect(303);
        let page = nobody.get(sent.header("location")).await.expect(200);
        assert!(!page.text.contains("nadia@example.org"), "the address is in no page");
        let request = value_of(&page, "request");
        let request = request.as_str();
        let code = world.app.identity.shown_code(request.parse().expect("an id")).expect("a code");
        assert!(said(&page).contains(&code), "a demo shows it, because nobody has a telephone there");

        let other = if code == "000000" { "111111" } else { "000000" };
        let wrong = nobody.form("/my/sign-in/code", &[("request", request), ("code", other)]).await.expect(303);
        let wrong = nobody.get(wrong.header("location")).await.expect(200);
        assert!(said(&wrong).contains(words::CODE_WRONG.say(Language::English)));

        let signed_in = nobody.form("/my/sign-in/code", &[("request", request), ("code", &code)]).await.expect(303);
        assert_eq!(signed_in.header("location"), "/my");
        let session = signed_in.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        let browser = nobody.with_header("Cookie", &session).with_header("Sec-Fetch-Site", "same-origin");
        let home = browser.get("/my").await.expect(200);
        assert!(home.text.contains("<html lang=\"pl\""), "in the language of their record");
        assert_eq!(browser.get("/my/sign-in").await.expect(303).header("location"), "/my");
        browser.form("/sign-out", &[]).await.expect(303);
        browser.get("/my").await.expect(303);
    }

    async fn staff_sign_in_without_scripts_and_go_on_to_where_they_were(database: Database) {
        let world = World::new(database).await;
        let nobody = world.app.as_nobody();
        let asked = nobody.get("/guaranteed-interviews").await.expect(303);
        let page = nobody.get(asked.header("location")).await.expect(200);
        assert_eq!(value_of(&page, "next"), "/guaranteed-interviews");
        let wrong = [("email", "cora@riverside.example"), ("password", "no"), ("next", "/guaranteed-interviews")];
        let wrong = nobody.form("/sign-in", &wrong).await.expect(303);
        let wrong = nobody.get(wrong.header("location")).await.expect(200);
        assert!(said(&wrong).contains("There is a problem"));
        assert_eq!(value_of(&wrong, "next"), "/guaranteed-interviews");
        let right = [("email", "cora@riverside.example"), ("password", PASSWORD), ("next", "/guaranteed-interviews")];
        let right = nobody.form("/sign-in", &right).await.expect(303);
        assert_eq!(right.header("location"), "/guaranteed-interviews");
    }
}
