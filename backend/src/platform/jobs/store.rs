//! The rows of the jobs: when each is due, who has it, and what became of it. Only here is diesel.

use super::{Schedule, lease::Lease};
use crate::platform::{
    clock::Clock,
    database::{
        AnyConnection, DatabaseResult, bind,
        schema::{jobs, trusts},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{prelude::*, sql_types::Timestamptz};
use shared::ids::TrustId;

/// How one job of one Trust stands.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct JobState {
    /// Of which Trust.
    pub trust_id: TrustId,
    /// Its name.
    pub name: String,
    /// When it is due.
    pub due_at: DateTime<Utc>,
    /// How often it was taken.
    pub fence: i64,
    /// Who has it.
    pub leased_by: Option<String>,
    /// Until when, unless they renew it.
    pub leased_until: Option<DateTime<Utc>>,
    /// How often it was taken since it was last done.
    pub attempts: i32,
    /// What became of it the last time: `done` or `failed`.
    pub last_outcome: Option<String>,
    /// What was done, or why it was not.
    pub last_words: Option<String>,
    /// When that was.
    pub last_ended_at: Option<DateTime<Utc>>,
}

#[derive(QueryableByName)]
struct Now {
    #[diesel(sql_type = Timestamptz)]
    now: DateTime<Utc>,
}

/// The time by which leases count: the database's own, on which all servers agree. SQLite's is this machine's.
pub(super) fn now(db: &mut AnyConnection) -> DatabaseResult<DateTime<Utc>> {
    match db {
        AnyConnection::Sqlite(_) => Ok(Clock::system().now()),
        AnyConnection::Postgres(db) => {
            let found: Now = diesel::sql_query("SELECT clock_timestamp() AS now").get_result(db)?;
            Ok(found.now)
        }
    }
}

/// Every Trust.
pub(super) fn trusts(db: &mut AnyConnection) -> DatabaseResult<Vec<TrustId>> {
    Ok(trusts::table.select(trusts::id).load(db)?)
}

/// Every job of every Trust.
///
/// # Errors
/// When the database cannot say.
pub fn states(db: &mut AnyConnection) -> DatabaseResult<Vec<JobState>> {
    Ok(jobs::table
        .order((jobs::trust_id, jobs::name))
        .select(JobState::as_select())
        .load(db)?)
}

/// Adds the row of a job that no server has looked at yet, unless another server just did.
pub(super) fn add(
    db: &mut AnyConnection,
    trust: TrustId,
    name: &'static str,
    due_at: DateTime<Utc>,
) -> DatabaseResult<()> {
    crate::each!(db, c => diesel::insert_into(jobs::table)
        .values((
            jobs::trust_id.eq(bind(trust)),
            jobs::name.eq(name),
            jobs::due_at.eq(bind(due_at)),
            jobs::fence.eq(0_i64),
            jobs::attempts.eq(0),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Takes a job that was found at a number, for so long. None when somebody else was quicker.
pub(super) fn take(
    db: &mut AnyConnection,
    (trust, job): (TrustId, &'static str),
    seen: i64,
    holder: &str,
    until: DateTime<Utc>,
) -> DatabaseResult<Option<Lease>> {
    let taken = diesel::update(jobs::table.find((bind(trust), job)))
        .filter(jobs::fence.eq(seen))
        .set((
            jobs::fence.eq(seen + 1),
            jobs::leased_by.eq(Some(holder.to_owned())),
            jobs::leased_until.eq(Some(until)),
            jobs::attempts.eq(jobs::attempts + 1),
        ))
        .execute(db)?;
    Ok((taken == 1).then_some(Lease {
        trust,
        job,
        fence: seen + 1,
    }))
}

/// The number that a job has now. On PostgreSQL the row is held until the transaction ends, so that nobody can take the job
/// in between; SQLite has one writer anyway.
pub(super) fn fence(db: &mut AnyConnection, lease: &Lease) -> DatabaseResult<Option<i64>> {
    let row = jobs::table.find((bind(lease.trust), lease.job));
    Ok(match db {
        AnyConnection::Sqlite(db) => row.select(jobs::fence).first(db).optional()?,
        AnyConnection::Postgres(db) => row.select(jobs::fence).for_share().first(db).optional()?,
    })
}

/// Goes on holding a job for so long. Answers whether it was still held.
pub(super) fn renew(
    db: &mut AnyConnection,
    lease: &Lease,
    lasts: TimeDelta,
) -> DatabaseResult<bool> {
    let until = now(db)? + lasts;
    let renewed = diesel::update(jobs::table.find((bind(lease.trust), lease.job)))
        .filter(jobs::fence.eq(lease.fence))
        .set(jobs::leased_until.eq(Some(until)))
        .execute(db)?;
    Ok(renewed == 1)
}

/// What became of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ended {
    /// It was done; it is due again after so long, or at its schedule.
    Done {
        words: String,
        again_in: Option<TimeDelta>,
    },
    /// It was not; it is tried again.
    Failed { words: String },
    /// The server stops: another goes on at once.
    GivenUp,
}

/// Gives a job back, with what became of it, if it is still held.
pub(super) fn end(
    db: &mut AnyConnection,
    lease: &Lease,
    schedule: Schedule,
    ended: Ended,
) -> DatabaseResult<()> {
    let now = now(db)?;
    let row = jobs::table.find((bind(lease.trust), lease.job));
    let attempts: Option<i32> = row
        .filter(jobs::fence.eq(lease.fence))
        .select(jobs::attempts)
        .first(db)
        .optional()?;
    let Some(attempts) = attempts else {
        return Ok(());
    };
    let (due_at, attempts, outcome, words) = match ended {
        Ended::Done { words, again_in } => {
            let due_at = again_in.map_or_else(|| schedule.after(now), |wait| now + wait);
            (due_at, 0, "done", words)
        }
        Ended::Failed { words } => (schedule.retry(now, attempts), attempts, "failed", words),
        Ended::GivenUp => {
            diesel::update(row)
                .filter(jobs::fence.eq(lease.fence))
                .set((
                    jobs::leased_by.eq(None::<String>),
                    jobs::leased_until.eq(None::<DateTime<Utc>>),
                    jobs::due_at.eq(bind(now)),
                ))
                .execute(db)?;
            return Ok(());
        }
    };
    diesel::update(row)
        .filter(jobs::fence.eq(lease.fence))
        .set((
            jobs::leased_by.eq(None::<String>),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
            jobs::due_at.eq(bind(due_at)),
            jobs::attempts.eq(attempts),
            jobs::last_outcome.eq(Some(outcome.to_owned())),
            jobs::last_words.eq(Some(words)),
            jobs::last_ended_at.eq(Some(now)),
        ))
        .execute(db)?;
    Ok(())
}
