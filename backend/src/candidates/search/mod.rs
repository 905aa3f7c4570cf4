//! Finding people, however their name was spelt.
//!
//! What is typed is read by [`shared::candidates::Sought`]. A name is looked for in two steps, and both are bounded however many
//! people there are and however many have one name: first the words that are nearly the typed ones, from the spellings that
//! they share (`candidate_spellings`); then people who have such words beside each other (`candidate_names`), the nearest
//! first and never more than [`MOST`]. Those are put in order here. Nobody is found by the beginning of a table that
//! has to be read through.
//!
//! [`keep_names`] and [`forget`] are called wherever a name is written, in the same transaction. [`keep_all`] makes the rows of whoever has none.

mod names;
mod service;
mod store;

pub(super) use names::forget;
pub use names::{Named, keep_all, keep_names, namesakes};
pub use service::{KnownPerson, known, search};
pub use store::{NameRows, name_rows};

/// So many people at most are compared with what was typed.
const MOST: usize = 200;
/// So many people at most are shown. Whoever sees them all sees too many to choose from.
const SHOWN: usize = 20;
