//! What is kept about who signs in, and how it is found. Only here is diesel.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{candidates, sign_ins, trusts, users},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    candidates::Language,
    identity::{Role, SignInMethod, SignInStage},
    ids::{CandidateId, TrustId, UserId},
};
use uuid::Uuid;

/// A member of staff.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = users)]
pub(super) struct UserRow {
    pub trust_id: TrustId,
    pub id: UserId,
    pub role: Role,
    pub email: String,
    pub name: String,
    pub password_hash: String,
    pub disabled_at: Option<DateTime<Utc>>,
}

/// Staff with this address, in whichever Trust. The index begins with the Trust, so that all Trusts are named.
pub(super) fn users_by_email(
    db: &mut AnyConnection,
    email: &str,
) -> DatabaseResult<Option<UserRow>> {
    Ok(users::table
        .filter(users::trust_id.eq_any(trusts::table.select(trusts::id)))
        .filter(users::email.eq(email))
        .order((users::created_at, users::id))
        .select(UserRow::as_select())
        .first(db)
        .optional()?)
}

pub(super) fn user(
    db: &mut AnyConnection,
    trust: TrustId,
    id: UserId,
) -> DatabaseResult<Option<UserRow>> {
    Ok(users::table
        .find((bind(trust), bind(id)))
        .select(UserRow::as_select())
        .first(db)
        .optional()?)
}

/// A new member of staff, as a row.
pub(super) struct NewUserRow<'a> {
    pub trust_id: TrustId,
    pub id: UserId,
    pub role: Role,
    pub email: &'a str,
    pub name: &'a str,
    pub password_hash: &'a str,
    pub now: DateTime<Utc>,
}

pub(super) fn insert_user(db: &mut AnyConnection, row: &NewUserRow<'_>) -> DatabaseResult<()> {
    diesel::insert_into(users::table)
        .values((
            users::trust_id.eq(bind(row.trust_id)),
            users::id.eq(bind(row.id)),
            users::role.eq(bind(row.role)),
            users::email.eq(row.email),
            users::name.eq(row.name),
            users::password_hash.eq(row.password_hash),
            users::version.eq(1),
            users::created_at.eq(bind(row.now)),
        ))
        .execute(db)?;
    Ok(())
}

/// A candidate, as sign-in needs them.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = candidates)]
pub(super) struct CandidateRow {
    pub trust_id: TrustId,
    pub id: CandidateId,
    pub given_name: String,
    pub family_name: String,
    pub language: Language,
}

