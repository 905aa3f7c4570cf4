//! What staff print. Each page is its own reading, under its own name in the audit log: paper leaves this system.

mod people;
mod sessions;

use super::{desk::in_words, error::PageError, visit::Visit};
use crate::{access::Operation, journeys::Asker};
use actix_web::web;
use frontend::print::Printed;

/// Mounts the pages.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/print/register/{id}", web::get().to(sessions::register))
        .route(
            "/print/sign-in-sheet/{id}",
            web::get().to(sessions::sign_in_sheet),
        )
        .route(
            "/print/trial-agreement/{id}",
            web::get().to(people::agreement),
        )
        .route(
            "/print/work-coach-letter/{id}",
            web::get().to(people::letter),
        );
}

/// The member of staff who prints, as far as the policy lets them read this.
fn reader(visit: &Visit, operation: Operation) -> Result<Asker, PageError> {
    let principal = visit.staff_for(operation)?;
    let reach = principal.may(operation)?;
    Ok(Asker::of(principal, reach, visit.request_id.clone()))
}

/// What the foot of each sheet says.
fn printed(visit: &Visit) -> Printed {
    let by = visit.principal.as_ref().map(|who| who.name.clone());
    Printed {
        at: in_words(visit.platform.clock.now()),
        by: by.unwrap_or_default(),
    }
}
