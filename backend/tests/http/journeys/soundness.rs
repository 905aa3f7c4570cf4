//! What must always hold is found not to hold, when somebody has written past the rules.

use super::world::World;
use backend::journeys::{Finding, find_unsound};
use backend::platform::database::DatabaseResult;
use diesel::connection::SimpleConnection as _;
use shared::journey::Invariant;

async fn written_past_the_rules(world: &World, statement: String) -> Vec<Finding> {
    let database = &world.app.platform.database;
    let run = database.write(move |db| DatabaseResult::Ok(db.batch_execute(&statement)?));
    run.await.expect("the statement");
    let found = find_unsound(database, world.app.trust.id).await;
    found.expect("every journey").1
}

fn invariants(findings: &[Finding]) -> Vec<Invariant> {
    findings.iter().map(|finding| finding.invariant).collect()
}

on_both_databases! {
    async fn a_sound_trust_has_no_findings_and_the_neighbour_is_not_read(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.refer("Plover").await;
        world.to_trial_ended(&walker).await;
        let database = &world.app.platform.database;
        assert_eq!(find_unsound(database, world.app.trust.id).await.expect("the journeys"), (2, vec![]));
        assert_eq!(find_unsound(database, world.app.neighbour.id).await.expect("none"), (0, vec![]));
    }

    async fn a_row_that_is_not_its_history_is_found(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let statement = format!("UPDATE journeys SET state = 'offered' WHERE id = '{}'", walker.id);
        let found = written_past_the_rules(&world, statement).await;
        // Of the journey; and of the boards, which count it where it was, on the programme's, the partner's and the Trust's.
        assert_eq!(invariants(&found)[0], Invariant::StateIsFold);
        assert_eq!(invariants(&found)[1..], [Invariant::CountsAreRight; 6]);
        assert_eq!(found[0].of, format!("journey {}", walker.id));
    }

    async fn a_count_that_is_not_what_the_journeys_say_is_found(database: Database) {
        let world = World::new(database).await;
        world.refer("Teasel").await;
        let statement = "UPDATE stage_counts SET standing = standing + 1".to_owned();
        let found = written_past_the_rules(&world, statement).await;
        assert_eq!(invariants(&found), [Invariant::CountsAreRight; 3]);
        let statement = "UPDATE stage_counts SET standing = standing - 1, reached = reached + 1".to_owned();
        let found = written_past_the_rules(&world, statement).await;
        assert_eq!(invariants(&found), [Invariant::CountsAreRight; 3]);
    }

    async fn a_vacancy_closed_over_a_guaranteed_interview_is_found(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.to_guarantee(&walker).await;
        let statement = format!("UPDATE vacancies SET status = 'closed' WHERE id = '{}'", world.vacancy);
        let found = written_past_the_rules(&world, statement).await;
        assert_eq!(invariants(&found), [Invariant::VacancyOpenForEntitlement]);
    }

    async fn more_people_than_openings_are_found(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.to_trial_ended(&walker).await;
        let statement = format!("UPDATE vacancies SET openings = 0 WHERE id = '{}'", world.vacancy);
        let found = written_past_the_rules(&world, statement).await;
        assert_eq!(invariants(&found), [Invariant::OpeningsNotOutnumbered]);
    }

    async fn a_trial_past_the_cap_of_a_short_job_is_found(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.to_trial_ended(&walker).await;
        let statement = format!("UPDATE vacancies SET duration_weeks = 20 WHERE id = '{}'", world.vacancy);
        let found = written_past_the_rules(&world, statement).await;
        // Once of the journey, and once of the person with this vacancy.
        assert_eq!(invariants(&found), [Invariant::TrialWithinCap, Invariant::TrialWithinCap]);
    }
}
