//! Reports as pages.

use super::{
    error::PageError,
    visit::{Visit, page as show},
};
use crate::{
    access::{Operation, Principal, Reach},
    exports::List,
    guarantees, programmes,
    reports::{ReportError, breakdown, sees_people, service},
};
use actix_web::{HttpResponse, http::StatusCode, web::Query};
use frontend::{
    public::render,
    reports::{Download, Figures, ReportsPage, ReportsPageProps},
};
use serde::Deserialize;
use shared::{ids::ProgrammeId, reports::BreakdownBy, time::CivilDate, values::Coded as _};

/// More programmes than one Trust has under way.
const MOST: i64 = 200;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    programme_id: String,
    by: Option<BreakdownBy>,
}

/// `GET /reports`.
pub(super) async fn page(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = shown(&visit, asked.into_inner()).await;
    visit.answer(shown).await
}

async fn shown(visit: &Visit, asked: Asked) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::ReportStages)?;
    let reach = principal.may(Operation::ReportStages)?;
    let programme = match asked.programme_id.as_str() {
        "" => None,
        id => Some(id.parse::<ProgrammeId>().map_err(|_| PageError::NotFound)?),
    };
    let (database, within) = (&visit.platform.database, (principal.trust_id, reach));
    let tells_few = sees_people(principal);
    let today: CivilDate = visit.platform.clock.today().into();
    let report = service::stages(database, within, programme, tells_few).await?;
    let figures = Figures {
        trials: service::trial_outcomes(database, within, programme).await?,
        guarantees: guarantees::service::kept(database, within, programme, today).await?,
        tells_few,
    };
    let choices = choices(principal, reach);
    let by = asked.by.unwrap_or(BreakdownBy::Programme);
    let side_by_side = match programme {
        None if choices.contains(&by) => {
            Some(breakdown(database, within, by, (tells_few, today)).await?)
        }
        _ => None,
    };
    let seen = (principal.clone(), reach);
    let listed = programmes::service::list(&visit.platform, seen, (None, None), None, MOST).await;
    let listed = listed.map_err(|error| PageError::Broken(error.to_string()))?;
    let programmes = listed.into_iter().map(|programme| {
        let words = format!("{} ({})", programme.title, programme.reference);
        (programme.id.to_string(), words)
    });
    let props = ReportsPageProps {
        frame: visit.desk(),
        programmes: programmes.collect(),
        downloads: downloads(visit, &asked.programme_id),
        asked: asked.programme_id,
        report,
        figures,
        breakdown: side_by_side,
        choices,
    };
    Ok(show(StatusCode::OK, render::<ReportsPage>(props).await))
}

/// What somebody can set side by side: a partner's people are on other programmes too, which not everybody reaches.
fn choices(principal: &Principal, reach: Reach) -> Vec<BreakdownBy> {
    let whole = reach == Reach::Trust;
    let may = principal.may(Operation::ReportBreakdown).is_ok();
    let all = BreakdownBy::ALL.iter().copied().filter(|_| may);
    all.filter(|by| whole || *by != BreakdownBy::Partner)
        .collect()
}

/// The lists that whoever visits may read, of one programme where the list knows programmes.
fn downloads(visit: &Visit, programme: &str) -> Vec<Download> {
    let download = |list: List| {
        let words = match list {
            List::People => "People and their stages",
            List::Guarantees => "Guaranteed interviews",
            List::Stages => "How far people come",
            List::Referrals => "Referrals",
            List::Vacancies => "Vacancies",
            List::Programmes => "Programmes",
            // They stand beside what they are of: a register's, and the table side by side.
            List::Register | List::Breakdown => return None,
        };
        let is_narrowed = matches!(list, List::People | List::Stages) && !programme.is_empty();
        visit.staff_for(list.operation()).ok()?;
        Some(Download {
            words,
            name: list.name(),
            narrowed: if is_narrowed {
                format!("programme_id={programme}")
            } else {
                String::new()
            },
        })
    };
    List::ALL.into_iter().filter_map(download).collect()
}

impl From<ReportError> for PageError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NotFound => Self::NotFound,
            ReportError::Database(error) => error.into(),
        }
    }
}
