//! The notes on a journey as a page: read, written, struck through.

use super::{
    answers::{Answers, Sent},
    desk::wire_in_words,
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::Operation,
    audit::{self, Reading},
    journeys::Asker,
    notes::service::{self, NoteError},
    platform::http::cursor,
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Path, Query},
};
use frontend::{
    candidate::OwnNote,
    notes::{
        Kept, NoteLine, NotesPage, NotesPageProps, Person, StrikePage, StrikePageProps, WrittenNote,
    },
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::{
    ids::{JourneyId, NoteId},
    journeys::JourneyView,
    notes::{NoteView, NoteVisibility, WriteNote},
    values::{Words, find},
};

/// So many notes on a page.
const ON_A_PAGE: usize = 50;
/// What the cursor of this list is for.
const LIST: &str = "notes page";

/// Mounts the pages.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/journeys/{id}/notes", web::get().to(list))
        .route("/journeys/{id}/notes", web::post().to(write))
        .route("/notes/{id}/strike", web::get().to(ask))
        .route("/notes/{id}/strike", web::post().to(strike));
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: Option<String>,
    done: Option<String>,
    unsent: Option<String>,
}

impl From<NoteError> for PageError {
    fn from(error: NoteError) -> Self {
        match error {
            NoteError::NotFound => Self::NotFound,
            NoteError::NotTheirs => Self::Forbidden,
            NoteError::Journey(error) => error.into(),
            NoteError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

fn address(id: JourneyId) -> String {
    format!("/journeys/{id}/notes")
}

fn asker(visit: &Visit, operation: Operation) -> Result<Asker, PageError> {
    let principal = visit.staff_for(operation)?;
    let reach = principal.may(operation)?;
    Ok(Asker::of(principal, reach, visit.request_id.clone()))
}

fn written(answers: &Answers) -> WrittenNote {
    WrittenNote {
        text: answers.one("text").to_owned(),
        visibility: answers.one("visibility").to_owned(),
    }
}

/// What is shown besides the notes.
#[derive(Default)]
struct Shown {
    written: WrittenNote,
    problems: Vec<FieldProblem>,
    done: Option<Kept>,
    after: Option<NoteId>,
}

/// `GET /journeys/{id}/notes`.
async fn list(visit: Visit, path: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let id = path.parse().map_err(|_| PageError::NotFound)?;
        asker(&visit, Operation::ListNotes)?;
        let after = asked.after.as_deref();
        let after = after
            .map(|text| cursor::decode(LIST, text))
            .transpose()
            .map_err(|_| PageError::NotFound)?;
        let unsent = visit.unsent(asked.unsent.as_deref()).await?;
        let shown = Shown {
            written: unsent.as_ref().map(written).unwrap_or_default(),
            done: match asked.done.as_deref() {
                Some("written") => Some(Kept::Written),
                Some("struck") => Some(Kept::Struck),
                _ => None,
            },
            after,
            ..Shown::default()
        };
        show(&visit, id, StatusCode::OK, shown).await
    }
    .await;
    visit.answer(shown).await
}

async fn show(
    visit: &Visit,
    id: JourneyId,
    status: StatusCode,
    shown: Shown,
) -> Result<HttpResponse, PageError> {
    let asker = asker(visit, Operation::ListNotes)?;
    let (role, by) = (asker.role, asker.by());
    let one_more = i64::try_from(ON_A_PAGE + 1).unwrap_or(i64::MAX);
    let (journey, mut notes) =
        service::list(&visit.platform, asker, id, shown.after, one_more).await?;
    let what = ("journey", id.as_uuid());
    let reading = Reading::of_one(Operation::ListNotes.id(), what, journey.candidate_id);
    audit::read(&visit.platform, &by, reading).await?;
    let more = notes.len() > ON_A_PAGE;
    notes.truncate(ON_A_PAGE);
    let next = notes.last().filter(|_| more).map(|last| {
        let after = cursor::encode(LIST, &last.id);
        format!("{}?after={after}", address(id))
    });
    let props = NotesPageProps {
        frame: visit.desk(),
        person: person(&journey),
        notes: notes.into_iter().map(line).collect(),
        next,
        choices: role.map(NoteVisibility::choices).unwrap_or_default(),
        written: shown.written,
        problems: shown.problems,
        done: shown.done,
    };
    Ok(page(status, render::<NotesPage>(props).await))
}

fn person(journey: &JourneyView) -> Person {
    Person {
        journey: journey.id.to_string(),
        name: journey.candidate_name.clone(),
        reference: journey.reference.clone(),
    }
}

fn line(note: NoteView) -> NoteLine {
    let struck = note.struck_by_name.zip(note.struck_at);
    NoteLine {
        id: note.id.to_string(),
        text: note.text,
        visibility: note.visibility,
        written_by: note.written_by_name,
        written_at: wire_in_words(&note.written_at),
        struck: struck.map(|(who, at)| (who, wire_in_words(&at))),
        may_strike: note.may_strike,
    }
}

/// `POST /journeys/{id}/notes`.
async fn write(mut visit: Visit, path: Path<String>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    let done = match path.parse() {
        Ok(id) => {
            visit.wrote(address(id), &answers);
            try_to_write(&visit, id, &answers).await
        }
        Err(_) => Err(PageError::NotFound),
    };
    visit.answer(done).await
}

async fn try_to_write(
    visit: &Visit,
    id: JourneyId,
    answers: &Answers,
) -> Result<HttpResponse, PageError> {
    let asker = asker(visit, Operation::WriteNote)?;
    let problems = match read(answers) {
        Ok(request) => match service::write(&visit.platform, asker, id, request).await {
            Ok(_) => return Ok(see_other(&format!("{}?done=written", address(id)))),
            Err(NoteError::NotTheirCircle { .. }) => vec![choose()],
            Err(error) => return Err(error.into()),
        },
        Err(problems) => problems,
    };
    let shown = Shown {
        written: written(answers),
        problems,
        ..Shown::default()
    };
    show(visit, id, StatusCode::UNPROCESSABLE_ENTITY, shown).await
}

fn read(answers: &Answers) -> Result<WriteNote, Vec<FieldProblem>> {
    let text = Words::parse(answers.one("text"))
        .map_err(|error| FieldProblem::new("text", format!("Write the note: {error}.")));
    let visibility = find(answers.one("visibility")).ok_or_else(choose);
    match (text, visibility) {
        (Ok(text), Ok(visibility)) => Ok(WriteNote { text, visibility }),
        (text, visibility) => Err(text.err().into_iter().chain(visibility.err()).collect()),
    }
}

fn choose() -> FieldProblem {
    FieldProblem::new("visibility", "Choose who may read it.")
}

/// `GET /notes/{id}/strike`: the question.
async fn ask(visit: Visit, path: Path<String>) -> HttpResponse {
    let shown = async {
        let id = path.parse().map_err(|_| PageError::NotFound)?;
        question(&visit, id, StatusCode::OK, Vec::new()).await
    }
    .await;
    visit.answer(shown).await
}

async fn question(
    visit: &Visit,
    id: NoteId,
    status: StatusCode,
    problems: Vec<FieldProblem>,
) -> Result<HttpResponse, PageError> {
    let asker = asker(visit, Operation::StrikeNote)?;
    let by = asker.by();
    let (journey, note) = service::find(&visit.platform, asker, id).await?;
    let what = ("journey", journey.id.as_uuid());
    let reading = Reading::of_one(Operation::ListNotes.id(), what, journey.candidate_id);
    audit::read(&visit.platform, &by, reading).await?;
    let props = StrikePageProps {
        frame: visit.desk(),
        person: person(&journey),
        version: note.version,
        note: line(note),
        problems,
    };
    Ok(page(status, render::<StrikePage>(props).await))
}

/// `POST /notes/{id}/strike`.
async fn strike(mut visit: Visit, path: Path<String>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    let done = match path.parse() {
        Ok(id) => {
            visit.form_of(format!("/notes/{id}/strike"));
            try_to_strike(&visit, id, answers.version()).await
        }
        Err(_) => Err(PageError::NotFound),
    };
    visit.answer(done).await
}

async fn try_to_strike(visit: &Visit, id: NoteId, version: i32) -> Result<HttpResponse, PageError> {
    let asker = asker(visit, Operation::StrikeNote)?;
    match service::strike(&visit.platform, asker, (id, version)).await {
        Ok(note) => {
            let notes = address(note.journey_id);
            Ok(see_other(&format!("{notes}?done=struck")))
        }
        Err(NoteError::Stale) => {
            let said = "This note has changed since you opened the page. This is how it is now.";
            let problems = vec![FieldProblem::new("", said)];
            question(visit, id, StatusCode::PRECONDITION_FAILED, problems).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What was written for the person, as their own page shows it. Their page tells the audit log of itself as a whole.
pub(super) async fn own(visit: &Visit, id: JourneyId) -> Result<Vec<OwnNote>, PageError> {
    let asker = visit.asker(Operation::ListNotes)?;
    let most = i64::try_from(ON_A_PAGE).unwrap_or(i64::MAX);
    let (_, notes) = service::list(&visit.platform, asker, id, None, most).await?;
    let own = notes.into_iter().map(|note| OwnNote {
        on: on(&note.written_at),
        text: note.text,
        by: note.written_by_name,
    });
    Ok(own.collect())
}

/// The day of an instant of the wire, in England.
fn on(at: &str) -> Option<shared::time::CivilDate> {
    let at: chrono::DateTime<chrono::Utc> = at.parse().ok()?;
    Some(crate::platform::clock::civil_date_of(at).into())
}
