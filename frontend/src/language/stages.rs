//! Where somebody stands while a journey is under way, and what happens next.

use super::{Message, messages};
use shared::journey::State;

/// What the page says of a stage: a heading that says where somebody is, and what happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageWords {
    /// Where am I?
    pub heading: Message,
    /// What happens next?
    pub next: Message,
}

messages! {
    WHERE_YOU_ARE = "Where you are now", "آپ ابھی کہاں ہیں", "Gdzie teraz jesteś";
    WHAT_NEXT = "What happens next", "آگے کیا ہوگا", "Co będzie dalej";
    WHEN_AND_WHERE = "When and where", "کب اور کہاں", "Kiedy i gdzie";
    YOUR_TRAINING = "Your training week", "آپ کا تربیتی ہفتہ", "Twój tydzień szkolenia";
    YOUR_OFFER = "Your job offer", "آپ کی ملازمت کی پیشکش", "Twoja oferta pracy";
    YOUR_CHECKS = "Checks before you start", "کام شروع کرنے سے پہلے کی جانچ", "Sprawdzenia przed rozpoczęciem pracy";
    CHECKS_TEXT = "Every person who works for the NHS has these checks. We tell you what we need from you.", "NHS میں کام کرنے والے ہر شخص کی یہ جانچ ہوتی ہے۔ ہم بتائیں گے کہ ہمیں آپ سے کیا چاہیے۔", "Każda osoba pracująca w NHS przechodzi te sprawdzenia. Powiemy, czego potrzebujemy od Ciebie.";
    PROMISE = "Our promise to you", "آپ سے ہمارا وعدہ", "Nasza obietnica";
    PROMISE_TEXT = "You finished the training week. Your interview has been guaranteed since {date}. Nobody can take it away.", "آپ نے تربیتی ہفتہ مکمل کیا۔ {date} سے آپ کا انٹرویو یقینی ہے۔ کوئی اسے چھین نہیں سکتا۔", "Tydzień szkolenia jest ukończony. Rozmowa jest zapewniona od {date}. Nikt nie może Ci jej odebrać.";
    DATE = "Date", "تاریخ", "Data";
    TIME = "Time", "وقت", "Godzina";
    PLACE = "Place", "جگہ", "Miejsce";
    BRING = "What to bring", "کیا ساتھ لائیں", "Co zabrać";
    BRING_SCREENING = "A letter or card with your name on it. Wear clothes that you can move in.", "کوئی خط یا کارڈ جس پر آپ کا نام ہو۔ آرام دہ کپڑے پہنیں۔", "List lub dokument ze swoim nazwiskiem. Załóż wygodne ubranie.";
    BRING_TRAINING = "A pen, flat shoes and something to eat at midday.", "ایک قلم، بغیر ایڑی کے جوتے اور دوپہر کا کھانا۔", "Długopis, płaskie buty i coś do jedzenia na przerwę.";
    BRING_INTERVIEW = "Your passport or another proof of who you are.", "آپ کا پاسپورٹ یا شناخت کا کوئی اور ثبوت۔", "Paszport lub inny dowód tożsamości.";
    COMING = "Are you coming?", "کیا آپ آ رہے ہیں؟", "Czy przyjdziesz?";
    COMING_YES = "Yes. You told us on {date}.", "ہاں۔ آپ نے {date} کو بتایا۔", "Tak. Wiemy to od {date}.";
    ADJUSTMENTS = "Help that you asked for", "مدد جو آپ نے مانگی", "Pomoc, o którą prosisz";
    ADJUSTMENTS_NONE = "You have not asked for any help. Call us if you need some.", "آپ نے کوئی مدد نہیں مانگی۔ ضرورت ہو تو ہمیں فون کریں۔", "Nie ma próśb o pomoc. Zadzwoń, jeśli jej potrzebujesz.";
    CALENDAR = "Add your dates to your calendar", "اپنی تاریخیں کیلنڈر میں ڈالیں", "Dodaj terminy do kalendarza";
    ANSWER_BY = "Please answer by", "جواب دینے کی آخری تاریخ", "Prosimy o odpowiedź do";
    START_DAY = "First day of the job", "ملازمت کا پہلا دن", "Pierwszy dzień pracy";
    PROGRAMME = "Programme", "پروگرام", "Program";
    JOB = "Job", "ملازمت", "Praca";
    HELLO = "Hello {name}", "خوش آمدید {name}", "Dzień dobry, {name}";
    OTHER_PROGRAMMES = "Your other programmes with us", "ہمارے ساتھ آپ کے دوسرے پروگرام", "Twoje inne programy u nas";
    NO_PROGRAMME = "You are not on a programme yet", "آپ ابھی کسی پروگرام میں نہیں ہیں", "Nie jesteś jeszcze w żadnym programie";
    NO_PROGRAMME_TEXT = "Ask your work coach at the Jobcentre to put you forward.", "جاب سینٹر میں اپنے ورک کوچ سے کہیں کہ وہ آپ کا نام بھیجیں۔", "Poproś swojego doradcę w Jobcentre o zgłoszenie.";

    REFERRED = "Your work coach has put your name forward", "آپ کے ورک کوچ نے آپ کا نام بھیج دیا ہے", "Twój doradca zgłosił Cię do programu";
    REFERRED_NEXT = "We are reading your details. Then we tell you if you have a place. You do not need to do anything now.", "ہم آپ کی تفصیل پڑھ رہے ہیں۔ پھر ہم بتائیں گے کہ آپ کو جگہ ملی یا نہیں۔ ابھی آپ کو کچھ نہیں کرنا۔", "Czytamy Twoje zgłoszenie. Potem powiemy Ci, czy masz miejsce. Na razie nie musisz nic robić.";
    ACCEPTED = "You have a place", "آپ کو جگہ مل گئی ہے", "Masz miejsce w programie";
    ACCEPTED_NEXT = "Choose your screening day. On that day you do team exercises, hear about the job and have a short talk with us.", "اپنا سکریننگ کا دن چنیں۔ اس دن آپ ٹیم کی مشقیں کرتے ہیں، کام کے بارے میں سنتے ہیں اور ہم سے مختصر بات کرتے ہیں۔", "Wybierz dzień spotkania wstępnego. Tego dnia są ćwiczenia w grupie, opowieść o pracy i krótka rozmowa z nami.";
    WAITING = "You are on the waiting list", "آپ انتظار کی فہرست میں ہیں", "Jesteś na liście oczekujących";
    WAITING_NEXT = "Every place is taken at the moment. We tell you as soon as one is free. You do not need to do anything now.", "ابھی تمام جگہیں بھری ہوئی ہیں۔ جیسے ہی کوئی جگہ خالی ہو، ہم آپ کو بتائیں گے۔ ابھی آپ کو کچھ نہیں کرنا۔", "Teraz wszystkie miejsca są zajęte. Powiemy Ci, gdy tylko jakieś się zwolni. Na razie nie musisz nic robić.";
    SCREENING_BOOKED = "Your screening day is booked", "آپ کا سکریننگ کا دن طے ہو گیا ہے", "Masz termin spotkania wstępnego";
    SCREENING_BOOKED_NEXT = "Come on that day. You do team exercises, hear about the job and have a short talk with us.", "اس دن آئیں۔ آپ ٹیم کی مشقیں کرتے ہیں، کام کے بارے میں سنتے ہیں اور ہم سے مختصر بات کرتے ہیں۔", "Przyjdź tego dnia. Są ćwiczenia w grupie, opowieść o pracy i krótka rozmowa z nami.";
    SCREENED = "You came to your screening day", "آپ سکریننگ کے دن آئے", "Spotkanie wstępne już za Tobą";
    SCREENED_NEXT = "We are choosing who comes to the training week. We tell you soon. You do not need to do anything now.", "ہم چن رہے ہیں کہ تربیتی ہفتے میں کون آئے گا۔ ہم جلد بتائیں گے۔ ابھی آپ کو کچھ نہیں کرنا۔", "Wybieramy osoby do tygodnia szkolenia. Wkrótce damy Ci znać. Na razie nie musisz nic robić.";
    SELECTED = "You have a place in the training week", "آپ کو تربیتی ہفتے میں جگہ مل گئی ہے", "Masz miejsce w tygodniu szkolenia";
    SELECTED_NEXT = "Come to every session of the week. Then you have a guaranteed interview. If you cannot come one day, call us.", "ہفتے کی ہر کلاس میں آئیں۔ پھر آپ کا انٹرویو یقینی ہے۔ اگر کسی دن نہ آ سکیں تو ہمیں فون کریں۔", "Przyjdź na wszystkie zajęcia. Wtedy masz zapewnioną rozmowę o pracę. Jeśli nie możesz przyjść, zadzwoń do nas.";
    SELECTED_WAITING = "You are on the waiting list for the training week", "آپ تربیتی ہفتے کی انتظار کی فہرست میں ہیں", "Jesteś na liście oczekujących na tydzień szkolenia";
    SELECTED_WAITING_NEXT = "We chose you, but every place is taken now. We tell you as soon as one is free.", "ہم نے آپ کو چن لیا ہے، لیکن ابھی تمام جگہیں بھری ہوئی ہیں۔ جگہ خالی ہوتے ہی ہم بتائیں گے۔", "Twoja kandydatura jest wybrana, ale teraz wszystkie miejsca są zajęte. Powiemy Ci, gdy tylko jakieś się zwolni.";
    IN_TRAINING = "You are in your training week", "آپ تربیتی ہفتے میں ہیں", "Trwa Twój tydzień szkolenia";
    IN_TRAINING_NEXT = "Come to every session. Then you have a guaranteed interview. If you cannot come one day, call us.", "ہر کلاس میں آئیں۔ پھر آپ کا انٹرویو یقینی ہے۔ اگر کسی دن نہ آ سکیں تو ہمیں فون کریں۔", "Przychodź na wszystkie zajęcia. Wtedy masz zapewnioną rozmowę o pracę. Jeśli nie możesz przyjść, zadzwoń do nas.";
    GUARANTEED = "Your interview is guaranteed", "آپ کا انٹرویو یقینی ہے", "Masz zapewnioną rozmowę o pracę";
    GUARANTEED_NEXT = "Choose a time for your interview. Everybody who wants this job meets the same people.", "اپنے انٹرویو کا وقت چنیں۔ یہ ملازمت چاہنے والا ہر شخص انہی لوگوں سے ملتا ہے۔", "Wybierz godzinę rozmowy. Wszyscy, którzy chcą tej pracy, rozmawiają z tymi samymi osobami.";
    INTERVIEW_BOOKED = "Your interview is booked", "آپ کا انٹرویو طے ہو گیا ہے", "Masz termin rozmowy o pracę";
    INTERVIEW_BOOKED_NEXT = "Come at that time. If you cannot come, tell us. Your interview stays guaranteed.", "اس وقت آئیں۔ اگر نہ آ سکیں تو ہمیں بتائیں۔ آپ کا انٹرویو یقینی رہے گا۔", "Przyjdź o tej godzinie. Jeśli nie możesz, powiedz nam. Rozmowa nadal jest zapewniona.";
    INTERVIEWED = "You had your interview", "آپ کا انٹرویو ہو چکا ہے", "Rozmowa o pracę już za Tobą";
    INTERVIEWED_NEXT = "We are deciding what comes next. We tell you soon. You do not need to do anything now.", "ہم فیصلہ کر رہے ہیں کہ آگے کیا ہوگا۔ ہم جلد بتائیں گے۔ ابھی آپ کو کچھ نہیں کرنا۔", "Decydujemy, co będzie dalej. Wkrótce damy Ci znać. Na razie nie musisz nic robić.";
    RESERVE = "You did well, and you are on the reserve list", "آپ نے اچھا کیا، اور آپ کا نام ریزرو فہرست میں ہے", "Dobrze Ci poszło i jesteś na liście rezerwowej";
    RESERVE_NEXT = "All the jobs are held for other people now. We look again on {date} and then tell you.", "ابھی تمام ملازمتیں دوسروں کے لیے رکھی گئی ہیں۔ ہم {date} کو دوبارہ دیکھیں گے اور پھر آپ کو بتائیں گے۔", "Wszystkie miejsca pracy są teraz zajęte. Sprawdzimy ponownie ({date}) i wtedy damy Ci znać.";
    STARTED = "You have started work", "آپ نے کام شروع کر دیا ہے", "Praca już rozpoczęta";
    STARTED_NEXT = "Well done. We ask you how it is going after 13 weeks, on {date}.", "شاباش۔ ہم 13 ہفتے بعد، {date} کو، پوچھیں گے کہ کیسا چل رہا ہے۔", "Gratulacje. Po 13 tygodniach ({date}) zapytamy, jak Ci idzie.";
    SUSTAINED_13 = "You have been in work for 13 weeks", "آپ کو کام کرتے 13 ہفتے ہو گئے ہیں", "Pracujesz już 13 tygodni";
    SUSTAINED_13_NEXT = "Well done. We ask you again after 26 weeks, on {date}.", "شاباش۔ ہم 26 ہفتے بعد، {date} کو، دوبارہ پوچھیں گے۔", "Gratulacje. Po 26 tygodniach ({date}) zapytamy ponownie.";
    OFFERED = "We would like to offer you the job", "ہم آپ کو یہ ملازمت دینا چاہتے ہیں", "Chcemy zaproponować Ci tę pracę";
    OFFERED_NEXT = "Do you want the job? Tell us by {date}. It is your choice.", "کیا آپ یہ ملازمت چاہتے ہیں؟ ہمیں {date} تک بتائیں۔ فیصلہ آپ کا ہے۔", "Czy chcesz tę pracę? Odpowiedz nam, najpóźniej: {date}. Wybór należy do Ciebie.";
    OFFER_ACCEPTED = "You said yes to the job", "آپ نے ملازمت کے لیے ہاں کہہ دی ہے", "Praca przyjęta";
    OFFER_ACCEPTED_NEXT = "We finish the checks. When all are done, you can start on {date}.", "ہم جانچ مکمل کر رہے ہیں۔ جب سب ہو جائے، آپ {date} کو شروع کر سکتے ہیں۔", "Kończymy sprawdzenia. Gdy wszystkie będą gotowe, możesz zacząć: {date}.";
}

