//! The pages on which a Trust looks after who reaches what: who works where, partners' systems, the policy. Each asks the
//! same policy as the operation of the API that it stands for, and calls the same service.

mod assignments;
mod audit;
mod client;
mod clients;
mod policy;
mod soundness;

use super::{
    error::PageError,
    visit::{Visit, see_other},
};
use crate::access::{Operation, Principal, Reach, Who};
use actix_web::{HttpResponse, web};
use frontend::{
    administration::{Room, StaffFrameFacts},
    ui::FieldProblem,
};
use shared::problem::FieldError;

/// Mounts the pages.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/administration", web::get().to(home))
        .route("/administration/policy", web::get().to(policy::page))
        .route("/administration/soundness", web::get().to(soundness::page))
        .route("/administration/audit", web::get().to(audit::page))
        .route("/administration/audit.csv", web::get().to(audit::export))
        .route(
            "/administration/assignments",
            web::get().to(assignments::page),
        )
        .route(
            "/administration/assignments",
            web::post().to(assignments::give),
        )
        .route(
            "/administration/assignments/rules",
            web::post().to(assignments::rules),
        )
        .route(
            "/administration/assignments/{id}/end",
            web::post().to(assignments::end),
        )
        .route("/administration/partners", web::get().to(clients::list))
        .route("/administration/partners/new", web::get().to(clients::form))
        .route(
            "/administration/partners/new",
            web::post().to(clients::make),
        )
        .route("/administration/partners/{id}", web::get().to(client::one))
        .route(
            "/administration/partners/{id}/rotate",
            web::post().to(client::rotate),
        )
        .route(
            "/administration/partners/{id}/scopes",
            web::post().to(client::scopes),
        )
        .route(
            "/administration/partners/{id}/disable",
            web::post().to(client::disable),
        );
}

/// Whoever visits, if the policy lets them do this.
fn may(visit: &Visit, operation: Operation) -> Result<(Principal, Reach), PageError> {
    let principal = visit.principal.as_ref().ok_or(PageError::NotSignedIn)?;
    let reach = principal.may(operation)?;
    Ok((principal.clone(), reach))
}

/// The rooms that somebody may enter, as the policy says.
pub(super) fn rooms(principal: &Principal) -> Vec<Room> {
    let open = |room: &Room| match room {
        Room::Today => principal.may(Operation::ListTasks).is_ok(),
        Room::People => principal.may(Operation::SearchCandidates).is_ok(),
        Room::Guarantees => principal.may(Operation::ListGuarantees).is_ok(),
        Room::Accounts => principal.may(Operation::ListUsers).is_ok(),
        Room::Assignments => principal.may(Operation::ListAssignments).is_ok(),
        Room::Partners => principal.may(Operation::ListApiClients).is_ok(),
        Room::Audit => principal.may(Operation::ListAudit).is_ok(),
        Room::Policy => principal.may(Operation::ReadPolicy).is_ok(),
        Room::Reports => principal.may(Operation::ReportStages).is_ok(),
        Room::Soundness => principal.may(Operation::ListSoundnessChecks).is_ok(),
        Room::MyAccount => matches!(principal.who, Who::Staff { .. }),
    };
    Room::ALL.into_iter().filter(open).collect()
}

/// The frame of these pages.
pub(super) fn frame(visit: &Visit) -> StaffFrameFacts {
    visit.desk()
}

/// What is wrong with a field, by the name that it has in a form.
fn problem(error: &FieldError) -> FieldProblem {
    FieldProblem::new(error.pointer.trim_start_matches('/'), error.message.clone())
}

/// `GET /administration`: the first room that somebody may enter.
async fn home(visit: Visit) -> HttpResponse {
    let place = match &visit.principal {
        Some(principal) if principal.may(Operation::ListAssignments).is_ok() => {
            Ok(see_other("/administration/assignments"))
        }
        Some(principal) if principal.may(Operation::ReadPolicy).is_ok() => {
            Ok(see_other("/administration/policy"))
        }
        Some(_) => Err(PageError::Forbidden),
        None => Err(PageError::NotSignedIn),
    };
    visit.answer(place).await
}
