//! Two sessions in one room at one time.

use super::{PlanWarning, SessionView};
use crate::time::CivilDate;

/// A session of another programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherSession {
    /// The other programme's reference.
    pub programme: String,
    /// Its module, or the name of its screening day.
    pub module: String,
    /// Its date.
    pub held_on: CivilDate,
    /// When it starts, `HH:MM`.
    pub starts_at: String,
    /// When it ends, `HH:MM`.
    pub ends_at: String,
    /// Where it is.
    pub venue: String,
}

/// What to look at because something else is held in the same place at the same time. It does not stand in the way: a hall has
/// room for two groups.
#[must_use]
pub fn clashes(planned: &[SessionView], others: &[OtherSession]) -> Vec<PlanWarning> {
    let mut found = Vec::new();
    for session in planned {
        let clashing = others.iter().filter(|other| {
            other.held_on == session.held_on
                && place(&other.venue) == place(&session.venue)
                && other.starts_at < session.ends_at
                && session.starts_at < other.ends_at
        });
        found.extend(clashing.map(|other| PlanWarning {
            code: "venue_in_use".to_owned(),
            message: format!(
                "{} on {}, {} to {}, is in {}, where {} of programme {} is held from {} to {}.",
                session.module,
                session.held_on,
                session.starts_at,
                session.ends_at,
                session.venue,
                other.module,
                other.programme,
                other.starts_at,
                other.ends_at
            ),
        }));
    }
    found
}

/// A place, however it was typed.
fn place(venue: &str) -> String {
    let words: Vec<_> = venue.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::SessionKind;

    fn planned(starts_at: &str, ends_at: &str) -> SessionView {
        SessionView {
            id: uuid::Uuid::nil().into(),
            kind: SessionKind::Training,
            module: "First aid".to_owned(),
            held_on: "2027-01-11".parse().expect("a date"),
            starts_at: starts_at.to_owned(),
            ends_at: ends_at.to_owned(),
            venue: "Education Centre".to_owned(),
            capacity: 8,
            taken: 0,
            required: true,
            signed_off: false,
        }
    }

    fn other(held_on: &str, starts_at: &str, ends_at: &str) -> OtherSession {
        OtherSession {
            programme: "WP-7K3F-Q2".to_owned(),
            module: "Screening day".to_owned(),
            held_on: held_on.parse().expect("a date"),
            starts_at: starts_at.to_owned(),
            ends_at: ends_at.to_owned(),
            venue: "education  centre".to_owned(),
        }
    }

    #[test]
    fn two_in_one_place_at_one_time_clash_and_one_after_the_other_does_not() {
        let mine = [planned("09:30", "12:30")];
        let clash = clashes(&mine, &[other("2027-01-11", "12:00", "15:00")]);
        assert!(clash[0].message.contains("WP-7K3F-Q2"), "{clash:?}");
        assert_eq!(clashes(&mine, &[other("2027-01-11", "12:30", "15:00")]), []);
        assert_eq!(clashes(&mine, &[other("2027-01-12", "09:30", "12:30")]), []);
    }
}
