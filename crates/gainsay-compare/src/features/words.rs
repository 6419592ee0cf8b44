//! Content words and how telling each is.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use siphasher::sip::SipHasher13;

use crate::tables::Tables;

/// A content word: the hash of its letters, so that its number does not depend on what was read before.
pub(crate) type WordId = u64;

/// A map by numbers that are hashes already.
pub(crate) type HashedMap<T> = HashMap<u64, T, BuildHasherDefault<AsItIs>>;

/// Takes a hash as it is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Word weights, sorted by word.
pub(crate) type Vector = Vec<(WordId, f64)>;

/// In how many documents each content word occurs.
#[derive(Clone, Debug, Default)]
struct Counts {
    documents_with: HashedMap<u32>,
    documents: u32,
}

/// The content words of all documents and in how many each occurs; cheap to clone.
///
/// A settled vocabulary counts no more documents: a word that it has not met is as rare as one of a single document. A
/// closed one is settled and of all documents there are, so that what it has not met stands in a single one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    counts: Arc<Counts>,
    settled: bool,
    closed: bool,
}

impl Vocabulary {
    /// The same weights, which documents added from now on do not change.
    pub fn settled(&self) -> Self {
        Self { counts: Arc::clone(&self.counts), settled: true, closed: self.closed }
    }

    /// A closed one, of words that stand in two documents or more.
    pub fn closed(words: impl IntoIterator<Item = (WordId, u32)>, documents: u32) -> Self {
        let counts = Counts { documents_with: words.into_iter().collect(), documents };
        Self { counts: Arc::new(counts), settled: true, closed: true }
    }

    /// In how many documents each word occurs, ascending by word.
    pub fn counts(&self) -> Vec<(WordId, u32)> {
        let counts = self.counts.documents_with.iter();
        let mut counts: Vec<(WordId, u32)> = counts.map(|(&word, &count)| (word, count)).collect();
        counts.sort_unstable();
        counts
    }

    /// The content words of `text`: alphabetic words of three letters or more, lower-cased, without stop words.
    pub fn words(&self, text: &str, tables: &Tables, limit: usize) -> Vec<WordId> {
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
            found.push(Self::id(&word));
        }
        found
    }

    /// The number of a lower-case word.
    pub fn id(word: &str) -> WordId {
        SipHasher13::new().hash(word.as_bytes())
    }

    /// Count one document with these words, repeats allowed.
    pub fn count_document(&mut self, mut words: Vec<WordId>) {
        if self.settled {
            return;
        }
        words.sort_unstable();
        words.dedup();
        let counts = Arc::make_mut(&mut self.counts);
        for word in words {
            *counts.documents_with.entry(word).or_default() += 1;
        }
        counts.documents += 1;
    }

    /// In how many documents `word` occurs, at least 1.
    pub fn documents_with(&self, word: WordId) -> u32 {
        self.counts.documents_with.get(&word).copied().unwrap_or(1).max(1)
    }

    /// Whether `word` can be shared by two documents: it is not known to stand in a single one.
    pub fn may_be_shared(&self, word: WordId) -> bool {
        self.counts.documents_with.get(&word).map_or(!self.closed, |count| *count > 1)
    }

    /// How telling a word is: smoothed inverse document frequency, so that a word of two out of two reports counts.
    pub fn weight(&self, word: WordId) -> f64 {
        (1.0 + f64::from(self.counts.documents.max(1)) / f64::from(self.documents_with(word))).ln()
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
pub(crate) fn sum<W: Ord + Copy>(a: &[(W, f64)], b: &[(W, f64)]) -> Vec<(W, f64)> {
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
    let (mut left, mut right) = (0, 0);
    let mut product = 0.0;
    while let (Some(x), Some(y)) = (a.get(left), b.get(right)) {
        if x.0 == y.0 {
            product += x.1 * y.1;
        }
        left += usize::from(x.0 <= y.0);
        right += usize::from(y.0 <= x.0);
    }
    if product == 0.0 {
        return 0.0;
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
        let words =
            Vocabulary::default().words("The ferry sank on Tuesday, it said; THE FERRY!", &tables, 10);
        assert_eq!(words, ["ferry", "sank", "ferry"].map(Vocabulary::id));
    }

    #[test]
    fn a_settled_vocabulary_weighs_a_new_word_as_a_rare_one() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.count_document(vec![1, 2]);
        vocabulary.count_document(vec![1, 3]);
        let mut settled = vocabulary.settled();
        settled.count_document(vec![1, 4]);
        assert_eq!([1, 2, 4].map(|word| settled.documents_with(word)), [2, 1, 1]);
        assert_eq!([1, 2, 4].map(|word| settled.may_be_shared(word)), [true, false, true]);
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
