//! Today: what the journeys wait for people to do, most urgent first, with the one step that settles each.

mod give_page;
mod page;

pub use give_page::{GivePage, GivePageProps, GivenTo};
pub use page::{Narrowed, RegisterLine, TaskLine, TodayPage, TodayPageProps};
