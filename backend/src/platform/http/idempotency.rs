//! `Idempotency-Key`: the same request sent twice is done once, and answered alike both times.
//!
//! | the key is | answer |
//! |---|---|
//! | new | the work is done and its answer kept for 48 hours |
//! | known, with the same request | the kept answer again, with `Idempotency-Replayed: true` |
//! | known, with another request | 422 |
//! | still at work | 409 |
//!
//! Kept are what was done (2xx) and what the rules or the values refused (409, 422). Any other refusal did nothing
//! and depends on who asked or when, so that its key is free again.

mod store;

use super::{Answer, BodyDigest, Problem};
use crate::platform::{
    clock::Clock,
    crypto::{FieldKeys, KeyedHash},
    database::{Database, DatabaseResult},
};
use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest, HttpResponse, Responder, ResponseError as _,
    body::{BoxBody, to_bytes},
    dev::Payload,
    http::{
        StatusCode,
        header::{self, HeaderName},
    },
    web::Data,
};
use sha2::{Digest as _, Sha256};
use shared::{ids::TrustId, problem::ProblemCode};
use std::{
    collections::BTreeMap,
    future::{Future, Ready, ready},
    marker::PhantomData,
};
use store::{Claim, KeptAnswer, KeyOf};
use utoipa::IntoResponses;

pub use store::forget_old;

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The headers that belong to an answer and are kept with it.
const KEPT_HEADERS: [HeaderName; 4] = [
    header::CONTENT_TYPE,
    header::LOCATION,
    header::ETAG,
    header::LINK,
];

/// The key of a request, if it has one. Take it after the body: the body is a part of what the key stands for.
#[derive(Debug, Clone)]
pub struct Idempotency {
    key: Option<String>,
    request: HttpRequest,
}

/// An answer that is given once: the work's own, or the kept one.
#[derive(Debug)]
pub struct Once<R> {
    response: HttpResponse,
    of: PhantomData<R>,
}

impl<R> Responder for Once<R> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.response
    }
}

impl<R: IntoResponses> IntoResponses for Once<R> {
    fn responses() -> BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>> {
        R::responses()
    }
}

impl FromRequest for Idempotency {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = match request.headers().get(HEADER).map(|value| value.to_str()) {
            None => None,
            Some(Ok(key)) if is_possible(key) => Some(key.to_owned()),
            Some(_) => {
                return ready(Err(Problem::unreadable(
                    "An Idempotency-Key is 1 to 255 printable ASCII characters.",
                )));
            }
        };
        ready(Ok(Self {
            key,
            request: request.clone(),
        }))
    }
}

fn is_possible(key: &str) -> bool {
    (1..=255).contains(&key.len())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

/// What is known of a key, for whoever asks what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// Nothing is known of it, or no longer.
    Unknown,
    /// It is still at work.
    AtWork,
    /// It was answered with this body.
    Answered(String),
}

impl Became {
    /// What became of a key of this principal.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn of(
        database: &Database,
        clock: &Clock,
        trust_id: TrustId,
        (principal, key): (&str, &str),
    ) -> DatabaseResult<Self> {
        let key = KeyOf {
            trust_id,
            principal: principal.to_owned(),
            key: key.to_owned(),
        };
        store::find(database, clock.now(), key).await
    }
}

impl Idempotency {
    /// The key that a page gave its form, for what the form sends.
    #[must_use]
    pub fn of_form(request: &HttpRequest, key: &str, sent: &[u8]) -> Self {
        let digest = BodyDigest(Sha256::digest(sent).into());
        request.extensions_mut().insert(digest);
        Self {
            key: Some(key.to_owned()),
            request: request.clone(),
        }
    }

    /// Refuses a request without a key.
    ///
    /// # Errors
    /// 400 when there is none.
    pub fn require(self) -> Result<Self, Problem> {
        if self.key.is_some() {
            Ok(self)
        } else {
            Err(Problem::new(ProblemCode::IdempotencyKeyMissing))
        }
    }

    /// Does `work` once for this key of this principal. Without a key it is simply done.
    ///
    /// # Errors
    /// What `work` refuses; 409 while the first request is still running; 422 for another request with the same key.
    pub async fn once<R>(
        self,
        database: &Database,
        clock: &Clock,
        trust_id: TrustId,
        principal: &str,
        work: impl Future<Output = Answer<R>>,
    ) -> Answer<Once<R>>
    where
        R: Responder<Body = BoxBody>,
    {
        let work = async { work.await.map(|answer| (answer, None)) };
        self.once_with(database, clock, (trust_id, principal), work)
            .await
    }

    /// As [`Self::once`], where the answer holds a secret that is shown once: `work` gives the answer, and what is kept and
    /// given again in its place.
    ///
    /// # Errors
    /// As [`Self::once`].
    pub async fn once_shown<R>(
        self,
        database: &Database,
        clock: &Clock,
        trust_id: TrustId,
        principal: &str,
        work: impl Future<Output = Answer<(R, R)>>,
    ) -> Answer<Once<R>>
    where
        R: Responder<Body = BoxBody>,
    {
        let work = async { work.await.map(|(answer, kept)| (answer, Some(kept))) };
        self.once_with(database, clock, (trust_id, principal), work)
            .await
    }

