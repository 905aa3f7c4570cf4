//! A visit: who, in which language, to whose pages.

use super::{answers::OnPage, error::PageError, language, store};
use crate::{
    access::{Operation, Principal, Reach, Who},
    application::Platform,
    assets,
    audit::{self, By, Reading},
    identity::{Member, authenticate},
    journeys::Asker,
    platform::{
        clock::civil_date_of,
        database::DatabaseResult,
        http::{Problem, RequestId},
    },
    tasks::service::pressing,
};
use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
    web::Data,
};
use chrono::{DateTime, Utc};
use frontend::public::{ErrorPage, ErrorPageProps, Frame, Switch, TrustCard, render};
use futures_util::future::LocalBoxFuture;
use shared::{
    candidates::Language,
    ids::{CandidateId, TrustId},
    journey::Benefit,
    problem::ProblemCode,
};
use std::{cell::Cell, rc::Rc};

/// A visit to a page.
pub(super) struct Visit {
    pub request: HttpRequest,
    pub platform: Data<Platform>,
    pub request_id: RequestId,
    /// Who is signed in; `None` for nobody.
    pub principal: Option<Principal>,
    /// The language of the page.
    pub language: Language,
    /// The Trust whose pages these are.
    pub trust: Rc<TrustCard>,
    /// What the Trust accepts on a referral (L1).
    pub benefits: Vec<Benefit>,
    /// How much of the work list presses, where it is theirs to see.
    pub(super) pressing: usize,
    /// What was written into the form that was sent, and where it stands.
    pub(super) written: Option<OnPage>,
    /// Whether the page shows what was written before and not sent.
    pub(super) is_unsent: Cell<bool>,
    /// A fault that was met on the way here. The page says so.
    trouble: Option<PageError>,
}

impl FromRequest for Visit {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let request_id = RequestId::from_request(&request, payload);
        Box::pin(async move {
            let Ok(request_id) = request_id.await;
            let platform = request
                .app_data::<Data<Platform>>()
                .cloned()
                .ok_or_else(|| Problem::internal("the application was built without a platform"))?;
            Ok(Self::begin(request, platform, request_id).await)
        })
    }
}

impl Visit {
    async fn begin(request: HttpRequest, platform: Data<Platform>, request_id: RequestId) -> Self {
        let mut trouble = None;
        let principal = match authenticate(&request).await {
            Ok(principal) => Some(principal),
            Err(problem) => {
                trouble = fault(&problem);
                None
            }
        };
        let (trust, candidate) = match &principal {
            Some(principal) => (Some(principal.trust_id), principal.candidate_id()),
            None => (None, None),
        };
        let tasks = principal.as_ref().and_then(reach_of_tasks);
        let today = platform.clock.today().into();
        let found = platform
            .database
            .snapshot(move |db| -> DatabaseResult<_> {
                let standing = store::trust(db, trust)?;
                let chosen = match (trust, candidate) {
                    (Some(trust), Some(candidate)) => store::language_of(db, trust, candidate)?,
                    _ => None,
                };
                let pressing = match tasks {
                    Some(within) => pressing(db, within, today)?,
                    None => 0,
                };
                Ok((standing, chosen, pressing))
            })
            .await;
        let (standing, chosen, pressing) = found.unwrap_or_else(|error| {
            trouble = Some(error.into());
            (store::Standing::default(), None, 0)
        });
        Self {
            language: language::of_request(&request, chosen),
            trust: Rc::new(standing.card),
            benefits: standing.benefits,
            request,
            platform,
            request_id,
            principal,
            pressing,
            written: None,
            is_unsent: Cell::new(false),
            trouble,
        }
    }

    /// The frame of a page that can be shown in each language.
    pub fn frame(&self) -> Frame {
        let here = self
            .request
            .uri()
            .path_and_query()
            .map_or("/my", |place| place.as_str());
        Frame {
            language: self.language,
            trust: Rc::clone(&self.trust),
            stylesheet: assets::path("candidate.css"),
            switch: Switch::Remembered(here.to_owned()),
            signed_in: self.candidate().is_ok(),
        }
    }

