//! Where a request comes from.
//!
//! The peer's address is the only one that cannot be forged. Behind a proxy the peer is the proxy, so that
//! `X-Forwarded-For` is believed, but only from a proxy that the installation names, and only as far as the chain of
//! named proxies reaches: what stands further left was written by whoever asked.

use actix_web::{HttpRequest, web::Data};
use ipnet::IpNet;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    str::FromStr,
};

/// The proxies whose word is believed. None by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// A proxy was named that is neither an address nor a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither an address nor a network such as 10.0.0.0/8")]
pub struct NoNetwork(String);

impl FromStr for TrustedProxies {
    type Err = NoNetwork;

    /// Addresses and networks, separated by commas: `127.0.0.1, 10.20.0.0/16`.
    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let named = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let networks = named.map(|part| {
            let address = part.parse::<IpAddr>().map(IpNet::from);
            address
                .or_else(|_| part.parse())
                .map_err(|_| NoNetwork(part.to_owned()))
        });
        networks.collect::<Result<_, _>>().map(Self)
    }
}

impl TrustedProxies {
    fn includes(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The nearest address that is no proxy of ours. `forwarded` is the header's list: each proxy wrote its peer at the end.
    fn nearest(&self, peer: IpAddr, forwarded: &str) -> IpAddr {
        let mut nearest = peer;
        for hop in forwarded.rsplit(',') {
            if !self.includes(nearest) {
                break;
            }
            let Some(address) = address_in(hop.trim()) else {
                break;
            };
            nearest = address;
        }
        nearest
    }
}

/// An address, with or without a port.
fn address_in(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address = bare
        .parse()
        .or_else(|_| text.parse::<SocketAddr>().map(|with_port| with_port.ip()))
        .ok()?;
    Some(canonical(address))
}

/// An IPv4 address is itself, however the socket writes it.
fn canonical(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// Where a request comes from, as far as anybody can know.
#[must_use]
pub fn address_of(request: &HttpRequest) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| {
            canonical(peer.ip())
        });
    let Some(proxies) = request.app_data::<Data<TrustedProxies>>() else {
        return peer;
    };
    // Several headers of one name are one list.
    let forwarded: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .collect();
    if forwarded.is_empty() {
        return peer;
    }
    proxies.nearest(peer, &forwarded.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(proxies: &str, peer: &str, forwarded: &str) -> String {
        let proxies: TrustedProxies = proxies.parse().expect("networks");
        let peer = peer.parse().expect("an address");
        proxies.nearest(peer, forwarded).to_string()
    }

    #[test]
    fn nobody_is_believed_who_is_not_named() {
        assert_eq!(nearest("", "203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(
            nearest("10.0.0.0/8", "203.0.113.9", "198.51.100.1"),
            "203.0.113.9"
        );
    }

    #[test]
    fn a_named_proxy_is_believed_about_its_own_peer_only() {
        let forged = "1.1.1.1, 198.51.100.7";
        assert_eq!(nearest("10.0.0.0/8", "10.1.2.3", forged), "198.51.100.7");
        let through_two = "1.1.1.1, 198.51.100.7, 10.9.9.9";
        assert_eq!(
            nearest("10.0.0.0/8", "10.1.2.3", through_two),
            "198.51.100.7"
        );
    }

    #[test]
    fn what_is_no_address_ends_the_chain() {
        assert_eq!(nearest("10.0.0.1", "10.0.0.1", "unknown"), "10.0.0.1");
        assert_eq!(
            nearest("10.0.0.1", "10.0.0.1", "198.51.100.7:4711"),
            "198.51.100.7"
        );
        assert_eq!(nearest("::1", "::1", "[2001:db8::5]"), "2001:db8::5");
    }

    #[test]
    fn a_misspelt_network_is_named() {
        let error = "10.0.0.0/8, ten".parse::<TrustedProxies>();
        assert_eq!(error, Err(NoNetwork("ten".to_owned())));
    }
}
