//! Lists that name nobody.

use super::{Desk, ExportError, PAGE};
use crate::platform::spreadsheet::{Cell, Sheet};
use crate::programmes::service as programmes;
use crate::reports::{ReportError, breakdown as side_by_side, sees_people, service as reports};
use crate::vacancies::{VacancyError, service as vacancies};
use shared::reports::{BreakdownBy, STEPS};
use shared::values::Coded as _;

impl From<ReportError> for ExportError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NotFound => Self::NotFound,
            ReportError::Database(error) => Self::Database(error),
        }
    }
}

/// How many people stand at each stage, and how many have ever come there.
pub(super) async fn stages(desk: &Desk<'_>) -> Result<Sheet, ExportError> {
    let (database, asker) = (&desk.platform.database, &desk.asker);
    let programme = desk.filters.programme_id;
    let report = reports::stages(
        database,
        (asker.trust_id, asker.reach),
        programme,
        sees_people(desk.principal),
    )
    .await?;
    let mut sheet = desk.begin(&[
        "Stage",
        "Stage code",
        "People now",
        "On the waiting list",
        "Ever came there",
        "Days there, on average",
    ])?;
    for line in report.stages {
        sheet.row([
            line.label.into(),
            line.state.as_str().into(),
            told(line.standing),
            told(line.waiting),
            told(line.reached),
            line.tenths_of_days.map_or_else(
                || String::new().into(),
                |tenths| format!("{}.{}", tenths / 10, tenths % 10).into(),
            ),
        ])?;
    }
    Ok(sheet)
}

/// How many have come to each step, side by side. What the page hides of few people is hidden here too, by the same service.
pub(super) async fn breakdown(desk: &Desk<'_>) -> Result<Sheet, ExportError> {
    let by = desk.filters.by.unwrap_or(BreakdownBy::Programme);
    let within = (desk.asker.trust_id, desk.asker.reach);
    let today = desk.platform.clock.today().into();
    let seen = (sees_people(desk.principal), today);
    let report = side_by_side(&desk.platform.database, within, by, seen).await?;
    let headings: Vec<_> = std::iter::once(by.label())
        .chain(STEPS.map(|step| step.label()))
        .collect();
    let mut sheet = desk.begin(&headings)?;
    for row in report.rows {
        let reached = row.reached.into_iter();
        let reached = reached.map(|number| number.map_or_else(|| "not told".into(), Cell::Number));
        sheet.row(std::iter::once(Cell::from(row.label)).chain(reached))?;
    }
    Ok(sheet)
}

/// A number of people, or that they are too few to be told.
fn told(number: Option<u32>) -> Cell {
    number.map_or_else(|| "1 to 4".into(), Cell::Number)
}

impl From<VacancyError> for ExportError {
    fn from(error: VacancyError) -> Self {
        match error {
            VacancyError::NotFound => Self::NotFound,
            VacancyError::Database(error) => Self::Database(error),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// Vacancies, the newest first.
pub(super) async fn vacancies(desk: &Desk<'_>) -> Result<Sheet, ExportError> {
    let status = desk.filters.status()?;
    let mut sheet = desk.begin(&[
        "Reference",
        "Role",
        "Band",
        "Site",
        "Openings",
        "Openings held",
        "Hours a week",
        "Weeks",
        "Status",
    ])?;
    let mut before = None;
    loop {
        let principal = desk.principal.clone();
        let page =
            vacancies::list(desk.platform, principal, status, before, i64::from(PAGE)).await?;
        before = page.last().map(|last| last.id);
        let is_last = page.len() < usize::from(PAGE);
        for one in page {
            let weeks = one.duration_weeks;
            sheet.row([
                one.reference.into(),
                one.title.into(),
                one.band.label().into(),
                one.site.into(),
                Cell::Number(one.openings),
                Cell::Number(one.openings_held),
                Cell::Number(one.hours_per_week.into()),
                weeks.map_or_else(
                    || Cell::from("permanent"),
                    |weeks| Cell::Number(weeks.into()),
                ),
                one.status.label().into(),
            ])?;
        }
        if is_last {
            return Ok(sheet);
        }
    }
}

/// Programmes, the newest first.
pub(super) async fn programmes(desk: &Desk<'_>) -> Result<Sheet, ExportError> {
    let narrowed = (desk.filters.status()?, desk.filters.vacancy_id);
    let mut sheet = desk.begin(&[
        "Reference",
        "Title",
        "Status",
        "Screening day",
        "Training starts",
        "Places",
        "People under way",
        "People in work",
    ])?;
    let mut before = None;
    loop {
        let seen = (desk.principal.clone(), desk.asker.reach);
        let page = programmes::list(desk.platform, seen, narrowed, before, i64::from(PAGE)).await?;
        before = page.last().map(|last| last.id);
        let is_last = page.len() < usize::from(PAGE);
        for one in page {
            sheet.row([
                one.reference.into(),
                one.title.into(),
                one.status.label().into(),
                one.screening_on.to_string().into(),
                one.training_starts_on.to_string().into(),
                Cell::Number(one.places),
                Cell::Number(one.people_under_way),
                Cell::Number(one.people_started),
            ])?;
        }
        if is_last {
            return Ok(sheet);
        }
    }
}
