//! What staff print: the register and the sign-in sheet of a session, the agreement to a work trial, the letter to a work coach.
//!
//! Each is a sheet of A4 within a page of the server's: what is around the sheet stays on the screen. A sheet says no more than
//! its reader needs: a sign-in sheet lies open on a table, and so holds names and nothing else of anybody.

mod agreement;
mod letter;
mod paper;
mod register;

pub use agreement::{Agreement, AgreementPage, AgreementPageProps, Signatures, signatures};
pub use letter::{Letter, LetterPage, LetterPageProps, Meeting, letter};
pub use paper::Printed;
pub use register::{RegisterSheet, RegisterSheetPage, SheetPageProps, SignInSheetPage};
