//! What keeps other pages out: the Host check against DNS rebinding, and the headers that confine our own pages.

use std::net::SocketAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Nothing but the program's own files: no inline script, no other host, no frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What may be written from a page: the method, and the address or, with a `/` at its end, how it begins.
const WRITING: [(Method, &str); 2] = [(Method::POST, "/api/add"), (Method::DELETE, "/api/jobs/")];

/// A header that no form can send, and no script of another site without leave, which nobody here gives.
const OURS: &str = "x-gainsay";

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
    } else {
        match writing(request.method(), request.uri().path(), host, request.headers()) {
            Ok(()) => next.run(request).await,
            Err(refused) => refused.into_response(),
        }
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
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

/// Whether a request reads, or writes what our own pages may write and comes from one of them.
fn writing(
    method: &Method,
    path: &str,
    host: &str,
    headers: &HeaderMap,
) -> Result<(), (StatusCode, &'static str)> {
    if matches!(*method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let is_offered = WRITING.iter().any(|(offered, at)| {
        offered == method && if at.ends_with('/') { path.starts_with(at) } else { path == *at }
    });
    if !is_offered {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "the pages only read"));
    }
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = value("sec-fetch-site");
    let is_ours = match value(header::ORIGIN.as_str()) {
        Some(origin) => {
            origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host))
                && site.is_none_or(|site| site == "same-origin")
        }
        None => site == Some("same-origin"),
    };
    if value(OURS) == Some("1") && is_ours {
        Ok(())
    } else {
        Err((StatusCode::FORBIDDEN, "only this server's own pages may write"))
    }
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
        writing(method, path, "127.0.0.1:7878", &headers).err().map(|(status, _)| status.as_u16())
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
        assert_eq!(refused(&Method::GET, "/anything", &[]), None);
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
}
