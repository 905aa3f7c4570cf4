//! What one transaction holds while it takes referrals.

use super::service::ReferralError;
use crate::candidates::{self, Named};
use crate::journeys::Grounds;
use crate::platform::database::{AnyConnection, DatabaseError};
use crate::{programmes, vacancies};
use shared::ids::{ProgrammeId, TrustId};
use std::collections::{HashMap, hash_map::Entry};

/// What stays the same for all referrals that one transaction takes.
#[derive(Debug, Default)]
pub(super) struct Desk {
    programmes: HashMap<ProgrammeId, Grounds>,
    /// People who are new, and not yet to be found by their names.
    named: Vec<Named>,
}

impl Desk {
    /// What a referral to this programme is judged on. Whoever begins journeys holds the vacancy from then on.
    pub fn grounds(
        &mut self,
        db: &mut AnyConnection,
        trust: TrustId,
        programme: ProgrammeId,
        holds: bool,
    ) -> Result<&Grounds, ReferralError> {
        match self.programmes.entry(programme) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let vacancy = programmes::vacancy_of(db, trust, programme)?
                    .ok_or(ReferralError::NoSuchProgramme)?;
                if holds {
                    // The same person sent twice at once: one begins a journey, the other is told of it.
                    vacancies::lock_capacity(db, trust, vacancy)?;
                }
                Ok(place.insert(Grounds::load(db, trust, (programme, vacancy))?))
            }
        }
    }

    /// Somebody is new.
    pub fn add(&mut self, named: Option<Named>) {
        self.named.extend(named);
    }

    /// Whom it holds before a part of the transaction, to go back to.
    pub fn mark(&self, programme: ProgrammeId) -> Mark {
        Mark {
            programme: (!self.programmes.contains_key(&programme)).then_some(programme),
            named: self.named.len(),
        }
    }

    /// Forgets what a part of the transaction found and made that was taken back.
    pub fn go_back(&mut self, to: &Mark) {
        if let Some(programme) = to.programme {
            self.programmes.remove(&programme);
        }
        self.named.truncate(to.named);
    }

    /// The last act of the transaction: whoever is new can be found.
    pub fn finish(self, db: &mut AnyConnection, trust: TrustId) -> Result<(), DatabaseError> {
        if self.named.is_empty() {
            return Ok(());
        }
        candidates::keep_names(db, trust, &self.named)
    }
}

/// A place to go back to.
#[derive(Debug)]
pub(super) struct Mark {
    programme: Option<ProgrammeId>,
    named: usize,
}
