//! Lists that name people.

use super::{Desk, ExportError, PAGE, yes_no};
use crate::audit::{self, Reading};
use crate::guarantees::service as guarantees;
use crate::journeys::{JourneyFilter, service as journeys};
use crate::platform::spreadsheet::{Cell, Sheet};
use crate::referrals::{self, service::ReferralError};
use crate::registers::service::{self as registers, RegisterError};
use chrono::{DateTime, Utc};
use shared::ids::JourneyId;
use shared::journeys::JourneySummary;
use shared::values::Coded as _;
use std::collections::HashSet;

/// People with their stages: each once, also whoever moves while they are read.
pub(super) async fn people(desk: &Desk<'_>) -> Result<Sheet, ExportError> {
    let programmes = desk.programmes().await?;
    let mut sheet = desk.begin(&[
        "Reference",
        "Name",
        "Programme",
        "Stage",
        "Stage code",
        "Since",
        "Waiting list",
        "Coming",
    ])?;
    let began = desk.platform.clock.now();
    let mut told: HashSet<JourneyId> = HashSet::new();
    let filter = JourneyFilter {
        programme_id: desk.filters.programme_id,
        states: desk.filters.state.into_iter().collect(),
        open: desk.filters.open,
        ..JourneyFilter::default()
    };
    // The list begins with whoever moved last. Whoever moves while it is read goes to its beginning: it is read once more.
    let late = JourneyFilter {
        updated_since: Some(began),
        ..filter.clone()
    };
    for filter in [filter, late] {
        let mut after: Option<(DateTime<Utc>, JourneyId)> = None;
        loop {
            let asked = (filter.clone(), after, u32::from(PAGE));
            let (page, next) =
                journeys::list(desk.platform, desk.asker.clone(), asked.0, asked.1, asked.2)
                    .await?;
            for person in page {
                if told.insert(person.id) {
                    let programme = programmes.get(&person.programme_id).cloned();
                    sheet.row(person_row(person, programme.unwrap_or_default()))?;
                }
            }
            after = next;
            if after.is_none() {
                break;
            }
        }
    }
    tell(desk, "export_people", told.len()).await?;
    Ok(sheet)
}

fn person_row(person: JourneySummary, programme: String) -> [Cell; 8] {
    [
        person.reference.into(),
        person.candidate_name.into(),
        programme.into(),
        person.state.label().into(),
        person.state.as_str().into(),
        person.entered_state_on.to_string().into(),
        yes_no(person.waiting_listed),
        person.coming.map_or("", |coming| coming.label()).into(),
    ]
}

/// Tells the audit log what is about to be given out.
async fn tell(desk: &Desk<'_>, action: &str, people: usize) -> Result<(), ExportError> {
    let filters = [
        ("programme_id", desk.filters.programme_id.is_some()),
        ("state", desk.filters.state.is_some()),
        ("open", desk.filters.open.is_some()),
        ("status", desk.filters.status.is_some()),
    ];
    let narrowed_by: Vec<_> = filters
        .into_iter()
        .filter_map(|(kind, is_asked)| is_asked.then_some(kind))
        .collect();
    let reading = Reading::of_list(action, "journey", people, &narrowed_by);
    Ok(audit::read(desk.platform, &desk.asker.by(), reading).await?)
}

