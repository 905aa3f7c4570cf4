//! Tables. On a telephone each row stands as a list of its own; between that and a desk they scroll inside their frame.

use yew::prelude::*;
use yew::virtual_dom::Key;

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
    /// What each row is of, where rows come and go while one looks: the focus then stays with what it was on.
    #[prop_or_default]
    pub keys: Vec<AttrValue>,
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
        html! {
            <th class={classes!("nhsuk-table__header", numeric)} scope="col" role="columnheader">
                { column.heading.clone() }
            </th>
        }
    };
    let row = |(at, cells): (usize, &Vec<Html>)| {
        let key = props
            .keys
            .get(at)
            .map_or_else(|| Key::from(at), |key| Key::from(key.as_str()));
        let cells = cells
            .iter()
            .zip(&props.columns)
            .enumerate()
            .map(|(at, (cell, column))| body_cell(at, cell, column));
        html! { <tr class="nhsuk-table__row" role="row" {key}>{ for cells }</tr> }
    };
    html! {
        <div class="foothold-scroll" role="region" aria-labelledby={caption_id.clone()} tabindex="0">
            <table class="nhsuk-table nhsuk-table--responsive" role="table" id={props.id.clone()}>
                <caption class={classes!("nhsuk-table__caption", hidden)} id={caption_id}>{ props.caption.clone() }</caption>
                <thead class="nhsuk-table__head" role="rowgroup">
                    <tr class="nhsuk-table__row" role="row">{ for props.columns.iter().map(head) }</tr>
                </thead>
                <tbody class="nhsuk-table__body">{ for props.rows.iter().enumerate().map(row) }</tbody>
            </table>
        </div>
    }
}

/// A cell with its column's heading before it, which only telephones show; the first one is the heading of its row.
fn body_cell(at: usize, cell: &Html, column: &Column) -> Html {
    let content = html! {
        <>
            <span class="nhsuk-table__heading" aria-hidden="true">{ column.heading.clone() }{ " " }</span>
            <div class="foothold-cell">{ cell.clone() }</div>
        </>
    };
    if at == 0 {
        return html! { <th class="nhsuk-table__header" scope="row" role="rowheader">{ content }</th> };
    }
    let numeric = column.numeric.then_some("nhsuk-table__cell--numeric");
    html! { <td class={classes!("nhsuk-table__cell", numeric)} role="cell">{ content }</td> }
}
