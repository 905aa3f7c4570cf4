//! Who somebody is: staff with a password, candidates with a one-time code, partners with client credentials.
//!
//! - Browsers carry an opaque session in a cookie that no script can read. It is looked up at every request, so that a
//!   sign-out or a disabled account counts at the next one.
//! - Partners carry a signed token that lives for minutes ([`tokens`]); their client is looked up too.
//! - Secrets are kept as hashes only, and each kind of hash fits its kind of secret: a password is guessable, hence
//!   argon2id; a session token and a client secret are 256 random bits that nobody can guess, hence SHA-256, which
//!   costs nothing at each request; a six-digit code is guessable but short-lived, hence a hash with a key that is not
//!   in the database.
//! - Lifetimes run on the real time even where a demo moves the date of the journeys: see [`Identity::clock`].

mod answers;
mod attempt;
mod backoff;
mod ceremonies;
mod clients;
mod codes;
mod cookie;
mod extract;
mod factors;
mod forms;
mod keys;
mod known_browser;
mod origin;
mod passkeys;
mod password;
mod password_rules;
mod routes;
mod secrets;
mod service;
mod sessions;
mod single_sign_on;
mod staff;
mod store;
mod token_routes;
mod tokens;
mod unsent;

pub(crate) use answers::{Entered, SignedOut};
pub use attempt::Seen;
pub(crate) use attempt::confirm_password;
pub use backoff::forget_old_tries;
pub use ceremonies::Begun;
pub use clients::{
    ApiClient, ClientError, NewApiClient, change_scopes, create_api_client, create_api_client_with,
    disable, find as find_client, has_public_secrets, list as list_clients, make as make_client,
    rotate, routes as client_routes,
};
pub use codes::CODE_LIFETIME;
pub use cookie::session_cookie;
pub use extract::{Watch, authenticate, current_sign_in, has_shown_lately, require_recent, watch};
pub use factors::{
    Confirmed, Member, Offer, Standing, begin_set_up, check_again, confirm, confirm_pending,
    offered, offered_pending, owed_now, renew_codes, require_second_factor, reseal_secrets,
    reset_second_factor, standing, turn_off,
};
pub(crate) use forms::{enter_page, remember_browser, to_sign_in};
pub use forms::{local, routes as form_routes, with_next};
pub use keys::{KeyError, Keys};
pub use origin::{Origin, browser_in_words};
pub use passkeys::{
    Passkey, begin_adding, begin_asking, begin_confirming, finish_adding, finish_asking,
    finish_confirming, list as passkeys, options as passkey_options, remove as remove_passkey,
};
pub use password::{Busy, PasswordError, PasswordHash, hash_password, new_password};
pub use password_rules::{LONGEST_PASSWORD, SHORTEST_PASSWORD, WeakPassword, check_password};
pub(crate) use routes::entered;
pub use routes::{api_routes, routes};
pub(crate) use secrets::{digest, random_text};
pub use service::{IdentityError, NewUser, create_user};
pub use sessions::{CurrentSignIn, SessionOwner, end_sessions_of, start_session};
pub(crate) use sessions::{confirm_sign_in, end_own_sign_in, end_sign_ins_of, sign_ins_of};
pub use single_sign_on::{
    SingleSignOnConfig, SingleSignOnError, SingleSignOnSettings, ask_again as ask_directory_again,
    has_account as has_directory_account, routes as single_sign_on_routes,
};
pub(crate) use staff::{SignInStep, enter_with_new_password};
pub(crate) use store::{other_administrators, take_turn_at_accounts};
pub use token_routes::routes as token_routes;
pub use unsent::{Written, keep_unsent, unsent};

use crate::platform::clock::Clock;
use single_sign_on::Directory;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;
use webauthn_rs::Webauthn;

/// What sign-in stands on. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Identity {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    clock: Clock,
    keys: Keys,
    /// Whom passkeys are made for; none where the public address is a number.
    passkeys: Option<Webauthn>,
    /// The Trust's own accounts; none where nobody set single sign-on up.
    directory: Option<Directory>,
    issuer: String,
    behind_tls: bool,
    turns: password::Turns,
    /// In a demo only: the codes and links that were sent, so that the page can show them.
    shown_codes: Option<Mutex<BTreeMap<Uuid, String>>>,
}

/// How sign-in is set up.
#[derive(Debug)]
pub struct IdentitySettings {
    /// What sessions, codes and tokens live by: the real time, also in a demo.
    pub clock: Clock,
    /// What is signed and hashed with.
    pub keys: Keys,
    /// The server's address as partners see it: the issuer of its tokens.
    pub issuer: String,
    /// Whether browsers reach it through TLS: then the cookie is `__Host-` and Secure.
    pub behind_tls: bool,
    /// The Trust's own accounts, where staff can sign in with them.
    pub single_sign_on: Option<SingleSignOnSettings>,
    /// Whether codes are shown instead of sent: in a demo, where nobody has a telephone.
    pub shows_codes: bool,
}

