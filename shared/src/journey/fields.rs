//! What a page asks for each move: one description from which every form is drawn and read, by the staff's page, by
//! the candidate's page and without scripts.

use super::check::{CheckKind, CheckOutcome};
use super::fit_check::{FitAnswer, FitQuestion};
use super::lists::*;
use super::moves::Move;
use crate::values::Coded;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// How a field is filled in.
#[derive(Debug, Clone, Copy)]
pub enum Input {
    /// A civil date.
    Date,
    /// A person's own words, several lines.
    Words,
    /// Yes or no.
    Flag,
    /// One of a coded list: code and label.
    Choice(fn() -> Vec<(&'static str, &'static str)>),
    /// One of the programme's screening days with a free seat.
    ScreeningDay,
    /// One of the sessions the person is expected at.
    Session,
    /// One of the programme's free interview times.
    Slot,
    /// One of the programme's panel.
    PanelMember,
    /// A score from 1 to 5 for each of the programme's criteria, named `scores.<criterion>`.
    Scores,
    /// The number of the trial's terms that the page shows: filled in by the page.
    TermsNumber,
    /// Another journey's id.
    Journey,
}

/// One field of a move's form.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the details.
    pub name: &'static str,
    /// What people read.
    pub label: &'static str,
    /// A hint below the label; empty where none is needed.
    pub hint: &'static str,
    /// How it is filled in.
    pub input: Input,
    /// Whether it must be filled in.
    pub required: bool,
}

fn choices<T: Coded>() -> Vec<(&'static str, &'static str)> {
    T::ALL
        .iter()
        .map(|choice| (choice.code(), choice.label()))
        .collect()
}

const fn must(name: &'static str, label: &'static str, input: Input) -> Field {
    Field {
        name,
        label,
        hint: "",
        input,
        required: true,
    }
}

const fn may(name: &'static str, label: &'static str, input: Input) -> Field {
    Field {
        name,
        label,
        hint: "",
        input,
        required: false,
    }
}

const fn asks(question: FitQuestion) -> Field {
    must(
        question.field(),
        question.label(),
        Input::Choice(choices::<FitAnswer>),
    )
}

const fn hinted(field: Field, hint: &'static str) -> Field {
    Field { hint, ..field }
}

const NEXT_STEP: Field = must(
    "next_step",
    "What happens next for this person",
    Input::Choice(choices::<NextStepKind>),
);
const NOTE: Field = may("note", "Anything to add", Input::Words);
const FEEDBACK: Field = hinted(
    must("feedback", "Feedback", Input::Words),
    "The person will read this.",
);
const REASON: Field = must("reason", "Why", Input::Words);
const TERMS_START: Field = must("starts_on", "First day", Input::Date);
const TERMS_END: Field = hinted(
    must("ends_on", "Last day", Input::Date),
    "The first and the last day both count towards the cap.",
);
const TERMS_PATTERN: Field = must(
    "pattern",
    "Working pattern",
    Input::Choice(choices::<TrialPattern>),
);
const EMPLOYMENT_STARTS: Field = hinted(
    must("start_on", "First day of employment", Input::Date),
    "After the last day of the trial.",
);
const OFFER_EXPIRES: Field = must("expires_on", "Last day to accept", Input::Date);
const EVIDENCE: Field = must(
    "evidence",
    "How do you know?",
    Input::Choice(choices::<Evidence>),
);

macro_rules! forms {
    ($($($name:ident),+: [$($field:expr),* $(,)?];)+) => {
        /// The fields of a move's form, in the order they are asked.
        #[must_use]
        pub const fn fields(name: Move) -> &'static [Field] {
            match name { $($(Move::$name)|+ => const { &[$($field),*] },)+ }
        }
    };
}

