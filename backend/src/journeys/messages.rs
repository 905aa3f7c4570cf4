//! What is said to whom when something happens: the Jobcentre is told of an ending, the candidate of what is theirs to
//! answer. A message is written with the change, so that it is never sent for something that did not happen.

use super::error::JourneyError;
use super::record::Pen;
use super::store::JourneyRow;
use crate::platform::database::{AnyConnection, bind, schema::messages};
use diesel::prelude::*;
use shared::ids::{CandidateId, OrganisationId};
use shared::journey::Event;
use uuid::Uuid;

enum Recipient {
    Candidate(CandidateId),
    Jobcentre(OrganisationId),
}

/// Writes the messages that an event asks for.
pub(super) fn tell(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    row: &JourneyRow,
    event: &Event,
) -> Result<(), JourneyError> {
    let candidate = || Recipient::Candidate(row.candidate_id);
    let jobcentre = || Recipient::Jobcentre(row.organisation_id);
    let reference = &row.reference;
    let told: Vec<(Recipient, String)> = match event {
        Event::ReferralDeclined(_) => vec![(
            jobcentre(),
            format!("We could not accept the referral {reference}."),
        )],
        // "The Jobcentre is told the same day": the row is written with the change itself.
        Event::TrialEndedEarly(_) => {
            vec![(
                jobcentre(),
                format!(
                    "The work trial of {reference} has ended early. Their benefit is not affected."
                ),
            )]
        }
        Event::TrialProposed { .. } | Event::TrialAmended { .. } => vec![(
            jobcentre(),
            format!(
                "Please read and agree to the work trial of {reference} before it is put to them."
            ),
        )],
        Event::TrialEnded(_) => vec![(
            jobcentre(),
            format!("The work trial of {reference} has ended."),
        )],
        Event::InterviewGuaranteed => vec![(
            candidate(),
            "Your interview is guaranteed. Choose a time.".to_owned(),
        )],
        Event::CandidateViewAsked => vec![(
            candidate(),
            "How is the trial going? Tell us if the job is right for you.".to_owned(),
        )],
        Event::Offered { expires_on, .. } => {
            vec![(
                candidate(),
                format!("We would like to offer you the job. Please answer by {expires_on}."),
            )]
        }
        Event::OfferReminded(_) => vec![(
            candidate(),
            "Your job offer is waiting for your answer.".to_owned(),
        )],
        _ => Vec::new(),
    };
    for (recipient, body) in told {
        write(db, pen, &recipient, event.kind(), body)?;
    }
    Ok(())
}

fn write(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    to: &Recipient,
    template: &str,
    body: String,
) -> Result<(), JourneyError> {
    let (candidate, organisation) = match to {
        Recipient::Candidate(id) => (Some(*id), None),
        Recipient::Jobcentre(id) => (None, Some(*id)),
    };
    let id: Uuid = pen.platform.ids.new_id();
    diesel::insert_into(messages::table)
        .values((
            messages::trust_id.eq(bind(pen.asker.trust_id)),
            messages::id.eq(bind(id)),
            messages::candidate_id.eq(candidate),
            messages::organisation_id.eq(organisation),
            // The page of the one it is for is the channel that every Trust has.
            messages::channel.eq(bind("page")),
            messages::template.eq(template.to_owned()),
            messages::body.eq(body),
            messages::created_at.eq(bind(pen.now)),
            messages::delivered_at.eq(Some(pen.now)),
        ))
        .execute(db)
        .map_err(crate::platform::database::DatabaseError::from)?;
    Ok(())
}
