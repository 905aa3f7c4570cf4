//! The administrators' pages of staff accounts. They call the same services as the API, and ask the same policy.

use super::{
    answers::{Answers, Sent},
    desk::{status_of, wire_in_words},
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::Operation,
    accounts::{self, AccountError, By, UserFilter},
    platform::http::{Problem, cursor},
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Path, Query},
};
use frontend::{
    accounts::{
        InvitePage, InvitePageProps, Invited, PeoplePage, PeoplePageProps, Person, PersonPage,
        PersonPageProps,
    },
    forms::problems_of,
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::{
    accounts::{AccountState, InviteUser, UserView},
    identity::Role,
    ids::UserId,
    values::Words,
};

/// So many people on a page.
const ON_A_PAGE: usize = 50;
/// What the cursor of this list is for.
const LIST: &str = "people";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: Option<String>,
    done: Option<String>,
    unsent: Option<String>,
}

fn person(view: UserView) -> Person {
    Person {
        id: view.id.to_string(),
        name: view.name,
        email: view.email,
        role: view.role,
        state: view.state,
        last_signed_in: view.last_signed_in_at.as_deref().map(wire_in_words),
        invited_until: view.invited_until.as_deref().map(wire_in_words),
        version: view.version,
    }
}

/// `GET /administration/accounts`.
pub(super) async fn list(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let principal = visit.staff_for(Operation::ListUsers)?;
        let after = asked.after.as_deref();
        let after = after
            .map(|text| cursor::decode(LIST, text))
            .transpose()
            .map_err(|_| PageError::NotFound)?;
        let limit = i64::try_from(ON_A_PAGE).unwrap_or(i64::MAX);
        let filter = UserFilter::default();
        let mut all = accounts::list(&visit.platform, principal, filter, after, limit).await?;
        let more = all.len() > ON_A_PAGE;
        all.truncate(ON_A_PAGE);
        let next = all.last().filter(|_| more).map(|last| {
            let after = cursor::encode(LIST, &(&last.name, last.id));
            format!("/administration/accounts?after={after}")
        });
        let props = PeoplePageProps {
            frame: visit.desk(),
            people: all.into_iter().map(person).collect(),
            next,
        };
        Ok(page(StatusCode::OK, render::<PeoplePage>(props).await))
    }
    .await;
    visit.answer(shown).await
}

/// `GET /administration/accounts/new`.
pub(super) async fn invitation_form(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        visit.staff_for(Operation::InviteUser)?;
        let written = visit.unsent(asked.unsent.as_deref()).await?;
        let given = invited(&written.unwrap_or_default());
        let form = show_form(&visit, StatusCode::OK, given, Vec::new());
        Ok(form.await)
    }
    .await;
    visit.answer(shown).await
}

async fn show_form(
    visit: &Visit,
    status: StatusCode,
    given: Invited,
    problems: Vec<FieldProblem>,
) -> HttpResponse {
    let props = InvitePageProps {
        frame: visit.desk(),
        given,
        problems,
    };
    page(status, render::<InvitePage>(props).await)
}

fn invited(answers: &Answers) -> Invited {
    Invited {
        name: answers.one("name").to_owned(),
        email: answers.one("email").to_owned(),
        role: answers.one("role").to_owned(),
    }
}

/// `POST /administration/accounts/new`.
pub(super) async fn invite(mut visit: Visit, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    visit.wrote("/administration/accounts/new", &answers);
    let made = try_to_invite(&visit, invited(&answers)).await;
    visit.answer(made).await
}

async fn try_to_invite(visit: &Visit, given: Invited) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::InviteUser)?.clone();
    let request = match read(&given) {
        Ok(request) => request,
        Err(problems) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(show_form(visit, status, given, problems).await);
        }
    };
    let by = By {
        principal,
        request_id: visit.request_id.0.clone(),
    };
    match accounts::invite(&visit.platform, &*visit.identity()?, by, request).await {
        Ok(view) => Ok(see_other(&format!(
            "/administration/accounts/{}?done=invited",
            view.id
        ))),
        Err(AccountError::Invalid(errors)) => {
            let problems = problems_of(&errors, |_| true);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(show_form(visit, status, given, problems).await)
        }
        Err(error @ AccountError::AddressTaken) => {
            let problems = vec![FieldProblem::new("email", error.words())];
            Ok(show_form(visit, StatusCode::CONFLICT, given, problems).await)
        }
        Err(error) => Err(error.into()),
    }
}

/// The invitation as the service takes it, or everything that is missing.
fn read(form: &Invited) -> Result<InviteUser, Vec<FieldProblem>> {
    let name =
        Words::parse(&form.name).map_err(|_| FieldProblem::new("name", "Write their full name."));
    let role = form
        .role
        .parse()
        .map_err(|_| FieldProblem::new("role", "Choose what they do."));
    let (name, role) = match (name, role) {
        (Ok(name), Ok(role)) => (name, role),
        (name, role) => {
            let problems = [name.err(), role.err()].into_iter().flatten();
            return Err(problems.collect());
        }
    };
    Ok(InviteUser {
        name,
        email: form.email.clone(),
        role,
    })
}

