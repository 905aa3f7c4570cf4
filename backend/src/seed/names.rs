//! What the people of a batch are found by: their names are their own, and so is this.

use super::template::{Cell, Rows};
use crate::candidates::name_rows;
use shared::candidates::spelling::spellings;
use std::collections::HashSet;

/// The words that somebody has already.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: HashSet<(String, String)>,
}

impl Names {
    /// The rows of everybody in these tables.
    pub fn of(&mut self, tables: &[Rows]) -> Vec<Rows> {
        let (mut names, mut words) = (Vec::new(), Vec::new());
        for people in tables.iter().filter(|rows| rows.table == "candidates") {
            let place = |column| people.place(column);
            let (Some(trust), Some(id)) = (place("trust_id"), place("id")) else {
                continue;
            };
            let (Some(given), Some(family)) = (place("given_name"), place("family_name")) else {
                continue;
            };
            for person in &people.rows {
                let text = |place: usize| person[place].clone().unwrap_or_default();
                let found_by = name_rows(&text(given), &text(family));
                for (word, beside) in found_by.names {
                    names.push([text(trust), word, beside, text(id)].map(Some).to_vec());
                }
                for word in found_by.words {
                    self.spell(&text(trust), &word, &mut words);
                }
            }
        }
        vec![
            rows(
                "candidate_names",
                &["trust_id", "word", "beside", "candidate_id"],
                names,
            ),
            rows(
                "candidate_spellings",
                &["trust_id", "spelling", "word"],
                words,
            ),
        ]
    }

    /// The spellings of a word that nobody had until now.
    fn spell(&mut self, trust: &str, word: &str, rows: &mut Vec<Vec<Cell>>) {
        if !self.known.insert((trust.to_owned(), word.to_owned())) {
            return;
        }
        for spelling in spellings(word) {
            rows.push(
                [trust.to_owned(), spelling, word.to_owned()]
                    .map(Some)
                    .to_vec(),
            );
        }
    }
}

fn rows(table: &'static str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Rows {
    Rows {
        table,
        columns: columns.iter().map(|&name| name.to_owned()).collect(),
        rows,
    }
}
