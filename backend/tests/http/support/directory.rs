//! The Trust's directory, in tests: a certified OpenID provider that runs beside them (`tests/single_sign_on`).

use backend::{identity::SingleSignOnSettings, platform::config::Secret};
use shared::identity::Role;
use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

const CLIENT: (&str, &str) = ("foothold", "only for tests, and long enough for a client");

/// A provider. Dropping it ends it.
pub struct TestDirectory {
    /// Its issuer.
    pub issuer: String,
    provider: Child,
    /// What it says. It stops when nobody is there to be told.
    _says: BufReader<ChildStdout>,
}

impl TestDirectory {
    /// Starts one that leads browsers back to this address.
    pub fn start(redirect: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/single_sign_on");
        assert!(
            folder.join("node_modules/oidc-provider").is_dir(),
            "the provider is not installed: use `cargo verify --only tests`, or run `npm ci --ignore-scripts` in {}",
            folder.display()
        );
        let mut provider = Command::new("node")
            .current_dir(folder)
            .args(["provider.mjs", CLIENT.0, CLIENT.1, redirect])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node, which also builds the stylesheets");
        let said = provider.stdout.take().expect("its output");
        let mut issuer = String::new();
        let mut says = BufReader::new(said);
        says.read_line(&mut issuer).expect("its address");
        Self {
            issuer: issuer.trim().to_owned(),
            provider,
            _says: says,
        }
    }

    /// A person goes through the directory's own pages; what it sends their browser back with.
    pub async fn sign_in(&self, place: &str, person: &str) -> String {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client");
        let mut cookies = BTreeMap::new();
        let mut place = place.to_owned();
        for _ in 0..8 {
            let carried: Vec<String> = cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let asked = if place.contains("/interaction/") {
                client
                    .post(&place)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(format!("prompt=login&login={person}&password=any"))
            } else {
                client.get(&place)
            };
            let answer = asked
                .header("cookie", carried.join("; "))
                .send()
                .await
                .expect("an answer");
            for cookie in answer.headers().get_all("set-cookie") {
                let text = cookie.to_str().expect("a cookie");
                let pair = text.split(';').next().expect("its value");
                let (name, value) = pair.split_once('=').expect("a name and a value");
                cookies.insert(name.to_owned(), value.to_owned());
            }
            let next = answer
                .headers()
                .get("location")
                .map(|next| next.to_str().expect("an address").to_owned());
            let next = match next {
                Some(next) => next,
                None => panic!("{place}: {}", answer.text().await.expect("a text")),
            };
            place = if next.starts_with('/') {
                format!("{}{next}", self.issuer)
            } else {
                next
            };
            if !place.starts_with(&self.issuer) {
                return place.split_once('?').expect("an answer").1.to_owned();
            }
        }
        panic!("the directory leads nowhere: {place}");
    }
}

/// What a server is told about a directory with this issuer.
pub fn settings(issuer: &str) -> SingleSignOnSettings {
    SingleSignOnSettings {
        issuer: issuer.to_owned(),
        client_id: CLIENT.0.to_owned(),
        client_secret: Secret::new(CLIENT.1),
        groups_claim: "groups".to_owned(),
        roles: vec![
            ("wp-admins".to_owned(), Role::Administrator),
            ("wp-team".to_owned(), Role::Coordinator),
        ],
        creates_accounts: true,
        name: "your Riverside account".to_owned(),
    }
}

impl Drop for TestDirectory {
    fn drop(&mut self) {
        let _ended = self.provider.kill();
        let _gone = self.provider.wait();
    }
}
