//! Coded choices as a candidate reads and picks them.
//!
//! A list leaves out what is not a candidate's to say, such as that the Trust cancelled an interview.

use super::{Message, endings, messages, trials};
use shared::journey::{
    ActorKind, Benefit, CandidateView, CheckKind, CheckOutcome, EarlyEndReason, NextStepKind,
    ReleaseCause, TrialPattern, TrialRefusalReason, WithdrawalReason,
};
use shared::values::Coded;

messages! {
    ILL = "I am ill", "میں بیمار ہوں", "Choruję";
    CARING = "My child or somebody I care for needs me", "میرے بچے کو یا جس کی میں دیکھ بھال کرتا/کرتی ہوں اسے میری ضرورت ہے", "Potrzebuje mnie dziecko lub bliska osoba";
    TRAVEL = "I cannot get there", "میں وہاں نہیں پہنچ سکتا/سکتی", "Nie mogę dojechać";
    OTHER_REASON = "Another reason", "کوئی اور وجہ", "Inny powód";
    DO_NOT_WANT = "I do not want to do it", "میں یہ نہیں کرنا چاہتا/چاہتی", "Nie chcę tego robić";
    DATES = "The dates do not suit me", "یہ تاریخیں میرے لیے ٹھیک نہیں", "Terminy mi nie pasują";
    RIGHT_FOR_ME = "This job is right for me", "یہ کام میرے لیے ٹھیک ہے", "Ta praca jest dla mnie";
    NOT_SURE = "I am not sure yet", "مجھے ابھی یقین نہیں", "Jeszcze nie wiem";
    NOT_FOR_ME = "This job is not for me", "یہ کام میرے لیے نہیں ہے", "Ta praca nie jest dla mnie";
    HEALTH_OR_CARING = "My health, or I care for somebody", "میری صحت، یا میں کسی کی دیکھ بھال کرتا/کرتی ہوں", "Moje zdrowie lub opieka nad kimś";
    FOUND_WORK = "I have found other work", "مجھے دوسرا کام مل گیا ہے", "Mam inną pracę";
    CHANGED_MIND = "I have changed my mind", "میرا ارادہ بدل گیا ہے", "Zmieniam zdanie";
    HEALTH = "My health", "میری صحت", "Moje zdrowie";
    IDENTITY = "Who you are", "آپ کی شناخت", "Tożsamość";
    RIGHT_TO_WORK = "Your right to work in the UK", "برطانیہ میں کام کرنے کا حق", "Prawo do pracy w Wielkiej Brytanii";
    REGISTRATION = "Your certificates", "آپ کے سرٹیفکیٹ", "Dyplomy i uprawnienia";
    REFERENCES = "Where you worked or studied before", "آپ نے پہلے کہاں کام کیا یا پڑھا", "Wcześniejsza praca lub nauka";
    CRIMINAL_RECORD = "Criminal record check (DBS)", "مجرمانہ ریکارڈ کی جانچ (DBS)", "Sprawdzenie niekaralności (DBS)";
    WORK_HEALTH = "Your health at work", "کام کے لیے آپ کی صحت", "Zdrowie w pracy";
    OUTSTANDING = "Not finished yet", "ابھی مکمل نہیں", "Jeszcze nie gotowe";
    CLEARED = "Done", "مکمل", "Gotowe";
    NOT_APPLICABLE = "Not needed", "ضرورت نہیں", "Niepotrzebne";
    NOT_MET = "Please call us about this", "اس بارے میں ہمیں فون کریں", "Zadzwoń do nas w tej sprawie";
    JOBCENTRE = "your Jobcentre", "آپ کا جاب سینٹر", "Twój Jobcentre";
    YOU = "you", "آپ", "Ty";
    OUR_TEAM = "our team", "ہماری ٹیم", "nasz zespół";
    MANAGER = "the manager of the job", "کام کا مینیجر", "kierownik";
    THE_COLLEGE = "the college", "کالج", "college";
    JSA = "Jobseeker's Allowance", "جاب سیکرز الاؤنس (Jobseeker's Allowance)", "Jobseeker's Allowance";
    UC = "Universal Credit", "یونیورسل کریڈٹ (Universal Credit)", "Universal Credit";
    ESA = "Employment and Support Allowance", "ایمپلائمنٹ اینڈ سپورٹ الاؤنس (Employment and Support Allowance)", "Employment and Support Allowance";
    INCOME_SUPPORT = "Income Support", "انکم سپورٹ (Income Support)", "Income Support";
}

