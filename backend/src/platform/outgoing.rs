//! How the server asks others: over TLS (or on this machine), for ten seconds at most, a megabyte at most, and nobody but
//! whom it was told to ask: it follows no redirect.

use reqwest::{Client, Request, StatusCode, Url, header::HeaderMap, redirect::Policy};
use std::{sync::Once, time::Duration};

const LONGEST_WAIT: Duration = Duration::from_secs(10);
const LONGEST_CONNECT: Duration = Duration::from_secs(3);
const LARGEST: usize = 1024 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    /// What would be sent could be read on its way.
    #[error("{0} is not asked: it is neither behind TLS nor on this machine")]
    NotSecure(Url),
    /// Nobody here needs as much.
    #[error("the answer is larger than {LARGEST} bytes")]
    TooLarge,
    /// It is not there, too slow, or breaks off.
    #[error(transparent)]
    Failed(#[from] reqwest::Error),
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// Asks others. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Outgoing(Client);

impl Outgoing {
    /// A client without kept connections: they would belong to the thread that opened them.
    ///
    /// # Errors
    /// When the machine has no certificates to trust.
    pub fn new() -> Result<Self, OutgoingError> {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            // Another part of the program may have chosen already, and chose well.
            let _chosen = rustls::crypto::ring::default_provider().install_default();
        });
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(LONGEST_CONNECT)
            .timeout(LONGEST_WAIT)
            .pool_max_idle_per_host(0)
            .build()?;
        Ok(Self(client))
    }

    /// Posts JSON with a bearer's token.
    ///
    /// # Errors
    /// When there is no answer, or too long a one.
    pub async fn post_json(
        &self,
        place: Url,
        token: &str,
        json: String,
    ) -> Result<Reply, OutgoingError> {
        let request = self
            .0
            .post(place)
            .bearer_auth(token)
            .header("content-type", "application/json")
            .body(json)
            .build()?;
        self.ask(request).await
    }

    /// Sends a request.
    ///
    /// # Errors
    /// When there is no answer, or too long a one.
    pub async fn ask(&self, request: Request) -> Result<Reply, OutgoingError> {
        if !is_secure(request.url()) {
            return Err(OutgoingError::NotSecure(request.url().clone()));
        }
        let mut response = self.0.execute(request).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > LARGEST {
                return Err(OutgoingError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply {
            status,
            headers,
            body,
        })
    }
}

/// Behind TLS, or on this machine.
#[must_use]
pub fn is_secure(place: &Url) -> bool {
    let loopback = match place.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback()),
        None => false,
    };
    place.scheme() == "https" || (place.scheme() == "http" && loopback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_in_the_clear_to_another_machine() {
        for secure in [
            "https://api.example/x",
            "http://127.0.0.1:9",
            "http://[::1]:9",
            "http://localhost:9",
        ] {
            assert!(is_secure(&secure.parse().expect("an address")), "{secure}");
        }
        for open in [
            "http://api.example/x",
            "ftp://127.0.0.1/",
            "http://10.0.0.1",
        ] {
            assert!(!is_secure(&open.parse().expect("an address")), "{open}");
        }
    }
}
