//! What is said to candidates, in the language they read best. Short: a text of 160 letters costs once.
//!
//! Urdu and Polish are not yet reviewed by native speakers: `docs/TRANSLATIONS.md` says how that is done.

use chrono::NaiveDate;
use shared::candidates::Language;

/// One thing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say<'a> {
    /// The code that was asked for, and a link that does the same.
    SignInCode {
        /// Six digits.
        code: &'a str,
        /// Where one press does it.
        link: &'a str,
    },
    /// The training week has earned the interview (L6).
    InterviewGuaranteed,
    /// The trial's end is near, and their word counts (L10).
    CandidateViewAsked,
    /// The supervisor has answered the fit check (L10).
    FitCheckAnswered,
    /// A job is offered.
    Offered {
        /// The last day to answer.
        until: NaiveDate,
    },
    /// The offer still waits.
    OfferReminded,
    /// A day that was booked is near.
    CanYouCome {
        /// The day.
        on: NaiveDate,
        /// Where one answers.
        link: &'a str,
    },
    /// A session is held at another time of its day, or in another place.
    SessionChanged {
        /// The module, or the name of the screening day.
        module: &'a str,
        /// Its day, which stays.
        on: NaiveDate,
        /// From when until when it is held now.
        hours: (&'a str, &'a str),
        /// Where it is held now.
        venue: &'a str,
    },
}

impl Say<'_> {
    /// The words, in one language.
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::Urdu => self.urdu(),
            Language::Polish => self.polish(),
        }
    }

    fn english(self) -> String {
        match self {
            Self::SignInCode { code, link } => {
                format!(
                    "{code} is your Foothold sign-in code. It works for 10 minutes. Or open {link}"
                )
            }
            Self::InterviewGuaranteed => {
                "Your interview is guaranteed. Choose a time on your page.".to_owned()
            }
            Self::CandidateViewAsked => {
                "How is the trial going? Tell us on your page if the job is right for you."
                    .to_owned()
            }
            Self::FitCheckAnswered => {
                "Your supervisor has answered the six questions about your work trial. Answer yours on your page, \
                 or read both there."
                    .to_owned()
            }
            Self::Offered { until } => {
                format!(
                    "We would like to offer you the job. Please answer on your page by {}.",
                    day(until)
                )
            }
            Self::OfferReminded => {
                "Your job offer is waiting for your answer on your page.".to_owned()
            }
            Self::CanYouCome { on, link } => {
                format!("Can you come on {}? Please answer here: {link}", day(on))
            }
            Self::SessionChanged {
                module,
                on,
                hours: (from, until),
                venue,
            } => format!(
                "Changed: {module} on {} is now from {from} to {until}. Place: {venue}",
                day(on)
            ),
        }
    }

    fn urdu(self) -> String {
        match self {
            Self::SignInCode { code, link } => {
                format!(
                    "{code} آپ کا Foothold سائن ان کوڈ ہے۔ یہ 10 منٹ تک چلتا ہے۔ یا یہ کھولیں: {link}"
                )
            }
            Self::InterviewGuaranteed => {
                "آپ کا انٹرویو یقینی ہے۔ اپنے صفحے پر وقت چنیں۔".to_owned()
            }
            Self::CandidateViewAsked => {
                "ٹرائل کیسا جا رہا ہے؟ اپنے صفحے پر بتائیں کہ کیا یہ کام آپ کے لیے ٹھیک ہے۔"
                    .to_owned()
            }
            Self::FitCheckAnswered => {
                "آپ کے سپروائزر نے آپ کے ورک ٹرائل کے چھ سوالوں کے جواب دے دیے ہیں۔ اپنے صفحے پر اپنے جواب دیں، یا وہاں دونوں پڑھیں۔"
                    .to_owned()
            }
            Self::Offered { until } => {
                format!(
                    "ہم آپ کو ملازمت دینا چاہتے ہیں۔ براہ کرم {} تک اپنے صفحے پر جواب دیں۔",
                    day(until)
                )
            }
            Self::OfferReminded => {
                "آپ کی ملازمت کی پیشکش آپ کے صفحے پر جواب کی منتظر ہے۔".to_owned()
            }
            Self::CanYouCome { on, link } => {
                format!("کیا آپ {} کو آ سکتے ہیں؟ یہاں جواب دیں: {link}", day(on))
            }
            Self::SessionChanged {
                module,
                on,
                hours: (from, until),
                venue,
            } => format!(
                "تبدیلی: {module}، {}، اب {from} سے {until} تک۔ جگہ: {venue}",
                day(on)
            ),
        }
    }

    fn polish(self) -> String {
        match self {
            Self::SignInCode { code, link } => {
                format!(
                    "{code} to Twój kod Foothold. Działa przez 10 minut. Możesz też otworzyć {link}"
                )
            }
            Self::InterviewGuaranteed => {
                "Masz zapewnioną rozmowę o pracę. Wybierz termin na swojej stronie.".to_owned()
            }
            Self::CandidateViewAsked => {
                "Jak idzie próba? Napisz na swojej stronie, czy ta praca jest dla Ciebie."
                    .to_owned()
            }
            Self::FitCheckAnswered => {
                "Twój opiekun odpowiedział na sześć pytań o Twoją próbę pracy. Odpowiedz na swojej stronie lub \
                 przeczytaj tam obie odpowiedzi."
                    .to_owned()
            }
            Self::Offered { until } => {
                format!(
                    "Chcemy zaproponować Ci pracę. Odpowiedz na swojej stronie do {}.",
                    day(until)
                )
            }
            Self::OfferReminded => {
                "Oferta pracy czeka na Twoją odpowiedź na Twojej stronie.".to_owned()
            }
            Self::CanYouCome { on, link } => {
                format!("Czy możesz przyjść {}? Odpowiedz tutaj: {link}", day(on))
            }
            Self::SessionChanged {
                module,
                on,
                hours: (from, until),
                venue,
            } => format!(
                "Zmiana: {module}, {}, teraz od {from} do {until}. Miejsce: {venue}",
                day(on)
            ),
        }
    }
}

/// Numbers are read alike in all three languages, and months in words are not.
fn day(on: NaiveDate) -> String {
    on.format("%-d/%-m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::values::Coded as _;

    #[test]
    fn each_language_says_when_and_where() {
        let on = NaiveDate::from_ymd_opt(2027, 3, 8).expect("a date");
        let link = "https://foothold.example/my/answer/x";
        for language in Language::ALL {
            let text = Say::CanYouCome { on, link }.in_language(*language);
            assert!(text.contains("8/3/2027") && text.contains(link), "{text}");
        }
    }

    #[test]
    fn another_time_or_place_is_told_whole_in_each_language() {
        let say = Say::SessionChanged {
            module: "First aid",
            on: NaiveDate::from_ymd_opt(2027, 3, 8).expect("a date"),
            hours: ("10:00", "13:00"),
            venue: "The Old Library",
        };
        for language in Language::ALL {
            let text = say.in_language(*language);
            let told = ["First aid", "8/3/2027", "10:00", "13:00", "The Old Library"];
            assert!(told.iter().all(|part| text.contains(part)), "{text}");
        }
    }
}
