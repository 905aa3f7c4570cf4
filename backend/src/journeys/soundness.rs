//! Whether what must always hold does hold, journey by journey and between them: read again from the histories, not from
//! what was concluded of them.

use super::counts::{self, StageCount};
use super::error::JourneyError;
use super::guarantees;
use super::history;
use super::store::{self, EventRow, Stored};
use super::tasks;
use crate::platform::database::{AnyConnection, AsJson, Database};
use crate::vacancies;
use shared::ids::{JourneyId, TrustId, VacancyId};
use shared::journey::{
    GuaranteeStanding, Invariant, Journey, State, TaskKind, broken, guarantee, trial_cap,
};
use shared::values::Coded as _;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// So many journeys are read in one go.
const AT_ONCE: i64 = 400;

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What should hold.
    pub invariant: Invariant,
    /// Of what: `journey …` or `vacancy …`.
    pub of: String,
    /// What was found.
    pub found: String,
}

/// What is counted between journeys.
#[derive(Default)]
struct Counted {
    holding: HashMap<VacancyId, u32>,
    entitled: HashMap<VacancyId, u32>,
}

/// Reads every journey of a Trust again and gives what does not hold, with how many were read. What changes meanwhile is
/// read as it then stands; counts between journeys are made in one moment.
///
/// # Errors
/// When the database cannot answer.
pub async fn find_unsound(
    database: &Database,
    trust: TrustId,
) -> Result<(u64, Vec<Finding>), JourneyError> {
    let durations = database.read(move |db| durations(db, trust)).await?;
    let newest = move |db: &mut AnyConnection| store::newest_event(db, trust);
    let began_at = database.read(newest).await?;
    let (mut read, mut findings, mut after) = (0_u64, Vec::new(), None);
    let mut reached = Reached::new();
    loop {
        let durations = durations.clone();
        let page = database
            .snapshot(move |db| look_at(db, trust, after, &durations))
            .await?;
        read += page.read;
        findings.extend(page.findings);
        for (stage, many) in page.reached {
            *reached.entry(stage).or_default() += many;
        }
        match page.last {
            Some(last) => after = Some(last),
            None => break,
        }
    }
    let (kept, more) = database.snapshot(move |db| between(db, trust)).await?;
    findings.extend(more);
    // Whoever moved meanwhile was read before it or after it, so that only a quiet Trust can be compared.
    if database.read(newest).await? == began_at {
        findings.extend(
            kept.iter()
                .filter_map(|count| wrongly_reached(count, &reached)),
        );
    }
    Ok((read, findings))
}

/// How many have ever come to each stage of each board, by their histories.
type Reached = BTreeMap<(Uuid, State), i32>;

/// What one page gave.
#[derive(Default)]
struct Page {
    read: u64,
    reached: Reached,
    last: Option<JourneyId>,
    findings: Vec<Finding>,
}

/// How long the job of each vacancy lasts.
fn durations(
    db: &mut AnyConnection,
    trust: TrustId,
) -> Result<HashMap<VacancyId, Option<u16>>, JourneyError> {
    let vacancies = vacancies::capacities(db, trust)?.into_iter();
    Ok(vacancies
        .map(|vacancy| (vacancy.id, vacancy.duration_weeks))
        .collect())
}

fn look_at(
    db: &mut AnyConnection,
    trust: TrustId,
    after: Option<JourneyId>,
    durations: &HashMap<VacancyId, Option<u16>>,
) -> Result<Page, JourneyError> {
    let rows = store::stored_after(db, trust, after, AT_ONCE)?;
    let mut page = Page {
        last: rows.last().map(|row| row.id),
        ..Page::default()
    };
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut events = store::events_of(db, trust, &ids)?;
    let guarantees = guarantees::kept(db, trust, &ids)?;
    let tasks = tasks::kept(db, trust, &ids)?;
    for row in rows {
        page.read += 1;
        let events = events.remove(&row.id).unwrap_or_default();
        let of = format!("journey {}", row.id);
        let told = |invariant, found: String| Finding {
            invariant,
            of: of.clone(),
            found,
        };
        let readable: Result<Vec<EventRow>, String> = events.into_iter().collect();
        let journey = match readable.map(history::fold_of) {
            Ok(Some(journey)) => journey,
            Ok(None) => {
                let why = "its history does not begin with a referral".to_owned();
                page.findings.push(told(Invariant::StateIsFold, why));
                continue;
            }
            Err(why) => {
                page.findings.push(told(Invariant::StateIsFold, why));
                continue;
            }
        };
        for board in counts::boards_of(trust, row.programme_id, row.organisation_id) {
            for state in &journey.reached {
                *page.reached.entry((board, *state)).or_default() += 1;
            }
        }
        if let Some(found) = difference(&row, &journey) {
            page.findings.push(told(Invariant::StateIsFold, found));
        }
        if let Some(found) = misremembered(guarantees.get(&row.id).copied(), &journey) {
            page.findings.push(told(Invariant::EntitlementKept, found));
        }
        if let Some(found) = forgotten(tasks.get(&row.id).copied(), &journey) {
            page.findings.push(told(Invariant::StateIsFold, found));
        }
        let duration = durations.get(&row.vacancy_id).copied().flatten();
        let found = broken(&journey, duration).into_iter();
        page.findings
            .extend(found.map(|invariant| told(invariant, journey.state.to_string())));
    }
    Ok(page)
}

