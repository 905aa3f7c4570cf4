//! Reads the whole log and says what is not as it was written.

use super::{
    chain::{Head, Ledger},
    store::{self, HeadRow, Line, Place},
};
use crate::platform::database::{AnyConnection, Database, DatabaseError, DatabaseResult};
use shared::ids::TrustId;
use std::{fmt, str::FromStr};

/// What is not as it was written. A line is named by its number in its Trust's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A line was changed, or made up.
    Changed(i64),
    /// Lines are not there: the first and the last of them.
    Missing(i64, i64),
    /// There are two with this number.
    Twice(i64),
    /// It cannot be read; the number of its place in the order of all lines.
    Unreadable(i64),
    /// It was chained with a key that is not given here.
    UnknownKey(i64, i32),
    /// Something stands outside the chain that did not when it began, or was changed there.
    OutsideTheChain,
    /// There are lines, and no head.
    NoHead,
    /// The head was changed.
    HeadChanged,
    /// The head names a hash that its line does not have.
    HeadElsewhere(i64),
    /// The head ends before the lines do: it was put back.
    HeadBehind(i64, i64),
    /// The lines end before the head: they were cut off.
    CutOff(i64, i64),
    /// The line that was noted elsewhere is not there, or has another hash: the database was put back, or is another one.
    NotAsNoted(i64),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(at) => write!(f, "line {at} was changed or made up"),
            Self::Missing(at, until) if at == until => write!(f, "line {at} is missing"),
            Self::Missing(from, to) => write!(f, "lines {from} to {to} are missing"),
            Self::Twice(at) => write!(f, "there are two lines with the number {at}"),
            Self::Unreadable(position) => {
                write!(f, "the line at position {position} cannot be read")
            }
            Self::UnknownKey(at, version) => {
                write!(f, "line {at} was chained with the key of version {version}, which is not given")
            }
            Self::OutsideTheChain => f.write_str(
                "what stands outside the chain is not what stood there when it began: a line was put in, changed or removed",
            ),
            Self::NoHead => f.write_str("the head is missing"),
            Self::HeadChanged => f.write_str("the head was changed"),
            Self::HeadElsewhere(at) => {
                write!(f, "the head does not have the hash of its line, {at}")
            }
            Self::HeadBehind(head, last) => {
                write!(f, "the head was put back: it ends at line {head}, and the lines go on to {last}")
            }
            Self::CutOff(last, head) => write!(
                f,
                "lines were cut off: they end at {last}, and the head says that there were {head}"
            ),
            Self::NotAsNoted(at) => write!(
                f,
                "line {at} is not the one that was noted: the database was put back to an earlier moment, or is another one"
            ),
        }
    }
}

/// A head that was noted elsewhere: `SEQ:HASH`, as the server's log and `foothold verify-audit` print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected(Head);

/// What was given is no head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a head is written as SEQ:HASH, as foothold verify-audit prints it")]
pub struct ExpectedError;

impl FromStr for Expected {
    type Err = ExpectedError;
    fn from_str(text: &str) -> Result<Self, ExpectedError> {
        let (sequence, hash) = text.trim().split_once(':').ok_or(ExpectedError)?;
        let sequence = sequence
            .parse()
            .ok()
            .filter(|sequence| *sequence >= 0)
            .ok_or(ExpectedError)?;
        if hash.len() != 43 {
            return Err(ExpectedError);
        }
        let hash = hash.to_owned();
        Ok(Self(Head { sequence, hash }))
    }
}

impl From<Head> for Expected {
    fn from(head: Head) -> Self {
        Self(head)
    }
}

/// What one Trust's log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustReport {
    /// The Trust.
    pub trust_id: TrustId,
    /// How many lines of its chain were read.
    pub lines: u64,
    /// How many lines stood there before the chain began.
    pub older: i64,
    /// Where the chain ends.
    pub head: Option<Head>,
    /// What is not as it was written; nothing for a log that is whole.
    pub findings: Vec<Finding>,
}

