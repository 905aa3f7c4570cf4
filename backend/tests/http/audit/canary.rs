//! A National Insurance number, a surname and a note, put in through every door, and looked for wherever they must not be.

use crate::journeys::world::{World, text};
use crate::support::{
    client::Reply,
    database::{Folder, FreshDatabase},
    log::everything,
};
use actix_web::http::Method;
use backend::platform::database::{AnyConnection, Database, DatabaseResult, DatabaseUrl};
use chrono::TimeDelta;
use diesel::{RunQueryDsl as _, sql_types::Text};
use serde_json::{Value, json};

const NUMBER: &str = "PX468193B";
const SURNAME: &str = "Kanarkowicz";
const NOTE: &str = "canaryseed";

/// Every way in which the number is written.
const NUMBERS: [&str; 4] = ["PX468193B", "PX 46 81 93 B", "px468193b", "468193B"];

/// What is kept sealed, and stands nowhere in the clear.
fn sealed() -> impl Iterator<Item = &'static str> {
    NUMBERS.into_iter().chain([NOTE])
}

fn holds(text: &str, wanted: &str) -> bool {
    text.to_lowercase().contains(&wanted.to_lowercase())
}

/// What an answer tells in its headers, and in the addresses of its body.
fn assert_addresses(replies: &[Reply]) {
    for reply in replies {
        for (name, value) in &reply.headers {
            let value = value.to_str().unwrap_or_default();
            assert!(
                !holds(value, SURNAME) && !holds(value, NUMBER) && !holds(value, NOTE),
                "{name}: {value}"
            );
        }
        for part in reply.text.split("href=\"").skip(1) {
            let address = part.split('"').next().unwrap_or_default();
            assert!(
                !holds(address, SURNAME) && !holds(address, NUMBER) && !holds(address, NOTE),
                "{address}"
            );
        }
        if let Some(cursor) = reply.json["next_cursor"].as_str() {
            use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
            let plain = URL_SAFE_NO_PAD.decode(cursor).expect("a cursor");
            assert!(
                !holds(&String::from_utf8_lossy(&plain), SURNAME),
                "a name in a cursor"
            );
        }
    }
}

/// Through every door that takes either.
#[expect(clippy::too_many_lines, reason = "every door, one after the other")]
async fn put_in(world: &World) -> Vec<Reply> {
    let (jobcentre, staff) = (
        world.app.as_jobcentre().await,
        world.app.as_coordinator().await,
    );
    let mut replies = Vec::new();
    let mut referral = world.referral(SURNAME);
    referral["external_ref"] = Value::Null;
    referral["candidate"]["ni_number"] = json!("PX 46 81 93 B");
    let send = |body: Value, key: &str| {
        jobcentre
            .request(Method::POST, "/referrals")
            .key(key)
            .json(&body)
            .send()
    };
    let sent = send(referral.clone(), "canary-1").await.expect(201);
    let candidate = text(&sent["candidate_id"]);
    let journey = text(&sent["journey_id"]);
    replies.push(sent);
    replies.push(send(referral.clone(), "canary-1").await.expect(201));
    replies.push(send(referral.clone(), "canary-2").await.expect(409));
    let mut other = referral.clone();
    other["candidate"]["given_name"] = json!("Another");
    replies.push(send(other, "canary-1").await.expect(422));
    for (at, wrong) in [
        json!("PX468193Z"),
        json!(468_193),
        json!([NUMBER]),
        json!({ NUMBER: 1 }),
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = referral.clone();
        body["candidate"]["ni_number"] = wrong;
        replies.push(send(body, &format!("canary-wrong-{at}")).await.expect(422));
    }
    let mut future = referral.clone();
    future["candidate"]["date_of_birth"] = json!("2126-01-01");
    replies.push(send(future, "canary-future").await.expect(422));
    let mut unknown = referral.clone();
    unknown["candidate"][NUMBER] = json!(SURNAME);
    replies.push(send(unknown, "canary-unknown").await.expect(422));
    let broken =
        format!("{{\"candidate\": {{\"ni_number\": \"{NUMBER}\", \"family_name\": \"{SURNAME}\"");
    replies.push(
        jobcentre
            .request(Method::POST, "/referrals")
            .raw("application/json", broken.clone())
            .send()
            .await
            .expect(400),
    );
    replies.push(
        jobcentre
            .request(Method::POST, "/referrals")
            .raw("text/plain", broken)
            .send()
            .await
            .expect(415),
    );
    let mut draft = referral.clone();
    draft["organisation_id"] = json!(world.app.trust.jobcentre.id);
    replies.push(
        staff
            .request(Method::POST, "/referrals")
            .json(&draft)
            .send()
            .await
            .expect(201),
    );
    let address = format!("/candidates/{candidate}");
    let other = world.refer("Okoro").await;
    for find in [
        json!({ "ni_number": NUMBER }),
        json!({ "family_name": SURNAME }),
        json!({ "ni_number": "PX468193Z" }),
    ] {
        replies.push(staff.post("/candidates/find", &find).await);
    }
    let patch = |address: String, body: Value| {
        staff
            .request(Method::PATCH, &address)
            .if_match(1)
            .json(&body)
            .send()
    };
    replies.push(
        patch(
            format!("/candidates/{}", other.candidate),
            json!({ "ni_number": NUMBER }),
        )
        .await
        .expect(409),
    );
    replies.push(
        patch(
            address.clone(),
            json!({ "ni_number": "PX468193Z", "family_name": SURNAME }),
        )
        .await
        .expect(422),
    );
    replies.push(
        patch(
            address.clone(),
            json!({ "ni_number": "PX 46 81 93 B", "given_name": "Nadiya" }),
        )
        .await
        .expect(200),
    );
    replies.push(
        patch(address.clone(), json!({ "ni_number": NUMBER }))
            .await
            .expect(412),
    );
    replies.extend(on_the_form(world, &candidate).await);
    replies.extend(in_notes(world, &journey).await);
    let own = world
        .app
        .as_candidate(candidate.parse().expect("an id"))
        .await
        .with_header("Accept", "text/html");
    for place in [
        "/my".to_owned(),
        format!("/my/journeys/{journey}"),
        format!("/my/moves/{journey}/withdraw"),
    ] {
        replies.push(own.get(&place).await.expect(200));
    }
    replies.push(
        own.form(
            &format!("/my/moves/{journey}/withdraw"),
            &[("version", "1"), (NUMBER, SURNAME)],
        )
        .await,
    );
    for place in [
        address,
        "/candidates?limit=1".to_owned(),
        "/journeys".to_owned(),
        format!("/journeys/{journey}"),
        format!("/journeys/{journey}/transitions"),
        format!("/journeys/{journey}/events"),
        "/referrals".to_owned(),
    ] {
        replies.push(staff.get(&place).await.expect(200));
    }
    replies.push(
        world
            .app
            .as_nobody()
            .post("/auth/codes", &json!({ "contact": NUMBER }))
            .await,
    );
    replies.push(
        world
            .app
            .as_nobody()
            .post(
                "/auth/sign-in",
                &json!({ "email": SURNAME, "password": NUMBER }),
            )
            .await,
    );
    replies
}

