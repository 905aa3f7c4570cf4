//! The fields that are asked once for everybody, drawn from the rulebook's own description of them.

use crate::ui::{Checkboxes, Choice, DateInput, DateParts, FieldProblem, Radios, Select, Textarea};
use shared::journey::{Field, Input};
use shared::journeys::FormChoices;
use shared::page;
use std::collections::BTreeMap;
use yew::prelude::*;

/// How many choices stand as radios; more become a list.
const RADIOS: usize = 7;

/// What the fields draw from.
pub(super) struct Drawn<'a> {
    pub answers: &'a BTreeMap<String, String>,
    pub problems: &'a [FieldProblem],
    pub choices: &'a FormChoices,
}

impl Drawn<'_> {
    /// One field.
    pub fn field(&self, field: &Field) -> Html {
        let (value, error) = (self.answer(field.name), self.error(field.name));
        match field.input {
            Input::Date => html! {
                <DateInput name={field.name} legend={label(field)} hint={field.hint} {error}
                    value={DateParts::from_text(&value)} />
            },
            Input::Words => html! {
                <Textarea name={field.name} label={label(field)} hint={field.hint} {value} {error} />
            },
            Input::Flag => html! {
                <Checkboxes name={field.name} hint={field.hint} {error} values={vec![value]}
                    options={vec![Choice::new("true", field.label)]} />
            },
            Input::Choice(list) => {
                let options = list()
                    .into_iter()
                    .map(|(code, label)| Choice::new(code, label));
                self.one_of(field, options.collect())
            }
            Input::ScreeningDay => self.one_of(field, listed(&self.choices.screening_days)),
            // What is each person's own is not asked here.
            Input::Session
            | Input::Slot
            | Input::PanelMember
            | Input::Scores
            | Input::TermsNumber
            | Input::Journey => html! {},
        }
    }

    fn answer(&self, name: &str) -> String {
        self.answers.get(name).cloned().unwrap_or_default()
    }

    fn error(&self, name: &str) -> Option<AttrValue> {
        FieldProblem::of(self.problems, name)
    }

    fn one_of(&self, field: &Field, options: Vec<Choice>) -> Html {
        let (value, error) = (self.answer(field.name), self.error(field.name));
        let legend = label(field);
        if options.is_empty() {
            return html! {
                <p id={field.name}><strong>{ format!("{legend}: ") }</strong>{ "there is none to choose from just now." }</p>
            };
        }
        if options.len() > RADIOS {
            return html! { <Select name={field.name} label={legend} hint={field.hint} {options} {value} {error} /> };
        }
        html! { <Radios name={field.name} {legend} hint={field.hint} {options} {value} {error} /> }
    }
}

fn listed(choices: &[page::Choice]) -> Vec<Choice> {
    let choice = |choice: &page::Choice| {
        let label = crate::ui::dates::spelled_out(&choice.label);
        Choice::new(choice.code.clone(), label)
    };
    choices.iter().map(choice).collect()
}

fn label(field: &Field) -> String {
    if field.required {
        field.label.to_owned()
    } else {
        format!("{} (optional)", field.label)
    }
}
