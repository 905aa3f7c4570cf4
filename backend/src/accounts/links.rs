//! Links that open an account once: an invitation, and the way back in for whoever has forgotten their password.

use super::{
    AccountError,
    service::By,
    store::{self, Change, LinkRow, NewLink, UserRow},
};
use crate::{
    access::{Principal, Who},
    application::Platform,
    identity::{self, Identity, Origin, SignInStep, digest, random_text},
    platform::database::{AnyConnection, DatabaseResult},
};
use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    accounts::is_email,
    ids::{TrustId, UserId},
    values::plain_email,
};
use std::time::Duration;
use uuid::Uuid;

/// How long an invitation can be accepted.
pub const INVITATION_LIFETIME: TimeDelta = TimeDelta::days(7);
/// How long a new password can be chosen.
pub const RESET_LIFETIME: TimeDelta = TimeDelta::minutes(30);
/// More than anybody needs; who fills a mailbox with links stops here.
const MOST_RESETS_IN_AN_HOUR: i64 = 5;
/// How long the answer takes, whether or not there was anybody to write to.
const ANSWER_AFTER: Duration = Duration::from_millis(120);
/// Longer than any of ours.
const LONGEST_TOKEN: usize = 128;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// To accept an invitation.
    Invitation,
    /// To choose a new password.
    Reset,
}

impl LinkPurpose {
    /// The word that is kept.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    const fn lifetime(self) -> TimeDelta {
        match self {
            Self::Invitation => INVITATION_LIFETIME,
            Self::Reset => RESET_LIFETIME,
        }
    }

    const fn place(self) -> &'static str {
        match self {
            Self::Invitation => "/invitation/",
            Self::Reset => "/reset-password/",
        }
    }

    const fn template(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "password_reset",
        }
    }

    fn body(self, address: &str) -> String {
        match self {
            Self::Invitation => format!(
                "You are invited to Foothold. Choose your password here within 7 days: {address}\n\
                 The link works once. If you did not expect it, you need not do anything."
            ),
            Self::Reset => format!(
                "Choose a new password for Foothold here within 30 minutes: {address}\n\
                 The link works once. If you did not ask for it, you need not do anything: your password stays."
            ),
        }
    }
}

/// A link that was drawn and is not kept yet.
pub(super) struct Fresh {
    id: Uuid,
    message: Uuid,
    token: String,
    address: String,
    purpose: LinkPurpose,
    now: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl Fresh {
    pub fn new(platform: &Platform, identity: &Identity, purpose: LinkPurpose) -> Self {
        let now = identity.clock().now();
        let token = random_text();
        Self {
            id: platform.ids.new_id(),
            message: platform.ids.new_id(),
            address: format!("{}{}{token}", identity.issuer(), purpose.place()),
            token,
            purpose,
            now,
            expires_at: now + purpose.lifetime(),
        }
    }

    /// Where it leads on this site, for a page that shows it.
    pub fn address(&self, identity: &Identity) -> String {
        self.address
            .trim_start_matches(identity.issuer())
            .to_owned()
    }

    /// Ends the earlier ones of its kind, keeps it and writes the message.
    pub fn send(&self, db: &mut AnyConnection, trust: TrustId, user: UserId) -> DatabaseResult<()> {
        store::end_links(db, trust, user, Some(self.purpose), self.now)?;
        let link = NewLink {
            trust_id: trust,
            id: self.id,
            user_id: user,
            purpose: self.purpose,
            token_hash: &digest(&self.token),
            now: self.now,
            expires_at: self.expires_at,
        };
        store::insert_link(db, &link)?;
        let body = self.purpose.body(&self.address);
        store::insert_message(
            db,
            (trust, user),
            self.message,
            self.purpose.template(),
            &body,
            self.now,
        )
    }
}

/// Whose link it is, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLink {
    /// Their name.
    pub name: String,
    /// The address they will sign in with.
    pub email: String,
}

/// Whom a link is for, if it can still be used. Asking does not use it up.
///
/// # Errors
/// [`AccountError::DeadLink`].
pub async fn open_link(
    platform: &Platform,
    identity: &Identity,
    purpose: LinkPurpose,
    token: &str,
) -> Result<OpenLink, AccountError> {
    let (now, hash) = (identity.clock().now(), hash_of(token)?);
    platform
        .database
        .read(move |db| {
            let (_, user) = live(db, &hash, purpose, now)?;
            Ok(OpenLink {
                name: user.name,
                email: user.email,
            })
        })
        .await
}

fn hash_of(token: &str) -> Result<String, AccountError> {
    if token.is_empty() || token.len() > LONGEST_TOKEN {
        return Err(AccountError::DeadLink);
    }
    Ok(digest(token))
}

/// The link and its person, if both can be used now.
fn live(
    db: &mut AnyConnection,
    hash: &str,
    purpose: LinkPurpose,
    now: DateTime<Utc>,
) -> Result<(LinkRow, UserRow), AccountError> {
    let link = store::link_by_token(db, hash)?
        .filter(|link| link.purpose == purpose.as_str())
        .filter(|link| link.ended_at.is_none() && now < link.expires_at)
        .ok_or(AccountError::DeadLink)?;
    let user = store::find(db, link.trust_id, link.user_id)?
        .filter(|user| user.disabled_at.is_none())
        .filter(|user| (purpose == LinkPurpose::Invitation) == user.invited_until.is_some())
        .ok_or(AccountError::DeadLink)?;
    Ok((link, user))
}

