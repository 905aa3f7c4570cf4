//! The time, passed in everywhere. "Today" is the civil date in London, whatever the server's own zone.

use chrono::{DateTime, Days, NaiveDate, SubsecRound as _, TimeDelta, Timelike as _, Utc};
use chrono_tz::Europe::London;
use std::sync::{Arc, RwLock};

/// A clock. Cheap to clone: every clone tells the same time.
#[derive(Debug, Clone)]
pub struct Clock {
    source: Arc<Source>,
}

#[derive(Debug)]
enum Source {
    /// The machine's.
    System,
    /// The machine's, so far ahead or behind: what a demo shows.
    Shifted(RwLock<TimeDelta>),
    /// Stands still until it is moved: what a test needs.
    Standing(RwLock<DateTime<Utc>>),
}

/// Why a clock was not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// It is the machine's own.
    #[error("this server runs on the real time, which cannot be moved")]
    NotMovable,
    /// There is no such date.
    #[error("that date is out of range")]
    OutOfRange,
}

impl Clock {
    /// The machine's clock, which cannot be moved.
    #[must_use]
    pub fn system() -> Self {
        Self::from_source(Source::System)
    }

    /// The machine's clock, which can be set and then goes on from there.
    #[must_use]
    pub fn movable() -> Self {
        Self::from_source(Source::Shifted(RwLock::new(TimeDelta::zero())))
    }

    /// A clock that stands still at `instant` until it is moved.
    #[must_use]
    pub fn standing_at(instant: DateTime<Utc>) -> Self {
        Self::from_source(Source::Standing(RwLock::new(instant.trunc_subsecs(6))))
    }

    fn from_source(source: Source) -> Self {
        Self {
            source: Arc::new(source),
        }
    }

    /// The moment, to the microsecond: what both databases keep, so that what is written is what is read.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self.source.as_ref() {
            Source::System => of_the_machine(),
            Source::Shifted(shift) => of_the_machine() + *read(shift),
            Source::Standing(instant) => *read(instant),
        };
        now.trunc_subsecs(6)
    }

    /// The civil date in London.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&London).date_naive()
    }

    /// Whether it can be moved.
    #[must_use]
    pub fn is_movable(&self) -> bool {
        !matches!(self.source.as_ref(), Source::System)
    }

    /// Sets the time.
    ///
    /// # Errors
    /// When this is the machine's own clock.
    pub fn set(&self, instant: DateTime<Utc>) -> Result<(), ClockError> {
        match self.source.as_ref() {
            Source::System => return Err(ClockError::NotMovable),
            Source::Shifted(shift) => *write(shift) = instant - of_the_machine(),
            Source::Standing(stands_at) => *write(stands_at) = instant.trunc_subsecs(6),
        }
        Ok(())
    }

    /// Goes on by so many civil days in London, to the same time of day there.
    ///
    /// # Errors
    /// When this is the machine's own clock, or the date does not exist.
    pub fn advance_days(&self, days: u32) -> Result<(), ClockError> {
        let local = self.now().with_timezone(&London);
        let later = local
            .naive_local()
            .checked_add_days(Days::new(u64::from(days)))
            .and_then(|later| {
                // An hour that the spring change leaves out is reached one hour later.
                let hour = TimeDelta::hours(1);
                later
                    .and_local_timezone(London)
                    .earliest()
                    .or_else(|| (later + hour).and_local_timezone(London).earliest())
            })
            .ok_or(ClockError::OutOfRange)?;
        self.set(later.with_timezone(&Utc))
    }
}

/// The first instant of a civil day in London.
#[must_use]
pub fn first_instant_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    // London's clocks change at one in the morning, so that there is one midnight each day.
    midnight
        .and_local_timezone(London)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc))
}

/// The civil date in London at an instant: the day on which something was recorded there.
#[must_use]
pub fn civil_date_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&London).date_naive()
}

/// The time of the day in London at an instant, as `HH:MM`.
#[must_use]
pub fn time_of(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&London).format("%H:%M").to_string()
}

/// The hour of the day in London at an instant.
#[must_use]
pub fn hour_of(instant: DateTime<Utc>) -> u32 {
    instant.with_timezone(&London).hour()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the machine's clock"
)]
fn of_the_machine() -> DateTime<Utc> {
    Utc::now()
}

/// A thread that panicked while it held the lock cannot have left half a time behind.
fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(year, month, day, hour, minute, 0)
            .single()
            .expect("an instant")
    }

    #[test]
    fn today_is_londons_date() {
        let clock = Clock::standing_at(at(2027, 6, 30, 23, 30));
        assert_eq!(
            clock.today(),
            NaiveDate::from_ymd_opt(2027, 7, 1).expect("a date")
        );
        let clock = Clock::standing_at(at(2027, 1, 1, 0, 30));
        assert_eq!(
            clock.today(),
            NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date")
        );
    }

    #[test]
    fn days_are_civil_days_over_both_clock_changes() {
        let clock = Clock::standing_at(at(2027, 3, 27, 9, 0));
        clock.advance_days(1).expect("a movable clock");
        assert_eq!(clock.now(), at(2027, 3, 28, 8, 0));
        let clock = Clock::standing_at(at(2027, 10, 30, 8, 0));
        clock.advance_days(1).expect("a movable clock");
        assert_eq!(clock.now(), at(2027, 10, 31, 9, 0));
        // 01:30 does not exist on the night of the spring change.
        let clock = Clock::standing_at(at(2027, 3, 27, 1, 30));
        clock.advance_days(1).expect("a movable clock");
        assert_eq!(clock.now(), at(2027, 3, 28, 1, 30));
    }

    #[test]
    fn the_machines_clock_cannot_be_moved() {
        assert_eq!(Clock::system().advance_days(1), Err(ClockError::NotMovable));
        let movable = Clock::movable();
        movable.set(at(2030, 1, 1, 12, 0)).expect("a movable clock");
        assert_eq!(movable.today().to_string(), "2030-01-01");
    }
}
