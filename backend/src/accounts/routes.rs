//! The endpoints of accounts, for administrators.

use super::{
    service::{self, By},
    store::UserFilter,
};
use crate::{
    access::{Operation, Principal},
    application::Platform,
    identity::{Identity, require_recent},
    platform::http::{
        Answer, Created, Found, IfMatch, Json, Limit, Listed, PathOf, Query, RequestId, cursor,
        idempotency::{Idempotency, Once},
    },
};
use actix_web::{HttpRequest, get, post, web::Data};
use serde::Deserialize;
use shared::{
    accounts::{AccountState, ChangeUserRole, InviteUser, UserView},
    identity::Role,
    ids::UserId,
    values::Coded,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_users)
        .service(invite_user)
        .service(read_user)
        .service(send_invitation)
        .service(take_back_invitation)
        .service(change_user_role)
        .service(disable_user)
        .service(enable_user);
}

/// What a list of accounts can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only those that stand so.
    state: Option<AccountState>,
    /// Only those who do this.
    role: Option<Role>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Staff accounts, by name
#[utoipa::path(tag = "users", operation_id = "list_users", params(ListQuery))]
#[get("/users")]
async fn list_users(
    principal: Principal,
    platform: Data<Platform>,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<UserView>> {
    principal.may(Operation::ListUsers)?;
    let list = format!(
        "users:{}:{}",
        query.state.map_or("all", Coded::code),
        query.role.map_or("all", Coded::code)
    );
    let after = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(&list, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let filter = UserFilter {
        state: query.state,
        role: query.role,
    };
    let rows = service::list(&platform, &principal, filter, after, limit.rows()).await?;
    let after = |last: &UserView| cursor::encode(&list, &(&last.name, last.id));
    Ok(Listed::from_rows(rows, limit, after, |view| view))
}

/// Invite a member of staff
///
/// They are sent a link that works once, for 7 days, with which they choose their password.
#[utoipa::path(
    tag = "users",
    operation_id = "invite_user",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once")),
    request_body = InviteUser
)]
#[post("/users")]
async fn invite_user(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    request_id: RequestId,
    Json(request): Json<InviteUser>,
    idempotency: Idempotency,
) -> Answer<Once<Created<UserView>>> {
    principal.may(Operation::InviteUser)?;
    let (trust, key, by) = asking(principal, request_id);
    let work = async {
        let view = service::invite(&platform, &identity, by, request).await?;
        let version = view.version;
        Ok(Created::new(format!("/api/v1/users/{}", view.id), view).version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}

fn asking(principal: Principal, request_id: RequestId) -> (shared::ids::TrustId, String, By) {
    let (trust, key) = (principal.trust_id, principal.key());
    let by = By {
        principal,
        request_id: request_id.0,
    };
    (trust, key, by)
}

/// One staff account
#[utoipa::path(tag = "users", operation_id = "read_user")]
#[get("/users/{id}")]
async fn read_user(
    principal: Principal,
    platform: Data<Platform>,
    PathOf(id): PathOf<UserId>,
) -> Answer<Found<UserView>> {
    principal.may(Operation::ReadUser)?;
    let view = service::find(&platform, &principal, id).await?;
    let version = view.version;
    // When they last signed in moves without the version.
    Ok(Found::new(view).version(version).with_figures())
}

/// One change of an account that was read at a version: an operation that differs from its sisters in the service it
/// calls only.
macro_rules! change {
    ($($(#[$doc:meta])* $name:ident = $operation:ident, $path:literal,
       |$platform:ident, $identity:ident, $by:ident, $id:ident, $expected:ident| $work:expr;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(
            tag = "users",
            params(
                ("If-Match" = String, Header, description = "The ETag that was read"),
                ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
            )
        )]
        #[post($path)]
        async fn $name(
            principal: Principal,
            $platform: Data<Platform>,
            $identity: Data<Identity>,
            request_id: RequestId,
            PathOf($id): PathOf<UserId>,
            if_match: IfMatch,
            idempotency: Idempotency,
        ) -> Answer<Once<Found<UserView>>> {
            principal.may(Operation::$operation)?;
            let (trust, key, $by) = asking(principal, request_id);
            let IfMatch($expected) = if_match;
            let work = async {
                let view = $work.await?;
                let version = view.version;
                Ok(Found::new(view).version(version))
            };
            idempotency.once(&$platform.database, &$platform.clock, trust, &key, work).await
        }
    )+};
}

change! {
    /// Send an invitation again
    ///
    /// The earlier link is worth nothing from now on.
    send_invitation = SendInvitation, "/users/{id}/invitation/send",
        |platform, identity, by, id, expected| service::send_invitation(&platform, &identity, by, id, expected);
    /// Take an invitation back
    ///
    /// Its link is worth nothing from now on, and the account is disabled.
    take_back_invitation = TakeBackInvitation, "/users/{id}/invitation/take-back",
        |platform, identity, by, id, expected| service::take_back_invitation(&platform, &identity, by, id, expected);
    /// Disable a staff account
    ///
    /// They are signed out everywhere at once. The only administrator who can sign in cannot be disabled.
    disable_user = DisableUser, "/users/{id}/disable",
        |platform, identity, by, id, expected| service::disable(&platform, &identity, by, id, expected);
    /// Enable a staff account again
    enable_user = EnableUser, "/users/{id}/enable",
        |platform, _identity, by, id, expected| service::enable(&platform, by, id, expected);
}

/// Give a member of staff another role
///
/// It counts at their next request. The only administrator who can sign in stays one. Whoever gives a role away has
/// confirmed within the last 10 minutes that it is them.
#[utoipa::path(
    tag = "users",
    operation_id = "change_user_role",
    params(
        ("If-Match" = String, Header, description = "The ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    ),
    request_body = ChangeUserRole
)]
#[post("/users/{id}/role")]
async fn change_user_role(
    principal: Principal,
    platform: Data<Platform>,
    asked: HttpRequest,
    request_id: RequestId,
    PathOf(id): PathOf<UserId>,
    if_match: IfMatch,
    Json(request): Json<ChangeUserRole>,
    idempotency: Idempotency,
) -> Answer<Once<Found<UserView>>> {
    principal.may(Operation::ChangeUserRole)?;
    require_recent(&asked)?;
    let (trust, key, by) = asking(principal, request_id);
    let IfMatch(expected) = if_match;
    let work = async {
        let view = service::change_role(&platform, by, id, expected, request.role).await?;
        let version = view.version;
        Ok(Found::new(view).version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}