/// Accepts an invitation: the password is chosen, the link is used up, and they are let in as far as a password lets
/// anybody in. Gives the address they sign in with.
///
/// # Errors
/// [`AccountError::DeadLink`]; [`AccountError::Password`] when the password cannot be taken: then the link still works.
pub(crate) async fn accept_invitation(
    platform: &Platform,
    identity: &Identity,
    origin: Origin,
    request_id: String,
    (token, password): (&str, &str),
) -> Result<(String, SignInStep), AccountError> {
    let purpose = LinkPurpose::Invitation;
    let change = chosen(platform, identity, purpose, (token, password)).await?;
    let (hash, now, at) = (
        hash_of(token)?,
        identity.clock().now(),
        platform.clock.now(),
    );
    let (keeper, sessions) = (platform.clone(), identity.clone());
    platform
        .database
        .write(move |db| {
            let (link, user) = live(db, &hash, purpose, now)?;
            take(db, &link, &change, now)?;
            let (whose, from) = ((user.trust_id, user.id), (&origin, request_id.as_str()));
            themselves(&user, &request_id).note(db, at, "accept_invitation", user.id)?;
            let step = identity::enter_with_new_password(db, (&keeper, &sessions), whose, from)?;
            Ok((user.email, step))
        })
        .await
}

/// Chooses a new password with a link, and ends every session that was begun with the old one. Gives the address to
/// sign in with.
///
/// # Errors
/// [`AccountError::DeadLink`]; [`AccountError::Password`] when the password cannot be taken: then the link still works.
pub async fn reset_password(
    platform: &Platform,
    identity: &Identity,
    request_id: String,
    (token, password): (&str, &str),
) -> Result<String, AccountError> {
    let purpose = LinkPurpose::Reset;
    let change = chosen(platform, identity, purpose, (token, password)).await?;
    let (hash, now, at) = (
        hash_of(token)?,
        identity.clock().now(),
        platform.clock.now(),
    );
    platform
        .database
        .write(move |db| {
            let (link, user) = live(db, &hash, purpose, now)?;
            take(db, &link, &change, now)?;
            identity::end_sign_ins_of(db, (user.trust_id, user.id), None, now)?;
            themselves(&user, &request_id).note(db, at, "reset_password", user.id)?;
            Ok(user.email)
        })
        .await
}

/// The password as it will be kept, if the link is good and the password is.
async fn chosen(
    platform: &Platform,
    identity: &Identity,
    purpose: LinkPurpose,
    (token, password): (&str, &str),
) -> Result<Change, AccountError> {
    let (now, hash) = (identity.clock().now(), hash_of(token)?);
    let about = platform
        .database
        .read(move |db| -> Result<_, AccountError> {
            let (_, user) = live(db, &hash, purpose, now)?;
            let trust = store::trust_name(db, user.trust_id)?;
            Ok([user.name, user.email, trust])
        })
        .await?;
    let hash = identity.new_password(password, &about).await?;
    Ok(Change::Password(hash.as_str().to_owned()))
}

fn take(
    db: &mut AnyConnection,
    link: &LinkRow,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<(), AccountError> {
    if !store::use_up(db, link, now)? {
        return Err(AccountError::DeadLink);
    }
    store::end_links(db, link.trust_id, link.user_id, None, now)?;
    Ok(store::change(db, link.trust_id, link.user_id, change)?)
}

/// Whoever used a link acts for themselves.
pub(super) fn themselves(user: &UserRow, request_id: &str) -> By {
    By {
        principal: Principal {
            trust_id: user.trust_id,
            who: Who::Staff {
                user_id: user.id,
                role: user.role,
            },
            name: user.name.clone(),
        },
        request_id: request_id.to_owned(),
    }
}

/// Sends a link to choose a new password, if somebody signs in with this address. `request` names the asking to the
/// page that follows; it is given for an unknown address too. The answer takes the same time for all.
pub async fn request_reset(
    platform: &Platform,
    identity: &Identity,
    request_id: String,
    email: &str,
    request: Uuid,
) {
    let even = tokio::time::Instant::now() + ANSWER_AFTER;
    let work = {
        let (platform, identity) = (platform.clone(), identity.clone());
        let email = is_email(email).then(|| plain_email(email));
        async move {
            let Some(email) = email else { return };
            if let Err(error) = send_reset(&platform, &identity, request_id, email, request).await {
                tracing::error!(%error, "a link to choose a new password was not sent");
            }
        }
    };
    // The work goes on by itself, so that the answer's time does not depend on it.
    let work = actix_web::rt::spawn(work);
    if identity.shows_codes() {
        // The next page shows the link, and in a demo there is nobody to keep anything from.
        let _finished = work.await;
    }
    tokio::time::sleep_until(even).await;
}

async fn send_reset(
    platform: &Platform,
    identity: &Identity,
    request_id: String,
    email: String,
    request: Uuid,
) -> DatabaseResult<()> {
    let link = Fresh::new(platform, identity, LinkPurpose::Reset);
    let address = link.address(identity);
    let at = platform.clock.now();
    let sent = platform
        .database
        .write(move |db| -> DatabaseResult<bool> {
            let Some(user) = store::active_by_email(db, &email)? else {
                return Ok(false);
            };
            let since = link.now - TimeDelta::hours(1);
            let sent = store::links_since(db, user.trust_id, user.id, LinkPurpose::Reset, since)?;
            if sent >= MOST_RESETS_IN_AN_HOUR {
                return Ok(false);
            }
            link.send(db, user.trust_id, user.id)?;
            themselves(&user, &request_id).note(db, at, "request_password_reset", user.id)?;
            Ok(true)
        })
        .await?;
    if sent {
        identity.show_link(request, &address);
    }
    Ok(())
}
