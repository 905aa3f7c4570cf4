//! What somebody sees where a page is not there, not theirs, or broken.

use super::frame::{Document, Frame, contact};
use crate::language::{Message, page};
use yew::prelude::*;

/// Why there is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// There is none, or it is somebody else's: which of the two is not said.
    NotFound,
    /// It is for other people than the one signed in.
    Forbidden,
    /// A fault of ours.
    Broken,
}

impl ErrorKind {
    const fn words(self) -> (Message, Message) {
        match self {
            Self::NotFound => (page::NOT_FOUND, page::NOT_FOUND_TEXT),
            Self::Forbidden => (page::FORBIDDEN, page::FORBIDDEN_TEXT),
            Self::Broken => (page::BROKEN, page::BROKEN_TEXT),
        }
    }
}

/// What an [`ErrorPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ErrorPageProps {
    /// The frame.
    pub frame: Frame,
    /// Why there is no page.
    pub kind: ErrorKind,
}

/// A page that says why there is none, and whom to call.
#[component]
pub fn ErrorPage(props: &ErrorPageProps) -> Html {
    let frame = &props.frame;
    let (heading, text) = props.kind.words();
    html! {
        <Document frame={frame.clone()} title={frame.say(heading)}>
            <h1 class="nhsuk-heading-xl">{ frame.say(heading) }</h1>
            <p>{ frame.say(text) }</p>
            <p><a href="/">{ frame.say(page::FIRST_PAGE) }</a></p>
            { contact(frame) }
        </Document>
    }
}
