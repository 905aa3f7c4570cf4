//! The audit log as a page, and as a file.

use super::{frame, may};
use crate::{
    access::Operation,
    audit::{By, Filter, csv, service},
    pages::{
        error::PageError,
        visit::{Visit, page as show},
    },
    platform::{
        clock::{civil_date_of, first_instant_of},
        http::cursor,
    },
};
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::Query,
};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use frontend::{
    administration::{AuditAsked, AuditLine, AuditPage, AuditPageProps},
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::{audit::AuditLineView, time::CivilDate};

/// The name of the page's list in its cursors.
const LIST: &str = "audit";
/// So many lines stand on a page.
const LINES: usize = 50;
/// So many lines at most are in a file.
const MOST: i64 = 10_000;

/// What stands in the address. What cannot be read is told.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    person: String,
    actor: String,
    action: String,
    outcome: String,
    from: String,
    until: String,
    cursor: Option<String>,
}

/// `GET /administration/audit`.
pub(super) async fn page(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = shown(&visit, asked.into_inner()).await;
    visit.answer(shown).await
}

async fn shown(visit: &Visit, asked: Asked) -> Result<HttpResponse, PageError> {
    let (principal, _) = may(visit, Operation::ListAudit)?;
    let by = By::of(&principal, visit.request_id.0.clone());
    let reference = given(&asked.person).map(str::to_owned);
    let (choices, person) = service::choices(&visit.platform, &by, reference).await?;
    let (mut filter, mut problems) = read(&asked);
    filter.person = person;
    if given(&asked.person).is_some() && person.is_none() {
        let what = "Nobody has this reference. Check it on the person's page";
        problems.push(FieldProblem::new("person", what));
    }
    let after = asked
        .cursor
        .as_deref()
        .and_then(|text| cursor::decode(LIST, text).ok());
    let mut rows = Vec::new();
    if problems.is_empty() {
        let action = Operation::ListAudit.id();
        let limit = i64::try_from(LINES + 1).unwrap_or(i64::MAX);
        rows = service::search(&visit.platform, &by, action, filter, (after, limit)).await?;
    }
    let more = rows.len() > LINES;
    rows.truncate(LINES);
    let query = query_of(&asked);
    let next = rows.last().filter(|_| more).map(|(at, _)| {
        format!(
            "/administration/audit?{query}&cursor={}",
            cursor::encode(LIST, at)
        )
    });
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let props = AuditPageProps {
        frame: frame(visit),
        staff: in_text(choices.staff, |id| id.to_string()),
        actions: in_text(choices.actions, str::to_owned),
        asked: as_asked(asked),
        problems,
        lines: rows
            .into_iter()
            .map(|(at, view)| line(at.0, view))
            .collect(),
        next,
        export: format!("/administration/audit.csv?{query}"),
    };
    Ok(show(status, render::<AuditPage>(props).await))
}

fn in_text<Code, Words>(
    of: Vec<(Code, Words)>,
    text: impl Fn(Code) -> String,
) -> Vec<(String, Words)> {
    let pairs = of.into_iter();
    pairs.map(|(code, words)| (text(code), words)).collect()
}

fn as_asked(asked: Asked) -> AuditAsked {
    AuditAsked {
        person: asked.person,
        actor: asked.actor,
        action: asked.action,
        outcome: asked.outcome,
        from: asked.from,
        until: asked.until,
    }
}

/// `GET /administration/audit.csv`: the same lines as a file.
pub(super) async fn export(mut visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let chosen = query_of(&asked);
    visit.form_of(format!("/administration/audit?{chosen}").trim_end_matches('?'));
    let shown = async {
        let (principal, _) = may(&visit, Operation::ListAudit)?;
        // A file leaves the building: whoever takes it shows once more who they are.
        visit.require_recent()?;
        let by = By::of(&principal, visit.request_id.0.clone());
        let reference = given(&asked.person).map(str::to_owned);
        let (_, person) = service::choices(&visit.platform, &by, reference).await?;
        let (mut filter, problems) = read(&asked);
        filter.person = person;
        if !problems.is_empty() || (given(&asked.person).is_some() && person.is_none()) {
            return Err(PageError::NotFound);
        }
        let rows =
            service::search(&visit.platform, &by, "export_audit", filter, (None, MOST)).await?;
        let lines: Vec<AuditLineView> = rows.into_iter().map(|(_, view)| view).collect();
        Ok(HttpResponse::Ok()
            .content_type("text/csv; charset=utf-8")
            .insert_header((
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"audit.csv\"",
            ))
            .body(csv(&lines)))
    }
    .await;
    visit.answer(shown).await
}

fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// The filter that was asked for, but for the person, and what of it cannot be read.
fn read(asked: &Asked) -> (Filter, Vec<FieldProblem>) {
    let mut problems = Vec::new();
    let mut day = |field: &str, text: &str| -> Option<CivilDate> {
        let read = given(text)?.parse().ok();
        if read.is_none() {
            problems.push(FieldProblem::new(
                field,
                "Enter a real date, such as 2027-03-01",
            ));
        }
        read
    };
    let (from, until) = (day("from", &asked.from), day("until", &asked.until));
    let actor = given(&asked.actor).map(str::parse);
    if matches!(actor, Some(Err(_))) {
        problems.push(FieldProblem::new("actor", "Choose somebody from the list"));
    }
    let filter = Filter {
        person: None,
        actor: actor.and_then(Result::ok),
        action: given(&asked.action).map(str::to_owned),
        outcome: given(&asked.outcome).map(str::to_owned),
        from: from.map(|day| first_instant_of(day.naive())),
        before: until
            .and_then(|day| day.naive().succ_opt())
            .map(first_instant_of),
    };
    (filter, problems)
}

fn query_of(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("person", &asked.person),
        ("actor", &asked.actor),
        ("action", &asked.action),
        ("outcome", &asked.outcome),
        ("from", &asked.from),
        ("until", &asked.until),
    ] {
        if let Some(value) = given(value) {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

fn line(at: DateTime<Utc>, view: AuditLineView) -> AuditLine {
    let number = view.sequence.map_or_else(
        || "From before the chain began".to_owned(),
        |number| format!("Line {number}"),
    );
    let from = view
        .address
        .unwrap_or_else(|| "the server itself".to_owned());
    AuditLine {
        at: format!(
            "{} {}",
            civil_date_of(at).format("%-d %B %Y"),
            at.with_timezone(&London).format("%H:%M:%S")
        ),
        words: view.words,
        trace: format!("{number}, from {from}, in the request {}", view.request_id),
    }
}
