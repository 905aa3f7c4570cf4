//! The warning before a session ends. It takes the focus, and gives it back where it was.

use super::browser;
use super::ending::{Nearness, nearness};
use crate::api::{extend_session, leave_to_sign_in};
use gloo::timers::callback::Interval;
use std::cell::Cell;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// How often one looks.
const EVERY: u32 = 5_000;

thread_local! {
    /// When the server last answered somebody who is signed in.
    static ANSWERED: Cell<f64> = const { Cell::new(0.0) };
    /// When the sign-in ends at the latest.
    static ENDS: Cell<Option<f64>> = const { Cell::new(None) };
    /// How often it was said that this is soon.
    static TOLD: Cell<usize> = const { Cell::new(0) };
}

/// Notes that the server has just answered.
pub(crate) fn note_answer() {
    ANSWERED.set(browser::elapsed());
}

/// Notes in how many seconds the sign-in ends, as the server has just said.
pub(crate) fn note_end(seconds: Option<u32>) {
    let ends = seconds.map(|seconds| browser::elapsed() + f64::from(seconds) * 1_000.0);
    // Somebody who signed in again in another tab is told again.
    if let (Some(before), Some(after)) = (ENDS.get(), ends)
        && after - before > 60_000.0
    {
        TOLD.set(0);
    }
    ENDS.set(ends);
}

fn look() -> Nearness {
    let now = browser::elapsed();
    let left = ENDS.get().map(|ends| ends - now);
    nearness(now - ANSWERED.get(), left, TOLD.get())
}

/// The warning.
#[component]
pub(crate) fn EndWarning() -> Html {
    let near = use_state(|| Nearness::Far);
    let dialog = use_node_ref();
    {
        let near = near.setter();
        use_effect_with((), move |()| {
            let looking = Interval::new(EVERY, move || near.set(look()));
            move || drop(looking)
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
    let (heading, text, button) = near.words().unwrap_or_default();
    let act = Callback::from(move |()| match *near {
        Nearness::IdledOut | Nearness::Ended => leave_to_sign_in(),
        now => {
            if matches!(now, Nearness::Ending { .. }) {
                TOLD.set(TOLD.get() + 1);
            }
            near.set(Nearness::Far);
            extend_session();
        }
    });
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
