//! The pages for everybody, and the frame of every page that the server renders.
//!
//! They are complete without scripts: the server renders them, forms post to it, and it answers with the next page.

mod dashboard;
mod error_page;
mod frame;
mod render;
mod self_check;
mod staff_sign_in;
mod welcome;

pub use dashboard::{DashboardDocument, DashboardDocumentProps, DashboardFiles};
pub use error_page::{ErrorKind, ErrorPage, ErrorPageProps};
pub use frame::{Document, Frame, Switch, TrustCard, contact, first_page};
pub use render::render;
pub use self_check::{Answers, Verdict, verdict};
pub use staff_sign_in::{StaffSignInPage, StaffSignInPageProps};
pub use welcome::{Measured, WelcomePage, WelcomePageProps};
