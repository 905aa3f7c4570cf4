//! The facts of a stage: when, where, what to bring; the trial with its meter; the offer; the checks.

use super::case::Case;
use super::fit_check::fit_check;
use crate::language::{
    Message, choices, date, dates::short_date, moves, page, stages, time, trials,
};
use crate::public::Frame;
use shared::journey::{
    BookedFor, CheckKind, CheckOutcome, SessionFacts, SessionKind, State, Trial,
};
use shared::time::CivilDate;
use shared::values::Coded;
use yew::prelude::*;

type Row = (Message, Html);

/// The sections that the stage has, in the order they matter.
pub fn sections(frame: &Frame, case: &Case) -> Html {
    match case.journey.state {
        State::ScreeningBooked => screening(frame, case),
        State::Selected if case.journey.waiting_listed => html! {},
        State::Selected | State::InTraining => training(frame, case),
        State::InterviewGuaranteed => promise(frame, case),
        State::InterviewBooked => html! { <>{ interview(frame, case) }{ promise(frame, case) }</> },
        State::TrialProposed if !case.is_trial_put_to_candidate() => html! {},
        State::TrialProposed | State::TrialAgreed | State::OnTrial | State::TrialEnded => {
            trial(frame, case)
        }
        State::Offered => offer(frame, case),
        State::OfferAccepted => html! { <>{ offer(frame, case) }{ checks(frame, case) }</> },
        _ => html! {},
    }
}

fn section(frame: &Frame, id: &'static str, heading: Message, rows: Vec<Row>, after: Html) -> Html {
    let row = |(key, value): Row| {
        html! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{ frame.say(key) }</dt>
                <dd class="nhsuk-summary-list__value">{ value }</dd>
            </div>
        }
    };
    html! {
        <section aria-labelledby={id}>
            <h2 class="nhsuk-heading-m" {id}>{ frame.say(heading) }</h2>
            <dl class="nhsuk-summary-list">{ for rows.into_iter().map(row) }</dl>
            { after }
        </section>
    }
}

fn day(frame: &Frame, on: CivilDate) -> Html {
    let text = date(on, frame.language);
    html! { <time datetime={on.to_string()}>{ text }</time> }
}

fn hour(frame: &Frame, at: &str) -> Html {
    html! { { time(at, frame.language) } }
}

/// What people at the Trust wrote stands in its own direction, whatever the page's.
fn written(text: &str) -> Html {
    html! { <span dir="auto">{ text.to_owned() }</span> }
}

fn said(frame: &Frame, message: Message) -> Html {
    html! { { frame.say(message) } }
}

/// When and where somebody is expected, and what to bring. It says nothing of the person.
fn booked_rows(frame: &Frame, case: &Case) -> Vec<Row> {
    let Some(booked) = case.journey.booked() else {
        return Vec::new();
    };
    let programme = &case.situation.programme;
    let (place, bring) = match booked.what {
        BookedFor::Screening(id) => (
            programme
                .session(id)
                .map(|day| (&day.starts_at, &day.venue)),
            stages::BRING_SCREENING,
        ),
        BookedFor::Interview(id) => (
            programme
                .slot(id)
                .map(|slot| (&slot.starts_at, &slot.venue)),
            stages::BRING_INTERVIEW,
        ),
    };
    let mut rows = vec![(stages::DATE, day(frame, booked.held_on))];
    if let Some((starts_at, venue)) = place {
        rows.push((stages::TIME, hour(frame, starts_at)));
        rows.push((stages::PLACE, written(venue)));
    }
    rows.push((stages::BRING, said(frame, bring)));
    rows
}

/// When and where, for a page that nobody has signed in to.
pub(crate) fn when_and_where(frame: &Frame, case: &Case) -> Html {
    let rows = booked_rows(frame, case);
    if rows.is_empty() {
        return html! {};
    }
    section(frame, "when", stages::WHEN_AND_WHERE, rows, html! {})
}

/// That somebody has said that they are coming.
fn coming(frame: &Frame, case: &Case) -> Option<Row> {
    let on = case.journey.booked()?.confirmed_on?;
    let on = short_date(on, frame.language);
    let words = stages::COMING_YES.fill(frame.language, &[("date", &on)]);
    Some((stages::COMING, html! { { words } }))
}

