//! A page of the dashboard: its title, heading and what it does with focus and scroll when one arrives.

use super::document_title;
use crate::api::Trouble;
use crate::session::{browser, place::Arrival, use_session};
use crate::ui::{
    Breadcrumb, Button, ButtonKind, Crumb, Loading, NotificationBanner, WarningCallout,
};
use web_sys::HtmlElement;
use yew::prelude::*;

/// What a [`Page`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct PageProps {
    /// Its heading, and what the tab says.
    pub title: AttrValue,
    /// What stands above the heading, smaller.
    #[prop_or_default]
    pub caption: AttrValue,
    /// The pages above this one.
    #[prop_or_default]
    pub crumbs: Vec<Crumb>,
    /// Whether there is something to show. Until then it says what is loading.
    #[prop_or(true)]
    pub ready: bool,
    /// What is on it.
    pub children: Html,
}

/// A page. On arrival its heading takes the focus, and the way back leads to where one was.
#[component]
pub(crate) fn Page(props: &PageProps) -> Html {
    let session = use_session();
    let heading = use_node_ref();
    use_arrival(&session, &heading, props);
    html! {
        <>
            <Breadcrumb crumbs={props.crumbs.clone()} />
            <main class="nhsuk-main-wrapper nhsuk-main-wrapper--s" id="maincontent">
                if let Some(notice) = &session.notice {
                    <NotificationBanner heading={notice.0.clone()} success={true} />
                }
                <h1 class="nhsuk-heading-l" ref={heading} tabindex="-1">
                    if !props.caption.is_empty() {
                        <span class="nhsuk-caption-l">{ props.caption.clone() }</span>{ " " }
                    }
                    { props.title.clone() }
                </h1>
                <div role="status" id="changed">
                    if session.is_changed {
                        <p class="nhsuk-body-s nhsuk-u-secondary-text-colour">{ "Changed by somebody else just now" }</p>
                    }
                </div>
                if props.ready {
                    { props.children.clone() }
                } else {
                    <Loading what={props.title.to_ascii_lowercase()} />
                }
            </main>
        </>
    }
}

#[hook]
fn use_arrival(session: &crate::session::Session, heading: &NodeRef, props: &PageProps) {
    use_effect_with(props.title.clone(), |title| {
        browser::set_title(&document_title(title))
    });
    {
        let heading = heading.clone();
        let arrival = session.place.arrival;
        use_effect_with(session.place.visit, move |_| {
            if arrival == Arrival::Opened {
                return;
            }
            if let Some(heading) = heading.cast::<HtmlElement>() {
                heading.focus().ok();
            }
            if arrival == Arrival::Forward {
                browser::scroll_to(0.0);
            }
        });
    }
    let (say, title, arrival) = (
        session.say.clone(),
        props.title.clone(),
        session.place.arrival,
    );
    use_effect_with((session.place.visit, props.ready), move |(_, ready)| {
        if !ready {
            return;
        }
        say.emit(format!("{title} loaded"));
        match arrival {
            Arrival::Returned { scroll } => browser::scroll_to(scroll),
            Arrival::Opened => browser::scroll_to(browser::noted_scroll()),
            Arrival::Forward => {}
        }
    });
}

/// What a [`Failure`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct FailureProps {
    /// Why.
    pub trouble: Trouble,
    /// Tries again.
    pub retry: Callback<()>,
}

/// Says why there is nothing to show, and lets people try again.
#[component]
pub(crate) fn Failure(props: &FailureProps) -> Html {
    let retry = props.retry.reform(|_: MouseEvent| ());
    let hopeless = matches!(
        props.trouble,
        Trouble::NotFound | Trouble::Forbidden(_) | Trouble::SignedOut
    );
    html! {
        <div role="alert">
            <WarningCallout heading="We could not show this">
                <p>{ props.trouble.words() }</p>
                if !hopeless {
                    <Button kind={ButtonKind::Secondary} onclick={retry}>{ "Try again" }</Button>
                }
            </WarningCallout>
        </div>
    }
}