/// The words of an open stage, where only the state is known. The page refines some of them with the journey's facts.
#[must_use]
pub const fn of(state: State) -> Option<StageWords> {
    let (heading, next) = match state {
        State::Referred => (REFERRED, REFERRED_NEXT),
        State::Accepted => (ACCEPTED, ACCEPTED_NEXT),
        State::ScreeningBooked => (SCREENING_BOOKED, SCREENING_BOOKED_NEXT),
        State::Screened => (SCREENED, SCREENED_NEXT),
        State::Selected => (SELECTED, SELECTED_NEXT),
        State::InTraining => (IN_TRAINING, IN_TRAINING_NEXT),
        State::InterviewGuaranteed => (GUARANTEED, GUARANTEED_NEXT),
        State::InterviewBooked => (INTERVIEW_BOOKED, INTERVIEW_BOOKED_NEXT),
        State::Interviewed => (INTERVIEWED, INTERVIEWED_NEXT),
        State::TrialProposed => (super::trials::PROPOSED, super::trials::PROPOSED_NEXT),
        State::TrialAgreed => (super::trials::AGREED, super::trials::AGREED_NEXT),
        State::OnTrial => (super::trials::ON_TRIAL, super::trials::ON_TRIAL_NEXT),
        State::TrialEnded => (super::trials::ENDED, super::trials::ENDED_NEXT),
        State::Offered => (OFFERED, OFFERED_NEXT),
        State::OfferAccepted => (OFFER_ACCEPTED, OFFER_ACCEPTED_NEXT),
        State::Started => (STARTED, STARTED_NEXT),
        State::Sustained13 => (SUSTAINED_13, SUSTAINED_13_NEXT),
        _ => return None,
    };
    Some(StageWords { heading, next })
}
