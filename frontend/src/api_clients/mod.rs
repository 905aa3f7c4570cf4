//! Partners' systems: which there are, how they stand, and letting one in. Rendered by the server, complete without
//! scripts.

mod client_page;
mod form;
mod list_page;
mod made_page;
mod words;

pub use client_page::{Changed, ClientPage, ClientPageProps};
pub use form::{NewClientPage, NewClientPageProps, Written};
pub use list_page::{Partner, PartnersPage, PartnersPageProps};
pub use made_page::{MadePage, MadePageProps};
