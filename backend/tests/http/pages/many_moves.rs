//! One move for many people, on plain pages: whom, what would come of it, and what came of it.

use super::tags;
use crate::journeys::world::{Walker, World};
use crate::support::client::{Client, Reply};
use serde_json::json;

/// The values of the hidden fields and boxes of a name.
fn values(page: &Reply, name: &str) -> Vec<String> {
    let named = format!("name=\"{name}\"");
    let of = |tag: &str| {
        let value = tag.split_once("value=\"")?.1;
        Some(value.split_once('"')?.0.to_owned())
    };
    tags(page, &named)
        .filter(|tag| tag.starts_with("input"))
        .filter_map(of)
        .collect()
}

/// Everything that the form of a page would send, and more.
fn form_of(page: &Reply, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let hidden = tags(page, "type=\"hidden\"");
    let part = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let more = more
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    hidden
        .filter_map(|tag| Some((part(tag, "name")?, part(tag, "value")?)))
        .chain(more)
        .collect()
}

async fn send(client: &Client, world: &World, form: &[(String, String)]) -> Reply {
    let form: Vec<_> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client
        .form(&format!("/programmes/{}/moves", world.programme), &form)
        .await
}

async fn open(client: &Client, world: &World, query: &str) -> Reply {
    client
        .get(&format!("/programmes/{}/moves{query}", world.programme))
        .await
}

/// Makes what a preview shows, and opens what came of it.
async fn make(client: &Client, world: &World, preview: &Reply) -> Reply {
    let made = send(client, world, &form_of(preview, &[("step", "make")]))
        .await
        .expect(303);
    client.get(made.header("location")).await.expect(200)
}

async fn refer(world: &World, names: &[&str]) -> Vec<Walker> {
    let mut walkers = Vec::new();
    for name in names {
        walkers.push(world.refer(name).await);
    }
    walkers
}

const THIRTEEN: [&str; 13] = [
    "Alder", "Birch", "Cedar", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Larch", "Maple",
    "Oak", "Pine",
];

