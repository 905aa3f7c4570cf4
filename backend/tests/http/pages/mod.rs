//! The pages that the server renders, as browsers without scripts meet them.

mod accounts;
mod administration;
mod correction;
mod dashboard;
mod endings;
mod forms;
mod many_moves;
mod planner;
mod public;
mod scoring;
mod sessions;
mod sign_in;

use crate::journeys::world::{Walker, World};
use crate::support::client::{Client, Reply};
use actix_web::http::Method;

/// The headings and sentences of a page: its text with the escapes undone and no markup.
pub fn said(reply: &Reply) -> String {
    let mut text = String::new();
    for part in reply.text.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    text.replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&")
}

/// A page in a language that the browser asks for.
pub async fn page_in(client: &Client, path: &str, language: &str) -> Reply {
    client
        .request(Method::GET, &format!("{path}?language={language}"))
        .send()
        .await
}

/// The candidate's own browser.
pub async fn browser_of(world: &World, walker: &Walker) -> Client {
    world
        .app
        .as_candidate(walker.candidate)
        .await
        .with_header("Accept", "text/html")
}

/// The tags of a page that hold this text.
pub fn tags<'a>(page: &'a Reply, holding: &'a str) -> impl Iterator<Item = &'a str> {
    page.text
        .split('<')
        .filter_map(|part| part.split_once('>').map(|(tag, _)| tag))
        .filter(move |tag| tag.contains(holding))
}

/// What the field of this name holds.
pub fn value_of(page: &Reply, name: &str) -> String {
    let named = format!("name=\"{name}\"");
    let field = tags(page, &named)
        .next()
        .unwrap_or_else(|| panic!("a field {name}: {}", page.text));
    let (_, value) = field.split_once("value=\"").expect("its value");
    value.split('"').next().expect("its end").to_owned()
}

/// The hidden version that a form carries.
pub fn version_in(form: &Reply) -> String {
    value_of(form, "version")
}

/// Opens a move's form and sends it filled in, as a browser would.
pub async fn fill_in(
    client: &Client,
    walker: &Walker,
    name: &str,
    answers: &[(&str, &str)],
) -> Reply {
    let address = format!("/my/moves/{}/{name}", walker.id);
    let form = client.get(&address).await.expect(200);
    let version = version_in(&form);
    let mut filled = vec![("version", version.as_str())];
    filled.extend(answers);
    client.form(&address, &filled).await
}
