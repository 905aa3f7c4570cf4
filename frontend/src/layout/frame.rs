//! Head, navigation and foot: the same markup from the server and in the browser, so that nothing jumps when the
//! application takes over.

use crate::routes::Section;
use crate::ui::{Footer, Header, NavItem};
use yew::prelude::*;

/// What the frame says on every page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameFacts {
    /// The Trust's name.
    pub trust_name: String,
    /// Whom to call.
    pub phone: String,
    /// Who is signed in, where it is known.
    pub person: Option<String>,
    /// Where the administration begins for them, if any of it is theirs.
    pub administration: Option<String>,
}

/// What the browser's tab says: "Programmes - Foothold".
#[must_use]
pub fn document_title(heading: &str) -> String {
    format!("{heading} - Foothold")
}

/// What a [`Frame`] needs.
#[derive(Properties, PartialEq)]
pub struct FrameProps {
    /// What it says.
    pub facts: FrameFacts,
    /// The part of the dashboard one is in.
    pub section: Option<Section>,
    /// What is inside: breadcrumbs and the main region.
    pub children: Html,
    /// Told when somebody signs out; without it the form goes to the server.
    #[prop_or_default]
    pub onsignout: Option<Callback<SubmitEvent>>,
}

/// The frame of a page.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let navigation: Vec<_> = Section::ALL
        .into_iter()
        .map(|(section, text, href)| NavItem {
            text: text.into(),
            href: href.into(),
            current: props.section == Some(section),
        })
        .chain([reports()])
        .collect();
    let account = props.facts.person.as_deref().map(|person| {
        let administration = props.facts.administration.as_deref();
        account(person, administration, props.onsignout.clone())
    });
    html! {
        <>
            <Header service="Foothold" href="/dashboard/programmes" organisation={props.facts.trust_name.clone()}
                {navigation} account={account.unwrap_or_default()} />
            <div class="nhsuk-width-container foothold-wide">{ props.children.clone() }</div>
            <Footer>
                <p class="nhsuk-body-s">
                    { "Learning and Development, " }{ &props.facts.trust_name }
                    if !props.facts.phone.is_empty() {
                        { ". Call " }<a href={telephone(&props.facts.phone)}>{ &props.facts.phone }</a>
                    }
                </p>
                <p class="nhsuk-body-s">
                    <a href="/docs">{ "For partners' systems: the API" }</a>
                </p>
            </Footer>
        </>
    }
}

/// The way to the reports, which are pages of the server's.
fn reports() -> NavItem {
    NavItem {
        text: "Reports".into(),
        href: "/reports".into(),
        current: false,
    }
}

/// Who is signed in, the way to their account and to the administration, and the way out.
pub fn account(
    person: &str,
    administration: Option<&str>,
    onsubmit: Option<Callback<SubmitEvent>>,
) -> Html {
    html! {
        <nav class="nhsuk-header__account" aria-label="Account">
            <ul class="nhsuk-header__account-list">
                <li class="nhsuk-header__account-item">
                    <svg class="nhsuk-icon nhsuk-icon--user" viewBox="0 0 24 24" width="16" height="16"
                        focusable="false" aria-hidden="true"><path d={USER}></path></svg>
                    <a class="nhsuk-header__account-link" href="/account">{ person }</a>
                </li>
                if let Some(address) = administration {
                    <li class="nhsuk-header__account-item">
                        <a class="nhsuk-header__account-link" href={address.to_owned()}>{ "Administration" }</a>
                    </li>
                }
                <li class="nhsuk-header__account-item">
                    <form class="nhsuk-header__account-form" action="/sign-out" method="post" {onsubmit}>
                        <button class="nhsuk-header__account-button" type="submit">{ "Sign out" }</button>
                    </form>
                </li>
            </ul>
        </nav>
    }
}

/// The design system's own icon of a person.
const USER: &str = "M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Zm0 2a9 9 0 0 0-6.4 15.3 7.4 7.4 0 0 1 12.8 0A9 9 0 0 0 12 3Zm0 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z";

fn telephone(number: &str) -> String {
    let digits: String = number
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '+')
        .collect();
    format!("tel:{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_called_without_its_spaces() {
        assert_eq!(telephone("01632 960 123"), "tel:01632960123");
    }
}
