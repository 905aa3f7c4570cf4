//! What stands round every page.

use super::messages;

messages! {
    SERVICE = "A way into work", "کام کی طرف راستہ", "Droga do pracy";
    SKIP = "Skip to the main part", "اصل حصے پر جائیں", "Przejdź do treści";
    LANGUAGE = "Language", "زبان", "Język";
    YOUR_PAGE = "Your page", "آپ کا صفحہ", "Twoja strona";
    SIGN_IN = "Sign in", "سائن ان کریں", "Zaloguj się";
    SIGN_OUT = "Sign out", "سائن آؤٹ کریں", "Wyloguj się";
    STAFF_SIGN_IN = "Staff sign in", "عملے کا سائن ان", "Logowanie dla pracowników";
    BACK = "Back", "واپس", "Wstecz";
    BACK_TO_YOUR_PAGE = "Back to your page", "اپنے صفحے پر واپس جائیں", "Wróć do swojej strony";
    CONTINUE = "Continue", "آگے بڑھیں", "Dalej";
    PROBLEM = "There is a problem", "ایک مسئلہ ہے", "Coś się nie zgadza";
    ERROR = "Error:", "غلطی:", "Błąd:";
    INFORMATION = "Information:", "معلومات:", "Informacja:";
    DONE = "Done", "ہو گیا", "Gotowe";
    IMPORTANT = "Important", "اہم بات", "Ważne";
    YES = "Yes", "ہاں", "Tak";
    NO = "No", "نہیں", "Nie";
    OPTIONAL = "{label} (you can leave this empty)", "{label} (آپ اسے خالی چھوڑ سکتے ہیں)", "{label} (możesz zostawić puste)";
    DAY = "Day", "دن", "Dzień";
    MONTH = "Month", "مہینہ", "Miesiąc";
    YEAR = "Year", "سال", "Rok";
    CALL = "Who to call", "کس کو فون کریں", "Do kogo zadzwonić";
    CALL_TEXT = "Call us with any question. We are glad to help.", "کوئی بھی سوال ہو تو ہمیں فون کریں۔ ہمیں مدد کر کے خوشی ہوگی۔", "Zadzwoń do nas z każdym pytaniem. Chętnie pomożemy.";
    PHONE = "Phone", "فون", "Telefon";
    EMAIL = "Email", "ای میل", "E-mail";
    NOT_FOUND = "We cannot find that page", "ہمیں یہ صفحہ نہیں ملا", "Nie możemy znaleźć tej strony";
    NOT_FOUND_TEXT = "The address may be wrong, or the page may have moved.", "ہو سکتا ہے پتہ غلط ہو، یا صفحہ کہیں اور چلا گیا ہو۔", "Adres może być błędny albo strona została przeniesiona.";
    FORBIDDEN = "This page is not for you", "یہ صفحہ آپ کے لیے نہیں ہے", "Ta strona nie jest dla Ciebie";
    FORBIDDEN_TEXT = "You are signed in, but this page is for other people.", "آپ سائن ان ہیں، لیکن یہ صفحہ دوسرے لوگوں کے لیے ہے۔", "Logowanie się udało, ale ta strona jest dla innych osób.";
    BROKEN = "Something went wrong on our side", "ہماری طرف سے کچھ غلط ہو گیا", "Coś poszło źle po naszej stronie";
    BROKEN_TEXT = "Please try again in a few minutes. If it stays like this, call us.", "کچھ منٹ بعد دوبارہ کوشش کریں۔ اگر پھر بھی ایسا ہو تو ہمیں فون کریں۔", "Spróbuj ponownie za kilka minut. Jeśli to się powtórzy, zadzwoń do nas.";
    FIRST_PAGE = "Go to the first page", "پہلے صفحے پر جائیں", "Przejdź do strony głównej";
}
