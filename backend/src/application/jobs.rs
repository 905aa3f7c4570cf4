//! What the system does by itself: the one list of its jobs, each for every Trust, by one server or worker at a time.

use super::Platform;
use crate::{
    answer_links, candidates, duplicates,
    identity::{self, Identity},
    journeys,
    messages::{self, Notify},
    platform::{
        audit,
        database::DatabaseError,
        http::idempotency,
        jobs::{Done, Job, Schedule},
    },
    referrals, soundness,
};
use chrono::{NaiveTime, TimeDelta};
use shared::ids::TrustId;
use std::sync::Arc;
use tokio::time::Instant;

/// Moves that a date makes due, and questions: as often as anybody could notice.
const MINUTELY: Schedule = Schedule::Every(TimeDelta::minutes(1));
/// The check reads everything, while nobody works.
const AT_NIGHT: (u32, u32) = (2, 30);
/// A message that could not be brought is looked at again after this.
const UNDELIVERED: TimeDelta = TimeDelta::seconds(5);

/// The jobs. Without anybody to bring messages none is delivered.
#[must_use]
pub fn jobs(platform: &Platform, identity: &Identity, notify: Option<Notify>) -> Vec<Job> {
    let mut jobs = vec![
        make_due_moves(platform.clone()),
        ask_whether_coming(platform.clone(), identity.clone()),
        forget(platform.clone(), identity.clone()),
        note_audit_head(platform.clone()),
        check_soundness(platform.clone()),
        keep_names(platform.clone()),
        compare_people(platform.clone()),
        go_on_with_imports(platform.clone()),
    ];
    jobs.extend(notify.map(|notify| deliver_messages(platform.clone(), notify)));
    jobs
}

fn make_due_moves(platform: Platform) -> Job {
    Job::new(journeys::DUE_JOB, MINUTELY, move |trust| {
        let platform = platform.clone();
        async move {
            let report = journeys::run_due_of(&platform, trust).await?;
            Ok::<_, journeys::JourneyError>(Done::with(format!(
                "{} moved of {} looked at, {} failed",
                report.moved, report.looked_at, report.failed
            )))
        }
    })
}

fn ask_whether_coming(platform: Platform, identity: Identity) -> Job {
    Job::new("ask_whether_coming", MINUTELY, move |trust| {
        let (platform, identity) = (platform.clone(), identity.clone());
        async move {
            let report = answer_links::ask_of(&platform, &identity, trust).await?;
            Ok::<_, DatabaseError>(Done::with(format!(
                "{} asked, {} failed",
                report.asked, report.failed
            )))
        }
    })
}

/// What is kept for a while only: idempotency keys and bad sign-ins.
fn forget(platform: Platform, identity: Identity) -> Job {
    let schedule = Schedule::Every(TimeDelta::minutes(5));
    Job::new("forget_what_is_old", schedule, move |trust| {
        let (platform, identity) = (platform.clone(), identity.clone());
        async move {
            let now = platform.clock.now();
            idempotency::forget_old(&platform.database, trust, now).await?;
            identity::forget_old_tries(&platform, &identity).await?;
            Ok::<_, DatabaseError>(Done::default())
        }
    })
}

/// Writes to the log where the audit log ends: a database that was put back to an earlier moment is found against it, with
/// `foothold verify-audit --expect`.
fn note_audit_head(platform: Platform) -> Job {
    let schedule = Schedule::Every(TimeDelta::minutes(15));
    Job::new("note_audit_head", schedule, move |trust| {
        let platform = platform.clone();
        async move {
            let heads = audit::heads(&platform.database).await?;
            for (_, head) in heads.into_iter().filter(|(of, _)| *of == trust) {
                tracing::info!(%trust, %head, "the audit log ends here");
            }
            Ok::<_, DatabaseError>(Done::default())
        }
    })
}

fn check_soundness(platform: Platform) -> Job {
    let at = NaiveTime::from_hms_opt(AT_NIGHT.0, AT_NIGHT.1, 0).unwrap_or_default();
    Job::new(soundness::JOB, Schedule::DailyAt(at), move |trust| {
        let platform = platform.clone();
        async move {
            let (journeys, findings) = soundness::check(&platform, trust).await?;
            Ok::<_, journeys::JourneyError>(Done::with(format!(
                "{journeys} journeys read again, {findings} findings"
            )))
        }
    })
}

/// What people are found by, for those who were there before this program.
fn keep_names(platform: Platform) -> Job {
    let schedule = Schedule::Every(TimeDelta::minutes(15));
    Job::new("keep_names", schedule, move |trust| {
        let platform = platform.clone();
        async move {
            let people = candidates::keep_all(&platform, trust).await?;
            Ok::<_, DatabaseError>(Done::with(format!("{people} can be searched for now")))
        }
    })
}

/// People who are new or corrected are compared with the others: they may be there twice. After many were added at once it rests as
/// long as it works, so that it takes half of a processor from those who wait for a page.
fn compare_people(platform: Platform) -> Job {
    Job::new("compare_people", MINUTELY, move |trust| {
        let platform = platform.clone();
        async move {
            let began = Instant::now();
            let (people, is_all) = duplicates::compare_some(&platform, trust).await?;
            let rest = TimeDelta::from_std(began.elapsed()).unwrap_or_default();
            Ok::<_, DatabaseError>(Done {
                words: format!("{people} compared with the others"),
                again_in: (!is_all).then_some(rest),
            })
        }
    })
}

/// Files of referrals whose server stopped before their end.
fn go_on_with_imports(platform: Platform) -> Job {
    Job::new("go_on_with_imports", MINUTELY, move |trust| {
        let platform = platform.clone();
        async move {
            referrals::batch::go_on(&platform, trust).await?;
            Ok::<_, DatabaseError>(Done::default())
        }
    })
}

fn deliver_messages(platform: Platform, notify: Notify) -> Job {
    let notify = Arc::new(notify);
    Job::new(messages::JOB, MINUTELY, move |trust: TrustId| {
        let (platform, notify) = (platform.clone(), Arc::clone(&notify));
        async move {
            let report = messages::deliver(&platform, &notify, trust).await?;
            let (on_their_way, failed, waiting) = (report.delivered, report.failed, report.waiting);
            Ok::<_, DatabaseError>(Done {
                words: format!("{on_their_way} delivered, {failed} given up, {waiting} waiting"),
                // More may wait than were taken.
                again_in: match (on_their_way + failed, waiting) {
                    (0, 0) => None,
                    (0, _) => Some(UNDELIVERED),
                    _ => Some(TimeDelta::zero()),
                },
            })
        }
    })
}
