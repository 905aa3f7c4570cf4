//! Signing in with a one-time code.

use super::messages;

messages! {
    TITLE = "Sign in to your page", "اپنے صفحے میں سائن ان کریں", "Zaloguj się na swoją stronę";
    LEAD = "You do not need a password. We send you a code.", "آپ کو پاس ورڈ کی ضرورت نہیں۔ ہم آپ کو ایک کوڈ بھیجتے ہیں۔", "Nie potrzebujesz hasła. Wyślemy Ci kod.";
    CONTACT = "Your email address or mobile number", "آپ کا ای میل پتہ یا موبائل نمبر", "Twój adres e-mail lub numer telefonu";
    CONTACT_HINT = "The one that your Jobcentre gave us.", "وہی جو آپ کے جاب سینٹر نے ہمیں دیا۔", "Ten, który podał nam Twój urząd pracy (Jobcentre).";
    SEND_CODE = "Send me a code", "مجھے کوڈ بھیجیں", "Wyślij mi kod";
    CODE_TITLE = "Enter your code", "اپنا کوڈ لکھیں", "Wpisz swój kod";
    CODE_SENT = "If we know that address or number, we have sent you a code. It can take a minute.", "اگر ہم اس پتے یا نمبر کو جانتے ہیں تو ہم نے آپ کو کوڈ بھیج دیا ہے۔ اس میں ایک منٹ لگ سکتا ہے۔", "Jeśli znamy ten adres lub numer, kod został wysłany. To może potrwać minutę.";
    CODE = "Your code", "آپ کا کوڈ", "Twój kod";
    CODE_HINT = "6 numbers. The code works for 10 minutes.", "6 ہندسے۔ کوڈ 10 منٹ تک چلتا ہے۔", "6 cyfr. Kod działa przez 10 minut.";
    CODE_WRONG = "That code did not work. Check the numbers, or ask for a new code.", "یہ کوڈ نہیں چلا۔ ہندسے دیکھیں، یا نیا کوڈ مانگیں۔", "Ten kod nie zadziałał. Sprawdź cyfry albo poproś o nowy kod.";
    LINK_LEAD = "Press the button to open your page. The link works once.", "اپنا صفحہ کھولنے کے لیے بٹن دبائیں۔ یہ لنک ایک بار چلتا ہے۔", "Naciśnij przycisk, aby otworzyć swoją stronę. Link działa jeden raz.";
    LINK_WRONG = "That link no longer works. We can send you a new code.", "یہ لنک اب نہیں چلتا۔ ہم آپ کو نیا کوڈ بھیج سکتے ہیں۔", "Ten link już nie działa. Możemy wysłać Ci nowy kod.";
    SHOWN_CODE = "This is a demo, so here is your code:", "یہ ایک نمونہ ہے، اس لیے آپ کا کوڈ یہ ہے:", "To jest wersja pokazowa, więc oto Twój kod:";
    NEW_CODE = "Send me a new code", "مجھے نیا کوڈ بھیجیں", "Wyślij mi nowy kod";
    CONTACT_WRONG = "Write a whole email address or mobile number", "پورا ای میل پتہ یا موبائل نمبر لکھیں", "Wpisz cały adres e-mail lub numer telefonu";
    TOO_MANY = "There were too many tries. Wait a few minutes, then ask for a new code.", "بہت زیادہ کوششیں ہو گئیں۔ کچھ منٹ رکیں، پھر نیا کوڈ مانگیں۔", "Było zbyt wiele prób. Odczekaj kilka minut i poproś o nowy kod.";
    TRY_LATER = "We cannot do this right now. Try again in a few minutes.", "ہم ابھی یہ نہیں کر سکتے۔ کچھ منٹ بعد دوبارہ کوشش کریں۔", "Teraz nie możemy tego zrobić. Spróbuj za kilka minut.";
    HELP = "No code? Call us and we will help you.", "کوڈ نہیں آیا؟ ہمیں فون کریں، ہم مدد کریں گے۔", "Nie ma kodu? Zadzwoń, pomożemy Ci.";
    SIGNED_OUT = "You are signed out.", "آپ سائن آؤٹ ہو گئے ہیں۔", "Wylogowanie się udało.";
}
