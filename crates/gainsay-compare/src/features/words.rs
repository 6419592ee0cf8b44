//! Content words and how telling each is.

use std::collections::{BTreeMap, HashMap};

use crate::tables::Tables;

/// A content word of the corpus.
pub(crate) type WordId = u32;

/// Word weights, sorted by word.
pub(crate) type Vector = Vec<(WordId, f64)>;

/// The content words of all documents and in how many each occurs.
///
/// Numbers are given in the order of first occurrence; documents come in a fixed order, so they are stable.
#[derive(Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<String, WordId>,
    documents_with: Vec<u32>,
    documents: u32,
}

impl Vocabulary {
    /// The content words of `text`: alphabetic words of three letters or more, lower-cased, without stop words.
    pub fn words(&mut self, text: &str, tables: &Tables, limit: usize) -> Vec<WordId> {
        let mut found = Vec::new();
        for raw in text.split(|c: char| !c.is_alphabetic()) {
            if found.len() >= limit {
                break;
            }
            if raw.len() < 3 {
                continue;
            }
            let word = raw.to_lowercase();
            if word.chars().count() < 3 || tables.stop_words.contains(word.as_str()) {
                continue;
            }
            found.push(self.intern(word));
        }
        found
    }

    /// The number of `word`, a new one where no document has it yet.
    pub fn intern(&mut self, word: String) -> WordId {
        let next = WordId::try_from(self.ids.len()).unwrap_or(WordId::MAX);
        *self.ids.entry(word).or_insert(next)
    }

    /// The number of `word`, where any document has it.
    pub fn id(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    /// Count one document with these words, repeats allowed.
    pub fn count_document(&mut self, mut words: Vec<WordId>) {
        words.sort_unstable();
        words.dedup();
        self.documents_with.resize(self.ids.len(), 0);
        for word in words {
            if let Some(count) = self.documents_with.get_mut(word as usize) {
                *count += 1;
            }
        }
        self.documents += 1;
    }

    /// In how many documents `word` occurs.
    pub fn documents_with(&self, word: WordId) -> u32 {
        self.documents_with.get(word as usize).copied().unwrap_or(1).max(1)
    }

    /// How telling a word is: smoothed inverse document frequency, so that a word of two out of two reports counts.
    pub fn weight(&self, word: WordId) -> f64 {
        (1.0 + f64::from(self.documents.max(1)) / f64::from(self.documents_with(word))).ln()
    }

    /// The TF-IDF vector of a bag of words, of length 1.
    pub fn vector<'w>(&self, words: impl IntoIterator<Item = &'w WordId>) -> Vector {
        let mut counts: BTreeMap<WordId, u32> = BTreeMap::new();
        for word in words {
            *counts.entry(*word).or_default() += 1;
        }
        let weigh = |(word, count): (WordId, u32)| (word, (1.0 + f64::from(count).ln()) * self.weight(word));
        normalised(counts.into_iter().map(weigh).collect())
    }
}

/// The vector with length 1; an empty one stays empty.
fn normalised(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    vector
}

/// The sum of two vectors.
pub(crate) fn sum(a: &Vector, b: &Vector) -> Vector {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => all.extend(left.next()),
            std::cmp::Ordering::Greater => all.extend(right.next()),
            std::cmp::Ordering::Equal => {
                all.push((x.0, x.1 + y.1));
                left.next();
                right.next();
            }
        }
    }
    all.extend(left.chain(right));
    all
}

/// The cosine of the angle between two vectors of any length, from 0 to 1.
pub(crate) fn cosine(a: &Vector, b: &Vector) -> f64 {
    let squared = |vector: &Vector| vector.iter().map(|(_, weight)| weight * weight).sum::<f64>();
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut product = 0.0;
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                product += x.1 * y.1;
                left.next();
                right.next();
            }
        }
    }
    let length = (squared(a) * squared(b)).sqrt();
    if length > 0.0 { product / length } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_words_leave_out_what_tells_nothing() {
        let tables = Tables::load();
        let mut vocabulary = Vocabulary::default();
        let words = vocabulary.words("The ferry sank on Tuesday, it said; THE FERRY!", &tables, 10);
        assert_eq!(words, vec![0, 1, 0]);
        assert_eq!(vocabulary.id("ferry"), Some(0));
    }

    #[test]
    fn the_cosine_goes_from_nothing_shared_to_equal() {
        let a = vec![(0, 1.0), (2, 1.0)];
        let close = |x: f64, y: f64| (x - y).abs() < 1e-9;
        assert!(close(cosine(&a, &a), 1.0));
        assert!(close(cosine(&a, &vec![(1, 1.0)]), 0.0));
        assert!(close(cosine(&a, &sum(&a, &a)), 1.0));
        assert!(close(cosine(&a, &Vec::new()), 0.0));
    }
}
