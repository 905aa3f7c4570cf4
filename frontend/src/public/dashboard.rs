//! The document of the staff dashboard: its first view, and the files that take over from it.

use crate::layout::FrameFacts;
use crate::layout::shell::{Shell, title};
use yew::prelude::*;

/// Where the dashboard's files are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DashboardFiles {
    /// The stylesheet.
    pub stylesheet: String,
    /// The script that starts the application.
    pub start: String,
    /// What that script asks for next: named here, so that all three come at once.
    pub script: String,
    /// The application.
    pub wasm: String,
}

/// What a [`DashboardDocument`] needs.
#[derive(Properties, PartialEq)]
pub struct DashboardDocumentProps {
    /// The address that was asked for, without its query.
    pub path: String,
    /// What the frame says.
    pub facts: FrameFacts,
    /// The files.
    pub files: DashboardFiles,
}

/// The dashboard before its application has loaded.
#[component]
pub fn DashboardDocument(props: &DashboardDocumentProps) -> Html {
    let files = &props.files;
    html! {
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="theme-color" content="#005eb8" />
                <title>{ title(&props.path) }</title>
                <link rel="stylesheet" href={files.stylesheet.clone()} />
                <link rel="modulepreload" href={files.script.clone()} />
                <link rel="preload" href={files.wasm.clone()} as="fetch" type="application/wasm" crossorigin="anonymous" />
                <script type="module" src={files.start.clone()}></script>
            </head>
            <body>
                <Shell path={props.path.clone()} facts={props.facts.clone()} />
            </body>
        </html>
    }
}
