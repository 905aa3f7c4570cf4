//! The work trial in sentences.

use super::{Told, lower, upper};
use crate::ui::dates::{long, span};
use shared::journey::{ActorKind, Event, TrialTerms};
use shared::values::Coded;

pub(super) fn tell(event: &Event, by: ActorKind) -> Option<Told> {
    Some(match event {
        Event::TrialProposed { terms } => on_terms("A work trial was proposed", terms),
        Event::TrialAmended { terms } => {
            let told = on_terms("The trial's terms were changed", terms);
            told.with("Signatures", "Cleared: everybody signs the new terms.")
        }
        Event::TrialSigned(said) => {
            Told::that(format!("{} agreed to the work trial.", upper(by.label())))
                .maybe("Supervisor", said.supervisor.as_ref())
        }
        Event::TrialAgreed => Told::that("All three have agreed to the work trial."),
        Event::TrialNotAgreed(said) => Told::that(format!(
            "The work trial was not agreed: {}.",
            lower(said.reason.label())
        ))
        .next(said.next_step),
        Event::TrialStarted(said) => Told::that(format!(
            "The work trial started on {}.",
            long(said.started_on)
        )),
        Event::TrialDayLogged(said) => {
            Told::that(format!("Came to the trial on {}.", long(said.day)))
                .maybe("Note", said.note.as_ref())
        }
        Event::AssessmentRecorded(said) => {
            let view = if said.satisfactory {
                "satisfied"
            } else {
                "not satisfied"
            };
            Told::that(format!("The Trust is {view} with overall performance."))
                .maybe("Assessment", Some(&said.comments))
        }
        Event::CandidateViewAsked => Told::that("The candidate was asked for their view."),
        Event::CandidateViewGiven(said) => {
            Told::that(format!("The candidate's view: “{}”.", said.view.label()))
                .maybe("Comments", said.comments.as_ref())
        }
        Event::FitCheckAnswered { round, side, .. } => {
            Told::that(format!("{} answered the fit check.", side.label()))
                .with("Asked", round.label())
        }
        Event::TrialEnded(said) => {
            Told::that(format!("The work trial ended on {}.", long(said.ended_on)))
        }
        Event::TrialEndedEarly(said) => Told::that(format!(
            "The work trial ended early, on {}: {}.",
            long(said.ended_on),
            lower(said.reason.label())
        ))
        .maybe("Note", said.note.as_ref())
        .next(said.next_step),
        Event::NoOfferMade(said) => Told::that("No offer was made after the trial.")
            .maybe("Reasons", Some(&said.reasons))
            .maybe("Feedback", Some(&said.feedback))
            .next(said.next_step),
        _ => return None,
    })
}

fn on_terms(what: &str, terms: &TrialTerms) -> Told {
    let days = terms.span().days();
    let unit = if days == 1 { "day" } else { "days" };
    Told::that(format!(
        "{what}: {}, {days} {unit}.",
        span(terms.starts_on, terms.ends_on)
    ))
    .with("Pattern", terms.pattern.label())
}
