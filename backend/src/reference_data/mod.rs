//! The closed lists, for those who fill in forms and those who write against the API: each code and its label.

use crate::platform::http::{Answer, Listed, PathOf, Problem};
use actix_web::get;
use shared::{
    candidates::Language,
    identity::{Role, Scope},
    journey::{
        ActorKind, Attendance, Benefit, CheckKind, CheckOutcome, EmploymentStatus, Move,
        ProgrammeStatus, SessionKind, State,
    },
    organisations::OrganisationKind,
    page::Choice,
    problem::ProblemCode,
    referrals::ReferralStatus,
    vacancies::{Band, VacancyStatus},
    values::Coded,
};
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoint.
pub fn routes(config: &mut ServiceConfig) {
    config.service(read_reference_data);
}

/// A closed list: its codes and labels
///
/// The lists are `actor_kinds`, `attendances`, `bands`, `benefits`, `check_kinds`, `check_outcomes`,
/// `employment_statuses`, `languages`, `moves`, `organisation_kinds`, `problem_codes`, `programme_statuses`,
/// `referral_statuses`, `roles`, `scopes`, `session_kinds`, `states` and `vacancy_statuses`. A list only grows.
#[utoipa::path(tag = "reference data", operation_id = "read_reference_data", security(()))]
#[get("/reference-data/{list}")]
async fn read_reference_data(PathOf(list): PathOf<String>) -> Answer<Listed<Choice>> {
    let choices = choices_of(&list).ok_or_else(Problem::not_found)?;
    Ok(Listed::new(choices, None))
}

fn choices_of(list: &str) -> Option<Vec<Choice>> {
    Some(match list {
        "actor_kinds" => choices::<ActorKind>(),
        "attendances" => choices::<Attendance>(),
        "bands" => choices::<Band>(),
        "benefits" => choices::<Benefit>(),
        "check_kinds" => choices::<CheckKind>(),
        "check_outcomes" => choices::<CheckOutcome>(),
        "employment_statuses" => choices::<EmploymentStatus>(),
        "languages" => choices::<Language>(),
        "moves" => choices::<Move>(),
        "organisation_kinds" => choices::<OrganisationKind>(),
        "problem_codes" => choices::<ProblemCode>(),
        "programme_statuses" => choices::<ProgrammeStatus>(),
        "referral_statuses" => choices::<ReferralStatus>(),
        "roles" => choices::<Role>(),
        "scopes" => choices::<Scope>(),
        "session_kinds" => choices::<SessionKind>(),
        "states" => choices::<State>(),
        "vacancy_statuses" => choices::<VacancyStatus>(),
        _ => return None,
    })
}

fn choices<T: Coded>() -> Vec<Choice> {
    T::ALL
        .iter()
        .map(|choice| Choice {
            code: choice.code().to_owned(),
            label: choice.label().to_owned(),
        })
        .collect()
}
