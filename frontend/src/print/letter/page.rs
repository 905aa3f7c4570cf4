//! The letter to a work coach on paper.

use super::super::paper::{Paper, Printed, facts, lines};
use super::Letter;
use crate::administration::StaffFrameFacts;
use shared::ids::JourneyId;
use yew::prelude::*;

/// What a [`LetterPage`] needs.
#[derive(Properties, PartialEq)]
pub struct LetterPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The journey.
    pub journey: JourneyId,
    /// The person.
    pub person: String,
    /// Our reference of the person, and the Jobcentre's own.
    pub references: (String, Option<String>),
    /// The Jobcentre.
    pub jobcentre: String,
    /// The job and the programme.
    pub programme: (String, String),
    /// What it says.
    pub letter: Letter,
    /// The Trust's e-mail address; its telephone number stands in the frame.
    pub email: String,
    /// What whoever writes does.
    pub role: String,
    /// The day, in words.
    pub today: String,
    /// When it is printed.
    pub printed: Printed,
}

/// The letter about one person.
#[component]
pub fn LetterPage(props: &LetterPageProps) -> Html {
    let back = (
        format!("/dashboard/journeys/{}", props.journey),
        "Back to the person",
    );
    let caption =
        html! { <><bdi>{ &props.person }</bdi>{ format!(", {}", props.references.0) }</> };
    let paragraph = |words: &String| html! { <p>{ words.clone() }</p> };
    let dates: Vec<_> = props
        .letter
        .dates
        .iter()
        .map(|(what, when)| (*what, html! { { when.clone() } }))
        .collect();
    html! {
        <Paper frame={props.frame.clone()} title="Letter to the work coach" {caption} {back} printed={props.printed.clone()}>
            { head(props) }
            <p>{ "Dear work coach" }</p>
            { for props.letter.standing.iter().map(paragraph) }
            if !dates.is_empty() {
                { facts(&dates) }
            }
            <h2 class="nhsuk-heading-s">{ "What this means for the benefit" }</h2>
            { for props.letter.benefit.iter().map(paragraph) }
            <h2 class="nhsuk-heading-s">{ "If you have a question" }</h2>
            <p>{ "Call our Learning and Development team on " }<strong>{ &props.frame.facts.phone }</strong>{ " or write to " }
                { &props.email }{ format!(". Please quote {}.", props.references.0) }</p>
            <section class="foothold-paper__part" aria-label="Signature">
                <p>{ "Yours sincerely" }</p>
                { lines(&["Signature"]) }
                <p>{ format!("{}, {}", props.printed.by, props.role) }<br />
                    { format!("Learning and Development, {}", props.frame.facts.trust_name) }</p>
            </section>
        </Paper>
    }
}

fn head(props: &LetterPageProps) -> Html {
    let (job, programme) = &props.programme;
    let (ours, theirs) = &props.references;
    let mut rows = vec![
        (
            "To",
            html! { { format!("The work coach, {}", props.jobcentre) } },
        ),
        ("Date", html! { { props.today.clone() } }),
        ("About", html! { <bdi>{ &props.person }</bdi> }),
        ("Job", html! { { job.clone() } }),
        ("Programme", html! { { programme.clone() } }),
        ("Our reference", html! { { ours.clone() } }),
    ];
    if let Some(theirs) = theirs {
        rows.push(("Your reference", html! { { theirs.clone() } }));
    }
    facts(&rows)
}