    async fn once_with<R>(
        self,
        database: &Database,
        clock: &Clock,
        (trust_id, principal): (TrustId, &str),
        work: impl Future<Output = Answer<(R, Option<R>)>>,
    ) -> Answer<Once<R>>
    where
        R: Responder<Body = BoxBody>,
    {
        let Some(key) = self.key else {
            let response = work.await?.0.respond_to(&self.request);
            return Ok(Once {
                response,
                of: PhantomData,
            });
        };
        let key = KeyOf {
            trust_id,
            principal: principal.to_owned(),
            key,
        };
        let hash = hash_of(&self.request);
        let response = match store::claim(database, clock.now(), key.clone(), hash).await? {
            Claim::Ours => {
                let result = work.await.map(|(answer, kept)| {
                    let kept = kept.map(|kept| kept.respond_to(&self.request));
                    (answer.respond_to(&self.request), kept)
                });
                answer_and_keep(database, key, result).await?
            }
            Claim::Answered(kept) => replay(&kept)?,
            Claim::Busy => {
                return Err(Problem::new(ProblemCode::IdempotencyKeyBusy).retry_after(1));
            }
            Claim::Reused => return Err(Problem::new(ProblemCode::IdempotencyKeyReused)),
        };
        Ok(Once {
            response,
            of: PhantomData,
        })
    }
}

/// Keeps the answer, or what stands in its place, if it is one to be kept; else frees the key.
async fn answer_and_keep(
    database: &Database,
    key: KeyOf,
    result: Answer<(HttpResponse, Option<HttpResponse>)>,
) -> Answer<HttpResponse> {
    let (response, in_its_place) = match result {
        Ok(answered) => answered,
        Err(problem) => match problem.status_code() {
            StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
                (problem.error_response(), None)
            }
            // It may have been done: then it must not be done again. The key frees itself in a while.
            _ if problem.code() == ProblemCode::OutcomeUnknown => return Err(problem),
            _ => {
                note(store::release(database, key).await);
                return Err(problem);
            }
        },
    };
    let (response, body) = response.into_parts();
    let body = to_bytes(body).await.map_err(Problem::internal)?;
    let kept_body = match in_its_place {
        Some(kept) => to_bytes(kept.into_body())
            .await
            .map_err(Problem::internal)?,
        None => body.clone(),
    };
    let headers = KEPT_HEADERS
        .iter()
        .filter_map(|name| {
            let value = response.headers().get(name)?.to_str().ok()?;
            Some((name.as_str().to_owned(), value.to_owned()))
        })
        .collect();
    let kept = KeptAnswer {
        status: i32::from(response.status().as_u16()),
        headers,
        body: String::from_utf8_lossy(&kept_body).into_owned(),
    };
    note(store::keep(database, key, kept).await);
    Ok(response.set_body(BoxBody::new(body)))
}

/// The work is done, so that its answer is given even if it could not be kept: the key frees itself in a while.
fn note(result: DatabaseResult<()>) {
    if let Err(error) = result {
        tracing::error!(%error, "an answer could not be kept for its idempotency key");
    }
}

fn replay(kept: &KeptAnswer) -> Answer<HttpResponse> {
    let status = u16::try_from(kept.status)
        .ok()
        .and_then(|status| StatusCode::from_u16(status).ok())
        .ok_or_else(|| Problem::internal("a kept answer has no status"))?;
    let mut response = HttpResponse::build(status);
    for (name, value) in &kept.headers {
        response.insert_header((name.as_str(), value.as_str()));
    }
    Ok(response
        .insert_header((REPLAYED, "true"))
        .body(kept.body.clone()))
}

/// What requests are hashed with before they are kept: without a key, whoever has the database could try out what a body
/// held.
#[derive(Clone)]
pub struct RequestKey([u8; 32]);

impl RequestKey {
    /// A key made from this ring.
    #[must_use]
    pub fn of(fields: &FieldKeys) -> Self {
        Self(*fields.for_use("request hashes v1").newest().1)
    }
}

/// What the key stands for: method, address and body.
fn hash_of(request: &HttpRequest) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let extensions = request.extensions();
    let body = extensions.get::<BodyDigest>().map(|digest| &digest.0[..]);
    let key = request
        .app_data::<Data<RequestKey>>()
        .map_or([0; 32], |key| key.0);
    let hash = KeyedHash::begin(&key, "request")
        .part(Some(request.method().as_str().as_bytes()))
        .part(Some(request.path().as_bytes()))
        .part(Some(request.query_string().as_bytes()))
        .part(body);
    URL_SAFE_NO_PAD.encode(hash.end())
}
