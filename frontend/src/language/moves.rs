//! The moves that are a candidate's own: what the page calls them, what each form asks, and what is said when it is done.

use super::{Message, fit_check, messages};
use shared::journey::Move;

/// The words of one of the candidate's moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoveWords {
    /// What the link to it and its page are called.
    pub title: Message,
    /// What is said above its form.
    pub lead: Message,
    /// The button that makes it.
    pub button: Message,
    /// What the page says once it is made.
    pub done: Message,
}

messages! {
    HEADING = "What you can do now", "آپ ابھی کیا کر سکتے ہیں", "Co możesz teraz zrobić";

    BOOK_SCREENING = "Choose your screening day", "اپنا سکریننگ کا دن چنیں", "Wybierz dzień spotkania wstępnego";
    BOOK_SCREENING_LEAD = "The screening day is one day. You do not need to prepare anything.", "سکریننگ ایک دن کی ہے۔ آپ کو کوئی تیاری نہیں کرنی۔", "Spotkanie trwa jeden dzień. Nie musisz się przygotowywać.";
    BOOK_SCREENING_BUTTON = "Book this day", "یہ دن طے کریں", "Zarezerwuj ten dzień";
    BOOK_SCREENING_DONE = "Your screening day is booked.", "آپ کا سکریننگ کا دن طے ہو گیا ہے۔", "Termin spotkania jest zarezerwowany.";
    SCREENING_DAY = "Which day suits you?", "کون سا دن آپ کے لیے ٹھیک ہے؟", "Który dzień Ci odpowiada?";
    SCREENING_DAY_NONE = "There is no free day at the moment. Call us, and we find one for you.", "ابھی کوئی دن خالی نہیں۔ ہمیں فون کریں، ہم آپ کے لیے دن ڈھونڈیں گے۔", "Teraz nie ma wolnego dnia. Zadzwoń, znajdziemy termin dla Ciebie.";
    ADJUSTMENTS = "What help do you need on the day?", "اس دن آپ کو کس مدد کی ضرورت ہے؟", "Jakiej pomocy potrzebujesz tego dnia?";
    ADJUSTMENTS_HINT = "For example a ramp, large print, an interpreter or more breaks. Only the people who run the day see this.", "مثلاً ریمپ، بڑا پرنٹ، ترجمان یا زیادہ وقفے۔ یہ صرف وہ لوگ دیکھتے ہیں جو اس دن کام کرتے ہیں۔", "Na przykład podjazd, duży druk, tłumacz lub więcej przerw. Zobaczą to tylko osoby prowadzące spotkanie.";

    CONFIRM_BOOKING = "Tell us that you will be there", "ہمیں بتائیں کہ آپ آئیں گے", "Powiedz nam, że będziesz";
    CONFIRM_BOOKING_LEAD = "Then we know that we can expect you. If something changes later, tell us.", "پھر ہمیں معلوم ہوگا کہ آپ آ رہے ہیں۔ اگر بعد میں کچھ بدلے تو ہمیں بتائیں۔", "Wtedy wiemy, że możemy na Ciebie liczyć. Jeśli coś się zmieni, powiedz nam.";
    CONFIRM_BOOKING_BUTTON = "Yes, I will be there", "ہاں، میں آؤں گا/گی", "Tak, będę";
    CONFIRM_BOOKING_DONE = "Thank you. We have noted that you will be there.", "شکریہ۔ ہم نے لکھ لیا ہے کہ آپ آئیں گے۔", "Dziękujemy. Zapisaliśmy, że będziesz.";

    REBOOK_SCREENING = "Change to another screening day", "سکریننگ کا دن بدلیں", "Zmień dzień spotkania wstępnego";
    REBOOK_SCREENING_LEAD = "You can choose another day. Your place stays yours until then.", "آپ کوئی اور دن چن سکتے ہیں۔ تب تک آپ کی جگہ آپ کی ہے۔", "Możesz wybrać inny dzień. Do tego czasu Twoje miejsce jest Twoje.";
    REBOOK_SCREENING_BUTTON = "Change to this day", "یہ دن رکھیں", "Zmień na ten dzień";
    REBOOK_SCREENING_DONE = "Your screening day is changed.", "آپ کا سکریننگ کا دن بدل گیا ہے۔", "Dzień spotkania jest zmieniony.";
    REBOOK_REASON = "Why do you need another day?", "آپ کو دوسرا دن کیوں چاہیے؟", "Dlaczego potrzebujesz innego dnia?";
    REBOOK_REASON_HINT = "A few words are enough, such as \"my child is ill\".", "چند الفاظ کافی ہیں، جیسے \"میرا بچہ بیمار ہے\"۔", "Wystarczy kilka słów, na przykład „moje dziecko jest chore”.";

    BOOK_INTERVIEW = "Choose your interview time", "اپنے انٹرویو کا وقت چنیں", "Wybierz godzinę rozmowy";
    BOOK_INTERVIEW_LEAD = "Your interview is guaranteed. Choose the time that suits you best.", "آپ کا انٹرویو یقینی ہے۔ جو وقت آپ کے لیے بہتر ہو وہ چنیں۔", "Masz zapewnioną rozmowę. Wybierz godzinę, która Ci odpowiada.";
    BOOK_INTERVIEW_BUTTON = "Book this time", "یہ وقت طے کریں", "Zarezerwuj tę godzinę";
    BOOK_INTERVIEW_DONE = "Your interview is booked.", "آپ کا انٹرویو طے ہو گیا ہے۔", "Rozmowa jest umówiona.";
    SLOT = "Which time suits you?", "کون سا وقت آپ کے لیے ٹھیک ہے؟", "Która godzina Ci odpowiada?";
    SLOT_NONE = "There is no free time at the moment. Your interview stays guaranteed. Call us, and we find a time for you.", "ابھی کوئی وقت خالی نہیں۔ آپ کا انٹرویو یقینی ہے۔ ہمیں فون کریں، ہم آپ کے لیے وقت ڈھونڈیں گے۔", "Teraz nie ma wolnej godziny. Rozmowa jest nadal zapewniona. Zadzwoń, znajdziemy termin dla Ciebie.";

    RELEASE_INTERVIEW = "I cannot come to my interview", "میں انٹرویو میں نہیں آ سکتا/سکتی", "Nie mogę przyjść na rozmowę";
    RELEASE_INTERVIEW_LEAD = "That is all right. Your interview stays guaranteed, and you can choose another time.", "کوئی بات نہیں۔ آپ کا انٹرویو یقینی رہے گا، اور آپ کوئی اور وقت چن سکتے ہیں۔", "Nic nie szkodzi. Rozmowa nadal jest zapewniona i możesz wybrać inną godzinę.";
    RELEASE_INTERVIEW_BUTTON = "Cancel this time", "یہ وقت منسوخ کریں", "Odwołaj tę godzinę";
    RELEASE_INTERVIEW_DONE = "That time is cancelled. Your interview stays guaranteed: choose another time.", "وہ وقت منسوخ ہو گیا۔ آپ کا انٹرویو یقینی ہے: کوئی اور وقت چنیں۔", "Ta godzina jest odwołana. Rozmowa nadal jest zapewniona: wybierz inną godzinę.";
    WHY_NOT = "Why can you not come?", "آپ کیوں نہیں آ سکتے؟", "Dlaczego nie możesz przyjść?";

    SIGN_TRIAL = "Say yes to the work trial", "ورک ٹرائل کے لیے ہاں کہیں", "Powiedz tak próbie pracy";
    SIGN_TRIAL_LEAD = "You do not have to do this. Read the plan first. You can still stop later.", "یہ کرنا ضروری نہیں۔ پہلے منصوبہ پڑھیں۔ آپ بعد میں بھی رک سکتے ہیں۔", "Nie musisz tego robić. Najpierw przeczytaj plan. Później też możesz przerwać.";
    SIGN_TRIAL_BUTTON = "Yes, I want to do this trial", "ہاں، میں یہ ٹرائل کرنا چاہتا/چاہتی ہوں", "Tak, chcę odbyć tę próbę";
    SIGN_TRIAL_DONE = "You said yes to the work trial.", "آپ نے ورک ٹرائل کے لیے ہاں کہہ دی ہے۔", "Twoja zgoda na próbę pracy jest zapisana.";

    REFUSE_TRIAL = "Say no to the work trial", "ورک ٹرائل سے انکار کریں", "Powiedz nie próbie pracy";
    REFUSE_TRIAL_LEAD = "A work trial is your choice. Saying no never costs you your benefit. This programme then ends for you.", "ورک ٹرائل آپ کی مرضی ہے۔ انکار سے آپ کا بینیفٹ کبھی ختم نہیں ہوتا۔ پھر یہ پروگرام آپ کے لیے ختم ہو جائے گا۔", "Próba pracy to Twój wybór. Odmowa nigdy nie odbiera zasiłku. Ten program się wtedy dla Ciebie zakończy.";
    REFUSE_TRIAL_BUTTON = "No, I do not want this trial", "نہیں، میں یہ ٹرائل نہیں چاہتا/چاہتی", "Nie, nie chcę tej próby";
    REFUSE_TRIAL_DONE = "You said no to the work trial. That is fine.", "آپ نے ورک ٹرائل سے انکار کیا۔ یہ ٹھیک ہے۔", "Odmowa próby pracy jest zapisana. To w porządku.";

    GIVE_VIEW = "Tell us how you see the job", "ہمیں بتائیں کہ آپ کام کو کیسا سمجھتے ہیں", "Powiedz nam, co myślisz o pracy";
    GIVE_VIEW_LEAD = "The trial is there for you too. Say what you really think. You can answer again later.", "ٹرائل آپ کے لیے بھی ہے۔ جو آپ واقعی سوچتے ہیں وہ بتائیں۔ آپ بعد میں دوبارہ جواب دے سکتے ہیں۔", "Próba jest także dla Ciebie. Powiedz, co naprawdę myślisz. Później możesz odpowiedzieć jeszcze raz.";
    GIVE_VIEW_BUTTON = "Send my answer", "میرا جواب بھیجیں", "Wyślij odpowiedź";
    GIVE_VIEW_DONE = "Thank you. We have your answer.", "شکریہ۔ ہمیں آپ کا جواب مل گیا ہے۔", "Dziękujemy. Mamy Twoją odpowiedź.";
    VIEW = "Is this job right for you?", "کیا یہ کام آپ کے لیے ٹھیک ہے؟", "Czy ta praca jest dla Ciebie?";

    FIT_CHECK = "Answer six questions about your trial", "اپنے ٹرائل کے بارے میں چھ سوالوں کے جواب دیں", "Odpowiedz na sześć pytań o próbę";
    FIT_CHECK_LEAD = "The person who looks after you answers the same questions. Neither of you sees the other's answers before you have both answered. Your Jobcentre does not see them.", "آپ کی دیکھ بھال کرنے والا بھی انہی سوالوں کے جواب دیتا ہے۔ جب تک آپ دونوں جواب نہ دیں، کوئی دوسرے کے جواب نہیں دیکھتا۔ آپ کا جاب سینٹر انہیں نہیں دیکھتا۔", "Twój opiekun odpowiada na te same pytania. Nikt nie widzi odpowiedzi drugiej osoby, zanim oboje nie odpowiecie. Twój Jobcentre ich nie widzi.";
    FIT_CHECK_NOTE_HINT = "Your supervisor reads this once you have both answered.", "جب آپ دونوں جواب دے چکیں گے تو آپ کا سپروائزر یہ پڑھے گا۔", "Opiekun przeczyta to, gdy oboje odpowiecie.";
    FIT_CHECK_BUTTON = "Send my answers", "میرے جواب بھیجیں", "Wyślij odpowiedzi";
    FIT_CHECK_DONE = "Thank you. We have your answers.", "شکریہ۔ ہمیں آپ کے جواب مل گئے ہیں۔", "Dziękujemy. Mamy Twoje odpowiedzi.";

    END_EARLY = "Stop my work trial", "میرا ورک ٹرائل روک دیں", "Przerwij moją próbę pracy";
    END_EARLY_LEAD = "You can stop at any time. It never costs you your benefit. We tell your Jobcentre today.", "آپ کسی بھی وقت رک سکتے ہیں۔ اس سے آپ کا بینیفٹ کبھی ختم نہیں ہوتا۔ ہم آج ہی آپ کے جاب سینٹر کو بتا دیں گے۔", "Możesz przerwać w każdej chwili. Nigdy nie tracisz przez to zasiłku. Dziś powiemy o tym Twojemu Jobcentre.";
    END_EARLY_BUTTON = "Stop my trial", "میرا ٹرائل روکیں", "Przerwij próbę";
    END_EARLY_DONE = "Your work trial has ended.", "آپ کا ورک ٹرائل ختم ہو گیا ہے۔", "Twoja próba pracy się skończyła.";
    LAST_DAY = "What was your last day?", "آپ کا آخری دن کون سا تھا؟", "Jaki był Twój ostatni dzień?";
    LAST_DAY_HINT = "For example {example}.", "مثلاً {example}۔", "Na przykład {example}.";
    WHY_STOP = "Why do you want to stop?", "آپ کیوں رکنا چاہتے ہیں؟", "Dlaczego chcesz przerwać?";

    ACCEPT_OFFER = "Say yes to the job", "ملازمت کے لیے ہاں کہیں", "Przyjmij pracę";
    ACCEPT_OFFER_LEAD = "If you say yes, we finish the checks. Then you can start.", "اگر آپ ہاں کہیں تو ہم جانچ مکمل کریں گے۔ پھر آپ شروع کر سکتے ہیں۔", "Jeśli powiesz tak, dokończymy sprawdzenia. Potem możesz zacząć.";
    ACCEPT_OFFER_BUTTON = "Yes, I want this job", "ہاں، مجھے یہ ملازمت چاہیے", "Tak, chcę tę pracę";
    ACCEPT_OFFER_DONE = "You said yes to the job. Congratulations!", "آپ نے ملازمت کے لیے ہاں کہہ دی ہے۔ مبارک ہو!", "Praca przyjęta. Gratulacje!";

    DECLINE_OFFER = "Say no to the job", "ملازمت سے انکار کریں", "Nie przyjmuj pracy";
    DECLINE_OFFER_LEAD = "It is your choice. Saying no after a work trial never costs you your benefit.", "فیصلہ آپ کا ہے۔ ورک ٹرائل کے بعد انکار سے آپ کا بینیفٹ کبھی ختم نہیں ہوتا۔", "To Twój wybór. Odmowa po próbie pracy nigdy nie odbiera Ci zasiłku.";
    DECLINE_OFFER_BUTTON = "No, I do not want this job", "نہیں، مجھے یہ ملازمت نہیں چاہیے", "Nie, nie chcę tej pracy";
    DECLINE_OFFER_DONE = "You said no to the job. That is fine.", "آپ نے ملازمت سے انکار کیا۔ یہ ٹھیک ہے۔", "Odmowa jest zapisana. To w porządku.";

    WITHDRAW = "Leave the programme", "پروگرام چھوڑ دیں", "Zrezygnuj z programu";
    WITHDRAW_LEAD = "You can leave at any time. You do not have to give a long reason.", "آپ کسی بھی وقت چھوڑ سکتے ہیں۔ لمبی وجہ بتانا ضروری نہیں۔", "Możesz zrezygnować w każdej chwili. Nie musisz podawać długiego powodu.";
    WITHDRAW_BUTTON = "Leave the programme", "پروگرام چھوڑ دیں", "Rezygnuję z programu";
    WITHDRAW_DONE = "You have left the programme. You can come back another time.", "آپ نے پروگرام چھوڑ دیا ہے۔ آپ پھر کبھی واپس آ سکتے ہیں۔", "Rezygnacja jest zapisana. Możesz wrócić innym razem.";
    WHY_LEAVE = "Why are you leaving?", "آپ کیوں چھوڑ رہے ہیں؟", "Dlaczego rezygnujesz?";
    HEAR_OF_OTHERS = "Would you like to hear of other programmes?", "کیا آپ دوسرے پروگراموں کے بارے میں سننا چاہیں گے؟", "Czy chcesz dostawać wiadomości o innych programach?";

    WHY = "Why?", "کیوں؟", "Dlaczego?";
    NOTE = "Is there anything else you want to say?", "کیا آپ کچھ اور کہنا چاہتے ہیں؟", "Czy chcesz coś dodać?";
    NEXT_STEP = "What would you like to do next?", "آپ آگے کیا کرنا چاہیں گے؟", "Co chcesz robić dalej?";
    NEXT_STEP_HINT = "It is only a plan. You can change it.", "یہ صرف ایک ارادہ ہے۔ آپ اسے بدل سکتے ہیں۔", "To tylko plan. Możesz go zmienić.";

    CHOOSE_ONE = "Choose one answer", "ایک جواب چنیں", "Wybierz jedną odpowiedź";
    WRITE_WORDS = "Write a few words", "چند الفاظ لکھیں", "Napisz kilka słów";
    REAL_DATE = "Write a real date: day, month and year", "صحیح تاریخ لکھیں: دن، مہینہ اور سال", "Wpisz prawdziwą datę: dzień, miesiąc i rok";
    WORDS_NOT_KEPT = "We cannot keep that text. Use fewer than 2,000 letters and no hidden characters.", "ہم یہ متن محفوظ نہیں کر سکتے۔ 2,000 حروف سے کم لکھیں اور کوئی چھپا نشان نہ ڈالیں۔", "Nie możemy zapisać tego tekstu. Użyj mniej niż 2000 znaków, bez ukrytych znaków.";
}

