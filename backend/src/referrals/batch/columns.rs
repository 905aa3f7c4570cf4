//! The columns of a file of referrals: what they are called, where each stands in a referral, and how a cell is given back.

use super::file::Drafts;
use crate::platform::http::Problem;
use serde_json::{Map, Value};
use shared::problem::ProblemCode;

/// What the columns are called, and where each stands in a referral.
const COLUMNS: [(&str, &str); 14] = [
    ("programme_id", "/programme_id"),
    ("organisation_id", "/organisation_id"),
    ("external_ref", "/external_ref"),
    ("given_name", "/candidate/given_name"),
    ("family_name", "/candidate/family_name"),
    ("date_of_birth", "/candidate/date_of_birth"),
    ("email", "/candidate/email"),
    ("phone", "/candidate/phone"),
    ("language", "/candidate/language"),
    ("adjustments", "/candidate/adjustments"),
    ("ni_number", "/candidate/ni_number"),
    ("benefit", "/benefit"),
    ("benefit_confirmed_on", "/benefit_confirmed_on"),
    ("employment_status", "/employment_status"),
];

/// The columns without which nothing could be referred.
const NEEDED: [&str; 7] = [
    "programme_id",
    "given_name",
    "family_name",
    "date_of_birth",
    "language",
    "benefit",
    "employment_status",
];

/// Columns of a file that was given back to be mended, which say what is wrong with it. They are not read.
const REMARKS: [&str; 2] = [ROW, WHAT_TO_DO];
/// The number that a row had.
pub const ROW: &str = "row";
/// What is wrong with a row, and what to do.
pub const WHAT_TO_DO: &str = "what_to_do";

/// The columns and where each stands in a referral.
pub(super) fn columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    COLUMNS.into_iter()
}

/// The column that something in a referral comes from.
pub(super) fn column_at(pointer: &str) -> Option<&'static str> {
    let column = |(_, at): &(&str, &str)| *at == pointer;
    columns().find(column).map(|(name, _)| name)
}

/// Which column each cell of the heading is.
pub(super) fn heading(cells: &[&str], are_drafts: bool) -> Result<Vec<Option<usize>>, Problem> {
    let mut problem = Problem::new(ProblemCode::Invalid)
        .detail("The first row of the file must name its columns.");
    let mut columns = Vec::new();
    let mut is_wrong = false;
    for (at, cell) in cells.iter().enumerate() {
        let name = cell.to_lowercase();
        let pointer = format!("/heading/{at}");
        if REMARKS.contains(&name.as_str()) {
            columns.push(None);
            continue;
        }
        let known = COLUMNS.iter().position(|(column, _)| *column == name);
        let (code, what) = match known {
            Some(column) if columns.contains(&Some(column)) => {
                ("duplicate", format!("The column {name} is there twice."))
            }
            Some(column) => {
                columns.push(Some(column));
                continue;
            }
            None => {
                let names: Vec<_> = COLUMNS.iter().map(|(column, _)| *column).collect();
                (
                    "unknown_field",
                    format!(
                        "There is no such column. They are {}, separated by commas.",
                        names.join(", ")
                    ),
                )
            }
        };
        is_wrong = true;
        problem = problem.error(&pointer, code, what);
    }
    // Of drafts it is known which programme they are for.
    let needed = NEEDED
        .into_iter()
        .filter(|name| !are_drafts || *name != "programme_id");
    for name in needed {
        if !columns
            .iter()
            .flatten()
            .any(|column| COLUMNS[*column].0 == name)
        {
            is_wrong = true;
            problem = problem.error(
                "/heading",
                "missing",
                format!("The column {name} is missing."),
            );
        }
    }
    if is_wrong { Err(problem) } else { Ok(columns) }
}

/// The referral of a row, as it would be sent alone. An empty cell is nothing.
pub(super) fn referral(columns: &[Option<usize>], cells: &[&str], drafts: Option<Drafts>) -> Value {
    let (mut referral, mut candidate) = (Map::new(), Map::new());
    if let Some(drafts) = drafts {
        let mut set = |name: &str, id: String| referral.insert(name.to_owned(), Value::String(id));
        set("programme_id", drafts.programme_id.to_string());
        set("organisation_id", drafts.organisation_id.to_string());
    }
    for (column, cell) in columns.iter().zip(cells) {
        let Some(column) = column else { continue };
        if cell.is_empty() {
            continue;
        }
        let value = Value::String((*cell).to_owned());
        let pointer = COLUMNS[*column].1;
        match pointer.strip_prefix("/candidate/") {
            Some(name) => candidate.insert(name.to_owned(), value),
            None => referral.insert(pointer[1..].to_owned(), value),
        };
    }
    referral.insert("candidate".to_owned(), Value::Object(candidate));
    Value::Object(referral)
}
