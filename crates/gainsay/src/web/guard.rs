//! What keeps other pages out: how much may be asked, the Host check against DNS rebinding, the token where others can
//! reach the address, what a request that writes must show, and the headers that confine our own pages.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::stream::{StreamExt, unfold};
use tokio::time::timeout_at;

use super::limits::Limits;
use super::token::Gate;
use crate::view::ErrorView;

/// The body of a request must be there within this.
const BODY: Duration = Duration::from_secs(120);

/// Nothing but the program's own files: no inline script, no other host, no frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// For bytes that somebody else wrote: no script, no style, no picture, no origin.
pub const SANDBOX: &str =
    "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What may be asked that is no reading: the method, the address or, with a `/` at its end, how it begins, and the media
/// type of the body where one is asked for.
const WRITES: [(Method, &str, Option<&str>); 3] = [
    (Method::POST, "/api/reviews", Some("application/json")),
    (Method::POST, "/api/add", None),
    (Method::DELETE, "/api/jobs/", None),
];

/// The header that only a script of our own pages can set: another page's would have to be allowed first.
const OWN_HEADER: (&str, &str) = ("x-gainsay", "1");

/// The page that a browser sees which came in by the link: the cookie is sent with the request after it.
const WELCOME: &str = "<!doctype html><html lang=en><meta charset=utf-8><meta http-equiv=refresh content=\"0;url=/\">\
    <title>gainsay</title><p><a href=\"/\">To the ledger</a></p></html>";

/// The address that a request came from.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// The names under which a browser may ask.
#[derive(Clone, Debug)]
pub struct Hosts {
    allowed: Vec<String>,
    /// Whether any address with this port is one of ours: where all of the machine's are listened on. A page that another
    /// name leads here still sends that name.
    any_at: Option<u16>,
}

impl Hosts {
    /// The names of `address`: itself, and `localhost` where it is loopback.
    pub fn of(address: SocketAddr) -> Self {
        let mut allowed = vec![address.to_string()];
        if address.ip().is_loopback() {
            allowed.push(format!("localhost:{}", address.port()));
        }
        let any_at = address.ip().is_unspecified().then_some(address.port());
        if let Some(port) = any_at {
            allowed.push(format!("localhost:{port}"));
        }
        Self { allowed, any_at }
    }

    fn allow(&self, host: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
            || self.any_at.is_some_and(|port| {
                let address: Option<SocketAddr> = host.parse().ok();
                address.is_some_and(|address| address.port() == port)
            })
    }
}

/// Told of the ticket of each next link.
pub type Tell = Arc<dyn Fn(&str) + Send + Sync>;

/// What is asked before a request is answered.
#[derive(Clone)]
pub struct Guard {
    hosts: Hosts,
    port: u16,
    /// Who is let in, and who is told of the next link; none where all are let in who can reach the address.
    gate: Option<(Arc<Gate>, Tell)>,
    limits: Limits,
}

impl Guard {
    /// A guard of what is served at `address`.
    pub fn new(address: SocketAddr, gate: Option<(Arc<Gate>, Tell)>, limits: Limits) -> Self {
        Self { hosts: Hosts::of(address), port: address.port(), gate, limits }
    }

    /// Answer, or refuse.
    async fn answer(&self, request: Request, next: Next) -> Response {
        // A request without a connection is a test's.
        let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
        if !self.limits.admits(peer, Instant::now()) {
            let mut response = refusal(StatusCode::TOO_MANY_REQUESTS, "too much is asked from this address");
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            return response;
        }
        let host =
            request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        if !self.hosts.allow(host) {
            return (StatusCode::MISDIRECTED_REQUEST, "this server answers only under its own address")
                .into_response();
        }
        if let Some((gate, tell)) = &self.gate
            && !gate.admits(request.headers(), self.port)
        {
            let ticket = ticket(request.uri()).filter(|_| request.method() == Method::GET);
            let Some((cookie, next)) = ticket.and_then(|ticket| gate.redeem(ticket, self.port)) else {
                return unknown();
            };
            tell(&next);
            return welcome(&cookie);
        }
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            return next.run(request).await;
        }
        if let Err((status, why)) = may_write(request.method(), request.uri().path(), request.headers(), host)
        {
            return refusal(status, why);
        }
        let Some(_leave) = self.limits.body().await else {
            return refusal(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping");
        };
        next.run(request.map(|body| hurried(body, BODY))).await
    }
}

/// What the link holds, where this is one.
fn ticket(uri: &Uri) -> Option<&str> {
    let query = uri.query().filter(|_| uri.path() == "/")?;
    query.split('&').find_map(|pair| pair.strip_prefix("token="))
}

