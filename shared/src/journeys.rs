//! Journeys on the wire: one candidate on one programme.

mod many;

pub use many::{
    MOST_MOVES, MoveOutcome, TransitionBatch, TransitionBatchLine, TransitionBatchView,
    TransitionRowView,
};

use crate::ids::{
    CandidateId, JourneyId, OrganisationId, ProgrammeId, SessionId, SlotId, VacancyId,
};
use crate::journey::{
    Actor, Attendance, CheckOutcome, CheckRecord, Coming, Event, GuaranteeStanding, Journey,
    MoveOption, NextStepKind, Offer, SessionKind, Situation, State, Trial,
};
use crate::page::Choice;
use crate::time::CivilDate;
use crate::values::Words;
use crate::wire::wire;

wire! {
    /// One line of a list of journeys.
    view JourneySummary {
        /// Its id.
        id: JourneyId,
        /// Its short reference.
        reference: String,
        /// The person.
        candidate_id: CandidateId,
        /// The person's name.
        candidate_name: String,
        /// The programme.
        programme_id: ProgrammeId,
        /// Where it stands.
        state: State,
        /// Whether the person waits for a place.
        waiting_listed: bool,
        /// Whether the person comes to what is booked; none where nothing is, or where nobody has asked yet.
        coming: Option<Coming>,
        /// The day the state was entered.
        entered_state_on: CivilDate,
        /// Counts up with each event.
        version: i32,
    }
    /// A journey.
    view JourneyView {
        /// Its id.
        id: JourneyId,
        /// Its short reference.
        reference: String,
        /// The person.
        candidate_id: CandidateId,
        /// The person's name.
        candidate_name: String,
        /// The programme.
        programme_id: ProgrammeId,
        /// The programme's title.
        programme_title: String,
        /// The vacancy.
        vacancy_id: VacancyId,
        /// The Jobcentre that referred the person.
        organisation_id: OrganisationId,
        /// Where it stands.
        state: State,
        /// The state in words.
        state_label: String,
        /// Whether it is still under way.
        is_open: bool,
        /// Whether the person waits for a place.
        waiting_listed: bool,
        /// The day the guaranteed interview was granted (L6).
        entitled_on: Option<CivilDate>,
        /// The date that comes next for the person.
        next_date: Option<CivilDate>,
        /// Whether the person comes to what is booked; none where nothing is, or where nobody has asked yet.
        coming: Option<Coming>,
        /// What the person does next, once it is closed.
        next_step: Option<NextStepKind>,
        /// The journey this one was merged into; both ids go on resolving.
        merged_into: Option<JourneyId>,
        /// The day the state was entered.
        entered_state_on: CivilDate,
        /// Counts up with each event; the ETag carries it.
        version: i32,
    }
    /// One entry of a journey's history.
    view TimelineEntry {
        /// Its place in the journey, from 1.
        sequence: i32,
        /// What happened.
        event: Event,
        /// What the timeline says.
        label: String,
        /// The civil date in England.
        on: CivilDate,
        /// The instant, RFC 3339 in UTC.
        recorded_at: String,
        /// By whom.
        by: Actor,
    }
    /// Every move from here, possible or not, and what its form can choose from.
    view TransitionsView {
        /// Where the journey stands.
        state: State,
        /// The version that `If-Match` must name.
        version: i32,
        /// The moves, in the order of the pathway.
        data: Vec<MoveOption>,
        /// What the forms can choose from.
        choices: FormChoices,
    }
    /// What the forms of a journey's moves can choose from.
    view FormChoices {
        /// Screening days with a free seat.
        screening_days: Vec<Choice>,
        /// The sessions the person is expected at.
        sessions: Vec<Choice>,
        /// Free interview times.
        slots: Vec<Choice>,
        /// The interview panel.
        panel: Vec<String>,
        /// The common criteria.
        criteria: Vec<String>,
        /// The number of the trial's terms.
        terms_number: Option<u32>,
        /// The civil date in England.
        today: CivilDate,
    }
    /// The bookings of a journey, earlier ones too.
    view BookingView {
        /// Screening or interview.
        kind: String,
        /// The screening day.
        session_id: Option<SessionId>,
        /// The interview slot.
        slot_id: Option<SlotId>,
        /// Its date.
        held_on: CivilDate,
        /// `active`, `superseded` or `released`.
        status: String,
        /// Whether the person came, where the register says so.
        attendance: Option<Attendance>,
        /// The day the person was asked whether they can come.
        asked_on: Option<CivilDate>,
        /// The day it was said that they are coming.
        confirmed_on: Option<CivilDate>,
    }
    /// The trial with what is left of its cap.
    view TrialView {
        /// The trial.
        trial: Trial,
        /// The most days there can be: 30, or 5 for a short job (L8).
        cap: u32,
        /// Calendar days so far, first and last counted.
        days_so_far: u32,
        /// What must be said with every mention of it (L9).
        notice: String,
    }
    /// The six checks.
    view ChecksView {
        /// One record for each of the six, outstanding where nothing is recorded.
        data: Vec<CheckView>,
    }
    /// One of the six checks: outcome and date only.
    view CheckView {
        /// The check's code.
        check: crate::journey::CheckKind,
        /// What people read.
        label: String,
        /// What it showed.
        outcome: CheckOutcome,
        /// The day it was decided.
        decided_on: Option<CivilDate>,
    }
    /// The offer.
    view OfferView {
        /// The offer.
        offer: Offer,
    }
    /// One guaranteed interview (L6).
    view GuaranteeView {
        /// The journey.
        journey_id: JourneyId,
        /// Its short reference.
        reference: String,
        /// The person's name.
        candidate_name: String,
        /// The programme.
        programme_id: ProgrammeId,
        /// Where the journey stands.
        state: State,
        /// Whether it is still to be honoured.
        is_open: bool,
        /// The day the state was entered.
        entered_state_on: CivilDate,
        /// Where the guarantee stands.
        standing: GuaranteeStanding,
        /// Who owes the next step; null where it is settled.
        owed_by: Option<String>,
        /// The day it was granted.
        granted_on: CivilDate,
        /// The day by which the next step is owed; of one that is settled, the day on which it was.
        due_on: CivilDate,
        /// Whether the next step is owed since before today.
        is_overdue: bool,
        /// The day of the interview, where it has one.
        interview_on: Option<CivilDate>,
    }
    /// The register of one session.
    view RegisterView {
        /// The session.
        session_id: SessionId,
        /// The programme.
        programme_id: ProgrammeId,
        /// Screening day or training session.
        kind: SessionKind,
        /// The module, or the name of the screening day.
        module: String,
        /// Its date.
        held_on: CivilDate,
        /// Who leads it, by name; null where nobody is named yet.
        trainer: Option<String>,
        /// Whether it is signed off.
        signed_off: bool,
        /// The people expected.
        lines: Vec<RegisterLine>,
        /// Counts up with each sign-off.
        version: i32,
    }
    /// One person in a register.
    view RegisterLine {
        /// The journey.
        journey_id: JourneyId,
        /// The journey's version.
        journey_version: i32,
        /// The person's name.
        candidate_name: String,
        /// Whether they came, once it is recorded.
        attendance: Option<Attendance>,
        /// Why they were late or absent.
        reason: Option<String>,
    }
    /// Lines to record in a register.
    request RecordRegister {
        /// One line a person; each is decided on its own.
        lines: Vec<RecordRegisterLine>,
    }
    /// One line to record.
    request RecordRegisterLine {
        /// The journey.
        journey_id: JourneyId,
        /// Whether they came.
        attendance: Attendance,
        /// Why they were late or absent.
        reason: Option<Words>,
    }
}

