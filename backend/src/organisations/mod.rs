//! Partners: Jobcentres, colleges, schools and charities (commitment 6: collaborating with stakeholders).
//!
//! A Jobcentre sends people (L2), a college teaches the training week (L4). Each belongs to one Trust; a kind and a
//! name are there once.

mod routes;
mod service;
mod store;
mod trusts;

pub use routes::routes;
pub use service::{OrganisationError, create, list};
pub use trusts::{NewTrust, create_trust, trusts};
