//! Who may come: benefit, employment, age, and one open journey at a time (L1, L2).

use super::{Question, Verdict};
use crate::journey::actor::ActorKind;
use crate::journey::details::Refer;
use crate::journey::guard::{Guard, UnmetGuard};
use crate::journey::lists::EmploymentStatus;
use crate::journey::situation::{ProgrammeStatus, Situation};
use crate::values::Coded;

/// The guards of a referral itself, which begins a journey and so has no journey to ask about.
pub(crate) fn begin(situation: &Situation, referral: &Refer) -> Vec<UnmetGuard> {
    let mut unmet = Vec::new();
    if situation.actor.kind != ActorKind::Jobcentre {
        unmet.push(UnmetGuard {
            law: "L2".to_owned(),
            words: crate::journey::law::Law::L2.words().to_owned(),
            who_can_meet: vec![ActorKind::Jobcentre],
            ..UnmetGuard::new(
                Guard::ByThisActor,
                "Only the Jobcentre refers people. Save a draft, and the Jobcentre can confirm it.",
            )
        });
    }
    match referral.benefit_confirmed_on {
        None => unmet.push(UnmetGuard::new(
            Guard::BenefitConfirmed,
            "The Jobcentre has not said on which day it confirmed the benefit.",
        )),
        Some(on) if on > situation.today => unmet.push(UnmetGuard::new(
            Guard::BenefitConfirmed,
            format!("The benefit is said to be confirmed on {on}, which is still ahead."),
        )),
        Some(_) => {}
    }
    if let Some(explanation) = closed_to_referrals(situation) {
        unmet.push(UnmetGuard::new(
            Guard::ProgrammeOpenForReferrals,
            explanation,
        ));
    }
    if situation.counts.other_open_journeys > 0 {
        unmet.push(UnmetGuard::new(Guard::NoOtherOpenJourney, ALREADY_HERE));
    }
    unmet
}

const ALREADY_HERE: &str = "This person already has an open journey on this programme.";

fn closed_to_referrals(situation: &Situation) -> Option<String> {
    let programme = &situation.programme;
    if programme.status != ProgrammeStatus::Published {
        return Some(format!(
            "The programme is not open: its status is {}.",
            programme.status.label().to_lowercase()
        ));
    }
    if !situation.vacancy.open {
        return Some("The vacancy is closed.".to_owned());
    }
    let (first, last) = (programme.referrals_open_on, programme.referrals_close_on);
    (situation.today < first || situation.today > last).then(|| {
        format!(
            "The programme takes referrals from {first} to {last}; today is {}.",
            situation.today
        )
    })
}

pub(super) fn eligible(q: Question<'_>) -> Verdict {
    let referral = &q.journey.referral;
    if referral.employment_status != EmploymentStatus::Unemployed {
        return Verdict::Unmet(format!(
            "The referral says: {}. The pathway is for people who are out of work.",
            referral.employment_status.label().to_lowercase()
        ));
    }
    Verdict::when(
        q.situation.trust.benefits.contains(&referral.benefit),
        || {
            format!(
                "The Trust does not accept {} on a referral.",
                referral.benefit.label()
            )
        },
    )
}

pub(super) fn adult(q: Question<'_>) -> Verdict {
    let age = q
        .situation
        .candidate
        .date_of_birth
        .age_on(q.situation.today);
    Verdict::when(age >= 18, || {
        format!("The person is {age}. The 14-19 workstream can help them.")
    })
}

pub(super) fn no_other_open_journey(q: Question<'_>) -> Verdict {
    Verdict::when(q.situation.counts.other_open_journeys == 0, || {
        ALREADY_HERE.to_owned()
    })
}
