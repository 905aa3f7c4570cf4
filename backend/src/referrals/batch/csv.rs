//! A CSV file of referrals, read piece by piece as it arrives. Whatever a row holds, no more than one is in memory.

use super::{
    file::Drafts,
    rows::Row,
    table::{MOST_CELLS, Table, wrong},
};
use crate::platform::http::Problem;
use crate::platform::spreadsheet::without_mark;
use csv_core::{ReadRecordResult, Reader};

/// A row has no more bytes than these; the longest that could be taken has a tenth.
const MOST_BYTES_OF_A_ROW: usize = 16 * 1024;
/// Reads rows as their bytes arrive.
pub(super) struct Csv {
    reader: Reader,
    record: Vec<u8>,
    ends: Vec<usize>,
    /// How much of the row at hand is written.
    written: (usize, usize),
    /// Whether something of a row has come that is not ended.
    is_open: bool,
    /// The bytes before the first row, until it is known whether they are a mark.
    beginning: Option<Vec<u8>>,
    table: Table,
}

impl Csv {
    /// Whose rows are drafts, unless each says for itself what it is.
    pub fn new(drafts: Option<Drafts>) -> Self {
        Self {
            reader: Reader::new(),
            record: vec![0; MOST_BYTES_OF_A_ROW],
            ends: vec![0; MOST_CELLS],
            written: (0, 0),
            is_open: false,
            beginning: Some(Vec::new()),
            table: Table::new(drafts),
        }
    }

    /// Takes the next bytes, and gives the rows that they end.
    pub fn take(&mut self, bytes: &[u8], rows: &mut Vec<Row>) -> Result<(), Problem> {
        let Some(mut beginning) = self.beginning.take() else {
            return self.read(bytes, rows);
        };
        beginning.extend_from_slice(bytes);
        if beginning.len() < MARK.len() {
            self.beginning = Some(beginning);
            return Ok(());
        }
        self.begin(&beginning, rows)
    }

    /// The end of the file.
    pub fn end(&mut self, rows: &mut Vec<Row>) -> Result<(), Problem> {
        if let Some(beginning) = self.beginning.take() {
            self.begin(&beginning, rows)?;
        }
        if self.is_open {
            // A line that is not ended ends here. If it does not, a quotation mark is open.
            self.read(b"\n", rows)?;
            if self.is_open {
                return Err(wrong(
                    self.table.next(),
                    "unclosed_quote",
                    "A quotation mark is opened here and never closed.",
                ));
            }
        }
        if self.table.is_empty() {
            return Err(Problem::unreadable("The file is empty."));
        }
        Ok(())
    }

    fn begin(&mut self, beginning: &[u8], rows: &mut Vec<Row>) -> Result<(), Problem> {
        if beginning.starts_with(&[0xFF, 0xFE]) || beginning.starts_with(&[0xFE, 0xFF]) {
            return Err(not_utf8(0));
        }
        self.read(beginning.strip_prefix(&MARK).unwrap_or(beginning), rows)
    }

    fn read(&mut self, mut bytes: &[u8], rows: &mut Vec<Row>) -> Result<(), Problem> {
        while !bytes.is_empty() {
            let (bytes_before, cells_before) = self.written;
            let (result, read, written, cells) = self.reader.read_record(
                bytes,
                &mut self.record[bytes_before..],
                &mut self.ends[cells_before..],
            );
            // Ends of lines between rows begin none.
            let begins = bytes[..read]
                .iter()
                .any(|byte| !matches!(byte, b'\r' | b'\n'));
            bytes = &bytes[read..];
            self.written = (bytes_before + written, cells_before + cells);
            match result {
                ReadRecordResult::InputEmpty => self.is_open |= begins || self.written != (0, 0),
                ReadRecordResult::Record => {
                    let row = self.row_at_hand()?;
                    rows.extend(row);
                    self.written = (0, 0);
                    self.is_open = false;
                }
                ReadRecordResult::OutputFull => {
                    let what = format!(
                        "This row is longer than {MOST_BYTES_OF_A_ROW} bytes. Perhaps a quotation mark is not closed."
                    );
                    return Err(wrong(self.table.next(), "too_long", what));
                }
                ReadRecordResult::OutputEndsFull => {
                    let what = format!("This row has more than {MOST_CELLS} cells.");
                    return Err(wrong(self.table.next(), "too_many_cells", what));
                }
                ReadRecordResult::End => {}
            }
        }
        Ok(())
    }

