//! A whole plan from one date: the first day of the training week. Every date proposed is a working day, and the rules
//! have nothing to say against it; a person changes what does not suit.

use super::draft::{Draft, SessionDraft, SlotDraft};
use shared::programmes::proposal;
use shared::time::CivilDate;

/// Proposes the dates, sessions and interview times; what was answered already stays.
#[must_use]
pub fn proposed(draft: &Draft, first_day: CivilDate, today: CivilDate) -> Draft {
    let places = draft.of("places").parse().unwrap_or(8);
    let proposed = proposal(first_day, places, today);
    let dates = [
        ("referrals_open_on", proposed.referrals.first),
        ("referrals_close_on", proposed.referrals.last),
        ("training_starts_on", proposed.training.first),
        ("training_ends_on", proposed.training.last),
        ("interviews_from", proposed.interviews.first),
        ("interviews_until", proposed.interviews.last),
        ("trial_from", proposed.trials.first),
        ("trial_until", proposed.trials.last),
    ];
    let mut plan = draft.clone();
    for (name, date) in dates {
        plan.answers.insert(name.to_owned(), date.to_string());
    }
    let sessions = proposed.sessions.into_iter();
    plan.sessions = sessions
        .map(|session| SessionDraft {
            kind: session.kind,
            module: session.module.to_owned(),
            held_on: session.held_on.to_string(),
            starts_at: session.starts_at.to_owned(),
            ends_at: session.ends_at.to_owned(),
            trainer: String::new(),
        })
        .collect();
    let slots = proposed.slots.into_iter();
    plan.slots = slots
        .map(|(day, time)| SlotDraft {
            held_on: day.to_string(),
            starts_at: time.to_owned(),
        })
        .collect();
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::programmes::MODULES;

    fn date(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    fn plan_from(first_day: &str) -> Draft {
        let draft = Draft::default().with("places", "10".into());
        proposed(&draft, date(first_day), date("2026-01-05"))
    }

    #[test]
    fn the_rules_have_nothing_to_say_against_a_proposal_in_any_week_of_the_years_that_are_known() {
        for week in 0..140 {
            let monday = date("2026-03-02").plus_days(week * 7);
            let plan = plan_from(&monday.to_string());
            let (ruling, warnings) = plan.ruling().expect("dates that can be read");
            assert_eq!(ruling, Ok(()), "{monday}");
            assert_eq!(warnings, [], "{monday}");
        }
    }

    #[test]
    fn every_module_is_in_the_plan_and_everybody_has_an_interview_time() {
        let plan = plan_from("2026-12-07");
        let modules: Vec<_> = plan
            .sessions
            .iter()
            .skip(1)
            .map(|session| session.module.as_str())
            .collect();
        assert_eq!(modules, MODULES);
        assert_eq!(plan.slots.len(), 10);
    }

    #[test]
    fn a_week_with_a_bank_holiday_has_two_modules_on_its_last_day() {
        let plan = plan_from("2026-05-04");
        let last = &plan.sessions[5];
        assert_eq!(
            (last.held_on.as_str(), last.starts_at.as_str()),
            ("2026-05-08", "13:30")
        );
        assert_eq!(
            plan.of("training_starts_on"),
            "2026-05-05",
            "the Monday is a bank holiday"
        );
    }

    #[test]
    fn a_proposal_becomes_a_request_once_it_has_a_vacancy_a_title_and_a_place() {
        let plan = plan_from("2026-12-07");
        let missing: Vec<_> = plan
            .request()
            .expect_err("not whole")
            .into_iter()
            .map(|problem| problem.field)
            .collect();
        assert_eq!(missing, ["vacancy_id", "title", "venue"]);
        let plan = plan
            .with("vacancy_id", uuid::Uuid::nil().to_string())
            .with("title", "Trainee Health Care Assistant".into())
            .with("venue", "Education Centre".into())
            .with("panel", "Ward manager\n\nMatron\n".into())
            .with("sessions.0.starts_at", "10:00".into());
        let request = plan.request().expect("whole");
        assert_eq!(request.panel.len(), 2);
        assert_eq!(request.sessions[0].starts_at, "10:00");
        assert_eq!(
            request.sessions[0].capacity, 20,
            "more are screened than are trained"
        );
    }

    #[test]
    fn a_date_that_breaks_a_rule_is_refused_while_it_is_typed() {
        let plan = plan_from("2026-12-07").with("sessions.1.held_on", "2026-12-12".into());
        let (ruling, _) = plan.ruling().expect("dates that can be read");
        assert!(ruling.is_err());
        let unreadable = plan.with("trial_from", String::new());
        assert_eq!(unreadable.ruling(), None);
    }
}
