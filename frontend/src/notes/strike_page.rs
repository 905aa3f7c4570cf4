//! The question before a note is struck through.

use super::page::{NoteLine, Person, body};
use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::{BackLink, Button, ButtonKind, ErrorSummary, FieldProblem, InsetText};
use yew::prelude::*;

/// What a [`StrikePage`] needs.
#[derive(Properties, PartialEq)]
pub struct StrikePageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Whom it is about.
    pub person: Person,
    /// The note.
    pub note: NoteLine,
    /// The version that was read.
    pub version: i32,
    /// Why it was not done.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
}

/// Asks whether a note is to be struck through.
#[component]
pub fn StrikePage(props: &StrikePageProps) -> Html {
    let (person, note) = (&props.person, &props.note);
    html! {
        <StaffFrame frame={props.frame.clone()} title="Strike a note through" has_problem={!props.problems.is_empty()}
            before={html! { <BackLink href={person.address()} text="Back to the notes" /> }}>
            <div class="nhsuk-u-reading-width">
                <ErrorSummary problems={props.problems.clone()} />
                <h1 class="nhsuk-heading-l">
                    <span class="nhsuk-caption-l"><bdi>{ &person.name }</bdi>{ format!(", {}", person.reference) }</span>
                    { "Strike this note through?" }
                </h1>
                <InsetText>{ body(note) }</InsetText>
                if note.may_strike {
                    <p>
                        { "It stays among the notes, struck through, with your name and the time. The person no longer sees it. \
                           This cannot be undone." }
                    </p>
                    <form method="post" action={format!("/notes/{}/strike", note.id)}>
                        <input type="hidden" name="version" value={props.version.to_string()} />
                        <Button kind={ButtonKind::Warning}>{ "Strike it through" }</Button>
                    </form>
                } else if note.struck.is_none() {
                    <p>{ "Only whoever wrote a note, or an administrator, strikes it through." }</p>
                }
            </div>
        </StaffFrame>
    }
}
