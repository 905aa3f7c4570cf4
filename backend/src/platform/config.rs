//! What a server is told at its start: flags, or `FOOTHOLD_…` in the environment. One struct for each concern.

use super::{database::DatabaseUrl, telemetry::LogFormat};
use std::{fmt, net::SocketAddr, str::FromStr};

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
}

/// What it signs with.
#[derive(Debug, Clone, clap::Args)]
pub struct KeysConfig {
    /// The key that partners' tokens are signed with: at least 32 random bytes, as base64 or hexadecimal text.
    #[arg(long, env = "FOOTHOLD_SIGNING_KEY", hide_env_values = true)]
    pub signing_key: Option<Secret>,
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
}

impl KeysConfig {
    /// The signing key, which a server outside the demo must have.
    ///
    /// # Errors
    /// When it is missing or too short, with what to do about it.
    pub fn signing_key(&self) -> Result<&Secret, ConfigError> {
        let key = self
            .signing_key
            .as_ref()
            .filter(|key| !key.expose().trim().is_empty());
        match key {
            None => Err(ConfigError::NoSigningKey),
            Some(key) if key.expose().trim().len() < 43 => Err(ConfigError::ShortSigningKey),
            Some(key) => Ok(key),
        }
    }
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
        assert_eq!(short.keys.signing_key(), Err(ConfigError::ShortSigningKey));
        let key = "k".repeat(44);
        let config = parsed(&["--signing-key", &key]);
        assert!(config.keys.signing_key().is_ok());
        assert!(!format!("{config:?}").contains(&key));
    }
}