/// How the row differs from the fold of the history.
fn difference(row: &Stored, journey: &Journey) -> Option<String> {
    let version = i32::try_from(journey.version).unwrap_or(i32::MAX);
    let days = i32::try_from(journey.trial_days_taken()).unwrap_or(i32::MAX);
    let stored = (row.state, row.version, row.is_open, row.trial_days_used);
    let folded = (journey.state, version, journey.state.is_open(), days);
    (stored != folded).then(|| format!("stored {stored:?}, by its history {folded:?}"))
}

/// How the ledger of guarantees differs from the history.
fn misremembered(kept: Option<GuaranteeStanding>, journey: &Journey) -> Option<String> {
    let owed = guarantee(journey).map(|owed| owed.standing);
    let words = |standing: Option<GuaranteeStanding>| {
        standing.map_or("no guarantee", |standing| standing.label())
    };
    (kept != owed).then(|| {
        format!(
            "the ledger says {:?}, the history {:?}",
            words(kept),
            words(owed)
        )
    })
}

/// How the work list differs from the history.
fn forgotten(kept: Option<TaskKind>, journey: &Journey) -> Option<String> {
    let owed = TaskKind::of(journey.state);
    let words = |kind: Option<TaskKind>| kind.map_or("no task", |kind| kind.label());
    (kept != owed).then(|| {
        format!(
            "the work list says {:?}, the history {:?}",
            words(kept),
            words(owed)
        )
    })
}

/// A count of who has ever come somewhere that is not what the histories say.
fn wrongly_reached(count: &StageCount, reached: &Reached) -> Option<Finding> {
    let by_history = reached.get(&(count.board, count.state)).copied();
    let by_history = by_history.unwrap_or_default();
    (count.reached != by_history).then(|| Finding {
        invariant: Invariant::CountsAreRight,
        of: format!("board {}", count.board),
        found: format!(
            "{} have been {}, by their histories {by_history}",
            count.reached, count.state
        ),
    })
}

/// Counts of who stands somewhere that are not what the journeys say.
fn miscounted(kept: &[StageCount], counted: &counts::Standing) -> Vec<Finding> {
    let kept: BTreeMap<_, _> = kept
        .iter()
        .map(|count| {
            let people = (count.standing, count.waiting, count.after_trial);
            ((count.board, count.state), people)
        })
        .collect();
    let stages: std::collections::BTreeSet<_> = kept.keys().chain(counted.keys()).collect();
    let at = |of: &counts::Standing, stage| of.get(stage).copied().unwrap_or_default();
    stages
        .into_iter()
        .filter(|stage| at(&kept, *stage) != at(counted, *stage))
        .map(|stage| Finding {
            invariant: Invariant::CountsAreRight,
            of: format!("board {}", stage.0),
            found: format!(
                "{}: kept {:?}, by the journeys {:?}",
                stage.1,
                at(&kept, stage),
                at(counted, stage)
            ),
        })
        .collect()
}

/// What only all journeys together can tell, with the counts that are kept.
fn between(
    db: &mut AnyConnection,
    trust: TrustId,
) -> Result<(Vec<StageCount>, Vec<Finding>), JourneyError> {
    let kept = counts::kept(db, trust)?;
    let miscounted = miscounted(&kept, &counts::counted(db, trust)?);
    let mut counted = Counted::default();
    for (vacancy, state, many) in store::by_vacancy(db, trust)? {
        let many = u32::try_from(many).unwrap_or(u32::MAX);
        if state.holds_opening() {
            *counted.holding.entry(vacancy).or_default() += many;
        }
        if matches!(state, State::InterviewGuaranteed | State::InterviewBooked) {
            *counted.entitled.entry(vacancy).or_default() += many;
        }
    }
    let mut findings = miscounted;
    let mut unless = |holds: bool, invariant, of: String, found: String| {
        if !holds {
            findings.push(Finding {
                invariant,
                of,
                found,
            });
        }
    };
    for vacancy in vacancies::capacities(db, trust)? {
        let of = || format!("vacancy {}", vacancy.id);
        let held = counted
            .holding
            .get(&vacancy.id)
            .copied()
            .unwrap_or_default();
        unless(
            held <= vacancy.openings,
            Invariant::OpeningsNotOutnumbered,
            of(),
            format!("{held} of {} openings are held", vacancy.openings),
        );
        let entitled = counted
            .entitled
            .get(&vacancy.id)
            .copied()
            .unwrap_or_default();
        unless(
            vacancy.open || entitled == 0,
            Invariant::VacancyOpenForEntitlement,
            of(),
            format!("it is closed, and {entitled} interviews are owed"),
        );
    }
    let durations = durations(db, trust)?;
    for (candidate, vacancy, days) in store::trial_days_by_person(db, trust)? {
        let duration = durations.get(&vacancy).copied().flatten();
        let cap = i64::from(trial_cap(duration));
        unless(
            days <= cap,
            Invariant::TrialWithinCap,
            format!("candidate {candidate} and vacancy {vacancy}"),
            format!("{days} days of trial, and the cap is {cap}"),
        );
    }
    Ok((kept, findings))
}

/// Reads an event, or says why it cannot be read.
pub(super) fn readable(
    payload: AsJson<serde_json::Value>,
) -> Result<shared::journey::Event, String> {
    let AsJson(payload) = payload;
    serde_json::from_value(payload).map_err(|error| format!("an event cannot be read: {error}"))
}
