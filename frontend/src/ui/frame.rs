//! The head and the foot of every page.

use yew::prelude::*;

/// One place of the navigation.
#[derive(Debug, Clone, PartialEq)]
pub struct NavItem {
    /// What it says.
    pub text: AttrValue,
    /// Where it leads.
    pub href: AttrValue,
    /// Whether the page is there.
    pub current: bool,
}

/// Lets people at a keyboard pass over the head of the page.
#[component]
pub fn SkipLink() -> Html {
    html! { <a class="nhsuk-skip-link" href="#maincontent">{ "Skip to main content" }</a> }
}

/// What a [`Header`] needs.
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The service.
    pub service: AttrValue,
    /// Where the service begins.
    pub href: AttrValue,
    /// Whose service it is: in the place of a logo.
    pub organisation: AttrValue,
    /// The places.
    #[prop_or_default]
    pub navigation: Vec<NavItem>,
    /// Who is signed in, and the way out.
    #[prop_or_default]
    pub account: Html,
}

/// The head of the page.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let item = |item: &NavItem| {
        let current = item
            .current
            .then_some("nhsuk-header__navigation-item--current");
        let text = if item.current {
            html! { <strong class="nhsuk-header__navigation-item-current-fallback">{ item.text.clone() }</strong> }
        } else {
            html! { { item.text.clone() } }
        };
        html! {
            <li class={classes!("nhsuk-header__navigation-item", current)} key={item.href.to_string()}>
                <a class="nhsuk-header__navigation-link" href={item.href.clone()}
                    aria-current={item.current.then_some("true")}>{ text }</a>
            </li>
        }
    };
    html! {
        <header class="nhsuk-header" role="banner">
            <div class="nhsuk-header__container nhsuk-width-container foothold-wide">
                <div class="nhsuk-header__service">
                    <a class="nhsuk-header__service-logo foothold-wordmark" href={props.href.clone()}>
                        <span class="nhsuk-header__organisation-name">{ props.organisation.clone() }</span>
                        <span class="nhsuk-header__service-name">{ props.service.clone() }</span>
                    </a>
                </div>
                { props.account.clone() }
            </div>
            if !props.navigation.is_empty() {
                <nav class="nhsuk-header__navigation" aria-label="Menu">
                    <div class="nhsuk-header__navigation-container nhsuk-width-container foothold-wide">
                        <ul class="nhsuk-header__navigation-list">
                            { for props.navigation.iter().map(item) }
                        </ul>
                    </div>
                </nav>
            }
        </header>
    }
}

/// What a [`Footer`] needs.
#[derive(Properties, PartialEq)]
pub struct FooterProps {
    /// What it says.
    pub children: Html,
}

/// The foot of the page.
#[component]
pub fn Footer(props: &FooterProps) -> Html {
    html! {
        <footer class="nhsuk-footer" role="contentinfo">
            <div class="nhsuk-width-container foothold-wide">
                <div class="nhsuk-footer__meta">{ props.children.clone() }</div>
            </div>
        </footer>
    }
}
