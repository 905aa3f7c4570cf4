//! Which moves can be made for many people at once, and what of a move is each person's own.

use super::fields::{Field, Input, fields};
use super::moves::Move;

/// How a move can be made for many people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForMany {
    /// With the same details for everybody.
    Alike,
    /// With a free interview time for each, dealt out in order.
    Dealt,
    /// For one person at a time, and why.
    OneByOne(&'static str),
}

/// How a move can be made for many people at once.
///
/// What somebody is told, scored or signs is theirs alone: nobody is given the words of somebody else.
#[must_use]
pub const fn for_many(name: Move) -> ForMany {
    use ForMany::{Alike, Dealt, OneByOne};
    match name {
        Move::BookInterview => Dealt,
        Move::RecordAttendance => {
            OneByOne("The register of the session takes everybody's attendance on one page.")
        }
        Move::DoNotSelect | Move::RecordUnsuccessful | Move::MakeNoOffer => {
            OneByOne("Each person reads feedback of their own.")
        }
        Move::RecordScreening | Move::ScoreInterview => OneByOne(
            "Each person has scores of their own: a score sheet takes everybody's on one page.",
        ),
        Move::RecordAssessment => OneByOne("Each person reads an assessment of their own."),
        Move::SignTrial | Move::AmendTrial => OneByOne("Each person has terms of their own."),
        Move::OfferWithoutTrial => OneByOne("Each waiver has a reason of its own."),
        Move::GiveCandidateView => OneByOne("Each person has a view of their own."),
        Move::AnswerFitCheck => OneByOne("Each person's trial is looked at by itself."),
        Move::RebookScreening => OneByOne("Each person moves for a reason of their own."),
        Move::RequestOfferWithdrawal | Move::ApproveOfferWithdrawal => {
            OneByOne("Taking an offer back is decided for each person.")
        }
        Move::Reopen => OneByOne("Each journey is opened again for a reason of its own."),
        Move::Merge => OneByOne("Each journey is merged into another one."),
        _ => Alike,
    }
}

/// What is asked once for everybody; what is left out is each person's own, and stays empty or is dealt out.
pub fn fields_for_many(name: Move) -> impl Iterator<Item = &'static Field> {
    fields(name)
        .iter()
        .filter(|field| !matches!(field.input, Input::Slot) && field.name != "adjustments")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Coded as _;

    #[test]
    fn what_is_each_persons_own_is_not_asked_once_for_everybody() {
        for name in Move::ALL {
            if matches!(for_many(*name), ForMany::OneByOne(_)) {
                continue;
            }
            for field in fields_for_many(*name) {
                assert!(
                    !matches!(
                        field.input,
                        Input::Scores
                            | Input::PanelMember
                            | Input::TermsNumber
                            | Input::Journey
                            | Input::Session
                    ),
                    "{name} asks for {}",
                    field.name
                );
                assert_ne!(field.name, "feedback", "{name}");
            }
        }
    }

    #[test]
    fn only_an_interview_time_is_dealt_out() {
        for name in Move::ALL {
            let has_slot = fields(*name)
                .iter()
                .any(|field| matches!(field.input, Input::Slot));
            assert_eq!(for_many(*name) == ForMany::Dealt, has_slot, "{name}");
        }
    }

    #[test]
    fn an_adjustment_is_noted_for_one_person_only() {
        let asked: Vec<_> = fields_for_many(Move::BookScreening)
            .map(|field| field.name)
            .collect();
        assert_eq!(asked, ["session_id", "adjustments_asked"]);
    }
}
