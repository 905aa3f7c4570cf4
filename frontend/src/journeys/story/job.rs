//! The offer, the checks and the job in sentences.

use super::{Told, closed, lower};
use crate::ui::dates::long;
use shared::journey::Event;
use shared::values::Coded;

pub(super) fn offer(event: &Event) -> Option<Told> {
    Some(match event {
        Event::Offered {
            start_on,
            expires_on,
            waiver_reason,
        } => Told::that(format!(
            "The job was offered, to start on {}.",
            long(*start_on)
        ))
        .with("Open until", long(*expires_on))
        .maybe("Why without a trial", waiver_reason.as_ref()),
        Event::OfferReminded(said) => Told::that(format!(
            "A reminder of the offer reached the candidate: {}.",
            lower(said.channel.label())
        )),
        Event::OfferAccepted => Told::that("The candidate accepted the offer."),
        Event::OfferDeclined(said) => closed(
            "The candidate declined the offer.",
            said.note.as_ref(),
            said.next_step,
        ),
        Event::OfferLapsed(said) => closed(
            "The offer lapsed: its last day passed.",
            said.note.as_ref(),
            said.next_step,
        ),
        Event::OfferWithdrawalRequested(said) => {
            Told::that("Withdrawing the offer was asked for. A second person must approve it.")
                .maybe("Why", Some(&said.reason))
        }
        Event::OfferWithdrawn(said) => closed(
            "The offer was withdrawn.",
            said.note.as_ref(),
            said.next_step,
        ),
        _ => return None,
    })
}

pub(super) fn checks_and_job(event: &Event) -> Option<Told> {
    Some(match event {
        Event::CheckRecorded(said) => Told::that(format!(
            "{}: {}.",
            said.check.label(),
            lower(said.outcome.label())
        ))
        .with("Decided", long(said.decided_on)),
        Event::EmploymentStarted(said) => {
            Told::that(format!("Started work on {}.", long(said.started_on)))
        }
        Event::ChecksNotMet(said) => Told::that(format!(
            "A check was not met: {}.",
            lower(said.check.label())
        ))
        .next(said.next_step),
        Event::DidNotStart(said) => {
            closed("Did not start work.", said.note.as_ref(), said.next_step)
        }
        Event::Sustained13(said) => {
            Told::that("Still in work after 13 weeks.").with("How we know", said.evidence.label())
        }
        Event::Sustained26(said) => {
            Told::that("Still in work after 26 weeks.").with("How we know", said.evidence.label())
        }
        Event::LeftJob(said) => Told::that(format!(
            "Left the job on {}: {}.",
            long(said.left_on),
            lower(said.reason.label())
        ))
        .next(said.next_step),
        _ => return None,
    })
}
