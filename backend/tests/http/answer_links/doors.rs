//! What a link shows and to whom, what it never does, and what stands in the logs of it.

use super::{THREE_DAYS_BEFORE, asked, booked, coming, link_of, refer, run};
use crate::journeys::world::World;
use crate::pages::said;
use crate::support::{application::TestApplication, log::everything};
use actix_web::http::Method;
use backend::{
    application::Edge,
    platform::{
        database::{DatabaseResult, schema::answer_links},
        http::limits::Allowance,
    },
};
use diesel::prelude::*;
use serde_json::Value;
use std::num::NonZeroU32;

on_both_databases! {
    async fn opening_a_link_signs_nobody_in_and_changes_nothing(database: Database) {
        let world = World::new(database).await;
        let (walker, link) = asked(&world, "Ashby").await;
        let before = world.view(&walker).await;
        let nobody = world.app.as_nobody();
        for path in [link.clone(), format!("{link}/another-day"), format!("{link}/cannot-come")] {
            for method in [Method::GET, Method::HEAD, Method::GET] {
                let page = nobody.request(method, &path).send().await.expect(200);
                assert_eq!((page.header("set-cookie"), page.header("cache-control")), ("", "no-store"));
                for hidden in ["Nadia", "Ashby", "Trainee Health Care Assistant, June"] {
                    assert!(!page.text.contains(hidden), "{path} tells {hidden}");
                }
            }
        }
        assert_eq!(world.view(&walker).await, before);
        assert_eq!(coming(&world, &walker).await, "asked");
        nobody.get("/my").await.expect(303);
        nobody.form(&link, &[]).await.expect(303);
    }

    async fn every_link_that_leads_nowhere_leads_to_the_same_page(database: Database) {
        let world = World::new(database).await;
        let (late, ended) = (booked(&world, "Ashby").await, booked(&world, "Beech").await);
        world.move_to(THREE_DAYS_BEFORE);
        assert_eq!(run(&world).await.asked, 2);
        let (expired, closed) = (link_of(&world, &late).await, link_of(&world, &ended).await);
        let nobody = world.app.as_nobody();
        let unknown = format!("/my/answer/{}", "A".repeat(43));
        let page = nobody.get(&unknown).await.expect(404);
        assert!(said(&page).contains("This link no longer works") && said(&page).contains("0161 496 0000"), "{}", said(&page));
        let candidate = world.app.as_candidate(ended.candidate).await;
        let leaving = serde_json::json!({ "reason": "found_work", "note": null, "hear_of_other_programmes": false, "next_step": "other_work" });
        world.make(&candidate, &ended, "withdraw", leaving).await;
        nobody.get(&expired).await.expect(200);
        world.move_to("2026-05-28");
        let garbage = format!("/my/answer/{}", "%22%3E%3Cscript%3E");
        let long = format!("/my/answer/{}", "A".repeat(400));
        for link in [&expired, &closed, &garbage, &long] {
            for path in [link.clone(), format!("{link}/another-day"), format!("{link}/cannot-come")] {
                let opened = nobody.get(&path).await.expect(404);
                assert_eq!(opened.text, page.text, "{path}");
                let answers = [("cause", "illness"), ("session_id", "x"), ("slot_id", "call")];
                let sent = nobody.form(&path, &answers).await.expect(404);
                assert_eq!(sent.text, page.text, "{path}");
            }
        }
        let chosen = nobody.form("/my/language", &[("language", "ur"), ("back", "/my/answer/ended")]).await.expect(303);
        assert_eq!(chosen.header("location"), "/my/answer/ended");
    }

    async fn the_page_speaks_the_language_of_whoever_was_asked_unless_they_choose_another(database: Database) {
        let world = World::new(database).await;
        let walker = refer(&world, "Ashby", "ur").await;
        world.book_screening(&walker).await;
        world.move_to(THREE_DAYS_BEFORE);
        run(&world).await;
        let link = link_of(&world, &walker).await;
        let nobody = world.app.as_nobody().with_header("Accept-Language", "en");
        let page = nobody.get(&link).await.expect(200);
        assert!(page.text.contains("<html lang=\"ur\" dir=\"rtl\">"), "{}", page.text);
        assert!(said(&page).contains("کیا آپ بدھ، 27 مئی کو صبح 9:30 بجے آ سکتے ہیں؟"), "{}", said(&page));
        let chosen = nobody.form("/my/language", &[("language", "pl"), ("back", &link)]).await.expect(303);
        assert_eq!(chosen.header("location"), link);
        let polish = chosen.cookie("language").expect("a choice");
        let page = world.app.as_nobody().with_header("Cookie", &format!("language={polish}")).get(&link).await.expect(200);
        assert!(page.text.contains("<html lang=\"pl\" dir=\"ltr\">"));
    }

    async fn another_site_cannot_answer_in_somebodys_place(database: Database) {
        let world = World::new(database).await;
        let (walker, link) = asked(&world, "Ashby").await;
        for path in [link.clone(), format!("{link}/another-day"), format!("{link}/cannot-come")] {
            let elsewhere = world.app.as_nobody().with_header("Sec-Fetch-Site", "cross-site");
            elsewhere.form(&path, &[]).await.expect(403);
        }
        assert_eq!(coming(&world, &walker).await, "asked");
        let here = world.app.as_nobody().with_header("Sec-Fetch-Site", "same-origin");
        here.form(&link, &[]).await.expect(303);
    }

    async fn somebody_else_who_is_signed_in_here_sees_the_link_and_nothing_of_their_own(database: Database) {
        let world = World::new(database).await;
        let other = refer(&world, "Beech", "en").await;
        let (walker, link) = asked(&world, "Ashby").await;
        let browser = world.app.as_candidate(other.candidate).await;
        let page = browser.get(&link).await.expect(200);
        assert!(!page.text.contains("/sign-out"), "{}", page.text);
        browser.form(&link, &[]).await.expect(303);
        assert_eq!(coming(&world, &walker).await, "confirmed");
        let staff = world.app.as_coordinator().await;
        let events = staff.get(&format!("/journeys/{}/events", walker.id)).await.expect(200);
        let last = events["data"].as_array().expect("events").last().expect("an event").clone();
        assert_eq!(last["by"]["id"], walker.candidate.to_string());
    }

    async fn reading_and_answering_are_told_to_the_audit_log_and_the_token_to_nobody(database: Database) {
        let heard = everything();
        let world = World::new(database).await;
        let (walker, link) = asked(&world, "Ashby").await;
        let nobody = world.app.as_nobody();
        nobody.get(&link).await.expect(200);
        nobody.form(&link, &[]).await.expect(303);
        nobody.form(&format!("{link}/another-day"), &[("cause", "illness"), ("session_id", &walker.id)]).await.expect(409);
        let administrator = world.app.as_administrator().await;
        let log = administrator.get(&format!("/audit?person_id={}&limit=200", walker.candidate)).await.expect(200);
        let lines = log["data"].as_array().expect("lines");
        let told = |action: &str| lines.iter().find(|line| line["action"] == action).cloned().unwrap_or_default();
        assert_eq!(told("ask_whether_coming")["actor_kind"], "system");
        for action in ["read_by_link", "answer_by_link", "confirm_booking"] {
            let line = told(action);
            assert_eq!((&line["actor_kind"], &line["outcome"]), (&Value::from("candidate"), &Value::from("done")), "{action}");
            assert_eq!(line["person_id"], walker.candidate.to_string(), "{action}");
        }
        assert_eq!(told("answer_by_link")["resource_kind"], "answer_link");
        let token = link.trim_start_matches("/my/answer/");
        assert!(token.len() == 43 && !heard().contains(token), "the token stands in the log");
        assert!(!log.text.contains(token));
        let kept: DatabaseResult<Vec<String>> = world.app.platform.database
            .read(|db| Ok(answer_links::table.select(answer_links::token_hash).load(db)?))
            .await;
        assert!(kept.expect("links").iter().all(|hash| hash != token));
    }

    async fn whoever_tries_links_is_stopped_like_at_any_other_door(database: Database) {
        let few = NonZeroU32::new(60).expect("some");
        let edge = Edge::with(Allowance { client: few, address: few });
        let app = TestApplication::behind(database, edge).await;
        for number in 0..10 {
            app.as_nobody().get(&format!("/my/answer/{number}")).await.expect(404);
        }
        app.as_nobody().get("/my/answer/10").await.expect(429);
        app.as_nobody().form("/my/answer/11", &[]).await.expect(429);
    }
}
