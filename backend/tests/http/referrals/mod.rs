//! Referrals over HTTP, many at once.

mod batch;
