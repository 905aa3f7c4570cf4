//! The work list: what each open journey waits for, who owes it, and how much it presses.

use crate::journeys::world::{FIRST_DAY, SCREENING, Walker, World, text};
use backend::{journeys::find_unsound, platform::database::DatabaseResult};
use diesel::connection::SimpleConnection as _;
use serde_json::{Value, json};
use shared::identity::Role;

async fn list(world: &World, asked: &str) -> Vec<Value> {
    let staff = world.app.as_coordinator().await;
    let listed = staff.get(&format!("/tasks{asked}")).await.expect(200);
    listed.json["data"].as_array().expect("a list").clone()
}

/// The one task there is: what it is, when it is due, who owes it and what settles it.
async fn only_task(world: &World) -> String {
    let all = list(world, "").await;
    let [one] = all.as_slice() else {
        panic!("{all:?}")
    };
    let part = |name: &str| text(&one[name]);
    format!(
        "{} {} {} {}",
        part("kind"),
        part("due_on"),
        part("owed_by"),
        part("settled_by")
    )
}

async fn accept(world: &World, walker: &Walker) {
    let staff = world.app.as_coordinator().await;
    world.make(&staff, walker, "accept", json!({})).await;
}

/// Does what nobody may: writes past the program.
async fn tamper(world: &World, statement: String) {
    let run = world
        .app
        .platform
        .database
        .write(move |db| DatabaseResult::Ok(db.batch_execute(&statement)?));
    run.await.expect("what nobody may do");
}

async fn findings(world: &World) -> Vec<String> {
    let database = &world.app.platform.database;
    let (_, findings) = find_unsound(database, world.app.trust.id)
        .await
        .expect("a check");
    findings.into_iter().map(|finding| finding.found).collect()
}