impl CandidateRow {
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// The candidate whom this address or number reaches: where it is on several records, the newest.
pub(super) fn candidate_by_contact(
    db: &mut AnyConnection,
    contact: &super::codes::Contact,
) -> DatabaseResult<Option<CandidateRow>> {
    use super::codes::Contact;
    let query = candidates::table
        .filter(candidates::trust_id.eq_any(trusts::table.select(trusts::id)))
        .order(candidates::id.desc())
        .select(CandidateRow::as_select())
        .into_boxed();
    let query = match contact {
        Contact::Email(email) => query.filter(candidates::email.eq(email.clone())),
        Contact::Phone(phone) => query.filter(candidates::phone.eq(phone.clone())),
    };
    Ok(query.first(db).optional()?)
}

/// A session of a browser.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = sign_ins)]
pub(super) struct SignInRow {
    pub trust_id: TrustId,
    pub id: Uuid,
    pub user_id: Option<UserId>,
    pub candidate_id: Option<CandidateId>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// What is still owed; none once it is complete.
    pub stage: Option<SignInStage>,
    pub stepped_up_at: Option<DateTime<Utc>>,
    pub method: Option<SignInMethod>,
    pub factor_tries: Option<i32>,
}

pub(super) fn sign_in_by_token(
    db: &mut AnyConnection,
    token_hash: &str,
) -> DatabaseResult<Option<SignInRow>> {
    Ok(sign_ins::table
        .filter(sign_ins::token_hash.eq(token_hash))
        .select(SignInRow::as_select())
        .first(db)
        .optional()?)
}

/// Whose session a token is, in one statement: every request asks it.
#[derive(Debug, Queryable)]
pub(super) struct Carrier {
    pub session: SignInRow,
    pub user: Option<CarrierUser>,
    pub candidate: Option<CandidateRow>,
}

/// A member of staff who carries a token.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = users)]
pub(super) struct CarrierUser {
    pub id: UserId,
    pub role: Role,
    pub name: String,
    pub disabled_at: Option<DateTime<Utc>>,
}

pub(super) fn carrier(db: &mut AnyConnection, token_hash: &str) -> DatabaseResult<Option<Carrier>> {
    let on_user = users::trust_id
        .eq(sign_ins::trust_id)
        .and(users::id.nullable().eq(sign_ins::user_id));
    let on_candidate = candidates::trust_id
        .eq(sign_ins::trust_id)
        .and(candidates::id.nullable().eq(sign_ins::candidate_id));
    Ok(sign_ins::table
        .left_join(users::table.on(on_user))
        .left_join(candidates::table.on(on_candidate))
        .filter(sign_ins::token_hash.eq(token_hash))
        .select((
            SignInRow::as_select(),
            Option::<CarrierUser>::as_select(),
            Option::<CandidateRow>::as_select(),
        ))
        .first(db)
        .optional()?)
}

pub(super) fn insert_sign_in(
    db: &mut AnyConnection,
    row: &SignInRow,
    token_hash: &str,
) -> DatabaseResult<()> {
    diesel::insert_into(sign_ins::table)
        .values((
            sign_ins::trust_id.eq(bind(row.trust_id)),
            sign_ins::id.eq(bind(row.id)),
            sign_ins::token_hash.eq(token_hash),
            sign_ins::user_id.eq(row.user_id),
            sign_ins::candidate_id.eq(row.candidate_id),
            sign_ins::created_at.eq(bind(row.last_seen_at)),
            sign_ins::last_seen_at.eq(bind(row.last_seen_at)),
            sign_ins::expires_at.eq(bind(row.expires_at)),
            sign_ins::stage.eq(row.stage),
            sign_ins::stepped_up_at.eq(row.stepped_up_at),
            sign_ins::method.eq(row.method),
            sign_ins::factor_tries.eq(row.factor_tries),
        ))
        .execute(db)?;
    Ok(())
}

/// Where a member of staff signed in from, for the list of their sign-ins.
pub(super) fn note_origin(
    db: &mut AnyConnection,
    token_hash: &str,
    origin: &super::Origin,
) -> DatabaseResult<()> {
    diesel::update(sign_ins::table.filter(sign_ins::token_hash.eq(token_hash)))
        .set((
            sign_ins::user_agent.eq(origin.user_agent.as_deref()),
            sign_ins::address.eq(origin.address_text()),
        ))
        .execute(db)?;
    Ok(())
}

/// When a member of staff last signed in.
pub(super) fn note_signed_in(
    db: &mut AnyConnection,
    trust: TrustId,
    id: UserId,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(users::table.find((bind(trust), bind(id))))
        .set(users::last_signed_in_at.eq(Some(now)))
        .execute(db)?;
    Ok(())
}

/// A session as its owner sees it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = sign_ins)]
pub struct OwnSignIn {
    /// Its id.
    pub id: Uuid,
    /// When they signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// Where it came from.
    pub address: Option<String>,
}

/// The sessions of a member of staff that are alive: those used after `seen_since`, the latest first.
pub(super) fn sign_ins_of(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    now: DateTime<Utc>,
    seen_since: DateTime<Utc>,
) -> DatabaseResult<Vec<OwnSignIn>> {
    Ok(sign_ins::table
        .filter(sign_ins::trust_id.eq(bind(trust)))
        .filter(sign_ins::user_id.eq(Some(user)))
        .filter(sign_ins::ended_at.is_null())
        .filter(sign_ins::stage.is_null())
        .filter(sign_ins::expires_at.gt(bind(now)))
        .filter(sign_ins::last_seen_at.gt(bind(seen_since)))
        .order((sign_ins::last_seen_at.desc(), sign_ins::id.desc()))
        .limit(200)
        .select(OwnSignIn::as_select())
        .load(db)?)
}

/// Ends sessions of a member of staff: one, or all but one. Answers how many.
pub(super) fn end_sign_ins(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    which: Which,
    now: DateTime<Utc>,
) -> DatabaseResult<usize> {
    let of_user = sign_ins::table
        .filter(sign_ins::trust_id.eq(bind(trust)))
        .filter(sign_ins::user_id.eq(Some(user)))
        .filter(sign_ins::ended_at.is_null());
    let ended = sign_ins::ended_at.eq(Some(now));
    Ok(match which {
        Which::All => diesel::update(of_user).set(ended).execute(db)?,
        Which::But(id) => diesel::update(of_user.filter(sign_ins::id.ne(bind(id))))
            .set(ended)
            .execute(db)?,
        Which::One(id) => diesel::update(of_user.filter(sign_ins::id.eq(bind(id))))
            .set(ended)
            .execute(db)?,
    })
}

/// Which of somebody's sessions are meant.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which {
    All,
    But(Uuid),
    One(Uuid),
}

