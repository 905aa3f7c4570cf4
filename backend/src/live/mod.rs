//! Telling whoever looks that something has changed, while they look (server-sent events).
//!
//! - An event says which record changed and its version: nothing about anybody. Whoever shows it reads it again, and the
//!   policy answers that as ever.
//! - What lies outside somebody's reach is not told: nobody learns by listening that a record of somebody else's is there.
//!   The reach is asked for each event, so that an assignment that ends counts at once.
//! - A stream ends with its session, and keeps none alive: a browser that nobody sits at is signed out in its time.
//! - Where something may have been missed, the stream says so (`missed`), and the page reads everything once.

mod routes;
mod stream;
mod watchers;

pub use routes::routes;
pub use watchers::Watchers;
