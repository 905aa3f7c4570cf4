//! The two-way fit check on the person's own page: when it is asked, who has answered, and both sides' answers once both have (L10).

use super::case::Case;
use crate::language::{date, fit_check as words};
use crate::public::Frame;
use shared::journey::{AnswerFitCheck, FitCheck, FitQuestion, FitRound, Trial};
use shared::time::CivilDate;
use shared::values::{Coded as _, Words};
use yew::prelude::*;

/// The section below a trial that has started.
pub fn fit_check(frame: &Frame, case: &Case) -> Html {
    let Some(trial) = case
        .journey
        .trial
        .as_ref()
        .filter(|one| one.period.is_some())
    else {
        return html! {};
    };
    let today = case.situation.today;
    let open = case.journey.fit_round(today);
    let round = |(round, check): (&FitRound, &FitCheck)| {
        html! {
            <>
                <h3 class="nhsuk-heading-s">{ frame.say(words::round(*round)) }</h3>
                { answered(frame, check, open == Some(*round)) }
            </>
        }
    };
    html! {
        <section aria-labelledby="fit-check">
            <h2 class="nhsuk-heading-m" id="fit-check">{ frame.say(words::HEADING) }</h2>
            <p>{ frame.say(words::ABOUT) }</p>
            { for trial.fit.iter().map(round) }
            if let Some(on) = next(trial, today) {
                <p>{ words::NEXT.fill(frame.language, &[("date", &date(on, frame.language))]) }</p>
            }
        </section>
    }
}

/// The next day on which the questions are asked.
fn next(trial: &Trial, today: CivilDate) -> Option<CivilDate> {
    let mut days = FitRound::ALL
        .iter()
        .filter(|round| trial.has_fit_round(**round))
        .filter_map(|round| trial.fit_round_opens_on(*round));
    days.find(|on| *on > today)
}

fn answered(frame: &Frame, check: &FitCheck, is_open: bool) -> Html {
    match (check.both(), &check.candidate) {
        (Some(both), _) => compared(frame, both),
        (None, Some(_)) if is_open => {
            html! { <p>{ frame.say(words::WAITING_FOR_THEM) }</p> }
        }
        (None, None) if is_open => html! { <p>{ frame.say(words::WAITING_FOR_YOU) }</p> },
        _ => html! { <p>{ frame.say(words::MISSED) }</p> },
    }
}

fn compared(frame: &Frame, (theirs, yours): (&AnswerFitCheck, &AnswerFitCheck)) -> Html {
    let row = |question: FitQuestion| {
        let say = |given: &AnswerFitCheck| frame.say(words::answer(given.answer(question)));
        html! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{ frame.say(words::question(question)) }</dt>
                <dd class="nhsuk-summary-list__value">
                    { frame.say(words::YOU) }{ ": " }{ say(yours) }<br />
                    { frame.say(words::THEM) }{ ": " }{ say(theirs) }
                </dd>
            </div>
        }
    };
    let said = |label, text: &Option<Words>| match text {
        Some(text) => html! {
            <p><strong>{ frame.say(label) }</strong><br /><span class="foothold-lines" dir="auto">{ text.as_str().to_owned() }</span></p>
        },
        None => html! {},
    };
    html! {
        <>
            <dl class="nhsuk-summary-list">{ for FitQuestion::ALL.into_iter().map(row) }</dl>
            { said(words::ALSO_YOU, &yours.comments) }
            { said(words::ALSO_THEM, &theirs.comments) }
        </>
    }
}
