//! Who works on which programme, and so reaches its people: assessors, trainers, colleges, and hiring managers where the
//! Trust says so.

use crate::access::without_request_id;
use crate::journeys::world::{Walker, World, guards, plan};
use crate::support::client::Client;
use serde_json::{Value, json};
use shared::identity::Role;
use shared::ids::UserId;

impl World {
    /// A member of staff of the Trust with this role, and their account.
    pub async fn staff_with(&self, role: Role) -> (Client, UserId) {
        let user = self.app.trust.member(&self.app.platform, role).await;
        (self.app.as_staff(&self.app.trust, user).await, user)
    }

    /// Gives the world's programme to a member of staff, and answers the assignment's id.
    pub async fn assign(&self, user: UserId) -> String {
        let body =
            json!({ "programme_id": self.programme, "user_id": user, "organisation_id": null });
        self.app
            .as_coordinator()
            .await
            .post("/assignments", &body)
            .await
            .expect(201)
            .id()
    }

    /// A second programme for the same vacancy, with nobody assigned to it.
    pub async fn another_programme(&self) -> String {
        let staff = self.app.as_coordinator().await;
        staff
            .post("/programmes", &plan(&self.vacancy))
            .await
            .expect(201)
            .id()
    }
}

fn titles(list: &Value) -> usize {
    list["data"].as_array().map_or(0, Vec::len)
}

/// What a move is said to be, to whoever asks.
async fn offered(client: &Client, walker: &Walker, name: &str) -> bool {
    let listed = client
        .get(&format!("/journeys/{}/transitions", walker.id))
        .await
        .expect(200);
    let moves = listed["data"].as_array().expect("moves");
    let found = moves
        .iter()
        .find(|one| one["name"] == name)
        .expect("the move");
    found["allowed"] == true
}

