//! What a page reads from the server: shown at once where it was seen before, fetched afresh in any case.

use super::client::{cached, get, get_all, parsed};
use super::Trouble;
use serde::de::DeserializeOwned;
use shared::page::Page;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// Something read from the server.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resource<T> {
    /// What was read, once it has been.
    pub data: Option<Rc<T>>,
    /// Why there is nothing, or nothing newer.
    pub trouble: Option<Trouble>,
    /// Reads it again.
    pub reload: Callback<()>,
}

impl<T> Resource<T> {
    /// Whether there is something to show, or a reason why not.
    pub fn is_settled(&self) -> bool {
        self.data.is_some() || self.trouble.is_some()
    }
}

struct Read<T> {
    path: String,
    data: Option<Rc<T>>,
    trouble: Option<Trouble>,
}

/// Reads one thing. Nothing is read while the path is none.
#[hook]
pub(crate) fn use_resource<T: DeserializeOwned + 'static>(path: Option<String>) -> Resource<T> {
    use_read(path, false)
}

/// Reads every page of a list.
#[hook]
pub(crate) fn use_list<T: DeserializeOwned + 'static>(path: Option<String>) -> Resource<Page<T>> {
    use_read(path, true)
}

#[hook]
fn use_read<T: DeserializeOwned + 'static>(path: Option<String>, every_page: bool) -> Resource<T> {
    let seen = use_memo(path.clone(), |path| {
        let text = path.as_deref().and_then(cached)?;
        parsed::<T>(&text).ok().map(Rc::new)
    });
    let read = use_state(|| None::<Rc<Read<T>>>);
    let round = use_state(|| 0_u32);
    let latest = use_mut_ref(|| Rc::new(Cell::new(0_u32)));
    {
        let read = read.clone();
        use_effect_with((path.clone(), *round), move |(path, _)| {
            let turn = latest.borrow().clone();
            turn.set(turn.get() + 1);
            let mine = turn.get();
            if let Some(path) = path.clone() {
                wasm_bindgen_futures::spawn_local(async move {
                    let text = if every_page { get_all(&path).await } else { get(&path).await };
                    let answer = text.and_then(|text| parsed::<T>(&text));
                    if turn.get() == mine {
                        let (data, trouble) = match answer {
                            Ok(data) => (Some(Rc::new(data)), None),
                            Err(trouble) => (None, Some(trouble)),
                        };
                        read.set(Some(Rc::new(Read { path, data, trouble })));
                    }
                });
            }
        });
    }
    let mine = read.as_ref().filter(|read| Some(&read.path) == path.as_ref());
    let reload = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    Resource {
        data: mine.and_then(|read| read.data.clone()).or_else(|| (*seen).clone()),
        trouble: mine.and_then(|read| read.trouble.clone()),
        reload,
    }
}
