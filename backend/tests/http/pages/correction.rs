//! The form on which staff correct what is known of a person.

use super::{said, tags, value_of};
use crate::accounts::later;
use crate::journeys::world::World;
use crate::support::{application::PASSWORD, client::Reply};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::identity::Role;

/// The fields of a form as a browser would send them, with some of them written over.
fn filled<'a>(form: &Reply, over: &[(&'a str, &'a str)]) -> Vec<(&'a str, String)> {
    let mut fields: Vec<(&str, String)> = [
        "version",
        "given_name",
        "family_name",
        "date_of_birth-day",
        "date_of_birth-month",
        "date_of_birth-year",
        "email",
        "phone",
    ]
    .map(|name| (name, value_of(form, name)))
    .into();
    fields.push(("language", "en".to_owned()));
    fields.push(("adjustments", String::new()));
    fields.push(("ni_number", String::new()));
    for (name, value) in over {
        fields.retain(|(known, _)| known != name);
        fields.push((name, (*value).to_owned()));
    }
    fields
}

fn pairs<'a>(fields: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

async fn record(world: &World, candidate: impl std::fmt::Display) -> Value {
    let staff = world.app.as_coordinator().await;
    staff
        .get(&format!("/candidates/{candidate}"))
        .await
        .expect(200)
        .json
}

