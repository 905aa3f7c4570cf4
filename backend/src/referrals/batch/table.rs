//! The rows of a file, whatever kind of file it is: the first names the columns, each other one is a referral.

use super::{
    columns::{heading, referral},
    file::Drafts,
    rows::Row,
};
use crate::platform::http::Problem;
use shared::problem::ProblemCode;

/// A row has no more cells than these.
pub(super) const MOST_CELLS: usize = 64;

/// Takes rows of cells, and gives what each is.
pub(super) struct Table {
    /// Which column each cell is; `None` for a remark.
    columns: Option<Vec<Option<usize>>>,
    rows: u32,
    drafts: Option<Drafts>,
}

impl Table {
    /// Whose rows are drafts, unless each says for itself what it is.
    pub fn new(drafts: Option<Drafts>) -> Self {
        Self {
            columns: None,
            rows: 0,
            drafts,
        }
    }

    /// Whether nothing has come, not even a heading.
    pub fn is_empty(&self) -> bool {
        self.columns.is_none()
    }

    /// The number of the row that comes next: 0 for the heading.
    pub fn next(&self) -> u32 {
        if self.columns.is_some() {
            self.rows + 1
        } else {
            0
        }
    }

    /// How many cells each row has.
    pub fn width(&self) -> Option<usize> {
        self.columns.as_ref().map(Vec::len)
    }

    /// Takes the next row. The heading and rows of empty cells give none.
    pub fn take(&mut self, cells: &[&str]) -> Result<Option<Row>, Problem> {
        let number = self.next();
        let Some(columns) = &self.columns else {
            self.columns = Some(heading(cells, self.drafts.is_some())?);
            return Ok(None);
        };
        // A spreadsheet leaves rows of nothing behind what was deleted.
        if cells.iter().all(|cell| cell.is_empty()) {
            return Ok(None);
        }
        self.rows = number;
        if number > super::MOST_ROWS {
            return Err(Problem::new(ProblemCode::TooLarge).detail(format!(
                "A file has at most {} rows. Divide it.",
                super::MOST_ROWS
            )));
        }
        let referral = referral(columns, cells, self.drafts);
        if cells.len() == columns.len() {
            return Ok(Some(Row::of(number, referral)));
        }
        let what = format!(
            "This row has {} cells, and the heading {}.",
            cells.len(),
            columns.len()
        );
        Ok(Some(refused(
            number,
            referral,
            "wrong_number_of_cells",
            what,
        )))
    }
}

/// A row that is refused alone.
fn refused(number: u32, referral: serde_json::Value, code: &str, what: String) -> Row {
    let problem = Problem::new(ProblemCode::Invalid).error("", code, what);
    Row::refused(number, referral, &problem)
}

/// A file that cannot be read from this row on, so that nothing of it is taken.
pub(super) fn wrong(row: u32, code: &str, what: impl Into<String>) -> Problem {
    let place = if row == 0 {
        "The heading".to_owned()
    } else {
        format!("Row {row}")
    };
    Problem::new(ProblemCode::Invalid)
        .detail(format!(
            "{place} cannot be read, and so nothing of the file was taken."
        ))
        .error(&format!("/rows/{row}"), code, what)
}
