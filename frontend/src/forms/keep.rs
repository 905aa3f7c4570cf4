//! The answers of a form, kept while it is open.

use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

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
        }
    }
}

/// The answers of a form.
#[hook]
pub(crate) fn use_answers() -> Answers {
    Answers {
        given: use_reducer(|| Given(BTreeMap::new())),
    }
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
