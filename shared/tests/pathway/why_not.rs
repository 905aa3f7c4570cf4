//! Why not: what the list of moves says before anybody has filled anything in.

use crate::world::date;
use crate::world::scene::Scene;
use crate::world::usual::usual;
use shared::journey::ActorKind::{Administrator, Candidate, HiringManager, Jobcentre, TrustStaff};
use shared::journey::{ActorKind, Move, MoveOption, State, options};
use shared::values::Coded;

fn option(scene: &Scene, name: Move) -> MoveOption {
    let offered = options(&scene.journey, &scene.situation);
    offered
        .into_iter()
        .find(|option| option.name == name)
        .expect("the move starts here")
}

fn why_not(scene: &Scene, name: Move) -> Vec<String> {
    option(scene, name)
        .unmet_guards
        .into_iter()
        .map(|unmet| unmet.guard)
        .collect()
}

fn at(state: State, by: ActorKind) -> Scene {
    let mut scene = Scene::at(state);
    scene.by(by);
    scene
}

#[test]
fn what_is_allowed_on_a_usual_day_is_listed_as_allowed_with_its_label_and_its_people() {
    for name in Move::ALL {
        let attempt = usual(*name);
        let option = option(&attempt.scene, *name);
        assert!(option.allowed, "{name}: {:?}", option.unmet_guards);
        assert_eq!(option.label, name.label());
        assert_eq!(option.actors, name.actors());
    }
}

#[test]
fn a_move_of_somebody_elses_is_listed_with_whose_it_is_and_to_the_trust_with_what_is_missing() {
    let scene = at(State::OnTrial, HiringManager);
    assert_eq!(
        why_not(&scene, Move::EndTrial),
        ["by_this_actor", "last_day_reached_or_both_sure"]
    );
    let whose = &option(&scene, Move::EndTrial).unmet_guards[0];
    assert_eq!(whose.who_can_meet, [TrustStaff, ActorKind::System]);
}

#[test]
fn what_the_trust_has_recorded_is_not_read_off_a_refusal_from_outside() {
    for state in State::ALL {
        for by in [Candidate, Jobcentre, ActorKind::College] {
            let scene = at(*state, by);
            for option in options(&scene.journey, &scene.situation) {
                if !option.name.is_for(by) {
                    let told: Vec<_> = option
                        .unmet_guards
                        .iter()
                        .map(|unmet| unmet.guard.as_str())
                        .collect();
                    assert_eq!(
                        told,
                        ["by_this_actor"],
                        "{} from {state} by {by}",
                        option.name
                    );
                }
            }
        }
    }
}

#[test]
fn no_seat_on_any_screening_day_that_is_ahead_is_said_at_once() {
    let mut scene = at(State::Accepted, Candidate);
    assert_eq!(why_not(&scene, Move::BookScreening), Vec::<String>::new());
    scene.on("2026-05-28");
    assert_eq!(
        why_not(&scene, Move::BookScreening),
        Vec::<String>::new(),
        "the second day is today"
    );
    scene.on("2026-05-29");
    assert_eq!(
        why_not(&scene, Move::BookScreening),
        ["screening_seat_free"]
    );
    scene.on("2026-05-07");
    for session in &mut scene.situation.programme.sessions {
        session.taken = session.capacity;
    }
    assert_eq!(
        why_not(&scene, Move::BookScreening),
        ["screening_seat_free"]
    );
}

#[test]
fn no_interview_time_that_is_free_and_ahead_is_said_at_once() {
    let mut scene = at(State::InterviewGuaranteed, Candidate);
    scene.on("2026-06-10");
    assert!(
        option(&scene, Move::BookInterview).allowed,
        "the later time is today"
    );
    scene.situation.programme.slots[1].taken = true;
    assert_eq!(why_not(&scene, Move::BookInterview), ["slot_free"]);
    scene.situation.programme.slots[1].taken = false;
    scene.on("2026-06-11");
    assert_eq!(why_not(&scene, Move::BookInterview), ["slot_free"]);
}

#[test]
fn with_every_training_place_taken_the_waiting_list_is_still_possible() {
    let mut scene = at(State::Screened, TrustStaff);
    scene.situation.counts.training_places_held = 10;
    assert!(option(&scene, Move::Select).allowed);
}

#[test]
fn with_every_day_of_trial_used_no_terms_are_possible() {
    let mut scene = at(State::Interviewed, HiringManager);
    scene.situation.counts.trial_days_elsewhere = 29;
    assert!(
        option(&scene, Move::ProposeTrial).allowed,
        "one day is left"
    );
    scene.situation.counts.trial_days_elsewhere = 30;
    assert_eq!(why_not(&scene, Move::ProposeTrial), ["planned_within_cap"]);
}

#[test]
fn who_signs_next_is_said_to_each_of_the_three() {
    let mut scene = Scene::at(State::TrialProposed);
    scene.on("2026-06-11");
    let mut asked = |by: ActorKind| {
        scene.by(by);
        why_not(&scene, Move::SignTrial)
    };
    assert_eq!(asked(Jobcentre), Vec::<String>::new());
    assert_eq!(asked(Candidate), ["jobcentre_first"]);
    assert_eq!(asked(Administrator), ["jobcentre_first"]);
    scene.signs(Jobcentre).by(Jobcentre);
    assert_eq!(why_not(&scene, Move::SignTrial), ["not_yet_signed"]);
    scene.by(Candidate);
    assert!(option(&scene, Move::SignTrial).allowed);
}

#[test]
fn a_check_not_met_is_asked_for_before_a_job_is_ended_for_it() {
    let scene = at(State::OfferAccepted, TrustStaff);
    assert_eq!(why_not(&scene, Move::RecordChecksNotMet), ["check_not_met"]);
    assert_eq!(
        why_not(&scene, Move::StartEmployment),
        ["all_checks_cleared"]
    );
}

#[test]
fn a_trial_whose_checks_are_not_cleared_and_whose_day_is_ahead_is_told_both() {
    let mut scene = at(State::TrialAgreed, TrustStaff);
    scene.journey.checks.clear();
    assert_eq!(
        why_not(&scene, Move::StartTrial),
        ["trial_start_reached", "trial_checks_cleared"]
    );
}

#[test]
fn a_refusal_says_in_words_what_stands_in_the_way_now() {
    let mut scene = at(State::Offered, Candidate);
    scene.situation.today = date("2026-07-07");
    let late = option(&scene, Move::AcceptOffer);
    assert_eq!(
        late.unmet_guards[0].explanation,
        "The offer could be answered until 2026-07-06."
    );
}

#[test]
fn the_list_is_in_the_order_of_the_pathway_and_names_nothing_from_elsewhere() {
    for state in State::ALL {
        let scene = at(*state, Administrator);
        let names: Vec<_> = options(&scene.journey, &scene.situation)
            .into_iter()
            .map(|option| option.name)
            .collect();
        let expected: Vec<_> = Move::ALL
            .iter()
            .copied()
            .filter(|name| name.starts_from(*state))
            .collect();
        assert_eq!(names, expected, "{state}");
    }
}
