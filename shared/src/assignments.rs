//! Who works on which programme: how far assessors, trainers and colleges reach.

use crate::identity::Role;
use crate::ids::{AssignmentId, OrganisationId, ProgrammeId, UserId};
use crate::organisations::OrganisationKind;
use crate::wire::wire;

wire! {
    /// Gives a programme to a member of staff or to a partner: name one of the two.
    request CreateAssignment {
        /// The programme.
        programme_id: ProgrammeId,
        /// The member of staff.
        user_id: Option<UserId>,
        /// The partner.
        organisation_id: Option<OrganisationId>,
    }
    /// A programme that was given to somebody. While it has not ended, they reach the programme's people.
    view AssignmentView {
        /// Its id.
        id: AssignmentId,
        /// The programme.
        programme_id: ProgrammeId,
        /// The programme's title.
        programme_title: String,
        /// The member of staff.
        user_id: Option<UserId>,
        /// The partner.
        organisation_id: Option<OrganisationId>,
        /// Their name.
        name: String,
        /// What the member of staff does.
        role: Option<Role>,
        /// What kind of partner it is.
        kind: Option<OrganisationKind>,
        /// Since when, RFC 3339 in UTC.
        assigned_at: String,
        /// Until when; null while it lasts.
        ended_at: Option<String>,
        /// 1 while it lasts, 2 once it has ended; the ETag carries it.
        version: i32,
    }
    /// How far members of staff reach where a Trust may choose.
    request AccessRules {
        /// Whether hiring managers reach only the programmes they are assigned to; otherwise they reach all of the Trust's.
        hiring_managers_by_programme: bool,
    }
    /// The policy: who may do what, and how far it reaches.
    view PolicyView {
        /// Who, in the order of each row's cells.
        columns: Vec<String>,
        /// A row for each operation of this document.
        operations: Vec<PolicyRow>,
        /// A row for each move of a journey, which are all made with `make_transition`.
        moves: Vec<PolicyRow>,
    }
    /// One row of the policy.
    view PolicyRow {
        /// The operation's id, or the move's code.
        name: String,
        /// How far each column reaches; `-` where it is refused.
        cells: Vec<String>,
    }
}
