//! What a person needs, on their own page: they write it and choose who may know.

use super::WrittenAdjustments;
use crate::language::{Message, adjustments as words, page};
use crate::public::{Document, Frame, contact};
use shared::adjustments::Audience;
use shared::values::Coded as _;
use yew::prelude::*;

/// What came of the last try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnTrouble {
    /// What was written cannot be kept.
    Words,
    /// Somebody changed the record meanwhile.
    Stale,
}

impl OwnTrouble {
    const fn says(self) -> Message {
        match self {
            Self::Words => words::TOO_LONG,
            Self::Stale => words::STALE,
        }
    }
}

/// What an [`OwnAdjustmentsPage`] needs.
#[derive(Properties, PartialEq)]
pub struct OwnAdjustmentsPageProps {
    /// The frame.
    pub frame: Frame,
    /// What stands in the form.
    pub written: WrittenAdjustments,
    /// What came of the last try.
    #[prop_or_default]
    pub trouble: Option<OwnTrouble>,
    /// Whether it was just saved.
    #[prop_or_default]
    pub is_done: bool,
}

/// What I need, and who may know.
#[component]
pub fn OwnAdjustmentsPage(props: &OwnAdjustmentsPageProps) -> Html {
    let frame = &props.frame;
    let heading = frame.say(words::TITLE);
    let title = match props.trouble {
        Some(_) => format!("{} {heading}", frame.say(page::ERROR)),
        None => heading.to_owned(),
    };
    html! {
        <Document frame={frame.clone()} {title}
            before={html! { <a class="nhsuk-back-link" href="/my">{ frame.say(page::BACK_TO_YOUR_PAGE) }</a> }}>
            { done(props) }
            { trouble(props) }
            <h1 class="nhsuk-heading-l">{ heading }</h1>
            <p>{ frame.say(words::LEAD) }</p>
            { form(props) }
            { contact(frame) }
        </Document>
    }
}

fn done(props: &OwnAdjustmentsPageProps) -> Html {
    if !props.is_done {
        return html! {};
    }
    let frame = &props.frame;
    html! {
        <div class="nhsuk-notification-banner nhsuk-notification-banner--success" role="alert" tabindex="-1"
            autofocus=true aria-labelledby="done">
            <div class="nhsuk-notification-banner__header">
                <h2 class="nhsuk-notification-banner__title" id="done">{ frame.say(page::DONE) }</h2>
            </div>
            <div class="nhsuk-notification-banner__content">
                <p class="nhsuk-notification-banner__heading">{ frame.say(words::SAVED) }</p>
            </div>
        </div>
    }
}

fn trouble(props: &OwnAdjustmentsPageProps) -> Html {
    let Some(trouble) = props.trouble else {
        return html! {};
    };
    let frame = &props.frame;
    html! {
        <div class="nhsuk-error-summary" tabindex="-1" autofocus=true>
            <div role="alert">
                <h2 class="nhsuk-error-summary__heading">{ frame.say(page::PROBLEM) }</h2>
                <div class="nhsuk-error-summary__body">
                    <ul class="nhsuk-list nhsuk-error-summary__list">
                        <li><a href="#words">{ frame.say(trouble.says()) }</a></li>
                    </ul>
                </div>
            </div>
        </div>
    }
}

fn form(props: &OwnAdjustmentsPageProps) -> Html {
    let (frame, written) = (&props.frame, &props.written);
    let wrong = props.trouble == Some(OwnTrouble::Words);
    let group = wrong.then_some("nhsuk-form-group--error");
    let field = wrong.then_some("nhsuk-textarea--error");
    let described = if wrong {
        "words-hint words-error"
    } else {
        "words-hint"
    };
    html! {
        <form method="post" action="/my/adjustments" novalidate=true>
            <input type="hidden" name="version" value={written.version.to_string()} />
            <div class={classes!("nhsuk-form-group", group)}>
                <label class="nhsuk-label nhsuk-label--m" for="words">{ frame.say(words::WORDS) }</label>
                <div class="nhsuk-hint" id="words-hint">{ frame.say(words::WORDS_HINT) }</div>
                if wrong {
                    <span class="nhsuk-error-message" id="words-error">
                        <span class="nhsuk-u-visually-hidden">{ frame.say(page::ERROR) }{ " " }</span>
                        { frame.say(words::TOO_LONG) }
                    </span>
                }
                <textarea class={classes!("nhsuk-textarea", field)} id="words" name="words" rows="4" dir="auto"
                    aria-describedby={described} value={written.words.clone()} />
            </div>
            <div class="nhsuk-form-group">
                <fieldset class="nhsuk-fieldset" aria-describedby="known_by-hint">
                    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">{ frame.say(words::WHO) }</legend>
                    <div class="nhsuk-hint" id="known_by-hint">{ frame.say(words::WHO_HINT) }</div>
                    <div class="nhsuk-checkboxes">{ for Audience::ALL.iter().map(|one| choice(frame, written, *one)) }</div>
                </fieldset>
            </div>
            <button class="nhsuk-button" type="submit">{ frame.say(words::SAVE) }</button>
        </form>
    }
}

fn choice(frame: &Frame, written: &WrittenAdjustments, one: Audience) -> Html {
    let id = format!("known_by-{}", one.code());
    let checked = written.known_by.iter().any(|code| code == one.code());
    html! {
        <div class="nhsuk-checkboxes__item">
            <input class="nhsuk-checkboxes__input" id={id.clone()} name="known_by" type="checkbox" value={one.code()} {checked} />
            <label class="nhsuk-label nhsuk-checkboxes__label" for={id}>{ frame.say(label(one)) }</label>
        </div>
    }
}

const fn label(one: Audience) -> Message {
    match one {
        Audience::Screening => words::SCREENING,
        Audience::Training => words::TRAINING,
        Audience::Interview => words::INTERVIEW,
        Audience::Trial => words::TRIAL,
    }
}
