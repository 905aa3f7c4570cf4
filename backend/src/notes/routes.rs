//! The endpoints of notes.

use super::service::{self, NoteError};
use crate::access::{AccessError, Operation, Principal};
use crate::application::Platform;
use crate::audit::{self, Reading};
use crate::journeys::Asker;
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{
    Answer, Created, Found, IfMatch, Json, Limit, Listed, PathOf, Problem, Query, RequestId, cursor,
};
use actix_web::web::Data;
use actix_web::{get, post};
use serde::Deserialize;
use shared::ids::{JourneyId, NoteId};
use shared::notes::{NoteView, WriteNote};
use shared::problem::ProblemCode;
use shared::values::Coded as _;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "notes";

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_notes)
        .service(write_note)
        .service(strike_note);
}

impl From<NoteError> for Problem {
    fn from(error: NoteError) -> Self {
        match error {
            NoteError::NotFound => Self::not_found(),
            NoteError::Stale => Self::stale()
                .detail("Somebody has struck this note through since you read it. Read it again."),
            NoteError::NotTheirCircle { choices } => {
                let choices: Vec<_> = choices.iter().map(|choice| choice.code()).collect();
                let message = format!("Choose one of these: {}.", choices.join(", "));
                Self::new(ProblemCode::Invalid).error("/visibility", "not_yours", message)
            }
            NoteError::NotTheirs => Self::from(AccessError::NotAllowed)
                .detail("Only whoever wrote a note, or an administrator, strikes it through."),
            NoteError::Journey(error) => error.into(),
            NoteError::Database(error) => error.into(),
        }
    }
}

/// What a list of notes can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// The notes on a journey that whoever asks may read, the newest first
///
/// The person reads those that were written for them; nobody else's are there for them.
#[utoipa::path(
    tag = "notes",
    operation_id = "list_notes",
    params(("id" = JourneyId, Path, description = "The journey"), ListQuery)
)]
#[get("/journeys/{id}/notes")]
async fn list_notes(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<NoteView>> {
    let reach = principal.may(Operation::ListNotes)?;
    let before = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let asker = Asker::of(&principal, reach, request_id);
    let by = asker.by();
    let (journey, rows) = service::list(&platform, asker, id, before, limit.rows() + 1).await?;
    let what = ("journey", id.as_uuid());
    let reading = Reading::of_one(Operation::ListNotes.id(), what, journey.candidate_id);
    audit::read(&platform, &by, reading).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode(LIST, &last.id),
        |note| note,
    ))
}

/// Write a note on a journey
///
/// It is never changed afterwards: a mistake is struck through. `visibility` says whom it is for, and a role chooses only
/// circles that it is in.
#[utoipa::path(
    tag = "notes",
    operation_id = "write_note",
    params(
        ("id" = JourneyId, Path, description = "The journey"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    ),
    request_body = WriteNote
)]
#[post("/journeys/{id}/notes")]
async fn write_note(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
    Json(request): Json<WriteNote>,
    idempotency: Idempotency,
) -> Answer<Once<Created<NoteView>>> {
    let reach = principal.may(Operation::WriteNote)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let asker = Asker::of(&principal, reach, request_id);
    let work = async {
        let view = service::write(&platform, asker, id, request).await?;
        let made = |view: NoteView| {
            let version = view.version;
            Created::new(format!("/api/v1/journeys/{id}/notes"), view).version(version)
        };
        let kept = made(without_text(&view));
        Ok((made(view), kept))
    };
    idempotency
        .once_shown(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// Strike a note through
///
/// For its writer and for administrators. The note stays, with by whom and when; the person sees it no longer.
#[utoipa::path(
    tag = "notes",
    operation_id = "strike_note",
    params(
        ("id" = NoteId, Path, description = "The note"),
        ("If-Match" = String, Header, description = "The ETag that was read: version 1 while it stands"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    )
)]
#[post("/notes/{id}/strike")]
async fn strike_note(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<NoteId>,
    IfMatch(version): IfMatch,
    idempotency: Idempotency,
) -> Answer<Once<Found<NoteView>>> {
    let reach = principal.may(Operation::StrikeNote)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let asker = Asker::of(&principal, reach, request_id);
    let work = async {
        let view = service::strike(&platform, asker, (id, version)).await?;
        let found = |view: NoteView| {
            let version = view.version;
            Found::new(view).version(version)
        };
        let kept = found(without_text(&view));
        Ok((found(view), kept))
    };
    idempotency
        .once_shown(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// What is kept of an answer, for whoever sends the same again: what a note says is sealed, and stands nowhere else.
fn without_text(view: &NoteView) -> NoteView {
    NoteView {
        text: String::new(),
        ..view.clone()
    }
}
