//! Passwords: argon2id with 64 MiB and three passes, at most two at once.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _},
};
use std::{sync::OnceLock, time::Duration};
use tokio::sync::Semaphore;

/// A password as it is kept: a PHC string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// The PHC string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it was read from the database.
    pub(super) fn kept(text: String) -> Self {
        Self(text)
    }
}

/// A password could not be hashed or compared now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many people are signing in at this moment")]
pub struct Busy;

/// The longest password that is taken: hashing must not be made slow by its length.
pub(super) const LONGEST: usize = 1_000;

/// Two at once, so that bad sign-ins cannot take all the memory and all the cores from everybody else.
static TURNS: Semaphore = Semaphore::const_new(2);
const WAIT_FOR_TURN: Duration = Duration::from_secs(10);

/// Hashes a password with a salt of its own.
///
/// # Errors
/// When too many people are signing in at this moment.
pub async fn hash_password(password: &str) -> Result<PasswordHash, Busy> {
    let password = password.to_owned();
    in_turn(move || hash(&password)).await?.ok_or(Busy)
}

/// Whether this is the password. With no hash to compare with (the address is not known), it takes the same time
/// and the answer is no.
pub(super) async fn is_password(password: &str, kept: Option<PasswordHash>) -> Result<bool, Busy> {
    let password = password.to_owned();
    in_turn(move || {
        let known = kept.is_some();
        let Some(kept) = kept.or_else(nobodys) else {
            return false;
        };
        let Ok(parsed) = argon2::password_hash::phc::PasswordHash::new(&kept.0) else {
            return false;
        };
        argon2()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok()
            && known
    })
    .await
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
    let turn = tokio::time::timeout(WAIT_FOR_TURN, TURNS.acquire()).await;
    let Ok(Ok(_turn)) = turn else {
        return Err(Busy);
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Busy)
}

fn hash(password: &str) -> Option<PasswordHash> {
    let mut salt = [0_u8; 16];
    crate::platform::ids::fill_from_system(&mut salt);
    let hash = argon2()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .ok()?;
    Some(PasswordHash(hash.to_string()))
}

/// The hash of a password that nobody has.
fn nobodys() -> Option<PasswordHash> {
    static HASH: OnceLock<Option<PasswordHash>> = OnceLock::new();
    HASH.get_or_init(|| hash(&super::secrets::random_text()))
        .clone()
}

fn argon2() -> Argon2<'static> {
    const MEMORY_KIB: u32 = 64 * 1024;
    const PASSES: u32 = 3;
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_password_is_known_again_and_no_other() {
        let hash = hash_password("correct horse battery staple")
            .await
            .expect("a hash");
        assert!(
            hash.as_str().starts_with("$argon2id$v=19$m=65536,t=3,p=1$"),
            "{}",
            hash.as_str()
        );
        assert!(
            is_password("correct horse battery staple", Some(hash.clone()))
                .await
                .expect("a turn")
        );
        assert!(
            !is_password("correct horse battery stable", Some(hash))
                .await
                .expect("a turn")
        );
        assert!(!is_password("anything", None).await.expect("a turn"));
    }
}
