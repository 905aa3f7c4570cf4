//! An invented programme with sane defaults, and the people around it. Monday 1 June 2026 is the first day of training.

pub mod scene;
pub mod usual;
mod ways;

use shared::ids::{SessionId, SlotId};
use shared::journey::{
    Actor, ActorKind, Benefit, CandidateFacts, CheckKind, Counts, EmploymentStatus, ProgrammeFacts,
    ProgrammeStatus, Refer, SessionFacts, SessionKind, Situation, SlotFacts, TrustFacts,
    VacancyFacts,
};
use shared::time::CivilDate;
use uuid::Uuid;

/// A date, written as people write it here.
pub fn date(text: &str) -> CivilDate {
    text.parse().expect("a date")
}

/// The same id for the same number, so that vectors do not change from run to run.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0F00_7401_D000_4000_8000_0000_0000_0000 + number)
}

/// Somebody of a kind; the second of a kind is another person.
pub fn actor_number(kind: ActorKind, number: u128) -> Actor {
    if kind == ActorKind::System {
        return Actor::system();
    }
    let (name, base) = match kind {
        ActorKind::Jobcentre => ("Eastvale Jobcentre", 0x100),
        ActorKind::Candidate => ("Nadia Rahman", 0x200),
        ActorKind::TrustStaff => ("Grace Okafor", 0x300),
        ActorKind::HiringManager => ("Tom Hale", 0x400),
        ActorKind::College => ("Eastvale College", 0x500),
        ActorKind::System | ActorKind::Administrator => ("Ian Marsh", 0x600),
    };
    Actor {
        kind,
        id: id(base + number),
        name: name.to_owned(),
    }
}

/// The first of a kind.
pub fn actor(kind: ActorKind) -> Actor {
    actor_number(kind, 1)
}

/// A day of screening or training, by its number.
pub fn session_id(number: u128) -> SessionId {
    id(0x1000 + number).into()
}

/// An interview time, by its number.
pub fn slot_id(number: u128) -> SlotId {
    id(0x2000 + number).into()
}

/// The first screening day, Wednesday 27 May.
pub const SCREENING: u128 = 1;
/// The second screening day, Thursday 28 May.
pub const SCREENING_LATER: u128 = 2;
/// The five training sessions, Monday 1 to Friday 5 June.
pub const TRAINING: [u128; 5] = [11, 12, 13, 14, 15];
/// The interview time on Tuesday 9 June.
pub const SLOT: u128 = 1;
/// The interview time on Wednesday 10 June.
pub const SLOT_LATER: u128 = 2;
/// The panel.
pub const PANEL: [&str; 2] = ["Tom Hale", "Ruth Adeyemi"];
/// The common criteria.
pub const CRITERIA: [&str; 2] = ["Kindness", "Reliability"];
/// The five modules of the seed page.
pub const MODULES: [&str; 5] = [
    "Health and Safety",
    "Interview and application techniques",
    "Manual Handling",
    "First aid",
    "Patient centred care",
];

fn session(number: u128, kind: SessionKind, module: &str, held_on: &str) -> SessionFacts {
    SessionFacts {
        id: session_id(number),
        kind,
        module: module.to_owned(),
        held_on: date(held_on),
        starts_at: "09:30".to_owned(),
        venue: "Education Centre".to_owned(),
        capacity: 12,
        taken: 0,
        required: kind == SessionKind::Training,
        signed_off: false,
    }
}

fn slot(number: u128, held_on: &str) -> SlotFacts {
    SlotFacts {
        id: slot_id(number),
        held_on: date(held_on),
        starts_at: "10:00".to_owned(),
        venue: "Education Centre".to_owned(),
        taken: false,
    }
}

/// The programme: two screening days, five training sessions, two interview times.
pub fn programme() -> ProgrammeFacts {
    let mut sessions = vec![
        session(
            SCREENING,
            SessionKind::Screening,
            "Screening day",
            "2026-05-27",
        ),
        session(
            SCREENING_LATER,
            SessionKind::Screening,
            "Second screening day",
            "2026-05-28",
        ),
    ];
    for (number, (module, day)) in TRAINING.into_iter().zip(MODULES.into_iter().zip(1..)) {
        sessions.push(session(
            number,
            SessionKind::Training,
            module,
            &format!("2026-06-0{day}"),
        ));
    }
    ProgrammeFacts {
        status: ProgrammeStatus::Published,
        referrals_open_on: date("2026-05-01"),
        referrals_close_on: date("2026-05-22"),
        training_starts_on: date("2026-06-01"),
        training_ends_on: date("2026-06-05"),
        places: 10,
        training_threshold: None,
        panel: PANEL.map(str::to_owned).to_vec(),
        criteria: CRITERIA.map(str::to_owned).to_vec(),
        checks_before_trial: vec![CheckKind::Identity, CheckKind::WorkHealth],
        sessions,
        slots: vec![slot(SLOT, "2026-06-09"), slot(SLOT_LATER, "2026-06-10")],
    }
}

/// A permanent full-time post with five openings.
pub fn vacancy() -> VacancyFacts {
    VacancyFacts {
        open: true,
        openings: 5,
        hours_per_week: 37,
        duration_weeks: None,
    }
}

/// A day on which nobody else is on the programme.
pub fn situation(today: &str, by: ActorKind) -> Situation {
    Situation {
        today: date(today),
        actor: actor(by),
        trust: TrustFacts::default(),
        candidate: CandidateFacts {
            date_of_birth: date("1998-03-14"),
        },
        vacancy: vacancy(),
        programme: programme(),
        counts: Counts::default(),
        survivor: None,
    }
}

/// A referral as the law asks for it (L1).
pub fn referral() -> Refer {
    Refer {
        benefit: Benefit::JobseekersAllowance,
        benefit_confirmed_on: Some(date("2026-05-04")),
        employment_status: EmploymentStatus::Unemployed,
    }
}
