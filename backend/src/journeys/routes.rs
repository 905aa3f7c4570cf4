//! The endpoints of a journey.

use super::batch;
use super::error::JourneyError;
use super::service::{self, Asker};
use super::store::JourneyFilter;
use crate::access::{Operation, Principal, may_make};
use crate::application::Platform;
use crate::audit::{self, Reading};
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{
    Answer, Found, IfMatch, Json, Limit, Listed, PathOf, Problem, Query, RequestId, cursor,
    field_error,
};
use actix_web::web::Data;
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use shared::identity::{PrincipalKind, Scope};
use shared::ids::{CandidateId, JourneyId, ProgrammeId};
use shared::journey::{Command, Move, State};
use shared::journeys::{
    BookingView, ChecksView, JourneySummary, JourneyView, OfferView, TRIAL_NOTICE, TimelineEntry,
    TransitionsView, TrialView,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "journeys";

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_journeys)
        .service(read_journey)
        .service(list_journey_events)
        .service(list_transitions)
        .service(make_transition)
        .configure(batch::routes::routes)
        .service(list_bookings)
        .service(read_trial)
        .service(read_checks)
        .service(read_offer);
}

impl From<JourneyError> for Problem {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::NotFound => Self::not_found(),
            JourneyError::NotTheirs(error) => error.into(),
            JourneyError::Stale { current } => Self::stale().detail(format!(
                "The journey is at version {current} now. Read it again before you move it."
            )),
            JourneyError::Refused(refusal) => refusal.into(),
            JourneyError::Database(error) => error.into(),
            error @ JourneyError::Unreadable { .. } => Self::internal(error),
        }
    }
}

/// What a list of journeys can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only of this programme.
    programme_id: Option<ProgrammeId>,
    /// Only in this state.
    state: Option<State>,
    /// `true` for those under way, `false` for those that have ended.
    open: Option<bool>,
    /// Only those that moved at or after this instant (RFC 3339).
    updated_since: Option<DateTime<Utc>>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Journeys within reach, the most recently moved first.
#[utoipa::path(tag = "journeys", operation_id = "list_journeys", params(ListQuery))]
#[get("/journeys")]
async fn list_journeys(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<JourneySummary>> {
    let reach = principal.may(Operation::ListJourneys)?;
    let after = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let filter = JourneyFilter {
        programme_id: query.programme_id,
        states: query.state.into_iter().collect(),
        open: query.open,
        updated_since: query.updated_since,
        ..JourneyFilter::default()
    };
    let limit = query.limit.unwrap_or_default();
    let asker = Asker::of(&principal, reach, request_id);
    let narrowed_by = kinds(&filter);
    let (data, next) = service::list(
        &platform,
        asker.clone(),
        filter,
        after,
        u32::try_from(limit.rows()).unwrap_or(50),
    )
    .await?;
    let action = Operation::ListJourneys.id();
    let reading = Reading::of_list(action, "journey", data.len(), &narrowed_by);
    audit::read(&platform, &asker.by(), reading).await?;
    Ok(Listed::new(
        data,
        next.map(|keys| cursor::encode(LIST, &keys)),
    ))
}

/// The kinds of what a list is narrowed by, as the audit log has them.
fn kinds(filter: &JourneyFilter) -> Vec<&'static str> {
    [
        ("programme_id", filter.programme_id.is_some()),
        ("state", !filter.states.is_empty()),
        ("open", filter.open.is_some()),
        ("updated_since", filter.updated_since.is_some()),
    ]
    .into_iter()
    .filter_map(|(kind, is_asked)| is_asked.then_some(kind))
    .collect()
}

/// Tells the audit log that a person's journey, or a part of it, is about to be shown.
async fn tell(
    platform: &Platform,
    asker: &Asker,
    operation: Operation,
    (id, person): (JourneyId, CandidateId),
) -> Answer<()> {
    let reading = Reading::of_one(operation.id(), ("journey", id.as_uuid()), person);
    Ok(audit::read(platform, &asker.by(), reading).await?)
}

