//! The candidate's own page: one journey, with the way to the others.

use super::case::Case;
use super::plan::{move_title, sections};
use super::story::{Step, Story, story};
use crate::language::{
    Message, adjustments, answer_links, date, endings, events, moves, notes, page, refusals, stages,
};
use crate::public::{Document, Frame, contact};
use shared::ids::JourneyId;
use shared::journey::{Move, MoveOption, Recorded};
use shared::time::CivilDate;
use std::rc::Rc;
use yew::prelude::*;

/// Another journey of the same person: its address and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherJourney {
    /// Its id.
    pub id: JourneyId,
    /// Its programme.
    pub programme: String,
    /// How it stands, in the page's language.
    pub standing: String,
}

/// What somebody at the Trust has written for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnNote {
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// The day on which it was written.
    pub on: Option<CivilDate>,
}

/// What a [`HomePage`] needs.
#[derive(Properties, PartialEq)]
pub struct HomePageProps {
    /// The frame.
    pub frame: Frame,
    /// The person's given name.
    pub name: String,
    /// The journey that the page is about.
    pub case: Rc<Case>,
    /// What was written for them, the latest first.
    #[prop_or_default]
    pub notes: Vec<OwnNote>,
    /// Their other journeys.
    #[prop_or_default]
    pub others: Vec<OtherJourney>,
    /// The move they have just made.
    #[prop_or_default]
    pub done: Option<Move>,
    /// In a demo only: the link that asks whether they can come, because nobody has a telephone there.
    #[prop_or_default]
    pub shown_link: Option<String>,
}

/// Where am I, what happens next.
#[component]
pub fn HomePage(props: &HomePageProps) -> Html {
    let (frame, case) = (&props.frame, props.case.as_ref());
    let told = story(case, frame.language);
    html! {
        <Document frame={frame.clone()} title={told.heading.clone()}>
            { done(frame, props.done) }
            <p class="nhsuk-caption-l">{ stages::HELLO.fill(frame.language, &[("name", &props.name)]) }</p>
            { standing(frame, case, &told) }
            if let Some(link) = &props.shown_link {
                <p class="nhsuk-inset-text">
                    { frame.say(answer_links::SHOWN) }{ " " }<a href={link.clone()}>{ frame.say(answer_links::SHOWN_LINK) }</a>
                </p>
            }
            { sections(frame, case) }
            <p><a href="/my/adjustments">{ frame.say(adjustments::LINK) }</a></p>
            { written_for_them(frame, &props.notes) }
            { own_moves(frame, case) }
            { timeline(frame, &case.history) }
            { contact(frame) }
            { others(frame, &props.others) }
        </Document>
    }
}

/// What a [`NoJourneyPage`] needs.
#[derive(Properties, PartialEq)]
pub struct NoJourneyPageProps {
    /// The frame.
    pub frame: Frame,
    /// The person's given name.
    pub name: String,
}

/// For somebody who is known and on no programme yet.
#[component]
pub fn NoJourneyPage(props: &NoJourneyPageProps) -> Html {
    let frame = &props.frame;
    html! {
        <Document frame={frame.clone()} title={frame.say(stages::NO_PROGRAMME)}>
            <p class="nhsuk-caption-l">{ stages::HELLO.fill(frame.language, &[("name", &props.name)]) }</p>
            <h1 class="nhsuk-heading-xl">{ frame.say(stages::NO_PROGRAMME) }</h1>
            <p>{ frame.say(stages::NO_PROGRAMME_TEXT) }</p>
            { contact(frame) }
        </Document>
    }
}

fn done(frame: &Frame, made: Option<Move>) -> Html {
    let Some(words) = made.and_then(moves::of) else {
        return html! {};
    };
    html! {
        <div class="nhsuk-notification-banner nhsuk-notification-banner--success" role="alert" tabindex="-1"
            autofocus=true aria-labelledby="done">
            <div class="nhsuk-notification-banner__header">
                <h2 class="nhsuk-notification-banner__title" id="done">{ frame.say(page::DONE) }</h2>
            </div>
            <div class="nhsuk-notification-banner__content">
                <p class="nhsuk-notification-banner__heading">{ frame.say(words.done) }</p>
            </div>
        </div>
    }
}

fn standing(frame: &Frame, case: &Case, told: &Story) -> Html {
    let open = case.journey.state.is_open();
    html! {
        <>
            <h1 class="nhsuk-heading-xl foothold-where">
                <span class="nhsuk-u-visually-hidden">{ frame.say(stages::WHERE_YOU_ARE) }{ ": " }</span>
                { told.heading.clone() }
            </h1>
            <p class="nhsuk-body-s foothold-quiet">
                { frame.say(stages::PROGRAMME) }{ ": " }<span dir="auto">{ case.programme.clone() }</span>
                <br /><span class="foothold-code">{ case.reference.clone() }</span>
            </p>
            if open {
                <h2 class="nhsuk-heading-m">{ frame.say(stages::WHAT_NEXT) }</h2>
            }
            <p class="nhsuk-body-l">{ told.text.clone() }</p>
            if let Some(feedback) = &told.feedback {
                <h2 class="nhsuk-heading-m">{ frame.say(endings::FEEDBACK) }</h2>
                <blockquote class="foothold-refusal foothold-lines" dir="auto">{ feedback.clone() }</blockquote>
            }
            if let Some(step) = &told.step { { next_step(frame, step) } }
        </>
    }
}

