//! Notes: who reads which, who strikes which through, and that nothing of them is anywhere else.

use crate::accounts::later;
use crate::audit::column;
use crate::journeys::world::{Walker, World, text};
use crate::pages::{said, tags, value_of};
use crate::support::client::{Client, Reply};
use backend::{
    notes::reseal_notes,
    platform::{
        config::Secret,
        crypto::{FieldKeys, KeyRing},
    },
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::identity::Role;

fn notes_of(walker: &Walker) -> String {
    format!("/api/v1/journeys/{}/notes", walker.id)
}

fn page_of(walker: &Walker) -> String {
    format!("/journeys/{}/notes", walker.id)
}

async fn write(client: &Client, walker: &Walker, said: &str, visibility: &str) -> Reply {
    let note = json!({ "text": said, "visibility": visibility });
    client.post(&notes_of(walker), &note).await
}

/// What the notes say that somebody reads, the newest first.
async fn read(client: &Client, walker: &Walker) -> Vec<String> {
    let listed = client.get(&notes_of(walker)).await.expect(200);
    let data = listed["data"].as_array().expect("notes").clone();
    data.iter().map(|note| text(&note["text"])).collect()
}

async fn strike(client: &Client, note: &str, version: i32) -> Reply {
    client
        .post_at(&format!("/api/v1/notes/{note}/strike"), version, &json!({}))
        .await
}

on_both_databases! {
    async fn each_reads_the_notes_that_are_for_them(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        for visibility in ["only_me", "team", "hiring_managers", "person"] {
            let made = write(&staff, &walker, visibility, visibility).await.expect(201);
            assert_eq!((made.version(), &made["may_strike"]), (1, &json!(true)));
        }
        assert_eq!(read(&staff, &walker).await, ["person", "hiring_managers", "team", "only_me"]);
        let team = ["person", "hiring_managers", "team"];
        assert_eq!(read(&world.app.as_administrator().await, &walker).await, team);
        for role in [Role::Assessor, Role::Trainer] {
            let (member, user) = world.staff_with(role).await;
            world.assign(user).await;
            assert_eq!(read(&member, &walker).await, team, "{role}");
        }
        assert_eq!(read(&world.app.as_hiring_manager().await, &walker).await, ["person", "hiring_managers"]);
        let person = world.app.as_candidate(walker.candidate).await;
        assert_eq!(read(&person, &walker).await, ["person"]);
        let page = person.with_header("Accept", "text/html").get("/my").await.expect(200);
        assert!(said(&page).contains("What we wrote to you") && said(&page).contains("Cora of riverside"), "{}", said(&page));
        assert!(!said(&page).contains("hiring_managers") && !said(&page).contains("only_me"));
    }

    async fn whoever_does_not_reach_the_person_is_told_that_there_is_nothing(database: Database) {
        let world = World::new(database).await;
        let (walker, other) = (world.refer("Teasel").await, world.refer("Plover").await);
        let staff = world.app.as_coordinator().await;
        let note = write(&staff, &walker, "For all of us", "person").await.expect(201).id();
        let (assessor, _) = world.staff_with(Role::Assessor).await;
        let stranger = world.app.as_candidate(other.candidate).await;
        for outsider in [&assessor, &world.app.as_neighbour().await] {
            outsider.get(&notes_of(&walker)).await.expect(404);
            write(outsider, &walker, "Mine", "only_me").await.expect(404);
            strike(outsider, &note, 1).await.expect(404);
            outsider.get(&page_of(&walker)).await.expect(404);
            outsider.get(&format!("/notes/{note}/strike")).await.expect(404);
        }
        stranger.get(&notes_of(&walker)).await.expect(404);
        write(&stranger, &other, "Mine", "person").await.expect(403);
        for role in [Role::Executive, Role::Auditor] {
            let (reader, _) = world.staff_with(role).await;
            reader.get(&notes_of(&walker)).await.expect(403);
            reader.get(&page_of(&walker)).await.expect(403);
        }
        for partner in [world.app.as_jobcentre().await, world.app.as_college().await] {
            partner.get(&notes_of(&walker)).await.expect(403);
        }
        world.app.as_nobody().get(&notes_of(&walker)).await.expect(401);
        let asked = world.app.as_nobody().get(&page_of(&walker)).await.expect(303);
        assert!(asked.header("location").starts_with("/sign-in"));
        staff.get("/journeys/none/notes").await.expect(404);
    }

    async fn a_mistake_is_struck_through_by_its_writer_or_an_administrator_and_stays(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        let (manager, administrator) = (world.app.as_hiring_manager().await, world.app.as_administrator().await);
        let person = world.app.as_candidate(walker.candidate).await;
        let first = write(&staff, &walker, "About somebody else", "person").await.expect(201).id();
        let hers = write(&staff, &walker, "Mine alone", "only_me").await.expect(201).id();
        let his = write(&manager, &walker, "Seemed tired", "hiring_managers").await.expect(201).id();

        assert_eq!(strike(&manager, &first, 1).await.expect(403).code(), "forbidden");
        strike(&administrator, &hers, 1).await.expect(404);
        strike(&person, &first, 1).await.expect(403);
        assert_eq!(read(&person, &walker).await, ["About somebody else"]);
        let struck = strike(&staff, &first, 1).await.expect(200);
        assert_eq!((struck.version(), &struck["struck_by_name"], &struck["may_strike"]), (2, &json!("Cora of riverside"), &json!(false)));
        assert_eq!(struck["text"], "About somebody else", "it is kept");
        for version in [1, 2] {
            strike(&staff, &first, version).await.expect(412);
        }
        strike(&administrator, &his, 1).await.expect(200);

        assert_eq!(read(&person, &walker).await, Vec::<String>::new());
        assert_eq!(read(&manager, &walker).await, ["Seemed tired", "About somebody else"]);
        let page = manager.get(&page_of(&walker)).await.expect(200);
        assert!(page.text.contains("<s>Seemed tired</s>") && said(&page).contains("by Ada of riverside"), "{}", said(&page));
        let audit = administrator.get("/audit?action=strike_note").await.expect(200);
        let words = text(&audit["data"][0]["words"]);
        assert!(words.contains("Ada of riverside struck a note through on Nadia Teasel's journey"), "{words}");
    }

    async fn a_note_that_cannot_be_kept_is_refused_with_what_to_do(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let (staff, manager) = (world.app.as_coordinator().await, world.app.as_hiring_manager().await);
        for (said, visibility) in [
            (json!(""), json!("team")), (json!(" \n "), json!("team")), (json!("x".repeat(2_001)), json!("team")),
            (json!("abc\u{202E}fdp"), json!("team")), (json!("Well done"), json!("everybody")), (json!("Well done"), Value::Null),
            (json!(7), json!("team")),
        ] {
            let note = json!({ "text": said, "visibility": visibility });
            let refused = staff.post(&notes_of(&walker), &note).await.expect(422);
            assert_eq!(refused.code(), "invalid", "{note}");
        }
        let unknown = json!({ "text": "a", "visibility": "team", "colour": "red" });
        staff.post(&notes_of(&walker), &unknown).await.expect(422);
        for visibility in ["team", "person"] {
            let refused = write(&manager, &walker, "To them", visibility).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], "/visibility");
            assert_eq!(refused["errors"][0]["message"], "Choose one of these: only_me, hiring_managers.");
        }
        assert_eq!(read(&staff, &walker).await, Vec::<String>::new());
        for longest in ["ż".repeat(2_000), "نادیہ\nSiân O'Neill".to_owned()] {
            write(&staff, &walker, &longest, "team").await.expect(201);
            assert_eq!(read(&staff, &walker).await[0], longest);
        }
        for wrong in ["limit=0", "limit=201", "cursor=none", "colour=red"] {
            staff.get(&format!("{}?{wrong}", notes_of(&walker))).await.expect(400);
        }
    }

    async fn a_note_is_written_and_struck_through_on_its_page(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        let page = staff.get(&page_of(&walker)).await.expect(200);
        assert!(said(&page).contains("There are no notes here that you may read.") && said(&page).contains("Nadia Teasel"));
        assert_eq!(page.header("cache-control"), "no-store");
        let wrong = staff.form(&page_of(&walker), &[("text", "<b>Rang them</b>"), ("visibility", "")]).await.expect(422);
        assert!(wrong.text.contains("href=\"#visibility\"") && wrong.text.contains("&lt;b&gt;Rang them"), "nothing is lost: {}", wrong.text);
        let manager = world.app.as_hiring_manager().await;
        let not_theirs = [("text", "To them"), ("visibility", "person")];
        let refused = manager.form(&page_of(&walker), &not_theirs).await.expect(422);
        assert!(said(&refused).contains("Choose who may read it") && !refused.text.contains("value=\"person\""));

        let written = [("text", "<b>Rang them</b>"), ("visibility", "person")];
        let done = staff.form(&page_of(&walker), &written).await.expect(303);
        let page = staff.get(done.header("location")).await.expect(200);
        assert!(said(&page).contains("The note is kept") && said(&page).contains("<b>Rang them</b>"), "{}", said(&page));
        assert!(!page.text.contains("<b>"), "it is shown, and not obeyed");
        let link = tags(&page, "/strike").next().expect("a link").split('"').nth(1).expect("an address").to_owned();
        let seen = manager.get(&link).await.expect(200);
        assert!(said(&seen).contains("Only whoever wrote a note") && !seen.text.contains("<form method=\"post\" action=\"/notes"));
        manager.form(&link, &[("version", "1")]).await.expect(403);
        let question = staff.get(&link).await.expect(200);
        let version = value_of(&question, "version");
        let done = staff.form(&link, &[("version", version.as_str())]).await.expect(303);
        let page = staff.get(done.header("location")).await.expect(200);
        assert!(said(&page).contains("The note is struck through") && page.text.contains("<s>&lt;b&gt;Rang them"));
        let again = staff.form(&link, &[("version", "1")]).await.expect(412);
        assert!(said(&again).contains("This note has changed since you opened the page"), "{}", said(&again));
    }

    async fn what_was_written_comes_back_when_the_session_had_ended(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        later(&world.app, TimeDelta::minutes(31));
        let written = [("text", "Rang them twice"), ("visibility", "team")];
        let asked = staff.form(&page_of(&walker), &written).await.expect(303);
        let to_sign_in = asked.header("location").to_owned();
        assert!(to_sign_in.contains("unsent") && !to_sign_in.contains("Rang"), "{to_sign_in}");
        let page = world.app.as_nobody().get(&to_sign_in).await.expect(200);
        let next = value_of(&page, "next").replace("&amp;", "&");
        let form = [("email", "cora@riverside.example"), ("password", crate::support::application::PASSWORD), ("next", next.as_str())];
        let entered = world.app.as_nobody().form("/sign-in", &form).await.expect(303);
        let again = world.app.as_nobody().with_session(&entered.cookie("session").expect("a session"));
        let back = again.get(entered.header("location")).await.expect(200);
        assert!(back.text.contains("Rang them twice"), "{}", said(&back));
        assert!(tags(&back, "value=\"team\"").any(|tag| tag.contains("checked")));
        assert_eq!(read(&world.app.as_coordinator().await, &walker).await, Vec::<String>::new());
    }

    async fn a_long_list_is_paged_and_nothing_is_met_twice(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        for number in 0..51 {
            write(&staff, &walker, &format!("Note {number:02}"), "team").await.expect(201);
        }
        let address = notes_of(&walker);
        let first = staff.get(&format!("{address}?limit=30")).await.expect(200).json;
        let cursor = text(&first["next_cursor"]);
        let second = staff.get(&format!("{address}?limit=30&cursor={cursor}")).await.expect(200).json;
        assert_eq!(second["next_cursor"], Value::Null);
        let both = [first, second].map(|page| page["data"].as_array().expect("a list").clone()).concat();
        let told: std::collections::BTreeSet<_> = both.iter().map(|note| text(&note["text"])).collect();
        assert_eq!((both.len(), told.len()), (51, 51));
        let page = staff.get(&page_of(&walker)).await.expect(200);
        let next = tags(&page, "after=").next().expect("a next page");
        let next = next.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an address");
        let last = staff.get(&next.replace("&amp;", "&")).await.expect(200);
        assert!(last.text.contains("Note 00") && !last.text.contains("Note 01"), "{}", said(&last));
        staff.get(&format!("{}?after=none", page_of(&walker))).await.expect(404);
    }

    async fn the_same_note_sent_twice_is_written_once_and_its_words_are_kept_in_one_place(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        let send = || staff.request(actix_web::http::Method::POST, &notes_of(&walker)).key("note-1")
            .json(&json!({ "text": "Rang them", "visibility": "team" })).send();
        let (first, again) = (send().await.expect(201), send().await.expect(201));
        assert_eq!((first.id(), &first["text"], &again["text"]), (again.id(), &json!("Rang them"), &json!("")));
        assert_eq!(read(&staff, &walker).await, ["Rang them"]);
        let kept = column(&world.app.platform.database, "SELECT sealed_text AS text FROM notes").await;
        assert!(kept.len() == 1 && !kept[0].contains("Rang"), "{kept:?}");
    }

    async fn notes_are_sealed_with_the_newest_key_when_it_is_changed(database: Database) {
        let mut world = World::new(database).await;
        let one = "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        let two = "2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
        let keys = |text: &str| FieldKeys::new(KeyRing::parse(&Secret::new(text)).expect("a ring"));
        world.app.platform.fields = keys(one);
        world.app.rebuild().await;
        let walker = world.refer("Teasel").await;
        write(&world.app.as_coordinator().await, &walker, "Rang them", "team").await.expect(201);
        let (both, trust) = (keys(&format!("{two},{one}")), world.app.trust.id);
        for left in [1, 0] {
            let fields = both.clone();
            let done = world.app.platform.database.write(move |db| reseal_notes(db, trust, &fields, 100)).await;
            assert_eq!(done.expect("sealed"), left);
        }
        world.app.platform.fields = keys(two);
        world.app.rebuild().await;
        assert_eq!(read(&world.app.as_coordinator().await, &walker).await, ["Rang them"]);
    }
}
