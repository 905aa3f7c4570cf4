//! What is booked now, be it a screening day or an interview, and when the person is asked whether they can come.

use super::parts::Journey;
use super::state::State;
use crate::ids::{SessionId, SlotId};
use crate::time::CivilDate;
use crate::values::coded;

/// How many days before a booked day the person is asked whether they can come.
pub const ASK_DAYS_BEFORE: u32 = 3;

/// What a booking is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookedFor {
    /// A seat on this screening day (L3).
    Screening(SessionId),
    /// This interview time (L6).
    Interview(SlotId),
}

/// The booking that a journey stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    /// What it is for.
    pub what: BookedFor,
    /// Its date.
    pub held_on: CivilDate,
    /// The day it was said that the person is coming.
    pub confirmed_on: Option<CivilDate>,
}

coded! {
    /// What is known of whether a person comes to what is booked.
    Coming {
        Asked = "asked", "Asked, no answer yet";
        Confirmed = "confirmed", "Confirmed";
    }
}

impl Booked {
    /// The screening day, where it is one.
    #[must_use]
    pub const fn session_id(self) -> Option<SessionId> {
        match self.what {
            BookedFor::Screening(id) => Some(id),
            BookedFor::Interview(_) => None,
        }
    }

    /// The interview time, where it is one.
    #[must_use]
    pub const fn slot_id(self) -> Option<SlotId> {
        match self.what {
            BookedFor::Screening(_) => None,
            BookedFor::Interview(id) => Some(id),
        }
    }

    /// Whether the person is asked by now: from three days before the booked day, never on the day itself or after it,
    /// and never once it is said that they are coming.
    #[must_use]
    pub fn is_to_be_asked(self, today: CivilDate) -> bool {
        self.confirmed_on.is_none()
            && today < self.held_on
            && today >= self.held_on.minus_days(ASK_DAYS_BEFORE)
    }
}

impl Journey {
    /// What is booked and still ahead of the person in the pathway; none at every other state.
    #[must_use]
    pub fn booked(&self) -> Option<Booked> {
        match self.state {
            State::ScreeningBooked => self.screening.as_ref().map(|booking| Booked {
                what: BookedFor::Screening(booking.session_id),
                held_on: booking.held_on,
                confirmed_on: booking.confirmed_on,
            }),
            State::InterviewBooked => self.interview.as_ref().map(|booking| Booked {
                what: BookedFor::Interview(booking.slot_id),
                held_on: booking.held_on,
                confirmed_on: booking.confirmed_on,
            }),
            _ => None,
        }
    }
}
