//! The page on which staff find people.

use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::programmes::words::stage_colour;
use crate::ui::{
    Button, Column, ErrorSummary, FieldProblem, InsetText, Table, Tag, TextInput, dates,
};
use shared::candidates::{CandidateFound, CandidatesFound};
use shared::values::Coded as _;
use yew::prelude::*;

/// What a [`SearchPage`] needs.
#[derive(Properties, PartialEq)]
pub struct SearchPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// What was typed; empty where it is not to be shown again.
    #[prop_or_default]
    pub typed: String,
    /// What is wrong with it.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// Who was found; none before anybody was looked for.
    #[prop_or_default]
    pub found: Option<CandidatesFound>,
    /// Whether whoever visits may correct records: somebody without a journey is reached there.
    #[prop_or_default]
    pub corrects: bool,
    /// Whether whoever visits may see who is perhaps there twice.
    #[prop_or_default]
    pub compares: bool,
}

/// Finds people by what somebody types.
#[component]
pub fn SearchPage(props: &SearchPageProps) -> Html {
    let heading = props.found.as_ref().map(heading);
    let title = heading.as_ref().map_or_else(
        || "People".to_owned(),
        |heading| format!("{heading} - People"),
    );
    html! {
        <StaffFrame frame={props.frame.clone()} {title} room={Room::People} has_problem={!props.problems.is_empty()}>
            <ErrorSummary problems={props.problems.clone()} />
            <h1 class="nhsuk-heading-l">{ "People" }</h1>
            <form method="post" action="/people" role="search" novalidate=true>
                <TextInput name="search" label="Find somebody" width={30} autocomplete="off" value={props.typed.clone()}
                    hint="A name, even if you are not sure how it is spelt. Or a date of birth like 14/03/1998, a reference like \
                          WP-7K3F-Q2, an email address, a telephone number or a National Insurance number."
                    error={FieldProblem::of(&props.problems, "search")} />
                <Button>{ "Find" }</Button>
            </form>
            if props.compares {
                <p><a href="/people/duplicates">{ "People who may be there twice" }</a></p>
            }
            if let (Some(found), Some(heading)) = (&props.found, heading) {
                <h2 class="nhsuk-heading-m" id="results">{ heading }</h2>
                { advice(found) }
                if !found.data.is_empty() {
                    { table(props, found) }
                }
            }
        </StaffFrame>
    }
}

/// How many there are, which is also what the title says first.
fn heading(found: &CandidatesFound) -> String {
    match (found.data.len(), found.more) {
        (0, _) => "Nobody was found".to_owned(),
        (1, false) => "1 person".to_owned(),
        (count, false) => format!("{count} people"),
        (count, true) => format!("More than {count} people"),
    }
}

/// What somebody can do who does not see whom they look for.
fn advice(found: &CandidatesFound) -> Html {
    if found.data.is_empty() {
        return html! {
            <InsetText>
                <p>{ "There is nobody like that among the people you can see. You could:" }</p>
                <ul>
                    <li>{ "type less: the family name alone, or its first letters" }</li>
                    <li>{ "type their date of birth, or the reference of their journey" }</li>
                    <li>{ "ask a coordinator, if they are on a programme that is not yours" }</li>
                </ul>
            </InsetText>
        };
    }
    if found.more {
        return html! {
            <p>{ "These are the ones that are most like what you typed. Add their other name or their date of birth, for example \
                  \u{201C}Khan 14/03/1998\u{201D}, to see fewer." }</p>
        };
    }
    if found.data.iter().all(|person| !person.is_exact) {
        return html! { <p>{ "Nobody is called exactly that. These names are like it." }</p> };
    }
    html! {}
}

fn table(props: &SearchPageProps, found: &CandidatesFound) -> Html {
    let columns = ["Name", "Date of birth", "Reference", "Programme", "Stage"];
    let rows: Vec<_> = found
        .data
        .iter()
        .map(|person| row(person, props.corrects))
        .collect();
    html! {
        <Table id="people" caption="People, the best match first" caption_hidden={true}
            columns={columns.map(Column::words).to_vec()} {rows} />
    }
}

fn row(person: &CandidateFound, corrects: bool) -> Vec<Html> {
    let (candidate, journey) = (&person.candidate, person.journey.as_ref());
    let name =
        html! { <bdi>{ format!("{} {}", candidate.given_name, candidate.family_name) }</bdi> };
    let place = match journey {
        Some(journey) => Some(format!("/dashboard/journeys/{}", journey.id)),
        None => corrects.then(|| format!("/candidates/{}/correct", candidate.id)),
    };
    let name = match place {
        Some(place) => html! { <a href={place}>{ name }</a> },
        None => name,
    };
    let nowhere = || html! { { "No programme yet" } };
    let programme = journey.map_or_else(nowhere, |journey| {
        html! { <a href={format!("/dashboard/programmes/{}", journey.programme_id)}>{ &journey.programme_title }</a> }
    });
    let stage = journey.map_or_else(
        || html! { { "Not referred" } },
        |journey| {
            html! { <Tag colour={stage_colour(journey.state)}>{ journey.state.label() }</Tag> }
        },
    );
    let reference = journey.map_or(&candidate.reference, |journey| &journey.reference);
    vec![
        name,
        html! { { dates::plain(candidate.date_of_birth) } },
        html! { { reference } },
        programme,
        stage,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(count: usize, more: bool) -> CandidatesFound {
        let person = CandidateFound {
            candidate: shared::candidates::CandidateView {
                id: "019a0000-0000-7000-8000-000000000001"
                    .parse()
                    .expect("an id"),
                reference: "WP-7K3F-Q2".into(),
                given_name: "Nadia".into(),
                family_name: "Rahman".into(),
                date_of_birth: "1998-03-14".parse().expect("a date"),
                email: None,
                phone: None,
                language: shared::candidates::Language::English,
                adjustments: None,
                ni_number: None,
                version: 1,
            },
            is_exact: true,
            journey: None,
        };
        CandidatesFound {
            data: vec![person; count],
            next_cursor: None,
            more,
        }
    }

    #[test]
    fn the_title_says_how_many_there_are() {
        assert_eq!(heading(&found(0, false)), "Nobody was found");
        assert_eq!(heading(&found(1, false)), "1 person");
        assert_eq!(heading(&found(2, false)), "2 people");
        assert_eq!(heading(&found(20, true)), "More than 20 people");
    }

    #[test]
    fn whoever_has_no_journey_is_reached_where_records_are_corrected() {
        let person = &found(1, false).data[0];
        let with_link = format!("{:?}", row(person, true));
        assert!(with_link.contains("/correct"), "{with_link}");
        assert!(!format!("{:?}", row(person, false)).contains("/correct"));
    }
}
