//! What candidates are told, in each language, whatever has happened.

use super::*;
use crate::language::{Language, endings, refusals, stages};
use crate::public::{Frame, Switch, TrustCard, render};
use shared::journey::*;
use shared::time::CivilDate;
use shared::values::{Coded, Words};
use std::rc::Rc;

fn on(text: &str) -> CivilDate {
    text.parse().expect("a date")
}

fn words(text: &str) -> Words {
    text.parse().expect("words")
}

fn by(kind: ActorKind) -> Actor {
    Actor { kind, id: uuid::Uuid::nil(), name: "Somebody".into() }
}

fn session(kind: SessionKind, day: &str) -> SessionFacts {
    SessionFacts {
        id: uuid::Uuid::from_u128(u128::from(on(day).day())).into(),
        kind,
        module: "First aid".into(),
        held_on: on(day),
        starts_at: "09:30".into(),
        venue: "Education Centre".into(),
        capacity: 8,
        taken: 0,
        required: true,
        signed_off: false,
    }
}

fn situation(today: &str) -> Situation {
    let slot = SlotFacts {
        id: uuid::Uuid::from_u128(77).into(),
        held_on: on("2026-06-09"),
        starts_at: "11:00".into(),
        venue: "Room 4".into(),
        taken: false,
    };
    Situation {
        today: on(today),
        actor: by(ActorKind::Candidate),
        trust: TrustFacts::default(),
        candidate: CandidateFacts { date_of_birth: on("1998-03-14") },
        vacancy: VacancyFacts { open: true, openings: 5, hours_per_week: 37, duration_weeks: None },
        programme: ProgrammeFacts {
            status: ProgrammeStatus::Published,
            referrals_open_on: on("2026-05-01"),
            referrals_close_on: on("2026-05-22"),
            training_starts_on: on("2026-06-01"),
            training_ends_on: on("2026-06-05"),
            places: 10,
            training_threshold: None,
            panel: vec!["Tom Hale".into()],
            criteria: vec!["Kindness".into()],
            checks_before_trial: Vec::new(),
            sessions: vec![session(SessionKind::Screening, "2026-05-27"), session(SessionKind::Training, "2026-06-01")],
            slots: vec![slot],
        },
        counts: Counts::default(),
        survivor: None,
    }
}

fn case_of(events: Vec<(ActorKind, Event)>) -> Case {
    let mut history = vec![Recorded {
        event: Event::Referred(Refer {
            benefit: Benefit::JobseekersAllowance,
            benefit_confirmed_on: Some(on("2026-05-08")),
            employment_status: EmploymentStatus::Unemployed,
        }),
        on: on("2026-05-11"),
        by: by(ActorKind::Jobcentre),
    }];
    history.extend(events.into_iter().map(|(kind, event)| Recorded { event, on: on("2026-05-12"), by: by(kind) }));
    Case {
        id: uuid::Uuid::from_u128(1).into(),
        reference: "FH-1".into(),
        programme: "Trainee Health Care Assistant".into(),
        role: "Trainee Health Care Assistant".into(),
        journey: Journey::fold(&history).expect("a journey"),
        situation: situation("2026-05-12"),
        history,
    }
}

fn frame(language: Language) -> Frame {
    Frame {
        language,
        trust: Rc::new(TrustCard {
            name: "Northfold Hospitals".into(),
            short_name: "Northfold".into(),
            phone: "01632 960 123 Ext 2308".into(),
            email: "jobs@northfold.example".into(),
        }),
        stylesheet: "/assets/candidate.css".into(),
        switch: Switch::Remembered("/my".into()),
        signed_in: true,
    }
}

fn at_once<T>(future: impl Future<Output = T>) -> T {
    use futures_util::FutureExt as _;
    future.now_or_never().expect("nothing on these pages waits")
}

