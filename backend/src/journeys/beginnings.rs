//! Journeys that referrals begin: each is judged as it comes, and those of one transaction are written together.

use super::{
    counts,
    error::JourneyError,
    record::{self, Pen},
    service::Asker,
    situation::{self, Grounds},
    store::{self, NewJourney},
    tasks,
};
use crate::application::Platform;
use crate::platform::{
    clock::civil_date_of,
    database::{AnyConnection, DatabaseResult},
    ids::Ids,
};
use chrono::{DateTime, Utc};
use shared::ids::{CandidateId, JourneyId, OrganisationId, ProgrammeId, TrustId};
use shared::journey::{Event, Journey, Refer, Task, task};
use shared::time::CivilDate;
use std::collections::HashSet;

/// What a referral begins.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The person.
    pub candidate_id: CandidateId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// The Jobcentre.
    pub organisation_id: OrganisationId,
    /// What the Jobcentre confirmed.
    pub referral: Refer,
}

/// A referral that the rules allow.
#[derive(Debug)]
#[must_use = "the journey has not begun yet"]
pub struct Allowed(Event);

/// The journeys that one transaction begins, and who was under way before.
#[derive(Debug, Default)]
pub struct Beginnings {
    under_way: HashSet<(ProgrammeId, CandidateId)>,
    begun: Vec<(NewJourney, Journey)>,
    events: Vec<Event>,
    tasks: Vec<(JourneyId, ProgrammeId, Task)>,
}

impl Beginnings {
    /// For these people, as far as they are known already. Whoever asks holds the vacancies.
    ///
    /// # Errors
    /// When the database cannot say.
    pub fn look_up(
        db: &mut AnyConnection,
        trust: TrustId,
        people: &[CandidateId],
    ) -> DatabaseResult<Self> {
        let under_way = if people.is_empty() {
            Vec::new()
        } else {
            store::open_of(db, trust, people)?
        };
        Ok(Self {
            under_way: under_way.into_iter().collect(),
            ..Self::default()
        })
    }

    /// Whether somebody may be referred: of a person whom nobody knew there is only the date of birth.
    ///
    /// # Errors
    /// A refusal that names every unmet guard (L1, L2).
    pub fn judge(
        &self,
        asker: &Asker,
        (grounds, programme): (&Grounds, ProgrammeId),
        (known, date_of_birth): (Option<CandidateId>, CivilDate),
        referral: &Refer,
        now: DateTime<Utc>,
    ) -> Result<Allowed, JourneyError> {
        let is_under_way =
            known.is_some_and(|person| self.under_way.contains(&(programme, person)));
        let situation = grounds.of_referral(
            (date_of_birth, is_under_way),
            asker.actor.clone(),
            civil_date_of(now),
        );
        Ok(Allowed(Journey::begin(&situation, referral)?))
    }

    /// Begins a journey, which is written with the others.
    ///
    /// # Errors
    /// When the audit log cannot be told.
    pub fn begin(
        &mut self,
        db: &mut AnyConnection,
        (platform, asker): (&Platform, &Asker),
        (Allowed(event), grounds, begun): (Allowed, &Grounds, Begun),
        now: DateTime<Utc>,
    ) -> Result<JourneyId, JourneyError> {
        let id: JourneyId = platform.ids.new_id();
        self.under_way
            .insert((begun.programme_id, begun.candidate_id));
        let new = NewJourney {
            id,
            reference: platform.ids.new_reference(),
            programme_id: begun.programme_id,
            vacancy_id: grounds.vacancy_id,
            candidate_id: begun.candidate_id,
            organisation_id: begun.organisation_id,
        };
        let journey = Journey::referred(begun.referral, civil_date_of(now).into());
        let waits_for = task(&journey, grounds.programme());
        self.tasks
            .extend(waits_for.map(|task| (id, begun.programme_id, task)));
        self.begun.push((new, journey));
        self.events.push(event);
        let pen = Pen {
            platform,
            asker,
            now,
        };
        record::audit(db, pen, (id, begun.candidate_id), "refer")?;
        Ok(id)
    }

    /// Writes what has begun: the rows, the counts, the events and the notices of them.
    ///
    /// # Errors
    /// When the database could not; then none of it has begun.
    pub fn write(
        mut self,
        db: &mut AnyConnection,
        (platform, asker): (&Platform, &Asker),
        now: DateTime<Utc>,
    ) -> Result<(), JourneyError> {
        if self.begun.is_empty() {
            return Ok(());
        }
        let trust = asker.trust_id;
        self.find_free_references(db, trust, &platform.ids)?;
        store::insert_all(db, trust, &self.begun, now)?;
        let counted = self.begun.iter().map(|(new, journey)| {
            let places = (new.programme_id, new.organisation_id);
            (places, journey)
        });
        counts::keep_begun(db, trust, counted)?;
        tasks::keep_begun(db, trust, &self.tasks)?;
        let placed = self.begun.iter().zip(self.events);
        let placed = placed
            .map(|((new, _), event)| ((new.id, 1, event), new.programme_id))
            .collect();
        let pen = Pen {
            platform,
            asker,
            now,
        };
        record::write_events(db, pen, placed)
    }

    fn find_free_references(
        &mut self,
        db: &mut AnyConnection,
        trust: TrustId,
        ids: &Ids,
    ) -> DatabaseResult<()> {
        loop {
            let all: Vec<&str> = self.begun.iter().map(|(new, _)| &*new.reference).collect();
            let taken = store::taken_references(db, trust, &all)?;
            if taken.is_empty() {
                return Ok(());
            }
            for (new, _) in &mut self.begun {
                if taken.contains(&new.reference) {
                    new.reference = ids.new_reference();
                }
            }
        }
    }
}

/// Begins one journey with a referral, within the caller's transaction.
///
/// # Errors
/// A refusal that names every unmet guard (L1, L2).
pub fn begin(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    (grounds, begun): (&Grounds, Begun),
    now: DateTime<Utc>,
) -> Result<JourneyId, JourneyError> {
    let (trust, person) = (asker.trust_id, begun.candidate_id);
    let born = situation::date_of_birth(db, trust, person)?;
    let mut beginnings = Beginnings::look_up(db, trust, &[person])?;
    let place = (grounds, begun.programme_id);
    let allowed = beginnings.judge(asker, place, (Some(person), born), &begun.referral, now)?;
    let id = beginnings.begin(db, (platform, asker), (allowed, grounds, begun), now)?;
    beginnings.write(db, (platform, asker), now)?;
    Ok(id)
}
