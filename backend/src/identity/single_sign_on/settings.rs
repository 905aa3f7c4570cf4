//! What a server is told about the Trust's directory.

use crate::platform::{config::Secret, outgoing};
use reqwest::Url;
use shared::identity::Role;
use std::path::PathBuf;

/// The Trust's directory, from flags or the environment.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SingleSignOnConfig {
    /// The directory's issuer, such as `https://login.example.nhs.uk`. With it, staff can sign in with their Trust's account.
    #[arg(long, env = "FOOTHOLD_OIDC_ISSUER")]
    pub oidc_issuer: Option<String>,
    /// What the directory calls this server.
    #[arg(long, env = "FOOTHOLD_OIDC_CLIENT_ID")]
    pub oidc_client_id: Option<String>,
    /// The secret that the directory gave for it.
    #[arg(long, env = "FOOTHOLD_OIDC_CLIENT_SECRET", hide_env_values = true)]
    pub oidc_client_secret: Option<Secret>,
    /// A file that holds the secret instead.
    #[arg(long, env = "FOOTHOLD_OIDC_CLIENT_SECRET_FILE")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// The claim that lists somebody's groups.
    #[arg(long, env = "FOOTHOLD_OIDC_GROUPS_CLAIM", default_value = "groups")]
    pub oidc_groups_claim: String,
    /// Which group is which role, the first that fits counts: `wp-admins=administrator,wp-team=coordinator`.
    #[arg(long, env = "FOOTHOLD_OIDC_ROLES", value_delimiter = ',')]
    pub oidc_roles: Vec<String>,
    /// Make an account for whoever is in one of those groups and has none yet.
    #[arg(long, env = "FOOTHOLD_OIDC_CREATE_ACCOUNTS")]
    pub oidc_create_accounts: bool,
    /// What the button calls it: "Sign in with …".
    #[arg(long, env = "FOOTHOLD_OIDC_NAME", default_value = "your Trust account")]
    pub oidc_name: String,
}

/// The Trust's directory, whole and checked.
#[derive(Debug, Clone)]
pub struct SingleSignOnSettings {
    /// Its issuer.
    pub issuer: String,
    /// What it calls this server.
    pub client_id: String,
    /// The secret for it.
    pub client_secret: Secret,
    /// The claim that lists groups.
    pub groups_claim: String,
    /// Which group is which role.
    pub roles: Vec<(String, Role)>,
    /// Whether accounts are made.
    pub creates_accounts: bool,
    /// What people call it.
    pub name: String,
}

/// Why the directory's settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SingleSignOnError {
    /// Half of them are there.
    #[error(
        "{0} is not set, and other settings of single sign-on are. Set FOOTHOLD_OIDC_ISSUER, FOOTHOLD_OIDC_CLIENT_ID and \
         FOOTHOLD_OIDC_CLIENT_SECRET (or FOOTHOLD_OIDC_CLIENT_SECRET_FILE), or none of them"
    )]
    Missing(&'static str),
    /// Passwords and tokens would cross the network in the clear.
    #[error("FOOTHOLD_OIDC_ISSUER is {0}: it must begin with https://")]
    NotSecure(String),
    /// The secret's file cannot be read.
    #[error("FOOTHOLD_OIDC_CLIENT_SECRET_FILE ({0}) cannot be read: {1}")]
    File(String, String),
    /// A mapping that cannot be read.
    #[error(
        "FOOTHOLD_OIDC_ROLES holds '{0}', which is not GROUP=ROLE with a role such as coordinator, hiring_manager or \
         administrator"
    )]
    Role(String),
    /// Nobody would be given a role.
    #[error(
        "FOOTHOLD_OIDC_CREATE_ACCOUNTS needs FOOTHOLD_OIDC_ROLES: an account is made with the role of a group"
    )]
    NoRoles,
}