/// Guaranteed interviews (L6).
pub(super) async fn guarantees(desk: &Desk<'_>) -> Result<Sheet, ExportError> {
    let programmes = desk.programmes().await?;
    let mut sheet = desk.begin(&[
        "Reference",
        "Name",
        "Programme",
        "Stage",
        "Stage code",
        "Since",
        "Still to be honoured",
        "Standing",
        "Owed by",
        "Granted",
        "Due",
        "Late",
    ])?;
    let (mut after, mut told) = (None, 0);
    let today = desk.platform.clock.today().into();
    loop {
        let asked = guarantees::Asked {
            open: desk.filters.open,
            overdue: false,
        };
        let within = (desk.asker.trust_id, desk.asker.reach);
        let limit = (i64::from(PAGE), today);
        let database = &desk.platform.database;
        let page = guarantees::list(database, within, asked, after, limit).await?;
        after = page
            .last()
            .map(|last| (last.due_on.naive(), last.journey_id));
        let is_last = page.len() < usize::from(PAGE);
        told += page.len();
        for one in page {
            let programme = programmes.get(&one.programme_id).cloned();
            sheet.row([
                one.reference.into(),
                one.candidate_name.into(),
                programme.unwrap_or_default().into(),
                one.state.label().into(),
                one.state.as_str().into(),
                one.entered_state_on.to_string().into(),
                yes_no(one.is_open),
                one.standing.label().into(),
                one.owed_by.unwrap_or_default().into(),
                one.granted_on.to_string().into(),
                one.due_on.to_string().into(),
                yes_no(one.is_overdue),
            ])?;
        }
        if is_last {
            break;
        }
    }
    tell(desk, "export_guarantees", told).await?;
    Ok(sheet)
}

impl From<RegisterError> for ExportError {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::NotFound => Self::NotFound,
            RegisterError::Database(error) => Self::Database(error),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// The register of a session. Reading it tells the audit log.
pub(super) async fn register(desk: &Desk<'_>) -> Result<Sheet, ExportError> {
    let id = desk.filters.session_id.ok_or(ExportError::NotFound)?;
    let register = registers::read(desk.platform, desk.asker.clone(), id).await?;
    tell(desk, "export_register", register.lines.len()).await?;
    let mut sheet = desk.begin(&["Session", "Date", "Name", "Attendance", "Reason", "Trainer"])?;
    for line in register.lines {
        sheet.row([
            register.module.clone().into(),
            register.held_on.to_string().into(),
            line.candidate_name.into(),
            line.attendance.map_or("", |came| came.label()).into(),
            line.reason.unwrap_or_default().into(),
            register.trainer.clone().unwrap_or_default().into(),
        ])?;
    }
    Ok(sheet)
}

impl From<ReferralError> for ExportError {
    fn from(error: ReferralError) -> Self {
        match error {
            ReferralError::NotFound => Self::NotFound,
            ReferralError::Database(error) => Self::Database(error),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// Referrals, in the order of their list. Reading each page tells the audit log.
pub(super) async fn referrals(desk: &Desk<'_>) -> Result<Sheet, ExportError> {
    let programmes = desk.programmes().await?;
    let status = desk.filters.status()?;
    let mut sheet = desk.begin(&[
        "Jobcentre's reference",
        "Programme",
        "Status",
        "Benefit",
        "Benefit confirmed on",
        "Employment",
        "Referral",
        "Person",
        "Journey",
    ])?;
    let (mut after, mut told) = (None, 0);
    loop {
        let limit = i64::from(PAGE) + 1;
        let asker = desk.asker.clone();
        let mut page = referrals::service::list(desk.platform, asker, status, after, limit).await?;
        let is_last = page.len() <= usize::from(PAGE);
        page.truncate(usize::from(PAGE));
        after = page.last().map(|last| last.id);
        told += page.len();
        for one in page {
            let programme = programmes.get(&one.programme_id).cloned();
            let confirmed = one.benefit_confirmed_on.map(|on| on.to_string());
            let journey = one.journey_id.map(|id| id.to_string());
            sheet.row([
                one.external_ref.unwrap_or_default().into(),
                programme.unwrap_or_default().into(),
                one.status.label().into(),
                one.benefit.label().into(),
                confirmed.unwrap_or_default().into(),
                one.employment_status.label().into(),
                one.id.to_string().into(),
                one.candidate_id.to_string().into(),
                Cell::from(journey.unwrap_or_default()),
            ])?;
        }
        if is_last {
            break;
        }
    }
    tell(desk, "export_referrals", told).await?;
    Ok(sheet)
}
