//! What is kept about second factors. Only here is diesel.

use super::{MOST_TRIES, MOST_WRONG, WRONG_WITHIN};
use crate::{
    identity::{sessions::Pending, store::UserRow},
    platform::database::{
        AnyConnection, AsJson, DatabaseResult, bind,
        schema::{passkeys, recovery_codes, second_factors, sign_ins, trusts},
    },
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;
use shared::{
    identity::SignInStage,
    ids::{TrustId, UserId},
};
use uuid::Uuid;

/// The authenticator app of a member of staff.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = second_factors)]
pub(super) struct FactorRow {
    pub sealed_secret: Option<String>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub offered_secret: Option<String>,
    pub offered_at: Option<DateTime<Utc>>,
    pub wrong_codes: i32,
    pub wrong_since: Option<DateTime<Utc>>,
}

impl FactorRow {
    /// Whether so many wrong codes were given lately that no more are looked at.
    pub fn is_closed(&self, now: DateTime<Utc>) -> bool {
        self.wrong_codes >= MOST_WRONG
            && self
                .wrong_since
                .is_some_and(|since| now - since < WRONG_WITHIN)
    }
}

pub(super) fn factor(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
) -> DatabaseResult<Option<FactorRow>> {
    Ok(second_factors::table
        .find((bind(trust), bind(user)))
        .select(FactorRow::as_select())
        .first(db)
        .optional()?)
}

/// What somebody whose password was right owes still, if anything.
pub(in crate::identity) fn owed(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
) -> DatabaseResult<Option<SignInStage>> {
    let has_app = factor(db, trust, user)?.is_some_and(|row| row.confirmed_at.is_some());
    if has_app {
        return Ok(Some(SignInStage::SecondFactor));
    }
    if !is_required(db, trust)? {
        return Ok(None);
    }
    // Where one is asked for, a passkey is one.
    if count_passkeys(db, trust, user)? > 0 {
        return Ok(Some(SignInStage::SecondFactor));
    }
    Ok(Some(SignInStage::SetUpFactor))
}

/// Whether the Trust asks for a second factor.
pub(super) fn is_required(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<bool> {
    let AsJson(settings): AsJson<Value> = trusts::table
        .find(bind(trust))
        .select(trusts::settings)
        .first(db)?;
    Ok(settings["second_factor_required"] == Value::Bool(true))
}

/// Sets whether it does, and leaves its other settings as they are.
pub(super) fn set_required(
    db: &mut AnyConnection,
    trust: TrustId,
    required: bool,
) -> DatabaseResult<()> {
    let AsJson(mut settings): AsJson<Value> = trusts::table
        .find(bind(trust))
        .select(trusts::settings)
        .first(db)?;
    settings["second_factor_required"] = Value::Bool(required);
    diesel::update(trusts::table.find(bind(trust)))
        .set(trusts::settings.eq(bind(settings)))
        .execute(db)?;
    Ok(())
}

pub(super) fn count_passkeys(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
) -> DatabaseResult<i64> {
    Ok(passkeys::table
        .filter(passkeys::trust_id.eq(bind(trust)))
        .filter(passkeys::user_id.eq(bind(user)))
        .count()
        .get_result(db)?)
}

pub(super) fn count_recovery_codes(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
) -> DatabaseResult<i64> {
    Ok(recovery_codes::table
        .filter(recovery_codes::trust_id.eq(bind(trust)))
        .filter(recovery_codes::user_id.eq(bind(user)))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(db)?)
}

/// Keeps a secret that is to be confirmed, in place of one that was not.
pub(super) fn offer(
    db: &mut AnyConnection,
    user: &UserRow,
    sealed: &str,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let offered = (
        second_factors::offered_secret.eq(Some(sealed)),
        second_factors::offered_at.eq(Some(now)),
    );
    let there = diesel::update(second_factors::table.find((bind(user.trust_id), bind(user.id))))
        .set(offered)
        .execute(db)?;
    if there == 0 {
        diesel::insert_into(second_factors::table)
            .values((
                second_factors::trust_id.eq(bind(user.trust_id)),
                second_factors::user_id.eq(bind(user.id)),
                second_factors::wrong_codes.eq(0),
                offered.0,
                offered.1,
            ))
            .execute(db)?;
    }
    Ok(())
}

/// Whose it is, the secret that counts, the one that is offered.
type Sealed = (UserId, Option<String>, Option<String>);

/// The sealed secrets of a Trust's people.
pub(super) fn sealed(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Vec<Sealed>> {
    Ok(second_factors::table
        .filter(second_factors::trust_id.eq(bind(trust)))
        .order(second_factors::user_id)
        .select((
            second_factors::user_id,
            second_factors::sealed_secret,
            second_factors::offered_secret,
        ))
        .load(db)?)
}

/// Keeps a secret that was sealed anew, and the offered one or not.
pub(super) fn set_sealed(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    secret: Option<String>,
    keeps_offer: bool,
) -> DatabaseResult<()> {
    diesel::update(second_factors::table.find((bind(trust), bind(user))))
        .set(second_factors::sealed_secret.eq(secret))
        .execute(db)?;
    if !keeps_offer {
        diesel::update(second_factors::table.find((bind(trust), bind(user))))
            .set((
                second_factors::offered_secret.eq(None::<String>),
                second_factors::offered_at.eq(None::<DateTime<Utc>>),
            ))
            .execute(db)?;
    }
    Ok(())
}

/// The offered secret is the one from now on; whether it was still offered.
pub(super) fn take_up(
    db: &mut AnyConnection,
    user: &UserRow,
    sealed: &str,
    step: i32,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let taken = diesel::update(second_factors::table.find((bind(user.trust_id), bind(user.id))))
        .filter(second_factors::offered_secret.eq(sealed))
        .set((
            second_factors::sealed_secret.eq(Some(sealed)),
            second_factors::confirmed_at.eq(Some(now)),
            second_factors::last_step.eq(Some(step)),
            second_factors::offered_secret.eq(None::<String>),
            second_factors::offered_at.eq(None::<DateTime<Utc>>),
            second_factors::wrong_codes.eq(0),
            second_factors::wrong_since.eq(None::<DateTime<Utc>>),
        ))
        .execute(db)?;
    Ok(taken == 1)
}

/// Notes that the code of this step was used; false if it, or a later one, was used before.
pub(super) fn use_step(db: &mut AnyConnection, user: &UserRow, step: i32) -> DatabaseResult<bool> {
    let used = diesel::update(second_factors::table.find((bind(user.trust_id), bind(user.id))))
        .filter(
            second_factors::last_step
                .is_null()
                .or(second_factors::last_step.lt(step)),
        )
        .set((
            second_factors::last_step.eq(Some(step)),
            second_factors::wrong_codes.eq(0),
            second_factors::wrong_since.eq(None::<DateTime<Utc>>),
        ))
        .execute(db)?;
    Ok(used == 1)
}

/// Uses a recovery code up; false if it is none of theirs, or was used.
pub(super) fn use_recovery_code(
    db: &mut AnyConnection,
    user: &UserRow,
    hash: &str,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let used = diesel::update(recovery_codes::table)
        .filter(recovery_codes::trust_id.eq(bind(user.trust_id)))
        .filter(recovery_codes::user_id.eq(bind(user.id)))
        .filter(recovery_codes::code_hash.eq(hash))
        .filter(recovery_codes::used_at.is_null())
        .set(recovery_codes::used_at.eq(Some(now)))
        .execute(db)?;
    Ok(used == 1)
}

/// Counts a wrong code against the account.
pub(super) fn note_wrong(
    db: &mut AnyConnection,
    user: &UserRow,
    row: &FactorRow,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let fresh = row
        .wrong_since
        .is_none_or(|since| now - since >= WRONG_WITHIN);
    let (wrong, since) = if fresh {
        (1, now)
    } else {
        (row.wrong_codes + 1, row.wrong_since.unwrap_or(now))
    };
    diesel::update(second_factors::table.find((bind(user.trust_id), bind(user.id))))
        .set((
            second_factors::wrong_codes.eq(wrong),
            second_factors::wrong_since.eq(Some(since)),
        ))
        .execute(db)?;
    Ok(())
}

/// Counts a try of a sign-in that waits for its second step, unless there were too many: which one it is.
pub(super) fn count_try(db: &mut AnyConnection, pending: &Pending) -> DatabaseResult<Option<i32>> {
    let row = (bind(pending.session.trust_id), bind(pending.session.id));
    let counted = diesel::update(sign_ins::table.find(row))
        .filter(sign_ins::ended_at.is_null())
        .filter(sign_ins::factor_tries.lt(MOST_TRIES))
        .set(sign_ins::factor_tries.eq(sign_ins::factor_tries + 1))
        .execute(db)?;
    if counted == 0 {
        return Ok(None);
    }
    let row = (bind(pending.session.trust_id), bind(pending.session.id));
    Ok(sign_ins::table
        .find(row)
        .select(sign_ins::factor_tries)
        .first::<Option<i32>>(db)?)
}

/// New recovery codes in place of all that there were.
pub(super) fn replace_codes(
    db: &mut AnyConnection,
    user: &UserRow,
    hashes: &[(Uuid, String)],
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    forget_codes(db, user)?;
    for (id, hash) in hashes {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::trust_id.eq(bind(user.trust_id)),
                recovery_codes::id.eq(bind(*id)),
                recovery_codes::user_id.eq(bind(user.id)),
                recovery_codes::code_hash.eq(hash),
                recovery_codes::created_at.eq(bind(now)),
            ))
            .execute(db)?;
    }
    Ok(())
}

fn forget_codes(db: &mut AnyConnection, user: &UserRow) -> DatabaseResult<()> {
    diesel::delete(recovery_codes::table)
        .filter(recovery_codes::trust_id.eq(bind(user.trust_id)))
        .filter(recovery_codes::user_id.eq(bind(user.id)))
        .execute(db)?;
    Ok(())
}

/// The app and the recovery codes are gone.
pub(super) fn forget(db: &mut AnyConnection, user: &UserRow) -> DatabaseResult<()> {
    forget_codes(db, user)?;
    diesel::delete(second_factors::table.find((bind(user.trust_id), bind(user.id)))).execute(db)?;
    Ok(())
}

/// The passkeys are gone.
pub(super) fn forget_passkeys(db: &mut AnyConnection, user: &UserRow) -> DatabaseResult<()> {
    diesel::delete(passkeys::table)
        .filter(passkeys::trust_id.eq(bind(user.trust_id)))
        .filter(passkeys::user_id.eq(bind(user.id)))
        .execute(db)?;
    Ok(())
}
