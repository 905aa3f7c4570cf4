//! Answers that carry their status and body in their type, so that the OpenAPI document has both.

use super::{document, etag};
use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, Responder,
    body::BoxBody,
    http::{StatusCode, header},
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::{
    IntoResponses, ToSchema,
    openapi::{RefOr, Response},
};

/// 200 with the thing itself, and its version as the `ETag` where it has one.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    value: T,
    version: Option<i32>,
    has_figures: bool,
}

impl<T> Found<T> {
    /// What was found.
    pub fn new(value: T) -> Self {
        Self {
            value,
            version: None,
            has_figures: false,
        }
    }

    /// The version it was read at.
    #[must_use]
    pub fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }

    /// It holds figures that move without its version, such as people by stage, so that "not modified" is never the
    /// answer.
    #[must_use]
    pub fn with_figures(mut self) -> Self {
        self.has_figures = true;
        self
    }
}

impl<T: Serialize> Responder for Found<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let tag = self.version.map(etag::etag);
        let known = request
            .headers()
            .get(header::IF_NONE_MATCH)
            .and_then(|tag| tag.to_str().ok());
        if !self.has_figures && tag.is_some() && tag.as_deref() == known {
            return tagged(StatusCode::NOT_MODIFIED, tag).finish();
        }
        json(&mut tagged(StatusCode::OK, tag), &self.value)
    }
}

/// 201 with the thing that was made, where it is, and its version.
#[derive(Debug, Clone, PartialEq)]
pub struct Created<T> {
    value: T,
    location: String,
    version: Option<i32>,
}

impl<T> Created<T> {
    /// What was made, and its address.
    pub fn new(location: impl Into<String>, value: T) -> Self {
        Self {
            value,
            location: location.into(),
            version: None,
        }
    }

    /// Its first version.
    #[must_use]
    pub fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = tagged(StatusCode::CREATED, self.version.map(etag::etag));
        json(
            response.insert_header((header::LOCATION, self.location)),
            &self.value,
        )
    }
}

/// 202 with what was begun, and where to ask how far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted<T> {
    value: T,
    location: String,
}

impl<T> Accepted<T> {
    /// What was begun, and its address.
    pub fn new(location: impl Into<String>, value: T) -> Self {
        Self {
            value,
            location: location.into(),
        }
    }
}

impl<T: Serialize> Responder for Accepted<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Accepted();
        json(
            response.insert_header((header::LOCATION, self.location)),
            &self.value,
        )
    }
}

/// One answer or another.
#[derive(Debug, Clone, PartialEq)]
pub enum Either<One, Other> {
    /// The usual one.
    One(One),
    /// The other one.
    Other(Other),
}

impl<One, Other> Responder for Either<One, Other>
where
    One: Responder<Body = BoxBody>,
    Other: Responder<Body = BoxBody>,
{
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::One(one) => one.respond_to(request),
            Self::Other(other) => other.respond_to(request),
        }
    }
}

/// 200 with one page of a list, and where the next one begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed<T> {
    page: shared::page::Page<T>,
}

impl<T> Listed<T> {
    /// A page. `next_cursor` is null on the last one.
    pub fn new(data: Vec<T>, next_cursor: Option<String>) -> Self {
        Self {
            page: shared::page::Page { data, next_cursor },
        }
    }

    /// A page from one row more than it holds: if that row came, there is a next page, which begins after the last
    /// row of this one.
    pub fn from_rows<R>(
        mut rows: Vec<R>,
        limit: super::Limit,
        cursor_after: impl FnOnce(&R) -> String,
        view: impl FnMut(R) -> T,
    ) -> Self {
        let more = rows.len() > limit.count();
        rows.truncate(limit.count());
        let next_cursor = rows.last().filter(|_| more).map(cursor_after);
        Self::new(rows.into_iter().map(view).collect(), next_cursor)
    }
}

impl<T: Serialize> Responder for Listed<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        if let Some(cursor) = &self.page.next_cursor {
            let link = format!("<{}>; rel=\"next\"", address_with(request, cursor));
            response.insert_header((header::LINK, link));
        }
        json(&mut response, &self.page)
    }
}

/// The same list, from `cursor` on.
fn address_with(request: &HttpRequest, cursor: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(request.query_string().as_bytes()) {
        if name != "cursor" {
            query.append_pair(&name, &value);
        }
    }
    query.append_pair("cursor", cursor);
    format!("{}?{}", request.path(), query.finish())
}

/// 204: done, and there is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoContent;

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

fn tagged(status: StatusCode, tag: Option<String>) -> HttpResponseBuilder {
    let mut response = HttpResponse::build(status);
    if let Some(tag) = tag {
        response.insert_header((header::ETAG, tag));
    }
    response
}

fn json(response: &mut HttpResponseBuilder, value: &impl Serialize) -> HttpResponse {
    match serde_json::to_vec(value) {
        Ok(body) => response.content_type("application/json").body(body),
        Err(error) => HttpResponse::from_error(super::Problem::internal(error)),
    }
}

type Responses = BTreeMap<String, RefOr<Response>>;

impl<T: ToSchema> IntoResponses for Found<T> {
    fn responses() -> Responses {
        document::response(
            "200",
            "What was asked for.",
            document::schema_of::<T>(),
            &["ETag"],
        )
    }
}

impl<T: ToSchema> IntoResponses for Created<T> {
    fn responses() -> Responses {
        let schema = document::schema_of::<T>();
        document::response("201", "What was made.", schema, &["ETag", "Location"])
    }
}

impl<T: ToSchema> IntoResponses for Accepted<T> {
    fn responses() -> Responses {
        let schema = document::schema_of::<T>();
        document::response("202", "What was begun.", schema, &["Location"])
    }
}

impl<One: IntoResponses, Other: IntoResponses> IntoResponses for Either<One, Other> {
    fn responses() -> Responses {
        let mut both = One::responses();
        both.extend(Other::responses());
        both
    }
}

impl<T: ToSchema> IntoResponses for Listed<T> {
    fn responses() -> Responses {
        let schema = document::page_of::<T>();
        document::response("200", "One page of the list.", schema, &["Link"])
    }
}

impl IntoResponses for NoContent {
    fn responses() -> Responses {
        let response = Response::new("Done.");
        BTreeMap::from([("204".to_owned(), RefOr::T(response))])
    }
}

impl IntoResponses for super::Problem {
    fn responses() -> Responses {
        document::problems()
    }
}
