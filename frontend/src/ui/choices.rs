//! Radios for one of a few, checkboxes for yes or no and for any of a few.

use super::fields::hint;
use super::{ErrorMessage, described_by};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub code: String,
    /// What people read.
    pub label: String,
}

impl Choice {
    /// A code with its label.
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            label: label.into(),
        }
    }
}

/// What [`Radios`] need.
#[derive(Properties, PartialEq)]
pub struct RadiosProps {
    /// The name in the form; the first radio has it as its id, so that an error can lead there.
    pub name: AttrValue,
    /// The id of the first radio, where the name cannot be one.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// The question.
    pub legend: AttrValue,
    /// A hint below the question.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with the answer.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The code that is chosen; empty for none.
    #[prop_or_default]
    pub value: AttrValue,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// Told of the code that is chosen.
    #[prop_or_default]
    pub onchange: Callback<String>,
    /// Beside each other, where there is room.
    #[prop_or_default]
    pub inline: bool,
    /// Smaller, for whole lists of questions.
    #[prop_or_default]
    pub small: bool,
    /// Whether only a screen reader meets the question, because the place says it.
    #[prop_or_default]
    pub legend_hidden: bool,
}

/// One of a few.
#[component]
pub fn Radios(props: &RadiosProps) -> Html {
    let first = props.id.as_ref().unwrap_or(&props.name);
    let item = |(at, choice): (usize, &Choice)| {
        let id = numbered(first, at);
        let onchange = props
            .onchange
            .reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
        html! {
            <div class="nhsuk-radios__item" key={choice.code.clone()}>
                <input class="nhsuk-radios__input" id={id.clone()} name={props.name.clone()} type="radio"
                    value={choice.code.clone()} checked={choice.code == props.value.as_str()} {onchange} />
                <label class="nhsuk-label nhsuk-radios__label" for={id}>{ choice.label.clone() }</label>
            </div>
        }
    };
    let classes = classes!(
        "nhsuk-radios",
        props.inline.then_some("nhsuk-radios--inline"),
        props.small.then_some("nhsuk-radios--small")
    );
    let question = Question {
        name: first,
        legend: &props.legend,
        hint: &props.hint,
        error: &props.error,
        hidden: props.legend_hidden,
    };
    question.around(
        html! { <div class={classes}>{ for props.options.iter().enumerate().map(item) }</div> },
    )
}

/// What [`Checkboxes`] need.
#[derive(Properties, PartialEq)]
pub struct CheckboxesProps {
    /// The name in the form; the first box has it as its id, so that an error can lead there.
    pub name: AttrValue,
    /// The question; a single box without one stands on its own label.
    #[prop_or_default]
    pub legend: AttrValue,
    /// A hint.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with the answer.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The codes that are ticked.
    #[prop_or_default]
    pub values: Vec<String>,
    /// What can be ticked.
    pub options: Vec<Choice>,
    /// Told of the code whose box was clicked, and whether it is ticked now.
    #[prop_or_default]
    pub onchange: Callback<(String, bool)>,
}

/// Any of a few, or one yes or no.
#[component]
pub fn Checkboxes(props: &CheckboxesProps) -> Html {
    let single = props.legend.is_empty();
    let describe =
        described_by(&props.name, !props.hint.is_empty(), props.error.is_some()).filter(|_| single);
    let item = |(at, choice): (usize, &Choice)| {
        let id = numbered(&props.name, at);
        let code = choice.code.clone();
        let onchange = props.onchange.reform(move |event: Event| {
            (
                code.clone(),
                event.target_unchecked_into::<HtmlInputElement>().checked(),
            )
        });
        html! {
            <div class="nhsuk-checkboxes__item" key={choice.code.clone()}>
                <input class="nhsuk-checkboxes__input" id={id.clone()} name={props.name.clone()} type="checkbox"
                    value={choice.code.clone()} checked={props.values.contains(&choice.code)} {onchange}
                    aria-describedby={describe.clone()} />
                <label class="nhsuk-label nhsuk-checkboxes__label" for={id}>{ choice.label.clone() }</label>
            </div>
        }
    };
    let boxes = html! { <div class="nhsuk-checkboxes">{ for props.options.iter().enumerate().map(item) }</div> };
    if !single {
        let question = Question {
            name: &props.name,
            legend: &props.legend,
            hint: &props.hint,
            error: &props.error,
            hidden: false,
        };
        return question.around(boxes);
    }
    html! {
        <div class={group_classes(&props.error)}>
            <ErrorMessage id={props.name.clone()} message={props.error.clone()} />
            { boxes }
            { hint(&props.name, &props.hint) }
        </div>
    }
}

/// The question around several controls.
pub(super) struct Question<'a> {
    pub name: &'a str,
    pub legend: &'a str,
    pub hint: &'a str,
    pub error: &'a Option<AttrValue>,
    pub hidden: bool,
}

impl Question<'_> {
    pub(super) fn around(&self, controls: Html) -> Html {
        let hidden = self.hidden.then_some("nhsuk-u-visually-hidden");
        html! {
            <div class={group_classes(self.error)}>
                <fieldset class="nhsuk-fieldset" role="group"
                    aria-describedby={described_by(self.name, !self.hint.is_empty(), self.error.is_some())}>
                    <legend class={classes!("nhsuk-fieldset__legend", "nhsuk-fieldset__legend--s", hidden)}>
                        { self.legend }
                    </legend>
                    { hint(self.name, self.hint) }
                    <ErrorMessage id={self.name.to_owned()} message={self.error.clone()} />
                    { controls }
                </fieldset>
            </div>
        }
    }
}

fn group_classes(error: &Option<AttrValue>) -> Classes {
    classes!(
        "nhsuk-form-group",
        error.is_some().then_some("nhsuk-form-group--error")
    )
}

/// The first control has the plain name as its id; the others count up from 2.
fn numbered(name: &str, at: usize) -> String {
    match at {
        0 => name.to_owned(),
        _ => format!("{name}-{}", at + 1),
    }
}
