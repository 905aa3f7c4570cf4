//! Every ending is explicit, blames nobody and has a next step, in each language.

use super::{browser_of, page_in, said};
use crate::journeys::world::{SCREENING, Walker, World};
use backend::platform::database::Database;
use frontend::language::{Language, endings};
use serde_json::{Value, json};
use shared::journey::{NextStepKind, State};
use shared::values::Coded as _;

fn closing() -> Value {
    json!({ "next_step": "college", "note": null })
}

async fn make(world: &World, walker: &Walker, who: &str, name: &str, details: Value) {
    let client = match who {
        "manager" => world.app.as_hiring_manager().await,
        "second" => world.app.as_second_manager().await,
        "candidate" => world.app.as_candidate(walker.candidate).await,
        "administrator" => world.app.as_administrator().await,
        _ => world.app.as_coordinator().await,
    };
    world.make(&client, walker, name, details).await;
}

async fn to_offer(world: &World, walker: &Walker) {
    world.to_trial_ended(walker).await;
    world.move_to("2026-07-15");
    let offer = json!({ "start_on": "2026-08-03", "expires_on": "2026-07-24" });
    make(world, walker, "manager", "make_offer", offer).await;
}

async fn to_accepted(world: &World, walker: &Walker) {
    to_offer(world, walker).await;
    make(world, walker, "candidate", "accept_offer", json!({})).await;
}

async fn to_started(world: &World, walker: &Walker) {
    to_accepted(world, walker).await;
    let checks = [
        "identity",
        "right_to_work",
        "registration",
        "references",
        "criminal_record",
        "work_health",
    ];
    for check in checks {
        let cleared = json!({ "check": check, "outcome": "cleared", "decided_on": "2026-07-15" });
        make(world, walker, "staff", "record_check", cleared).await;
    }
    world.move_to("2026-08-03");
    make(
        world,
        walker,
        "staff",
        "start_employment",
        json!({ "started_on": "2026-08-03" }),
    )
    .await;
}

async fn to_thirteen_weeks(world: &World, walker: &Walker) {
    to_started(world, walker).await;
    world.move_to("2026-11-02");
    make(
        world,
        walker,
        "staff",
        "sustain_13",
        json!({ "evidence": "payroll" }),
    )
    .await;
}

/// Walks somebody to an ending of the first half of the pathway, through the API.
#[expect(clippy::too_many_lines, reason = "one row an ending")]
async fn end_early(world: &World, walker: &Walker, state: State) {
    let next = "college";
    match state {
        State::ReferralDeclined => {
            make(
                world,
                walker,
                "staff",
                "decline_referral",
                json!({ "reason": "wrong_vacancy", "note": null, "next_step": next }),
            )
            .await;
        }
        State::NotSelected => {
            world.book_screening(walker).await;
            world.screen(walker).await;
            make(world, walker, "staff", "do_not_select", json!({ "reason": "more_experience", "feedback": "Come back in autumn.", "next_step": next })).await;
        }
        State::DidNotAttend => {
            world.book_screening(walker).await;
            world.move_to(SCREENING);
            let day = world.screening_day().await;
            let staff = world.app.as_coordinator().await;
            let absent = json!({ "lines": [{ "journey_id": walker.id, "attendance": "absent", "reason": null }] });
            staff
                .put(&format!("/api/v1/sessions/{day}/register"), &absent)
                .await
                .expect(200);
            staff
                .post_at(
                    &format!("/api/v1/sessions/{day}/register/sign-off"),
                    1,
                    &json!({}),
                )
                .await
                .expect(200);
            make(
                world,
                walker,
                "staff",
                "record_screening_absence",
                closing(),
            )
            .await;
        }
        State::TrainingNotCompleted => {
            world.book_screening(walker).await;
            world.screen(walker).await;
            world.select(walker).await;
            world.train(&[walker], 3).await;
            make(
                world,
                walker,
                "staff",
                "record_training_not_completed",
                json!({ "reason": "Two days were missed.", "next_step": next }),
            )
            .await;
        }
        State::NotSuccessfulAtInterview => {
            world.to_guarantee(walker).await;
            world.interview(walker, "unsuccessful").await;
            make(world, walker, "manager", "record_unsuccessful", json!({ "reasons": "For the record.", "feedback": "You spoke well.", "next_step": next })).await;
        }
        State::TrialNotAgreed => {
            world.to_interviewed(walker).await;
            make(world, walker, "manager", "propose_trial", World::terms()).await;
            make(
                world,
                walker,
                "candidate",
                "refuse_trial",
                json!({ "reason": "candidate_choice", "next_step": next }),
            )
            .await;
        }
        State::Withdrawn => {
            make(world, walker, "candidate", "withdraw", json!({ "reason": "health", "note": null, "hear_of_other_programmes": true, "next_step": next })).await;
        }
        State::Merged => {
            make(
                world,
                walker,
                "staff",
                "decline_referral",
                json!({ "reason": "duplicate", "note": null, "next_step": next }),
            )
            .await;
            let survivor = world.refer_again(walker).await;
            make(
                world,
                walker,
                "administrator",
                "merge",
                json!({ "survivor_id": survivor, "reason": "Referred twice." }),
            )
            .await;
        }
        later => end_late(world, walker, later).await,
    }
}

