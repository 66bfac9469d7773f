//! How often one address may try to sign in. An account is locked after a few wrong passwords; this is for
//! whoever tries one password on many accounts, or keeps the server busy with hashing.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use governor::clock::MonotonicClock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::failure::Failure;

/// Tries in a row: an office of a hundred people behind one address, all at nine in the morning.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(100).expect("not zero");
/// Tries a second after that.
const A_SECOND: NonZeroU32 = NonZeroU32::new(1).expect("not zero");
/// So many addresses are remembered before those that have been quiet are forgotten.
const REMEMBERED: usize = 10_000;

/// Who tried how often.
pub(crate) struct Throttle {
    tries: RateLimiter<
        IpAddr,
        DashMapStateStore<IpAddr>,
        MonotonicClock,
        NoOpMiddleware<std::time::Instant>,
    >,
    /// Proxies on other machines that say whom they speak for.
    proxies: Vec<IpAddr>,
}

impl Throttle {
    pub(crate) fn new(proxies: Vec<IpAddr>) -> Arc<Self> {
        let quota = Quota::per_second(A_SECOND).allow_burst(AT_ONCE);
        let tries = RateLimiter::dashmap_with_clock(quota, MonotonicClock);
        Arc::new(Self { tries, proxies })
    }

    /// The visitor's address. A proxy on the same machine, or one that was named, says whom it speaks for; nobody else is
    /// believed.
    fn visitor(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let said = headers.get_all("x-forwarded-for").iter().next_back();
        let last =
            said.and_then(|list| list.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        let is_proxy = peer.is_loopback() || self.proxies.contains(&peer.to_canonical());
        last.filter(|_| is_proxy).unwrap_or(peer)
    }

    /// Counts a try; whether it is one too many.
    fn is_too_many(&self, address: IpAddr) -> bool {
        if self.tries.len() > REMEMBERED {
            self.tries.retain_recent();
        }
        self.tries.check_key(&network(address)).is_err()
    }
}

/// Lets a form through as long as its address does not try too often.
pub(crate) async fn tries(
    State(throttle): State<Arc<Throttle>>,
    request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|found| found.0.ip());
    let visitor = peer.map(|peer| throttle.visitor(peer, request.headers()));
    let is_try = *request.method() == Method::POST;
    if is_try && visitor.is_some_and(|address| throttle.is_too_many(address)) {
        let mut response = Failure::TooManyTries.into_response();
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
        return response;
    }
    next.run(request).await
}

/// Whoever has one address of IPv6 has 2⁶⁴ of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX)).into(),
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_proxy_of_this_machine_or_a_named_one_is_believed_and_nobody_else() {
        let throttle = Throttle::new(vec![address("10.0.0.7")]);
        let visitor = |peer, headers: &HeaderMap| throttle.visitor(peer, headers);
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 203.0.113.9"));
        assert_eq!(visitor(address("127.0.0.1"), &headers), address("203.0.113.9"));
        assert_eq!(visitor(address("198.51.100.7"), &headers), address("198.51.100.7"));
        assert_eq!(visitor(address("::ffff:10.0.0.7"), &headers), address("203.0.113.9"));
        headers.append("x-forwarded-for", HeaderValue::from_static("no address"));
        assert_eq!(visitor(address("::1"), &headers), address("::1"));
    }

    #[test]
    fn the_addresses_of_one_line_are_one_visitor() {
        assert_eq!(network(address("2001:db8:1:2:3::4")), network(address("2001:db8:1:2::")));
        assert_ne!(network(address("2001:db8:1:3::")), network(address("2001:db8:1:2::")));
        assert_eq!(network(address("::ffff:203.0.113.9")), address("203.0.113.9"));
        assert_ne!(network(address("203.0.113.9")), network(address("203.0.113.8")));
    }

    #[test]
    fn after_a_hundred_tries_in_a_row_one_address_waits_and_another_does_not() {
        let throttle = Throttle::new(Vec::new());
        let (one, other) = (address("203.0.113.9"), address("203.0.113.8"));
        // More than are given back while the test runs.
        let refused = (0..1000).filter(|_| throttle.is_too_many(one)).count();
        assert!((1..=900).contains(&refused), "{refused}");
        assert!(!throttle.is_too_many(other));
    }
}
