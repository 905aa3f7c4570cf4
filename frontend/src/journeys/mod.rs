//! One person on one programme: where they stand, what happened, what can happen next and why not.
//!
//! Where they stand is worked out here from the events with the rulebook of `shared`, and compared with what the server
//! says ([`fold`]). Every move's form is drawn from the rulebook's description of it ([`answers`]).

pub mod answers;
pub mod fold;
pub mod options;
#[cfg(test)]
mod samples;
pub mod story;
