//! Reports as pages.

use super::{
    error::PageError,
    visit::{Visit, page as show},
};
use crate::{
    access::Operation,
    exports::List,
    programmes,
    reports::{ReportError, service},
};
use actix_web::{HttpResponse, http::StatusCode, web::Query};
use frontend::{
    public::render,
    reports::{Download, ReportsPage, ReportsPageProps},
};
use serde::Deserialize;
use shared::ids::ProgrammeId;

/// More programmes than one Trust has under way.
const MOST: i64 = 200;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    programme_id: String,
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
    let (database, trust) = (&visit.platform.database, principal.trust_id);
    let report = service::stages(database, trust, reach, programme).await?;
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
    };
    Ok(show(StatusCode::OK, render::<ReportsPage>(props).await))
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
            List::Register => return None,
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
