//! What the program does by itself, again and again, for each Trust: by one server or worker at a time, whichever it is.
//!
//! - A job has a row for each Trust in the table `jobs`. Whoever finds it due takes it with a [`Lease`], which lasts for a
//!   short time and is renewed while the work goes on. A server that dies loses it, and another goes on.
//! - A lease has a number that counts up with each taking. Every transaction of the work compares it ([`check`]) and holds
//!   the row until it commits: a server that was only frozen, and believes that it still has the lease, changes nothing.
//! - A job runs at its [`Schedule`], or before its time when it is told that there is something to do
//!   ([`signals`](super::signals)). Nothing is lost when that is missed: it is then done at its time.
//! - Leases and times are by the database's own clock, so that servers whose clocks differ agree.
//!
//! The jobs themselves are the features'; here nobody knows what they do.

mod holding;
mod job;
mod lease;
mod runner;
mod schedule;
mod store;

pub use job::{Done, Job, Pace};
pub use lease::Lease;
pub use runner::{Runner, Running};
pub use schedule::Schedule;
pub use store::{JobState, states};

pub(super) use lease::{check, held};
