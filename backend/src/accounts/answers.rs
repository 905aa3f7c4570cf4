//! What is answered to whoever has forgotten their password.

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody};
use std::collections::BTreeMap;
use utoipa::{
    IntoResponses,
    openapi::{RefOr, Response},
};

/// 202, whoever asked.
pub(super) struct LinkOnItsWay;

impl Responder for LinkOnItsWay {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Accepted().finish()
    }
}

impl IntoResponses for LinkOnItsWay {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let response =
            Response::new("If somebody signs in with this address, a link is on its way.");
        BTreeMap::from([("202".to_owned(), RefOr::T(response))])
    }
}
