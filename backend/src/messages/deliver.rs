//! Delivering what waits.

use super::{
    notify::{Notify, Sent},
    store::{self, Outcome, Taken},
};
use crate::{application::Platform, platform::database::DatabaseResult};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use shared::ids::TrustId;

/// A message that could not be delivered for this long is given up.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::hours(24);
/// A code or a link that is older than it works is not worth sending.
const SECRETS_LIVE: [(&str, TimeDelta); 4] = [
    ("sign_in_code", TimeDelta::minutes(10)),
    ("password_reset", TimeDelta::minutes(30)),
    ("invitation", TimeDelta::days(7)),
    ("can_you_come", GIVEN_UP_AFTER),
];

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Messages that are on their way.
    pub delivered: usize,
    /// Messages that never will be.
    pub failed: usize,
    /// Messages that are tried again later.
    pub waiting: usize,
}

/// Delivers the messages of a Trust whose time has come, at most twenty, and says what became of them.
///
/// # Errors
/// When the database cannot give them or keep what became of them; nothing is lost then.
pub async fn deliver(
    platform: &Platform,
    notify: &Notify,
    trust: TrustId,
) -> DatabaseResult<Delivered> {
    let now = platform.clock.now();
    let taken = platform
        .database
        .write(move |db| store::take(db, trust, now))
        .await?;
    let sending = taken.into_iter().map(|message| async move {
        let outcome = send(notify, &message, now).await;
        (message, outcome)
    });
    let mut report = Delivered::default();
    for (message, outcome) in join_all(sending).await {
        match outcome {
            Outcome::Delivered => report.delivered += 1,
            Outcome::Failed => report.failed += 1,
            Outcome::Again(_) => report.waiting += 1,
        }
        let is_secret = lifetime(&message.template).is_some();
        platform
            .database
            .write(move |db| store::note(db, &message, outcome, now, is_secret))
            .await?;
    }
    Ok(report)
}

async fn send(notify: &Notify, message: &Taken, now: DateTime<Utc>) -> Outcome {
    let lives = lifetime(&message.template).unwrap_or(GIVEN_UP_AFTER);
    let over = now - message.created_at >= lives;
    let (false, Some(to)) = (over, &message.to) else {
        tracing::warn!(message = %message.id, template = message.template, over, "a message was given up");
        return Outcome::Failed;
    };
    match notify.send(message.id, to, &message.body, now).await {
        Sent::Taken => Outcome::Delivered,
        Sent::Refused(status) => {
            tracing::warn!(message = %message.id, status, "a message was refused for good");
            Outcome::Failed
        }
        Sent::NotNow(why) => {
            tracing::warn!(message = %message.id, tries = message.tries, why, "a message is tried again");
            Outcome::Again(now + wait_after(message.tries))
        }
    }
}

fn lifetime(template: &str) -> Option<TimeDelta> {
    let found = SECRETS_LIVE.iter().find(|(name, _)| *name == template);
    found.map(|(_, lives)| *lives)
}

/// 5 seconds, then twice as long each time, an hour at most.
fn wait_after(tries: i32) -> TimeDelta {
    let doublings = tries.clamp(1, 10) - 1;
    TimeDelta::seconds(5 << doublings).min(TimeDelta::hours(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_waits_twice_as_long_and_an_hour_at_most() {
        assert_eq!(wait_after(1), TimeDelta::seconds(5));
        assert_eq!(wait_after(4), TimeDelta::seconds(40));
        assert_eq!(wait_after(1_000), TimeDelta::seconds(2_560));
    }
}