fn screening(frame: &Frame, case: &Case) -> Html {
    let Some(booking) = &case.journey.screening else {
        return html! {};
    };
    let mut rows = booked_rows(frame, case);
    let help = match &booking.adjustments {
        Some(words) => written(words.as_str()),
        None => said(frame, stages::ADJUSTMENTS_NONE),
    };
    rows.push((stages::ADJUSTMENTS, help));
    rows.extend(coming(frame, case));
    section(frame, "when", stages::WHEN_AND_WHERE, rows, calendar(frame))
}

fn calendar(frame: &Frame) -> Html {
    html! { <p><a href="/my/calendar.ics" download="">{ frame.say(stages::CALENDAR) }</a></p> }
}

fn training(frame: &Frame, case: &Case) -> Html {
    let session = |session: &SessionFacts| {
        html! {
            <li>
                <strong>{ day(frame, session.held_on) }{ ", " }{ hour(frame, &session.starts_at) }</strong>
                <br />{ written(&session.module) }{ " · " }{ written(&session.venue) }
            </li>
        }
    };
    let sessions = case
        .situation
        .programme
        .sessions_of(SessionKind::Training)
        .map(session);
    html! {
        <section aria-labelledby="when">
            <h2 class="nhsuk-heading-m" id="when">{ frame.say(stages::YOUR_TRAINING) }</h2>
            <ul class="nhsuk-list nhsuk-list--bullet">{ for sessions }</ul>
            <p><strong>{ frame.say(stages::BRING) }</strong><br />{ frame.say(stages::BRING_TRAINING) }</p>
            { calendar(frame) }
        </section>
    }
}

/// The entitlement (L6), said as what it is: a promise.
fn promise(frame: &Frame, case: &Case) -> Html {
    let Some(on) = case.journey.entitled_on else {
        return html! {};
    };
    let on = short_date(on, frame.language);
    html! {
        <section class="nhsuk-inset-text" aria-labelledby="promise">
            <h2 class="nhsuk-heading-m" id="promise">{ frame.say(stages::PROMISE) }</h2>
            <p>{ stages::PROMISE_TEXT.fill(frame.language, &[("date", &on)]) }</p>
        </section>
    }
}

fn interview(frame: &Frame, case: &Case) -> Html {
    let mut rows = booked_rows(frame, case);
    rows.extend(coming(frame, case));
    section(frame, "when", stages::WHEN_AND_WHERE, rows, calendar(frame))
}

/// The trial with its notice (L9) and, once it runs, its meter against the cap (L8).
pub fn trial(frame: &Frame, case: &Case) -> Html {
    let Some(trial) = &case.journey.trial else {
        return html! {};
    };
    let first = trial
        .period
        .map_or(trial.terms.starts_on, |period| period.started_on);
    let last = trial
        .period
        .and_then(|period| period.ended_on)
        .unwrap_or(trial.terms.ends_on);
    let mut rows = vec![
        (trials::FIRST_DAY, day(frame, first)),
        (trials::LAST_DAY, day(frame, last)),
        (
            trials::PATTERN,
            said(frame, choices::pattern(trial.terms.pattern)),
        ),
    ];
    if let Some(supervisor) = &trial.supervisor {
        rows.push((trials::SUPERVISOR, written(supervisor.as_str())));
    }
    if trial.period.is_some() {
        rows.push((trials::DAYS_ATTENDED, html! { { trial.days.len() } }));
    } else {
        rows.push((trials::AGREED_BY, agreed_by(frame, trial)));
    }
    if let Some(given) = &trial.candidate_view {
        rows.push((trials::YOUR_VIEW, said(frame, choices::view(given.view))));
    }
    if let Some(assessment) = &trial.assessment {
        rows.push((
            trials::THEIR_ASSESSMENT,
            written(assessment.comments.as_str()),
        ));
    }
    // Only agreed days are worth keeping in a calendar.
    let agreed = matches!(case.journey.state, State::TrialAgreed | State::OnTrial);
    let after = if agreed {
        calendar(frame)
    } else {
        html! {}
    };
    html! {
        <>
            if case.journey.state == State::OnTrial { { meter(frame, case) } }
            { notice(frame) }
            { section(frame, "when", trials::HEADING, rows, after) }
            { fit_check(frame, case) }
        </>
    }
}

