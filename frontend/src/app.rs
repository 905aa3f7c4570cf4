//! The staff application: what is on the screen for each address.

use crate::api::{sign_out, use_resource};
use crate::journeys::{MovePage, Person};
use crate::layout::{Frame, FrameFacts, Page};
use crate::live::{Stream, may_watch};
use crate::programmes::{NewProgramme, Programme, Programmes};
use crate::referrals::NewReferral;
use crate::registers::Register;
use crate::routes::Route;
use crate::session::place::{Arrival, Going, Notice, Place};
use crate::session::{EndWarning, Session, browser, note_end};
use crate::vacancies::{NewVacancy, Vacancies};
use shared::identity::Me;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Takes over the first view that the server sent.
pub fn start() {
    let Some(root) = gloo::utils::document().get_element_by_id("app") else {
        return;
    };
    let said = |name: &str| {
        let element = root.dyn_ref::<HtmlElement>();
        element
            .and_then(|element| element.dataset().get(name))
            .filter(|text| !text.is_empty())
    };
    let facts = FrameFacts {
        trust_name: said("trust").unwrap_or_default(),
        phone: said("phone").unwrap_or_default(),
        person: said("person"),
        administration: said("administration"),
    };
    yew::Renderer::<App>::with_root_and_props(root, AppProps { facts }).render();
}

#[derive(Properties, PartialEq)]
struct AppProps {
    facts: FrameFacts,
}

#[component]
fn App(props: &AppProps) -> Html {
    let me = use_resource::<Me>(Some("/me".to_owned()));
    use_effect_with(me.data.clone(), |me| {
        if let Some(me) = me {
            note_end(me.ends_in);
        }
    });
    let walk = use_reducer(Walk::begin);
    let said = use_state(String::new);
    let go = {
        let walk = walk.dispatcher();
        Callback::from(move |going| depart(&walk, going))
    };
    {
        let walk = walk.dispatcher();
        use_effect_with((), move |()| {
            let returning = walk.clone();
            let watched = (
                browser::watch_scrolling(),
                browser::watch_returning(move |scroll| returning.dispatch(Step::Return(scroll))),
                browser::watch_links(move |to| depart(&walk, Going::to(to))),
            );
            move || drop(watched)
        });
    }
    let say = {
        let said = said.clone();
        Callback::from(move |text| said.set(text))
    };
    let role = me.data.as_ref().and_then(|me| me.role);
    use_effect_with(may_watch(role), |may_watch| {
        let stream = may_watch.then(Stream::follow);
        move || drop(stream)
    });
    let changed_at = use_state(|| None::<u32>);
    let visit = walk.place.visit;
    let session = Session {
        is_changed: *changed_at == Some(visit),
        changed: Callback::from(move |()| changed_at.set(Some(visit))),
        facts: Rc::new(FrameFacts {
            person: me
                .data
                .as_ref()
                .map(|me| me.name.clone())
                .or_else(|| props.facts.person.clone()),
            ..props.facts.clone()
        }),
        me: me.data,
        place: walk.place.clone(),
        notice: walk.notice.clone(),
        go,
        say,
    };
    let onsignout = Callback::from(|event: SubmitEvent| {
        event.prevent_default();
        wasm_bindgen_futures::spawn_local(sign_out());
    });
    let route = Route::at(&walk.place.path);
    html! {
        <ContextProvider<Session> context={session.clone()}>
            <Frame facts={(*session.facts).clone()} section={route.section()} {onsignout}>
                { screen(&route) }
                <div class="nhsuk-u-visually-hidden" role="status" aria-live="polite">{ &*said }</div>
                <EndWarning />
            </Frame>
        </ContextProvider<Session>>
    }
}

fn screen(route: &Route) -> Html {
    match route {
        Route::Programmes => html! { <Programmes /> },
        Route::Programme(id) => html! { <Programme id={*id} /> },
        Route::Journey(id) => html! { <Person id={*id} /> },
        Route::JourneyMove(id, name) => {
            html! { <MovePage id={*id} name={*name} key={name.as_str()} /> }
        }
        Route::Register(id) => html! { <Register id={*id} /> },
        Route::Vacancies => html! { <Vacancies /> },
        Route::NewVacancy => html! { <NewVacancy /> },
        Route::NewProgramme => html! { <NewProgramme /> },
        Route::NewReferral => html! { <NewReferral /> },
        Route::NotFound => html! { <Lost /> },
    }
}

#[component]
fn Lost() -> Html {
    html! {
        <Page title={Route::NotFound.heading()}>
            <p>{ "There is nothing at this address. Check it for a slip, or begin again at " }
                <a href="/dashboard/programmes">{ "the programmes" }</a>{ "." }</p>
        </Page>
    }
}

/// Where one is and what was just done there.
struct Walk {
    place: Rc<Place>,
    notice: Option<Notice>,
}

enum Step {
    Arrive(Option<Notice>),
    Return(f64),
}

/// Goes somewhere: the address first, so that what is drawn next reads it.
fn depart(walk: &UseReducerDispatcher<Walk>, going: Going) {
    browser::record(&going.to, going.instead);
    walk.dispatch(Step::Arrive(going.notice));
}

impl Walk {
    fn begin() -> Self {
        Self {
            place: Rc::new(browser::here(0, Arrival::Opened)),
            notice: None,
        }
    }
}

impl Reducible for Walk {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let (arrival, notice) = match step {
            Step::Arrive(notice) => (Arrival::Forward, notice),
            Step::Return(scroll) => (Arrival::Returned { scroll }, None),
        };
        // Another view of the same page, such as one stage of a programme, leaves focus and scroll where they are.
        let next = browser::here(self.place.visit, self.place.arrival);
        if next.path == self.place.path && notice.is_none() {
            return Rc::new(Self {
                place: Rc::new(next),
                notice: None,
            });
        }
        Rc::new(Self {
            place: Rc::new(Place {
                visit: self.place.visit + 1,
                arrival,
                ..next
            }),
            notice,
        })
    }
}
