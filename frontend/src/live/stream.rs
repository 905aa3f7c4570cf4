//! The stream of changes. It is open while the page can be seen, comes back by itself when it was cut, and then says that
//! something may have been missed.

use super::following::tell;
use super::news::News;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use shared::identity::Role;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, EventSource, MessageEvent};

/// A browser gives up where the answer is not a stream, as from a proxy whose server starts anew. So long after that it is
/// tried again.
const AGAIN_AFTER: u32 = 20_000;

/// Whether the policy lets somebody of this role watch.
pub(crate) fn may_watch(role: Option<Role>) -> bool {
    role.is_some_and(|role| !matches!(role, Role::Executive | Role::Auditor))
}

/// Follows changes for as long as it is kept.
pub(crate) struct Stream {
    _open: Rc<RefCell<Option<Open>>>,
    _watching: EventListener,
}

struct Open {
    source: EventSource,
    _listeners: [EventListener; 4],
}

impl Drop for Open {
    fn drop(&mut self) {
        self.source.close();
    }
}

impl Stream {
    /// Begins to follow.
    pub fn follow() -> Self {
        let (open, was_open) = (Rc::new(RefCell::new(None)), Rc::new(Cell::new(false)));
        begin(&open, &was_open);
        let kept = open.clone();
        let watching = EventListener::new(&document(), "visibilitychange", move |_| {
            if document().hidden() {
                kept.take();
            } else if kept.borrow().is_none() {
                begin(&kept, &was_open);
            }
        });
        Self {
            _open: open,
            _watching: watching,
        }
    }
}

fn begin(place: &Rc<RefCell<Option<Open>>>, was_open: &Rc<Cell<bool>>) {
    let Ok(source) = EventSource::new("/api/v1/live") else {
        return;
    };
    let ready = {
        let was_open = was_open.clone();
        EventListener::new(&source, "ready", move |_| {
            // The first time everything has just been read.
            if was_open.replace(true) {
                tell(&News::Missed);
            }
        })
    };
    let missed = EventListener::new(&source, "missed", |_| tell(&News::Missed));
    let changed = EventListener::new(&source, "changed", |event| {
        if let Some(news) = read(event) {
            tell(&news);
        }
    });
    let failed = {
        let (place, was_open, source) = (Rc::downgrade(place), was_open.clone(), source.clone());
        EventListener::new(&source.clone(), "error", move |_| {
            if source.ready_state() != EventSource::CLOSED {
                return;
            }
            let (place, was_open) = (place.clone(), was_open.clone());
            let again = Timeout::new(AGAIN_AFTER, move || {
                if let Some(place) = place.upgrade()
                    && !document().hidden()
                {
                    place.take();
                    begin(&place, &was_open);
                }
            });
            again.forget();
        })
    };
    *place.borrow_mut() = Some(Open {
        source,
        _listeners: [ready, missed, changed, failed],
    });
}

fn read(event: &Event) -> Option<News> {
    let data = event.dyn_ref::<MessageEvent>()?.data().as_string()?;
    serde_json::from_str(&data).ok().map(News::Changed)
}
