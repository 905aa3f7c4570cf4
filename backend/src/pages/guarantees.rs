//! The ledger of guaranteed interviews as a page (L6).

use super::{
    error::PageError,
    visit::{Visit, page as show, see_other},
};
use crate::{
    access::Operation,
    audit::{self, By, Reading},
    guarantees::{
        Place,
        service::{self, Asked as Part},
    },
    platform::http::cursor,
};
use actix_web::{HttpResponse, http::StatusCode, web::Query};
use frontend::{
    guarantees::{GuaranteesPage, GuaranteesPageProps, Shown},
    public::render,
};
use serde::Deserialize;

/// So many guarantees on a page.
const ON_A_PAGE: usize = 50;
/// What the cursor of this list is for.
const LIST: &str = "guarantees page";

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    show: String,
    after: Option<String>,
}

/// `GET /dashboard/guarantees`: where the page was once, for those who kept its address.
pub(super) async fn moved() -> HttpResponse {
    see_other("/guaranteed-interviews")
}

/// `GET /guaranteed-interviews`.
pub(super) async fn page(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = shown(&visit, asked.into_inner()).await;
    visit.answer(shown).await
}

async fn shown(visit: &Visit, asked: Asked) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::ListGuarantees)?;
    let within = (
        principal.trust_id,
        principal.may(Operation::ListGuarantees)?,
    );
    let part = match asked.show.as_str() {
        "" => Shown::Open,
        code => Shown::ALL
            .into_iter()
            .find(|part| part.code() == code)
            .ok_or(PageError::NotFound)?,
    };
    let after = asked.after.as_deref();
    let after: Option<Place> = after
        .map(|text| cursor::decode(LIST, text))
        .transpose()
        .map_err(|_| PageError::NotFound)?;
    let today = visit.platform.clock.today().into();
    let database = &visit.platform.database;
    let limit = i64::try_from(ON_A_PAGE + 1).unwrap_or(i64::MAX);
    let mut all = service::list(database, within, part_of(part), after, (limit, today)).await?;
    let kept = service::kept(database, within, None, today).await?;
    let more = all.len() > ON_A_PAGE;
    all.truncate(ON_A_PAGE);
    let reading = Reading::of_list("list_guarantees", "journey", all.len(), &["open"]);
    let by = By::of(principal, visit.request_id.0.clone());
    audit::read(&visit.platform, &by, reading).await?;
    let next = all.last().filter(|_| more).map(|last| {
        let after = cursor::encode(LIST, &(last.due_on.naive(), last.journey_id));
        format!("/guaranteed-interviews?show={}&after={after}", part.code())
    });
    let props = GuaranteesPageProps {
        frame: visit.desk(),
        shown: part,
        guarantees: all,
        kept,
        today,
        next,
    };
    Ok(show(StatusCode::OK, render::<GuaranteesPage>(props).await))
}

fn part_of(shown: Shown) -> Part {
    Part {
        open: match shown {
            Shown::Open => Some(true),
            Shown::Settled => Some(false),
            Shown::Overdue => None,
        },
        overdue: shown == Shown::Overdue,
    }
}
