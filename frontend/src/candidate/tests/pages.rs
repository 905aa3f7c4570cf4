//! What a page says, and what it never does.

use super::endings::ending;
use super::*;
use crate::language::{refusals, stages};
use shared::values::Coded as _;

#[test]
fn every_stage_says_where_somebody_is_in_every_language_and_reads_in_its_direction() {
    let case = case_of(Vec::new());
    for (language, head) in [
        (Language::English, "<html lang=\"en\" dir=\"ltr\">"),
        (Language::Urdu, "<html lang=\"ur\" dir=\"rtl\">"),
        (Language::Polish, "<html lang=\"pl\" dir=\"ltr\">"),
    ] {
        let page = home(case.clone(), language, "Nadia");
        assert!(page.contains(head));
        assert!(text_of(&page).contains(stages::REFERRED.say(language)));
    }
}

#[test]
fn a_hostile_name_is_only_ever_text() {
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let mut case = case_of(ending(State::NotSelected));
    case.programme = hostile.into();
    case.reference = hostile.into();
    if let Some(Recorded {
        event: Event::NotSelected(details),
        ..
    }) = case.history.last_mut()
    {
        details.feedback = words(hostile);
    }
    let page = home(case.clone(), Language::Polish, hostile);
    let typed = Answers::from([
        ("reason".to_owned(), hostile.to_owned()),
        ("note".to_owned(), format!("</textarea>{hostile}")),
    ]);
    let attempt = Attempt {
        answers: typed,
        trouble: Trouble::Stale,
    };
    let mut open = case_of(Vec::new());
    open.situation.programme.sessions[0].venue = hostile.into();
    let form = form(open, Move::Withdraw, Language::Urdu, Some(attempt));
    for page in [page, form] {
        assert!(page.contains("&lt;script"), "it is shown");
        assert!(
            !page.contains("<script") && !page.contains("<img") && !page.contains("\"'>"),
            "and it is not obeyed"
        );
    }
}

#[test]
fn no_page_has_a_script_or_a_style_of_its_own() {
    let accepted = (
        ActorKind::TrustStaff,
        Event::Accepted {
            waiting_list: false,
        },
    );
    let pages = [
        home(case_of(vec![accepted.clone()]), Language::Urdu, "نادیہ"),
        form(
            case_of(vec![accepted]),
            Move::BookScreening,
            Language::English,
            None,
        ),
    ];
    for page in pages {
        assert!(
            !page.contains("<script") && !page.contains(" style=") && !page.contains(" onclick=")
        );
    }
}

fn trial(signatures: &[ActorKind]) -> Case {
    let terms = TrialTerms {
        number: 2,
        starts_on: on("2026-06-15"),
        ends_on: on("2026-07-14"),
        pattern: TrialPattern::Weekdays,
    };
    let signed = |kind: &ActorKind| {
        (
            *kind,
            Event::TrialSigned(SignTrial {
                terms_number: 2,
                supervisor: None,
            }),
        )
    };
    let mut events = vec![(ActorKind::HiringManager, Event::TrialProposed { terms })];
    events.extend(signatures.iter().map(signed));
    case_of(events)
}

#[test]
fn a_trial_is_put_to_the_candidate_only_once_the_jobcentre_has_agreed() {
    let page = home(trial(&[]), Language::English, "Nadia");
    assert!(
        !page.contains("sign_trial") && !page.contains("15 June"),
        "neither the plan nor the question"
    );
    let page = home(trial(&[ActorKind::Jobcentre]), Language::English, "Nadia");
    assert!(
        page.contains("sign_trial")
            && page.contains("15 June")
            && page.contains("not employed and not paid")
    );
    let page = home(
        trial(&[ActorKind::Jobcentre, ActorKind::Candidate]),
        Language::English,
        "Nadia",
    );
    assert!(page.contains("You said yes to the work trial"));
}

#[test]
fn the_meter_counts_to_the_cap_and_says_what_a_trial_is_not() {
    let mut case = trial(&[
        ActorKind::Jobcentre,
        ActorKind::Candidate,
        ActorKind::TrustStaff,
    ]);
    for event in [
        Event::TrialAgreed,
        Event::TrialStarted(StartTrial {
            started_on: on("2026-06-15"),
        }),
    ] {
        case.journey.apply(&Recorded {
            event,
            on: on("2026-06-15"),
            by: by(ActorKind::System),
        });
    }
    case.situation.today = on("2026-06-20");
    let page = text_of(&home(case.clone(), Language::English, "Nadia"));
    assert!(page.contains("Day 6 of at most 30") && page.contains("You can stop at any time"));
    let urdu = home(case, Language::Urdu, "نادیہ");
    assert!(
        urdu.contains("max=\"30\"")
            && urdu.contains("value=\"6\"")
            && text_of(&urdu).contains("دن 6، زیادہ سے زیادہ 30 میں سے")
    );
}

#[test]
fn a_refused_move_shows_the_laws_own_words_who_can_help_and_keeps_the_answers() {
    let case = trial(&[ActorKind::Jobcentre]);
    let unmet = vec![UnmetGuard::new(
        Guard::JobcentreFirst,
        "The Jobcentre has not agreed to these terms of 2026-06-15 yet.",
    )];
    let answers = Answers::from([("comments".to_owned(), "I like it".to_owned())]);
    for language in Language::ALL.iter().copied() {
        let attempt = Attempt {
            answers: answers.clone(),
            trouble: Trouble::Refused(unmet.clone()),
        };
        let page = text_of(&form(
            case.clone(),
            Move::SignTrial,
            language,
            Some(attempt),
        ));
        assert!(page.contains(Law::WorkTrials.words()), "{language}");
        assert!(page.contains(refusals::JOBCENTRE_FIRST.say(language)));
        assert!(
            page.contains("terms of Monday 15 June 2026"),
            "the rulebook's own explanation"
        );
    }
}
