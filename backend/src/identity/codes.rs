//! One-time codes for candidates: six digits, ten minutes, five tries, one use.
//!
//! Each comes with a link that does the same in one press. Whoever asks learns nothing: a contact that is not known gets
//! the same answer after the same time. Only a POST uses a code or a link up, because mail scanners open links.

use super::{Identity, secrets, sessions, store};
use crate::{
    application::Platform,
    messages::{Say, wake},
    platform::{
        database::{
            AnyConnection, DatabaseError, DatabaseResult, bind,
            schema::{messages, one_time_codes},
        },
        ids::fill_from_system,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::{
    identity::SignInMethod,
    ids::{CandidateId, TrustId},
    values::{plain_email, plain_phone},
};
use std::{future::Future, time::Duration};
use uuid::Uuid;

/// How long a code can be used.
pub const CODE_LIFETIME: TimeDelta = TimeDelta::minutes(10);
const MOST_TRIES: i32 = 5;
/// Each new code is five more guesses, so that there is a limit to these too.
const MOST_IN_AN_HOUR: i64 = 5;
/// How long an answer takes, whether or not there was anything to do.
const ANSWER_AFTER: Duration = Duration::from_millis(120);

/// Where a candidate can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Contact {
    Email(String),
    Phone(String),
}

impl Contact {
    /// Reads what somebody typed.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 254 || text.chars().any(char::is_control) {
            return None;
        }
        if text.contains('@') {
            return Some(Self::Email(plain_email(text)));
        }
        let phone = plain_phone(text);
        (7..=15)
            .contains(&phone.len())
            .then_some(Self::Phone(phone))
    }

    const fn channel(&self) -> &'static str {
        match self {
            Self::Email(_) => "email",
            Self::Phone(_) => "sms",
        }
    }
}

/// A code as it is kept.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = one_time_codes)]
struct CodeRow {
    trust_id: TrustId,
    id: Uuid,
    candidate_id: CandidateId,
    code_hash: String,
}

/// Sends a code, if somebody can be reached there. `request` names the code to the page that asks for it; it is
/// given for an unknown contact too.
pub(super) async fn request(
    platform: &Platform,
    identity: &Identity,
    contact: &str,
    request: Uuid,
) {
    let work = {
        let (platform, identity) = (platform.clone(), identity.clone());
        let contact = Contact::parse(contact);
        async move {
            let Some(contact) = contact else { return };
            if let Err(error) = send(&platform, &identity, contact, request).await {
                tracing::error!(%error, "a sign-in code was not sent");
            }
        }
    };
    let even = tokio::time::Instant::now() + ANSWER_AFTER;
    // The work goes on by itself, so that the answer's time does not depend on it.
    let work = actix_web::rt::spawn(work);
    if identity.shows_codes() {
        // The next page shows the code, and in a demo there is nobody to keep anything from.
        let _finished = work.await;
    }
    tokio::time::sleep_until(even).await;
}

async fn send(
    platform: &Platform,
    identity: &Identity,
    contact: Contact,
    request: Uuid,
) -> DatabaseResult<()> {
    let now = identity.clock().now();
    let code = six_digits();
    let hash = identity.keys().code_hash(request, &code);
    let message_id: Uuid = platform.ids.new_id();
    let link_token = secrets::random_text();
    let link = format!("{}/my/link/{link_token}", identity.issuer());
    let hashes = (hash, secrets::digest(&link_token));
    let said_code = code.clone();
    let sent = platform
        .database
        .write(move |db| -> DatabaseResult<bool> {
            let Some(candidate) = store::candidate_by_contact(db, &contact)? else {
                return Ok(false);
            };
            if sent_lately(db, &candidate, now)? >= MOST_IN_AN_HOUR {
                return Ok(false);
            }
            insert(db, &candidate, request, &hashes, now)?;
            let say = Say::SignInCode {
                code: &said_code,
                link: &link,
            };
            let body = say.in_language(candidate.language);
            insert_message(db, &candidate, message_id, contact.channel(), &body, now)?;
            Ok(true)
        })
        .await?;
    if sent {
        identity.show_code(request, &code);
    }
    Ok(())
}

