//! Programmes: one run of the pathway for one vacancy, planned with dates that the rules check.

mod change;
mod checks;
mod clash;
mod plan;
mod proposal;

pub use change::{Moment, changes, check_added_day, check_change, check_changeable, is_told};
pub use clash::{OtherSession, clashes, clashes_of};
pub use plan::{PlanWarning, check_close, check_plan, check_publish, warnings};
pub use proposal::{
    DAYS_OF_REFERRALS, MODULES, Proposal, ProposedSession, TooSoon, WORKING_DAYS_FOR_CHECKS,
    backwards, proposal,
};

use crate::ids::{ProgrammeId, SessionId, SlotId, VacancyId};
use crate::journey::{CheckKind, ProgrammeStatus, SessionKind, State};
use crate::time::CivilDate;
use crate::values::Words;
use crate::wire::wire;

wire! {
    /// A new programme, as a draft.
    request CreateProgramme {
        /// The vacancy it is for.
        vacancy_id: VacancyId,
        /// What it is called.
        title: Words,
        /// The first day of referrals.
        referrals_open_on: CivilDate,
        /// The last day of referrals.
        referrals_close_on: CivilDate,
        /// The first day of the training week.
        training_starts_on: CivilDate,
        /// The last day of the training week.
        training_ends_on: CivilDate,
        /// The first day of the interview round.
        interviews_from: CivilDate,
        /// The last day of the interview round.
        interviews_until: CivilDate,
        /// The first day on which a trial can start.
        trial_from: CivilDate,
        /// The last day of the trial window.
        trial_until: CivilDate,
        /// Places in the training week, 1 to 200.
        places: u32,
        /// How many required sessions must be attended; null means all of them.
        training_threshold: Option<u32>,
        /// The interview panel, by name.
        panel: Vec<Words>,
        /// The criteria every applicant is scored on.
        criteria: Vec<Words>,
        /// The checks that the trial's setting needs first.
        checks_before_trial: Vec<CheckKind>,
        /// Screening days and training sessions.
        sessions: Vec<PlanSession>,
        /// Interview times.
        slots: Vec<PlanSlot>,
    }
    /// A screening day or a training session.
    request PlanSession {
        /// Which of the two.
        kind: SessionKind,
        /// The module, or the name of the screening day (L5).
        module: Words,
        /// Its date.
        held_on: CivilDate,
        /// When it starts, `HH:MM`.
        starts_at: String,
        /// When it ends, `HH:MM`.
        ends_at: String,
        /// Where it is.
        venue: Words,
        /// Who leads it, by name; null where nobody is named yet.
        trainer: Option<Words>,
        /// How many can attend.
        capacity: u32,
        /// Whether the threshold counts it.
        required: bool,
    }
    /// What of a session can be changed after its draft: all of it is given, also what stays. Its date is not among it.
    request ChangeSession {
        /// When it starts, `HH:MM`.
        starts_at: String,
        /// When it ends, `HH:MM`.
        ends_at: String,
        /// Where it is.
        venue: Words,
        /// Who leads it, by name; null where nobody is named.
        trainer: Option<Words>,
        /// How many can attend.
        capacity: u32,
    }
    /// An interview time.
    request PlanSlot {
        /// Its date.
        held_on: CivilDate,
        /// When it starts, `HH:MM`.
        starts_at: String,
        /// Where it is.
        venue: Words,
    }
    /// One line of the list of programmes.
    view ProgrammeSummary {
        /// Its id.
        id: ProgrammeId,
        /// Its short reference.
        reference: String,
        /// What it is called.
        title: String,
        /// The vacancy.
        vacancy_id: VacancyId,
        /// Draft, published, closed or cancelled.
        status: ProgrammeStatus,
        /// The first screening day.
        screening_on: CivilDate,
        /// The first day of the training week.
        training_starts_on: CivilDate,
        /// Places in the training week.
        places: u32,
        /// Open journeys on it.
        people_under_way: u32,
        /// Journeys that led to a job that started.
        people_started: u32,
        /// Counts up with each change.
        version: i32,
    }
    /// A programme.
    view ProgrammeView {
        /// Its id.
        id: ProgrammeId,
        /// Its short reference.
        reference: String,
        /// What it is called.
        title: String,
        /// The vacancy.
        vacancy_id: VacancyId,
        /// The role.
        vacancy_title: String,
        /// Openings of the vacancy.
        openings: u32,
        /// Openings that are held.
        openings_held: u32,
        /// Draft, published, closed or cancelled.
        status: ProgrammeStatus,
        /// The first day of referrals.
        referrals_open_on: CivilDate,
        /// The last day of referrals.
        referrals_close_on: CivilDate,
        /// The first day of the training week.
        training_starts_on: CivilDate,
        /// The last day of the training week.
        training_ends_on: CivilDate,
        /// The first day of the interview round.
        interviews_from: CivilDate,
        /// The last day of the interview round.
        interviews_until: CivilDate,
        /// The first day on which a trial can start.
        trial_from: CivilDate,
        /// The last day of the trial window.
        trial_until: CivilDate,
        /// Places in the training week.
        places: u32,
        /// How many required sessions must be attended; null means all of them.
        training_threshold: Option<u32>,
        /// The interview panel.
        panel: Vec<String>,
        /// The criteria every applicant is scored on.
        criteria: Vec<String>,
        /// The checks that the trial's setting needs first.
        checks_before_trial: Vec<CheckKind>,
        /// Screening days and training sessions, by date.
        sessions: Vec<SessionView>,
        /// Interview times, by date.
        slots: Vec<SlotView>,
        /// People by stage.
        stages: Vec<StageCount>,
        /// What to look at before publishing, such as a year whose bank holidays are not known.
        warnings: Vec<PlanWarning>,
        /// Counts up with each change.
        version: i32,
    }
    /// People at one stage.
    view StageCount {
        /// The state.
        state: State,
        /// What people read.
        label: String,
        /// How many.
        people: u32,
    }
    /// A screening day or a training session.
    view SessionView {
        /// Its id.
        id: SessionId,
        /// Which of the two.
        kind: SessionKind,
        /// The module, or the name of the screening day.
        module: String,
        /// Its date.
        held_on: CivilDate,
        /// When it starts, `HH:MM`.
        starts_at: String,
        /// When it ends, `HH:MM`.
        ends_at: String,
        /// Where it is.
        venue: String,
        /// Who leads it, by name; null where nobody is named yet.
        trainer: Option<String>,
        /// How many can attend.
        capacity: u32,
        /// Seats taken.
        taken: u32,
        /// Whether the threshold counts it.
        required: bool,
        /// Whether its register is signed off.
        signed_off: bool,
        /// Counts up with each change of the session or of what its register says as a whole.
        version: i32,
    }
    /// A session as it stands after a change.
    view SessionChangeView {
        /// The session.
        session: SessionView,
        /// What is another than before, by its name in the session; empty where nothing is.
        changed: Vec<String>,
        /// How many people were told of another time or place.
        people_told: u32,
        /// What to look at, such as a trainer in two places at one time.
        warnings: Vec<PlanWarning>,
    }
    /// An interview time.
    view SlotView {
        /// Its id.
        id: SlotId,
        /// Its date.
        held_on: CivilDate,
        /// When it starts, `HH:MM`.
        starts_at: String,
        /// Where it is.
        venue: String,
        /// Whether somebody has it.
        taken: bool,
    }
}
