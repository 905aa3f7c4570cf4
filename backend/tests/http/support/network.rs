//! Asking a real server over a real socket.

use std::time::Duration;

/// A client that goes nowhere but where it is told to.
pub fn client() -> reqwest::Client {
    // Its cryptography is the one that the process has chosen; a second choice changes nothing.
    let _chosen = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(60))
        .build()
        .expect("a client")
}
