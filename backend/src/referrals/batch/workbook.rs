//! A workbook (XLSX) of referrals: the first sheet that is seen, read cell by cell. A workbook is a compressed archive that can be read only when
//! all of it has come; how much it unfolds to is measured before anything of it is kept in memory.

use super::{
    file::Drafts,
    rows::Row,
    table::{MOST_CELLS, Table, wrong},
};
use crate::platform::{http::Problem, spreadsheet::without_mark};
use calamine::{
    CellErrorType, DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError,
    open_workbook_from_rs,
};
use shared::problem::ProblemCode;
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// What an archive begins with.
pub(super) const ARCHIVE: [u8; 4] = *b"PK\x03\x04";
/// What an old workbook begins with, and one with a password.
const COMPOUND: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
/// A workbook unfolds to no more bytes than these: some 100,000 rows.
const MOST_UNFOLDED: u64 = 128 * 1024 * 1024;
/// All of it but the sheets is held in memory while it is read.
const MOST_HELD: u64 = 24 * 1024 * 1024;
/// A cell has no more bytes than these.
const MOST_BYTES_OF_A_CELL: usize = 4 * 1024;
/// A workbook has no more parts than these.
const MOST_PARTS: usize = 512;

/// Whether a file that begins like this is a workbook.
pub(super) fn is_workbook(beginning: &[u8]) -> bool {
    beginning.starts_with(&ARCHIVE) || beginning.starts_with(&COMPOUND)
}

/// Reads a workbook and gives its rows, some at a time, until `give` wants no more.
///
/// # Errors
/// When it is no workbook, unfolds to too much, or has a row that cannot be read.
pub(super) fn read(
    bytes: &[u8],
    drafts: Option<Drafts>,
    mut give: impl FnMut(Row) -> bool,
) -> Result<(), Problem> {
    if bytes.starts_with(&COMPOUND) {
        return Err(unreadable(
            "This is a workbook of an old kind, or it has a password. Save it as an Excel workbook (.xlsx) without one.",
        ));
    }
    measure(bytes)?;
    let mut book: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let shown = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let first = book.sheets_metadata().iter().find(shown);
    let first = first.map(|sheet| sheet.name.clone());
    let Some(first) = first else {
        return Err(unreadable("The workbook has no sheet."));
    };
    let mut cells = book
        .worksheet_cells_reader(&first)
        .map_err(|error| broken(&error))?;
    let mut sheet = Sheet::of(drafts);
    while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
        if let Some(row) = sheet.take(cell.get_position(), cell.get_value())?
            && !give(row)
        {
            return Ok(());
        }
    }
    if let Some(row) = sheet.end()? {
        give(row);
    }
    if sheet.table.is_empty() {
        return Err(unreadable(
            "The first sheet of the workbook is empty. Put the people on that one.",
        ));
    }
    Ok(())
}

/// Unfolds the archive once, keeping nothing, to know that there is room for it: what an archive says of itself need not be so.
fn measure(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable(NOT_A_WORKBOOK))?;
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let (mut unfolded, mut held) = (0, 0);
    for at in 0..archive.len() {
        let part = archive
            .by_index(at)
            .map_err(|_| unreadable(NOT_A_WORKBOOK))?;
        let is_sheet = part
            .name()
            .is_ok_and(|name| name.contains("worksheets/sheet"));
        let mut part = part.take(MOST_UNFOLDED + 1 - unfolded);
        let length = io::copy(&mut part, &mut io::sink())
            .map_err(|_| unreadable("The workbook is damaged. Save it again."))?;
        unfolded += length;
        held += if is_sheet { 0 } else { length };
        if unfolded > MOST_UNFOLDED || held > MOST_HELD {
            return Err(too_large());
        }
    }
    Ok(())
}

const NOT_A_WORKBOOK: &str = "This is no Excel workbook. Save it as .xlsx, or as CSV UTF-8.";

fn too_large() -> Problem {
    Problem::new(ProblemCode::TooLarge).detail(
        "The workbook unfolds to more than can be read. Keep only the sheet with the people, without pictures, or save it as CSV UTF-8.",
    )
}

fn unreadable(what: &str) -> Problem {
    Problem::unreadable(what)
}

fn broken(error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => unreadable("The workbook has a password. Save it without one."),
        error => {
            tracing::debug!(%error, "a workbook cannot be read");
            unreadable("The workbook is damaged. Save it again.")
        }
    }
}

/// The cells of the row at hand, until one of another row comes.
struct Sheet {
    table: Table,
    row: Option<u32>,
    cells: Vec<String>,
}

impl Sheet {
    fn of(drafts: Option<Drafts>) -> Self {
        Self {
            table: Table::new(drafts),
            row: None,
            cells: Vec::new(),
        }
    }

    /// Takes the next cell, and gives the row that it ends.
    fn take(
        &mut self,
        (row, column): (u32, u32),
        value: &DataRef<'_>,
    ) -> Result<Option<Row>, Problem> {
        let ended = if self.row.is_some_and(|at_hand| at_hand != row) {
            self.end()?
        } else {
            None
        };
        self.row = Some(row);
        let text = self.text(value)?;
        if text.is_empty() {
            return Ok(ended);
        }
        let at = usize::try_from(column).unwrap_or(usize::MAX);
        if at >= MOST_CELLS {
            let what = format!("This row has more than {MOST_CELLS} cells.");
            return Err(wrong(self.table.next(), "too_many_cells", what));
        }
        if self.cells.len() <= at {
            self.cells.resize(at + 1, String::new());
        }
        self.cells[at] = text;
        Ok(ended)
    }

