//! Word vectors of documents and of what is said of one event mention, weighed by rarity.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::stems::Stemmer;
use super::words::words;

/// The words of a document that are looked at: its beginning tells its story.
const LEAD_WORDS: usize = 400;

/// The number of a stem.
pub(super) type Term = u32;

/// Weights by term, ascending. Of length 1, or a sum of such.
pub(super) type Vector = Vec<(Term, f64)>;

/// The stems of all documents, and in how many each occurs.
///
/// Numbers are given in the order of the stems, so that they do not hang on the order of the documents.
pub(super) struct Terms<'s> {
    stemmer: &'s Stemmer,
    stop_words: &'s HashSet<&'static str>,
    ids: HashMap<String, Term>,
    documents_with: Vec<u32>,
    documents: usize,
}

impl<'s> Terms<'s> {
    /// Count the stems of `texts`, one a document.
    pub fn new<'t>(
        texts: impl Iterator<Item = &'t str>,
        stemmer: &'s Stemmer,
        stop_words: &'s HashSet<&'static str>,
    ) -> Self {
        let mut terms =
            Self { stemmer, stop_words, ids: HashMap::new(), documents_with: Vec::new(), documents: 0 };
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for text in texts {
            terms.documents += 1;
            let stems: HashSet<String> = terms.stems(text).take(LEAD_WORDS).collect();
            for stem in stems {
                *counts.entry(stem).or_default() += 1;
            }
        }
        for (term, (stem, count)) in counts.into_iter().enumerate() {
            terms.ids.insert(stem, Term::try_from(term).unwrap_or(Term::MAX));
            terms.documents_with.push(count);
        }
        terms
    }

    /// The stems of the content words of `text`; addresses of pages and bare numbers are none.
    fn stems<'t>(&'t self, text: &'t str) -> impl Iterator<Item = String> + 't {
        text.split_whitespace()
            .filter(|piece| !piece.starts_with("http://") && !piece.starts_with("https://"))
            .flat_map(words)
            .filter(|word| !word.chars().all(|c| c.is_ascii_digit()))
            .map(str::to_lowercase)
            .filter(|word| word.chars().count() >= 3 && !self.stop_words.contains(word.as_str()))
            .map(|word| self.stemmer.stem(&word))
    }

    /// In how many documents `term` occurs.
    pub fn documents_with(&self, term: Term) -> u32 {
        self.documents_with.get(term as usize).copied().unwrap_or(1)
    }

    /// The vector of a document.
    pub fn of_document(&self, text: &str) -> Vector {
        self.of_words(text, "")
    }

    /// The vector of some words, without those of the stem `but`.
    pub fn of_words(&self, text: &str, but: &str) -> Vector {
        let stems = self.stems(text).take(LEAD_WORDS).filter(|stem| stem != but);
        self.vector(stems.filter_map(|stem| self.ids.get(&stem).copied()))
    }

    fn vector(&self, terms: impl IntoIterator<Item = Term>) -> Vector {
        let mut counts: BTreeMap<Term, u32> = BTreeMap::new();
        for term in terms {
            *counts.entry(term).or_default() += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "no corpus has 2^53 documents")]
        let documents = self.documents as f64;
        let mut vector: Vector = counts
            .into_iter()
            .map(|(term, count)| {
                let rarity = (1.0 + documents / f64::from(self.documents_with(term).max(1))).ln();
                (term, (1.0 + f64::from(count).ln()) * rarity)
            })
            .collect();
        let length = dot(&vector, &vector).sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
        vector
    }
}

/// The scalar product: for two vectors of length 1 the cosine of their angle; for two sums of such, the cosines of all
/// pairs added up.
pub(super) fn dot(a: &Vector, b: &Vector) -> f64 {
    if a.len() * 8 < b.len() {
        return sparse_dot(a, b);
    }
    if b.len() * 8 < a.len() {
        return sparse_dot(b, a);
    }
    let (mut left, mut right) = (0, 0);
    let mut product = 0.0;
    while let (Some(x), Some(y)) = (a.get(left), b.get(right)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                product += x.1 * y.1;
                left += 1;
                right += 1;
            }
        }
    }
    product
}

/// The same where `short` has far fewer terms.
fn sparse_dot(short: &Vector, long: &Vector) -> f64 {
    let find = |term| long.binary_search_by_key(&term, |entry| entry.0).ok().map(|at| long[at].1);
    short.iter().filter_map(|&(term, weight)| Some(weight * find(term)?)).sum()
}

/// The sum of two vectors.
pub(super) fn sum(a: &Vector, b: &Vector) -> Vector {
    crate::features::words::sum(a, b)
}
