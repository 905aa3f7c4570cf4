//! An answer that goes on: events for a browser, as they happen.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::{BodyStream, BoxBody, MessageBody as _},
    http::header,
    web::Bytes,
};
use futures_util::stream::Stream;
use std::{collections::BTreeMap, convert::Infallible};
use utoipa::{
    IntoResponses,
    openapi::{
        ContentBuilder, RefOr, Response, ResponseBuilder,
        schema::{ObjectBuilder, Type},
    },
};

/// 200 with events until one side has enough (`text/event-stream`).
pub struct EventStream(BoxBody);

impl EventStream {
    /// The events, each as it goes over the wire.
    pub fn new(events: impl Stream<Item = Result<Bytes, Infallible>> + 'static) -> Self {
        Self(BodyStream::new(Box::pin(events)).boxed())
    }
}

impl Responder for EventStream {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, "text/event-stream"))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            // Whoever compresses waits for more before anything is sent; a proxy that keeps things back is told not to.
            .insert_header((header::CONTENT_ENCODING, "identity"))
            .insert_header(("x-accel-buffering", "no"))
            .body(self.0)
    }
}

impl IntoResponses for EventStream {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let text = ObjectBuilder::new().schema_type(Type::String);
        let content = ContentBuilder::new().schema(Some(text)).build();
        let response = ResponseBuilder::new()
            .description("Events, until one side has enough.")
            .content("text/event-stream", content);
        BTreeMap::from([("200".to_owned(), RefOr::T(response.build()))])
    }
}
