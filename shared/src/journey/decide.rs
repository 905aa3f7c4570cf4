//! The one decision: which events a command leads to, or everything that stands in its way.

use super::actor::{Actor, ActorKind};
use super::check::CheckRecord;
use super::command::Command;
use super::details::*;
use super::event::Event;
use super::fit_check::{FitRound, FitSide};
use super::guard::{Guard, Refusal, UnmetGuard};
use super::guards::{Question, Verdict, verdict, verdict_on_referral};
use super::lists::*;
use super::moves::Move;
use super::parts::Journey;
use super::situation::Situation;
use super::trial::TrialTerms;
use crate::values::Coded;

/// Decides a command on a journey.
///
/// # Errors
/// A refusal that names every unmet guard. The journey is as it was.
pub fn decide(
    journey: &Journey,
    situation: &Situation,
    command: &Command,
) -> Result<Vec<Event>, Refusal> {
    let question = Question {
        journey,
        situation,
        command: Some(command),
    };
    Refusal::unless_none(unmet(command.name(), question))?;
    Ok(events(journey, situation, command))
}

impl Journey {
    /// Decides a referral, which begins a journey (L1, L2).
    ///
    /// # Errors
    /// A refusal that names every unmet guard.
    pub fn begin(situation: &Situation, referral: &Refer) -> Result<Event, Refusal> {
        Refusal::unless_none(verdict_on_referral(situation, referral))?;
        Ok(Event::Referred(referral.clone()))
    }
}

/// Everything that stands in the way of a move. The guards are asked only if the move starts here: elsewhere their
/// answers would mean nothing. Nor are they asked for a partner or a candidate whose move it is not: what the Trust
/// has recorded, a panel's scores or an assessment, is not theirs to read off a refusal.
pub(super) fn unmet(name: Move, question: Question<'_>) -> Vec<UnmetGuard> {
    let mut unmet = Vec::new();
    let actor = question.situation.actor.kind;
    if !name.is_for(actor) {
        unmet.push(UnmetGuard {
            who_can_meet: name.actors().to_vec(),
            ..UnmetGuard::new(
                Guard::ByThisActor,
                format!(
                    "This step belongs to {}, not to {}.",
                    Actor::list(name.actors()),
                    actor.label()
                ),
            )
        });
    }
    if !name.starts_from(question.journey.state) {
        unmet.push(UnmetGuard::new(
            Guard::FromThisState,
            wrong_state(name, question.journey),
        ));
        return unmet;
    }
    if !unmet.is_empty() && !actor.is_of_the_trust() {
        return unmet;
    }
    for guard in name.guards() {
        if let Verdict::Unmet(explanation) = verdict(*guard, question) {
            unmet.push(UnmetGuard::new(*guard, explanation));
        }
    }
    unmet
}

fn wrong_state(name: Move, journey: &Journey) -> String {
    let from: Vec<_> = name.starting_states().map(Coded::label).collect();
    let from = if from.len() > 4 {
        "another stage".to_owned()
    } else {
        from.join(" or ")
    };
    format!(
        "The journey is at \"{}\"; \"{}\" starts from {from}.",
        journey.state.label(),
        name.label()
    )
}

fn events(journey: &Journey, situation: &Situation, command: &Command) -> Vec<Event> {
    match command {
        Command::SignTrial(signature) => signed(journey, situation, signature),
        other => vec![event(journey, situation, other)],
    }
}

/// A signature, and the agreement when it is the last of the three.
fn signed(journey: &Journey, situation: &Situation, signature: &SignTrial) -> Vec<Event> {
    let trial = journey.trial.as_ref();
    let has = |kind: ActorKind| {
        situation.actor.kind.may_act_as(kind)
            || trial.is_some_and(|trial| match kind {
                ActorKind::Jobcentre => trial.jobcentre_agreed_on.is_some(),
                ActorKind::Candidate => trial.candidate_agreed_on.is_some(),
                _ => trial.trust_agreed_on.is_some(),
            })
    };
    let mut events = vec![Event::TrialSigned(signature.clone())];
    if [
        ActorKind::Jobcentre,
        ActorKind::Candidate,
        ActorKind::TrustStaff,
    ]
    .into_iter()
    .all(has)
    {
        events.push(Event::TrialAgreed);
    }
    events
}

