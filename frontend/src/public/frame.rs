//! The frame of a page that the server renders: document, header with the languages, footer with the telephone number.

use crate::language::{Language, Message, direction, page};
use shared::values::Coded;
use std::rc::Rc;
use yew::prelude::*;

/// The Trust as pages name it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustCard {
    /// Its full name.
    pub name: String,
    /// Its name in a few letters.
    pub short_name: String,
    /// Whom to call.
    pub phone: String,
    /// Whom to write to.
    pub email: String,
}

/// How a page's language is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Switch {
    /// By a form, which remembers the choice and comes back to this address.
    Remembered(String),
    /// By an address of its own for each language: `/`, `/ur`, `/pl`.
    Addresses,
    /// Not at all: the page is in one language only.
    None,
}

/// What every page needs besides its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Its language.
    pub language: Language,
    /// The Trust.
    pub trust: Rc<TrustCard>,
    /// The address of the stylesheet.
    pub stylesheet: String,
    /// How its language is changed.
    pub switch: Switch,
    /// Whether a candidate is signed in, and so can sign out.
    pub signed_in: bool,
}

impl Frame {
    /// A message in the page's language.
    #[must_use]
    pub const fn say(&self, message: Message) -> &'static str {
        message.say(self.language)
    }
}

/// What a [`Document`] needs.
#[derive(Properties, PartialEq)]
pub struct DocumentProps {
    /// The frame.
    pub frame: Frame,
    /// What the tab and a screen reader say first.
    pub title: String,
    /// The page.
    pub children: Html,
    /// What stands above the page's own part, such as the way back.
    #[prop_or_default]
    pub before: Html,
    /// A script that the page can do without.
    #[prop_or_default]
    pub script: Option<String>,
}

/// A whole document.
#[component]
pub fn Document(props: &DocumentProps) -> Html {
    let frame = &props.frame;
    let language = frame.language;
    html! {
        <html lang={language.code()} dir={direction(language)}>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="theme-color" content="#005eb8" />
                <title>{ format!("{} - {}", props.title, frame.trust.short_name) }</title>
                <link rel="stylesheet" href={frame.stylesheet.clone()} />
                if let Some(script) = &props.script {
                    <script type="module" src={script.clone()}></script>
                }
            </head>
            <body>
                <a class="nhsuk-skip-link" href="#maincontent">{ frame.say(page::SKIP) }</a>
                { header(frame) }
                <div class="nhsuk-width-container">
                    if props.before != Html::default() {
                        <nav aria-label={frame.say(page::BACK)}>{ props.before.clone() }</nav>
                    }
                    <main class="nhsuk-main-wrapper" id="maincontent">
                        <div class="nhsuk-u-reading-width">{ props.children.clone() }</div>
                    </main>
                </div>
                { footer(frame) }
            </body>
        </html>
    }
}

fn header(frame: &Frame) -> Html {
    let home = if frame.signed_in {
        "/my"
    } else {
        first_page(frame.language)
    };
    html! {
        <header class="nhsuk-header" role="banner">
            <div class="nhsuk-header__container nhsuk-width-container">
                <div class="nhsuk-header__service">
                    <a class="nhsuk-header__service-logo foothold-wordmark" href={home}>
                        <span class="nhsuk-header__organisation-name" dir="auto">{ frame.trust.name.clone() }</span>
                        <span class="nhsuk-header__service-name">{ frame.say(page::SERVICE) }</span>
                    </a>
                </div>
            </div>
            if frame.signed_in || frame.switch != Switch::None {
                <div class="foothold-languages">
                    <div class="nhsuk-width-container foothold-languages__row">
                        { languages(frame) }
                        if frame.signed_in {
                            <form method="post" action="/sign-out">
                                <button class="foothold-languages__choice" type="submit">
                                    { frame.say(page::SIGN_OUT) }
                                </button>
                            </form>
                        }
                    </div>
                </div>
            }
        </header>
    }
}

/// The address of the first page in a language.
#[must_use]
pub const fn first_page(language: Language) -> &'static str {
    match language {
        Language::English => "/",
        Language::Urdu => "/ur",
        Language::Polish => "/pl",
    }
}

fn languages(frame: &Frame) -> Html {
    let item = |language: &Language| {
        let language = *language;
        let name = language.label();
        let choice = if language == frame.language {
            html! { <strong class="foothold-languages__here" aria-current="true">{ name }</strong> }
        } else if frame.switch == Switch::Addresses {
            html! { <a class="foothold-languages__choice" href={first_page(language)} hreflang={language.code()}>{ name }</a> }
        } else {
            html! {
                <button class="foothold-languages__choice" type="submit" name="language" value={language.code()}>
                    { name }
                </button>
            }
        };
        html! { <li lang={language.code()} dir={direction(language)}>{ choice }</li> }
    };
    let list = html! {
        <ul class="foothold-languages__list">{ for Language::ALL.iter().map(item) }</ul>
    };
    let label = frame.say(page::LANGUAGE);
    match &frame.switch {
        Switch::None => html! {},
        Switch::Addresses => html! { <nav aria-label={label}>{ list }</nav> },
        Switch::Remembered(back) => html! {
            <form method="post" action="/my/language" aria-label={label}>
                <input type="hidden" name="back" value={back.clone()} />
                { list }
            </form>
        },
    }
}

fn footer(frame: &Frame) -> Html {
    html! {
        <footer class="nhsuk-footer" role="contentinfo">
            <div class="nhsuk-width-container">
                <div class="nhsuk-footer__meta">
                    <p class="nhsuk-body-s">
                        <span dir="auto">{ frame.trust.name.clone() }</span>
                        { " · " }{ frame.say(page::PHONE) }{ " " }{ phone(&frame.trust.phone) }
                    </p>
                </div>
            </div>
        </footer>
    }
}

/// Whom to call, with a number that a telephone dials.
pub fn contact(frame: &Frame) -> Html {
    let trust = &frame.trust;
    html! {
        <section aria-labelledby="contact">
            <h2 class="nhsuk-heading-m" id="contact">{ frame.say(page::CALL) }</h2>
            <p>{ frame.say(page::CALL_TEXT) }</p>
            <p>
                { frame.say(page::PHONE) }{ " " }{ phone(&trust.phone) }
                if !trust.email.is_empty() {
                    <br />{ frame.say(page::EMAIL) }{ " " }
                    <a href={format!("mailto:{}", trust.email)} dir="ltr">{ trust.email.clone() }</a>
                }
            </p>
        </section>
    }
}

/// A telephone number as a link; what follows an extension is not dialled.
fn phone(number: &str) -> Html {
    let dialled: String = number
        .split(|c: char| c.is_ascii_alphabetic())
        .next()
        .unwrap_or("")
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    html! { <a class="foothold-phone" href={format!("tel:{dialled}")} dir="ltr">{ number.to_owned() }</a> }
}
