//! Whether docs/SECURITY.md answers every requirement of OWASP ASVS 5.0.0, levels 1 and 2, and names tests that exist.

use super::{Bench, files};
use crate::progress::Failure;
use std::collections::{BTreeMap, BTreeSet};

const DOCUMENT: &str = "docs/SECURITY.md";

/// The sections of ASVS 5.0.0 with the level of each of their requirements, in order: `("1.5", "123")` is 1.5.1 at
/// level 1, 1.5.2 at level 2 and 1.5.3 at level 3. Source: the standard's own list (OWASP, CC BY-SA 4.0).
#[rustfmt::skip]
const LEVELS: &[(&str, &str)] = &[
    ("1.1", "22"), ("1.2", "1111122223"), ("1.3", "112222222223"), ("1.4", "222"), ("1.5", "123"),
    ("2.1", "122"), ("2.2", "112"), ("2.3", "12223"), ("2.4", "23"),
    ("3.1", "3"), ("3.2", "113"), ("3.3", "12223"), ("3.4", "11222233"), ("3.5", "11122333"), ("3.6", "3"), ("3.7", "22333"),
    ("4.1", "12233"), ("4.2", "23333"), ("4.3", "22"), ("4.4", "1222"),
    ("5.1", "2"), ("5.2", "112333"), ("5.3", "113"), ("5.4", "222"),
    ("6.1", "122"), ("6.2", "111111112222"), ("6.3", "11223333"), ("6.4", "112233"), ("6.5", "22222333"), ("6.6", "2223"),
    ("6.7", "33"), ("6.8", "2222"),
    ("7.1", "222"), ("7.2", "1111"), ("7.3", "22"), ("7.4", "11222"), ("7.5", "223"), ("7.6", "22"),
    ("8.1", "1233"), ("8.2", "1123"), ("8.3", "133"), ("8.4", "23"),
    ("9.1", "111"), ("9.2", "1222"),
    ("10.1", "22"), ("10.2", "223"), ("10.3", "22223"), ("10.4", "1111122222233333"), ("10.5", "22222"), ("10.6", "22"),
    ("10.7", "222"),
    ("11.1", "2233"), ("11.2", "22233"), ("11.3", "11233"), ("11.4", "1222"), ("11.5", "23"), ("11.6", "23"), ("11.7", "33"),
    ("12.1", "12233"), ("12.2", "11"), ("12.3", "22223"),
    ("13.1", "2333"), ("13.2", "222223"), ("13.3", "2233"), ("13.4", "1222233"),
    ("14.1", "22"), ("14.2", "12223333"), ("14.3", "122"),
    ("15.1", "12233"), ("15.2", "12233"), ("15.3", "1222222"), ("15.4", "3333"),
    ("16.1", "2"), ("16.2", "22222"), ("16.3", "2222"), ("16.4", "222"), ("16.5", "2223"),
    ("17.1", "23"), ("17.2", "22223333"), ("17.3", "22"),
];

/// Reads the table and holds it against the standard's list and the tests of this repository.
pub fn check(bench: &mut Bench) -> Result<String, Failure> {
    let text = std::fs::read_to_string(bench.root.join(DOCUMENT)).unwrap_or_default();
    let table = Table::read(&text);
    let known = Known {
        tests: tests_of(bench)?,
        headings: headings_of(&text),
    };
    let faults = table.faults(&known);
    if faults.is_empty() {
        return Ok(table.summary());
    }
    Err(Failure::new(
        format!("{DOCUMENT}:\n    {}", faults.join("\n    ")),
        "Answer each requirement of levels 1 and 2 once, by a test that exists (`file.rs::name`), or with \
         \"document:\" and its heading, \"does not apply:\", \"installation:\" or \"not yet:\" and the reason.",
    ))
}

/// What an answer can refer to: `file.rs::test`, and the document's own headings.
#[derive(Default)]
struct Known {
    tests: BTreeSet<String>,
    headings: BTreeSet<String>,
}

fn headings_of(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix("## "));
    headings.map(|heading| heading.trim().to_owned()).collect()
}

