//! What somebody sees who has signed in to nothing.

use super::*;
use crate::candidate::tests::{at_once, by, case_of, frame, on, text_of};
use crate::candidate::{Answers, Case};
use crate::language::{Language, answer_links as words};
use crate::public::render;
use shared::journey::*;
use shared::values::Coded as _;
use std::rc::Rc;

fn screening_booked() -> Case {
    let mut case = case_of(vec![(
        ActorKind::Candidate,
        Event::ScreeningBooked {
            session_id: uuid::Uuid::from_u128(27).into(),
            held_on: on("2026-05-27"),
            adjustments: Some("A quiet room".parse().expect("words")),
        },
    )]);
    case.situation.today = on("2026-05-24");
    case
}

fn interview_booked() -> Case {
    case_of(vec![
        (ActorKind::System, Event::InterviewGuaranteed),
        (
            ActorKind::Candidate,
            Event::InterviewBooked {
                slot_id: uuid::Uuid::from_u128(77).into(),
                held_on: on("2026-06-09"),
            },
        ),
    ])
}

fn question(case: Case, language: Language, stands: Stands, said: Option<Said>) -> String {
    at_once(render::<QuestionPage>(QuestionPageProps {
        frame: frame(language),
        token: "secret".into(),
        case: Rc::new(case),
        stands,
        said,
    }))
}

fn form(case: Case, answers: Answers, trouble: Option<Trouble>) -> FormPageProps {
    FormPageProps {
        frame: frame(Language::English),
        token: "secret".into(),
        case: Rc::new(case),
        answers,
        trouble,
    }
}

#[test]
fn the_question_names_the_day_and_the_time_in_every_language_and_nothing_of_the_person() {
    for (language, words) in [
        (
            Language::English,
            "Can you come on Wednesday 27 May, 9:30am?",
        ),
        (
            Language::Urdu,
            "کیا آپ بدھ، 27 مئی کو صبح 9:30 بجے آ سکتے ہیں؟",
        ),
        (
            Language::Polish,
            "Czy możesz przyjść? środa, 27 maja, godz. 9:30",
        ),
    ] {
        let page = question(screening_booked(), language, Stands::Booked, None);
        let text = text_of(&page);
        assert!(text.contains(words), "{text}");
        assert!(text.contains("Education Centre"));
        assert!(
            !text.contains("quiet room") && !text.contains("FH-1"),
            "{text}"
        );
        assert!(page.contains("method=\"post\" action=\"/my/answer/secret\""));
    }
}

#[test]
fn whoever_has_said_yes_is_told_so_and_can_still_change_it() {
    let mut case = screening_booked();
    case.journey.apply(&Recorded {
        event: Event::BookingConfirmed {
            session_id: Some(uuid::Uuid::from_u128(27).into()),
            slot_id: None,
            held_on: on("2026-05-27"),
        },
        on: on("2026-05-24"),
        by: by(ActorKind::Candidate),
    });
    for said in [Said::Noted, Said::NotedBefore] {
        let page = question(case.clone(), Language::English, Stands::Booked, Some(said));
        assert!(text_of(&page).contains("You told us that you will be there"));
        assert!(page.contains("another-day") && !page.contains("<button class=\"nhsuk-button\""));
    }
}

#[test]
fn somebody_who_cannot_come_to_the_screening_day_loses_nothing_and_can_send_nothing_that_ends_it() {
    let mut case = screening_booked();
    let mut later = case.situation.programme.sessions[0].clone();
    later.id = uuid::Uuid::from_u128(28).into();
    later.held_on = on("2026-05-28");
    case.situation.programme.sessions.push(later);
    let page = at_once(render::<CannotComePage>(form(case, Answers::new(), None)));
    assert!(page.contains("/my/answer/secret/another-day"));
    let main = page.split("<main").nth(1).expect("the main part");
    assert!(!main.contains("<form"), "there is nothing to send");
}

#[test]
fn with_no_other_day_free_there_is_a_number_to_call_and_no_empty_form() {
    let page = at_once(render::<OtherDayPage>(form(
        screening_booked(),
        Answers::new(),
        None,
    )));
    let main = page.split("<main").nth(1).expect("the main part");
    assert!(!main.contains("<form") && main.contains("tel:01632960123"));
    assert!(text_of(&page).contains(words::NO_DAY.say(Language::English)));
}

#[test]
fn another_screening_day_is_a_rebooking_with_its_reason() {
    let answers = Answers::from([
        (
            "session_id".to_owned(),
            uuid::Uuid::from_u128(28).to_string(),
        ),
        ("cause".to_owned(), "childcare".to_owned()),
    ]);
    let choice = other_day(&screening_booked(), &answers).expect("a choice");
    let expected = Command::RebookScreening(RebookScreening {
        session_id: uuid::Uuid::from_u128(28).into(),
        reason: ReleaseCause::Childcare.label().parse().expect("words"),
    });
    assert_eq!(choice, Choice::AnotherDay(vec![expected]));
}

#[test]
fn another_interview_time_gives_the_first_back_and_no_time_asks_for_a_call() {
    let slot = |code: String| {
        Answers::from([
            ("slot_id".to_owned(), code),
            ("cause".to_owned(), "travel".to_owned()),
        ])
    };
    let other = uuid::Uuid::from_u128(78);
    let choice = other_day(&interview_booked(), &slot(other.to_string())).expect("a choice");
    let Choice::AnotherDay(commands) = choice else {
        panic!("another time: {choice:?}")
    };
    let names: Vec<_> = commands.iter().map(Command::name).collect();
    assert_eq!(names, [Move::ReleaseInterview, Move::BookInterview]);
    let choice = other_day(&interview_booked(), &slot("call".into())).expect("a choice");
    let Choice::CallMe(Command::ReleaseInterview(release)) = choice else {
        panic!("a call: {choice:?}")
    };
    assert!(
        release
            .note
            .is_some_and(|note| note.as_str().contains("call"))
    );
}

#[test]
fn a_form_without_answers_names_each_and_one_that_is_not_offered_is_none() {
    for case in [screening_booked(), interview_booked()] {
        let problems = other_day(&case, &Answers::new()).expect_err("nothing is answered");
        assert_eq!(problems.len(), 2);
        let forged = Answers::from([
            (
                "session_id".to_owned(),
                uuid::Uuid::from_u128(28).to_string(),
            ),
            ("slot_id".to_owned(), uuid::Uuid::from_u128(78).to_string()),
            ("cause".to_owned(), "cancelled_by_trust".to_owned()),
        ]);
        let problems = other_day(&case, &forged).expect_err("only the Trust says that");
        assert_eq!(problems[0].field, "cause");
    }
}

#[test]
fn the_booked_time_is_not_offered_as_another() {
    let page = at_once(render::<OtherDayPage>(form(
        interview_booked(),
        Answers::new(),
        None,
    )));
    assert!(!page.contains(&uuid::Uuid::from_u128(77).to_string()));
    assert!(page.contains("value=\"call\""));
}
