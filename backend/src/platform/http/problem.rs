//! A refusal, with an outside text for the caller and an inside one for the log.

use super::request_id;
use crate::platform::database::DatabaseError;
use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderName},
    },
};
use shared::{
    journey::UnmetGuard,
    problem::{FieldError, ProblemCode, ProblemDetails},
    values::Coded as _,
};
use std::fmt;

/// Why a request is refused. What [`Problem::because`] is given is written to the log and never to the caller.
#[derive(Debug)]
pub struct Problem(Box<Contents>);

#[derive(Debug)]
struct Contents {
    status: StatusCode,
    code: ProblemCode,
    detail: Option<String>,
    errors: Vec<FieldError>,
    unmet_guards: Vec<UnmetGuard>,
    headers: Vec<(HeaderName, String)>,
    inside: Option<String>,
}

impl Problem {
    /// A problem of this kind, with the status that goes with it.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        Self(Box::new(Contents {
            status: status_of(code),
            code,
            detail: None,
            errors: Vec::new(),
            unmet_guards: Vec::new(),
            headers: Vec::new(),
            inside: None,
        }))
    }

    /// It is not there, or not yours: the same answer for both.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(ProblemCode::NotFound)
    }

    /// The version that was read is no longer the newest.
    #[must_use]
    pub fn stale() -> Self {
        Self::new(ProblemCode::Stale)
    }

    /// It conflicts with what is already there.
    #[must_use]
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(ProblemCode::Conflict).detail(detail)
    }

    /// The request could not be read at all.
    #[must_use]
    pub fn unreadable(detail: impl Into<String>) -> Self {
        Self::new(ProblemCode::Unreadable).detail(detail)
    }

    /// Some values are not possible.
    #[must_use]
    pub fn invalid(errors: impl IntoIterator<Item = FieldError>) -> Self {
        let mut problem = Self::new(ProblemCode::Invalid);
        problem.0.errors.extend(errors);
        problem
    }

    /// The rules refuse the move: every unmet guard is named.
    #[must_use]
    pub fn move_refused(unmet_guards: impl IntoIterator<Item = UnmetGuard>) -> Self {
        Self::new(ProblemCode::MoveRefused).unmet_guards(unmet_guards)
    }

    /// A mistake of ours: the caller learns only that.
    #[must_use]
    pub fn internal(inside: impl fmt::Display) -> Self {
        Self::new(ProblemCode::Internal).because(inside)
    }

    /// What happened here, for people.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// A value that needs another look: where it stands (a JSON pointer), a stable code, and what to do.
    #[must_use]
    pub fn error(mut self, pointer: &str, code: &str, message: impl Into<String>) -> Self {
        self.0.errors.push(FieldError {
            pointer: pointer.to_owned(),
            code: code.to_owned(),
            message: message.into(),
        });
        self
    }

    /// The guards that are not met.
    #[must_use]
    pub fn unmet_guards(mut self, unmet_guards: impl IntoIterator<Item = UnmetGuard>) -> Self {
        self.0.unmet_guards.extend(unmet_guards);
        self
    }

    /// The inside reason: logged with the request's id, never sent.
    #[must_use]
    pub fn because(mut self, inside: impl fmt::Display) -> Self {
        self.0.inside = Some(inside.to_string());
        self
    }

    /// After how many seconds it is worth trying again.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        self.header(header::RETRY_AFTER, seconds.to_string())
    }

    /// A header that goes with the answer, such as `Allow` or `WWW-Authenticate`.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.0.headers.push((name, value.into()));
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }

    /// What is sent, for pages that show it instead of sending it.
    #[must_use]
    pub fn details(&self) -> ProblemDetails {
        ProblemDetails {
            r#type: format!("urn:foothold:problem:{}", self.0.code),
            title: self.0.code.label().to_owned(),
            status: self.0.status.as_u16(),
            detail: self
                .0
                .detail
                .clone()
                .unwrap_or_else(|| detail_of(self.0.code).to_owned()),
            code: self.0.code,
            errors: self.0.errors.clone(),
            unmet_guards: self.0.unmet_guards.clone(),
            request_id: request_id::current(),
        }
    }

    /// Writes the inside reason to the log. Answering does this by itself.
    pub fn log(&self) {
        match &self.0.inside {
            Some(inside) if self.0.status.is_server_error() => {
                tracing::error!(code = %self.0.code, inside, "request failed");
            }
            Some(inside) => tracing::info!(code = %self.0.code, inside, "request refused"),
            None => tracing::debug!(code = %self.0.code, "request refused"),
        }
    }
}

