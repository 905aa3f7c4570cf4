//! Notes on a person, written for those whom their writer chooses: rendered by the server, complete without scripts.

mod page;
mod strike_page;

pub use page::{Kept, NoteLine, NotesPage, NotesPageProps, Person, WrittenNote};
pub use strike_page::{StrikePage, StrikePageProps};
