//! What the forms of a link ask, and the moves that their answers stand for.

use crate::candidate::answers::{self, Control, Question, screening_days, slots};
use crate::candidate::{Answers, Case, Problem, command_from_answers};
use crate::language::{Language, answer_links as words, choices, moves};
use shared::journey::{
    BookInterview, BookedFor, Command, Move, RebookScreening, ReleaseCause, ReleaseInterview,
};
use shared::values::{self, Coded as _, Words};

/// What stands for "please call me" among the interview times.
const CALL: &str = "call";
/// What staff read when no time suits.
const CALL_NOTE: &str = "No other time suits them. They ask for a call.";

/// What somebody chose in place of what is booked.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// Another day or time: the moves that lead there.
    AnotherDay(Vec<Command>),
    /// No time suits, so that the time is given back and they are called (L6: the guarantee stands).
    CallMe(Command),
}

/// The questions of the form for another day or time.
pub(super) fn questions(case: &Case, language: Language) -> Vec<Question> {
    let why = choices::release_causes()
        .into_iter()
        .map(|(code, message)| answers::Choice::plain(code, message.say(language)));
    let why = Question {
        name: "cause",
        label: words::WHY.say(language).to_owned(),
        hint: String::new(),
        required: true,
        control: Control::Options(why.collect()),
    };
    vec![which(case, language), why]
}

fn which(case: &Case, language: Language) -> Question {
    let is_interview = is_interview(case);
    let (name, label, mut options) = if is_interview {
        ("slot_id", moves::SLOT, other_slots(case, language))
    } else {
        (
            "session_id",
            moves::SCREENING_DAY,
            screening_days(case, language),
        )
    };
    if is_interview {
        options.push(answers::Choice::plain(CALL, words::CALL_ME.say(language)));
    }
    Question {
        name,
        label: label.say(language).to_owned(),
        hint: String::new(),
        required: true,
        control: Control::Options(options),
    }
}

fn other_slots(case: &Case, language: Language) -> Vec<answers::Choice> {
    let booked = case.journey.booked().and_then(|booked| booked.slot_id());
    let own = booked.map(|id| id.to_string());
    slots(case, language)
        .into_iter()
        .filter(|slot| Some(&slot.code) != own.as_ref())
        .collect()
}

/// Whether an interview is booked, and not a screening day.
pub(super) fn is_interview(case: &Case) -> bool {
    let booked = case.journey.booked();
    booked.is_some_and(|booked| matches!(booked.what, BookedFor::Interview(_)))
}

/// Whether there is anything to choose from: for an interview a call, at least.
pub(super) fn has_choice(case: &Case) -> bool {
    is_interview(case) || !screening_days(case, Language::English).is_empty()
}

/// Reads the form for another day or time.
///
/// # Errors
/// Each answer that needs another look.
pub fn other_day(case: &Case, answers: &Answers) -> Result<Choice, Vec<Problem>> {
    let problem = |field| Problem {
        field,
        message: moves::CHOOSE_ONE,
    };
    let given = |field: &str| answers.get(field).map_or("", |answer| answer.trim());
    let is_offered = |code: &str| {
        choices::release_causes()
            .iter()
            .any(|(known, _)| *known == code)
    };
    let cause = Some(given("cause"))
        .filter(|code| is_offered(code))
        .and_then(values::find::<ReleaseCause>)
        .ok_or_else(|| problem("cause"));
    if !is_interview(case) {
        let day = given("session_id")
            .parse()
            .map_err(|_| problem("session_id"));
        let (session_id, cause) = both(day, cause)?;
        // The record says why in the words that staff use for a cancelled interview too.
        let reason = Words::parse(cause.label()).map_err(|_| vec![problem("cause")])?;
        let move_there = RebookScreening { session_id, reason };
        return Ok(Choice::AnotherDay(vec![Command::RebookScreening(
            move_there,
        )]));
    }
    if given("slot_id") == CALL {
        let cause = cause.map_err(|problem| vec![problem])?;
        return Ok(Choice::CallMe(release(cause, Words::parse(CALL_NOTE).ok())));
    }
    let slot = given("slot_id").parse().map_err(|_| problem("slot_id"));
    let (slot_id, cause) = both(slot, cause)?;
    Ok(Choice::AnotherDay(vec![
        release(cause, None),
        Command::BookInterview(BookInterview { slot_id }),
    ]))
}

fn both<A, B>(one: Result<A, Problem>, other: Result<B, Problem>) -> Result<(A, B), Vec<Problem>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err([one.err(), other.err()].into_iter().flatten().collect()),
    }
}

fn release(cause: ReleaseCause, note: Option<Words>) -> Command {
    Command::ReleaseInterview(ReleaseInterview { cause, note })
}

/// Reads the form of somebody who cannot come to their interview: the time is given back, and the guarantee stands (L6).
///
/// # Errors
/// Each answer that needs another look.
pub fn released(case: &Case, answers: &Answers) -> Result<Command, Vec<Problem>> {
    command_from_answers(case, Move::ReleaseInterview, answers)
}
