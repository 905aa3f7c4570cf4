//! Links that ask one thing: can you come to what is booked?
//!
//! Three days before a booked day the system asks the person once, by text or e-mail, with a link ([`ask`]). Whoever opens
//! it signs in to nothing and sees that booking only; they say that they are coming, take another day, or give the time
//! back ([`answer`]). What they do is the candidate's own move, decided by the rulebook, and the audit log says that it came
//! through the link.
//!
//! - The token is 256 random bits; only its hash is kept, and it stands in no log.
//! - Opening a link changes nothing, because mail scanners open links; only a POST answers.
//! - A link is worth something until its booked day is over, and dies when the booking is moved in another way or the
//!   journey closes. A dead link, one that never was and one of another person's journey that ended cannot be told apart.
//! - A booking is asked about once: the table refuses a second link for it, however many servers look.

mod asking;
mod service;
mod store;

pub use asking::{Asked, ask, ask_of};
pub use service::{Answer, AnswerError, Noted, Opened, Standing, answer, open};
