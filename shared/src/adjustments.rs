//! Adjustments: what a person needs, in their words, and who may know.
//!
//! The person chooses who may know, or tells staff. Whoever arranges the days always knows, or nothing could be arranged; everybody
//! else knows if they were chosen, and only while the person is where they meet them. What is not theirs to know is not told from
//! what was never asked for.

use crate::identity::Role;
use crate::ids::{CandidateId, JourneyId};
use crate::journey::State;
use crate::problem::FieldError;
use crate::time::CivilDate;
use crate::values::{Checks, Coded as _, Words, coded};
use crate::wire::wire;

coded! {
    /// Who may know of somebody's adjustments, besides whoever arranges the days.
    Audience {
        Screening = "screening", "The staff of the screening day";
        Training = "training", "The trainers and the college of the training week";
        Interview = "interview", "The interview panel and the hiring manager";
        Trial = "trial", "The supervisor and the ward of the work trial";
    }
}

coded! {
    /// On whose word adjustments were written down.
    OnWord {
        Themself = "themself", "They wrote it themself";
        ToldStaff = "told_staff", "They told us";
        Jobcentre = "jobcentre", "Their Jobcentre told us";
        Supporter = "supporter", "Somebody who supports them told us";
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knower {
    /// The person.
    Person,
    /// A member of staff who reaches them.
    Staff(Role),
    /// A college that teaches them.
    College,
    /// Somebody else.
    Another,
}

impl Audience {
    /// Whether somebody belongs to it.
    #[must_use]
    pub const fn includes(self, knower: Knower) -> bool {
        match self {
            Self::Screening => matches!(knower, Knower::Staff(Role::Assessor)),
            Self::Training => matches!(knower, Knower::Staff(Role::Trainer) | Knower::College),
            Self::Interview | Self::Trial => matches!(knower, Knower::Staff(Role::HiringManager)),
        }
    }

    /// Whether it meets somebody who stands there.
    #[must_use]
    pub const fn meets(self, state: State) -> bool {
        match self {
            Self::Screening => matches!(
                state,
                State::Accepted | State::ScreeningBooked | State::Screened
            ),
            Self::Training => matches!(state, State::Selected | State::InTraining),
            Self::Interview => matches!(
                state,
                State::InterviewGuaranteed | State::InterviewBooked | State::Interviewed
            ),
            Self::Trial => matches!(
                state,
                State::TrialProposed | State::TrialAgreed | State::OnTrial
            ),
        }
    }

    /// Codes as they are kept, in the order of the list.
    #[must_use]
    pub fn codes(chosen: &[Self]) -> String {
        let codes: Vec<_> = Self::ALL
            .iter()
            .filter(|one| chosen.contains(one))
            .map(|one| one.code())
            .collect();
        codes.join(",")
    }

    /// What codes stand for. Where nobody has chosen yet, it is the screening day: there they are asked for.
    #[must_use]
    pub fn of_codes(codes: Option<&str>) -> Vec<Self> {
        match codes {
            None => vec![Self::Screening],
            Some(codes) => codes
                .split(',')
                .filter_map(|code| code.parse().ok())
                .collect(),
        }
    }
}

impl Knower {
    /// Whether they arrange the days, or are the person: they always know.
    #[must_use]
    pub const fn always_knows(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Staff(Role::Coordinator | Role::Administrator)
        )
    }
}

/// Whether somebody may know of the adjustments of a person who stands there.
#[must_use]
pub fn may_know(knower: Knower, chosen: &[Audience], state: State) -> bool {
    knower.always_knows()
        || chosen
            .iter()
            .any(|audience| audience.includes(knower) && audience.meets(state))
}

wire! {
    /// Writes down what a person needs, and who may know.
    request SetAdjustments {
        /// What they need, in their words; null for nothing.
        words: Option<Words>,
        /// Who may know.
        known_by: Vec<Audience>,
        /// Of staff: on whose word. A person who writes it themself leaves it out.
        on_word: Option<OnWord>,
    }
    /// What a person needs, as far as whoever asks may know.
    view AdjustmentsView {
        /// The person.
        candidate_id: CandidateId,
        /// The journey that was asked about; null where the person as such was.
        journey_id: Option<JourneyId>,
        /// What they need, in their words; null where they asked for nothing, or whoever asks may not know.
        words: Option<String>,
        /// What they asked for on the screening day that is booked, for whoever may know of that.
        on_screening_day: Option<String>,
        /// Who may know, for whoever always knows.
        known_by: Vec<Audience>,
        /// On whose word it was written down.
        on_word: Option<OnWord>,
        /// When it was.
        said_on: Option<CivilDate>,
        /// Counts up with each change of the person's record; the ETag carries it.
        version: i32,
    }
}

impl SetAdjustments {
    /// Everything in it that needs another look; `by_person` where the person writes it themself.
    #[must_use]
    pub fn check(&self, by_person: bool) -> Vec<FieldError> {
        let mut checks = Checks::default();
        let theirs = Some(OnWord::Themself);
        if by_person {
            let holds = self.on_word.is_none() || self.on_word == theirs;
            checks.unless(
                holds,
                "/on_word",
                "invalid",
                "Leave this out: it is your own word.",
            );
        } else {
            let holds = self.on_word.is_some() && self.on_word != theirs;
            let ask = "Say on whose word: told_staff, jobcentre or supporter.";
            checks.unless(holds, "/on_word", "required", ask);
        }
        checks.found()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Audience::{Interview, Screening, Training, Trial};

    /// For each kind of somebody: where they meet a person whose every audience was chosen, and by which audience.
    #[test]
    fn each_knows_what_this_table_says() {
        let staff = Knower::Staff;
        let table = [
            (staff(Role::Assessor), vec![Screening]),
            (staff(Role::Trainer), vec![Training]),
            (Knower::College, vec![Training]),
            (staff(Role::HiringManager), vec![Interview, Trial]),
            (staff(Role::Executive), vec![]),
            (staff(Role::Auditor), vec![]),
            (Knower::Another, vec![]),
        ];
        for (knower, audiences) in table {
            for state in State::ALL {
                for chosen in Audience::ALL {
                    let expected = audiences.contains(chosen) && chosen.meets(*state);
                    let knows = may_know(knower, &[*chosen], *state);
                    assert_eq!(knows, expected, "{knower:?} {chosen} {state}");
                }
                assert!(
                    !may_know(knower, &[], *state),
                    "nobody was chosen: {knower:?}"
                );
            }
        }
        for always in [
            Knower::Person,
            staff(Role::Coordinator),
            staff(Role::Administrator),
        ] {
            for state in State::ALL {
                assert!(may_know(always, &[], *state), "{always:?} {state}");
            }
        }
    }

    #[test]
    fn no_two_audiences_meet_a_person_at_once_and_none_after_the_end() {
        for state in State::ALL {
            let meets = Audience::ALL.iter().filter(|one| one.meets(*state)).count();
            assert!(meets <= usize::from(state.is_open()), "{state}");
        }
    }

    #[test]
    fn what_was_chosen_is_kept_in_the_order_of_the_list() {
        let kept = Audience::codes(&[Trial, Screening]);
        assert_eq!(kept, "screening,trial");
        assert_eq!(Audience::of_codes(Some(&kept)), [Screening, Trial]);
        assert_eq!(Audience::of_codes(Some("")), []);
        assert_eq!(
            Audience::of_codes(None),
            [Screening],
            "where they were asked for"
        );
    }

    #[test]
    fn staff_say_on_whose_word_and_the_person_need_not() {
        let with = |on_word| SetAdjustments {
            words: None,
            known_by: vec![Screening],
            on_word,
        };
        assert!(with(None).check(true).is_empty());
        assert!(with(Some(OnWord::ToldStaff)).check(false).is_empty());
        for (by_person, on_word) in [
            (true, Some(OnWord::Jobcentre)),
            (false, None),
            (false, Some(OnWord::Themself)),
        ] {
            let wrong = with(on_word).check(by_person);
            assert_eq!(wrong[0].pointer, "/on_word");
        }
    }
}
