//! The two-way fit check: the same six questions to the supervisor and to the candidate, on day 3, on day 10 and at the end (L10).

use super::{Case, case};
use crate::world::scene::Scene;
use crate::world::usual::usual;
use serde_json::{Value, json};
use shared::journey::ActorKind::{self, Candidate, HiringManager, TrustStaff};
use shared::journey::{
    Event, FitQuestion, FitRound, FitSide, Guard, Move, State, fields, fit_answers_held_back,
};

pub const CASES: &[Case] = &[
    case(
        Move::AnswerFitCheck,
        "before day 3 nobody is asked",
        |at| {
            at.scene.on("2026-06-16");
        },
        &["fit_round_open"],
    ),
    case(
        Move::AnswerFitCheck,
        "each side answers once in a round",
        |at| {
            let details = at.details.clone();
            at.scene.does(Candidate, Move::AnswerFitCheck, details);
        },
        &["fit_round_not_yet_answered"],
    ),
];

fn answers(job: &str) -> Value {
    json!({
        "work": "yes", "hours": "partly", "team": "yes", "learning": "not_yet", "pace": "yes", "job": job,
        "comments": "The mornings are quick",
    })
}

fn on_trial(day: &str) -> Scene {
    let mut scene = Scene::at(State::OnTrial);
    scene.on(day);
    scene
}

/// The days of June in which a trial from the 15th to this day asks each round.
fn rounds_until(ends_on: &str) -> Vec<(u32, FitRound)> {
    let mut scene = Scene::at(State::OnTrial);
    if let Some(trial) = &mut scene.journey.trial {
        trial.terms.ends_on = ends_on.parse().expect("a date");
    }
    let asked = (15..=30).filter_map(|day| {
        let today = format!("2026-06-{day}").parse().expect("a date");
        Some((day, scene.journey.fit_round(today)?))
    });
    let mut first: Vec<(u32, FitRound)> = Vec::new();
    for (day, round) in asked {
        if first.last().map(|(_, last)| *last) != Some(round) {
            first.push((day, round));
        }
    }
    first
}

#[test]
fn the_rounds_open_on_day_three_on_day_ten_and_on_the_last_day() {
    use FitRound::{Day3, Day10, End};
    assert_eq!(
        rounds_until("2026-06-26"),
        [(17, Day3), (24, Day10), (26, End)]
    );
    // A trial of five days for a short job asks twice, and one of three days once.
    assert_eq!(rounds_until("2026-06-19"), [(17, Day3), (19, End)]);
    assert_eq!(rounds_until("2026-06-17"), [(17, End)]);
    assert_eq!(rounds_until("2026-06-16"), [(16, End)]);
    assert_eq!(rounds_until("2026-06-24"), [(17, Day3), (24, End)]);
}

#[test]
fn both_sides_answer_the_same_six_questions() {
    let asked: Vec<_> = fields(Move::AnswerFitCheck)
        .iter()
        .filter(|field| field.required)
        .map(|field| (field.name, field.label))
        .collect();
    let questions = FitQuestion::ALL.map(|question| (question.field(), question.label()));
    assert_eq!(asked, questions);
}

#[test]
fn whoever_of_the_trust_answers_answers_for_the_supervisor() {
    for (by, side) in [
        (Candidate, FitSide::Candidate),
        (HiringManager, FitSide::Supervisor),
        (TrustStaff, FitSide::Supervisor),
    ] {
        let mut scene = on_trial("2026-06-18");
        scene.does(by, Move::AnswerFitCheck, answers("yes"));
        let given = scene.journey.fit_given(FitRound::Day3, side);
        assert_eq!(given.expect("answers").on.to_string(), "2026-06-18");
    }
}

#[test]
fn a_round_that_was_missed_is_not_answered_later() {
    let mut scene = on_trial("2026-06-18");
    scene.does(Candidate, Move::AnswerFitCheck, answers("yes"));
    scene
        .on("2026-06-24")
        .does(HiringManager, Move::AnswerFitCheck, answers("partly"));
    let given = |round, side| scene.journey.fit_given(round, side).is_some();
    assert!(given(FitRound::Day3, FitSide::Candidate));
    assert!(!given(FitRound::Day3, FitSide::Supervisor));
    assert!(given(FitRound::Day10, FitSide::Supervisor));
}

#[test]
fn after_the_last_round_there_is_nothing_left_to_answer() {
    let mut scene = Scene::at(State::TrialEnded);
    scene.does(TrustStaff, Move::AnswerFitCheck, answers("yes"));
    let refusal = scene.refuses(HiringManager, Move::AnswerFitCheck, answers("yes"));
    assert!(refusal.names(Guard::FitRoundNotYetAnswered));
    assert_eq!(
        refusal.to_string(),
        "The supervisor has answered for \"The end of the trial\". It was the last time."
    );
}

#[test]
fn a_refusal_says_when_the_next_questions_are_asked() {
    let mut scene = on_trial("2026-06-16");
    let refusal = scene.refuses(Candidate, Move::AnswerFitCheck, answers("yes"));
    assert_eq!(
        refusal.to_string(),
        "The first questions of the fit check are asked on 2026-06-17."
    );
    scene
        .on("2026-06-17")
        .does(Candidate, Move::AnswerFitCheck, answers("yes"));
    let refusal = scene.refuses(Candidate, Move::AnswerFitCheck, answers("yes"));
    assert_eq!(
        refusal.to_string(),
        "The candidate has answered for \"Day 3\". The next questions are asked on 2026-06-24."
    );
}

#[test]
fn nobody_is_told_one_sides_answers_before_both_have_given_theirs() {
    let held = |scene: &Scene| {
        let history: Vec<_> = scene.history.iter().map(|one| &one.event).collect();
        fit_answers_held_back(&history)
            .into_iter()
            .map(|place| match history[place] {
                Event::FitCheckAnswered { round, side, .. } => (*round, *side),
                other => panic!("{} is no answer", other.kind()),
            })
            .collect::<Vec<_>>()
    };
    let gives = |scene: &mut Scene, day: &str, by: ActorKind| {
        scene.on(day).does(by, Move::AnswerFitCheck, answers("yes"));
    };
    let mut scene = on_trial("2026-06-17");
    gives(&mut scene, "2026-06-17", Candidate);
    assert_eq!(held(&scene), [(FitRound::Day3, FitSide::Candidate)]);
    gives(&mut scene, "2026-06-18", HiringManager);
    assert_eq!(held(&scene), []);
    gives(&mut scene, "2026-06-24", HiringManager);
    assert_eq!(held(&scene), [(FitRound::Day10, FitSide::Supervisor)]);
    // What was answered by one side only stays with nobody, also once the next round is whole.
    gives(&mut scene, "2026-06-26", HiringManager);
    gives(&mut scene, "2026-06-26", Candidate);
    assert_eq!(held(&scene), [(FitRound::Day10, FitSide::Supervisor)]);
}

#[test]
fn what_is_held_back_says_who_answered_and_not_what() {
    let mut scene = usual(Move::AnswerFitCheck).scene;
    scene.does(Candidate, Move::AnswerFitCheck, answers("yes"));
    let given = scene.history.last().expect("an event").event.clone();
    let told = given.clone().with_fit_answers_held_back();
    assert_ne!(told, given);
    let Event::FitCheckAnswered { side, answers, .. } = told else {
        panic!("another event")
    };
    assert_eq!((side, answers), (FitSide::Candidate, None));
    let fit = &scene.journey.trial.as_ref().expect("a trial").fit;
    assert_eq!(
        fit[&FitRound::Day3].both(),
        None,
        "the fold shows no pair either"
    );
}
