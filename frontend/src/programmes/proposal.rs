//! A whole plan from one date: the first day of the training week. Every date proposed is a working day, and the rules
//! have nothing to say against it; a person changes what does not suit.

use super::draft::{Draft, SessionDraft, SlotDraft};
use shared::journey::SessionKind;
use shared::time::CivilDate;

/// The five modules of the training week (L5).
pub const MODULES: [&str; 5] = [
    "Health and Safety",
    "Interview and application techniques",
    "Manual Handling",
    "First aid",
    "Patient centred care",
];

/// Interview times of one day.
const TIMES: [&str; 4] = ["09:30", "10:30", "11:30", "14:00"];

/// Nobody is asked to plan more interview times than these at once.
const MOST_TIMES: usize = 40;

/// Proposes the dates, sessions and interview times; what was answered already stays.
#[must_use]
pub fn proposed(draft: &Draft, first_day: CivilDate, today: CivilDate) -> Draft {
    let first_day = working_day_from(first_day);
    let days = training_days(first_day);
    let last_day = days.last().copied().unwrap_or(first_day);
    let screening = working_day_before(first_day.minus_days(11));
    let close = working_day_before(screening.minus_days(2));
    let interviews = working_day_from(last_day.plus_days(1));
    let places: usize = draft.of("places").parse().unwrap_or(8);
    let slots = interview_times(interviews, places.clamp(1, MOST_TIMES));
    let last_interview = slots.last().map_or(interviews, |(day, _)| *day);
    let trial = working_day_from(last_interview.plus_days(5));
    let dates = [
        ("referrals_open_on", today.min(close)),
        ("referrals_close_on", close),
        ("training_starts_on", first_day),
        ("training_ends_on", last_day),
        ("interviews_from", interviews),
        ("interviews_until", last_interview),
        ("trial_from", trial),
        ("trial_until", trial.plus_days(60)),
    ];
    let mut plan = draft.clone();
    for (name, date) in dates {
        plan.answers.insert(name.to_owned(), date.to_string());
    }
    plan.sessions = sessions(screening, &days);
    plan.slots = slots
        .into_iter()
        .map(|(day, time)| SlotDraft {
            held_on: day.to_string(),
            starts_at: time.to_owned(),
        })
        .collect();
    plan
}

fn sessions(screening: CivilDate, days: &[CivilDate]) -> Vec<SessionDraft> {
    let session =
        |kind, module: &str, day: CivilDate, starts_at: &str, ends_at: &str| SessionDraft {
            kind,
            module: module.to_owned(),
            held_on: day.to_string(),
            starts_at: starts_at.to_owned(),
            ends_at: ends_at.to_owned(),
        };
    let first = session(
        SessionKind::Screening,
        "Screening day",
        screening,
        "09:30",
        "15:30",
    );
    // In a week with a bank holiday the last day has two modules.
    let module = |(at, module): (usize, &&str)| match days.get(at) {
        Some(day) => session(SessionKind::Training, module, *day, "09:30", "12:30"),
        None => {
            let last = days.last().copied().unwrap_or(screening);
            session(SessionKind::Training, module, last, "13:30", "16:00")
        }
    };
    std::iter::once(first)
        .chain(MODULES.iter().enumerate().map(module))
        .collect()
}

/// The working days from the first one to the end of its week.
fn training_days(first: CivilDate) -> Vec<CivilDate> {
    (0..7)
        .map(|more| first.plus_days(more))
        .take_while(|day| !day.is_weekend())
        .filter(|day| is_working(*day))
        .collect()
}

fn interview_times(first: CivilDate, count: usize) -> Vec<(CivilDate, &'static str)> {
    let mut times = Vec::with_capacity(count);
    let mut day = first;
    while times.len() < count {
        times.extend(
            TIMES
                .iter()
                .take(count - times.len())
                .map(|time| (day, *time)),
        );
        day = working_day_from(day.plus_days(1));
    }
    times
}

fn is_working(day: CivilDate) -> bool {
    day.is_working_day().unwrap_or(!day.is_weekend())
}

fn working_day_from(day: CivilDate) -> CivilDate {
    (0..14)
        .map(|more| day.plus_days(more))
        .find(|day| is_working(*day))
        .unwrap_or(day)
}

fn working_day_before(day: CivilDate) -> CivilDate {
    (0..14)
        .map(|less| day.minus_days(less))
        .find(|day| is_working(*day))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

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
