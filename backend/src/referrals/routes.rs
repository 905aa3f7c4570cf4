//! The endpoints of a referral.

use super::batch;
use super::service::{self, ReferralError};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::journeys::Asker;
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{
    Answer, Created, Found, Json, Limit, Listed, PathOf, Problem, Query, RequestId, cursor,
};
use actix_web::web::Data;
use actix_web::{get, post};
use serde::Deserialize;
use shared::identity::PrincipalKind;
use shared::ids::ReferralId;
use shared::problem::ProblemCode;
use shared::referrals::{ConfirmReferral, CreateReferral, ReferralStatus, ReferralView};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "referrals";

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_referrals)
        .configure(batch::routes::routes)
        .service(create_referral)
        .service(read_referral)
        .service(confirm_referral);
}

impl From<ReferralError> for Problem {
    fn from(error: ReferralError) -> Self {
        let invalid = |pointer, message: &str| {
            Self::new(ProblemCode::Invalid).error(pointer, "invalid", message)
        };
        match error {
            ReferralError::NotFound => Self::not_found(),
            ReferralError::NoSuchProgramme => {
                invalid("/programme_id", "There is no such programme.")
            }
            ReferralError::NoSuchJobcentre => invalid(
                "/organisation_id",
                "Name the Jobcentre whose referral this is to be.",
            ),
            ReferralError::ReferenceInUse => Self::conflict(
                "You have sent another referral with this external_ref.",
            )
            .error("/external_ref", "in_use", "This reference is in use."),
            ReferralError::AlreadyConfirmed => Self::conflict("The referral is confirmed already."),
            ReferralError::Person(errors) => Self::invalid(errors),
            ReferralError::Journey(error) => error.into(),
            ReferralError::Database(error) => error.into(),
        }
    }
}

/// What a list of referrals can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only drafts, or only confirmed ones.
    status: Option<ReferralStatus>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// How a referral is sent.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CreateQuery {
    /// Check everything and keep nothing.
    dry_run: Option<bool>,
}

/// Referrals within reach, the newest first.
#[utoipa::path(tag = "referrals", operation_id = "list_referrals", params(ListQuery))]
#[get("/referrals")]
async fn list_referrals(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<ReferralView>> {
    let reach = principal.may(Operation::ListReferrals)?;
    let after = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let asker = Asker::of(&principal, reach, request_id);
    let rows = service::list(&platform, asker, query.status, after, limit.rows() + 1).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode(LIST, &last.id),
        |view| view,
    ))
}

/// Sends one person to one programme. From the Jobcentre it begins a journey (L2); from staff it is a draft.
#[utoipa::path(
    tag = "referrals",
    operation_id = "create_referral",
    params(CreateQuery, ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once; required of partners")),
    request_body = CreateReferral
)]
#[post("/referrals")]
async fn create_referral(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<CreateQuery>,
    Json(request): Json<CreateReferral>,
    idempotency: Idempotency,
) -> Answer<Once<Created<ReferralView>>> {
    let reach = principal.may(Operation::CreateReferral)?;
    let dry_run = query.dry_run.unwrap_or(false);
    let is_partner = principal.kind() == PrincipalKind::Partner;
    let idempotency = if is_partner && !dry_run {
        idempotency.require()?
    } else {
        idempotency
    };
    let asker = Asker::of(&principal, reach, request_id);
    let work = async {
        let view = service::create(&platform, asker, request, dry_run).await?;
        let version = view.version;
        Ok(Created::new(format!("/api/v1/referrals/{}", view.id), view).version(version))
    };
    idempotency
        .once(
            &platform.database,
            &platform.clock,
            principal.trust_id,
            &principal.key(),
            work,
        )
        .await
}

/// One referral.
#[utoipa::path(tag = "referrals", operation_id = "read_referral", params(("id" = ReferralId, Path, description = "The referral")))]
#[get("/referrals/{id}")]
async fn read_referral(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<ReferralId>,
) -> Answer<Found<ReferralView>> {
    let reach = principal.may(Operation::ReadReferral)?;
    let view = service::find(&platform, Asker::of(&principal, reach, request_id), id).await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}

/// The Jobcentre confirms a draft, and a journey begins (L1, L2).
#[utoipa::path(
    tag = "referrals",
    operation_id = "confirm_referral",
    params(
        ("id" = ReferralId, Path, description = "The referral"),
        ("Idempotency-Key" = String, Header, description = "The same key and body are done once"),
    ),
    request_body = ConfirmReferral
)]
#[post("/referrals/{id}/confirm")]
async fn confirm_referral(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<ReferralId>,
    Json(request): Json<ConfirmReferral>,
    idempotency: Idempotency,
) -> Answer<Once<Found<ReferralView>>> {
    let reach = principal.may(Operation::ConfirmReferral)?;
    let idempotency = idempotency.require()?;
    let asker = Asker::of(&principal, reach, request_id);
    let work = async {
        let view = service::confirm(&platform, asker, id, request).await?;
        let version = view.version;
        Ok(Found::new(view).version(version))
    };
    idempotency
        .once(
            &platform.database,
            &platform.clock,
            principal.trust_id,
            &principal.key(),
            work,
        )
        .await
}
