//! A move's form as a candidate meets it: what it asks, and how its answers become a command.
//!
//! The fields come from `shared::journey::fields`. What is not a candidate's to answer is filled in by the page: the
//! number of the trial's terms, and that adjustments were asked for, because this form is what asks. What a list offers
//! is what a candidate may answer with, also for those who send the form by hand.

use super::case::Case;
use crate::language::choices::{self, CodedMessage};
use crate::language::{Language, Message, date, fit_check, moves, page, time};
use shared::ids::{SessionId, SlotId};
use shared::journey::{Command, Field, Input, Move, SessionKind, details_from_answers, fields};
use shared::time::CivilDate;
use shared::values::{Words, WordsError};
use std::collections::BTreeMap;

/// A filled-in form, by the names of its fields.
pub type Answers = BTreeMap<String, String>;

/// One question of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its name in the form.
    pub name: &'static str,
    /// What it asks.
    pub label: String,
    /// A hint, empty where none is needed.
    pub hint: String,
    /// Whether it must be answered.
    pub required: bool,
    /// How it is answered.
    pub control: Control,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// One of these.
    Options(Vec<Choice>),
    /// Yes or no.
    YesNo,
    /// In somebody's own words.
    Words,
    /// A date in three boxes.
    Date,
}

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub code: String,
    /// What people read.
    pub label: String,
    /// More about it on a line of its own, such as where it is; empty where there is nothing more.
    pub detail: String,
}

impl Choice {
    /// A choice that needs no more than its label.
    #[must_use]
    pub fn plain(code: &str, label: &str) -> Self {
        Self {
            code: code.to_owned(),
            label: label.to_owned(),
            detail: String::new(),
        }
    }
}

/// One answer that needs another look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The question.
    pub field: &'static str,
    /// What to do.
    pub message: Message,
}

/// The questions of a move's form.
#[must_use]
pub fn questions(case: &Case, name: Move, language: Language) -> Vec<Question> {
    let asked = fields(name).iter().filter(|field| is_asked(field));
    asked
        .map(|field| {
            let (label, hint) = moves::question(name, field.name);
            let example = date(case.situation.today, language);
            Question {
                name: field.name,
                label: label.say(language).to_owned(),
                hint: hint
                    .map(|hint| hint.fill(language, &[("example", &example)]))
                    .unwrap_or_default(),
                required: field.required,
                control: control(case, name, field, language),
            }
        })
        .collect()
}

/// Whether a candidate answers it; the rest is filled in by the page or belongs to the Trust's own signature.
fn is_asked(field: &Field) -> bool {
    !matches!(
        field.name,
        "adjustments_asked" | "terms_number" | "supervisor"
    )
}

fn control(case: &Case, name: Move, field: &Field, language: Language) -> Control {
    match field.input {
        Input::Date => Control::Date,
        Input::Flag => Control::YesNo,
        Input::ScreeningDay => Control::Options(screening_days(case, language)),
        Input::Slot => Control::Options(slots(case, language)),
        Input::Choice(_) => {
            let say = |(code, label): CodedMessage| Choice::plain(code, label.say(language));
            Control::Options(coded(name, field.name).into_iter().map(say).collect())
        }
        _ => Control::Words,
    }
}

/// The list that a candidate chooses from.
fn coded(name: Move, field: &str) -> Vec<CodedMessage> {
    match (name, field) {
        (_, "next_step") => choices::next_steps(),
        (_, "cause") => choices::release_causes(),
        (_, "view") => choices::views(),
        (Move::AnswerFitCheck, _) => fit_check::answers(),
        (Move::RefuseTrial, _) => choices::trial_refusals(),
        (Move::EndTrialEarly, _) => choices::early_ends(),
        _ => choices::withdrawals(),
    }
}

pub(crate) fn screening_days(case: &Case, language: Language) -> Vec<Choice> {
    let situation = &case.situation;
    let booked = case
        .journey
        .screening
        .as_ref()
        .map(|booking| booking.session_id);
    situation
        .programme
        .sessions_of(SessionKind::Screening)
        .filter(|day| day.has_seat() && day.held_on >= situation.today && !day.signed_off)
        .filter(|day| Some(day.id) != booked)
        .map(|day| {
            let when = when(day.held_on, &day.starts_at, language);
            Choice {
                detail: day.venue.clone(),
                ..Choice::plain(&day.id.to_string(), &when)
            }
        })
        .collect()
}

pub(crate) fn slots(case: &Case, language: Language) -> Vec<Choice> {
    let situation = &case.situation;
    situation
        .programme
        .slots
        .iter()
        .filter(|slot| !slot.taken && slot.held_on >= situation.today)
        .map(|slot| {
            let when = when(slot.held_on, &slot.starts_at, language);
            Choice {
                detail: slot.venue.clone(),
                ..Choice::plain(&slot.id.to_string(), &when)
            }
        })
        .collect()
}

