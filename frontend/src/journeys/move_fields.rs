//! The fields of a move's form, drawn from the rulebook's own description of them.

use crate::forms::{Answers, field_id};
use crate::ui::{
    Checkboxes, Choice, DateInput, DateParts, FieldProblem, Radios, Select, TextInput, Textarea,
};
use shared::journey::{Field, Input};
use shared::journeys::{FormChoices, JourneySummary};
use yew::prelude::*;

/// How many choices stand as radios; more become a list.
const RADIOS: usize = 7;

/// What the fields of one form draw from.
pub(super) struct Drawn<'a> {
    pub answers: &'a Answers,
    pub problems: &'a [FieldProblem],
    pub choices: &'a FormChoices,
    pub others: &'a [JourneySummary],
}

impl Drawn<'_> {
    /// One field.
    pub fn field(&self, field: &Field) -> Html {
        match field.input {
            Input::Date => self.date(field),
            Input::Words => self.words(field),
            Input::Flag => self.flag(field),
            Input::Choice(list) => {
                let options = list()
                    .into_iter()
                    .map(|(code, label)| Choice::new(code, label));
                self.one_of(field, options.collect())
            }
            Input::ScreeningDay => self.one_of(field, listed(&self.choices.screening_days)),
            Input::Session => self.one_of(field, listed(&self.choices.sessions)),
            Input::Slot => self.one_of(field, listed(&self.choices.slots)),
            Input::PanelMember => {
                let panel = self
                    .choices
                    .panel
                    .iter()
                    .map(|name| Choice::new(name, name));
                self.one_of(field, panel.collect())
            }
            Input::Scores => self.scores(),
            Input::TermsNumber => html! {},
            Input::Journey => {
                let others = self.others.iter().map(|other| {
                    let label = format!("{}, {}", other.candidate_name, other.reference);
                    Choice::new(other.id.to_string(), label)
                });
                self.one_of(field, others.collect())
            }
        }
    }

    fn error(&self, name: &str) -> Option<AttrValue> {
        FieldProblem::of(self.problems, &field_id(name))
    }

    fn date(&self, field: &Field) -> Html {
        let hint = if field.hint.is_empty() {
            "For example, 7 12 2026"
        } else {
            field.hint
        };
        html! {
            <DateInput name={field.name} legend={label(field)} {hint} error={self.error(field.name)}
                value={DateParts::from_text(&self.answers.of(field.name))}
                onchange={self.answers.taking(field.name, |parts: DateParts| parts.to_text())} />
        }
    }

    fn words(&self, field: &Field) -> Html {
        let (value, onchange) = (self.answers.of(field.name), self.answers.text(field.name));
        let error = self.error(field.name);
        if field.name == "supervisor" {
            return html! {
                <TextInput name={field.name} label={label(field)} hint={field.hint} {value} {onchange} {error} width={20} />
            };
        }
        html! { <Textarea name={field.name} label={label(field)} hint={field.hint} {value} {onchange} {error} /> }
    }

    fn flag(&self, field: &Field) -> Html {
        let values = vec![self.answers.of(field.name)];
        html! {
            <Checkboxes name={field.name} hint={field.hint} error={self.error(field.name)} {values}
                options={vec![Choice::new("true", field.label)]}
                onchange={self.answers.taking(field.name, |(_, ticked): (String, bool)| {
                    if ticked { "true".to_owned() } else { String::new() }
                })} />
        }
    }

    fn one_of(&self, field: &Field, options: Vec<Choice>) -> Html {
        let (value, onchange) = (self.answers.of(field.name), self.answers.text(field.name));
        let (error, legend) = (self.error(field.name), label(field));
        if options.is_empty() {
            return html! {
                <p class="nhsuk-body">
                    <strong>{ format!("{legend}: ") }</strong>{ "there is none to choose from just now." }
                </p>
            };
        }
        if options.len() > RADIOS {
            return html! { <Select name={field.name} label={legend} hint={field.hint} {options} {value} {onchange} {error} /> };
        }
        html! { <Radios name={field.name} {legend} hint={field.hint} {options} {value} {onchange} {error} /> }
    }

    fn scores(&self) -> Html {
        let criterion = |criterion: &String| {
            let name = AttrValue::from(format!("scores.{criterion}"));
            let options = (1..=5)
                .map(|score| Choice::new(score.to_string(), score.to_string()))
                .collect::<Vec<_>>();
            html! {
                <Radios key={criterion.clone()} id={field_id(&name)} legend={criterion.clone()}
                    hint="1 is not shown, 5 is shown strongly" {options} inline={true} value={self.answers.of(&name)}
                    onchange={self.answers.text(&name)} error={self.error(&name)} {name} />
            }
        };
        html! { { for self.choices.criteria.iter().map(criterion) } }
    }
}

fn listed(choices: &[shared::page::Choice]) -> Vec<Choice> {
    choices
        .iter()
        .map(|choice| {
            Choice::new(
                choice.code.clone(),
                crate::ui::dates::spelled_out(&choice.label),
            )
        })
        .collect()
}

fn label(field: &Field) -> String {
    if field.required {
        field.label.to_owned()
    } else {
        format!("{} (optional)", field.label)
    }
}
