//! The pages for everybody, and the frame of every page that the server renders.
//!
//! They are complete without scripts: the server renders them, forms post to it, and it answers with the next page.

mod error_page;
mod frame;
mod self_check;
mod staff_sign_in;
mod welcome;

pub use error_page::{ErrorKind, ErrorPage};
pub use frame::{Document, Frame, Switch, TrustCard, contact};
pub use self_check::{Answers, Verdict, verdict};
pub use staff_sign_in::StaffSignInPage;
pub use welcome::{Measured, WelcomePage};
