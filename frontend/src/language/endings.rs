//! How a journey can end, in words that never blame, and what somebody can do next.

use super::{Message, messages};
use shared::journey::{NextStepKind, State};

/// What the page says of an ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndingWords {
    /// What has ended.
    pub heading: Message,
    /// What it means, and what it does not mean.
    pub meaning: Message,
}

messages! {
    NEXT_STEP = "Your next step", "آپ کا اگلا قدم", "Twój następny krok";
    FEEDBACK = "What we would like to tell you", "ہم آپ کو کیا بتانا چاہتے ہیں", "Co chcemy Ci powiedzieć";
    TALK = "Would you like to talk about it? Call us.", "کیا آپ اس بارے میں بات کرنا چاہتے ہیں؟ ہمیں فون کریں۔", "Chcesz o tym porozmawiać? Zadzwoń do nas.";

    REFERRAL_DECLINED = "We cannot give you a place this time", "اس بار ہم آپ کو جگہ نہیں دے سکتے", "Tym razem nie możemy dać Ci miejsca";
    REFERRAL_DECLINED_MEANING = "This programme is not the right one for you now. It says nothing bad about you. We have told your work coach.", "یہ پروگرام ابھی آپ کے لیے موزوں نہیں ہے۔ اس کا مطلب یہ نہیں کہ آپ میں کوئی کمی ہے۔ ہم نے آپ کے ورک کوچ کو بتا دیا ہے۔", "Ten program nie jest teraz dla Ciebie odpowiedni. Nie mówi to o Tobie nic złego. Twój doradca już o tym wie.";
    NOT_SELECTED = "You do not have a place in this training week", "آپ کو اس تربیتی ہفتے میں جگہ نہیں ملی", "Nie masz miejsca w tym tygodniu szkolenia";
    NOT_SELECTED_MEANING = "Thank you for coming to the screening day. That took courage. You can try again another time.", "سکریننگ کے دن آنے کا شکریہ۔ اس کے لیے ہمت چاہیے تھی۔ آپ پھر کبھی دوبارہ کوشش کر سکتے ہیں۔", "Dziękujemy za udział w spotkaniu wstępnym. To wymagało odwagi. Możesz spróbować innym razem.";
    DID_NOT_ATTEND = "We missed you, so this programme has ended for you", "آپ نہیں آ سکے، اس لیے یہ پروگرام آپ کے لیے ختم ہو گیا ہے", "Nie udało nam się spotkać, więc ten program się dla Ciebie zakończył";
    DID_NOT_ATTEND_MEANING = "Things happen, and we understand. If something stopped you from coming, please tell us.", "ایسا ہو جاتا ہے، ہم سمجھتے ہیں۔ اگر کسی وجہ سے آپ نہ آ سکے تو براہ کرم ہمیں بتائیں۔", "Różnie bywa i to rozumiemy. Jeśli coś Ci przeszkodziło, powiedz nam.";
    TRAINING_NOT_COMPLETED = "The training week has ended for you", "تربیتی ہفتہ آپ کے لیے ختم ہو گیا ہے", "Tydzień szkolenia się dla Ciebie zakończył";
    TRAINING_NOT_COMPLETED_MEANING = "The guaranteed interview needs more sessions than you could come to. What you have learned stays yours.", "یقینی انٹرویو کے لیے اس سے زیادہ کلاسیں چاہئیں جتنی میں آپ آ سکے۔ جو آپ نے سیکھا وہ آپ کا ہے۔", "Zapewniona rozmowa wymaga więcej zajęć, niż było dla Ciebie możliwe. To, czego się uczysz, zostaje z Tobą.";
    NOT_SUCCESSFUL = "You did not get this job", "آپ کو یہ ملازمت نہیں ملی", "Tym razem nie dostajesz tej pracy";
    NOT_SUCCESSFUL_MEANING = "Thank you for your interview. You got this far, and you can use what you learned in the next one.", "انٹرویو دینے کا شکریہ۔ آپ یہاں تک پہنچے، اور جو سیکھا وہ اگلے انٹرویو میں کام آئے گا۔", "Dziękujemy za rozmowę. To już bardzo dużo, a to doświadczenie przyda się na następnej.";
    TRIAL_NOT_AGREED = "The work trial will not go ahead", "ورک ٹرائل نہیں ہوگا", "Próba pracy się nie odbędzie";
    TRIAL_NOT_AGREED_MEANING = "A work trial is always a choice. Nobody did anything wrong. Your benefit stays the same.", "ورک ٹرائل ہمیشہ مرضی سے ہوتا ہے۔ کسی نے کچھ غلط نہیں کیا۔ آپ کا بینیفٹ ویسا ہی رہے گا۔", "Próba pracy jest zawsze dobrowolna. Nikt nie zrobił nic złego. Twój zasiłek się nie zmienia.";
    TRIAL_ENDED_EARLY = "Your work trial ended early", "آپ کا ورک ٹرائل وقت سے پہلے ختم ہو گیا", "Twoja próba pracy skończyła się wcześniej";
    TRIAL_ENDED_EARLY_MEANING = "A trial is there to find out if a job is right. Both sides may stop it. It never costs you your benefit.", "ٹرائل یہ جاننے کے لیے ہوتا ہے کہ کام ٹھیک ہے یا نہیں۔ دونوں اسے روک سکتے ہیں۔ اس سے آپ کا بینیفٹ کبھی ختم نہیں ہوتا۔", "Próba służy temu, by sprawdzić, czy praca pasuje. Obie strony mogą ją przerwać. Nigdy nie tracisz przez to zasiłku.";
    NO_OFFER = "We are not offering you this job", "ہم آپ کو یہ ملازمت نہیں دے رہے", "Nie proponujemy Ci tej pracy";
    NO_OFFER_MEANING = "Thank you for your time and your effort on the trial. You now have experience that you can show to others.", "ٹرائل میں آپ کے وقت اور محنت کا شکریہ۔ اب آپ کے پاس تجربہ ہے جو آپ دوسروں کو دکھا سکتے ہیں۔", "Dziękujemy za Twój czas i wysiłek. Masz teraz doświadczenie, które możesz pokazać innym.";
    OFFER_DECLINED = "You said no to the job", "آپ نے ملازمت سے انکار کیا", "Oferta pracy nieprzyjęta";
    OFFER_DECLINED_MEANING = "That is your choice, and it is fine. Saying no after a work trial never costs you your benefit.", "یہ آپ کا فیصلہ ہے، اور یہ ٹھیک ہے۔ ورک ٹرائل کے بعد انکار سے آپ کا بینیفٹ کبھی ختم نہیں ہوتا۔", "To Twój wybór i wszystko jest w porządku. Odmowa po próbie pracy nigdy nie odbiera Ci zasiłku.";
    OFFER_LAPSED = "The time to answer our offer has passed", "ہماری پیشکش کا جواب دینے کا وقت گزر گیا ہے", "Czas na odpowiedź minął";
    OFFER_LAPSED_MEANING = "We did not hear from you in time. If you still want to work here, please call us.", "وقت پر ہمیں آپ کا جواب نہیں ملا۔ اگر آپ اب بھی یہاں کام کرنا چاہتے ہیں تو ہمیں فون کریں۔", "Odpowiedź nie dotarła do nas na czas. Jeśli nadal chcesz tu pracować, zadzwoń do nas.";
    OFFER_WITHDRAWN = "We have taken back our job offer", "ہم نے اپنی ملازمت کی پیشکش واپس لے لی ہے", "Wycofaliśmy naszą ofertę pracy";
    OFFER_WITHDRAWN_MEANING = "We are sorry. This was our decision. Please call us, so that we can talk about it.", "ہمیں افسوس ہے۔ یہ ہمارا فیصلہ تھا۔ براہ کرم ہمیں فون کریں تاکہ ہم اس پر بات کریں۔", "Przykro nam. To była nasza decyzja. Zadzwoń do nas, żeby o tym porozmawiać.";
    CHECKS_NOT_MET = "This job cannot start", "یہ ملازمت شروع نہیں ہو سکتی", "Ta praca nie może się rozpocząć";
    CHECKS_NOT_MET_MEANING = "Everybody who works here needs six checks. One of yours could not be finished. Call us, and we explain what you can do.", "یہاں کام کرنے والے ہر شخص کی چھ جانچ ہوتی ہیں۔ آپ کی ایک جانچ مکمل نہیں ہو سکی۔ ہمیں فون کریں، ہم بتائیں گے کہ آپ کیا کر سکتے ہیں۔", "Każdy, kto tu pracuje, przechodzi sześć sprawdzeń. Jednego z Twoich nie dało się zakończyć. Zadzwoń, wyjaśnimy, co możesz zrobić.";
    DID_NOT_START = "The job did not start", "ملازمت شروع نہیں ہوئی", "Praca się nie rozpoczęła";
    DID_NOT_START_MEANING = "The first day has passed. If something stopped you from starting, please tell us.", "پہلا دن گزر چکا ہے۔ اگر کسی وجہ سے آپ شروع نہ کر سکے تو براہ کرم ہمیں بتائیں۔", "Pierwszy dzień już minął. Jeśli coś Ci przeszkodziło, powiedz nam.";
    WITHDRAWN = "You are no longer on this programme", "آپ اب اس پروگرام میں نہیں ہیں", "Nie jesteś już w tym programie";
    WITHDRAWN_MEANING = "Thank you for taking part. You are welcome to come back another time.", "حصہ لینے کا شکریہ۔ آپ پھر کبھی واپس آنا چاہیں تو خوش آمدید۔", "Dziękujemy za udział. Możesz wrócić, kiedy zechcesz.";
    LEFT_BEFORE_13 = "You have left the job", "آپ نے ملازمت چھوڑ دی ہے", "Ta praca się skończyła";
    LEFT_BEFORE_13_MEANING = "Thank you for your work. What you learned here stays yours, and we can help you to find what comes next.", "آپ کے کام کا شکریہ۔ یہاں جو سیکھا وہ آپ کا ہے، اور ہم آگے کا راستہ ڈھونڈنے میں مدد کر سکتے ہیں۔", "Dziękujemy za Twoją pracę. To doświadczenie zostaje z Tobą, a my pomożemy znaleźć, co dalej.";
    LEFT_BEFORE_26 = "You have left the job after more than 13 weeks", "آپ نے 13 ہفتے سے زیادہ کام کے بعد ملازمت چھوڑ دی ہے", "Ta praca się skończyła po ponad 13 tygodniach";
    SUSTAINED_26 = "You have been in work for 26 weeks", "آپ کو کام کرتے 26 ہفتے ہو گئے ہیں", "Pracujesz już 26 tygodni";
    SUSTAINED_26_MEANING = "You did it. The programme ends here, and your job goes on. Congratulations from all of us.", "آپ نے کر دکھایا۔ پروگرام یہاں ختم ہوتا ہے اور آپ کی ملازمت جاری رہتی ہے۔ ہم سب کی طرف سے مبارک ہو۔", "Udało się. Program się kończy, a Twoja praca trwa. Gratulacje od nas wszystkich.";
    SUSTAINED_26_STEP = "Growing in your job", "اپنے کام میں آگے بڑھنا", "Rozwój w pracy";
    SUSTAINED_26_STEP_HOW = "Ask your manager about training and the next band.", "اپنے مینیجر سے تربیت اور اگلے درجے کے بارے میں پوچھیں۔", "Zapytaj przełożonego o szkolenia i następny poziom.";
    MERGED = "This programme now has one page", "اس پروگرام کا اب ایک ہی صفحہ ہے", "Ten program ma teraz jedną stronę";
    MERGED_MEANING = "You had two pages for the same programme. We have put them together. Nothing is lost.", "ایک ہی پروگرام کے لیے آپ کے دو صفحے تھے۔ ہم نے انہیں ایک کر دیا ہے۔ کچھ ضائع نہیں ہوا۔", "Były dwie Twoje strony tego samego programu. Połączyliśmy je. Nic nie zginęło.";
    MERGED_STEP = "Go to the page that goes on", "جاری صفحے پر جائیں", "Przejdź do właściwej strony";

    OTHER_PROGRAMME = "Another programme with us", "ہمارے ساتھ کوئی اور پروگرام", "Inny nasz program";
    OTHER_PROGRAMME_HOW = "Ask your work coach to put your name forward for the next one.", "اپنے ورک کوچ سے کہیں کہ اگلے پروگرام کے لیے آپ کا نام بھیجیں۔", "Poproś doradcę o zgłoszenie do następnego programu.";
    GUIDANCE = "A talk with our Learning and Development team", "ہماری لرننگ اینڈ ڈیولپمنٹ ٹیم سے بات", "Rozmowa z naszym zespołem szkoleń i rozwoju";
    GUIDANCE_HOW = "They help you to find jobs and training. Call us to choose a day.", "وہ ملازمت اور تربیت ڈھونڈنے میں مدد کرتے ہیں۔ دن طے کرنے کے لیے ہمیں فون کریں۔", "Pomogą Ci znaleźć pracę i szkolenia. Zadzwoń, żeby wybrać dzień.";
    WORK_COACH = "A talk with your work coach", "اپنے ورک کوچ سے بات", "Rozmowa z Twoim doradcą";
    WORK_COACH_HOW = "Talk to them at the Jobcentre about what you would like to do.", "جاب سینٹر میں ان سے بات کریں کہ آپ کیا کرنا چاہتے ہیں۔", "Porozmawiaj z nim w Jobcentre o tym, co chcesz robić.";
    COLLEGE = "A course at the college", "کالج میں کورس", "Kurs w college'u";
    COLLEGE_HOW = "Call us. We can tell you which courses fit.", "ہمیں فون کریں۔ ہم بتا سکتے ہیں کہ کون سے کورس موزوں ہیں۔", "Zadzwoń. Powiemy, które kursy będą odpowiednie.";
    APPRENTICESHIP = "An apprenticeship", "اپرنٹس شپ", "Nauka zawodu (apprenticeship)";
    APPRENTICESHIP_HOW = "You learn, and you are employed and paid. Call us to hear which ones are open.", "آپ سیکھتے ہیں، ملازم ہوتے ہیں اور تنخواہ ملتی ہے۔ ہمیں فون کریں اور پوچھیں کہ کون سی دستیاب ہیں۔", "Uczysz się, masz umowę i wynagrodzenie. Zadzwoń i zapytaj o wolne miejsca.";
    VOLUNTEERING = "Volunteering with us", "ہمارے ساتھ رضاکارانہ کام", "Wolontariat u nas";
    VOLUNTEERING_HOW = "Call us to hear how you can help and learn.", "ہمیں فون کریں اور پوچھیں کہ آپ کیسے مدد کر سکتے ہیں اور سیکھ سکتے ہیں۔", "Zadzwoń i zapytaj, jak możesz pomagać i się uczyć.";
    APPLY_DIRECTLY = "Applying for other jobs with us", "ہمارے ہاں دوسری ملازمتوں کے لیے درخواست", "Staranie się o inną pracę u nas";
    APPLY_DIRECTLY_HOW = "Call us. We can help you with the form.", "ہمیں فون کریں۔ ہم فارم بھرنے میں مدد کر سکتے ہیں۔", "Zadzwoń. Pomożemy wypełnić formularz.";
    OTHER_WORK = "The other work that you found", "دوسرا کام جو آپ کو ملا", "Inna znaleziona praca";
    OTHER_WORK_HOW = "We wish you a good start.", "ہماری طرف سے نیک تمنائیں۔", "Życzymy dobrego początku.";
    DECLINED = "No next step for now", "ابھی کوئی اگلا قدم نہیں", "Na razie bez następnego kroku";
    DECLINED_HOW = "You can call us at any time if you change your mind.", "اگر ارادہ بدلے تو آپ کسی بھی وقت ہمیں فون کر سکتے ہیں۔", "Jeśli zmienisz zdanie, możesz zadzwonić w każdej chwili.";
}

