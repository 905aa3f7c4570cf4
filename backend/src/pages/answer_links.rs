//! The pages that a link opens: can you come to what is booked? Nobody is signed in there, and opening one changes nothing.

use super::{
    candidate::case_of,
    error::PageError,
    language, store,
    visit::{Visit, page, see_other},
};
use crate::answer_links::{self, Answer, AnswerError, Noted, Opened, Standing};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Form, Path, Query},
};
use frontend::{
    answer_links::{
        CannotComePage, Choice, DeadLinkPage, DeadLinkPageProps, FormPageProps, OtherDayPage,
        QuestionPage, QuestionPageProps, Said, Stands, Trouble, address, other_day, released,
    },
    candidate::{Answers, Case},
    public::{Frame, Switch, render},
};
use serde::Deserialize;
use std::rc::Rc;

/// An address that no link has: where somebody comes back to who changes the language of a dead link's page.
const DEAD: &str = "/my/answer/ended";

/// What stands in the address after an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    noted: Option<String>,
}

impl Asked {
    fn said(&self) -> Option<Said> {
        match self.noted.as_deref() {
            Some("now") => Some(Said::Noted),
            Some("before") => Some(Said::NotedBefore),
            _ => None,
        }
    }
}

type Token = Path<String>;
type Posted = Result<Form<Answers>, actix_web::Error>;

/// Which form of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Another day or time.
    OtherDay,
    /// They cannot come.
    CannotCome,
}

/// Why an answer led to no other page.
enum Failure {
    Answer(AnswerError),
    Page(PageError),
}

impl From<AnswerError> for Failure {
    fn from(error: AnswerError) -> Self {
        Self::Answer(error)
    }
}

