//! Who may do what: one question, asked in the words of the operation, answered by one table.
//!
//! A route asks [`Principal::may`] before anything else. The answer is a [`Reach`]: which rows count for this
//! somebody. What lies outside the reach does not exist for them: it is answered as what is absent (404, the same
//! body), so that nobody can find out by asking whether a record of somebody else's is there. What their kind may
//! never do, whatever the record, is refused before any record is looked for (403).
//!
//! The table is `table.rs`, and `steps.rs` for the moves of a journey; `policy.golden.txt` is the same as a lay person can
//! check it.

mod error;
mod operation;
mod policy;
mod principal;
pub mod print;
mod steps;
mod table;

pub use error::AccessError;
pub use operation::Operation;
pub use principal::{Principal, Reach, Who, actor_kind_of, knower};
pub use print::print;
pub use steps::{Step, mark, may_make, step_of};
pub use table::{Cell, Column, cell, is_public};
