//! One's own passkeys: the list, adding one, removing one.

use super::{
    administration::frame,
    answers::{Answers, Sent},
    error::PageError,
    visit::{Visit, day, page, see_other},
};
use crate::{
    assets,
    identity::{self, Identity, IdentityError},
};
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Form, Path, Query},
};
use frontend::{
    factors::{
        MakePasskeyPage, MakePasskeyPageProps, PasskeyLine, PasskeysPage, PasskeysPageProps,
    },
    public::render,
};
use serde::Deserialize;
use shared::values::Words;
use uuid::Uuid;

const HERE: &str = "/account/passkeys";

/// What stands in the address of these pages.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    error: Option<String>,
    done: Option<String>,
    ceremony: Option<Uuid>,
    unsent: Option<String>,
}

fn problem(code: &str) -> &'static str {
    match code {
        "name" => "Give the passkey a name of up to 60 letters.",
        "too_many" => "There are too many passkeys on this account. Remove one first.",
        _ => "The passkey was not added. Try again.",
    }
}

/// `GET /account/passkeys`.
pub(super) async fn list(
    visit: Visit,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    let shown = listed(&visit, &identity, &asked).await;
    visit.answer(shown).await
}

async fn listed(
    visit: &Visit,
    identity: &Identity,
    asked: &Asked,
) -> Result<HttpResponse, PageError> {
    let member = visit.staff()?;
    let passkeys = identity::passkeys(&visit.platform, member).await?;
    let written = visit.unsent(asked.unsent.as_deref()).await?;
    let line = |passkey: identity::Passkey| PasskeyLine {
        id: passkey.id.to_string(),
        name: passkey.name,
        added_on: day(passkey.created_at),
        used_on: passkey.last_used_at.map(day),
    };
    let done = match asked.done.as_deref() {
        Some("added") => Some("The passkey is added"),
        Some("removed") => Some("The passkey is removed"),
        _ => None,
    };
    let props = PasskeysPageProps {
        frame: frame(visit),
        passkeys: passkeys.into_iter().map(line).collect(),
        done: done.map(str::to_owned),
        problem: asked.error.as_deref().map(|code| problem(code).to_owned()),
        elsewhere: elsewhere(visit, identity),
        name: written.unwrap_or_default().one("name").to_owned(),
    };
    Ok(page(StatusCode::OK, render::<PasskeysPage>(props).await))
}

/// Where the page must be opened instead: passkeys are made for one name, and on this machine for `localhost`.
fn elsewhere(visit: &Visit, identity: &Identity) -> Option<String> {
    let right = identity.passkey_address()?;
    let connection = visit.request.connection_info();
    let (host, port) = connection
        .host()
        .rsplit_once(':')
        .map_or((connection.host(), None), |(host, port)| (host, Some(port)));
    let name = right.split_once("://")?.1.split(':').next()?;
    if host.eq_ignore_ascii_case(name) {
        return None;
    }
    Some(match port {
        Some(port) if name == "localhost" => format!("http://localhost:{port}{HERE}"),
        _ => format!("{right}{HERE}"),
    })
}

/// `POST /account/passkeys`: begins to add one.
pub(super) async fn begin(mut visit: Visit, identity: Data<Identity>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    visit.wrote(HERE, &answers);
    let begun = async {
        let member = visit.staff_who_confirmed()?;
        let name: Option<Words> = answers.one("name").parse().ok();
        let Some(name) = name.filter(|name| name.to_string().chars().count() <= 60) else {
            return Ok(see_other("/account/passkeys?error=name"));
        };
        let begun =
            identity::begin_adding(&visit.platform, &identity, member, &name.to_string()).await;
        match begun {
            Ok(begun) => Ok(HttpResponse::SeeOther()
                .insert_header((
                    header::LOCATION,
                    format!("/account/passkeys/new?ceremony={}", begun.id),
                ))
                .cookie(begun.cookie)
                .finish()),
            Err(IdentityError::TooManyPasskeys) => {
                Ok(see_other("/account/passkeys?error=too_many"))
            }
            Err(IdentityError::NoPasskeysHere) => Ok(see_other("/account/passkeys?error=address")),
            Err(error) => Err(error.into()),
        }
    };
    let begun = begun.await;
    visit.answer(begun).await
}

/// `GET /account/passkeys/new`.
pub(super) async fn make(
    visit: Visit,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    let shown = async {
        visit.staff()?;
        let Some(ceremony) = asked.ceremony else {
            return Ok(see_other(HERE));
        };
        let browser = &visit.request;
        let found =
            identity::passkey_options(&visit.platform, &identity, browser, ceremony).await?;
        let Some((options, name)) = found else {
            return Ok(see_other("/account/passkeys?error=refused"));
        };
        let props = MakePasskeyPageProps {
            frame: frame(&visit),
            script: assets::path("passkey-start.js"),
            options,
            ceremony: ceremony.to_string(),
            name,
        };
        Ok(page(StatusCode::OK, render::<MakePasskeyPage>(props).await))
    };
    let shown = shown.await;
    visit.answer(shown).await
}

#[derive(Deserialize)]
pub(super) struct AnswerForm {
    ceremony: Uuid,
    credential: String,
}

/// `POST /account/passkeys/new`.
pub(super) async fn finish(
    visit: Visit,
    identity: Data<Identity>,
    form: Form<AnswerForm>,
) -> HttpResponse {
    let added = async {
        let member = visit.staff()?;
        let (platform, request_id) = (&visit.platform, &visit.request_id.0);
        let answer = (form.ceremony, form.credential.as_str());
        let who = (&visit.request, member);
        match identity::finish_adding(platform, &identity, who, answer, request_id).await {
            Ok(_) => Ok(see_other("/account/passkeys?done=added")),
            Err(IdentityError::PasskeyRefused) => Ok(see_other("/account/passkeys?error=refused")),
            Err(error) => Err(error.into()),
        }
    };
    let added = added.await;
    visit.answer(added).await
}

/// `POST /account/passkeys/{id}/remove`.
pub(super) async fn remove(
    mut visit: Visit,
    identity: Data<Identity>,
    id: Path<Uuid>,
) -> HttpResponse {
    visit.form_of(HERE);
    let removed = async {
        let member = visit.staff_who_confirmed()?;
        let (platform, request_id) = (&visit.platform, &visit.request_id.0);
        if identity::remove_passkey(platform, &identity, member, *id, request_id).await? {
            Ok(see_other("/account/passkeys?done=removed"))
        } else {
            Err(PageError::NotFound)
        }
    };
    let removed = removed.await;
    visit.answer(removed).await
}
