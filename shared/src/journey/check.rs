//! The six NHS Employment Check Standards: outcome and date only, never a certificate.

use crate::time::CivilDate;
use crate::values::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// One of the six checks (NHS Employers, Employment Check Standards).
    CheckKind {
        Identity = "identity", "Identity";
        RightToWork = "right_to_work", "Right to work";
        Registration = "registration", "Professional registration and qualifications";
        References = "references", "Employment history and references";
        CriminalRecord = "criminal_record", "Criminal record (DBS)";
        WorkHealth = "work_health", "Work health assessment";
    }
}

coded! {
    /// What a check showed.
    CheckOutcome {
        Outstanding = "outstanding", "Outstanding";
        Cleared = "cleared", "Cleared";
        NotApplicable = "not_applicable", "Not applicable";
        NotMet = "not_met", "Not met";
    }
}

impl CheckOutcome {
    /// Whether employment may start as far as this check goes.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Cleared | Self::NotApplicable)
    }
}

/// The last word on one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckRecord {
    /// Which check.
    pub check: CheckKind,
    /// What it showed.
    pub outcome: CheckOutcome,
    /// The day it was decided.
    pub decided_on: CivilDate,
}
