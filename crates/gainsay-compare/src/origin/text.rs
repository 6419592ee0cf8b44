//! Text that two documents share: wire copy carried by several outlets.
//!
//! Word shingles (Broder 1997) and exact containment. Which pairs are looked at: all where the texts are few; among
//! many, near copies by their signatures, and the texts that are left by an inverted index.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::signature::Signature;

/// Words a shingle of a whole document.
const DOCUMENT_WORDS: usize = 5;
/// Words a shingle of a sentence.
const SENTENCE_WORDS: usize = 3;
/// The share of the shorter text that must stand in the other.
const SHARED: f64 = 0.5;
/// Of so few texts all pairs are looked at.
const FEW: usize = 24;
/// How many shingles are passed one by one before the next one is searched for.
const WALK: usize = 8;
/// A text that is so like an earlier one has nothing else in common with a third.
const COPY: f64 = 0.8;
/// A shingle of so many texts that are no copies of each other is a stock phrase.
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
            let mut hasher = SipHasher13::new();
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

/// How many shingles the shorter text has in common with the other, and how many it has.
pub(crate) fn common(a: &Shingles, b: &Shingles) -> (usize, usize) {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (mut common, mut rest) = (0, long.as_slice());
    for hash in short {
        // Where the next one is as far on as it is most of the time, a few steps find it.
        let step = rest.iter().take(WALK).take_while(|other| *other < hash).count();
        let step = if step == WALK { rest.partition_point(|other| other < hash) } else { step };
        rest = &rest[step..];
        common += usize::from(rest.first() == Some(hash));
    }
    (common, short.len())
}

/// Whether half of the shorter text stands in the other.
pub(crate) fn shared(a: &Shingles, b: &Shingles) -> bool {
    let (common, of) = common(a, b);
    reaches(common, of)
}

fn reaches(common: usize, of: usize) -> bool {
    // Counts of words of one text: exact as floating point.
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    let share = common as f64 / of.max(1) as f64;
    of > 0 && share >= SHARED
}

/// The pairs of texts, by index, of which the shorter is half contained in the other, ascending.
///
/// Of many near copies each is paired with the first one and with those before it, not with every other. `shared` tells
/// whether two texts by index, the lower first, share text.
pub(crate) fn pairs(texts: &[&Shingles], shared: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    if texts.len() <= FEW {
        let all = (0..texts.len()).flat_map(|a| (a + 1..texts.len()).map(move |b| (a, b)));
        return all.filter(|&(a, b)| shared(a, b)).collect();
    }
    let signatures: Vec<Option<Signature>> = texts.iter().map(|text| Signature::of_shingles(text)).collect();
    // The first and the last text of every band so far.
    let mut bands: HashMap<u64, (usize, usize)> = HashMap::new();
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut own: Vec<usize> = Vec::new();
    for (at, signature) in signatures.iter().enumerate() {
        let Some(signature) = signature else { continue };
        let mut earlier: BTreeSet<usize> = BTreeSet::new();
        for band in signature.bands() {
            let (first, last) = bands.entry(band).or_insert((at, at));
            earlier.extend([*first, *last]);
            *last = at;
        }
        earlier.remove(&at);
        earlier.retain(|&other| shared(other, at));
        let like =
            |other: &usize| signatures[*other].as_ref().is_some_and(|it| it.likeness(signature) >= COPY);
        if !earlier.iter().any(like) {
            own.push(at);
        }
        pairs.extend(earlier.into_iter().map(|other| (other, at)));
    }
    pairs.extend(contained(texts, &own));
    pairs.into_iter().collect()
}

/// The pairs among `own` of which the shorter is half contained in the other, by the shingles that few texts have.
fn contained(texts: &[&Shingles], own: &[usize]) -> Vec<(usize, usize)> {
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for &text in own {
        for hash in texts[text] {
            index.entry(*hash).or_default().push(text);
        }
    }
    let mut common: HashMap<(usize, usize), usize> = HashMap::new();
    for holders in index.into_values().filter(|holders| holders.len() <= COMMON) {
        for (at, &a) in holders.iter().enumerate() {
            for &b in &holders[at + 1..] {
                *common.entry((a, b)).or_default() += 1;
            }
        }
    }
    let reaches =
        |((a, b), count): &((usize, usize), usize)| reaches(*count, texts[*a].len().min(texts[*b].len()));
    common.into_iter().filter(reaches).map(|(pair, _)| pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_pairs(texts: &[&Shingles]) -> Vec<(usize, usize)> {
        pairs(texts, |a, b| shared(texts[a], texts[b]))
    }

    #[test]
    fn half_of_the_shorter_text_makes_shared_text() {
        let check = |a: &str, b: &str, expected: bool| {
            let (a, b) = (of_document(a), of_document(b));
            assert_eq!(shared(&a, &b), expected);
            assert_eq!(all_pairs(&[&a, &b]), if expected { vec![(0, 1)] } else { vec![] });
            // Among many texts it is the same.
            let others: Vec<Shingles> =
                (0..2 * FEW).map(|n| of_document(&format!("{n} {n} a{n} b{n} c{n} d{n}"))).collect();
            let many: Vec<&Shingles> = [&a, &b].into_iter().chain(&others).collect();
            assert_eq!(all_pairs(&many), if expected { vec![(0, 1)] } else { vec![] });
        };
        let wire =
            "The barge left the quay at dawn and struck the second pier of the old bridge before anyone woke";
        check(wire, &format!("{wire}. Later the mayor came to look at the water and said nothing"), true);
        check(wire, "A barge struck a bridge at dawn while the town was still asleep", false);
        check(wire, &wire.to_uppercase(), true);
        check(wire, "", false);
    }

    #[test]
    fn of_many_copies_every_one_is_linked() {
        let text =
            of_document("The barge left the quay at dawn and struck the second pier of the old bridge");
        let texts = vec![&text; 5000];
        let pairs = all_pairs(&texts);
        assert!(pairs.len() < 2 * texts.len(), "{}", pairs.len());
        let linked: BTreeSet<usize> = pairs.iter().filter(|pair| pair.0 == 0).map(|pair| pair.1).collect();
        assert_eq!(linked.len(), texts.len() - 1);
    }
}
