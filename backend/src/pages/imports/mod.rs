//! A file of referrals that staff send for a Jobcentre (L2): it is tried first, and taken when they have seen what would come of it. One
//! file has one address, from the first look to what came of it: it can be left and come back to.

mod files;
mod receiving;

pub(super) use files::{refused, template};
use receiving::{Choices, Chosen, NO_FORM, Refused, receive};

use super::{
    error::PageError,
    store,
    visit::{Visit, page as show, see_other},
};
use crate::{
    access::Operation,
    audit::{self, By, Reading},
    journeys::Asker,
    platform::{database::DatabaseResult, http::PathOf},
    referrals::batch::{MOST_BYTES, MOST_BYTES_OF_A_WORKBOOK, MOST_ROWS, drafts},
};
use actix_multipart::Multipart;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use frontend::{
    public::render,
    referrals::import::{
        ADDRESS, ImportFormPage, ImportFormPageProps, ImportPage, ImportPageProps, RefusedRow,
    },
    ui::{Choice, FieldProblem},
};
use shared::{ids::ReferralImportId, referrals::ImportStatus};

/// So many refused rows stand on the page; the file has them all.
const SHOWN: usize = 50;
/// A page that shows how far a file is loads itself again after so many seconds.
const AGAIN_AFTER: &str = "3";
/// `GET /referrals/import`.
pub(super) async fn form(visit: Visit) -> HttpResponse {
    let shown = async {
        visit.staff_for(Operation::CreateReferralBatch)?;
        let choices = choices(&visit).await?;
        Ok(form_page(&visit, &choices, Chosen::default(), Vec::new()).await)
    }
    .await;
    visit.answer(shown).await
}

/// `POST /referrals/import`.
pub(super) async fn send(mut visit: Visit, sent: Multipart) -> HttpResponse {
    visit.form_of(ADDRESS);
    let answer = received(&visit, sent).await;
    visit.answer(answer).await
}

async fn received(visit: &Visit, mut sent: Multipart) -> Result<HttpResponse, PageError> {
    let asker = asker(visit, Operation::CreateReferralBatch)?;
    let choices = choices(visit).await?;
    let mut chosen = Chosen::default();
    match receive(visit, &asker, &choices, (&mut sent, &mut chosen)).await {
        Ok(id) => Ok(see_other(&format!("{ADDRESS}/{id}"))),
        Err(Refused::Page(error)) => Err(error),
        Err(Refused::Problems(problems)) => Ok(form_page(visit, &choices, chosen, problems).await),
        Err(Refused::BrokenOff) => {
            let problems = vec![FieldProblem::new("file", NO_FORM)];
            Ok(form_page(visit, &choices, chosen, problems).await)
        }
    }
}

async fn choices(visit: &Visit) -> Result<Choices, PageError> {
    let (trust, _) = visit.staff()?;
    let found = visit
        .platform
        .database
        .read(move |db| -> DatabaseResult<_> {
            Ok(Choices {
                jobcentres: store::jobcentres(db, trust)?,
                programmes: store::published_programmes(db, trust)?,
            })
        });
    Ok(found.await?)
}

async fn form_page(
    visit: &Visit,
    choices: &Choices,
    chosen: Chosen,
    problems: Vec<FieldProblem>,
) -> HttpResponse {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let jobcentres = choices.jobcentres.iter();
    let programmes = choices.programmes.iter();
    let props = ImportFormPageProps {
        frame: visit.desk(),
        jobcentres: jobcentres
            .map(|(id, name)| Choice::new(id.to_string(), name.clone()))
            .collect(),
        programmes: programmes
            .map(|(id, title)| Choice::new(id.to_string(), title.clone()))
            .collect(),
        jobcentre: chosen.jobcentre,
        programme: chosen.programme,
        problems,
        most_rows: MOST_ROWS,
        most_megabytes: MOST_BYTES / 1024 / 1024,
        most_megabytes_of_a_workbook: MOST_BYTES_OF_A_WORKBOOK / 1024 / 1024,
    };
    show(status, render::<ImportFormPage>(props).await)
}

