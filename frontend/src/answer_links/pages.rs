//! The pages themselves.

use super::answers::{has_choice, is_interview, questions};
use super::{address, cannot_come_address, other_day_address};
use crate::candidate::answers::{Question, questions as asked_of};
use crate::candidate::controls::{error_summary, question};
use crate::candidate::plan::when_and_where;
use crate::candidate::{Answers, Case, Problem};
use crate::language::{Message, answer_links as words, dates::day_and_month, moves, page, time};
use crate::public::{Document, Frame, contact};
use shared::journey::{BookedFor, Guard, Move, UnmetGuard};
use std::rc::Rc;
use yew::prelude::*;

/// How the question of a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// The booking stands, confirmed or not.
    Booked,
    /// Another day or time was taken through the link.
    Moved,
    /// The time was given back through the link.
    Released,
}

/// What is said first, after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It is noted.
    Noted,
    /// It was noted before.
    NotedBefore,
}

/// What a [`QuestionPage`] needs.
#[derive(Properties, PartialEq)]
pub struct QuestionPageProps {
    /// The frame.
    pub frame: Frame,
    /// What the link holds, as it stands in the page's address.
    pub token: String,
    /// The journey.
    pub case: Rc<Case>,
    /// How the question stands.
    pub stands: Stands,
    /// What came of the answer that was just given.
    #[prop_or_default]
    pub said: Option<Said>,
}

/// The question, or what was answered and what happens next.
#[component]
pub fn QuestionPage(props: &QuestionPageProps) -> Html {
    let (frame, case) = (&props.frame, props.case.as_ref());
    let is_confirmed = case
        .journey
        .booked()
        .is_some_and(|booked| booked.confirmed_on.is_some());
    let (heading, next) = match props.stands {
        Stands::Booked if is_confirmed => (words::COMING, words::COMING_NEXT),
        Stands::Booked if is_interview(case) => (words::QUESTION, words::IT_IS_INTERVIEW),
        Stands::Booked => (words::QUESTION, words::IT_IS_SCREENING),
        Stands::Moved => (words::MOVED, words::MOVED_NEXT),
        Stands::Released => (words::RELEASED, words::RELEASED_NEXT),
    };
    let (heading, next) = (filled(frame, case, heading), filled(frame, case, next));
    html! {
        <Document frame={frame.clone()} title={heading.clone()}>
            { banner(frame, props.said, props.stands == Stands::Booked && is_confirmed) }
            <h1 class="nhsuk-heading-l">{ heading }</h1>
            <p>{ next }</p>
            if props.stands == Stands::Booked && !is_confirmed {
                { answers(frame, &props.token, case, true) }
            }
            { when_and_where(frame, case) }
            if props.stands == Stands::Booked && is_confirmed {
                <h2 class="nhsuk-heading-m">{ frame.say(words::CHANGES) }</h2>
                { answers(frame, &props.token, case, false) }
            }
            if props.stands == Stands::Released {
                <p><a href="/my">{ frame.say(words::OWN_PAGE) }</a></p>
            }
            { contact(frame) }
        </Document>
    }
}

/// A message with the booked day and time in it.
fn filled(frame: &Frame, case: &Case, message: Message) -> String {
    let booked = case.journey.booked();
    let day = booked.map(|booked| day_and_month(booked.held_on, frame.language));
    let programme = &case.situation.programme;
    let at = booked.and_then(|booked| match booked.what {
        BookedFor::Screening(id) => programme.session(id).map(|day| day.starts_at.as_str()),
        BookedFor::Interview(id) => programme.slot(id).map(|slot| slot.starts_at.as_str()),
    });
    let at = at.map(|at| time(at, frame.language)).unwrap_or_default();
    let day = day.unwrap_or_default();
    message.fill(frame.language, &[("date", &day), ("time", &at)])
}

