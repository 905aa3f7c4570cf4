//! The warning before a session ends because nothing was done: five minutes before, with one button to go on.

use super::browser;
use crate::api::{extend_session, leave_to_sign_in};
use gloo::timers::callback::Interval;
use std::cell::Cell;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

const MINUTE: f64 = 60_000.0;
/// A session ends after 30 minutes without a request; the server notes a request to the minute.
const ENDS_AFTER: f64 = 29.0 * MINUTE;
const WARNS_AFTER: f64 = ENDS_AFTER - 5.0 * MINUTE;
/// How often one looks.
const EVERY: u32 = 5_000;

thread_local! {
    /// When the server last answered somebody who is signed in.
    static ANSWERED: Cell<f64> = const { Cell::new(0.0) };
}

/// Notes that the server has just answered.
pub(crate) fn note_answer() {
    ANSWERED.set(browser::elapsed());
}

/// How near the end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nearness {
    Far,
    Near { minutes: u8 },
    Over,
}

fn nearness(idle: f64) -> Nearness {
    if idle < WARNS_AFTER {
        Nearness::Far
    } else if idle < ENDS_AFTER {
        // A number between 1 and 5.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and 5"
        )]
        let minutes = ((ENDS_AFTER - idle) / MINUTE).ceil() as u8;
        Nearness::Near { minutes }
    } else {
        Nearness::Over
    }
}

/// The warning. It takes the focus, and gives it back where it was.
#[component]
pub(crate) fn IdleWarning() -> Html {
    let near = use_state(|| Nearness::Far);
    let dialog = use_node_ref();
    {
        let near = near.setter();
        use_effect_with((), move |()| {
            let look = Interval::new(EVERY, move || {
                near.set(nearness(browser::elapsed() - ANSWERED.get()));
            });
            move || drop(look)
        });
    }
    {
        let dialog = dialog.clone();
        use_effect_with(*near != Nearness::Far, move |shown| {
            let Some(dialog) = dialog.cast::<HtmlDialogElement>() else {
                return;
            };
            if !*shown {
                dialog.close();
            } else if !dialog.open() {
                dialog.show_modal().ok();
            }
        });
    }
    let over = *near == Nearness::Over;
    let (heading, text, button) = match *near {
        Nearness::Over => (
            "You have been signed out",
            "Nothing was done here for 30 minutes. What you wrote on this page is kept.".to_owned(),
            "Sign in",
        ),
        Nearness::Near { minutes: 1 } => (WARNING, soon("1 minute"), STAY),
        Nearness::Near { minutes } => (WARNING, soon(&format!("{minutes} minutes")), STAY),
        Nearness::Far => (WARNING, String::new(), STAY),
    };
    let act = {
        let near = near.setter();
        Callback::from(move |()| {
            if over {
                leave_to_sign_in();
            } else {
                near.set(Nearness::Far);
                extend_session();
            }
        })
    };
    let onclick = act.reform(|_: MouseEvent| ());
    // Escape means the same as the button.
    let oncancel = act.reform(|event: Event| event.prevent_default());
    html! {
        <dialog ref={dialog} class="foothold-dialog" role="alertdialog" aria-labelledby="idle-heading"
            aria-describedby="idle-text" {oncancel}>
            <h2 class="nhsuk-heading-m" id="idle-heading">{ heading }</h2>
            <p id="idle-text">{ text }</p>
            <button class="nhsuk-button" type="button" {onclick}>{ button }</button>
        </dialog>
    }
}

const WARNING: &str = "You are about to be signed out";
const STAY: &str = "Stay signed in";

fn soon(time: &str) -> String {
    format!("Nothing was done here for a while. You will be signed out in {time}.")
}
