//! Why a move is not possible now, for the guards that a candidate can meet.
//!
//! The rulebook explains in English, with the dates and numbers of the case; these sentences say the same in general in
//! every language, and the page shows both with the law's own words.

use super::{Message, messages};

messages! {
    TITLE = "That is not possible now", "ابھی یہ ممکن نہیں", "To teraz nie jest możliwe";
    NOTHING_CHANGED = "Nothing has changed, and you have done nothing wrong.", "کچھ نہیں بدلا، اور آپ نے کوئی غلطی نہیں کی۔", "Nic się nie zmieniło i wszystko z Twojej strony jest w porządku.";
    RULE = "The rule in its own words", "قاعدہ، اصل الفاظ میں (انگریزی)", "Zasada w oryginale (po angielsku)";
    WHO_CAN_HELP = "Who can help: {who}.", "کون مدد کر سکتا ہے: {who}۔", "Kto może pomóc: {who}.";
    NOT_POSSIBLE = "What you can do later", "آپ بعد میں کیا کر سکیں گے", "Co będzie możliwe później";
    STALE = "Something changed while you were on this page. Please look again and send your answers once more.", "آپ کے اس صفحے پر ہوتے ہوئے کچھ بدل گیا۔ براہ کرم دوبارہ دیکھیں اور اپنے جواب پھر بھیجیں۔", "W międzyczasie coś się zmieniło. Sprawdź jeszcze raz i wyślij odpowiedzi ponownie.";
    OTHER = "A rule of the programme does not allow this now.", "پروگرام کا ایک قاعدہ ابھی اس کی اجازت نہیں دیتا۔", "Zasada programu teraz na to nie pozwala.";
    FROM_THIS_STATE = "This step is not open at the place where you are now.", "آپ ابھی جہاں ہیں وہاں یہ قدم ممکن نہیں۔", "Ten krok nie jest dostępny na Twoim obecnym etapie.";
    BY_THIS_ACTOR = "This step is for somebody else to take.", "یہ قدم کسی اور کو اٹھانا ہے۔", "Ten krok należy do kogoś innego.";
    SEAT_FREE = "No seat is free on that screening day.", "اس سکریننگ کے دن کوئی جگہ خالی نہیں۔", "Na tym spotkaniu wstępnym nie ma wolnych miejsc.";
    BEFORE_TRAINING = "The screening day has to come before the training week.", "سکریننگ کا دن تربیتی ہفتے سے پہلے ہونا چاہیے۔", "Spotkanie wstępne musi być przed tygodniem szkolenia.";
    BOOKED_DAY_PAST = "The day that was booked is over.", "جو دن طے تھا وہ گزر چکا ہے۔", "Umówiony dzień już minął.";
    ALREADY_CONFIRMED = "You have already told us that you will be there.", "آپ پہلے ہی بتا چکے ہیں کہ آپ آئیں گے۔", "Już wiemy, że będziesz.";
    SLOT_OF_VACANCY = "That time is not one of this programme's interviews.", "یہ وقت اس پروگرام کے انٹرویو کا نہیں ہے۔", "Ta godzina nie należy do rozmów tego programu.";
    SLOT_FREE = "That interview time is taken. Your interview stays guaranteed.", "یہ وقت کسی اور نے لے لیا ہے۔ آپ کا انٹرویو یقینی رہے گا۔", "Ta godzina jest już zajęta. Rozmowa nadal jest zapewniona.";
    SLOT_PAST = "That interview time has passed.", "انٹرویو کا یہ وقت گزر چکا ہے۔", "Ta godzina już minęła.";
    INTERVIEW_HELD = "Your interview has been held, so it cannot be cancelled.", "آپ کا انٹرویو ہو چکا ہے، اس لیے اسے منسوخ نہیں کیا جا سکتا۔", "Rozmowa już się odbyła, więc nie można jej odwołać.";
    SAME_TERMS = "The plan of the trial has changed. Please read it again.", "ٹرائل کا منصوبہ بدل گیا ہے۔ براہ کرم دوبارہ پڑھیں۔", "Plan próby się zmienił. Przeczytaj go jeszcze raz.";
    JOBCENTRE_FIRST = "Your Jobcentre has to agree before you do.", "آپ سے پہلے آپ کے جاب سینٹر کی منظوری ضروری ہے۔", "Najpierw musi się zgodzić Twój Jobcentre.";
    ALREADY_SIGNED = "You have already said yes to this plan.", "آپ اس منصوبے کے لیے پہلے ہی ہاں کہہ چکے ہیں۔", "Zgoda na ten plan już jest.";
    SIGNED_BEFORE_START = "The first day of the trial has come. We have to change the dates first.", "ٹرائل کا پہلا دن آ چکا ہے۔ پہلے ہمیں تاریخیں بدلنی ہوں گی۔", "Pierwszy dzień próby już nadszedł. Najpierw musimy zmienić daty.";
    END_WITHIN_TRIAL = "The last day has to be a day of your trial, and not after today.", "آخری دن آپ کے ٹرائل کا دن ہونا چاہیے، اور آج کے بعد نہیں۔", "Ostatni dzień musi być dniem Twojej próby i nie później niż dzisiaj.";
    FIT_ROUND_OPEN = "The questions are asked on day 3, on day 10 and at the end of your trial.", "یہ سوال آپ کے ٹرائل کے تیسرے دن، دسویں دن اور آخر میں پوچھے جاتے ہیں۔", "Pytania zadajemy w dniu 3, w dniu 10 i na końcu Twojej próby.";
    FIT_ROUND_ANSWERED = "You have already answered these questions.", "آپ ان سوالوں کے جواب پہلے ہی دے چکے ہیں۔", "Odpowiedzi na te pytania już mamy.";
    OFFER_EXPIRED = "The time to answer this offer has passed. Please call us.", "اس پیشکش کا جواب دینے کا وقت گزر گیا ہے۔ براہ کرم ہمیں فون کریں۔", "Czas na odpowiedź minął. Zadzwoń do nas.";
}

