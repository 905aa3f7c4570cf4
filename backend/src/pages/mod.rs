//! The pages that the server renders: for the public, for candidates, and the first view of the staff dashboard.
//!
//! This is the only folder that knows the front end's library. The components there draw; here it is found out who
//! visits, in which language, and what may be shown. Forms post here and are answered with 303, so that going back or
//! loading again never sends one twice. Moves go through `journeys`, as everybody's do.
//!
//! A page is complete without scripts, and only the dashboard has any.

mod account;
mod adjustments;
mod administration;
mod answer_links;
mod answers;
mod calendars;
mod candidate;
mod confirm;
mod correction;
mod dashboard;
mod desk;
mod duplicates;
mod error;
mod exports;
mod fit_check;
mod guarantees;
mod imports;
mod language;
mod many_moves;
mod moves;
mod notes;
mod passkeys;
mod people;
mod planner;
mod print;
mod qr;
mod reports;
mod scoring;
mod screening_days;
mod search;
mod second_factor;
mod second_step;
mod sessions;
mod sign_in;
mod store;
mod task;
mod today;
mod visit;
mod welcome;

use crate::{accounts::LinkPurpose, platform::http::Problem};
use actix_web::{
    FromRequest as _, HttpRequest, HttpResponse,
    web::{self, Data},
};

/// Mounts the pages.
pub fn routes(config: &mut web::ServiceConfig) {
    account_routes(config);
    people_routes(config);
    config.app_data(Data::new(welcome::Figures::default()));
    for (address, language) in welcome::ADDRESSES {
        let page = move |visit, asked, figures| welcome::page(language, visit, asked, figures);
        config.route(address, web::get().to(page));
    }
    config
        .route("/sign-in", web::get().to(sign_in::staff))
        .configure(sign_in_steps)
        .configure(own_factors)
        .route("/my/sign-in", web::get().to(sign_in::contact))
        .route("/my/sign-in/code", web::get().to(sign_in::code))
        .route("/my/link/{link}", web::get().to(sign_in::link))
        .route("/my/language", web::post().to(language::choose))
        .route("/my", web::get().to(candidate::home))
        .route("/my/calendar.ics", web::get().to(candidate::calendar))
        .route("/my/journeys/{id}", web::get().to(candidate::journey))
        .route("/my/moves/{id}/{name}", web::get().to(moves::form))
        .route("/my/moves/{id}/{name}", web::post().to(moves::make))
        .configure(answer_routes)
        .configure(administration::routes)
        .configure(many_moves::routes)
        .configure(scoring::routes)
        .configure(sessions::routes)
        .configure(print::routes)
        .configure(calendars::routes)
        .configure(notes::routes)
        .configure(adjustments::routes)
        .configure(duplicates::routes)
        .configure(fit_check::routes)
        .configure(screening_days::routes)
        .route("/people", web::get().to(search::form))
        .route("/people", web::post().to(search::find))
        .route("/candidates/{id}/correct", web::get().to(correction::form))
        .route(
            "/candidates/{id}/correct",
            web::post().to(correction::correct),
        )
        .route("/guaranteed-interviews", web::get().to(guarantees::page))
        .route("/dashboard/guarantees", web::get().to(guarantees::moved))
        .route("/programmes/plan", web::get().to(planner::form))
        .route("/programmes/plan", web::post().to(planner::make))
        .route("/today", web::get().to(today::page))
        .route("/today/{id}", web::get().to(task::form))
        .route("/today/{id}", web::post().to(task::give))
        .configure(import_routes)
        .route("/reports", web::get().to(reports::page))
        .route("/exports/{file}", web::get().to(exports::file))
        .route("/dashboard", web::get().to(dashboard::page))
        .route("/dashboard/{tail:.*}", web::get().to(dashboard::page))
        .route("/favicon.ico", web::get().to(no_icon));
}

/// The page that says that there is no page, in the visitor's language.
///
/// # Errors
/// When the application was built without what pages stand on.
pub async fn not_found(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let visit = visit::Visit::extract(&request).await?;
    Ok(visit.answer(Err(error::PageError::NotFound)).await)
}

/// Links that ask one thing. Mail scanners ask for a page's head too, and learn and change as little as by opening it.
fn answer_routes(config: &mut web::ServiceConfig) {
    use answer_links::{Which, form, question, say_yes, send};
    let other_day = |visit, token| form(Which::OtherDay, visit, token);
    let cannot_come = |visit, token| form(Which::CannotCome, visit, token);
    config
        .route("/my/answer/{token}", web::get().to(question))
        .route("/my/answer/{token}", web::head().to(question))
        .route("/my/answer/{token}", web::post().to(say_yes))
        .route("/my/answer/{token}/another-day", web::get().to(other_day))
        .route("/my/answer/{token}/another-day", web::head().to(other_day))
        .route(
            "/my/answer/{token}/another-day",
            web::post().to(|visit, token, form| send(Which::OtherDay, visit, token, form)),
        )
        .route("/my/answer/{token}/cannot-come", web::get().to(cannot_come))
        .route(
            "/my/answer/{token}/cannot-come",
            web::head().to(cannot_come),
        )
        .route(
            "/my/answer/{token}/cannot-come",
            web::post().to(|visit, token, form| send(Which::CannotCome, visit, token, form)),
        );
}