/// Each code as likely as any other: 4,294,000,000 is the greatest multiple of a million in 32 bits.
fn six_digits() -> String {
    loop {
        let mut bytes = [0_u8; 4];
        fill_from_system(&mut bytes);
        let drawn = u32::from_be_bytes(bytes);
        if drawn < 4_294_000_000 {
            return format!("{:06}", drawn % 1_000_000);
        }
    }
}

fn sent_lately(
    db: &mut AnyConnection,
    candidate: &store::CandidateRow,
    now: DateTime<Utc>,
) -> DatabaseResult<i64> {
    Ok(one_time_codes::table
        .filter(one_time_codes::trust_id.eq(bind(candidate.trust_id)))
        .filter(one_time_codes::candidate_id.eq(bind(candidate.id)))
        .filter(one_time_codes::created_at.gt(bind(now - TimeDelta::hours(1))))
        .count()
        .get_result(db)?)
}

fn insert(
    db: &mut AnyConnection,
    candidate: &store::CandidateRow,
    id: Uuid,
    (code_hash, link_hash): &(String, String),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::insert_into(one_time_codes::table)
        .values((
            one_time_codes::trust_id.eq(bind(candidate.trust_id)),
            one_time_codes::id.eq(bind(id)),
            one_time_codes::candidate_id.eq(bind(candidate.id)),
            one_time_codes::code_hash.eq(code_hash),
            one_time_codes::link_hash.eq(Some(link_hash)),
            one_time_codes::attempts.eq(0),
            one_time_codes::created_at.eq(bind(now)),
            one_time_codes::expires_at.eq(bind(now + CODE_LIFETIME)),
        ))
        .execute(db)?;
    Ok(())
}

fn insert_message(
    db: &mut AnyConnection,
    candidate: &store::CandidateRow,
    id: Uuid,
    channel: &str,
    body: &str,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::insert_into(messages::table)
        .values((
            messages::trust_id.eq(bind(candidate.trust_id)),
            messages::id.eq(bind(id)),
            messages::candidate_id.eq(Some(candidate.id)),
            messages::channel.eq(bind(channel)),
            messages::template.eq("sign_in_code"),
            messages::body.eq(body),
            messages::created_at.eq(bind(now)),
        ))
        .execute(db)?;
    wake(candidate.trust_id);
    Ok(())
}

/// Which code is meant.
pub(super) enum Which {
    /// The newest that was sent there.
    SentTo(String),
    /// The one of this request.
    Request(Uuid),
}

/// Uses a code up and starts the session of whoever it was sent to; none if it is not the code.
pub(super) async fn redeem(
    platform: &Platform,
    identity: &Identity,
    which: Which,
    code: &str,
) -> DatabaseResult<Option<String>> {
    let code: String = code
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let (platform, identity) = (platform.clone(), identity.clone());
    in_even_time(async move {
        let now = identity.clock().now();
        let keys = identity.clone();
        let database = platform.database.clone();
        database
            .write(move |db| -> Result<_, DatabaseError> {
                let Some(row) = waiting(db, &which, now)? else {
                    return Ok(None);
                };
                // The try is counted before the code is looked at, and stays counted when it is wrong.
                if !count_try(db, &row, now)? {
                    return Ok(None);
                }
                let expected = keys.keys().code_hash(row.id, &code);
                if !secrets::same(&expected, &row.code_hash) || !use_up(db, &row, now)? {
                    return Ok(None);
                }
                start(db, (&platform, &identity), &row).map(Some)
            })
            .await
    })
    .await
}

/// Uses a link up and starts the session of whoever it was sent to; none if it is not one, or works no longer.
pub(super) async fn redeem_link(
    platform: &Platform,
    identity: &Identity,
    link: &str,
) -> DatabaseResult<Option<String>> {
    let now = identity.clock().now();
    let hash = secrets::digest(link);
    let (for_session, keys) = (platform.clone(), identity.clone());
    platform
        .database
        .write(move |db| -> Result<_, DatabaseError> {
            let row = one_time_codes::table
                .filter(one_time_codes::link_hash.eq(Some(hash)))
                .filter(one_time_codes::used_at.is_null())
                .filter(one_time_codes::expires_at.gt(bind(now)))
                .select(CodeRow::as_select())
                .first(db)
                .optional()?;
            let Some(row) = row else { return Ok(None) };
            if !use_up(db, &row, now)? {
                return Ok(None);
            }
            start(db, (&for_session, &keys), &row).map(Some)
        })
        .await
}