/// One journey, where it stands.
#[utoipa::path(tag = "journeys", operation_id = "read_journey", params(("id" = JourneyId, Path, description = "The journey")))]
#[get("/journeys/{id}")]
async fn read_journey(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
) -> Answer<Found<JourneyView>> {
    let reach = principal.may(Operation::ReadJourney)?;
    let asker = Asker::of(&principal, reach, request_id);
    let view = service::find(&platform, asker.clone(), id).await?;
    let whose = (id, view.candidate_id);
    tell(&platform, &asker, Operation::ReadJourney, whose).await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}

/// The history of one journey, in order. The fold of these events is where the journey stands.
#[utoipa::path(tag = "journeys", operation_id = "list_journey_events", params(("id" = JourneyId, Path, description = "The journey")))]
#[get("/journeys/{id}/events")]
async fn list_journey_events(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
) -> Answer<Listed<TimelineEntry>> {
    let reach = principal.may(Operation::ListJourneyEvents)?;
    let asker = Asker::of(&principal, reach, request_id);
    let (person, history) = service::history(&platform, asker.clone(), id).await?;
    let whose = (id, person);
    tell(&platform, &asker, Operation::ListJourneyEvents, whose).await?;
    Ok(Listed::new(history, None))
}

/// Every move from here, possible or not: why not, who could help, and the rule in its own words.
#[utoipa::path(tag = "journeys", operation_id = "list_transitions", params(("id" = JourneyId, Path, description = "The journey")))]
#[get("/journeys/{id}/transitions")]
async fn list_transitions(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
) -> Answer<Found<TransitionsView>> {
    let reach = principal.may(Operation::ListTransitions)?;
    let asker = Asker::of(&principal, reach, request_id);
    let (person, view) = service::transitions(&platform, asker.clone(), id).await?;
    let whose = (id, person);
    tell(&platform, &asker, Operation::ListTransitions, whose).await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}

/// Makes a move. The body holds what the move must be told; `If-Match` names the version that was read.
#[utoipa::path(
    tag = "journeys",
    operation_id = "make_transition",
    params(
        ("id" = JourneyId, Path, description = "The journey"),
        ("name" = Move, Path, description = "The move"),
        ("If-Match" = String, Header, description = "The ETag of the version that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once; required of partners"),
    ),
    request_body = Command
)]
#[post("/journeys/{id}/transitions/{name}")]
async fn make_transition(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf((id, name)): PathOf<(JourneyId, Move)>,
    IfMatch(expected): IfMatch,
    Json(details): Json<Value>,
    idempotency: Idempotency,
) -> Answer<Once<Found<JourneyView>>> {
    let reach = principal.may(Operation::MakeTransition)?;
    may_make(principal.role(), name, None)?;
    let idempotency = if principal.kind() == PrincipalKind::Partner {
        check_scope(&principal, name)?;
        idempotency.require()?
    } else {
        idempotency
    };
    let asker = Asker::of(&principal, reach, request_id);
    let work = async {
        let command = read_command(name, &details)?;
        let view = service::transition(&platform, asker, id, expected, command).await?;
        let version = view.version;
        Ok(Found::new(view).version(version))
    };
    idempotency
        .once(
            &platform.database,
            &platform.clock,
            principal.trust_id,
            &principal.key(),
            work,
        )
        .await
}

/// What the move must be told, or where it needs another look.
pub(super) fn read_command(name: Move, details: &Value) -> Result<Command, Problem> {
    let mut track = serde_path_to_error::Track::new();
    let reader = serde_path_to_error::Deserializer::new(details, &mut track);
    Command::read(name, reader)
        .map_err(|error| Problem::invalid([field_error(&track.path(), &error.to_string())]))
}

