//! What sign-in answers, as types that the OpenAPI document can read.

use super::{Identity, clients::TokenError, cookie, known_browser};
use crate::platform::http::{Found, Problem, document};
use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    cookie::Cookie,
    http::{StatusCode, header},
};
use serde::Serialize;
use shared::identity::{AccessToken, Me, SignInPending};
use std::collections::BTreeMap;
use utoipa::{
    IntoResponses, ToSchema,
    openapi::{ContentBuilder, RefOr, Response, ResponseBuilder},
};

type Responses = BTreeMap<String, RefOr<Response>>;

fn bare(status: &str, description: &str) -> Responses {
    BTreeMap::from([(status.to_owned(), RefOr::T(Response::new(description)))])
}

/// 200 with who is signed in now, and the session's cookie.
pub(crate) struct SignedIn {
    pub me: Me,
    pub cookies: Vec<Cookie<'static>>,
}

impl Responder for SignedIn {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        for cookie in self.cookies {
            response.cookie(cookie);
        }
        response.json(self.me)
    }
}

impl IntoResponses for SignedIn {
    fn responses() -> Responses {
        Found::<Me>::responses()
    }
}

/// 200 as [`SignedIn`], or 202 with what is still owed after a right password, and a cookie that is good for that.
pub(crate) enum Entered {
    SignedIn(SignedIn),
    Pending(SignInPending, Vec<Cookie<'static>>),
}

impl Entered {
    /// And remembers that this address has been signed in with from this browser.
    pub fn in_known_browser(
        mut self,
        identity: &Identity,
        request: &HttpRequest,
        email: &str,
    ) -> Self {
        let (Self::SignedIn(SignedIn { cookies, .. }) | Self::Pending(_, cookies)) = &mut self;
        cookies.push(known_browser::remembering(identity, request, email));
        self
    }
}

impl Responder for Entered {
    type Body = BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::SignedIn(signed_in) => signed_in.respond_to(request),
            Self::Pending(pending, cookies) => {
                let mut response = HttpResponse::Accepted();
                for cookie in cookies {
                    response.cookie(cookie);
                }
                response.json(pending)
            }
        }
    }
}

impl IntoResponses for Entered {
    fn responses() -> Responses {
        let mut responses = SignedIn::responses();
        let content = ContentBuilder::new()
            .schema(Some(document::schema_of::<SignInPending>()))
            .build();
        let pending = ResponseBuilder::new()
            .description(
                "The password is right and a second step is owed: nobody is signed in yet.",
            )
            .content("application/json", content)
            .build();
        responses.insert("202".to_owned(), RefOr::T(pending));
        responses
    }
}

/// 204 that takes the session's cookie away.
pub(crate) struct SignedOut(Cookie<'static>);

impl SignedOut {
    pub fn of(identity: &Identity) -> Self {
        Self(cookie::removing(identity))
    }
}

impl Responder for SignedOut {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent()
            .cookie(self.0)
            .insert_header((header::CLEAR_SITE_DATA, cookie::WHAT_IS_CLEARED))
            .finish()
    }
}

impl IntoResponses for SignedOut {
    fn responses() -> Responses {
        bare("204", "Signed out.")
    }
}

/// 202, whoever asked.
pub(super) struct CodeOnItsWay;

impl Responder for CodeOnItsWay {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Accepted().finish()
    }
}

impl IntoResponses for CodeOnItsWay {
    fn responses() -> Responses {
        bare(
            "202",
            "If somebody can be reached there, a code is on its way.",
        )
    }
}

/// A token, or why not (RFC 6749, sections 5.1 and 5.2).
pub(super) enum TokenAnswer {
    Given(AccessToken),
    Refused(TokenRefusal),
}

/// Why no token was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenRefusal {
    /// `invalid_request`, `invalid_client`, `invalid_scope` or `unsupported_grant_type`.
    error: &'static str,
    /// For people.
    error_description: String,
}

impl TokenAnswer {
    pub fn refused(error: &'static str, description: impl Into<String>) -> Self {
        Self::Refused(TokenRefusal {
            error,
            error_description: description.into(),
        })
    }

    pub fn of(result: Result<AccessToken, TokenError>) -> Result<Self, Problem> {
        match result {
            Ok(token) => Ok(Self::Given(token)),
            Err(error @ TokenError::InvalidClient) => {
                Ok(Self::refused("invalid_client", error.to_string()))
            }
            Err(error @ TokenError::InvalidScope) => {
                Ok(Self::refused("invalid_scope", error.to_string()))
            }
            Err(TokenError::Database(error)) => Err(error.into()),
            Err(error @ TokenError::Signing(_)) => Err(Problem::internal(error)),
        }
    }
}

impl Responder for TokenAnswer {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let no_store = (header::CACHE_CONTROL, "no-store");
        match self {
            Self::Given(token) => HttpResponse::Ok().insert_header(no_store).json(token),
            Self::Refused(refusal) if refusal.error == "invalid_client" => {
                HttpResponse::build(StatusCode::UNAUTHORIZED)
                    .insert_header((header::WWW_AUTHENTICATE, "Basic realm=\"foothold\""))
                    .insert_header(no_store)
                    .json(refusal)
            }
            Self::Refused(refusal) => HttpResponse::BadRequest()
                .insert_header(no_store)
                .json(refusal),
        }
    }
}

impl IntoResponses for TokenAnswer {
    fn responses() -> Responses {
        let mut responses = Found::<AccessToken>::responses();
        for (status, description) in [
            ("400", "The request cannot be answered: `error` says why."),
            (
                "401",
                "The client is not known, or what it showed is not right.",
            ),
        ] {
            let content = ContentBuilder::new()
                .schema(Some(document::schema_of::<TokenRefusal>()))
                .build();
            let response = ResponseBuilder::new()
                .description(description)
                .content("application/json", content)
                .build();
            responses.insert(status.to_owned(), RefOr::T(response));
        }
        responses
    }
}

/// A JSON Web Key Set (RFC 7517).
pub(super) struct PublishedKeys(pub String);

impl Responder for PublishedKeys {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .content_type(JWK_SET)
            .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
            .body(self.0)
    }
}

const JWK_SET: &str = "application/jwk-set+json";

impl IntoResponses for PublishedKeys {
    fn responses() -> Responses {
        let keys = ResponseBuilder::new()
            .description("The keys that are in use, and those that were until lately.")
            .content(JWK_SET, ContentBuilder::new().build())
            .build();
        BTreeMap::from([("200".to_owned(), RefOr::T(keys))])
    }
}
