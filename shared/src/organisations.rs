//! Partners: Jobcentres, colleges, schools and charities.

use crate::ids::OrganisationId;
use crate::values::{Words, coded};
use crate::wire::wire;

coded! {
    /// The kind of a partner.
    OrganisationKind {
        Jobcentre = "jobcentre", "Jobcentre";
        College = "college", "College";
        School = "school", "School";
        Charity = "charity", "Charity";
    }
}

wire! {
    /// A new partner.
    request CreateOrganisation {
        /// What kind it is.
        kind: OrganisationKind,
        /// Its name.
        name: Words,
    }
    /// A partner.
    view OrganisationView {
        /// Its id.
        id: OrganisationId,
        /// What kind it is.
        kind: OrganisationKind,
        /// Its name.
        name: String,
        /// Counts up with each change.
        version: i32,
    }
}
