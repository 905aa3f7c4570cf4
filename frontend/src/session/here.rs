//! What every page of the dashboard can ask for.

use super::place::{Going, Notice, Place};
use crate::layout::FrameFacts;
use shared::identity::Me;
use std::rc::Rc;
use yew::prelude::*;

/// What every page of the dashboard can ask for.
#[derive(Clone, PartialEq)]
pub(crate) struct Session {
    /// Who is signed in, once the server has said it.
    pub me: Option<Rc<Me>>,
    /// What the frame says.
    pub facts: Rc<FrameFacts>,
    /// Where one is.
    pub place: Rc<Place>,
    /// What was just done, until one goes elsewhere.
    pub notice: Option<Notice>,
    /// Goes somewhere.
    pub go: Callback<Going>,
    /// Says something to a screen reader.
    pub say: Callback<String>,
    /// Whether what is shown was changed by somebody else since one arrived.
    pub is_changed: bool,
    /// Notes that it was.
    pub changed: Callback<()>,
}

/// The session. Without one, outside the application, nothing happens.
#[hook]
pub(crate) fn use_session() -> Session {
    use_context::<Session>().unwrap_or_else(|| Session {
        me: None,
        facts: Rc::default(),
        place: Rc::default(),
        notice: None,
        go: Callback::noop(),
        say: Callback::noop(),
        is_changed: false,
        changed: Callback::noop(),
    })
}
