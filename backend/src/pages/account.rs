//! One's own account, and the links that open one: pages and plain forms.

use super::{
    desk::{in_words, status_of, wire_in_words},
    error::PageError,
    sign_in::waiting_time,
    visit::{Visit, day, page, see_other},
};
use crate::{
    access::Operation,
    accounts::{self, AccountError, By, LinkPurpose},
    identity::{
        self, CurrentSignIn, IdentityError, PasswordError, Seen, current_sign_in, enter_page,
        to_sign_in,
    },
    platform::http::Problem,
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Form, Path, Query},
};
use frontend::{
    accounts::{
        AccountPage, AccountPageProps, ChangePasswordPage, ChangePasswordPageProps,
        ChoosePasswordPage, ChoosePasswordPageProps, DeadLinkPage, DeadLinkPageProps,
        ForgottenPage, ForgottenPageProps, LinkKind, OwnSignIn,
    },
    factors::Factors,
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::values::Coded as _;
use uuid::Uuid;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
    sent: Option<String>,
}

fn by(visit: &Visit, operation: Operation) -> Result<By, PageError> {
    Ok(By {
        principal: visit.staff_for(operation)?.clone(),
        request_id: visit.request_id.0.clone(),
    })
}

fn here(visit: &Visit) -> Option<CurrentSignIn> {
    current_sign_in(&visit.request)
}

/// `GET /account`.
pub(super) async fn account(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = show_account(&visit, asked.done.as_deref()).await;
    visit.answer(shown).await
}

async fn show_account(visit: &Visit, done: Option<&str>) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::ListSignIns)?;
    let identity = visit.identity()?;
    let here = here(visit);
    let standing = identity::standing(&visit.platform, visit.staff()?).await?;
    let all = accounts::list_sign_ins(&visit.platform, &identity, principal, here).await?;
    let done = match done {
        Some("password") => {
            Some("Your password is changed, and you are signed out everywhere else.")
        }
        Some("ended") => Some("That sign-in is ended."),
        _ => None,
    };
    let crate::access::Who::Staff { role, .. } = principal.who else {
        return Err(PageError::Forbidden);
    };
    let props = AccountPageProps {
        frame: visit.desk(),
        name: principal.name.clone(),
        role: role.label().to_owned(),
        ends: here
            .map(|here| in_words(here.expires_at))
            .unwrap_or_default(),
        sign_ins: all
            .into_iter()
            .map(|one| OwnSignIn {
                id: one.id.to_string(),
                browser: one.browser,
                address: one.address,
                signed_in: wire_in_words(&one.signed_in_at),
                last_seen: wire_in_words(&one.last_seen_at),
                current: one.current,
            })
            .collect(),
        done: done.map(str::to_owned),
        has_password: standing.has_password,
        factors: Factors {
            app_since: standing.authenticator_since.map(day),
            codes_left: standing.recovery_codes,
            passkeys: standing.passkeys,
            required: standing.required,
        },
    };
    Ok(page(StatusCode::OK, render::<AccountPage>(props).await))
}

/// `POST /account/sign-ins/{id}/end`.
pub(super) async fn end_sign_in(mut visit: Visit, id: Path<String>) -> HttpResponse {
    visit.form_of("/account");
    let ended = async {
        let by = by(&visit, Operation::EndSignIn)?;
        let id: Uuid = id.parse().map_err(|_| PageError::NotFound)?;
        match accounts::end_sign_in(&visit.platform, &*visit.identity()?, by, id).await {
            Ok(()) => Ok(see_other("/account?done=ended")),
            Err(error) => Err(error.into()),
        }
    }
    .await;
    visit.answer(ended).await
}

/// `POST /account/sign-ins/end-all`.
pub(super) async fn end_all(mut visit: Visit) -> HttpResponse {
    visit.form_of("/account");
    let ended = async {
        let by = by(&visit, Operation::EndAllSignIns)?;
        let identity = visit.identity()?;
        accounts::end_all_sign_ins(&visit.platform, &identity, by).await?;
        Ok(to_sign_in(&identity))
    }
    .await;
    visit.answer(ended).await
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    old_password: String,
    password: String,
}

type Posted<T> = Result<Form<T>, actix_web::Error>;

/// `GET /account/password`.
pub(super) async fn password_form(visit: Visit) -> HttpResponse {
    let shown = async {
        visit.staff_for(Operation::ChangePassword)?;
        Ok(show_password_form(&visit, StatusCode::OK, Vec::new()).await)
    }
    .await;
    visit.answer(shown).await
}

async fn show_password_form(
    visit: &Visit,
    status: StatusCode,
    problems: Vec<FieldProblem>,
) -> HttpResponse {
    let props = ChangePasswordPageProps {
        frame: visit.desk(),
        problems,
    };
    page(status, render::<ChangePasswordPage>(props).await)
}

/// `POST /account/password`.
pub(super) async fn change_password(mut visit: Visit, form: Posted<PasswordForm>) -> HttpResponse {
    visit.form_of("/account/password");
    let changed = async {
        let by = by(&visit, Operation::ChangePassword)?;
        let form = form.map(Form::into_inner).unwrap_or_default();
        let given = (form.old_password.as_str(), form.password.as_str());
        let (identity, here) = (visit.identity()?, here(&visit));
        match accounts::change_password(&visit.platform, &identity, by, here, given).await {
            Ok(()) => Ok(see_other("/account?done=password")),
            Err(error) => {
                let problem = password_problem(&error)?;
                let status = status_of(&Problem::from(error));
                Ok(show_password_form(&visit, status, vec![problem]).await)
            }
        }
    }
    .await;
    visit.answer(changed).await
}

