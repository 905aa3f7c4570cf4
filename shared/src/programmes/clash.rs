//! Two sessions in one room, or with one trainer, at one time.

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
    /// Who leads it, by name.
    pub trainer: Option<String>,
}

/// What to look at because something else is held at the same time in the same place or by the same trainer. It does not stand in
/// the way: a hall has room for two groups, and two people can have one name.
#[must_use]
pub fn clashes(planned: &[SessionView], others: &[OtherSession]) -> Vec<PlanWarning> {
    let mut found = Vec::new();
    for (at, session) in planned.iter().enumerate() {
        // Each pair of the plan's own sessions is looked at once.
        found.extend(clashes_of(session, planned.iter().take(at), others));
    }
    found
}

/// The same of one session: beside these of its own programme, and beside those of others.
pub fn clashes_of<'a>(
    session: &SessionView,
    own: impl IntoIterator<Item = &'a SessionView>,
    others: &[OtherSession],
) -> Vec<PlanWarning> {
    let elsewhere = others.iter().filter(|other| {
        let hours = (other.held_on, &*other.starts_at, &*other.ends_at);
        at_one_time(hours_of(session), hours)
    });
    let mut found: Vec<_> = elsewhere
        .filter_map(|other| clash(session, other))
        .collect();
    let own = own.into_iter().filter(|own| {
        at_one_time(hours_of(session), hours_of(own)) && one_trainer(session, &own.trainer)
    });
    found.extend(own.map(|own| {
        let what = format!("{} in {}", own.module, own.venue);
        trainer_is_taken(session, &what, (&own.starts_at, &own.ends_at))
    }));
    found
}

/// One warning for each session of another programme: two groups that one trainer leads in one place are in one place already.
fn clash(session: &SessionView, other: &OtherSession) -> Option<PlanWarning> {
    if same(&other.venue, &session.venue) {
        return Some(PlanWarning {
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
        });
    }
    one_trainer(session, &other.trainer).then(|| {
        let what = format!(
            "{} of programme {} in {}",
            other.module, other.programme, other.venue
        );
        trainer_is_taken(session, &what, (&other.starts_at, &other.ends_at))
    })
}

fn trainer_is_taken(session: &SessionView, what: &str, (from, until): (&str, &str)) -> PlanWarning {
    PlanWarning {
        code: "trainer_in_two_places".to_owned(),
        message: format!(
            "{} on {}, {} to {}, is led by {}, who leads {what} from {from} to {until}.",
            session.module,
            session.held_on,
            session.starts_at,
            session.ends_at,
            session.trainer.as_deref().unwrap_or_default()
        ),
    }
}

type Hours<'a> = (CivilDate, &'a str, &'a str);

fn hours_of(session: &SessionView) -> Hours<'_> {
    (session.held_on, &session.starts_at, &session.ends_at)
}

/// Whether two sessions overlap; one after the other does not.
fn at_one_time(one: Hours<'_>, other: Hours<'_>) -> bool {
    one.0 == other.0 && other.1 < one.2 && one.1 < other.2
}

fn one_trainer(session: &SessionView, other: &Option<String>) -> bool {
    let both = session.trainer.as_ref().zip(other.as_ref());
    both.is_some_and(|(one, other)| same(one, other))
}

/// Whether two places, or two names, are the same however they were typed.
fn same(one: &str, other: &str) -> bool {
    let words =
        |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_lowercase).collect() };
    words(one) == words(other)
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
            trainer: None,
            capacity: 8,
            taken: 0,
            required: true,
            signed_off: false,
            version: 1,
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
            trainer: None,
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

    fn led(trainer: &str, session: SessionView) -> SessionView {
        SessionView {
            trainer: Some(trainer.to_owned()),
            ..session
        }
    }

    #[test]
    fn one_trainer_in_two_places_at_one_time_is_told_of_and_two_trainers_are_not() {
        let mine = [led("Odile Wren", planned("09:30", "12:30"))];
        let elsewhere = |trainer: Option<&str>, starts_at: &str| OtherSession {
            venue: "The Old Library".to_owned(),
            trainer: trainer.map(str::to_owned),
            ..other("2027-01-11", starts_at, "15:00")
        };
        let clash = clashes(&mine, &[elsewhere(Some(" odile  WREN"), "12:00")]);
        assert_eq!(clash.len(), 1, "{clash:?}");
        assert_eq!(clash[0].code, "trainer_in_two_places");
        let said = "led by Odile Wren, who leads Screening day of programme WP-7K3F-Q2 in The Old Library from 12:00 to 15:00.";
        assert!(clash[0].message.ends_with(said), "{clash:?}");
        assert_eq!(
            clashes(&mine, &[elsewhere(Some("Odile Wren"), "12:30")]),
            []
        );
        assert_eq!(clashes(&mine, &[elsewhere(Some("Pia Wren"), "12:00")]), []);
        assert_eq!(clashes(&mine, &[elsewhere(None, "12:00")]), []);
        let nobody = [planned("09:30", "12:30")];
        assert_eq!(clashes(&nobody, &[elsewhere(None, "12:00")]), []);
    }

    #[test]
    fn a_trainer_and_a_place_that_are_both_taken_are_told_of_once() {
        let mine = [led("Odile Wren", planned("09:30", "12:30"))];
        let there = OtherSession {
            trainer: Some("Odile Wren".to_owned()),
            ..other("2027-01-11", "12:00", "15:00")
        };
        let codes: Vec<_> = clashes(&mine, &[there])
            .into_iter()
            .map(|warning| warning.code)
            .collect();
        assert_eq!(codes, ["venue_in_use"]);
    }

    #[test]
    fn a_trainer_with_two_sessions_of_one_plan_at_one_time_is_told_of_once() {
        let plan = |second: &str| {
            [
                led("Odile Wren", planned("09:30", "12:30")),
                led("Odile Wren", planned(second, "15:00")),
            ]
        };
        assert_eq!(clashes(&plan("12:00"), &[]).len(), 1);
        assert_eq!(clashes(&plan("12:30"), &[]), []);
    }
}