fn banner(frame: &Frame, said: Option<Said>, is_confirmed: bool) -> Html {
    let message = match said {
        None => return html! {},
        Some(Said::Noted) if is_confirmed => words::NOTED_COMING,
        Some(Said::Noted) => words::NOTED,
        Some(Said::NotedBefore) => words::NOTED_BEFORE,
    };
    html! {
        <div class="nhsuk-notification-banner nhsuk-notification-banner--success" role="alert" tabindex="-1"
            autofocus=true aria-labelledby="done">
            <div class="nhsuk-notification-banner__header">
                <h2 class="nhsuk-notification-banner__title" id="done">{ frame.say(page::DONE) }</h2>
            </div>
            <div class="nhsuk-notification-banner__content">
                <p class="nhsuk-notification-banner__heading">{ frame.say(message) }</p>
            </div>
        </div>
    }
}

/// What can be answered: yes in one press, and the ways to another day or out.
fn answers(frame: &Frame, token: &str, case: &Case, with_yes: bool) -> Html {
    let other = if is_interview(case) {
        words::OTHER_TIME
    } else {
        words::OTHER_DAY
    };
    let link = |to: String, message: Message| {
        html! {
            <li>
                <a class="nhsuk-button nhsuk-button--secondary" href={to} draggable="false">{ frame.say(message) }</a>
            </li>
        }
    };
    html! {
        <ul class="nhsuk-list foothold-actions">
            if with_yes {
                <li>
                    <form method="post" action={address(token)}>
                        <button class="nhsuk-button" type="submit">{ frame.say(words::YES) }</button>
                    </form>
                </li>
            }
            { link(other_day_address(token), other) }
            { link(cannot_come_address(token), words::CANNOT) }
        </ul>
    }
}

/// What came of the last try.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// Some answers need another look.
    Invalid(Vec<Problem>),
    /// The rules do not allow it now.
    Refused(Vec<UnmetGuard>),
}

/// What a form of a link needs.
#[derive(Properties, PartialEq)]
pub struct FormPageProps {
    /// The frame.
    pub frame: Frame,
    /// What the link holds.
    pub token: String,
    /// The journey.
    pub case: Rc<Case>,
    /// What was answered in the last try.
    #[prop_or_default]
    pub answers: Answers,
    /// What came of it.
    #[prop_or_default]
    pub trouble: Option<Trouble>,
}

impl FormPageProps {
    fn problems(&self) -> &[Problem] {
        match &self.trouble {
            Some(Trouble::Invalid(problems)) => problems,
            _ => &[],
        }
    }

    /// The title says first that something is wrong, so that a screen reader does.
    fn title(&self, title: Message) -> String {
        let title = self.frame.say(title);
        match &self.trouble {
            Some(_) => format!("{} {title}", self.frame.say(page::ERROR)),
            None => title.to_owned(),
        }
    }

    fn back(&self) -> Html {
        html! { <a class="nhsuk-back-link" href={address(&self.token)}>{ self.frame.say(page::BACK) }</a> }
    }

    fn form(&self, action: String, asked: &[Question], button: Message) -> Html {
        let frame = &self.frame;
        html! {
            <form method="post" {action} novalidate=true>
                { for asked.iter().map(|one| question(frame, one, &self.answers, self.problems())) }
                <button class="nhsuk-button" type="submit">{ frame.say(button) }</button>
            </form>
        }
    }

    fn trouble(&self, asked: &[Question]) -> Html {
        let frame = &self.frame;
        match &self.trouble {
            None => html! {},
            Some(Trouble::Invalid(problems)) => {
                let line = |problem: &Problem| {
                    let question = asked.iter().find(|question| question.name == problem.field);
                    let label = question.map_or("", |question| question.label.as_str());
                    (
                        problem.field,
                        format!("{label} {}", frame.say(problem.message)),
                    )
                };
                error_summary(frame, &problems.iter().map(line).collect::<Vec<_>>())
            }
            Some(Trouble::Refused(unmet)) => {
                let is_full = unmet
                    .iter()
                    .any(|guard| guard.is(Guard::ScreeningSeatFree) || guard.is(Guard::SlotFree));
                let message = if is_full { words::FULL } else { words::NOT_NOW };
                html! {
                    <div class="nhsuk-inset-text" role="alert" tabindex="-1" autofocus=true>
                        <p><strong>{ frame.say(message) }</strong></p>
                    </div>
                }
            }
        }
    }
}

