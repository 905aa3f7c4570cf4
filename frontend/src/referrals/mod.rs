//! Referrals: only the Jobcentre sends them (L2); staff draft one for it to confirm.

#[cfg(feature = "csr")]
mod drafts;
pub mod form;
#[cfg(any(feature = "ssr", test))]
pub mod import;
#[cfg(feature = "csr")]
mod new;

#[cfg(feature = "csr")]
pub(crate) use new::NewReferral;
