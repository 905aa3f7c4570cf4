//! Partners' systems, as pages and their forms.

use super::{Answers, Sent, frame, may, problem};
use crate::{
    access::{Operation, Principal},
    identity::{self, ClientError, Identity},
    organisations,
    pages::{
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
    api_clients::{
        ClientPage, ClientPageProps, MadePage, MadePageProps, NewClientPage, NewClientPageProps,
        Partner, PartnersPage, PartnersPageProps, Written,
    },
    public::render,
    ui::{Choice, FieldProblem},
};
use serde::Deserialize;
use shared::{
    api_clients::{ApiClientMade, ApiClientView, ChangeScopes, CreateApiClient, RotateApiClient},
    identity::Scope,
    ids::ApiClientId,
    organisations::OrganisationView,
    values::{Coded as _, Words},
};

const HERE: &str = "/administration/partners";
/// More partners, and more systems, than one Trust has.
const MOST: i64 = 1_000;

impl From<ClientError> for PageError {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::NotFound => Self::NotFound,
            ClientError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
    organisation: Option<String>,
}

async fn partners(
    visit: &Visit,
    principal: &Principal,
) -> Result<Vec<OrganisationView>, PageError> {
    principal.may(Operation::ListOrganisations)?;
    let trust = principal.trust_id;
    Ok(organisations::list(&visit.platform, trust, None, None, MOST).await?)
}

/// `GET /administration/partners`.
pub(super) async fn list(visit: Visit, identity: Data<Identity>) -> HttpResponse {
    let shown = async {
        let (principal, _) = may(&visit, Operation::ListApiClients)?;
        let (all, platform) = ((None, None), &visit.platform);
        let clients = identity::list_clients(platform, &identity, &principal, all, MOST).await?;
        let of = |organisation: OrganisationView| Partner {
            clients: clients
                .iter()
                .filter(|client| client.organisation_id == organisation.id)
                .cloned()
                .collect(),
            organisation,
        };
        let props = PartnersPageProps {
            frame: frame(&visit),
            partners: partners(&visit, &principal)
                .await?
                .into_iter()
                .map(of)
                .collect(),
            done: None,
        };
        Ok(show(StatusCode::OK, render::<PartnersPage>(props).await))
    }
    .await;
    visit.answer(shown).await
}

/// `GET /administration/partners/new`.
pub(super) async fn form(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let written = Written {
        organisation: asked.organisation.clone().unwrap_or_default(),
        ..Written::default()
    };
    let shown = new_page(&visit, StatusCode::OK, written, Vec::new()).await;
    visit.answer(shown).await
}

async fn new_page(
    visit: &Visit,
    status: StatusCode,
    written: Written,
    problems: Vec<FieldProblem>,
) -> Result<HttpResponse, PageError> {
    let (principal, _) = may(visit, Operation::CreateApiClient)?;
    let has_a_part = |one: &OrganisationView| !Scope::fitting(one.kind).is_empty();
    let partners = partners(visit, &principal).await?;
    let props = NewClientPageProps {
        frame: frame(visit),
        partners: partners
            .into_iter()
            .filter(has_a_part)
            .map(|one| {
                Choice::new(
                    one.id.to_string(),
                    format!("{}, {}", one.name, one.kind.label()),
                )
            })
            .collect(),
        written,
        problems,
    };
    Ok(show(status, render::<NewClientPage>(props).await))
}

/// `POST /administration/partners/new`: the answer shows the secret, which nothing else can show again.
pub(super) async fn make(visit: Visit, identity: Data<Identity>, sent: Sent) -> HttpResponse {
    let made = try_to_make(&visit, &identity, &Answers::of(sent)).await;
    visit.answer(made).await
}

async fn try_to_make(
    visit: &Visit,
    identity: &Identity,
    answers: &Answers,
) -> Result<HttpResponse, PageError> {
    let (principal, _) = may(visit, Operation::CreateApiClient)?;
    let written = Written {
        organisation: answers.one("organisation_id").to_owned(),
        name: answers.one("name").to_owned(),
        scopes: answers.all("scopes"),
        jwks: answers.one("jwks").to_owned(),
    };
    let mut problems = Vec::new();
    let request = read(&written, &mut problems);
    if let Some(request) = request {
        let request_id = visit.request_id.0.clone();
        match identity::make_client(&visit.platform, identity, principal, request_id, request).await
        {
            Ok(made) => return Ok(made_page(visit, made).await),
            Err(error) => problems.push(field_of(error)?),
        }
    }
    new_page(visit, StatusCode::UNPROCESSABLE_ENTITY, written, problems).await
}

fn read(written: &Written, problems: &mut Vec<FieldProblem>) -> Option<CreateApiClient> {
    let organisation = written.organisation.parse();
    if organisation.is_err() {
        problems.push(FieldProblem::new("organisation_id", "Choose a partner."));
    }
    let name = Words::parse(&written.name);
    if let Err(wrong) = &name {
        problems.push(FieldProblem::new(
            "name",
            format!("What you call it: {wrong}."),
        ));
    }
    let jwks = keys(&written.jwks);
    if let Err(problem) = &jwks {
        problems.push(problem.clone());
    }
    Some(CreateApiClient {
        organisation_id: organisation.ok()?,
        name: name.ok()?,
        scopes: scopes_of(&written.scopes),
        expires_on: None,
        jwks: jwks.ok()?,
    })
}

fn scopes_of(codes: &[String]) -> Vec<Scope> {
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}

/// The keys that were written; none where nothing was.
fn keys(text: &str) -> Result<Option<serde_json::Value>, FieldProblem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let read = serde_json::from_str(text);
    read.map(Some)
        .map_err(|_| FieldProblem::new("jwks", "This is not JSON. Copy the whole key set."))
}

