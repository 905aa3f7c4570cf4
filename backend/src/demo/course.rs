//! One run as it is planned, and as it is known once it is published.

use super::calendar::{Dates, Run};
use super::roster::Person;
use serde_json::{Value, json};
use shared::ids::{ProgrammeId, SessionId, SlotId, VacancyId};
use shared::journey::SessionKind;
use shared::programmes::ProgrammeView;
use shared::time::CivilDate;

/// The five modules of the seed page (L5).
const MODULES: [&str; 5] = [
    "Health and Safety",
    "Interview and application techniques",
    "Manual Handling",
    "First aid",
    "Patient centred care",
];

/// Who runs a screening day, and who leads each module for the college; nobody of these has an account.
const RUNS_SCREENING: &str = "Linnet Farrow";
const TRAINERS: [&str; 5] = [
    "Rowan Tansley",
    "Ottoline Gray",
    "Rowan Tansley",
    "Bram Fennimore",
    "Sorrel Achebe",
];

/// The interview panel; the first two are the hiring managers.
pub(super) const PANEL: [&str; 3] = ["Campion Reed", "Juno Marsh", "Marigold Penn"];
/// What every applicant is scored on.
pub(super) const CRITERIA: [&str; 4] = [
    "Kindness and respect",
    "Reliability",
    "Working with others",
    "Willingness to learn",
];

const INTERVIEW_TIMES: [&str; 8] = [
    "09:00", "09:40", "10:20", "11:00", "11:40", "13:00", "13:40", "14:20",
];

/// A run that is published.
#[derive(Debug, Clone)]
pub(super) struct Course {
    pub run: Run,
    pub dates: Dates,
    pub vacancy: VacancyId,
    pub programme: ProgrammeId,
    pub screening: Vec<SessionId>,
    pub training: Vec<SessionId>,
    pub slots: Vec<(SlotId, CivilDate)>,
}

impl Course {
    pub fn of(run: Run, dates: Dates, programme: &ProgrammeView) -> Self {
        let of_kind = |kind: SessionKind| {
            let sessions = programme
                .sessions
                .iter()
                .filter(move |session| session.kind == kind);
            sessions.map(|session| session.id).collect()
        };
        Self {
            run,
            dates,
            vacancy: programme.vacancy_id,
            programme: programme.id,
            screening: of_kind(SessionKind::Screening),
            training: of_kind(SessionKind::Training),
            slots: programme
                .slots
                .iter()
                .map(|slot| (slot.id, slot.held_on))
                .collect(),
        }
    }

    /// Takes the next interview time on or after a day. There are more than people; a run that had none left would be
    /// refused by the rulebook, with its words.
    pub fn take_slot(&mut self, from: CivilDate) -> (SlotId, CivilDate) {
        match self.slots.iter().position(|(_, held_on)| *held_on >= from) {
            Some(place) => self.slots.remove(place),
            None => (SlotId::from(uuid::Uuid::nil()), from),
        }
    }
}

/// The post of a run. Each run has its own, so that its openings are its own.
pub(super) fn vacancy(run: Run, people: &[Person]) -> Value {
    let openings = match run {
        Run::First => 16,
        Run::Second | Run::Third => 18,
        // Exactly as many as are held, so that somebody waits on the reserve list.
        Run::Current => people
            .iter()
            .filter(|person| person.run == run && person.holds_opening())
            .count(),
        Run::Coming => 10,
    };
    let site = match run {
        Run::First | Run::Third => "Brindle General Hospital",
        Run::Second => "Overwater Community Hospital",
        Run::Current | Run::Coming => "Brindle General Hospital, wards 3 to 9",
    };
    json!({
        "title": "Trainee Health Care Assistant",
        "band": "2",
        "openings": openings,
        "hours_per_week": if run == Run::Second { 30 } else { 37 },
        "duration_weeks": null,
        "site": site,
    })
}

/// The plan of a run.
pub(super) fn programme(run: Run, dates: &Dates, vacancy: VacancyId) -> Value {
    let seats = if run == Run::Coming {
        [11, 10]
    } else {
        [24, 24]
    };
    let screening = dates.screening.iter().zip(seats).map(|(day, seats)| {
        session(
            "screening",
            "Screening day",
            (*day, "09:30", "15:30"),
            RUNS_SCREENING,
            seats,
        )
    });
    let training =
        dates
            .training
            .iter()
            .zip(MODULES.iter().zip(TRAINERS))
            .map(|(day, (module, trainer))| {
                session("training", module, (*day, "09:15", "15:45"), trainer, 30)
            });
    let slots: Vec<_> = dates
        .interviews
        .iter()
        .flat_map(|day| INTERVIEW_TIMES.map(|time| json!({ "held_on": day, "starts_at": time, "venue": "Interview room 2, Education Centre" })))
        .collect();
    let ordinal = match run {
        Run::First => "first",
        Run::Second => "second",
        Run::Third => "third",
        Run::Current => "fourth",
        Run::Coming => "fifth",
    };
    json!({
        "vacancy_id": vacancy,
        "title": format!("Trainee Health Care Assistant, {ordinal} programme"),
        "referrals_open_on": dates.referrals_open_on,
        "referrals_close_on": dates.referrals_close_on,
        "training_starts_on": dates.training[0],
        "training_ends_on": dates.training_ends_on(),
        "interviews_from": dates.interviews.first(),
        "interviews_until": dates.interviews.last(),
        "trial_from": dates.trial_from,
        "trial_until": dates.trial_until,
        "places": 30,
        "training_threshold": null,
        "panel": PANEL,
        "criteria": CRITERIA,
        "checks_before_trial": ["identity", "work_health"],
        "sessions": screening.chain(training).collect::<Vec<_>>(),
        "slots": slots,
    })
}

fn session(
    kind: &str,
    module: &str,
    (held_on, starts_at, ends_at): (CivilDate, &str, &str),
    trainer: &str,
    capacity: u32,
) -> Value {
    json!({
        "kind": kind,
        "module": module,
        "held_on": held_on,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "venue": "Education Centre, Brindle General Hospital",
        "trainer": trainer,
        "capacity": capacity,
        "required": kind == "training",
    })
}
