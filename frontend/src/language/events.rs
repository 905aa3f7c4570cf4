//! What has happened so far, one line an event. What is the staff's own work, such as a panel's scores, has no line.

use super::{Message, endings, messages};
use shared::journey::{ActorKind, Event, FitSide, State};

messages! {
    HEADING = "What has happened so far", "اب تک کیا ہوا", "Co było do tej pory";
    REFERRED = "Your Jobcentre put your name forward", "آپ کے جاب سینٹر نے آپ کا نام بھیجا", "Jobcentre zgłosił Twoją kandydaturę";
    ACCEPTED = "We gave you a place", "ہم نے آپ کو جگہ دی", "Daliśmy Ci miejsce";
    WAITING = "We put you on the waiting list", "ہم نے آپ کو انتظار کی فہرست میں رکھا", "Trafiasz na listę oczekujących";
    SCREENING_BOOKED = "Your screening day was booked", "آپ کا سکریننگ کا دن طے ہوا", "Ustalono termin spotkania wstępnego";
    SCREENING_REBOOKED = "Your screening day was moved", "آپ کا سکریننگ کا دن بدلا گیا", "Zmieniono termin spotkania wstępnego";
    CONFIRMED_YOU = "You told us that you will be there", "آپ نے بتایا کہ آپ آئیں گے", "Wiemy od Ciebie, że będziesz";
    CONFIRMED_FOR_YOU = "We noted that you will be there", "ہم نے لکھ لیا کہ آپ آئیں گے", "Zapisaliśmy, że będziesz";
    SCREENED = "You came to the screening day", "آپ سکریننگ کے دن آئے", "Odbyło się spotkanie wstępne";
    SELECTED = "We chose you for the training week", "ہم نے آپ کو تربیتی ہفتے کے لیے چنا", "Masz miejsce w tygodniu szkolenia";
    TRAINING_STARTED = "Your training week started", "آپ کا تربیتی ہفتہ شروع ہوا", "Zaczął się Twój tydzień szkolenia";
    GUARANTEED = "Your interview was guaranteed", "آپ کا انٹرویو یقینی ہوا", "Rozmowa o pracę została zapewniona";
    INTERVIEW_BOOKED = "Your interview was booked", "آپ کا انٹرویو طے ہوا", "Ustalono termin rozmowy";
    INTERVIEW_RELEASED = "The interview time was cancelled. Your guarantee stays.", "انٹرویو کا وقت منسوخ ہوا۔ آپ کی ضمانت باقی ہے۔", "Termin rozmowy odwołano. Rozmowa nadal jest zapewniona.";
    INTERVIEWED = "You had your interview", "آپ کا انٹرویو ہوا", "Odbyła się rozmowa o pracę";
    RESERVE = "We put you on the reserve list", "ہم نے آپ کو ریزرو فہرست میں رکھا", "Trafiasz na listę rezerwową";
    TRIAL_PROPOSED = "We planned a work trial", "ہم نے ورک ٹرائل کا منصوبہ بنایا", "Zaplanowaliśmy próbę pracy";
    TRIAL_AMENDED = "The plan of the trial was changed", "ٹرائل کا منصوبہ بدلا گیا", "Zmieniono plan próby";
    SIGNED_JOBCENTRE = "Your Jobcentre agreed to the trial", "آپ کے جاب سینٹر نے ٹرائل کی منظوری دی", "Jobcentre zgodził się na próbę";
    SIGNED_YOU = "You agreed to the trial", "آپ نے ٹرائل کے لیے ہاں کہی", "Zgoda na próbę z Twojej strony";
    SIGNED_US = "We agreed to the trial", "ہم نے ٹرائل کی منظوری دی", "Zgodziliśmy się na próbę";
    TRIAL_AGREED = "Everybody had agreed to the trial", "سب نے ٹرائل کی منظوری دے دی", "Wszyscy zgodzili się na próbę";
    TRIAL_STARTED = "Your work trial started", "آپ کا ورک ٹرائل شروع ہوا", "Zaczęła się Twoja próba pracy";
    VIEW_ASKED = "We asked how you see the job", "ہم نے کام کے بارے میں آپ کی رائے پوچھی", "Zapytaliśmy, co myślisz o pracy";
    VIEW_GIVEN = "You told us how you see the job", "آپ نے کام کے بارے میں رائے دی", "Mamy Twoją opinię o pracy";
    FIT_CHECK_YOU = "You answered the six questions about your trial", "آپ نے اپنے ٹرائل کے بارے میں چھ سوالوں کے جواب دیے", "Mamy Twoje odpowiedzi na sześć pytań o próbę";
    FIT_CHECK_THEM = "Your supervisor answered the six questions about your trial", "آپ کے سپروائزر نے آپ کے ٹرائل کے بارے میں چھ سوالوں کے جواب دیے", "Opiekun odpowiedział na sześć pytań o Twoją próbę";
    TRIAL_ENDED = "Your work trial ended", "آپ کا ورک ٹرائل ختم ہوا", "Skończyła się Twoja próba pracy";
    OFFERED = "We offered you the job", "ہم نے آپ کو ملازمت کی پیشکش کی", "Zaproponowaliśmy Ci pracę";
    REMINDED = "We reminded you of the offer", "ہم نے آپ کو پیشکش یاد دلائی", "Przypomnieliśmy o ofercie";
    OFFER_ACCEPTED = "You said yes to the job", "آپ نے ملازمت کے لیے ہاں کہی", "Praca przyjęta";
    STARTED = "You started work", "آپ نے کام شروع کیا", "Początek pracy";
    SUSTAINED_13 = "You had been in work for 13 weeks", "آپ کو کام کرتے 13 ہفتے ہو گئے", "13 tygodni w pracy";
    REOPENED = "Your programme was opened again", "آپ کا پروگرام دوبارہ کھولا گیا", "Twój program otwarto ponownie";
}