/// What is wrong with a field; anything else is a page of its own.
fn field_of(error: ClientError) -> Result<FieldProblem, PageError> {
    match error.field() {
        Some(field) => Ok(problem(&field)),
        None => Err(error.into()),
    }
}

async fn made_page(visit: &Visit, made: ApiClientMade) -> HttpResponse {
    let props = MadePageProps {
        frame: frame(visit),
        made,
    };
    show(StatusCode::OK, render::<MadePage>(props).await)
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
        client_page(&visit, &identity, id, (StatusCode::OK, Vec::new(), done)).await
    }
    .await;
    visit.answer(shown).await
}

async fn client_page(
    visit: &Visit,
    identity: &Identity,
    id: ApiClientId,
    (status, problems, done): (StatusCode, Vec<FieldProblem>, Option<String>),
) -> Result<HttpResponse, PageError> {
    let (principal, _) = may(visit, Operation::ReadApiClient)?;
    let client = identity::find_client(&visit.platform, identity, &principal, id).await?;
    let props = ClientPageProps {
        frame: frame(visit),
        client,
        problems,
        done,
    };
    Ok(show(status, render::<ClientPage>(props).await))
}

/// What came of a change: the next page, or the same again with what is wrong.
async fn changed(
    visit: &Visit,
    identity: &Identity,
    id: ApiClientId,
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
    client_page(visit, identity, id, (status, vec![problem], None)).await
}

/// `POST /administration/partners/{id}/rotate`: the answer shows the secret, which nothing else can show again.
pub(super) async fn rotate(
    visit: Visit,
    identity: Data<Identity>,
    path: Path<String>,
    sent: Sent,
) -> HttpResponse {
    let answers = Answers::of(sent);
    let rotated = async {
        let (principal, _) = may(&visit, Operation::RotateApiClient)?;
        let id = id_of(&path)?;
        let jwks = match keys(answers.one("jwks")) {
            Ok(jwks) => jwks,
            Err(problem) => {
                let shown = (StatusCode::UNPROCESSABLE_ENTITY, vec![problem], None);
                return client_page(&visit, &identity, id, shown).await;
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
            other => changed(&visit, &identity, id, other.map(|_| "keys")).await,
        }
    }
    .await;
    visit.answer(rotated).await
}

/// `POST /administration/partners/{id}/scopes`.
pub(super) async fn scopes(
    visit: Visit,
    identity: Data<Identity>,
    path: Path<String>,
    sent: Sent,
) -> HttpResponse {
    let answers = Answers::of(sent);
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
        changed(&visit, &identity, id, done.map(|_| "scopes")).await
    }
    .await;
    visit.answer(result).await
}

/// `POST /administration/partners/{id}/disable`.
pub(super) async fn disable(
    visit: Visit,
    identity: Data<Identity>,
    path: Path<String>,
    sent: Sent,
) -> HttpResponse {
    let answers = Answers::of(sent);
    let result = async {
        let (principal, _) = may(&visit, Operation::DisableApiClient)?;
        let id = id_of(&path)?;
        if answers.one("sure") != "yes" {
            let problem = FieldProblem::new("sure", "Tick the box if you are sure.");
            let shown = (StatusCode::UNPROCESSABLE_ENTITY, vec![problem], None);
            return client_page(&visit, &identity, id, shown).await;
        }
        let of = (id, answers.version());
        let request_id = visit.request_id.0.clone();
        let done = identity::disable(&visit.platform, &identity, principal, request_id, of).await;
        changed(&visit, &identity, id, done.map(|_| "disabled")).await
    }
    .await;
    visit.answer(result).await
}
