//! Fields that take text or one of a list.

use super::{Choice, ErrorMessage, described_by};
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// A label, a hint, an error and what they belong to.
pub(super) fn group(id: &str, label: &Label<'_>, control: Html) -> Html {
    let classes = classes!(
        "nhsuk-form-group",
        label.error.is_some().then_some("nhsuk-form-group--error")
    );
    let hidden = label.hidden.then_some("nhsuk-u-visually-hidden");
    html! {
        <div class={classes}>
            <label class={classes!("nhsuk-label", hidden)} for={id.to_owned()}>{ label.text }</label>
            { hint(id, label.hint) }
            <ErrorMessage id={id.to_owned()} message={label.error.clone()} />
            { control }
        </div>
    }
}

pub(super) struct Label<'a> {
    pub text: &'a str,
    pub hint: &'a str,
    pub error: &'a Option<AttrValue>,
    pub hidden: bool,
}

pub(super) fn hint(id: &str, text: &str) -> Html {
    if text.is_empty() {
        return html! {};
    }
    html! { <div class="nhsuk-hint" id={format!("{id}-hint")}>{ text }</div> }
}

/// What a [`TextInput`] needs.
#[derive(Properties, PartialEq)]
pub struct TextInputProps {
    /// Its id and its name in the form.
    pub name: AttrValue,
    /// The label.
    pub label: AttrValue,
    /// A hint below the label.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What it holds.
    #[prop_or_default]
    pub value: AttrValue,
    /// Told of each change.
    #[prop_or_default]
    pub onchange: Callback<String>,
    /// `text`, `email`, `tel`, `password`, `date` or `time`.
    #[prop_or("text".into())]
    pub kind: AttrValue,
    /// How wide, in characters: 2, 3, 4, 5, 10, 20 or 30.
    #[prop_or_default]
    pub width: Option<u8>,
    /// What the browser may fill in.
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    /// Which keyboard a telephone shows.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Whether only a screen reader meets the label, because the place says it.
    #[prop_or_default]
    pub label_hidden: bool,
}

/// A field for one line of text.
#[component]
pub fn TextInput(props: &TextInputProps) -> Html {
    let oninput = props
        .onchange
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let classes = classes!(
        "nhsuk-input",
        props.error.is_some().then_some("nhsuk-input--error"),
        props
            .width
            .map(|width| format!("nhsuk-input--width-{width}"))
    );
    let label = Label {
        text: &props.label,
        hint: &props.hint,
        error: &props.error,
        hidden: props.label_hidden,
    };
    let control = html! {
        <input class={classes} id={props.name.clone()} name={props.name.clone()} type={props.kind.clone()}
            value={props.value.clone()} {oninput} autocomplete={props.autocomplete.clone()}
            inputmode={props.inputmode.clone()}
            aria-describedby={described_by(&props.name, !props.hint.is_empty(), props.error.is_some())} />
    };
    group(&props.name, &label, control)
}

/// What a [`Textarea`] needs.
#[derive(Properties, PartialEq)]
pub struct TextareaProps {
    /// Its id and its name in the form.
    pub name: AttrValue,
    /// The label.
    pub label: AttrValue,
    /// A hint below the label.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What it holds.
    #[prop_or_default]
    pub value: AttrValue,
    /// Told of each change.
    #[prop_or_default]
    pub onchange: Callback<String>,
    /// How many lines it shows.
    #[prop_or(4)]
    pub rows: u8,
}

/// A field for several lines of text.
#[component]
pub fn Textarea(props: &TextareaProps) -> Html {
    let oninput = props
        .onchange
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let label = Label {
        text: &props.label,
        hint: &props.hint,
        error: &props.error,
        hidden: false,
    };
    let error = props.error.is_some().then_some("nhsuk-textarea--error");
    let control = html! {
        <textarea class={classes!("nhsuk-textarea", error)} id={props.name.clone()} name={props.name.clone()}
            rows={props.rows.to_string()} value={props.value.clone()} {oninput}
            aria-describedby={described_by(&props.name, !props.hint.is_empty(), props.error.is_some())} />
    };
    group(&props.name, &label, control)
}

/// What a [`Select`] needs.
#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// Its id and its name in the form.
    pub name: AttrValue,
    /// The label.
    pub label: AttrValue,
    /// A hint below the label.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The code that is chosen; empty for none.
    #[prop_or_default]
    pub value: AttrValue,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// What stands there while nothing is chosen; no such line where it is empty.
    #[prop_or("Choose".into())]
    pub prompt: AttrValue,
    /// Told of each change.
    #[prop_or_default]
    pub onchange: Callback<String>,
}

/// A list to choose one of, where there are too many for radios.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let onchange = props
        .onchange
        .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let label = Label {
        text: &props.label,
        hint: &props.hint,
        error: &props.error,
        hidden: false,
    };
    let error = props.error.is_some().then_some("nhsuk-select--error");
    let option = |choice: &Choice| {
        let selected = choice.code == props.value.as_str();
        html! { <option value={choice.code.clone()} {selected}>{ choice.label.clone() }</option> }
    };
    let control = html! {
        <select class={classes!("nhsuk-select", error)} id={props.name.clone()} name={props.name.clone()} {onchange}
            aria-describedby={described_by(&props.name, !props.hint.is_empty(), props.error.is_some())}>
            if !props.prompt.is_empty() {
                <option value="" selected={props.value.is_empty()}>{ props.prompt.clone() }</option>
            }
            { for props.options.iter().map(option) }
        </select>
    };
    group(&props.name, &label, control)
}
