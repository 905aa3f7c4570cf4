//! The one application on a port of this machine, for as long as a test lasts.

use crate::support::application::TestApplication;
use actix_web::{HttpServer, dev::ServerHandle};
use backend::application::{self, Application};
use std::path::{Path, PathBuf};

/// What is missing where the browser's files were not built.
const NOT_BUILT: &str = "the browser's files are not built: use `cargo verify --only site --only browser`, or run \
                         `cargo run -p xtask -- site` first";

/// A server that answers a browser.
pub struct Server {
    /// Where it is: `http://127.0.0.1:PORT`.
    pub origin: String,
    handle: ServerHandle,
}

impl Server {
    /// Serves the application that a test holds, and so also its clock, on this port; 0 for any.
    pub fn on(app: &TestApplication, port: u16) -> Self {
        assert!(target("site/manifest.json").is_file(), "{NOT_BUILT}");
        assert!(
            backend::assets::path("staff-start.js").ends_with(".js"),
            "{NOT_BUILT}"
        );
        let application = Application {
            platform: app.platform.clone(),
            identity: app.identity.clone(),
            edge: app.edge.clone(),
        };
        let server = HttpServer::new(move || application::build(application.clone()))
            .workers(1)
            .disable_signals()
            .shutdown_timeout(1)
            .bind(("127.0.0.1", port))
            .expect("a port of this machine");
        let origin = format!("http://{}", server.addrs()[0]);
        let running = server.run();
        let handle = running.handle();
        actix_web::rt::spawn(running);
        Self { origin, handle }
    }

    /// Ends it.
    pub async fn stop(&self) {
        self.handle.stop(false).await;
    }
}

/// A place under the project's target folder.
pub fn target(name: &str) -> PathBuf {
    root().join("target").join(name)
}

/// The project's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the folder above this crate")
}
