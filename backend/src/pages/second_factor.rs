//! One's own second step: how it stands, setting it up, recovery codes, turning it off.

use super::{
    administration::frame,
    error::PageError,
    qr,
    visit::{Visit, page, see_other},
};
use crate::identity::{self, Identity, IdentityError};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use frontend::{
    factors::{
        RecoveryCodesPage, RecoveryCodesPageProps, SecondFactorPage, SecondFactorPageProps, Secret,
        SetUpPage, SetUpPageProps,
    },
    public::render,
};
use serde::Deserialize;

const HERE: &str = "/account/second-factor";

/// What stands in the address of these pages.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    error: Option<String>,
    done: Option<String>,
}

impl From<IdentityError> for PageError {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// `GET /account/second-factor`.
pub(super) async fn show(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = shown(&visit, &asked).await;
    visit.answer(shown).await
}

async fn shown(visit: &Visit, asked: &Asked) -> Result<HttpResponse, PageError> {
    let member = visit.staff()?;
    let standing = identity::standing(&visit.platform, member).await?;
    let done = match asked.done.as_deref() {
        Some("off") => Some("The second step is turned off"),
        _ => None,
    };
    let props = SecondFactorPageProps {
        frame: frame(visit),
        app_since: standing.authenticator_since.map(super::visit::day),
        codes_left: standing.recovery_codes,
        required: standing.required,
        done: done.map(str::to_owned),
    };
    Ok(page(
        StatusCode::OK,
        render::<SecondFactorPage>(props).await,
    ))
}

/// `POST /account/second-factor/start`.
pub(super) async fn start(mut visit: Visit, identity: Data<Identity>) -> HttpResponse {
    visit.form_of(HERE);
    let started = async {
        let member = visit.staff_who_confirmed()?;
        identity::begin_set_up(&visit.platform, &identity, member).await?;
        Ok(see_other("/account/second-factor/set-up"))
    };
    let started = started.await;
    visit.answer(started).await
}

/// `GET /account/second-factor/set-up`.
pub(super) async fn set_up(
    mut visit: Visit,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    visit.form_of(HERE);
    let shown = async {
        let member = visit.staff_who_confirmed()?;
        let offer = identity::offered(&visit.platform, &identity, member).await?;
        let Some(offer) = offer else {
            return Ok(see_other(HERE));
        };
        let wrong = "That code is not right. Wait for the next one and try again.";
        let props = SetUpPageProps {
            frame: frame(&visit),
            secret: Secret {
                text: offer.text,
                code: qr::draw(&offer.address),
            },
            problem: asked.error.as_ref().map(|_| wrong.to_owned()),
        };
        Ok(page(StatusCode::OK, render::<SetUpPage>(props).await))
    };
    let shown = shown.await;
    visit.answer(shown).await
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    code: String,
}

/// `POST /account/second-factor/confirm`. The answer is a page, because it shows recovery codes, which are kept nowhere.
pub(super) async fn confirm(
    mut visit: Visit,
    identity: Data<Identity>,
    form: Form<CodeForm>,
) -> HttpResponse {
    visit.form_of(HERE);
    let confirmed = async {
        let member = visit.staff_who_confirmed()?;
        let (platform, request_id) = (&visit.platform, &visit.request_id.0);
        match identity::confirm(platform, &identity, member, &form.code, request_id).await {
            Ok(confirmed) => codes_page(&visit, confirmed.codes).await,
            Err(IdentityError::WrongFactor) => {
                Ok(see_other("/account/second-factor/set-up?error=wrong_code"))
            }
            Err(IdentityError::NothingOwed) => Ok(see_other(HERE)),
            Err(error) => Err(error.into()),
        }
    };
    let confirmed = confirmed.await;
    visit.answer(confirmed).await
}

async fn codes_page(visit: &Visit, codes: Vec<String>) -> Result<HttpResponse, PageError> {
    let props = RecoveryCodesPageProps {
        frame: frame(visit),
        codes,
    };
    Ok(page(
        StatusCode::OK,
        render::<RecoveryCodesPage>(props).await,
    ))
}

/// `POST /account/second-factor/codes`. The answer is a page, as above.
pub(super) async fn codes(mut visit: Visit, identity: Data<Identity>) -> HttpResponse {
    visit.form_of(HERE);
    let made = async {
        let member = visit.staff_who_confirmed()?;
        let (platform, request_id) = (&visit.platform, &visit.request_id.0);
        match identity::renew_codes(platform, &identity, member, request_id).await {
            Ok(codes) => codes_page(&visit, codes).await,
            Err(IdentityError::NothingOwed) => Ok(see_other(HERE)),
            Err(error) => Err(error.into()),
        }
    };
    let made = made.await;
    visit.answer(made).await
}

/// `POST /account/second-factor/off`.
pub(super) async fn turn_off(mut visit: Visit, identity: Data<Identity>) -> HttpResponse {
    visit.form_of(HERE);
    let turned_off = async {
        let member = visit.staff_who_confirmed()?;
        if identity::standing(&visit.platform, member).await?.required {
            return Ok(see_other(HERE));
        }
        identity::turn_off(&visit.platform, &identity, member, &visit.request_id.0).await?;
        Ok(see_other("/account/second-factor?done=off"))
    };
    let turned_off = turned_off.await;
    visit.answer(turned_off).await
}