/// Reads the whole log, as of one moment. `expected` are heads that were noted elsewhere, each of them of some Trust.
///
/// # Errors
/// When the database could not answer.
pub async fn verify(
    database: &Database,
    ledger: &Ledger,
    expected: Vec<Expected>,
) -> DatabaseResult<Vec<TrustReport>> {
    let ledger = ledger.clone();
    database
        .snapshot(move |db| {
            let mut reports = Vec::new();
            let mut found = vec![false; expected.len()];
            for trust in store::trusts(db)? {
                reports.push(Walk::of(&ledger, trust).report(db, &expected, &mut found)?);
            }
            for (noted, _) in expected.iter().zip(found).filter(|(_, found)| !found) {
                // It is of no Trust here, so that each of them may have been put back.
                for report in &mut reports {
                    report.findings.push(Finding::NotAsNoted(noted.0.sequence));
                }
            }
            Ok(reports)
        })
        .await
}

/// Where each Trust's chain ends, to be noted where whoever can change the database cannot.
///
/// # Errors
/// When the database could not answer.
pub async fn heads(database: &Database) -> DatabaseResult<Vec<(TrustId, Head)>> {
    database
        .snapshot(|db| {
            let mut heads = Vec::new();
            for trust in store::trusts(db)? {
                let head = store::find_head(db, trust)?;
                heads.extend(head.map(|head| (trust, head_of(&head))));
            }
            Ok(heads)
        })
        .await
}

fn head_of(row: &HeadRow) -> Head {
    Head {
        sequence: row.sequence,
        hash: row.hash.clone(),
    }
}

/// One Trust's log, being read.
struct Walk<'a> {
    ledger: &'a Ledger,
    trust: TrustId,
    lines: u64,
    /// The number and the hash of the line that was read last.
    last: (i64, String),
    /// Whether that hash is known to be the one of the line before, or a line between is missing.
    gap: bool,
    findings: Vec<Finding>,
}

impl<'a> Walk<'a> {
    fn of(ledger: &'a Ledger, trust: TrustId) -> Self {
        Self {
            ledger,
            trust,
            lines: 0,
            last: (0, String::new()),
            gap: false,
            findings: Vec::new(),
        }
    }

    fn report(
        mut self,
        db: &mut AnyConnection,
        expected: &[Expected],
        found: &mut [bool],
    ) -> DatabaseResult<TrustReport> {
        let head = store::find_head(db, self.trust)?;
        self.last.1 = head
            .as_ref()
            .map(|head| head.beginning.clone())
            .unwrap_or_default();
        let mut hashes = Noted::of(expected, found, &self.last.1);
        let mut after: Place = (i64::MIN, i64::MIN);
        loop {
            let lines = match store::chained_lines(db, self.trust, after) {
                Ok(lines) => lines,
                Err(error) if is_of_the_line(&error) => self.one_by_one(db, after)?,
                Err(error) => return Err(error),
            };
            let Some(last) = lines.last() else { break };
            after = (last.sequence.unwrap_or(i64::MAX), last.position);
            for line in &lines {
                self.look_at(line);
                hashes.look_at(line);
            }
        }
        self.look_at_head(db, head.as_ref())?;
        Ok(TrustReport {
            trust_id: self.trust,
            lines: self.lines,
            older: head.as_ref().map_or(0, |head| head.older),
            head: head.as_ref().map(head_of),
            findings: self.findings,
        })
    }

