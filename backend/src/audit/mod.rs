//! The audit log as people use it: every reading of a person's record is told to it.
//!
//! - [`read`] tells it of a reading before what was read is shown. What cannot be told is not shown.
//! - A reading is one line, however many statements it took: an endpoint tells of itself, a page of itself as a whole.
//!
//! What is written, and how it is chained, is `platform::audit`.

mod reading;

pub use reading::{By, Reading, read};