/// When the person of a session last showed who they are.
pub(super) fn note_stepped_up(
    db: &mut AnyConnection,
    trust: TrustId,
    id: Uuid,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(sign_ins::table.find((bind(trust), bind(id))))
        .set(sign_ins::stepped_up_at.eq(Some(now)))
        .execute(db)?;
    Ok(())
}

pub(super) fn note_seen(
    db: &mut AnyConnection,
    trust: TrustId,
    id: Uuid,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(sign_ins::table.find((bind(trust), bind(id))))
        .set(sign_ins::last_seen_at.eq(bind(now)))
        .execute(db)?;
    Ok(())
}

/// Ends a sign-in that was not complete; whether it was still waiting.
pub(super) fn end_pending(
    db: &mut AnyConnection,
    row: &SignInRow,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let ended = diesel::update(sign_ins::table.find((bind(row.trust_id), bind(row.id))))
        .filter(sign_ins::ended_at.is_null())
        .set(sign_ins::ended_at.eq(Some(now)))
        .execute(db)?;
    Ok(ended == 1)
}

pub(super) fn end_sign_in(
    db: &mut AnyConnection,
    token_hash: &str,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(
        sign_ins::table
            .filter(sign_ins::token_hash.eq(token_hash))
            .filter(sign_ins::ended_at.is_null()),
    )
    .set(sign_ins::ended_at.eq(Some(now)))
    .execute(db)?;
    Ok(())
}

/// Whoever else is about to change who may do what in this Trust waits until this transaction ends.
pub(crate) fn take_turn_at_accounts(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<()> {
    diesel::update(trusts::table.find(bind(trust)))
        .set(trusts::name.eq(trusts::name))
        .execute(db)?;
    Ok(())
}

/// How many administrators besides this one can sign in.
pub(crate) fn other_administrators(
    db: &mut AnyConnection,
    trust: TrustId,
    id: UserId,
) -> DatabaseResult<i64> {
    Ok(users::table
        .filter(users::trust_id.eq(bind(trust)))
        .filter(users::id.ne(bind(id)))
        .filter(users::role.eq(bind(Role::Administrator)))
        .filter(users::disabled_at.is_null())
        .filter(users::invited_until.is_null())
        .count()
        .get_result(db)?)
}

/// The Trust's name.
pub(super) fn trust_name(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<String> {
    Ok(trusts::table
        .find(bind(trust))
        .select(trusts::name)
        .first(db)?)
}

/// Ends the sessions of a candidate, and uses up the codes that are on their way.
pub(super) fn end_sign_ins_of(
    db: &mut AnyConnection,
    trust: TrustId,
    candidate: CandidateId,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    use crate::platform::database::schema::one_time_codes;
    diesel::update(
        sign_ins::table
            .filter(sign_ins::trust_id.eq(bind(trust)))
            .filter(sign_ins::candidate_id.eq(Some(candidate)))
            .filter(sign_ins::ended_at.is_null()),
    )
    .set(sign_ins::ended_at.eq(Some(now)))
    .execute(db)?;
    diesel::update(
        one_time_codes::table
            .filter(one_time_codes::trust_id.eq(bind(trust)))
            .filter(one_time_codes::candidate_id.eq(bind(candidate)))
            .filter(one_time_codes::used_at.is_null()),
    )
    .set(one_time_codes::used_at.eq(Some(now)))
    .execute(db)?;
    Ok(())
}
