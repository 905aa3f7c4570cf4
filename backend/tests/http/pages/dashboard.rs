//! The first view of the dashboard: for staff, at each address, before any script has run.

use super::said;
use crate::journeys::world::World;

on_both_databases! {
    async fn staff_see_a_first_view_with_a_heading_and_a_number_to_call(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        for (address, title) in [
            ("/dashboard/programmes", "Programmes"),
            ("/dashboard/vacancies", "Vacancies"),
        ] {
            let page = staff.get(address).await.expect(200);
            assert!(page.text.contains(&format!("<title>{title} - Foothold</title>")), "{}", page.text);
            let text = said(&page);
            assert!(text.contains("Riverside NHS Trust") && text.contains("call us on 0161 496 0000"), "{text}");
            assert!(page.text.contains("<noscript>") && page.text.contains("type=\"module\""));
            assert!(!page.text.contains(" style="), "the content security policy refuses inline styles");
            assert_eq!(page.header("cache-control"), "no-store");
        }
    }

    async fn it_is_for_staff_only(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let candidate = world.app.as_candidate(walker.candidate).await;
        let refused = candidate.get("/dashboard/programmes").await.expect(403);
        assert!(said(&refused).contains("This page is not for you"));
        let nobody = world.app.as_nobody().get("/dashboard/journeys/1?tab=trial").await.expect(303);
        assert_eq!(nobody.header("location"), "/sign-in?next=%2Fdashboard%2Fjourneys%2F1%3Ftab%3Dtrial");
    }
}