on_both_databases! {
    async fn thirteen_people_are_accepted_and_twelve_have_a_seat(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, &THIRTEEN).await;
        let staff = world.app.as_coordinator().await;
        let stages = open(&staff, &world, "").await.expect(200);
        assert!(stages.text.contains("?state=referred\">Referred</a>: 13 people"), "{}", stages.text);
        let moves = open(&staff, &world, "?state=referred").await.expect(200);
        assert!(moves.text.contains("move=accept") && moves.text.contains("move=decline_referral"));

        let form = open(&staff, &world, "?state=referred&move=accept").await.expect(200);
        let preview = send(&staff, &world, &form_of(&form, &[("everybody", "yes")])).await.expect(200);
        assert!(preview.text.contains("13 people can be moved"), "{}", preview.text);
        assert_eq!(world.state(&walkers[0]).await, "referred", "a preview does nothing");
        let result = make(&staff, &world, &preview).await;
        assert!(result.text.contains("13 people were moved"), "{}", result.text);
        assert_eq!(world.state(&walkers[12]).await, "accepted");

        let form = open(&staff, &world, "?state=accepted&move=book_screening").await.expect(200);
        let day = world.screening_day().await;
        let asked = [("everybody", "yes"), ("session_id", day.as_str()), ("adjustments_asked", "true")];
        let preview = send(&staff, &world, &form_of(&form, &asked)).await.expect(200);
        for said in ["12 people can be moved", "1 person cannot be moved", "Nadia Pine", "All 12 seats", "Screening process - 1 day"] {
            assert!(preview.text.contains(said), "{said}: {}", preview.text);
        }
        let result = make(&staff, &world, &preview).await;
        for said in ["12 people were moved", "1 person was not moved", "All 12 seats", "Moved somebody by mistake?"] {
            assert!(result.text.contains(said), "{said}: {}", result.text);
        }
        assert_eq!(world.state(&walkers[12]).await, "accepted");
        assert_eq!(world.state(&walkers[0]).await, "screening_booked");
    }

    async fn a_form_sent_twice_moves_nobody_twice_and_shows_what_came_of_it(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, &THIRTEEN[..2]).await;
        let staff = world.app.as_coordinator().await;
        let form = open(&staff, &world, "?state=referred&move=accept").await.expect(200);
        let preview = send(&staff, &world, &form_of(&form, &[("everybody", "yes")])).await.expect(200);
        let first = make(&staff, &world, &preview).await;
        let second = make(&staff, &world, &preview).await;
        for result in [first, second] {
            assert!(result.text.contains("2 people were moved"), "{}", result.text);
        }
        assert_eq!(world.view(&walkers[0]).await["version"], json!(2));
    }

    async fn somebody_moved_meanwhile_is_named_and_the_others_move(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, &THIRTEEN[..2]).await;
        let staff = world.app.as_coordinator().await;
        let form = open(&staff, &world, "?state=referred&move=accept").await.expect(200);
        let preview = send(&staff, &world, &form_of(&form, &[("everybody", "yes")])).await.expect(200);
        world.make(&staff, &walkers[0], "accept", json!({})).await;
        let result = make(&staff, &world, &preview).await;
        for said in ["1 person was moved", "1 person was not moved", "Nadia Alder", "Somebody has moved this person"] {
            assert!(result.text.contains(said), "{said}: {}", result.text);
        }
    }

    async fn what_is_missing_is_said_and_what_was_chosen_stays(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, &THIRTEEN[..2]).await;
        let staff = world.app.as_coordinator().await;
        let form = open(&staff, &world, "?state=referred&move=decline_referral").await.expect(200);
        let nobody = send(&staff, &world, &form_of(&form, &[("reason", "not_reachable")])).await.expect(422);
        assert!(nobody.text.contains("Choose all, or tick the people you want to move"), "{}", nobody.text);
        assert!(nobody.text.contains("What happens next for this person: choose one"));
        let seen = values(&form, "journey");
        let one = [("journey", seen[1].as_str()), ("reason", "not_reachable"), ("note", "Rang <b>three</b> times.")];
        let wrong = send(&staff, &world, &form_of(&form, &one)).await.expect(422);
        let ticked = tags(&wrong, "name=\"journey\"").filter(|tag| tag.contains("checked"));
        assert_eq!(ticked.count(), 1);
        assert!(wrong.text.contains("Rang &lt;b&gt;three&lt;/b&gt; times."), "{}", wrong.text);
        let whole = [("journey", seen[1].as_str()), ("reason", "not_reachable"), ("next_step", "work_coach"), ("note", "Rang twice.")];
        let preview = send(&staff, &world, &form_of(&form, &whole)).await.expect(200);
        assert!(preview.text.contains("1 person can be moved"));
        let again = send(&staff, &world, &form_of(&preview, &[("step", "change")])).await.expect(200);
        assert!(again.text.contains("Rang twice."), "{}", again.text);
        assert_eq!(world.state(&walkers[1]).await, "referred");
    }

    async fn interview_times_are_dealt_out_in_order(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, &THIRTEEN[..2]).await;
        for walker in &walkers {
            world.book_screening(walker).await;
        }
        for walker in &walkers {
            world.screen(walker).await;
            world.select(walker).await;
        }
        world.train(&walkers.iter().collect::<Vec<_>>(), 5).await;
        let staff = world.app.as_coordinator().await;
        let form = open(&staff, &world, "?state=interview_guaranteed&move=book_interview").await.expect(200);
        let preview = send(&staff, &world, &form_of(&form, &[("everybody", "yes")])).await.expect(200);
        for said in ["2 people can be moved", "9 June 2026 at 09:00", "9 June 2026 at 10:00"] {
            assert!(preview.text.contains(said), "{said}: {}", preview.text);
        }
        let result = make(&staff, &world, &preview).await;
        assert!(result.text.contains("2 people were moved"), "{}", result.text);
        assert_eq!(world.state(&walkers[1]).await, "interview_booked");
    }

    async fn a_move_with_something_of_each_persons_own_says_why_it_is_made_one_by_one(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.book_screening(&walker).await;
        world.screen(&walker).await;
        let staff = world.app.as_coordinator().await;
        let moves = open(&staff, &world, "?state=screened").await.expect(200);
        assert!(moves.text.contains("move=select") && !moves.text.contains("move=do_not_select"), "{}", moves.text);
        assert!(moves.text.contains("Each person reads feedback of their own."));
        let asked = open(&staff, &world, "?state=screened&move=do_not_select").await.expect(200);
        assert!(!asked.text.contains("name=\"listed\""), "no form for it");
    }

    async fn another_trusts_programme_is_not_there_and_a_result_is_only_for_whoever_made_it(database: Database) {
        let world = World::new(database).await;
        refer(&world, &THIRTEEN[..1]).await;
        let staff = world.app.as_coordinator().await;
        open(&world.app.as_neighbour().await, &world, "?state=referred&move=accept").await.expect(404);
        let form = open(&staff, &world, "?state=referred&move=accept").await.expect(200);
        let preview = send(&staff, &world, &form_of(&form, &[("everybody", "yes")])).await.expect(200);
        let made = send(&staff, &world, &form_of(&preview, &[("step", "make")])).await.expect(303);
        let place = made.header("location");
        staff.get(place).await.expect(200);
        for other in [world.app.as_administrator().await, world.app.as_neighbour().await] {
            let seen = other.get(place).await.expect(404);
            assert!(!seen.text.contains("Alder"));
        }
    }
}
