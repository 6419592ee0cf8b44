//! What keeps other pages out: the Host check against DNS rebinding, what a request that writes must show, and the
//! headers that confine our own pages.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::view::ErrorView;

/// Nothing but the program's own files: no inline script, no other host, no frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// For bytes that somebody else wrote: they may do nothing at all.
pub const SANDBOX: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// What may be asked that is no reading: the method, the address or, with a `/` at its end, how it begins, and the media
/// type of the body where one is asked for.
const WRITES: [(Method, &str, Option<&str>); 3] = [
    (Method::POST, "/api/reviews", Some("application/json")),
    (Method::POST, "/api/add", None),
    (Method::DELETE, "/api/jobs/", None),
];

/// The header that only a script of our own pages can set: another page's would have to be allowed first.
const OWN_HEADER: (&str, &str) = ("x-gainsay", "1");

/// The names under which a browser may ask.
#[derive(Clone, Debug)]
pub struct Hosts {
    allowed: Vec<String>,
}

impl Hosts {
    /// The names of `address`: itself, and `localhost` where it is loopback.
    pub fn of(address: SocketAddr) -> Self {
        let mut allowed = vec![address.to_string()];
        if address.ip().is_loopback() {
            allowed.push(format!("localhost:{}", address.port()));
        }
        Self { allowed }
    }

    fn allow(&self, host: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
    }
}

/// Refuse a request that came under another name, or that writes and is not one of our pages'; add the headers to every answer.
pub async fn guard(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let mut response = if !hosts.allow(host) {
        (StatusCode::MISDIRECTED_REQUEST, "this server answers only under its own address").into_response()
    } else if matches!(*request.method(), Method::GET | Method::HEAD) {
        next.run(request).await
    } else {
        match may_write(request.method(), request.uri().path(), request.headers(), host) {
            Ok(()) => next.run(request).await,
            Err((status, why)) => refusal(status, why),
        }
    };
    let headers = response.headers_mut();
    let is_confined = headers.get(header::CONTENT_SECURITY_POLICY).is_some_and(|policy| policy == SANDBOX);
    let policy = if is_confined { SANDBOX } else { CONTENT_SECURITY_POLICY };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
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
