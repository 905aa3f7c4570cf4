//! The two addresses of single sign-on: the one that leads to the directory, and the one where it leads back.

use super::service::{self, Finished, Return};
use crate::{
    application::Platform,
    identity::{
        Identity, cookie,
        forms::{AFTER_SIGN_IN, code_of, local, to, with_cookie, with_next},
    },
    platform::http::RequestId,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{self, Data, Query},
};
use serde::Deserialize;

/// Mounted at the root; no part of the API's document.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/sign-in/trust", web::get().to(begin))
        .route("/sign-in/trust/back", web::get().to(finish));
}

#[derive(Deserialize)]
struct Asked {
    next: Option<String>,
}

async fn begin(
    platform: Data<Platform>,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    let next = local(asked.next.as_deref());
    match service::begin(&platform, &identity, next).await {
        Ok((place, begun)) => HttpResponse::SeeOther()
            .insert_header((header::LOCATION, place))
            .cookie(begun.cookie)
            .finish(),
        Err(error) => to(&with_next(
            &format!("/sign-in?error={}", code_of(&error)),
            next,
        )),
    }
}

async fn finish(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    request_id: RequestId,
    answer: Query<Return>,
) -> HttpResponse {
    let answer = answer.into_inner();
    match service::finish(&platform, &identity, &request, answer, &request_id.0).await {
        Finished::SignedIn(token, next) => with_cookie(
            local(next.as_deref()).unwrap_or(AFTER_SIGN_IN),
            cookie::carrying(&identity, token),
        ),
        Finished::Confirmed(next) => to(local(next.as_deref()).unwrap_or("/account")),
        Finished::Refused(error) => to(&format!("/sign-in?error={}", code_of(&error))),
        Finished::NotConfirmed(error, next) => to(&with_next(
            &format!("/account/confirm?error={}", code_of(&error)),
            local(next.as_deref()),
        )),
    }
}
