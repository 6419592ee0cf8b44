//! BIO tags: column 0 is O; of label `n` (counted from 0) column 1 + 2n begins a span and column 2 + 2n goes on.

use std::ops::Range;

use gainsay_encode::Matrix;

/// A column of a tag output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag(pub usize);

impl Tag {
    /// The index of its label; `None` for O.
    #[must_use]
    pub fn label(self) -> Option<usize> {
        self.0.checked_sub(1).map(|rest| rest / 2)
    }

    fn goes_on(self) -> bool {
        self.0 > 0 && self.0.is_multiple_of(2)
    }

    /// Whether `tag` may stand after `self`: a span goes on only with its own label.
    fn may_precede(self, tag: Self) -> bool {
        !tag.goes_on() || self.label() == tag.label()
    }

    /// Whether a file's tag names are O and then B- and I- of `labels`.
    pub(super) fn names_are(names: &[String], labels: &[&str]) -> bool {
        let expected = std::iter::once("O".to_owned())
            .chain(labels.iter().flat_map(|label| [format!("B-{label}"), format!("I-{label}")]));
        names.iter().cloned().eq(expected)
    }
}

/// The likeliest sequence of tags of the words (Viterbi) among those that keep to BIO.
///
/// `scores` holds log-probabilities, a row a word; `outside` is added to every one of O.
#[must_use]
pub fn best_path(scores: &Matrix, outside: f32) -> Vec<Tag> {
    let (words, tags) = (scores.rows(), scores.columns());
    let score = |word: usize, tag: usize| scores.row(word)[tag] + if tag == 0 { outside } else { 0.0 };
    if words == 0 {
        return Vec::new();
    }
    let mut best: Vec<f32> =
        (0..tags).map(|tag| if Tag(tag).goes_on() { f32::NEG_INFINITY } else { score(0, tag) }).collect();
    let mut next = best.clone();
    let mut back = vec![0; words * tags];
    for word in 1..words {
        for (tag, next) in next.iter_mut().enumerate() {
            *next = f32::NEG_INFINITY;
            for (from, value) in best.iter().enumerate() {
                if Tag(from).may_precede(Tag(tag)) && *value > *next {
                    *next = *value;
                    back[word * tags + tag] = from;
                }
            }
            *next += score(word, tag);
        }
        std::mem::swap(&mut best, &mut next);
    }
    let mut last = 0;
    for tag in 1..tags {
        if best[tag] > best[last] {
            last = tag;
        }
    }
    let mut path = vec![Tag(last); words];
    for word in (1..words).rev() {
        last = back[word * tags + last];
        path[word - 1] = Tag(last);
    }
    path
}

/// The spans of a tag sequence, in order: label and words.
#[must_use]
pub fn runs(path: &[Tag]) -> Vec<(usize, Range<usize>)> {
    let mut out: Vec<(usize, Range<usize>)> = Vec::new();
    for (word, tag) in path.iter().enumerate() {
        let Some(label) = tag.label() else { continue };
        match out.last_mut() {
            Some((last, range)) if tag.goes_on() && *last == label && range.end == word => range.end += 1,
            _ => out.push((label, word..word + 1)),
        }
    }
    out
}
