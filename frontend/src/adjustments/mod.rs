//! What a person needs and who may know: for staff, and for the person themself in their language. Rendered by the server, complete
//! without scripts.

mod own_page;
mod page;

pub use own_page::{OwnAdjustmentsPage, OwnAdjustmentsPageProps, OwnTrouble};
pub use page::{AdjustmentsPage, AdjustmentsPageProps};

use shared::adjustments::{AdjustmentsView, Audience};
use shared::values::Coded as _;

/// What stands in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenAdjustments {
    /// What they need.
    pub words: String,
    /// The codes of who may know.
    pub known_by: Vec<String>,
    /// The code of on whose word.
    pub on_word: String,
    /// The version that the form was written for.
    pub version: i32,
}

impl WrittenAdjustments {
    /// What is on record; on whose word is asked anew.
    #[must_use]
    pub fn of(view: &AdjustmentsView) -> Self {
        Self {
            words: view.words.clone().unwrap_or_default(),
            known_by: view
                .known_by
                .iter()
                .map(|one| one.code().to_owned())
                .collect(),
            on_word: String::new(),
            version: view.version,
        }
    }

    /// Who was chosen.
    #[must_use]
    pub fn audiences(&self) -> Vec<Audience> {
        let chosen = self.known_by.iter();
        chosen.filter_map(|code| code.parse().ok()).collect()
    }
}
