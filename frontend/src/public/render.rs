//! Renders a whole document to text.

use yew::{BaseComponent, LocalServerRenderer};

/// The text of a document whose component draws `<html>`. Nothing in it waits and nothing is left for a script to do.
pub async fn render<Page: BaseComponent>(props: Page::Properties) -> String {
    let mut text = String::from("<!doctype html>\n");
    LocalServerRenderer::<Page>::with_props(props)
        .hydratable(false)
        .render_to_string(&mut text)
        .await;
    text
}