on_both_databases! {
    async fn a_move_makes_its_task_appear_and_the_settling_move_replaces_it(database: Database) {
        let world = World::new(database).await;
        assert_eq!(list(&world, "").await.len(), 0);
        let walker = world.refer("Teasel").await;
        assert_eq!(only_task(&world).await, "answer_referral 2026-05-13 trust_staff accept");
        accept(&world, &walker).await;
        assert_eq!(only_task(&world).await, "book_screening 2026-05-14 trust_staff book_screening");
        let seat = json!({ "session_id": world.screening_day().await, "adjustments_asked": true, "adjustments": null });
        world.make(&world.app.as_coordinator().await, &walker, "book_screening", seat).await;
        assert_eq!(only_task(&world).await, "record_screening 2026-05-27 assessor record_attendance");
        world.screen(&walker).await;
        assert_eq!(only_task(&world).await, "decide_selection 2026-05-29 assessor select");
        world.select(&walker).await;
        world.train(&[&walker], 5).await;
        assert_eq!(only_task(&world).await, "book_interview 2026-06-12 trust_staff book_interview");
        let ledger = world.app.as_coordinator().await.get("/guarantees").await.expect(200);
        assert_eq!(ledger["data"][0]["due_on"], "2026-06-12", "both lists promise the same day (L6)");
        world.interview(&walker, "successful").await;
        assert_eq!(only_task(&world).await, "tell_outcome 2026-06-12 hiring_manager propose_trial");
        assert_eq!(findings(&world).await, Vec::<String>::new());
    }

    async fn a_trial_waits_for_each_signature_in_turn_and_an_ended_journey_for_nothing(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.to_interviewed(&walker).await;
        let manager = world.app.as_hiring_manager().await;
        let terms = json!({ "starts_on": "2026-06-15", "ends_on": "2026-07-14", "pattern": "weekdays" });
        world.make(&manager, &walker, "propose_trial", terms).await;
        assert_eq!(only_task(&world).await, "sign_trial 2026-06-11 jobcentre sign_trial");
        let jobcentre = world.app.as_jobcentre().await;
        world.make(&jobcentre, &walker, "sign_trial", json!({ "terms_number": 1, "supervisor": null })).await;
        assert_eq!(only_task(&world).await, "sign_trial 2026-06-11 candidate sign_trial");

        let page = world.app.as_coordinator().await.get("/today").await.expect(200);
        assert!(page.text.contains("We wait for the person"), "{}", page.text);
        assert!(page.text.contains("See where it stands"), "the step is not the Trust's: {}", page.text);

        let leaving = json!({ "reason": "found_work", "note": null, "hear_of_other_programmes": true, "next_step": "other_work" });
        world.make(&world.app.as_coordinator().await, &walker, "withdraw", leaving).await;
        assert_eq!(list(&world, "").await.len(), 0);
        assert_eq!(findings(&world).await, Vec::<String>::new());
    }

    async fn what_is_due_presses_more_as_time_passes(database: Database) {
        let world = World::new(database).await;
        world.refer("Teasel").await;
        let count = async |urgency: &str| list(&world, &format!("?urgency={urgency}")).await.len();
        for (day, urgency) in [(FIRST_DAY, "soon"), ("2026-05-13", "today"), ("2026-05-14", "overdue")] {
            world.move_to(day);
            assert_eq!(text(&list(&world, "").await[0]["urgency"]), urgency, "{day}");
            for asked in ["overdue", "today", "soon", "later"] {
                assert_eq!(count(asked).await, usize::from(asked == urgency), "{asked} on {day}");
            }
        }
        let page = world.app.as_coordinator().await.get("/today").await.expect(200);
        assert!(page.text.contains("1 day late") && page.text.contains("Teasel"), "{}", page.text);
        assert!(page.text.contains("Accept the referral"), "{}", page.text);
        assert!(page.text.contains("Today (1)"), "the navigation counts what presses: {}", page.text);
        let elsewhere = world.app.as_coordinator().await.get("/reports").await.expect(200);
        assert!(elsewhere.text.contains("Today (1)"), "and so it does on each page");
    }

    async fn the_list_is_narrowed_by_kind_and_programme_and_what_cannot_be_read_is_refused(database: Database) {
        let world = World::new(database).await;
        let (walker, _) = (world.refer("Teasel").await, world.refer("Plover").await);
        accept(&world, &walker).await;
        let named = async |asked: &str| {
            let all = list(&world, asked).await;
            all.iter().map(|task| text(&task["candidate_name"])).collect::<Vec<_>>()
        };
        assert_eq!(named("?kind=book_screening").await, ["Nadia Teasel"]);
        assert_eq!(named("?kind=answer_referral").await, ["Nadia Plover"]);
        assert_eq!(named(&format!("?programme_id={}", world.programme)).await.len(), 2);
        assert_eq!(named(&format!("?programme_id={}", uuid::Uuid::now_v7())).await.len(), 0);
        assert_eq!(named("?mine=true").await.len(), 0);
        let staff = world.app.as_coordinator().await;
        for wrong in ["kind=lunch", "urgency=never", "programme_id=none", "mine=perhaps", "cursor=none", "colour=red"] {
            staff.get(&format!("/tasks?{wrong}")).await.expect(400);
        }
        for wrong in ["kind=lunch", "urgency=never", "programme_id=none", "mine=perhaps", "after=none"] {
            staff.get(&format!("/today?{wrong}")).await.expect(404);
        }
        let page = staff.get("/today?kind=book_screening&urgency=&programme_id=&mine=").await.expect(200);
        assert!(page.text.contains("Nadia Teasel") && !page.text.contains("Plover"), "{}", page.text);
        let none = staff.get("/today?kind=follow_up_13").await.expect(200);
        assert!(none.text.contains("Nothing like that is waiting"), "{}", none.text);
    }

    async fn a_register_that_was_held_stands_above_the_list_until_it_is_signed_off(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.book_screening(&walker).await;
        let staff = world.app.as_coordinator().await;
        let asks = async |client: &crate::support::client::Client| {
            client.get("/today").await.expect(200).text.contains("Sign off the register")
        };
        assert!(!asks(&staff).await, "the day is still ahead");
        world.move_to(SCREENING);
        assert!(asks(&staff).await);
        assert!(!asks(&world.app.as_hiring_manager().await).await, "it is not the hiring manager's to sign");
        let page = staff.get("/today").await.expect(200);
        assert!(page.text.contains("Today (2)"), "the register and the person: {}", page.text);
        assert!(!staff.get("/today?urgency=overdue").await.expect(200).text.contains("Sign off the register"));

        world.screen(&walker).await;
        let path = format!("/sessions/{}/register/sign-off", world.screening_day().await);
        staff.post_at(&path, 1, &json!({})).await.expect(200);
        assert!(!asks(&staff).await);
    }

    async fn each_sees_the_tasks_of_their_own_programmes_and_an_outsider_none(database: Database) {
        let world = World::new(database).await;
        let neighbour = world.app.as_neighbour().await;
        assert!(neighbour.get("/today").await.expect(200).text.contains("Nothing is waiting"));
        world.refer("Teasel").await;
        assert_eq!(neighbour.get("/tasks").await.expect(200)["data"], json!([]));
        assert!(!neighbour.get("/today").await.expect(200).text.contains("Teasel"));

        let (assessor, user) = world.staff_with(Role::Assessor).await;
        assert_eq!(assessor.get("/tasks").await.expect(200)["data"], json!([]));
        world.assign(user).await;
        assert_eq!(assessor.get("/tasks").await.expect(200)["data"][0]["candidate_name"], "Nadia Teasel");
        let page = assessor.get("/today").await.expect(200);
        assert!(page.text.contains("See where it stands"), "a referral is the coordinator's to answer: {}", page.text);

        for role in [Role::Executive, Role::Auditor] {
            let (reader, _) = world.staff_with(role).await;
            reader.get("/today").await.expect(403);
            reader.get("/tasks").await.expect(403);
            assert!(!reader.get("/account").await.expect(200).text.contains("href=\"/today\""));
        }
        let nobody = world.app.as_nobody().get("/today").await.expect(303);
        assert!(nobody.header("location").starts_with("/sign-in"));
    }

    async fn the_list_is_paged_by_day_and_nobody_is_met_twice(database: Database) {
        let world = World::new(database).await;
        for number in 0..51 {
            world.refer(&format!("Teasel{number:02}")).await;
        }
        let staff = world.app.as_coordinator().await;
        let first = staff.get("/tasks?limit=30").await.expect(200).json;
        let cursor = text(&first["next_cursor"]);
        let second = staff.get(&format!("/tasks?limit=30&cursor={cursor}")).await.expect(200).json;
        assert_eq!(second["next_cursor"], Value::Null);
        let both = [first, second].map(|page| page["data"].as_array().expect("a list").clone()).concat();
        let people: std::collections::BTreeSet<_> = both.iter().map(|task| text(&task["journey_id"])).collect();
        assert_eq!((both.len(), people.len()), (51, 51));

        let page = staff.get("/today?urgency=soon").await.expect(200);
        let next = page.text.split("href=\"").find(|rest| rest.contains("after=")).expect("a next page");
        let next = next.split('"').next().expect("an address").replace("&amp;", "&");
        assert!(next.contains("urgency=soon"), "the next page is narrowed as this one is: {next}");
        let last = staff.get(&next).await.expect(200);
        assert_eq!(last.text.matches("href=\"/today/").count(), 1, "one person is left for the last page");
        world.move_to("2026-05-20");
        assert!(staff.get("/today").await.expect(200).text.contains("Today (51)"));
    }

    async fn a_task_that_is_not_what_the_history_says_is_found(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        tamper(&world, format!("UPDATE tasks SET kind = 'follow_up_13' WHERE journey_id = '{}'", walker.id)).await;
        let wrong = "the work list says \"Follow-up at 13 weeks\", the history \"Referral to answer\"";
        assert_eq!(findings(&world).await, [wrong]);
        tamper(&world, format!("DELETE FROM tasks WHERE journey_id = '{}'", walker.id)).await;
        let missing = "the work list says \"no task\", the history \"Referral to answer\"";
        assert_eq!(findings(&world).await, [missing]);
        // The next move writes what is right.
        accept(&world, &walker).await;
        assert_eq!(findings(&world).await, Vec::<String>::new());
    }

    async fn a_task_is_given_to_somebody_with_a_note_and_kept_until_it_is_settled(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        let address = format!("/today/{}", walker.id);
        assert!(staff.get(&address).await.expect(200).text.contains("Nobody in particular"));
        let me = text(&staff.get("/me").await.expect(200)["id"]);
        let given = [("kind", "answer_referral"), ("assigned_to", me.as_str()), ("note", "Ring their coach first")];
        let saved = staff.form(&address, &given).await.expect(303);
        assert!(staff.get(saved.header("location")).await.expect(200).text.contains("This is saved"));
        let mine = list(&world, "?mine=true").await;
        assert_eq!((mine.len(), &mine[0]["note"]), (1, &json!("Ring their coach first")));
        let page = staff.get("/today?mine=true").await.expect(200);
        assert!(page.text.contains("Ring their coach first") && page.text.contains("Give to somebody else"), "{}", page.text);

        accept(&world, &walker).await;
        assert_eq!(list(&world, "?mine=true").await.len(), 0, "another task is nobody's yet");
        let late = staff.form(&address, &given).await.expect(409);
        assert!(late.text.contains("has moved on") && late.text.contains("Ring their coach first"), "nothing is lost: {}", late.text);
        assert_eq!(list(&world, "").await[0]["assigned_to"], Value::Null);
    }

    async fn a_task_is_given_only_to_somebody_who_sees_it_and_by_somebody_who_does(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        let address = format!("/today/{}", walker.id);
        let (assessor, user) = world.staff_with(Role::Assessor).await;
        let user = user.to_string();
        let given = [("kind", "answer_referral"), ("assigned_to", user.as_str()), ("note", "")];
        let refused = staff.form(&address, &given).await.expect(422);
        assert!(refused.text.contains("Choose somebody who works on this programme"), "{}", refused.text);
        assessor.get(&address).await.expect(404);
        assessor.form(&address, &given).await.expect(404);
        world.app.as_neighbour().await.form(&address, &given).await.expect(404);

        world.assign(user.parse().expect("an id")).await;
        staff.form(&address, &given).await.expect(303);
        assert_eq!(assessor.get("/tasks?mine=true").await.expect(200)["data"][0]["candidate_name"], "Nadia Teasel");
        let hidden = [("kind", "answer_referral"), ("assigned_to", ""), ("note", "a\u{202E}b")];
        staff.form(&address, &hidden).await.expect(422);
        let taken_back = [("kind", "answer_referral"), ("assigned_to", ""), ("note", "")];
        staff.form(&address, &taken_back).await.expect(303);
        assert_eq!(assessor.get("/tasks?mine=true").await.expect(200)["data"], json!([]));
    }
}
