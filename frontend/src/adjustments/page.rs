//! What a person needs, for staff: shown to who may know, changed by who arranges the days.

use super::WrittenAdjustments;
use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, Checkboxes, Choice, ErrorSummary, FieldProblem, NotificationBanner, Radios,
    SummaryList, SummaryRow, Textarea, dates,
};
use shared::adjustments::{AdjustmentsView, Audience, OnWord};
use shared::values::Coded as _;
use yew::prelude::*;

/// What an [`AdjustmentsPage`] needs.
#[derive(Properties, PartialEq)]
pub struct AdjustmentsPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The journey's id.
    pub journey: String,
    /// The person's name.
    pub name: String,
    /// The journey's short reference.
    pub reference: String,
    /// What they need, as far as whoever looks may know.
    pub view: AdjustmentsView,
    /// What stands in the form; none for whoever does not change it.
    #[prop_or_default]
    pub written: Option<WrittenAdjustments>,
    /// What is wrong with it.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// Whether it was just saved.
    #[prop_or_default]
    pub is_done: bool,
}

/// What a person needs.
#[component]
pub fn AdjustmentsPage(props: &AdjustmentsPageProps) -> Html {
    let back = format!("/dashboard/journeys/{}", props.journey);
    html! {
        <StaffFrame frame={props.frame.clone()} title="Adjustments" has_problem={!props.problems.is_empty()}
            before={html! { <BackLink href={back} text="Back to the person" /> }}>
            <div class="nhsuk-u-reading-width">
                if props.is_done {
                    <NotificationBanner heading="This is saved" success={true} />
                }
                <ErrorSummary problems={props.problems.clone()} />
                <h1 class="nhsuk-heading-l">
                    <span class="nhsuk-caption-l"><bdi>{ &props.name }</bdi>{ format!(", {}", props.reference) }</span>
                    { "Adjustments" }
                </h1>
                { known(&props.view, props.written.is_some()) }
                if let Some(written) = &props.written {
                    { form(props, written) }
                }
            </div>
        </StaffFrame>
    }
}

fn known(view: &AdjustmentsView, arranges: bool) -> Html {
    let words = |text: &String| html! { <span class="foothold-written" dir="auto">{ text }</span> };
    let mut rows = Vec::new();
    if let Some(text) = &view.words {
        rows.push(SummaryRow::new("What they need", words(text)));
        if let Some(word) = view.on_word {
            let on = view.said_on.map(dates::plain).unwrap_or_default();
            let said = format!("{}, {on}", word.label());
            rows.push(SummaryRow::new("On whose word", html! { { said } }));
        }
    }
    if let Some(text) = &view.on_screening_day {
        rows.push(SummaryRow::new("For the screening day", words(text)));
    }
    let is_empty = rows.is_empty();
    if arranges {
        let chosen: Vec<_> = view.known_by.iter().map(|one| one.label()).collect();
        let chosen = match chosen.as_slice() {
            [] => "Nobody else".to_owned(),
            chosen => chosen.join("; "),
        };
        rows.push(SummaryRow::new("Who else may know", html! { { chosen } }));
    }
    html! {
        <>
            if is_empty {
                <p id="adjustments">{ "They have asked for nothing that you should know of." }</p>
            }
            if !rows.is_empty() {
                <div id="known"><SummaryList {rows} /></div>
            }
        </>
    }
}

fn form(props: &AdjustmentsPageProps, written: &WrittenAdjustments) -> Html {
    let error = |field: &str| FieldProblem::of(&props.problems, field);
    let audiences: Vec<_> = Audience::ALL
        .iter()
        .map(|one| Choice::new(one.code(), one.label()))
        .collect();
    let words: Vec<_> = OnWord::ALL
        .iter()
        .filter(|word| **word != OnWord::Themself)
        .map(|word| Choice::new(word.code(), word.label()))
        .collect();
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "Write down what they need" }</h2>
            <form method="post" action={format!("/journeys/{}/adjustments", props.journey)} novalidate=true>
                <input type="hidden" name="version" value={written.version.to_string()} />
                <Textarea name="words" label="What they need" value={written.words.clone()}
                    hint="In their own words. Leave it empty if they need nothing." error={error("words")} />
                <Checkboxes name="known_by" legend="Who else may know?" options={audiences} values={written.known_by.clone()}
                    hint="Only whom they chose. Each sees it while they meet the person, and at no other time."
                    error={error("known_by")} />
                <Radios name="on_word" legend="On whose word?" options={words} value={written.on_word.clone()}
                    error={error("on_word")} />
                <Button>{ "Save" }</Button>
            </form>
        </>
    }
}
