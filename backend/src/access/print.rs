//! The policy in words: for the golden file, and for the page on which people read it.

use super::{
    Operation,
    steps::{Step, step_of},
    table::{Cell, Column, cell, is_public},
};
use shared::{
    journey::{ActorKind, Move},
    values::Coded as _,
};
use std::fmt::Write as _;

/// The head of each column.
#[must_use]
pub fn heads() -> [&'static str; 10] {
    Column::ALL.map(head)
}

const fn head(column: Column) -> &'static str {
    match column {
        Column::Coordinator => "coordinator",
        Column::Assessor => "assessor",
        Column::Trainer => "trainer",
        Column::HiringManager => "hiring_manager",
        Column::Administrator => "administrator",
        Column::Executive => "executive",
        Column::Auditor => "auditor",
        Column::Candidate => "candidate",
        Column::Jobcentre => "jobcentre",
        Column::College => "college",
    }
}

/// The operations and how far each column reaches with them; no cells for what anybody may do.
#[must_use]
pub fn operations() -> Vec<(&'static str, Option<[String; 10]>)> {
    let row = |operation: &Operation| {
        let cells = (!is_public(*operation))
            .then(|| Column::ALL.map(|column| words(cell(*operation, column))));
        (operation.id(), cells)
    };
    Operation::ALL.iter().map(row).collect()
}

/// The moves of a journey and who makes them.
#[must_use]
pub fn moves() -> Vec<(Move, [&'static str; 10])> {
    let row = |name: &Move| (*name, Column::ALL.map(|column| step(*name, column)));
    Move::ALL.iter().map(row).collect()
}

fn step(name: Move, column: Column) -> &'static str {
    if cell(Operation::MakeTransition, column) == Cell::No {
        return "-";
    }
    let is_for = |kind| if name.is_for(kind) { "yes" } else { "-" };
    match (column.role(), column) {
        (Some(role), _) => match step_of(role, name) {
            Step::No => "-",
            Step::Yes => "yes",
            Step::AtScreening => "screening day",
            Step::InTraining => "training week",
        },
        (None, Column::Candidate) => is_for(ActorKind::Candidate),
        (None, Column::Jobcentre) => is_for(ActorKind::Jobcentre),
        (None, _) => is_for(ActorKind::College),
    }
}

fn words(cell: Cell) -> String {
    match cell {
        Cell::No => "-".to_owned(),
        Cell::Themselves => "themselves".to_owned(),
        Cell::Trust => "the Trust's".to_owned(),
        Cell::Programmes => "assigned".to_owned(),
        Cell::Managed => "the Trust's*".to_owned(),
        Cell::Own => "their own".to_owned(),
        Cell::TrustWith(scope) => format!("the Trust's [{scope}]"),
        Cell::OwnWith(scope) => format!("their own [{scope}]"),
        Cell::TrainingWith(scope) => format!("in training [{scope}]"),
    }
}

/// How wide each column is printed.
const WIDTHS: [usize; 10] = [11, 13, 13, 14, 13, 11, 11, 10, 29, 0];
const FIRST: usize = 29;

/// The whole policy as the golden file holds it.
#[must_use]
pub fn print() -> String {
    let mut text = String::from(NOTES);
    line(&mut text, "operation", heads());
    for (id, cells) in operations() {
        match cells {
            Some(cells) => line(&mut text, id, cells.each_ref().map(String::as_str)),
            None => {
                let _never_fails = writeln!(text, "{id:<FIRST$} anybody");
            }
        }
    }
    text.push('\n');
    line(&mut text, "make_transition", heads());
    for (name, cells) in moves() {
        line(&mut text, name.code(), cells);
    }
    text
}

const NOTES: &str = "\
the Trust's   every row of their own Trust, and no other Trust's
the Trust's*  the same or, where the Trust says so, the rows of the programmes they are assigned to
assigned      the rows of the programmes they are assigned to
their own     a candidate's own rows; those of the people a Jobcentre referred; a partner itself
in training   the people selected for or in the training week of the programmes a college is assigned to
[scope]       only with a token that carries it
screening day, training week   while the person is booked on the one, or selected for or in the other
What is outside the reach is answered as what is not there (404). What is - is refused (403).

";

fn line(text: &mut String, first: &str, cells: [&str; 10]) {
    let mut line = format!("{first:<FIRST$}");
    for (cell, width) in cells.iter().zip(WIDTHS) {
        let _never_fails = write!(line, " {cell:<width$}");
    }
    text.push_str(line.trim_end());
    text.push('\n');
}
