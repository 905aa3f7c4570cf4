//! The messages: how one is written, which of them wait, and what became of them. Only here is diesel.

use crate::platform::{
    database::{
        AnyConnection, DatabaseResult, bind,
        schema::{candidates, messages, users},
    },
    signals::{self, Signal},
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::candidates::Language;
use shared::ids::{CandidateId, OrganisationId, TrustId, UserId};
use uuid::Uuid;

/// The name of the job that delivers.
pub const JOB: &str = "deliver_messages";

/// How a message reaches whoever it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// By text.
    Text,
    /// By e-mail.
    Email,
    /// On the page of the one it is for: the channel that everybody has. It needs no bringing.
    Page,
}

impl Channel {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "sms",
            Self::Email => "email",
            Self::Page => "page",
        }
    }
}

/// Whom a message is for.
#[derive(Debug, Clone, Copy)]
pub enum Recipient {
    /// A candidate.
    Candidate(CandidateId),
    /// A partner.
    Organisation(OrganisationId),
}

/// A message to be written.
#[derive(Debug, Clone)]
pub struct NewMessage<'a> {
    /// The Trust that says it.
    pub trust_id: TrustId,
    /// Its id.
    pub id: Uuid,
    /// Whom it is for.
    pub to: Recipient,
    /// How it reaches them.
    pub channel: Channel,
    /// What kind of message it is.
    pub template: &'a str,
    /// Its words.
    pub body: String,
    /// When it is written.
    pub now: DateTime<Utc>,
}

/// How a candidate is reached soonest, and in which language.
///
/// # Errors
/// When the database could not answer.
pub fn reached_by(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
) -> DatabaseResult<(Channel, Language)> {
    let (phone, email, language): (Option<String>, Option<String>, Language) = candidates::table
        .find((bind(trust), bind(id)))
        .select((candidates::phone, candidates::email, candidates::language))
        .first(db)?;
    let channel = match (phone, email) {
        (Some(_), _) => Channel::Text,
        (None, Some(_)) => Channel::Email,
        (None, None) => Channel::Page,
    };
    Ok((channel, language))
}

/// Writes a message, within the transaction of what it tells of.
///
/// # Errors
/// When the database cannot keep it.
pub fn write(db: &mut AnyConnection, message: NewMessage<'_>) -> DatabaseResult<()> {
    let (candidate, organisation) = match message.to {
        Recipient::Candidate(id) => (Some(id), None),
        Recipient::Organisation(id) => (None, Some(id)),
    };
    let delivered_at = (message.channel == Channel::Page).then_some(message.now);
    diesel::insert_into(messages::table)
        .values((
            messages::trust_id.eq(bind(message.trust_id)),
            messages::id.eq(bind(message.id)),
            messages::candidate_id.eq(candidate),
            messages::organisation_id.eq(organisation),
            messages::channel.eq(bind(message.channel.as_str())),
            messages::template.eq(message.template.to_owned()),
            messages::body.eq(message.body),
            messages::created_at.eq(bind(message.now)),
            messages::delivered_at.eq(delivered_at),
        ))
        .execute(db)?;
    if delivered_at.is_none() {
        wake(message.trust_id);
    }
    Ok(())
}

/// Tells that a message waits, when the transaction under way commits: it is delivered at once.
pub fn wake(trust: TrustId) {
    signals::tell(Signal::Due {
        trust,
        job: JOB.to_owned(),
    });
}

/// How many are taken at a time.
const AT_ONCE: i64 = 20;
/// How long one who took a message has to say what became of it.
const TURN: TimeDelta = TimeDelta::minutes(1);

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = messages)]
struct WaitingRow {
    trust_id: TrustId,
    id: Uuid,
    candidate_id: Option<CandidateId>,
    user_id: Option<UserId>,
    channel: String,
    template: String,
    body: String,
    created_at: DateTime<Utc>,
    tries: i32,
}