impl SingleSignOnConfig {
    /// The settings; none if none are set.
    ///
    /// # Errors
    /// When half of them are set or one cannot be used, with its name.
    pub fn read(self) -> Result<Option<SingleSignOnSettings>, SingleSignOnError> {
        let given = |text: Option<String>| {
            text.map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        let issuer = given(self.oidc_issuer);
        let client_id = given(self.oidc_client_id);
        let secret = secret(self.oidc_client_secret, self.oidc_client_secret_file)?;
        let roles = roles(&self.oidc_roles)?;
        if issuer.is_none() && client_id.is_none() && secret.is_none() {
            return match roles.is_empty() && !self.oidc_create_accounts {
                true => Ok(None),
                false => Err(SingleSignOnError::Missing("FOOTHOLD_OIDC_ISSUER")),
            };
        }
        let missing = SingleSignOnError::Missing;
        let issuer = issuer.ok_or(missing("FOOTHOLD_OIDC_ISSUER"))?;
        if !is_secure(&issuer) {
            return Err(SingleSignOnError::NotSecure(issuer));
        }
        if self.oidc_create_accounts && roles.is_empty() {
            return Err(SingleSignOnError::NoRoles);
        }
        Ok(Some(SingleSignOnSettings {
            issuer,
            client_id: client_id.ok_or(missing("FOOTHOLD_OIDC_CLIENT_ID"))?,
            client_secret: secret.ok_or(missing("FOOTHOLD_OIDC_CLIENT_SECRET"))?,
            groups_claim: self.oidc_groups_claim,
            roles,
            creates_accounts: self.oidc_create_accounts,
            name: self.oidc_name,
        }))
    }
}

fn secret(
    given: Option<Secret>,
    file: Option<PathBuf>,
) -> Result<Option<Secret>, SingleSignOnError> {
    let given = given.filter(|secret| !secret.expose().trim().is_empty());
    let Some(file) = file.filter(|file| given.is_none() && !file.as_os_str().is_empty()) else {
        return Ok(given);
    };
    match std::fs::read_to_string(&file) {
        Ok(text) => Ok(Some(Secret::new(text.trim())).filter(|secret| !secret.expose().is_empty())),
        Err(error) => Err(SingleSignOnError::File(
            file.display().to_string(),
            error.to_string(),
        )),
    }
}

fn roles(given: &[String]) -> Result<Vec<(String, Role)>, SingleSignOnError> {
    given
        .iter()
        .map(|pair| pair.trim())
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            // A group's name may hold a `=` (`cn=wp-team`), a role's never does.
            let read = pair.rsplit_once('=').and_then(|(group, role)| {
                Some((group.trim().to_owned(), role.trim().parse().ok()?))
            });
            read.filter(|(group, _)| !group.is_empty())
                .ok_or_else(|| SingleSignOnError::Role(pair.to_owned()))
        })
        .collect()
}

/// Over TLS, or on this machine.
fn is_secure(address: &str) -> bool {
    Url::parse(address).is_ok_and(|address| outgoing::is_secure(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> SingleSignOnConfig {
        SingleSignOnConfig {
            oidc_issuer: Some("https://login.example.nhs.uk".to_owned()),
            oidc_client_id: Some("foothold".to_owned()),
            oidc_client_secret: Some(Secret::new("keep me")),
            oidc_roles: vec![
                "cn=wp-team=coordinator".to_owned(),
                "wp=administrator".to_owned(),
            ],
            ..SingleSignOnConfig::default()
        }
    }

    #[test]
    fn all_of_it_or_nothing() {
        assert!(
            SingleSignOnConfig::default()
                .read()
                .expect("nothing")
                .is_none()
        );
        let settings = whole().read().expect("settings").expect("some");
        assert_eq!(
            settings.roles[0],
            ("cn=wp-team".to_owned(), Role::Coordinator)
        );
        assert!(!format!("{settings:?}").contains("keep me"));
        let half = [
            (
                "FOOTHOLD_OIDC_ISSUER",
                SingleSignOnConfig {
                    oidc_issuer: None,
                    ..whole()
                },
            ),
            (
                "FOOTHOLD_OIDC_CLIENT_ID",
                SingleSignOnConfig {
                    oidc_client_id: Some(" ".to_owned()),
                    ..whole()
                },
            ),
            (
                "FOOTHOLD_OIDC_CLIENT_SECRET",
                SingleSignOnConfig {
                    oidc_client_secret: None,
                    ..whole()
                },
            ),
        ];
        for (name, config) in half {
            let error = config.read().expect_err("a refusal").to_string();
            assert!(error.starts_with(&format!("{name} is not set")), "{error}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for address in ["http://login.example.nhs.uk", "login", "ftp://127.0.0.1"] {
            let config = SingleSignOnConfig {
                oidc_issuer: Some(address.to_owned()),
                ..whole()
            };
            assert!(
                matches!(config.read(), Err(SingleSignOnError::NotSecure(_))),
                "{address}"
            );
        }
        for pair in ["wp", "=coordinator", "wp=king"] {
            let config = SingleSignOnConfig {
                oidc_roles: vec![pair.to_owned()],
                ..whole()
            };
            let error = config.read().expect_err("a refusal").to_string();
            assert!(
                error.contains(pair) && error.contains("FOOTHOLD_OIDC_ROLES"),
                "{error}"
            );
        }
        let config = SingleSignOnConfig {
            oidc_roles: Vec::new(),
            oidc_create_accounts: true,
            ..whole()
        };
        assert_eq!(config.read().err(), Some(SingleSignOnError::NoRoles));
        let file = Some(PathBuf::from("/nowhere/secret"));
        let config = SingleSignOnConfig {
            oidc_client_secret: None,
            oidc_client_secret_file: file,
            ..whole()
        };
        assert!(
            config
                .read()
                .expect_err("a refusal")
                .to_string()
                .contains("/nowhere/secret")
        );
    }
}
