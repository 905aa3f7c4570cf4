//! The notes on a journey, and the form on which one is written.

use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, Choice, ErrorSummary, FieldProblem, NotificationBanner, Pagination, Radios,
    Tag, Textarea,
};
use shared::notes::NoteVisibility;
use shared::values::Coded as _;
use yew::prelude::*;

/// Whom the notes are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The journey's id.
    pub journey: String,
    /// Their name.
    pub name: String,
    /// The journey's short reference.
    pub reference: String,
}

impl Person {
    /// Where their notes are.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/journeys/{}/notes", self.journey)
    }
}

/// One note, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Whom it is for.
    pub visibility: NoteVisibility,
    /// Who wrote it.
    pub written_by: String,
    /// When, in words.
    pub written_at: String,
    /// Who struck it through, and when, in words.
    pub struck: Option<(String, String)>,
    /// Whether whoever looks may strike it through.
    pub may_strike: bool,
}

/// What stands in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenNote {
    /// What it says.
    pub text: String,
    /// The code of whom it is for.
    pub visibility: String,
}

/// What was just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A note was written.
    Written,
    /// One was struck through.
    Struck,
}

impl Kept {
    const fn heading(self) -> &'static str {
        match self {
            Self::Written => "The note is kept",
            Self::Struck => "The note is struck through",
        }
    }
}

/// What a [`NotesPage`] needs.
#[derive(Properties, PartialEq)]
pub struct NotesPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Whom they are about.
    pub person: Person,
    /// The notes that whoever looks may read, the newest first.
    pub notes: Vec<NoteLine>,
    /// The address of the next page, where there is one.
    #[prop_or_default]
    pub next: Option<String>,
    /// For whom whoever looks may write.
    pub choices: Vec<NoteVisibility>,
    /// What stands in the form.
    #[prop_or_default]
    pub written: WrittenNote,
    /// What is wrong with it.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// What was just done.
    #[prop_or_default]
    pub done: Option<Kept>,
}

/// The notes on a journey.
#[component]
pub fn NotesPage(props: &NotesPageProps) -> Html {
    let person = &props.person;
    let back = format!("/dashboard/journeys/{}", person.journey);
    html! {
        <StaffFrame frame={props.frame.clone()} title="Notes" has_problem={!props.problems.is_empty()}
            before={html! { <BackLink href={back} text="Back to the person" /> }}>
            <div class="nhsuk-u-reading-width">
                if let Some(done) = props.done {
                    <NotificationBanner heading={done.heading()} success={true} />
                }
                <ErrorSummary problems={props.problems.clone()} />
                <h1 class="nhsuk-heading-l">
                    <span class="nhsuk-caption-l"><bdi>{ &person.name }</bdi>{ format!(", {}", person.reference) }</span>
                    { "Notes" }
                </h1>
                { list(props) }
                <Pagination next={props.next.clone().map(AttrValue::from)} />
                { form(props) }
            </div>
        </StaffFrame>
    }
}

fn list(props: &NotesPageProps) -> Html {
    if props.notes.is_empty() {
        return html! { <p id="notes">{ "There are no notes here that you may read." }</p> };
    }
    html! {
        <>
            <p><a href="#write">{ "Write a note" }</a></p>
            <ol class="foothold-timeline" id="notes" reversed={true}>{ for props.notes.iter().map(line) }</ol>
        </>
    }
}

fn line(note: &NoteLine) -> Html {
    let undone = note
        .struck
        .is_some()
        .then_some("foothold-timeline__event--undone");
    html! {
        <li class={classes!("foothold-timeline__event", undone)} key={note.id.clone()} id={format!("note-{}", note.id)}>
            { body(note) }
            if note.may_strike {
                <p class="nhsuk-body-s">
                    <a href={format!("/notes/{}/strike", note.id)}>
                        { "Strike through" }
                        <span class="nhsuk-u-visually-hidden">{ format!(" the note of {}", note.written_at) }</span>
                    </a>
                </p>
            }
        </li>
    }
}

/// What a note says, by whom, when and for whom.
pub(super) fn body(note: &NoteLine) -> Html {
    html! {
        <>
            if let Some((who, when)) = &note.struck {
                <p class="nhsuk-body-s nhsuk-u-margin-bottom-1">
                    <Tag colour="grey">{ "Struck through" }</Tag>{ " by " }<bdi>{ who }</bdi>{ format!(", {when}") }
                </p>
                <p class="foothold-written" dir="auto"><s>{ &note.text }</s></p>
            } else {
                <p class="foothold-written" dir="auto">{ &note.text }</p>
            }
            <p class="nhsuk-body-s foothold-timeline__when">
                <bdi>{ &note.written_by }</bdi>{ format!(", {}", note.written_at) }<br />
                { format!("For: {}", note.visibility.label()) }
            </p>
        </>
    }
}

fn form(props: &NotesPageProps) -> Html {
    let error = |field: &str| FieldProblem::of(&props.problems, field);
    let options: Vec<_> = props
        .choices
        .iter()
        .map(|choice| Choice::new(choice.code(), choice.label()))
        .collect();
    html! {
        <>
            <h2 class="nhsuk-heading-m" id="write">{ "Write a note" }</h2>
            <form method="post" action={props.person.address()} novalidate=true>
                <Textarea name="text" label="What do you want to keep?" value={props.written.text.clone()} rows=5
                    hint="At most 2,000 characters. A note cannot be changed later. Write only what they could read: everybody \
                          may ask for what is kept about them."
                    error={error("text")} />
                <Radios name="visibility" legend="Who may read it?" {options} value={props.written.visibility.clone()}
                    hint="You can always read it yourself." error={error("visibility")} />
                <Button>{ "Keep this note" }</Button>
            </form>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidate::tests::at_once;
    use crate::public::render;

    fn note(text: &str) -> NoteLine {
        NoteLine {
            id: "1".into(),
            text: text.into(),
            visibility: NoteVisibility::Team,
            written_by: "Cora Ash".into(),
            written_at: "1 March 2027 at 09:00".into(),
            struck: None,
            may_strike: false,
        }
    }

    fn drawn(notes: Vec<NoteLine>) -> String {
        at_once(render::<NotesPage>(NotesPageProps {
            frame: StaffFrameFacts::default(),
            person: Person {
                journey: "7".into(),
                name: "Nadia Rahman".into(),
                reference: "WP-1".into(),
            },
            notes,
            next: None,
            choices: vec![NoteVisibility::OnlyMe],
            written: WrittenNote::default(),
            problems: Vec::new(),
            done: None,
        }))
    }

    #[test]
    fn a_hostile_note_is_only_ever_text() {
        let page = drawn(vec![note("</p><script>alert(1)</script>")]);
        assert!(page.contains("&lt;script") && !page.contains("<script"));
    }

    #[test]
    fn a_note_that_is_struck_through_says_by_whom_and_keeps_its_words() {
        let struck = NoteLine {
            struck: Some(("Ada Birch".into(), "2 March 2027 at 10:00".into())),
            ..note("The wrong person")
        };
        let page = drawn(vec![struck]);
        assert!(page.contains("<s>The wrong person</s>") && page.contains("Ada Birch"));
        assert!(!page.contains("/strike"));
    }

    #[test]
    fn only_what_may_be_chosen_is_offered() {
        let page = drawn(Vec::new());
        assert!(page.contains("value=\"only_me\"") && !page.contains("value=\"person\""));
        assert!(page.contains("no notes here that you may read"));
    }
}
