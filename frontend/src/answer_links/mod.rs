//! The pages that a link opens, for somebody who has signed in to nothing: can you come to what is booked?
//!
//! They say the day, the time, the place, what to bring and whom to call, and nobody's name. What can be answered is what
//! the rulebook knows as the candidate's moves; a page is complete without scripts.

mod answers;
mod pages;

pub use answers::{Choice, other_day, released};
pub use pages::{
    CannotComePage, DeadLinkPage, DeadLinkPageProps, FormPageProps, OtherDayPage, QuestionPage,
    QuestionPageProps, Said, Stands, Trouble,
};

/// Where the page of a link is.
#[must_use]
pub fn address(token: &str) -> String {
    format!("/my/answer/{token}")
}

/// Where another day or time is chosen.
#[must_use]
pub fn other_day_address(token: &str) -> String {
    format!("/my/answer/{token}/another-day")
}

/// Where somebody says that they cannot come.
#[must_use]
pub fn cannot_come_address(token: &str) -> String {
    format!("/my/answer/{token}/cannot-come")
}

#[cfg(test)]
mod tests;
