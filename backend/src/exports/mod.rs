//! Every list and report as a file for a spreadsheet: CSV or XLSX, narrowed as the list is and within the same reach.
//!
//! A list is read page by page through its own service, and each row goes into the file as it comes: ten thousand rows cost no
//! more memory than one page. The audit log is told how many people it names before anybody is given it.

mod lists;
mod people;

use crate::access::{AccessError, Operation, Principal};
use crate::application::Platform;
use crate::journeys::{Asker, JourneyError};
use crate::platform::database::DatabaseError;
use crate::platform::http::RequestId;
use crate::platform::spreadsheet::{Cell, Kind, Sheet, SpreadsheetError};
use crate::programmes;
use serde::Deserialize;
use shared::ids::{ProgrammeId, SessionId, VacancyId};
use shared::journey::State;
use shared::reports::BreakdownBy;
use std::{collections::HashMap, fs::File};

/// So many rows are read at once.
const PAGE: u16 = 200;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is no such list, or what it is of does not lie within reach.
    #[error("there is nothing to export within reach")]
    NotFound,
    /// It is for others.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The file could not be written.
    #[error(transparent)]
    Sheet(#[from] SpreadsheetError),
    /// The database could not answer.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A fault of ours.
    #[error("{0}")]
    Broken(String),
}

impl From<JourneyError> for ExportError {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::NotFound => Self::NotFound,
            JourneyError::NotTheirs(error) => Self::Access(error),
            JourneyError::Database(error) => Self::Database(error),
            error => Self::Broken(error.to_string()),
        }
    }
}

impl From<programmes::ProgrammeError> for ExportError {
    fn from(error: programmes::ProgrammeError) -> Self {
        match error {
            programmes::ProgrammeError::NotFound => Self::NotFound,
            programmes::ProgrammeError::Database(error) => Self::Database(error),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// A list that can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// People with their stages.
    People,
    /// Guaranteed interviews (L6).
    Guarantees,
    /// How far people come.
    Stages,
    /// The same side by side: of each programme, each partner or each month.
    Breakdown,
    /// Referrals.
    Referrals,
    /// Vacancies.
    Vacancies,
    /// Programmes.
    Programmes,
    /// The register of a session.
    Register,
}

impl List {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::People,
        Self::Guarantees,
        Self::Stages,
        Self::Breakdown,
        Self::Referrals,
        Self::Vacancies,
        Self::Programmes,
        Self::Register,
    ];

    /// Its name in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Guarantees => "guarantees",
            Self::Stages => "stages",
            Self::Breakdown => "breakdown",
            Self::Referrals => "referrals",
            Self::Vacancies => "vacancies",
            Self::Programmes => "programmes",
            Self::Register => "register",
        }
    }

    /// What somebody must be allowed to read.
    #[must_use]
    pub const fn operation(self) -> Operation {
        match self {
            Self::People => Operation::ListJourneys,
            Self::Guarantees => Operation::ListGuarantees,
            Self::Stages => Operation::ReportStages,
            Self::Breakdown => Operation::ReportBreakdown,
            Self::Referrals => Operation::ListReferrals,
            Self::Vacancies => Operation::ListVacancies,
            Self::Programmes => Operation::ListProgrammes,
            Self::Register => Operation::ReadRegister,
        }
    }
}

/// What a list is narrowed by. What a list does not know is refused, so that nobody takes a whole list for a part of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filters {
    /// Only of this programme.
    pub programme_id: Option<ProgrammeId>,
    /// Only at this stage.
    pub state: Option<State>,
    /// Only those under way or still to be honoured, or only the others.
    pub open: Option<bool>,
    /// Drafts or confirmed; open or closed; draft, published, closed or cancelled.
    pub status: Option<String>,
    /// Only for this vacancy.
    pub vacancy_id: Option<VacancyId>,
    /// The session of a register.
    pub session_id: Option<SessionId>,
    /// What stands side by side; programmes unless told.
    pub by: Option<BreakdownBy>,
}

impl Filters {
    /// Whether the list knows everything that it is narrowed by.
    fn fit(&self, list: List) -> bool {
        use List::{
            Breakdown, Guarantees, People, Programmes, Referrals, Register, Stages, Vacancies,
        };
        let fits = |asked: bool, lists: &[List]| !asked || lists.contains(&list);
        fits(self.programme_id.is_some(), &[People, Stages])
            && fits(self.state.is_some(), &[People])
            && fits(self.open.is_some(), &[People, Guarantees])
            && fits(self.status.is_some(), &[Referrals, Vacancies, Programmes])
            && fits(self.vacancy_id.is_some(), &[Programmes])
            && fits(self.session_id.is_some(), &[Register])
            && fits(self.by.is_some(), &[Breakdown])
    }

    fn status<T: std::str::FromStr>(&self) -> Result<Option<T>, ExportError> {
        let read = |text: &String| text.parse().map_err(|_| ExportError::NotFound);
        self.status.as_ref().map(read).transpose()
    }
}

/// Who exports, what, and how.
struct Desk<'a> {
    platform: &'a Platform,
    principal: &'a Principal,
    asker: Asker,
    kind: Kind,
    filters: Filters,
}

/// Writes a list into a file, within the reach of whoever asks.
///
/// # Errors
/// [`ExportError::NotFound`] for what is not theirs, and for filters that the list does not know.
pub async fn export(
    platform: &Platform,
    (principal, request_id): (&Principal, RequestId),
    (list, kind): (List, Kind),
    filters: Filters,
) -> Result<File, ExportError> {
    let reach = principal.may(list.operation())?;
    if !filters.fit(list) {
        return Err(ExportError::NotFound);
    }
    let desk = Desk {
        platform,
        principal,
        asker: Asker::of(principal, reach, request_id),
        kind,
        filters,
    };
    let sheet = match list {
        List::People => people::people(&desk).await?,
        List::Guarantees => people::guarantees(&desk).await?,
        List::Register => people::register(&desk).await?,
        List::Referrals => people::referrals(&desk).await?,
        List::Stages => lists::stages(&desk).await?,
        List::Breakdown => lists::breakdown(&desk).await?,
        List::Vacancies => lists::vacancies(&desk).await?,
        List::Programmes => lists::programmes(&desk).await?,
    };
    let file = actix_web::web::block(move || sheet.end())
        .await
        .map_err(|error| ExportError::Broken(error.to_string()))?;
    Ok(file?)
}

impl Desk<'_> {
    fn begin(&self, headings: &[&str]) -> Result<Sheet, ExportError> {
        Ok(Sheet::begin(self.kind, headings)?)
    }

    /// What people call each programme within reach.
    async fn programmes(&self) -> Result<HashMap<ProgrammeId, String>, ExportError> {
        let reach = self.principal.may(Operation::ListProgrammes)?;
        let (mut names, mut before) = (HashMap::new(), None);
        loop {
            let seen = (self.principal.clone(), reach);
            let listed = programmes::service::list(
                self.platform,
                seen,
                (None, None),
                before,
                i64::from(PAGE),
            );
            let listed = listed.await?;
            before = listed.last().map(|last| last.id);
            let is_last = listed.len() < usize::from(PAGE);
            names.extend(listed.into_iter().map(|one| {
                let name = format!("{} ({})", one.title, one.reference);
                (one.id, name)
            }));
            if is_last {
                return Ok(names);
            }
        }
    }
}

/// A yes or a no, as people read it.
fn yes_no(is: bool) -> Cell {
    Cell::from(if is { "yes" } else { "no" })
}
