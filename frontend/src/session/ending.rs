//! When a sign-in ends, and what is said before: after 30 minutes in which nothing is done, which can be answered, and after
//! 12 hours whatever is done, which cannot.

/// Milliseconds of a minute.
const MINUTE: f64 = 60_000.0;
/// A session ends after 30 minutes without a request; the server notes a request to the minute.
const IDLE: f64 = 29.0 * MINUTE;
/// So many minutes before that one is asked to stay.
const ASKED: f64 = 5.0;
/// So many minutes before the 12 hours are over it is said, each time once.
const TOLD: [f64; 2] = [10.0, 2.0];

/// How near the end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    /// Not near.
    Far,
    /// Nothing was done for a while.
    Idle {
        /// So many minutes are left.
        minutes: u8,
    },
    /// The 12 hours are nearly over.
    Ending {
        /// So many minutes are left.
        minutes: u8,
    },
    /// It has ended, because nothing was done.
    IdledOut,
    /// It has ended, because the 12 hours are over.
    Ended,
}

/// How near it is `idle` milliseconds after the last answer and `left` before the 12 hours are over, of which was `told`
/// so many times.
#[must_use]
pub fn nearness(idle: f64, left: Option<f64>, told: usize) -> Nearness {
    if left.is_some_and(|left| left <= 0.0) {
        return Nearness::Ended;
    }
    if idle >= IDLE {
        return Nearness::IdledOut;
    }
    let soon = TOLD.get(told).map(|minutes| minutes * MINUTE);
    match (left, soon) {
        (Some(left), Some(soon)) if left < soon => Nearness::Ending {
            minutes: minutes(left),
        },
        _ if idle >= IDLE - ASKED * MINUTE => Nearness::Idle {
            minutes: minutes(IDLE - idle),
        },
        _ => Nearness::Far,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 1 and 10"
)]
fn minutes(left: f64) -> u8 {
    (left / MINUTE).ceil().clamp(1.0, 10.0) as u8
}

impl Nearness {
    /// What is said: the heading, the text, the button. None while it is far.
    #[must_use]
    pub fn words(self) -> Option<(&'static str, String, &'static str)> {
        const SOON: &str = "You are about to be signed out";
        const OUT: &str = "You have been signed out";
        const KEPT: &str = "What you wrote on this page is kept.";
        let time = |minutes: u8| match minutes {
            1 => "1 minute".to_owned(),
            many => format!("{many} minutes"),
        };
        Some(match self {
            Self::Far => return None,
            Self::Idle { minutes } => (
                SOON,
                format!(
                    "Nothing was done here for a while. You will be signed out in {}.",
                    time(minutes)
                ),
                "Stay signed in",
            ),
            Self::Ending { minutes } => (
                SOON,
                format!(
                    "A sign-in ends after 12 hours, and yours does in {}. It cannot be made longer. Save what you are \
                     writing now, then sign in again.",
                    time(minutes)
                ),
                "Go on and save",
            ),
            Self::IdledOut => (
                OUT,
                format!("Nothing was done here for 30 minutes. {KEPT}"),
                "Sign in",
            ),
            Self::Ended => (
                OUT,
                format!("A sign-in ends after 12 hours. {KEPT}"),
                "Sign in",
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_nothing_is_asked_five_minutes_before_the_end() {
        assert_eq!(nearness(23.9 * MINUTE, None, 0), Nearness::Far);
        assert_eq!(
            nearness(24.0 * MINUTE, None, 0),
            Nearness::Idle { minutes: 5 }
        );
        assert_eq!(
            nearness(28.5 * MINUTE, None, 0),
            Nearness::Idle { minutes: 1 }
        );
        assert_eq!(nearness(29.0 * MINUTE, None, 0), Nearness::IdledOut);
    }

    #[test]
    fn the_end_after_twelve_hours_is_told_twice_and_cannot_be_put_off() {
        let at = |minutes: f64, told| nearness(0.0, Some(minutes * MINUTE), told);
        assert_eq!(at(10.1, 0), Nearness::Far);
        assert_eq!(at(9.9, 0), Nearness::Ending { minutes: 10 });
        assert_eq!(at(9.9, 1), Nearness::Far);
        assert_eq!(at(1.9, 1), Nearness::Ending { minutes: 2 });
        assert_eq!(at(1.9, 2), Nearness::Far);
        assert_eq!(at(0.0, 2), Nearness::Ended);
        let (_, words, _) = Nearness::Ending { minutes: 10 }.words().expect("words");
        assert!(words.contains("cannot be made longer") && words.contains("Save"));
    }

    #[test]
    fn an_idle_end_is_still_told_near_the_other() {
        let near = nearness(25.0 * MINUTE, Some(8.0 * MINUTE), 1);
        assert_eq!(near, Nearness::Idle { minutes: 4 });
    }
}
