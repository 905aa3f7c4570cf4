//! Values that are parsed once and are right from then on; the same reading on both sides of the wire.

mod checks;
mod choice;
mod contact;
mod ni_number;
mod words;

pub(crate) use checks::Checks;
pub(crate) use choice::coded;
pub use choice::{Coded, UnknownCode, find};
pub use contact::{plain_email, plain_phone};
pub use ni_number::{NiNumber, NiNumberError};
pub use words::{Words, WordsError};
