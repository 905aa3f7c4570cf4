//! Many referrals at once: each is taken or refused as it would be alone, and never half of one.

use crate::journeys::world::{World, text};
use crate::support::client::{Client, Reply};
use actix_web::http::Method;
use backend::platform::database::{
    DatabaseResult,
    schema::{candidates, journeys, referral_import_parts, referral_imports, referrals},
};
use backend::referrals::batch::go_on;
use diesel::prelude::*;
use serde_json::{Value, json};

const HEADING: &str = "programme_id,external_ref,given_name,family_name,date_of_birth,language,benefit,benefit_confirmed_on,employment_status,ni_number";

fn row(world: &World, reference: &str, family_name: &str) -> String {
    format!(
        "{},{reference},Nadia,{family_name},1998-03-14,en,jobseekers_allowance,2026-05-08,unemployed,",
        world.programme
    )
}

async fn send(client: &Client, address: &str, file: impl Into<Vec<u8>>) -> Reply {
    client
        .request(Method::POST, address)
        .raw("text/csv", file)
        .send()
        .await
}

/// How many people, journeys and referrals there are.
async fn counts(world: &World) -> (i64, i64, i64) {
    world
        .app
        .platform
        .database
        .read(|db| -> DatabaseResult<_> {
            Ok((
                candidates::table.count().get_result(db)?,
                journeys::table.count().get_result(db)?,
                referrals::table.count().get_result(db)?,
            ))
        })
        .await
        .expect("counts")
}

