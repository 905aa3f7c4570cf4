//! A new vacancy: what was answered, read into what the server asks for.

use crate::ui::FieldProblem;
use shared::vacancies::CreateVacancy;
use shared::values::{UnknownCode, Words};
use std::collections::BTreeMap;

/// The fields of the form.
pub const FIELDS: [&str; 6] = [
    "title",
    "band",
    "openings",
    "hours_per_week",
    "duration_weeks",
    "site",
];

/// Reads the form.
///
/// # Errors
/// What needs another look, field by field.
pub fn read(answers: &BTreeMap<String, String>) -> Result<CreateVacancy, Vec<FieldProblem>> {
    let given = |name: &str| {
        answers
            .get(name)
            .map(|answer| answer.trim())
            .unwrap_or_default()
    };
    let mut problems = Vec::new();
    let mut note = |field: &str, message: String| problems.push(FieldProblem::new(field, message));
    let title = Words::parse(given("title"))
        .map_err(|wrong| note("title", format!("Role: {wrong}")))
        .ok();
    let band = given("band")
        .parse()
        .map_err(|_: UnknownCode| note("band", "Choose the band of the post".to_owned()))
        .ok();
    let openings = number(given("openings"), 1, 500)
        .ok_or_else(|| {
            note(
                "openings",
                "Openings: enter a number from 1 to 500".to_owned(),
            )
        })
        .ok();
    let hours = number(given("hours_per_week"), 1, 48)
        .ok_or_else(|| {
            note(
                "hours_per_week",
                "Hours a week: enter a number from 1 to 48".to_owned(),
            )
        })
        .ok();
    let weeks = match given("duration_weeks") {
        "" => Some(None),
        text => number(text, 1, 520).map(Some).or_else(|| {
            note(
                "duration_weeks",
                "Weeks: enter a number, or leave it empty for a permanent post".to_owned(),
            );
            None
        }),
    };
    let site = Words::parse(given("site"))
        .map_err(|wrong| note("site", format!("Site: {wrong}")))
        .ok();
    match (title, band, openings, hours, weeks, site) {
        (Some(title), Some(band), Some(openings), Some(hours), Some(weeks), Some(site)) => {
            Ok(CreateVacancy {
                title,
                band,
                openings,
                hours_per_week: u16::try_from(hours).unwrap_or(u16::MAX),
                duration_weeks: weeks.map(|weeks| u16::try_from(weeks).unwrap_or(u16::MAX)),
                site,
            })
        }
        _ => Err(problems),
    }
}

fn number(text: &str, least: u32, most: u32) -> Option<u32> {
    text.parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
}

/// What a work trial needs of a post, said while the form is filled in: at least 16 hours a week for at least 13 weeks.
#[must_use]
pub fn trial_warning(answers: &BTreeMap<String, String>) -> Option<&'static str> {
    let given = |name: &str| {
        answers
            .get(name)
            .and_then(|answer| answer.trim().parse::<u32>().ok())
    };
    let short = given("duration_weeks").is_some_and(|weeks| weeks < 13);
    let few = given("hours_per_week").is_some_and(|hours| hours < 16);
    match (
        few,
        short,
        given("duration_weeks").is_some_and(|weeks| weeks < 26),
    ) {
        (true, _, _) => Some(
            "A work trial is only for a job of at least 16 hours a week. No programme could be published for this post.",
        ),
        (_, true, _) => Some(
            "A work trial is only for a job of at least 13 weeks. No programme could be published for this post.",
        ),
        (_, _, true) => Some("For a job under 26 weeks a work trial is at most 5 days."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    const WHOLE: [(&str, &str); 5] = [
        ("title", "Health Care Assistant"),
        ("band", "2"),
        ("openings", "5"),
        ("hours_per_week", "37"),
        ("site", "St Mary's"),
    ];

    #[test]
    fn a_post_without_an_end_is_permanent() {
        let vacancy = read(&answers(&WHOLE)).expect("whole");
        assert_eq!(vacancy.duration_weeks, None);
        assert_eq!(vacancy.openings, 5);
    }

    #[test]
    fn everything_that_needs_another_look_is_named_at_once() {
        let problems = read(&answers(&[("openings", "0"), ("duration_weeks", "long")]))
            .expect_err("not whole");
        let fields: Vec<_> = problems
            .iter()
            .map(|problem| problem.field.as_str())
            .collect();
        assert_eq!(fields, FIELDS);
    }

    #[test]
    fn a_post_too_small_for_a_trial_is_said_while_it_is_typed() {
        assert!(trial_warning(&answers(&WHOLE)).is_none());
        assert!(
            trial_warning(&answers(&[("hours_per_week", "15")]))
                .is_some_and(|words| words.contains("16 hours"))
        );
        assert!(
            trial_warning(&answers(&[("duration_weeks", "12")]))
                .is_some_and(|words| words.contains("13 weeks"))
        );
        assert!(
            trial_warning(&answers(&[("duration_weeks", "20")]))
                .is_some_and(|words| words.contains("5 days"))
        );
    }
}
