//! The form on which staff correct what is known of a person.

use super::correction::Written;
use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, Choice, DateInput, DateParts, ErrorSummary, FieldProblem, NotificationBanner,
    Select, TextInput, dates,
};
use shared::candidates::{CandidateView, Language};
use shared::values::Coded as _;
use yew::prelude::*;

/// What a [`CorrectPage`] needs.
#[derive(Properties, PartialEq)]
pub struct CorrectPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The person as they are on record.
    pub person: CandidateView,
    /// Where the form is sent.
    pub action: String,
    /// Where the person's page is.
    pub back: String,
    /// What stands in the form.
    pub written: Written,
    /// What is wrong with it.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// Whether somebody else has changed the record since the form was opened.
    #[prop_or_default]
    pub is_stale: bool,
    /// What was just done.
    #[prop_or_default]
    pub done: Option<String>,
}

/// Corrects what is known of a person.
#[component]
pub fn CorrectPage(props: &CorrectPageProps) -> Html {
    let person = &props.person;
    html! {
        <StaffFrame frame={props.frame.clone()} title="Correct their details" has_problem={!props.problems.is_empty()}
            before={html! { <BackLink href={props.back.clone()} text="Back to the person" /> }}>
            <div class="nhsuk-u-reading-width">
                if let Some(done) = &props.done {
                    <NotificationBanner heading={done.clone()} success={true} />
                }
                <ErrorSummary problems={props.problems.clone()} />
                <h1 class="nhsuk-heading-l">
                    <span class="nhsuk-caption-l">
                        <bdi>{ format!("{} {}", person.given_name, person.family_name) }</bdi>{ format!(", {}", person.reference) }
                    </span>
                    { "Correct their details" }
                </h1>
                <form method="post" action={props.action.clone()} novalidate=true>
                    <input type="hidden" name="version" value={person.version.to_string()} />
                    { fields(props) }
                    <Button>{ "Save" }</Button>
                </form>
            </div>
        </StaffFrame>
    }
}

/// A field of one line.
struct Line {
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    hint: &'static str,
    value: String,
    on_record: String,
}

fn fields(props: &CorrectPageProps) -> Html {
    let (written, person) = (&props.written, &props.person);
    let record = Written::of(person);
    let line = |line: Line| {
        let hint = hint(props, line.hint, &line.value, &line.on_record);
        html! {
            <TextInput name={line.name} label={line.label} kind={line.kind} {hint} width={30} value={line.value}
                error={FieldProblem::of(&props.problems, line.name)} autocomplete="off" />
        }
    };
    let text = |name, label, value: &String, on_record: String| {
        line(Line {
            name,
            label,
            kind: "text",
            hint: "",
            value: value.clone(),
            on_record,
        })
    };
    let contact = |name, label, kind, value: &String, on_record: String| {
        let hint = "They sign in with it. If you change it, they sign in anew.";
        line(Line {
            name,
            label,
            kind,
            hint,
            value: value.clone(),
            on_record,
        })
    };
    html! {
        <>
            { text("given_name", "Given name", &written.given_name, record.given_name) }
            { text("family_name", "Family name", &written.family_name, record.family_name) }
            { born(props, &record.date_of_birth) }
            { contact("email", "Email address (optional)", "email", &written.email, record.email) }
            { contact("phone", "Telephone (optional)", "tel", &written.phone, record.phone) }
            { language(props) }
            { number(props) }
        </>
    }
}

/// What stands under a field: after somebody else's change also what is on record now, where it is something else.
fn hint(props: &CorrectPageProps, hint: &str, written: &str, on_record: &str) -> String {
    if !props.is_stale || written == on_record {
        return hint.to_owned();
    }
    let now = match on_record {
        "" => "On record now: nothing.".to_owned(),
        text => format!("On record now: {text}."),
    };
    if hint.is_empty() {
        now
    } else {
        format!("{hint} {now}")
    }
}

fn born(props: &CorrectPageProps, on_record: &DateParts) -> Html {
    let written = &props.written.date_of_birth;
    let day = on_record.date().map(dates::plain).unwrap_or_default();
    let shown = if written == on_record {
        day.clone()
    } else {
        written.to_text()
    };
    html! {
        <DateInput name="date_of_birth" legend="Date of birth" value={written.clone()}
            hint={hint(props, "For example, 31 3 1998.", &shown, &day)}
            error={FieldProblem::of(&props.problems, "date_of_birth")} />
    }
}

fn language(props: &CorrectPageProps) -> Html {
    let options: Vec<_> = Language::ALL
        .iter()
        .map(|language| Choice::new(language.code(), language.label()))
        .collect();
    let label = |code: &str| {
        let found = Language::ALL
            .iter()
            .find(|language| language.code() == code);
        found.map_or("", |language| language.label()).to_owned()
    };
    let (written, on_record) = (
        label(&props.written.language),
        props.person.language.label(),
    );
    html! {
        <Select name="language" label="Language they read best" {options} value={props.written.language.clone()}
            hint={hint(props, "", &written, on_record)} error={FieldProblem::of(&props.problems, "language")} />
    }
}

/// The National Insurance number is written and never read: what is on record is shown masked.
fn number(props: &CorrectPageProps) -> Html {
    let hint = match &props.person.ni_number {
        Some(masked) => format!("We hold {masked}. Leave this empty to keep it."),
        None => {
            "We hold none. It is on their payslip or benefit letter, like QQ 12 34 56 C.".to_owned()
        }
    };
    html! {
        <TextInput name="ni_number" label="National Insurance number (optional)" {hint} width={20} autocomplete="off"
            error={FieldProblem::of(&props.problems, "ni_number")} />
    }
}
