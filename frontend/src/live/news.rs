//! What came, and whom it concerns.

use shared::ids::{JourneyId, ProgrammeId};
use shared::live::ChangeView;

/// What the stream said.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// Something has changed.
    Changed(ChangeView),
    /// Something may have been missed.
    Missed,
}

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// One journey, at the version that is shown.
    Journey(JourneyId, Option<i32>),
    /// One programme with its people.
    Programme(ProgrammeId),
    /// Every programme.
    Everything,
}

impl Concern {
    /// Whether a page that shows this reads again. A version that is shown already is no news: it is one's own doing.
    #[must_use]
    pub fn is_met_by(self, news: &News) -> bool {
        let News::Changed(change) = news else {
            return true;
        };
        match self {
            Self::Journey(id, shown) => {
                change.id == id.as_uuid() && shown.is_none_or(|shown| shown < change.version)
            }
            Self::Programme(id) => change.programme_id == id,
            Self::Everything => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_page_reads_again_what_it_shows_and_nothing_else() {
        let journey = Uuid::from_u128(1);
        let programme = ProgrammeId::from(Uuid::from_u128(2));
        let news = News::Changed(ChangeView {
            what: "journey".to_owned(),
            id: journey,
            programme_id: programme,
            version: 4,
        });
        let met = |concern: Concern| concern.is_met_by(&news);
        assert!(met(Concern::Journey(journey.into(), Some(3))));
        assert!(met(Concern::Journey(journey.into(), None)));
        assert!(
            !met(Concern::Journey(journey.into(), Some(4))),
            "shown already"
        );
        assert!(!met(Concern::Journey(Uuid::from_u128(9).into(), Some(3))));
        assert!(met(Concern::Programme(programme)));
        assert!(!met(Concern::Programme(Uuid::from_u128(9).into())));
        assert!(met(Concern::Everything));
        assert!(Concern::Journey(journey.into(), Some(9)).is_met_by(&News::Missed));
    }
}
