//! Which moves of a journey each role of staff makes: the part of the policy that lies inside `make_transition`.
//!
//! The pathway says which kind of somebody a move belongs to (`shared::journey::pathway`). A coordinator and an
//! administrator make all of Trust staff's, a hiring manager their own. An assessor and a trainer are Trust staff for a
//! part of the pathway only, and this table says for which.

use super::{AccessError, principal::actor_kind_of};
use shared::{
    identity::Role,
    journey::{Guard, Move, MoveOption, State, UnmetGuard},
    values::Coded as _,
};

/// How much of a move is a role's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing of it.
    No,
    /// All of it.
    Yes,
    /// While the person is booked on the screening day.
    AtScreening,
    /// While the person is selected for the training week or in it.
    InTraining,
}

use Step::{AtScreening, InTraining, No, Yes};

#[rustfmt::skip]
const STEPS: &[(Move, [Step; 2])] = &[
    //                                 assessor     trainer
    (Move::BookScreening,              [Yes,         No]),
    (Move::ConfirmBooking,             [AtScreening, No]),
    (Move::RebookScreening,            [Yes,         No]),
    (Move::RecordAttendance,           [AtScreening, InTraining]),
    (Move::RecordScreening,            [Yes,         No]),
    (Move::RecordScreeningAbsence,     [Yes,         No]),
    (Move::Select,                     [Yes,         No]),
    (Move::DoNotSelect,                [Yes,         No]),
    (Move::StartTraining,              [No,          Yes]),
    (Move::RecordTrainingNotCompleted, [No,          Yes]),
];

/// How much of a move is a role's.
#[must_use]
pub fn step_of(role: Role, name: Move) -> Step {
    let narrowed = |place: usize| {
        STEPS
            .iter()
            .find(|(step, _)| *step == name)
            .map_or(No, |(_, cells)| cells[place])
    };
    match role {
        Role::Assessor => narrowed(0),
        Role::Trainer => narrowed(1),
        Role::Executive | Role::Auditor => No,
        Role::Coordinator | Role::HiringManager | Role::Administrator => {
            if name.is_for(actor_kind_of(role)) {
                Yes
            } else {
                No
            }
        }
    }
}

/// Whether a role may make a move of a journey that stands at `state`, or at any state where none is named.
///
/// What the pathway gives to another kind of somebody is not refused here: the rulebook's refusal says whose it is.
///
/// # Errors
/// [`AccessError::NotAllowed`] when the move is Trust staff's and not this role's.
pub fn may_make(role: Option<Role>, name: Move, state: Option<State>) -> Result<(), AccessError> {
    let Some(role) = role else { return Ok(()) };
    let is_another_kinds = !name.is_for(actor_kind_of(role));
    let fits = match (step_of(role, name), state) {
        (No, _) => is_another_kinds && !matches!(role, Role::Executive | Role::Auditor),
        (Yes, _) | (_, None) => true,
        (AtScreening, Some(state)) => state == State::ScreeningBooked,
        (InTraining, Some(state)) => matches!(state, State::Selected | State::InTraining),
    };
    if fits {
        Ok(())
    } else {
        Err(AccessError::NotAllowed)
    }
}

/// Says of a move that a role does not make what the rulebook says of one that a kind does not make.
pub fn mark(role: Option<Role>, state: State, option: &mut MoveOption) {
    if let (Some(role), Err(_)) = (role, may_make(role, option.name, Some(state))) {
        let explanation = format!(
            "This step is not for the role \"{}\". A coordinator can make it.",
            role.label()
        );
        option.allowed = false;
        option.unmet_guards.insert(
            0,
            UnmetGuard {
                who_can_meet: option.actors.clone(),
                ..UnmetGuard::new(Guard::ByThisActor, explanation)
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_given_a_step_that_is_not_trust_staffs() {
        for (name, _) in STEPS {
            assert!(name.is_for(actor_kind_of(Role::Assessor)), "{name}");
        }
    }

    #[test]
    fn an_assessor_keeps_the_screening_day_and_a_trainer_the_week() {
        let may = |role, name, state| may_make(Some(role), name, Some(state)).is_ok();
        let attendance = Move::RecordAttendance;
        assert!(may(Role::Assessor, attendance, State::ScreeningBooked));
        assert!(!may(Role::Assessor, attendance, State::InTraining));
        assert!(may(Role::Trainer, attendance, State::InTraining));
        assert!(!may(Role::Trainer, attendance, State::ScreeningBooked));
        assert!(!may(
            Role::Trainer,
            Move::StartEmployment,
            State::OfferAccepted
        ));
        assert!(!may(
            Role::Auditor,
            Move::ScoreInterview,
            State::InterviewBooked
        ));
        // The rulebook itself says that this is the hiring manager's.
        assert!(may(
            Role::Coordinator,
            Move::ScoreInterview,
            State::InterviewBooked
        ));
    }
}