/// `GET /administration/accounts/{id}`.
pub(super) async fn one(visit: Visit, id: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let id: UserId = id.parse().map_err(|_| PageError::NotFound)?;
        let done = asked.done.as_deref().and_then(done_in_words);
        let written = visit.unsent(asked.unsent.as_deref()).await?;
        let role = written.unwrap_or_default().one("role").parse().ok();
        show_person(&visit, StatusCode::OK, id, (done, None, role)).await
    }
    .await;
    visit.answer(shown).await
}

fn done_in_words(code: &str) -> Option<String> {
    let words = match code {
        "invited" | "send" => "The invitation is on its way.",
        "take-back" => "The invitation is taken back. Its link opens nothing any more.",
        "role" => "The role is changed.",
        "disable" => "The account is disabled, and they are signed out everywhere.",
        "enable" => "The account is enabled.",
        _ => return None,
    };
    Some(words.to_owned())
}

async fn show_person(
    visit: &Visit,
    status: StatusCode,
    id: UserId,
    (done, problem, role): (Option<String>, Option<String>, Option<Role>),
) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::ReadUser)?;
    let view = accounts::find(&visit.platform, principal, id).await?;
    let invited = view.state == AccountState::Invited;
    let shown_link = visit.identity()?.shown_link(id.as_uuid());
    let props = PersonPageProps {
        frame: visit.desk(),
        person: person(view),
        done,
        problem,
        role,
        shown_link: shown_link.filter(|_| invited),
    };
    Ok(page(status, render::<PersonPage>(props).await))
}

/// `POST /administration/accounts/{id}/{deed}`: what can be done with an account, each with the version it was read at.
pub(super) async fn act(
    deed: &'static str,
    mut visit: Visit,
    id: Path<String>,
    sent: Sent,
) -> HttpResponse {
    let answers = Answers::of(sent);
    let acted = match id.parse::<UserId>() {
        Ok(id) => {
            let page = format!("/administration/accounts/{id}");
            match deed {
                "role" => visit.wrote(page, &answers),
                _ => visit.form_of(page),
            }
            try_to_act(&visit, id, deed, &answers).await
        }
        Err(_) => Err(PageError::NotFound),
    };
    visit.answer(acted).await
}

async fn try_to_act(
    visit: &Visit,
    id: UserId,
    deed: &str,
    answers: &Answers,
) -> Result<HttpResponse, PageError> {
    let operation = match deed {
        "invitation/send" => Operation::SendInvitation,
        "invitation/take-back" => Operation::TakeBackInvitation,
        "role" => Operation::ChangeUserRole,
        "disable" => Operation::DisableUser,
        "enable" => Operation::EnableUser,
        _ => return Err(PageError::NotFound),
    };
    let by = By {
        principal: visit.staff_for(operation)?.clone(),
        request_id: visit.request_id.0.clone(),
    };
    if operation == Operation::ChangeUserRole {
        visit.require_recent()?;
    }
    let (platform, identity, at) = (&*visit.platform, visit.identity()?, answers.version());
    let identity = &**identity;
    let acted = match operation {
        Operation::SendInvitation => {
            accounts::send_invitation(platform, identity, by, id, at).await
        }
        Operation::TakeBackInvitation => {
            accounts::take_back_invitation(platform, identity, by, id, at).await
        }
        Operation::ChangeUserRole => {
            let role = answers.one("role").parse();
            let role = role.map_err(|_| PageError::NotFound)?;
            accounts::change_role(platform, by, id, at, role).await
        }
        Operation::DisableUser => accounts::disable(platform, identity, by, id, at).await,
        _ => accounts::enable(platform, by, id, at).await,
    };
    match acted {
        Ok(_) => {
            let done = deed.rsplit('/').next().unwrap_or_default();
            Ok(see_other(&format!(
                "/administration/accounts/{id}?done={done}"
            )))
        }
        Err(AccountError::NotFound) => Err(PageError::NotFound),
        Err(AccountError::Database(error)) => Err(error.into()),
        Err(error) => {
            let words = match &error {
                AccountError::Stale => "Somebody has changed this account since you opened the page. This is how it is now.".to_owned(),
                error => error.words(),
            };
            let status = status_of(&Problem::from(error));
            show_person(visit, status, id, (None, Some(words), None)).await
        }
    }
}

/// `GET /administration/accounts/{id}/{deed}`: to the page that the form stands on, as after signing in again.
pub(super) async fn to_person(path: Path<(String, String)>) -> HttpResponse {
    match path.0.parse::<UserId>() {
        Ok(id) => see_other(&format!("/administration/accounts/{id}")),
        Err(_) => see_other("/administration/accounts"),
    }
}