/// Walks somebody to an ending of the second half.
#[expect(clippy::too_many_lines, reason = "one row an ending")]
async fn end_late(world: &World, walker: &Walker, state: State) {
    let next = "college";
    let left = |day: &str| json!({ "left_on": day, "reason": "other_work", "next_step": next });
    match state {
        State::TrialEndedEarly => {
            world.to_interviewed(walker).await;
            world.agree_trial(walker).await;
            world.start_trial(walker).await;
            make(world, walker, "candidate", "end_trial_early", json!({ "ended_on": "2026-06-15", "reason": "health", "note": null, "next_step": next })).await;
        }
        State::NoOffer => {
            world.to_trial_ended(walker).await;
            make(world, walker, "manager", "make_no_offer", json!({ "reasons": "For the record.", "feedback": "You were kind.", "next_step": next })).await;
        }
        State::OfferDeclined => {
            to_offer(world, walker).await;
            make(world, walker, "candidate", "decline_offer", closing()).await;
        }
        State::OfferLapsed => {
            to_offer(world, walker).await;
            for day in ["2026-07-22", "2026-07-25"] {
                world.move_to(day);
                world.let_the_system_act().await;
            }
        }
        State::OfferWithdrawn => {
            to_offer(world, walker).await;
            make(
                world,
                walker,
                "manager",
                "request_offer_withdrawal",
                json!({ "reason": "The post is gone." }),
            )
            .await;
            make(
                world,
                walker,
                "second",
                "approve_offer_withdrawal",
                closing(),
            )
            .await;
        }
        State::ChecksNotMet => {
            to_accepted(world, walker).await;
            let failed = json!({ "check": "right_to_work", "outcome": "not_met", "decided_on": "2026-07-15" });
            make(world, walker, "staff", "record_check", failed).await;
            make(
                world,
                walker,
                "staff",
                "record_checks_not_met",
                json!({ "check": "right_to_work", "next_step": next }),
            )
            .await;
        }
        State::DidNotStart => {
            to_accepted(world, walker).await;
            world.move_to("2026-08-10");
            make(world, walker, "staff", "record_did_not_start", closing()).await;
        }
        State::LeftBefore13 => {
            to_started(world, walker).await;
            make(world, walker, "staff", "record_left", left("2026-08-03")).await;
        }
        State::LeftBefore26 => {
            to_thirteen_weeks(world, walker).await;
            make(world, walker, "staff", "record_left", left("2026-11-02")).await;
        }
        _ => {
            to_thirteen_weeks(world, walker).await;
            world.move_to("2027-02-01");
            make(
                world,
                walker,
                "staff",
                "sustain_26",
                json!({ "evidence": "payroll" }),
            )
            .await;
        }
    }
}

impl World {
    /// The same person is referred once more, to a journey of its own.
    async fn refer_again(&self, walker: &Walker) -> String {
        let mut referral = self.referral("Rahman");
        referral["external_ref"] = json!("JC-again");
        let reply = self
            .app
            .as_jobcentre()
            .await
            .post("/api/v1/referrals", &referral)
            .await
            .expect(201);
        assert_eq!(
            reply.json["candidate_id"].as_str(),
            Some(walker.candidate.to_string().as_str())
        );
        reply.json["journey_id"]
            .as_str()
            .expect("a journey")
            .to_owned()
    }
}

/// What the page must say of an ending's next step.
fn step(state: State) -> frontend::language::Message {
    match state {
        State::Merged => endings::MERGED_STEP,
        State::Sustained26 => endings::SUSTAINED_26_STEP,
        State::OfferLapsed => endings::next_step(NextStepKind::WorkCoach).0,
        _ => endings::next_step(NextStepKind::College).0,
    }
}

async fn says_so(database: Database, states: &[State]) {
    for state in states.iter().copied() {
        let world = World::new(database.clone()).await;
        let walker = world.refer("Rahman").await;
        end_early(&world, &walker, state).await;
        assert_eq!(world.state(&walker).await, state.code());
        let browser = browser_of(&world, &walker).await;
        for language in Language::ALL.iter().copied() {
            let address = format!("/my/journeys/{}", walker.id);
            let page = page_in(&browser, &address, language.code())
                .await
                .expect(200);
            assert!(
                page.text
                    .contains(&format!("<html lang=\"{language}\" dir="))
            );
            let told = endings::of(state).expect("words");
            for message in [told.heading, told.meaning, step(state)] {
                let words = message.say(language);
                assert!(
                    said(&page).contains(words),
                    "{state} in {language}: {words}"
                );
            }
            assert!(
                !said(&page).contains("For the record."),
                "what was not written for them"
            );
        }
    }
}

on_both_databases! {
    async fn endings_before_the_training(database: Database) {
        says_so(database, &[State::ReferralDeclined, State::NotSelected, State::DidNotAttend, State::Withdrawn, State::Merged]).await;
    }

    async fn endings_before_the_trial(database: Database) {
        says_so(database, &[State::TrainingNotCompleted, State::NotSuccessfulAtInterview, State::TrialNotAgreed]).await;
    }

    async fn endings_of_the_trial_and_the_offer(database: Database) {
        let states = [State::TrialEndedEarly, State::NoOffer, State::OfferDeclined, State::OfferLapsed, State::OfferWithdrawn];
        says_so(database, &states).await;
    }

    async fn endings_of_the_job(database: Database) {
        let states = [State::ChecksNotMet, State::DidNotStart, State::LeftBefore13, State::LeftBefore26, State::Sustained26];
        says_so(database, &states).await;
    }
}
