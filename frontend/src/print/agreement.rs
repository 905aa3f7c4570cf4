//! The agreement to a work trial on paper: its terms, what the law says of it, and who has agreed (L7 to L10).

use super::paper::{Paper, Printed, facts, lines};
use crate::administration::StaffFrameFacts;
use crate::ui::dates;
use shared::ids::JourneyId;
use shared::journey::{ActorKind, Event, Law, Recorded, State, TrialTerms};
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// Who agreed, and when.
pub type Signature = (String, CivilDate);

/// Who has agreed to the terms as they stand, in the order in which they are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatures {
    /// The Jobcentre, which agrees before the trial is put to the person.
    pub jobcentre: Option<Signature>,
    /// The person, who volunteers.
    pub candidate: Option<Signature>,
    /// The Trust, which names the supervisor.
    pub trust: Option<Signature>,
}

/// Who has signed the terms as they stand: a change of them clears every signature.
#[must_use]
pub fn signatures(history: &[Recorded]) -> Signatures {
    let mut standing = Signatures::default();
    for entry in history {
        match &entry.event {
            Event::TrialProposed { .. } | Event::TrialAmended { .. } => {
                standing = Signatures::default();
            }
            Event::TrialSigned(_) => {
                let side = match entry.by.kind {
                    ActorKind::Jobcentre => &mut standing.jobcentre,
                    ActorKind::Candidate => &mut standing.candidate,
                    _ => &mut standing.trust,
                };
                *side = Some((entry.by.name.clone(), entry.on));
            }
            _ => {}
        }
    }
    standing
}

/// What the agreement says.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The journey.
    pub journey: JourneyId,
    /// Its short reference.
    pub reference: String,
    /// The person.
    pub person: String,
    /// The Jobcentre.
    pub jobcentre: String,
    /// The role, and the site where it is.
    pub role: (String, String),
    /// Where the journey stands.
    pub state: State,
    /// The terms as they stand.
    pub terms: TrialTerms,
    /// The most days there can be (L8), and those that the person was on trial for this job before.
    pub days: (u32, u32),
    /// Who looks after the person, once the Trust has said so.
    pub supervisor: Option<String>,
    /// Who has agreed.
    pub signatures: Signatures,
}

/// What an [`AgreementPage`] needs.
#[derive(Properties, PartialEq)]
pub struct AgreementPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// What it says.
    pub agreement: Agreement,
    /// When it is printed.
    pub printed: Printed,
}

/// The agreement to one person's work trial.
#[component]
pub fn AgreementPage(props: &AgreementPageProps) -> Html {
    let agreement = &props.agreement;
    let back = (
        format!("/dashboard/journeys/{}", agreement.journey),
        "Back to the person",
    );
    let caption =
        html! { <><bdi>{ &agreement.person }</bdi>{ format!(", {}", agreement.reference) }</> };
    html! {
        <Paper frame={props.frame.clone()} title="Agreement to a work trial" {caption} {back} printed={props.printed.clone()}>
            { standing(agreement) }
            { terms(agreement) }
            { law() }
            { parties(agreement, &props.frame.facts.trust_name) }
        </Paper>
    }
}

/// How far it has come, where it is no longer a plan that somebody may still agree to.
fn standing(agreement: &Agreement) -> Html {
    let words = match agreement.state {
        State::TrialProposed => return html! {},
        State::TrialAgreed => "All three have agreed.",
        State::OnTrial => "The trial is under way.",
        State::TrialNotAgreed => "This trial was not agreed.",
        _ => "This trial is over.",
    };
    html! { <p><strong>{ words }</strong></p> }
}

fn terms(agreement: &Agreement) -> Html {
    let Agreement {
        terms,
        role: (role, site),
        days: (cap, before),
        ..
    } = agreement;
    let days = terms.span().days();
    let unit = if days == 1 { "day" } else { "days" };
    let mut rows = vec![
        ("Job", html! { { format!("{role}, {site}") } }),
        ("First day", html! { { dates::long(terms.starts_on) } }),
        ("Last day", html! { { dates::long(terms.ends_on) } }),
        (
            "Length",
            html! { { format!("{days} {unit}, the first and the last one counted; {cap} at most") } },
        ),
        ("Days of the week", html! { { terms.pattern.label() } }),
        ("Supervisor", supervisor(agreement.supervisor.as_deref())),
        ("Jobcentre", html! { { agreement.jobcentre.clone() } }),
        (
            "Terms",
            html! { { format!("Number {}. If a day is changed, these terms end and everybody signs the new ones.", terms.number) } },
        ),
    ];
    if *before > 0 {
        let words = format!("{before}, which count towards the {cap}");
        rows.insert(4, ("Days on trial before", html! { { words } }));
    }
    facts(&rows)
}

