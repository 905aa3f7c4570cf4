//! Where an event leads, and what it says comes next for the person.

use super::event::Event;
use super::lists::*;
use super::state::State;

/// The state an event leads to; `None` where it only adds a fact.
pub(super) fn state_after(event: &Event, from: State) -> Option<State> {
    Some(match event {
        Event::Accepted { .. } => State::Accepted,
        Event::ReferralDeclined(_) => State::ReferralDeclined,
        Event::ScreeningBooked { .. } | Event::ScreeningRebooked { .. } => State::ScreeningBooked,
        Event::Screened(_) => State::Screened,
        Event::DidNotAttend(_) => State::DidNotAttend,
        Event::Selected { .. } => State::Selected,
        Event::NotSelected(_) => State::NotSelected,
        Event::TrainingStarted => State::InTraining,
        Event::InterviewGuaranteed | Event::InterviewReleased(_) => State::InterviewGuaranteed,
        Event::TrainingNotCompleted(_) => State::TrainingNotCompleted,
        Event::InterviewBooked { .. } => State::InterviewBooked,
        Event::Interviewed(_) => State::Interviewed,
        Event::NotSuccessfulAtInterview(_) => State::NotSuccessfulAtInterview,
        Event::TrialProposed { .. } | Event::TrialAmended { .. } => State::TrialProposed,
        Event::TrialAgreed => State::TrialAgreed,
        Event::TrialNotAgreed(_) => State::TrialNotAgreed,
        Event::TrialStarted(_) => State::OnTrial,
        Event::TrialEnded(_) => State::TrialEnded,
        Event::TrialEndedEarly(_) => State::TrialEndedEarly,
        Event::NoOfferMade(_) => State::NoOffer,
        Event::Offered { .. } => State::Offered,
        Event::OfferAccepted => State::OfferAccepted,
        Event::OfferDeclined(_) => State::OfferDeclined,
        Event::OfferLapsed(_) => State::OfferLapsed,
        Event::OfferWithdrawn(_) => State::OfferWithdrawn,
        Event::EmploymentStarted(_) => State::Started,
        Event::ChecksNotMet(_) => State::ChecksNotMet,
        Event::DidNotStart(_) => State::DidNotStart,
        Event::Sustained13(_) => State::Sustained13,
        Event::Sustained26(_) => State::Sustained26,
        Event::LeftJob(_) if from == State::Sustained13 => State::LeftBefore26,
        Event::LeftJob(_) => State::LeftBefore13,
        Event::Withdrawn(_) => State::Withdrawn,
        Event::Merged { .. } => State::Merged,
        _ => return None,
    })
}

/// What comes next for the person; `None` where the event ends nothing.
pub(super) fn next_step_of(event: &Event) -> Option<NextStepKind> {
    Some(match event {
        Event::ReferralDeclined(details) => details.next_step,
        Event::NotSelected(details) => details.next_step,
        Event::TrainingNotCompleted(details) => details.next_step,
        Event::NotSuccessfulAtInterview(details) => details.next_step,
        Event::TrialNotAgreed(details) => details.next_step,
        Event::TrialEndedEarly(details) => details.next_step,
        Event::NoOfferMade(details) => details.next_step,
        Event::ChecksNotMet(details) => details.next_step,
        Event::LeftJob(details) => details.next_step,
        Event::Withdrawn(details) => details.next_step,
        Event::DidNotAttend(details)
        | Event::OfferDeclined(details)
        | Event::OfferLapsed(details)
        | Event::OfferWithdrawn(details)
        | Event::DidNotStart(details) => details.next_step,
        _ => return None,
    })
}