    /// The end of the row at hand. Cells that nobody filled in are not in a workbook.
    fn end(&mut self) -> Result<Option<Row>, Problem> {
        if self.cells.is_empty() {
            return Ok(None);
        }
        let mut cells = std::mem::take(&mut self.cells);
        if let Some(width) = self.table.width().filter(|width| *width > cells.len()) {
            cells.resize(width, String::new());
        }
        let cells: Vec<&str> = cells.iter().map(|cell| without_mark(cell.trim())).collect();
        self.table.take(&cells)
    }

    /// What somebody reads in a cell: a date is one as the API writes it, and a number has no point that nobody wrote.
    fn text(&self, value: &DataRef<'_>) -> Result<String, Problem> {
        let text = match value {
            DataRef::Empty => String::new(),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                text.clone()
            }
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => number.to_string(),
            DataRef::Bool(is_so) => is_so.to_string(),
            DataRef::DateTime(moment) => {
                let (year, month, day, ..) = moment.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02}")
            }
            DataRef::Error(error) => return Err(self.failed(error)),
        };
        if text.len() > MOST_BYTES_OF_A_CELL {
            let what = format!("A cell of this row is longer than {MOST_BYTES_OF_A_CELL} bytes.");
            return Err(wrong(self.table.next(), "too_long", what));
        }
        Ok(text)
    }

    fn failed(&self, error: &CellErrorType) -> Problem {
        let what = format!(
            "A formula of this row has failed ({error}). Put what it should say in its place."
        );
        wrong(self.table.next(), "failed_formula", what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    const HEADING: [&str; 8] = [
        "programme_id",
        "given_name",
        "family_name",
        "date_of_birth",
        "language",
        "benefit",
        "employment_status",
        "phone",
    ];

    fn rows_of(bytes: &[u8]) -> Result<Vec<Row>, Problem> {
        let mut rows = Vec::new();
        read(bytes, None, |row| {
            rows.push(row);
            true
        })?;
        Ok(rows)
    }

    fn book(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, heading) in (0..).zip(HEADING) {
            sheet.write(0, column, heading).expect("a heading");
        }
        write(sheet);
        book.save_to_buffer().expect("a workbook")
    }

    fn code(bytes: &[u8]) -> String {
        let problem = rows_of(bytes).map(|_| ()).expect_err("a refusal");
        let errors = problem.details().errors;
        errors
            .first()
            .map_or_else(|| problem.code().to_string(), |error| error.code.clone())
    }

    #[test]
    fn a_date_is_a_date_a_number_is_its_digits_and_rows_of_nothing_are_passed_over() {
        let file = book(|sheet| {
            let born = ExcelDateTime::from_ymd(1998, 3, 14).expect("a day");
            let day = Format::new().set_num_format("dd/mm/yyyy");
            sheet
                .write(1, 1, "Nadia")
                .and_then(|sheet| sheet.write_with_format(1, 3, &born, &day))
                .and_then(|sheet| sheet.write(1, 7, 447_700_900_123_u64))
                .and_then(|sheet| sheet.write(5, 1, "خان"))
                .and_then(|sheet| sheet.write(5, 2, "'+x"))
                .expect("cells");
        });
        let rows = rows_of(&file).expect("rows");
        let referrals: Vec<_> = rows.iter().filter_map(Row::referral).collect();
        assert_eq!(referrals[0]["candidate"]["date_of_birth"], "1998-03-14");
        assert_eq!(referrals[0]["candidate"]["phone"], "447700900123");
        assert_eq!(referrals[1]["candidate"]["given_name"], "خان");
        assert_eq!(referrals[1]["candidate"]["family_name"], "+x");
        assert_eq!((rows[0].number(), rows[1].number(), rows.len()), (1, 2, 2));
    }

    #[test]
    fn what_cannot_be_read_is_refused_and_says_where() {
        assert_eq!(code(b"PK\x03\x04 and nothing else"), "unreadable");
        assert_eq!(code(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]), "unreadable");
        let whole = book(|_| {});
        assert_eq!(code(&whole[..whole.len() / 2]), "unreadable");
        let empty = Workbook::new().save_to_buffer();
        assert_eq!(code(&empty.unwrap_or_default()), "unreadable");
        let wide = book(|sheet| {
            sheet.write(1, 70, "x").expect("a cell");
        });
        assert_eq!(code(&wide), "too_many_cells");
        let long = book(|sheet| {
            sheet.write(1, 1, "x".repeat(5_000)).expect("a cell");
        });
        assert_eq!(code(&long), "too_long");
    }

    #[test]
    fn a_workbook_that_unfolds_to_too_much_is_refused_before_it_is_read() {
        use std::io::Write as _;
        use zip::{ZipWriter, write::SimpleFileOptions};
        for part in ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"] {
            let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
            archive
                .start_file(part, SimpleFileOptions::default())
                .expect("a part");
            let nothing = vec![b' '; 1024 * 1024];
            for _ in 0..130 {
                archive.write_all(&nothing).expect("bytes");
            }
            let bytes = archive.finish().expect("an archive").into_inner();
            assert!(bytes.len() < 1024 * 1024, "{}", bytes.len());
            assert_eq!(code(&bytes), "too_large");
        }
    }
}
