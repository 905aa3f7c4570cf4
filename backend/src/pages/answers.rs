//! What a form sends, and how it comes back with what was written when it could not be sent: because the session had ended,
//! or because they must show first who they are.

use super::{
    error::PageError,
    visit::{Visit, see_other},
};
use crate::identity::{self, Written, with_next};
use actix_web::{HttpResponse, web::Form};
use uuid::Uuid;

/// What a form sends: names may come several times.
pub(super) type Sent = Result<Form<Vec<(String, String)>>, actix_web::Error>;

/// The answers of a form.
#[derive(Debug, Default, Clone)]
pub(super) struct Answers(Written);

impl Answers {
    pub fn of(sent: Sent) -> Self {
        Self(sent.map(Form::into_inner).unwrap_or_default())
    }

    pub fn one(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(given, _)| given == name);
        found.map_or("", |(_, value)| value.trim())
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        let given = self.0.iter().filter(|(given, _)| given == name);
        given.map(|(_, value)| value.clone()).collect()
    }

    /// The version that the form was written for; none is ever 0, so that a form without one is stale.
    pub fn version(&self) -> i32 {
        self.one("version").parse().unwrap_or(0)
    }
}

/// What was written into a form, and the page on which the form stands.
#[derive(Debug, Clone)]
pub(super) struct OnPage {
    page: String,
    answers: Answers,
}

impl Visit {
    /// Says on which page the form stands that was sent, so that they come back to it if they must sign in or show who they
    /// are first.
    pub fn form_of(&mut self, page: impl Into<String>) {
        self.wrote(page, &Answers::default());
    }

    /// The same, and the form comes back with these answers. Those are kept for an hour, sealed; nothing secret is among
    /// them.
    pub fn wrote(&mut self, page: impl Into<String>, answers: &Answers) {
        self.written = Some(OnPage {
            page: page.into(),
            answers: answers.clone(),
        });
    }

    /// What whoever visits had written on this page, where its address says that it was not sent. The frame tells them
    /// so: ask before it is drawn.
    pub async fn unsent(&self, id: Option<&str>) -> Result<Option<Answers>, PageError> {
        let Some(id) = id.and_then(|id| id.parse::<Uuid>().ok()) else {
            return Ok(None);
        };
        let (member, identity) = (self.staff()?, self.identity()?);
        let here = (self.request.path(), id);
        let found = identity::unsent(&self.platform, &identity, member, here).await?;
        self.is_unsent.set(found.is_some());
        Ok(found.map(Answers))
    }

    /// To a page on which they sign in or show who they are, and from there back here, with what they wrote.
    pub(super) async fn ask_first(&self, page: &str) -> HttpResponse {
        let back = match &self.written {
            Some(form) => self.kept(form).await,
            None => {
                let here = self.request.uri().path_and_query();
                here.map_or("/", |here| here.as_str()).to_owned()
            }
        };
        see_other(&with_next(page, Some(&back)))
    }

    /// The page of a form, with the name of what was written where that could be kept.
    async fn kept(&self, form: &OnPage) -> String {
        let Ok(identity) = self.identity() else {
            return form.page.clone();
        };
        let (path, joint) = match form.page.split_once('?') {
            Some((path, _)) => (path, '&'),
            None => (form.page.as_str(), '?'),
        };
        let written = (path, form.answers.0.as_slice());
        match identity::keep_unsent(&self.platform, &identity, &self.request, written).await {
            Ok(Some(id)) => format!("{}{joint}unsent={id}", form.page),
            Ok(None) => form.page.clone(),
            Err(error) => {
                tracing::error!(%error, "what was written into a form was not kept");
                form.page.clone()
            }
        }
    }
}
