//! Referrals: only the Jobcentre sends them (L2). Staff may draft one, and the Jobcentre confirms it.

use crate::candidates::CandidateDetails;
use crate::ids::{CandidateId, JourneyId, OrganisationId, ProgrammeId, ReferralId};
use crate::journey::{Benefit, EmploymentStatus};
use crate::time::CivilDate;
use crate::values::{Words, coded};
use crate::wire::wire;

coded! {
    /// Where a referral stands.
    ReferralStatus {
        Draft = "draft", "Draft, waiting for the Jobcentre";
        Confirmed = "confirmed", "Confirmed by the Jobcentre";
    }
}

wire! {
    /// One person sent to one programme. Sent by the Jobcentre it begins a journey; sent by staff it is a draft.
    request CreateReferral {
        /// The programme.
        programme_id: ProgrammeId,
        /// The Jobcentre whose referral it is; only staff name it, for a draft.
        organisation_id: Option<OrganisationId>,
        /// The Jobcentre's own reference, unique among its referrals.
        external_ref: Option<Words>,
        /// The person.
        candidate: CandidateDetails,
        /// The benefit the person receives.
        benefit: Benefit,
        /// The day the Jobcentre confirmed it (L1).
        benefit_confirmed_on: Option<CivilDate>,
        /// Whether the person is in work.
        employment_status: EmploymentStatus,
    }
    /// The Jobcentre confirms a draft.
    request ConfirmReferral {
        /// The day the Jobcentre confirmed the benefit (L1).
        benefit_confirmed_on: CivilDate,
    }
    /// A referral.
    view ReferralView {
        /// Its id.
        id: ReferralId,
        /// The programme.
        programme_id: ProgrammeId,
        /// The Jobcentre.
        organisation_id: OrganisationId,
        /// The Jobcentre's own reference.
        external_ref: Option<String>,
        /// The person.
        candidate_id: CandidateId,
        /// Draft or confirmed.
        status: ReferralStatus,
        /// The benefit the person receives.
        benefit: Benefit,
        /// The day the Jobcentre confirmed it.
        benefit_confirmed_on: Option<CivilDate>,
        /// Whether the person is in work.
        employment_status: EmploymentStatus,
        /// The journey it began.
        journey_id: Option<JourneyId>,
        /// Counts up with each change.
        version: i32,
    }
}
