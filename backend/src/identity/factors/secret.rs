//! The secret of an authenticator app as it is kept: sealed for its row, with a key that is not in the database.

use super::{Member, store};
use crate::platform::{
    crypto::{self, FieldKeys, KeyRing, Place, SealError},
    database::{AnyConnection, DatabaseResult},
};
use shared::ids::TrustId;

/// One that is moved to another row does not open.
fn place((trust, user): Member) -> Place<'static> {
    Place {
        table: "second_factors",
        trust: trust.as_uuid(),
        row: user.as_uuid(),
        field: "secret",
    }
}

fn keys(fields: &FieldKeys) -> KeyRing {
    fields.for_use("seal second factors v1")
}

pub(super) fn seal(fields: &FieldKeys, member: Member, secret: &[u8]) -> Result<String, SealError> {
    crypto::seal(&keys(fields), place(member), secret)
}

pub(super) fn open(fields: &FieldKeys, member: Member, sealed: &str) -> Result<Vec<u8>, SealError> {
    crypto::open(&keys(fields), place(member), sealed)
}

/// Seals the secrets of a Trust's apps with the newest key that are not, `limit` at most, and gives how many there were. One
/// that was shown and never confirmed is forgotten instead: it can be drawn again.
///
/// # Errors
/// When one does not open with any key that is given, or the database could not.
pub fn reseal_secrets(
    db: &mut AnyConnection,
    trust: TrustId,
    fields: &FieldKeys,
    limit: usize,
) -> DatabaseResult<usize> {
    let newest = fields.newest_version();
    let is_older = |sealed: &str| {
        crypto::version_of(sealed).is_none_or(|version| i32::from(version) != newest)
    };
    let all = store::sealed(db, trust)?.into_iter();
    let older = all.filter(|(_, secret, offered)| {
        [secret, offered]
            .into_iter()
            .flatten()
            .any(|sealed| is_older(sealed))
    });
    let batch: Vec<_> = older.take(limit).collect();
    for (user, secret, offered) in &batch {
        let member = (trust, *user);
        let secret = match secret {
            Some(sealed) if is_older(sealed) => {
                let plain = open(fields, member, sealed)?;
                Some(seal(fields, member, &plain)?)
            }
            kept => kept.clone(),
        };
        let keeps_offer = offered.as_deref().is_some_and(|sealed| !is_older(sealed));
        store::set_sealed(db, member, secret, keeps_offer)?;
    }
    Ok(batch.len())
}
