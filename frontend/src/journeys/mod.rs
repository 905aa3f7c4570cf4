//! One person on one programme: where they stand, what happened, what can happen next and why not.
//!
//! Where they stand is worked out here from the events with the rulebook of `shared`, and compared with what the server
//! says ([`fold`]). Every move's form is drawn from the rulebook's description of it ([`answers`]).

pub mod answers;
pub mod fold;
#[cfg(any(feature = "ssr", test))]
pub mod many;
#[cfg(feature = "csr")]
mod move_fields;
#[cfg(feature = "csr")]
mod move_list;
#[cfg(feature = "csr")]
mod move_page;
pub mod options;
#[cfg(feature = "csr")]
mod page;
#[cfg(feature = "csr")]
mod reading;
#[cfg(test)]
mod samples;
#[cfg(feature = "csr")]
mod standing;
pub mod story;
#[cfg(feature = "csr")]
mod timeline;

#[cfg(feature = "csr")]
pub(crate) use move_page::MovePage;
#[cfg(feature = "csr")]
pub(crate) use page::Person;
