//! Referrals: the Jobcentre sends one person to one programme, and a journey begins (L1, L2).
//!
//! Only a Jobcentre's referral begins a journey. Sent by staff it is a draft, which the Jobcentre can confirm.

pub mod batch;
mod desk;
pub mod routes;
pub mod service;
mod store;

pub use service::{ReferralError, confirm, create};
