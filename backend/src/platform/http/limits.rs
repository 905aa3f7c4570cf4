//! How much one client and one address may ask in a minute, and how they are told.
//!
//! Each has a bucket that fills evenly (GCRA, from the `governor` crate). What is left is said on every answer
//! (`RateLimit`, `RateLimit-Policy`: the IETF's draft for them), and a refusal says when it is worth trying again.
//! The buckets are this server's own, and several servers tell each other what was taken from them ([`share`]).

mod sharing;

pub use sharing::share;

use super::{Problem, address};
use actix_web::{
    Error, HttpMessage as _, HttpRequest, ResponseError as _,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    web::Data,
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use shared::problem::ProblemCode;
use std::{
    collections::HashMap,
    fmt::{self, Write as _},
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

type Buckets<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// How much may be asked in a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// By one client: a partner's system, a member of staff, a candidate.
    pub client: NonZeroU32,
    /// By one address, whoever is there: many people can share one.
    pub address: NonZeroU32,
}

impl Allowance {
    /// So much that nobody meets it: for a demo, whose one visitor may be a script.
    #[must_use]
    pub const fn generous() -> Self {
        Self {
            client: NonZeroU32::MAX,
            address: NonZeroU32::MAX,
        }
    }
}

/// The buckets of a server. Cheap to clone.
#[derive(Clone)]
pub struct Limits(Arc<Inner>);

struct Inner {
    allowance: Allowance,
    clients: Buckets<String>,
    addresses: Buckets<IpAddr>,
    clock: DefaultClock,
    /// What was taken since the other servers were last told.
    used: Mutex<HashMap<Whose, u32>>,
}

/// Whose bucket it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Whose {
    Client(String),
    Address(IpAddr),
}

/// What a client has left, kept with the request until it is answered.
#[derive(Debug, Clone, Copy)]
struct Left {
    of: NonZeroU32,
    remaining: u32,
}

impl Limits {
    /// Buckets that are full. A sixth of a minute's worth may be asked at once.
    #[must_use]
    pub fn new(allowance: Allowance) -> Self {
        Self(Arc::new(Inner {
            allowance,
            clients: buckets(allowance.client),
            addresses: buckets(allowance.address),
            clock: DefaultClock::default(),
            used: Mutex::default(),
        }))
    }

    /// Counts a request of this client, once for each request however often it is asked who sent it.
    ///
    /// # Errors
    /// 429 when there is nothing left, with the seconds until there is.
    pub fn count_client(&self, request: &HttpRequest, client: &str) -> Result<(), Problem> {
        if request.extensions().get::<Left>().is_some() {
            return Ok(());
        }
        let left = self.take(&self.0.clients, &client.to_owned(), self.0.allowance.client)?;
        request.extensions_mut().insert(left);
        self.note(Whose::Client(client.to_owned()));
        Ok(())
    }

    fn count_address(&self, address: IpAddr) -> Result<(), Problem> {
        let whose = neighbourhood(address);
        self.take(&self.0.addresses, &whose, self.0.allowance.address)
            .map(|_| self.note(Whose::Address(whose)))
    }

    fn note(&self, whose: Whose) {
        *self.used().entry(whose).or_default() += 1;
    }

    fn used(&self) -> MutexGuard<'_, HashMap<Whose, u32>> {
        self.0.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who took much since this was last asked, in words for another server, the greediest first; none if nobody did. Much is
    /// what would use up a sixth of what a bucket gives in that time.
    fn used_lately(&self, longest: usize) -> Option<String> {
        let used = std::mem::take(&mut *self.used());
        let Allowance { client, address } = self.0.allowance;
        let much = |whose: &Whose| match whose {
            Whose::Client(_) => client.get() / 360,
            Whose::Address(_) => address.get() / 360,
        };
        let mut used: Vec<_> = used
            .into_iter()
            .filter(|(whose, taken)| *taken > much(whose))
            .collect();
        used.sort_unstable_by_key(|(_, taken)| std::cmp::Reverse(*taken));
        let mut words = String::new();
        for (whose, taken) in used {
            if words.len() > longest {
                break;
            }
            let _infallible = match whose {
                Whose::Client(client) => write!(words, "client,{client},{taken} "),
                Whose::Address(address) => write!(words, "address,{address},{taken} "),
            };
        }
        (!words.is_empty()).then_some(words)
    }

