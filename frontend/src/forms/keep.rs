//! The answers of a form, kept while it is open, and over a sign-in where the session ended in the middle of it.

use crate::session::{browser, use_session};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use uuid::Uuid;
use yew::prelude::*;

/// Whose answers they are, so that nobody else who signs in at this browser meets them.
type Kept = (Uuid, BTreeMap<String, String>);

thread_local! {
    /// The answers of the form that is open.
    static OPEN: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// Puts the answers of the form that is open aside until its person has signed in again: in this tab only.
pub(crate) fn keep_over_sign_in() {
    let text = OPEN.with_borrow(|open| {
        open.as_ref()
            .and_then(|open| serde_json::to_string(open).ok())
    });
    if let Some(text) = text {
        browser::put_aside(&text);
    }
}

/// The answers so far, by the name of their field.
#[derive(Clone, PartialEq)]
pub(crate) struct Answers {
    given: UseReducerHandle<Given>,
}

#[derive(PartialEq)]
struct Given(BTreeMap<String, String>);

enum Change {
    One(String, String),
    Blank(BTreeMap<String, String>),
    Again(BTreeMap<String, String>),
}

impl Reducible for Given {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        match change {
            Change::One(name, value) => {
                let mut answers = self.0.clone();
                answers.insert(name, value);
                Rc::new(Self(answers))
            }
            // What somebody has written already stays; only empty fields are filled in.
            Change::Blank(filled) => {
                let mut answers = filled;
                answers.extend(self.0.clone());
                Rc::new(Self(answers))
            }
            // What somebody wrote before they signed in again counts more than what a form suggests.
            Change::Again(kept) => {
                let mut answers = self.0.clone();
                answers.extend(kept);
                Rc::new(Self(answers))
            }
        }
    }
}

/// The answers of a form.
#[hook]
pub(crate) fn use_answers() -> Answers {
    let given = use_reducer(|| Given(BTreeMap::new()));
    let person = use_session().me.map(|me| me.id);
    {
        let given = given.dispatcher();
        use_effect_with(person, move |person| {
            let kept = person.and_then(|_| browser::taken_back());
            let kept = kept.and_then(|text| serde_json::from_str::<Kept>(&text).ok());
            if let Some((_, answers)) = kept.filter(|(whose, _)| Some(*whose) == *person) {
                given.dispatch(Change::Again(answers));
            }
        });
    }
    let open = person.map(|person| (person, given.0.clone()));
    use_effect_with(open, |open| {
        OPEN.set(open.clone().filter(|(_, answers)| !answers.is_empty()));
        || OPEN.set(None)
    });
    Answers { given }
}

impl Answers {
    /// All of them.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.given.0
    }

    /// One of them; empty where there is none yet.
    pub fn of(&self, name: &str) -> String {
        self.given.0.get(name).cloned().unwrap_or_default()
    }

    /// Takes an answer.
    pub fn taking<T: 'static>(
        &self,
        name: &str,
        text: impl Fn(T) -> String + 'static,
    ) -> Callback<T> {
        let (dispatcher, name) = (self.given.dispatcher(), name.to_owned());
        Callback::from(move |value| dispatcher.dispatch(Change::One(name.clone(), text(value))))
    }

    /// Takes text as it is.
    pub fn text(&self, name: &str) -> Callback<String> {
        self.taking(name, |text| text)
    }

    /// Fills in what is still empty.
    pub fn fill(&self, filled: BTreeMap<String, String>) {
        self.given.dispatch(Change::Blank(filled));
    }
}