on_both_databases! {
    async fn an_assessor_reaches_the_programmes_they_are_assigned_to(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Okoro").await;
        let elsewhere = world.another_programme().await;
        let (assessor, user) = world.staff_with(Role::Assessor).await;
        let person = format!("/journeys/{}", walker.id);
        let nothing = assessor.get(&person).await.expect(404);
        let absent = assessor.get(&format!("/journeys/{}", uuid::Uuid::now_v7())).await.expect(404);
        assert_eq!(without_request_id(&nothing), without_request_id(&absent));
        for list in ["/programmes", "/journeys", "/candidates", "/guarantees", "/tasks"] {
            assert_eq!(titles(&assessor.get(list).await.expect(200).json), 0, "{list}");
        }

        let assignment = world.assign(user).await;
        assessor.get(&person).await.expect(200);
        assessor.get(&format!("/candidates/{}", walker.candidate)).await.expect(200);
        assessor.get(&format!("/programmes/{}", world.programme)).await.expect(200);
        assert_eq!(titles(&assessor.get("/programmes").await.expect(200).json), 1);
        assert_eq!(titles(&assessor.get("/journeys").await.expect(200).json), 1);
        assert_eq!(titles(&assessor.get("/candidates").await.expect(200).json), 1);
        assessor.get(&format!("/programmes/{elsewhere}")).await.expect(404);
        assessor.get(&format!("/programmes/{elsewhere}/sessions")).await.expect(404);
        assessor.get("/referrals").await.expect(403);

        let coordinator = world.app.as_coordinator().await;
        let end = format!("/assignments/{assignment}/end");
        let ended = coordinator.post_at(&end, 1, &json!({})).await.expect(200);
        assert!(ended["ended_at"].is_string() && ended.version() == 2);
        coordinator.post_at(&end, 1, &json!({})).await.expect(412);
        assessor.get(&person).await.expect(404);
    }

    async fn a_role_makes_its_own_moves_and_is_told_which_those_are(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Okoro").await;
        let (assessor, user) = world.staff_with(Role::Assessor).await;
        let (trainer, teacher) = world.staff_with(Role::Trainer).await;
        world.assign(user).await;
        world.assign(teacher).await;
        assert!(!offered(&assessor, &walker, "accept").await);
        world.try_move(&assessor, &walker, "accept", json!({})).await.expect(403);
        world.make(&world.app.as_coordinator().await, &walker, "accept", json!({})).await;
        let seat = json!({ "session_id": world.screening_day().await, "adjustments_asked": true, "adjustments": null });
        assert!(offered(&assessor, &walker, "book_screening").await);
        assert!(!offered(&trainer, &walker, "book_screening").await);
        world.try_move(&trainer, &walker, "book_screening", seat.clone()).await.expect(403);
        world.make(&assessor, &walker, "book_screening", seat).await;

        world.move_to(crate::journeys::world::SCREENING);
        let register = format!("/sessions/{}/register", world.screening_day().await);
        let present = json!({ "lines": [{ "journey_id": walker.id, "attendance": "present", "reason": null }] });
        trainer.get(&register).await.expect(200);
        trainer.put(&register, &present).await.expect(403);
        assessor.put(&register, &present).await.expect(200);
        let components = json!({
            "team_exercises": "Listened.", "role_overview": "Asked.", "brief_interview": "Warm.",
        });
        world.make(&assessor, &walker, "record_screening", components).await;
        world.make(&assessor, &walker, "select", json!({ "waiting_list": false })).await;

        let (first, day) = world.training().await.remove(0);
        world.move_to(&day);
        let register = format!("/sessions/{first}/register");
        assessor.put(&register, &present).await.expect(403);
        trainer.put(&register, &present).await.expect(200);
        assert_eq!(world.state(&walker).await, "in_training");
        // What belongs to another kind of somebody is refused by the rulebook, with its reasons.
        let refused = world.try_move(&trainer, &walker, "guarantee_interview", json!({})).await.expect(409);
        assert!(guards(&refused).contains(&"by_this_actor".to_owned()));
    }

    async fn an_executive_reads_figures_and_nobodys_record(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Okoro").await;
        let (executive, _) = world.staff_with(Role::Executive).await;
        let (auditor, _) = world.staff_with(Role::Auditor).await;
        let seen = executive.get(&format!("/programmes/{}", world.programme)).await.expect(200);
        assert!(!seen.text.contains("Okoro"));
        executive.get("/vacancies").await.expect(200);
        for path in ["/journeys", "/candidates", "/referrals", "/guarantees", "/tasks", "/assignments"] {
            executive.get(path).await.expect(403);
            auditor.get(path).await.expect(403);
        }
        auditor.get("/programmes").await.expect(403);
        auditor.get("/policy").await.expect(200);
        executive.get("/policy").await.expect(403);
        world.try_move(&executive, &walker, "accept", json!({})).await.expect(403);
        world.try_move(&auditor, &walker, "accept", json!({})).await.expect(403);
    }

    async fn a_college_reaches_the_training_of_its_own_programmes(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Okoro").await;
        world.book_screening(&walker).await;
        world.screen(&walker).await;
        world.select(&walker).await;
        let college = world.app.as_college().await;
        let person = format!("/journeys/{}", walker.id);
        let (first, day) = world.training().await.remove(0);
        let register = format!("/sessions/{first}/register");
        college.get(&person).await.expect(200);
        college.get(&register).await.expect(200);
        assert_eq!(titles(&college.get("/journeys").await.expect(200).json), 1);
        assert_eq!(titles(&college.get("/journeys?state=screened").await.expect(200).json), 0);

        let coordinator = world.app.as_coordinator().await;
        let of_college = format!("/assignments?organisation_id={}&open=true", world.app.trust.college.id);
        let assignment = coordinator.get(&of_college).await.expect(200)["data"][0]["id"].as_str().expect("an id").to_owned();
        coordinator.post_at(&format!("/assignments/{assignment}/end"), 1, &json!({})).await.expect(200);
        college.get(&person).await.expect(404);
        college.get(&register).await.expect(404);
        assert_eq!(titles(&college.get("/journeys").await.expect(200).json), 0);
        world.move_to(&day);
        let present = json!({ "lines": [{ "journey_id": walker.id, "attendance": "present", "reason": null }] });
        college.put(&register, &present).await.expect(404);
    }

    async fn hiring_managers_are_narrowed_where_the_trust_says_so(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Okoro").await;
        let person = format!("/journeys/{}", walker.id);
        let manager = world.app.as_hiring_manager().await;
        manager.get(&person).await.expect(200);
        let rules = json!({ "hiring_managers_by_programme": true });
        world.app.as_coordinator().await.put("/access-rules", &rules).await.expect(403);
        world.app.as_administrator().await.put("/access-rules", &rules).await.expect(200);
        manager.get(&person).await.expect(404);
        let slot = json!({ "held_on": "2026-06-10", "starts_at": "09:00", "venue": "Education Centre" });
        let slots = format!("/programmes/{}/interview-slots", world.programme);
        manager.post(&slots, &slot).await.expect(404);
        world.assign(world.app.trust.hiring_manager).await;
        manager.get(&person).await.expect(200);
        manager.post(&slots, &slot).await.expect(201);
    }

    async fn a_programme_is_given_to_whom_it_can_be(database: Database) {
        let world = World::new(database).await;
        let coordinator = world.app.as_coordinator().await;
        let (_, assessor) = world.staff_with(Role::Assessor).await;
        let (_, executive) = world.staff_with(Role::Executive).await;
        let of = |user: Option<UserId>, organisation: Value| {
            json!({ "programme_id": world.programme, "user_id": user, "organisation_id": organisation })
        };
        let college = json!(world.app.trust.college.id);
        coordinator.post("/assignments", &of(Some(assessor), Value::Null)).await.expect(201);
        coordinator.post("/assignments", &of(Some(assessor), Value::Null)).await.expect(409);
        for wrong in [
            of(Some(executive), Value::Null),
            of(Some(world.app.neighbour.coordinator), Value::Null),
            of(Some(assessor), college.clone()),
            of(None, Value::Null),
            of(None, json!(world.app.trust.jobcentre.id)),
            json!({ "programme_id": uuid::Uuid::now_v7(), "user_id": null, "organisation_id": college }),
        ] {
            coordinator.post("/assignments", &wrong).await.expect(422);
        }
        let neighbour = world.app.as_neighbour().await;
        assert_eq!(titles(&neighbour.get("/assignments").await.expect(200).json), 0);
    }
}
