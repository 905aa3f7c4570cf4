//! What is said to whom when something happens: the Jobcentre is told of an ending, the candidate of what is theirs to
//! answer. A message is written with the change, so that it is never sent for something that did not happen.

use super::error::JourneyError;
use super::record::Pen;
use super::store::JourneyRow;
use crate::messages::Say;
use crate::platform::database::{
    AnyConnection, DatabaseError, DatabaseResult, bind,
    schema::{candidates, messages},
};
use diesel::prelude::*;
use shared::candidates::Language;
use shared::ids::{CandidateId, OrganisationId, TrustId};
use shared::journey::Event;
use uuid::Uuid;

/// The page of the one it is for: the channel that everybody has.
const PAGE: &str = "page";

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
    let (channel, language) = reached_by(db, pen.asker.trust_id, id)?;
    let recipient = (Some(id), None);
    write(
        db,
        pen,
        recipient,
        (channel, template),
        say.in_language(language),
    )
}

fn to_jobcentre(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    id: OrganisationId,
    template: &str,
    body: String,
) -> Result<(), JourneyError> {
    write(db, pen, (None, Some(id)), (PAGE, template), body)
}

/// How somebody is reached soonest, and in which language.
fn reached_by(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
) -> DatabaseResult<(&'static str, Language)> {
    let (phone, email, language): (Option<String>, Option<String>, Language) = candidates::table
        .find((bind(trust), bind(id)))
        .select((candidates::phone, candidates::email, candidates::language))
        .first(db)?;
    let channel = match (phone, email) {
        (Some(_), _) => "sms",
        (None, Some(_)) => "email",
        (None, None) => PAGE,
    };
    Ok((channel, language))
}

fn write(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    (candidate, organisation): (Option<CandidateId>, Option<OrganisationId>),
    (channel, template): (&str, &str),
    body: String,
) -> Result<(), JourneyError> {
    let id: Uuid = pen.platform.ids.new_id();
    // What stands on a page needs no bringing.
    let delivered_at = (channel == PAGE).then_some(pen.now);
    diesel::insert_into(messages::table)
        .values((
            messages::trust_id.eq(bind(pen.asker.trust_id)),
            messages::id.eq(bind(id)),
            messages::candidate_id.eq(candidate),
            messages::organisation_id.eq(organisation),
            messages::channel.eq(bind(channel)),
            messages::template.eq(template.to_owned()),
            messages::body.eq(body),
            messages::created_at.eq(bind(pen.now)),
            messages::delivered_at.eq(delivered_at),
        ))
        .execute(db)
        .map_err(DatabaseError::from)?;
    Ok(())
}
