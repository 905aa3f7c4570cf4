//! The draft that the planner makes.

use super::MOST_STARTING;
use frontend::{
    programmes::{Planned, Wanted, Written},
    ui::FieldProblem,
};
use shared::{
    ids::VacancyId,
    journey::SessionKind,
    programmes::{
        CreateProgramme, PlanSession, PlanSlot, ProgrammeView, Proposal, ProposedSession,
        SessionView, proposal,
    },
    time::CivilDate,
    values::{Words, WordsError},
};

/// What the draft's form begins with.
pub(super) fn proposed(planned: &Planned, copied: Option<&ProgrammeView>) -> Written {
    let lines = |lines: &[String]| lines.join("\n");
    Written {
        title: copied
            .map(|copied| copied.title.clone())
            .unwrap_or_default(),
        venue: copied
            .and_then(|copied| copied.sessions.first())
            .map(|session| session.venue.clone())
            .unwrap_or_default(),
        trainers: planned
            .proposal
            .sessions
            .iter()
            .map(|session| trainer_of(session, copied).unwrap_or_default())
            .collect(),
        places: planned.proposal.slots.len().to_string(),
        panel: copied
            .map(|copied| lines(&copied.panel))
            .unwrap_or_default(),
        criteria: copied
            .map(|copied| lines(&copied.criteria))
            .unwrap_or_default(),
    }
}

/// Who led the same module of the programme that is copied, or ran its first screening day.
fn trainer_of(session: &ProposedSession, copied: Option<&ProgrammeView>) -> Option<String> {
    let same = |one: &&SessionView| {
        one.kind == session.kind
            && (one.kind == SessionKind::Screening || one.module == session.module)
    };
    copied?.sessions.iter().find(same)?.trainer.clone()
}

/// The draft as the service takes it, or everything that is missing.
pub(super) fn request(
    wanted: &Wanted,
    written: &Written,
    (planned, copied): (&Planned, Option<&ProgrammeView>),
    today: CivilDate,
) -> Result<CreateProgramme, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut missing = |name: &str, what: &str| problems.push(FieldProblem::new(name, what));
    let title = Words::parse(&written.title);
    if title.is_err() {
        missing("title", "Write what the programme is called");
    }
    let venue = Words::parse(&written.venue);
    if venue.is_err() {
        missing("venue", "Write where it is held");
    }
    for (at, trainer) in written.trainers.iter().enumerate() {
        if let Some(Err(wrong)) = named(trainer) {
            missing(&format!("trainer-{at}"), &format!("Who leads it: {wrong}"));
        }
    }
    let places: u32 = written.places.parse().unwrap_or(0);
    if !(1..=MOST_STARTING).contains(&places) {
        missing("places", "Enter the places in the training week: 1 to 200");
    }
    let vacancy = wanted.vacancy_id.parse();
    match (title, venue, vacancy) {
        (Ok(title), Ok(venue), Ok(vacancy_id)) if problems.is_empty() => {
            let whole = proposal(planned.proposal.training.first, places, today);
            Ok(CreateProgramme {
                vacancy_id,
                title,
                places,
                panel: lines(&written.panel),
                criteria: lines(&written.criteria),
                ..of_proposal(
                    &whole,
                    (vacancy_id, places),
                    (&venue, &written.trainers),
                    copied,
                )
            })
        }
        _ => Err(problems),
    }
}

/// A name, where one is written.
fn named(text: &str) -> Option<Result<Words, WordsError>> {
    (!text.trim().is_empty()).then(|| Words::parse(text))
}

fn lines(text: &str) -> Vec<Words> {
    text.lines()
        .filter_map(|line| Words::parse(line).ok())
        .collect()
}

/// The dates of a proposal, with the checks and the threshold of the programme that is copied.
fn of_proposal(
    whole: &Proposal,
    (vacancy_id, places): (VacancyId, u32),
    (venue, trainers): (&Words, &[String]),
    copied: Option<&ProgrammeView>,
) -> CreateProgramme {
    let sessions = whole
        .sessions
        .iter()
        .enumerate()
        .filter_map(|(at, session)| {
            Some(PlanSession {
                kind: session.kind,
                module: Words::parse(session.module).ok()?,
                held_on: session.held_on,
                starts_at: session.starts_at.to_owned(),
                ends_at: session.ends_at.to_owned(),
                venue: venue.clone(),
                trainer: trainers.get(at).and_then(|name| named(name)?.ok()),
                capacity: session.kind.seats_for(places),
                required: true,
            })
        });
    let slots = whole.slots.iter().map(|(held_on, starts_at)| PlanSlot {
        held_on: *held_on,
        starts_at: (*starts_at).to_owned(),
        venue: venue.clone(),
    });
    CreateProgramme {
        vacancy_id,
        title: venue.clone(),
        referrals_open_on: whole.referrals.first,
        referrals_close_on: whole.referrals.last,
        training_starts_on: whole.training.first,
        training_ends_on: whole.training.last,
        interviews_from: whole.interviews.first,
        interviews_until: whole.interviews.last,
        trial_from: whole.trials.first,
        trial_until: whole.trials.last,
        places,
        training_threshold: copied.and_then(|copied| copied.training_threshold),
        panel: Vec::new(),
        criteria: Vec::new(),
        checks_before_trial: copied
            .map(|copied| copied.checks_before_trial.clone())
            .unwrap_or_default(),
        sessions: sessions.collect(),
        slots: slots.collect(),
    }
}