/// The words of a move that is a candidate's own; none for everybody else's.
#[must_use]
pub const fn of(name: Move) -> Option<MoveWords> {
    match of_booking(name) {
        None => of_trial_and_job(name),
        words => words,
    }
}

/// The words of what is done with a booking.
const fn of_booking(name: Move) -> Option<MoveWords> {
    let (title, lead, button, done) = match name {
        Move::BookScreening => (
            BOOK_SCREENING,
            BOOK_SCREENING_LEAD,
            BOOK_SCREENING_BUTTON,
            BOOK_SCREENING_DONE,
        ),
        Move::ConfirmBooking => (
            CONFIRM_BOOKING,
            CONFIRM_BOOKING_LEAD,
            CONFIRM_BOOKING_BUTTON,
            CONFIRM_BOOKING_DONE,
        ),
        Move::RebookScreening => (
            REBOOK_SCREENING,
            REBOOK_SCREENING_LEAD,
            REBOOK_SCREENING_BUTTON,
            REBOOK_SCREENING_DONE,
        ),
        Move::BookInterview => (
            BOOK_INTERVIEW,
            BOOK_INTERVIEW_LEAD,
            BOOK_INTERVIEW_BUTTON,
            BOOK_INTERVIEW_DONE,
        ),
        Move::ReleaseInterview => (
            RELEASE_INTERVIEW,
            RELEASE_INTERVIEW_LEAD,
            RELEASE_INTERVIEW_BUTTON,
            RELEASE_INTERVIEW_DONE,
        ),
        _ => return None,
    };
    Some(MoveWords {
        title,
        lead,
        button,
        done,
    })
}

