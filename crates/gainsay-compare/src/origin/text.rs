//! Text that two documents share: wire copy carried by several outlets.
//!
//! Word shingles (Broder 1997) and exact containment over the pairs that an inverted index finds. The documents
//! of one matter are few, so sketches (MinHash) would save nothing and only blur the answer.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};

/// Words a shingle of a whole document.
const DOCUMENT_WORDS: usize = 5;
/// Words a shingle of a sentence.
const SENTENCE_WORDS: usize = 3;
/// The share of the shorter text that must stand in the other.
const SHARED: f64 = 0.5;
/// A shingle of so many documents is a stock phrase, or there are copies enough to link them through others.
const COMMON: usize = 60;

/// The shingles of a text: hashes, sorted.
pub(crate) type Shingles = Vec<u64>;

/// The shingles of a whole document.
pub(crate) fn of_document(text: &str) -> Shingles {
    shingles(text, DOCUMENT_WORDS)
}

/// The shingles of a sentence.
pub(crate) fn of_sentence(text: &str) -> Shingles {
    shingles(text, SENTENCE_WORDS)
}

fn shingles(text: &str, size: usize) -> Shingles {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut hashes: Shingles = words
        .windows(size.min(words.len()).max(1))
        .map(|window| {
            let mut hasher = DefaultHasher::new();
            for word in window {
                hasher.write(word.as_bytes());
                hasher.write_u8(0);
            }
            hasher.finish()
        })
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Whether half of the shorter text stands in the other.
pub(crate) fn shared(a: &Shingles, b: &Shingles) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.iter().filter(|hash| long.binary_search(hash).is_ok()).count();
    reaches(common, short.len())
}

fn reaches(common: usize, of: usize) -> bool {
    // Counts of words of one text: exact as floating point.
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    let share = common as f64 / of.max(1) as f64;
    of > 0 && share >= SHARED
}

/// The pairs of texts, by index, of which the shorter is half contained in the other, ascending.
pub(crate) fn pairs(texts: &[Shingles]) -> Vec<(usize, usize)> {
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (text, hashes) in texts.iter().enumerate() {
        for hash in hashes {
            index.entry(*hash).or_default().push(text);
        }
    }
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for holders in index.values() {
        for (at, &a) in holders.iter().take(COMMON).enumerate() {
            for &b in &holders[at + 1..holders.len().min(COMMON)] {
                *common.entry((a, b)).or_default() += 1;
            }
        }
    }
    common
        .into_iter()
        .filter(|((a, b), count)| reaches(*count, texts[*a].len().min(texts[*b].len())))
        .map(|(pair, _)| pair)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_shorter_text_makes_shared_text() {
        let check = |a: &str, b: &str, expected: bool| {
            let (a, b) = (of_document(a), of_document(b));
            assert_eq!(shared(&a, &b), expected);
            assert_eq!(pairs(&[a, b]), if expected { vec![(0, 1)] } else { vec![] });
        };
        let wire =
            "The barge left the quay at dawn and struck the second pier of the old bridge before anyone woke";
        check(wire, &format!("{wire}. Later the mayor came to look at the water and said nothing"), true);
        check(wire, "A barge struck a bridge at dawn while the town was still asleep", false);
        check(wire, &wire.to_uppercase(), true);
        check(wire, "", false);
    }
}
