//! What staff show besides their password: a code of an authenticator app (TOTP, RFC 6238), a recovery code, a passkey.
//!
//! - A secret is sealed with a key that is not in the database, and shown only until a first code confirms it.
//! - A code works once: the time step it belongs to is kept. A step before and after the present one count too.
//! - Five wrong codes end the sign-in they were given for; twenty in an hour close the second step of the account for
//!   that hour, because whoever has the password could begin again and again.
//! - Recovery codes are ten, of 80 random bits each, kept as hashes, shown once, good for one use.
//! - A Trust can ask for a second factor of everybody (`second_factor_required` among its settings): then whoever has
//!   none sets one up before anything else.

mod authenticator;
mod recovery;
mod secret;
mod service;
mod set_up;
mod store;

pub use secret::reseal_secrets;
pub(super) use service::give;
pub use service::{
    check_again, owed_now, require_second_factor, reset_second_factor, standing, turn_off,
};
pub use set_up::{begin_set_up, confirm, confirm_pending, offered, offered_pending, renew_codes};
pub(super) use store::owed;

use chrono::{DateTime, TimeDelta, Utc};
use shared::ids::{TrustId, UserId};

/// How many codes may be tried in one sign-in.
const MOST_TRIES: i32 = 5;
/// How many wrong codes an account stands in [`WRONG_WITHIN`].
const MOST_WRONG: i32 = 20;
const WRONG_WITHIN: TimeDelta = TimeDelta::hours(1);
/// How long a secret that is shown can be confirmed.
const OFFERED_FOR: TimeDelta = TimeDelta::minutes(15);

/// What somebody can show who they are with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether they have a password: whoever comes from the Trust's directory may have none.
    pub has_password: bool,
    /// Since when an authenticator app is set up.
    pub authenticator_since: Option<DateTime<Utc>>,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
    /// How many passkeys there are.
    pub passkeys: usize,
    /// Whether the Trust asks for a second factor.
    pub required: bool,
}

/// What an authenticator app is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The secret in letters, in groups of four.
    pub text: String,
    /// The address that a QR code holds (`otpauth://…`).
    pub address: String,
}

/// A member of staff: their Trust and who.
pub type Member = (TrustId, UserId);

/// The recovery codes of a factor that was just confirmed, for the only time; and the session it opened, where that was
/// what was owed.
#[derive(Debug)]
pub struct Confirmed {
    /// The codes.
    pub codes: Vec<String>,
    /// The token of the session that this opened.
    pub token: Option<String>,
}