impl From<PageError> for Failure {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

type Shown = Result<HttpResponse, Failure>;

/// `GET /my/answer/{token}`.
pub(super) async fn question(visit: Visit, token: Token, asked: Query<Asked>) -> HttpResponse {
    let shown = show_question(&visit, &token, asked.said()).await;
    answered(visit, shown).await
}

/// `POST /my/answer/{token}`: yes.
pub(super) async fn say_yes(visit: Visit, token: Token) -> HttpResponse {
    let made = take(&visit, &token, Answer::Coming).await;
    answered(visit, made.map_err(Failure::from)).await
}

/// `GET /my/answer/{token}/another-day` and `/cannot-come`.
pub(super) async fn form(which: Which, visit: Visit, token: Token) -> HttpResponse {
    let shown = show_form(&visit, &token, which).await;
    answered(visit, shown).await
}

/// `POST /my/answer/{token}/another-day` and `/cannot-come`.
pub(super) async fn send(which: Which, visit: Visit, token: Token, posted: Posted) -> HttpResponse {
    let answers = posted.map(Form::into_inner).unwrap_or_default();
    let made = try_to_make(&visit, &token, which, answers).await;
    answered(visit, made).await
}

async fn open(visit: &Visit, token: &str) -> Result<(Opened, Case, Frame), Failure> {
    let opened = answer_links::open(&visit.platform, &visit.request_id, token).await?;
    let case = case_of(visit, opened.asker.clone(), opened.journey_id).await?;
    let frame = frame(visit, &opened).await?;
    Ok((opened, case, frame))
}

/// The frame of the link's own Trust, in the language of whoever it was sent to. Whoever may be signed in here is not asked.
async fn frame(visit: &Visit, opened: &Opened) -> Result<Frame, PageError> {
    let trust = opened.trust_id;
    let standing = visit
        .platform
        .database
        .read(move |db| store::trust(db, Some(trust)))
        .await?;
    Ok(Frame {
        language: language::of_request(&visit.request, Some(opened.language)),
        trust: Rc::new(standing.card),
        signed_in: false,
        ..visit.frame()
    })
}

async fn show_question(visit: &Visit, token: &str, said: Option<Said>) -> Shown {
    let (opened, case, frame) = open(visit, token).await?;
    let stands = match opened.standing {
        Standing::Booked => Stands::Booked,
        Standing::Moved => Stands::Moved,
        Standing::Released => Stands::Released,
    };
    let props = QuestionPageProps {
        frame,
        token: token.to_owned(),
        case: Rc::new(case),
        stands,
        said,
    };
    let text = render::<QuestionPage>(props).await;
    Ok(page(StatusCode::OK, text))
}

async fn show_form(visit: &Visit, token: &str, which: Which) -> Shown {
    let (opened, case, frame) = open(visit, token).await?;
    if opened.standing != Standing::Booked {
        return Ok(see_other(&address(token)));
    }
    Ok(draw(which, StatusCode::OK, props(token, case, frame)).await)
}

fn props(token: &str, case: Case, frame: Frame) -> FormPageProps {
    FormPageProps {
        frame,
        token: token.to_owned(),
        case: Rc::new(case),
        answers: Answers::new(),
        trouble: None,
    }
}

async fn draw(which: Which, status: StatusCode, props: FormPageProps) -> HttpResponse {
    let text = match which {
        Which::OtherDay => render::<OtherDayPage>(props).await,
        Which::CannotCome => render::<CannotComePage>(props).await,
    };
    page(status, text)
}

async fn try_to_make(visit: &Visit, token: &str, which: Which, answers: Answers) -> Shown {
    let (opened, case, frame) = open(visit, token).await?;
    if opened.standing != Standing::Booked {
        return Ok(see_other(&noted(token, Noted::Before)));
    }
    let answer = match which {
        Which::OtherDay => other_day(&case, &answers).map(|choice| match choice {
            Choice::AnotherDay(commands) => Answer::AnotherDay(commands),
            Choice::CallMe(command) => Answer::CannotCome(command),
        }),
        Which::CannotCome => released(&case, &answers).map(Answer::CannotCome),
    };
    let props = FormPageProps {
        answers,
        ..props(token, case, frame)
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(problems) => {
            let trouble = Some(Trouble::Invalid(problems));
            let props = FormPageProps { trouble, ..props };
            return Ok(draw(which, StatusCode::UNPROCESSABLE_ENTITY, props).await);
        }
    };
    match take(visit, token, answer).await {
        Err(AnswerError::Refused(refusal)) => {
            // What is free has changed: the form as things stand now.
            let (_, case, frame) = open(visit, token).await?;
            let props = FormPageProps {
                answers: props.answers,
                trouble: Some(Trouble::Refused(refusal.unmet_guards)),
                ..self::props(token, case, frame)
            };
            Ok(draw(which, StatusCode::CONFLICT, props).await)
        }
        taken => Ok(taken?),
    }
}

/// Takes an answer, and leads to the page that says what was noted.
async fn take(visit: &Visit, token: &str, answer: Answer) -> Result<HttpResponse, AnswerError> {
    let taken = answer_links::answer(&visit.platform, &visit.request_id, token, answer).await?;
    Ok(see_other(&noted(token, taken)))
}

fn noted(token: &str, noted: Noted) -> String {
    let when = match noted {
        Noted::Now => "now",
        Noted::Before => "before",
    };
    format!("{}?noted={when}", address(token))
}

/// What came of a visit. Every link that leads nowhere leads to the same page.
async fn answered(visit: Visit, shown: Shown) -> HttpResponse {
    let error = match shown {
        Ok(response) => return visit.answer(Ok(response)).await,
        Err(Failure::Answer(AnswerError::Dead) | Failure::Page(PageError::NotFound)) => {
            let text = dead(&visit).await;
            return visit.answer(Ok(page(StatusCode::NOT_FOUND, text))).await;
        }
        Err(Failure::Page(error)) => error,
        // A yes that the rules refuse: the booked day has passed since midnight, for one.
        Err(Failure::Answer(AnswerError::Refused(refusal))) => {
            PageError::Broken(refusal.to_string())
        }
        Err(Failure::Answer(AnswerError::Journey(error))) => error.into(),
    };
    visit.answer(Err(error)).await
}

async fn dead(visit: &Visit) -> String {
    let frame = Frame {
        signed_in: false,
        switch: Switch::Remembered(DEAD.to_owned()),
        ..visit.frame()
    };
    render::<DeadLinkPage>(DeadLinkPageProps { frame }).await
}
