//! The backward planner as a page: from the first day of work to every date before it, and a draft from that.

mod asked;
mod draft;

use asked::{read, wanted, written};
use draft::{proposed, request};

use super::{
    answers::{Answers, Sent},
    desk::status_of,
    error::PageError,
    visit::{Visit, page as show, see_other},
};
use crate::{
    access::Operation,
    platform::http::Problem,
    programmes::{self, ProgrammeError},
    reports::{sees_people, service as reports},
    vacancies,
};
use actix_web::{HttpResponse, http::StatusCode, web::Query};
use frontend::{
    forms::problems_of,
    programmes::{Planned, PlannerPage, PlannerPageProps, Wanted, Written},
    public::render,
    ui::FieldProblem,
};
use shared::{
    journey::State,
    programmes::{ProgrammeView, backwards},
    reports::needed,
    time::CivilDate,
    vacancies::{VacancyStatus, VacancyView},
};

/// More vacancies and programmes than anybody chooses from.
const MOST: i64 = 200;
/// More people than start on one day; places of a week are no more either.
const MOST_STARTING: u32 = 200;
/// Days of a trial unless somebody says otherwise.
const USUAL_TRIAL: &str = "10";

type Asked = Query<Vec<(String, String)>>;

/// Everything the page knows before it plans.
struct Desk {
    vacancies: Vec<VacancyView>,
    programmes: Vec<(String, String)>,
    today: CivilDate,
}

impl Desk {
    async fn of(visit: &Visit) -> Result<Self, PageError> {
        let principal = visit.staff_for(Operation::CreateProgramme)?.clone();
        let reach = principal.may(Operation::ListProgrammes)?;
        let broken = |error: String| PageError::Broken(error);
        let open = Some(VacancyStatus::Open);
        let vacancies =
            vacancies::service::list(&visit.platform, principal.clone(), open, None, MOST).await;
        let within = (principal, reach);
        let listed =
            programmes::service::list(&visit.platform, within, (None, None), None, MOST).await;
        let programmes = listed.map_err(|error| broken(error.to_string()))?;
        let programmes = programmes.into_iter().map(|programme| {
            let words = format!("{} ({})", programme.title, programme.reference);
            (programme.id.to_string(), words)
        });
        Ok(Self {
            vacancies: vacancies.map_err(|error| broken(error.to_string()))?,
            programmes: programmes.collect(),
            today: visit.platform.clock.today().into(),
        })
    }
}

/// `GET /programmes/plan`.
pub(super) async fn form(visit: Visit, asked: Asked) -> HttpResponse {
    let shown = async {
        let answers = Answers::of(Ok(actix_web::web::Form(asked.into_inner())));
        let desk = Desk::of(&visit).await?;
        if answers.one("vacancy_id").is_empty() && answers.one("starting").is_empty() {
            let wanted = Wanted {
                trial_days: USUAL_TRIAL.to_owned(),
                ..wanted(&answers)
            };
            return Ok(draw(&visit, StatusCode::OK, desk, props(wanted)).await);
        }
        let wanted = wanted(&answers);
        match plan(&visit, &desk, &wanted).await? {
            Ok((planned, copied)) => {
                let written = proposed(&planned, copied.as_ref());
                let props = Shown {
                    planned: Some(planned),
                    written,
                    ..props(wanted)
                };
                Ok(draw(&visit, StatusCode::OK, desk, props).await)
            }
            Err(problems) => {
                let props = Shown {
                    problems,
                    ..props(wanted)
                };
                Ok(draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, desk, props).await)
            }
        }
    }
    .await;
    visit.answer(shown).await
}

/// `POST /programmes/plan`.
pub(super) async fn make(mut visit: Visit, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    visit.form_of("/programmes/plan");
    let made = try_to_make(&visit, &answers).await;
    visit.answer(made).await
}

