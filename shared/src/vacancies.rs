//! Vacancies: the posts that programmes lead to, in Bands 2 to 4.

use crate::ids::VacancyId;
use crate::journey::{Guard, Refusal, UnmetGuard};
use crate::problem::FieldError;
use crate::values::{Checks, Words, coded};
use crate::wire::wire;

coded! {
    /// The band of a post. Band 1 closed to new starters on 1 December 2018.
    Band {
        Two = "2", "Band 2";
        Three = "3", "Band 3";
        Four = "4", "Band 4";
    }
}

coded! {
    /// Whether a vacancy still takes people.
    VacancyStatus {
        Open = "open", "Open";
        Closed = "closed", "Closed";
    }
}

wire! {
    /// A new vacancy.
    request CreateVacancy {
        /// The role.
        title: Words,
        /// Its band.
        band: Band,
        /// How many people it is for, 1 to 500.
        openings: u32,
        /// Hours a week, 1 to 48.
        hours_per_week: u16,
        /// Weeks the job lasts; null for a permanent post.
        duration_weeks: Option<u16>,
        /// Where the work is.
        site: Words,
    }
    /// A vacancy.
    view VacancyView {
        /// Its id.
        id: VacancyId,
        /// Its short reference.
        reference: String,
        /// The role.
        title: String,
        /// Its band.
        band: Band,
        /// How many people it is for.
        openings: u32,
        /// Openings held: from the proposal of a trial to the job.
        openings_held: u32,
        /// Hours a week.
        hours_per_week: u16,
        /// Weeks the job lasts; null for a permanent post.
        duration_weeks: Option<u16>,
        /// Where the work is.
        site: String,
        /// Whether it still takes people.
        status: VacancyStatus,
        /// Counts up with each change.
        version: i32,
    }
}

impl CreateVacancy {
    /// Everything in it that needs another look.
    #[must_use]
    pub fn check(&self) -> Vec<FieldError> {
        let mut checks = Checks::default();
        checks.line("/title", &self.title, 200);
        checks.line("/site", &self.site, 200);
        checks.range("/openings", self.openings, 1, 500);
        checks.range("/hours_per_week", u32::from(self.hours_per_week), 1, 48);
        if let Some(weeks) = self.duration_weeks {
            checks.range("/duration_weeks", u32::from(weeks), 1, 520);
        }
        checks.found()
    }
}

/// Whether a vacancy can close: never over an open entitlement (L6), nor over an opening that is held for somebody
/// on a trial or with an open offer.
///
/// # Errors
/// A refusal that names both, where both stand in the way.
pub fn decide_close(open_entitlements: u32, trials_and_offers_open: u32) -> Result<(), Refusal> {
    let mut unmet = Vec::new();
    if open_entitlements > 0 {
        unmet.push(UnmetGuard::new(
            Guard::NoOpenEntitlement,
            format!(
                "{open_entitlements} people have a guaranteed interview that has not been held."
            ),
        ));
    }
    if trials_and_offers_open > 0 {
        unmet.push(UnmetGuard::new(
            Guard::NoOpeningHeld,
            format!("{trials_and_offers_open} openings are held for people on a trial or with an open offer."),
        ));
    }
    Refusal::unless_none(unmet)
}
