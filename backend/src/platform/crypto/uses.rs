//! Which keys a database depends on, so that a server without one of them does not start, and says which.

use super::{KeyRing, hash::keyed_hash};
use crate::platform::database::{
    AnyConnection, Database, DatabaseError, DatabaseResult, bind,
    schema::{key_uses, trusts},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::TrustId;

/// What a ring is for, and what to call it when it is not the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPurpose {
    /// Fields that are kept sealed.
    Fields,
    /// The chain of the audit log.
    Audit,
}

impl KeyPurpose {
    const fn code(self) -> &'static str {
        match self {
            Self::Fields => "fields",
            Self::Audit => "audit",
        }
    }

    const fn variable(self) -> &'static str {
        match self {
            Self::Fields => "FOOTHOLD_FIELD_KEYS",
            Self::Audit => "FOOTHOLD_AUDIT_KEYS",
        }
    }

    const fn until(self) -> &'static str {
        match self {
            Self::Fields => "until `foothold reseal` says that it can be dropped",
            Self::Audit => "for as long as its lines are to be verified",
        }
    }
}

/// Why these keys are not the ones of this database.
#[derive(Debug, thiserror::Error)]
pub enum KeyUseError {
    /// One is not given.
    #[error(
        "{} does not hold the key of version {version}, on which this database depends. Put it at the end of the list, \
         and keep it there {}",
        purpose.variable(), purpose.until()
    )]
    Retired {
        /// Of which ring.
        purpose: KeyPurpose,
        /// Which version.
        version: i32,
    },
    /// Another one has its number.
    #[error(
        "the key of version {version} in {} is not the one that this database was used with. Give that one, or give \
         the new key a number of its own",
        purpose.variable()
    )]
    Another {
        /// Of which ring.
        purpose: KeyPurpose,
        /// Which version.
        version: i32,
    },
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Makes sure that every key that the database depends on is in the ring, and notes that it depends on the newest from now
/// on.
///
/// # Errors
/// When a key is not given, or another one has its number: what to do is said.
pub async fn check_keys(
    database: &Database,
    purpose: KeyPurpose,
    ring: &KeyRing,
    now: DateTime<Utc>,
) -> Result<(), KeyUseError> {
    let ring = ring.clone();
    database
        .write(move |db| {
            let all: Vec<TrustId> = trusts::table
                .select(trusts::id)
                .load(db)
                .map_err(DatabaseError::from)?;
            for trust in all {
                let noted = check(db, trust, purpose, &ring)?;
                let (version, key) = ring.newest();
                if !noted.contains(&i32::from(version)) {
                    note(db, trust, (purpose, i32::from(version)), key, now)?;
                }
            }
            Ok(())
        })
        .await
}

/// The versions that a Trust's records depend on, all of which are in the ring.
fn check(
    db: &mut AnyConnection,
    trust: TrustId,
    purpose: KeyPurpose,
    ring: &KeyRing,
) -> Result<Vec<i32>, KeyUseError> {
    let noted: Vec<(i32, String)> = key_uses::table
        .filter(key_uses::trust_id.eq(bind(trust)))
        .filter(key_uses::purpose.eq(purpose.code()))
        .order(key_uses::version)
        .select((key_uses::version, key_uses::fingerprint))
        .load(db)
        .map_err(DatabaseError::from)?;
    for (version, fingerprint) in &noted {
        let version = *version;
        let key = u16::try_from(version)
            .ok()
            .and_then(|version| ring.get(version))
            .ok_or(KeyUseError::Retired { purpose, version })?;
        if fingerprint_of(key, purpose) != *fingerprint {
            return Err(KeyUseError::Another { purpose, version });
        }
    }
    Ok(noted.into_iter().map(|(version, _)| version).collect())
}

fn note(
    db: &mut AnyConnection,
    trust: TrustId,
    (purpose, version): (KeyPurpose, i32),
    key: &[u8; 32],
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    // Servers that start together note the same.
    crate::each!(db, c => diesel::insert_into(key_uses::table)
        .values((
            key_uses::trust_id.eq(bind(trust)),
            key_uses::purpose.eq(purpose.code()),
            key_uses::version.eq(version),
            key_uses::fingerprint.eq(fingerprint_of(key, purpose)),
            key_uses::since.eq(bind(now)),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Forgets that a Trust's records depend on any key but the newest. Answers the versions that were forgotten.
///
/// # Errors
/// When the database could not.
pub fn forget_older_keys(
    db: &mut AnyConnection,
    trust: TrustId,
    purpose: KeyPurpose,
    newest: i32,
) -> DatabaseResult<Vec<i32>> {
    let older = key_uses::table
        .filter(key_uses::trust_id.eq(bind(trust)))
        .filter(key_uses::purpose.eq(purpose.code()))
        .filter(key_uses::version.ne(newest));
    let versions = older
        .select(key_uses::version)
        .order(key_uses::version)
        .load(db)?;
    diesel::delete(older).execute(db)?;
    Ok(versions)
}

/// Tells two keys apart, and says nothing else of either.
fn fingerprint_of(key: &[u8; 32], purpose: KeyPurpose) -> String {
    let hash = keyed_hash(key, "fingerprint v1", &[purpose.code().as_bytes()]);
    URL_SAFE_NO_PAD.encode(&hash[..12])
}
