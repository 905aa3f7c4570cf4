//! A client of the application, who is somebody.

use actix_web::{
    http::{Method, header::HeaderMap},
    test::TestRequest,
};
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use serde_json::Value;
use std::{net::SocketAddr, ops::Index, rc::Rc};
use uuid::Uuid;

/// Calls the application.
pub type Call = Rc<dyn Fn(TestRequest) -> LocalBoxFuture<'static, Reply>>;

/// A client. Addresses are the API's own (`/vacancies`), or whole ones of what stands outside its version (`/auth/…`).
#[derive(Clone)]
pub struct Client {
    call: Call,
    headers: Vec<(String, String)>,
    peer: Option<SocketAddr>,
}

/// What stands outside the API's version.
const OUTSIDE: &[&str] = &[
    "/people",
    "/exports/",
    "/print/",
    "/calendars/",
    "/guaranteed-interviews",
    "/today",
    "/reports",
    "/programmes/plan",
    "/referrals/import",
    "/api/",
    "/auth/",
    "/oauth/",
    "/.well-known/",
    "/health/",
    "/metrics",
    "/docs",
    "/assets/",
    "/sign-in?",
    "/sign-in/",
    "/sign-out",
    "/account",
    "/administration",
    "/invitation/",
    "/forgotten-password",
    "/reset-password/",
    "/my",
    "/dashboard",
    "/demo/",
    "/administration",
    "/account",
    "/?",
];

impl Client {
    /// Nobody.
    pub fn new(call: Call) -> Self {
        Self {
            call,
            headers: Vec::new(),
            peer: None,
        }
    }

    /// A client that must not be asked anything.
    pub fn nowhere() -> Self {
        Self::new(Rc::new(|_| panic!("this client leads nowhere")))
    }

    /// The same from another network address.
    #[must_use]
    pub fn at_peer(mut self, peer: &str) -> Self {
        self.peer = Some(peer.parse().expect("an address with a port"));
        self
    }

    /// The same, with one more header on each request.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same as a browser with this session.
    #[must_use]
    pub fn with_session(self, token: &str) -> Self {
        self.with_header("Cookie", &format!("session={token}"))
            .with_header("Sec-Fetch-Site", "same-origin")
    }

    /// A request that is not sent yet.
    pub fn request(&self, method: Method, path: &str) -> Asked {
        let outside = ["/", "/ur", "/pl", "/sign-in"].contains(&path)
            || OUTSIDE.iter().any(|prefix| path.starts_with(prefix))
            || path.contains("/correct")
            || path.contains("/moves")
            || path.contains("/scores/")
            || path.contains("/change")
            || path.contains("/screening-days/")
            || path.contains("/notes")
            || path.contains("/adjustments")
            || path.contains("/fit-check");
        let uri = if outside {
            path.to_owned()
        } else {
            format!("/api/v1{path}")
        };
        let asked = Asked {
            call: Rc::clone(&self.call),
            headers: self.headers.clone(),
            method,
            uri,
            body: None,
            from: self.peer,
        };
        // Partners must send a key with each POST; whoever tests the key sends their own.
        if asked.method == Method::POST {
            asked.header("Idempotency-Key", &Uuid::now_v7().to_string())
        } else {
            asked
        }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.request(Method::GET, path).send().await
    }

    /// POST of a JSON body.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Reply {
        self.request(Method::POST, path).json(body).send().await
    }

    /// POST of a JSON body to what was read at a version.
    pub async fn post_at(&self, path: &str, version: i32, body: &impl Serialize) -> Reply {
        self.request(Method::POST, path)
            .if_match(version)
            .json(body)
            .send()
            .await
    }

    /// PUT of a JSON body.
    pub async fn put(&self, path: &str, body: &impl Serialize) -> Reply {
        self.request(Method::PUT, path).json(body).send().await
    }

    /// POST of a form.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.request(Method::POST, path)
            .raw("application/x-www-form-urlencoded", body)
            .send()
            .await
    }
}

/// A request that is not sent yet.
pub struct Asked {
    call: Call,
    headers: Vec<(String, String)>,
    method: Method,
    uri: String,
    body: Option<Vec<u8>>,
    from: Option<SocketAddr>,
}

impl Asked {
    /// Sets a header, in place of one of the same name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Takes a header away.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }

    /// The version that was read.
    #[must_use]
    pub fn if_match(self, version: i32) -> Self {
        self.header("If-Match", &format!("\"v{version}\""))
    }

    /// The idempotency key.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// A JSON body.
    #[must_use]
    pub fn json(self, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).expect("JSON");
        self.raw("application/json", body)
    }

    /// A body as it is.
    #[must_use]
    pub fn raw(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("Content-Type", media_type)
    }

    /// Where it comes from.
    #[must_use]
    pub fn from(mut self, address: &str) -> Self {
        self.from = Some(address.parse().expect("an address"));
        self
    }

    /// Sends it.
    pub async fn send(self) -> Reply {
        let mut request = TestRequest::with_uri(&self.uri).method(self.method);
        if let Some(from) = self.from {
            request = request.peer_addr(from);
        }
        for (name, value) in self.headers {
            request = request.append_header((name, value));
        }
        if let Some(body) = self.body {
            request = request.set_payload(body);
        }
        (self.call)(request).await
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The body as text.
    pub text: String,
    /// The body as JSON; null where it is none.
    pub json: Value,
}

impl Reply {
    /// A reply.
    pub fn new(status: u16, headers: HeaderMap, body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body).into_owned();
        let json = serde_json::from_str(&text).unwrap_or_default();
        Self {
            status,
            headers,
            bytes: body.to_vec(),
            text,
            json,
        }
    }

    /// Stops the test unless this is the status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// A header's text; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The `id` of the body.
    #[track_caller]
    pub fn id(&self) -> String {
        self.json["id"]
            .as_str()
            .expect("an id in the body")
            .to_owned()
    }

    /// The version of the ETag.
    #[track_caller]
    pub fn version(&self) -> i32 {
        let tag = self.header("etag");
        tag.trim_start_matches("\"v")
            .trim_end_matches('"')
            .parse()
            .expect("a version in the ETag")
    }

    /// The stable code of a problem.
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    /// The guards of a refused move, in order.
    pub fn guards(&self) -> Vec<String> {
        let guards = self.json["unmet_guards"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        guards
            .iter()
            .filter_map(|guard| guard["guard"].as_str())
            .map(str::to_owned)
            .collect()
    }

    /// What a cookie was set to.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.headers
            .get_all("set-cookie")
            .filter_map(|value| value.to_str().ok())
            .find_map(|cookie| {
                cookie
                    .split(';')
                    .next()?
                    .strip_prefix(&format!("{name}="))
                    .map(str::to_owned)
            })
    }
}

impl Index<&str> for Reply {
    type Output = Value;
    fn index(&self, name: &str) -> &Value {
        &self.json[name]
    }
}
