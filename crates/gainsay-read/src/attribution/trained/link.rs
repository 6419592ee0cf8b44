//! From role tags and pointers to attributions, in words of a window. `training/gainsay_training/decode.py` does the
//! same and tunes the constants.

use std::ops::Range;

use gainsay_encode::Matrix;

use crate::encoded::{Confidence, Linking, Seen, Tag, best_path, runs};

const SOURCE: usize = 0;
const CUE: usize = 1;
const CONTENT: usize = 2;

/// A greater lead of one score over the next tells no more.
const LEAD_LIMIT: f64 = 5.0;

type Words = Range<usize>;

/// An attribution in words of a window.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Linked {
    pub source: Option<Words>,
    pub cue: Option<Words>,
    pub content: Vec<Words>,
    pub confidence: f64,
}

/// The attributions of a window, in the order of their contents.
///
/// Every segment of content goes to the cue that it points at most, or to none; the segments of one cue are one
/// content; cue and segments vote on the source, or on there being none.
pub(super) fn link(seen: Seen, linking: &Linking, confidence: &Confidence) -> Vec<Linked> {
    let path = best_path(seen.roles, linking.outside);
    let (mut sources, mut cues, mut contents) = (Vec::new(), Vec::new(), Vec::new());
    for (role, words) in runs(&path) {
        match role {
            SOURCE => sources.push(words),
            CUE => cues.push(words),
            CONTENT => contents.push(words),
            _ => {}
        }
    }
    let votes_on_cue: Vec<Vec<f64>> =
        contents.iter().map(|content| votes(seen.cue_pointer, content, &cues, linking)).collect();
    let owners = owners(&votes_on_cue, cues.len(), linking.give);
    let tags = Tags { roles: seen.roles, path: &path };
    let mut groups: Vec<(Option<usize>, Vec<usize>)> = (0..cues.len())
        .map(|cue| (Some(cue), (0..contents.len()).filter(|&at| owners[at] == Some(cue)).collect()))
        .collect();
    groups.extend((0..contents.len()).filter(|&at| owners[at].is_none()).map(|at| (None, vec![at])));
    let mut out = Vec::new();
    for (cue, segments) in groups.into_iter().filter(|(_, segments)| !segments.is_empty()) {
        let own_cue = cue.map(|at| &cues[at]);
        let votes_on_source =
            votes_on_source(seen.source_pointer, own_cue, &segments, &contents, &sources, linking);
        let (chosen, top) = greatest(&votes_on_source);
        let total: f64 = votes_on_source.iter().map(|vote| (vote - top).exp()).sum();
        let own: Vec<Words> = segments.iter().map(|&at| contents[at].clone()).collect();
        let source = chosen.checked_sub(1).map(|at| sources[at].clone());
        let beside = own_cue.unwrap_or(&own[0]);
        let features = [
            -total.ln(),
            least(segments.iter().map(|&at| greatest(&votes_on_cue[at]).1)),
            least(own.iter().map(|words| tags.score(words.start))),
            least(own.iter().filter(|words| words.end < path.len()).map(|words| tags.score(words.end)))
                .min(0.0),
            tags.mean(own.iter().cloned().flatten()),
            own_cue.map_or(0.0, |words| tags.mean(words.clone())),
            source.as_ref().map_or(0.0, |words| tags.mean(words.clone())),
            f64::from(u8::from(cue.is_none())),
            f64::from(u8::from(source.is_none())),
            count(own.len()),
            count(own.iter().map(Range::len).sum()).ln_1p(),
            own_cue.map_or(0.0, |cue| least(own.iter().map(|words| count(gap(cue, words)))).ln_1p()),
            lead(&votes_on_source),
            least(segments.iter().map(|&at| lead(&votes_on_cue[at]))),
            own_cue.map_or(0.0, |words| tags.score(words.start)),
            source.as_ref().map_or(0.0, |words| tags.score(words.start)),
            source.as_ref().map_or(0.0, |words| count(words.len()).ln_1p()),
            source.as_ref().map_or(0.0, |words| count(gap(words, beside)).ln_1p()),
        ];
        out.push(Linked {
            source,
            cue: own_cue.cloned(),
            content: own,
            confidence: confidence.of(&features),
        });
    }
    out.sort_by_key(|linked| (linked.content[0].start, linked.cue.as_ref().map(|cue| cue.start)));
    out
}

