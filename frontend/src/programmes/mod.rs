//! Programmes: the list, one with its people by stage, and planning a new one.

#[cfg(feature = "csr")]
mod actions;
#[cfg(feature = "csr")]
mod board;
#[cfg(feature = "csr")]
mod detail;
pub mod draft;
#[cfg(feature = "csr")]
mod list;
#[cfg(feature = "csr")]
mod new;
#[cfg(feature = "csr")]
mod people;
#[cfg(feature = "csr")]
mod plan_fields;
#[cfg(any(feature = "ssr", test))]
mod planner;
pub mod proposal;
#[cfg(feature = "csr")]
mod ruling;
#[cfg(any(feature = "ssr", test))]
mod screening_day_form;
#[cfg(any(feature = "ssr", test))]
mod session_form;
#[cfg(feature = "csr")]
mod times;
pub mod words;

#[cfg(feature = "csr")]
pub(crate) use detail::Programme;
#[cfg(feature = "csr")]
pub(crate) use list::Programmes;
#[cfg(feature = "csr")]
pub(crate) use new::NewProgramme;
#[cfg(any(feature = "ssr", test))]
pub use planner::{Planned, PlannerPage, PlannerPageProps, Wanted, Written};
#[cfg(any(feature = "ssr", test))]
pub use screening_day_form::{AddScreeningDayPage, AddScreeningDayPageProps, WrittenScreeningDay};
#[cfg(any(feature = "ssr", test))]
pub use session_form::{ChangeSessionPage, ChangeSessionPageProps, Done, WrittenSession};
