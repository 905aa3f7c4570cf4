//! The rules of a plan: dates in order, the training within one week, interviews after it, on working days.

use crate::journey::{
    Guard, ProgrammeFacts, ProgrammeStatus, Refusal, SessionKind, UnmetGuard, VacancyFacts,
};
use crate::time::{BankHoliday, CivilDate, Span, is_bank_holiday};
use serde::{Deserialize, Serialize};

/// Something to look at that does not stand in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlanWarning {
    /// A stable code.
    pub code: String,
    /// What to look at, for people.
    pub message: String,
}

/// The dates of a plan, draft or not.
///
/// # Errors
/// A refusal that names every rule the dates break.
pub fn check_plan(plan: &ProgrammeFacts, interviews: Span, trials: Span) -> Result<(), Refusal> {
    let mut unmet = dates_in_order(plan, interviews, trials);
    let week = Span {
        first: plan.training_starts_on,
        last: plan.training_ends_on,
    };
    if !(1..=7).contains(&week.days()) {
        unmet.push(UnmetGuard::new(
            Guard::TrainingWithinOneWeek,
            format!(
                "The training runs for {} days; it must fit within one week.",
                week.days()
            ),
        ));
    }
    if let Some(session) = plan
        .sessions_of(SessionKind::Training)
        .find(|session| !week.contains(session.held_on))
    {
        unmet.push(UnmetGuard::new(
            Guard::TrainingWithinOneWeek,
            format!(
                "{} on {} is outside the training week, {} to {}.",
                session.module, session.held_on, week.first, week.last
            ),
        ));
    }
    if interviews.first <= plan.training_ends_on {
        unmet.push(UnmetGuard::new(
            Guard::InterviewAfterTraining,
            format!(
                "Interviews begin on {}, before the training week ends on {}.",
                interviews.first, plan.training_ends_on
            ),
        ));
    }
    if let Some(slot) = plan
        .slots
        .iter()
        .find(|slot| !interviews.contains(slot.held_on))
    {
        unmet.push(UnmetGuard::new(
            Guard::InterviewAfterTraining,
            format!(
                "The interview time on {} is outside the interview round, {} to {}.",
                slot.held_on, interviews.first, interviews.last
            ),
        ));
    }
    unmet.extend(planned_days(plan).filter_map(|(what, date)| {
        let why = day_off(date)?;
        Some(UnmetGuard::new(
            Guard::WorkingDays,
            format!("{what} is on {date}, {why}."),
        ))
    }));
    Refusal::unless_none(unmet)
}

fn dates_in_order(plan: &ProgrammeFacts, interviews: Span, trials: Span) -> Vec<UnmetGuard> {
    let pairs = [
        (
            plan.referrals_open_on,
            plan.referrals_close_on,
            "Referrals close before they open.",
        ),
        (
            plan.training_starts_on,
            plan.training_ends_on,
            "The training week ends before it starts.",
        ),
        (
            interviews.first,
            interviews.last,
            "The interview round ends before it starts.",
        ),
        (
            trials.first,
            trials.last,
            "The trial window ends before it starts.",
        ),
        (
            interviews.first,
            trials.first,
            "The trial window starts before the interviews.",
        ),
        (
            plan.referrals_open_on,
            plan.training_starts_on,
            "The training week starts before referrals open.",
        ),
    ];
    let mut unmet: Vec<_> = pairs
        .into_iter()
        .filter(|(earlier, later, _)| earlier > later)
        .map(|(.., explanation)| UnmetGuard::new(Guard::DatesInOrder, explanation))
        .collect();
    if let Some(day) = plan
        .sessions_of(SessionKind::Screening)
        .find(|day| day.held_on >= plan.training_starts_on)
    {
        unmet.push(UnmetGuard::new(
            Guard::ScreeningBeforeTraining,
            format!(
                "The screening day on {} is not before the training week.",
                day.held_on
            ),
        ));
    }
    unmet
}

/// What people must come to, and when.
fn planned_days(plan: &ProgrammeFacts) -> impl Iterator<Item = (String, CivilDate)> {
    let sessions = plan
        .sessions
        .iter()
        .map(|session| (session.module.clone(), session.held_on));
    let slots = plan
        .slots
        .iter()
        .map(|slot| ("An interview".to_owned(), slot.held_on));
    sessions.chain(slots)
}

fn day_off(date: CivilDate) -> Option<String> {
    if date.is_weekend() {
        return Some("a weekend".to_owned());
    }
    match is_bank_holiday(date) {
        BankHoliday::Yes(name) => Some(format!("a bank holiday ({name})")),
        BankHoliday::No | BankHoliday::YearNotKnown => None,
    }
}

