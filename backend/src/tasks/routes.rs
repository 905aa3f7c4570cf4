//! The endpoint of the tasks.

use super::service::{self, Asked};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::audit::{self, By, Reading};
use crate::platform::http::{Answer, Limit, Listed, Query, RequestId, cursor};
use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use shared::ids::ProgrammeId;
use shared::journey::{TaskKind, TaskUrgency};
use shared::tasks::TaskView;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "tasks";

/// Mounts the endpoint.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_tasks);
}

/// What the list can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// One kind of task.
    kind: Option<TaskKind>,
    /// Those that press so much today.
    urgency: Option<TaskUrgency>,
    /// Those of one programme.
    programme_id: Option<ProgrammeId>,
    /// `true` for those that whoever asks has taken on.
    mine: Option<bool>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// What the open journeys wait for: who owes it, by when, and which move settles it. What is owed soonest comes first.
#[utoipa::path(tag = "tasks", operation_id = "list_tasks", params(ListQuery))]
#[get("/tasks")]
async fn list_tasks(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<TaskView>> {
    let reach = principal.may(Operation::ListTasks)?;
    let after = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let asked = Asked {
        kind: query.kind,
        urgency: query.urgency,
        programme: query.programme_id,
        taken_on_by: query
            .mine
            .unwrap_or_default()
            .then(|| principal.user_id())
            .flatten(),
    };
    let (within, today) = ((principal.trust_id, reach), platform.clock.today().into());
    let page = (limit.rows() + 1, today);
    let rows = service::list(&platform.database, within, asked, after, page).await?;
    let shown = rows.len().min(limit.count());
    let narrowed_by = asked.names();
    let reading = Reading::of_list("list_tasks", "journey", shown, &narrowed_by);
    audit::read(&platform, &By::of(&principal, request_id.0), reading).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode(LIST, &(last.due_on.naive(), last.journey_id)),
        |row| row,
    ))
}