/// The words of an ending.
#[must_use]
pub const fn of(state: State) -> Option<EndingWords> {
    let (heading, meaning) = match state {
        State::ReferralDeclined => (REFERRAL_DECLINED, REFERRAL_DECLINED_MEANING),
        State::NotSelected => (NOT_SELECTED, NOT_SELECTED_MEANING),
        State::DidNotAttend => (DID_NOT_ATTEND, DID_NOT_ATTEND_MEANING),
        State::TrainingNotCompleted => (TRAINING_NOT_COMPLETED, TRAINING_NOT_COMPLETED_MEANING),
        State::NotSuccessfulAtInterview => (NOT_SUCCESSFUL, NOT_SUCCESSFUL_MEANING),
        State::TrialNotAgreed => (TRIAL_NOT_AGREED, TRIAL_NOT_AGREED_MEANING),
        State::TrialEndedEarly => (TRIAL_ENDED_EARLY, TRIAL_ENDED_EARLY_MEANING),
        State::NoOffer => (NO_OFFER, NO_OFFER_MEANING),
        State::OfferDeclined => (OFFER_DECLINED, OFFER_DECLINED_MEANING),
        State::OfferLapsed => (OFFER_LAPSED, OFFER_LAPSED_MEANING),
        State::OfferWithdrawn => (OFFER_WITHDRAWN, OFFER_WITHDRAWN_MEANING),
        State::ChecksNotMet => (CHECKS_NOT_MET, CHECKS_NOT_MET_MEANING),
        State::DidNotStart => (DID_NOT_START, DID_NOT_START_MEANING),
        State::Withdrawn => (WITHDRAWN, WITHDRAWN_MEANING),
        State::LeftBefore13 => (LEFT_BEFORE_13, LEFT_BEFORE_13_MEANING),
        State::LeftBefore26 => (LEFT_BEFORE_26, LEFT_BEFORE_13_MEANING),
        State::Sustained26 => (SUSTAINED_26, SUSTAINED_26_MEANING),
        State::Merged => (MERGED, MERGED_MEANING),
        _ => return None,
    };
    Some(EndingWords { heading, meaning })
}