fn start(
    db: &mut AnyConnection,
    (platform, identity): (&Platform, &Identity),
    row: &CodeRow,
) -> DatabaseResult<String> {
    let owner = sessions::SessionOwner::Candidate(row.candidate_id);
    let beginning = sessions::Beginning::Complete(SignInMethod::Code);
    let owner = (row.trust_id, owner);
    let (session, token) = sessions::new_session(platform, identity, owner, beginning);
    store::insert_sign_in(db, &session, &secrets::digest(&token))?;
    Ok(token)
}

/// So that an unknown contact is not answered sooner than a wrong code.
async fn in_even_time<T>(work: impl Future<Output = T>) -> T {
    let even = tokio::time::Instant::now() + ANSWER_AFTER;
    let answer = work.await;
    tokio::time::sleep_until(even).await;
    answer
}

/// The newest code of whoever is meant, if it can still be used.
fn waiting(
    db: &mut AnyConnection,
    which: &Which,
    now: DateTime<Utc>,
) -> DatabaseResult<Option<CodeRow>> {
    use crate::platform::database::schema::trusts;
    let query = one_time_codes::table
        .filter(one_time_codes::used_at.is_null())
        .filter(one_time_codes::expires_at.gt(bind(now)))
        .order((one_time_codes::created_at.desc(), one_time_codes::id.desc()))
        .select(CodeRow::as_select())
        .into_boxed();
    let query = match which {
        Which::Request(id) => query
            .filter(one_time_codes::trust_id.eq_any(trusts::table.select(trusts::id)))
            .filter(one_time_codes::id.eq(bind(*id))),
        Which::SentTo(contact) => {
            let Some(contact) = Contact::parse(contact) else {
                return Ok(None);
            };
            let Some(candidate) = store::candidate_by_contact(db, &contact)? else {
                return Ok(None);
            };
            query
                .filter(one_time_codes::trust_id.eq(bind(candidate.trust_id)))
                .filter(one_time_codes::candidate_id.eq(bind(candidate.id)))
        }
    };
    Ok(query.first(db).optional()?)
}

/// Counts a try, unless there were too many. Rivals wait for each other at the row.
fn count_try(db: &mut AnyConnection, row: &CodeRow, now: DateTime<Utc>) -> DatabaseResult<bool> {
    let counted = diesel::update(one_time_codes::table.find((bind(row.trust_id), bind(row.id))))
        .filter(one_time_codes::attempts.lt(MOST_TRIES))
        .filter(one_time_codes::used_at.is_null())
        .filter(one_time_codes::expires_at.gt(bind(now)))
        .set(one_time_codes::attempts.eq(one_time_codes::attempts + 1))
        .execute(db)?;
    Ok(counted == 1)
}

fn use_up(db: &mut AnyConnection, row: &CodeRow, now: DateTime<Utc>) -> DatabaseResult<bool> {
    let used = diesel::update(one_time_codes::table.find((bind(row.trust_id), bind(row.id))))
        .filter(one_time_codes::used_at.is_null())
        .set(one_time_codes::used_at.eq(Some(now)))
        .execute(db)?;
    Ok(used == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        let expected = Some(Contact::Phone("07700900123".to_owned()));
        for written in [
            "07700 900123",
            "07700-900-123",
            "+44 7700 900123",
            " 07700900123 ",
        ] {
            assert_eq!(Contact::parse(written), expected, "{written}");
        }
        assert_eq!(
            Contact::parse(" Nadia@Example.ORG "),
            Some(Contact::Email("nadia@example.org".to_owned()))
        );
        for nothing in ["", "nadia", "123", "a\r\nb@example.org"] {
            assert_eq!(Contact::parse(nothing), None, "{nothing}");
        }
    }
}
