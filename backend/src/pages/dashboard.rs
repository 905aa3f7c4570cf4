//! The first view of the staff dashboard, at each of its addresses.

use super::{
    desk::administration,
    error::PageError,
    visit::{Visit, page as show, see_other},
};
use crate::{
    access::{Operation, Who},
    assets,
};
use actix_web::{HttpResponse, http::StatusCode};
use frontend::{
    layout::FrameFacts,
    public::{DashboardDocument, DashboardDocumentProps, DashboardFiles, render},
};

/// `GET /dashboard/…`.
pub(super) async fn page(visit: Visit) -> HttpResponse {
    let shown = first_view(&visit).await;
    visit.answer(shown).await
}

async fn first_view(visit: &Visit) -> Result<HttpResponse, PageError> {
    let principal = visit.principal.as_ref().ok_or(PageError::NotSignedIn)?;
    if !matches!(principal.who, Who::Staff { .. }) {
        return Err(PageError::Forbidden);
    }
    // An auditor has nothing to look at here, and rooms of their own.
    if principal.may(Operation::ListProgrammes).is_err() {
        return Ok(see_other("/administration"));
    }
    let props = DashboardDocumentProps {
        path: visit.request.path().to_owned(),
        facts: FrameFacts {
            trust_name: visit.trust.name.clone(),
            phone: visit.trust.phone.clone(),
            person: Some(principal.name.clone()),
            administration: administration(principal),
        },
        files: DashboardFiles {
            stylesheet: assets::path("staff.css"),
            start: assets::path("staff-start.js"),
            script: assets::path("staff.js"),
            wasm: assets::path("staff_bg.wasm"),
        },
    };
    Ok(show(
        StatusCode::OK,
        render::<DashboardDocument>(props).await,
    ))
}
