//! Referrals: only the Jobcentre sends them (L2). Staff may draft one, and the Jobcentre confirms it.

use crate::candidates::CandidateDetails;
use crate::ids::{
    CandidateId, JourneyId, OrganisationId, ProgrammeId, ReferralId, ReferralImportId,
};
use crate::journey::{Benefit, EmploymentStatus};
use crate::problem::ProblemDetails;
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

coded! {
    /// What came of one row of many.
    RowOutcome {
        Accepted = "accepted", "Accepted";
        Known = "known", "Already there";
        Refused = "refused", "Refused";
    }
}

coded! {
    /// Where an import stands.
    ImportStatus {
        Reading = "reading", "The file is being read";
        Running = "running", "Under way";
        Done = "done", "Done";
    }
}

wire! {
    /// Many referrals at once.
    request ReferralBatch {
        /// Each as `create_referral` takes it. Each is looked at on its own.
        #[cfg_attr(feature = "schema", schema(value_type = Vec<CreateReferral>))]
        referrals: Vec<serde_json::Value>,
    }
    /// What came of many referrals.
    view ReferralBatchView {
        /// Whether everything was checked and nothing kept.
        dry_run: bool,
        /// How many were taken, or could be.
        accepted: u32,
        /// How many had been sent before.
        known: u32,
        /// How many were refused.
        refused: u32,
        /// What came of each, in their order.
        data: Vec<ReferralRowView>,
    }
    /// What came of one row.
    view ReferralRowView {
        /// Its number: 1 for the first referral; in a file the heading is not counted.
        row: u32,
        /// Accepted, known already, or refused.
        outcome: RowOutcome,
        /// The referral, if there is one.
        referral_id: Option<ReferralId>,
        /// Its journey, if it began one.
        journey_id: Option<JourneyId>,
        /// Why it was refused, as `create_referral` would say it. Pointers begin at the row.
        problem: Option<ProblemDetails>,
    }
    /// A long file of referrals, and how far it is.
    view ReferralImportView {
        /// Its id.
        id: ReferralImportId,
        /// Where it stands.
        status: ImportStatus,
        /// Whether everything is checked and nothing kept.
        dry_run: bool,
        /// How many rows the file has.
        rows: u32,
        /// How many of them are done.
        rows_done: u32,
        /// How many were taken, or could be.
        accepted: u32,
        /// How many had been sent before.
        known: u32,
        /// How many were refused.
        refused: u32,
        /// When it was sent.
        created_at: String,
        /// When its last row was done.
        finished_at: Option<String>,
    }
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
