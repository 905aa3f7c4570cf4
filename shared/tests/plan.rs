//! The rules of a plan (L3 to L6): dates in order, training within one week, interviews after it, on days people work.

use super::world::{TRAINING, date, programme, session_id, vacancy};
use shared::journey::{Guard, ProgrammeFacts, ProgrammeStatus, Refusal, SessionKind};
use shared::programmes::{check_close, check_plan, check_publish, warnings};
use shared::time::Span;

fn span(first: &str, last: &str) -> Span {
    Span {
        first: date(first),
        last: date(last),
    }
}

fn interviews() -> Span {
    span("2026-06-08", "2026-06-12")
}

fn trials() -> Span {
    span("2026-06-15", "2026-07-31")
}

fn refused(answer: Result<(), Refusal>) -> Vec<String> {
    let refusal = answer.expect_err("it must be refused");
    refusal
        .unmet_guards
        .into_iter()
        .map(|unmet| unmet.guard)
        .collect()
}

fn planned(change: impl FnOnce(&mut ProgrammeFacts)) -> Vec<String> {
    let mut plan = programme();
    change(&mut plan);
    refused(check_plan(&plan, interviews(), trials()))
}

#[test]
fn a_usual_plan_stands() {
    assert_eq!(check_plan(&programme(), interviews(), trials()), Ok(()));
    assert_eq!(warnings(&programme(), trials()), []);
}

#[test]
fn the_dates_of_a_plan_come_in_order() {
    for (change, what) in [
        (
            (|plan| plan.referrals_close_on = date("2026-04-30")) as fn(&mut ProgrammeFacts),
            "referrals",
        ),
        (
            |plan| plan.referrals_open_on = date("2026-06-02"),
            "training before referrals",
        ),
    ] {
        assert!(
            planned(change).contains(&"dates_in_order".to_owned()),
            "{what}"
        );
    }
    let backwards = span("2026-06-12", "2026-06-08");
    assert!(
        refused(check_plan(&programme(), backwards, trials()))
            .contains(&"dates_in_order".to_owned())
    );
    let trials_first = span("2026-06-05", "2026-06-04");
    let both = refused(check_plan(&programme(), interviews(), trials_first));
    assert_eq!(both, ["dates_in_order", "dates_in_order"]);
}

#[test]
fn screening_is_planned_before_the_training() {
    assert_eq!(
        planned(|plan| plan.sessions[1].held_on = date("2026-06-01")),
        ["screening_before_training"]
    );
}

#[test]
fn the_training_fits_within_one_week() {
    let mut plan = programme();
    plan.training_ends_on = date("2026-06-07");
    assert!(
        check_plan(&plan, interviews(), trials()).is_ok(),
        "seven days"
    );
    plan.training_ends_on = date("2026-06-08");
    let too_long = refused(check_plan(
        &plan,
        span("2026-06-09", "2026-06-12"),
        trials(),
    ));
    assert_eq!(too_long, ["training_within_one_week"], "eight days");
    assert_eq!(
        planned(|plan| plan.sessions[6].held_on = date("2026-06-08")),
        ["training_within_one_week"]
    );
}

#[test]
fn interviews_come_after_the_training_and_within_their_round() {
    let too_early = span("2026-06-05", "2026-06-12");
    assert_eq!(
        refused(check_plan(&programme(), too_early, trials())),
        ["interview_after_training"]
    );
    assert_eq!(
        planned(|plan| plan.slots[0].held_on = date("2026-06-15")),
        ["interview_after_training"]
    );
}

#[test]
fn nobody_is_asked_to_come_on_a_weekend_or_a_bank_holiday() {
    let weekend = planned(|plan| plan.sessions[0].held_on = date("2026-05-24"));
    let holiday = planned(|plan| plan.sessions[0].held_on = date("2026-05-25"));
    assert_eq!(
        (weekend, holiday),
        (
            vec!["working_days".to_owned()],
            vec!["working_days".to_owned()]
        )
    );
    let mut plan = programme();
    plan.sessions[0].held_on = date("2026-05-25");
    let refusal = check_plan(&plan, interviews(), trials()).expect_err("a bank holiday");
    assert!(
        refusal.to_string().contains("Spring bank holiday"),
        "{refusal}"
    );
}