impl Identity {
    /// Sets sign-in up.
    #[must_use]
    pub fn new(settings: IdentitySettings) -> Self {
        let IdentitySettings {
            clock,
            keys,
            issuer,
            behind_tls,
            single_sign_on,
            shows_codes,
        } = settings;
        let back = format!("{issuer}/sign-in/trust/back");
        let directory = single_sign_on.and_then(|settings| {
            Directory::new(settings, back)
                .inspect_err(|error| tracing::error!(%error, "nobody can sign in with their Trust's account"))
                .ok()
        });
        let shown_codes = shows_codes.then(|| Mutex::new(BTreeMap::new()));
        Self {
            inner: Arc::new(Inner {
                clock,
                keys,
                passkeys: passkeys::relying_party(&issuer),
                directory,
                issuer,
                behind_tls,
                turns: password::Turns::new(),
                shown_codes,
            }),
        }
    }

    /// The time that sessions, codes and tokens live by. It is apart from the platform's clock because a demo that
    /// shows the 26th week of a job must not sign everybody out.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// What is signed and hashed with.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.inner.keys
    }

    /// Whom passkeys are made for.
    fn passkeys(&self) -> Option<&Webauthn> {
        self.inner.passkeys.as_ref()
    }

    /// The Trust's own accounts.
    fn directory(&self) -> Option<&Directory> {
        self.inner.directory.as_ref()
    }

    /// What the Trust's own accounts are called, where staff can sign in with them.
    #[must_use]
    pub fn trust_account(&self) -> Option<&str> {
        self.directory()
            .map(|directory| directory.settings.name.as_str())
    }

    /// The address that passkeys work at; none where they work nowhere, because the public address is a number.
    #[must_use]
    pub fn passkey_address(&self) -> Option<String> {
        let place = self.passkeys()?.get_allowed_origins().first()?;
        Some(place.as_str().trim_end_matches('/').to_owned())
    }

    /// The issuer of its tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.inner.issuer
    }

    /// Whom its tokens are for: this API and nothing else.
    #[must_use]
    pub fn audience(&self) -> String {
        format!("{}/api/v1", self.inner.issuer)
    }

    /// Whether browsers reach it through TLS.
    #[must_use]
    pub fn is_behind_tls(&self) -> bool {
        self.inner.behind_tls
    }

    /// The queue before the password hash.
    fn turns(&self) -> &password::Turns {
        &self.inner.turns
    }

    /// A new password as it is kept, if it can be chosen by somebody about whom this is known: their name, their
    /// address, their Trust.
    ///
    /// # Errors
    /// When it is too easy to guess, or too many people are signing in at this moment.
    pub async fn new_password(
        &self,
        password: &str,
        about: &[String],
    ) -> Result<PasswordHash, PasswordError> {
        self.turns().new_password(password, about).await
    }

    /// Whether codes and links are shown instead of only sent: in a demo, where nobody has a telephone or a mailbox.
    pub(crate) fn shows_codes(&self) -> bool {
        self.inner.shown_codes.is_some()
    }

    /// In a demo, the link that was sent to this account or for this request, for the page to show. Elsewhere nothing.
    #[must_use]
    pub fn shown_link(&self, of: Uuid) -> Option<String> {
        self.shown_code(of)
    }

    /// In a demo, keeps a link for the page to show.
    pub(crate) fn show_link(&self, of: Uuid, link: &str) {
        self.keep_shown(of, link);
    }

    /// In a demo, the code that was made for this request, for the page to show. Elsewhere nothing, ever.
    #[must_use]
    pub fn shown_code(&self, request: Uuid) -> Option<String> {
        let codes = self.inner.shown_codes.as_ref()?;
        codes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&request)
            .cloned()
    }

    /// In a demo, keeps the code for the page to show.
    fn show_code(&self, request: Uuid, code: &str) {
        if self.inner.shown_codes.is_some() {
            tracing::info!(
                code,
                "demo: a candidate's sign-in code, shown because nobody is sent one here"
            );
        }
        self.keep_shown(request, code);
    }

    fn keep_shown(&self, request: Uuid, code: &str) {
        /// A demo that runs for months must not grow for months.
        const MOST: usize = 1_000;
        let Some(codes) = &self.inner.shown_codes else {
            return;
        };
        let mut codes = codes.lock().unwrap_or_else(PoisonError::into_inner);
        if codes.len() >= MOST {
            codes.pop_first();
        }
        codes.insert(request, code.to_owned());
    }
}
