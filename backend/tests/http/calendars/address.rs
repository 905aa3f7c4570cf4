//! The address of a calendar: shown once, replaced, ended, and good for nothing else.

use super::{address_of, events, fetched};
use crate::journeys::world::World;
use crate::pages::said;
use crate::support::{application::TestApplication, log::everything};
use actix_web::http::Method;
use backend::{
    application::Edge,
    platform::{
        database::{DatabaseResult, schema::calendar_feeds},
        http::limits::Allowance,
    },
};
use diesel::prelude::*;
use serde_json::json;
use shared::identity::Role;
use std::num::NonZeroU32;

on_both_databases! {
    async fn an_address_is_shown_once_and_kept_as_a_fingerprint(database: Database) {
        let heard = everything();
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        assert!(said(&staff.get("/account/calendar").await.expect(200)).contains("Make an address"));
        let address = address_of(&staff).await;
        let token = address.trim_start_matches("/calendars/").trim_end_matches(".ics");
        assert_eq!(token.len(), 43);
        let page = staff.get("/account/calendar").await.expect(200);
        assert!(said(&page).contains("You have an address") && said(&page).contains("Not yet"), "{}", said(&page));
        assert!(!page.text.contains(token), "it is shown once");
        fetched(&world, &address).await;
        assert!(!said(&staff.get("/account/calendar").await.expect(200)).contains("Not yet"));
        let kept: DatabaseResult<Vec<String>> = world.app.platform.database
            .read(|db| Ok(calendar_feeds::table.select(calendar_feeds::token_hash).load(db)?))
            .await;
        assert!(kept.expect("addresses").iter().all(|hash| hash != token));
        assert!(!heard().contains(token), "the token stands in the log");
        let log = world.app.as_administrator().await.get("/audit?limit=100").await.expect(200);
        assert!(log.text.contains("make_calendar") && !log.text.contains(token), "{}", log.text);
    }

    async fn an_address_that_is_replaced_or_ended_is_like_one_that_never_was(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let never = format!("/calendars/{}.ics", "A".repeat(43));
        let nobody = world.app.as_nobody();
        let absent = nobody.get(&never).await.expect(404);
        staff.form("/account/calendar/end", &[]).await.expect(404);
        let first = address_of(&staff).await;
        let second = address_of(&staff).await;
        assert_eq!(nobody.get(&first).await.expect(404).text, absent.text);
        assert_eq!(events(&fetched(&world, &second).await).len(), 7);
        let ended = staff.form("/account/calendar/end", &[]).await.expect(303);
        assert_eq!(ended.header("location"), "/account/calendar?done=ended");
        assert_eq!(staff.get("/account/calendar/end").await.expect(303).header("location"), "/account/calendar");
        let long = format!("/calendars/{}.ics", "A".repeat(400));
        for dead in [second.as_str(), "/calendars/%22%3E.ics", long.as_str()] {
            assert_eq!(nobody.get(dead).await.expect(404).text, absent.text, "{dead}");
        }
        nobody.get("/calendars/.ics").await.expect(404);
        let log = world.app.as_administrator().await.get("/audit?limit=100").await.expect(200);
        assert!(log.text.contains("end_calendar"), "{}", log.text);
    }

    async fn an_address_signs_nobody_in_and_changes_nothing(database: Database) {
        let world = World::new(database).await;
        let address = address_of(&world.app.as_coordinator().await).await;
        let nobody = world.app.as_nobody();
        let head = nobody.request(Method::HEAD, &address).send().await.expect(200);
        assert_eq!(head.header("content-type"), "text/calendar; charset=utf-8");
        let file = nobody.get(&address).await.expect(200);
        assert_eq!((file.header("set-cookie"), file.header("cache-control")), ("", "no-store"));
        let posted = nobody.form(&address, &[]).await;
        assert!(matches!(posted.status, 404 | 405), "{}", posted.status);
        let token = address.trim_start_matches("/calendars/").trim_end_matches(".ics").to_owned();
        nobody.with_session(&token).get("/api/v1/programmes").await.expect(401);
        let bearer = world.app.as_nobody().with_header("Authorization", &format!("Bearer {token}"));
        bearer.get("/api/v1/programmes").await.expect(401);
    }

    async fn a_disabled_account_has_no_calendar(database: Database) {
        let world = World::new(database).await;
        let (trainer, id) = world.staff_with(Role::Trainer).await;
        let address = address_of(&trainer).await;
        let administrator = world.app.as_administrator().await;
        let version = administrator.get(&format!("/users/{id}")).await.expect(200)["version"].as_i64().expect("a version");
        let version = i32::try_from(version).expect("a version");
        administrator.post_at(&format!("/users/{id}/disable"), version, &json!({})).await.expect(200);
        world.app.as_nobody().get(&address).await.expect(404);
        administrator.post_at(&format!("/users/{id}/enable"), version + 1, &json!({})).await.expect(200);
        fetched(&world, &address).await;
    }

    async fn the_page_is_for_staff_and_another_site_makes_no_address(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let candidate = world.app.as_candidate(walker.candidate).await;
        candidate.get("/account/calendar").await.expect(403);
        candidate.form("/account/calendar", &[]).await.expect(403);
        let nobody = world.app.as_nobody();
        assert_eq!(nobody.get("/account/calendar").await.expect(303).header("location"), "/sign-in?next=%2Faccount%2Fcalendar");
        nobody.form("/account/calendar", &[]).await.expect(303);
        let staff = world.app.as_coordinator().await;
        let elsewhere = staff.request(Method::POST, "/account/calendar").header("Sec-Fetch-Site", "cross-site");
        elsewhere.raw("application/x-www-form-urlencoded", String::new()).send().await.expect(403);
        assert!(said(&staff.get("/account/calendar").await.expect(200)).contains("Make an address"));
        assert!(staff.get("/account").await.expect(200).text.contains("href=\"/account/calendar\""));
    }

    async fn whoever_tries_addresses_is_stopped_and_so_is_a_calendar_that_reads_without_end(database: Database) {
        let (few, many) = (NonZeroU32::new(60).expect("some"), NonZeroU32::new(60_000).expect("some"));
        let edge = Edge::with(Allowance { client: few, address: many });
        let app = TestApplication::behind(database, edge).await;
        let address = address_of(&app.as_coordinator().await).await;
        for _ in 0..10 {
            app.as_nobody().get(&address).await.expect(200);
        }
        let stopped = app.as_nobody().get(&address).await.expect(429);
        assert!(!stopped.header("retry-after").is_empty());
        app.as_coordinator().await.get("/account/calendar").await.expect(200);
    }
}
