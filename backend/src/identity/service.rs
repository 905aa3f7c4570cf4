//! The accounts that can sign in. One transaction each.

use super::{PasswordHash, password, store};
use crate::{
    application::Platform,
    platform::{
        audit::{self, AuditEntry, AuditOutcome},
        database::DatabaseError,
        http::Problem,
    },
};
use chrono::{DateTime, Utc};
use shared::{
    identity::Role,
    ids::{TrustId, UserId},
    journey::ActorKind,
    problem::ProblemCode,
};
use uuid::Uuid;

/// Why somebody was not signed in, or an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// Address or password is wrong, or the account is disabled: never said which.
    #[error("the e-mail address or the password is not right")]
    WrongDetails,
    /// The code is wrong, used, expired, or was tried too often: never said which.
    #[error("that code is not right, or is no longer valid")]
    WrongCode,
    /// The address is taken.
    #[error("somebody of this Trust signs in with this address already")]
    AddressTaken,
    /// Too many people are signing in.
    #[error(transparent)]
    Busy(#[from] password::Busy),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::WrongDetails => Self::new(ProblemCode::NotSignedIn)
                .detail("The e-mail address or the password is not right. Try again."),
            IdentityError::WrongCode => Self::new(ProblemCode::NotSignedIn)
                .detail("That code is not right, or is no longer valid. Ask for another."),
            IdentityError::AddressTaken => {
                Self::conflict("Somebody of this Trust signs in with this address already.")
            }
            IdentityError::Busy(_) => Self::new(ProblemCode::TooManyRequests).retry_after(10),
            IdentityError::Database(error) => error.into(),
        }
    }
}

/// A member of staff to be added.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Their Trust.
    pub trust_id: TrustId,
    /// What they do.
    pub role: Role,
    /// The address they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their password, hashed ([`super::hash_password`]).
    pub password_hash: PasswordHash,
}

/// Adds a member of staff.
///
/// # Errors
/// When the address is taken, or the database cannot keep it.
pub async fn create_user(platform: &Platform, user: NewUser) -> Result<UserId, IdentityError> {
    let id: UserId = platform.ids.new_id();
    let now = platform.clock.now();
    let NewUser {
        trust_id,
        role,
        email,
        name,
        password_hash,
    } = user;
    let email = email.trim().to_lowercase();
    platform
        .database
        .write(move |db| -> Result<_, IdentityError> {
            let row = store::NewUserRow {
                trust_id,
                id,
                role,
                email: &email,
                name: &name,
                password_hash: password_hash.as_str(),
                now,
            };
            store::insert_user(db, &row).map_err(|error| {
                if error.is_duplicate("users", "email") {
                    IdentityError::AddressTaken
                } else {
                    error.into()
                }
            })?;
            let by_system = AuditEntry {
                actor_kind: ActorKind::System,
                actor_id: None,
                ..entry(
                    trust_id,
                    now,
                    ActorKind::System,
                    id.as_uuid(),
                    "create_user",
                    "user",
                    "",
                )
            };
            audit::record(db, &by_system)?;
            Ok(id)
        })
        .await
}

/// A line about somebody's own account.
pub(super) fn entry<'a>(
    trust_id: TrustId,
    at: DateTime<Utc>,
    actor_kind: ActorKind,
    id: Uuid,
    action: &'a str,
    resource_kind: &'a str,
    request_id: &'a str,
) -> AuditEntry<'a> {
    AuditEntry {
        trust_id,
        at,
        actor_kind,
        actor_id: Some(id),
        action,
        resource_kind,
        resource_id: Some(id),
        outcome: AuditOutcome::Done,
        request_id,
        person_id: None,
        people: None,
        particulars: &[],
    }
}
