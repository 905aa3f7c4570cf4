//! The right to do a job, and the question whether it still stands.

use super::store;
use crate::platform::database::{AnyConnection, DatabaseError, DatabaseResult};
use shared::ids::TrustId;

/// The right to do one job of one Trust, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Of which Trust.
    pub trust: TrustId,
    /// The job's name.
    pub job: &'static str,
    /// Its number: whoever took the job later has a higher one.
    pub(super) fence: i64,
}

tokio::task_local! {
    static HELD: Lease;
}

/// Does work under a lease: each of its transactions compares it.
pub(super) fn under<T>(lease: Lease, work: impl Future<Output = T>) -> impl Future<Output = T> {
    HELD.scope(lease, work)
}

/// The lease under which this task works, if it does.
pub(in crate::platform) fn held() -> Option<Lease> {
    HELD.try_with(Clone::clone).ok()
}

/// Nothing, if no lease is needed or it still stands; then nobody can take the job before this transaction ends.
///
/// # Errors
/// [`DatabaseError::LeaseLost`] when somebody else has taken the job.
pub(in crate::platform) fn check(
    lease: Option<&Lease>,
    db: &mut AnyConnection,
) -> DatabaseResult<()> {
    match lease {
        Some(lease) if store::fence(db, lease)? != Some(lease.fence) => {
            Err(DatabaseError::LeaseLost)
        }
        _ => Ok(()),
    }
}
