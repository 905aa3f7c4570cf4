//! Staff's own calendar: the page on which its address is made, and the file that the address leads to.

use super::{
    desk::in_words,
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::Operation,
    calendars::{self, CalendarError},
    platform::http::{Problem, limits::Limits},
};
use actix_web::{
    HttpResponse, ResponseError as _,
    http::{StatusCode, header},
    web::{self, Data, Path, Query},
};
use frontend::{
    calendars::{CalendarMadePage, CalendarMadePageProps, CalendarPage, CalendarPageProps, Own},
    public::render,
};
use serde::Deserialize;

const HERE: &str = "/account/calendar";

/// Mounts the pages.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/account/calendar", web::get().to(show))
        .route("/account/calendar", web::post().to(make))
        .route("/account/calendar/end", web::get().to(to_page))
        .route("/account/calendar/end", web::post().to(end))
        .route("/calendars/{token}.ics", web::get().to(file))
        .route("/calendars/{token}.ics", web::head().to(file));
}

impl From<CalendarError> for PageError {
    fn from(error: CalendarError) -> Self {
        match error {
            CalendarError::Dead => Self::NotFound,
            CalendarError::Database(error) => error.into(),
        }
    }
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
}

/// `GET /account/calendar`.
async fn show(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        visit.staff_for(Operation::ReadMe)?;
        let own = calendars::standing(&visit.platform, visit.staff()?).await?;
        let own = own.map(|own| Own {
            made: in_words(own.made_at),
            read: own.read_at.map(in_words),
        });
        let props = CalendarPageProps {
            frame: visit.desk(),
            own,
            ended: asked.done.as_deref() == Some("ended"),
        };
        Ok(page(StatusCode::OK, render::<CalendarPage>(props).await))
    }
    .await;
    visit.answer(shown).await
}

/// `POST /account/calendar`. The answer shows the address, and no other page can: only its fingerprint is kept.
async fn make(mut visit: Visit) -> HttpResponse {
    visit.form_of(HERE);
    let made = async {
        let principal = visit.staff_for(Operation::ReadMe)?;
        visit.require_recent()?;
        let (identity, request_id) = (visit.identity()?, visit.request_id.0.clone());
        let address = calendars::make(&visit.platform, &identity, principal, request_id).await?;
        let props = CalendarMadePageProps {
            frame: visit.desk(),
            address,
        };
        let text = render::<CalendarMadePage>(props).await;
        Ok(page(StatusCode::OK, text))
    }
    .await;
    visit.answer(made).await
}

/// `POST /account/calendar/end`. To end it needs no showing again: whoever fears that it is in wrong hands is not held up.
async fn end(mut visit: Visit) -> HttpResponse {
    visit.form_of(HERE);
    let ended = async {
        let principal = visit.staff_for(Operation::ReadMe)?;
        let request_id = visit.request_id.0.clone();
        calendars::end(&visit.platform, principal, request_id).await?;
        Ok(see_other("/account/calendar?done=ended"))
    }
    .await;
    visit.answer(ended).await
}

/// Back to the page that the form stands on, for whoever comes by the form's own address.
async fn to_page() -> HttpResponse {
    see_other(HERE)
}

/// Why no file was given.
enum Failure {
    Page(PageError),
    TooMany(Problem),
}

impl From<CalendarError> for Failure {
    fn from(error: CalendarError) -> Self {
        Self::Page(error.into())
    }
}

/// `GET` and `HEAD /calendars/{token}.ics`. Whoever may be signed in here is not asked: the address is all that counts.
async fn file(visit: Visit, limits: Data<Limits>, token: Path<String>) -> HttpResponse {
    let given = async {
        let owner = calendars::owner(&visit.platform, &token).await?;
        limits
            .count_client(&visit.request, &owner.key())
            .map_err(Failure::TooMany)?;
        Ok(calendars::read(&visit.platform, &owner).await?)
    }
    .await;
    let answer = match given {
        Ok(file) => Ok(HttpResponse::Ok()
            .content_type("text/calendar; charset=utf-8")
            .insert_header((
                header::CONTENT_DISPOSITION,
                "inline; filename=\"foothold.ics\"",
            ))
            .body(file)),
        Err(Failure::TooMany(problem)) => return problem.error_response(),
        Err(Failure::Page(error)) => Err(error),
    };
    visit.answer(answer).await
}
