//! The form of each move and the details it is read into never drift apart: both directions, for every move.

use super::world::usual::usual;
use super::world::{CRITERIA, PANEL, id};
use serde_json::{Map, Value};
use shared::journey::{Command, Field, Input, Move, details_from_answers, fields};
use shared::values::Coded;
use std::collections::{BTreeMap, BTreeSet};

type Answers = BTreeMap<String, String>;

/// What somebody might fill in.
fn sample(field: &Field) -> Vec<(String, String)> {
    let one = |answer: &str| vec![(field.name.to_owned(), answer.to_owned())];
    match field.input {
        Input::Date => one("2026-06-15"),
        Input::Words => one("  Łódź, نادیہ & O'Neill  "),
        Input::Flag => one("on"),
        Input::Choice(choices) => one(choices()[0].0),
        Input::ScreeningDay | Input::Session | Input::Slot | Input::Journey => {
            one(&id(7).to_string())
        }
        Input::PanelMember => one(PANEL[0]),
        Input::TermsNumber => one("3"),
        Input::Scores => CRITERIA
            .iter()
            .map(|criterion| (format!("scores.{criterion}"), "4".to_owned()))
            .collect(),
    }
}

fn filled_in(name: Move, which: impl Fn(&Field) -> bool) -> Answers {
    fields(name)
        .iter()
        .filter(|field| which(field))
        .flat_map(sample)
        .collect()
}

fn written(command: &Command) -> Map<String, Value> {
    let Ok(Value::Object(details)) = serde_json::to_value(command) else {
        panic!("details are an object")
    };
    details
}

