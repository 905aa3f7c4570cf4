//! What can go wrong between us and a database, in the words the services need.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};

/// The outcome of a statement or of a transaction.
pub type DatabaseResult<T> = Result<T, DatabaseError>;

/// A failure of the database, or a refusal by one of its constraints.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The row that was asked for is not there.
    #[error("no such row")]
    NotFound,
    /// A unique constraint refused the write.
    #[error("{0}")]
    Unique(UniqueViolation),
    /// A row refers to another that does not exist (or is still referred to).
    #[error("a foreign key refused the write: {0}")]
    ForeignKey(String),
    /// A NOT NULL or CHECK constraint refused the write: a mistake of ours.
    #[error("a constraint refused the write: {0}")]
    Constraint(String),
    /// Nobody answers, or no connection came free in time.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Nobody answered while it was being committed: it may stand, or not.
    #[error("it is not known whether it was kept: {0}")]
    Unknown(String),
    /// The disk is full. Reads go on.
    #[error("the database cannot grow: {0}")]
    Full(String),
    /// Another transaction was in the way for too long.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The schema is not the one that this program was built for.
    #[error("{0}")]
    Schema(String),
    /// The work was stopped before its end: a panic or the end of the program.
    #[error("the work was stopped before its end")]
    Stopped,
    /// The job in which this was to be done has been taken over by another server.
    #[error("another server has taken over this job")]
    LeaseLost,
    /// What was done could not be told to the audit log, so that it was not done.
    #[error("{0}")]
    Unaudited(&'static str),
    /// A field that is kept sealed could not be sealed or opened.
    #[error("a sealed field: {0}")]
    Sealed(#[from] crate::platform::crypto::SealError),
    /// Anything else.
    #[error("the database refused a statement: {0}")]
    Statement(Error),
}

/// Which unique constraint was violated. SQLite does not say its name, both say its columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("another row of {table} has the same {}", columns.join(", "))]
pub struct UniqueViolation {
    /// The table.
    pub table: String,
    /// The columns of the constraint, in its order.
    pub columns: Vec<String>,
}

impl DatabaseError {
    /// Was it the unique constraint of `table` that ends in `column`?
    ///
    /// Constraints begin with `trust_id`, so that the last column is what tells them apart.
    #[must_use]
    pub fn is_duplicate(&self, table: &str, column: &str) -> bool {
        matches!(self, Self::Unique(violation) if violation.table == table
            && violation.columns.last().is_some_and(|last| last == column))
    }

    /// The same failure, for each of those who shared one transaction.
    #[must_use]
    pub fn echo(&self) -> Self {
        match self {
            Self::Full(reason) => Self::Full(reason.clone()),
            Self::Busy(reason) => Self::Busy(reason.clone()),
            Self::Unaudited(reason) => Self::Unaudited(reason),
            Self::Unknown(reason) => Self::Unknown(reason.clone()),
            other => Self::Unavailable(other.to_string()),
        }
    }

    /// The same failure, when it came from a commit: whether that stands is not known where nobody answered any more.
    #[must_use]
    pub(super) fn while_committing(self) -> Self {
        match self {
            Self::Unavailable(reason) => Self::Unknown(reason),
            other => other,
        }
    }

    /// Is it worth the caller's while to try again soon?
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Full(_) | Self::Busy(_))
    }
}

impl From<Error> for DatabaseError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(kind, information) => refused(kind, information),
            Error::BrokenTransactionManager => Self::Unavailable("the connection is broken".into()),
            other => Self::Statement(other),
        }
    }
}

fn refused(
    kind: DatabaseErrorKind,
    information: Box<dyn DatabaseErrorInformation + Send + Sync>,
) -> DatabaseError {
    let message = information.message().to_owned();
    match kind {
        DatabaseErrorKind::UniqueViolation => {
            DatabaseError::Unique(unique_violation(information.as_ref()))
        }
        DatabaseErrorKind::ForeignKeyViolation => DatabaseError::ForeignKey(message),
        DatabaseErrorKind::NotNullViolation | DatabaseErrorKind::CheckViolation => {
            DatabaseError::Constraint(message)
        }
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            DatabaseError::Unavailable(message)
        }
        DatabaseErrorKind::SerializationFailure => DatabaseError::Busy(message),
        _ => by_message(&message).unwrap_or(DatabaseError::Statement(Error::DatabaseError(
            kind,
            information,
        ))),
    }
}

/// What diesel gives only as text.
fn by_message(message: &str) -> Option<DatabaseError> {
    const FULL: [&str; 3] = [
        "disk is full",
        "No space left on device",
        "could not extend file",
    ];
    const BUSY: [&str; 4] = [
        "database is locked",
        "database table is locked",
        "deadlock detected",
        "lock timeout",
    ];
    const GONE: [&str; 8] = [
        "server closed the connection",
        "terminating connection",
        "connection to server",
        "no connection to the server",
        "could not receive data",
        "could not send data",
        "the database system is",
        "unable to open database file",
    ];
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if has(&FULL) {
        Some(DatabaseError::Full(message.to_owned()))
    } else if has(&BUSY) {
        Some(DatabaseError::Busy(message.to_owned()))
    } else if has(&GONE) {
        Some(DatabaseError::Unavailable(message.to_owned()))
    } else {
        None
    }
}

fn unique_violation(information: &dyn DatabaseErrorInformation) -> UniqueViolation {
    match (information.table_name(), information.details()) {
        (Some(table), Some(details)) => postgres_violation(table, details),
        _ => sqlite_violation(information.message()),
    }
}

/// PostgreSQL: `Key (trust_id, external_ref)=(…) already exists.`
fn postgres_violation(table: &str, details: &str) -> UniqueViolation {
    let columns = details
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(")="))
        .map_or("", |(columns, _)| columns);
    UniqueViolation {
        table: table.to_owned(),
        columns: columns
            .split(", ")
            .map(|column| column.trim_matches('"').to_owned())
            .collect(),
    }
}

/// SQLite: `UNIQUE constraint failed: referrals.trust_id, referrals.external_ref`
fn sqlite_violation(message: &str) -> UniqueViolation {
    let names = message.split_once(": ").map_or("", |(_, names)| names);
    let mut table = String::new();
    let mut columns = Vec::new();
    for name in names.split(", ") {
        if let Some((of, column)) = name.split_once('.') {
            of.clone_into(&mut table);
            columns.push(column.to_owned());
        }
    }
    UniqueViolation { table, columns }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_name_the_same_constraint() {
        let expected = UniqueViolation {
            table: "referrals".into(),
            columns: vec!["trust_id".into(), "external_ref".into()],
        };
        assert_eq!(
            sqlite_violation(
                "UNIQUE constraint failed: referrals.trust_id, referrals.external_ref"
            ),
            expected
        );
        assert_eq!(
            postgres_violation(
                "referrals",
                "Key (trust_id, external_ref)=(018f, a)=(b) already exists."
            ),
            expected
        );
        let error = DatabaseError::Unique(expected);
        assert!(error.is_duplicate("referrals", "external_ref"));
        assert!(!error.is_duplicate("referrals", "reference"));
    }
}
