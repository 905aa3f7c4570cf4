//! Reports on the wire: how many people stand at each stage, how many have ever come there, and what became of them, told so
//! that nobody can be recognised by whoever may not see the people themselves.

mod breakdown;
mod funnel;
mod needed;
mod outcomes;

pub use breakdown::{FEWEST, hide_few};
pub use funnel::{FunnelStep, STEPS, funnel, in_a_hundred};
pub use needed::{FEWEST_FINISHED, Needed, needed};
pub use outcomes::{TrialOutcomes, came_of_trial};

use crate::ids::ProgrammeId;
use crate::journey::State;
use crate::values::coded;
use crate::wire::wire;

wire! {
    /// How many people stand at each stage: of one programme, or of every programme within reach. Where whoever asks may not see the
    /// people themselves, a number of 1 to 4 on one programme is null.
    view StagesReport {
        /// The programme, where one was asked for.
        programme_id: Option<ProgrammeId>,
        /// Each stage that somebody has come to, in the order of the pathway.
        stages: Vec<StageLine>,
    }
    /// The people at one stage.
    view StageLine {
        /// The stage.
        state: State,
        /// The stage in words.
        label: String,
        /// How many stand there now.
        standing: Option<u32>,
        /// How many of those wait for a place.
        waiting: Option<u32>,
        /// How many have ever come there. Somebody who came back to it is counted once.
        reached: Option<u32>,
        /// How many days people stood there on average before they moved on, in tenths; null where nobody has yet, or too few.
        tenths_of_days: Option<u32>,
    }
    /// How far people have come, side by side: of each programme, of each partner, or of each month.
    view BreakdownReport {
        /// What stands side by side.
        by: BreakdownBy,
        /// One for each, with anybody in it.
        rows: Vec<BreakdownRow>,
    }
    /// How far the people of one programme, partner or month have come.
    view BreakdownRow {
        /// The programme's or the partner's id, or the month as `YYYY-MM`.
        key: String,
        /// Its name.
        label: String,
        /// How many have come to each step of the pathway, in its order; null for 1 to 4 where whoever asks may not see the people
        /// themselves, and for one more where the others would give it away.
        reached: Vec<Option<u32>>,
    }
}

coded! {
    /// What a report sets side by side.
    BreakdownBy {
        Programme = "programme", "Programme";
        Partner = "partner", "Partner that referred them";
        Month = "month", "Month in which the training week begins";
    }
}
