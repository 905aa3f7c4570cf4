//! The endpoints of pairs.

use super::service::{self, DuplicateError};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::audit::{self, By, Reading};
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{
    Answer, Found, IfMatch, Json, Limit, Listed, PathOf, Problem, Query, RequestId, cursor,
};
use actix_web::web::Data;
use actix_web::{get, post};
use serde::Deserialize;
use shared::duplicates::{DuplicateView, SettleDuplicate};
use shared::ids::DuplicateId;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "duplicates";

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_duplicates).service(settle_duplicate);
}

impl From<DuplicateError> for Problem {
    fn from(error: DuplicateError) -> Self {
        match error {
            DuplicateError::NotFound => Self::not_found(),
            DuplicateError::Stale => {
                Self::stale().detail("Somebody has said what these two are since you read of them.")
            }
            DuplicateError::Invalid(errors) => Self::invalid(errors),
            DuplicateError::Journey(error) => error.into(),
            DuplicateError::NotTheirs(error) => error.into(),
            DuplicateError::Database(error) => error.into(),
        }
    }
}

/// Where a list of pairs begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Two people on record who are perhaps one, and of whom nobody has said anything yet
///
/// Those who were found first come first. Why they are alike is said of each pair.
#[utoipa::path(
    tag = "duplicates",
    operation_id = "list_duplicates",
    params(ListQuery)
)]
#[get("/duplicates")]
async fn list_duplicates(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<DuplicateView>> {
    principal.may(Operation::ListDuplicates)?;
    let after = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let by = By::of(&principal, request_id.0);
    let rows = service::list(&platform, principal, after, limit.rows() + 1).await?;
    let people = rows.len().min(limit.count()) * 2;
    let reading = Reading::of_list(Operation::ListDuplicates.id(), "candidate", people, &[]);
    audit::read(&platform, &by, reading).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode(LIST, &last.id),
        |pair| pair,
    ))
}

/// Say of two people whether they are one
///
/// Two people are never shown together again. Of one person, one of their two journeys on a programme is merged into the other, as
/// the move `merge` does it and with its guards.
#[utoipa::path(
    tag = "duplicates",
    operation_id = "settle_duplicate",
    params(
        ("id" = DuplicateId, Path, description = "The pair"),
        ("If-Match" = String, Header, description = "The ETag that was read: version 1 while nobody has said anything"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    ),
    request_body = SettleDuplicate
)]
#[post("/duplicates/{id}/settle")]
async fn settle_duplicate(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<DuplicateId>,
    IfMatch(version): IfMatch,
    Json(request): Json<SettleDuplicate>,
    idempotency: Idempotency,
) -> Answer<Once<Found<DuplicateView>>> {
    principal.may(Operation::SettleDuplicate)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let by = (principal, request_id);
        let view = service::settle(&platform, by, (id, version), request).await?;
        let version = view.version;
        Ok(Found::new(view).version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}
