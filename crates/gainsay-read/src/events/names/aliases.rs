//! What else a body is called, where one name stands in brackets behind the other: "River Guard (RG)", "RG [River Guard]".

use gainsay_document::{Name, NameKind};

use super::joined;
use crate::attribution::Words;

/// The longest name in brackets, in tokens.
const LONGEST: usize = 8;

/// Pairs of names of one body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aliases(Vec<(String, String)>);

impl Aliases {
    /// The pairs of a text whose encoder gave `known`.
    pub(super) fn of(words: &Words, known: &[Name]) -> Self {
        let bodies = known.iter().filter(|name| !matches!(name.kind, NameKind::Person | NameKind::Place));
        Self(bodies.filter_map(|name| Self::behind(words, name)).collect())
    }

    /// The name and the one in brackets behind it: a short one of one word, and a long one.
    fn behind(words: &Words, name: &Name) -> Option<(String, String)> {
        let tokens = words.segmentation.token_at(name.span.start())
            ..words.segmentation.token_at(name.span.end().saturating_sub(1)) + 1;
        let quoted = tokens.end < words.len() && matches!(words.raw(tokens.end), "\"" | "”" | "'s");
        let bracket = tokens.end + usize::from(quoted);
        if bracket >= words.len() || !matches!(words.raw(bracket), "(" | "[") {
            return None;
        }
        let start = bracket + 1;
        let limit = (start + LONGEST).min(words.len());
        let end = (start..limit).find(|&at| matches!(words.raw(at), ")" | "]"))?;
        let inner = start..end;
        let plain = inner.clone().all(|at| words.is_word(at));
        if inner.is_empty() || !plain || (tokens.len() == 1) == (inner.len() == 1) {
            return None;
        }
        let (short, long) = if inner.len() == 1 { (&inner, &tokens) } else { (&tokens, &inner) };
        // Its letters are among those that the words of the long name begin with, or are all capitals.
        let raw = words.raw(short.start);
        let acronym = raw.chars().count() > 1 && raw.chars().all(char::is_uppercase);
        let first = |at: usize| words.lower(at).chars().next();
        let begins = first(long.start) == first(short.start) && raw.chars().count() <= long.len() + 1;
        let capitals = long.clone().filter(|&at| words.is_capital(at)).count() > 1;
        (capitals && (acronym || begins)).then(|| (joined(words, short), joined(words, long)))
    }

    /// The other names of the body of this name.
    pub(super) fn forms(&self, name: &str) -> Vec<&str> {
        let other = |(short, long): &'_ (String, String)| {
            (short.eq_ignore_ascii_case(name), long.eq_ignore_ascii_case(name))
        };
        let pairs = self.0.iter().filter_map(|pair| match other(pair) {
            (true, _) => Some(pair.1.as_str()),
            (_, true) => Some(pair.0.as_str()),
            _ => None,
        });
        pairs.collect()
    }
}
