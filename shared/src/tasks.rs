//! Tasks on the wire: what the open journeys wait for.

use crate::ids::{JourneyId, ProgrammeId, UserId};
use crate::journey::{Move, State, TaskKind, TaskOwner, TaskUrgency};
use crate::time::CivilDate;
use crate::wire::wire;

/// From so many on it is only said that there are more that press: nobody counts further, and neither does the database.
pub const MOST_PRESSING: usize = 100;

wire! {
    /// What one open journey waits for.
    view TaskView {
        /// The journey.
        journey_id: JourneyId,
        /// Its short reference.
        reference: String,
        /// The person's name.
        candidate_name: String,
        /// The programme.
        programme_id: ProgrammeId,
        /// The programme's title.
        programme_title: String,
        /// Where the journey stands.
        state: State,
        /// The day the state was entered.
        entered_state_on: CivilDate,
        /// What is to be done.
        kind: TaskKind,
        /// Who owes it.
        owed_by: TaskOwner,
        /// The move that settles it.
        settled_by: Move,
        /// The day by which it is owed.
        due_on: CivilDate,
        /// How much it presses today.
        urgency: TaskUrgency,
        /// The member of staff who has taken it on.
        assigned_to: Option<UserId>,
        /// Their name.
        assigned_to_name: Option<String>,
        /// What they should know.
        note: Option<String>,
    }
}
