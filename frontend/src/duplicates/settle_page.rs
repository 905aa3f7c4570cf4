//! The question what two people are.

use super::sides::{name, names, table, why};
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::journeys::many::refusals;
use crate::ui::{BackLink, Button, Choice, ErrorSummary, FieldProblem, Radios, Textarea};
use shared::candidates::JourneyFound;
use shared::duplicates::{DuplicateDecision, DuplicateView};
use shared::ids::JourneyId;
use shared::journey::UnmetGuard;
use shared::values::Coded as _;
use yew::prelude::*;

/// What stands in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettleWritten {
    /// What they are: `two_people`, or the ids of the journey that ends and of the one that goes on.
    pub choice: String,
    /// How that is known.
    pub reason: String,
}

impl SettleWritten {
    /// The journey that ends and the one that goes on, where they are said to be one person.
    #[must_use]
    pub fn merge(&self) -> Option<(JourneyId, JourneyId)> {
        let (merged, survivor) = self.choice.split_once(':')?;
        Some((merged.parse().ok()?, survivor.parse().ok()?))
    }
}

/// What a [`SettlePage`] needs.
#[derive(Properties, PartialEq)]
pub struct SettlePageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The two.
    pub pair: DuplicateView,
    /// What stands in the form.
    #[prop_or_default]
    pub written: SettleWritten,
    /// What is wrong with it.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// Why the rules refuse the merge.
    #[prop_or_default]
    pub unmet: Vec<UnmetGuard>,
}

/// Asks what two people are.
#[component]
pub fn SettlePage(props: &SettlePageProps) -> Html {
    let pair = &props.pair;
    html! {
        <StaffFrame frame={props.frame.clone()} title="Are these two one person?" room={Room::People}
            has_problem={!props.problems.is_empty()}
            before={html! { <BackLink href="/people/duplicates" text="Back to people who may be there twice" /> }}>
            <ErrorSummary problems={props.problems.clone()}>
                if !props.unmet.is_empty() { { refusals(&props.unmet) } }
            </ErrorSummary>
            <h1 class="nhsuk-heading-l">
                <span class="nhsuk-caption-l">{ names(pair) }</span>
                { "Are these two one person?" }
            </h1>
            { why(pair) }
            { table(pair) }
            <div class="nhsuk-u-reading-width">
                if pair.decision.is_some() {
                    <p>{ "Somebody has said what they are already." }</p>
                } else {
                    { form(props) }
                }
            </div>
        </StaffFrame>
    }
}

fn form(props: &SettlePageProps) -> Html {
    let (pair, written) = (&props.pair, &props.written);
    let error = |field: &str| FieldProblem::of(&props.problems, field);
    let options = options(pair);
    let can_merge = options.len() > 1;
    let hint = if can_merge {
        "A merge ends one of the two journeys. It cannot be undone."
    } else {
        "They have no programme in common, so there is no journey to merge."
    };
    html! {
        <form method="post" action={format!("/people/duplicates/{}", pair.id)} novalidate=true>
            <input type="hidden" name="version" value={pair.version.to_string()} />
            <Radios name="choice" legend="What are they?" {hint} {options} value={written.choice.clone()}
                error={error("choice")} />
            if can_merge {
                <Textarea name="reason" label="How do you know? (only if they are one person)" value={written.reason.clone()}
                    hint="It stands in the history of the journey that ends." error={error("reason")} />
            }
            <Button>{ "Save" }</Button>
        </form>
    }
}

/// What they can be: two people, or one whose journey on a programme goes on.
fn options(pair: &DuplicateView) -> Vec<Choice> {
    let apart = DuplicateDecision::TwoPeople;
    let mut options = vec![Choice::new(apart.code(), apart.label())];
    for (one, other) in pair.mergeable() {
        options.push(goes_on(&other, (&one, name(&pair.one))));
        options.push(goes_on(&one, (&other, name(&pair.other))));
    }
    options
}

fn goes_on(merged: &JourneyFound, (survivor, who): (&JourneyFound, String)) -> Choice {
    let label = format!(
        "One person: {who}'s journey {} goes on ({}, {}), and {} ends",
        survivor.reference,
        survivor.programme_title,
        survivor.state.label(),
        merged.reference
    );
    Choice::new(format!("{}:{}", merged.id, survivor.id), label)
}

#[cfg(test)]
mod tests {
    use super::super::sides::tests::pair;
    use super::*;
    use shared::journey::State;

    #[test]
    fn each_of_two_journeys_on_one_programme_can_be_the_one_that_goes_on() {
        let pair = pair();
        let all = options(&pair);
        assert_eq!(all.len(), 3);
        for choice in &all[1..] {
            let written = SettleWritten {
                choice: choice.code.clone(),
                reason: String::new(),
            };
            let (merged, survivor) = written.merge().expect("two journeys");
            assert!(pair.may_merge(merged, survivor), "{}", choice.label);
        }
        assert!(
            all[1].label.contains("journey FH-1 goes on") && all[1].label.contains("FH-2 ends")
        );
    }

    #[test]
    fn a_journey_that_was_merged_is_not_offered() {
        let mut pair = pair();
        pair.other.journeys[0].state = State::Merged;
        assert_eq!(options(&pair).len(), 1);
    }

    #[test]
    fn anything_else_is_no_merge() {
        for choice in ["", "two_people", "a:b", ":"] {
            let written = SettleWritten {
                choice: choice.to_owned(),
                reason: String::new(),
            };
            assert_eq!(written.merge(), None, "{choice}");
        }
    }
}
