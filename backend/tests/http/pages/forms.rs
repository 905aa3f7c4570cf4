//! A candidate's moves as plain forms: sent, refused, sent back, sent twice; and nobody else's to reach.

use super::{browser_of, fill_in, page_in, said, tags, version_in};
use crate::journeys::world::World;
use frontend::language::{Language, moves, refusals, stages};
use serde_json::json;
use shared::{journey::Law, values::Coded as _};

on_both_databases! {
    async fn somebody_books_and_moves_their_screening_day_and_is_told_what_to_bring(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.make(&world.app.as_coordinator().await, &walker, "accept", json!({})).await;
        let browser = browser_of(&world, &walker).await;
        let home = browser.get("/my").await.expect(200);
        assert!(said(&home).contains("You have a place") && home.text.contains("/book_screening\""));
        assert_eq!(home.header("cache-control"), "no-store");
        assert!(!home.text.contains("<script"), "complete without scripts, and there are none");

        let day = world.screening_day().await;
        let sent = fill_in(&browser, &walker, "book_screening", &[("session_id", &day), ("adjustments", "Large print")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert_eq!(sent.header("location"), format!("/my/journeys/{}?done=book_screening", walker.id));
        let home = browser.get(sent.header("location")).await.expect(200);
        let text = said(&home);
        for told in ["Your screening day is booked.", "Wednesday 27 May 2026", "9:30am", "Education Centre", "Large print", "0161 496 0000"] {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert_eq!(world.state(&walker).await, "screening_booked");

        let calendar = browser.get("/my/calendar.ics").await.expect(200);
        assert!(calendar.text.contains("DTSTART;TZID=Europe/London:20260527T093000\r\n"));
    }

    async fn answers_that_need_another_look_are_kept_and_nothing_is_written(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let browser = browser_of(&world, &walker).await;
        let before = world.view(&walker).await["version"].clone();
        let address = format!("/my/moves/{}/withdraw", walker.id);
        let hostile = "</textarea><script>alert(1)</script>";
        let sent = browser.form(&address, &[("version", "1"), ("reason", "lost_touch"), ("note", hostile)]).await.expect(422);
        assert!(said(&sent).contains("There is a problem") && sent.text.contains("href=\"#next_step\""));
        assert!(sent.text.contains("&lt;script&gt;") && !sent.text.contains("<script"), "kept as text");
        assert_eq!(world.view(&walker).await["version"], before);
        let unreadable = browser.request(actix_web::http::Method::POST, &address).raw("text/plain", "x").send().await;
        assert_eq!(unreadable.status, 422, "a form that cannot be read is an empty one");
    }

    async fn a_move_that_the_rules_refuse_shows_the_law_and_changes_nothing(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_trial_ended(&walker).await;
        let offer = json!({ "start_on": "2026-08-03", "expires_on": "2026-07-24" });
        world.make(&world.app.as_hiring_manager().await, &walker, "make_offer", offer).await;
        let browser = browser_of(&world, &walker).await;
        let address = format!("/my/moves/{}/accept_offer", walker.id);
        let version = version_in(&browser.get(&address).await.expect(200));
        world.move_to("2026-07-27");
        let sent = browser.form(&address, &[("version", &version)]).await.expect(409);
        let text = said(&sent);
        assert!(text.contains(Law::L11.words()), "{text}");
        assert!(text.contains("Friday 24 July 2026"), "as the rulebook explains it: {text}");
        assert_eq!(world.state(&walker).await, "offered");
        for language in [Language::Urdu, Language::Polish] {
            let page = page_in(&browser, &address, language.code()).await.expect(200);
            assert!(said(&page).contains(refusals::OFFER_EXPIRED.say(language)), "before it is even tried");
            assert!(!page.text.contains("name=\"version\""), "no form that cannot succeed");
        }
    }

    async fn a_form_sent_twice_is_done_once_and_one_that_is_out_of_date_is_shown_again(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.make(&world.app.as_coordinator().await, &walker, "accept", json!({})).await;
        let browser = browser_of(&world, &walker).await;
        let address = format!("/my/moves/{}/book_screening", walker.id);
        let version = version_in(&browser.get(&address).await.expect(200));
        let day = world.screening_day().await;
        let filled = [("version", version.as_str()), ("session_id", day.as_str())];
        browser.form(&address, &filled).await.expect(303);
        let again = browser.form(&address, &filled).await.expect(303);
        assert_eq!(again.header("location"), format!("/my/journeys/{}", walker.id));
        let withdraw = format!("/my/moves/{}/withdraw", walker.id);
        let stale = [("version", version.as_str()), ("reason", "health"), ("hear_of_other_programmes", "true"), ("next_step", "college")];
        let shown = browser.form(&withdraw, &stale).await.expect(412);
        assert!(said(&shown).contains(refusals::STALE.say(Language::English)));
        assert!(tags(&shown, "value=\"health\"").all(|tag| tag.contains("checked")), "the answers are kept: {}", shown.text);
        assert_eq!(world.state(&walker).await, "screening_booked");
        browser.form(&withdraw, &[("version", &version_in(&shown)), stale[1], stale[2], stale[3]]).await.expect(303);
        assert_eq!(world.state(&walker).await, "withdrawn");
    }

    async fn nobody_reaches_or_finds_out_about_somebody_elses_page(database: Database) {
        let world = World::new(database).await;
        let (walker, other) = (world.refer("Rahman").await, world.refer("Kowalska").await);
        let browser = browser_of(&world, &walker).await;
        let absent = "00000000-0000-7000-8000-000000000000";
        for address in ["/my/journeys/{}", "/my/moves/{}/withdraw"] {
            let theirs = browser.get(&address.replace("{}", &other.id)).await.expect(404);
            let nobodys = browser.get(&address.replace("{}", absent)).await.expect(404);
            assert_eq!(theirs.text, nobodys.text, "the same answer for both");
        }
        let filled = [("version", "1"), ("reason", "health"), ("hear_of_other_programmes", "true"), ("next_step", "college")];
        browser.form(&format!("/my/moves/{}/withdraw", other.id), &filled).await.expect(404);
        assert_eq!(world.state(&other).await, "referred");
        for nothing in ["/my/journeys/x", "/my/moves/x/withdraw"] {
            browser.get(nothing).await.expect(404);
        }
        for move_of_others in ["accept", "make_offer", "no_such_move"] {
            browser.get(&format!("/my/moves/{}/{move_of_others}", walker.id)).await.expect(404);
        }
        let staff = world.app.as_coordinator().await;
        staff.get("/my").await.expect(403);
        staff.get(&format!("/my/journeys/{}", walker.id)).await.expect(403);
        let nobody = world.app.as_nobody().get("/my").await.expect(303);
        assert_eq!(nobody.header("location"), "/my/sign-in?next=%2Fmy");
    }

    async fn a_hostile_name_is_only_ever_text(database: Database) {
        let world = World::new(database).await;
        let mut referral = world.referral("Rahman");
        let hostile = "<img src=x onerror=alert(1)>\"'";
        referral["candidate"]["given_name"] = json!(hostile);
        let made = world.app.as_jobcentre().await.post("/api/v1/referrals", &referral).await.expect(201);
        let candidate = made.json["candidate_id"].as_str().expect("an id").parse().expect("an id");
        let page = world.app.as_candidate(candidate).await.get("/my").await.expect(200);
        assert!(page.text.contains("&lt;img src=x") && !page.text.contains("<img"));
        assert!(said(&page).contains(hostile), "and comes back exactly");
    }

    async fn the_trial_is_the_candidates_choice_from_the_page(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_interviewed(&walker).await;
        let manager = world.app.as_hiring_manager().await;
        world.make(&manager, &walker, "propose_trial", World::terms()).await;
        let browser = browser_of(&world, &walker).await;
        let before = browser.get("/my").await.expect(200);
        assert!(!before.text.contains("sign_trial"), "not put to them before the Jobcentre agrees");
        let signature = json!({ "terms_number": 1, "supervisor": null });
        world.make(&world.app.as_jobcentre().await, &walker, "sign_trial", signature).await;
        let address = format!("/my/moves/{}/sign_trial", walker.id);
        let form = browser.get(&address).await.expect(200);
        assert!(said(&form).contains("not employed and not paid"), "every mention says so");
        let terms = World::terms();
        world.make(&manager, &walker, "amend_trial", terms).await;
        let version = world.view(&walker).await["version"].to_string();
        let unread = browser.form(&address, &[("version", &version), ("terms_number", "1")]).await.expect(409);
        assert!(said(&unread).contains(refusals::SAME_TERMS.say(Language::English)), "no signature under terms unread");
        let signature = json!({ "terms_number": 2, "supervisor": null });
        world.make(&world.app.as_jobcentre().await, &walker, "sign_trial", signature).await;
        let signed = fill_in(&browser, &walker, "sign_trial", &[("terms_number", "2")]).await.expect(303);
        let home = browser.get(signed.header("location")).await.expect(200);
        assert!(said(&home).contains(moves::SIGN_TRIAL_DONE.say(Language::English)));
    }

    async fn the_chosen_language_stays_on_the_page_and_in_the_record(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let browser = browser_of(&world, &walker).await;
        let chosen = browser.form("/my/language", &[("language", "ur"), ("back", "/my")]).await.expect(303);
        assert_eq!(chosen.header("location"), "/my");
        assert!(chosen.header("set-cookie").starts_with("language=ur;"), "{}", chosen.header("set-cookie"));
        let home = browser.get("/my").await.expect(200);
        assert!(home.text.contains("<html lang=\"ur\" dir=\"rtl\">"), "the record knows it without the cookie");
        assert!(said(&home).contains(stages::REFERRED.say(Language::Urdu)));
        let person = world.app.as_coordinator().await.get(&format!("/candidates/{}", walker.candidate)).await.expect(200);
        assert_eq!(person.json["language"], json!("ur"));
        let elsewhere = browser.form("/my/language", &[("language", "pl"), ("back", "//evil.example")]).await.expect(303);
        assert_eq!(elsewhere.header("location"), "/my");
        browser.form("/my/language", &[("language", "xx")]).await.expect(303);
        let foreign = browser.clone().with_header("Origin", "http://evil.example");
        let crossed = foreign.request(actix_web::http::Method::POST, "/my/language").header("Sec-Fetch-Site", "cross-site");
        crossed.raw("application/x-www-form-urlencoded", "language=en").send().await.expect(403);
    }
}
