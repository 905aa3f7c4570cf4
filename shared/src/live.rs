//! What is told of while one looks: that something has changed, never what.

use crate::ids::ProgrammeId;
use crate::wire::wire;
use uuid::Uuid;

wire! {
    /// Something has changed. Whoever shows it reads it again.
    view ChangeView {
        /// What kind of record: `journey`, `programme` or `session`. There may be more kinds.
        what: String,
        /// Which one.
        id: Uuid,
        /// The programme that it belongs to.
        programme_id: ProgrammeId,
        /// The version that it has now.
        version: i32,
    }
}
