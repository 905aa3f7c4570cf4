//! The first view of the dashboard: what people see before the application has loaded, and what they see if it never does.

use super::{Frame, FrameFacts, document_title};
use crate::routes::{Route, Section};
use crate::ui::{Breadcrumb, Crumb, Skeleton, SkipLink, WarningCallout};
use yew::prelude::*;

/// What the browser's tab says at this address.
#[must_use]
pub fn title(path: &str) -> String {
    document_title(Route::at(path).heading())
}

/// What a [`Shell`] needs.
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// The address that was asked for, without its query.
    pub path: AttrValue,
    /// What the frame says.
    pub facts: FrameFacts,
}

/// The body of the page at a dashboard's address: the skip link and the root that the application takes over, with the
/// facts of the frame on it, so that the application draws the same frame at once.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let route = Route::at(&props.path);
    let facts = &props.facts;
    let without_scripts = if facts.phone.is_empty() {
        "Your browser is not running scripts.".to_owned()
    } else {
        format!(
            "Your browser is not running scripts. Turn them on, or call us on {}.",
            facts.phone
        )
    };
    html! {
        <>
            <SkipLink />
            <div id="app" data-trust={facts.trust_name.clone()} data-phone={facts.phone.clone()}
                data-person={facts.person.clone()} data-administration={facts.administration.clone()}>
                <Frame facts={facts.clone()} section={route.section()}>
                    <Breadcrumb crumbs={above(&route)} />
                    <main class="nhsuk-main-wrapper nhsuk-main-wrapper--s" id="maincontent">
                        <h1 class="nhsuk-heading-l">{ route.heading() }</h1>
                        <noscript>
                            <WarningCallout heading="The dashboard needs JavaScript">
                                <p>{ without_scripts }</p>
                            </WarningCallout>
                        </noscript>
                        <Skeleton />
                    </main>
                </Frame>
            </div>
        </>
    }
}

/// The pages above this one that are known before anything has loaded.
fn above(route: &Route) -> Vec<Crumb> {
    let begins_section = Section::ALL
        .iter()
        .any(|(_, _, href)| *href == route.path());
    let section = Section::ALL
        .into_iter()
        .filter(|(section, ..)| Some(*section) == route.section());
    section
        .filter(|_| !begins_section)
        .map(|(_, text, href)| Crumb::new(text, href))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    fn rendered(path: &'static str) -> String {
        let facts = FrameFacts {
            trust_name: "Northfold Hospitals".into(),
            phone: "01632 960 123".into(),
            ..FrameFacts::default()
        };
        yew::LocalServerRenderer::<Shell>::with_props(ShellProps {
            path: path.into(),
            facts,
        })
        .hydratable(false)
        .render()
        .now_or_never()
        .expect("nothing here waits")
    }

    #[test]
    fn the_first_view_has_its_heading_its_navigation_and_a_number_to_call() {
        let page = rendered("/dashboard/vacancies");
        assert!(page.contains("<h1 class=\"nhsuk-heading-l\">Vacancies</h1>"));
        assert!(page.contains("aria-current=\"true\""));
        assert!(page.contains("call us on 01632 960 123"));
        assert!(
            !page.contains("style="),
            "the content security policy refuses inline styles"
        );
    }

    #[test]
    fn the_tab_says_where_one_is() {
        assert_eq!(
            title("/dashboard/programmes/new"),
            "New programme - Foothold"
        );
    }
}
