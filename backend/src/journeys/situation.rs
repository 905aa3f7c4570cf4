//! Loads what the rulebook needs besides the journey: a handful of short statements, none of which grows with the tables.

use super::error::JourneyError;
use super::others;
use super::store::JourneyRow;
use crate::platform::database::{
    AnyConnection, AsJson, DatabaseError, DatabaseResult, bind,
    schema::{candidates, journeys, trusts},
};
use crate::programmes::{self, Wanted};
use crate::vacancies;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::Value;
use shared::ids::{CandidateId, JourneyId, ProgrammeId, TrustId, VacancyId};
use shared::journey::{
    Actor, CandidateFacts, Command, Counts, Journey, ProgrammeFacts, Situation, TrustFacts,
    VacancyFacts,
};
use shared::time::CivilDate;

/// Which records a situation is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Concerns {
    pub journey: JourneyId,
    pub programme: ProgrammeId,
    pub vacancy: VacancyId,
    pub candidate: CandidateId,
    pub seats: bool,
    pub interview_times: bool,
    pub openings: bool,
    pub places: bool,
}

impl Concerns {
    /// What the situation of this journey is about.
    pub(super) fn of(row: &JourneyRow, journey: &Journey) -> Self {
        Self {
            journey: row.id,
            programme: row.programme_id,
            vacancy: row.vacancy_id,
            candidate: row.candidate_id,
            seats: journey.asks_for_seats(),
            interview_times: journey.asks_for_interview_times(),
            openings: journey.asks_for_openings(),
            places: journey.asks_for_places(),
        }
    }
}

/// The situation of a journey on a day, for somebody.
pub(super) fn load(
    db: &mut AnyConnection,
    trust: TrustId,
    concerns: Concerns,
    actor: Actor,
    today: NaiveDate,
) -> Result<Situation, JourneyError> {
    let date_of_birth = date_of_birth(db, trust, concerns.candidate)?;
    let wanted = Wanted {
        excluding: Some(concerns.journey),
        seats: concerns.seats,
        interview_times: concerns.interview_times,
    };
    let vacancy = vacancies::facts(db, trust, concerns.vacancy)?.ok_or(JourneyError::NotFound)?;
    let programme =
        programmes::facts(db, trust, concerns.programme, wanted)?.ok_or(JourneyError::NotFound)?;
    let counts = others::counts(db, trust, &concerns, (&vacancy, &programme))?;
    Ok(Situation {
        today: today.into(),
        actor,
        trust: trust_facts(db, trust)?,
        candidate: CandidateFacts { date_of_birth },
        vacancy,
        programme,
        counts,
        survivor: None,
    })
}

/// What a referral to a programme is judged on, and what stays the same for everybody who is referred in one transaction: whoever
/// changes the programme or closes the vacancy waits for its end or came before it.
#[derive(Debug, Clone)]
pub struct Grounds {
    /// The vacancy that the programme is for.
    pub vacancy_id: VacancyId,
    trust: TrustFacts,
    vacancy: VacancyFacts,
    programme: ProgrammeFacts,
}

impl Grounds {
    /// The programme.
    pub(super) fn programme(&self) -> &ProgrammeFacts {
        &self.programme
    }

    /// Of a programme for this vacancy.
    ///
    /// # Errors
    /// [`JourneyError::NotFound`] when there is no such programme.
    pub fn load(
        db: &mut AnyConnection,
        trust: TrustId,
        (programme, vacancy): (ProgrammeId, VacancyId),
    ) -> Result<Self, JourneyError> {
        let wanted = Wanted {
            excluding: None,
            seats: false,
            interview_times: false,
        };
        Ok(Self {
            vacancy_id: vacancy,
            trust: trust_facts(db, trust)?,
            vacancy: vacancies::facts(db, trust, vacancy)?.ok_or(JourneyError::NotFound)?,
            programme: programmes::facts(db, trust, programme, wanted)?
                .ok_or(JourneyError::NotFound)?,
        })
    }

    /// The situation in which somebody is referred. A referral asks of the others on the programme only whether this person is
    /// among them.
    pub(super) fn of_referral(
        &self,
        (date_of_birth, is_under_way): (CivilDate, bool),
        actor: Actor,
        today: NaiveDate,
    ) -> Situation {
        Situation {
            today: today.into(),
            actor,
            trust: self.trust.clone(),
            candidate: CandidateFacts { date_of_birth },
            vacancy: self.vacancy.clone(),
            programme: self.programme.clone(),
            counts: Counts {
                other_open_journeys: u32::from(is_under_way),
                ..Counts::default()
            },
            survivor: None,
        }
    }
}

pub(super) fn date_of_birth(
    db: &mut AnyConnection,
    trust: TrustId,
    candidate: CandidateId,
) -> Result<CivilDate, JourneyError> {
    let born: NaiveDate = candidates::table
        .find((bind(trust), bind(candidate)))
        .select(candidates::date_of_birth)
        .first(db)
        .optional()
        .map_err(DatabaseError::from)?
        .ok_or(JourneyError::NotFound)?;
    Ok(born.into())
}

/// The Trust's settings that rules read; what is not set stands at its default.
fn trust_facts(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<TrustFacts> {
    let AsJson(settings): AsJson<Value> = trusts::table
        .find(bind(trust))
        .select(trusts::settings)
        .first(db)?;
    Ok(settings
        .get("rules")
        .and_then(|rules| serde_json::from_value(rules.clone()).ok())
        .unwrap_or_default())
}

/// Finds the journey that a merge names, where it may go on: another one on the same programme, not itself merged.
pub(super) fn find_survivor(
    db: &mut AnyConnection,
    trust: TrustId,
    row: &JourneyRow,
    command: &Command,
) -> DatabaseResult<Option<JourneyId>> {
    let Command::Merge(merge) = command else {
        return Ok(None);
    };
    if merge.survivor_id == row.id {
        return Ok(None);
    }
    let found: Option<JourneyId> = journeys::table
        .find((bind(trust), bind(merge.survivor_id)))
        .filter(journeys::programme_id.eq(bind(row.programme_id)))
        .filter(journeys::merged_into.is_null())
        .select(journeys::id)
        .first(db)
        .optional()?;
    Ok(found)
}
