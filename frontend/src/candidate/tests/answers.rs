//! How answers become commands, and the dates a calendar.

use super::*;
use shared::values::Coded as _;

fn answered(pairs: &[(&str, &str)]) -> Answers {
    pairs
        .iter()
        .map(|(name, answer)| ((*name).to_owned(), (*answer).to_owned()))
        .collect()
}

#[test]
fn an_empty_form_is_sent_back_with_what_to_do_for_each_question() {
    let case = case_of(vec![(
        ActorKind::TrustStaff,
        Event::Accepted {
            waiting_list: false,
        },
    )]);
    for name in Move::ALL
        .iter()
        .copied()
        .filter(|name| name.is_for(ActorKind::Candidate))
    {
        let must = questions(&case, name, Language::English)
            .iter()
            .filter(|one| one.required)
            .count();
        let asked = match command_from_answers(&case, name, &Answers::new()) {
            Ok(_) => 0,
            Err(problems) => problems.len(),
        };
        let without_terms = usize::from(name == Move::SignTrial);
        assert_eq!(asked, must + without_terms, "{name}");
    }
}

#[test]
fn answers_become_the_command_that_the_api_takes() {
    let day = session(SessionKind::Screening, "2026-05-27").id;
    let case = case_of(vec![(
        ActorKind::TrustStaff,
        Event::Accepted {
            waiting_list: false,
        },
    )]);
    let answers = answered(&[
        ("session_id", &day.to_string()),
        ("adjustments", " large print "),
        ("adjustments_asked", "false"),
    ]);
    let command = command_from_answers(&case, Move::BookScreening, &answers).expect("a command");
    let expected = BookScreening {
        session_id: day,
        adjustments_asked: true,
        adjustments: Some(words("large print")),
    };
    assert_eq!(command, Command::BookScreening(expected));
    assert!(decide(&case.journey, &case.situation, &command).is_ok());

    let answers = answered(&[
        ("reason", "changed_mind"),
        ("hear_of_other_programmes", "false"),
        ("next_step", "guidance"),
    ]);
    let command = command_from_answers(&case, Move::Withdraw, &answers).expect("a command");
    assert!(decide(&case.journey, &case.situation, &command).is_ok());
}

#[test]
fn a_date_can_be_typed_in_any_digits_and_a_wrong_one_is_asked_again() {
    let case = case_of(Vec::new());
    let day = |day, month, year| {
        let answers = answered(&[
            ("ended_on-day", day),
            ("ended_on-month", month),
            ("ended_on-year", year),
            ("reason", "health"),
            ("next_step", "college"),
        ]);
        command_from_answers(&case, Move::EndTrialEarly, &answers)
    };
    for typed in [day("20", "6", "2026"), day("۲۰", "٦", " 2026 ")] {
        match typed {
            Ok(Command::EndTrialEarly(details)) => assert_eq!(details.ended_on, on("2026-06-20")),
            other => panic!("{other:?}"),
        }
    }
    for wrong in [
        day("31", "6", "2026"),
        day("", "6", "2026"),
        day("20", "6", "26"),
    ] {
        let problems = wrong.expect_err("a question");
        assert_eq!(
            problems
                .iter()
                .map(|problem| problem.field)
                .collect::<Vec<_>>(),
            ["ended_on"]
        );
    }
}

#[test]
fn nobody_answers_by_hand_what_only_the_trust_can_say() {
    let case = case_of(Vec::new());
    for (name, answers) in [
        (
            Move::ReleaseInterview,
            answered(&[("cause", "cancelled_by_trust")]),
        ),
        (
            Move::RefuseTrial,
            answered(&[("reason", "no_supervisor"), ("next_step", "college")]),
        ),
    ] {
        assert!(
            command_from_answers(&case, name, &answers).is_err(),
            "{name}"
        );
    }
}

#[test]
fn the_calendar_holds_the_dates_of_the_stage() {
    let day = session(SessionKind::Screening, "2026-05-27").id;
    let booked = Event::ScreeningBooked {
        session_id: day,
        held_on: on("2026-05-27"),
        adjustments: None,
    };
    let mut case = case_of(vec![(ActorKind::Candidate, booked)]);
    case.situation.programme.sessions[0].venue = "Ward 3\r\nATTENDEE:mailto:x@example.org".into();
    let file = calendar::calendar(
        [&case],
        Language::English,
        ("Northfold", "01632"),
        "20260512T090000Z",
    );
    assert!(
        file.contains("DTSTART;TZID=Europe/London:20260527T093000\r\n"),
        "{file}"
    );
    assert!(!file.contains("\r\nATTENDEE"), "nothing is smuggled in");
}
