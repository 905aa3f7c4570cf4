//! Doing one job while its lease stands.

use super::{
    job::{Done, Job},
    lease::{self, Lease},
    store::{self, Ended},
};
use crate::platform::database::Database;
use chrono::TimeDelta;
use std::time::Duration;
use tokio::time::timeout;

/// Does a job while its lease stands, and gives it back.
pub(super) async fn hold(database: &Database, job: &Job, lease: &Lease, lasts_for: Duration) {
    let work = lease::under(lease.clone(), (job.work)(lease.trust));
    let mut work = std::pin::pin!(work);
    let mut since_renewed = tokio::time::Instant::now();
    let ended = loop {
        match timeout(lasts_for / 3, work.as_mut()).await {
            Ok(Ok(Done { words, again_in })) => break Ended::Done { words, again_in },
            Ok(Err(words)) => break Ended::Failed { words },
            Err(_) => {}
        }
        let renewing = lease.clone();
        let renewed = database
            .write(move |db| store::renew(db, &renewing, lasts(lasts_for)))
            .await;
        match renewed {
            Ok(true) => since_renewed = tokio::time::Instant::now(),
            Ok(false) => return lost(lease),
            // The database is away. What the work wants to write then fails too.
            Err(_) if since_renewed.elapsed() < lasts_for => {}
            Err(_) => return lost(lease),
        }
    };
    tell(lease, &ended);
    let (ending, schedule) = (lease.clone(), job.schedule);
    let given = database
        .write(move |db| store::end(db, &ending, schedule, ended))
        .await;
    if let Err(error) = given {
        tracing::warn!(job = lease.job, trust = %lease.trust, %error, "a job was not given back; its lease runs out");
    }
}

fn lost(lease: &Lease) {
    tracing::warn!(job = lease.job, trust = %lease.trust, "the lease of a job was lost; another server goes on");
}

fn tell(lease: &Lease, ended: &Ended) {
    let Lease { trust, job, .. } = lease;
    match ended {
        Ended::Done { words, .. } => tracing::debug!(job, %trust, words, "a job was done"),
        Ended::Failed { words } => {
            tracing::error!(job, %trust, words, "a job could not be done; it is tried again");
        }
        Ended::GivenUp => {}
    }
}

/// A lease's time as the database counts it.
pub(super) fn lasts(lease: Duration) -> TimeDelta {
    TimeDelta::from_std(lease).unwrap_or(TimeDelta::seconds(15))
}
