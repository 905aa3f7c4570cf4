//! When a job is due.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::London;

/// When a job is due again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schedule {
    /// So long after it was done.
    Every(TimeDelta),
    /// Each day at this time in London.
    DailyAt(NaiveTime),
}

/// A failed job is tried again after this, then after twice as long each time.
const FIRST_RETRY: TimeDelta = TimeDelta::seconds(5);
/// It is tried again at least this often.
const SLOWEST_RETRY: TimeDelta = TimeDelta::minutes(5);

impl Schedule {
    /// The next time after `now`.
    pub(super) fn after(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Every(interval) => now + interval,
            Self::DailyAt(time) => {
                let today = now.with_timezone(&London).date_naive();
                (0..=2)
                    .filter_map(|days| today.checked_add_days(Days::new(days)))
                    .filter_map(|day| instant_of(day.and_time(time)))
                    .find(|at| *at > now)
                    .unwrap_or(now + TimeDelta::days(1))
            }
        }
    }

    /// When a job that nobody has done yet is due for the first time: at once, or at its time of day.
    pub(super) fn first(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Every(_) => now,
            Self::DailyAt(_) => self.after(now),
        }
    }

    /// When it is tried again after so many tries that failed.
    pub(super) fn retry(self, now: DateTime<Utc>, tries: i32) -> DateTime<Utc> {
        let doublings = tries.clamp(1, 10) - 1;
        let wait = TimeDelta::seconds(FIRST_RETRY.num_seconds() << doublings).min(SLOWEST_RETRY);
        (now + wait).min(self.after(now))
    }

    /// No due date lies further ahead than this. One that does was written by a clock that was wrong.
    pub(super) fn furthest(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Every(interval) => now + interval.max(SLOWEST_RETRY),
            Self::DailyAt(_) => now + TimeDelta::hours(26),
        }
    }
}

/// The instant of a time in London: the earlier of two where the clocks go back, an hour later where they go forward.
fn instant_of(local: chrono::NaiveDateTime) -> Option<DateTime<Utc>> {
    let hour = TimeDelta::hours(1);
    let found = local.and_local_timezone(London).earliest();
    let found = found.or_else(|| (local + hour).and_local_timezone(London).earliest());
    found.map(|local| local.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn nightly(hour: u32, minute: u32) -> Schedule {
        Schedule::DailyAt(NaiveTime::from_hms_opt(hour, minute, 0).expect("a time"))
    }

    #[test]
    fn the_night_is_londons_over_both_clock_changes() {
        let night = nightly(2, 30);
        for (now, next) in [
            ("2027-01-10T02:29:59Z", "2027-01-10T02:30:00Z"),
            ("2027-01-10T02:30:00Z", "2027-01-11T02:30:00Z"),
            ("2027-06-10T12:00:00Z", "2027-06-11T01:30:00Z"),
            // The last Sunday of March and of October.
            ("2027-03-27T12:00:00Z", "2027-03-28T01:30:00Z"),
            ("2027-10-30T12:00:00Z", "2027-10-31T02:30:00Z"),
        ] {
            assert_eq!(night.after(at(now)), at(next), "{now}");
        }
        // 01:30 does not exist on the one night and comes twice on the other.
        let early = nightly(1, 30);
        assert_eq!(
            early.after(at("2027-03-27T12:00:00Z")),
            at("2027-03-28T01:30:00Z")
        );
        assert_eq!(
            early.after(at("2027-10-30T12:00:00Z")),
            at("2027-10-31T00:30:00Z")
        );
        assert_eq!(
            early.after(at("2027-10-31T00:30:00Z")),
            at("2027-11-01T01:30:00Z")
        );
    }

    #[test]
    fn what_failed_is_tried_again_sooner_than_its_time_and_never_later() {
        let now = at("2027-01-10T12:00:00Z");
        let minutely = Schedule::Every(TimeDelta::minutes(1));
        assert_eq!(minutely.retry(now, 1), at("2027-01-10T12:00:05Z"));
        assert_eq!(minutely.retry(now, 3), at("2027-01-10T12:00:20Z"));
        assert_eq!(minutely.retry(now, 30), at("2027-01-10T12:01:00Z"));
        assert_eq!(nightly(2, 30).retry(now, 30), at("2027-01-10T12:05:00Z"));
    }
}