    /// Takes from the buckets what another server gave.
    fn used_elsewhere(&self, words: &str) {
        for part in words.split_whitespace() {
            let mut fields = part.split(',');
            let (Some(kind), Some(whose), Some(taken)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let Some(taken) = taken.parse().ok().and_then(NonZeroU32::new) else {
                continue;
            };
            match (kind, whose.parse::<IpAddr>()) {
                ("client", _) => drain(&self.0.clients, &whose.to_owned(), taken),
                ("address", Ok(address)) => drain(&self.0.addresses, &address, taken),
                _ => {}
            }
        }
    }

    fn take<K: std::hash::Hash + Eq + Clone>(
        &self,
        buckets: &Buckets<K>,
        whose: &K,
        of: NonZeroU32,
    ) -> Result<Left, Problem> {
        match buckets.check_key(whose) {
            Ok(state) => Ok(Left {
                of,
                remaining: state.remaining_burst_capacity(),
            }),
            Err(until) => {
                let wait = until.wait_time_from(self.0.clock.now()).as_secs() + 1;
                let wait = u32::try_from(wait).unwrap_or(60);
                Err(Problem::new(ProblemCode::TooManyRequests)
                    .detail(format!("Nothing was changed. Try again in {wait} seconds."))
                    .retry_after(wait))
            }
        }
    }

    /// Forgets whoever has asked nothing lately: the buckets must not grow for ever.
    pub fn forget_the_quiet(&self) {
        self.0.clients.retain_recent();
        self.0.clients.shrink_to_fit();
        self.0.addresses.retain_recent();
        self.0.addresses.shrink_to_fit();
    }
}

/// Takes so much from a bucket, or as much of it as there is.
fn drain<K: std::hash::Hash + Eq + Clone>(buckets: &Buckets<K>, whose: &K, taken: NonZeroU32) {
    let mut step = taken;
    let mut left = taken.get();
    while let Some(asked) = NonZeroU32::new(left.min(step.get())) {
        if matches!(buckets.check_key_n(whose, asked), Ok(Ok(_))) {
            left -= asked.get();
        } else if let Some(half) = NonZeroU32::new(asked.get() / 2) {
            step = half;
        } else {
            return;
        }
    }
}

fn buckets<K: std::hash::Hash + Eq + Clone>(a_minute: NonZeroU32) -> Buckets<K> {
    let at_once = NonZeroU32::new(a_minute.get() / 6).unwrap_or(NonZeroU32::MIN);
    RateLimiter::dashmap(Quota::per_minute(a_minute).allow_burst(at_once))
        .with_middleware::<StateInformationMiddleware>()
}

/// One line to the internet has 2^64 addresses of IPv6: they count as one.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// The middleware that counts a request against its address, and says on the answer what the client has left.
///
/// # Errors
/// What the inner services return.
pub async fn limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let Some(limits) = request.app_data::<Data<Limits>>().cloned() else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    if let Err(problem) = limits.count_address(address::address_of(request.request())) {
        let response = problem.error_response();
        return Ok(request.into_response(response).map_into_right_body());
    }
    let mut response = next.call(request).await?;
    let left = response.request().extensions().get::<Left>().copied();
    if let Some(left) = left {
        tell(response.headers_mut(), left);
    }
    Ok(response.map_into_left_body())
}

fn tell(headers: &mut HeaderMap, left: Left) {
    let policy = format!("\"client\";q={};w=60", left.of);
    let remaining = format!("\"client\";r={}", left.remaining);
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", remaining)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Limits").field(&self.0.allowance).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_server_gave_another_gives_no_more() {
        let of = |count| NonZeroU32::new(count).expect("more than none");
        let limits = || {
            Limits::new(Allowance {
                client: of(60),
                address: of(6_000),
            })
        };
        let (here, there) = (limits(), limits());
        let client = "staff:1".to_owned();
        let take = |limits: &Limits| limits.take(&limits.0.clients, &client, of(60)).is_ok();
        for _ in 0..8 {
            assert!(take(&here));
            here.note(Whose::Client(client.clone()));
        }
        let words = here.used_lately(1_000).expect("somebody asked much");
        assert_eq!(words, "client,staff:1,8 ");
        assert_eq!(here.used_lately(1_000), None);
        there.used_elsewhere(&words);
        // Ten could be asked at once.
        assert!(take(&there) && take(&there));
        assert!(!take(&there));
        there.used_elsewhere("client,staff:2,1000000 nonsense address,x,1");
        let other = "staff:2".to_owned();
        assert!(there.take(&there.0.clients, &other, of(60)).is_err());
    }

    #[test]
    fn a_line_to_the_internet_is_one_address() {
        let one = neighbourhood("2001:db8:1:2:3:4:5:6".parse().expect("an address"));
        let other = neighbourhood("2001:db8:1:2:ffff::1".parse().expect("an address"));
        assert_eq!(one, other);
        let v4: IpAddr = "198.51.100.7".parse().expect("an address");
        assert_eq!(neighbourhood(v4), v4);
    }
}
