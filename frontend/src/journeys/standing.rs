//! Where a person stands: their dates, their trial with its meter, their checks and their offer.

use super::reading::Reading;
use crate::ui::{Card, SummaryList, SummaryRow, Tag, dates};
use shared::journey::{CheckOutcome, Journey, Offer, State, Trial};
use shared::journeys::{ChecksView, JourneyView, TRIAL_NOTICE};
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct StandingProps {
    pub reading: Reading,
}

/// Everything known about where somebody stands.
#[component]
pub(super) fn Standing(props: &StandingProps) -> Html {
    let reading = &props.reading;
    let today = reading
        .transitions
        .data
        .as_ref()
        .map(|transitions| transitions.choices.today);
    let cap = reading.trial.data.as_ref().map(|trial| trial.cap);
    html! {
        <>
            if let Some(view) = &reading.view.data {
                { dates_of(view, (*reading.journey).as_ref()) }
            }
            if let (Some(journey), Some(today)) = ((*reading.journey).as_ref(), today) {
                if let Some(trial) = &journey.trial {
                    { trial_card(trial, journey.trial_days_by(today), cap) }
                }
                if let Some(offer) = &journey.offer {
                    { offer_card(offer, today) }
                }
                if shows_checks(journey) {
                    { checks_card(journey) }
                }
            }
        </>
    }
}

fn dates_of(view: &JourneyView, journey: Option<&Journey>) -> Html {
    let mut rows = vec![
        SummaryRow::new("Stage", view.state_label.clone()),
        SummaryRow::new("Since", dates::long(view.entered_state_on)),
    ];
    if let Some(date) = view.next_date {
        rows.push(SummaryRow::new("Next date", dates::long(date)));
    }
    if let Some(coming) = view.coming {
        let said = journey
            .and_then(Journey::booked)
            .and_then(|booked| booked.confirmed_on);
        let words = match said {
            Some(day) => format!("{}, said on {}", coming.label(), dates::plain(day)),
            None => coming.label().to_owned(),
        };
        rows.push(SummaryRow::new("Coming", words));
    }
    if let Some(day) = view.entitled_on {
        rows.push(SummaryRow::new(
            "Interview guaranteed",
            format!("since {}", dates::plain(day)),
        ));
    }
    if let Some(step) = view.next_step {
        rows.push(SummaryRow::new("Next step", step.label()));
    }
    if let Some(journey) = journey {
        rows.extend(facts_of(journey));
    }
    html! { <SummaryList {rows} /> }
}

fn facts_of(journey: &Journey) -> Vec<SummaryRow> {
    let mut rows = vec![SummaryRow::new("Benefit", journey.referral.benefit.label())];
    if let Some(asked) = journey
        .screening
        .as_ref()
        .and_then(|booking| booking.adjustments.as_ref())
    {
        rows.push(SummaryRow::new("Adjustments", asked.to_string()));
    }
    if let Some(outcome) = journey.interview_outcome {
        rows.push(SummaryRow::new("Interview", outcome.label()));
    }
    if let Some(day) = journey.reserve_review_on {
        rows.push(SummaryRow::new("Reserve list, review", dates::plain(day)));
    }
    if let Some(job) = &journey.employment {
        rows.push(SummaryRow::new(
            "Started work",
            dates::plain(job.started_on),
        ));
    }
    rows
}

