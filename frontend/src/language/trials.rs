//! The work trial (L7 to L10). Every mention of it says that it is neither a job nor paid (L9).

use super::messages;

messages! {
    HEADING = "Your work trial", "آپ کا ورک ٹرائل", "Twoja próba pracy";
    NOTICE = "You are not employed and not paid during a work trial. You stay on your benefit. You can stop at any time, and it never costs you your benefit.", "ورک ٹرائل کے دوران آپ ملازم نہیں ہوتے اور تنخواہ نہیں ملتی۔ آپ کا بینیفٹ جاری رہتا ہے۔ آپ کسی بھی وقت رک سکتے ہیں، اور اس سے آپ کا بینیفٹ کبھی ختم نہیں ہوتا۔", "Podczas próby pracy nie masz umowy o pracę ani wynagrodzenia. Nadal dostajesz zasiłek. Możesz przerwać w każdej chwili i nigdy nie tracisz przez to zasiłku.";
    METER = "Day {day} of at most {cap}", "دن {day}، زیادہ سے زیادہ {cap} میں سے", "Dzień {day} z najwyżej {cap}";
    METER_LABEL = "Days of your work trial", "آپ کے ورک ٹرائل کے دن", "Dni Twojej próby pracy";
    METER_LEFT = "A trial never goes on after day {cap}.", "ٹرائل دن {cap} کے بعد کبھی جاری نہیں رہتا۔", "Próba nigdy nie trwa dłużej niż do dnia {cap}.";
    FIRST_DAY = "First day", "پہلا دن", "Pierwszy dzień";
    LAST_DAY = "Last day", "آخری دن", "Ostatni dzień";
    PATTERN = "Which days", "کون سے دن", "Które dni";
    SUPERVISOR = "Who looks after you", "آپ کی دیکھ بھال کون کرے گا", "Kto się Tobą opiekuje";
    DAYS_ATTENDED = "Days you came", "جتنے دن آپ آئے", "Dni obecności";
    AGREED_BY = "Who has agreed", "کس نے رضامندی دی ہے", "Kto wyraził zgodę";
    AGREED_JOBCENTRE = "The Jobcentre", "جاب سینٹر", "Jobcentre";
    AGREED_YOU = "You", "آپ", "Ty";
    AGREED_US = "Us", "ہم", "My";
    NOBODY_YET = "Nobody yet", "ابھی کسی نے نہیں", "Jeszcze nikt";
    PATTERN_WEEKDAYS = "Monday to Friday", "پیر سے جمعہ", "Od poniedziałku do piątku";
    PATTERN_SHIFTS = "Shifts across the week", "ہفتے بھر میں شفٹیں", "Zmiany przez cały tydzień";
    PATTERN_PART_WEEK = "Part of the week", "ہفتے کے کچھ دن", "Część tygodnia";

    PLANNED = "We are planning a work trial for you", "ہم آپ کے لیے ورک ٹرائل کا منصوبہ بنا رہے ہیں", "Planujemy dla Ciebie próbę pracy";
    PLANNED_NEXT = "Your Jobcentre reads the plan first. Then we show it to you, and you choose. You never have to say yes.", "پہلے آپ کا جاب سینٹر منصوبہ پڑھتا ہے۔ پھر ہم آپ کو دکھاتے ہیں، اور آپ فیصلہ کرتے ہیں۔ ہاں کہنا کبھی ضروری نہیں۔", "Najpierw plan czyta Twój Jobcentre. Potem pokażemy go Tobie i Ty wybierasz. Nigdy nie musisz się zgodzić.";
    PROPOSED = "Would you like to do a work trial?", "کیا آپ ورک ٹرائل کرنا چاہتے ہیں؟", "Czy chcesz odbyć próbę pracy?";
    PROPOSED_NEXT = "Read the plan. Then say yes or no. You do not have to do it, and saying no never costs you your benefit.", "منصوبہ پڑھیں۔ پھر ہاں یا نہیں کہیں۔ یہ کرنا ضروری نہیں، اور نہیں کہنے سے آپ کا بینیفٹ کبھی ختم نہیں ہوتا۔", "Przeczytaj plan. Potem powiedz tak lub nie. Nie musisz tego robić i przez odmowę nigdy nie tracisz zasiłku.";
    SIGNED = "You said yes to the work trial", "آپ نے ورک ٹرائل کے لیے ہاں کہہ دی ہے", "Zgoda na próbę pracy wyrażona";
    SIGNED_NEXT = "Now it is our turn to agree. We tell you who looks after you in the trial.", "اب ہماری رضامندی کی باری ہے۔ ہم بتائیں گے کہ ٹرائل میں آپ کی دیکھ بھال کون کرے گا۔", "Teraz nasza kolej. Powiemy Ci, kto zaopiekuje się Tobą podczas próby.";
    AGREED = "Your work trial is agreed", "آپ کا ورک ٹرائل طے ہو گیا ہے", "Twoja próba pracy jest uzgodniona";
    AGREED_NEXT = "It starts on {date}. Come on that day. If you change your mind, tell us.", "یہ {date} کو شروع ہوگا۔ اس دن آئیں۔ اگر ارادہ بدلے تو ہمیں بتائیں۔", "Zaczyna się: {date}. Przyjdź tego dnia. Jeśli zmienisz zdanie, powiedz nam.";
    ON_TRIAL = "You are on your work trial", "آپ کا ورک ٹرائل چل رہا ہے", "Trwa Twoja próba pracy";
    ON_TRIAL_NEXT = "Find out if this job is right for you. Tell us how you see it. The last day is {date}.", "دیکھیں کہ یہ کام آپ کے لیے ٹھیک ہے یا نہیں۔ ہمیں اپنی رائے بتائیں۔ آخری دن {date} ہے۔", "Sprawdź, czy ta praca jest dla Ciebie. Powiedz nam, co myślisz. Ostatni dzień: {date}.";
    ENDED = "Your work trial has ended", "آپ کا ورک ٹرائل ختم ہو گیا ہے", "Twoja próba pracy się skończyła";
    ENDED_NEXT = "We are deciding if we can offer you the job. Please tell us how you see the job.", "ہم فیصلہ کر رہے ہیں کہ کیا ہم آپ کو ملازمت دے سکتے ہیں۔ براہ کرم بتائیں کہ آپ کام کو کیسا سمجھتے ہیں۔", "Decydujemy, czy możemy zaproponować Ci pracę. Powiedz nam, co myślisz o tej pracy.";
    ENDED_VIEW_GIVEN = "Thank you for telling us how you see the job. We are deciding if we can offer it to you.", "کام کے بارے میں رائے دینے کا شکریہ۔ ہم فیصلہ کر رہے ہیں کہ کیا ہم آپ کو یہ دے سکتے ہیں۔", "Dziękujemy za opinię o pracy. Decydujemy, czy możemy Ci ją zaproponować.";
    YOUR_VIEW = "How you see the job", "آپ کام کو کیسا سمجھتے ہیں", "Co myślisz o pracy";
    THEIR_ASSESSMENT = "What we wrote about your trial", "آپ کے ٹرائل کے بارے میں ہم نے کیا لکھا", "Co napisaliśmy o Twojej próbie";
}
