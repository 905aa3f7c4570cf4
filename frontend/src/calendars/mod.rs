//! Staff's own calendar: the private address that their telephone or computer reads.

mod page;

pub use page::{CalendarMadePage, CalendarMadePageProps, CalendarPage, CalendarPageProps, Own};
