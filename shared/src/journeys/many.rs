//! One move for many people, on the wire.

use crate::ids::JourneyId;
use crate::journey::{Move, State};
use crate::problem::ProblemDetails;
use crate::values::coded;
use crate::wire::wire;

/// So many people at most are moved in one request.
pub const MOST_MOVES: usize = 100;

coded! {
    /// What came of one person's move among many.
    MoveOutcome {
        Made = "made", "Made";
        Refused = "refused", "Refused";
        Stale = "stale", "Moved meanwhile";
        NotFound = "not_found", "Not found";
        Failed = "failed", "Not tried";
    }
}

wire! {
    /// One move for many people, each decided on its own and in this order.
    request TransitionBatch {
        /// The move.
        name: Move,
        /// What it must be told, for everybody.
        #[cfg_attr(feature = "schema", schema(value_type = crate::journey::Command))]
        details: serde_json::Value,
        /// Whose journeys, 1 to 100.
        journeys: Vec<TransitionBatchLine>,
    }
    /// One journey among many.
    request TransitionBatchLine {
        /// The journey.
        journey_id: JourneyId,
        /// The version that was read, as `If-Match` names it for a single move.
        version: i32,
        /// What is this person's own: its members stand in the place of those for everybody.
        #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
        details: Option<serde_json::Value>,
    }
    /// What came of one move for many people.
    view TransitionBatchView {
        /// Whether everything was decided and nothing kept.
        dry_run: bool,
        /// The move.
        name: Move,
        /// How many moved, or could.
        made: u32,
        /// How many did not, or could not.
        not_made: u32,
        /// What came of each, in their order.
        data: Vec<TransitionRowView>,
    }
    /// What came of one person's move.
    view TransitionRowView {
        /// The journey.
        journey_id: JourneyId,
        /// Its short reference; none where it was not found.
        reference: Option<String>,
        /// The person's name; none where the journey was not found.
        candidate_name: Option<String>,
        /// What came of it.
        outcome: MoveOutcome,
        /// Where the journey stands now, or would.
        state: Option<State>,
        /// Its version now, or as it would be.
        version: Option<i32>,
        /// Why not, as a single move would be answered.
        problem: Option<ProblemDetails>,
    }
}
