//! The page of the ledger.

use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::programmes::words::stage_colour;
use crate::ui::{Column, Figure, InsetText, Table, Tag, dates};
use shared::journey::{DATE_WITHIN_WORKING_DAYS, GuaranteeStanding, GuaranteesKept, Law};
use shared::journeys::GuaranteeView;
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// Which part of the ledger is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Interviews that are still owed.
    Open,
    /// Those of them whose next step is late: the breach list.
    Overdue,
    /// Those that are honoured or were not taken up.
    Settled,
}

impl Shown {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Open, Self::Overdue, Self::Settled];

    /// As it stands in the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Settled => "settled",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Open => "Still to be held",
            Self::Overdue => "Late",
            Self::Settled => "Settled",
        }
    }

    const fn nobody(self) -> &'static str {
        match self {
            Self::Open => {
                "Nobody is waiting for a guaranteed interview. Whoever completes a training week stands here at once."
            }
            Self::Overdue => {
                "Nothing is late: every interview that is owed has a date, or has time to get one."
            }
            Self::Settled => "No guaranteed interview has been held yet.",
        }
    }
}

/// What a [`GuaranteesPage`] needs.
#[derive(Properties, PartialEq)]
pub struct GuaranteesPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Which part is shown.
    pub shown: Shown,
    /// A page of it.
    pub guarantees: Vec<GuaranteeView>,
    /// How well the promise is kept, over everything within reach.
    pub kept: GuaranteesKept,
    /// Today.
    pub today: CivilDate,
    /// Where the next page is.
    #[prop_or_default]
    pub next: Option<String>,
}

/// Who is owed an interview, by whom and by when.
#[component]
pub fn GuaranteesPage(props: &GuaranteesPageProps) -> Html {
    html! {
        <StaffFrame frame={props.frame.clone()} title="Guaranteed interviews" room={Room::Guarantees}>
            <h1 class="nhsuk-heading-l">{ "Guaranteed interviews" }</h1>
            <InsetText>
                <p><q>{ Law::L6.words() }</q></p>
                <p>{ format!("The system grants it, nobody can take it away, and a vacancy cannot close over it. We promise a date \
                    within {DATE_WITHIN_WORKING_DAYS} working days.") }</p>
            </InsetText>
            { figures(props.kept) }
            { parts(props) }
            <h2 class="nhsuk-heading-m">{ props.shown.words() }</h2>
            if props.guarantees.is_empty() {
                <p>{ props.shown.nobody() }</p>
            } else {
                { table(props) }
            }
            if let Some(next) = &props.next {
                <p><a href={next.clone()}>{ "Next page" }</a></p>
            }
        </StaffFrame>
    }
}

fn figures(kept: GuaranteesKept) -> Html {
    let honoured = kept
        .honoured_in_a_hundred()
        .map_or_else(|| "–".to_owned(), |share| format!("{share}%"));
    html! {
        <>
            <ul class="foothold-figures">
                <Figure number={honoured} label="guarantees honoured" />
                <Figure number={kept.honoured.to_string()} label="interviews held" />
                <Figure number={kept.in_time.to_string()} label="owed, in time" />
                <Figure number={kept.overdue.to_string()} label="late" />
                <Figure number={kept.not_taken.to_string()} label="not taken up" />
            </ul>
            <p class="nhsuk-body-s">{ "Honoured: of the interviews whose time has come, those that were held. Whoever left of \
                their own accord or did not come counts on neither side." }</p>
        </>
    }
}

fn parts(props: &GuaranteesPageProps) -> Html {
    let link = |part: Shown| {
        let here = (part == props.shown).then_some("page");
        html! { <li><a href={format!("/guaranteed-interviews?show={}", part.code())} aria-current={here}>{ part.words() }</a></li> }
    };
    html! {
        <nav aria-label="Parts of the ledger">
            <ul class="foothold-choices">{ for Shown::ALL.map(link) }</ul>
        </nav>
    }
}

fn table(props: &GuaranteesPageProps) -> Html {
    let settled = props.shown == Shown::Settled;
    let columns = if settled {
        ["Person", "Stage", "Guarantee", "Granted", "Settled"]
    } else {
        ["Person", "Stage", "Guarantee", "Granted", "Next step owed"]
    };
    let rows: Vec<_> = props
        .guarantees
        .iter()
        .map(|guarantee| row(guarantee, props.today))
        .collect();
    html! {
        <Table id="guarantees" caption={props.shown.words()} caption_hidden={true}
            columns={columns.map(Column::words).to_vec()} {rows} />
    }
}

fn row(guarantee: &GuaranteeView, today: CivilDate) -> Vec<Html> {
    let (colour, words) = tag(guarantee);
    let person = html! {
        <>
            <a href={format!("/dashboard/journeys/{}", guarantee.journey_id)}>
                <bdi>{ &guarantee.candidate_name }</bdi>
            </a>
            <span class="foothold-beneath foothold-code">{ &guarantee.reference }</span>
        </>
    };
    let due = html! {
        <>
            { dates::short(guarantee.due_on) }
            <span class="foothold-beneath">{ dates::distance(guarantee.due_on, today) }</span>
            if let Some(owed_by) = &guarantee.owed_by {
                <span class="foothold-beneath">{ owed_by }</span>
            }
        </>
    };
    vec![
        person,
        html! { <Tag colour={stage_colour(guarantee.state)}>{ guarantee.state.label() }</Tag> },
        html! { <Tag {colour}>{ words }</Tag> },
        html! { { dates::short(guarantee.granted_on) } },
        due,
    ]
}

/// What is said of it, with a colour that repeats it.
fn tag(guarantee: &GuaranteeView) -> (&'static str, String) {
    let words = guarantee.standing.label();
    match guarantee.standing {
        _ if guarantee.is_overdue => ("red", format!("Late: {}", words.to_lowercase())),
        GuaranteeStanding::WithoutDate => ("yellow", words.to_owned()),
        GuaranteeStanding::Dated => ("blue", words.to_owned()),
        GuaranteeStanding::Honoured => ("green", words.to_owned()),
        GuaranteeStanding::NotTaken => ("grey", words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::State;

    fn guarantee(standing: GuaranteeStanding, is_overdue: bool) -> GuaranteeView {
        let day: CivilDate = "2026-06-15".parse().expect("a date");
        GuaranteeView {
            journey_id: uuid::Uuid::nil().into(),
            reference: "WP-7K3F-Q2".to_owned(),
            candidate_name: "Nadia Rahman".to_owned(),
            programme_id: uuid::Uuid::nil().into(),
            state: State::InterviewGuaranteed,
            is_open: standing.is_open(),
            entered_state_on: day,
            standing,
            owed_by: standing.owed_by().map(str::to_owned),
            granted_on: day,
            due_on: day,
            is_overdue,
            interview_on: None,
        }
    }

    #[test]
    fn a_late_one_says_so_in_words_and_not_by_its_colour_alone() {
        let late = tag(&guarantee(GuaranteeStanding::WithoutDate, true));
        assert_eq!(late, ("red", "Late: waiting for a date".to_owned()));
        let honoured = tag(&guarantee(GuaranteeStanding::Honoured, false));
        assert_eq!(honoured, ("green", "Honoured".to_owned()));
    }

    #[test]
    fn every_part_of_the_ledger_has_an_address_and_words_when_it_is_empty() {
        for part in Shown::ALL {
            assert!(!part.code().is_empty() && part.nobody().ends_with('.'));
        }
    }
}
