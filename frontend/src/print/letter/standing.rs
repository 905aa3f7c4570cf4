//! Where somebody stands, in words for the Jobcentre that sent them: one sentence a state, and the next step after an ending.

use shared::journey::{InterviewOutcome, Journey, NextStepKind, State};

/// Where they stand.
#[rustfmt::skip] // one state a line
pub(super) fn told(person: &str, journey: &Journey) -> String {
    let words = match journey.state {
        State::Referred => "You put {} forward for this programme. We are looking at your referral now.",
        State::Accepted if journey.waiting_listed => "We have accepted your referral of {}, who is on the waiting list for a place.",
        State::Accepted => "We have accepted your referral of {}. The next step is a screening day.",
        State::ScreeningBooked => "{} has a seat on our screening day.",
        State::Screened => "{} came to the screening day. We decide now who is selected for the training week.",
        State::Selected if journey.waiting_listed => "{} is on the waiting list for a place in the training week.",
        State::Selected => "{} is selected for the training week.",
        State::InTraining => "{} is in the training week.",
        State::InterviewGuaranteed => "{} attended the training week and has earned a guaranteed interview. We are finding a day for it.",
        State::InterviewBooked => "{} has earned a guaranteed interview, and it is booked.",
        State::Interviewed => interviewed(journey),
        State::TrialProposed => "We propose a work trial for {}. It starts only when you have agreed to it, {} has volunteered and the Trust has signed.",
        State::TrialAgreed => "A work trial for {} is agreed by you, by them and by the Trust.",
        State::OnTrial => "{} is on a work trial with us.",
        State::TrialEnded => "The work trial of {} has ended. We are deciding now whether we can offer the job.",
        State::Offered => "We have offered {} the job.",
        State::OfferAccepted => "{} has accepted our offer of the job. Before the first day we complete the checks that every new colleague has.",
        State::Started => "{} works for the Trust.",
        State::Sustained13 => "{} has worked for the Trust for more than 13 weeks.",
        State::Sustained26 => "{} has worked for the Trust for more than 26 weeks.",
        State::ReferralDeclined => "We could not accept your referral of {} to this programme.",
        State::NotSelected => "{} came to the screening day and was not selected for this training week.",
        State::DidNotAttend => "{} did not come to what was booked, and their place on this programme has ended.",
        State::TrainingNotCompleted => "{} began the training week and did not complete it.",
        State::NotSuccessfulAtInterview => "{} had the guaranteed interview, and was not successful this time.",
        State::TrialNotAgreed => "The work trial that was proposed for {} does not take place: it was not agreed. This is nobody's fault.",
        State::TrialEndedEarly => "The work trial of {} ended before its last day. Every side may end a trial at any time, and this is nobody's fault.",
        State::NoOffer => "{} completed a work trial with us. We cannot offer the job this time.",
        State::OfferDeclined => "We offered {} the job after their time with us. They decided that it is not right for them, as they may.",
        State::OfferLapsed => "We offered {} the job. The offer was not answered in time and has lapsed.",
        State::OfferWithdrawn => "We had offered {} the job, and have had to withdraw the offer.",
        State::ChecksNotMet | State::DidNotStart => "{} had accepted our offer of the job. The employment has not begun.",
        State::Withdrawn => "{} is no longer on this programme.",
        State::LeftBefore13 | State::LeftBefore26 => "{} worked for the Trust and has left the job.",
        State::Merged => "{} is on this programme under another reference.",
    };
    words.replace("{}", person)
}

fn interviewed(journey: &Journey) -> &'static str {
    match (journey.interview_outcome, journey.reserve_review_on) {
        (Some(InterviewOutcome::Successful), Some(_)) => {
            "{} was successful at interview. Every opening is taken at the moment, and {} is on our reserve list."
        }
        (Some(InterviewOutcome::Successful), None) => {
            "{} was successful at interview. The next step is a work trial."
        }
        _ => "{} has been interviewed. We tell you as soon as the outcome is settled.",
    }
}

/// What the person does next, where the journey is over and they have said so.
pub(super) fn next(person: &str, journey: &Journey) -> Option<String> {
    let step = journey.next_step.filter(|_| !journey.state.is_open())?;
    let said = match step {
        // That somebody wants nothing is theirs to tell.
        NextStepKind::Declined => return None,
        NextStepKind::WorkCoach => "a talk with you",
        NextStepKind::OtherWork => "other work",
        NextStepKind::OtherProgramme => "another programme with us",
        NextStepKind::Guidance => "a guidance appointment with our Learning and Development team",
        NextStepKind::College => "a course at the college",
        NextStepKind::Apprenticeship => "an apprenticeship",
        NextStepKind::Volunteering => "volunteering at the Trust",
        NextStepKind::ApplyDirectly => "applying for other jobs at the Trust",
    };
    Some(format!("The next step for {person}: {said}."))
}
