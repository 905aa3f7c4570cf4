//! One move for many people: choosing them, what would come of it, and what came of it. Rendered by the server, complete
//! without scripts.

mod choose_page;
mod fields;
mod people;
mod preview_page;
mod result_page;

pub use choose_page::{ChoosePage, ChoosePageProps};
pub(crate) use people::refusals;
pub use preview_page::{PreviewPage, PreviewPageProps};
pub use result_page::{ResultPage, ResultPageProps};

use shared::ids::ProgrammeId;
use shared::journey::{Move, State};

/// The programme whose people are moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfProgramme {
    /// Its id.
    pub id: ProgrammeId,
    /// Its title.
    pub title: String,
}

impl OfProgramme {
    /// Where its people are moved.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/programmes/{}/moves", self.id)
    }

    fn at(&self, state: State) -> String {
        format!("{}?state={state}", self.address())
    }

    fn with(&self, state: State, name: Move) -> String {
        format!("{}&move={name}", self.at(state))
    }

    fn page(&self) -> String {
        format!("/dashboard/programmes/{}", self.id)
    }
}

/// "1 person", "2 people".
fn people_in_words(count: usize) -> String {
    match count {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_counted_in_words() {
        assert_eq!(people_in_words(1), "1 person");
        assert_eq!(people_in_words(12), "12 people");
    }
}
