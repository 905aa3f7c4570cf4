//! Passwords: argon2id with 64 MiB and three passes, at most two at once.

use super::password_rules::{WeakPassword, check_password};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _},
};
use std::{sync::OnceLock, time::Duration};
use tokio::sync::{Semaphore, SemaphorePermit};

/// A password as it is kept: a PHC string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// The PHC string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it was read from the database; none for an account without a password.
    pub(super) fn kept(text: String) -> Option<Self> {
        (!text.is_empty()).then_some(Self(text))
    }
}

/// A password could not be hashed or compared now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many people are signing in at this moment")]
pub struct Busy;

/// Why a new password was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// It is too easy to guess.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// It cannot be hashed now.
    #[error(transparent)]
    Busy(#[from] Busy),
}

/// The longest password that is compared: hashing must not be made slow by its length.
pub(super) const LONGEST: usize = 1_000;

/// Whose password it is, as far as the queue is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// Somebody who has been signed in with this browser before, or is now, or has opened a link of ours.
    Known,
    /// Anybody.
    Unknown,
}

/// The queue before the hash. Two at once, so that bad sign-ins cannot take all the memory and all the cores from
/// everybody else; one of the two at most for people we do not know; and who would wait too long is told at once.
#[derive(Debug)]
pub(super) struct Turns {
    turns: Semaphore,
    unknown: Semaphore,
    waiting_known: Semaphore,
    waiting_unknown: Semaphore,
}

const WAIT_FOR_TURN: Duration = Duration::from_secs(10);

impl Turns {
    pub const fn new() -> Self {
        Self {
            turns: Semaphore::const_new(2),
            unknown: Semaphore::const_new(1),
            waiting_known: Semaphore::const_new(32),
            waiting_unknown: Semaphore::const_new(8),
        }
    }

    /// A place in the queue.
    ///
    /// # Errors
    /// When it is too long.
    pub fn queue(&self, lane: Lane) -> Result<Place<'_>, Busy> {
        let (waiting, gate) = match lane {
            Lane::Known => (&self.waiting_known, None),
            Lane::Unknown => (&self.waiting_unknown, Some(&self.unknown)),
        };
        Ok(Place {
            turns: &self.turns,
            gate,
            _place: waiting.try_acquire().map_err(|_| Busy)?,
        })
    }

    /// A new password, if it can be chosen by somebody about whom this is known.
    pub async fn new_password(
        &self,
        password: &str,
        about: &[String],
    ) -> Result<PasswordHash, PasswordError> {
        let (password, about) = (password.to_owned(), about.to_vec());
        let hashed = self.queue(Lane::Known)?.take(move || {
            check_password(&password, &about)?;
            hash(&password).ok_or(PasswordError::Busy(Busy))
        });
        hashed.await?
    }
}

/// A place in the queue before the hash. It is left when this is dropped.
#[derive(Debug)]
pub(super) struct Place<'a> {
    turns: &'a Semaphore,
    gate: Option<&'a Semaphore>,
    _place: SemaphorePermit<'a>,
}

impl Place<'_> {
    /// Does `work` when its turn comes.
    async fn take<T: Send + 'static>(
        self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let wait = async {
            let gate = match self.gate {
                Some(gate) => Some(gate.acquire().await.map_err(|_| Busy)?),
                None => None,
            };
            let turn = self.turns.acquire().await.map_err(|_| Busy)?;
            Ok((gate, turn))
        };
        let _turn = tokio::time::timeout(WAIT_FOR_TURN, wait)
            .await
            .map_err(|_| Busy)??;
        tokio::task::spawn_blocking(work).await.map_err(|_| Busy)
    }

    /// Whether this is the password. With no hash to compare with (the address is not known), it takes the same time
    /// and the answer is no.
    #[expect(
        clippy::wrong_self_convention,
        reason = "the comparison uses the turn up"
    )]
    pub async fn is_password(
        self,
        password: &str,
        kept: Option<PasswordHash>,
    ) -> Result<bool, Busy> {
        let password = password.to_owned();
        self.take(move || compare(&password, kept)).await
    }
}

/// For what is not a request: the command line, a demo.
static OWN_TURNS: Turns = Turns::new();

/// Hashes a password with a salt of its own, whatever it is. Who chooses one chooses it with
/// [`Identity::new_password`](super::Identity::new_password) or [`new_password`].
///
/// # Errors
/// When too many people are signing in at this moment.
pub async fn hash_password(password: &str) -> Result<PasswordHash, Busy> {
    let password = password.to_owned();
    OWN_TURNS
        .queue(Lane::Known)?
        .take(move || hash(&password))
        .await?
        .ok_or(Busy)
}

/// Hashes a password that was chosen on the command line.
///
/// # Errors
/// When it is too easy to guess.
pub async fn new_password(password: &str, about: &[String]) -> Result<PasswordHash, PasswordError> {
    OWN_TURNS.new_password(password, about).await
}

fn compare(password: &str, kept: Option<PasswordHash>) -> bool {
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
        let turns = Turns::new();
        let hash = hash_password("correct horse battery staple")
            .await
            .expect("a hash");
        assert!(
            hash.as_str().starts_with("$argon2id$v=19$m=65536,t=3,p=1$"),
            "{}",
            hash.as_str()
        );
        for lane in [Lane::Known, Lane::Unknown] {
            let is = async |given: &str, kept| {
                let place = turns.queue(lane).expect("a place");
                place.is_password(given, kept).await.expect("a turn")
            };
            assert!(is("correct horse battery staple", Some(hash.clone())).await);
            assert!(!is("correct horse battery stable", Some(hash.clone())).await);
            assert!(!is("anything", None).await);
        }
    }

    #[actix_web::test]
    async fn a_crowd_of_strangers_is_told_at_once_and_holds_nobody_up_who_is_known() {
        let turns = Turns::new();
        let slow = async || {
            let slow = || std::thread::sleep(Duration::from_millis(20));
            turns.queue(Lane::Unknown)?.take(slow).await
        };
        let crowd = futures_util::future::join_all((0..50).map(|_| slow()));
        let known = async { turns.queue(Lane::Known)?.take(|| ()).await };
        let (served, known) = tokio::join!(crowd, known);
        assert_eq!(served.into_iter().filter(Result::is_ok).count(), 8);
        assert!(known.is_ok());
    }
}