on_both_databases! {
    async fn what_is_known_of_a_person_is_corrected_on_a_page(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let staff = world.app.as_coordinator().await;
        let address = format!("/candidates/{}/correct?journey={}", walker.candidate, walker.id);
        let form = staff.get(&address).await.expect(200);
        assert_eq!(value_of(&form, "family_name"), "Rahman");
        assert!(form.text.contains(&format!("href=\"/dashboard/journeys/{}\"", walker.id)));
        assert_eq!(form.header("cache-control"), "no-store");

        let fields = filled(&form, &[
            ("given_name", "Nadiya"), ("date_of_birth-day", "28"), ("date_of_birth-month", "2"), ("date_of_birth-year", "1999"),
            ("phone", ""), ("language", "ur"), ("ni_number", "px 46 81 93 b"),
        ]);
        let done = staff.form(&address, &pairs(&fields)).await.expect(303);
        let page = staff.get(done.header("location")).await.expect(200);
        assert!(said(&page).contains("Their details are corrected") && said(&page).contains("We hold PX ** ** ** B"));
        assert!(!page.text.to_lowercase().contains("px468193b") && !page.text.contains("46 81 93"));
        let now = record(&world, walker.candidate).await;
        assert_eq!(
            (&now["given_name"], &now["date_of_birth"], &now["phone"], &now["language"], &now["version"]),
            (&json!("Nadiya"), &json!("1999-02-28"), &Value::Null, &json!("ur"), &json!(2))
        );
        // An empty number is kept as it is.
        let fields = filled(&page, &[("language", "ur"), ("given_name", "Nadia")]);
        staff.form(&address, &pairs(&fields)).await.expect(303);
        assert_eq!(record(&world, walker.candidate).await["ni_number"], json!("PX ** ** ** B"));
        let audit = world.app.as_administrator().await.get("/audit?action=correct_candidate").await.expect(200);
        let words = audit["data"][1]["words"].as_str().expect("words").to_owned();
        assert!(words.contains("date of birth") && words.contains("ni number") && !words.contains("1999"), "{words}");
    }

    async fn what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(database: Database) {
        let world = World::new(database).await;
        let (walker, other) = (world.refer("Rahman").await, world.refer("Okoro").await);
        let staff = world.app.as_coordinator().await;
        let number_of = |candidate| format!("/candidates/{candidate}/correct");
        let form = staff.get(&number_of(other.candidate)).await.expect(200);
        let with_number = filled(&form, &[("ni_number", "PX468193B")]);
        staff.form(&number_of(other.candidate), &pairs(&with_number)).await.expect(303);

        let address = number_of(walker.candidate);
        let form = staff.get(&address).await.expect(200);
        let wrong = filled(&form, &[
            ("given_name", ""), ("date_of_birth-day", "31"), ("date_of_birth-month", "2"), ("email", "nobody"), ("ni_number", "PX468193C"),
        ]);
        let refused = staff.form(&address, &pairs(&wrong)).await.expect(422);
        for field in ["given_name", "date_of_birth", "email", "ni_number"] {
            assert!(refused.text.contains(&format!("href=\"#{field}\"")), "{field}: {}", said(&refused));
        }
        assert_eq!((value_of(&refused, "email"), value_of(&refused, "date_of_birth-day")), ("nobody".to_owned(), "31".to_owned()));
        assert!(!refused.text.contains("PX468193C"), "a number is only ever written");
        let taken = filled(&form, &[("family_name", "Rahmanova"), ("ni_number", "PX468193B")]);
        let refused = staff.form(&address, &pairs(&taken)).await.expect(409);
        assert!(refused.text.contains("href=\"#ni_number\"") && value_of(&refused, "family_name") == "Rahmanova");

        // Somebody was quicker: theirs stands beside what was typed, and nothing is overwritten unseen.
        let theirs = filled(&form, &[("given_name", "Nadira")]);
        staff.form(&address, &pairs(&theirs)).await.expect(303);
        let mine = filled(&form, &[("given_name", "Nadja")]);
        let stale = staff.form(&address, &pairs(&mine)).await.expect(412);
        assert!(said(&stale).contains("Somebody has changed this record") && said(&stale).contains("On record now: Nadira."));
        assert_eq!((value_of(&stale, "given_name"), value_of(&stale, "version")), ("Nadja".to_owned(), "2".to_owned()));
        assert_eq!(record(&world, walker.candidate).await["given_name"], json!("Nadira"));
        let again = filled(&stale, &[]);
        staff.form(&address, &pairs(&again)).await.expect(303);
        assert_eq!(record(&world, walker.candidate).await["given_name"], json!("Nadja"));
    }

    async fn only_who_keeps_the_record_corrects_it(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let address = format!("/candidates/{}/correct", walker.candidate);
        for role in [Role::Assessor, Role::Trainer, Role::Executive, Role::Auditor] {
            let (staff, _) = world.staff_with(role).await;
            assert!(!staff.get(&address).await.expect(403).text.contains("Rahman"), "{role:?}");
        }
        world.app.as_neighbour().await.get(&address).await.expect(404);
        world.app.as_candidate(walker.candidate).await.get(&address).await.expect(403);
        let absent = format!("/candidates/{}/correct", uuid::Uuid::now_v7());
        world.app.as_coordinator().await.get(&absent).await.expect(404);
        world.app.as_coordinator().await.get("/candidates/nobody/correct").await.expect(404);
    }

    async fn a_correction_outlives_the_session_and_the_number_does_not(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let staff = world.app.as_coordinator().await;
        let address = format!("/candidates/{}/correct?journey={}", walker.candidate, walker.id);
        let form = staff.get(&address).await.expect(200);
        let fields = filled(&form, &[("family_name", "Rahmanova"), ("language", "pl"), ("ni_number", "PX468193B")]);
        later(&world.app, TimeDelta::minutes(31));
        let asked = staff.form(&address, &pairs(&fields)).await.expect(303);
        let to_sign_in = asked.header("location").to_owned();
        assert!(!to_sign_in.contains("Rahmanova") && !to_sign_in.contains("PX4"));
        let page = world.app.as_nobody().get(&to_sign_in).await.expect(200);
        let next = value_of(&page, "next").replace("&amp;", "&");
        let form = [("email", "cora@riverside.example"), ("password", PASSWORD), ("next", next.as_str())];
        let entered = world.app.as_nobody().form("/sign-in", &form).await.expect(303);
        let again = world.app.as_nobody().with_session(&entered.cookie("session").expect("a session"));
        let back = again.get(entered.header("location")).await.expect(200);
        assert_eq!((value_of(&back, "family_name"), value_of(&back, "ni_number")), ("Rahmanova".to_owned(), String::new()));
        assert!(tags(&back, "value=\"pl\"").any(|tag| tag.contains("selected")));
        assert!(back.text.contains(&format!("href=\"/dashboard/journeys/{}\"", walker.id)));
        assert_eq!(record(&world, walker.candidate).await["family_name"], json!("Rahman"));
    }
}
