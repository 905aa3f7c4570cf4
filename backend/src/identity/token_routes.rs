//! Access tokens for partners' systems: OAuth 2.0 client credentials (RFC 6749, section 4.4), and the keys to verify
//! them with (RFC 7517). Errors have the shape of RFC 6749, which partners' libraries know.

use super::{
    Identity,
    answers::{PublishedKeys, TokenAnswer},
    clients::{self, Credentials},
};
use crate::{
    application::Platform,
    platform::http::{Answer, Problem},
};
use actix_web::{
    HttpRequest, get,
    http::header,
    post,
    web::{Data, Form},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Tokens and keys, mounted at the root.
pub fn routes(config: &mut ServiceConfig) {
    config.service(issue_token).service(read_keys);
}

/// What a client asks for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TokenRequest {
    /// Always `client_credentials`.
    #[schema(example = "client_credentials")]
    grant_type: String,
    /// The scopes asked for, separated by spaces; all that the client has, if left out.
    scope: Option<String>,
    /// The client, unless it is in an `Authorization: Basic` header.
    client_id: Option<String>,
    /// Its secret, unless it is in the header.
    client_secret: Option<String>,
    /// Always `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`, with an assertion.
    client_assertion_type: Option<String>,
    /// A JWT signed with one of the client's registered keys, in place of a secret (RFC 7523): `iss` and `sub` are the
    /// client, `aud` is this address or the server's, `exp` is at most 5 minutes ahead, and `jti` is used once.
    client_assertion: Option<String>,
}

/// Get an access token
///
/// The client presents its id and secret, in an `Authorization: Basic` header or in the form, or an assertion that it has
/// signed. The token lives for 10 minutes; ask again when it has expired.
#[utoipa::path(tag = "identity", operation_id = "issue_token", security(()),
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"))]
#[post("/oauth/token")]
async fn issue_token(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    form: Result<Form<TokenRequest>, actix_web::Error>,
) -> Answer<TokenAnswer> {
    let Ok(Form(form)) = form else {
        return Ok(TokenAnswer::refused(
            "invalid_request",
            "Send grant_type as a form.",
        ));
    };
    if form.grant_type != "client_credentials" {
        let description = "Only client_credentials is given here.";
        return Ok(TokenAnswer::refused("unsupported_grant_type", description));
    }
    let Some(credentials) = credentials(&request, &form) else {
        let description = "Send the client's id and secret, in the header or in the form, or an assertion: one of them.";
        return Ok(TokenAnswer::refused("invalid_client", description));
    };
    let scope = form.scope.as_deref();
    TokenAnswer::of(clients::issue_token(&platform, &identity, &credentials, scope).await)
}

/// What an assertion is called (RFC 7523, section 2.2).
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// From the header, from the form, or an assertion; two of them at once is against RFC 6749, section 2.3.
fn credentials(request: &HttpRequest, form: &TokenRequest) -> Option<Credentials> {
    let header = request.headers().get(header::AUTHORIZATION);
    let secret = form.client_secret.clone();
    match (header, secret, form.client_assertion.clone()) {
        (None, Some(secret), None) => Some(Credentials::Secret(form.client_id.clone()?, secret)),
        (Some(header), None, None) => {
            let (client_id, secret) = basic(header.to_str().ok()?)?;
            Some(Credentials::Secret(client_id, secret))
        }
        (None, None, Some(assertion)) => {
            let is_one = form.client_assertion_type.as_deref() == Some(ASSERTION);
            is_one.then(|| Credentials::Assertion(form.client_id.clone(), assertion))
        }
        _ => None,
    }
}

/// RFC 6749 has both parts form-encoded inside the Basic header; ours have no letter that this would change.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// The keys that access tokens are signed with
#[utoipa::path(tag = "identity", operation_id = "read_keys", security(()))]
#[get("/.well-known/jwks.json")]
async fn read_keys(identity: Data<Identity>) -> Answer<PublishedKeys> {
    serde_json::to_string(&identity.keys().published())
        .map(PublishedKeys)
        .map_err(Problem::internal)
}