fn when(on: CivilDate, at: &str, language: Language) -> String {
    let comma = if language == Language::Urdu {
        "،"
    } else {
        ","
    };
    format!("{}{comma} {}", date(on, language), time(at, language))
}

/// The names of the three boxes of a date.
pub const DATE_PARTS: [&str; 3] = ["day", "month", "year"];

/// The date in the three boxes of a field; `None` where they hold none.
fn date_in(answers: &Answers, field: &str) -> Option<CivilDate> {
    let [day, month, year] = DATE_PARTS.map(|part| {
        let answer = answers.get(&format!("{field}-{part}"))?;
        western(answer.trim()).parse::<u32>().ok()
    });
    CivilDate::new(i32::try_from(year?).ok()?, month?, day?)
}

/// Digits as the server counts them: somebody who writes Urdu may well type Urdu's own.
fn western(text: &str) -> String {
    let digit = |c: char| match c {
        '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10).unwrap_or(c),
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10).unwrap_or(c),
        other => other,
    };
    text.chars().map(digit).collect()
}

/// Reads a filled-in form into the command it stands for.
///
/// # Errors
/// Each answer that needs another look. The rules are asked afterwards, by whoever makes the move.
pub fn command_from_answers(
    case: &Case,
    name: Move,
    answers: &Answers,
) -> Result<Command, Vec<Problem>> {
    let mut complete = answers.clone();
    let mut problems = Vec::new();
    for field in fields(name) {
        if !is_asked(field) {
            fill_in(case, field, answers, &mut complete);
        } else if let Err(message) = check(name, field, &mut complete) {
            problems.push(Problem {
                field: field.name,
                message,
            });
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let wrong = |field| {
        vec![Problem {
            field,
            message: moves::CHOOSE_ONE,
        }]
    };
    let first = fields(name).first().map_or("", |field| field.name);
    let details = details_from_answers(name, &complete).map_err(|_| wrong(first))?;
    Command::read(name, details).map_err(|_| wrong(first))
}

/// What the page answers in the candidate's place.
fn fill_in(case: &Case, field: &Field, answers: &Answers, complete: &mut Answers) {
    match field.name {
        "adjustments_asked" => complete.insert(field.name.to_owned(), "true".to_owned()),
        // The terms that the page showed, so that a signature never stands under others.
        "terms_number" => {
            let shown = answers.get(field.name).cloned().or_else(|| {
                case.journey
                    .trial
                    .as_ref()
                    .map(|trial| trial.terms.number.to_string())
            });
            shown.and_then(|number| complete.insert(field.name.to_owned(), number))
        }
        _ => complete.remove(field.name),
    };
}

/// Checks one answer, and puts it into the form in which the rulebook reads it.
fn check(name: Move, field: &Field, answers: &mut Answers) -> Result<(), Message> {
    let given = answers
        .get(field.name)
        .map(|answer| answer.trim().to_owned())
        .filter(|answer| !answer.is_empty());
    match (field.input, given) {
        (Input::Date, _) => {
            let found = date_in(answers, field.name).ok_or(moves::REAL_DATE)?;
            answers.insert(field.name.to_owned(), found.to_string());
            Ok(())
        }
        (Input::Words, Some(text)) => match Words::parse(&text) {
            Ok(_) => Ok(()),
            Err(WordsError::Empty) => Err(moves::WRITE_WORDS),
            Err(_) => Err(moves::WORDS_NOT_KEPT),
        },
        (Input::Words, None) if field.required => Err(moves::WRITE_WORDS),
        (Input::Flag, Some(answer)) if matches!(answer.as_str(), "true" | "false") => Ok(()),
        (Input::Choice(_), Some(code)) => {
            let known = coded(name, field.name).iter().any(|(one, _)| *one == code);
            if known {
                Ok(())
            } else {
                Err(moves::CHOOSE_ONE)
            }
        }
        (Input::ScreeningDay, Some(id)) => id
            .parse::<SessionId>()
            .map(|_| ())
            .map_err(|_| moves::CHOOSE_ONE),
        (Input::Slot, Some(id)) => id
            .parse::<SlotId>()
            .map(|_| ())
            .map_err(|_| moves::CHOOSE_ONE),
        (_, None) if !field.required => Ok(()),
        _ => Err(moves::CHOOSE_ONE),
    }
}

/// The label of a question, saying so where it may be left empty.
#[must_use]
pub fn label(question: &Question, language: Language) -> String {
    if question.required {
        question.label.clone()
    } else {
        page::OPTIONAL.fill(language, &[("label", &question.label)])
    }
}