/// What every mention of a trial says (L9).
pub const TRIAL_NOTICE: &str = "You are not employed and not paid during a work trial, and you stay on your benefit. You can stop at any time, and it never costs you your benefit.";

impl FormChoices {
    /// What a page may offer for this journey in this situation: only what is free.
    #[must_use]
    pub fn of(journey: &Journey, situation: &Situation) -> Self {
        let programme = &situation.programme;
        let today = situation.today;
        let free_days = programme
            .sessions_of(SessionKind::Screening)
            .filter(|day| day.has_seat() && day.held_on >= today && !day.signed_off)
            .map(|day| Choice {
                code: day.id.to_string(),
                label: format!(
                    "{}, {} at {}, {}",
                    day.module, day.held_on, day.starts_at, day.venue
                ),
            });
        let booked = journey.screening.as_ref().map(|booking| booking.session_id);
        let expected = programme
            .sessions
            .iter()
            .filter(|session| match journey.state {
                State::ScreeningBooked => booked == Some(session.id),
                _ => session.kind == SessionKind::Training,
            })
            .map(|session| Choice {
                code: session.id.to_string(),
                label: format!("{}, {}", session.module, session.held_on),
            });
        let free_slots = programme
            .slots
            .iter()
            .filter(|slot| !slot.taken && slot.held_on >= today)
            .map(|slot| Choice {
                code: slot.id.to_string(),
                label: format!("{} at {}, {}", slot.held_on, slot.starts_at, slot.venue),
            });
        Self {
            screening_days: free_days.collect(),
            sessions: expected.collect(),
            slots: free_slots.collect(),
            panel: programme.panel.clone(),
            criteria: programme.criteria.clone(),
            terms_number: journey.trial.as_ref().map(|trial| trial.terms.number),
            today,
        }
    }
}

impl ChecksView {
    /// All six, outstanding where nothing is recorded.
    #[must_use]
    pub fn of(journey: &Journey) -> Self {
        use crate::values::Coded;
        let view = |check: &crate::journey::CheckKind| {
            let record: Option<&CheckRecord> = journey.checks.get(check);
            CheckView {
                check: *check,
                label: check.label().to_owned(),
                outcome: record.map_or(CheckOutcome::Outstanding, |record| record.outcome),
                decided_on: record.map(|record| record.decided_on),
            }
        };
        Self {
            data: crate::journey::CheckKind::ALL.iter().map(view).collect(),
        }
    }
}
