//! A score sheet: scores for everybody of a group on one page, made for a tablet. Rendered by the server, complete without scripts.

mod page;

pub use page::{ScoreSheet, ScoreSheetProps, WhichMemberPage, WhichMemberPageProps};

use crate::ui::Choice;
use shared::ids::{JourneyId, ProgrammeId};
use shared::journey::UnmetGuard;
use std::collections::BTreeMap;

/// What is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// The components of the screening day (L3).
    Screening,
    /// The interview, by one member of the panel (L6).
    Interviews,
}

impl Sheet {
    /// The sheet with this name in an address.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "screening" => Some(Self::Screening),
            "interviews" => Some(Self::Interviews),
            _ => None,
        }
    }

    /// Where it is, for one programme.
    #[must_use]
    pub fn address(self, programme: ProgrammeId) -> String {
        let name = match self {
            Self::Screening => "screening",
            Self::Interviews => "interviews",
        };
        format!("/programmes/{programme}/scores/{name}")
    }

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Screening => "Scores of the screening day",
            Self::Interviews => "Scores of the interviews",
        }
    }
}

/// One thing that everybody is scored on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its field.
    pub field: String,
    /// What people read.
    pub label: String,
    /// The field for words about it, where there is one.
    pub words: Option<String>,
}

/// One person on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The journey.
    pub journey_id: JourneyId,
    /// Its version, as it was read.
    pub version: i32,
    /// The person.
    pub name: String,
    /// How it stands with their scores.
    pub stands: Stands,
}

/// How it stands with somebody's scores.
#[derive(Debug, Clone, PartialEq)]
pub enum Stands {
    /// They can be given.
    Open {
        /// What is written, by field.
        answers: BTreeMap<String, String>,
        /// What is wrong with it.
        problem: Option<String>,
    },
    /// They are given.
    Given,
    /// They cannot be given yet, and why.
    NotYet(Vec<UnmetGuard>),
}

/// Which part of a group stands on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartOfSheet {
    /// The place of the first and of the last of them, from 1.
    pub places: (usize, usize),
    /// How many there are altogether.
    pub of: usize,
    /// After whom the page begins, where it is not the first.
    pub after: Option<String>,
    /// After whom the next one begins, and its address.
    pub next: Option<(String, String)>,
    /// The address of the first page.
    pub first: String,
}

/// From 1 to 5.
fn scores() -> Vec<Choice> {
    (1..=5)
        .map(|score| Choice::new(score.to_string(), score.to_string()))
        .collect()
}
