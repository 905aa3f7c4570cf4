//! The register of a session on paper, and the sheet on which people sign in.

use super::told;
use crate::journeys::world::{SCREENING, World};
use crate::pages::said;
use serde_json::json;
use shared::identity::Role;
use uuid::Uuid;

on_both_databases! {
    async fn a_register_has_a_line_for_everybody_expected_and_says_who_signed_it_off(database: Database) {
        let world = World::new(database).await;
        let (teasel, plover) = (world.refer("Teasel").await, world.refer("Plover").await);
        let day = world.screening_day().await;
        let staff = world.app.as_coordinator().await;
        let address = format!("/print/register/{day}");
        let empty = said(&staff.get(&address).await.expect(200));
        assert!(empty.contains("Nobody is expected at this session yet."), "{empty}");
        for walker in [&teasel, &plover] {
            world.book_screening(walker).await;
        }
        world.move_to(SCREENING);
        let page = staff.get(&address).await.expect(200);
        let sheet = said(&page);
        for words in ["Nadia Plover", "Nadia Teasel", "Wednesday 27 May 2026", "09:30 to 15:30", "Education Centre", "Signed off by", "Riverside NHS Trust"] {
            assert!(sheet.contains(words), "{words}: {sheet}");
        }
        assert!(sheet.find("Plover") < sheet.find("Teasel"), "by name");
        assert!(!page.text.contains("✓") && !page.text.contains(" style="), "{}", page.text);
        for ending in ["csv", "xlsx"] {
            assert!(page.text.contains(&format!("/exports/register.{ending}?session_id={day}")), "{}", page.text);
        }

        let lines = json!({ "lines": [
            { "journey_id": teasel.id, "attendance": "present", "reason": null },
            { "journey_id": plover.id, "attendance": "late", "reason": "The bus did not come" },
        ] });
        staff.put(&format!("/sessions/{day}/register"), &lines).await.expect(200);
        staff.post_at(&format!("/sessions/{day}/register/sign-off"), 1, &json!({})).await.expect(200);
        let page = staff.get(&address).await.expect(200);
        assert_eq!(page.text.matches('✓').count(), 2);
        let sheet = said(&page);
        assert!(sheet.contains("The bus did not come") && sheet.contains("On 27 May 2026 at 10:00 by Cora"), "{sheet}");
        assert!(!sheet.contains("Signed off by"), "there is nothing left to sign: {sheet}");
        assert_eq!(told(&world, "print_register").await, 3);
    }

    async fn a_sign_in_sheet_holds_names_and_nothing_else_of_anybody(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.book_screening(&walker).await;
        world.move_to(SCREENING);
        let (day, staff) = (world.screening_day().await, world.app.as_coordinator().await);
        let absent = json!({ "lines": [{ "journey_id": walker.id, "attendance": "absent", "reason": "Ill with the flu" }] });
        staff.put(&format!("/sessions/{day}/register"), &absent).await.expect(200);
        let page = staff.get(&format!("/print/sign-in-sheet/{day}")).await.expect(200);
        let sheet = said(&page);
        for words in ["Nadia Teasel", "Time in", "Signature"] {
            assert!(sheet.contains(words), "{words}: {sheet}");
        }
        let reference = world.view(&walker).await["reference"].as_str().expect("a reference").to_owned();
        for hidden in ["flu", "Absent", "Allowance", "benefit", walker.id.as_str(), reference.as_str()] {
            assert!(!page.text.contains(hidden), "{hidden}: {}", page.text);
        }
        assert_eq!(told(&world, "print_sign_in_sheet").await, 1);
    }

    async fn the_sheets_of_a_session_are_for_those_who_may_read_its_register(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.book_screening(&walker).await;
        let day = world.screening_day().await;
        let (trainer, trainer_id) = world.staff_with(Role::Trainer).await;
        let (executive, _) = world.staff_with(Role::Executive).await;
        let candidate = world.app.as_candidate(walker.candidate).await;
        let neighbour = world.app.as_neighbour().await;
        for sheet in ["register", "sign-in-sheet"] {
            let address = format!("/print/{sheet}/{day}");
            for (client, status) in [(&trainer, 404), (&neighbour, 404), (&executive, 403), (&candidate, 403)] {
                let refused = client.get(&address).await.expect(status);
                assert!(!refused.text.contains("Teasel"), "{}", refused.text);
            }
            let nobody = world.app.as_nobody().get(&address).await.expect(303);
            assert!(nobody.header("location").starts_with("/sign-in?next=%2Fprint%2F"));
            let staff = world.app.as_coordinator().await;
            staff.get(&format!("/print/{sheet}/{}", Uuid::now_v7())).await.expect(404);
            staff.get(&format!("/print/{sheet}/7")).await.expect(404);
        }
        assert_eq!(told(&world, "print_register").await, 0, "what was not shown was not read");
        world.assign(trainer_id).await;
        trainer.get(&format!("/print/register/{day}")).await.expect(200);
    }
}
