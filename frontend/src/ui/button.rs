//! Buttons, and links that look like them.

use yew::prelude::*;

/// What a button stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The main action of the page.
    #[default]
    Primary,
    /// Another action.
    Secondary,
    /// An action that is hard to undo.
    Warning,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "",
            Self::Secondary => "nhsuk-button--secondary",
            Self::Warning => "nhsuk-button--warning",
        }
    }
}

/// What a [`Button`] needs.
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// What it says.
    pub children: Html,
    /// What it stands for.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// Smaller, for lists.
    #[prop_or_default]
    pub small: bool,
    /// Whether its action is under way: it stays in the tab order and does nothing, so that no click counts twice.
    #[prop_or_default]
    pub busy: bool,
    /// A button of a form submits it, unless a click has its own action.
    #[prop_or_default]
    pub onclick: Option<Callback<MouseEvent>>,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let kind = if props.onclick.is_some() {
        "button"
    } else {
        "submit"
    };
    let busy = props.busy;
    let given = props.onclick.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if busy {
            event.prevent_default();
        } else if let Some(given) = &given {
            given.emit(event);
        }
    });
    html! {
        <button id={props.id.clone()} class={classes(props.kind, props.small)} type={kind} {onclick}
            aria-disabled={busy.then_some("true")}>
            { props.children.clone() }
        </button>
    }
}

/// What a [`LinkButton`] needs.
#[derive(Properties, PartialEq)]
pub struct LinkButtonProps {
    /// What it says.
    pub children: Html,
    /// Where it leads.
    pub href: AttrValue,
    /// What it stands for.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// Smaller, for lists.
    #[prop_or_default]
    pub small: bool,
}

/// A link that looks like a button, because it begins something.
#[component]
pub fn LinkButton(props: &LinkButtonProps) -> Html {
    html! {
        <a class={classes(props.kind, props.small)} href={props.href.clone()} draggable="false">
            { props.children.clone() }
        </a>
    }
}

fn classes(kind: ButtonKind, small: bool) -> Classes {
    classes!(
        "nhsuk-button",
        Some(kind.class()).filter(|class| !class.is_empty()),
        small.then_some("nhsuk-button--small")
    )
}
