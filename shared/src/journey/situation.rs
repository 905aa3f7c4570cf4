//! Everything besides the journey that a decision depends on: the server loads it, the browser is sent it.

use super::actor::Actor;
use super::check::CheckKind;
use super::lists::Benefit;
use super::trial::{TrialAllowance, trial_cap};
use crate::ids::{JourneyId, SessionId, SlotId};
use crate::time::CivilDate;
use crate::values::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// Where a programme stands.
    ProgrammeStatus {
        Draft = "draft", "Draft";
        Published = "published", "Published";
        Closed = "closed", "Closed";
        Cancelled = "cancelled", "Cancelled";
    }
}

coded! {
    /// What kind of session it is.
    SessionKind {
        Screening = "screening", "Screening day";
        Training = "training", "Training session";
    }
}

impl SessionKind {
    /// How many seats a session has where the training week has so many places: a screening day sees more people than that, because
    /// not everybody is selected.
    #[must_use]
    pub const fn seats_for(self, places: u32) -> u32 {
        match self {
            Self::Screening => places.saturating_mul(2),
            Self::Training => places,
        }
    }

    /// What staff call whoever leads such a session.
    #[must_use]
    pub const fn led_by(self) -> &'static str {
        match self {
            Self::Screening => "Run by",
            Self::Training => "Trainer",
        }
    }
}

/// The Trust's own settings that rules read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TrustFacts {
    /// The benefits that make somebody eligible (L1).
    pub benefits: Vec<Benefit>,
    /// For how many days after closing a journey can be reopened.
    pub reopen_within_days: u32,
}

impl Default for TrustFacts {
    fn default() -> Self {
        Self {
            benefits: vec![Benefit::JobseekersAllowance],
            reopen_within_days: 30,
        }
    }
}

/// What rules need to know of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CandidateFacts {
    /// Their date of birth.
    pub date_of_birth: CivilDate,
}

/// What rules need to know of the vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VacancyFacts {
    /// Whether it is still open.
    pub open: bool,
    /// How many people it is for.
    pub openings: u32,
    /// Hours a week.
    pub hours_per_week: u16,
    /// Weeks the job lasts; none for a permanent post.
    pub duration_weeks: Option<u16>,
}

/// One session of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SessionFacts {
    /// The session.
    pub id: SessionId,
    /// Screening day or training session.
    pub kind: SessionKind,
    /// The module, or the name of the screening day.
    pub module: String,
    /// Its date.
    pub held_on: CivilDate,
    /// When it starts, `HH:MM`.
    pub starts_at: String,
    /// Where it is.
    pub venue: String,
    /// How many can attend.
    pub capacity: u32,
    /// Seats taken by other people's journeys.
    pub taken: u32,
    /// Whether the threshold counts it.
    pub required: bool,
    /// Whether its register is signed off.
    pub signed_off: bool,
}

impl SessionFacts {
    /// Whether somebody else can still have a seat.
    #[must_use]
    pub fn has_seat(&self) -> bool {
        self.taken < self.capacity
    }
}

/// One interview time of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SlotFacts {
    /// The slot.
    pub id: SlotId,
    /// Its date.
    pub held_on: CivilDate,
    /// When it starts, `HH:MM`.
    pub starts_at: String,
    /// Where it is.
    pub venue: String,
    /// Whether somebody else has it.
    pub taken: bool,
}

/// What rules need to know of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProgrammeFacts {
    /// Draft, published, closed or cancelled.
    pub status: ProgrammeStatus,
    /// The first day of referrals.
    pub referrals_open_on: CivilDate,
    /// The last day of referrals.
    pub referrals_close_on: CivilDate,
    /// The first day of the training week.
    pub training_starts_on: CivilDate,
    /// The last day of the training week.
    pub training_ends_on: CivilDate,
    /// Places in the training week.
    pub places: u32,
    /// How many required sessions must be attended; none means all of them. Frozen when published.
    pub training_threshold: Option<u32>,
    /// The interview panel, by name.
    pub panel: Vec<String>,
    /// The criteria every applicant is scored on.
    pub criteria: Vec<String>,
    /// The checks that the trial's setting needs before anybody starts there.
    pub checks_before_trial: Vec<CheckKind>,
    /// Its screening days and training sessions, by date.
    pub sessions: Vec<SessionFacts>,
    /// Its interview times.
    pub slots: Vec<SlotFacts>,
}

impl ProgrammeFacts {
    /// The session with this id.
    #[must_use]
    pub fn session(&self, id: SessionId) -> Option<&SessionFacts> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// The interview time with this id.
    #[must_use]
    pub fn slot(&self, id: SlotId) -> Option<&SlotFacts> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// The sessions of one kind, by date.
    pub fn sessions_of(&self, kind: SessionKind) -> impl Iterator<Item = &SessionFacts> {
        self.sessions
            .iter()
            .filter(move |session| session.kind == kind)
    }

    /// The first day on which training is given.
    #[must_use]
    pub fn first_training_day(&self) -> CivilDate {
        self.sessions_of(SessionKind::Training)
            .map(|session| session.held_on)
            .min()
            .unwrap_or(self.training_starts_on)
    }

    /// How many people its screening days can see.
    #[must_use]
    pub fn screening_seats(&self) -> u32 {
        self.sessions_of(SessionKind::Screening)
            .map(|session| session.capacity)
            .sum()
    }
}

/// Counts over the other journeys: never this one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Open journeys of the same person on the same programme.
    pub other_open_journeys: u32,
    /// Accepted people on the programme, the waiting list not counted.
    pub accepted: u32,
    /// Training places held or used, the waiting list not counted.
    pub training_places_held: u32,
    /// Openings of the vacancy held by others.
    pub openings_held: u32,
    /// Calendar days of trial of the same person for the same vacancy on other journeys. A trial that is under way
    /// counts with all its agreed days (`Journey::trial_days_taken`), so that two at once never pass the cap together (L8).
    pub trial_days_elsewhere: u32,
    /// Days of trial attended by the same person for the same vacancy on other journeys; the calendar days may stand
    /// in for them, being never fewer.
    pub attended_days_elsewhere: u32,
}

/// All that a decision depends on besides the journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Situation {
    /// The civil date in England.
    pub today: CivilDate,
    /// Who is asking.
    pub actor: Actor,
    /// The Trust's settings.
    pub trust: TrustFacts,
    /// The person.
    pub candidate: CandidateFacts,
    /// The vacancy.
    pub vacancy: VacancyFacts,
    /// The programme.
    pub programme: ProgrammeFacts,
    /// What the other journeys take up.
    pub counts: Counts,
    /// The journey that a merge names, once the server has found that it is another one on the same programme
    /// and not itself merged.
    pub survivor: Option<JourneyId>,
}

impl Situation {
    /// Openings that nobody else holds.
    #[must_use]
    pub fn openings_free(&self) -> u32 {
        self.vacancy
            .openings
            .saturating_sub(self.counts.openings_held)
    }

    /// The trial's cap for this vacancy, with the days used by the given number here and elsewhere.
    #[must_use]
    pub fn trial_allowance(&self, used_here: u32) -> TrialAllowance {
        TrialAllowance {
            cap: trial_cap(self.vacancy.duration_weeks),
            used: used_here + self.counts.trial_days_elsewhere,
        }
    }
}
