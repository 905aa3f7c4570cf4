//! What a person needs, and who may know.

use super::messages;

messages! {
    TITLE = "Help you need, and who may know", "آپ کو کس مدد کی ضرورت ہے، اور کون جان سکتا ہے", "Jakiej pomocy potrzebujesz i kto może o tym wiedzieć";
    LINK = "Tell us what help you need, and who may know", "ہمیں بتائیں کہ آپ کو کس مدد کی ضرورت ہے، اور کون جان سکتا ہے", "Powiedz nam, jakiej pomocy potrzebujesz i kto może o tym wiedzieć";
    LEAD = "You choose who may know. The people who plan your days always know, so that they can get it ready.", "آپ خود چنتے ہیں کہ کون جان سکتا ہے۔ جو لوگ آپ کے دنوں کا انتظام کرتے ہیں وہ ہمیشہ جانتے ہیں، تاکہ وہ تیاری کر سکیں۔", "Ty decydujesz, kto może wiedzieć. Osoby, które planują Twoje dni, wiedzą zawsze, żeby mogły wszystko przygotować.";
    WORDS = "What help do you need?", "آپ کو کس مدد کی ضرورت ہے؟", "Jakiej pomocy potrzebujesz?";
    WORDS_HINT = "For example a ramp, large print, an interpreter or more breaks. Leave it empty if you need none.", "مثلاً ریمپ، بڑے حروف، ترجمان یا زیادہ وقفے۔ اگر ضرورت نہیں تو خالی چھوڑ دیں۔", "Na przykład podjazd, duży druk, tłumacz lub więcej przerw. Zostaw puste, jeśli nie potrzebujesz pomocy.";
    WHO = "Who else may know?", "اور کون جان سکتا ہے؟", "Kto jeszcze może wiedzieć?";
    WHO_HINT = "They see it only while you are with them. Choose as many as you like, or nobody.", "وہ اسے صرف تب دیکھتے ہیں جب آپ ان کے ساتھ ہوں۔ جتنے چاہیں چنیں، یا کوئی بھی نہیں۔", "Widzą to tylko wtedy, gdy jesteś u nich. Wybierz ile chcesz lub nikogo.";
    SCREENING = "The staff of the screening day", "ابتدائی ملاقات کے دن کا عملہ", "Pracownicy dnia wstępnego";
    TRAINING = "The trainers and the college of the training week", "تربیتی ہفتے کے استاد اور کالج", "Prowadzący i szkoła tygodnia szkolenia";
    INTERVIEW = "The people who interview you", "وہ لوگ جو آپ کا انٹرویو لیتے ہیں", "Osoby prowadzące rozmowę";
    TRIAL = "Your supervisor on the work trial", "آزمائشی کام پر آپ کا نگران", "Opiekun na próbie pracy";
    SAVE = "Save", "محفوظ کریں", "Zapisz";
    SAVED = "We have kept this", "ہم نے یہ محفوظ کر لیا ہے", "Zapisaliśmy to";
    TOO_LONG = "Use fewer words, and no hidden signs", "کم الفاظ لکھیں، اور چھپے ہوئے نشان نہ ہوں", "Użyj mniej słów i żadnych ukrytych znaków";
    STALE = "Somebody has changed this meanwhile. Look at it, then save again.", "اس دوران کسی نے اسے بدل دیا ہے۔ دیکھ لیں، پھر دوبارہ محفوظ کریں۔", "Ktoś to w międzyczasie zmienił. Sprawdź i zapisz ponownie.";
}
