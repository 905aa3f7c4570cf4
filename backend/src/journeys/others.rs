//! Who else holds what: the openings of a vacancy, the places of a programme, and what else there is of the same person. Counted
//! from the journeys themselves, no more of them than an answer can turn on, and no further than it could.

use super::situation::Concerns;
use crate::platform::database::{AnyConnection, DatabaseResult, bind, schema::journeys};
use diesel::{
    AppearsOnTable, Expression, QueryResult, SelectableExpression,
    backend::Backend,
    expression::ValidGrouping,
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::Bool,
};
use shared::{
    ids::{JourneyId, ProgrammeId, TrustId, VacancyId},
    journey::{Counts, ProgrammeFacts, State, VacancyFacts},
    values::Coded,
};

/// Conditions on the state that stand in a statement word by word, so that it stays prepared however many states there are.
macro_rules! standing {
    ($($(#[$doc:meta])* $name:ident: $holds:path;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, QueryId, ValidGrouping)]
        struct $name;

        impl Expression for $name {
            type SqlType = Bool;
        }

        impl<DB: Backend> QueryFragment<DB> for $name {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
                let mut joint = "journeys.state IN ('";
                for state in State::ALL.iter().filter(|state| $holds(**state)) {
                    out.push_sql(joint);
                    out.push_sql(state.code());
                    joint = "', '";
                }
                out.push_sql("')");
                Ok(())
            }
        }

        impl AppearsOnTable<journeys::table> for $name {}
        impl SelectableExpression<journeys::table> for $name {}
    )+};
}

standing! {
    /// An opening of the vacancy is held.
    HoldsOpening: State::holds_opening;
    /// A place that a programme accepts is held.
    HoldsAcceptedPlace: State::holds_accepted_place;
    /// A place of the training week is held.
    HoldsTrainingPlace: State::holds_training_place;
}

/// The counts of everybody but this journey. What it does not ask for
/// ([`Journey::asks_for_openings`](shared::journey::Journey::asks_for_openings),
/// [`Journey::asks_for_places`](shared::journey::Journey::asks_for_places)) stays at nought, and nothing is counted beyond the
/// number at which all are taken.
pub(super) fn counts(
    db: &mut AnyConnection,
    trust: TrustId,
    concerns: &Concerns,
    (vacancy, programme): (&VacancyFacts, &ProgrammeFacts),
) -> DatabaseResult<Counts> {
    let mut counts = Counts::default();
    if concerns.openings {
        counts.openings_held = openings_held(db, trust, concerns, vacancy.openings)?;
    }
    if concerns.places {
        counts.accepted = accepted(db, trust, concerns, programme.screening_seats())?;
        counts.training_places_held = in_training(db, trust, concerns, programme.places)?;
    }
    count_of_person(db, trust, concerns, &mut counts)?;
    Ok(counts)
}

/// How many openings others hold, of so many.
fn openings_held(
    db: &mut AnyConnection,
    trust: TrustId,
    concerns: &Concerns,
    openings: u32,
) -> DatabaseResult<u32> {
    let holding: Vec<JourneyId> = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::vacancy_id.eq(bind(concerns.vacancy)))
        .filter(HoldsOpening)
        .filter(journeys::id.ne(bind(concerns.journey)))
        .select(journeys::id)
        .limit(openings.into())
        .load(db)?;
    Ok(number(holding.len()))
}

/// How many places of a kind others hold on the programme, of so many. The vacancy is named because the index that knows who
/// waits begins with it.
macro_rules! places_held {
    ($db:expr, $trust:expr, $concerns:expr, $held:ident, $places:expr) => {{
        let holding: Vec<JourneyId> = journeys::table
            .filter(journeys::trust_id.eq(bind($trust)))
            .filter(journeys::vacancy_id.eq(bind($concerns.vacancy)))
            .filter(journeys::programme_id.eq(bind($concerns.programme)))
            .filter($held)
            .filter(journeys::waiting_listed.eq(false))
            .filter(journeys::id.ne(bind($concerns.journey)))
            .select(journeys::id)
            .limit(i64::from($places))
            .load($db)?;
        number(holding.len())
    }};
}

fn accepted(
    db: &mut AnyConnection,
    trust: TrustId,
    concerns: &Concerns,
    seats: u32,
) -> DatabaseResult<u32> {
    Ok(places_held!(db, trust, concerns, HoldsAcceptedPlace, seats))
}

fn in_training(
    db: &mut AnyConnection,
    trust: TrustId,
    concerns: &Concerns,
    places: u32,
) -> DatabaseResult<u32> {
    Ok(places_held!(
        db,
        trust,
        concerns,
        HoldsTrainingPlace,
        places
    ))
}

fn count_of_person(
    db: &mut AnyConnection,
    trust: TrustId,
    concerns: &Concerns,
    counts: &mut Counts,
) -> DatabaseResult<()> {
    let of_person: Vec<(ProgrammeId, VacancyId, bool, i32)> = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::candidate_id.eq(bind(concerns.candidate)))
        .filter(journeys::id.ne(bind(concerns.journey)))
        .select((
            journeys::programme_id,
            journeys::vacancy_id,
            journeys::is_open,
            journeys::trial_days_used,
        ))
        .load(db)?;
    for (on, of, open, days) in of_person {
        counts.other_open_journeys += u32::from(open && on == concerns.programme);
        if of == concerns.vacancy {
            let days = u32::try_from(days).unwrap_or(0);
            counts.trial_days_elsewhere += days;
            // Attended days lie within the calendar days, so counting those keeps the stricter of the two caps.
            counts.attended_days_elsewhere += days;
        }
    }
    Ok(())
}

fn number(counted: usize) -> u32 {
    u32::try_from(counted).unwrap_or(u32::MAX)
}
