//! Back-off for bad sign-ins, in the database so that several servers share it. Why it is so: `docs/decisions/`.
//!
//! A try is counted before the password is looked at, and taken back when it was right, so that a hundred at once are a
//! hundred tries. Whoever must wait is told for how long and their password is not looked at. An address that nobody has
//! is held back as a real one is. A browser in which somebody has signed in before answers for itself only: what
//! others do with their account does not keep them out.

use super::{Identity, IdentityError, Origin, known_browser::KnownBrowser, password::Lane};
use crate::{
    application::Platform,
    platform::database::{AnyConnection, DatabaseResult, bind, schema::sign_in_holds},
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::ids::UserId;

/// How quickly a subject is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pace {
    /// So many failures are anybody's slips.
    free: i32,
    /// Nobody waits longer.
    longest: TimeDelta,
    /// After so long without a failure nothing is known of the earlier ones.
    forgotten_after: TimeDelta,
}

/// An account, by strangers or by one browser.
const ACCOUNT: Pace = Pace {
    free: 2,
    longest: TimeDelta::minutes(15),
    forgotten_after: TimeDelta::hours(24),
};
/// A network address: a whole hospital may stand behind one.
const ADDRESS: Pace = Pace {
    free: 20,
    longest: TimeDelta::minutes(1),
    forgotten_after: TimeDelta::hours(1),
};
/// Older lines are swept away.
const KEPT_FOR: TimeDelta = ACCOUNT.forgotten_after;

impl Pace {
    /// How long nobody may try after so many failures: 1 s, 2 s, 4 s …
    fn wait(self, failures: i32) -> TimeDelta {
        let doublings = failures - self.free - 1;
        if doublings < 0 {
            return TimeDelta::zero();
        }
        let seconds = 1_i64 << doublings.min(30);
        TimeDelta::seconds(seconds).min(self.longest)
    }
}

/// Whom a try is counted against, as keyed hashes.
#[derive(Debug, Clone)]
pub(super) struct Tries {
    subjects: Vec<(String, Pace)>,
    lane: Lane,
}

impl Tries {
    /// Of somebody who signs in with this address from there.
    pub fn at_sign_in(
        identity: &Identity,
        email: &str,
        origin: &Origin,
        browser: Option<&KnownBrowser>,
    ) -> Self {
        let subject = |kind, text: &str| identity.keys().keyed_hash(kind, text);
        if let Some(browser) = browser.filter(|browser| browser.knows(identity, email)) {
            let own = format!("{}\n{email}", browser.nonce());
            return Self {
                subjects: vec![(subject("browser tries", &own), ACCOUNT)],
                lane: Lane::Known,
            };
        }
        let account = (subject("account tries", email), ACCOUNT);
        let address = origin
            .network()
            .map(|network| (subject("address tries", &network), ADDRESS));
        Self {
            subjects: std::iter::once(account).chain(address).collect(),
            lane: Lane::Unknown,
        }
    }

    /// Of somebody who is signed in and is asked for their password again.
    pub fn at_confirmation(identity: &Identity, user: UserId) -> Self {
        let own = identity
            .keys()
            .keyed_hash("confirmation tries", &user.to_string());
        Self {
            subjects: vec![(own, ACCOUNT)],
            lane: Lane::Known,
        }
    }

    /// In which queue their password waits.
    pub const fn lane(&self) -> Lane {
        self.lane
    }

    /// For how many seconds they must wait, if they must.
    pub fn held_for(
        &self,
        db: &mut AnyConnection,
        now: DateTime<Utc>,
    ) -> DatabaseResult<Option<u32>> {
        let subjects: Vec<&str> = self.subjects.iter().map(|(one, _)| one.as_str()).collect();
        let until: Option<DateTime<Utc>> = sign_in_holds::table
            .filter(sign_in_holds::subject.eq_any(subjects))
            .filter(sign_in_holds::held_until.gt(bind(now)))
            .order(sign_in_holds::held_until.desc())
            .select(sign_in_holds::held_until)
            .first(db)
            .optional()?;
        Ok(until.map(|until| seconds_until(until, now)))
    }

