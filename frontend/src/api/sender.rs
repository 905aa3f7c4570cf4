//! Sending a form: once at a time, repeated harmlessly, with what came back kept for the page to show.

use super::client::{Sent, fresh_key, post, put};
use super::{Attempt, Trouble};
use yew::prelude::*;

/// What to send.
pub(crate) struct Request {
    /// Whether it replaces what is there (`PUT`) instead of adding to it (`POST`).
    pub replaces: bool,
    /// Its address below `/api/v1`.
    pub path: String,
    /// Its body.
    pub body: String,
    /// The version that was read, where the server asks for it.
    pub version: Option<i32>,
    /// Told of the answer's text.
    pub then: Callback<String>,
}

/// A way to send, and how the last time went.
#[derive(Clone, PartialEq)]
pub(crate) struct Sender {
    /// Whether an answer is still awaited.
    pub busy: bool,
    /// Why the last one failed.
    pub trouble: Option<Trouble>,
    /// Counts up with each failure, so that the page says it again.
    pub failures: u32,
    state: UseStateHandle<Sending>,
    attempt: std::rc::Rc<std::cell::RefCell<Attempt>>,
}

#[derive(Clone, Default, PartialEq)]
struct Sending {
    busy: bool,
    trouble: Option<Trouble>,
    failures: u32,
}

/// A way to send.
#[hook]
pub(crate) fn use_sender() -> Sender {
    let state = use_state(Sending::default);
    let attempt = use_mut_ref(Attempt::default);
    Sender {
        busy: state.busy,
        trouble: state.trouble.clone(),
        failures: state.failures,
        state,
        attempt,
    }
}

impl Sender {
    /// Sends, unless an answer is still awaited.
    pub fn send(&self, request: Request) {
        if self.busy {
            return;
        }
        let key = self.attempt.borrow_mut().key_for(&request.body, fresh_key);
        let (state, attempt, failures) = (self.state.clone(), self.attempt.clone(), self.failures);
        state.set(Sending {
            busy: true,
            ..(*state).clone()
        });
        wasm_bindgen_futures::spawn_local(async move {
            let sent = Sent {
                path: &request.path,
                body: &request.body,
                version: request.version,
                key: Some(&key),
            };
            let answer = if request.replaces {
                put(sent).await
            } else {
                post(sent).await
            };
            if !matches!(answer, Err(Trouble::Unreachable)) {
                attempt.borrow_mut().answered();
            }
            match answer {
                Ok(text) => {
                    state.set(Sending {
                        failures,
                        ..Sending::default()
                    });
                    request.then.emit(text);
                }
                Err(trouble) => state.set(Sending {
                    busy: false,
                    trouble: Some(trouble),
                    failures: failures + 1,
                }),
            }
        });
    }
}