fn home(case: Case, language: Language, name: &str) -> String {
    at_once(render::<HomePage>(HomePageProps {
        frame: frame(language),
        name: name.into(),
        case: Rc::new(case),
        others: Vec::new(),
        done: None,
    }))
}

fn form(case: Case, name: Move, language: Language, attempt: Option<Attempt>) -> String {
    at_once(render::<MovePage>(MovePageProps { frame: frame(language), case: Rc::new(case), name, attempt }))
}

/// What a page says, with its escapes undone and no markup.
fn text_of(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    text.replace("&#x27;", "'").replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")
}

const STEP: NextStepKind = NextStepKind::College;

fn close() -> CloseWithNextStep {
    CloseWithNextStep { next_step: STEP, note: Some(words("We hope to see you again.")) }
}

/// An event that leads to each ending.
fn ending(state: State) -> Vec<(ActorKind, Event)> {
    let staff = ActorKind::TrustStaff;
    let left = Event::LeftJob(RecordLeft { left_on: on("2026-09-01"), reason: LeavingReason::OtherWork, next_step: STEP });
    let event = match state {
        State::ReferralDeclined => Event::ReferralDeclined(DeclineReferral { reason: DeclineReason::WrongVacancy, note: None, next_step: STEP }),
        State::NotSelected => Event::NotSelected(DoNotSelect { reason: NotSelectedReason::MoreExperience, feedback: words("Come back in autumn."), next_step: STEP }),
        State::DidNotAttend => Event::DidNotAttend(close()),
        State::TrainingNotCompleted => Event::TrainingNotCompleted(RecordTrainingNotCompleted { reason: words("Two days were missed."), next_step: STEP }),
        State::NotSuccessfulAtInterview => Event::NotSuccessfulAtInterview(RecordUnsuccessful { reasons: words("For the record."), feedback: words("You spoke well."), next_step: STEP }),
        State::TrialNotAgreed => Event::TrialNotAgreed(RefuseTrial { reason: TrialRefusalReason::CandidateChoice, next_step: STEP }),
        State::TrialEndedEarly => Event::TrialEndedEarly(EndTrialEarly { ended_on: on("2026-06-20"), reason: EarlyEndReason::NotSuited, note: None, next_step: STEP }),
        State::NoOffer => Event::NoOfferMade(MakeNoOffer { reasons: words("For the record."), feedback: words("You were kind."), next_step: STEP }),
        State::OfferDeclined => Event::OfferDeclined(close()),
        State::OfferLapsed => Event::OfferLapsed(close()),
        State::OfferWithdrawn => Event::OfferWithdrawn(close()),
        State::ChecksNotMet => Event::ChecksNotMet(RecordChecksNotMet { check: CheckKind::RightToWork, next_step: STEP }),
        State::DidNotStart => Event::DidNotStart(close()),
        State::Withdrawn => Event::Withdrawn(Withdraw { reason: WithdrawalReason::Health, note: None, hear_of_other_programmes: true, next_step: STEP }),
        State::LeftBefore13 => left,
        State::LeftBefore26 => return vec![(staff, Event::Sustained13(Sustain { evidence: Evidence::Payroll })), (staff, left)],
        State::Sustained26 => Event::Sustained26(Sustain { evidence: Evidence::Payroll }),
        State::Merged => Event::Merged { survivor_id: uuid::Uuid::from_u128(9).into(), reason: words("Referred twice.") },
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
                assert!(page.contains(message.say(language)), "{state} {language}: {}", message.say(language));
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
    if let Some(Recorded { event: Event::NotSelected(details), .. }) = case.history.last_mut() {
        details.feedback = words(hostile);
    }
    let page = home(case.clone(), Language::Polish, hostile);
    let typed = Answers::from([("reason".to_owned(), hostile.to_owned()), ("note".to_owned(), format!("</textarea>{hostile}"))]);
    let attempt = Attempt { answers: typed, trouble: Trouble::Stale };
    let mut open = case_of(Vec::new());
    open.situation.programme.sessions[0].venue = hostile.into();
    let form = form(open, Move::Withdraw, Language::Urdu, Some(attempt));
    for page in [page, form] {
        assert!(page.contains("&lt;script"), "it is shown");
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("\"'>"), "and it is not obeyed");
    }
}

