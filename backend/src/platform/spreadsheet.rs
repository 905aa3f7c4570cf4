//! Tables for spreadsheets, as CSV (RFC 4180) or XLSX, in which no cell is taken for a formula.
//!
//! Names and notes come from outside, and a spreadsheet runs what begins like a formula. In XLSX every text is a text. CSV has no
//! types, so that a cell which begins like a formula begins with an apostrophe instead (OWASP, CSV injection).
//!
//! A table is written row by row into a temporary file: however long it is, little of it is in memory.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::{
    fs::File,
    io::{self, BufWriter, Seek as _, Write as _},
};

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
pub enum SpreadsheetError {
    /// The temporary file could not be written.
    #[error("a temporary file: {0}")]
    File(#[from] io::Error),
    /// A sheet has no room for it.
    #[error("a sheet: {0}")]
    Sheet(#[from] XlsxError),
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Comma-separated values.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl Kind {
    /// The kind that a file's name ends in.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text, whatever it begins with.
    Text(String),
    /// A count.
    Number(u32),
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// A spreadsheet takes a cell for a formula that begins with one of these, unless a mark stands before it.
const FORMULAS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// A cell of a CSV file: quoted, and never a formula.
#[must_use]
pub fn csv_cell(text: &str) -> String {
    let safe = if text.starts_with(FORMULAS) { "'" } else { "" };
    format!("\"{safe}{}\"", text.replace('"', "\"\""))
}

/// A cell as it was before [`csv_cell`] put a mark before it.
#[must_use]
pub fn without_mark(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| rest.starts_with(FORMULAS))
        .unwrap_or(cell)
}

/// A table that is being written.
pub struct Sheet(Out);

enum Out {
    Csv(BufWriter<File>),
    Xlsx { book: Box<Workbook>, next: u32 },
}

impl Sheet {
    /// Begins a table with these headings.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub fn begin(kind: Kind, headings: &[&str]) -> Result<Self, SpreadsheetError> {
        let mut sheet = Self(match kind {
            Kind::Csv => {
                let mut file = BufWriter::new(tempfile::tempfile()?);
                // The mark tells a spreadsheet that the text is UTF-8.
                file.write_all("\u{FEFF}".as_bytes())?;
                Out::Csv(file)
            }
            Kind::Xlsx => {
                let mut book = Box::new(Workbook::new());
                book.add_worksheet_with_constant_memory()?;
                Out::Xlsx { book, next: 0 }
            }
        });
        sheet.row(headings.iter().map(|heading| Cell::from(*heading)))?;
        Ok(sheet)
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// When the temporary file cannot be written, or a sheet has no room for it.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), SpreadsheetError> {
        match &mut self.0 {
            Out::Csv(file) => {
                let cells = cells.into_iter().map(|cell| match cell {
                    Cell::Text(text) => csv_cell(&text),
                    Cell::Number(number) => number.to_string(),
                });
                let cells: Vec<_> = cells.collect();
                write!(file, "{}\r\n", cells.join(","))?;
            }
            Out::Xlsx { book, next } => {
                let sheet = book.worksheet_from_index(0)?;
                for (column, cell) in (0_u16..).zip(cells) {
                    match cell {
                        Cell::Text(text) => sheet.write_string(*next, column, text)?,
                        Cell::Number(number) => sheet.write_number(*next, column, number)?,
                    };
                }
                *next += 1;
            }
        }
        Ok(())
    }

    /// Ends it, and gives the file from its beginning.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub fn end(self) -> Result<File, SpreadsheetError> {
        let mut file = match self.0 {
            Out::Csv(file) => file.into_inner().map_err(io::IntoInnerError::into_error)?,
            Out::Xlsx { mut book, .. } => {
                let mut file = tempfile::tempfile()?;
                book.save_to_writer(&mut file)?;
                file
            }
        };
        file.rewind()?;
        Ok(file)
    }
}

/// A workbook to write in, whose cells are texts: what is written there stays as it is, a nought before a telephone number too.
///
/// # Errors
/// When a sheet has no room for it.
pub fn template_of_texts(headings: &[&str], example: &[&str]) -> Result<Vec<u8>, SpreadsheetError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_bold());
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, 18)?;
        sheet.write_string_with_format(0, column, *heading, &bold)?;
    }
    for (column, cell) in (0_u16..).zip(example) {
        sheet.write_string_with_format(1, column, *cell, &text)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(book.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula_or_ends_early() {
        assert_eq!(csv_cell("Cora"), "\"Cora\"");
        assert_eq!(csv_cell("=1+1"), "\"'=1+1\"");
        assert_eq!(csv_cell("+44 7700"), "\"'+44 7700\"");
        assert_eq!(csv_cell("-2"), "\"'-2\"");
        assert_eq!(csv_cell("\t=1"), "\"'\t=1\"");
        assert_eq!(csv_cell("\r=1"), "\"'\r=1\"");
        assert_eq!(csv_cell("@a\",b\n"), "\"'@a\"\",b\n\"");
    }

    #[test]
    fn a_cell_that_was_given_back_with_a_mark_is_read_without_it() {
        for cell in ["=1+1", "+44 7700 900123", "-", "@a"] {
            let marked = csv_cell(cell);
            assert_eq!(without_mark(marked.trim_matches('"')), cell);
        }
        assert_eq!(without_mark("'s-Gravenhage"), "'s-Gravenhage");
        assert_eq!(without_mark("O'Neill"), "O'Neill");
    }
}
