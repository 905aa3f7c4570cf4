//! What a member of staff had written into a form that could not be sent: their session had ended in the middle of it, or
//! they had to show first who they are. The form comes back with it once they have.
//!
//! - It is kept for whosever session it was, and read by nobody else: not by whoever signs in next at that browser, and
//!   not by whoever has the address.
//! - It is sealed, bound to its row, and gone after an hour. A key that was dropped since loses it, and nothing else.
//! - It is given back to the page it was written on, and only shown: nothing is done until somebody sends it again.
//! - Secrets are never kept: whoever forgets that, is kept from it by [`NEVER`].

mod store;

use super::{Identity, cookie, factors::Member, secrets::digest, store as people};
use crate::{
    application::Platform,
    platform::{
        crypto::{self, Place},
        database::{AnyConnection, DatabaseResult},
    },
};
use actix_web::HttpRequest;
use chrono::TimeDelta;
use shared::ids::{TrustId, UserId};
use uuid::Uuid;

/// How long it waits for its writer.
const KEPT_FOR: TimeDelta = TimeDelta::hours(1);
/// How many of one person's wait at once: the newest.
const MOST: i64 = 10;
/// More than any of these forms holds.
const LARGEST: usize = 64 * 1024;
/// Fields that are typed again.
const NEVER: [&str; 6] = [
    "password",
    "old_password",
    "code",
    "credential",
    "ni_number",
    "sure",
];

/// The fields of a form, as they were written.
pub type Written = Vec<(String, String)>;

fn place(trust: TrustId, row: Uuid) -> Place<'static> {
    Place {
        table: "unsent_forms",
        trust: trust.as_uuid(),
        row,
        field: "answers",
    }
}

/// Keeps what was written on a page for whoever's session this browser carries, whether or not it has run out. None where
/// it is nobody's, was ended on purpose, or nothing is left that may be kept.
///
/// # Errors
/// When the database cannot.
pub async fn keep_unsent(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    (page, written): (&str, &[(String, String)]),
) -> DatabaseResult<Option<Uuid>> {
    let text = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(
            written
                .iter()
                .filter(|(name, _)| !NEVER.contains(&name.as_str())),
        )
        .finish();
    if text.is_empty() || text.len() > LARGEST {
        return Ok(None);
    }
    let Some(token) = cookie::read(identity, browser) else {
        return Ok(None);
    };
    let keys = platform.fields.for_use("seal unsent forms v1");
    let id: Uuid = platform.ids.new_id();
    let (now, page) = (identity.clock().now(), page.to_owned());
    platform
        .database
        .write(move |db| -> DatabaseResult<_> {
            let Some((trust, user)) = owner(db, &token)? else {
                return Ok(None);
            };
            let sealed = crypto::seal(&keys, place(trust, id), text.as_bytes())?;
            store::forget(db, (trust, user), MOST - 1, now)?;
            let times = (now, now + KEPT_FOR);
            store::insert(db, (trust, user), id, (&page, &sealed), times)?;
            Ok(Some(id))
        })
        .await
}

/// The member of staff whose session it is or was, if it has not been ended.
fn owner(db: &mut AnyConnection, token: &str) -> DatabaseResult<Option<Member>> {
    let session = people::sign_in_by_token(db, &digest(token))?;
    Ok(session
        .filter(|session| session.ended_at.is_none() && session.stage.is_none())
        .and_then(|session| Some((session.trust_id, session.user_id?))))
}

/// What somebody had written on this page; none where it is another page's, another person's, or too old.
///
/// # Errors
/// When the database cannot say.
pub async fn unsent(
    platform: &Platform,
    identity: &Identity,
    (trust, user): (TrustId, UserId),
    (page, id): (&str, Uuid),
) -> DatabaseResult<Option<Written>> {
    let (now, page) = (identity.clock().now(), page.to_owned());
    let found = platform
        .database
        .read(move |db| store::find(db, (trust, user), (&page, id), now))
        .await?;
    let keys = platform.fields.for_use("seal unsent forms v1");
    let opened = found.and_then(|sealed| {
        crypto::open(&keys, place(trust, id), &sealed)
            .inspect_err(|error| tracing::warn!(%error, %id, "an unsent form cannot be opened"))
            .ok()
    });
    Ok(opened.map(|text| form_urlencoded::parse(&text).into_owned().collect()))
}
