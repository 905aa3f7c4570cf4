//! The form of one move: what it asks, what was answered, and why it was not possible.

use super::answers::{Answers, Problem, questions};
use super::case::Case;
use super::controls::{error_summary, question};
use super::plan::beside_form;
use crate::language::{Language, choices, dates_in_words, moves, page, refusals};
use crate::public::{Document, Frame, contact};
use shared::journey::{Move, UnmetGuard};
use std::rc::Rc;
use yew::prelude::*;

/// What came of the last try.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// Some answers need another look.
    Invalid(Vec<Problem>),
    /// The rules do not allow it now.
    Refused(Vec<UnmetGuard>),
    /// Somebody moved the journey while the form was filled in.
    Stale,
}

/// A try that was not made: what was answered, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// The answers, kept.
    pub answers: Answers,
    /// What came of it.
    pub trouble: Trouble,
}

/// What a [`MovePage`] needs.
#[derive(Properties, PartialEq)]
pub struct MovePageProps {
    /// The frame.
    pub frame: Frame,
    /// The journey.
    pub case: Rc<Case>,
    /// The move.
    pub name: Move,
    /// The last try.
    #[prop_or_default]
    pub attempt: Option<Attempt>,
}

/// The page of one move.
#[component]
pub fn MovePage(props: &MovePageProps) -> Html {
    let (frame, case) = (&props.frame, props.case.as_ref());
    let Some(words) = moves::of(props.name) else {
        return html! {};
    };
    let heading = frame.say(words.title);
    let title = match &props.attempt {
        Some(Attempt {
            trouble: Trouble::Invalid(_),
            ..
        }) => format!("{} {heading}", frame.say(page::ERROR)),
        Some(_) => format!("{} - {heading}", frame.say(refusals::TITLE)),
        None => heading.to_owned(),
    };
    let possible = case
        .moves()
        .iter()
        .any(|option| option.name == props.name && option.allowed);
    html! {
        <Document frame={frame.clone()} {title}
            before={html! { <a class="nhsuk-back-link" href={back(case)}>{ frame.say(page::BACK_TO_YOUR_PAGE) }</a> }}>
            { trouble(frame, case, props) }
            <h1 class="nhsuk-heading-l">{ heading }</h1>
            if possible {
                <p>{ frame.say(words.lead) }</p>
                { beside_form(frame, case, props.name) }
                { form(props, frame.say(words.button)) }
            }
            { contact(frame) }
        </Document>
    }
}

fn back(case: &Case) -> String {
    format!("/my/journeys/{}", case.id)
}

fn trouble(frame: &Frame, case: &Case, props: &MovePageProps) -> Html {
    match props.attempt.as_ref().map(|attempt| &attempt.trouble) {
        Some(Trouble::Invalid(problems)) => {
            error_summary(frame, &named(frame, case, props, problems))
        }
        Some(Trouble::Refused(unmet)) => refusal(frame, unmet),
        Some(Trouble::Stale) => html! {
            <div class="nhsuk-inset-text" role="alert" tabindex="-1" autofocus=true>
                <p><strong>{ frame.say(refusals::STALE) }</strong></p>
            </div>
        },
        None => {
            let option = case
                .moves()
                .into_iter()
                .find(|option| option.name == props.name);
            match option {
                Some(option) if option.allowed => html! {},
                Some(option) => refusal(frame, &option.unmet_guards),
                None => {
                    html! { <p class="nhsuk-inset-text">{ frame.say(refusals::FROM_THIS_STATE) }</p> }
                }
            }
        }
    }
}

/// Each problem with the question it belongs to, so that the list can be read on its own.
fn named(
    frame: &Frame,
    case: &Case,
    props: &MovePageProps,
    problems: &[Problem],
) -> Vec<(&'static str, String)> {
    let asked = questions(case, props.name, frame.language);
    let line = |problem: &Problem| {
        let question = asked.iter().find(|question| question.name == problem.field);
        let label = question.map_or("", |question| question.label.as_str());
        (
            problem.field,
            format!("{label} {}", frame.say(problem.message)),
        )
    };
    problems.iter().map(line).collect()
}

/// A refusal is an answer: every guard, in plain words, as the rulebook explains it, with the law's own words and who
/// could help.
fn refusal(frame: &Frame, unmet: &[UnmetGuard]) -> Html {
    let item = |guard: &UnmetGuard| {
        html! {
            <li class="foothold-refusal">
                <p><strong>{ frame.say(refusals::of(&guard.guard)) }</strong></p>
                <p lang="en" dir="ltr">{ dates_in_words(&guard.explanation, Language::English) }</p>
                { helpers(frame, guard) }
                <p class="foothold-refusal__law">
                    { frame.say(refusals::RULE) }{ ": " }
                    <q lang="en" dir="ltr">{ guard.words.clone() }</q>{ " (" }<span dir="ltr">{ guard.law.clone() }</span>{ ")" }
                </p>
            </li>
        }
    };
    html! {
        <section class="foothold-answer" role="alert" tabindex="-1" autofocus=true aria-labelledby="refused">
            <h2 class="nhsuk-heading-m" id="refused">{ frame.say(refusals::TITLE) }</h2>
            <p>{ frame.say(refusals::NOTHING_CHANGED) }</p>
            <ul class="nhsuk-list">{ for unmet.iter().map(item) }</ul>
        </section>
    }
}

fn helpers(frame: &Frame, guard: &UnmetGuard) -> Html {
    let mut names: Vec<_> = guard
        .who_can_meet
        .iter()
        .filter_map(|kind| choices::actor(*kind))
        .map(|name| frame.say(name))
        .collect();
    names.dedup();
    if names.is_empty() {
        return html! {};
    }
    let comma = if frame.language == Language::Urdu {
        "، "
    } else {
        ", "
    };
    let who = names.join(comma);
    html! { <p>{ refusals::WHO_CAN_HELP.fill(frame.language, &[("who", &who)]) }</p> }
}

fn form(props: &MovePageProps, button: &'static str) -> Html {
    let (frame, case) = (&props.frame, props.case.as_ref());
    let answers = props
        .attempt
        .as_ref()
        .map(|attempt| attempt.answers.clone())
        .unwrap_or_default();
    let problems = match props.attempt.as_ref().map(|attempt| &attempt.trouble) {
        Some(Trouble::Invalid(problems)) => problems.as_slice(),
        _ => &[],
    };
    let terms = case
        .journey
        .trial
        .as_ref()
        .filter(|_| props.name == Move::SignTrial)
        .map(|trial| trial.terms.number);
    let asked = questions(case, props.name, frame.language);
    html! {
        <form method="post" action={case.address_of(props.name)} novalidate=true>
            <input type="hidden" name="version" value={case.journey.version.to_string()} />
            if let Some(number) = terms {
                <input type="hidden" name="terms_number" value={number.to_string()} />
            }
            { for asked.iter().map(|one| question(frame, one, &answers, problems)) }
            <button class="nhsuk-button" type="submit">{ button }</button>
        </form>
    }
}