/// The import, once its last row is done.
async fn done(client: &Client, id: &str) -> Value {
    for _ in 0..600 {
        let import = client
            .get(&format!("/referral-imports/{id}"))
            .await
            .expect(200)
            .json;
        if import["status"] == "done" {
            return import;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the import did not end");
}

on_both_databases! {
    async fn each_of_a_list_is_taken_or_refused_as_it_would_be_alone(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        let mut twin = world.referral("Rahman");
        twin["external_ref"] = json!("JC-2");
        let mut unconfirmed = world.referral("Okoro");
        unconfirmed["benefit_confirmed_on"] = Value::Null;
        let mut wrong = world.referral("Ali");
        wrong["candidate"]["email"] = json!("nobody");
        let mut unknown = world.referral("Roe");
        unknown["candidate"]["shoe_size"] = json!(7);
        let list = json!({ "referrals": [world.referral("Rahman"), twin, unconfirmed, wrong, unknown, "nonsense", world.referral("Ash")] });
        let tried = jobcentre.post("/referrals/batch?dry_run=true", &list).await.expect(200);
        assert_eq!(counts(&world).await, (0, 0, 0), "a dry run keeps nothing");
        let taken = jobcentre.post("/referrals/batch", &list).await.expect(200);
        for reply in [&tried, &taken] {
            assert_eq!((&reply["accepted"], &reply["known"], &reply["refused"]), (&json!(2), &json!(0), &json!(5)));
            let problem = |at: usize| &reply["data"][at]["problem"];
            assert_eq!(problem(1)["unmet_guards"][0]["guard"], json!("no_other_open_journey"));
            assert_eq!(problem(2)["unmet_guards"][0]["law"], json!("L1"));
            assert_eq!(problem(3)["errors"][0]["pointer"], json!("/candidate/email"));
            assert_eq!(problem(4)["errors"][0]["pointer"], json!("/candidate/shoe_size"));
            assert_eq!(problem(5)["errors"][0]["code"], json!("wrong_type"));
        }
        assert_eq!(counts(&world).await, (2, 2, 2), "nothing is left of what was refused");
        let journey = text(&taken["data"][0]["journey_id"]);
        assert_eq!(jobcentre.get(&format!("/journeys/{journey}")).await.expect(200)["state"], json!("referred"));
        let lines = crate::audit::column(&world.app.platform.database,
            "SELECT action AS text FROM audit WHERE action IN ('refer', 'create_referral')").await;
        assert_eq!(lines.len(), 4, "what was refused has told the log nothing");
    }

    async fn a_file_sent_again_is_known_and_not_taken_twice(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        let file = format!("\u{FEFF}{HEADING}\r\n{}\r\n{}\n", row(&world, "JC-1", "Rahman"), row(&world, "JC-2", "\"O'Neill, the \"\"younger\"\"\""));
        let first = send(&jobcentre, "/referrals/batch", file.clone()).await.expect(200);
        assert_eq!((&first["accepted"], &first["refused"]), (&json!(2), &json!(0)), "{}", first.text);
        let again = send(&jobcentre, "/referrals/batch", file.clone()).await.expect(200);
        assert_eq!((&again["accepted"], &again["known"]), (&json!(0), &json!(2)));
        assert_eq!(again["data"][0]["journey_id"], first["data"][0]["journey_id"]);
        let request = || jobcentre.request(Method::POST, "/referrals/batch").key("one file").raw("text/csv", format!("{HEADING}\n{}\n", row(&world, "JC-3", "Ash")));
        request().send().await.expect(200);
        let replayed = request().send().await.expect(200);
        assert_eq!((replayed.header("idempotency-replayed"), &replayed["accepted"]), ("true", &json!(1)));
        let another = send(&jobcentre, "/referrals/batch", format!("{HEADING}\n{}\n", row(&world, "JC-1", "Okoro"))).await.expect(200);
        assert_eq!(another["data"][0]["problem"]["errors"][0]["pointer"], json!("/external_ref"));
        assert_eq!(counts(&world).await, (3, 3, 3));
    }

    async fn staff_send_drafts_and_a_jobcentre_sends_only_its_own(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let own = send(&staff, "/referrals/batch", format!("{HEADING}\n{}\n", row(&world, "", "Rahman"))).await.expect(200);
        assert_eq!(own["data"][0]["problem"]["errors"][0]["pointer"], json!("/organisation_id"), "{}", own.text);
        let named = |id: String| format!("organisation_id,{HEADING}\n{id},{}\n", row(&world, "", "Rahman"));
        let draft = send(&staff, "/referrals/batch", named(world.app.trust.jobcentre.id.to_string())).await.expect(200);
        assert_eq!((&draft["accepted"], &draft["data"][0]["journey_id"]), (&json!(1), &Value::Null), "{}", draft.text);
        let others = send(&world.app.as_jobcentre().await, "/referrals/batch", named(world.app.trust.other_jobcentre.id.to_string())).await.expect(200);
        assert_eq!(others["refused"], json!(1));
        send(&world.app.as_college().await, "/referrals/batch", HEADING).await.expect(403);
        send(&world.app.as_hiring_manager().await, "/referrals/batch", HEADING).await.expect(403);
    }

    async fn a_long_file_is_an_import_that_survives_its_server(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        let rows: Vec<String> = (0..250).map(|at| if at == 120 { "short,row".to_owned() } else { row(&world, &format!("JC-{at}"), &format!("Rahman{at}")) }).collect();
        let file = format!("{HEADING}\n{}", rows.join("\n"));
        let begun = send(&jobcentre, "/referrals/batch", file).await.expect(202);
        let id = text(&begun["id"]);
        assert_eq!(begun.header("location"), format!("/api/v1/referral-imports/{id}"));
        assert_eq!((&begun["rows"], &begun["status"]), (&json!(250), &json!("running")));
        let import = done(&jobcentre, &id).await;
        assert_eq!((&import["accepted"], &import["refused"], &import["rows_done"]), (&json!(249), &json!(1), &json!(250)));
        assert_eq!(counts(&world).await, (249, 249, 249));
        let mut seen = Vec::new();
        let mut address = format!("/referral-imports/{id}/rows?limit=60");
        loop {
            let page = jobcentre.get(&address).await.expect(200);
            seen.extend(page["data"].as_array().expect("rows").iter().map(|row| (row["row"].clone(), row["outcome"].clone())));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            address = format!("/referral-imports/{id}/rows?limit=60&cursor={cursor}");
        }
        assert_eq!(seen.len(), 250);
        assert_eq!(seen[120], (json!(121), json!("refused")));
        for outsider in [world.app.as_other_jobcentre().await, world.app.as_neighbour().await] {
            outsider.get(&format!("/referral-imports/{id}")).await.expect(404);
            outsider.get(&format!("/referral-imports/{id}/rows")).await.expect(404);
        }
        // As if the server had stopped before the last part.
        let trust = world.app.trust.id;
        world.app.platform.database.write(|db| -> DatabaseResult<_> {
            diesel::update(referral_imports::table).set((
                referral_imports::status.eq(backend::platform::database::bind(shared::referrals::ImportStatus::Running)),
                referral_imports::finished_at.eq(None::<chrono::DateTime<chrono::Utc>>),
            )).execute(db)?;
            Ok(())
        }).await.expect("as before");
        go_on(&world.app.platform, trust).await.expect("gone on with");
        assert_eq!(done(&jobcentre, &id).await["rows_done"], json!(250), "and none of it twice");
    }

    async fn what_a_file_held_is_kept_sealed(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        let rows: Vec<String> = (0..101).map(|at| format!("{}PX468193B", row(&world, &format!("JC-{at}"), "Canarysurname"))).collect();
        let begun = send(&jobcentre, "/referrals/batch?dry_run=true", format!("{HEADING}\n{}", rows.join("\n"))).await.expect(202);
        let import = done(&jobcentre, &text(&begun["id"])).await;
        assert_eq!((&import["accepted"], &import["refused"], &import["dry_run"]), (&json!(2), &json!(99), &json!(true)), "the first of each part");
        assert_eq!(counts(&world).await, (0, 0, 0));
        let contents: Vec<String> = world.app.platform.database.read(|db| -> DatabaseResult<_> {
            Ok(referral_import_parts::table.select(referral_import_parts::contents).load(db)?)
        }).await.expect("parts");
        assert!(contents.iter().all(|part| !part.contains("Canary") && !part.contains("468193")));
    }

    async fn a_file_that_cannot_be_read_is_refused_whole(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        let good: Vec<String> = (0..150).map(|at| row(&world, &format!("JC-{at}"), &format!("Rahman{at}"))).collect();
        let open = format!("{HEADING}\n{}\n\"never closed,", good.join("\n"));
        let refused = send(&jobcentre, "/referrals/batch", open).await.expect(422);
        assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/rows/151"), &json!("unclosed_quote")));
        for (file, status) in [
            (String::new(), 400), ("a,b\n1,2\n".into(), 422), (format!("{HEADING},benefit\n"), 422),
            (format!("{HEADING}\n{}", "x".repeat(10 * 1024 * 1024)), 422),
        ] {
            send(&jobcentre, "/referrals/batch", file).await.expect(status);
        }
        jobcentre.request(Method::POST, "/referrals/batch").raw("text/html", "x").send().await.expect(415);
        jobcentre.request(Method::POST, "/referrals/batch").raw("application/json", "{").send().await.expect(400);
        let left: i64 = world.app.platform.database.read(|db| -> DatabaseResult<_> {
            Ok(referral_imports::table.count().get_result(db)?)
        }).await.expect("imports");
        assert_eq!((left, counts(&world).await), (0, (0, 0, 0)));
    }
}