/// Through the form on which staff correct a record: right, wrong, stale, and as the session ends in the middle of it.
async fn on_the_form(world: &World, candidate: &str) -> Vec<Reply> {
    let staff = world.app.as_coordinator().await;
    let address = format!("/candidates/{candidate}/correct");
    let fields = |version: &'static str, number: &'static str| {
        [
            ("version", version),
            ("given_name", "Nadiya"),
            ("family_name", SURNAME),
            ("date_of_birth-day", "28"),
            ("date_of_birth-month", "2"),
            ("date_of_birth-year", "1998"),
            ("email", ""),
            ("phone", "07700 900123"),
            ("language", "pl"),
            ("adjustments", ""),
            ("ni_number", number),
        ]
    };
    let mut replies = vec![staff.get(&address).await.expect(200)];
    for (version, number, status) in [
        ("2", NUMBER, 303),
        ("2", "PX 46 81 93 B", 412),
        ("3", "PX468193Z", 422),
    ] {
        let reply = staff.form(&address, &fields(version, number)).await;
        replies.push(reply.expect(status));
    }
    let before = world.app.real_clock.now();
    let after = before + TimeDelta::minutes(31);
    world.app.real_clock.set(after).expect("a movable clock");
    let asked = staff.form(&address, &fields("3", NUMBER)).await.expect(303);
    assert!(asked.header("location").contains("unsent"));
    replies.push(asked);
    world.app.real_clock.set(before).expect("a movable clock");
    for reply in &replies {
        for number in NUMBERS {
            assert!(!holds(&reply.text, number), "{number} is on the page");
        }
    }
    replies
}

