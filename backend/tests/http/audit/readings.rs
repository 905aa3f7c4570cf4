//! Whoever reads a person's record is written down, once, before they see it.

use super::column;
use crate::journeys::world::World;
use crate::support::client::Client;

async fn last_lines(world: &World) -> Vec<String> {
    column(
        &world.app.platform.database,
        "SELECT action || ' ' || COALESCE(CAST(person_id AS text), '-') || ' ' || COALESCE(CAST(people AS text), '-') \
         || ' ' || COALESCE(particulars, '-') AS text FROM audit WHERE action LIKE 'read%' OR action LIKE 'list%' \
         OR action LIKE 'find%' ORDER BY position",
    )
    .await
}

async fn reads(world: &World, client: &Client, address: &str, expected: &str) {
    let before = last_lines(world).await.len();
    client.get(address).await.expect(200);
    let lines = last_lines(world).await;
    assert_eq!(lines.len(), before + 1, "{address}: one line");
    assert_eq!(
        lines.last().map(String::as_str),
        Some(expected),
        "{address}"
    );
}

on_both_databases! {
    async fn every_reading_of_a_person_is_one_line(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let (staff, person) = (world.app.as_coordinator().await, walker.candidate);
        let own = world.app.as_candidate(person).await.with_header("Accept", "text/html");
        let journey = format!("/journeys/{}", walker.id);
        for (address, action) in [
            (format!("/candidates/{person}"), "read_candidate"),
            (journey.clone(), "read_journey"),
            (format!("{journey}/events"), "list_journey_events"),
            (format!("{journey}/transitions"), "list_transitions"),
            (format!("{journey}/bookings"), "list_bookings"),
            (format!("{journey}/checks"), "read_checks"),
        ] {
            reads(&world, &staff, &address, &format!("{action} {person} - -")).await;
        }
        reads(&world, &staff, "/candidates", "list_candidates - 1 -").await;
        reads(&world, &staff, "/journeys?open=true", "list_journeys - 1 open").await;
        reads(&world, &staff, "/referrals", "list_referrals - 1 -").await;
        reads(&world, &staff, "/guarantees?open=true", "list_guarantees - 0 open").await;
        reads(&world, &staff, "/tasks?urgency=soon", "list_tasks - 1 urgency").await;
        let register = format!("/sessions/{}/register", world.screening_day().await);
        reads(&world, &staff, &register, "read_register - 0 -").await;
        let referral = staff.get("/referrals").await.expect(200)["data"][0]["id"].as_str().expect("an id").to_owned();
        reads(&world, &staff, &format!("/referrals/{referral}"), &format!("read_referral {person} - -")).await;
        for address in ["/my".to_owned(), format!("/my/journeys/{}", walker.id), "/my/calendar.ics".to_owned(),
            format!("/my/moves/{}/withdraw", walker.id)] {
            reads(&world, &own, &address, &format!("read_own_page {person} - -")).await;
        }
        let before = last_lines(&world).await.len();
        world.app.as_neighbour().await.get(&journey).await.expect(404);
        staff.get(&format!("{journey}/offer")).await.expect(404);
        assert_eq!(last_lines(&world).await.len(), before, "what was not shown was not read");
    }
}