#[test]
fn no_page_has_a_script_or_a_style_of_its_own() {
    let accepted = (ActorKind::TrustStaff, Event::Accepted { waiting_list: false });
    let pages = [
        home(case_of(vec![accepted.clone()]), Language::Urdu, "نادیہ"),
        form(case_of(vec![accepted]), Move::BookScreening, Language::English, None),
    ];
    for page in pages {
        assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains(" onclick="));
    }
}

fn trial(signatures: &[ActorKind]) -> Case {
    let terms = TrialTerms { number: 2, starts_on: on("2026-06-15"), ends_on: on("2026-07-14"), pattern: TrialPattern::Weekdays };
    let signed = |kind: &ActorKind| (*kind, Event::TrialSigned(SignTrial { terms_number: 2, supervisor: None }));
    let mut events = vec![(ActorKind::HiringManager, Event::TrialProposed { terms })];
    events.extend(signatures.iter().map(signed));
    case_of(events)
}

#[test]
fn a_trial_is_put_to_the_candidate_only_once_the_jobcentre_has_agreed() {
    let page = home(trial(&[]), Language::English, "Nadia");
    assert!(!page.contains("sign_trial") && !page.contains("15 June"), "neither the plan nor the question");
    let page = home(trial(&[ActorKind::Jobcentre]), Language::English, "Nadia");
    assert!(page.contains("sign_trial") && page.contains("15 June") && page.contains("not employed and not paid"));
    let page = home(trial(&[ActorKind::Jobcentre, ActorKind::Candidate]), Language::English, "Nadia");
    assert!(page.contains("You said yes to the work trial"));
}

#[test]
fn the_meter_counts_to_the_cap_and_says_what_a_trial_is_not() {
    let mut case = trial(&[ActorKind::Jobcentre, ActorKind::Candidate, ActorKind::TrustStaff]);
    for event in [Event::TrialAgreed, Event::TrialStarted(StartTrial { started_on: on("2026-06-15") })] {
        case.journey.apply(&Recorded { event, on: on("2026-06-15"), by: by(ActorKind::System) });
    }
    case.situation.today = on("2026-06-20");
    let page = text_of(&home(case.clone(), Language::English, "Nadia"));
    assert!(page.contains("Day 6 of at most 30") && page.contains("You can stop at any time"));
    let urdu = home(case, Language::Urdu, "نادیہ");
    assert!(urdu.contains("max=\"30\"") && urdu.contains("value=\"6\"") && text_of(&urdu).contains("دن 6، زیادہ سے زیادہ 30 میں سے"));
}

#[test]
fn a_refused_move_shows_the_laws_own_words_who_can_help_and_keeps_the_answers() {
    let case = trial(&[ActorKind::Jobcentre]);
    let unmet = vec![UnmetGuard::new(Guard::JobcentreFirst, "The Jobcentre has not agreed to these terms of 2026-06-15 yet.")];
    let answers = Answers::from([("comments".to_owned(), "I like it".to_owned())]);
    for language in Language::ALL.iter().copied() {
        let attempt = Attempt { answers: answers.clone(), trouble: Trouble::Refused(unmet.clone()) };
        let page = text_of(&form(case.clone(), Move::SignTrial, language, Some(attempt)));
        assert!(page.contains(Law::WorkTrials.words()), "{language}");
        assert!(page.contains(refusals::JOBCENTRE_FIRST.say(language)));
        assert!(page.contains("terms of Monday 15 June 2026"), "the rulebook's own explanation");
    }
}

fn answered(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(name, answer)| ((*name).to_owned(), (*answer).to_owned())).collect()
}

