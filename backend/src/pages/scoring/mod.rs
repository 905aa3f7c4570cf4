//! Score sheets: the screening day's (L3), and one of the interviews for each member of the panel (L6). Each person's scores are a move of their
//! own, judged by the rules alone: what is refused stays in the form, and what was taken stays taken. Everybody of the stage is on one of its pages;
//! whoever goes on to another one records what is written first.

mod lines;
mod part;
mod written;

use super::{
    answers::{Answers, Sent},
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::{Operation, Principal, may_make},
    journeys::{Asker, batch},
    programmes,
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Path, Query},
};
use frontend::{
    public::render,
    scoring::{
        Line, PartOfSheet, ScoreSheet, ScoreSheetProps, Sheet, Stands, WhichMemberPage,
        WhichMemberPageProps,
    },
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::{
    ids::{JourneyId, ProgrammeId},
    journey::{Move, State},
    journeys::{MoveOutcome, TransitionBatch, TransitionBatchView},
    programmes::ProgrammeView,
};
use std::collections::BTreeMap;
use written::{Written, person};

/// Mounts the pages.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/programmes/{id}/scores/{sheet}", web::get().to(form))
        .route("/programmes/{id}/scores/{sheet}", web::post().to(send));
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    member: String,
    after: String,
    recorded: usize,
    unsent: Option<String>,
}

/// Who scores, and what.
struct Desk {
    principal: Principal,
    programme: ProgrammeView,
    sheet: Sheet,
    /// The member of the panel, where it is theirs.
    member: Option<String>,
    /// After whom the page begins.
    after: Option<JourneyId>,
}

impl Desk {
    async fn of(
        visit: &Visit,
        (id, sheet): (&str, &str),
        (member, after): (&str, Option<JourneyId>),
    ) -> Result<Self, PageError> {
        let principal = visit.staff_for(Operation::MakeTransitionBatch)?.clone();
        let id: ProgrammeId = id.parse().map_err(|_| PageError::NotFound)?;
        let sheet = Sheet::named(sheet).ok_or(PageError::NotFound)?;
        let reach = principal.may(Operation::MakeTransitionBatch)?;
        let found = programmes::service::find(&visit.platform, principal.clone(), reach, id);
        let programme = found.await?;
        let desk = Self {
            member: programme.panel.iter().find(|name| *name == member).cloned(),
            principal,
            programme,
            sheet,
            after,
        };
        let is_theirs = desk.name().is_for(desk.principal.actor().kind);
        let may = may_make(desk.principal.role(), desk.name(), Some(desk.state()));
        if is_theirs && may.is_ok() {
            Ok(desk)
        } else {
            Err(PageError::Forbidden)
        }
    }

    /// The move that records somebody's scores.
    const fn name(&self) -> Move {
        match self.sheet {
            Sheet::Screening => Move::RecordScreening,
            Sheet::Interviews => Move::ScoreInterview,
        }
    }

    /// The stage at which people are scored.
    const fn state(&self) -> State {
        match self.sheet {
            Sheet::Screening => State::ScreeningBooked,
            Sheet::Interviews => State::InterviewBooked,
        }
    }

    fn asker(&self, visit: &Visit, operation: Operation) -> Result<Asker, PageError> {
        let reach = self.principal.may(operation)?;
        Ok(Asker::of(&self.principal, reach, visit.request_id.clone()))
    }

    /// The sheet's own address, of this member of the panel and after somebody; with for how many scores were just recorded.
    fn address(&self, after: Option<JourneyId>, recorded: usize) -> String {
        let address = self.sheet.address(self.programme.id);
        let member = self.member.as_deref().unwrap_or_default();
        query_of(&address, (member, after), recorded)
    }
}

/// `GET /programmes/{id}/scores/{sheet}`.
async fn form(visit: Visit, path: Path<(String, String)>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let who = (asked.member.as_str(), asked.after.parse().ok());
        let desk = Desk::of(&visit, (&path.0, &path.1), who).await?;
        if desk.sheet == Sheet::Interviews && desk.member.is_none() {
            return Ok(which_member(&visit, desk).await);
        }
        let unsent = visit.unsent(asked.unsent.as_deref()).await?;
        let written = unsent.map(|answers| written::of(&desk, &answers));
        let written = written.unwrap_or_default();
        let (mut lines, part) =
            lines::of(&visit, &desk, &written.keys().copied().collect()).await?;
        fill(&mut lines, written, &BTreeMap::new());
        Ok(sheet(&visit, desk, (lines, part), (asked.recorded, Vec::new())).await)
    }
    .await;
    visit.answer(shown).await
}

async fn which_member(visit: &Visit, desk: Desk) -> HttpResponse {
    let props = WhichMemberPageProps {
        frame: visit.desk(),
        programme_id: desk.programme.id,
        programme_title: desk.programme.title,
        panel: desk.programme.panel,
    };
    page(StatusCode::OK, render::<WhichMemberPage>(props).await)
}