fn trial_card(trial: &Trial, days: u32, cap: Option<u32>) -> Html {
    let cap = cap.unwrap_or(30);
    let signed = |day: Option<CivilDate>| day.map_or_else(|| "not yet".to_owned(), dates::plain);
    let mut rows = vec![
        SummaryRow::new(
            "Agreed days",
            dates::span(trial.terms.starts_on, trial.terms.ends_on),
        ),
        SummaryRow::new("Pattern", trial.terms.pattern.label()),
        SummaryRow::new("Jobcentre agreed", signed(trial.jobcentre_agreed_on)),
        SummaryRow::new("Candidate agreed", signed(trial.candidate_agreed_on)),
        SummaryRow::new("Trust agreed", signed(trial.trust_agreed_on)),
        SummaryRow::new("Days attended", trial.days.len().to_string()),
    ];
    if let Some(supervisor) = &trial.supervisor {
        rows.push(SummaryRow::new("Supervisor", supervisor.to_string()));
    }
    if let Some(assessment) = &trial.assessment {
        let word = if assessment.satisfactory {
            "Satisfied"
        } else {
            "Not satisfied"
        };
        rows.push(SummaryRow::new("The Trust's view", word));
    }
    if let Some(view) = &trial.candidate_view {
        rows.push(SummaryRow::new("The candidate's view", view.view.label()));
    }
    html! {
        <Card heading="Work trial" level={3}>
            { meter(days, cap) }
            <p class="nhsuk-body-s">{ TRIAL_NOTICE }</p>
            <SummaryList {rows} />
        </Card>
    }
}

/// Day so-and-so of at most so many: the words say what the bar shows.
fn meter(days: u32, cap: u32) -> Html {
    let words = if days == 0 {
        format!("Not started. At most {cap} days.")
    } else {
        format!("Day {days} of at most {cap}")
    };
    let high = cap.saturating_sub(cap / 6);
    html! {
        <div class="foothold-meter">
            <p class="foothold-meter__words" id="trial-days"><strong>{ words.clone() }</strong></p>
            <meter class="foothold-meter__bar" min="0" max={cap.to_string()} low={(cap / 2).to_string()}
                high={high.to_string()} optimum="0" value={days.to_string()} aria-labelledby="trial-days">{ words }</meter>
        </div>
    }
}

fn offer_card(offer: &Offer, today: CivilDate) -> Html {
    let mut rows = vec![
        SummaryRow::new("First day of work", dates::long(offer.start_on)),
        SummaryRow::new(
            "Open until",
            format!(
                "{} ({})",
                dates::long(offer.expires_on),
                dates::distance(offer.expires_on, today)
            ),
        ),
    ];
    if let Some(day) = offer.accepted_on {
        rows.push(SummaryRow::new("Accepted", dates::plain(day)));
    }
    if let Some(day) = offer.reminded_on {
        rows.push(SummaryRow::new("Last reminder", dates::plain(day)));
    }
    if let Some(reason) = &offer.waiver_reason {
        rows.push(SummaryRow::new("Why without a trial", reason.to_string()));
    }
    if offer.withdrawal_requested_by.is_some() {
        rows.push(SummaryRow::new(
            "Withdrawal",
            "Asked for; a second person must approve it",
        ));
    }
    html! { <Card heading="Offer" level={3}><SummaryList {rows} /></Card> }
}

fn shows_checks(journey: &Journey) -> bool {
    !journey.checks.is_empty() || (journey.state.is_open() && journey.state >= State::Interviewed)
}

fn checks_card(journey: &Journey) -> Html {
    let checks = ChecksView::of(journey);
    let settled = checks
        .data
        .iter()
        .filter(|check| check.outcome.is_settled())
        .count();
    let rows = checks
        .data
        .into_iter()
        .map(|check| {
            let colour = match check.outcome {
                CheckOutcome::Outstanding => "white",
                CheckOutcome::Cleared => "green",
                CheckOutcome::NotApplicable => "grey",
                CheckOutcome::NotMet => "red",
            };
            let value = html! {
                <>
                    <Tag {colour}>{ check.outcome.label() }</Tag>
                    if let Some(day) = check.decided_on {
                        <span class="foothold-beneath">{ dates::plain(day) }</span>
                    }
                </>
            };
            SummaryRow::new(check.label, value)
        })
        .collect::<Vec<_>>();
    html! {
        <Card heading="Employment checks" level={3}>
            <p>{ format!("{settled} of {} are settled. Only outcome and date are kept.", rows.len()) }</p>
            <SummaryList {rows} />
        </Card>
    }
}