/// What to look at in a plan: a year whose bank holidays are not known, and a pathway longer than six weeks
/// (GOV.UK, sector-based work academy programmes).
#[must_use]
pub fn warnings(plan: &ProgrammeFacts, trials: Span) -> Vec<PlanWarning> {
    let mut years: Vec<_> = planned_days(plan)
        .filter(|(_, date)| is_bank_holiday(*date) == BankHoliday::YearNotKnown)
        .map(|(_, date)| date.year())
        .collect();
    years.sort_unstable();
    years.dedup();
    let mut warnings: Vec<_> = years
        .into_iter()
        .map(|year| PlanWarning {
            code: "bank_holidays_not_known".to_owned(),
            message: format!("The bank holidays of {year} are not known here yet. Check every date in that year by hand."),
        })
        .collect();
    let weeks = Span {
        first: plan.training_starts_on,
        last: trials.first,
    }
    .days()
    .div_ceil(7);
    if weeks > 6 {
        warnings.push(PlanWarning {
            code: "longer_than_six_weeks".to_owned(),
            message: format!("It is {weeks} weeks from the training week to the first trial; a sector-based work academy is at most 6."),
        });
    }
    warnings
}

/// Whether a draft can be published: with it the threshold is frozen and referrals can come.
///
/// # Errors
/// A refusal that names everything the plan still lacks.
pub fn check_publish(plan: &ProgrammeFacts, vacancy: &VacancyFacts) -> Result<(), Refusal> {
    let training = plan.sessions_of(SessionKind::Training).count();
    let required = plan
        .sessions_of(SessionKind::Training)
        .filter(|session| session.required)
        .count();
    let threshold = usize::try_from(plan.training_threshold.unwrap_or(1)).unwrap_or(usize::MAX);
    let lacks = [
        (
            plan.status != ProgrammeStatus::Draft,
            Guard::NotYetPublished,
            "Only a draft can be published.",
        ),
        (!vacancy.open, Guard::VacancyOpen, "The vacancy is closed."),
        (
            vacancy.hours_per_week < 16,
            Guard::EnoughHours,
            "The job is under 16 hours a week, so no work trial could follow.",
        ),
        (
            vacancy.duration_weeks.is_some_and(|weeks| weeks < 13),
            Guard::EnoughWeeks,
            "The job lasts under 13 weeks, so no work trial could follow.",
        ),
        (
            plan.sessions_of(SessionKind::Screening).next().is_none(),
            Guard::ScreeningPlanned,
            "Plan a screening day.",
        ),
        (
            training == 0,
            Guard::ModulesPlanned,
            "Plan the sessions of the training week.",
        ),
        (
            threshold == 0 || threshold > required,
            Guard::ThresholdWithinSessions,
            "The threshold must lie between 1 and the number of required sessions.",
        ),
        (
            plan.panel.is_empty() || plan.criteria.is_empty(),
            Guard::PanelAndCriteria,
            "Name the interview panel and the criteria.",
        ),
        (
            plan.slots.is_empty(),
            Guard::SlotsPlanned,
            "Add interview times: everyone who completes the week is owed one.",
        ),
    ];
    Refusal::unless_none(
        lacks
            .into_iter()
            .filter(|(lacking, ..)| *lacking)
            .map(|(_, guard, explanation)| UnmetGuard::new(guard, explanation))
            .collect(),
    )
}

/// Whether a programme can be closed or cancelled: nobody may be left without a next step, and no guaranteed
/// interview unheld (L6).
///
/// # Errors
/// A refusal that says how many people are still under way.
pub fn check_close(
    status: ProgrammeStatus,
    under_way: u32,
    open_entitlements: u32,
) -> Result<(), Refusal> {
    let mut unmet = Vec::new();
    if matches!(status, ProgrammeStatus::Closed | ProgrammeStatus::Cancelled) {
        unmet.push(UnmetGuard::new(
            Guard::Published,
            "The programme is over already.",
        ));
    }
    if open_entitlements > 0 {
        unmet.push(UnmetGuard::new(
            Guard::NoOpenEntitlement,
            format!(
                "{open_entitlements} people have a guaranteed interview that has not been held."
            ),
        ));
    }
    if under_way > 0 {
        unmet.push(UnmetGuard::new(
            Guard::NobodyUnderWay,
            format!("{under_way} people are still under way on it."),
        ));
    }
    Refusal::unless_none(unmet)
}
