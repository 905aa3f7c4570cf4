//! What is kept about second factors. Only here is diesel.

use crate::platform::database::{
    AnyConnection, AsJson, DatabaseResult, bind,
    schema::{passkeys, second_factors, trusts},
};
use diesel::prelude::*;
use serde_json::Value;
use shared::{
    identity::SignInStage,
    ids::{TrustId, UserId},
};

/// What somebody whose password was right owes still, if anything.
pub(in crate::identity) fn owed(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
) -> DatabaseResult<Option<SignInStage>> {
    let apps: i64 = second_factors::table
        .filter(second_factors::trust_id.eq(bind(trust)))
        .filter(second_factors::user_id.eq(bind(user)))
        .filter(second_factors::confirmed_at.is_not_null())
        .count()
        .get_result(db)?;
    if apps > 0 {
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
