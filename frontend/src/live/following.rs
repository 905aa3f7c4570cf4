//! Pages that follow what is told.

use super::news::{Concern, News};
use crate::api::is_own_doing;
use crate::session::use_session;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

type Follower = Rc<dyn Fn(&News)>;

thread_local! {
    static FOLLOWERS: RefCell<Vec<Follower>> = const { RefCell::new(Vec::new()) };
}

/// Several changes at once are read once, so many milliseconds after the first of them.
const TOGETHER: u32 = 120;

/// Tells every page that follows.
pub(super) fn tell(news: &News) {
    let followers = FOLLOWERS.with_borrow(Vec::clone);
    followers.iter().for_each(|follower| follower(news));
}

/// Reads again what a page shows when it has changed, and says so where it was somebody else's doing.
#[hook]
pub(crate) fn use_news(concern: Concern, refresh: Callback<()>) {
    let session = use_session();
    // What a follower does is always what the page was last drawn with.
    let latest = use_mut_ref(|| (concern, refresh.clone(), session.changed.clone()));
    *latest.borrow_mut() = (concern, refresh, session.changed);
    use_effect_with((), move |()| {
        let soon: Rc<RefCell<Option<Timeout>>> = Rc::default();
        let follower: Follower = Rc::new(move |news: &News| {
            let (concern, ..) = *latest.borrow();
            if !concern.is_met_by(news) || soon.borrow().is_some() {
                return;
            }
            let is_anothers = matches!(news, News::Changed(_)) && !is_own_doing();
            let (latest, done) = (latest.clone(), soon.clone());
            *soon.borrow_mut() = Some(Timeout::new(TOGETHER, move || {
                done.take();
                let (_, refresh, changed) = latest.borrow().clone();
                refresh.emit(());
                if is_anothers {
                    changed.emit(());
                }
            }));
        });
        let mine = follower.clone();
        FOLLOWERS.with_borrow_mut(|followers| followers.push(follower));
        move || {
            FOLLOWERS.with_borrow_mut(|followers| {
                followers.retain(|follower| !Rc::ptr_eq(follower, &mine));
            });
        }
    });
}
