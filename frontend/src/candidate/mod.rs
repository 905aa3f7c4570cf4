//! The pages of one candidate: where am I, what happens next, when, where, what to bring, whom to call.
//!
//! Each page is drawn from a [`Case`]: the fold of the journey, the situation and the history, as the rulebook knows
//! them. Whether a move is possible is asked of the rulebook, never decided here. Every page is complete without
//! scripts: links, and forms that post.

pub mod answers;
pub mod calendar;
mod case;
pub(crate) mod controls;
mod fit_check;
mod journey_page;
mod move_page;
pub(crate) mod plan;
mod sign_in_page;
mod story;

pub use answers::{Answers, Choice, Problem, Question, command_from_answers, questions};
pub use case::Case;
pub use journey_page::{
    HomePage, HomePageProps, NoJourneyPage, NoJourneyPageProps, OtherJourney, OwnNote,
};
pub use move_page::{Attempt, MovePage, MovePageProps, Trouble};
pub use sign_in_page::{
    CodePage, CodePageProps, ContactPage, ContactPageProps, LinkPage, LinkPageProps,
};
pub use story::{Story, standing, story};

#[cfg(test)]
pub(crate) mod tests;
