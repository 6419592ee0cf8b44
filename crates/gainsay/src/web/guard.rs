//! What keeps other pages out: the Host check against DNS rebinding, and the headers that confine our own pages.

use std::net::SocketAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Nothing but the program's own files: no inline script, no other host, no frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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

/// Refuse a request that came under another name or that is no reading one; add the headers to every answer.
pub async fn guard(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let mut response = if !hosts.allow(host) {
        (StatusCode::MISDIRECTED_REQUEST, "this server answers only under its own address").into_response()
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        (StatusCode::METHOD_NOT_ALLOWED, "the pages only read").into_response()
    } else {
        next.run(request).await
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

#[cfg(test)]
mod tests {
    use super::*;

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
