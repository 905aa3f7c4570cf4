//! Programmes over HTTP: plans that the rules check, what publishing freezes, and two at once.

mod at_once;
pub(crate) mod changes;
mod plans;
mod trainers;
