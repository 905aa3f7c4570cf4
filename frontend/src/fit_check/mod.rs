//! What both sides of a trial say, for staff: round by round, side by side once both have answered (L10). Rendered by the server, complete
//! without scripts.

use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::{BackLink, Column, InsetText, SummaryList, SummaryRow, Table, dates};
use shared::journey::{
    AnswerFitCheck, FitCheck, FitQuestion, FitRound, FitSide, Journey, Move, Trial,
};
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// What a [`FitCheckPage`] needs.
#[derive(Properties, PartialEq)]
pub struct FitCheckPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The journey's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// The journey's short reference.
    pub reference: String,
    /// Where the journey stands.
    pub journey: Journey,
    /// Today.
    pub today: CivilDate,
    /// Whether whoever looks may answer for the supervisor.
    pub answers: bool,
}

/// The fit check of one trial.
#[component]
pub fn FitCheckPage(props: &FitCheckPageProps) -> Html {
    let person = format!("/dashboard/journeys/{}", props.id);
    let trial = props.journey.trial.as_ref();
    html! {
        <StaffFrame frame={props.frame.clone()} title="Fit check"
            before={html! { <BackLink href={person} text="Back to the person" /> }}>
            <div class="nhsuk-u-reading-width">
                <h1 class="nhsuk-heading-l">
                    <span class="nhsuk-caption-l"><bdi>{ &props.name }</bdi>{ format!(", {}", props.reference) }</span>
                    { "Fit check" }
                </h1>
                <p>{ "The supervisor and the person answer the same six questions on day 3, on day 10 and at the end of the trial. \
                      Neither side's answers are shown to anybody before both have given theirs. A round that one side missed \
                      stays hidden." }</p>
                { to_answer(props) }
                { trial.map_or_else(not_begun, |trial| rounds(props, trial)) }
            </div>
        </StaffFrame>
    }
}

fn not_begun() -> Html {
    html! { <p id="not-begun">{ "No trial has started." }</p> }
}

/// The one thing to do: to answer what is asked today.
fn to_answer(props: &FitCheckPageProps) -> Html {
    let open = props.journey.fit_round(props.today);
    let Some(round) = open.filter(|round| {
        let given = props.journey.fit_given(*round, FitSide::Supervisor);
        props.answers && given.is_none()
    }) else {
        return html! {};
    };
    let address = format!(
        "/dashboard/journeys/{}/moves/{}",
        props.id,
        Move::AnswerFitCheck
    );
    html! {
        <InsetText>
            <p>{ format!("{}: the supervisor's answers are asked for now.", round.label()) }</p>
            <a class="nhsuk-button" href={address} draggable="false">{ "Answer for the supervisor" }</a>
        </InsetText>
    }
}

fn rounds(props: &FitCheckPageProps, trial: &Trial) -> Html {
    if trial.period.is_none() {
        return not_begun();
    }
    let open = props.journey.fit_round(props.today);
    let asked = FitRound::ALL
        .iter()
        .filter(|round| trial.has_fit_round(**round));
    let standing = |round: FitRound| match trial.fit_round_opens_on(round) {
        _ if open == Some(round) => "Not answered yet",
        Some(day) if day > props.today => "Not asked yet",
        _ => "No answer",
    };
    html! { { for asked.map(|round| one_round(trial, *round, standing(*round))) } }
}

fn one_round(trial: &Trial, round: FitRound, without_answer: &'static str) -> Html {
    let check = trial.fit.get(&round).cloned().unwrap_or_default();
    let opens = trial
        .fit_round_opens_on(round)
        .map(dates::plain)
        .unwrap_or_default();
    html! {
        <section aria-labelledby={round.code()}>
            <h2 class="nhsuk-heading-m" id={round.code()}>{ format!("{}, {opens}", round.label()) }</h2>
            { match check.both() {
                Some(both) => compared(round, both),
                None => standing(&check, without_answer),
            } }
        </section>
    }
}

/// Who has answered so far.
fn standing(check: &FitCheck, without_answer: &'static str) -> Html {
    let said = |side: FitSide| match check.of(side) {
        Some(given) => format!("Answered on {}", dates::plain(given.on)),
        None => without_answer.to_owned(),
    };
    let rows = FitSide::ALL
        .iter()
        .map(|side| SummaryRow::new(side.label(), html! { { said(*side) } }))
        .collect::<Vec<_>>();
    html! { <SummaryList {rows} /> }
}

/// Both sides, question by question.
fn compared(round: FitRound, (supervisor, person): (&AnswerFitCheck, &AnswerFitCheck)) -> Html {
    let row = |question: FitQuestion| {
        let (theirs, own) = (supervisor.answer(question), person.answer(question));
        let answer = |text: &'static str| {
            if theirs == own {
                html! { { text } }
            } else {
                html! { <strong>{ text }</strong> }
            }
        };
        vec![
            html! { { question.label() } },
            answer(theirs.label()),
            answer(own.label()),
        ]
    };
    let rows: Vec<_> = FitQuestion::ALL.into_iter().map(row).collect();
    let columns = vec![
        Column::words("Question"),
        Column::words(FitSide::Supervisor.label()),
        Column::words(FitSide::Candidate.label()),
    ];
    let said = [
        ("The supervisor also said", &supervisor.comments),
        ("The candidate also said", &person.comments),
    ];
    let said = said.into_iter().filter_map(|(who, text)| {
        let text = text.as_ref()?.as_str().to_owned();
        let words = html! { <span class="foothold-written" dir="auto">{ text }</span> };
        Some(SummaryRow::new(who, words))
    });
    let said: Vec<_> = said.collect();
    html! {
        <>
            <Table id={format!("answers-{}", round.code())} caption={format!("Both sides' answers, {}", round.label())}
                caption_hidden={true} {columns} {rows} />
            <p class="nhsuk-body-s">{ "Where the two differ, the answers are in bold." }</p>
            if !said.is_empty() { <SummaryList rows={said} /> }
        </>
    }
}
