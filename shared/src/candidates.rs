//! The people whom all of this is for.

use crate::ids::CandidateId;
use crate::time::CivilDate;
use crate::values::{Words, coded};
use crate::wire::wire;

coded! {
    /// The languages of the candidate's pages.
    Language {
        English = "en", "English";
        Urdu = "ur", "اردو";
        Polish = "pl", "Polski";
    }
}

wire! {
    /// A person, as a referral or a member of staff gives them.
    request CandidateDetails {
        /// Given name.
        given_name: Words,
        /// Family name.
        family_name: Words,
        /// Date of birth.
        date_of_birth: CivilDate,
        /// E-mail address.
        email: Option<Words>,
        /// Telephone number.
        phone: Option<Words>,
        /// The language they read best.
        language: Language,
        /// Adjustments they need, in their own words.
        adjustments: Option<Words>,
    }
    /// A person.
    view CandidateView {
        /// Their id.
        id: CandidateId,
        /// Their short reference.
        reference: String,
        /// Given name.
        given_name: String,
        /// Family name.
        family_name: String,
        /// Date of birth.
        date_of_birth: CivilDate,
        /// E-mail address.
        email: Option<String>,
        /// Telephone number.
        phone: Option<String>,
        /// The language they read best.
        language: Language,
        /// Adjustments they need.
        adjustments: Option<String>,
        /// Counts up with each change.
        version: i32,
    }
}