fn unknown() -> Response {
    let why = "this ledger is shown to those who have its token: the server's terminal prints a link that works once";
    let mut response = refusal(StatusCode::UNAUTHORIZED, why);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

fn welcome(cookie: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::SET_COOKIE, cookie),
    ];
    (headers, WELCOME).into_response()
}

/// `body`, which fails where it takes longer than `patience`.
fn hurried(body: Body, patience: Duration) -> Body {
    let deadline = tokio::time::Instant::now() + patience;
    Body::from_stream(unfold(Some(body.into_data_stream()), move |stream| async move {
        let mut stream = stream?;
        match timeout_at(deadline, stream.next()).await {
            Ok(Some(part)) => Some((part, Some(stream))),
            Ok(None) => None,
            Err(_) => Some((Err(axum::Error::new("the body took too long")), None)),
        }
    }))
}

/// Refuse who asks too much, under another name, without the token, or writes from elsewhere than our pages; add the
/// headers to every answer.
pub async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut response = guard.answer(request, next).await;
    let headers = response.headers_mut();
    // What is handed out as a file confines itself further.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(CONTENT_SECURITY_POLICY));
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    response
}

/// Whether a request that is no reading one may go on: one of the list, from our own pages.
fn may_write(
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    host: &str,
) -> Result<(), (StatusCode, &'static str)> {
    let is_at = |at: &str| if at.ends_with('/') { path.starts_with(at) } else { path == at };
    let listed = WRITES.iter().find(|(own, at, _)| own == method && is_at(at));
    let Some((_, _, kind)) = listed else {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "this address is only read"));
    };
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let site = text("sec-fetch-site");
    let is_own = match text("origin") {
        // The host was found to be ours before.
        Some(origin) => {
            origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host))
                && site.is_none_or(|site| site == "same-origin")
        }
        None => site == Some("same-origin"),
    };
    if !is_own {
        return Err((StatusCode::FORBIDDEN, "only these pages themselves may write"));
    }
    if text(OWN_HEADER.0) != Some(OWN_HEADER.1) {
        return Err((StatusCode::FORBIDDEN, "the header X-Gainsay: 1 is missing"));
    }
    let given = text("content-type").unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if kind.is_some_and(|kind| !given.eq_ignore_ascii_case(kind)) {
        return Err((
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the body is of another kind than is asked for here",
        ));
    }
    Ok(())
}

