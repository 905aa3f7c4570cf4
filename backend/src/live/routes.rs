//! The endpoint of the stream.

use super::{stream, watchers::Watchers};
use crate::access::{AccessError, Operation};
use crate::application::Platform;
use crate::identity;
use crate::platform::http::{Answer, EventStream, Problem};
use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use shared::problem::ProblemCode;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoint.
pub fn routes(config: &mut ServiceConfig) {
    config.service(watch_changes);
}

/// Changes as they happen (server-sent events): `ready` first, then `changed` for each change within reach, and `missed` where
/// some may have been missed. For browsers: a token is not enough, and the session is not made longer by it.
#[utoipa::path(tag = "live", operation_id = "watch_changes")]
#[get("/live")]
async fn watch_changes(
    request: HttpRequest,
    platform: Data<Platform>,
    watchers: Data<Watchers>,
) -> Answer<EventStream> {
    let (principal, watch) = identity::watch(&request).await?;
    principal.may(Operation::WatchChanges)?;
    let watch = watch.ok_or(AccessError::NotAllowed)?;
    let place = watchers.take(watch.session()).ok_or_else(|| {
        Problem::new(ProblemCode::TooManyRequests)
            .detail("Too many pages are open on this server. This one shows what changes when it is opened again.")
            .retry_after(60)
    })?;
    let database = platform.database.clone();
    Ok(EventStream::new(stream::events(
        database, watch, principal, place,
    )))
}
