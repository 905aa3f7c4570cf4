//! The first page: what it is, who it is for, what it involves, what a work trial is.

use super::frame::{Document, Frame, contact};
use super::self_check::{Answers, POINTS, Verdict, verdict};
use crate::language::{Language, choices, page, public_page as words, trials};
use crate::ui::LinkButton;
use shared::journey::Benefit;
use shared::values::Coded;
use yew::prelude::*;

/// How many work trials that have ended led to an offer (L12): measured, never a fixed sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Trials that have ended, offered or not.
    pub trials: u32,
    /// Those after which the job was offered.
    pub offers: u32,
}

impl Measured {
    /// Fewer trials than this say nothing, and might say something about one person.
    const FEWEST: u32 = 10;

    /// The share in whole per cent, where there are enough trials to say one.
    #[must_use]
    pub fn percent(self) -> Option<u32> {
        (self.trials >= Self::FEWEST).then(|| (self.offers * 100 + self.trials / 2) / self.trials)
    }
}

/// What a [`WelcomePage`] needs.
#[derive(Properties, PartialEq)]
pub struct WelcomePageProps {
    /// The frame.
    pub frame: Frame,
    /// The benefits that the Trust accepts on a referral (L1).
    pub benefits: Vec<Benefit>,
    /// What is measured of work trials (L12).
    pub measured: Measured,
    /// What somebody has ticked, once they have sent it.
    #[prop_or_default]
    pub answers: Option<Answers>,
}

/// The first page.
#[component]
pub fn WelcomePage(props: &WelcomePageProps) -> Html {
    let frame = &props.frame;
    let language = frame.language;
    let title = words::TITLE.fill(language, &[("trust", &frame.trust.short_name)]);
    html! {
        <Document frame={frame.clone()} title={title.clone()}>
            <h1 class="nhsuk-heading-xl">{ title }</h1>
            <p class="nhsuk-body-l">{ frame.say(words::LEAD) }</p>
            <p>{ frame.say(words::PARTNERS) }</p>
            <p>{ frame.say(words::HAVE_A_PAGE) }</p>
            <LinkButton href={format!("/my/sign-in?language={}", language.code())}>
                { frame.say(page::SIGN_IN) }
            </LinkButton>
            { who(props) }
            { involves(frame) }
            { trial(frame, props.measured) }
            { contact(frame) }
            <p class="nhsuk-body-s"><a href="/sign-in">{ frame.say(page::STAFF_SIGN_IN) }</a></p>
        </Document>
    }
}

fn benefits(language: Language, benefits: &[Benefit]) -> String {
    let names: Vec<_> = benefits
        .iter()
        .map(|one| choices::benefit(*one).say(language))
        .collect();
    names.join(words::OR.say(language))
}

fn who(props: &WelcomePageProps) -> Html {
    let frame = &props.frame;
    let language = frame.language;
    let named = benefits(language, &props.benefits);
    let fill = [("benefit", named.as_str())];
    let result = match verdict(props.answers.as_ref()) {
        Verdict::NotAsked => None,
        Verdict::Yes => Some(frame.say(words::RESULT_YES).to_owned()),
        Verdict::OtherWays => Some(words::RESULT_BENEFIT.fill(language, &fill)),
        Verdict::Talk => Some(frame.say(words::RESULT_TALK).to_owned()),
    };
    let ticked = props.answers.clone().unwrap_or_default();
    let points = POINTS.iter().zip(1_u8..).map(|(point, number)| {
        tick(
            "point",
            &number.to_string(),
            point.say(language),
            ticked.points.contains(&number),
        )
    });
    html! {
        <section aria-labelledby="who">
            <h2 class="nhsuk-heading-l" id="who">{ frame.say(words::WHO) }</h2>
            if let Some(result) = result {
                <div class="nhsuk-inset-text" id="answer" tabindex="-1">
                    <h3 class="nhsuk-heading-m">{ frame.say(words::RESULT) }</h3>
                    <p>{ result }</p>
                </div>
            }
            <form method="get" action="#answer">
                <fieldset class="nhsuk-fieldset">
                    <legend class="nhsuk-fieldset__legend">{ frame.say(words::WHO_LEAD) }</legend>
                    <div class="nhsuk-checkboxes">
                        { tick("eligible", "yes", &words::BENEFIT.fill(language, &fill), ticked.eligible) }
                        { for points }
                    </div>
                </fieldset>
                <button class="nhsuk-button nhsuk-button--secondary foothold-after" type="submit" name="check" value="yes">
                    { frame.say(words::CHECK) }
                </button>
            </form>
        </section>
    }
}

fn tick(name: &'static str, value: &str, label: &str, checked: bool) -> Html {
    let id = format!("{name}-{value}");
    html! {
        <div class="nhsuk-checkboxes__item">
            <input class="nhsuk-checkboxes__input" id={id.clone()} name={name} type="checkbox" value={value.to_owned()}
                {checked} />
            <label class="nhsuk-label nhsuk-checkboxes__label" for={id}>{ label.to_owned() }</label>
        </div>
    }
}

fn involves(frame: &Frame) -> Html {
    let steps = [
        (words::STEP_SCREENING, words::STEP_SCREENING_TEXT),
        (words::STEP_TRAINING, words::STEP_TRAINING_TEXT),
        (words::STEP_INTERVIEW, words::STEP_INTERVIEW_TEXT),
        (words::STEP_TRIAL, words::STEP_TRIAL_TEXT),
    ];
    let step = |(name, text)| {
        html! {
            <li class="foothold-timeline__event">
                <h3 class="nhsuk-heading-s foothold-timeline__what">{ frame.say(name) }</h3>
                <p>{ frame.say(text) }</p>
            </li>
        }
    };
    html! {
        <section aria-labelledby="involves">
            <h2 class="nhsuk-heading-l" id="involves">{ frame.say(words::INVOLVES) }</h2>
            <ol class="foothold-timeline">{ for steps.into_iter().map(step) }</ol>
        </section>
    }
}

fn trial(frame: &Frame, measured: Measured) -> Html {
    let sentence = measured.percent().map(|percent| {
        words::TRIAL_MEASURED.fill(
            frame.language,
            &[
                ("offers", &measured.offers.to_string()),
                ("trials", &measured.trials.to_string()),
                ("percent", &percent.to_string()),
            ],
        )
    });
    html! {
        <section aria-labelledby="trial">
            <h2 class="nhsuk-heading-l" id="trial">{ frame.say(words::TRIAL) }</h2>
            <p>{ frame.say(words::TRIAL_TEXT) }</p>
            <div class="nhsuk-inset-text">
                <span class="nhsuk-u-visually-hidden">{ frame.say(page::INFORMATION) }{ " " }</span>
                <p>{ frame.say(trials::NOTICE) }</p>
            </div>
            <p>{ frame.say(words::TRIAL_AFTER) }</p>
            if let Some(sentence) = sentence {
                <p><strong>{ sentence }</strong></p>
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_said_from_ten_trials_on_and_rounded() {
        let share = |trials, offers| Measured { trials, offers }.percent();
        assert_eq!(share(9, 9), None);
        assert_eq!(share(10, 5), Some(50));
        assert_eq!(share(30, 20), Some(67));
    }
}