/// The words of the other moves.
const fn of_trial_and_job(name: Move) -> Option<MoveWords> {
    let (title, lead, button, done) = match name {
        Move::SignTrial => (
            SIGN_TRIAL,
            SIGN_TRIAL_LEAD,
            SIGN_TRIAL_BUTTON,
            SIGN_TRIAL_DONE,
        ),
        Move::RefuseTrial => (
            REFUSE_TRIAL,
            REFUSE_TRIAL_LEAD,
            REFUSE_TRIAL_BUTTON,
            REFUSE_TRIAL_DONE,
        ),
        Move::GiveCandidateView => (GIVE_VIEW, GIVE_VIEW_LEAD, GIVE_VIEW_BUTTON, GIVE_VIEW_DONE),
        Move::AnswerFitCheck => (FIT_CHECK, FIT_CHECK_LEAD, FIT_CHECK_BUTTON, FIT_CHECK_DONE),
        Move::EndTrialEarly => (END_EARLY, END_EARLY_LEAD, END_EARLY_BUTTON, END_EARLY_DONE),
        Move::AcceptOffer => (
            ACCEPT_OFFER,
            ACCEPT_OFFER_LEAD,
            ACCEPT_OFFER_BUTTON,
            ACCEPT_OFFER_DONE,
        ),
        Move::DeclineOffer => (
            DECLINE_OFFER,
            DECLINE_OFFER_LEAD,
            DECLINE_OFFER_BUTTON,
            DECLINE_OFFER_DONE,
        ),
        Move::Withdraw => (WITHDRAW, WITHDRAW_LEAD, WITHDRAW_BUTTON, WITHDRAW_DONE),
        _ => return None,
    };
    Some(MoveWords {
        title,
        lead,
        button,
        done,
    })
}

