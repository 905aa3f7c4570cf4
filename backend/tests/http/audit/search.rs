//! The log is searched by those who look after it, and that they look is in it.

use super::column;
use crate::journeys::world::{World, text};
use crate::pages::said;
use backend::{
    platform::{
        config::Secret,
        crypto::{FieldKeys, KeyPurpose, KeyRing, check_keys},
    },
    reseal::{self, Resealed},
};
use serde_json::{Value, json};

fn words(page: &Value) -> Vec<String> {
    let lines = page["data"].as_array().cloned().unwrap_or_default();
    lines.iter().map(|line| text(&line["words"])).collect()
}

on_both_databases! {
    async fn an_administrator_reads_who_read_whom(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let (staff, admin) = (world.app.as_coordinator().await, world.app.as_administrator().await);
        let address = format!("/candidates/{}", walker.candidate);
        staff.get(&address).await.expect(200);
        world.app.as_hiring_manager().await.get(&address).await.expect(200);
        staff.get("/journeys?open=true").await.expect(200);
        let all = admin.get("/audit?limit=3&until=2026-12-31").await.expect(200);
        assert_eq!(words(&all.json), [
            "Cora of riverside read a list of journeys, 1 shown, narrowed by open",
            "Hugh of riverside read Nadia Rahman's record",
            "Cora of riverside read Nadia Rahman's record",
        ]);
        let next = all["next_cursor"].as_str().expect("more").to_owned();
        let rest = admin.get(&format!("/audit?cursor={next}&limit=200&until=2026-12-31")).await.expect(200);
        assert!(words(&rest.json).contains(&"riverside Jobcentre sent Nadia Rahman's referral".to_owned()), "{}", rest.text);
        let of = |query: String| {
            let admin = admin.clone();
            async move { words(&admin.get(&format!("/audit?{query}")).await.expect(200).json) }
        };
        let person = of(format!("person_id={}&action=read_candidate", walker.candidate)).await;
        assert_eq!(person.len(), 2, "{person:?}");
        let hugh = of(format!("actor_id={}", world.app.trust.hiring_manager.as_uuid())).await;
        assert_eq!(hugh, ["Hugh of riverside read Nadia Rahman's record"]);
        assert_eq!(of("outcome=refused".to_owned()).await, Vec::<String>::new());
        let today = crate::journeys::world::FIRST_DAY;
        assert!(of(format!("from={today}&until={today}&action=read_candidate")).await.len() == 2);
        assert_eq!(of("until=2020-01-01".to_owned()).await, Vec::<String>::new());
        let looked = of("action=list_audit".to_owned()).await;
        assert!(looked.len() >= 7 && looked[0].starts_with("Ada of riverside looked at the audit log"), "{looked:?}");
        staff.get("/audit").await.expect(403);
        assert_eq!(words(&world.app.as_neighbour().await.get("/audit?action=read_candidate").await.expect(200).json), Vec::<String>::new());
    }

    async fn the_page_and_the_file_say_the_same(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("=Rahman").await;
        let admin = world.app.as_administrator().await.with_header("Accept", "text/html");
        let record = world.app.as_coordinator().await.get(&format!("/candidates/{}", walker.candidate)).await.expect(200);
        let reference = text(&record["reference"]);
        let address = format!("/administration/audit?person={}&action=read_candidate", reference.to_lowercase());
        let page = admin.get(&address).await.expect(200);
        assert!(said(&page).contains("Cora of riverside read Nadia =Rahman's record"), "{}", said(&page));
        let file = admin.get(&address.replace("/audit?", "/audit.csv?")).await.expect(200);
        assert!(file.text.contains("\"Cora of riverside read Nadia =Rahman's record\""), "{}", file.text);
        assert!(file.header("content-disposition").contains("attachment"));
        let wrong = admin.get("/administration/audit?person=WP-0000-00&from=yesterday").await.expect(422);
        assert!(said(&wrong).contains("Nobody has this reference") && said(&wrong).contains("Enter a real date"));
        let exported = column(&world.app.platform.database, "SELECT action AS text FROM audit WHERE action = 'export_audit'").await;
        assert_eq!(exported.len(), 1);
        let staff = world.app.as_coordinator().await.with_header("Accept", "text/html");
        staff.get("/administration/audit").await.expect(403);
        staff.get("/administration/audit.csv").await.expect(403);
    }

    async fn everything_is_sealed_with_the_newest_key_and_the_older_is_asked_for_no_more(database: Database) {
        let mut world = World::new(database).await;
        let one = "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        let two = "2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
        let ring = |text: &str| KeyRing::parse(&Secret::new(text)).expect("a ring");
        let (old, both, new) = (ring(one), ring(&format!("{two},{one}")), ring(two));
        let database = world.app.platform.database.clone();
        let now = world.app.clock.now();
        world.app.platform.fields = FieldKeys::new(old.clone());
        check_keys(&database, KeyPurpose::Fields, &old, now).await.expect("the key");
        world.app.rebuild().await;
        let mut referral = world.referral("Rahman");
        referral["candidate"]["ni_number"] = json!("PX468193B");
        let sent = world.app.as_jobcentre().await.post("/referrals", &referral).await.expect(201);
        let sealed = || column(&database, "SELECT ni_number AS text FROM candidates WHERE ni_number IS NOT NULL");
        assert!(sealed().await[0].starts_with("1."));
        world.app.platform.fields = FieldKeys::new(both.clone());
        check_keys(&database, KeyPurpose::Fields, &both, now).await.expect("both keys");
        let refused = check_keys(&database, KeyPurpose::Fields, &new, now).await.expect_err("the old key is needed");
        assert!(refused.to_string().contains("FOOTHOLD_FIELD_KEYS does not hold the key of version 1"), "{refused}");
        let trust = world.app.trust.id;
        let step = || reseal::reseal(&world.app.platform, trust);
        assert_eq!(step().await.expect("sealed"), Resealed::Some(1));
        assert_eq!(step().await.expect("sealed"), Resealed::All(vec![1]));
        assert_eq!(step().await.expect("sealed"), Resealed::All(vec![]));
        reseal::reseal(&world.app.platform, world.app.neighbour.id).await.expect("the neighbour's");
        assert!(sealed().await[0].starts_with("2."));
        check_keys(&database, KeyPurpose::Fields, &new, now).await.expect("the new key is enough");
        world.app.platform.fields = FieldKeys::new(new);
        world.app.rebuild().await;
        let staff = world.app.as_coordinator().await;
        let read = staff.get(&format!("/candidates/{}", text(&sent["candidate_id"]))).await.expect(200);
        assert_eq!(read["ni_number"], json!("PX ** ** ** B"));
        let found = staff.post("/candidates/find", &json!({ "ni_number": "PX468193B" })).await.expect(200);
        assert_eq!(found["data"].as_array().map(Vec::len), Some(1));
    }
}
