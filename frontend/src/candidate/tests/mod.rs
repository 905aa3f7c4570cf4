//! What candidates are told, in each language, whatever has happened.

mod answers;
mod endings;
mod pages;

use super::*;
use crate::language::Language;
use crate::public::{Frame, Switch, TrustCard, render};
use shared::journey::*;
use shared::time::CivilDate;
use shared::values::Words;
use std::rc::Rc;

pub(crate) fn on(text: &str) -> CivilDate {
    text.parse().expect("a date")
}

fn words(text: &str) -> Words {
    text.parse().expect("words")
}

pub(crate) fn by(kind: ActorKind) -> Actor {
    Actor {
        kind,
        id: uuid::Uuid::nil(),
        name: "Somebody".into(),
    }
}

fn session(kind: SessionKind, day: &str) -> SessionFacts {
    SessionFacts {
        id: uuid::Uuid::from_u128(u128::from(on(day).day())).into(),
        kind,
        module: "First aid".into(),
        held_on: on(day),
        starts_at: "09:30".into(),
        venue: "Education Centre".into(),
        capacity: 8,
        taken: 0,
        required: true,
        signed_off: false,
    }
}

fn situation(today: &str) -> Situation {
    let slot = SlotFacts {
        id: uuid::Uuid::from_u128(77).into(),
        held_on: on("2026-06-09"),
        starts_at: "11:00".into(),
        venue: "Room 4".into(),
        taken: false,
    };
    Situation {
        today: on(today),
        actor: by(ActorKind::Candidate),
        trust: TrustFacts::default(),
        candidate: CandidateFacts {
            date_of_birth: on("1998-03-14"),
        },
        vacancy: VacancyFacts {
            open: true,
            openings: 5,
            hours_per_week: 37,
            duration_weeks: None,
        },
        programme: ProgrammeFacts {
            status: ProgrammeStatus::Published,
            referrals_open_on: on("2026-05-01"),
            referrals_close_on: on("2026-05-22"),
            training_starts_on: on("2026-06-01"),
            training_ends_on: on("2026-06-05"),
            places: 10,
            training_threshold: None,
            panel: vec!["Tom Hale".into()],
            criteria: vec!["Kindness".into()],
            checks_before_trial: Vec::new(),
            sessions: vec![
                session(SessionKind::Screening, "2026-05-27"),
                session(SessionKind::Training, "2026-06-01"),
            ],
            slots: vec![slot],
        },
        counts: Counts::default(),
        survivor: None,
    }
}

pub(crate) fn case_of(events: Vec<(ActorKind, Event)>) -> Case {
    let mut history = vec![Recorded {
        event: Event::Referred(Refer {
            benefit: Benefit::JobseekersAllowance,
            benefit_confirmed_on: Some(on("2026-05-08")),
            employment_status: EmploymentStatus::Unemployed,
        }),
        on: on("2026-05-11"),
        by: by(ActorKind::Jobcentre),
    }];
    history.extend(events.into_iter().map(|(kind, event)| Recorded {
        event,
        on: on("2026-05-12"),
        by: by(kind),
    }));
    Case {
        id: uuid::Uuid::from_u128(1).into(),
        reference: "FH-1".into(),
        programme: "Trainee Health Care Assistant".into(),
        role: "Trainee Health Care Assistant".into(),
        journey: Journey::fold(&history).expect("a journey"),
        situation: situation("2026-05-12"),
        history,
    }
}

pub(crate) fn frame(language: Language) -> Frame {
    Frame {
        language,
        trust: Rc::new(TrustCard {
            name: "Northfold Hospitals".into(),
            short_name: "Northfold".into(),
            phone: "01632 960 123 Ext 2308".into(),
            email: "jobs@northfold.example".into(),
        }),
        stylesheet: "/assets/candidate.css".into(),
        switch: Switch::Remembered("/my".into()),
        signed_in: true,
    }
}

pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> T {
    use futures_util::FutureExt as _;
    future.now_or_never().expect("nothing on these pages waits")
}

fn home(case: Case, language: Language, name: &str) -> String {
    at_once(render::<HomePage>(HomePageProps {
        frame: frame(language),
        name: name.into(),
        case: Rc::new(case),
        notes: Vec::new(),
        others: Vec::new(),
        done: None,
        shown_link: None,
    }))
}

fn form(case: Case, name: Move, language: Language, attempt: Option<Attempt>) -> String {
    at_once(render::<MovePage>(MovePageProps {
        frame: frame(language),
        case: Rc::new(case),
        name,
        attempt,
    }))
}

/// What a page says, with its escapes undone and no markup.
pub(crate) fn text_of(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    text.replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&")
}
