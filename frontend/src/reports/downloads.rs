//! The lists as files for a spreadsheet.

use yew::prelude::*;

/// A list as a file for a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// What it holds.
    pub words: &'static str,
    /// Its name in an address.
    pub name: &'static str,
    /// What it is narrowed by, as it stands in an address; empty for nothing.
    pub narrowed: String,
}

impl Download {
    /// Both kinds of file.
    pub(super) fn links(&self) -> Html {
        html! { <>{ self.link("csv") }{ ", " }{ self.link("xlsx") }</> }
    }

    fn link(&self, ending: &'static str) -> Html {
        let joint = if self.narrowed.is_empty() { "" } else { "?" };
        let href = format!("/exports/{}.{ending}{joint}{}", self.name, self.narrowed);
        html! {
            <a {href} download="">
                { ending.to_ascii_uppercase() }<span class="nhsuk-u-visually-hidden">{ format!(" of {}", self.words) }</span>
            </a>
        }
    }
}

/// Every list that whoever looks may read, as a file.
pub(super) fn drawn(downloads: &[Download]) -> Html {
    let item = |download: &Download| {
        html! { <li>{ download.words }{ ": " }{ download.links() }</li> }
    };
    html! {
        <section aria-labelledby="downloads">
            <h2 class="nhsuk-heading-m" id="downloads">{ "Download for a spreadsheet" }</h2>
            <p class="nhsuk-u-reading-width">{ "A file leaves this system. Keep it where only those can open it who may see these people, \
                and delete it when you are done. Each download is written to the audit log." }</p>
            <ul class="nhsuk-list nhsuk-list--bullet">{ for downloads.iter().map(item) }</ul>
        </section>
    }
}
