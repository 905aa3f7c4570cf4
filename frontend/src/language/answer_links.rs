//! The pages that a link opens: can you come to what is booked?

use super::messages;

messages! {
    QUESTION = "Can you come on {date}, {time}?", "کیا آپ {date} کو {time} آ سکتے ہیں؟", "Czy możesz przyjść? {date}, godz. {time}";
    IT_IS_SCREENING = "It is your screening day.", "یہ آپ کا سکریننگ کا دن ہے۔", "To Twój dzień spotkania wstępnego.";
    IT_IS_INTERVIEW = "It is your job interview. It stays guaranteed, whatever you answer.", "یہ آپ کا ملازمت کا انٹرویو ہے۔ آپ جو بھی جواب دیں، یہ یقینی رہے گا۔", "To Twoja rozmowa o pracę. Jest zapewniona bez względu na odpowiedź.";
    YES = "Yes, I will be there", "ہاں، میں آؤں گا/گی", "Tak, będę";
    OTHER_DAY = "I need another day", "مجھے کوئی اور دن چاہیے", "Potrzebuję innego dnia";
    OTHER_TIME = "I need another day or time", "مجھے کوئی اور دن یا وقت چاہیے", "Potrzebuję innego dnia lub godziny";
    CANNOT = "I cannot come", "میں نہیں آ سکتا/سکتی", "Nie mogę przyjść";

    COMING = "You told us that you will be there", "آپ نے ہمیں بتایا ہے کہ آپ آئیں گے", "Wiemy, że będziesz";
    COMING_NEXT = "Come on {date}, {time}. If something changes, tell us here or call us.", "{date} کو {time} آئیں۔ اگر کچھ بدل جائے تو یہاں بتائیں یا ہمیں فون کریں۔", "Przyjdź: {date}, godz. {time}. Jeśli coś się zmieni, powiedz nam tutaj lub zadzwoń.";
    NOTED_COMING = "Thank you. We have noted that you will be there.", "شکریہ۔ ہم نے لکھ لیا ہے کہ آپ آئیں گے۔", "Dziękujemy. Zapisaliśmy, że będziesz.";
    NOTED = "Thank you. We have noted it.", "شکریہ۔ ہم نے لکھ لیا ہے۔", "Dziękujemy. Zapisaliśmy to.";
    NOTED_BEFORE = "This is already noted. You do not need to do anything.", "یہ پہلے ہی لکھا ہوا ہے۔ آپ کو کچھ نہیں کرنا۔", "To jest już zapisane. Nie musisz nic robić.";
    CHANGES = "If something has changed", "اگر کچھ بدل گیا ہے", "Jeśli coś się zmieniło";

    MOVED = "You have chosen another day", "آپ نے کوئی اور دن چنا ہے", "Wybrany jest inny dzień";
    MOVED_NEXT = "Come on {date}, {time}. If something changes, call us.", "{date} کو {time} آئیں۔ اگر کچھ بدل جائے تو ہمیں فون کریں۔", "Przyjdź: {date}, godz. {time}. Jeśli coś się zmieni, zadzwoń do nas.";
    RELEASED = "You told us that you cannot come", "آپ نے ہمیں بتایا ہے کہ آپ نہیں آ سکتے", "Wiemy, że nie możesz przyjść";
    RELEASED_NEXT = "That time is cancelled. Your interview stays guaranteed. We will contact you to find another time.", "وہ وقت منسوخ ہو گیا۔ آپ کا انٹرویو یقینی ہے۔ ہم دوسرا وقت طے کرنے کے لیے آپ سے رابطہ کریں گے۔", "Ta godzina jest odwołana. Rozmowa nadal jest zapewniona. Skontaktujemy się z Tobą, aby ustalić inny termin.";
    OWN_PAGE = "You can also choose a time on your own page", "آپ اپنے صفحے پر بھی وقت چن سکتے ہیں", "Możesz też wybrać termin na swojej stronie";

    OTHER_DAY_LEAD = "That is all right. Your place stays yours until you choose.", "کوئی بات نہیں۔ جب تک آپ چنیں، آپ کی جگہ آپ کی ہے۔", "Nic nie szkodzi. Twoje miejsce jest Twoje, dopóki nie wybierzesz.";
    OTHER_TIME_LEAD = "That is all right. Your interview stays guaranteed.", "کوئی بات نہیں۔ آپ کا انٹرویو یقینی رہے گا۔", "Nic nie szkodzi. Rozmowa nadal jest zapewniona.";
    CHOOSE = "Change to this", "یہ رکھیں", "Zmień na ten termin";
    CALL_ME = "No time suits me: please call me", "کوئی وقت میرے لیے ٹھیک نہیں: مجھے فون کریں", "Żaden termin mi nie pasuje: proszę o telefon";
    NO_DAY = "There is no other free day at the moment. Call us, and we find one for you.", "ابھی کوئی اور دن خالی نہیں۔ ہمیں فون کریں، ہم آپ کے لیے دن ڈھونڈیں گے۔", "Teraz nie ma innego wolnego dnia. Zadzwoń, znajdziemy termin dla Ciebie.";
    NO_DAY_SUITS = "If no day suits you, call us. We find one for you.", "اگر کوئی دن ٹھیک نہ ہو تو ہمیں فون کریں۔ ہم آپ کے لیے دن ڈھونڈیں گے۔", "Jeśli żaden dzień Ci nie pasuje, zadzwoń. Znajdziemy termin dla Ciebie.";
    WHY = "Why do you need another one?", "آپ کو دوسرا کیوں چاہیے؟", "Dlaczego potrzebujesz innego?";
    CANNOT_SCREENING = "That is all right. You do not lose your place in the programme. Please choose another day.", "کوئی بات نہیں۔ پروگرام میں آپ کی جگہ نہیں جاتی۔ براہ کرم کوئی اور دن چنیں۔", "Nic nie szkodzi. Nie tracisz miejsca w programie. Wybierz inny dzień.";
    CHOOSE_OTHER_DAY = "Choose another day", "کوئی اور دن چنیں", "Wybierz inny dzień";
    FULL = "Somebody else took that one first. Nothing has changed: choose another.", "وہ کسی اور نے پہلے لے لیا۔ کچھ نہیں بدلا: کوئی اور چنیں۔", "Ktoś wybrał ten termin wcześniej. Nic się nie zmieniło: wybierz inny.";
    NOT_NOW = "We could not do that just now. Nothing has changed. Please call us.", "ہم ابھی یہ نہیں کر سکے۔ کچھ نہیں بدلا۔ براہ کرم ہمیں فون کریں۔", "Teraz się nie udało. Nic się nie zmieniło. Zadzwoń do nas.";

    SHOWN = "This is a demo, so here is what we sent you:", "یہ ایک نمونہ ہے، اس لیے جو ہم نے بھیجا وہ یہ ہے:", "To jest wersja pokazowa, więc oto, co wysłaliśmy:";
    SHOWN_LINK = "Can you come? Please answer here.", "کیا آپ آ سکتے ہیں؟ یہاں جواب دیں۔", "Czy możesz przyjść? Odpowiedz tutaj.";

    DEAD = "This link no longer works", "یہ لنک اب نہیں چلتا", "Ten link już nie działa";
    DEAD_TEXT = "Perhaps the day is over or was changed. You have done nothing wrong.", "شاید وہ دن گزر گیا یا بدل گیا۔ آپ نے کوئی غلطی نہیں کی۔", "Może ten dzień już minął lub został zmieniony. Wszystko z Twojej strony jest w porządku.";
    DEAD_NEXT = "Call us, and we tell you when we expect you. You can also look at your own page.", "ہمیں فون کریں، ہم بتائیں گے کہ آپ کو کب آنا ہے۔ آپ اپنا صفحہ بھی دیکھ سکتے ہیں۔", "Zadzwoń, powiemy Ci, kiedy masz przyjść. Możesz też zajrzeć na swoją stronę.";
}
