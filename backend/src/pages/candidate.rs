//! A candidate's own pages: nobody else's can be reached, or told from one that is not there.

use super::{
    error::PageError,
    notes, store,
    visit::{Visit, page},
};
use crate::{
    access::Operation,
    candidates,
    identity::Identity,
    journeys::{Asker, JourneyFilter, service as journeys},
    platform::database::DatabaseResult,
};
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path, Query},
};
use frontend::{
    candidate::{
        Case, HomePage, HomePageProps, NoJourneyPage, NoJourneyPageProps, OtherJourney,
        calendar::calendar as calendar_file, standing,
    },
    public::render,
};
use serde::Deserialize;
use shared::{
    ids::JourneyId,
    journey::{Move, Recorded, State},
    journeys::JourneySummary,
};
use std::rc::Rc;

/// More journeys than one person has.
const MOST: u32 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
}

impl Asked {
    /// The move that somebody has just made, where the address names one.
    fn made(&self) -> Option<Move> {
        self.done.as_deref().and_then(|code| code.parse().ok())
    }
}

/// `GET /my`: the journey that is under way, else the last one.
pub(super) async fn home(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = show_home(&visit, asked.made()).await;
    visit.answer(shown).await
}

async fn show_home(visit: &Visit, made: Option<Move>) -> Result<HttpResponse, PageError> {
    let all = own_journeys(visit).await?;
    match all
        .iter()
        .find(|one| one.state.is_open())
        .or_else(|| all.first())
    {
        Some(one) => show_journey(visit, one.id, made, &all).await,
        None => {
            let props = NoJourneyPageProps {
                frame: visit.frame(),
                name: given_name(visit).await?,
            };
            visit.tell().await?;
            Ok(page(StatusCode::OK, render::<NoJourneyPage>(props).await))
        }
    }
}

/// `GET /my/journeys/{id}`.
pub(super) async fn journey(visit: Visit, id: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let id: JourneyId = id.parse().map_err(|_| PageError::NotFound)?;
        let all = own_journeys(&visit).await?;
        show_journey(&visit, id, asked.made(), &all).await
    }
    .await;
    visit.answer(shown).await
}

async fn show_journey(
    visit: &Visit,
    id: JourneyId,
    made: Option<Move>,
    all: &[JourneySummary],
) -> Result<HttpResponse, PageError> {
    let case = case(visit, id).await?;
    let mut others = Vec::new();
    for one in all
        .iter()
        .filter(|one| one.id != id && one.state != State::Merged)
    {
        let asker = visit.asker(Operation::ReadJourney)?;
        let view = journeys::find(&visit.platform, asker, one.id).await?;
        others.push(OtherJourney {
            id: one.id,
            programme: view.programme_title,
            standing: standing(one.state, one.waiting_listed, visit.language).to_owned(),
        });
    }
    let props = HomePageProps {
        frame: visit.frame(),
        name: given_name(visit).await?,
        shown_link: shown_link(visit, &case),
        case: Rc::new(case),
        notes: notes::own(visit, id).await?,
        others,
        done: made,
    };
    visit.tell().await?;
    Ok(page(StatusCode::OK, render::<HomePage>(props).await))
}

/// In a demo, the link that asks whether they can come, while there is something to answer. Elsewhere nothing, ever.
fn shown_link(visit: &Visit, case: &Case) -> Option<String> {
    let is_open = case.journey.booked()?.confirmed_on.is_none();
    let identity = visit.request.app_data::<Data<Identity>>()?;
    identity.shown_link(case.id.as_uuid()).filter(|_| is_open)
}

/// `GET /my/calendar.ics`: the dates ahead.
pub(super) async fn calendar(visit: Visit) -> HttpResponse {
    let shown = async {
        let mut cases = Vec::new();
        for one in own_journeys(&visit)
            .await?
            .iter()
            .filter(|one| one.state.is_open())
        {
            cases.push(case(&visit, one.id).await?);
        }
        let stamp = visit
            .platform
            .clock
            .now()
            .format("%Y%m%dT%H%M%SZ")
            .to_string();
        let trust = (visit.trust.name.as_str(), visit.trust.phone.as_str());
        visit.tell().await?;
        let file = calendar_file(&cases, visit.language, trust, &stamp);
        Ok(HttpResponse::Ok()
            .content_type("text/calendar; charset=utf-8")
            .insert_header((
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"dates.ics\"",
            ))
            .body(file))
    }
    .await;
    visit.answer(shown).await
}

/// The journeys of whoever visits, the most recently moved first.
async fn own_journeys(visit: &Visit) -> Result<Vec<JourneySummary>, PageError> {
    let asker = visit.asker(Operation::ListJourneys)?;
    let (all, _) =
        journeys::list(&visit.platform, asker, JourneyFilter::default(), None, MOST).await?;
    Ok(all)
}

async fn given_name(visit: &Visit) -> Result<String, PageError> {
    let (candidate, trust) = (
        visit.candidate()?,
        visit.asker(Operation::ReadCandidate)?.trust_id,
    );
    let found = visit
        .platform
        .database
        .read(move |db| candidates::find(db, trust, candidate))
        .await?;
    found.map(|row| row.given_name).ok_or(PageError::NotFound)
}

/// One of their journeys with everything that its pages say of it.
pub(super) async fn case(visit: &Visit, id: JourneyId) -> Result<Case, PageError> {
    case_of(visit, visit.asker(Operation::ReadJourney)?, id).await
}

/// The same for whoever the candidate is.
pub(super) async fn case_of(visit: &Visit, asker: Asker, id: JourneyId) -> Result<Case, PageError> {
    let trust = asker.trust_id;
    let (view, journey, situation) =
        journeys::find_fold(&visit.platform, asker.clone(), id).await?;
    let history = journeys::timeline(&visit.platform, asker, id).await?;
    let vacancy = view.vacancy_id;
    let role = visit
        .platform
        .database
        .read(move |db| -> DatabaseResult<_> { store::role(db, trust, vacancy) })
        .await?;
    let recorded = |entry: shared::journeys::TimelineEntry| Recorded {
        event: entry.event,
        on: entry.on,
        by: entry.by,
    };
    Ok(Case {
        id,
        reference: view.reference,
        programme: view.programme_title,
        role,
        journey,
        situation,
        history: history.into_iter().map(recorded).collect(),
    })
}