async fn sheet(
    visit: &Visit,
    desk: Desk,
    (lines, part): (Vec<Line>, PartOfSheet),
    (recorded, problems): (usize, Vec<FieldProblem>),
) -> HttpResponse {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let props = ScoreSheetProps {
        frame: visit.desk(),
        sheet: desk.sheet,
        criteria: lines::criteria(&desk),
        programme_id: desk.programme.id,
        programme_title: desk.programme.title,
        member: desk.member,
        lines,
        part,
        recorded,
        problems,
    };
    page(status, render::<ScoreSheet>(props).await)
}

/// `POST /programmes/{id}/scores/{sheet}`.
async fn send(mut visit: Visit, path: Path<(String, String)>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    let here = visit.request.path().to_owned();
    let member = answers.one("member").to_owned();
    let who = (member.as_str(), answers.one("after").parse().ok());
    visit.wrote(query_of(&here, who, 0), &answers);
    let answered = async {
        let desk = Desk::of(&visit, (&path.0, &path.1), who).await?;
        if desk.sheet == Sheet::Interviews && desk.member.is_none() {
            return Ok(see_other(&desk.address(None, 0)));
        }
        record(&visit, desk, &answers).await
    }
    .await;
    visit.answer(answered).await
}

/// Where to go once all that is written is recorded, where they said so: after somebody, or to the first.
fn then(answers: &Answers) -> Option<Option<JourneyId>> {
    match answers.one("then") {
        "" => None,
        id => Some(id.parse().ok()),
    }
}

/// Records what is written, each person's by themselves.
async fn record(visit: &Visit, desk: Desk, answers: &Answers) -> Result<HttpResponse, PageError> {
    let written = written::of(&desk, answers);
    let mut problems = Vec::new();
    let mut why = BTreeMap::new();
    let mut recorded = 0;
    let then = then(answers);
    // Whoever only goes on to other people has nothing to record here.
    if written.is_empty() && then.is_none() {
        problems.push(FieldProblem::new("", "Score at least one person"));
    }
    if !written.is_empty() {
        let view = made(visit, &desk, &written).await?;
        recorded = usize::try_from(view.made).unwrap_or_default();
        why = not_made(&view);
    }
    if problems.is_empty() && why.is_empty() {
        let after = then.unwrap_or(desk.after);
        return Ok(see_other(&desk.address(after, recorded)));
    }
    let needed = written.keys().copied().collect();
    let (mut lines, part) = lines::of(visit, &desk, &needed).await?;
    for (journey, (name, what)) in &why {
        let is_here = lines.iter().any(|line| line.journey_id == *journey);
        let place = if is_here {
            person(*journey)
        } else {
            String::new()
        };
        problems.push(FieldProblem::new(place, format!("{name}: {what}")));
    }
    fill(&mut lines, written, &why);
    Ok(sheet(visit, desk, (lines, part), (recorded, problems)).await)
}

async fn made(
    visit: &Visit,
    desk: &Desk,
    written: &Written,
) -> Result<TransitionBatchView, PageError> {
    let request = TransitionBatch {
        name: desk.name(),
        details: serde_json::json!({}),
        journeys: written::lines(desk, written),
    };
    let planned =
        batch::plan(&request).map_err(|problem| PageError::Broken(problem.to_string()))?;
    let asker = desk.asker(visit, Operation::MakeTransitionBatch)?;
    Ok(batch::make(&visit.platform, asker, (request.name, planned), false).await?)
}

/// Whose scores were not taken: the name, and why.
type Why = BTreeMap<JourneyId, (String, String)>;

/// Why somebody's scores were not taken.
fn not_made(view: &TransitionBatchView) -> Why {
    let why = |row: &shared::journeys::TransitionRowView| {
        let what = match (&row.problem, row.outcome) {
            (_, MoveOutcome::Made) => return None,
            (_, MoveOutcome::Stale) => {
                "Somebody has recorded or changed something about this person meanwhile. Look again before you send it.".to_owned()
            }
            (Some(problem), _) => lines::in_words(problem),
            (None, _) => "This was not tried. Send it again.".to_owned(),
        };
        let name = row.candidate_name.clone().unwrap_or_default();
        Some((row.journey_id, (name, what)))
    };
    view.data.iter().filter_map(why).collect()
}

/// Puts what was written where it still can be given.
fn fill(lines: &mut [Line], mut written: Written, why: &Why) {
    for line in lines {
        let Some((_, given)) = written.remove(&line.journey_id) else {
            continue;
        };
        if let Stands::Open { answers, problem } = &mut line.stands {
            *answers = given;
            *problem = why.get(&line.journey_id).map(|(_, what)| what.clone());
        }
    }
}

fn query_of(address: &str, (member, after): (&str, Option<JourneyId>), recorded: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !member.is_empty() {
        query.append_pair("member", member);
    }
    if let Some(after) = after {
        query.append_pair("after", &after.to_string());
    }
    if recorded > 0 {
        query.append_pair("recorded", &recorded.to_string());
    }
    match query.finish() {
        query if query.is_empty() => address.to_owned(),
        query => format!("{address}?{query}"),
    }
}