#[test]
fn every_form_that_is_filled_in_becomes_the_command_it_is_for() {
    for name in Move::ALL {
        let details =
            details_from_answers(*name, &filled_in(*name, |_| true)).expect("nothing is missing");
        let command =
            Command::read(*name, details.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(command.name(), *name);
        let asked: BTreeSet<_> = fields(*name)
            .iter()
            .map(|field| field.name.to_owned())
            .collect();
        let held: BTreeSet<_> = written(&command).keys().cloned().collect();
        assert_eq!(
            asked, held,
            "{name}: a field of the form and none of the details, or the other way round"
        );
        let kept: Vec<_> = written(&command)
            .into_iter()
            .filter(|(_, value)| value.is_null())
            .collect();
        assert!(kept.is_empty(), "{name}: an answer was lost: {kept:?}");
    }
}

#[test]
fn every_choice_of_every_form_is_one_that_the_details_know() {
    for name in Move::ALL {
        for field in fields(*name) {
            let Input::Choice(choices) = field.input else {
                continue;
            };
            assert!(!choices().is_empty(), "{name}.{}", field.name);
            for (code, label) in choices() {
                let mut answers = filled_in(*name, |_| true);
                answers.insert(field.name.to_owned(), code.to_owned());
                let details = details_from_answers(*name, &answers).expect("filled in");
                assert!(
                    Command::read(*name, details).is_ok(),
                    "{name}.{} does not know {code}",
                    field.name
                );
                assert!(
                    !label.is_empty() && label != code,
                    "{name}.{}: {code} has no words",
                    field.name
                );
            }
        }
    }
}

#[test]
fn what_may_be_left_out_may_be_left_out() {
    for name in Move::ALL {
        let details =
            details_from_answers(*name, &filled_in(*name, |field| field.required)).expect("enough");
        if let Err(error) = Command::read(*name, details) {
            panic!("{name}: {error}");
        }
    }
}

#[test]
fn a_form_that_lacks_what_it_must_have_is_sent_back_with_each_field_named() {
    for name in Move::ALL {
        let needed: Vec<_> = fields(*name)
            .iter()
            .filter(|field| field.required && !matches!(field.input, Input::Flag))
            .map(|field| field.name)
            .collect();
        let blank: Answers = needed
            .iter()
            .map(|field| ((*field).to_owned(), "  ".to_owned()))
            .collect();
        for answers in [Answers::new(), blank] {
            let answer = details_from_answers(*name, &answers);
            let missing: Vec<_> = answer.err().unwrap_or_default();
            let named: Vec<_> = missing.iter().map(|(field, _)| field.as_str()).collect();
            assert_eq!(named, needed, "{name}");
            assert!(
                missing
                    .iter()
                    .all(|(_, words)| words.ends_with("fill this in.")),
                "{name}: {missing:?}"
            );
        }
        for field in fields(*name)
            .iter()
            .filter(|field| needed.contains(&field.name))
        {
            let others = filled_in(*name, |other| other.name != field.name);
            let missing = details_from_answers(*name, &others).expect_err("one is missing");
            assert_eq!(missing.len(), 1, "{name}: {missing:?}");
            assert_eq!(missing[0].0, field.name, "{name}");
        }
    }
}

#[test]
fn over_the_wire_a_missing_field_is_refused_by_name() {
    for name in Move::ALL {
        let whole = details_from_answers(*name, &filled_in(*name, |_| true)).expect("filled in");
        for field in fields(*name).iter().filter(|field| field.required) {
            let mut details = whole.clone();
            details
                .as_object_mut()
                .expect("an object")
                .remove(field.name);
            let error = Command::read(*name, details)
                .expect_err("a field is missing")
                .to_string();
            assert!(
                error.contains(&format!("missing field `{}`", field.name)),
                "{name}: {error}"
            );
        }
    }
}

#[test]
fn over_the_wire_an_unknown_field_is_refused_by_name() {
    for name in Move::ALL {
        let mut details = usual(*name).details;
        details["wage"] = Value::from(12);
        let error = Command::read(*name, details)
            .expect_err("there is no such field")
            .to_string();
        assert!(error.contains("unknown field `wage`"), "{name}: {error}");
    }
}

#[test]
fn over_the_wire_what_is_no_date_no_choice_and_no_number_is_refused() {
    for name in Move::ALL {
        let whole = details_from_answers(*name, &filled_in(*name, |_| true)).expect("filled in");
        for field in fields(*name)
            .iter()
            .filter(|field| !matches!(field.input, Input::PanelMember))
        {
            for wrong in [
                Value::from(""),
                Value::from("\u{202E}31/02/2026"),
                Value::from(-1),
                Value::Array(vec![]),
            ] {
                let mut details = whole.clone();
                details[field.name] = wrong.clone();
                assert!(
                    Command::read(*name, details).is_err(),
                    "{name}.{} took {wrong}",
                    field.name
                );
            }
        }
    }
}

#[test]
fn a_score_or_a_number_of_terms_that_is_no_number_is_refused_and_not_dropped() {
    for (name, field) in [
        (Move::ScoreInterview, "scores.Kindness"),
        (Move::SignTrial, "terms_number"),
    ] {
        for wrong in ["four", "-1", "4.5", "99999999999"] {
            let mut answers = filled_in(name, |_| true);
            answers.insert(field.to_owned(), wrong.to_owned());
            let details = details_from_answers(name, &answers).expect("it is filled in");
            assert!(Command::read(name, details).is_err(), "{name}: {wrong}");
        }
    }
}

#[test]
fn a_box_that_is_not_ticked_says_no() {
    let answers = filled_in(Move::Withdraw, |field| {
        field.name != "hear_of_other_programmes"
    });
    let details = details_from_answers(Move::Withdraw, &answers).expect("nothing is missing");
    assert_eq!(details["hear_of_other_programmes"], Value::Bool(false));
}

#[test]
fn no_field_of_a_trial_speaks_of_pay() {
    for name in Move::ALL {
        for field in fields(*name) {
            let text = format!("{} {} {}", field.name, field.label, field.hint).to_lowercase();
            assert!(
                !["pay", "wage", "salary", "contract"]
                    .iter()
                    .any(|word| text.contains(word)),
                "{name}: {text}"
            );
        }
    }
}