/// Another day or time in place of what is booked.
#[component]
pub fn OtherDayPage(props: &FormPageProps) -> Html {
    let (frame, case) = (&props.frame, props.case.as_ref());
    let asked = questions(case, frame.language);
    let (title, lead) = if is_interview(case) {
        (words::OTHER_TIME, words::OTHER_TIME_LEAD)
    } else {
        (words::OTHER_DAY, words::OTHER_DAY_LEAD)
    };
    html! {
        <Document frame={frame.clone()} title={props.title(title)} before={props.back()}>
            { props.trouble(&asked) }
            <h1 class="nhsuk-heading-l">{ frame.say(title) }</h1>
            <p>{ frame.say(lead) }</p>
            if has_choice(case) {
                { props.form(other_day_address(&props.token), &asked, words::CHOOSE) }
                if !is_interview(case) { <p>{ frame.say(words::NO_DAY_SUITS) }</p> }
            } else {
                <p><strong>{ frame.say(words::NO_DAY) }</strong></p>
            }
            { contact(frame) }
        </Document>
    }
}

/// For whoever cannot come. An interview's time is given back; a screening day is moved, and nothing ends here.
#[component]
pub fn CannotComePage(props: &FormPageProps) -> Html {
    let (frame, case) = (&props.frame, props.case.as_ref());
    if !is_interview(case) {
        return cannot_come_to_screening(props);
    }
    let asked = asked_of(case, Move::ReleaseInterview, frame.language);
    html! {
        <Document frame={frame.clone()} title={props.title(words::CANNOT)} before={props.back()}>
            { props.trouble(&asked) }
            <h1 class="nhsuk-heading-l">{ frame.say(words::CANNOT) }</h1>
            <p>{ frame.say(words::OTHER_TIME_LEAD) }</p>
            { props.form(cannot_come_address(&props.token), &asked, moves::RELEASE_INTERVIEW_BUTTON) }
            { contact(frame) }
        </Document>
    }
}

fn cannot_come_to_screening(props: &FormPageProps) -> Html {
    let (frame, case) = (&props.frame, props.case.as_ref());
    html! {
        <Document frame={frame.clone()} title={props.title(words::CANNOT)} before={props.back()}>
            <h1 class="nhsuk-heading-l">{ frame.say(words::CANNOT) }</h1>
            if has_choice(case) {
                <p>{ frame.say(words::CANNOT_SCREENING) }</p>
                <p>
                    <a class="nhsuk-button" href={other_day_address(&props.token)} draggable="false">
                        { frame.say(words::CHOOSE_OTHER_DAY) }
                    </a>
                </p>
                <p>{ frame.say(words::NO_DAY_SUITS) }</p>
            } else {
                <p>{ frame.say(words::NO_DAY) }</p>
            }
            { contact(frame) }
        </Document>
    }
}

/// What a [`DeadLinkPage`] needs.
#[derive(Properties, PartialEq)]
pub struct DeadLinkPageProps {
    /// The frame.
    pub frame: Frame,
}

/// For every link that works no longer, or never did.
#[component]
pub fn DeadLinkPage(props: &DeadLinkPageProps) -> Html {
    let frame = &props.frame;
    html! {
        <Document frame={frame.clone()} title={frame.say(words::DEAD)}>
            <h1 class="nhsuk-heading-l">{ frame.say(words::DEAD) }</h1>
            <p>{ frame.say(words::DEAD_TEXT) }</p>
            <p>{ frame.say(words::DEAD_NEXT) }</p>
            <p><a href="/my">{ frame.say(page::YOUR_PAGE) }</a></p>
            { contact(frame) }
        </Document>
    }
}
