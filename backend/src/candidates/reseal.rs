//! Seals every National Insurance number with the newest key.

use super::{number, store};
use crate::platform::{
    crypto::FieldKeys,
    database::{AnyConnection, DatabaseResult},
};
use shared::ids::TrustId;

/// Seals the numbers of a Trust's people with the newest key that are not, `limit` at most, and gives how many there were.
///
/// # Errors
/// When one does not open with any key that is given, or the database could not.
pub fn reseal_numbers(
    db: &mut AnyConnection,
    trust: TrustId,
    fields: &FieldKeys,
    limit: i64,
) -> DatabaseResult<usize> {
    let batch = store::sealed_otherwise(db, trust, fields.newest_version(), limit)?;
    for (id, sealed) in &batch {
        let plain = number::open(fields, trust, *id, sealed)?;
        let sealed = number::seal(fields, trust, *id, &plain)?;
        store::set_number(db, trust, *id, Some(&sealed))?;
    }
    Ok(batch.len())
}
