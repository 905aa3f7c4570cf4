//! A date that people know, as day, month and year: quicker and safer to type than to pick.

use super::choices::Question;
use shared::time::CivilDate;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What stands in the three boxes, whether or not it is a date yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateParts {
    /// The day of the month.
    pub day: String,
    /// The month, as a number.
    pub month: String,
    /// The year, in four digits.
    pub year: String,
}

impl From<CivilDate> for DateParts {
    fn from(date: CivilDate) -> Self {
        Self {
            day: date.day().to_string(),
            month: date.month().to_string(),
            year: date.year().to_string(),
        }
    }
}

impl DateParts {
    /// Whether nothing was filled in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.day, &self.month, &self.year]
            .iter()
            .all(|part| part.trim().is_empty())
    }

    /// The date, where the three make one.
    #[must_use]
    pub fn date(&self) -> Option<CivilDate> {
        let year = self.year.trim();
        if year.len() != 4 {
            return None;
        }
        CivilDate::new(
            year.parse().ok()?,
            self.month.trim().parse().ok()?,
            self.day.trim().parse().ok()?,
        )
    }

    /// As text: `YYYY-MM-DD` where it is a date, else what was typed, with hyphens between, so that nothing is lost.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self.date() {
            Some(date) => date.to_string(),
            None if self.is_empty() => String::new(),
            None => format!("{}-{}-{}", self.year, self.month, self.day),
        }
    }

    /// Reads the text back.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        if let Ok(date) = text.parse::<CivilDate>() {
            return date.into();
        }
        let mut parts = text.splitn(3, '-').map(str::to_owned);
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        Self {
            day: day.unwrap_or_default(),
            month: month.unwrap_or_default(),
            year: year.unwrap_or_default(),
        }
    }
}

/// What a [`DateInput`] needs.
#[derive(Properties, PartialEq)]
pub struct DateInputProps {
    /// The name in the form; the three boxes add `-day`, `-month` and `-year`.
    pub name: AttrValue,
    /// The question.
    pub legend: AttrValue,
    /// A hint below the question.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with the date.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What stands in the boxes.
    #[prop_or_default]
    pub value: DateParts,
    /// Told of each change.
    #[prop_or_default]
    pub onchange: Callback<DateParts>,
}

/// Three boxes for a date. The day's box has the plain name as its id, so that an error can lead there.
#[component]
pub fn DateInput(props: &DateInputProps) -> Html {
    let part = |what: &'static str, label: &'static str, wide: bool| {
        let id = if what == "day" {
            props.name.to_string()
        } else {
            format!("{}-{what}", props.name)
        };
        let value = props.value.clone();
        let shown = match what {
            "day" => &value.day,
            "month" => &value.month,
            _ => &value.year,
        }
        .clone();
        let oninput = props.onchange.reform(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            let mut parts = value.clone();
            match what {
                "day" => parts.day = typed,
                "month" => parts.month = typed,
                _ => parts.year = typed,
            }
            parts
        });
        let width = if wide {
            "nhsuk-input--width-4"
        } else {
            "nhsuk-input--width-2"
        };
        let error = props.error.is_some().then_some("nhsuk-input--error");
        html! {
            <div class="nhsuk-date-input__item">
                <div class="nhsuk-form-group">
                    <label class="nhsuk-label nhsuk-date-input__label" for={id.clone()}>{ label }</label>
                    <input class={classes!("nhsuk-input", "nhsuk-date-input__input", width, error)} {id}
                        name={format!("{}-{what}", props.name)} type="text" inputmode="numeric" value={shown} {oninput} />
                </div>
            </div>
        }
    };
    let question = Question {
        name: &props.name,
        legend: &props.legend,
        hint: &props.hint,
        error: &props.error,
        hidden: false,
    };
    question.around(html! {
        <div class="nhsuk-date-input">
            { part("day", "Day", false) }{ part("month", "Month", false) }{ part("year", "Year", true) }
        </div>
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_goes_through_the_boxes_and_back() {
        let date: CivilDate = "2026-12-07".parse().expect("a date");
        let parts = DateParts::from(date);
        assert_eq!(parts.day, "7");
        assert_eq!(parts.to_text(), "2026-12-07");
        assert_eq!(DateParts::from_text("2026-12-07"), parts);
    }

    #[test]
    fn what_is_no_date_is_kept_as_it_was_typed() {
        let typed = DateParts {
            day: "31".into(),
            month: "2".into(),
            year: "2026".into(),
        };
        assert_eq!(typed.date(), None);
        assert_eq!(DateParts::from_text(&typed.to_text()), typed);
        assert_eq!(DateParts::default().to_text(), "");
    }

    #[test]
    fn a_year_of_two_digits_is_asked_again() {
        let typed = DateParts {
            day: "1".into(),
            month: "2".into(),
            year: "26".into(),
        };
        assert_eq!(typed.date(), None);
    }
}