#[test]
fn an_empty_form_is_sent_back_with_what_to_do_for_each_question() {
    let case = case_of(vec![(ActorKind::TrustStaff, Event::Accepted { waiting_list: false })]);
    for name in Move::ALL.iter().copied().filter(|name| name.is_for(ActorKind::Candidate)) {
        let must = questions(&case, name, Language::English).iter().filter(|one| one.required).count();
        let asked = match command_from_answers(&case, name, &Answers::new()) {
            Ok(_) => 0,
            Err(problems) => problems.len(),
        };
        let without_terms = usize::from(name == Move::SignTrial);
        assert_eq!(asked, must + without_terms, "{name}");
    }
}

#[test]
fn answers_become_the_command_that_the_api_takes() {
    let day = session(SessionKind::Screening, "2026-05-27").id;
    let case = case_of(vec![(ActorKind::TrustStaff, Event::Accepted { waiting_list: false })]);
    let answers = answered(&[("session_id", &day.to_string()), ("adjustments", " large print "), ("adjustments_asked", "false")]);
    let command = command_from_answers(&case, Move::BookScreening, &answers).expect("a command");
    let expected = BookScreening { session_id: day, adjustments_asked: true, adjustments: Some(words("large print")) };
    assert_eq!(command, Command::BookScreening(expected));
    assert!(decide(&case.journey, &case.situation, &command).is_ok());

    let answers = answered(&[("reason", "changed_mind"), ("hear_of_other_programmes", "false"), ("next_step", "guidance")]);
    let command = command_from_answers(&case, Move::Withdraw, &answers).expect("a command");
    assert!(decide(&case.journey, &case.situation, &command).is_ok());
}

#[test]
fn a_date_can_be_typed_in_any_digits_and_a_wrong_one_is_asked_again() {
    let case = case_of(Vec::new());
    let day = |day, month, year| {
        let answers = answered(&[
            ("ended_on-day", day), ("ended_on-month", month), ("ended_on-year", year),
            ("reason", "health"), ("next_step", "college"),
        ]);
        command_from_answers(&case, Move::EndTrialEarly, &answers)
    };
    for typed in [day("20", "6", "2026"), day("۲۰", "٦", " 2026 ")] {
        match typed {
            Ok(Command::EndTrialEarly(details)) => assert_eq!(details.ended_on, on("2026-06-20")),
            other => panic!("{other:?}"),
        }
    }
    for wrong in [day("31", "6", "2026"), day("", "6", "2026"), day("20", "6", "26")] {
        let problems = wrong.expect_err("a question");
        assert_eq!(problems.iter().map(|problem| problem.field).collect::<Vec<_>>(), ["ended_on"]);
    }
}

#[test]
fn nobody_answers_by_hand_what_only_the_trust_can_say() {
    let case = case_of(Vec::new());
    for (name, answers) in [
        (Move::ReleaseInterview, answered(&[("cause", "cancelled_by_trust")])),
        (Move::RefuseTrial, answered(&[("reason", "no_supervisor"), ("next_step", "college")])),
    ] {
        assert!(command_from_answers(&case, name, &answers).is_err(), "{name}");
    }
}

#[test]
fn the_calendar_holds_the_dates_of_the_stage() {
    let day = session(SessionKind::Screening, "2026-05-27").id;
    let booked = Event::ScreeningBooked { session_id: day, held_on: on("2026-05-27"), adjustments: None };
    let mut case = case_of(vec![(ActorKind::Candidate, booked)]);
    case.situation.programme.sessions[0].venue = "Ward 3\r\nATTENDEE:mailto:x@example.org".into();
    let file = calendar::calendar([&case], Language::English, ("Northfold", "01632"), "20260512T090000Z");
    assert!(file.contains("DTSTART;TZID=Europe/London:20260527T093000\r\n"), "{file}");
    assert!(!file.contains("\r\nATTENDEE"), "nothing is smuggled in");
}
