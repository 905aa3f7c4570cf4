//! Programmes over HTTP: plans that the rules check, what publishing freezes, and two at once.

mod at_once;
mod plans;
mod trainers;
