//! Correcting what is known of a person: rendered by the server, complete without scripts.

mod correct_page;
mod correction;

pub use correct_page::{CorrectPage, CorrectPageProps};
pub use correction::{Written, read};