/// A file of referrals, from choosing it to what came of it.
fn import_routes(config: &mut web::ServiceConfig) {
    config
        .route("/referrals/import", web::get().to(imports::form))
        .route("/referrals/import", web::post().to(imports::send))
        .route(
            "/referrals/import/template.{kind}",
            web::get().to(imports::template),
        )
        .route("/referrals/import/{id}", web::get().to(imports::page))
        .route(
            "/referrals/import/{id}/confirm",
            web::get().to(imports::to_page),
        )
        .route(
            "/referrals/import/{id}/confirm",
            web::post().to(imports::confirm),
        )
        .route(
            "/referrals/import/{id}/refused.csv",
            web::get().to(imports::refused),
        );
}

/// What may follow the password.
fn sign_in_steps(config: &mut web::ServiceConfig) {
    config
        .route("/sign-in/code", web::get().to(second_step::code))
        .route("/sign-in/set-up", web::get().to(second_step::set_up))
        .route(
            "/sign-in/set-up",
            web::post().to(second_step::finish_set_up),
        )
        .route("/sign-in/passkey", web::get().to(second_step::passkey))
        .route(
            "/sign-in/passkey",
            web::post().to(second_step::begin_passkey),
        )
        .route(
            "/sign-in/passkey/done",
            web::post().to(second_step::finish_passkey),
        );
}

/// Showing once more who one is.
fn confirmation(config: &mut web::ServiceConfig) {
    config
        .route("/account/confirm", web::get().to(confirm::show))
        .route("/account/confirm", web::post().to(confirm::confirm))
        .route("/account/confirm/passkey", web::get().to(confirm::passkey))
        .route(
            "/account/confirm/passkey",
            web::post().to(confirm::begin_passkey),
        )
        .route(
            "/account/confirm/passkey/done",
            web::post().to(confirm::finish_passkey),
        )
        .route(
            "/account/confirm/trust",
            web::post().to(confirm::ask_directory),
        );
}

/// One's own authenticator app and passkeys.
fn own_factors(config: &mut web::ServiceConfig) {
    config
        .route("/account/second-factor", web::get().to(second_factor::show))
        .route(
            "/account/second-factor/start",
            web::post().to(second_factor::start),
        )
        .route(
            "/account/second-factor/set-up",
            web::get().to(second_factor::set_up),
        )
        .route(
            "/account/second-factor/confirm",
            web::post().to(second_factor::confirm),
        )
        .route(
            "/account/second-factor/codes",
            web::post().to(second_factor::codes),
        )
        .route(
            "/account/second-factor/off",
            web::post().to(second_factor::turn_off),
        )
        .route("/account/passkeys", web::get().to(passkeys::list))
        .route("/account/passkeys", web::post().to(passkeys::begin))
        .route("/account/passkeys/new", web::get().to(passkeys::make))
        .route("/account/passkeys/new", web::post().to(passkeys::finish))
        .route(
            "/account/passkeys/{id}/remove",
            web::post().to(passkeys::remove),
        );
}

/// The pages of staff accounts, for those who administer them and for their owners.
fn account_routes(config: &mut web::ServiceConfig) {
    for (address, purpose) in [
        ("/invitation/{token}", LinkPurpose::Invitation),
        ("/reset-password/{token}", LinkPurpose::Reset),
    ] {
        let open = move |visit, token| account::open(purpose, visit, token);
        config
            .route(address, web::get().to(open))
            .route(address, web::head().to(open));
    }
    config
        .route("/invitation/{token}", web::post().to(account::accept))
        .route("/reset-password/{token}", web::post().to(account::reset))
        .route("/forgotten-password", web::get().to(account::forgotten))
        .route("/forgotten-password", web::post().to(account::send_link))
        .route("/account", web::get().to(account::account))
        .route("/account/password", web::get().to(account::password_form))
        .route(
            "/account/password",
            web::post().to(account::change_password),
        )
        .configure(confirmation)
        .route(
            "/account/sign-ins/end-all",
            web::post().to(account::end_all),
        )
        .route(
            "/account/sign-ins/{id}/end",
            web::post().to(account::end_sign_in),
        )
        .route(
            "/account/sign-ins/{tail:.*}",
            web::get().to(desk::to_account),
        );
}

/// The pages on which an administrator looks after staff accounts.
fn people_routes(config: &mut web::ServiceConfig) {
    config
        .route("/administration/accounts", web::get().to(people::list))
        .route(
            "/administration/accounts/new",
            web::get().to(people::invitation_form),
        )
        .route(
            "/administration/accounts/new",
            web::post().to(people::invite),
        )
        .route("/administration/accounts/{id}", web::get().to(people::one))
        .route(
            "/administration/accounts/{id}/role",
            web::post().to(|visit, id, form| people::act("role", visit, id, form)),
        )
        .route(
            "/administration/accounts/{id}/disable",
            web::post().to(|visit, id, form| people::act("disable", visit, id, form)),
        )
        .route(
            "/administration/accounts/{id}/enable",
            web::post().to(|visit, id, form| people::act("enable", visit, id, form)),
        )
        .route(
            "/administration/accounts/{id}/invitation/send",
            web::post().to(|visit, id, form| people::act("invitation/send", visit, id, form)),
        )
        .route(
            "/administration/accounts/{id}/invitation/take-back",
            web::post().to(|visit, id, form| people::act("invitation/take-back", visit, id, form)),
        )
        .route(
            "/administration/accounts/{id}/{deed:.*}",
            web::get().to(people::to_person),
        );
}

/// The NHS's mark is not ours to use, and nothing is better than a page that says "not found".
async fn no_icon() -> HttpResponse {
    HttpResponse::NoContent().finish()
}