    /// A page with a line that cannot be read: its lines one by one, up to a line after the one that cannot.
    fn one_by_one(&mut self, db: &mut AnyConnection, after: Place) -> DatabaseResult<Vec<Line>> {
        let (mut at, mut lines) = (after, Vec::new());
        while let Some(next) = store::next_place(db, self.trust, at)? {
            at = next;
            match store::line_at(db, next.1) {
                Ok(line) => {
                    lines.push(line);
                    if lines.len() >= usize::try_from(store::PAGE).unwrap_or(usize::MAX) {
                        break;
                    }
                }
                Err(error) if is_of_the_line(&error) => {
                    self.findings.push(Finding::Unreadable(next.1));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(lines)
    }

    fn look_at(&mut self, line: &Line) {
        let sequence = line.sequence.unwrap_or_default();
        self.lines += 1;
        if sequence <= self.last.0 {
            self.findings.push(if sequence < 1 {
                Finding::Changed(sequence)
            } else {
                Finding::Twice(sequence)
            });
            return;
        }
        self.gap = sequence > self.last.0 + 1;
        if self.gap {
            self.findings
                .push(Finding::Missing(self.last.0 + 1, sequence - 1));
        }
        if !self.ledger.knows(line.key_version) {
            let version = line.key_version.unwrap_or_default();
            self.findings.push(Finding::UnknownKey(sequence, version));
        } else if !self.gap && !self.ledger.is_chained(line, &self.last.1) {
            // After a gap the hash before is not known, and the gap is told already.
            self.findings.push(Finding::Changed(sequence));
        }
        self.last = (sequence, line.hash.clone().unwrap_or_default());
    }

    fn look_at_head(
        &mut self,
        db: &mut AnyConnection,
        head: Option<&HeadRow>,
    ) -> DatabaseResult<()> {
        let Some(head) = head else {
            // A Trust that nothing was told of yet has none.
            if self.lines > 0 {
                self.findings.push(Finding::NoHead);
            }
            return Ok(());
        };
        if !self.ledger.is_sealed(head) {
            self.findings
                .push(if self.ledger.knows(Some(head.key_version)) {
                    Finding::HeadChanged
                } else {
                    Finding::UnknownKey(head.sequence, head.key_version)
                });
        }
        let last = self.last.0;
        if last > head.sequence {
            self.findings.push(Finding::HeadBehind(head.sequence, last));
        } else if last < head.sequence {
            self.findings.push(Finding::CutOff(last, head.sequence));
        } else if self.last.1 != head.hash {
            self.findings.push(Finding::HeadElsewhere(last));
        }
        let beginning = self.ledger.is_beginning(db, head);
        match beginning {
            Ok(true) => {}
            Ok(false) => self.findings.push(Finding::OutsideTheChain),
            Err(error) if is_of_the_line(&error) => self.findings.push(Finding::OutsideTheChain),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// The heads that were noted elsewhere, being looked for.
struct Noted<'a> {
    expected: &'a [Expected],
    found: &'a mut [bool],
}

impl<'a> Noted<'a> {
    fn of(expected: &'a [Expected], found: &'a mut [bool], beginning: &str) -> Self {
        for (at, noted) in expected.iter().enumerate() {
            found[at] |= noted.0.sequence == 0 && noted.0.hash == beginning;
        }
        Self { expected, found }
    }

    fn look_at(&mut self, line: &Line) {
        for (at, Expected(noted)) in self.expected.iter().enumerate() {
            self.found[at] |= line.sequence == Some(noted.sequence)
                && line.hash.as_deref() == Some(noted.hash.as_str());
        }
    }
}

/// Whether the database answered, and what it answered is no line.
fn is_of_the_line(error: &DatabaseError) -> bool {
    matches!(
        error,
        DatabaseError::Statement(diesel::result::Error::DeserializationError(_))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_written_and_read_alike() {
        let head = Head {
            sequence: 812,
            hash: "h".repeat(43),
        };
        let read: Expected = head.to_string().parse().expect("a head");
        assert_eq!(read, Expected::from(head));
        for wrong in ["", "812", "812:", "x:y", "-1:aaaa"] {
            assert_eq!(wrong.parse::<Expected>(), Err(ExpectedError), "{wrong}");
        }
    }
}