/// Whose each segment of content is. A cue left without one takes that which loses least by it, if that is at most
/// `give`, from a cue that has several or from none.
fn owners(votes: &[Vec<f64>], cues: usize, give: f64) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<usize>> = votes.iter().map(|votes| greatest(votes).0.checked_sub(1)).collect();
    for cue in 0..cues {
        if owners.contains(&Some(cue)) {
            continue;
        }
        let spare = |owner: Option<usize>| {
            owner.is_none() || owners.iter().filter(|other| **other == owner).count() > 1
        };
        let offer = votes
            .iter()
            .enumerate()
            .filter(|(at, _)| spare(owners[*at]))
            .map(|(at, votes)| (votes[1 + cue] - votes[owners[at].map_or(0, |owner| 1 + owner)], at))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some((_, at)) = offer.filter(|(cost, _)| *cost >= -give) {
            owners[at] = Some(cue);
        }
    }
    owners
}

/// What a cue and its segments of content say of their source: scores of there being none (first) and of each source.
fn votes_on_source(
    pointer: &Matrix,
    cue: Option<&Words>,
    segments: &[usize],
    contents: &[Words],
    sources: &[Words],
    linking: &Linking,
) -> Vec<f64> {
    let weight = if cue.is_some() { linking.content_weight } else { 1.0 } / count(segments.len());
    let mut sum =
        cue.map_or_else(|| vec![0.0; 1 + sources.len()], |cue| votes(pointer, cue, sources, linking));
    for &segment in segments {
        for (sum, vote) in sum.iter_mut().zip(votes(pointer, &contents[segment], sources, linking)) {
            *sum += weight * vote;
        }
    }
    sum
}

/// Log-scores of a span pointing at none (first) or at each target: the probabilities of a target's words added up and
/// averaged over the span's words.
fn votes(pointer: &Matrix, span: &Words, targets: &[Words], linking: &Linking) -> Vec<f64> {
    let mean = |columns: Words| -> f64 {
        let sum: f64 = span
            .clone()
            .map(|word| {
                let row = pointer.row(word).get(columns.clone()).unwrap_or_default();
                row.iter().map(|value| f64::from(*value).exp()).sum::<f64>()
            })
            .sum();
        sum / count(span.len())
    };
    let none = (mean(0..1) + linking.floor).ln();
    let others = targets.iter().map(|target| {
        let mass = mean(1 + target.start..1 + target.end);
        (mass + linking.floor).ln() - linking.distance * count(gap(span, target))
    });
    std::iter::once(none).chain(others).collect()
}

/// The scores of the chosen tags.
struct Tags<'t> {
    roles: &'t Matrix,
    path: &'t [Tag],
}

impl Tags<'_> {
    fn score(&self, word: usize) -> f64 {
        f64::from(self.roles.row(word)[self.path[word].0])
    }

    fn mean(&self, words: impl Iterator<Item = usize>) -> f64 {
        let (sum, words) = words.fold((0.0, 0), |(sum, words), word| (sum + self.score(word), words + 1));
        sum / count(words)
    }
}

/// Words between two spans, 0 where they touch.
fn gap(one: &Words, other: &Words) -> usize {
    other.start.saturating_sub(one.end).max(one.start.saturating_sub(other.end))
}

/// By how much the greatest score leads the next; [`LEAD_LIMIT`] at most, and where there is no other.
fn lead(scores: &[f64]) -> f64 {
    let (place, best) = greatest(scores);
    let others = scores.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, score)| *score);
    (best - others.fold(f64::NEG_INFINITY, f64::max)).min(LEAD_LIMIT)
}

fn least(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::INFINITY, f64::min)
}

/// The place and value of the first greatest.
fn greatest(values: &[f64]) -> (usize, f64) {
    values.iter().copied().enumerate().fold((0, f64::NEG_INFINITY), |best, (place, value)| {
        if value > best.1 { (place, value) } else { best }
    })
}

#[expect(clippy::cast_precision_loss, reason = "words of a window")]
fn count(number: usize) -> f64 {
    number as f64
}
