//! The two-way fit check: the same six questions to the person and to whoever looks after them on the trial (L10).

use super::choices::CodedMessage;
use super::{Message, messages};
use shared::journey::{FitAnswer, FitQuestion, FitRound};
use shared::values::Coded as _;

messages! {
    HEADING = "Six questions for you both", "آپ دونوں کے لیے چھ سوال", "Sześć pytań dla Was obojga";
    ABOUT = "You and the person who looks after you answer the same six questions. You do so on day 3, on day 10 and at the end. Neither of you sees the other's answers before you have both answered.", "آپ اور آپ کی دیکھ بھال کرنے والا تیسرے دن، دسویں دن اور آخر میں انہی چھ سوالوں کے جواب دیتے ہیں۔ جب تک آپ دونوں جواب نہ دیں، کوئی دوسرے کے جواب نہیں دیکھتا۔", "Ty i Twój opiekun odpowiadacie na te same sześć pytań w dniu 3, w dniu 10 i na końcu. Nikt nie widzi odpowiedzi drugiej osoby, zanim oboje nie odpowiecie.";
    NEXT = "Next time: {date}", "اگلی بار: {date}", "Następnym razem: {date}";
    DAY_3 = "Day 3", "تیسرا دن", "Dzień 3";
    DAY_10 = "Day 10", "دسواں دن", "Dzień 10";
    END = "The end of your trial", "آپ کے ٹرائل کا اختتام", "Koniec Twojej próby";
    YOU = "You", "آپ", "Ty";
    THEM = "Your supervisor", "آپ کا سپروائزر", "Opiekun";
    ALSO_YOU = "You also said", "آپ نے یہ بھی کہا", "Twoje słowa";
    ALSO_THEM = "Your supervisor also said", "آپ کے سپروائزر نے یہ بھی کہا", "Słowa opiekuna";
    WAITING_FOR_THEM = "You have answered. You see both when your supervisor has answered too.", "آپ جواب دے چکے ہیں۔ جب آپ کا سپروائزر بھی جواب دے گا تو آپ دونوں کے جواب دیکھیں گے۔", "Twoje odpowiedzi są zapisane. Zobaczysz obie, gdy odpowie też opiekun.";
    WAITING_FOR_YOU = "Your supervisor has answered. Answer yours, and you see both.", "آپ کا سپروائزر جواب دے چکا ہے۔ اپنے جواب دیں، پھر آپ دونوں دیکھیں گے۔", "Opiekun już odpowiedział. Odpowiedz i Ty, a zobaczysz obie odpowiedzi.";
    MISSED = "Only one of you answered, so nobody sees the answers.", "آپ میں سے صرف ایک نے جواب دیا، اس لیے جواب کوئی نہیں دیکھتا۔", "Odpowiedziała tylko jedna osoba, więc nikt nie widzi odpowiedzi.";

    WORK = "Does the work suit you?", "کیا یہ کام آپ کے لیے موزوں ہے؟", "Czy ta praca Ci odpowiada?";
    HOURS = "Do the hours and the travel work for you?", "کیا کام کے اوقات اور آنا جانا آپ کے لیے ٹھیک ہے؟", "Czy godziny i dojazd Ci odpowiadają?";
    TEAM = "Do you and the team get on well?", "کیا آپ کی اور ٹیم کی آپس میں اچھی بنتی ہے؟", "Czy dobrze dogadujesz się z zespołem?";
    LEARNING = "Is there enough help to learn?", "کیا سیکھنے کے لیے کافی مدد ملتی ہے؟", "Czy jest dość pomocy w nauce?";
    PACE = "Is the pace right for you?", "کیا کام کی رفتار آپ کے لیے ٹھیک ہے؟", "Czy tempo pracy jest dla Ciebie dobre?";
    JOB = "Could this be the right job for you?", "کیا یہ آپ کے لیے صحیح ملازمت ہو سکتی ہے؟", "Czy to może być praca dla Ciebie?";

    YES = "Yes", "ہاں", "Tak";
    PARTLY = "In part", "کچھ حد تک", "Częściowo";
    NOT_YET = "Not yet", "ابھی نہیں", "Jeszcze nie";
}

/// When the questions are asked.
#[must_use]
pub const fn round(round: FitRound) -> Message {
    match round {
        FitRound::Day3 => DAY_3,
        FitRound::Day10 => DAY_10,
        FitRound::End => END,
    }
}

/// One of the six questions, as it is asked of the person.
#[must_use]
pub const fn question(question: FitQuestion) -> Message {
    match question {
        FitQuestion::Work => WORK,
        FitQuestion::Hours => HOURS,
        FitQuestion::Team => TEAM,
        FitQuestion::Learning => LEARNING,
        FitQuestion::Pace => PACE,
        FitQuestion::Job => JOB,
    }
}

/// The question that is answered in a field of the form; none for a field of another kind.
#[must_use]
pub fn asked_in(field: &str) -> Option<Message> {
    let mut all = FitQuestion::ALL.into_iter();
    all.find(|one| one.field() == field).map(question)
}

/// One of the answers.
#[must_use]
pub const fn answer(answer: FitAnswer) -> Message {
    match answer {
        FitAnswer::Yes => YES,
        FitAnswer::Partly => PARTLY,
        FitAnswer::NotYet => NOT_YET,
    }
}

/// What can be answered.
#[must_use]
pub fn answers() -> Vec<CodedMessage> {
    let coded = |one: &FitAnswer| (one.code(), answer(*one));
    FitAnswer::ALL.iter().map(coded).collect()
}
