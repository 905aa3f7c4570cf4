//! Two people side by side, with what differs.

use crate::ui::{Column, Table, dates};
use shared::candidates::JourneyFound;
use shared::duplicates::{DuplicatePerson, DuplicateView};
use shared::values::Coded as _;
use yew::prelude::*;

/// Both names, as a heading has them.
pub(super) fn names(pair: &DuplicateView) -> Html {
    html! { <><bdi>{ name(&pair.one) }</bdi>{ " and " }<bdi>{ name(&pair.other) }</bdi></> }
}

pub(super) fn name(person: &DuplicatePerson) -> String {
    let candidate = &person.candidate;
    format!("{} {}", candidate.given_name, candidate.family_name)
}

/// Why they may be one person.
pub(super) fn why(pair: &DuplicateView) -> Html {
    if pair.likeness.is_empty() {
        return html! { <p>{ "They were alike before one of them was corrected." }</p> };
    }
    let reasons: Vec<_> = pair.likeness.iter().map(|one| one.label()).collect();
    html! { <p>{ format!("{}.", reasons.join(". ")) }</p> }
}

/// The two, one column each.
pub(super) fn table(pair: &DuplicateView) -> Html {
    let heading = |person: &DuplicatePerson| Column::words(person.candidate.reference.clone());
    let columns = vec![
        Column::words("What is known"),
        heading(&pair.one),
        heading(&pair.other),
        Column::words("Compared"),
    ];
    let rows = lines(pair).into_iter().map(|line| {
        let compared = line.compared();
        let [one, other] = line.values;
        let cell = |text: String| match text.as_str() {
            "" => html! { { "None" } },
            _ => html! { <bdi class="foothold-written">{ text }</bdi> },
        };
        vec![
            html! { { line.what } },
            cell(one),
            cell(other),
            html! { { compared } },
        ]
    });
    let mut rows: Vec<_> = rows.collect();
    rows.push(vec![
        html! { { "Journeys" } },
        journeys(&pair.one.journeys),
        journeys(&pair.other.journeys),
        html! { { if pair.mergeable().is_empty() { "No programme in common" } else { "The same programme" } } },
    ]);
    html! {
        <Table id={format!("pair-{}", pair.id)} caption="What is known of the two" caption_hidden={true} {columns} {rows} />
    }
}

/// One thing that is known of both.
struct Line {
    what: &'static str,
    values: [String; 2],
}

impl Line {
    fn compared(&self) -> &'static str {
        let [one, other] = &self.values;
        match (one.is_empty(), other.is_empty()) {
            (true, true) => "Neither has one",
            (true, false) | (false, true) => "Only one has it",
            (false, false) if one == other => "The same",
            (false, false) => "Different",
        }
    }
}

fn lines(pair: &DuplicateView) -> Vec<Line> {
    let (one, other) = (&pair.one.candidate, &pair.other.candidate);
    let line = |what, one: String, other: String| Line {
        what,
        values: [one, other],
    };
    let maybe = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        line("Name", name(&pair.one), name(&pair.other)),
        line(
            "Date of birth",
            dates::plain(one.date_of_birth),
            dates::plain(other.date_of_birth),
        ),
        line("Email address", maybe(&one.email), maybe(&other.email)),
        line("Telephone", maybe(&one.phone), maybe(&other.phone)),
        line(
            "National Insurance number",
            maybe(&one.ni_number),
            maybe(&other.ni_number),
        ),
        line(
            "Language",
            one.language.label().to_owned(),
            other.language.label().to_owned(),
        ),
    ]
}

fn journeys(all: &[JourneyFound]) -> Html {
    if all.is_empty() {
        return html! { { "None" } };
    }
    let item = |journey: &JourneyFound| {
        html! {
            <li key={journey.id.to_string()}>
                <a href={format!("/dashboard/journeys/{}", journey.id)}>{ &journey.reference }</a><br />
                { format!("{}: {}", journey.programme_title, journey.state.label()) }
            </li>
        }
    };
    html! { <ul class="nhsuk-list nhsuk-u-margin-bottom-0">{ for all.iter().map(item) }</ul> }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use shared::candidates::{CandidateView, Language};
    use shared::journey::State;

    fn person(number: u8, name: &str, phone: Option<&str>) -> DuplicatePerson {
        let id = format!("019a0000-0000-7000-8000-00000000000{number}");
        DuplicatePerson {
            candidate: CandidateView {
                id: id.parse().expect("an id"),
                reference: format!("WP-{number}"),
                given_name: "Nadia".into(),
                family_name: name.into(),
                date_of_birth: "1998-03-14".parse().expect("a date"),
                email: None,
                phone: phone.map(str::to_owned),
                language: Language::English,
                adjustments: None,
                ni_number: None,
                version: 1,
            },
            journeys: vec![JourneyFound {
                id: id.parse().expect("an id"),
                reference: format!("FH-{number}"),
                programme_id: "019a0000-0000-7000-8000-0000000000aa"
                    .parse()
                    .expect("an id"),
                programme_title: "June".into(),
                state: State::Accepted,
            }],
        }
    }

    pub fn pair() -> DuplicateView {
        DuplicateView {
            id: "019a0000-0000-7000-8000-0000000000ff"
                .parse()
                .expect("an id"),
            likeness: Vec::new(),
            one: person(1, "Rahman", Some("07700 900123")),
            other: person(2, "Rehman", None),
            decision: None,
            version: 1,
        }
    }

    #[test]
    fn what_differs_is_said_in_words() {
        let said: Vec<_> = lines(&pair())
            .iter()
            .map(|line| (line.what, line.compared()))
            .collect();
        assert_eq!(said[0], ("Name", "Different"));
        assert_eq!(said[1], ("Date of birth", "The same"));
        assert_eq!(said[2], ("Email address", "Neither has one"));
        assert_eq!(said[3], ("Telephone", "Only one has it"));
    }
}
