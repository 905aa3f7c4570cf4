//! Whether what must always hold does hold: what each night's check found.

use super::{Room, StaffFrame, StaffFrameFacts};
use crate::routes::Route;
use crate::ui::{Column, InsetText, Table, WarningCallout};
use shared::soundness::FindingView;
use yew::prelude::*;

/// One check, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoundnessLine {
    /// When.
    pub at: String,
    /// How many journeys were read.
    pub journeys: String,
    /// How long it took.
    pub took: String,
    /// What came of it.
    pub found: String,
}

/// What a [`SoundnessPage`] needs.
#[derive(Properties, PartialEq)]
pub struct SoundnessPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The checks, the newest first.
    pub checks: Vec<SoundnessLine>,
    /// What the newest one found, as much as is kept.
    pub findings: Vec<FindingView>,
    /// How many it found.
    pub many: u32,
}

/// The checks, and what the newest one found.
#[component]
pub fn SoundnessPage(props: &SoundnessPageProps) -> Html {
    html! {
        <StaffFrame frame={props.frame.clone()} title="Soundness" room={Room::Soundness}>
            <h1 class="nhsuk-heading-l">{ "Soundness" }</h1>
            <div class="nhsuk-u-reading-width">
                <p>
                    { "Each night, at half past two, every journey is read again from its history, and what must always hold \
                       is asked of it: that no trial passed its cap, that no guaranteed interview was lost, that nobody \
                       started work during a trial. Nothing is changed by it." }
                </p>
                { outcome(props) }
            </div>
            { findings(&props.findings) }
            { checks(&props.checks) }
        </StaffFrame>
    }
}

fn outcome(props: &SoundnessPageProps) -> Html {
    let Some(newest) = props.checks.first() else {
        return html! { <InsetText><p>{ "No night has passed yet: there is no check to show." }</p></InsetText> };
    };
    if props.many == 0 {
        let words = format!("On {}, everything held that always must.", newest.at);
        return html! { <InsetText><p>{ words }</p></InsetText> };
    }
    html! {
        <WarningCallout heading={newest.found.clone()}>
            <p>{ "Something was written past the rules, or the program has a fault. Do not mend it by hand: tell whoever looks \
                  after Foothold, with this page." }</p>
        </WarningCallout>
    }
}

fn findings(findings: &[FindingView]) -> Html {
    if findings.is_empty() {
        return html! {};
    }
    let row = |finding: &FindingView| {
        let of = match finding.journey_id {
            Some(id) => {
                html! { <a href={Route::Journey(id).path()}>{ finding.of.clone() }</a> }
            }
            None => html! { { finding.of.clone() } },
        };
        vec![
            html! { { finding.invariant_label.clone() } },
            of,
            html! { { finding.found.clone() } },
        ]
    };
    html! {
        <Table id="findings" caption="What does not hold"
            columns={vec![Column::words("What should hold"), Column::words("Of what"), Column::words("What was found")]}
            rows={findings.iter().map(row).collect::<Vec<_>>()} />
    }
}

fn checks(checks: &[SoundnessLine]) -> Html {
    if checks.is_empty() {
        return html! {};
    }
    let row = |check: &SoundnessLine| {
        vec![
            html! { { check.at.clone() } },
            html! { { check.journeys.clone() } },
            html! { { check.took.clone() } },
            html! { { check.found.clone() } },
        ]
    };
    html! {
        <Table id="checks" caption="Checks, the newest first"
            columns={vec![Column::words("When"), Column::numbers("Journeys read"), Column::numbers("Took"), Column::words("What came of it")]}
            rows={checks.iter().map(row).collect::<Vec<_>>()} />
    }
}
