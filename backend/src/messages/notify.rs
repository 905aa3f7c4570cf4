//! GOV.UK Notify, which NHS bodies send texts and e-mails with (its REST API, version 2).
//!
//! Two templates are made there, one for texts and one for e-mails, each with the one placeholder `((message))`; the
//! words are Foothold's own. A request is signed with a token that its key makes (HS256, good for seconds).

use super::store::Address;
use crate::platform::{
    config::{ConfigError, Secret, given},
    outgoing::{Outgoing, OutgoingError, is_secure},
};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::{StatusCode, Url};
use serde::Serialize;
use serde_json::json;
use std::{fmt, path::PathBuf};
use uuid::Uuid;

const KEY_VARIABLE: &str = "FOOTHOLD_NOTIFY_KEY";

/// Whether and how messages are sent.
#[derive(Debug, Clone, clap::Args)]
pub struct NotifySettings {
    /// The API key of the Trust's service on GOV.UK Notify: its name, the service's id and a secret, joined by hyphens.
    #[arg(long, env = "FOOTHOLD_NOTIFY_KEY", hide_env_values = true)]
    pub notify_key: Option<Secret>,
    /// A file that holds the key instead.
    #[arg(long, env = "FOOTHOLD_NOTIFY_KEY_FILE")]
    pub notify_key_file: Option<PathBuf>,
    /// The id of the template for texts.
    #[arg(long, env = "FOOTHOLD_NOTIFY_TEXT_TEMPLATE")]
    pub notify_text_template: Option<Uuid>,
    /// The id of the template for e-mails.
    #[arg(long, env = "FOOTHOLD_NOTIFY_EMAIL_TEMPLATE")]
    pub notify_email_template: Option<Uuid>,
    /// Where it is.
    #[arg(
        long,
        env = "FOOTHOLD_NOTIFY_URL",
        default_value = "https://api.notifications.service.gov.uk"
    )]
    pub notify_url: Url,
}

/// Why messages cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    /// Half a setting would lose messages quietly.
    #[error(
        "{0} is not set, and other settings of GOV.UK Notify are. Set FOOTHOLD_NOTIFY_KEY, FOOTHOLD_NOTIFY_TEXT_TEMPLATE and \
         FOOTHOLD_NOTIFY_EMAIL_TEMPLATE, or none of them"
    )]
    HalfSet(&'static str),
    /// The key has not the shape of one.
    #[error(
        "FOOTHOLD_NOTIFY_KEY is no key of GOV.UK Notify: it ends with the service's id and a secret, two UUIDs joined by a \
         hyphen"
    )]
    NoKey,
    /// Anybody could read the messages.
    #[error("FOOTHOLD_NOTIFY_URL must begin with https://")]
    NotSecure,
    /// The key is given twice, or its file cannot be read.
    #[error(transparent)]
    Key(#[from] ConfigError),
    /// There is no client to send with.
    #[error(transparent)]
    Outgoing(#[from] OutgoingError),
}

/// What became of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sent {
    /// It is on its way.
    Taken,
    /// It can never be sent: the address is wrong, for one.
    Refused(u16),
    /// It can be tried again.
    NotNow(String),
}

/// Sends texts and e-mails. Cheap to clone.
#[derive(Clone)]
pub struct Notify {
    outgoing: Outgoing,
    url: Url,
    service: String,
    secret: EncodingKey,
    text_template: Uuid,
    email_template: Uuid,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    iat: i64,
}

impl Notify {
    /// What the settings say; none where nothing is set.
    ///
    /// # Errors
    /// When they are half set or cannot be used, naming what is wrong.
    pub fn of(settings: NotifySettings) -> Result<Option<Self>, NotifyError> {
        let NotifySettings {
            notify_key,
            notify_key_file,
            notify_text_template,
            notify_email_template,
            notify_url,
        } = settings;
        let key = given(KEY_VARIABLE, notify_key.as_ref(), notify_key_file.as_ref())?;
        if key.is_none() && notify_text_template.is_none() && notify_email_template.is_none() {
            return Ok(None);
        }
        let key = key.ok_or(NotifyError::HalfSet(KEY_VARIABLE))?;
        let text_template =
            notify_text_template.ok_or(NotifyError::HalfSet("FOOTHOLD_NOTIFY_TEXT_TEMPLATE"))?;
        let email_template =
            notify_email_template.ok_or(NotifyError::HalfSet("FOOTHOLD_NOTIFY_EMAIL_TEMPLATE"))?;
        if !is_secure(&notify_url) {
            return Err(NotifyError::NotSecure);
        }
        let (service, secret) = parts_of(key.expose().trim()).ok_or(NotifyError::NoKey)?;
        Ok(Some(Self {
            outgoing: Outgoing::new()?,
            url: notify_url,
            service: service.to_owned(),
            secret: EncodingKey::from_secret(secret.as_bytes()),
            text_template,
            email_template,
        }))
    }