fn next_step(frame: &Frame, step: &Step) -> Html {
    let name = match step.journey {
        Some(id) => html! { <a href={format!("/my/journeys/{id}")}>{ step.name.clone() }</a> },
        None => html! { { step.name.clone() } },
    };
    html! {
        <section class="nhsuk-inset-text" aria-labelledby="next-step">
            <h2 class="nhsuk-heading-m" id="next-step">{ frame.say(endings::NEXT_STEP) }</h2>
            <p><strong>{ name }</strong></p>
            <p>{ step.how.clone() }</p>
        </section>
    }
}

/// The ways out stand last and as links: nobody should take one by mistake.
const fn is_way_out(name: Move) -> bool {
    matches!(name, Move::Withdraw | Move::EndTrialEarly)
}

fn own_moves(frame: &Frame, case: &Case) -> Html {
    let (possible, later): (Vec<_>, Vec<_>) =
        case.moves().into_iter().partition(|option| option.allowed);
    let (out, ahead): (Vec<_>, Vec<_>) = possible
        .into_iter()
        .partition(|option| is_way_out(option.name));
    let button = |(at, option): (usize, MoveOption)| {
        let kind = (at > 0).then_some("nhsuk-button--secondary");
        html! {
            <li>
                <a class={classes!("nhsuk-button", kind)} href={case.address_of(option.name)} draggable="false">
                    { move_title(frame, option.name) }
                </a>
            </li>
        }
    };
    let link = |option: MoveOption| {
        html! { <li><a href={case.address_of(option.name)}>{ move_title(frame, option.name) }</a></li> }
    };
    html! {
        <>
            if !ahead.is_empty() || !out.is_empty() {
                <section aria-labelledby="moves">
                    <h2 class="nhsuk-heading-m" id="moves">{ frame.say(moves::HEADING) }</h2>
                    <ul class="nhsuk-list foothold-actions">{ for ahead.into_iter().enumerate().map(button) }</ul>
                    <ul class="nhsuk-list">{ for out.into_iter().map(link) }</ul>
                </section>
            }
            { not_yet(frame, &later) }
        </>
    }
}

/// What is not possible yet, and why: the same answer as the API's.
fn not_yet(frame: &Frame, later: &[MoveOption]) -> Html {
    if later.is_empty() {
        return html! {};
    }
    let reason = |option: &MoveOption| {
        html! {
            <li>
                <strong>{ move_title(frame, option.name) }</strong>
                { for option.unmet_guards.iter().map(|unmet| html! {
                    <><br />{ frame.say(refusals::of(&unmet.guard)) }</>
                }) }
            </li>
        }
    };
    html! {
        <section aria-labelledby="later">
            <h2 class="nhsuk-heading-s" id="later">{ frame.say(refusals::NOT_POSSIBLE) }</h2>
            <ul class="nhsuk-list nhsuk-list--bullet">{ for later.iter().map(reason) }</ul>
        </section>
    }
}

fn written_for_them(frame: &Frame, all: &[OwnNote]) -> Html {
    if all.is_empty() {
        return html! {};
    }
    let item = |note: &OwnNote| {
        let on = note.on.map(|on| date(on, frame.language));
        html! {
            <div class="nhsuk-inset-text">
                <p class="foothold-lines" dir="auto">{ note.text.clone() }</p>
                <p class="nhsuk-body-s foothold-quiet"><bdi>{ note.by.clone() }</bdi>
                    if let Some(on) = on { { ", " }{ on } }
                </p>
            </div>
        }
    };
    html! {
        <section aria-labelledby="notes">
            <h2 class="nhsuk-heading-m" id="notes">{ frame.say(notes::HEADING) }</h2>
            { for all.iter().map(item) }
        </section>
    }
}

fn timeline(frame: &Frame, history: &[Recorded]) -> Html {
    let lines = history.iter().rev().filter_map(|recorded| {
        events::line(&recorded.event, recorded.by.kind).map(|line| (recorded.on, line))
    });
    let item = |(on, line): (CivilDate, Message)| {
        html! {
            <li class="foothold-timeline__event">
                <p class="foothold-timeline__what">{ frame.say(line) }</p>
                <time class="foothold-timeline__when" datetime={on.to_string()}>{ date(on, frame.language) }</time>
            </li>
        }
    };
    html! {
        <details class="nhsuk-details">
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{ frame.say(events::HEADING) }</span>
            </summary>
            <div class="nhsuk-details__text">
                <ol class="foothold-timeline" reversed=true>{ for lines.map(item) }</ol>
            </div>
        </details>
    }
}

fn others(frame: &Frame, others: &[OtherJourney]) -> Html {
    if others.is_empty() {
        return html! {};
    }
    let item = |other: &OtherJourney| {
        html! {
            <li>
                <a href={format!("/my/journeys/{}", other.id)} dir="auto">{ other.programme.clone() }</a>
                <br />{ other.standing.clone() }
            </li>
        }
    };
    html! {
        <section aria-labelledby="others">
            <h2 class="nhsuk-heading-m" id="others">{ frame.say(stages::OTHER_PROGRAMMES) }</h2>
            <ul class="nhsuk-list">{ for others.iter().map(item) }</ul>
        </section>
    }
}
