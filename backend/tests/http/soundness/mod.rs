//! The nightly check: what it finds is kept, and told to those who look after the Trust.

use crate::journeys::world::World;
use backend::{platform::database::DatabaseResult, soundness};
use diesel::connection::SimpleConnection as _;
use shared::identity::Role;

on_both_databases! {
    async fn what_a_night_found_is_on_a_page_over_the_api_and_in_the_figures(database: Database) {
        let world = World::new(database).await;
        let (walker, app) = (world.refer("Teasel").await, &world.app);
        let administrator = app.as_administrator().await;
        let page = administrator.get("/administration/soundness").await.expect(200);
        assert!(page.text.contains("No night has passed yet"));

        assert_eq!(soundness::check(&app.platform, app.trust.id).await.expect("a check"), (1, 0));
        let page = administrator.get("/administration/soundness").await.expect(200);
        assert!(page.text.contains("everything held that always must"), "{}", page.text);
        let figure = |findings: u32| format!("foothold_soundness_findings{{trust=\"{}\"}} {findings}\n", app.trust.id);
        assert!(app.as_nobody().get("/metrics").await.expect(200).text.contains(&figure(0)));

        let statement = format!("UPDATE journeys SET version = 9 WHERE id = '{}'", walker.id);
        let run = app.platform.database.write(move |db| DatabaseResult::Ok(db.batch_execute(&statement)?));
        run.await.expect("what nobody may do");
        assert_eq!(soundness::check(&app.platform, app.trust.id).await.expect("a check"), (1, 1));

        let page = administrator.get("/administration/soundness").await.expect(200);
        for words in ["1 thing did not hold", "What is stored of a journey is what its history says", &format!("/dashboard/journeys/{}", walker.id)] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        assert!(!page.text.contains("Teasel"));
        let listed = administrator.get("/soundness-checks").await.expect(200);
        let newest = &listed["data"][0];
        assert_eq!((newest["journeys"].as_u64(), newest["findings"].as_u64()), (Some(1), Some(1)));
        assert_eq!(newest["found"][0]["journey_id"], walker.id);
        assert_eq!(newest["found"][0]["invariant"], "state_is_fold");
        assert_eq!(listed["data"][1]["findings"], 0);
        let one = administrator.get("/soundness-checks?limit=1").await.expect(200);
        let next = one["next_cursor"].as_str().expect("a next page").to_owned();
        let rest = administrator.get(&format!("/soundness-checks?limit=1&cursor={next}")).await.expect(200);
        assert_eq!(rest["data"][0]["findings"], 0);
        assert!(app.as_nobody().get("/metrics").await.expect(200).text.contains(&figure(1)));
    }

    async fn a_check_is_for_administrators_and_auditors_of_its_own_trust(database: Database) {
        let world = World::new(database).await;
        soundness::check(&world.app.platform, world.app.trust.id).await.expect("a check");
        let (auditor, _) = world.staff_with(Role::Auditor).await;
        assert!(auditor.get("/administration/soundness").await.expect(200).text.contains("Journeys read"));
        let coordinator = world.app.as_coordinator().await;
        coordinator.get("/administration/soundness").await.expect(403);
        coordinator.get("/soundness-checks").await.expect(403);
        let neighbour = world.app.as_neighbour().await.get("/soundness-checks").await.expect(200);
        assert_eq!(neighbour["data"].as_array().map(Vec::len), Some(0));
    }
}