/// What the form of a move asks in one field: its label, and a hint where one helps.
#[must_use]
pub fn question(name: Move, field: &str) -> (Message, Option<Message>) {
    if let (Move::AnswerFitCheck, Some(asked)) = (name, fit_check::asked_in(field)) {
        return (asked, None);
    }
    match (name, field) {
        (_, "session_id") => (SCREENING_DAY, None),
        (_, "slot_id") => (SLOT, None),
        (_, "adjustments") => (ADJUSTMENTS, Some(ADJUSTMENTS_HINT)),
        (Move::RebookScreening, "reason") => (REBOOK_REASON, Some(REBOOK_REASON_HINT)),
        (_, "cause") => (WHY_NOT, None),
        (Move::EndTrialEarly, "reason") => (WHY_STOP, None),
        (Move::Withdraw, "reason") => (WHY_LEAVE, None),
        (_, "view") => (VIEW, None),
        (_, "ended_on") => (LAST_DAY, Some(LAST_DAY_HINT)),
        (_, "hear_of_other_programmes") => (HEAR_OF_OTHERS, None),
        (_, "next_step") => (NEXT_STEP, Some(NEXT_STEP_HINT)),
        (Move::AnswerFitCheck, "comments") => (NOTE, Some(FIT_CHECK_NOTE_HINT)),
        (_, "note" | "comments") => (NOTE, None),
        _ => (WHY, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::ActorKind;
    use shared::values::Coded;

    #[test]
    fn exactly_the_moves_of_a_candidate_have_words() {
        for name in Move::ALL {
            assert_eq!(
                of(*name).is_some(),
                name.is_for(ActorKind::Candidate),
                "{name}"
            );
        }
    }
}
