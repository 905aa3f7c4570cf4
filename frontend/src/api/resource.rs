//! What a page reads from the server: shown at once where it was seen before, fetched afresh in any case.

use super::Trouble;
use super::client::{cached, fetch, keep, unreadable};
use crate::routes::encoded;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shared::page::Page;
use std::any::Any;
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
    /// Reads it again without anybody having asked for it: what is shown stays until there is something newer.
    pub refresh: Callback<()>,
}

impl<T> Resource<T> {
    /// Whether there is something to show, or a reason why not.
    pub fn is_settled(&self) -> bool {
        self.data.is_some() || self.trouble.is_some()
    }
}

/// Reads one thing. Nothing is read while the path is none.
#[hook]
pub(crate) fn use_resource<T: DeserializeOwned + 'static>(path: Option<String>) -> Resource<T> {
    typed(use_read(path, one::<T>))
}

/// Reads every page of a list.
#[hook]
pub(crate) fn use_list<T: DeserializeOwned + 'static>(path: Option<String>) -> Resource<Page<T>> {
    typed(use_read(path, every::<T>))
}

fn typed<T: 'static>(read: Resource<Parsed>) -> Resource<T> {
    Resource {
        data: read
            .data
            .and_then(|parsed| parsed.0.clone().downcast().ok()),
        trouble: read.trouble,
        reload: read.reload,
        refresh: read.refresh,
    }
}

/// What was read, whatever it is: so that all but its parsing is compiled once for every type.
#[derive(Debug, Clone)]
pub(super) struct Parsed(Rc<dyn Any>);

type Parse = fn(&[String]) -> Option<Parsed>;

fn one<T: DeserializeOwned + 'static>(pages: &[String]) -> Option<Parsed> {
    let read: T = serde_json::from_str(pages.first()?).ok()?;
    Some(Parsed(Rc::new(read)))
}

fn every<T: DeserializeOwned + 'static>(pages: &[String]) -> Option<Parsed> {
    let mut data = Vec::new();
    for page in pages {
        data.append(&mut serde_json::from_str::<Page<T>>(page).ok()?.data);
    }
    Some(Parsed(Rc::new(Page {
        data,
        next_cursor: None,
    })))
}

struct Read {
    path: String,
    data: Option<Rc<Parsed>>,
    trouble: Option<Trouble>,
}

#[hook]
fn use_read(path: Option<String>, parse: Parse) -> Resource<Parsed> {
    let seen = use_memo(path.clone(), |path| path.as_deref().and_then(cached));
    let read = use_state(|| None::<Rc<Read>>);
    let round = use_state(|| (0_u32, true));
    let latest = use_mut_ref(|| Rc::new(Cell::new(0_u32)));
    let last_round = use_mut_ref(|| 0_u32);
    {
        let read = read.clone();
        use_effect_with((path.clone(), *round), move |(path, (round, attended))| {
            // Another address is somebody's wish, whatever the last round was.
            let attended = *attended || last_round.replace(*round) == *round;

            let turn = latest.borrow().clone();
            turn.set(turn.get() + 1);
            let mine = turn.get();
            if let Some(path) = path.clone() {
                wasm_bindgen_futures::spawn_local(async move {
                    let answer = get(&path, parse, attended).await;
                    if turn.get() == mine && (attended || answer.is_ok()) {
                        let (data, trouble) = match answer {
                            Ok(data) => (Some(data), None),
                            Err(trouble) => (None, Some(trouble)),
                        };
                        read.set(Some(Rc::new(Read {
                            path,
                            data,
                            trouble,
                        })));
                    }
                });
            }
        });
    }
    let mine = read
        .as_ref()
        .filter(|read| Some(&read.path) == path.as_ref());
    let again = |attended| {
        let round = round.clone();
        Callback::from(move |()| round.set((round.0 + 1, attended)))
    };
    Resource {
        data: mine
            .and_then(|read| read.data.clone())
            .or_else(|| (*seen).clone()),
        trouble: mine.and_then(|read| read.trouble.clone()),
        reload: again(true),
        refresh: again(false),
    }
}

/// Where a list goes on.
#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next_cursor: Option<String>,
}

/// Gets an answer; of a list that is asked for without a page of its own, every page.
async fn get(path: &str, parse: Parse, attended: bool) -> Result<Rc<Parsed>, Trouble> {
    let follows = path.contains("limit=200");
    let mut pages = vec![fetch(path, attended).await?];
    while let Some(cursor) = pages
        .last()
        .filter(|_| follows)
        .and_then(|page| next_cursor(page))
    {
        let next = format!("{path}&cursor={}", encoded(&cursor));
        pages.push(fetch(&next, attended).await?);
    }
    let parsed = Rc::new(parse(&pages).ok_or_else(unreadable)?);
    keep(path, parsed.clone());
    Ok(parsed)
}

fn next_cursor(page: &str) -> Option<String> {
    serde_json::from_str::<Next>(page).ok()?.next_cursor
}