    fn row_at_hand(&mut self) -> Result<Option<Row>, Problem> {
        let number = self.table.next();
        let mut cells = Vec::with_capacity(self.written.1);
        let mut start = 0;
        for end in &self.ends[..self.written.1] {
            let text =
                std::str::from_utf8(&self.record[start..*end]).map_err(|_| not_utf8(number))?;
            cells.push(without_mark(text.trim()));
            start = *end;
        }
        self.table.take(&cells)
    }
}

const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

fn not_utf8(row: u32) -> Problem {
    wrong(
        row,
        "not_utf8",
        "This is not UTF-8 text. Save the file again as \u{201C}CSV UTF-8\u{201D}.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str =
        "programme_id,given_name,family_name,date_of_birth,language,benefit,employment_status";

    fn read(file: &[u8], piece: usize) -> Result<Vec<Row>, Problem> {
        let (mut table, mut rows) = (Csv::new(None), Vec::new());
        for bytes in file.chunks(piece) {
            table.take(bytes, &mut rows)?;
        }
        table.end(&mut rows)?;
        Ok(rows)
    }

    fn code(file: &[u8]) -> String {
        let problem = read(file, 7).map(|_| ()).expect_err("a refusal");
        let errors = problem.details().errors;
        errors
            .first()
            .map_or_else(|| problem.code().to_string(), |error| error.code.clone())
    }

    #[test]
    fn rows_are_read_whatever_the_pieces_and_the_ends_of_lines() {
        let file = format!(
            "\u{FEFF}{HEADING}\r\n1,\"Nad\"\"ia\",\"O'Neill,\r\nX\",1998-03-14,en,jsa,unemployed\n\n,,,,,,\r2,Żółć,خان,2000-01-01,ur,jsa,unemployed"
        );
        for piece in [1, 2, 3, 5, 100_000] {
            let rows = read(file.as_bytes(), piece).expect("rows");
            assert_eq!(rows.len(), 2, "pieces of {piece}");
            let first = rows[0].referral().expect("a referral");
            assert_eq!(first["candidate"]["given_name"], "Nad\"ia");
            assert_eq!(first["candidate"]["family_name"], "O'Neill,\r\nX");
            assert_eq!(
                rows[1].referral().expect("a referral")["candidate"]["family_name"],
                "خان"
            );
            assert_eq!((rows[0].number(), rows[1].number()), (1, 2));
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_refused_with_its_row() {
        let with = |rows: &str| format!("{HEADING}\n{rows}").into_bytes();
        assert_eq!(code(b""), "unreadable");
        assert_eq!(
            code(&with("1,\"Nadia,b,c\n2,a,b,c,d,e,f\n")),
            "unclosed_quote"
        );
        assert_eq!(
            code(&with(&format!("1,{}", "x".repeat(20_000)))),
            "too_long"
        );
        assert_eq!(code(&with(&",".repeat(100))), "too_many_cells");
        assert_eq!(
            code(&[&with("1,Jos")[..], &[0xE9], b",b\n"].concat()),
            "not_utf8"
        );
        assert_eq!(code(&[0xFF, 0xFE, b'p', 0]), "not_utf8");
        assert_eq!(code(format!("{HEADING},benefit\n").as_bytes()), "duplicate");
        assert_eq!(
            code(format!("{HEADING},shoe_size\n").as_bytes()),
            "unknown_field"
        );
        assert_eq!(code(b"programme_id;given_name\n"), "unknown_field");
        assert_eq!(code(b"programme_id,given_name\n"), "missing");
    }

    #[test]
    fn a_row_of_another_length_is_refused_alone() {
        let rows = read(
            format!("{HEADING}\n1,a\n1,a,b,2000-01-01,en,jsa,unemployed\n").as_bytes(),
            9,
        )
        .expect("rows");
        assert!(rows[0].clone().read().is_err() && rows[1].referral().is_some());
    }

    #[test]
    fn drafts_need_no_programme_of_their_own_and_remarks_are_not_read() {
        let drafts = Drafts {
            organisation_id: uuid::Uuid::nil().into(),
            programme_id: uuid::Uuid::nil().into(),
        };
        let heading = HEADING.strip_prefix("programme_id,").expect("the first");
        let file =
            format!("row,what_to_do,{heading}\n7,mend it,Nadia,Ash,2000-01-01,en,jsa,unemployed");
        let (mut table, mut rows) = (Csv::new(Some(drafts)), Vec::new());
        table.take(file.as_bytes(), &mut rows).expect("rows");
        table.end(&mut rows).expect("rows");
        let referral = rows[0].referral().expect("a referral");
        assert_eq!(referral["programme_id"], uuid::Uuid::nil().to_string());
        assert_eq!(referral["candidate"]["given_name"], "Nadia");
    }
}
