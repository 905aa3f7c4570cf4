//! Score sheets: everybody's scores on one page, each recorded by itself, and a panel's held back from each other until all are in.

use super::{said, tags};
use crate::journeys::world::{INTERVIEW, SCREENING, Walker, World};
use crate::programmes::changes::{change, to};
use crate::support::client::Reply;
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

/// A group that is larger than a page, all of whom came to the screening day; by name, each at this version.
const COMING: i32 = 4;

async fn large_group(world: &World, many: u8) -> Vec<Walker> {
    let staff = world.app.as_coordinator().await;
    let day = world.screening_day().await;
    let seats = to(&[("capacity", json!(many))]);
    change(&staff, &day, 1, &seats).await.expect(200);
    let mut walkers = Vec::new();
    for number in 0..many {
        let letter = |at: u8| char::from(b'a' + at % 26);
        let name = format!("Marsh{}{}", letter(number / 26), letter(number));
        walkers.push(world.refer(&name).await);
    }
    let seat = json!({ "session_id": day, "adjustments_asked": true, "adjustments": null });
    for (version, name, details) in [(1, "accept", json!({})), (2, "book_screening", seat)] {
        let lines: Vec<_> = walkers
            .iter()
            .map(|walker| json!({ "journey_id": walker.id, "version": version, "details": null }))
            .collect();
        let all = json!({ "name": name, "details": details, "journeys": lines });
        let made = staff.post("/transitions/batch", &all).await.expect(200);
        assert_eq!(made["made"], json!(many), "{}", made.text);
    }
    world.move_to(SCREENING);
    let lines: Vec<_> = walkers
        .iter()
        .map(|walker| json!({ "journey_id": walker.id, "attendance": "present", "reason": null }))
        .collect();
    let register = format!("/api/v1/sessions/{day}/register");
    let lines = json!({ "lines": lines });
    staff.put(&register, &lines).await.expect(200);
    walkers
}

/// Those of a group who can be scored on a page.
fn on_page(page: &Reply, group: &[Walker]) -> Vec<usize> {
    let has = |walker: &Walker| page.text.contains(&format!("id=\"person-{}\"", walker.id));
    let all = group.iter().enumerate();
    all.filter(|(_, walker)| has(walker))
        .map(|(at, _)| at)
        .collect()
}

/// The value of the button with which one goes on.
fn next_of(page: &Reply) -> String {
    let button = tags(page, "name=\"then\"").next().expect("a button");
    let (_, value) = button.split_once("value=\"").expect("its value");
    value.split('"').next().expect("its end").to_owned()
}

/// What is written for somebody on the page of a large group.
fn scored(walker: &Walker) -> Vec<(String, String)> {
    let components = [
        "team_exercises_score",
        "role_overview_score",
        "brief_interview_score",
    ];
    let mut fields = vec![("journey".to_owned(), format!("{}.{COMING}", walker.id))];
    fields.extend(components.map(|name| field(walker, name, "4")));
    fields
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

    async fn everybody_of_a_large_group_is_on_a_page_and_nothing_written_is_lost_on_the_way(database: Database) {
        let world = World::with_openings(database, 2).await;
        let group = large_group(&world, 53).await;
        let staff = world.app.as_coordinator().await;
        let sheet = format!("/programmes/{}/scores/screening", world.programme);
        let first = staff.get(&sheet).await.expect(200);
        assert_eq!(on_page(&first, &group), (0..50).collect::<Vec<_>>());
        assert!(said(&first).contains("People 1 to 50 of 53, by name."), "{}", said(&first));
        let next = next_of(&first);
        assert_eq!(next, group[49].id);

        // Whoever only goes on need not score anybody.
        let on = staff.form(&sheet, &[("then", &next)]).await.expect(303);
        assert_eq!(on.header("location"), format!("{sheet}?after={next}"));
        let second = staff.get(on.header("location")).await.expect(200);
        assert_eq!(on_page(&second, &group), [50, 51, 52]);
        assert!(said(&second).contains("People 51 to 53 of 53"), "{}", said(&second));

        // What is written is recorded on the way; whoever left the stage moves nobody out of sight.
        let mut fields: Vec<_> = [0, 49].iter().flat_map(|at| scored(&group[*at])).collect();
        fields.push(("then".to_owned(), next.clone()));
        let on = staff.form(&sheet, &borrowed(&fields)).await.expect(303);
        assert_eq!(on.header("location"), format!("{sheet}?after={next}&recorded=2"));
        let second = staff.get(on.header("location")).await.expect(200);
        assert_eq!(on_page(&second, &group), [50, 51, 52]);
        assert_eq!(world.state(&group[49]).await, "screened");

        // What cannot be recorded keeps everybody where they are, with all that is written.
        let half = [
            ("journey".to_owned(), format!("{}.{COMING}", group[51].id)),
            field(&group[51], "team_exercises", "Listened well"),
            ("after".to_owned(), next.clone()),
            ("then".to_owned(), "first".to_owned()),
        ];
        let kept = staff.form(&sheet, &borrowed(&half)).await.expect(422);
        assert_eq!(on_page(&kept, &group), [50, 51, 52]);
        assert!(kept.text.contains("Listened well") && said(&kept).contains("Still to be recorded"), "{}", said(&kept));
        let mut whole = scored(&group[51]);
        whole.extend([("after".to_owned(), next.clone()), ("then".to_owned(), "first".to_owned())]);
        let back = staff.form(&sheet, &borrowed(&whole)).await.expect(303);
        assert_eq!(back.header("location"), format!("{sheet}?recorded=1"));
        let left = staff.get(back.header("location")).await.expect(200);
        assert_eq!(on_page(&left, &group).len(), 50, "all who are left stand on one page");
        assert!(!said(&left).contains("by name.") && !left.text.contains("name=\"then\""));
    }

    async fn a_place_on_a_sheet_tells_nothing_of_a_person_who_is_not_theirs(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Alder").await;
        world.book_screening(&walker).await;
        let staff = world.app.as_coordinator().await;
        let sheet = format!("/programmes/{}/scores/screening", world.programme);
        for place in ["nobody", &uuid::Uuid::now_v7().to_string(), ""] {
            let page = staff.get(&format!("{sheet}?after={place}")).await.expect(200);
            assert!(page.text.contains("Alder"), "an address that leads nowhere leads to the first page: {}", page.text);
        }
        let past = staff.get(&format!("{sheet}?after={}", walker.id)).await.expect(200);
        assert!(!past.text.contains("Alder") && past.text.contains(&format!("href=\"{sheet}\"")), "{}", past.text);
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