fn asker(visit: &Visit, operation: Operation) -> Result<Asker, PageError> {
    let principal = visit.staff_for(operation)?;
    let reach = principal.may(operation)?;
    Ok(Asker::of(principal, reach, visit.request_id.clone()))
}

/// `GET /referrals/import/{id}`.
pub(super) async fn page(visit: Visit, id: PathOf<ReferralImportId>) -> HttpResponse {
    let shown = shown(&visit, id.0).await;
    visit.answer(shown).await
}

async fn shown(visit: &Visit, id: ReferralImportId) -> Result<HttpResponse, PageError> {
    let asker = asker(visit, Operation::ReadReferralImport)?;
    let tried = drafts::find(&visit.platform, &asker, id).await?;
    let drafts::Tried { import, drafts_for } = tried.ok_or(PageError::NotFound)?;
    let is_done = import.status == ImportStatus::Done;
    let mut refused = Vec::new();
    if is_done && import.refused > 0 {
        let (rows, _) = drafts::refused(&visit.platform, asker.trust_id, id, 0).await?;
        refused = rows.into_iter().take(SHOWN).map(as_shown).collect();
        told(visit, "read_referral_import", id, refused.len()).await?;
    }
    let trust = asker.trust_id;
    let named = visit
        .platform
        .database
        .read(move |db| store::jobcentres(db, trust));
    let named = named.await?.into_iter().find(|(id, _)| *id == drafts_for);
    let props = ImportPageProps {
        frame: visit.desk(),
        import,
        jobcentre: named.map(|(_, name)| name).unwrap_or_default(),
        refused,
    };
    let mut response = show(StatusCode::OK, render::<ImportPage>(props).await);
    if !is_done {
        let again = header::HeaderValue::from_static(AGAIN_AFTER);
        response.headers_mut().insert(header::REFRESH, again);
    }
    Ok(response)
}

fn as_shown(refused: drafts::RefusedRow) -> RefusedRow {
    let cell = |name: &str| {
        let at = drafts::headings()
            .iter()
            .position(|heading| *heading == name);
        let cell = at.and_then(|at| refused.cells.get(at));
        cell.cloned().unwrap_or_default()
    };
    let name = format!("{} {}", cell("given_name"), cell("family_name"));
    let why = refused.why.into_iter();
    RefusedRow {
        row: refused.row,
        name: name.trim().to_owned(),
        why: why
            .map(|(column, words)| (column.map(str::to_owned), words))
            .collect(),
    }
}

/// `GET /referrals/import/{id}/confirm`: back to the page that the form stands on.
pub(super) async fn to_page(id: PathOf<ReferralImportId>) -> HttpResponse {
    see_other(&format!("{ADDRESS}/{}", id.0))
}

/// `POST /referrals/import/{id}/confirm`. Sent twice it is done once.
pub(super) async fn confirm(mut visit: Visit, id: PathOf<ReferralImportId>) -> HttpResponse {
    let id = id.0;
    visit.form_of(format!("{ADDRESS}/{id}"));
    let answer = async {
        let asker = asker(&visit, Operation::CreateReferralBatch)?;
        let tried = drafts::find(&visit.platform, &asker, id).await?;
        tried.ok_or(PageError::NotFound)?;
        drafts::take(&visit.platform, &asker, id).await?;
        Ok(see_other(&format!("{ADDRESS}/{id}")))
    }
    .await;
    visit.answer(answer).await
}

async fn told(
    visit: &Visit,
    action: &'static str,
    id: ReferralImportId,
    many: usize,
) -> Result<(), PageError> {
    let principal = visit.member_of_staff()?;
    let by = By::of(principal, visit.request_id.0.clone());
    let reading = Reading::of_list(action, "referral_import", many, &[]).within(id.as_uuid());
    Ok(audit::read(&visit.platform, &by, reading).await?)
}
