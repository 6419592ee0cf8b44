//! Tables of phrases, matched word by word so that a line break inside a phrase makes no difference.

use std::collections::HashMap;

use crate::words::Words;

/// Phrases with a value each, by their first word.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T>(HashMap<&'static str, Vec<(&'static str, T)>>);

impl<T> Phrases<T> {
    /// The phrases of `rows`, written in lower case with one blank between tokens.
    pub(crate) fn new(rows: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut by_first: HashMap<&'static str, Vec<(&'static str, T)>> = HashMap::new();
        for (phrase, value) in rows {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            by_first.entry(first).or_default().push((phrase, value));
        }
        for phrases in by_first.values_mut() {
            // Stable, so that of equal phrases the table's first row comes first.
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.split(' ').count()));
        }
        Self(by_first)
    }

    /// The phrases that begin at token `at`, the longest first: the index after each, its words and its value.
    pub(crate) fn all_at<'p>(
        &'p self,
        words: &'p Words<'_>,
        at: usize,
    ) -> impl Iterator<Item = (usize, &'static str, &'p T)> + 'p {
        self.0
            .get(words.lower(at))
            .into_iter()
            .flatten()
            .filter_map(move |(phrase, value)| Some((words.follows(at, phrase)?, *phrase, value)))
    }

    /// The longest phrase that begins at token `at`.
    pub(crate) fn at<'p>(&'p self, words: &'p Words<'_>, at: usize) -> Option<(usize, &'static str, &'p T)> {
        self.all_at(words, at).next()
    }

    /// The phrases that end before token `end`, the longest first: the index of the first word of each, and its value.
    pub(crate) fn all_before<'p>(
        &'p self,
        words: &'p Words<'_>,
        end: usize,
    ) -> impl Iterator<Item = (usize, &'static str, &'p T)> + 'p {
        const LONGEST: usize = 6;
        let sentence = words.sentence_tokens(end.saturating_sub(1)).start;
        (end.saturating_sub(LONGEST).max(sentence)..end).flat_map(move |start| {
            self.all_at(words, start)
                .filter(move |(after, _, _)| *after == end)
                .map(move |(_, phrase, value)| (start, phrase, value))
        })
    }

    /// The first value of exactly `phrase`.
    pub(crate) fn get(&self, phrase: &str) -> Option<&T> {
        let first = phrase.split(' ').next()?;
        self.0.get(first)?.iter().find(|(known, _)| *known == phrase).map(|(_, value)| value)
    }
}