forms! {
    Accept, ConfirmBooking, StartTraining, GuaranteeInterview, AskCandidateView, AcceptOffer, LapseOffer: [];
    DeclineReferral: [must("reason", "Why", Input::Choice(choices::<DeclineReason>)), NOTE, NEXT_STEP];
    BookScreening: [
        must("session_id", "Screening day", Input::ScreeningDay),
        must("adjustments_asked", "I have asked what adjustments are needed", Input::Flag),
        may("adjustments", "Adjustments asked for", Input::Words),
    ];
    RebookScreening: [must("session_id", "New screening day", Input::ScreeningDay), REASON];
    RecordAttendance: [
        must("session_id", "Session", Input::Session),
        must("attendance", "Attendance", Input::Choice(choices::<Attendance>)),
        may("reason", "Why late or absent", Input::Words),
    ];
    RecordScreening: [
        may("team_exercises_score", "Team building exercises: score", Input::Choice(choices::<ExerciseScore>)),
        may("team_exercises", "Team building exercises: what was seen", Input::Words),
        may("role_overview_score", "Overview of the role: score", Input::Choice(choices::<ExerciseScore>)),
        may("role_overview", "Overview of the role: what was seen", Input::Words),
        may("brief_interview_score", "Brief interview: score", Input::Choice(choices::<ExerciseScore>)),
        may("brief_interview", "Brief interview: what was seen", Input::Words),
    ];
    RecordScreeningAbsence, RecordTrainingAbsence, RecordInterviewAbsence,
    RecordTrialAbsence, DeclineOffer, ApproveOfferWithdrawal, RecordDidNotStart: [
        NEXT_STEP,
        NOTE,
    ];
    Select: [
        hinted(must("waiting_list", "If every place is taken, put on the waiting list", Input::Flag), "Somebody on the waiting list starts when a place is free."),
    ];
    DoNotSelect: [must("reason", "Why", Input::Choice(choices::<NotSelectedReason>)), FEEDBACK, NEXT_STEP];
    RecordTrainingNotCompleted: [REASON, NEXT_STEP];
    BookInterview: [must("slot_id", "Interview time", Input::Slot)];
    ReleaseInterview: [must("cause", "Why", Input::Choice(choices::<ReleaseCause>)), NOTE];
    ScoreInterview: [
        must("panel_member", "Panel member", Input::PanelMember),
        must("scores", "Scores", Input::Scores),
    ];
    RecordInterview: [must("outcome", "What the panel found", Input::Choice(choices::<InterviewOutcome>))];
    RecordUnsuccessful, MakeNoOffer: [must("reasons", "Reasons", Input::Words), FEEDBACK, NEXT_STEP];
    PlaceOnReserve: [must("review_on", "Review on", Input::Date)];
    ProposeTrial, AmendTrial: [TERMS_START, TERMS_END, TERMS_PATTERN];
    SignTrial: [
        must("terms_number", "Terms", Input::TermsNumber),
        hinted(may("supervisor", "Supervisor", Input::Words), "Named by the Trust with its signature."),
    ];
    RefuseTrial: [must("reason", "Why", Input::Choice(choices::<TrialRefusalReason>)), NEXT_STEP];
    StartTrial: [must("started_on", "First day", Input::Date)];
    LogTrialDay: [must("day", "Day attended", Input::Date), NOTE];
    RecordAssessment: [
        must("satisfactory", "The Trust is satisfied with overall performance", Input::Flag),
        hinted(must("comments", "Assessment", Input::Words), "The person may read this."),
    ];
    GiveCandidateView: [
        must("view", "How do you see this job?", Input::Choice(choices::<CandidateView>)),
        may("comments", "Anything to add", Input::Words),
    ];
    AnswerFitCheck: [
        asks(FitQuestion::Work),
        asks(FitQuestion::Hours),
        asks(FitQuestion::Team),
        asks(FitQuestion::Learning),
        asks(FitQuestion::Pace),
        asks(FitQuestion::Job),
        hinted(may("comments", "Anything to add", Input::Words), "The other side reads this once both have answered."),
    ];
    EndTrial: [must("ended_on", "Last day of the trial", Input::Date)];
    EndTrialEarly: [
        must("ended_on", "Last day of the trial", Input::Date),
        must("reason", "Why", Input::Choice(choices::<EarlyEndReason>)),
        NOTE,
        NEXT_STEP,
    ];
    MakeOffer: [EMPLOYMENT_STARTS, OFFER_EXPIRES];
    OfferWithoutTrial: [
        EMPLOYMENT_STARTS,
        OFFER_EXPIRES,
        must("waiver_reason", "Why no trial is needed", Input::Words),
    ];
    RemindOfOffer: [must("channel", "How it reached them", Input::Choice(choices::<ReminderChannel>))];
    RequestOfferWithdrawal, Reopen: [REASON];
    RecordCheck: [
        must("check", "Check", Input::Choice(choices::<CheckKind>)),
        must("outcome", "Outcome", Input::Choice(choices::<CheckOutcome>)),
        must("decided_on", "Decided on", Input::Date),
    ];
    StartEmployment: [must("started_on", "First day of employment", Input::Date)];
    RecordChecksNotMet: [must("check", "Which check", Input::Choice(choices::<CheckKind>)), NEXT_STEP];
    Sustain13, Sustain26: [EVIDENCE];
    RecordLeft: [
        must("left_on", "Last day of employment", Input::Date),
        must("reason", "Why", Input::Choice(choices::<LeavingReason>)),
        NEXT_STEP,
    ];
    Withdraw: [
        must("reason", "Why", Input::Choice(choices::<WithdrawalReason>)),
        NOTE,
        must("hear_of_other_programmes", "Would like to hear of other programmes", Input::Flag),
        NEXT_STEP,
    ];
    Merge: [must("survivor_id", "The journey that goes on", Input::Journey), REASON];
}

