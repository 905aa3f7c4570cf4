//! What a server is told at its start: flags, or `FOOTHOLD_…` in the environment. One struct for each concern.

use super::{
    crypto::{FieldKeys, KeyRing, KeyRingError},
    database::DatabaseUrl,
    http::TrustedProxies,
    telemetry::LogFormat,
};
use std::{fmt, net::SocketAddr, num::NonZeroU32, path::PathBuf, str::FromStr};

/// A value that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a secret.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(text))
    }
}

/// Where it listens.
#[derive(Debug, Clone, clap::Args)]
pub struct ListenConfig {
    /// The address to listen on. Only this machine can reach the default.
    #[arg(long, env = "FOOTHOLD_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
}

/// Where it keeps what it knows.
#[derive(Debug, Clone, clap::Args)]
pub struct DatabaseConfig {
    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`.
    #[arg(
        long,
        env = "FOOTHOLD_DATABASE",
        default_value = "sqlite:foothold.sqlite"
    )]
    pub database: DatabaseUrl,
    /// How many connections it may hold open.
    #[arg(long, env = "FOOTHOLD_DATABASE_CONNECTIONS", default_value_t = 16,
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub database_connections: u32,
    /// A database that follows it, for reports and logs that may be a little behind.
    #[arg(long, env = "FOOTHOLD_DATABASE_REPLICA")]
    pub database_replica: Option<DatabaseUrl>,
}

/// What it signs with.
#[derive(Debug, Clone, clap::Args)]
pub struct KeysConfig {
    /// The key that partners' tokens are signed with: at least 32 random bytes, as base64 or hexadecimal text.
    #[arg(long, env = "FOOTHOLD_SIGNING_KEY", hide_env_values = true)]
    pub signing_key: Option<Secret>,
    /// A file that holds it, instead.
    #[arg(long, env = "FOOTHOLD_SIGNING_KEY_FILE")]
    pub signing_key_file: Option<PathBuf>,
}

/// What it seals fields with.
#[derive(Debug, Clone, clap::Args)]
pub struct FieldKeysConfig {
    /// The keys that National Insurance numbers are sealed with: `VERSION:KEY,VERSION:KEY`, the newest first, each key
    /// 32 random bytes as base64.
    #[arg(long, env = "FOOTHOLD_FIELD_KEYS", hide_env_values = true)]
    pub field_keys: Option<Secret>,
    /// A file that holds them, instead.
    #[arg(long, env = "FOOTHOLD_FIELD_KEYS_FILE")]
    pub field_keys_file: Option<PathBuf>,
}

/// What it chains the audit log with.
#[derive(Debug, Clone, clap::Args)]
pub struct AuditKeysConfig {
    /// The keys that the audit log is chained with: `VERSION:KEY,VERSION:KEY`, the newest first, each key 32 random
    /// bytes as base64.
    #[arg(long, env = "FOOTHOLD_AUDIT_KEYS", hide_env_values = true)]
    pub audit_keys: Option<Secret>,
    /// A file that holds them, instead.
    #[arg(long, env = "FOOTHOLD_AUDIT_KEYS_FILE")]
    pub audit_keys_file: Option<PathBuf>,
}

/// What stands between it and the network.
#[derive(Debug, Clone, clap::Args)]
pub struct EdgeConfig {
    /// The proxies in front of it, whose `X-Forwarded-For` is believed: addresses and networks, separated by commas.
    #[arg(long, env = "FOOTHOLD_TRUSTED_PROXIES", default_value = "")]
    pub trusted_proxies: TrustedProxies,
    /// How many requests one client may send in a minute.
    #[arg(
        long,
        env = "FOOTHOLD_REQUESTS_PER_CLIENT",
        default_value = "1200",
        value_name = "A_MINUTE"
    )]
    pub requests_per_client: NonZeroU32,
    /// How many requests may come from one address in a minute: a whole Trust can be behind one.
    #[arg(
        long,
        env = "FOOTHOLD_REQUESTS_PER_ADDRESS",
        default_value = "12000",
        value_name = "A_MINUTE"
    )]
    pub requests_per_address: NonZeroU32,
}

/// How the log is written.
#[derive(Debug, Clone, clap::Args)]
pub struct LogConfig {
    /// What is logged, as in `RUST_LOG`.
    #[arg(long, env = "FOOTHOLD_LOG", default_value = "info")]
    pub log: String,
    /// Text for people, JSON for machines.
    #[arg(long, env = "FOOTHOLD_LOG_FORMAT", value_enum, default_value = "text")]
    pub log_format: LogFormat,
}

/// Everything that `serve` is told.
#[derive(Debug, Clone, clap::Args)]
pub struct ServerConfig {
    /// Where it listens.
    #[command(flatten)]
    pub listen: ListenConfig,
    /// Where it keeps what it knows.
    #[command(flatten)]
    pub database: DatabaseConfig,
    /// What it signs with.
    #[command(flatten)]
    pub keys: KeysConfig,
    /// What it seals fields with.
    #[command(flatten)]
    pub field_keys: FieldKeysConfig,
    /// What it chains the audit log with.
    #[command(flatten)]
    pub audit_keys: AuditKeysConfig,
    /// What stands between it and the network.
    #[command(flatten)]
    pub edge: EdgeConfig,
    /// How the log is written.
    #[command(flatten)]
    pub log: LogConfig,
}

/// What a server must have before it starts, and does not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// No signing key.
    #[error(
        "FOOTHOLD_SIGNING_KEY is not set. Partners' tokens are signed with it, so the server does not start \
         without it. Make one with `openssl rand -base64 32`, keep it secret, and give every server of this \
         installation the same. (`foothold demo` needs none.)"
    )]
    NoSigningKey,
    /// A signing key that could be guessed.
    #[error(
        "FOOTHOLD_SIGNING_KEY is too short: it needs at least 32 random bytes (`openssl rand -base64 32`)"
    )]
    ShortSigningKey,
    /// No keys of a kind that is needed.
    #[error(
        "{name} is not set. {why}. Make a key with `echo 1:$(openssl rand -base64 32)`, keep it secret and apart from \
         the database's backups, and give every server of this installation the same. (`foothold demo` needs none.)"
    )]
    NoKeys {
        /// What is not set.
        name: &'static str,
        /// What it is for.
        why: &'static str,
    },
    /// Keys that cannot be read.
    #[error(
        "{name} cannot be used: {why}. A key is made with `echo VERSION:$(openssl rand -base64 32)`"
    )]
    BadKeys {
        /// What cannot be used.
        name: &'static str,
        /// Why.
        why: KeyRingError,
    },
    /// Both a key and a file were given, which may differ.
    #[error("{0} and {0}_FILE are both set: give one of them")]
    GivenTwice(&'static str),
    /// A file with a key cannot be read.
    #[error("{name}_FILE names {path}, which cannot be read: {why}")]
    KeyFile {
        /// What it was to hold.
        name: &'static str,
        /// Where it is.
        path: String,
        /// Why.
        why: String,
    },
    /// A key of before or of next that could be guessed.
    #[error("{0} is too short: a key has at least 32 random bytes (`openssl rand -base64 32`)")]
    ShortOtherKey(&'static str),
    /// The key that signs is named as one that does not.
    #[error(
        "{0} names the same key as FOOTHOLD_SIGNING_KEY: a key signs, comes next or is retired"
    )]
    SameKeyTwice(&'static str),
}

const SIGNING_KEY: &str = "FOOTHOLD_SIGNING_KEY";
const FIELD_KEYS: &str = "FOOTHOLD_FIELD_KEYS";
const AUDIT_KEYS: &str = "FOOTHOLD_AUDIT_KEYS";

impl KeysConfig {
    /// The signing key, which a server outside the demo must have.
    ///
    /// # Errors
    /// When it is missing or too short, with what to do about it.
    pub fn signing_key(&self) -> Result<Secret, ConfigError> {
        let key = given(
            SIGNING_KEY,
            self.signing_key.as_ref(),
            self.signing_key_file.as_ref(),
        )?;
        match key {
            None => Err(ConfigError::NoSigningKey),
            Some(key) if key.expose().len() < 43 => Err(ConfigError::ShortSigningKey),
            Some(key) => Ok(key),
        }
    }
}

impl FieldKeysConfig {
    /// The keys of sealed fields.
    ///
    /// # Errors
    /// When they are missing or cannot be used, with what to do about it.
    pub fn field_keys(&self) -> Result<FieldKeys, ConfigError> {
        let keys = given(
            FIELD_KEYS,
            self.field_keys.as_ref(),
            self.field_keys_file.as_ref(),
        )?;
        let why = "National Insurance numbers are sealed with it before they are kept";
        ring(FIELD_KEYS, why, keys.as_ref()).map(FieldKeys::new)
    }
}

impl AuditKeysConfig {
    /// The keys of the audit log.
    ///
    /// # Errors
    /// When they are missing or cannot be used, with what to do about it.
    pub fn audit_keys(&self) -> Result<KeyRing, ConfigError> {
        let keys = given(
            AUDIT_KEYS,
            self.audit_keys.as_ref(),
            self.audit_keys_file.as_ref(),
        )?;
        let why = "The audit log is chained with it, so that nobody can change a line without being found out";
        ring(AUDIT_KEYS, why, keys.as_ref())
    }
}

/// What was given, by itself or in a file; nothing where it is blank.
///
/// # Errors
/// When it was given both ways, or the file cannot be read.
pub fn given(
    name: &'static str,
    value: Option<&Secret>,
    file: Option<&PathBuf>,
) -> Result<Option<Secret>, ConfigError> {
    let value = value
        .map(|value| value.expose().trim())
        .filter(|value| !value.is_empty());
    let file = file.filter(|file| !file.as_os_str().is_empty());
    match (value, file) {
        (Some(_), Some(_)) => Err(ConfigError::GivenTwice(name)),
        (Some(value), None) => Ok(Some(Secret::new(value))),
        (None, None) => Ok(None),
        (None, Some(file)) => {
            let text = std::fs::read_to_string(file).map_err(|error| ConfigError::KeyFile {
                name,
                path: file.display().to_string(),
                why: error.to_string(),
            })?;
            let text = text.trim();
            Ok((!text.is_empty()).then(|| Secret::new(text)))
        }
    }
}

fn ring(
    name: &'static str,
    why: &'static str,
    keys: Option<&Secret>,
) -> Result<KeyRing, ConfigError> {
    let keys = keys.ok_or(ConfigError::NoKeys { name, why })?;
    KeyRing::parse(keys).map_err(|why| ConfigError::BadKeys { name, why })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Args as _, FromArgMatches as _};

    fn parsed(arguments: &[&str]) -> ServerConfig {
        let command = ServerConfig::augment_args(clap::Command::new("foothold"));
        let matches = command
            .try_get_matches_from(std::iter::once("foothold").chain(arguments.iter().copied()))
            .expect("the arguments");
        ServerConfig::from_arg_matches(&matches).expect("a configuration")
    }

    #[test]
    fn the_default_can_be_reached_from_this_machine_only() {
        assert!(parsed(&[]).listen.listen.ip().is_loopback());
    }

    #[test]
    fn a_server_without_its_key_says_what_is_missing() {
        let error = parsed(&[]).keys.signing_key().expect_err("a refusal");
        assert!(error.to_string().contains("FOOTHOLD_SIGNING_KEY"));
        let short = parsed(&["--signing-key", "guess me"]);
        assert_eq!(
            short.keys.signing_key().err(),
            Some(ConfigError::ShortSigningKey)
        );
        let key = "k".repeat(44);
        let config = parsed(&["--signing-key", &key]);
        assert!(config.keys.signing_key().is_ok());
        assert!(!format!("{config:?}").contains(&key));
    }

    #[test]
    fn keys_come_from_the_environment_or_from_a_file_and_never_from_both() {
        const KEY: &str = "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        let missing = parsed(&[]).audit_keys.audit_keys().expect_err("a refusal");
        assert!(
            missing
                .to_string()
                .starts_with("FOOTHOLD_AUDIT_KEYS is not set")
        );
        let missing = parsed(&[]).field_keys.field_keys().expect_err("a refusal");
        assert!(
            missing
                .to_string()
                .starts_with("FOOTHOLD_FIELD_KEYS is not set")
        );
        let short = parsed(&["--field-keys", "1:c2hvcnQ="]);
        let short = short.field_keys.field_keys().expect_err("a refusal");
        assert!(
            short
                .to_string()
                .contains("the key of version 1 is too short")
        );
        let file = std::env::temp_dir().join(format!("foothold-key-{}", std::process::id()));
        let path = file.display().to_string();
        let absent = parsed(&["--audit-keys-file", &path]);
        let absent = absent.audit_keys.audit_keys().expect_err("a refusal");
        assert!(absent.to_string().contains(&path), "{absent}");
        std::fs::write(&file, format!("{KEY}\n")).expect("a file");
        let from_file = parsed(&["--audit-keys-file", &path]);
        assert!(from_file.audit_keys.audit_keys().is_ok());
        let both = parsed(&["--audit-keys-file", &path, "--audit-keys", KEY]);
        assert_eq!(
            both.audit_keys.audit_keys().err(),
            Some(ConfigError::GivenTwice("FOOTHOLD_AUDIT_KEYS"))
        );
        std::fs::remove_file(&file).expect("the file is gone");
        let given = parsed(&["--field-keys", KEY]);
        assert!(given.field_keys.field_keys().is_ok());
        assert!(!format!("{given:?}").contains("MDEy"));
    }
}
