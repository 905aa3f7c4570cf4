//! Score sheets: everybody's scores on one page, each recorded by itself, and a panel's held back from each other until all are in.

use crate::journeys::world::{INTERVIEW, SCREENING, Walker, World};
use serde_json::json;

/// Everybody is booked on the screening day, which is today, and the register says that they came.
async fn came(world: &World, walkers: &[&Walker]) {
    for walker in walkers {
        world.book_screening(walker).await;
    }
    world.move_to(SCREENING);
    let lines: Vec<_> = walkers
        .iter()
        .map(|walker| json!({ "journey_id": walker.id, "attendance": "present", "reason": null }))
        .collect();
    let day = world.screening_day().await;
    let staff = world.app.as_coordinator().await;
    let register = format!("/api/v1/sessions/{day}/register");
    staff
        .put(&register, &json!({ "lines": lines }))
        .await
        .expect(200);
}

async fn line(world: &World, walker: &Walker) -> (String, String) {
    let version = world.view(walker).await["version"].clone();
    ("journey".to_owned(), format!("{}.{version}", walker.id))
}

fn field(walker: &Walker, name: &str, value: &str) -> (String, String) {
    (format!("{}.{name}", walker.id), value.to_owned())
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

async fn to_the_interview(world: &World, walker: &Walker) {
    world.book_screening(walker).await;
    world.screen(walker).await;
    world.select(walker).await;
    world.train(&[walker], 5).await;
    let candidate = world.app.as_candidate(walker.candidate).await;
    let slot = world.free_slot().await;
    world
        .make(
            &candidate,
            walker,
            "book_interview",
            json!({ "slot_id": slot }),
        )
        .await;
    world.move_to(INTERVIEW);
}

on_both_databases! {
    async fn a_screening_day_is_scored_on_one_page_and_what_is_refused_stays_in_the_form(database: Database) {
        let world = World::with_openings(database, 2).await;
        let (first, second, third) = (world.refer("Alder").await, world.refer("Birch").await, world.refer("Cedar").await);
        came(&world, &[&first, &second, &third]).await;
        let staff = world.app.as_coordinator().await;
        let sheet = format!("/programmes/{}/scores/screening", world.programme);
        let page = staff.get(&sheet).await.expect(200);
        for name in ["Alder", "Birch", "Cedar"] {
            assert!(page.text.contains(name), "{}", page.text);
        }
        let fields = [
            line(&world, &first).await,
            line(&world, &second).await,
            line(&world, &third).await,
            field(&first, "team_exercises_score", "4"),
            field(&first, "role_overview_score", "5"),
            field(&first, "brief_interview", "Warm and clear"),
            field(&second, "team_exercises_score", "2"),
            field(&second, "role_overview", "Asked about nights"),
        ];
        let answered = staff.form(&sheet, &borrowed(&fields)).await.expect(422);
        assert!(answered.text.contains("Birch: Still to be recorded: the brief interview."), "{}", answered.text);
        assert!(answered.text.contains("Asked about nights") && answered.text.contains("The scores of 1 person are recorded"), "{}", answered.text);
        assert_eq!(world.state(&first).await, "screened", "whoever is whole is recorded");
        assert_eq!(world.state(&second).await, "screening_booked");
        assert_eq!(world.state(&third).await, "screening_booked", "whoever is left out is left alone");
        let again = [
            line(&world, &second).await,
            field(&second, "team_exercises_score", "2"),
            field(&second, "role_overview", "Asked about nights"),
            field(&second, "brief_interview_score", "3"),
        ];
        let done = staff.form(&sheet, &borrowed(&again)).await.expect(303);
        assert_eq!(done.header("location"), format!("{sheet}?recorded=1"));
        let events = staff.get(&format!("/api/v1/journeys/{}/events", second.id)).await.expect(200);
        let told = events.text;
        assert!(told.contains("\"team_exercises_score\":\"2\"") && told.contains("Asked about nights"), "{told}");
        let sent_twice = staff.form(&sheet, &borrowed(&again)).await.expect(422);
        assert!(sent_twice.text.contains("Birch: Somebody has recorded or changed"), "{}", sent_twice.text);
    }

    async fn a_score_sheet_says_who_cannot_be_scored_yet_and_why(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Alder").await;
        world.book_screening(&walker).await;
        let staff = world.app.as_coordinator().await;
        let sheet = format!("/programmes/{}/scores/screening", world.programme);
        let page = staff.get(&sheet).await.expect(200);
        assert!(page.text.contains("The register does not say that the person came to the screening day."), "{}", page.text);
        assert!(page.text.contains("There is nobody to score just now."), "{}", page.text);
        let empty = staff.form(&sheet, &[]).await.expect(422);
        assert!(empty.text.contains("Score at least one person"), "{}", empty.text);
    }

    async fn a_panels_scores_are_told_to_nobody_until_all_of_them_are_in(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Alder").await;
        to_the_interview(&world, &walker).await;
        let manager = world.app.as_hiring_manager().await;
        let sheet = format!("/programmes/{}/scores/interviews", world.programme);
        let asks = manager.get(&sheet).await.expect(200);
        assert!(asks.text.contains("Who of the panel are you?") && asks.text.contains("Ruth Adeyemi"), "{}", asks.text);
        let fields = |member: &str, version: (String, String), kindness: &str| vec![
            ("member".to_owned(), member.to_owned()),
            version,
            field(&walker, "Kindness", kindness),
            field(&walker, "Reliability", "5"),
        ];
        let version = line(&world, &walker).await;
        let wrong = fields("Tom Hale", version.clone(), "9");
        let refused = manager.form(&sheet, &borrowed(&wrong)).await.expect(422);
        assert!(refused.text.contains("Give a score from 1 to 5 for each of: Kindness, Reliability."), "{}", refused.text);
        let first = fields("Tom Hale", version, "4");
        let done = manager.form(&sheet, &borrowed(&first)).await.expect(303);
        assert!(done.header("location").contains("member=Tom+Hale&recorded=1"), "{}", done.header("location"));
        let events = format!("/api/v1/journeys/{}/events", walker.id);
        for reader in [&manager, &world.app.as_coordinator().await] {
            let told = reader.get(&events).await.expect(200).text;
            assert!(told.contains("Tom Hale") && !told.contains("\"Kindness\""), "who has scored, and not what: {told}");
        }
        let mine = manager.get(&format!("{sheet}?member=Tom%20Hale")).await.expect(200);
        assert!(mine.text.contains("Recorded") && mine.text.contains("There is nobody to score just now."), "{}", mine.text);
        let last = fields("Ruth Adeyemi", line(&world, &walker).await, "3");
        manager.form(&sheet, &borrowed(&last)).await.expect(303);
        let told = manager.get(&events).await.expect(200).text;
        assert!(told.contains("\"Kindness\":4") && told.contains("\"Kindness\":3"), "all are in: {told}");
    }

    async fn a_score_sheet_is_for_whom_the_move_is_and_for_nobody_elses_programme(database: Database) {
        let world = World::new(database).await;
        let sheet = |name: &str| format!("/programmes/{}/scores/{name}", world.programme);
        world.app.as_neighbour().await.get(&sheet("screening")).await.expect(404);
        world.app.as_hiring_manager().await.get(&sheet("screening")).await.expect(403);
        world.app.as_college().await.get(&sheet("screening")).await.expect(403);
        world.app.as_coordinator().await.get(&sheet("training")).await.expect(404);
    }
}
