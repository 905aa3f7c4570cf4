//! Registers: who is expected at a session, who came, and the sign-off that closes it (L3, L4, L6).
//!
//! A line of a register is a move on a journey like any other (`record_attendance`), decided by the rulebook. The sign-off
//! belongs to the session; the last one of a training week is what grants the interviews, at once.

pub mod routes;
pub mod service;
mod sheet;
mod store;

pub use service::{RegisterError, record_lines, sign_off};
pub use sheet::{Sheet, sheet};
pub use store::{UnsignedRegister, unsigned};
