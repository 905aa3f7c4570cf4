//! A form with a file, as it arrives: what was chosen stands before the file, and the file is kept piece by piece.

use crate::{
    journeys::Asker,
    pages::{error::PageError, visit::Visit},
    platform::http::Problem,
    referrals::batch::{Drafts, MOST_BYTES, drafts},
};
use actix_multipart::{Field, Multipart};
use frontend::ui::FieldProblem;
use futures_util::{StreamExt as _, stream::Fuse};
use shared::{
    ids::{OrganisationId, ProgrammeId, ReferralImportId},
    problem::ProblemCode,
};

/// No id is longer than this.
const LONGEST_ID: usize = 64;

/// What can be chosen.
pub(super) struct Choices {
    pub jobcentres: Vec<(OrganisationId, String)>,
    pub programmes: Vec<(ProgrammeId, String)>,
}

/// What was chosen, as it was sent.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub jobcentre: String,
    pub programme: String,
}

/// Why a file was not kept.
pub(super) enum Refused {
    /// For reasons that the form can say.
    Problems(Vec<FieldProblem>),
    /// The form did not arrive whole, and no more of it comes.
    BrokenOff,
    Page(PageError),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        match problem.code() {
            ProblemCode::Unavailable => Self::Page(PageError::Unavailable(problem.to_string())),
            ProblemCode::Internal => Self::Page(PageError::Broken(problem.to_string())),
            _ => Self::Problems(in_words(&problem)),
        }
    }
}

/// Keeps the file of a form as it arrives.
pub(super) async fn receive(
    visit: &Visit,
    asker: &Asker,
    choices: &Choices,
    (sent, chosen): (&mut Multipart, &mut Chosen),
) -> Result<ReferralImportId, Refused> {
    while let Some(field) = sent.next().await {
        let field = field.map_err(|_| Refused::BrokenOff)?;
        let mut field = field.fuse();
        match field.get_ref().name().unwrap_or_default() {
            "organisation_id" => chosen.jobcentre = text(&mut field).await?,
            "programme_id" => chosen.programme = text(&mut field).await?,
            "file" => {
                let kept = match drafts_of(choices, chosen) {
                    Ok(drafts) => file(visit, asker, drafts, &mut field).await,
                    Err(problems) => Err(Refused::Problems(problems)),
                };
                if matches!(kept, Err(Refused::Problems(_))) {
                    // A browser reads no answer before it has sent all of the file.
                    drain(&mut field).await;
                }
                return kept;
            }
            _ => {}
        }
    }
    let mut problems = drafts_of(choices, chosen).err().unwrap_or_default();
    problems.push(FieldProblem::new("file", CHOOSE_FILE));
    Err(Refused::Problems(problems))
}

pub(super) const NO_FORM: &str = "The form did not arrive whole. Choose the file and send it again";
const CHOOSE_FILE: &str = "Choose the file that you want to import";

fn wrong(field: &str, what: &str) -> Refused {
    Refused::Problems(vec![FieldProblem::new(field, what)])
}

async fn text(field: &mut Fuse<Field>) -> Result<String, Refused> {
    let mut text = Vec::new();
    while let Some(bytes) = field.next().await {
        let bytes = bytes.map_err(|_| Refused::BrokenOff)?;
        if text.len() + bytes.len() > LONGEST_ID {
            return Err(Refused::BrokenOff);
        }
        text.extend_from_slice(&bytes);
    }
    Ok(String::from_utf8_lossy(&text).trim().to_owned())
}

/// What the rows are to be, if both are chosen from what can be.
fn drafts_of(choices: &Choices, chosen: &Chosen) -> Result<Drafts, Vec<FieldProblem>> {
    let jobcentre: Option<OrganisationId> = chosen.jobcentre.parse().ok();
    let programme: Option<ProgrammeId> = chosen.programme.parse().ok();
    let jobcentre = jobcentre.filter(|id| choices.jobcentres.iter().any(|(known, _)| known == id));
    let programme = programme.filter(|id| choices.programmes.iter().any(|(known, _)| known == id));
    if let (Some(organisation_id), Some(programme_id)) = (jobcentre, programme) {
        return Ok(Drafts {
            organisation_id,
            programme_id,
        });
    }
    let mut problems = Vec::new();
    if jobcentre.is_none() {
        let what = "Choose the Jobcentre that is to confirm the drafts";
        problems.push(FieldProblem::new("organisation_id", what));
    }
    if programme.is_none() {
        let what = "Choose the programme that people are referred to";
        problems.push(FieldProblem::new("programme_id", what));
    }
    problems.push(FieldProblem::new("file", "Choose the file again"));
    Err(problems)
}

async fn file(
    visit: &Visit,
    asker: &Asker,
    of: Drafts,
    field: &mut Fuse<Field>,
) -> Result<ReferralImportId, Refused> {
    let mut upload = drafts::Upload::begin(&visit.platform, asker, of);
    let mut is_empty = true;
    while let Some(bytes) = field.next().await {
        let Ok(bytes) = bytes else {
            upload.forget().await?;
            return Err(Refused::BrokenOff);
        };
        is_empty &= bytes.is_empty();
        if let Err(problem) = upload.take(&bytes).await {
            return Err(problem.into());
        }
    }
    if is_empty {
        return Err(wrong("file", CHOOSE_FILE));
    }
    Ok(upload.end().await?)
}

/// Reads the rest of a file, as far as any could be that is taken.
async fn drain(field: &mut Fuse<Field>) {
    let mut length = 0;
    while let Some(Ok(bytes)) = field.next().await {
        length += bytes.len();
        if length > MOST_BYTES {
            return;
        }
    }
}

/// What is wrong with a file as a whole: where, and what to do.
fn in_words(problem: &Problem) -> Vec<FieldProblem> {
    let details = problem.details();
    let place = |pointer: &str| {
        let mut parts = pointer.trim_start_matches('/').split('/');
        match (parts.next(), parts.next().map(str::parse::<u32>)) {
            (Some("rows"), Some(Ok(0))) => "The heading: ".to_owned(),
            (Some("rows"), Some(Ok(row))) => format!("Row {row}: "),
            (Some("heading"), Some(Ok(at))) => format!("Column {} of the heading: ", at + 1),
            _ => String::new(),
        }
    };
    let errors = details.errors.iter();
    let mut problems: Vec<_> = errors
        .map(|error| {
            let what = format!("{}{}", place(&error.pointer), error.message);
            FieldProblem::new("file", what)
        })
        .collect();
    if problems.is_empty() {
        let what = details.detail;
        problems.push(FieldProblem::new("file", what));
    }
    problems
}