/// The status that goes with each code.
fn status_of(code: ProblemCode) -> StatusCode {
    match code {
        ProblemCode::Unreadable | ProblemCode::IdempotencyKeyMissing => StatusCode::BAD_REQUEST,
        ProblemCode::NotSignedIn => StatusCode::UNAUTHORIZED,
        ProblemCode::Forbidden | ProblemCode::StepUpRequired => StatusCode::FORBIDDEN,
        ProblemCode::NotFound => StatusCode::NOT_FOUND,
        ProblemCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ProblemCode::Conflict | ProblemCode::MoveRefused | ProblemCode::IdempotencyKeyBusy => {
            StatusCode::CONFLICT
        }
        ProblemCode::Stale => StatusCode::PRECONDITION_FAILED,
        ProblemCode::PreconditionMissing => StatusCode::PRECONDITION_REQUIRED,
        ProblemCode::Invalid | ProblemCode::IdempotencyKeyReused => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ProblemCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ProblemCode::TooSlow => StatusCode::REQUEST_TIMEOUT,
        ProblemCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ProblemCode::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        ProblemCode::Unavailable | ProblemCode::OutcomeUnknown | ProblemCode::StorageFull => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        ProblemCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What is said when nothing more particular is.
fn detail_of(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::NotFound => "There is nothing here, or it is not yours to see.",
        ProblemCode::Stale => "Read it again, look at what has changed, and then decide.",
        ProblemCode::PreconditionMissing => "Send the ETag that you read as If-Match.",
        ProblemCode::Unavailable => "Nothing was changed. Try again in a moment.",
        ProblemCode::OutcomeUnknown => {
            "The database stopped answering while this was being kept. Look whether it was done, or send it again with the \
             same Idempotency-Key."
        }
        ProblemCode::StorageFull => {
            "Nothing was changed: the disk is full. What is there can be read. Whoever looks after Foothold must make room; \
             then it goes on by itself."
        }
        ProblemCode::Internal => {
            "Nothing was changed. If it happens again, tell us the request's id."
        }
        ProblemCode::Invalid => "Nothing was changed. See errors for each value.",
        ProblemCode::MoveRefused => {
            "Nothing was changed. See unmet_guards for what stands in the way."
        }
        other => other.label(),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.0.code.label(), self.0.code)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.status
    }

    fn error_response(&self) -> HttpResponse {
        self.log();
        let mut response = HttpResponse::build(self.0.status);
        for (name, value) in &self.0.headers {
            response.insert_header((name.clone(), value.as_str()));
        }
        let body = serde_json::to_string(&self.details()).unwrap_or_default();
        response
            .content_type(PROBLEM_JSON)
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(body)
    }
}

/// The media type of RFC 9457.
pub(super) const PROBLEM_JSON: &str = "application/problem+json";

impl From<DatabaseError> for Problem {
    /// What a service did not foresee. A duplicate that it could foresee it has answered itself, in better words.
    fn from(error: DatabaseError) -> Self {
        match &error {
            DatabaseError::NotFound => Self::not_found(),
            DatabaseError::Unique(_) => {
                Self::conflict("Something with the same name is already there.").because(error)
            }
            DatabaseError::Unknown(_) => Self::new(ProblemCode::OutcomeUnknown)
                .retry_after(2)
                .because(error),
            DatabaseError::Full(_) => Self::new(ProblemCode::StorageFull)
                .retry_after(60)
                .because(error),
            DatabaseError::Unavailable(_)
            | DatabaseError::Busy(_)
            | DatabaseError::LeaseLost
            | DatabaseError::Stopped => Self::new(ProblemCode::Unavailable)
                .retry_after(2)
                .because(error),
            DatabaseError::ForeignKey(_)
            | DatabaseError::Constraint(_)
            | DatabaseError::Schema(_)
            | DatabaseError::Unaudited(_)
            | DatabaseError::Sealed(_)
            | DatabaseError::Statement(_) => Self::internal(error),
        }
    }
}

impl From<shared::journey::Refusal> for Problem {
    fn from(refusal: shared::journey::Refusal) -> Self {
        Self::move_refused(refusal.unmet_guards)
    }
}
