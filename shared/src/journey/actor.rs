//! Who acts on a journey.

use crate::values::{Coded, coded};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

coded! {
    /// The part somebody plays in a journey.
    ActorKind {
        Jobcentre = "jobcentre", "the Jobcentre";
        Candidate = "candidate", "the candidate";
        TrustStaff = "trust_staff", "Trust staff";
        HiringManager = "hiring_manager", "the hiring manager";
        College = "college", "the college";
        System = "system", "the system";
        Administrator = "administrator", "an administrator";
    }
}

impl ActorKind {
    /// Whether they act for the Trust, and so may be told what the Trust has recorded.
    #[must_use]
    pub fn is_of_the_trust(self) -> bool {
        matches!(
            self,
            Self::TrustStaff | Self::HiringManager | Self::Administrator | Self::System
        )
    }

    /// Whether somebody of this kind may do what is `asked` of another: an administrator may do what Trust
    /// staff may; nobody else stands in for anybody.
    #[must_use]
    pub fn may_act_as(self, asked: Self) -> bool {
        self == asked || (self == Self::Administrator && asked == Self::TrustStaff)
    }
}

/// Somebody, as the history names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Actor {
    /// The part they play.
    pub kind: ActorKind,
    /// Their id among their kind; the nil id for the system.
    pub id: Uuid,
    /// The name that the timeline shows.
    pub name: String,
}

impl Actor {
    /// The system itself, which acts when a date is reached or an entitlement is earned.
    #[must_use]
    pub fn system() -> Self {
        Self {
            kind: ActorKind::System,
            id: Uuid::nil(),
            name: "Foothold".to_owned(),
        }
    }

    /// Several kinds in words: "the candidate, Trust staff or the Jobcentre".
    #[must_use]
    pub fn list(kinds: &[ActorKind]) -> String {
        let labels: Vec<_> = kinds.iter().map(|kind| kind.label()).collect();
        match labels.split_last() {
            None => "nobody".to_owned(),
            Some((only, [])) => (*only).to_owned(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }
}
