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
    /// The second step was wrong, used, or came too late: never said which.
    #[error("that code is not right, or has been used")]
    WrongFactor,
    /// Too many wrong codes: this sign-in is at its end.
    #[error("too many wrong codes were given")]
    TooManyCodes,
    /// No sign-in waits for a second step here.
    #[error("no sign-in waits for a second step; begin with the password")]
    NothingOwed,
    /// A passkey's answer was not right, came too late or was used: never said which.
    #[error("that passkey was not accepted")]
    PasskeyRefused,
    /// Nobody has so many.
    #[error("there are too many passkeys on this account")]
    TooManyPasskeys,
    /// The public address is a number, which passkeys do not know.
    #[error("passkeys need a server with a name, and this one's address is a number")]
    NoPasskeysHere,
    /// Nobody set single sign-on up here.
    #[error("there is no single sign-on here")]
    NoDirectory,
    /// The Trust's directory does not answer.
    #[error("the Trust's directory cannot be asked")]
    DirectoryUnavailable,
    /// Its answer does not count, came too late, or was no.
    #[error("the Trust's directory let nobody in")]
    DirectoryRefused,
    /// It means somebody who has no account here.
    #[error("the Trust's account is not known here")]
    NotKnownHere,
    /// A fault of ours.
    #[error("{0}")]
    Broken(String),
    /// The address is taken.
    #[error("somebody of this Trust signs in with this address already")]
    AddressTaken,
    /// Too many wrong tries: after so many seconds they may try again.
    #[error("too many wrong tries; wait {0} s")]
    HeldBack(u32),
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
            IdentityError::WrongFactor => Self::new(ProblemCode::NotSignedIn)
                .detail("That code is not right, or has been used already. Wait for the next one."),
            IdentityError::TooManyCodes => Self::new(ProblemCode::NotSignedIn)
                .detail("Too many wrong codes were given. Begin again with the password."),
            IdentityError::NothingOwed => Self::new(ProblemCode::NotSignedIn)
                .detail("No sign-in waits for a second step. Begin with the password."),
            IdentityError::PasskeyRefused => Self::new(ProblemCode::NotSignedIn)
                .detail("That passkey was not accepted. Try again."),
            IdentityError::TooManyPasskeys => {
                Self::conflict("There are too many passkeys on this account. Remove one first.")
            }
            IdentityError::NoPasskeysHere => Self::conflict(
                "Passkeys need a server with a name, and this one's address is a number.",
            ),
            IdentityError::NoDirectory | IdentityError::DirectoryUnavailable => {
                Self::new(ProblemCode::Unavailable)
                    .detail("The Trust's accounts cannot be asked now.")
            }
            IdentityError::DirectoryRefused => Self::new(ProblemCode::NotSignedIn)
                .detail("The Trust's account was not accepted. Try again."),
            IdentityError::NotKnownHere => Self::new(ProblemCode::NotSignedIn)
                .detail("The Trust's account is not known here. Ask an administrator."),
            IdentityError::Broken(why) => Self::internal(why),
            IdentityError::AddressTaken => {
                Self::conflict("Somebody of this Trust signs in with this address already.")
            }
            IdentityError::HeldBack(seconds) => Self::new(ProblemCode::TooManyRequests)
                .detail(format!(
                    "Too many wrong tries. Wait {seconds} s, then try again."
                ))
                .retry_after(seconds),
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