/// The line of an event by somebody of a kind; none where it is not the candidate's to read.
#[must_use]
pub fn line(event: &Event, by: ActorKind) -> Option<Message> {
    let ending = |state| endings::of(state).map(|words| words.heading);
    Some(match event {
        Event::Referred(_) => REFERRED,
        Event::Accepted { waiting_list: true } | Event::Selected { waiting_list: true } => WAITING,
        Event::Accepted { .. } => ACCEPTED,
        Event::ScreeningBooked { .. } => SCREENING_BOOKED,
        Event::ScreeningRebooked { .. } => SCREENING_REBOOKED,
        Event::BookingConfirmed { .. } if by == ActorKind::Candidate => CONFIRMED_YOU,
        Event::BookingConfirmed { .. } => CONFIRMED_FOR_YOU,
        Event::Screened(_) => SCREENED,
        Event::Selected { .. } => SELECTED,
        Event::TrainingStarted => TRAINING_STARTED,
        Event::InterviewGuaranteed => GUARANTEED,
        Event::InterviewBooked { .. } => INTERVIEW_BOOKED,
        Event::InterviewReleased(_) => INTERVIEW_RELEASED,
        Event::Interviewed(_) => INTERVIEWED,
        Event::PlacedOnReserve(_) => RESERVE,
        Event::TrialProposed { .. } => TRIAL_PROPOSED,
        Event::TrialAmended { .. } => TRIAL_AMENDED,
        Event::TrialSigned(_) => match by {
            ActorKind::Jobcentre => SIGNED_JOBCENTRE,
            ActorKind::Candidate => SIGNED_YOU,
            _ => SIGNED_US,
        },
        Event::TrialAgreed => TRIAL_AGREED,
        Event::TrialStarted(_) => TRIAL_STARTED,
        Event::CandidateViewAsked => VIEW_ASKED,
        Event::CandidateViewGiven(_) => VIEW_GIVEN,
        Event::FitCheckAnswered { side, .. } => match side {
            FitSide::Candidate => FIT_CHECK_YOU,
            FitSide::Supervisor => FIT_CHECK_THEM,
        },
        Event::TrialEnded(_) => TRIAL_ENDED,
        Event::Offered { .. } => OFFERED,
        Event::OfferReminded(_) => REMINDED,
        Event::OfferAccepted => OFFER_ACCEPTED,
        Event::EmploymentStarted(_) => STARTED,
        Event::Sustained13(_) => SUSTAINED_13,
        Event::Reopened(_) => REOPENED,
        _ => return ending_of(event).and_then(ending),
    })
}

/// The ending that an event brings, for those that need no words of their own.
const fn ending_of(event: &Event) -> Option<State> {
    Some(match event {
        Event::ReferralDeclined(_) => State::ReferralDeclined,
        Event::DidNotAttend(_) => State::DidNotAttend,
        Event::NotSelected(_) => State::NotSelected,
        Event::TrainingNotCompleted(_) => State::TrainingNotCompleted,
        Event::NotSuccessfulAtInterview(_) => State::NotSuccessfulAtInterview,
        Event::TrialNotAgreed(_) => State::TrialNotAgreed,
        Event::TrialEndedEarly(_) => State::TrialEndedEarly,
        Event::NoOfferMade(_) => State::NoOffer,
        Event::OfferDeclined(_) => State::OfferDeclined,
        Event::OfferLapsed(_) => State::OfferLapsed,
        Event::OfferWithdrawn(_) => State::OfferWithdrawn,
        Event::ChecksNotMet(_) => State::ChecksNotMet,
        Event::DidNotStart(_) => State::DidNotStart,
        Event::LeftJob(_) => State::LeftBefore13,
        Event::Withdrawn(_) => State::Withdrawn,
        Event::Sustained26(_) => State::Sustained26,
        Event::Merged { .. } => State::Merged,
        _ => return None,
    })
}
