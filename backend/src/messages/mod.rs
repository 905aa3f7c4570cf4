//! Messages on their way: a text or an e-mail for each row of `messages` that waits.
//!
//! A message is written in the transaction of what it tells of, by the feature whose it is; here it is only delivered.
//! One server at a time delivers a Trust's ([`JOB`]), and is woken as one is committed. It takes messages for a minute by
//! comparing and setting: a server that dies between sending and noting it lets another send again: at least once, and seldom
//! twice. What is secret in a message (a code, a
//! link) is forgotten when it has been delivered or has expired.

mod deliver;
mod notify;
mod store;
mod words;

pub use deliver::{Delivered, deliver};
pub use notify::{Notify, NotifyError, NotifySettings};
pub use store::{Channel, JOB, NewMessage, Recipient, reached_by, wake, write};
pub use words::Say;
