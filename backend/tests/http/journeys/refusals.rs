//! What the rules refuse, through every door, with the state unchanged.

use super::world::{World, guards, text};
use serde_json::json;

on_both_databases! {
    async fn a_trial_of_thirty_one_days_is_refused_with_the_laws_words(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_interviewed(&walker).await;
        let before = world.view(&walker).await;
        let terms = json!({ "starts_on": "2026-06-15", "ends_on": "2026-07-15", "pattern": "weekdays" });
        let reply = world.try_move(&world.app.as_hiring_manager().await, &walker, "propose_trial", terms).await;
        assert_eq!((reply.status, text(&reply.json["code"])), (409, "move_refused".to_owned()));
        assert_eq!(guards(&reply), ["planned_within_cap"]);
        assert_eq!(reply.json["unmet_guards"][0]["words"], json!("Work Trial – maximum of 30 days"));
        assert_eq!(reply.json["unmet_guards"][0]["law"], json!("L8"));
        assert_eq!(world.view(&walker).await, before, "nothing has changed");
    }

    async fn a_job_cannot_start_inside_the_trial(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_trial_ended(&walker).await;
        let before = world.view(&walker).await;
        let offer = json!({ "start_on": "2026-07-14", "expires_on": "2026-07-24" });
        let reply = world.try_move(&world.app.as_hiring_manager().await, &walker, "make_offer", offer).await;
        assert_eq!((reply.status, guards(&reply)), (409, vec!["starts_after_trial".to_owned()]));
        assert_eq!(world.view(&walker).await, before);
    }

    async fn a_second_trial_on_one_opening_is_refused(database: Database) {
        let world = World::with_openings(database, 1).await;
        let (first, second) = (world.refer("Rahman").await, world.refer("O'Neill").await);
        for walker in [&first, &second] {
            world.move_to(crate::journeys::world::FIRST_DAY);
            world.book_screening(walker).await;
        }
        for walker in [&first, &second] {
            world.screen(walker).await;
            world.select(walker).await;
        }
        world.train(&[&first, &second], 5).await;
        for walker in [&first, &second] {
            world.interview(walker, "successful").await;
        }
        let manager = world.app.as_hiring_manager().await;
        world.make(&manager, &first, "propose_trial", World::terms()).await;
        let reply = world.try_move(&manager, &second, "propose_trial", World::terms()).await;
        assert_eq!((reply.status, guards(&reply)), (409, vec!["opening_free".to_owned()]));
        let waiver = json!({ "start_on": "2026-08-03", "expires_on": "2026-07-24", "waiver_reason": "They have done this job before." });
        let reply = world.try_move(&manager, &second, "offer_without_trial", waiver).await;
        assert_eq!((reply.status, guards(&reply)), (409, vec!["opening_free".to_owned()]), "nor by waiving the trial");
        let reserve = json!({ "review_on": "2026-06-30" });
        assert_eq!(world.make(&manager, &second, "place_on_reserve", reserve).await, "interviewed");
    }

    async fn a_vacancy_does_not_close_over_a_guaranteed_interview(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_guarantee(&walker).await;
        let manager = world.app.as_hiring_manager().await;
        let vacancy = format!("/api/v1/vacancies/{}", world.vacancy);
        let before = manager.get(&vacancy).await.json;
        let reply = manager.post_at(&format!("{vacancy}/close"), 1, &json!({})).await;
        assert_eq!((reply.status, guards(&reply)), (409, vec!["no_open_entitlement".to_owned()]));
        assert_eq!(manager.get(&vacancy).await.json, before);
    }

    async fn staff_only_draft_a_referral_and_the_jobcentre_confirms_it(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let mut draft = world.referral("Rahman");
        draft["organisation_id"] = json!(world.app.trust.jobcentre.id);
        let reply = staff.post("/api/v1/referrals", &draft).await;
        let reply = reply.expect(201);
        assert_eq!((&reply.json["status"], &reply.json["journey_id"]), (&json!("draft"), &json!(null)));
        let id = text(&reply.json["id"]);
        let confirm = json!({ "benefit_confirmed_on": "2026-05-08" });
        let path = format!("/api/v1/referrals/{id}/confirm");
        assert_eq!(staff.post(&path, &confirm.clone()).await.status, 403);
        let confirmed = world.app.as_jobcentre().await.post(&path, &confirm).await;
        let confirmed = confirmed.expect(200);
        assert_eq!(confirmed.json["status"], json!("confirmed"));
    }

    async fn a_referral_without_a_confirmed_benefit_begins_nothing(database: Database) {
        let world = World::new(database).await;
        let mut referral = world.referral("Rahman");
        referral["benefit_confirmed_on"] = json!(null);
        let reply = world.app.as_jobcentre().await.post("/api/v1/referrals", &referral).await;
        assert_eq!((reply.status, guards(&reply)), (409, vec!["benefit_confirmed".to_owned()]));
        let journeys = world.app.as_coordinator().await.get("/api/v1/journeys").await.json;
        assert_eq!(journeys["data"], json!([]));
        let candidates = world.app.as_coordinator().await.get("/api/v1/candidates").await.json;
        assert_eq!(candidates["data"], json!([]), "a refused referral leaves nobody behind");
    }

    async fn the_same_person_sent_twice_meets_the_open_journey(database: Database) {
        let world = World::new(database).await;
        world.refer("Rahman").await;
        let mut again = world.referral("Rahman");
        again["external_ref"] = json!("JC-again");
        let reply = world.app.as_jobcentre().await.post("/api/v1/referrals", &again).await;
        assert_eq!((reply.status, guards(&reply)), (409, vec!["no_other_open_journey".to_owned()]));
    }

    async fn a_dry_run_says_what_would_be_and_keeps_nothing(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        jobcentre.post("/api/v1/referrals?dry_run=true", &world.referral("Rahman")).await.expect(201);
        assert_eq!(world.app.as_coordinator().await.get("/api/v1/journeys").await.json["data"], json!([]));
        world.refer("Rahman").await;
    }

    async fn bad_details_are_refused_by_field_and_a_missing_version_by_428(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let staff = world.app.as_coordinator().await;
        let path = format!("/api/v1/journeys/{}/transitions/decline_referral", walker.id);
        let reply = staff.post_at(&path, 1, &json!({ "reason": "because", "note": null, "next_step": "work_coach" })).await;
        assert_eq!((reply.status, text(&reply.json["errors"][0]["pointer"])), (422, "/reason".to_owned()));
        let reply = staff.post_at(&path, 1, &json!({ "reason": "duplicate", "note": null, "next_step": "work_coach", "x": 1 })).await;
        assert_eq!((reply.status, text(&reply.json["errors"][0]["pointer"])), (422, "/x".to_owned()));
        let reply = staff.post(&path, &json!({ "reason": "duplicate", "note": null, "next_step": "work_coach" })).await;
        assert_eq!(reply.status, 428);
        let reply = staff.post_at(&path, 7, &json!({ "reason": "duplicate", "note": null, "next_step": "work_coach" })).await;
        assert_eq!(reply.status, 412);
        let unknown = format!("/api/v1/journeys/{}/transitions/teleport", walker.id);
        assert_eq!(staff.post_at(&unknown, 1, &json!({})).await.status, 404);
        assert_eq!(world.state(&walker).await, "referred");
    }

    async fn another_jobcentre_and_another_candidate_find_nothing(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let other = world.refer("Jones").await;
        let stranger = world.app.as_candidate(other.candidate).await;
        let elsewhere = world.app.as_other_jobcentre().await;
        let mine = format!("/api/v1/journeys/{}", walker.id);
        let absent = "/api/v1/journeys/00000000-0000-7000-8000-000000000000";
        for client in [&stranger, &elsewhere] {
            for path in [mine.clone(), format!("{mine}/transitions"), format!("{mine}/bookings")] {
                assert_eq!(client.get(&path).await.status, 404, "{path}");
            }
            let (foreign, nothing) = (client.get(&mine).await, client.get(absent).await);
            assert_eq!(foreign.json["detail"], nothing.json["detail"], "nobody can tell foreign from absent");
            let details = json!({ "reason": "found_work", "note": null, "hear_of_other_programmes": false, "next_step": "declined" });
            assert_eq!(client.post_at(&format!("{mine}/transitions/withdraw"), 1, &details).await.status, 404);
        }
        assert_eq!(world.state(&walker).await, "referred");
    }
}
