//! The National Insurance number as it is kept: sealed for its row, and found by a keyed hash.

use crate::platform::crypto::{FieldKeys, Place, SealError, Sealed};
use shared::{
    ids::{CandidateId, TrustId},
    values::NiNumber,
};

const TABLE: &str = "candidates";
const FIELD: &str = "ni_number";

fn place(trust: TrustId, id: CandidateId) -> Place<'static> {
    Place {
        table: TABLE,
        trust: trust.as_uuid(),
        row: id.as_uuid(),
        field: FIELD,
    }
}

/// Seals a number for a person's row.
pub(super) fn seal(
    fields: &FieldKeys,
    trust: TrustId,
    id: CandidateId,
    number: &NiNumber,
) -> Result<Sealed, SealError> {
    fields.seal(place(trust, id), number.expose())
}

/// Opens the number of a person's row.
pub(super) fn open(
    fields: &FieldKeys,
    trust: TrustId,
    id: CandidateId,
    sealed: &str,
) -> Result<NiNumber, SealError> {
    let text = fields.open(place(trust, id), sealed)?;
    NiNumber::parse(&text).map_err(|_| SealError::Malformed)
}

/// What a number may be found by in a Trust.
pub(super) fn found_by(fields: &FieldKeys, trust: TrustId, number: &NiNumber) -> Vec<String> {
    fields.found_by(TABLE, FIELD, trust.as_uuid(), number.expose())
}