fn refusal(status: StatusCode, why: &str) -> Response {
    (status, Json(ErrorView { error: why.to_owned(), hint: None })).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    /// The status that a writing request with these headers is refused with.
    fn refused(method: &Method, path: &str, sent: &[(&'static str, &'static str)]) -> Option<u16> {
        let headers = sent
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        may_write(method, path, &headers, "127.0.0.1:7878").err().map(|(status, _)| status.as_u16())
    }

    #[test]
    fn only_our_own_pages_write() {
        let (ours, origin) = (("x-gainsay", "1"), ("origin", "http://127.0.0.1:7878"));
        let same = ("sec-fetch-site", "same-origin");
        for sent in [&[ours, origin][..], &[ours, same], &[ours, origin, same]] {
            assert_eq!(refused(&Method::POST, "/api/add", sent), None, "{sent:?}");
        }
        for sent in [
            &[][..],
            &[ours],
            &[origin],
            &[origin, same],
            &[("x-gainsay", "0"), origin],
            &[ours, ("origin", "http://127.0.0.1:7879")],
            &[ours, ("origin", "https://127.0.0.1:7878")],
            &[ours, ("origin", "http://127.0.0.1:7878.evil.example")],
            &[ours, ("origin", "http://localhost:7878")],
            &[ours, ("origin", "null"), same],
            &[ours, ("origin", ""), same],
            &[ours, ("sec-fetch-site", "same-site")],
            &[ours, ("sec-fetch-site", "none")],
            &[ours, origin, ("sec-fetch-site", "cross-site")],
        ] {
            assert_eq!(refused(&Method::POST, "/api/add", sent), Some(403), "{sent:?}");
        }
    }

    #[test]
    fn only_what_is_offered_is_written() {
        let sent = &[("x-gainsay", "1"), ("origin", "http://127.0.0.1:7878")];
        assert_eq!(refused(&Method::DELETE, "/api/jobs/1", sent), None);
        for (method, path) in [
            (Method::POST, "/api/add/"),
            (Method::POST, "/api/jobs/1"),
            (Method::POST, "/"),
            (Method::DELETE, "/api/add"),
            (Method::DELETE, "/api/documents/1"),
            (Method::PUT, "/api/add"),
            (Method::OPTIONS, "/api/add"),
        ] {
            assert_eq!(refused(&method, path, sent), Some(405), "{method} {path}");
        }
    }

    #[test]
    fn only_its_own_names_are_answered() {
        let hosts = Hosts::of(([127, 0, 0, 1], 7878).into());
        for (host, expected) in [
            ("127.0.0.1:7878", true),
            ("localhost:7878", true),
            ("LOCALHOST:7878", true),
            ("127.0.0.1", false),
            ("127.0.0.1:80", false),
            ("evil.example:7878", false),
            ("", false),
        ] {
            assert_eq!(hosts.allow(host), expected, "{host}");
        }
        assert!(!Hosts::of(([192, 0, 2, 1], 80).into()).allow("localhost:80"));
    }

    #[test]
    fn where_all_addresses_are_listened_on_a_name_is_still_refused() {
        for all in [SocketAddr::from(([0, 0, 0, 0], 7878)), SocketAddr::from(([0u16; 8], 7878))] {
            let hosts = Hosts::of(all);
            for (host, expected) in [
                ("192.0.2.5:7878", true),
                ("127.0.0.1:7878", true),
                ("[2001:db8::5]:7878", true),
                ("localhost:7878", true),
                ("192.0.2.5:80", false),
                ("192.0.2.5", false),
                ("evil.example:7878", false),
                ("192.0.2.5.evil.example:7878", false),
                ("192.0.2.5:7878@evil.example", false),
                ("3221225989:7878", false),
                ("", false),
            ] {
                assert_eq!(hosts.allow(host), expected, "{host}");
            }
        }
    }

    #[test]
    fn only_the_first_page_is_a_link() {
        let check = |uri: &str, expected: Option<&str>| {
            assert_eq!(ticket(&uri.parse().unwrap()), expected, "{uri}");
        };
        check("/?token=abc", Some("abc"));
        check("/?a=b&token=abc", Some("abc"));
        check("/", None);
        check("/?tokens=abc", None);
        check("/api/state?token=abc", None);
        check("//?token=abc", None);
    }

    #[test]
    fn a_body_that_takes_too_long_fails() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let never = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
            let body = hurried(Body::from_stream(never), Duration::from_millis(20));
            assert!(axum::body::to_bytes(body, 100).await.is_err());
            let body = hurried(Body::from("whole"), Duration::from_secs(20));
            assert_eq!(axum::body::to_bytes(body, 100).await.unwrap(), "whole");
        });
    }

    #[test]
    fn a_decision_comes_as_json() {
        let host = "127.0.0.1:7878";
        let check = |changes: &[(&'static str, Option<&'static str>)], expected: Option<u16>| {
            let mut headers = HeaderMap::new();
            let full = [
                ("origin", "http://127.0.0.1:7878"),
                ("sec-fetch-site", "same-origin"),
                ("content-type", "application/json"),
                ("x-gainsay", "1"),
            ];
            for (name, value) in full {
                headers.insert(name, HeaderValue::from_static(value));
            }
            for (name, value) in changes {
                headers.remove(*name);
                if let Some(value) = value {
                    headers.insert(*name, HeaderValue::from_static(value));
                }
            }
            let found = may_write(&Method::POST, "/api/reviews", &headers, host);
            assert_eq!(found.err().map(|(status, _)| status.as_u16()), expected, "{changes:?}");
        };
        check(&[], None);
        check(&[("sec-fetch-site", None)], None);
        check(&[("origin", None)], None);
        check(&[("content-type", Some("application/json; charset=utf-8"))], None);
        check(&[("origin", None), ("sec-fetch-site", None)], Some(403));
        check(&[("origin", None), ("sec-fetch-site", Some("same-site"))], Some(403));
        check(&[("sec-fetch-site", Some("cross-site"))], Some(403));
        check(&[("origin", Some("null"))], Some(403));
        check(&[("origin", Some("https://127.0.0.1:7878"))], Some(403));
        check(&[("origin", Some("http://localhost:7878"))], Some(403));
        check(&[("origin", Some("http://127.0.0.1:80"))], Some(403));
        check(&[("origin", Some("http://ledger.example"))], Some(403));
        check(&[("x-gainsay", None)], Some(403));
        check(&[("x-gainsay", Some("0"))], Some(403));
        check(&[("content-type", None)], Some(415));
        check(&[("content-type", Some("text/plain"))], Some(415));
        check(&[("content-type", Some("application/x-www-form-urlencoded"))], Some(415));
        for (method, path) in [(Method::PUT, "/api/reviews"), (Method::POST, "/api/matters")] {
            let (status, _) = may_write(&method, path, &HeaderMap::new(), host).unwrap_err();
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
        }
    }
}
