//! Who may come, and who sends them (L1, L2).

use super::{Case, assert_cited, case};
use crate::world::usual::usual;
use crate::world::{date, referral, situation};
use shared::journey::{
    ActorKind, Benefit, EmploymentStatus, Journey, Move, ProgrammeStatus, Refer, Refusal, Situation,
};
use shared::values::Coded;

pub const CASES: &[Case] = &[
    case(
        Move::Accept,
        "somebody in work is not eligible",
        |at| at.scene.journey.referral.employment_status = EmploymentStatus::Employed,
        &["eligible"],
    ),
    case(
        Move::Accept,
        "a benefit that the Trust has not switched on is not eligible",
        |at| at.scene.journey.referral.benefit = Benefit::UniversalCredit,
        &["eligible"],
    ),
    case(
        Move::Accept,
        "somebody of seventeen has another workstream",
        |at| at.scene.situation.candidate.date_of_birth = date("2008-05-07"),
        &["adult"],
    ),
    case(
        Move::Accept,
        "a seventeen-year-old in full-time education is told both at once",
        |at| {
            at.scene.situation.candidate.date_of_birth = date("2009-01-31");
            at.scene.journey.referral.employment_status = EmploymentStatus::InEducation;
        },
        &["adult", "eligible"],
    ),
];

fn refused(situation: &Situation, referral: &Refer) -> Vec<String> {
    let Refusal { unmet_guards } =
        Journey::begin(situation, referral).expect_err("it must be refused");
    let (role, others): (Vec<_>, Vec<_>) = unmet_guards
        .iter()
        .cloned()
        .partition(|unmet| unmet.guard == "by_this_actor");
    assert_cited(&others, "a referral");
    assert!(
        role.iter()
            .all(|unmet| unmet.law == "L2" && unmet.who_can_meet == [ActorKind::Jobcentre])
    );
    assert!(
        role.iter()
            .all(|unmet| unmet.words == "Candidates are selected to attend by Job Centre Plus.")
    );
    unmet_guards.into_iter().map(|unmet| unmet.guard).collect()
}

#[test]
fn the_jobcentre_refers_on_the_first_and_on_the_last_day() {
    for day in ["2026-05-01", "2026-05-22"] {
        let confirmed = Refer {
            benefit_confirmed_on: Some(date("2026-05-01")),
            ..referral()
        };
        assert!(
            Journey::begin(&situation(day, ActorKind::Jobcentre), &confirmed).is_ok(),
            "{day}"
        );
    }
}

#[test]
fn nobody_but_the_jobcentre_refers_anybody() {
    for kind in ActorKind::ALL
        .iter()
        .filter(|kind| **kind != ActorKind::Jobcentre)
    {
        assert_eq!(
            refused(&situation("2026-05-05", *kind), &referral()),
            ["by_this_actor"],
            "{kind}"
        );
    }
}

#[test]
fn a_referral_needs_a_benefit_confirmed_on_a_day_that_is_not_ahead() {
    let today = situation("2026-05-05", ActorKind::Jobcentre);
    for on in [None, Some(date("2026-05-06"))] {
        let unconfirmed = Refer {
            benefit_confirmed_on: on,
            ..referral()
        };
        assert_eq!(refused(&today, &unconfirmed), ["benefit_confirmed"]);
    }
    let same_day = Refer {
        benefit_confirmed_on: Some(date("2026-05-05")),
        ..referral()
    };
    assert!(Journey::begin(&today, &same_day).is_ok());
}

#[test]
fn a_programme_takes_referrals_only_while_it_is_open_for_them() {
    for day in ["2026-04-30", "2026-05-23"] {
        let referral = Refer {
            benefit_confirmed_on: Some(date("2026-04-30")),
            ..referral()
        };
        assert_eq!(
            refused(&situation(day, ActorKind::Jobcentre), &referral),
            ["programme_open_for_referrals"]
        );
    }
    for status in [
        ProgrammeStatus::Draft,
        ProgrammeStatus::Closed,
        ProgrammeStatus::Cancelled,
    ] {
        let mut today = situation("2026-05-05", ActorKind::Jobcentre);
        today.programme.status = status;
        assert_eq!(
            refused(&today, &referral()),
            ["programme_open_for_referrals"],
            "{status}"
        );
    }
    let mut closed = situation("2026-05-05", ActorKind::Jobcentre);
    closed.vacancy.open = false;
    assert_eq!(
        refused(&closed, &referral()),
        ["programme_open_for_referrals"]
    );
}

#[test]
fn a_person_has_one_open_journey_on_a_programme() {
    let mut today = situation("2026-05-05", ActorKind::Jobcentre);
    today.counts.other_open_journeys = 1;
    assert_eq!(refused(&today, &referral()), ["no_other_open_journey"]);
}

#[test]
fn a_referral_that_is_wrong_in_every_way_is_told_all_of_it_at_once() {
    let mut today = situation("2026-07-01", ActorKind::TrustStaff);
    today.counts.other_open_journeys = 2;
    let unconfirmed = Refer {
        benefit_confirmed_on: None,
        ..referral()
    };
    let all = [
        "by_this_actor",
        "benefit_confirmed",
        "programme_open_for_referrals",
        "no_other_open_journey",
    ];
    assert_eq!(refused(&today, &unconfirmed), all);
}

#[test]
fn somebody_born_on_a_leap_day_is_eighteen_on_the_first_of_march() {
    let mut accept = usual(Move::Accept);
    accept.scene.situation.candidate.date_of_birth = date("2008-02-29");
    accept.scene.on("2026-02-28");
    assert!(
        accept.decide().expect_err("seventeen").unmet_guards[0]
            .explanation
            .contains("17")
    );
    accept.scene.on("2026-03-01");
    assert!(accept.decide().is_ok());
    accept.scene.situation.candidate.date_of_birth = date("2008-03-01");
    accept.scene.on("2026-02-28");
    assert!(accept.decide().is_err());
}

#[test]
fn a_benefit_that_the_trust_switches_on_makes_somebody_eligible() {
    let mut accept = usual(Move::Accept);
    accept.scene.journey.referral.benefit = Benefit::UniversalCredit;
    assert!(accept.decide().is_err());
    accept
        .scene
        .situation
        .trust
        .benefits
        .push(Benefit::UniversalCredit);
    assert!(accept.decide().is_ok());
}

#[test]
fn over_capacity_a_referral_is_accepted_onto_the_waiting_list() {
    let mut accept = usual(Move::Accept);
    let seats = accept.scene.situation.programme.screening_seats();
    for (others, waits) in [(seats - 1, false), (seats, true)] {
        accept.scene.situation.counts.accepted = others;
        let mut scene = accept.scene.clone();
        scene.does(ActorKind::TrustStaff, Move::Accept, serde_json::json!({}));
        assert_eq!(scene.journey.waiting_listed, waits, "{others} others");
    }
}