    pub(super) async fn send(
        &self,
        id: Uuid,
        to: &Address,
        message: &str,
        now: DateTime<Utc>,
    ) -> Sent {
        let (kind, contact, address, template) = match to {
            Address::Email(email) => ("email", "email_address", email, self.email_template),
            Address::Phone(phone) => ("sms", "phone_number", phone, self.text_template),
        };
        let body = json!({
            contact: address,
            "template_id": template,
            "personalisation": { "message": message },
            "reference": id,
        });
        let token = match self.token(now) {
            Ok(token) => token,
            Err(error) => return Sent::NotNow(error.to_string()),
        };
        let Ok(place) = self.url.join(&format!("v2/notifications/{kind}")) else {
            return Sent::NotNow("FOOTHOLD_NOTIFY_URL leads nowhere".to_owned());
        };
        match self
            .outgoing
            .post_json(place, &token, body.to_string())
            .await
        {
            Ok(reply) if reply.status.is_success() => Sent::Taken,
            // 403 is about our key and 429 about our number: both can be mended, and the message waits.
            Ok(reply) if is_for_good(reply.status) => Sent::Refused(reply.status.as_u16()),
            Ok(reply) => Sent::NotNow(format!("status {}", reply.status.as_u16())),
            Err(error) => Sent::NotNow(without_address(&error)),
        }
    }

    fn token(&self, now: DateTime<Utc>) -> Result<String, jsonwebtoken::errors::Error> {
        let claims = Claims {
            iss: &self.service,
            iat: now.timestamp(),
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.secret)
    }
}

fn is_for_good(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE
    )
}

/// The kind of fault only: an error's own words can hold what was asked.
fn without_address(error: &OutgoingError) -> String {
    match error {
        OutgoingError::Failed(error) if error.is_timeout() => "no answer in time".to_owned(),
        OutgoingError::Failed(error) if error.is_connect() => "nobody is there".to_owned(),
        OutgoingError::Failed(_) => "the answer broke off".to_owned(),
        other => other.to_string(),
    }
}

/// The service's id and the secret: the last two UUIDs of `name-SERVICE-SECRET`.
fn parts_of(key: &str) -> Option<(&str, &str)> {
    const UUID: usize = 36;
    let (rest, secret) = key.split_at_checked(key.len().checked_sub(UUID)?)?;
    let rest = rest.strip_suffix('-')?;
    let (_, service) = rest.split_at_checked(rest.len().checked_sub(UUID)?)?;
    let are_ids = service.parse::<Uuid>().is_ok() && secret.parse::<Uuid>().is_ok();
    are_ids.then_some((service, secret))
}

impl fmt::Debug for Notify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notify")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str =
        "wp_team-11111111-2222-4333-8444-555555555555-66666666-7777-4888-9999-000000000000";

    fn settings(key: Option<&str>) -> NotifySettings {
        NotifySettings {
            notify_key: key.map(Secret::new),
            notify_key_file: None,
            notify_text_template: Some(Uuid::nil()),
            notify_email_template: Some(Uuid::nil()),
            notify_url: "https://notify.example".parse().expect("an address"),
        }
    }

    #[test]
    fn a_key_is_its_service_and_its_secret() {
        let parts = parts_of(KEY).expect("a key");
        assert_eq!(parts.0, "11111111-2222-4333-8444-555555555555");
        assert_eq!(parts.1, "66666666-7777-4888-9999-000000000000");
        for nonsense in ["", "secret", &KEY[10..], &KEY[..70]] {
            assert!(
                parts_of(nonsense).is_none() || nonsense.len() > 70,
                "{nonsense}"
            );
        }
    }

    #[test]
    fn what_is_half_set_stops_the_start_by_its_name() {
        let error = Notify::of(settings(None)).expect_err("half a setting");
        assert!(error.to_string().contains("FOOTHOLD_NOTIFY_KEY"));
        assert!(matches!(
            Notify::of(settings(Some("guess"))),
            Err(NotifyError::NoKey)
        ));
        let twice = NotifySettings {
            notify_key_file: Some("/nowhere".into()),
            ..settings(Some(KEY))
        };
        assert!(matches!(Notify::of(twice), Err(NotifyError::Key(_))));
        let elsewhere = NotifySettings {
            notify_key_file: Some("/nowhere".into()),
            ..settings(None)
        };
        let error = Notify::of(elsewhere).expect_err("no such file");
        assert!(error.to_string().contains("FOOTHOLD_NOTIFY_KEY_FILE"));
        let file = std::env::temp_dir().join(format!("notify-key-{}", std::process::id()));
        std::fs::write(&file, format!("{KEY}\n")).expect("a file");
        let in_a_file = NotifySettings {
            notify_key_file: Some(file.clone()),
            ..settings(None)
        };
        assert!(Notify::of(in_a_file).expect("a key").is_some());
        std::fs::remove_file(&file).expect("the file");
        let mut open = settings(Some(KEY));
        open.notify_url = "http://notify.example".parse().expect("an address");
        assert!(matches!(Notify::of(open), Err(NotifyError::NotSecure)));
        let shown = format!("{:?}", Notify::of(settings(Some(KEY))).expect("settings"));
        assert!(!shown.contains("66666666"), "{shown}");
    }
}
