//! The page for everybody: what it is, who it is for, what it involves, what a work trial is.

use super::messages;

messages! {
    TITLE = "A way into work at {trust}", "{trust} میں کام کی طرف ایک راستہ", "Droga do pracy w {trust}";
    LEAD = "Are you out of work? Come and learn with us. If you finish the training week, you have a guaranteed job interview.", "کیا آپ کے پاس کام نہیں؟ آئیں اور ہمارے ساتھ سیکھیں۔ اگر آپ تربیتی ہفتہ مکمل کریں تو آپ کا انٹرویو یقینی ہے۔", "Nie masz pracy? Przyjdź uczyć się z nami. Po ukończeniu tygodnia szkolenia masz zapewnioną rozmowę o pracę.";
    PARTNERS = "We do this with Jobcentre Plus and the local college.", "ہم یہ جاب سینٹر پلس اور مقامی کالج کے ساتھ مل کر کرتے ہیں۔", "Robimy to razem z Jobcentre Plus i miejscowym college'em.";
    HAVE_A_PAGE = "Are you already on the programme?", "کیا آپ پہلے سے پروگرام میں ہیں؟", "Jesteś już w programie?";

    WHO = "Who is it for?", "یہ کس کے لیے ہے؟", "Dla kogo to jest?";
    WHO_LEAD = "Tick what is true for you. We do not keep your answers.", "جو آپ کے بارے میں درست ہو اس پر نشان لگائیں۔ ہم آپ کے جواب محفوظ نہیں کرتے۔", "Zaznacz, co Cię dotyczy. Nie zapisujemy odpowiedzi.";
    BENEFIT = "I am out of work, and I get {benefit}", "میرے پاس کام نہیں، اور مجھے {benefit} ملتا ہے", "Nie mam pracy i dostaję {benefit}";
    OR = " or ", " یا ", " lub ";
    POINT_1 = "I think about working in the NHS, but I do not know what I could do there", "میں NHS میں کام کا سوچتا/سوچتی ہوں، لیکن نہیں جانتا/جانتی کہ وہاں کیا کر سکوں گا/گی", "Myślę o pracy w NHS, ale nie wiem, co mogę tam robić";
    POINT_2 = "I would like to work again, but I am not sure what sort of job I could do", "میں دوبارہ کام کرنا چاہتا/چاہتی ہوں، لیکن یقین نہیں کہ کس قسم کا کام کر سکوں گا/گی", "Chcę wrócić do pracy, ale nie wiem, jaka praca jest dla mnie";
    POINT_3 = "I have been trying to get a job in care, and it has not worked yet", "میں دیکھ بھال کے شعبے میں کام ڈھونڈ رہا/رہی ہوں، اور ابھی تک نہیں ملا", "Szukam pracy w opiece i jeszcze się nie udało";
    POINT_4 = "I am looking for something new, and I want to help people", "میں کچھ نیا ڈھونڈ رہا/رہی ہوں، اور لوگوں کی مدد کرنا چاہتا/چاہتی ہوں", "Szukam czegoś nowego i chcę pomagać ludziom";
    POINT_5 = "I want a career that stays interesting, but I do not know where to start", "میں ایسا پیشہ چاہتا/چاہتی ہوں جو ہمیشہ دلچسپ رہے، لیکن نہیں جانتا/جانتی کہاں سے شروع کروں", "Chcę ciekawej pracy na całe życie, ale nie wiem, od czego zacząć";
    CHECK = "Is it for me?", "کیا یہ میرے لیے ہے؟", "Czy to dla mnie?";
    RESULT = "Your answer", "آپ کا جواب", "Twoja odpowiedź";
    RESULT_YES = "Yes, this may be for you. Talk to your work coach. Only the Jobcentre can put your name forward.", "ہاں، یہ آپ کے لیے ہو سکتا ہے۔ اپنے ورک کوچ سے بات کریں۔ صرف جاب سینٹر آپ کا نام بھیج سکتا ہے۔", "Tak, to może być dla Ciebie. Porozmawiaj ze swoim doradcą. Zgłosić może tylko Jobcentre.";
    RESULT_BENEFIT = "It could be right for you. This programme is for people who are out of work and get {benefit}. Call us: we know other ways too.", "یہ آپ کے لیے ٹھیک ہو سکتا ہے۔ یہ پروگرام ان کے لیے ہے جن کے پاس کام نہیں اور جنہیں {benefit} ملتا ہے۔ ہمیں فون کریں: ہم دوسرے راستے بھی جانتے ہیں۔", "To może być dla Ciebie. Ten program jest dla osób bez pracy, które dostają {benefit}. Zadzwoń: znamy też inne drogi.";
    RESULT_TALK = "We are not sure yet. Call us, and we find out together what would suit you.", "ابھی ہمیں یقین نہیں۔ ہمیں فون کریں، ہم مل کر دیکھیں گے کہ آپ کے لیے کیا ٹھیک ہے۔", "Jeszcze nie wiemy. Zadzwoń, razem sprawdzimy, co będzie dla Ciebie dobre.";

    INVOLVES = "What does it involve?", "اس میں کیا ہوتا ہے؟", "Jak to wygląda?";
    STEP_SCREENING = "A screening day", "سکریننگ کا دن", "Spotkanie wstępne";
    STEP_SCREENING_TEXT = "One day. You do exercises in a team, hear about the job and have a short talk with us.", "ایک دن۔ آپ ٹیم میں مشقیں کرتے ہیں، کام کے بارے میں سنتے ہیں اور ہم سے مختصر بات کرتے ہیں۔", "Jeden dzień. Ćwiczenia w grupie, opowieść o pracy i krótka rozmowa z nami.";
    STEP_TRAINING = "A training week", "تربیتی ہفتہ", "Tydzień szkolenia";
    STEP_TRAINING_TEXT = "One week of learning for one real job. For example: health and safety, moving things and people safely, first aid, caring for patients, and how to do well in an interview.", "ایک حقیقی ملازمت کے لیے سیکھنے کا ایک ہفتہ۔ مثلاً: صحت اور حفاظت، چیزوں اور لوگوں کو حفاظت سے اٹھانا، ابتدائی طبی امداد، مریضوں کی دیکھ بھال، اور انٹرویو کی تیاری۔", "Tydzień nauki do jednej konkretnej pracy. Na przykład: bezpieczeństwo, bezpieczne przenoszenie, pierwsza pomoc, opieka nad pacjentem i rozmowa o pracę.";
    STEP_INTERVIEW = "A guaranteed interview", "یقینی انٹرویو", "Zapewniona rozmowa o pracę";
    STEP_INTERVIEW_TEXT = "If you finish the week, you have an interview. You meet the same people as everybody else who wants the job.", "اگر آپ ہفتہ مکمل کریں تو آپ کا انٹرویو ہوگا۔ آپ انہی لوگوں سے ملتے ہیں جن سے ملازمت چاہنے والے سب ملتے ہیں۔", "Po ukończeniu tygodnia masz rozmowę. Spotykasz te same osoby co wszyscy, którzy chcą tej pracy.";
    STEP_TRIAL = "A work trial", "ورک ٹرائل", "Próba pracy";
    STEP_TRIAL_TEXT = "If the interview goes well, you can try the job. A trial is never longer than 30 days.", "اگر انٹرویو اچھا ہو تو آپ کام آزما سکتے ہیں۔ ٹرائل کبھی 30 دن سے لمبا نہیں ہوتا۔", "Jeśli rozmowa pójdzie dobrze, możesz spróbować tej pracy. Próba nigdy nie trwa dłużej niż 30 dni.";

    TRIAL = "What is a work trial?", "ورک ٹرائل کیا ہے؟", "Czym jest próba pracy?";
    TRIAL_TEXT = "It is time for you to find out if the job is right for you. It is also time for us to see how well the job suits you.", "یہ آپ کے لیے یہ جاننے کا وقت ہے کہ کام آپ کے لیے ٹھیک ہے یا نہیں۔ ہمیں بھی پتا چلتا ہے کہ کام آپ کے لیے کتنا موزوں ہے۔", "To czas, by sprawdzić, czy ta praca jest dla Ciebie. My też widzimy, jak dobrze do Ciebie pasuje.";
    TRIAL_AFTER = "At the end, if we are happy with how it went, we can offer you the job. We cannot promise it.", "آخر میں، اگر ہم مطمئن ہوں تو ہم آپ کو ملازمت دے سکتے ہیں۔ ہم اس کا وعدہ نہیں کر سکتے۔", "Na koniec, jeśli będziemy zadowoleni, możemy zaproponować Ci pracę. Nie możemy tego obiecać.";
    TRIAL_MEASURED = "So far, {offers} of {trials} work trials here led to a job offer. That is {percent} in every 100.", "اب تک یہاں {trials} ورک ٹرائل میں سے {offers} کے بعد ملازمت کی پیشکش ہوئی۔ یعنی ہر 100 میں سے {percent}۔", "Do tej pory {offers} z {trials} prób pracy u nas skończyło się ofertą pracy. To {percent} na każde 100.";

    ASK = "Do you have a question?", "کیا آپ کا کوئی سوال ہے؟", "Masz pytanie?";
    ASK_TEXT = "Call our Learning and Development team.", "ہماری لرننگ اینڈ ڈیولپمنٹ ٹیم کو فون کریں۔", "Zadzwoń do naszego zespołu szkoleń i rozwoju.";
}