/// What a page says of an unmet guard, by the guard's stable code.
#[must_use]
pub fn of(guard: &str) -> Message {
    match guard {
        "from_this_state" => FROM_THIS_STATE,
        "by_this_actor" => BY_THIS_ACTOR,
        "screening_seat_free" => SEAT_FREE,
        "screening_before_training" => BEFORE_TRAINING,
        "booked_day_not_past" => BOOKED_DAY_PAST,
        "not_yet_confirmed" => ALREADY_CONFIRMED,
        "slot_of_this_vacancy" => SLOT_OF_VACANCY,
        "slot_free" => SLOT_FREE,
        "slot_not_past" => SLOT_PAST,
        "interview_not_held" => INTERVIEW_HELD,
        "same_terms" => SAME_TERMS,
        "jobcentre_first" => JOBCENTRE_FIRST,
        "not_yet_signed" => ALREADY_SIGNED,
        "signed_before_start" => SIGNED_BEFORE_START,
        "end_within_trial" => END_WITHIN_TRIAL,
        "fit_round_open" => FIT_ROUND_OPEN,
        "fit_round_not_yet_answered" => FIT_ROUND_ANSWERED,
        "offer_not_expired" => OFFER_EXPIRED,
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::{ActorKind, Guard, Move};
    use shared::values::Coded;

    #[test]
    fn every_guard_of_a_candidates_move_has_words_of_its_own() {
        // Met by the form itself, or only ever the Trust's.
        let never_met_by_candidates = [Guard::AdjustmentsAsked, Guard::SupervisorNamed];
        for name in Move::ALL
            .iter()
            .filter(|name| name.is_for(ActorKind::Candidate))
        {
            for guard in name.guards() {
                let known = of(guard.code()) != OTHER || never_met_by_candidates.contains(guard);
                assert!(known, "{name}: {}", guard.code());
            }
        }
    }
}
