//! Who may ask where others can reach the address: whoever has the token.
//!
//! Programs show the token itself (`Authorization: Bearer`). A browser comes in by a link that works once and gets a
//! cookie, so that the token stands in no address that a browser remembers.

use std::fmt::Write;
use std::io;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// No token is shorter.
pub const SHORTEST: usize = 32;

/// A secret as its hash: what is compared has one length, and nothing of it can be learnt from how long that takes.
#[derive(Debug)]
struct Secret([u8; 32]);

impl Secret {
    fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    fn is(&self, text: &str) -> bool {
        self.0.ct_eq(&Self::of(text).0).into()
    }
}

/// What lets in who has the token.
#[derive(Debug)]
pub struct Gate {
    token: Secret,
    /// The cookie's value for this run.
    session: String,
    kept: Secret,
    /// What the link that works once holds.
    ticket: Mutex<Secret>,
}

impl Gate {
    /// A gate for those who have `token`, and the ticket of the first link.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn new(token: &str) -> io::Result<(Self, String)> {
        let (session, ticket) = (random()?, random()?);
        let kept = Secret::of(&session);
        let gate = Self { token: Secret::of(token), session, kept, ticket: Mutex::new(Secret::of(&ticket)) };
        Ok((gate, ticket))
    }

    /// Whether these headers come from one who is in, asking at `port`.
    pub fn admits(&self, headers: &HeaderMap, port: u16) -> bool {
        let shown = headers.get_all(header::AUTHORIZATION).iter().filter_map(|value| value.to_str().ok());
        let bearer = shown.filter_map(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        if bearer.into_iter().any(|token| self.token.is(token)) {
            return true;
        }
        let name = cookie(port);
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .any(|(own, value)| own == name && self.kept.is(value))
    }

    /// Let in who comes by the link with `ticket`: the cookie to set, and the ticket of the next link.
    pub fn redeem(&self, ticket: &str, port: u16) -> Option<(String, String)> {
        let mut current = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        if !current.is(ticket) {
            return None;
        }
        let next = random().ok()?;
        *current = Secret::of(&next);
        let name = cookie(port);
        Some((format!("{name}={}; Path=/; HttpOnly; SameSite=Strict", self.session), next))
    }
}

/// Cookies are the same for every port of a machine; the name tells two ledgers apart.
fn cookie(port: u16) -> String {
    format!("gainsay-{port}")
}

/// 256 random bits in hexadecimal.
///
/// # Errors
/// When the system has no randomness.
pub fn random() -> io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    const TOKEN: &str = "an invented token of forty-one characters";

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        [(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())].into_iter().collect()
    }

    #[test]
    fn who_has_the_token_is_let_in() {
        let (gate, _) = Gate::new(TOKEN).unwrap();
        let check = |value: &str, expected: bool| {
            assert_eq!(gate.admits(&headers("authorization", value), 7878), expected, "{value}");
        };
        check(&format!("Bearer {TOKEN}"), true);
        check(&format!("bearer  {TOKEN} "), true);
        for wrong in ["Bearer ", "Bearer", "", "Bearer x", TOKEN, &format!("Basic {TOKEN}")] {
            check(wrong, false);
        }
        check(&format!("Bearer {}", &TOKEN[1..]), false);
        assert!(!gate.admits(&HeaderMap::new(), 7878));
    }

    #[test]
    fn a_link_works_once() {
        let (gate, first) = Gate::new(TOKEN).unwrap();
        assert!(gate.redeem("", 1).is_none());
        assert!(gate.redeem(TOKEN, 1).is_none(), "the token itself is no link");
        let (set, second) = gate.redeem(&first, 7878).unwrap();
        assert!(gate.redeem(&first, 7878).is_none());
        assert!(set.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{set}");
        let cookie = set.split(';').next().unwrap();
        for (sent, port, expected) in [
            (cookie.to_owned(), 7878, true),
            (format!("a=b; {cookie}; c=d"), 7878, true),
            (cookie.to_owned(), 7879, false),
            (format!("{cookie}0"), 7878, false),
            ("gainsay-7878=".to_owned(), 7878, false),
            (format!("gainsay-7878={TOKEN}"), 7878, false),
        ] {
            assert_eq!(gate.admits(&headers("cookie", &sent), port), expected, "{sent}");
        }
        assert_ne!(first, second);
        assert!(gate.redeem(&second, 7878).is_some());
    }
}
