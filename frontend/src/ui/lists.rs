//! Facts about one thing: summary lists, cards, figures and tags.

use yew::prelude::*;

/// One line of a [`SummaryList`].
#[derive(Debug, Clone, PartialEq)]
pub struct SummaryRow {
    /// What it is.
    pub key: AttrValue,
    /// What it holds.
    pub value: Html,
    /// What can be done about it.
    pub action: Option<Html>,
}

impl SummaryRow {
    /// A line without an action.
    pub fn new(key: impl Into<AttrValue>, value: impl Into<Html>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            action: None,
        }
    }
}

/// What a [`SummaryList`] needs.
#[derive(Properties, PartialEq)]
pub struct SummaryListProps {
    /// Its lines.
    pub rows: Vec<SummaryRow>,
}

/// Facts, one a line.
#[component]
pub fn SummaryList(props: &SummaryListProps) -> Html {
    let any_action = props.rows.iter().any(|row| row.action.is_some());
    let line = |row: &SummaryRow| {
        let no_actions =
            (any_action && row.action.is_none()).then_some("nhsuk-summary-list__row--no-actions");
        html! {
            <div class={classes!("nhsuk-summary-list__row", no_actions)}>
                <dt class="nhsuk-summary-list__key">{ row.key.clone() }</dt>
                <dd class="nhsuk-summary-list__value">{ row.value.clone() }</dd>
                if let Some(action) = &row.action {
                    <dd class="nhsuk-summary-list__actions">{ action.clone() }</dd>
                }
            </div>
        }
    };
    html! { <dl class="nhsuk-summary-list">{ for props.rows.iter().map(line) }</dl> }
}

/// What a [`Card`] needs.
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// The heading.
    #[prop_or_default]
    pub heading: AttrValue,
    /// The level of its heading.
    #[prop_or(2)]
    pub level: u8,
    /// What is on it.
    pub children: Html,
}

/// Things that belong together.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let tag = format!("h{}", props.level.clamp(2, 6));
    html! {
        <div class="nhsuk-card">
            <div class="nhsuk-card__content">
                if !props.heading.is_empty() {
                    <@{tag} class="nhsuk-card__heading nhsuk-heading-m">{ props.heading.clone() }</@>
                }
                { props.children.clone() }
            </div>
        </div>
    }
}

/// What a [`Tag`] needs.
#[derive(Properties, PartialEq)]
pub struct TagProps {
    /// What it says: colour alone never says it.
    pub children: Html,
    /// One of the design system's colours; empty for its own blue.
    #[prop_or_default]
    pub colour: &'static str,
}

/// How something stands, in a word or two.
#[component]
pub fn Tag(props: &TagProps) -> Html {
    let colour = (!props.colour.is_empty()).then(|| format!("nhsuk-tag--{}", props.colour));
    html! { <strong class={classes!("nhsuk-tag", colour)}>{ props.children.clone() }</strong> }
}

/// What a [`Figure`] needs.
#[derive(Properties, PartialEq)]
pub struct FigureProps {
    /// The number.
    pub number: AttrValue,
    /// What it counts.
    pub label: AttrValue,
}

/// A number worth seeing at a glance; stands in a list with the class `foothold-figures`.
#[component]
pub fn Figure(props: &FigureProps) -> Html {
    html! {
        <li class="foothold-figures__figure">
            <span class="foothold-figures__number">{ props.number.clone() }</span>
            { " " }{ props.label.clone() }
        </li>
    }
}