#[expect(
    clippy::too_many_lines,
    reason = "one row a command: the event it becomes"
)]
fn event(journey: &Journey, situation: &Situation, command: &Command) -> Event {
    let programme = &situation.programme;
    match command.clone() {
        Command::Accept(_) => Event::Accepted {
            waiting_list: situation.counts.accepted >= programme.screening_seats(),
        },
        Command::DeclineReferral(details) => Event::ReferralDeclined(details),
        Command::BookScreening(details) => Event::ScreeningBooked {
            session_id: details.session_id,
            held_on: programme
                .session(details.session_id)
                .map_or(situation.today, |session| session.held_on),
            adjustments: details.adjustments,
        },
        Command::ConfirmBooking(_) => confirmed(journey, situation),
        Command::RebookScreening(details) => Event::ScreeningRebooked {
            session_id: details.session_id,
            held_on: programme
                .session(details.session_id)
                .map_or(situation.today, |session| session.held_on),
            reason: details.reason,
        },
        Command::RecordAttendance(details) => Event::AttendanceRecorded(details),
        Command::RecordScreening(details) => Event::Screened(details),
        Command::RecordScreeningAbsence(details)
        | Command::RecordTrainingAbsence(details)
        | Command::RecordInterviewAbsence(details)
        | Command::RecordTrialAbsence(details) => Event::DidNotAttend(details),
        Command::Select(_) => Event::Selected {
            waiting_list: situation.counts.training_places_held >= programme.places,
        },
        Command::DoNotSelect(details) => Event::NotSelected(details),
        Command::StartTraining(_) => Event::TrainingStarted,
        Command::GuaranteeInterview(_) => Event::InterviewGuaranteed,
        Command::RecordTrainingNotCompleted(details) => Event::TrainingNotCompleted(details),
        Command::BookInterview(details) => Event::InterviewBooked {
            slot_id: details.slot_id,
            held_on: programme
                .slot(details.slot_id)
                .map_or(situation.today, |slot| slot.held_on),
        },
        Command::ReleaseInterview(details) => Event::InterviewReleased(details),
        Command::ScoreInterview(details) => Event::InterviewScored(details),
        Command::RecordInterview(details) => Event::Interviewed(details),
        Command::RecordUnsuccessful(details) => Event::NotSuccessfulAtInterview(details),
        Command::PlaceOnReserve(details) => Event::PlacedOnReserve(details),
        Command::ProposeTrial(details) => Event::TrialProposed {
            terms: terms(journey, &details),
        },
        Command::AmendTrial(details) => Event::TrialAmended {
            terms: terms(journey, &details),
        },
        Command::SignTrial(details) => Event::TrialSigned(details),
        Command::RefuseTrial(details) => Event::TrialNotAgreed(details),
        Command::StartTrial(details) => Event::TrialStarted(details),
        Command::LogTrialDay(details) => Event::TrialDayLogged(details),
        Command::RecordAssessment(details) => Event::AssessmentRecorded(details),
        Command::AskCandidateView(_) => Event::CandidateViewAsked,
        Command::AnswerFitCheck(details) => Event::FitCheckAnswered {
            round: journey.fit_round(situation.today).unwrap_or(FitRound::End),
            side: FitSide::of(situation.actor.kind),
            answers: Some(details),
        },
        Command::GiveCandidateView(details) => Event::CandidateViewGiven(details),
        Command::EndTrial(details) => Event::TrialEnded(details),
        Command::EndTrialEarly(details) => Event::TrialEndedEarly(details),
        Command::MakeOffer(MakeOffer {
            start_on,
            expires_on,
        }) => Event::Offered {
            start_on,
            expires_on,
            waiver_reason: None,
        },
        Command::MakeNoOffer(details) => Event::NoOfferMade(details),
        Command::OfferWithoutTrial(OfferWithoutTrial {
            start_on,
            expires_on,
            waiver_reason,
        }) => Event::Offered {
            start_on,
            expires_on,
            waiver_reason: Some(waiver_reason),
        },
        Command::RemindOfOffer(details) => Event::OfferReminded(details),
        Command::AcceptOffer(_) => Event::OfferAccepted,
        Command::DeclineOffer(details) => Event::OfferDeclined(details),
        // The system closes it without asking anybody, so it names the step that is always open.
        Command::LapseOffer(_) => Event::OfferLapsed(CloseWithNextStep {
            next_step: NextStepKind::WorkCoach,
            note: None,
        }),
        Command::RequestOfferWithdrawal(details) => Event::OfferWithdrawalRequested(details),
        Command::ApproveOfferWithdrawal(details) => Event::OfferWithdrawn(details),
        Command::RecordCheck(RecordCheck {
            check,
            outcome,
            decided_on,
        }) => Event::CheckRecorded(CheckRecord {
            check,
            outcome,
            decided_on,
        }),
        Command::StartEmployment(details) => Event::EmploymentStarted(details),
        Command::RecordChecksNotMet(details) => Event::ChecksNotMet(details),
        Command::RecordDidNotStart(details) => Event::DidNotStart(details),
        Command::Sustain13(details) => Event::Sustained13(details),
        Command::Sustain26(details) => Event::Sustained26(details),
        Command::RecordLeft(details) => Event::LeftJob(details),
        Command::Withdraw(details) => Event::Withdrawn(details),
        Command::Reopen(details) => Event::Reopened(details),
        Command::Merge(Merge {
            survivor_id,
            reason,
        }) => Event::Merged {
            survivor_id,
            reason,
        },
    }
}

/// That the person is coming to what is booked.
fn confirmed(journey: &Journey, situation: &Situation) -> Event {
    let booked = journey.booked();
    Event::BookingConfirmed {
        session_id: booked.and_then(|booked| booked.session_id()),
        slot_id: booked.and_then(|booked| booked.slot_id()),
        held_on: booked.map_or(situation.today, |booked| booked.held_on),
    }
}

/// New terms: each edit counts their number up, so that no signature can stand under terms it was not given to.
fn terms(journey: &Journey, details: &ProposeTrial) -> TrialTerms {
    let number = journey
        .trial
        .as_ref()
        .map_or(1, |trial| trial.terms.number + 1);
    TrialTerms {
        number,
        starts_on: details.starts_on,
        ends_on: details.ends_on,
        pattern: details.pattern,
    }
}
