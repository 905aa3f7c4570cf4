//! What is said to whom when something happens: the Jobcentre is told of an ending, the candidate of what is theirs to
//! answer. A message is written with the change, so that it is never sent for something that did not happen.

use super::error::JourneyError;
use super::record::Pen;
use super::store::JourneyRow;
use crate::messages::{self, Channel, NewMessage, Recipient, Say};
use crate::platform::database::AnyConnection;
use shared::ids::{CandidateId, OrganisationId};
use shared::journey::{Event, FitSide};

enum Told {
    Candidate(Say<'static>),
    Jobcentre(String),
}

/// Writes the message that an event asks for.
pub(super) fn tell(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    row: &JourneyRow,
    event: &Event,
) -> Result<(), JourneyError> {
    match told(event, &row.reference) {
        None => Ok(()),
        Some(Told::Candidate(say)) => to_candidate(db, pen, row.candidate_id, event.kind(), say),
        Some(Told::Jobcentre(body)) => {
            to_jobcentre(db, pen, row.organisation_id, event.kind(), body)
        }
    }
}

fn told(event: &Event, reference: &str) -> Option<Told> {
    Some(match event {
        Event::ReferralDeclined(_) => {
            Told::Jobcentre(format!("We could not accept the referral {reference}."))
        }
        // "The Jobcentre is told the same day": the row is written with the change itself.
        Event::TrialEndedEarly(_) => Told::Jobcentre(format!(
            "The work trial of {reference} has ended early. Their benefit is not affected."
        )),
        Event::TrialProposed { .. } | Event::TrialAmended { .. } => Told::Jobcentre(format!(
            "Please read and agree to the work trial of {reference} before it is put to them."
        )),
        Event::TrialEnded(_) => {
            Told::Jobcentre(format!("The work trial of {reference} has ended."))
        }
        Event::InterviewGuaranteed => Told::Candidate(Say::InterviewGuaranteed),
        Event::CandidateViewAsked => Told::Candidate(Say::CandidateViewAsked),
        Event::FitCheckAnswered {
            side: FitSide::Supervisor,
            ..
        } => Told::Candidate(Say::FitCheckAnswered),
        Event::Offered { expires_on, .. } => Told::Candidate(Say::Offered {
            until: expires_on.naive(),
        }),
        Event::OfferReminded(_) => Told::Candidate(Say::OfferReminded),
        _ => return None,
    })
}

fn to_candidate(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    id: CandidateId,
    template: &str,
    say: Say<'_>,
) -> Result<(), JourneyError> {
    let (channel, language) = messages::reached_by(db, pen.asker.trust_id, id)?;
    let to = Recipient::Candidate(id);
    write(db, pen, (to, channel), template, say.in_language(language))
}

fn to_jobcentre(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    id: OrganisationId,
    template: &str,
    body: String,
) -> Result<(), JourneyError> {
    let to = Recipient::Organisation(id);
    write(db, pen, (to, Channel::Page), template, body)
}

fn write(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    (to, channel): (Recipient, Channel),
    template: &str,
    body: String,
) -> Result<(), JourneyError> {
    let message = NewMessage {
        trust_id: pen.asker.trust_id,
        id: pen.platform.ids.new_id(),
        to,
        channel,
        template,
        body,
        now: pen.now,
    };
    Ok(messages::write(db, message)?)
}