/// Two moves have a scope of their own: agreeing to a trial, and keeping the registers of the training week.
pub(super) fn check_scope(principal: &Principal, name: Move) -> Result<(), Problem> {
    let scope = match name {
        Move::SignTrial | Move::RefuseTrial => Scope::TrialsAgree,
        Move::RecordAttendance | Move::StartTraining => Scope::AttendanceWrite,
        _ => return Ok(()),
    };
    Ok(principal.holds(scope)?)
}

/// The bookings of one journey, earlier ones too.
#[utoipa::path(tag = "journeys", operation_id = "list_bookings", params(("id" = JourneyId, Path, description = "The journey")))]
#[get("/journeys/{id}/bookings")]
async fn list_bookings(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
) -> Answer<Listed<BookingView>> {
    let reach = principal.may(Operation::ListBookings)?;
    let asker = Asker::of(&principal, reach, request_id);
    let (person, bookings) = service::bookings(&platform, asker.clone(), id).await?;
    let whose = (id, person);
    tell(&platform, &asker, Operation::ListBookings, whose).await?;
    Ok(Listed::new(bookings, None))
}

/// The work trial: its terms and signatures, its days, and what is left of the cap (L8).
#[utoipa::path(tag = "journeys", operation_id = "read_trial", params(("id" = JourneyId, Path, description = "The journey")))]
#[get("/journeys/{id}/trial")]
async fn read_trial(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
) -> Answer<Found<TrialView>> {
    let reach = principal.may(Operation::ReadTrial)?;
    let asker = Asker::of(&principal, reach, request_id);
    let (view, journey, situation) = service::find_fold(&platform, asker.clone(), id).await?;
    let days_so_far = journey.trial_days_by(situation.today);
    let mut trial = journey.trial.ok_or_else(Problem::not_found)?;
    if principal.kind() == PrincipalKind::Partner {
        // The Trust's assessment, the candidate's own view and what both sides say of each other are not the Jobcentre's to read.
        trial.assessment = None;
        trial.candidate_view = None;
        trial.fit.clear();
    }
    trial.hold_lone_fit_answers_back();
    let cap = situation.trial_allowance(0).cap;
    let trial = TrialView {
        trial,
        cap,
        days_so_far,
        notice: TRIAL_NOTICE.to_owned(),
    };
    let whose = (id, view.candidate_id);
    tell(&platform, &asker, Operation::ReadTrial, whose).await?;
    Ok(Found::new(trial).version(view.version))
}

/// The six employment checks: outcome and date only.
#[utoipa::path(tag = "journeys", operation_id = "read_checks", params(("id" = JourneyId, Path, description = "The journey")))]
#[get("/journeys/{id}/checks")]
async fn read_checks(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
) -> Answer<Found<ChecksView>> {
    let reach = principal.may(Operation::ReadChecks)?;
    let asker = Asker::of(&principal, reach, request_id);
    let (view, journey, _) = service::find_fold(&platform, asker.clone(), id).await?;
    let whose = (id, view.candidate_id);
    tell(&platform, &asker, Operation::ReadChecks, whose).await?;
    Ok(Found::new(ChecksView::of(&journey)).version(view.version))
}

/// The offer of a job.
#[utoipa::path(tag = "journeys", operation_id = "read_offer", params(("id" = JourneyId, Path, description = "The journey")))]
#[get("/journeys/{id}/offer")]
async fn read_offer(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
) -> Answer<Found<OfferView>> {
    let reach = principal.may(Operation::ReadOffer)?;
    let asker = Asker::of(&principal, reach, request_id);
    let (view, journey, _) = service::find_fold(&platform, asker.clone(), id).await?;
    let offer = journey.offer.ok_or_else(Problem::not_found)?;
    let whose = (id, view.candidate_id);
    tell(&platform, &asker, Operation::ReadOffer, whose).await?;
    Ok(Found::new(OfferView { offer }).version(view.version))
}