/// What is wrong with a password, beside its field; any other fault is a page's own.
pub(super) fn password_problem(error: &AccountError) -> Result<FieldProblem, PageError> {
    let (field, words) = match error {
        AccountError::WrongPassword => ("old_password", error.words()),
        AccountError::Password(PasswordError::Weak(_)) => ("password", error.words()),
        AccountError::Identity(IdentityError::HeldBack(seconds)) => {
            let wait = waiting_time(*seconds);
            (
                "",
                format!("Too many wrong tries. Wait {wait}, then try again."),
            )
        }
        AccountError::Password(PasswordError::Busy(_))
        | AccountError::Identity(IdentityError::Busy(_)) => {
            let words = "Many people are signing in. Wait a few seconds, then try again.";
            ("", words.to_owned())
        }
        other => return Err(PageError::Broken(other.to_string())),
    };
    Ok(FieldProblem::new(field, words))
}

/// `GET /forgotten-password`.
pub(super) async fn forgotten(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let sent = asked.sent.as_deref().and_then(|id| id.parse::<Uuid>().ok());
        let identity = visit.identity()?;
        let props = ForgottenPageProps {
            frame: visit.frame(),
            sent: asked.sent.is_some(),
            shown_link: sent.and_then(|id| identity.shown_link(id)),
        };
        Ok(page(StatusCode::OK, render::<ForgottenPage>(props).await))
    }
    .await;
    visit.answer(shown).await
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct EmailForm {
    email: String,
}

/// `POST /forgotten-password`. The address is in no address: `sent` names the asking, whether or not a link was sent.
pub(super) async fn send_link(visit: Visit, form: Posted<EmailForm>) -> HttpResponse {
    let sent = async {
        let form = form.map(Form::into_inner).unwrap_or_default();
        let request: Uuid = visit.platform.ids.new_id();
        let (identity, request_id) = (visit.identity()?, visit.request_id.0.clone());
        accounts::request_reset(&visit.platform, &identity, request_id, &form.email, request).await;
        Ok(see_other(&format!("/forgotten-password?sent={request}")))
    }
    .await;
    visit.answer(sent).await
}

const fn kind_of(purpose: LinkPurpose) -> LinkKind {
    match purpose {
        LinkPurpose::Invitation => LinkKind::Invitation,
        LinkPurpose::Reset => LinkKind::Reset,
    }
}

/// `GET /invitation/{token}` and `GET /reset-password/{token}`: shows the form and uses nothing up.
pub(super) async fn open(purpose: LinkPurpose, visit: Visit, token: Path<String>) -> HttpResponse {
    let shown = show_link(&visit, purpose, &token, StatusCode::OK, Vec::new()).await;
    visit.answer(shown).await
}

async fn show_link(
    visit: &Visit,
    purpose: LinkPurpose,
    token: &str,
    status: StatusCode,
    problems: Vec<FieldProblem>,
) -> Result<HttpResponse, PageError> {
    let identity = visit.identity()?;
    let (frame, kind) = (visit.frame(), kind_of(purpose));
    match accounts::open_link(&visit.platform, &identity, purpose, token).await {
        Ok(whose) => {
            let props = ChoosePasswordPageProps {
                frame,
                kind,
                action: visit.request.path().to_owned(),
                name: whose.name,
                email: whose.email,
                problems,
            };
            Ok(page(status, render::<ChoosePasswordPage>(props).await))
        }
        Err(AccountError::DeadLink) => {
            let props = DeadLinkPageProps { frame, kind };
            let text = render::<DeadLinkPage>(props).await;
            Ok(page(StatusCode::GONE, text))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /invitation/{token}`: the password is chosen, and they are let in.
pub(super) async fn accept(
    visit: Visit,
    seen: Seen,
    token: Path<String>,
    form: Posted<PasswordForm>,
) -> HttpResponse {
    let accepted = async {
        let form = form.map(Form::into_inner).unwrap_or_default();
        let (identity, request_id) = (visit.identity()?, visit.request_id.0.clone());
        let given = (token.as_str(), form.password.as_str());
        let (platform, origin) = (&visit.platform, seen.origin);
        match accounts::accept_invitation(platform, &identity, origin, request_id, given).await {
            Ok((email, step)) => Ok(enter_page(&identity, &visit.request, step, &email)),
            Err(error) => not_taken(&visit, LinkPurpose::Invitation, &token, error).await,
        }
    }
    .await;
    visit.answer(accepted).await
}

/// `POST /reset-password/{token}`: the password is chosen; one signs in with it.
pub(super) async fn reset(
    visit: Visit,
    token: Path<String>,
    form: Posted<PasswordForm>,
) -> HttpResponse {
    let chosen = async {
        let form = form.map(Form::into_inner).unwrap_or_default();
        let (identity, request_id) = (visit.identity()?, visit.request_id.0.clone());
        let given = (token.as_str(), form.password.as_str());
        match accounts::reset_password(&visit.platform, &identity, request_id, given).await {
            Ok(email) => {
                let mut response = see_other("/sign-in?changed=1");
                identity::remember_browser(&identity, &visit.request, &mut response, &email);
                Ok(response)
            }
            Err(error) => not_taken(&visit, LinkPurpose::Reset, &token, error).await,
        }
    }
    .await;
    visit.answer(chosen).await
}

async fn not_taken(
    visit: &Visit,
    purpose: LinkPurpose,
    token: &str,
    error: AccountError,
) -> Result<HttpResponse, PageError> {
    if matches!(error, AccountError::DeadLink) {
        return show_link(visit, purpose, token, StatusCode::GONE, Vec::new()).await;
    }
    let problem = password_problem(&error)?;
    let status = status_of(&Problem::from(error));
    show_link(visit, purpose, token, status, vec![problem]).await
}
