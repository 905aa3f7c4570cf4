//! A command: a named move together with what it must be told.

use super::details::*;
use super::moves::Move;
use serde::{Deserialize, Deserializer, Serialize};

macro_rules! commands {
    ($($variant:ident($details:ident)),+ $(,)?) => {
        /// A move and its details. On the wire the move's name stands in the address and the details in the body.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum Command { $(
            #[doc = concat!("The details of `", stringify!($variant), "`.")]
            $variant($details),
        )+ }

        impl Command {
            /// The move that this command makes.
            #[must_use]
            pub const fn name(&self) -> Move {
                match self { $(Self::$variant(_) => Move::$variant,)+ }
            }

            /// Reads the details that the named move must be told.
            ///
            /// # Errors
            /// Whatever the reader says of a missing, unknown or malformed field.
            pub fn read<'de, D: Deserializer<'de>>(name: Move, details: D) -> Result<Self, D::Error> {
                match name { $(Move::$variant => $details::deserialize(details).map(Self::$variant),)+ }
            }
        }
    };
}

commands! {
    Accept(NoDetails),
    DeclineReferral(DeclineReferral),
    BookScreening(BookScreening),
    ConfirmBooking(NoDetails),
    RebookScreening(RebookScreening),
    RecordAttendance(RecordAttendance),
    RecordScreening(RecordScreening),
    RecordScreeningAbsence(CloseWithNextStep),
    Select(Select),
    DoNotSelect(DoNotSelect),
    StartTraining(NoDetails),
    RecordTrainingAbsence(CloseWithNextStep),
    GuaranteeInterview(NoDetails),
    RecordTrainingNotCompleted(RecordTrainingNotCompleted),
    BookInterview(BookInterview),
    ReleaseInterview(ReleaseInterview),
    ScoreInterview(ScoreInterview),
    RecordInterview(RecordInterview),
    RecordInterviewAbsence(CloseWithNextStep),
    RecordUnsuccessful(RecordUnsuccessful),
    PlaceOnReserve(PlaceOnReserve),
    ProposeTrial(ProposeTrial),
    AmendTrial(ProposeTrial),
    SignTrial(SignTrial),
    RefuseTrial(RefuseTrial),
    StartTrial(StartTrial),
    LogTrialDay(LogTrialDay),
    RecordAssessment(RecordAssessment),
    AskCandidateView(NoDetails),
    GiveCandidateView(GiveCandidateView),
    AnswerFitCheck(AnswerFitCheck),
    EndTrial(EndTrial),
    EndTrialEarly(EndTrialEarly),
    RecordTrialAbsence(CloseWithNextStep),
    MakeOffer(MakeOffer),
    MakeNoOffer(MakeNoOffer),
    OfferWithoutTrial(OfferWithoutTrial),
    RemindOfOffer(RemindOfOffer),
    AcceptOffer(NoDetails),
    DeclineOffer(CloseWithNextStep),
    LapseOffer(NoDetails),
    RequestOfferWithdrawal(RequestOfferWithdrawal),
    ApproveOfferWithdrawal(CloseWithNextStep),
    RecordCheck(RecordCheck),
    StartEmployment(StartEmployment),
    RecordChecksNotMet(RecordChecksNotMet),
    RecordDidNotStart(CloseWithNextStep),
    Sustain13(Sustain),
    Sustain26(Sustain),
    RecordLeft(RecordLeft),
    Withdraw(Withdraw),
    Reopen(Reopen),
    Merge(Merge),
}