    /// The candidate who visits.
    pub fn candidate(&self) -> Result<CandidateId, PageError> {
        match self.principal.as_ref().map(|principal| &principal.who) {
            Some(Who::Candidate { candidate_id }) => Ok(*candidate_id),
            Some(_) => Err(PageError::Forbidden),
            None => Err(PageError::NotSignedIn),
        }
    }

    /// The member of staff who visits.
    pub fn staff(&self) -> Result<Member, PageError> {
        let principal = self.principal.as_ref().ok_or(PageError::NotSignedIn)?;
        match principal.who {
            Who::Staff { user_id, .. } => Ok((principal.trust_id, user_id)),
            _ => Err(PageError::Forbidden),
        }
    }

    /// The same, if they have shown lately who they are.
    pub fn staff_who_confirmed(&self) -> Result<Member, PageError> {
        let member = self.staff()?;
        self.require_recent()?;
        Ok(member)
    }

    /// Who asks for an operation, as far as the policy lets them reach.
    pub fn asker(&self, operation: Operation) -> Result<Asker, PageError> {
        self.candidate()?;
        let principal = self.principal.as_ref().ok_or(PageError::NotSignedIn)?;
        let reach = principal.may(operation)?;
        Ok(Asker::of(principal, reach, self.request_id.clone()))
    }

    /// Tells the audit log that somebody's own page is about to be shown to them.
    pub async fn tell(&self) -> Result<(), PageError> {
        let candidate = self.candidate()?;
        let principal = self.principal.as_ref().ok_or(PageError::NotSignedIn)?;
        let by = By::of(principal, self.request_id.0.clone());
        let what = ("candidate", candidate.as_uuid());
        let reading = Reading::of_one("read_own_page", what, candidate);
        Ok(audit::read(&self.platform, &by, reading).await?)
    }

    /// What came of a visit, as somebody sees it.
    pub async fn answer(mut self, result: Result<HttpResponse, PageError>) -> HttpResponse {
        let result = match self.trouble.take() {
            Some(trouble) => Err(trouble),
            None => result,
        };
        match result {
            Ok(response) => response,
            Err(PageError::NotSignedIn) => self.ask_first(self.sign_in_page()).await,
            Err(PageError::NotRecent) => self.ask_first("/account/confirm").await,
            Err(error) => self.error_page(&error).await,
        }
    }

    fn sign_in_page(&self) -> &'static str {
        if self.request.path().starts_with("/my") {
            "/my/sign-in"
        } else {
            "/sign-in"
        }
    }

    async fn error_page(&self, error: &PageError) -> HttpResponse {
        let (status, kind) = error.answer();
        if status.is_server_error() {
            // The pattern, not the path: a path can hold a link's token.
            let page = self.request.match_pattern().unwrap_or_default();
            tracing::error!(%error, page, "a page could not be shown");
        }
        let frame = Frame {
            switch: Switch::None,
            ..self.frame()
        };
        page(
            status,
            render::<ErrorPage>(ErrorPageProps { frame, kind }).await,
        )
    }
}

/// How far somebody reaches into the work list, if it is theirs to see: the frame of their pages counts what presses.
fn reach_of_tasks(principal: &Principal) -> Option<(TrustId, Reach)> {
    let reach = principal.may(Operation::ListTasks).ok()?;
    Some((principal.trust_id, reach))
}

/// A fault of ours or of the database; that nobody is signed in is none.
fn fault(problem: &Problem) -> Option<PageError> {
    match problem.code() {
        ProblemCode::Unavailable => Some(PageError::Unavailable(problem.to_string())),
        ProblemCode::Internal => Some(PageError::Broken(problem.to_string())),
        _ => None,
    }
}

/// A page.
pub(super) fn page(status: StatusCode, text: String) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(text)
}

/// To another page, after a form.
pub(super) fn see_other(place: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, place))
        .finish()
}

/// A day in England as staff read it: `1 March 2027`.
pub(super) fn day(instant: DateTime<Utc>) -> String {
    civil_date_of(instant).format("%-d %B %Y").to_string()
}