fn agreed_by(frame: &Frame, trial: &Trial) -> Html {
    let names: Vec<_> = [
        (trial.jobcentre_agreed_on, trials::AGREED_JOBCENTRE),
        (trial.candidate_agreed_on, trials::AGREED_YOU),
        (trial.trust_agreed_on, trials::AGREED_US),
    ]
    .into_iter()
    .filter_map(|(on, who)| on.map(|_| frame.say(who)))
    .collect();
    if names.is_empty() {
        return said(frame, trials::NOBODY_YET);
    }
    html! { <ul class="nhsuk-list">{ for names.into_iter().map(|name| html! { <li>{ name }</li> }) }</ul> }
}

/// What every mention of a trial says (L9).
pub fn notice(frame: &Frame) -> Html {
    html! {
        <div class="nhsuk-inset-text">
            <span class="nhsuk-u-visually-hidden">{ frame.say(page::INFORMATION) }{ " " }</span>
            <p>{ frame.say(trials::NOTICE) }</p>
        </div>
    }
}

fn meter(frame: &Frame, case: &Case) -> Html {
    let cap = case.situation.trial_allowance(0).cap;
    let elsewhere = case.situation.counts.trial_days_elsewhere;
    let spent = (case.journey.trial_days_by(case.situation.today) + elsewhere).min(cap);
    let (day, most) = (spent.to_string(), cap.to_string());
    let values = [("day", day.as_str()), ("cap", most.as_str())];
    html! {
        <div class="foothold-meter">
            <p class="nhsuk-body-l foothold-meter__says"><strong>{ trials::METER.fill(frame.language, &values) }</strong></p>
            <meter class="foothold-meter__bar" min="0" max={most.clone()} value={day.clone()}
                aria-label={frame.say(trials::METER_LABEL)}>
                { trials::METER.fill(frame.language, &values) }
            </meter>
            <p class="nhsuk-body-s">{ trials::METER_LEFT.fill(frame.language, &values) }</p>
        </div>
    }
}

/// The offer's dates.
pub fn offer(frame: &Frame, case: &Case) -> Html {
    let Some(offer) = &case.journey.offer else {
        return html! {};
    };
    let mut rows = vec![
        (stages::JOB, written(&case.role)),
        (stages::START_DAY, day(frame, offer.start_on)),
    ];
    if offer.accepted_on.is_none() {
        rows.push((stages::ANSWER_BY, day(frame, offer.expires_on)));
    }
    section(frame, "when", stages::YOUR_OFFER, rows, calendar(frame))
}

fn checks(frame: &Frame, case: &Case) -> Html {
    let row = |check: &CheckKind| {
        let outcome = case
            .journey
            .checks
            .get(check)
            .map_or(CheckOutcome::Outstanding, |record| record.outcome);
        (
            choices::check(*check),
            said(frame, choices::check_outcome(outcome)),
        )
    };
    let rows = CheckKind::ALL.iter().map(row).collect();
    let text = html! { <p>{ frame.say(stages::CHECKS_TEXT) }</p> };
    section(frame, "checks", stages::YOUR_CHECKS, rows, text)
}

/// What the form of a move should be read with: the plan of the trial, or the offer.
pub fn beside_form(frame: &Frame, case: &Case, name: shared::journey::Move) -> Html {
    use shared::journey::Move;
    match name {
        Move::SignTrial | Move::RefuseTrial => trial(frame, case),
        Move::EndTrialEarly | Move::GiveCandidateView => notice(frame),
        Move::AcceptOffer | Move::DeclineOffer => offer(frame, case),
        _ => html! {},
    }
}

/// What the link to a move is called.
pub fn move_title(frame: &Frame, name: shared::journey::Move) -> &'static str {
    moves::of(name).map_or("", |words| frame.say(words.title))
}
