//! How the directory is asked: over TLS, for ten seconds at most, a megabyte at most, and never anywhere else.

use super::settings::is_secure;
use openidconnect::{HttpRequest, HttpResponse, http};
use std::{sync::Once, time::Duration};

const LONGEST_WAIT: Duration = Duration::from_secs(10);
const LONGEST_CONNECT: Duration = Duration::from_secs(3);
/// Longer than any directory's document, key set or token.
const LARGEST: usize = 1024 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    #[error("{0} is not asked: it is neither behind TLS nor on this machine")]
    NotSecure(String),
    #[error("the answer is larger than {LARGEST} bytes")]
    TooLarge,
    #[error(transparent)]
    Client(#[from] reqwest::Error),
    #[error(transparent)]
    Http(#[from] http::Error),
}

/// Asks the directory.
#[derive(Debug, Clone)]
pub(super) struct Http(reqwest::Client);

impl Http {
    pub fn new() -> Result<Self, HttpError> {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            // Another part of the program may have chosen already, and chose well.
            let _chosen = rustls::crypto::ring::default_provider().install_default();
        });
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(LONGEST_CONNECT)
            .timeout(LONGEST_WAIT)
            // Sign-ins are rare, and a kept connection would belong to the thread that opened it.
            .pool_max_idle_per_host(0)
            .build()?;
        Ok(Self(client))
    }

    pub async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let place = request.uri().to_string();
        if !is_secure(&place) {
            return Err(HttpError::NotSecure(place));
        }
        let mut response = self.0.execute(request.try_into()?).await?;
        let mut answer = http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > LARGEST {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(answer.body(body)?)
    }
}
