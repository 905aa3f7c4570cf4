//! Typed ids: one type per kind of record, so that a session's id can never stand where a journey's is asked.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $name(Uuid);

        impl $name {
            /// The id as the database knows it.
            #[must_use]
            pub const fn as_uuid(self) -> Uuid { self.0 }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.parse().map(Self) }
        }
    )+};
}

typed_ids! {
    /// An NHS Trust: the owner of every record.
    TrustId,
    /// A partner: a Jobcentre, a college, a school or a charity.
    OrganisationId,
    /// A member of the Trust's staff.
    UserId,
    /// A partner's system, as it signs in.
    ApiClientId,
    /// The giving of one programme to one member of staff or one partner.
    AssignmentId,
    /// A post to be filled, with its openings.
    VacancyId,
    /// One run of the pathway for one vacancy.
    ProgrammeId,
    /// A screening day or one session of a training week.
    SessionId,
    /// One time in an interview round.
    SlotId,
    /// A person.
    CandidateId,
    /// A Jobcentre's sending of one person to one programme.
    ReferralId,
    /// A long file of referrals.
    ReferralImportId,
    /// One candidate on one programme.
    JourneyId,
    /// Two people on record who are perhaps one.
    DuplicateId,
    /// What a member of staff has written down about a person.
    NoteId,
}
