//! Where the database is: `sqlite:PATH` or `postgres://…`.

use std::{fmt, str::FromStr};

/// The address of a database. `Debug` and `Display` leave out any password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(String),
    /// A server, as libpq reads it.
    Postgres(String),
}

/// Why an address was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseUrlError {
    /// It begins with neither scheme.
    #[error("a database is `sqlite:PATH` or `postgres://USER@HOST/NAME`")]
    UnknownScheme,
    /// Every connection would have a database of its own.
    #[error("a database in memory cannot be shared by several connections: give a file")]
    InMemory,
}

impl FromStr for DatabaseUrl {
    type Err = DatabaseUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        match text
            .strip_prefix("sqlite://")
            .or_else(|| text.strip_prefix("sqlite:"))
        {
            None | Some("") => Err(DatabaseUrlError::UnknownScheme),
            Some(path) if path.contains(":memory:") => Err(DatabaseUrlError::InMemory),
            Some(path) => Ok(Self::Sqlite(path.to_owned())),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{path}"),
            Self::Postgres(address) => {
                let place = address.rsplit_once('@').map_or_else(
                    || address.split_once("//").map_or("", |(_, place)| place),
                    |(_, place)| place,
                );
                write!(
                    f,
                    "postgres://{}",
                    place.split('?').next().unwrap_or_default()
                )
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_shown_without_their_password() {
        let file = |path: &str| Ok(DatabaseUrl::Sqlite(path.into()));
        assert_eq!("sqlite:foothold.sqlite".parse(), file("foothold.sqlite"));
        assert_eq!(
            "sqlite:/var/foothold.sqlite".parse(),
            file("/var/foothold.sqlite")
        );
        assert_eq!(
            "sqlite:///var/foothold.sqlite".parse(),
            file("/var/foothold.sqlite")
        );
        assert_eq!(
            "sqlite::memory:".parse::<DatabaseUrl>(),
            Err(DatabaseUrlError::InMemory)
        );
        assert_eq!(
            "mysql://x".parse::<DatabaseUrl>(),
            Err(DatabaseUrlError::UnknownScheme)
        );
        let server: DatabaseUrl = "postgres://app:secret@db:5432/foothold?sslmode=require"
            .parse()
            .expect("an address");
        assert_eq!(format!("{server:?}"), "postgres://db:5432/foothold");
    }
}
