//! The rulebook of the pre-employment pathway: from a Jobcentre's referral to a job that lasts.
//!
//! A **journey** is one candidate on one programme. Its history is a list of [`Recorded`] events that is only
//! ever added to; its present, a [`Journey`], is the fold of them. [`decide`] answers a [`Command`] with the
//! events to record or with a [`Refusal`] that names every guard that is not met, who could meet it, and the law
//! in its own words. [`options`] answers the same question for every move from here before anyone asks, and
//! [`due`] says what the system itself must do today.
//!
//! Everything that `decide` needs besides the journey arrives in a [`Situation`]: today's date, who is asking, and
//! the facts and counts of the programme. Nothing here reads a clock or a database.

mod actor;
mod booking;
mod check;
mod command;
mod decide;
mod details;
mod due;
mod event;
mod fields;
mod fit_check;
mod fold;
mod guarantee;
mod guard;
mod guards;
mod invariants;
mod law;
mod leads;
mod lists;
mod many;
mod moves;
mod options;
mod parts;
mod pathway;
mod scores;
mod situation;
mod state;
mod task;
mod trial;
mod urgency;

pub use actor::{Actor, ActorKind};
pub use booking::{ASK_DAYS_BEFORE, Booked, BookedFor, Coming};
pub use check::{CheckKind, CheckOutcome, CheckRecord};
pub use command::Command;
pub use decide::decide;
pub use details::*;
pub use due::{due, next_due_on};
pub use event::{Event, Recorded};
pub use fields::{Field, Input, details_from_answers, fields};
pub use fit_check::{
    FitAnswer, FitCheck, FitGiven, FitQuestion, FitRound, FitSide, fit_answers_held_back,
};
pub use guarantee::{
    DATE_WITHIN_WORKING_DAYS, Guarantee, GuaranteeStanding, GuaranteesKept, guarantee, is_overdue,
};
pub use guard::{Guard, Refusal, UnmetGuard};
pub use invariants::{Invariant, broken};
pub use law::Law;
pub use lists::*;
pub use many::{ForMany, fields_for_many, for_many};
pub use moves::Move;
pub use options::{MoveOption, options};
pub use parts::{
    AttendanceRecord, Employment, InterviewBooking, Journey, Offer, PanelScores, ScreeningBooking,
    Trial,
};
pub use situation::{
    CandidateFacts, Counts, ProgrammeFacts, ProgrammeStatus, SessionFacts, SessionKind, Situation,
    SlotFacts, TrustFacts, VacancyFacts,
};
pub use state::State;
pub use task::*;
pub use trial::{TrialAllowance, TrialPeriod, TrialTerms, trial_cap};
pub use urgency::{SOON_DAYS, TaskUrgency};
