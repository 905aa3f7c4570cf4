//! Finding people, and correcting what is known of one: rendered by the server, complete without scripts.

mod correct_page;
mod correction;
mod search_page;

pub use correct_page::{CorrectPage, CorrectPageProps};
pub use correction::{Written, read};
pub use search_page::{SearchPage, SearchPageProps};