/// Reads a filled-in form into the details of a move, as the API takes them.
///
/// # Errors
/// For each field that must be filled in and is not, its name and what to do. What the values themselves must be is
/// checked where the details are read.
pub fn details_from_answers(
    name: Move,
    answers: &BTreeMap<String, String>,
) -> Result<Value, Vec<(String, String)>> {
    let mut details = Map::new();
    let mut missing = Vec::new();
    for field in fields(name) {
        let answer = answers
            .get(field.name)
            .map(|answer| answer.trim())
            .filter(|answer| !answer.is_empty());
        let value = match (field.input, answer) {
            (Input::Flag, answer) => Value::Bool(matches!(answer, Some("true" | "on" | "yes"))),
            (Input::Scores, _) => match scores(answers) {
                scores if scores.is_empty() => {
                    missing.push((
                        field.name.to_owned(),
                        format!("{}: fill this in.", field.label),
                    ));
                    continue;
                }
                scores => Value::Object(scores),
            },
            (Input::TermsNumber, Some(number)) => number
                .parse::<u32>()
                .map_or_else(|_| Value::from(number), Value::from),
            (_, Some(text)) => Value::String(text.to_owned()),
            (_, None) if field.required => {
                missing.push((
                    field.name.to_owned(),
                    format!("{}: fill this in.", field.label),
                ));
                continue;
            }
            (_, None) => Value::Null,
        };
        details.insert(field.name.to_owned(), value);
    }
    if missing.is_empty() {
        Ok(Value::Object(details))
    } else {
        Err(missing)
    }
}

/// The scores that were filled in; a text that is no number is refused by name where the details are read.
fn scores(answers: &BTreeMap<String, String>) -> Map<String, Value> {
    let given = answers.iter().filter_map(|(name, score)| {
        let criterion = name.strip_prefix("scores.")?;
        let score = score.trim();
        (!score.is_empty()).then(|| {
            let value = score.parse::<u8>().map_or(Value::from(score), Value::from);
            (criterion.to_owned(), value)
        })
    });
    given.collect()
}
