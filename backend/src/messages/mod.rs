//! Messages on their way: a text or an e-mail for each row of `messages` that waits.
//!
//! A message is written in the transaction of what it tells of, by the feature whose it is; here it is only delivered.
//! Several servers may deliver at once: each takes messages for a minute by comparing and setting. A server that dies
//! between sending and noting it sends again: at least once, and seldom twice. What is secret in a message (a code, a
//! link) is forgotten when it has been delivered or has expired.

mod deliver;
mod notify;
mod store;
mod words;

pub use deliver::{Delivered, deliver, deliver_for_ever};
pub use notify::{Notify, NotifyError, NotifySettings};
pub use store::{Channel, NewMessage, Recipient, reached_by, write};
pub use words::Say;
