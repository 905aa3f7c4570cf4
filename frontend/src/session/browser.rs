//! The browser's own: addresses, history, scrolling, focus and the tab's title.

use super::place::{Arrival, Place};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Event, HtmlElement, MouseEvent, PopStateEvent, ScrollRestoration, Storage};

/// Where the browser stands now.
pub(crate) fn here(visit: u32, arrival: Arrival) -> Place {
    let location = window().location();
    Place {
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default(),
        visit,
        arrival,
    }
}

/// Adds an address to the history, or puts it in the place of the one that stands there.
pub(crate) fn record(address: &str, instead: bool) {
    let Ok(history) = window().history() else {
        return;
    };
    let top = JsValue::from_f64(0.0);
    if instead {
        history.replace_state_with_url(&top, "", Some(address)).ok();
    } else {
        note_scroll();
        history.push_state_with_url(&top, "", Some(address)).ok();
    }
}

/// How far down this entry of the history was.
pub(crate) fn noted_scroll() -> f64 {
    window()
        .history()
        .and_then(|history| history.state())
        .ok()
        .and_then(|state| state.as_f64())
        .unwrap_or_default()
}

fn note_scroll() {
    if let (Ok(history), Ok(down)) = (window().history(), window().scroll_y()) {
        history.replace_state(&JsValue::from_f64(down), "").ok();
    }
}

/// Notes how far down one is, whenever scrolling comes to rest, so that the way back leads there.
pub(crate) fn watch_scrolling() -> EventListener {
    if let Ok(history) = window().history() {
        history
            .set_scroll_restoration(ScrollRestoration::Manual)
            .ok();
    }
    let rest: Rc<RefCell<Option<Timeout>>> = Rc::default();
    EventListener::new(&window(), "scroll", move |_| {
        *rest.borrow_mut() = Some(Timeout::new(120, note_scroll));
    })
}

/// Tells when one goes back or forward with the browser's own buttons.
pub(crate) fn watch_returning(tell: impl Fn(f64) + 'static) -> EventListener {
    EventListener::new(&window(), "popstate", move |event| {
        let scroll = event
            .dyn_ref::<PopStateEvent>()
            .and_then(|event| event.state().as_f64())
            .unwrap_or_default();
        tell(scroll);
    })
}

/// Tells when a link into the dashboard is followed in this tab. A link to a place on the page gives that place the
/// focus; every other link is the browser's.
pub(crate) fn watch_links(tell: impl Fn(String) + 'static) -> EventListener {
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "click", options, move |event| {
        let Some(href) = plain_click(event) else {
            return;
        };
        if let Some(id) = href.strip_prefix('#') {
            if focus(id) {
                event.prevent_default();
            }
        } else if href == "/dashboard" || href.starts_with("/dashboard/") {
            event.prevent_default();
            tell(href);
        }
    })
}

fn plain_click(event: &Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    let changed = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if changed || click.button() != 0 || event.default_prevented() {
        return None;
    }
    let link = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]")
        .ok()??;
    if link.has_attribute("target") || link.has_attribute("download") {
        return None;
    }
    link.get_attribute("href")
}

/// Gives an element the focus and brings it into view.
pub(crate) fn focus(id: &str) -> bool {
    let Some(element) = document()
        .get_element_by_id(id)
        .and_then(|found| found.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        element.set_attribute("tabindex", "-1").ok();
    }
    element.focus().ok();
    element
        .closest(".nhsuk-form-group")
        .ok()
        .flatten()
        .unwrap_or_else(|| element.into())
        .scroll_into_view();
    true
}

/// Where a form's answers wait, in this tab only, and at which address.
fn shelf() -> Option<(Storage, String)> {
    let place = window().location().pathname().unwrap_or_default();
    let storage = window().session_storage().ok().flatten()?;
    Some((storage, format!("answers {place}")))
}

/// Puts a text aside for this address.
pub(crate) fn put_aside(text: &str) {
    if let Some((storage, name)) = shelf() {
        storage.set_item(&name, text).ok();
    }
}

/// Takes back what was put aside for this address: it is there once.
pub(crate) fn taken_back() -> Option<String> {
    let (storage, name) = shelf()?;
    let text = storage.get_item(&name).ok().flatten()?;
    storage.remove_item(&name).ok();
    Some(text)
}

/// Milliseconds since the page was opened.
pub(crate) fn elapsed() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Scrolls the page.
pub(crate) fn scroll_to(down: f64) {
    window().scroll_to_with_x_and_y(0.0, down);
}

/// What the tab says.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}