#[test]
fn a_plan_that_is_wrong_in_several_ways_is_told_all_of_them() {
    let all = planned(|plan| {
        plan.referrals_close_on = date("2026-04-01");
        plan.sessions[0].held_on = date("2026-06-06");
        plan.sessions[6].held_on = date("2026-06-14");
        plan.slots[0].held_on = date("2026-06-20");
    });
    for guard in [
        "dates_in_order",
        "screening_before_training",
        "training_within_one_week",
        "interview_after_training",
        "working_days",
    ] {
        assert!(all.contains(&guard.to_owned()), "{guard} in {all:?}");
    }
}

#[test]
fn a_year_whose_bank_holidays_are_not_known_is_warned_of_once() {
    let mut plan = programme();
    for session in &mut plan.sessions {
        session.held_on = date("2041-06-04");
    }
    let warned = warnings(&plan, trials());
    assert_eq!(warned.len(), 1);
    assert_eq!(warned[0].code, "bank_holidays_not_known");
    assert!(warned[0].message.contains("2041"));
}

#[test]
fn more_than_six_weeks_to_the_first_trial_is_warned_of() {
    let (six, longer) = (
        span("2026-07-12", "2026-08-31"),
        span("2026-07-13", "2026-08-31"),
    );
    assert_eq!(warnings(&programme(), six), []);
    assert_eq!(
        warnings(&programme(), longer)[0].code,
        "longer_than_six_weeks"
    );
}

#[test]
fn a_draft_that_is_complete_can_be_published_once() {
    let mut plan = programme();
    plan.status = ProgrammeStatus::Draft;
    assert_eq!(check_publish(&plan, &vacancy()), Ok(()));
    for status in [
        ProgrammeStatus::Published,
        ProgrammeStatus::Closed,
        ProgrammeStatus::Cancelled,
    ] {
        plan.status = status;
        assert_eq!(
            refused(check_publish(&plan, &vacancy())),
            ["not_yet_published"]
        );
    }
}

#[test]
fn a_draft_that_lacks_everything_is_told_all_of_it() {
    let mut plan = programme();
    plan.sessions.clear();
    plan.slots.clear();
    plan.panel.clear();
    plan.training_threshold = Some(0);
    let mut post = vacancy();
    (post.open, post.hours_per_week, post.duration_weeks) = (false, 15, Some(12));
    let lacking = [
        "not_yet_published",
        "vacancy_open",
        "enough_hours",
        "enough_weeks",
        "screening_planned",
        "modules_planned",
        "threshold_within_sessions",
        "panel_and_criteria",
        "slots_planned",
    ];
    assert_eq!(refused(check_publish(&plan, &post)), lacking);
}

#[test]
fn a_threshold_lies_within_the_required_sessions() {
    let mut plan = programme();
    plan.status = ProgrammeStatus::Draft;
    for (threshold, stands) in [(0, false), (1, true), (5, true), (6, false)] {
        plan.training_threshold = Some(threshold);
        assert_eq!(
            check_publish(&plan, &vacancy()).is_ok(),
            stands,
            "{threshold}"
        );
    }
    plan.training_threshold = None;
    for session in &mut plan.sessions {
        session.required = false;
    }
    assert_eq!(
        refused(check_publish(&plan, &vacancy())),
        ["threshold_within_sessions"]
    );
}

#[test]
fn a_programme_closes_over_nobody() {
    assert_eq!(check_close(ProgrammeStatus::Published, 0, 0), Ok(()));
    assert_eq!(
        refused(check_close(ProgrammeStatus::Published, 1, 0)),
        ["nobody_under_way"]
    );
    assert_eq!(
        refused(check_close(ProgrammeStatus::Closed, 2, 1)),
        ["published", "no_open_entitlement", "nobody_under_way"]
    );
    let refusal = check_close(ProgrammeStatus::Published, 1, 1).expect_err("a guarantee is open");
    assert!(refusal.names(Guard::NoOpenEntitlement));
    assert_eq!(refusal.unmet_guards[0].law, "L6");
}

#[test]
fn the_first_day_of_training_is_the_earliest_session_of_the_week() {
    let mut plan = programme();
    assert_eq!(plan.first_training_day(), date("2026-06-01"));
    plan.sessions
        .retain(|session| session.id != session_id(TRAINING[0]));
    assert_eq!(plan.first_training_day(), date("2026-06-02"));
    plan.sessions
        .retain(|session| session.kind == SessionKind::Screening);
    assert_eq!(plan.first_training_day(), plan.training_starts_on);
}
