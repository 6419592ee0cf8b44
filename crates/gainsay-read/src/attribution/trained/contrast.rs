//! "The army said three had died, but the militia said eleven had": the second source ends the first content.
//!
//! The encoder's corpus seldom sets two sources against each other in one sentence; reports of a contested matter do.

use gainsay_document::{Attribution, Span, Spans};

use super::{owners, tokens};
use crate::attribution::tables::Classes;
use crate::attribution::words::Words;

/// Ends a content of `found` before the contrasting conjunction behind which the rules see another source with a cue of
/// its own, and gives that source its cue.
pub(super) fn part(words: &Words, ruled: &[Attribution], found: &mut Vec<Attribution>) {
    let content = owners(words.segmentation, found, |one| &one.content);
    let cues = owners(words.segmentation, found, |one| &one.cue);
    for other in ruled {
        let Some(first) = tokens(words.segmentation, &other.source).next() else { continue };
        let Some(outer) = content[first].filter(|_| first > 0 && words.is(first - 1, Classes::CONTRAST))
        else {
            continue;
        };
        let edge = edge(words, first - 1);
        let own_cue = found[outer].cue.cover().map(Span::end);
        let kept: Spans = found[outer].content.iter().filter_map(|span| before(words, span, edge)).collect();
        if own_cue.is_none_or(|end| end > edge) || kept.is_empty() {
            continue;
        }
        found[outer].content = kept;
        match tokens(words.segmentation, &other.cue).find_map(|at| cues[at]) {
            Some(same) if same != outer => found[same].source = other.source.clone(),
            Some(_) => {}
            None => found.push(Attribution { inside: None, ..other.clone() }),
        }
    }
}

/// Where the clause before a conjunction ends.
fn edge(words: &Words, conjunction: usize) -> usize {
    let comma = conjunction > 0 && words.raw(conjunction - 1) == ",";
    words.segmentation.tokens[conjunction - usize::from(comma)].span.start()
}

/// The part of a span before `edge`.
fn before(words: &Words, span: Span, edge: usize) -> Option<Span> {
    if span.end() <= edge {
        return Some(span);
    }
    Span::ordered(span.start()..edge)?.trimmed(words.text)
}