    /// Counts a try, unless they must wait.
    pub async fn count(
        &self,
        platform: &Platform,
        identity: &Identity,
    ) -> Result<(), IdentityError> {
        let (tries, now) = (self.clone(), identity.clock().now());
        platform
            .database
            .write(move |db| {
                for (subject, pace) in &tries.subjects {
                    if let Some(until) = count_one(db, subject, *pace, now)? {
                        return Err(IdentityError::HeldBack(seconds_until(until, now)));
                    }
                }
                Ok(())
            })
            .await
    }

    /// The try was right: what was counted against them is forgotten. What strangers did from an address is not.
    pub fn forget(&self, db: &mut AnyConnection) -> DatabaseResult<()> {
        for (subject, pace) in &self.subjects {
            let row = sign_in_holds::table.find(subject);
            if *pace == ADDRESS {
                diesel::update(row.filter(sign_in_holds::failures.gt(0)))
                    .set(sign_in_holds::failures.eq(sign_in_holds::failures - 1))
                    .execute(db)?;
            } else {
                diesel::delete(row).execute(db)?;
            }
        }
        Ok(())
    }
}

fn seconds_until(until: DateTime<Utc>, now: DateTime<Utc>) -> u32 {
    let seconds = ((until - now).num_milliseconds() + 999) / 1_000;
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

/// Counts a try against one subject; or says until when it must wait, as a rival may have seen to meanwhile: then the
/// transaction is given up.
fn count_one(
    db: &mut AnyConnection,
    subject: &str,
    pace: Pace,
    now: DateTime<Utc>,
) -> DatabaseResult<Option<DateTime<Utc>>> {
    crate::each!(&mut *db, c => diesel::insert_into(sign_in_holds::table)
        .values((
            sign_in_holds::subject.eq(subject),
            sign_in_holds::failures.eq(0),
            sign_in_holds::last_failed_at.eq(bind(now)),
            sign_in_holds::held_until.eq(bind(now)),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    // Rivals wait for each other at the row.
    diesel::update(sign_in_holds::table.find(subject))
        .set(sign_in_holds::failures.eq(sign_in_holds::failures + 1))
        .execute(db)?;
    let (failures, last, held): (i32, DateTime<Utc>, DateTime<Utc>) = sign_in_holds::table
        .find(subject)
        .select((
            sign_in_holds::failures,
            sign_in_holds::last_failed_at,
            sign_in_holds::held_until,
        ))
        .first(db)?;
    if held > now {
        return Ok(Some(held));
    }
    let failures = if now - last >= pace.forgotten_after {
        1
    } else {
        failures
    };
    diesel::update(sign_in_holds::table.find(subject))
        .set((
            sign_in_holds::failures.eq(failures),
            sign_in_holds::last_failed_at.eq(bind(now)),
            sign_in_holds::held_until.eq(bind(now + pace.wait(failures))),
        ))
        .execute(db)?;
    Ok(None)
}

/// Sweeps away what is forgotten.
///
/// # Errors
/// When the database could not.
pub async fn forget_old_tries(platform: &Platform, identity: &Identity) -> DatabaseResult<()> {
    let before = identity.clock().now() - KEPT_FOR;
    platform
        .database
        .write(move |db| {
            let old = sign_in_holds::table.filter(sign_in_holds::last_failed_at.lt(bind(before)));
            diesel::delete(old).execute(db)?;
            Ok(())
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_has_an_end() {
        let waits: Vec<_> = (1..=15)
            .map(|failures| ACCOUNT.wait(failures).num_seconds())
            .collect();
        assert_eq!(
            waits,
            [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
        );
        assert_eq!(ADDRESS.wait(20), TimeDelta::zero());
        assert_eq!(ADDRESS.wait(i32::MAX), TimeDelta::minutes(1));
    }
}
