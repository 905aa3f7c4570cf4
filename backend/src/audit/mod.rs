//! The audit log as people use it: every reading of a person's record is told to it, and it can be searched.
//!
//! - [`read`] tells it of a reading before what was read is shown. What cannot be told is not shown.
//! - A reading is one line, however many statements it took: an endpoint tells of itself, a page of itself as a whole.
//! - The log is searched by person, actor, action, days and outcome. Names are looked up when somebody looks; the log holds
//!   ids only. Looking at the log is a reading too.
//!
//! What is written, and how it is chained, is `platform::audit`.

mod export;
mod reading;
pub mod routes;
pub mod service;
mod store;
mod words;

pub use export::csv;
pub use reading::{By, Reading, read};
pub use store::{At, Filter};