fn supervisor(name: Option<&str>) -> Html {
    match name {
        Some(name) => html! { <bdi>{ name.to_owned() }</bdi> },
        None => {
            html! { <span class="foothold-paper__blank">{ "Named by the Trust when it signs" }</span> }
        }
    }
}

/// What everybody signs under, in the law's words.
fn law() -> Html {
    html! {
        <section class="foothold-paper__part" aria-labelledby="law">
            <h2 class="nhsuk-heading-s" id="law">{ "What a work trial is" }</h2>
            <ul class="nhsuk-list nhsuk-list--bullet">
                <li>{ "It is voluntary. Whoever says no, or stops, loses no benefit by it." }</li>
                <li>{ "It is not employment, and it is not paid. The person stays on their benefit: " }<q>{ Law::L9.words() }</q></li>
                <li>{ "The person, the Trust and the Jobcentre may each stop it at any time." }</li>
                <li>{ "It cannot be made longer than its cap: " }<q>{ Law::L8.words() }</q></li>
                <li>{ "It is time for both sides to decide. A job may be offered at its end, and is not owed: " }<q>{ Law::L11.words() }</q></li>
            </ul>
        </section>
    }
}

fn parties(agreement: &Agreement, trust: &str) -> Html {
    let Signatures {
        jobcentre,
        candidate,
        trust: by_trust,
    } = &agreement.signatures;
    let all = [
        (
            "1. The Jobcentre",
            agreement.jobcentre.clone(),
            "agrees to the length of the trial before it is put to the person",
            jobcentre,
        ),
        (
            "2. The person",
            agreement.person.clone(),
            "volunteers for it",
            candidate,
        ),
        (
            "3. The Trust",
            trust.to_owned(),
            "names the supervisor and looks after the person",
            by_trust,
        ),
    ];
    let party = |(heading, who, does, signature): (
        &'static str,
        String,
        &'static str,
        &Option<Signature>,
    )| {
        html! {
            <div class="foothold-paper__party">
                <h3 class="nhsuk-heading-xs">{ heading }</h3>
                <p><bdi>{ who }</bdi>{ format!(" {does}.") }</p>
                if let Some((name, on)) = signature {
                    <p><strong>{ "Agreed" }</strong>{ format!(" on {} in Foothold by ", dates::plain(*on)) }<bdi>{ name.clone() }</bdi>{ "." }</p>
                } else {
                    { lines(&["Name", "Signature", "Date"]) }
                }
            </div>
        }
    };
    html! {
        <section aria-labelledby="parties">
            <h2 class="nhsuk-heading-s" id="parties">{ "Who agrees" }</h2>
            { for all.into_iter().map(party) }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::{Actor, SignTrial, TrialPattern};

    fn day(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    fn terms(number: u32) -> TrialTerms {
        TrialTerms {
            number,
            starts_on: day("2026-06-15"),
            ends_on: day("2026-07-14"),
            pattern: TrialPattern::Weekdays,
        }
    }

    fn recorded(event: Event, kind: ActorKind, on: &str) -> Recorded {
        let by = Actor {
            kind,
            id: uuid::Uuid::nil(),
            name: kind.label().to_owned(),
        };
        Recorded {
            event,
            on: day(on),
            by,
        }
    }

    fn signed(kind: ActorKind, on: &str) -> Recorded {
        let event = Event::TrialSigned(SignTrial {
            terms_number: 1,
            supervisor: None,
        });
        recorded(event, kind, on)
    }

    #[test]
    fn each_side_stands_with_its_day_and_a_hiring_manager_signs_for_the_trust() {
        let proposed = Event::TrialProposed { terms: terms(1) };
        let history = [
            recorded(proposed, ActorKind::HiringManager, "2026-06-09"),
            signed(ActorKind::Jobcentre, "2026-06-10"),
            signed(ActorKind::HiringManager, "2026-06-11"),
        ];
        let standing = signatures(&history);
        assert_eq!(
            standing.jobcentre,
            Some(("the Jobcentre".to_owned(), day("2026-06-10")))
        );
        assert_eq!(
            standing.trust,
            Some(("the hiring manager".to_owned(), day("2026-06-11")))
        );
        assert_eq!(standing.candidate, None);
    }

    #[test]
    fn new_terms_have_no_signatures() {
        let amended = Event::TrialAmended { terms: terms(2) };
        let history = [
            signed(ActorKind::Jobcentre, "2026-06-10"),
            signed(ActorKind::Candidate, "2026-06-11"),
            recorded(amended, ActorKind::HiringManager, "2026-06-12"),
        ];
        assert_eq!(signatures(&history), Signatures::default());
    }
}
