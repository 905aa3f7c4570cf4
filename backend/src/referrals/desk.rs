//! What one transaction holds while it takes referrals: what they are judged on, looked up for all of them together, and what they
//! have come to, which is written together.
//!
//! To a database elsewhere each statement is a journey, and a referral alone needs some twenty. Here a hundred need as many. A referral
//! that is refused leaves nothing behind, because nothing was written for it.

use super::service::ReferralError;
use super::store::{self, ReferralRow};
use crate::access::Reach;
use crate::application::Platform;
use crate::candidates::Arrivals;
use crate::journeys::{Asker, Beginnings, Grounds};
use crate::platform::crypto::FieldKeys;
use crate::platform::database::{AnyConnection, DatabaseResult};
use crate::{programmes, vacancies};
use chrono::{DateTime, Utc};
use shared::ids::{CandidateId, OrganisationId, ProgrammeId, TrustId};
use shared::journey::ActorKind;
use shared::organisations::OrganisationKind;
use shared::referrals::CreateReferral;
use std::collections::{HashMap, HashSet};

/// A reference of a Jobcentre's own.
type Sent = (OrganisationId, String);

/// What the referrals of one transaction are judged on, and what they have come to.
#[derive(Debug, Default)]
pub(super) struct Desk {
    programmes: HashMap<ProgrammeId, Grounds>,
    jobcentres: HashSet<OrganisationId>,
    sent: HashMap<Sent, ReferralRow>,
    /// The people.
    pub people: Arrivals,
    /// Their journeys.
    pub journeys: Beginnings,
    taken: Vec<ReferralRow>,
}

impl Desk {
    /// Looks up what these referrals are judged on. Whoever begins journeys holds the people and the vacancies from then on: of two who
    /// send the same person at once, one begins a journey and the other is told of it.
    pub fn open(
        db: &mut AnyConnection,
        platform: &Platform,
        asker: &Asker,
        requests: &[&CreateReferral],
    ) -> Result<Self, ReferralError> {
        let trust = asker.trust_id;
        let described: Vec<_> = requests.iter().map(|request| &request.candidate).collect();
        let mut desk = Self {
            people: Arrivals::look_up(db, trust, &described)?,
            jobcentres: jobcentres(db, asker, requests)?,
            ..Self::default()
        };
        let mut asked: Vec<_> = requests
            .iter()
            .map(|request| request.programme_id)
            .collect();
        asked.sort_unstable();
        asked.dedup();
        let begins = asker.actor.kind == ActorKind::Jobcentre;
        for programme in asked {
            if let Some(grounds) = grounds(db, trust, programme, begins)? {
                desk.programmes.insert(programme, grounds);
            }
        }
        desk.sent = desk.sent_before(db, trust, requests)?;
        if begins {
            let known = desk.known(trust, &platform.fields, requests);
            desk.journeys = Beginnings::look_up(db, trust, &known)?;
        }
        Ok(desk)
    }

    fn sent_before(
        &self,
        db: &mut AnyConnection,
        trust: TrustId,
        requests: &[&CreateReferral],
    ) -> DatabaseResult<HashMap<Sent, ReferralRow>> {
        let references = requests
            .iter()
            .filter_map(|request| request.external_ref.as_ref())
            .map(|reference| reference.as_str());
        let references: Vec<&str> = references.collect();
        let from: Vec<OrganisationId> = self.jobcentres.iter().copied().collect();
        if references.is_empty() || from.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = store::with_references(db, trust, &from, &references)?;
        let keyed = rows.into_iter().filter_map(|row| {
            let key = (row.organisation_id, row.external_ref.clone()?);
            Some((key, row))
        });
        Ok(keyed.collect())
    }

    fn known(
        &self,
        trust: TrustId,
        fields: &FieldKeys,
        requests: &[&CreateReferral],
    ) -> Vec<CandidateId> {
        let known = requests
            .iter()
            .filter_map(|request| self.people.find(trust, &request.candidate, fields));
        known.collect()
    }

    /// What a referral to this programme is judged on.
    pub fn grounds(&self, programme: ProgrammeId) -> Result<&Grounds, ReferralError> {
        self.programmes
            .get(&programme)
            .ok_or(ReferralError::NoSuchProgramme)
    }

    /// The Jobcentre whose referral it is: the one that sends it, or the one that staff name in a draft.
    pub fn jobcentre(
        &self,
        asker: &Asker,
        named: Option<OrganisationId>,
    ) -> Result<OrganisationId, ReferralError> {
        let jobcentre = match asker.reach {
            Reach::Organisation(own) if named.is_none_or(|named| named == own) => Some(own),
            Reach::Organisation(_) => None,
            _ => named.filter(|named| self.jobcentres.contains(named)),
        };
        jobcentre.ok_or(ReferralError::NoSuchJobcentre)
    }

    /// The referral that this Jobcentre sent with this reference, where there is one.
    pub fn sent(&self, from: OrganisationId, reference: &str) -> Option<&ReferralRow> {
        self.sent.get(&(from, reference.to_owned()))
    }

    /// Takes a referral, which is written with the others.
    pub fn take(&mut self, row: ReferralRow) {
        if let Some(reference) = &row.external_ref {
            let key = (row.organisation_id, reference.clone());
            self.sent.entry(key).or_insert_with(|| row.clone());
        }
        self.taken.push(row);
    }

    /// The last act of the transaction: writes what has come of the referrals, all of it or nothing.
    pub fn write(
        self,
        db: &mut AnyConnection,
        platform: &Platform,
        asker: &Asker,
        now: DateTime<Utc>,
    ) -> Result<(), ReferralError> {
        let trust = asker.trust_id;
        let newcomers = self.people.write(db, trust, &platform.ids)?;
        self.journeys.write(db, (platform, asker), now)?;
        store::insert_all(db, trust, self.taken, (asker.actor.id, now))?;
        newcomers.keep_names(db, trust)?;
        Ok(())
    }
}

/// The Jobcentres whose referrals these can be.
fn jobcentres(
    db: &mut AnyConnection,
    asker: &Asker,
    requests: &[&CreateReferral],
) -> DatabaseResult<HashSet<OrganisationId>> {
    if let Reach::Organisation(own) = asker.reach {
        return Ok(HashSet::from([own]));
    }
    let named: HashSet<OrganisationId> = requests
        .iter()
        .filter_map(|request| request.organisation_id)
        .collect();
    let mut jobcentres = HashSet::new();
    for organisation in named {
        let kind = store::organisation_kind(db, asker.trust_id, organisation)?;
        if kind == Some(OrganisationKind::Jobcentre) {
            jobcentres.insert(organisation);
        }
    }
    Ok(jobcentres)
}

/// What a referral to a programme is judged on, if there is such a programme; with its vacancy held, if `holds`.
pub(super) fn grounds(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
    holds: bool,
) -> Result<Option<Grounds>, ReferralError> {
    let Some(vacancy) = programmes::vacancy_of(db, trust, programme)? else {
        return Ok(None);
    };
    if holds {
        vacancies::lock_capacity(db, trust, vacancy)?;
    }
    Ok(Some(Grounds::load(db, trust, (programme, vacancy))?))
}