async fn try_to_make(visit: &Visit, answers: &Answers) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::CreateProgramme)?.clone();
    let desk = Desk::of(visit).await?;
    let (wanted, written) = (wanted(answers), written(answers));
    let (planned, copied) = match plan(visit, &desk, &wanted).await? {
        Ok(found) => found,
        Err(problems) => {
            let props = Shown {
                problems,
                written,
                ..props(wanted)
            };
            return Ok(draw(visit, StatusCode::UNPROCESSABLE_ENTITY, desk, props).await);
        }
    };
    let (status, problems) =
        match request(&wanted, &written, (&planned, copied.as_ref()), desk.today) {
            Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
            Ok(request) => {
                let id = visit.request_id.0.clone();
                match programmes::service::create(&visit.platform, principal, id, request).await {
                    Ok(made) => {
                        return Ok(see_other(&format!("/dashboard/programmes/{}", made.id)));
                    }
                    Err(ProgrammeError::Database(error)) => return Err(error.into()),
                    Err(error) => refused(error),
                }
            }
        };
    let props = Shown {
        problems,
        planned: Some(planned),
        written,
        ..props(wanted)
    };
    Ok(draw(visit, status, desk, props).await)
}

/// Why a draft was not made, field by field.
fn refused(error: ProgrammeError) -> (StatusCode, Vec<FieldProblem>) {
    let problem = Problem::from(error);
    let details = problem.details();
    let mut problems = problems_of(&details.errors, |_| true);
    let unmet = details.unmet_guards.iter();
    problems.extend(unmet.map(|guard| FieldProblem::new("", guard.explanation.clone())));
    if problems.is_empty() {
        problems.push(FieldProblem::new("", details.detail.clone()));
    }
    (status_of(&problem), problems)
}

/// What the page shows besides the desk.
#[derive(Default)]
struct Shown {
    wanted: Wanted,
    problems: Vec<FieldProblem>,
    planned: Option<Planned>,
    written: Written,
}

fn props(wanted: Wanted) -> Shown {
    Shown {
        wanted,
        ..Shown::default()
    }
}

async fn draw(visit: &Visit, status: StatusCode, desk: Desk, shown: Shown) -> HttpResponse {
    let vacancies = desk.vacancies.into_iter().map(|vacancy| {
        let words = format!(
            "{} at {} ({})",
            vacancy.title, vacancy.site, vacancy.reference
        );
        (vacancy.id.to_string(), words)
    });
    let props = PlannerPageProps {
        frame: visit.desk(),
        vacancies: vacancies.collect(),
        programmes: desk.programmes,
        wanted: shown.wanted,
        problems: shown.problems,
        planned: shown.planned,
        written: shown.written,
    };
    show(status, render::<PlannerPage>(props).await)
}

type Found = (Planned, Option<ProgrammeView>);

/// Plans what is asked; with the programme that is to be copied.
async fn plan(
    visit: &Visit,
    desk: &Desk,
    wanted: &Wanted,
) -> Result<Result<Found, Vec<FieldProblem>>, PageError> {
    let read = match read(desk, wanted) {
        Ok(read) => read,
        Err(problems) => return Ok(Err(problems)),
    };
    let principal = visit.staff_for(Operation::CreateProgramme)?.clone();
    let within = (principal.trust_id, principal.may(Operation::ReportStages)?);
    let told = sees_people(&principal);
    let stages = reports::stages(&visit.platform.database, within, None, told).await?;
    let needed = needed(&stages.stages, read.starting);
    let interviews = needed
        .as_ref()
        .and_then(|needed| {
            needed
                .steps
                .iter()
                .find(|(state, _)| *state == State::Selected)
        })
        .map_or(read.starting, |(_, people)| *people);
    let copied = match read.copy_of {
        None => None,
        Some(id) => {
            let reach = principal.may(Operation::ReadProgramme)?;
            match programmes::service::find(&visit.platform, principal, reach, id).await {
                Ok(found) => Some(found),
                Err(ProgrammeError::NotFound) => return Err(PageError::NotFound),
                Err(error) => return Err(PageError::Broken(error.to_string())),
            }
        }
    };
    let asked = (interviews, read.trial_days);
    Ok(match backwards(read.start_on, asked, desk.today) {
        Ok(proposal) => Ok((
            Planned {
                trial_ends_on: proposal.trial_ends_on(read.trial_days),
                proposal,
                start_on: read.start_on,
                starting: read.starting,
                needed,
            },
            copied,
        )),
        Err(soon) => {
            let what = format!(
                "There is not enough time for {} before then. The first day on which they can start is {}",
                read.vacancy.title,
                soon.earliest.naive().format("%-d %B %Y")
            );
            Err(vec![FieldProblem::new("start_on", what)])
        }
    })
}
