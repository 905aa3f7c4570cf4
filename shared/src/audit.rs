//! The audit log as it is read.

use crate::ids::CandidateId;
use crate::wire::wire;
use uuid::Uuid;

wire! {
    /// One line of the audit log. Names are looked up when somebody looks; the log itself holds ids only.
    view AuditLineView {
        /// Its number in the Trust's chain; null for a line from before the chain began.
        sequence: Option<i64>,
        /// When (RFC 3339).
        at: String,
        /// The line in words: "Cora Ash read Nadia Rahman's record".
        words: String,
        /// The kind of somebody who did it.
        actor_kind: String,
        /// Their id among their kind; null for the system.
        actor_id: Option<Uuid>,
        /// Their name.
        actor_name: String,
        /// An operationId, the name of a move, or of a page.
        action: String,
        /// `done` or `refused`.
        outcome: String,
        /// What it was done to.
        resource_kind: String,
        /// Which one.
        resource_id: Option<Uuid>,
        /// Whose record it is, where it is one person's.
        person_id: Option<CandidateId>,
        /// Their name.
        person_name: Option<String>,
        /// How many records a list showed.
        people: Option<i32>,
        /// By what a list was narrowed, or which fields were changed.
        particulars: Vec<String>,
        /// Where the request came from.
        address: Option<String>,
        /// The request.
        request_id: String,
    }
}
