//! What is wrong with a form: beside each field, and summed up above it with links that lead there.

use web_sys::HtmlElement;
use yew::prelude::*;

/// One thing wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The id of the field, to which the summary links; empty where it belongs to the whole form.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl FieldProblem {
    /// Names the field and says what to do.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }

    /// What is wrong with one field, where anything is.
    #[must_use]
    pub fn of(problems: &[Self], field: &str) -> Option<AttrValue> {
        problems
            .iter()
            .find(|problem| problem.field == field)
            .map(|problem| AttrValue::from(problem.message.clone()))
    }
}

/// What an [`ErrorMessage`] needs.
#[derive(Properties, PartialEq)]
pub struct ErrorMessageProps {
    /// The field's id.
    pub id: AttrValue,
    /// What is wrong; nothing is drawn where it is none.
    pub message: Option<AttrValue>,
}

/// What is wrong with one field, beside it.
#[component]
pub fn ErrorMessage(props: &ErrorMessageProps) -> Html {
    let Some(message) = &props.message else {
        return html! {};
    };
    html! {
        <span class="nhsuk-error-message" id={format!("{}-error", props.id)}>
            <span class="nhsuk-u-visually-hidden">{ "Error: " }</span>{ message }
        </span>
    }
}

/// What an [`ErrorSummary`] needs.
#[derive(Properties, PartialEq)]
pub struct ErrorSummaryProps {
    /// Everything that is wrong; nothing is drawn where the list is empty.
    pub problems: Vec<FieldProblem>,
    /// The heading.
    #[prop_or("There is a problem".into())]
    pub title: AttrValue,
    /// Changes with each attempt, so that the summary takes the focus again.
    #[prop_or_default]
    pub attempt: u32,
    /// What stands below the list.
    #[prop_or_default]
    pub children: Html,
}

/// Everything that is wrong with a form, above it. It takes the focus when it appears.
#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let node = use_node_ref();
    let shown = !props.problems.is_empty();
    {
        let node = node.clone();
        use_effect_with((shown, props.attempt), move |(shown, _)| {
            if let Some(element) = node.cast::<HtmlElement>().filter(|_| *shown) {
                element.focus().ok();
            }
        });
    }
    if !shown {
        return html! {};
    }
    let line = |problem: &FieldProblem| {
        let message = problem.message.clone();
        if message.is_empty() {
            html! {}
        } else if problem.field.is_empty() {
            html! { <li>{ message }</li> }
        } else {
            html! { <li><a href={format!("#{}", problem.field)}>{ message }</a></li> }
        }
    };
    html! {
        <div class="nhsuk-error-summary" ref={node} tabindex="-1">
            <div role="alert">
                <h2 class="nhsuk-error-summary__heading">{ props.title.clone() }</h2>
                <div class="nhsuk-error-summary__body">
                    <ul class="nhsuk-list nhsuk-error-summary__list">
                        { for props.problems.iter().map(line) }
                    </ul>
                    { props.children.clone() }
                </div>
            </div>
        </div>
    }
}
