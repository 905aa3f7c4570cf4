//! The policy as a page, from the table itself.

use super::{frame, may};
use crate::{
    access::{Operation, print},
    application::summary,
    pages::{
        error::PageError,
        visit::{Visit, page as show},
    },
};
use actix_web::{HttpResponse, http::StatusCode, web::Query};
use frontend::{
    administration::{PolicyLine, PolicyPage, PolicyPageProps},
    public::render,
};
use serde::Deserialize;
use shared::values::Coded as _;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    who: Option<String>,
}

/// `GET /administration/policy`.
pub(super) async fn page(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = shown(&visit, &asked).await;
    visit.answer(shown).await
}

async fn shown(visit: &Visit, asked: &Asked) -> Result<HttpResponse, PageError> {
    may(visit, Operation::ReadPolicy)?;
    let heads = print::heads();
    let only = asked.who.as_deref().map(|who| {
        let at = heads.iter().position(|head| *head == who);
        at.ok_or(PageError::NotFound)
    });
    let operations = print::operations()
        .into_iter()
        .map(|(id, cells)| PolicyLine {
            what: summary(id).map_or_else(|| in_words(id), plain),
            cells: cells.map_or_else(
                || vec!["anybody".to_owned(); heads.len()],
                |cells| cells.to_vec(),
            ),
        });
    let moves = print::moves().into_iter().map(|(name, cells)| PolicyLine {
        what: name.label().trim_start_matches("Close: ").to_owned(),
        cells: cells.map(str::to_owned).to_vec(),
    });
    let props = PolicyPageProps {
        frame: frame(visit),
        columns: heads
            .iter()
            .map(|head| ((*head).to_owned(), in_words(head)))
            .collect(),
        operations: operations.collect(),
        moves: moves.collect(),
        only: only.transpose()?,
    };
    Ok(show(StatusCode::OK, render::<PolicyPage>(props).await))
}

/// The first sentence of a summary, without its full stop.
fn plain(summary: &str) -> String {
    let sentence = summary.split(". ").next().unwrap_or(summary);
    sentence.trim_end_matches('.').to_owned()
}

/// `read_programme` as people write it.
fn in_words(id: &str) -> String {
    let spaced = id.replace('_', " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
