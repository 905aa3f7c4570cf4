//! Partners' systems: the list, and letting one in.

use super::{frame, may, problem};
use crate::{
    access::{Operation, Principal},
    identity::{self, ClientError, Identity},
    organisations,
    pages::{
        answers::{Answers, Sent},
        error::PageError,
        visit::{Visit, page as show},
    },
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use frontend::{
    api_clients::{
        MadePage, MadePageProps, NewClientPage, NewClientPageProps, Partner, PartnersPage,
        PartnersPageProps, Written,
    },
    public::render,
    ui::{Choice, FieldProblem},
};
use serde::Deserialize;
use shared::{
    api_clients::{ApiClientMade, CreateApiClient},
    identity::Scope,
    organisations::OrganisationView,
    values::{Coded as _, Words},
};

pub(super) const HERE: &str = "/administration/partners";
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
    organisation: Option<String>,
    unsent: Option<String>,
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
    let shown = async {
        let written = match visit.unsent(asked.unsent.as_deref()).await? {
            Some(answers) => written(&answers),
            None => Written {
                organisation: asked.organisation.clone().unwrap_or_default(),
                ..Written::default()
            },
        };
        new_page(&visit, StatusCode::OK, written, Vec::new()).await
    }
    .await;
    visit.answer(shown).await
}

fn written(answers: &Answers) -> Written {
    Written {
        organisation: answers.one("organisation_id").to_owned(),
        name: answers.one("name").to_owned(),
        scopes: answers.all("scopes"),
        jwks: answers.one("jwks").to_owned(),
    }
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
pub(super) async fn make(mut visit: Visit, identity: Data<Identity>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    visit.wrote(format!("{HERE}/new"), &answers);
    let made = try_to_make(&visit, &identity, written(&answers)).await;
    visit.answer(made).await
}

async fn try_to_make(
    visit: &Visit,
    identity: &Identity,
    written: Written,
) -> Result<HttpResponse, PageError> {
    let (principal, _) = may(visit, Operation::CreateApiClient)?;
    visit.require_recent()?;
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

pub(super) fn scopes_of(codes: &[String]) -> Vec<Scope> {
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}

/// The keys that were written; none where nothing was.
pub(super) fn keys(text: &str) -> Result<Option<serde_json::Value>, FieldProblem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let read = serde_json::from_str(text);
    read.map(Some)
        .map_err(|_| FieldProblem::new("jwks", "This is not JSON. Copy the whole key set."))
}

/// What is wrong with a field; anything else is a page of its own.
pub(super) fn field_of(error: ClientError) -> Result<FieldProblem, PageError> {
    match error.field() {
        Some(field) => Ok(problem(&field)),
        None => Err(error.into()),
    }
}

pub(super) async fn made_page(visit: &Visit, made: ApiClientMade) -> HttpResponse {
    let props = MadePageProps {
        frame: frame(visit),
        made,
    };
    show(StatusCode::OK, render::<MadePage>(props).await)
}
