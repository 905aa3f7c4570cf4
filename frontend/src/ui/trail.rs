//! Where the page stands among others: breadcrumbs, the way back, pages of a list.

use yew::prelude::*;

/// One step of a [`Breadcrumb`].
#[derive(Debug, Clone, PartialEq)]
pub struct Crumb {
    /// What it says.
    pub text: AttrValue,
    /// Where it leads.
    pub href: AttrValue,
}

impl Crumb {
    /// A step.
    pub fn new(text: impl Into<AttrValue>, href: impl Into<AttrValue>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
        }
    }
}

/// What a [`Breadcrumb`] needs.
#[derive(Properties, PartialEq)]
pub struct BreadcrumbProps {
    /// The steps above this page, from the top.
    pub crumbs: Vec<Crumb>,
}

/// The pages above this one; on a telephone, the way back to the nearest.
#[component]
pub fn Breadcrumb(props: &BreadcrumbProps) -> Html {
    let Some(last) = props.crumbs.last() else {
        return html! {};
    };
    let item = |crumb: &Crumb| {
        html! {
            <li class="nhsuk-breadcrumb__list-item">
                <a class="nhsuk-breadcrumb__link" href={crumb.href.clone()}>{ crumb.text.clone() }</a>
            </li>
        }
    };
    html! {
        <nav class="nhsuk-breadcrumb" aria-label="Breadcrumb">
            <ol class="nhsuk-breadcrumb__list">{ for props.crumbs.iter().map(item) }</ol>
            <a class="nhsuk-back-link" href={last.href.clone()}>
                <span class="nhsuk-u-visually-hidden">{ "Back to " }</span>{ last.text.clone() }
            </a>
        </nav>
    }
}

/// What a [`BackLink`] needs.
#[derive(Properties, PartialEq)]
pub struct BackLinkProps {
    /// Where it leads.
    pub href: AttrValue,
    /// What it says.
    #[prop_or("Back".into())]
    pub text: AttrValue,
}

/// The way back from one step of a task.
#[component]
pub fn BackLink(props: &BackLinkProps) -> Html {
    html! { <a class="nhsuk-back-link" href={props.href.clone()}>{ props.text.clone() }</a> }
}

/// What [`Pagination`] needs.
#[derive(Properties, PartialEq)]
pub struct PaginationProps {
    /// The page before, where there is one.
    #[prop_or_default]
    pub previous: Option<AttrValue>,
    /// The page after, where there is one.
    #[prop_or_default]
    pub next: Option<AttrValue>,
}

/// The pages before and after this one of a list.
#[component]
pub fn Pagination(props: &PaginationProps) -> Html {
    if props.previous.is_none() && props.next.is_none() {
        return html! {};
    }
    let link = |href: &AttrValue,
                what: &'static str,
                rel: &'static str,
                path: &'static str,
                arrow: &'static str| {
        html! {
            <li class={format!("nhsuk-pagination-item--{}", what.to_ascii_lowercase())}>
                <a class={classes!("nhsuk-pagination__link", format!("nhsuk-pagination__link--{rel}"))} {rel}
                    href={href.clone()}>
                    <span class="nhsuk-pagination__title">
                        { what }<span class="nhsuk-u-visually-hidden">{ " page" }</span>
                    </span>
                    <svg class={classes!("nhsuk-icon", arrow)} viewBox="0 0 24 24" width="16" height="16"
                        focusable="false" aria-hidden="true"><path d={path}></path></svg>
                </a>
            </li>
        }
    };
    html! {
        <nav class="nhsuk-pagination" aria-label="Pagination">
            <ul class="nhsuk-list nhsuk-pagination__list">
                if let Some(href) = &props.previous {
                    { link(href, "Previous", "prev", LEFT, "nhsuk-icon--arrow-left") }
                }
                if let Some(href) = &props.next {
                    { link(href, "Next", "next", RIGHT, "nhsuk-icon--arrow-right") }
                }
            </ul>
        </nav>
    }
}

const LEFT: &str = "M10.7 6.3c.4.4.4 1 0 1.4L7.4 11H19a1 1 0 0 1 0 2H7.4l3.3 3.3c.4.4.4 1 0 1.4a1 1 0 0 1-1.4 0l-5-5A1 1 0 0 1 4 12c0-.3.1-.5.3-.7l5-5a1 1 0 0 1 1.4 0Z";
const RIGHT: &str = "m14.7 6.3 5 5c.2.2.3.4.3.7 0 .3-.1.5-.3.7l-5 5a1 1 0 0 1-1.4-1.4l3.3-3.3H5a1 1 0 0 1 0-2h11.6l-3.3-3.3a1 1 0 1 1 1.4-1.4Z";
