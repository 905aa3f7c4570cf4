//! What stands out from the text around it.

use web_sys::HtmlElement;
use yew::prelude::*;

/// What an [`InsetText`] needs.
#[derive(Properties, PartialEq)]
pub struct InsetTextProps {
    /// What it says.
    pub children: Html,
}

/// Text that stands out a little.
#[component]
pub fn InsetText(props: &InsetTextProps) -> Html {
    html! {
        <div class="nhsuk-inset-text">
            <span class="nhsuk-u-visually-hidden">{ "Information: " }</span>
            { props.children.clone() }
        </div>
    }
}

/// What a [`WarningCallout`] needs.
#[derive(Properties, PartialEq)]
pub struct WarningCalloutProps {
    /// The heading.
    #[prop_or("Important".into())]
    pub heading: AttrValue,
    /// What it says.
    pub children: Html,
    /// The level of its heading.
    #[prop_or(2)]
    pub level: u8,
}

/// What must not be missed.
#[component]
pub fn WarningCallout(props: &WarningCalloutProps) -> Html {
    let tag = format!("h{}", props.level.clamp(2, 6));
    html! {
        <div class="nhsuk-card nhsuk-card--warning">
            <div class="nhsuk-card__content">
                <@{tag} class="nhsuk-card__heading">
                    <span role="text">
                        if props.heading != "Important" {
                            <span class="nhsuk-u-visually-hidden">{ "Important: " }</span>
                        }
                        { props.heading.clone() }
                    </span>
                </@>
                { props.children.clone() }
            </div>
        </div>
    }
}

/// What [`Details`] need.
#[derive(Properties, PartialEq)]
pub struct DetailsProps {
    /// What can be opened.
    pub summary: AttrValue,
    /// What is inside.
    pub children: Html,
    /// Whether it is open from the start.
    #[prop_or_default]
    pub open: bool,
}

/// What not everybody needs, behind a line that opens.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    html! {
        <details class="nhsuk-details" open={props.open}>
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{ props.summary.clone() }</span>
            </summary>
            <div class="nhsuk-details__text">{ props.children.clone() }</div>
        </details>
    }
}

/// What a [`NotificationBanner`] needs.
#[derive(Properties, PartialEq)]
pub struct NotificationBannerProps {
    /// What happened.
    pub heading: AttrValue,
    /// More about it.
    #[prop_or_default]
    pub children: Html,
    /// Whether it tells of a success; else it is something to know.
    #[prop_or_default]
    pub success: bool,
    /// Whether it takes the focus when it appears, because it answers what somebody just did.
    #[prop_or_default]
    pub takes_focus: bool,
}

/// Tells what has just happened.
#[component]
pub fn NotificationBanner(props: &NotificationBannerProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(
            (props.takes_focus, props.heading.clone()),
            move |(takes_focus, _)| {
                if let Some(element) = node.cast::<HtmlElement>().filter(|_| *takes_focus) {
                    element.focus().ok();
                }
            },
        );
    }
    let (role, title, success) = if props.success {
        (
            "alert",
            "Success",
            Some("nhsuk-notification-banner--success"),
        )
    } else {
        ("region", "Important", None)
    };
    html! {
        <div class={classes!("nhsuk-notification-banner", success)} {role} ref={node} tabindex="-1"
            aria-labelledby="notification-title">
            <div class="nhsuk-notification-banner__header">
                <h2 class="nhsuk-notification-banner__title" id="notification-title">{ title }</h2>
            </div>
            <div class="nhsuk-notification-banner__content">
                <p class="nhsuk-notification-banner__heading">{ props.heading.clone() }</p>
                { props.children.clone() }
            </div>
        </div>
    }
}
