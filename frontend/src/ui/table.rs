//! Tables that scroll inside their own frame where the screen is too narrow.

use yew::prelude::*;

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub heading: AttrValue,
    /// Whether it holds numbers.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn words(heading: impl Into<AttrValue>) -> Self {
        Self {
            heading: heading.into(),
            numeric: false,
        }
    }

    /// A column of numbers.
    pub fn numbers(heading: impl Into<AttrValue>) -> Self {
        Self {
            heading: heading.into(),
            numeric: true,
        }
    }
}

/// What a [`Table`] needs.
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// Its id; the caption's is made from it.
    pub id: AttrValue,
    /// What it shows.
    pub caption: AttrValue,
    /// Whether only a screen reader meets the caption, because a heading above says it.
    #[prop_or_default]
    pub caption_hidden: bool,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; the first cell of each is its heading.
    pub rows: Vec<Vec<Html>>,
}

/// A table. Its frame can be reached and scrolled by keyboard.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let caption_id = format!("{}-caption", props.id);
    let hidden = if props.caption_hidden {
        "nhsuk-u-visually-hidden"
    } else {
        "nhsuk-table__caption--m"
    };
    let head = |column: &Column| {
        let numeric = column.numeric.then_some("nhsuk-table__header--numeric");
        html! { <th class={classes!("nhsuk-table__header", numeric)} scope="col">{ column.heading.clone() }</th> }
    };
    let row = |cells: &Vec<Html>| {
        let cell = |(at, cell): (usize, &Html)| {
            if at == 0 {
                return html! { <th class="nhsuk-table__header" scope="row">{ cell.clone() }</th> };
            }
            let numeric = props.columns.get(at).is_some_and(|column| column.numeric);
            let numeric = numeric.then_some("nhsuk-table__cell--numeric");
            html! { <td class={classes!("nhsuk-table__cell", numeric)}>{ cell.clone() }</td> }
        };
        html! { <tr class="nhsuk-table__row">{ for cells.iter().enumerate().map(cell) }</tr> }
    };
    html! {
        <div class="foothold-scroll" role="region" aria-labelledby={caption_id.clone()} tabindex="0">
            <table class="nhsuk-table" id={props.id.clone()}>
                <caption class={classes!("nhsuk-table__caption", hidden)} id={caption_id}>{ props.caption.clone() }</caption>
                <thead class="nhsuk-table__head">
                    <tr class="nhsuk-table__row">{ for props.columns.iter().map(head) }</tr>
                </thead>
                <tbody class="nhsuk-table__body">{ for props.rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