/// A next step: what it is called, and how it is taken.
#[must_use]
pub const fn next_step(step: NextStepKind) -> (Message, Message) {
    match step {
        NextStepKind::OtherProgramme => (OTHER_PROGRAMME, OTHER_PROGRAMME_HOW),
        NextStepKind::Guidance => (GUIDANCE, GUIDANCE_HOW),
        NextStepKind::WorkCoach => (WORK_COACH, WORK_COACH_HOW),
        NextStepKind::College => (COLLEGE, COLLEGE_HOW),
        NextStepKind::Apprenticeship => (APPRENTICESHIP, APPRENTICESHIP_HOW),
        NextStepKind::Volunteering => (VOLUNTEERING, VOLUNTEERING_HOW),
        NextStepKind::ApplyDirectly => (APPLY_DIRECTLY, APPLY_DIRECTLY_HOW),
        NextStepKind::OtherWork => (OTHER_WORK, OTHER_WORK_HOW),
        NextStepKind::Declined => (DECLINED, DECLINED_HOW),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::stages;
    use shared::values::Coded;

    #[test]
    fn every_state_has_words_and_is_either_a_stage_or_an_ending() {
        for state in State::ALL {
            assert_eq!(stages::of(*state).is_some(), state.is_open(), "{state}");
            assert_eq!(of(*state).is_some(), !state.is_open(), "{state}");
        }
    }

    #[test]
    fn no_ending_blames_anybody() {
        let blame = [
            "fail",
            "fault",
            "reject",
            "unsuccessful",
            "refused",
            "dismiss",
            "excuse",
        ];
        for message in ALL {
            let text = message
                .say(crate::language::Language::English)
                .to_lowercase();
            assert!(!blame.iter().any(|word| text.contains(word)), "{text}");
        }
    }
}