/// The names of every test function in the repository, by the file's name.
fn tests_of(bench: &Bench) -> Result<BTreeSet<String>, Failure> {
    let mut names = BTreeSet::new();
    for path in files::tracked(&bench.root)? {
        let Some(file) = path.rsplit('/').next().filter(|file| file.ends_with(".rs")) else {
            continue;
        };
        let text = std::fs::read_to_string(bench.root.join(&path)).unwrap_or_default();
        let functions = text.split("fn ").skip(1);
        names.extend(functions.map(|rest| format!("{file}::{}", identifier(rest))));
    }
    Ok(names)
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The rows of the table: requirement and what answers it.
struct Table(Vec<(String, String)>);

impl Table {
    /// Rows are `| 1.2.3 | what is promised | what shows it |`.
    fn read(text: &str) -> Self {
        let rows = text.lines().filter_map(|line| {
            let cells: Vec<&str> = line
                .trim()
                .trim_matches('|')
                .split('|')
                .map(str::trim)
                .collect();
            let [id, _, shown] = cells[..] else {
                return None;
            };
            let is_id =
                id.split('.').count() == 3 && id.split('.').all(|part| part.parse::<u8>().is_ok());
            is_id.then(|| (id.to_owned(), shown.to_owned()))
        });
        Self(rows.collect())
    }

    fn faults(&self, known: &Known) -> Vec<String> {
        let required = required();
        let mut answered = BTreeMap::new();
        let mut faults = Vec::new();
        for (id, shown) in &self.0 {
            *answered.entry(id.as_str()).or_insert(0) += 1;
            if !required.contains(id) {
                faults.push(format!("{id} is no requirement of levels 1 and 2"));
            }
            faults.extend(fault_of(shown, known).map(|fault| format!("{id}: {fault}")));
        }
        for id in &required {
            match answered.get(id.as_str()) {
                Some(1) => {}
                Some(_) => faults.push(format!("{id} is answered more than once")),
                None => faults.push(format!("{id} is not answered")),
            }
        }
        faults
    }

    fn summary(&self) -> String {
        let count = |kind: &str| {
            self.0
                .iter()
                .filter(|(_, shown)| shown.starts_with(kind))
                .count()
        };
        let (apart, installation, open) = (
            count("does not apply:"),
            count("installation:"),
            count("not yet:"),
        );
        let written = count("document:");
        format!(
            "{} requirements: {} by tests, {written} in writing, {apart} do not apply, {installation} of the installation, {open} not yet",
            self.0.len(),
            self.0.len() - apart - installation - open - written
        )
    }
}

/// What is wrong with an answer: a reason is missing, or a test or a heading is not there.
fn fault_of(shown: &str, known: &Known) -> Option<String> {
    if let Some(heading) = shown.strip_prefix("document:") {
        let heading = heading.trim();
        return (!known.headings.contains(heading))
            .then(|| format!("there is no heading {heading:?}"));
    }
    let reasons = ["does not apply:", "installation:", "not yet:"];
    if let Some(reason) = reasons.iter().find_map(|kind| shown.strip_prefix(kind)) {
        return reason
            .trim()
            .is_empty()
            .then(|| "the reason is missing".to_owned());
    }
    let named: Vec<&str> = shown
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.contains("::"))
        .collect();
    if named.is_empty() {
        return Some("no test is named".to_owned());
    }
    let missing = named
        .into_iter()
        .find(|name| !known.tests.contains(*name))?;
    Some(format!("there is no test {missing}"))
}

/// Every requirement of levels 1 and 2.
fn required() -> BTreeSet<String> {
    let in_section = |(section, levels): &(&str, &str)| {
        let numbered: Vec<String> = levels
            .chars()
            .zip(1..)
            .filter(|(level, _)| *level != '3')
            .map(|(_, number)| format!("{section}.{number}"))
            .collect();
        numbered
    };
    LEVELS.iter().flat_map(in_section).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known {
            tests: BTreeSet::from(["staff.rs::a_wrong_password".to_owned()]),
            headings: headings_of("# Security\n## Sessions\n"),
        }
    }

    #[test]
    fn the_standard_has_as_many_requirements_as_it_says() {
        let level = |wanted: char| {
            let all = LEVELS.iter().flat_map(|(_, levels)| levels.chars());
            all.filter(|level| *level == wanted).count()
        };
        assert_eq!((level('1'), level('2'), level('3')), (70, 183, 92));
        assert_eq!(required().len(), 253);
    }

    #[test]
    fn a_requirement_without_an_answer_is_named() {
        let table = Table::read("| 1.1.1 | decoded once | `staff.rs::a_wrong_password` |");
        let faults = table.faults(&known());
        assert_eq!(faults.len(), 252);
        assert!(faults.contains(&"1.1.2 is not answered".to_owned()));
    }

    #[test]
    fn a_test_that_is_not_there_and_a_missing_reason_are_faults() {
        assert_eq!(fault_of("`staff.rs::a_wrong_password`", &known()), None);
        assert_eq!(fault_of("does not apply: there is no XML", &known()), None);
        assert!(fault_of("`staff.rs::forgotten`", &known()).is_some());
        assert!(fault_of("does not apply:", &known()).is_some());
        assert!(fault_of("looked at", &known()).is_some());
        assert_eq!(fault_of("document: Sessions", &known()), None);
        assert!(fault_of("document: Elsewhere", &known()).is_some());
    }
}
