//! What somebody asks of the planner.

use super::{Answers, Desk, MOST_STARTING};
use frontend::{
    programmes::{Wanted, Written},
    ui::{DateParts, FieldProblem},
};
use shared::{
    ids::{ProgrammeId, VacancyId},
    journey::trial_cap,
    programmes::MODULES,
    time::CivilDate,
    vacancies::VacancyView,
};

/// What is asked, once it can be read.
pub(super) struct Read {
    pub vacancy: VacancyView,
    pub starting: u32,
    pub start_on: CivilDate,
    pub trial_days: u32,
    pub copy_of: Option<ProgrammeId>,
}

pub(super) fn wanted(answers: &Answers) -> Wanted {
    let one = |name: &str| answers.one(name).to_owned();
    Wanted {
        vacancy_id: one("vacancy_id"),
        starting: one("starting"),
        start_on: DateParts {
            day: one("start_on-day"),
            month: one("start_on-month"),
            year: one("start_on-year"),
        },
        trial_days: one("trial_days"),
        copy_of: one("copy_of"),
    }
}

pub(super) fn written(answers: &Answers) -> Written {
    let one = |name: &str| answers.one(name).to_owned();
    Written {
        title: one("title"),
        venue: one("venue"),
        trainers: (0..=MODULES.len())
            .map(|at| one(&format!("trainer-{at}")))
            .collect(),
        places: one("places"),
        panel: one("panel"),
        criteria: one("criteria"),
    }
}

/// Reads what is asked, or everything that is wrong with it.
pub(super) fn read(desk: &Desk, wanted: &Wanted) -> Result<Read, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let id = wanted.vacancy_id.parse::<VacancyId>().ok();
    let vacancy = desk.vacancies.iter().find(|one| Some(one.id) == id);
    if vacancy.is_none() {
        problems.push(FieldProblem::new("vacancy_id", "Choose the vacancy"));
    }
    let starting = wanted.starting.parse().unwrap_or(0);
    if !(1..=MOST_STARTING).contains(&starting) {
        let what = format!("Enter how many people are to start: 1 to {MOST_STARTING}");
        problems.push(FieldProblem::new("starting", what));
    }
    let start_on = wanted.start_on.date();
    if start_on.is_none() {
        let what = "Enter a real date, such as 1 3 2027";
        problems.push(FieldProblem::new("start_on", what));
    }
    let cap = trial_cap(vacancy.and_then(|vacancy| vacancy.duration_weeks));
    let trial_days = wanted.trial_days.parse().unwrap_or(0);
    if !(1..=cap).contains(&trial_days) {
        let what = format!("Enter the days of the trial: 1 to {cap} for this job (L8)");
        problems.push(FieldProblem::new("trial_days", what));
    }
    let copy_of = wanted.copy_of.parse().ok();
    match (vacancy, start_on) {
        (Some(vacancy), Some(start_on)) if problems.is_empty() => Ok(Read {
            vacancy: vacancy.clone(),
            starting,
            start_on,
            trial_days,
            copy_of,
        }),
        _ => Err(problems),
    }
}