/// A choice with its code.
pub type CodedMessage = (&'static str, Message);

fn list<T: Coded>(say: impl Fn(T) -> Option<Message>) -> Vec<CodedMessage> {
    T::ALL
        .iter()
        .filter_map(|one| say(*one).map(|message| (one.code(), message)))
        .collect()
}

/// Why a candidate cannot come to the interview.
#[must_use]
pub fn release_causes() -> Vec<CodedMessage> {
    list(|cause| match cause {
        ReleaseCause::Illness => Some(ILL),
        ReleaseCause::Childcare => Some(CARING),
        ReleaseCause::Travel => Some(TRAVEL),
        ReleaseCause::OtherExcused => Some(OTHER_REASON),
        ReleaseCause::CancelledByTrust => None,
    })
}

/// Why a candidate says no to a trial.
#[must_use]
pub fn trial_refusals() -> Vec<CodedMessage> {
    list(|reason| match reason {
        TrialRefusalReason::CandidateChoice => Some(DO_NOT_WANT),
        TrialRefusalReason::Dates => Some(DATES),
        TrialRefusalReason::JobcentreNotAgreed | TrialRefusalReason::NoSupervisor => None,
    })
}

/// How a candidate sees the job.
#[must_use]
pub const fn view(view: CandidateView) -> Message {
    match view {
        CandidateView::RightForMe => RIGHT_FOR_ME,
        CandidateView::NotSure => NOT_SURE,
        CandidateView::NotForMe => NOT_FOR_ME,
    }
}

/// How a candidate can see the job.
#[must_use]
pub fn views() -> Vec<CodedMessage> {
    list(|one| Some(view(one)))
}

/// Why a candidate ends a trial early.
#[must_use]
pub fn early_ends() -> Vec<CodedMessage> {
    list(|reason| match reason {
        EarlyEndReason::CandidateChoice => Some(NOT_FOR_ME),
        EarlyEndReason::Health => Some(HEALTH_OR_CARING),
        EarlyEndReason::OtherWork => Some(FOUND_WORK),
        EarlyEndReason::NotSuited | EarlyEndReason::JobcentreEnded => None,
    })
}

/// Why a candidate leaves.
#[must_use]
pub fn withdrawals() -> Vec<CodedMessage> {
    list(|reason| match reason {
        WithdrawalReason::FoundWork => Some(FOUND_WORK),
        WithdrawalReason::ChangedMind => Some(CHANGED_MIND),
        WithdrawalReason::Health => Some(HEALTH),
        WithdrawalReason::Caring => Some(CARING),
        WithdrawalReason::Travel => Some(TRAVEL),
        WithdrawalReason::NoLongerEligible | WithdrawalReason::LostTouch => None,
    })
}

/// What a candidate can do next.
#[must_use]
pub fn next_steps() -> Vec<CodedMessage> {
    list(|step: NextStepKind| Some(endings::next_step(step).0))
}

/// Which days of the week a trial covers.
#[must_use]
pub const fn pattern(pattern: TrialPattern) -> Message {
    match pattern {
        TrialPattern::Weekdays => trials::PATTERN_WEEKDAYS,
        TrialPattern::Shifts => trials::PATTERN_SHIFTS,
        TrialPattern::PartWeek => trials::PATTERN_PART_WEEK,
    }
}

/// One of the six checks.
#[must_use]
pub const fn check(check: CheckKind) -> Message {
    match check {
        CheckKind::Identity => IDENTITY,
        CheckKind::RightToWork => RIGHT_TO_WORK,
        CheckKind::Registration => REGISTRATION,
        CheckKind::References => REFERENCES,
        CheckKind::CriminalRecord => CRIMINAL_RECORD,
        CheckKind::WorkHealth => WORK_HEALTH,
    }
}

/// Where a check stands.
#[must_use]
pub const fn check_outcome(outcome: CheckOutcome) -> Message {
    match outcome {
        CheckOutcome::Outstanding => OUTSTANDING,
        CheckOutcome::Cleared => CLEARED,
        CheckOutcome::NotApplicable => NOT_APPLICABLE,
        CheckOutcome::NotMet => NOT_MET,
    }
}

/// Somebody who could help; none for the system, which nobody can ask.
#[must_use]
pub const fn actor(kind: ActorKind) -> Option<Message> {
    match kind {
        ActorKind::Jobcentre => Some(JOBCENTRE),
        ActorKind::Candidate => Some(YOU),
        ActorKind::TrustStaff | ActorKind::Administrator => Some(OUR_TEAM),
        ActorKind::HiringManager => Some(MANAGER),
        ActorKind::College => Some(THE_COLLEGE),
        ActorKind::System => None,
    }
}

/// A benefit, with its English name, which letters from the Jobcentre use.
#[must_use]
pub const fn benefit(benefit: Benefit) -> Message {
    match benefit {
        Benefit::JobseekersAllowance => JSA,
        Benefit::UniversalCredit => UC,
        Benefit::EmploymentSupportAllowance => ESA,
        Benefit::IncomeSupport => INCOME_SUPPORT,
    }
}
