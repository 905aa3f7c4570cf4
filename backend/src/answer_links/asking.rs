//! Asking: whoever is booked within the next days, and has not said yet that they are coming.

use super::store::{self, NewLink, ToAsk};
use crate::{
    application::Platform,
    identity::{Identity, digest, random_text},
    journeys::{self, Asker, JourneyError},
    messages::{self, Channel, NewMessage, Recipient, Say},
    organisations,
    platform::{
        audit::{self, AuditEntry},
        clock::{civil_date_of, first_instant_of, hour_of},
        database::{AnyConnection, DatabaseError, DatabaseResult},
    },
    vacancies,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use shared::{
    ids::{CandidateId, TrustId},
    journey::{ASK_DAYS_BEFORE, Booked},
    time::CivilDate,
};
use std::ops::RangeInclusive;
use uuid::Uuid;

/// Nobody is woken by a question that can wait until the morning: the hours in London in which it is asked.
const WAKING_HOURS: RangeInclusive<u32> = 8..=20;
/// What kind of message it is.
const TEMPLATE: &str = "can_you_come";

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// People who were asked.
    pub asked: usize,
    /// People who could not be by a fault of ours; each is in the log, and is tried again.
    pub failed: usize,
}

/// Asks everybody who is to be asked by now, of every Trust.
///
/// # Errors
/// When those whom to ask cannot be found.
pub async fn ask(platform: &Platform, identity: &Identity) -> DatabaseResult<Asked> {
    let mut report = Asked::default();
    for trust in organisations::trusts(&platform.database).await? {
        let asked = ask_of(platform, identity, trust).await?;
        report.asked += asked.asked;
        report.failed += asked.failed;
    }
    Ok(report)
}

/// Asks everybody who is to be asked by now, of one Trust.
///
/// # Errors
/// When those whom to ask cannot be found.
pub async fn ask_of(
    platform: &Platform,
    identity: &Identity,
    trust: TrustId,
) -> DatabaseResult<Asked> {
    let days = days_asked_about(platform.clock.now());
    let mut report = Asked::default();
    let waiting = platform
        .database
        .read(move |db| store::to_ask(db, trust, &days))
        .await?;
    for booking in waiting {
        match ask_about(platform, identity, trust, booking).await {
            Ok(true) => report.asked += 1,
            Ok(false) => {}
            // Another server asked first.
            Err(JourneyError::Database(error))
                if error.is_duplicate("answer_links", "booking_id") => {}
            // Another server goes on with the rest.
            Err(JourneyError::Database(error @ DatabaseError::LeaseLost)) => return Err(error),
            Err(error) => {
                report.failed += 1;
                tracing::error!(booking = %booking.id, %error, "nobody was asked whether they can come");
            }
        }
    }
    Ok(report)
}

/// The booked days that are asked about now: the next three, and at night only tomorrow, which cannot wait.
fn days_asked_about(now: DateTime<Utc>) -> RangeInclusive<NaiveDate> {
    let today = civil_date_of(now);
    let days = if WAKING_HOURS.contains(&hour_of(now)) {
        u64::from(ASK_DAYS_BEFORE)
    } else {
        1
    };
    let after = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
    after(1)..=after(days)
}

async fn ask_about(
    platform: &Platform,
    identity: &Identity,
    trust: TrustId,
    booking: ToAsk,
) -> Result<bool, JourneyError> {
    let token = random_text();
    let place = format!("/my/answer/{token}");
    let link = format!("{}{place}", identity.issuer());
    let (keeper, hash) = (platform.clone(), digest(&token));
    let asked = platform
        .database
        .write(move |db| write(db, &keeper, trust, booking, (&link, &hash)))
        .await?;
    if asked {
        identity.show_link(booking.journey_id.as_uuid(), &place);
    }
    Ok(asked)
}

/// Writes the link and the message together, if the person is still to be asked and can be reached. Answers whether.
fn write(
    db: &mut AnyConnection,
    platform: &Platform,
    trust: TrustId,
    booking: ToAsk,
    (link, token_hash): (&str, &str),
) -> Result<bool, JourneyError> {
    // Whoever moves the booking takes the same turn, so that nobody is asked about a day that is given up meanwhile.
    vacancies::lock_capacity(db, trust, booking.vacancy_id)?;
    let now = platform.clock.now();
    let system = Asker::system(trust);
    let (view, journey, situation) =
        journeys::service::find_fold_with(db, &system, booking.journey_id, now)?;
    let standing = store::what_stands(db, trust, booking.id)?;
    let is_this_one = |booked: &Booked| standing == Some((booked.session_id(), booked.slot_id()));
    let Some(booked) = journey
        .booked()
        .filter(is_this_one)
        .filter(|booked| booked.is_to_be_asked(situation.today))
    else {
        return Ok(false);
    };
    let (channel, language) = messages::reached_by(db, trust, view.candidate_id)?;
    if channel == Channel::Page {
        return Ok(false);
    }
    let say = Say::CanYouCome {
        on: booked.held_on.naive(),
        link,
    };
    let new = NewLink {
        trust_id: trust,
        id: platform.ids.new_id(),
        booking_id: booking.id,
        token_hash,
        now,
        expires_at: end_of(booked.held_on),
    };
    store::insert(db, &new)?;
    let message = NewMessage {
        trust_id: trust,
        id: platform.ids.new_id(),
        to: Recipient::Candidate(view.candidate_id),
        channel,
        template: TEMPLATE,
        body: say.in_language(language),
        now,
    };
    messages::write(db, message)?;
    note(db, &system, (new.id, view.candidate_id), now)?;
    Ok(true)
}

/// The end of a civil day in London.
fn end_of(day: CivilDate) -> DateTime<Utc> {
    first_instant_of(day.plus_days(1).naive())
}

fn note(
    db: &mut AnyConnection,
    system: &Asker,
    (link, person): (Uuid, CandidateId),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let what = ("answer_link", link);
    let entry = AuditEntry::done(
        system.trust_id,
        now,
        &system.actor,
        "ask_whether_coming",
        what,
        &system.request_id,
    );
    audit::record(db, &entry.about(person))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days_at(now: &str) -> (String, String) {
        let days = days_asked_about(now.parse().expect("an instant"));
        (days.start().to_string(), days.end().to_string())
    }

    #[test]
    fn by_day_the_next_three_days_are_asked_about_and_at_night_only_tomorrow() {
        let three = ("2026-05-25".to_owned(), "2026-05-27".to_owned());
        let one = ("2026-05-25".to_owned(), "2026-05-25".to_owned());
        // London is an hour ahead in summer.
        for (now, expected) in [
            ("2026-05-24T06:59:59Z", &one),
            ("2026-05-24T07:00:00Z", &three),
            ("2026-05-24T19:59:59Z", &three),
            ("2026-05-24T20:00:00Z", &one),
            ("2026-05-23T23:00:00Z", &one),
        ] {
            assert_eq!(&days_at(now), expected, "{now}");
        }
    }

    #[test]
    fn a_link_is_good_until_its_day_is_over_in_london() {
        let end = |day: &str| end_of(day.parse().expect("a date")).to_string();
        assert_eq!(end("2026-05-27"), "2026-05-27 23:00:00 UTC");
        assert_eq!(end("2026-11-30"), "2026-12-01 00:00:00 UTC");
    }
}
