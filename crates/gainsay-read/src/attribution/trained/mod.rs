//! Attributions by the trained encoder: it finds the spans and ties them; the cue table says what the cue makes of the
//! content; the rules add what stands inside a content and what the encoder has not learned.
//!
//! Spans follow PolNeAR (Newell, Margolin and Ruths 2018), whose attributions never lie inside one another. Chains
//! ("the agency reported, 'The plan foresees …', two diplomats said") therefore come from the rules.

mod contrast;
mod link;
mod source;
mod stance;
#[cfg(test)]
mod tests;

use std::ops::Range;

use gainsay_document::{Attribution, Span, Spans, Stance};

use super::nest;
use super::tables::Classes;
use super::words::Words;
use crate::encoded::{Description, Seen};
use crate::segment::Segmentation;

/// What makes of a cue something that was not said: "would say", "did not say".
const UNSAID: Classes = Classes::NEGATION.or(Classes::MODAL);

/// Gathers the attributions of a text, window by window.
pub(crate) struct Finder<'f> {
    description: &'f Description,
    words: &'f Words<'f>,
    rules: Rules<'f>,
    found: Vec<Attribution>,
    /// For each token, whether it has a role in an attribution, be that too unsure to be told.
    taken: Vec<bool>,
}

impl<'f> Finder<'f> {
    /// Nothing found yet; `ruled` are the attributions that the rules find in the same text.
    pub(crate) fn new(description: &'f Description, words: &'f Words<'f>, ruled: &'f [Attribution]) -> Self {
        let rules = Rules { list: ruled, by_cue: owners(words.segmentation, ruled, |one| &one.cue) };
        let taken = vec![false; words.segmentation.tokens.len()];
        Self { description, words, rules, found: Vec::new(), taken }
    }

    /// Take the attributions of one window.
    pub(crate) fn take(&mut self, seen: Seen) {
        let (linking, segmentation) = (&self.description.linking, self.words.segmentation);
        for linked in link::link(seen, linking, &self.description.confidence) {
            if !seen.keeps(linked.content[0].start) {
                continue;
            }
            let spans = |words: &[Range<usize>]| self.joined(words.iter().filter_map(|run| seen.span(run)));
            let (source, cue) = (spans(linked.source.as_slice()), spans(linked.cue.as_slice()));
            let source = source::completed(self.words, source, &cue);
            let content = spans(&linked.content);
            for at in [&source, &cue, &content].into_iter().flat_map(|role| tokens(segmentation, role)) {
                self.taken[at] = true;
            }
            if linked.confidence < linking.threshold {
                continue;
            }
            self.found.push(Attribution {
                stance: stance::of(self.words, &cue, &self.rules),
                quote: nest::kind(self.words, &content),
                source,
                cue,
                content,
                inside: None,
                actor: None,
                #[expect(clippy::cast_possible_truncation, reason = "a probability")]
                confidence: linked.confidence as f32,
            });
        }
    }

    /// Spans in order; two of one paragraph with nothing but white space between them are one.
    fn joined(&self, spans: impl Iterator<Item = Span>) -> Spans {
        let mut out: Vec<Span> = Vec::new();
        for span in spans {
            let gap = |last: &Span| self.words.text.get(last.end()..span.start());
            let touches = |last: &&mut Span| {
                gap(last).is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() && c != '\n'))
            };
            match out.last_mut().filter(touches) {
                Some(last) => *last = last.cover(span),
                None => out.push(span),
            }
        }
        out.into()
    }

    /// All of them, in the order of their first word, with what the rules add.
    pub(crate) fn finish(mut self) -> Vec<Attribution> {
        contrast::part(self.words, self.rules.list, &mut self.found);
        let inner = inner(self.words, self.rules.list, &self.found);
        self.found.extend(inner);
        self.found.extend(beside(self.words, self.rules.list, &self.taken));
        nest::arrange(&mut self.found);
        self.found
    }
}

/// What the rules found, by the tokens of the cues.
struct Rules<'r> {
    list: &'r [Attribution],
    by_cue: Vec<Option<usize>>,
}

/// For each token of the text, the first of `list` whose spans hold it.
fn owners(
    segmentation: &Segmentation,
    list: &[Attribution],
    spans: impl Fn(&Attribution) -> &Spans,
) -> Vec<Option<usize>> {
    let mut out = vec![None; segmentation.tokens.len()];
    for (index, one) in list.iter().enumerate() {
        for at in tokens(segmentation, spans(one)) {
            out[at].get_or_insert(index);
        }
    }
    out
}

/// The tokens that share text with the spans.
fn tokens(segmentation: &Segmentation, spans: &Spans) -> impl Iterator<Item = usize> {
    spans.iter().flat_map(|span| {
        let first = segmentation.token_at(span.start());
        let last = segmentation.tokens.partition_point(|token| token.span.start() < span.end());
        first..last
    })
}

/// The ruled attributions that stand inside the content of a found one and are not it: somebody's words in the words of
/// somebody else. Beliefs and intentions are left to the outer source, who knows of them by hearsay at best.
fn inner(words: &Words, ruled: &[Attribution], found: &[Attribution]) -> Vec<Attribution> {
    let segmentation = words.segmentation;
    let content = owners(segmentation, found, |one| &one.content);
    let cue = owners(segmentation, found, |one| &one.cue);
    let source = owners(segmentation, found, |one| &one.source);
    ruled
        .iter()
        .filter(|inner| {
            let cue = || tokens(segmentation, &inner.cue);
            !inner.source.is_empty()
                && cue().any(|at| says(words, at))
                && !cue().any(|at| words.is(at, UNSAID))
        })
        .filter(|inner| {
            let own = || tokens(segmentation, &inner.source).chain(tokens(segmentation, &inner.cue));
            let holder = own().next().and_then(|at| content[at]);
            holder.is_some()
                && own().chain(tokens(segmentation, &inner.content)).all(|at| content[at] == holder)
                && own().all(|at| cue[at].is_none() && source[at].is_none())
        })
        .cloned()
        .collect()
}

/// The ruled attributions of kinds that the encoder has not learned from its corpus, where it saw nothing at all: figures
/// put and revised, statements withdrawn, the colon of a headline.
fn beside(words: &Words, ruled: &[Attribution], taken: &[bool]) -> Vec<Attribution> {
    let unlearned = |one: &Attribution| {
        one.stance == Stance::Retract
            || tokens(words.segmentation, &one.cue).any(|at| {
                words.raw(at) == ":" || words.cue_at(at, words.len(), |cue| cue.pattern.statement).is_some()
            })
    };
    let free = |one: &Attribution| {
        let roles = [&one.source, &one.cue, &one.content];
        roles.into_iter().flat_map(|role| tokens(words.segmentation, role)).all(|at| !taken[at])
    };
    ruled.iter().filter(|one| unlearned(one) && free(one)).cloned().collect()
}

/// Whether a cue of saying stands at a token: a verb that may introduce a quotation before its source, "according to".
fn says(words: &Words, at: usize) -> bool {
    words.lower(at) == "according" || words.cue_at(at, words.len(), |cue| cue.pattern.inverted).is_some()
}
