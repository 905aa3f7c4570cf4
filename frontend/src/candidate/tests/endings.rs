//! Every ending is explicit and has a next step.

use super::*;
use crate::language::endings;
use shared::values::Coded as _;

const STEP: NextStepKind = NextStepKind::College;

fn close() -> CloseWithNextStep {
    CloseWithNextStep {
        next_step: STEP,
        note: Some(words("We hope to see you again.")),
    }
}

/// An event that leads to each ending.
#[expect(clippy::too_many_lines, reason = "one row an ending")]
pub(super) fn ending(state: State) -> Vec<(ActorKind, Event)> {
    let staff = ActorKind::TrustStaff;
    let left = Event::LeftJob(RecordLeft {
        left_on: on("2026-09-01"),
        reason: LeavingReason::OtherWork,
        next_step: STEP,
    });
    let event = match state {
        State::ReferralDeclined => Event::ReferralDeclined(DeclineReferral {
            reason: DeclineReason::WrongVacancy,
            note: None,
            next_step: STEP,
        }),
        State::NotSelected => Event::NotSelected(DoNotSelect {
            reason: NotSelectedReason::MoreExperience,
            feedback: words("Come back in autumn."),
            next_step: STEP,
        }),
        State::DidNotAttend => Event::DidNotAttend(close()),
        State::TrainingNotCompleted => Event::TrainingNotCompleted(RecordTrainingNotCompleted {
            reason: words("Two days were missed."),
            next_step: STEP,
        }),
        State::NotSuccessfulAtInterview => Event::NotSuccessfulAtInterview(RecordUnsuccessful {
            reasons: words("For the record."),
            feedback: words("You spoke well."),
            next_step: STEP,
        }),
        State::TrialNotAgreed => Event::TrialNotAgreed(RefuseTrial {
            reason: TrialRefusalReason::CandidateChoice,
            next_step: STEP,
        }),
        State::TrialEndedEarly => Event::TrialEndedEarly(EndTrialEarly {
            ended_on: on("2026-06-20"),
            reason: EarlyEndReason::NotSuited,
            note: None,
            next_step: STEP,
        }),
        State::NoOffer => Event::NoOfferMade(MakeNoOffer {
            reasons: words("For the record."),
            feedback: words("You were kind."),
            next_step: STEP,
        }),
        State::OfferDeclined => Event::OfferDeclined(close()),
        State::OfferLapsed => Event::OfferLapsed(close()),
        State::OfferWithdrawn => Event::OfferWithdrawn(close()),
        State::ChecksNotMet => Event::ChecksNotMet(RecordChecksNotMet {
            check: CheckKind::RightToWork,
            next_step: STEP,
        }),
        State::DidNotStart => Event::DidNotStart(close()),
        State::Withdrawn => Event::Withdrawn(Withdraw {
            reason: WithdrawalReason::Health,
            note: None,
            hear_of_other_programmes: true,
            next_step: STEP,
        }),
        State::LeftBefore13 => left,
        State::LeftBefore26 => {
            return vec![
                (
                    staff,
                    Event::Sustained13(Sustain {
                        evidence: Evidence::Payroll,
                    }),
                ),
                (staff, left),
            ];
        }
        State::Sustained26 => Event::Sustained26(Sustain {
            evidence: Evidence::Payroll,
        }),
        State::Merged => Event::Merged {
            survivor_id: uuid::Uuid::from_u128(9).into(),
            reason: words("Referred twice."),
        },
        open => panic!("{open} is no ending"),
    };
    vec![(staff, event)]
}

#[test]
fn every_ending_says_what_has_ended_what_it_means_and_what_comes_next_in_every_language() {
    for state in State::closed() {
        for language in Language::ALL.iter().copied() {
            let case = case_of(ending(state));
            assert_eq!(case.journey.state, state);
            let page = text_of(&home(case, language, "Nadia"));
            let told = endings::of(state).expect("words");
            let step = match state {
                State::Merged => endings::MERGED_STEP,
                State::Sustained26 => endings::SUSTAINED_26_STEP,
                _ => endings::next_step(STEP).0,
            };
            for message in [told.heading, told.meaning, endings::NEXT_STEP, step] {
                assert!(
                    page.contains(message.say(language)),
                    "{state} {language}: {}",
                    message.say(language)
                );
            }
            assert!(page.contains("01632 960 123"), "whom to call");
        }
    }
}

#[test]
fn what_was_written_for_the_person_is_shown_and_what_was_not_stays_hidden() {
    let page = home(case_of(ending(State::NoOffer)), Language::English, "Nadia");
    assert!(page.contains("You were kind.") && !page.contains("For the record."));
}
