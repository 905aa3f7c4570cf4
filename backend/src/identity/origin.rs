//! Where a request came from: its network address and its browser, as far as they are known.

use crate::platform::http::address_of;
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use std::{
    convert::Infallible,
    future::{Ready, ready},
    net::{IpAddr, Ipv6Addr},
};

/// Where a request came from. As an argument of a route it is that of the request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The network address, where it is known to be the caller's own.
    pub address: Option<IpAddr>,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
}

/// Longer names tell nothing more.
const LONGEST_USER_AGENT: usize = 255;

impl FromRequest for Origin {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

impl Origin {
    /// Where this request came from.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let user_agent = request
            .headers()
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .map(|name| name.chars().take(LONGEST_USER_AGENT).collect());
        Self {
            address: known_address(request),
            user_agent,
        }
    }

    /// The address as a list shows it.
    pub(super) fn address_text(&self) -> Option<String> {
        self.address.map(|address| address.to_string())
    }

    /// What counts as one address: a household or a ward has a whole IPv6 network of 64 bits.
    pub(super) fn network(&self) -> Option<String> {
        Some(match self.address? {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let bits = address.to_bits() & !u128::from(u64::MAX);
                format!("{}/64", Ipv6Addr::from_bits(bits))
            }
        })
    }
}

/// This machine's own address says nothing about the caller: a proxy stands there that nobody has named.
fn known_address(request: &HttpRequest) -> Option<IpAddr> {
    request.peer_addr()?;
    Some(address_of(request)).filter(|address| !address.is_loopback())
}

/// A browser in plain words, such as "Firefox on Windows". Browsers name others besides themselves, so that the order of
/// the questions matters.
#[must_use]
pub fn browser_in_words(user_agent: Option<&str>) -> String {
    const BROWSERS: [(&str, &str); 8] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("FxiOS", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Windows", "Windows"),
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Android", "Android"),
        ("CrOS", "a Chromebook"),
        ("Mac OS X", "a Mac"),
        ("Linux", "Linux"),
    ];
    let name = user_agent.unwrap_or_default();
    let among = |list: &[(&str, &'static str)]| {
        list.iter()
            .find(|(mark, _)| name.contains(mark))
            .map(|(_, word)| *word)
    };
    match (among(&BROWSERS), among(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "A browser or program that we do not know".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn a_browser_is_named_as_people_name_it() {
        let cases = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 \
                 Safari/537.36 Edg/142.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/18.1 Mobile/15E148 Safari/604.1",
                "Safari on an iPhone",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 \
                 Chrome/125.0 Mobile Safari/537.36",
                "Samsung Internet on Android",
            ),
            ("curl/8.5.0", "A browser or program that we do not know"),
        ];
        for (user_agent, words) in cases {
            assert_eq!(browser_in_words(Some(user_agent)), words);
        }
        assert!(browser_in_words(None).starts_with("A browser or program"));
    }

    #[test]
    fn a_network_is_one_caller_and_this_machine_is_none() {
        let from = |peer: &str| {
            let peer = peer.parse().expect("an address");
            Origin::of(&TestRequest::default().peer_addr(peer).to_http_request())
        };
        assert_eq!(from("192.0.2.7:1").network().as_deref(), Some("192.0.2.7"));
        assert_eq!(
            from("[2001:db8:1:2:3:4:5:6]:1").network().as_deref(),
            Some("2001:db8:1:2::/64")
        );
        assert_eq!(
            from("[::ffff:192.0.2.7]:1").address_text().as_deref(),
            Some("192.0.2.7")
        );
        assert_eq!(from("127.0.0.1:1").address, None);
    }
}
