//! One of a partner's systems: how it stands, other keys, what it may do, letting it in no more.

use super::{
    clients::{HERE, field_of, keys, made_page, scopes_of},
    frame, may,
};
use crate::{
    access::Operation,
    identity::{self, ClientError, Identity},
    pages::{
        answers::{Answers, Sent},
        error::PageError,
        visit::{Visit, page as show, see_other},
    },
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use frontend::{
    api_clients::{Changed, ClientPage, ClientPageProps},
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::{
    api_clients::{ApiClientView, ChangeScopes, RotateApiClient},
    ids::ApiClientId,
};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
    unsent: Option<String>,
}

fn id_of(path: &Path<String>) -> Result<ApiClientId, PageError> {
    path.parse().map_err(|_| PageError::NotFound)
}

/// `GET /administration/partners/{id}`.
pub(super) async fn one(
    visit: Visit,
    identity: Data<Identity>,
    path: Path<String>,
    asked: Query<Asked>,
) -> HttpResponse {
    let done = match asked.done.as_deref() {
        Some("scopes") => Some("What it may do has changed"),
        Some("keys") => Some("Its keys are replaced"),
        Some("disabled") => Some("It is let in no more"),
        _ => None,
    };
    let shown = async {
        let id = id_of(&path)?;
        let done = done.map(str::to_owned);
        let written = visit.unsent(asked.unsent.as_deref()).await?;
        let written = written.map(|answers| changed(&answers)).unwrap_or_default();
        let shown = (StatusCode::OK, Vec::new(), done);
        client_page(&visit, &identity, id, written, shown).await
    }
    .await;
    visit.answer(shown).await
}

fn changed(answers: &Answers) -> Changed {
    let (overlap, scopes) = (answers.one("overlap_days"), answers.all("scopes"));
    Changed {
        overlap_days: Some(overlap.to_owned()).filter(|days| !days.is_empty()),
        jwks: answers.one("jwks").to_owned(),
        scopes: Some(scopes).filter(|scopes| !scopes.is_empty()),
    }
}

async fn client_page(
    visit: &Visit,
    identity: &Identity,
    id: ApiClientId,
    written: Changed,
    (status, problems, done): (StatusCode, Vec<FieldProblem>, Option<String>),
) -> Result<HttpResponse, PageError> {
    let (principal, _) = may(visit, Operation::ReadApiClient)?;
    let client = identity::find_client(&visit.platform, identity, &principal, id).await?;
    let props = ClientPageProps {
        frame: frame(visit),
        client,
        written,
        problems,
        done,
    };
    Ok(show(status, render::<ClientPage>(props).await))
}

/// What came of a change: the next page, or the same again with what is wrong.
async fn answered(
    visit: &Visit,
    identity: &Identity,
    (id, answers): (ApiClientId, &Answers),
    result: Result<&'static str, ClientError>,
) -> Result<HttpResponse, PageError> {
    let (status, problem) = match result {
        Ok(done) => return Ok(see_other(&format!("{HERE}/{id}?done={done}"))),
        Err(ClientError::Stale) => (
            StatusCode::PRECONDITION_FAILED,
            FieldProblem::new(
                "",
                "Somebody changed it meanwhile. Look at it as it is now, then decide again.",
            ),
        ),
        Err(error @ ClientError::Disabled) => (
            StatusCode::CONFLICT,
            FieldProblem::new("", error.to_string()),
        ),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, field_of(error)?),
    };
    let written = match status {
        // What it is now is what must be looked at.
        StatusCode::PRECONDITION_FAILED => Changed::default(),
        _ => changed(answers),
    };
    let shown = (status, vec![problem], None);
    client_page(visit, identity, id, written, shown).await
}

/// `POST /administration/partners/{id}/rotate`: the answer shows the secret, which nothing else can show again.
pub(super) async fn rotate(
    mut visit: Visit,
    identity: Data<Identity>,
    path: Path<String>,
    sent: Sent,
) -> HttpResponse {
    let answers = Answers::of(sent);
    visit.wrote(format!("{HERE}/{path}"), &answers);
    let rotated = async {
        let (principal, _) = may(&visit, Operation::RotateApiClient)?;
        let id = id_of(&path)?;
        visit.require_recent()?;
        let jwks = match keys(answers.one("jwks")) {
            Ok(jwks) => jwks,
            Err(problem) => {
                let shown = (StatusCode::UNPROCESSABLE_ENTITY, vec![problem], None);
                return client_page(&visit, &identity, id, changed(&answers), shown).await;
            }
        };
        let request = RotateApiClient {
            overlap_days: answers.one("overlap_days").parse().ok(),
            jwks,
        };
        let of = (id, answers.version());
        let request_id = visit.request_id.0.clone();
        match identity::rotate(
            &visit.platform,
            &identity,
            principal,
            request_id,
            of,
            request,
        )
        .await
        {
            Ok(made) if made.client_secret.is_some() => Ok(made_page(&visit, made).await),
            other => answered(&visit, &identity, (id, &answers), other.map(|_| "keys")).await,
        }
    }
    .await;
    visit.answer(rotated).await
}

/// `POST /administration/partners/{id}/scopes`.
pub(super) async fn scopes(
    mut visit: Visit,
    identity: Data<Identity>,
    path: Path<String>,
    sent: Sent,
) -> HttpResponse {
    let answers = Answers::of(sent);
    visit.wrote(format!("{HERE}/{path}"), &answers);
    let result = async {
        let (principal, _) = may(&visit, Operation::ChangeApiClient)?;
        let id = id_of(&path)?;
        let request = ChangeScopes {
            scopes: scopes_of(&answers.all("scopes")),
        };
        let of = (id, answers.version());
        let request_id = visit.request_id.0.clone();
        let done: Result<ApiClientView, _> = identity::change_scopes(
            &visit.platform,
            &identity,
            principal,
            request_id,
            of,
            request,
        )
        .await;
        answered(&visit, &identity, (id, &answers), done.map(|_| "scopes")).await
    }
    .await;
    visit.answer(result).await
}

/// `POST /administration/partners/{id}/disable`.
pub(super) async fn disable(
    mut visit: Visit,
    identity: Data<Identity>,
    path: Path<String>,
    sent: Sent,
) -> HttpResponse {
    let answers = Answers::of(sent);
    visit.form_of(format!("{HERE}/{path}"));
    let result = async {
        let (principal, _) = may(&visit, Operation::DisableApiClient)?;
        let id = id_of(&path)?;
        if answers.one("sure") != "yes" {
            let problem = FieldProblem::new("sure", "Tick the box if you are sure.");
            let shown = (StatusCode::UNPROCESSABLE_ENTITY, vec![problem], None);
            return client_page(&visit, &identity, id, Changed::default(), shown).await;
        }
        let of = (id, answers.version());
        let request_id = visit.request_id.0.clone();
        let done = identity::disable(&visit.platform, &identity, principal, request_id, of).await;
        answered(&visit, &identity, (id, &answers), done.map(|_| "disabled")).await
    }
    .await;
    visit.answer(result).await
}
