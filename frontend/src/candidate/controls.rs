//! Form controls in the page's language. They keep what somebody answered, and need no script.

use super::answers::{Answers, Choice, Control, DATE_PARTS, Problem, Question, label};
use crate::language::{Message, moves, page};
use crate::public::Frame;
use yew::prelude::*;

/// What is wrong with a form, above it: each line leads to its question. It takes the focus when the page loads.
pub fn error_summary(frame: &Frame, problems: &[(&'static str, String)]) -> Html {
    let item = |(field, text): &(&'static str, String)| {
        html! { <li><a href={format!("#{field}")}>{ text.clone() }</a></li> }
    };
    html! {
        <div class="nhsuk-error-summary" tabindex="-1" autofocus=true>
            <div role="alert">
                <h2 class="nhsuk-error-summary__heading">{ frame.say(page::PROBLEM) }</h2>
                <div class="nhsuk-error-summary__body">
                    <ul class="nhsuk-list nhsuk-error-summary__list">{ for problems.iter().map(item) }</ul>
                </div>
            </div>
        </div>
    }
}

/// One question with what was answered and what is wrong with it.
pub fn question(
    frame: &Frame,
    question: &Question,
    answers: &Answers,
    problems: &[Problem],
) -> Html {
    let error = problems
        .iter()
        .find(|problem| problem.field == question.name)
        .map(|problem| problem.message);
    let asked = Asked {
        frame,
        question,
        error,
    };
    let given = answers.get(question.name).map_or("", String::as_str);
    match &question.control {
        Control::Words => asked.words(given),
        Control::Date => asked.date(answers),
        Control::Options(options) => asked.radios(options, given),
        Control::YesNo => {
            let yes_no = [("true", page::YES), ("false", page::NO)]
                .map(|(code, label)| Choice::plain(code, frame.say(label)));
            asked.radios(&yes_no, given)
        }
    }
}

struct Asked<'a> {
    frame: &'a Frame,
    question: &'a Question,
    error: Option<Message>,
}

impl Asked<'_> {
    fn id(&self, part: &str) -> String {
        format!("{}-{part}", self.question.name)
    }

    fn described_by(&self) -> Option<String> {
        let hint = (!self.question.hint.is_empty()).then(|| self.id("hint"));
        let error = self.error.map(|_| self.id("error"));
        let ids: Vec<_> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn hint_and_error(&self) -> Html {
        html! {
            <>
                if !self.question.hint.is_empty() {
                    <div class="nhsuk-hint" id={self.id("hint")}>{ self.question.hint.clone() }</div>
                }
                if let Some(error) = self.error {
                    <span class="nhsuk-error-message" id={self.id("error")}>
                        <span class="nhsuk-u-visually-hidden">{ self.frame.say(page::ERROR) }{ " " }</span>
                        { self.frame.say(error) }
                    </span>
                }
            </>
        }
    }

    fn group(&self, inside: Html) -> Html {
        let error = self.error.map(|_| "nhsuk-form-group--error");
        html! { <div class={classes!("nhsuk-form-group", error)}>{ inside }</div> }
    }

    fn fieldset(&self, inside: Html) -> Html {
        self.group(html! {
            <fieldset class="nhsuk-fieldset" aria-describedby={self.described_by()}>
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">
                    { label(self.question, self.frame.language) }
                </legend>
                { self.hint_and_error() }
                { inside }
            </fieldset>
        })
    }

    fn words(&self, given: &str) -> Html {
        let name = self.question.name;
        let error = self.error.map(|_| "nhsuk-textarea--error");
        self.group(html! {
            <>
                <label class="nhsuk-label nhsuk-label--m" for={name}>{ label(self.question, self.frame.language) }</label>
                { self.hint_and_error() }
                <textarea class={classes!("nhsuk-textarea", error)} id={name} name={name} rows="4" dir="auto"
                    aria-describedby={self.described_by()} value={given.to_owned()} />
            </>
        })
    }

    fn radios(&self, options: &[Choice], given: &str) -> Html {
        let name = self.question.name;
        if options.is_empty() {
            let none = if name == "slot_id" {
                moves::SLOT_NONE
            } else {
                moves::SCREENING_DAY_NONE
            };
            return html! { <p id={name}><strong>{ self.frame.say(none) }</strong></p> };
        }
        let item = |(at, choice): (usize, &Choice)| {
            let id = if at == 0 {
                name.to_owned()
            } else {
                format!("{name}-{}", at + 1)
            };
            html! {
                <div class="nhsuk-radios__item">
                    <input class="nhsuk-radios__input" id={id.clone()} name={name} type="radio"
                        value={choice.code.clone()} checked={choice.code == given} />
                    <label class="nhsuk-label nhsuk-radios__label" for={id}>
                        { choice.label.clone() }
                        if !choice.detail.is_empty() {
                            <br /><span class="foothold-quiet" dir="auto">{ choice.detail.clone() }</span>
                        }
                    </label>
                </div>
            }
        };
        self.fieldset(html! {
            <div class="nhsuk-radios">{ for options.iter().enumerate().map(item) }</div>
        })
    }

    fn date(&self, answers: &Answers) -> Html {
        let labels = [page::DAY, page::MONTH, page::YEAR];
        let part = |(at, part): (usize, &&str)| {
            let name = self.id(part);
            // The error's link leads to the first box.
            let id = if at == 0 {
                self.question.name.to_owned()
            } else {
                name.clone()
            };
            let width = if *part == "year" {
                "nhsuk-input--width-4"
            } else {
                "nhsuk-input--width-2"
            };
            let error = self.error.map(|_| "nhsuk-input--error");
            let value = answers.get(&name).cloned().unwrap_or_default();
            html! {
                <div class="nhsuk-date-input__item">
                    <div class="nhsuk-form-group">
                        <label class="nhsuk-label nhsuk-date-input__label" for={id.clone()}>
                            { labels.get(at).map_or("", |label| self.frame.say(*label)) }
                        </label>
                        <input class={classes!("nhsuk-input", "nhsuk-date-input__input", width, error)} {id} {name}
                            type="text" inputmode="numeric" {value} />
                    </div>
                </div>
            }
        };
        self.fieldset(html! {
            <div class="nhsuk-date-input">{ for DATE_PARTS.iter().enumerate().map(part) }</div>
        })
    }
}
