//! Calendars that staff take along: a private address that their own calendar reads again and again.
//!
//! - The address holds 256 random bits, of which only a fingerprint is kept: it is shown once, can be replaced, and can be ended.
//!   Each member of staff has one at most.
//! - Whoever has it can read that calendar and do nothing else. It is what its owner may read at that moment: their role and
//!   their programmes are looked up at each reading, and an account that is disabled has no calendar.
//! - Nobody is named in it: sessions, interview days and the last days of trials, with places and with how many people. It is read by
//!   other firms' servers, and lies on telephones.
//! - An address that is dead, one that never was and one of a disabled account cannot be told apart.

mod entries;
mod service;
mod store;

pub use service::{CalendarError, Owner, Standing, end, make, owner, read, standing};
