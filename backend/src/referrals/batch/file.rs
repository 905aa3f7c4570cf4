//! A file as it arrives: its rows are kept, some at a time, as soon as there are too many for one answer.

use super::{
    MOST_BYTES, MOST_BYTES_OF_A_WORKBOOK, ROWS_OF_A_PART, csv::Csv, import, rows::Row, workbook,
};
use crate::application::Platform;
use crate::journeys::Asker;
use crate::platform::http::{Answer, Problem};
use shared::ids::{OrganisationId, ProgrammeId, ReferralImportId};
use shared::problem::ProblemCode;

/// What was sent: few enough to be answered at once, or kept as an import.
pub(super) enum Sent {
    Few(Vec<Row>),
    Many(ReferralImportId, u32),
}

/// What a file is sent for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Purpose {
    /// Whether everything is checked and nothing kept.
    pub dry_run: bool,
    /// What its rows are to be, if staff try it before it is taken: drafts for this Jobcentre, on this programme unless they name one.
    pub drafts: Option<Drafts>,
}

/// What rows are that do not say it themselves.
#[derive(Debug, Clone, Copy)]
pub struct Drafts {
    /// The Jobcentre that is to confirm them.
    pub organisation_id: OrganisationId,
    /// The programme.
    pub programme_id: ProgrammeId,
}

/// What kind of file it is, which its first bytes say.
enum Kind {
    /// Nothing has come yet, or not enough to know.
    Unknown(Vec<u8>),
    Csv(Box<Csv>),
    /// As much of a workbook as has come: it can be read only when all of it has.
    Workbook(Vec<u8>),
}

/// A file that is being received.
pub(super) struct File<'a> {
    platform: &'a Platform,
    asker: &'a Asker,
    purpose: Purpose,
    kind: Kind,
    waiting: Vec<Row>,
    /// The import that it has become.
    pub import: Option<ReferralImportId>,
    parts: i32,
    count: u32,
    length: usize,
}

impl<'a> File<'a> {
    pub fn of(platform: &'a Platform, asker: &'a Asker, purpose: Purpose) -> Self {
        Self {
            platform,
            asker,
            purpose,
            kind: Kind::Unknown(Vec::new()),
            waiting: Vec::new(),
            import: None,
            parts: 0,
            count: 0,
            length: 0,
        }
    }

    /// Takes the next bytes.
    pub async fn take(&mut self, bytes: &[u8]) -> Answer<()> {
        self.length += bytes.len();
        if self.length > MOST_BYTES {
            return Err(too_large("A file", MOST_BYTES));
        }
        match &mut self.kind {
            Kind::Unknown(first) => {
                first.extend_from_slice(bytes);
                if first.len() >= workbook::ARCHIVE.len() {
                    let first = std::mem::take(first);
                    self.begin(first)?;
                }
            }
            Kind::Csv(csv) => csv.take(bytes, &mut self.waiting)?,
            Kind::Workbook(whole) => whole.extend_from_slice(bytes),
        }
        if matches!(self.kind, Kind::Workbook(_)) && self.length > MOST_BYTES_OF_A_WORKBOOK {
            return Err(too_large("A workbook", MOST_BYTES_OF_A_WORKBOOK));
        }
        self.keep_whole_parts().await
    }

    /// The first bytes have come. Partners' systems send CSV; staff may send what their spreadsheet saves.
    fn begin(&mut self, first: Vec<u8>) -> Answer<()> {
        let is_from_staff = self.purpose.drafts.is_some();
        self.kind = if is_from_staff && workbook::is_workbook(&first) {
            Kind::Workbook(first)
        } else {
            let mut csv = Box::new(Csv::new(self.purpose.drafts));
            csv.take(&first, &mut self.waiting)?;
            Kind::Csv(csv)
        };
        Ok(())
    }

    async fn keep_whole_parts(&mut self) -> Answer<()> {
        while self.waiting.len() > ROWS_OF_A_PART {
            self.keep().await?;
        }
        Ok(())
    }

    /// Reads a workbook beside the others' requests, a part of its rows at a time.
    async fn read_workbook(&mut self, whole: Vec<u8>) -> Answer<()> {
        let drafts = self.purpose.drafts;
        let (give, mut given) = tokio::sync::mpsc::channel(ROWS_OF_A_PART);
        let reading = tokio::task::spawn_blocking(move || {
            workbook::read(&whole, drafts, |row| give.blocking_send(row).is_ok())
        });
        while let Some(row) = given.recv().await {
            self.waiting.push(row);
            self.keep_whole_parts().await?;
        }
        reading
            .await
            .map_err(|error| Problem::internal(format!("a workbook was not read: {error}")))?
    }

    /// The end of the file. One that is tried before it is taken is kept however short it is.
    pub async fn end(&mut self) -> Answer<Sent> {
        match std::mem::replace(&mut self.kind, Kind::Unknown(Vec::new())) {
            Kind::Workbook(whole) => self.read_workbook(whole).await?,
            Kind::Csv(mut csv) => csv.end(&mut self.waiting)?,
            Kind::Unknown(first) => {
                let mut csv = Csv::new(self.purpose.drafts);
                csv.take(&first, &mut self.waiting)?;
                csv.end(&mut self.waiting)?;
            }
        }
        let is_kept = self.import.is_some() || self.purpose.drafts.is_some();
        if !is_kept && self.waiting.len() <= ROWS_OF_A_PART {
            return Ok(Sent::Few(std::mem::take(&mut self.waiting)));
        }
        while !self.waiting.is_empty() {
            self.keep().await?;
        }
        Ok(match self.import {
            Some(id) => Sent::Many(id, self.count),
            None => Sent::Few(Vec::new()),
        })
    }

    /// Keeps the first of the rows that wait.
    async fn keep(&mut self) -> Answer<()> {
        let id = match self.import {
            Some(id) => id,
            None => {
                let id = import::begin(self.platform, self.asker, self.purpose).await?;
                *self.import.insert(id)
            }
        };
        let many = self.waiting.len().min(ROWS_OF_A_PART);
        let rows: Vec<Row> = self.waiting.drain(..many).collect();
        self.count += u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let part = (id, self.parts);
        self.parts += 1;
        let is_tried = self.purpose.drafts.is_some();
        import::keep(self.platform, self.asker.trust_id, part, (rows, is_tried)).await?;
        Ok(())
    }
}

pub(super) fn too_large(what: &str, most: usize) -> Problem {
    Problem::new(ProblemCode::TooLarge).detail(format!("{what} has at most {most} bytes."))
}