/// A message that one server has taken to deliver.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub trust_id: TrustId,
    pub id: Uuid,
    pub template: String,
    pub body: String,
    pub created_at: DateTime<Utc>,
    /// How often it has been tried, this time included.
    pub tries: i32,
    /// Where it goes; none if its person has no such contact any more.
    pub to: Option<Address>,
}

/// Where a message goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    Email(String),
    Phone(String),
}

/// Takes the messages whose time has come, the oldest first.
pub(super) fn take(
    db: &mut AnyConnection,
    trust: TrustId,
    now: DateTime<Utc>,
) -> DatabaseResult<Vec<Taken>> {
    let waiting: Vec<WaitingRow> = messages::table
        .filter(messages::trust_id.eq(bind(trust)))
        .filter(messages::delivered_at.is_null())
        .filter(messages::failed_at.is_null())
        .filter(
            messages::next_try_at
                .is_null()
                .or(messages::next_try_at.le(Some(now))),
        )
        .order((messages::created_at, messages::id))
        .limit(AT_ONCE)
        .select(WaitingRow::as_select())
        .load(db)?;
    let mut taken = Vec::new();
    for row in waiting {
        if claim(db, &row, now)? {
            let to = address(db, &row)?;
            taken.push(Taken {
                trust_id: row.trust_id,
                id: row.id,
                template: row.template,
                body: row.body,
                created_at: row.created_at,
                tries: row.tries + 1,
                to,
            });
        }
    }
    Ok(taken)
}

/// Whether this server has it now: another that read the same row first has counted a try.
fn claim(db: &mut AnyConnection, row: &WaitingRow, now: DateTime<Utc>) -> DatabaseResult<bool> {
    let claimed = diesel::update(messages::table.find((bind(row.trust_id), bind(row.id))))
        .filter(messages::tries.eq(row.tries))
        .set((
            messages::tries.eq(row.tries + 1),
            messages::next_try_at.eq(Some(now + TURN)),
        ))
        .execute(db)?;
    Ok(claimed == 1)
}

fn address(db: &mut AnyConnection, row: &WaitingRow) -> DatabaseResult<Option<Address>> {
    if let Some(user) = row.user_id {
        let email: Option<String> = users::table
            .find((bind(row.trust_id), bind(user)))
            .select(users::email)
            .first(db)
            .optional()?;
        return Ok(email.map(Address::Email));
    }
    let Some(candidate) = row.candidate_id else {
        return Ok(None);
    };
    let contact: Option<(Option<String>, Option<String>)> = candidates::table
        .find((bind(row.trust_id), bind(candidate)))
        .select((candidates::email, candidates::phone))
        .first(db)
        .optional()?;
    let (email, phone) = contact.unwrap_or_default();
    Ok(match row.channel.as_str() {
        "sms" => phone.map(Address::Phone),
        _ => email.map(Address::Email),
    })
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is with whoever brings it.
    Delivered,
    /// It never will be.
    Failed,
    /// It is tried again then.
    Again(DateTime<Utc>),
}

/// Notes what became of a message; one that is over keeps its words unless they are secret.
pub(super) fn note(
    db: &mut AnyConnection,
    taken: &Taken,
    outcome: Outcome,
    now: DateTime<Utc>,
    is_secret: bool,
) -> DatabaseResult<()> {
    let row = messages::table.find((bind(taken.trust_id), bind(taken.id)));
    match outcome {
        Outcome::Delivered => diesel::update(row)
            .set(messages::delivered_at.eq(Some(now)))
            .execute(db)?,
        Outcome::Failed => diesel::update(row)
            .set(messages::failed_at.eq(Some(now)))
            .execute(db)?,
        Outcome::Again(at) => diesel::update(row)
            .set(messages::next_try_at.eq(Some(at)))
            .execute(db)?,
    };
    if is_secret && !matches!(outcome, Outcome::Again(_)) {
        diesel::update(messages::table.find((bind(taken.trust_id), bind(taken.id))))
            .set(messages::body.eq(""))
            .execute(db)?;
    }
    Ok(())
}