/// In notes: through both doors, right and wrong, struck through, and as the session ends in the middle of one.
async fn in_notes(world: &World, journey: &str) -> Vec<Reply> {
    let staff = world.app.as_coordinator().await;
    let address = format!("/api/v1/journeys/{journey}/notes");
    let page = format!("/journeys/{journey}/notes");
    let words = format!("{NOTE} for {SURNAME}");
    let note = |visibility: &str| json!({ "text": words, "visibility": visibility });
    let kept = staff.post(&address, &note("person")).await.expect(201);
    let strike = format!("/api/v1/notes/{}/strike", kept.id());
    let mut replies = vec![
        kept,
        staff.post(&address, &note(NOTE)).await.expect(422),
        staff
            .post(&address, &json!({ NOTE: NOTE, "text": NOTE }))
            .await
            .expect(422),
        staff.get(&address).await.expect(200),
        staff
            .form(&page, &[("text", &words), ("visibility", NOTE)])
            .await
            .expect(422),
        staff
            .form(&page, &[("text", &words), ("visibility", "only_me")])
            .await
            .expect(303),
        staff.get(&page).await.expect(200),
        staff.post_at(&strike, 1, &json!({})).await.expect(200),
    ];
    let before = world.app.real_clock.now();
    let after = before + TimeDelta::minutes(31);
    world.app.real_clock.set(after).expect("a movable clock");
    let late = [("text", words.as_str()), ("visibility", "team")];
    replies.push(staff.form(&page, &late).await.expect(303));
    world.app.real_clock.set(before).expect("a movable clock");
    replies
}

async fn nothing_leaks(database: Database) -> World {
    let log = everything();
    let world = World::new(database).await;
    let replies = put_in(&world).await;
    assert_addresses(&replies);
    let metrics = world.app.as_nobody().get("/metrics").await;
    assert!(
        sealed()
            .chain([SURNAME])
            .all(|wanted| !holds(&metrics.text, wanted))
    );
    let outbox = super::column(
        &world.app.platform.database,
        "SELECT CAST(payload AS text) AS text FROM outbox",
    )
    .await;
    assert!(
        !outbox.is_empty()
            && outbox.iter().all(|payload| sealed()
                .chain([SURNAME])
                .all(|wanted| !holds(payload, wanted)))
    );
    let lines = log();
    assert!(lines.contains("answered"), "the log was heard");
    for wanted in sealed().chain([SURNAME]) {
        let at = lines.to_lowercase().find(&wanted.to_lowercase());
        assert!(
            at.is_none(),
            "{wanted} is in the log: {:?}",
            at.map(|at| &lines[at.saturating_sub(200)..at + 40])
        );
    }
    world
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    text: String,
}

#[actix_web::test]
async fn no_number_and_no_note_is_in_the_file_its_journal_or_its_copy() {
    let fresh = FreshDatabase::sqlite().await;
    let world = nothing_leaks(fresh.database()).await;
    let database = world.app.platform.database;
    let DatabaseUrl::Sqlite(file) = database.url().clone() else {
        panic!("a file");
    };
    let copy = format!("{file}-copy");
    let backed_up = database.url().back_up(copy.as_ref()).await;
    backed_up.expect("a copy");
    for path in [file.clone(), format!("{file}-wal"), copy] {
        let bytes = std::fs::read(&path).expect("a file");
        assert!(bytes.len() > 1_000, "{path}");
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            holds(&text, "Nadia") || path.ends_with("copy") || path == file,
            "the file holds the people: {path}"
        );
        for wanted in sealed() {
            assert!(!holds(&text, wanted), "{wanted} is in {path}");
        }
    }
}

#[actix_web::test]
async fn no_number_and_no_note_is_in_any_text_of_any_table_or_of_its_copy() {
    let fresh = FreshDatabase::postgres().await;
    let world = nothing_leaks(fresh.database()).await;
    let folder = Folder::new();
    let copy = folder.0.join("copy");
    let backed_up = world.app.platform.database.url().back_up(&copy).await;
    backed_up.expect("a copy");
    let mut unpacked = std::process::Command::new("pg_restore");
    let unpacked = unpacked.args(["--file", "-"]).arg(&copy).output();
    let text =
        String::from_utf8_lossy(&unpacked.expect("the copy's statements").stdout).into_owned();
    assert!(holds(&text, SURNAME), "the people are in the copy");
    for wanted in sealed() {
        assert!(!holds(&text, wanted), "{wanted} is in the copy");
    }
    let read = world.app.platform.database.read(|db| -> DatabaseResult<Vec<Line>> {
        let AnyConnection::Postgres(db) = db else { return Ok(Vec::new()) };
        let tables: Vec<Line> = diesel::sql_query(
            "SELECT table_name::text AS text FROM information_schema.tables WHERE table_schema = 'public'").load(db)?;
        let mut all = Vec::new();
        for table in tables {
            let name = table.text;
            all.extend(diesel::sql_query(format!("SELECT t::text AS text FROM \"{name}\" t")).load::<Line>(db)?);
        }
        Ok(all)
    });
    let rows = read.await.expect("every row");
    assert!(
        rows.len() > 50 && rows.iter().any(|row| holds(&row.text, SURNAME)),
        "the people are in their tables"
    );
    for row in rows {
        for wanted in sealed() {
            assert!(!holds(&row.text, wanted), "{}", row.text);
        }
    }
}
