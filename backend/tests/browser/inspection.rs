//! What must hold on every page that a test comes by: axe finds nothing, nothing scrolls sideways on a telephone, the
//! console is silent, and nobody else's server was asked for anything.

use crate::{browser::Browser, server::root};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    sync::{LazyLock, Mutex, PoisonError},
};

/// The narrowest screen that counts, a tablet's, and a desk's.
const WIDTHS: [u32; 3] = [320, 768, 1280];

/// axe as the front end's packages bring it.
static AXE: LazyLock<String> = LazyLock::new(|| {
    let file = root().join("frontend/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!(
            "{}: {error}. `cargo run -p xtask -- site` installs the front end's packages",
            file.display()
        )
    })
});

const RUN: &str = "
    const tell = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
       .then(found => tell(found.violations.map(one => `${one.id}: ${one.help}: `
           + one.nodes.slice(0, 3).map(node => `${node.target.join(' ')} ${node.html.slice(0, 200)}`).join(' ; '))))
       .catch(error => tell([String(error)]));";

/// What sticks out of a page that is too wide.
const SIDEWAYS: &str = "
    const page = document.scrollingElement, room = innerWidth;
    if (page.scrollWidth <= room) return null;
    const out = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > room + 0.5);
    return `${page.scrollWidth} of ${room}: ` + out.slice(0, 4).map(one => one.outerHTML.slice(0, 160)).join(' ; ');";

/// The pages that were looked at in this run: the same page in the same state is looked at once.
static SEEN: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);

impl Browser {
    /// Looks at the page that is on the screen. `page` names it and its state.
    pub async fn inspect(&self, page: &str) {
        self.listen(page).await;
        // axe cannot look where no script runs: the page stays to be looked at by the next story that comes by it.
        if !self.runs_scripts {
            return;
        }
        if !SEEN
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(page.to_owned())
        {
            return;
        }
        let focused = "window.__kept = document.activeElement; return null";
        self.ask(focused, Vec::new()).await;
        for width in WIDTHS {
            self.be_wide(width).await;
            let wide = format!("innerWidth === {width}");
            self.wait("the window's new width", &wide, Vec::new()).await;
            let sideways = self.ask(SIDEWAYS, Vec::new()).await;
            assert_eq!(sideways, Value::Null, "{page} scrolls sideways at {width}");
            let found = self.ask_later(&format!("{};{RUN}", *AXE), Vec::new()).await;
            assert_eq!(found, json!([]), "axe on {page} at {width}");
        }
        let kept = self
            .ask(
                "return document.activeElement === window.__kept",
                Vec::new(),
            )
            .await;
        assert_eq!(kept, json!(true), "looking at {page} moved the focus");
    }

    /// The console and the requests since the last look.
    pub async fn listen(&self, page: &str) {
        let said = self.log("browser").await;
        let wrong = said
            .iter()
            .filter(|(level, text)| level == "SEVERE" && !self.is_expected(text));
        let wrong: Vec<_> = wrong.map(|(_, text)| text.as_str()).collect();
        assert!(wrong.is_empty(), "the console on {page}: {wrong:#?}");
        let origin = self.ask("return location.origin", Vec::new()).await;
        let origin = origin.as_str().unwrap_or_default();
        let elsewhere: Vec<_> = self
            .requests()
            .await
            .into_iter()
            .filter(|address| !is_of(address, origin))
            .collect();
        assert!(
            elsewhere.is_empty(),
            "{page} asks somebody else: {elsewhere:?}"
        );
    }

    /// The addresses that were asked for since the last look.
    pub async fn requests(&self) -> Vec<String> {
        let entries = self.log("performance").await;
        let asked = entries
            .iter()
            .filter_map(|(_, text)| serde_json::from_str::<Value>(text).ok());
        asked
            .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|entry| {
                entry["message"]["params"]["request"]["url"]
                    .as_str()
                    .map(str::to_owned)
            })
            .collect()
    }
}

/// Whether an address is the server's, or none of the network at all.
fn is_of(address: &str, origin: &str) -> bool {
    address
        .strip_prefix(origin)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        || ["data:", "blob:", "about:", "chrome:"]
            .iter()
            .any(|inner| address.starts_with(inner))
}
