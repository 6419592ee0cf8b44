//! The words of a claim: the least that say it.

use std::ops::Range;

use gainsay_document::{Attribution, Span, Spans};

use super::holders::Holder;
use crate::attribution::Words;
use crate::events::Layers;

/// The tokens that the author alone says in a sentence: without what others say there, and who they are.
pub(super) fn authors_words<'a>(
    words: &Words,
    sentence: &Range<usize>,
    others: impl Iterator<Item = (&'a Attribution, &'a [Range<usize>])>,
    facts: &[Span],
) -> Vec<Range<usize>> {
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (attribution, content) in others {
        taken.extend(content.iter().cloned());
        // "the council said" is no part of what the author says, unless a fact stands in it.
        let frame = attribution.source.iter().chain(attribution.cue.iter());
        let bare = frame.filter(|frame| !facts.iter().any(|fact| frame.overlaps(*fact)));
        taken.extend(
            bare.map(|span| {
                words.segmentation.token_at(span.start())..words.segmentation.token_at(span.end())
            }),
        );
    }
    let free = sentence.clone().filter(|at| !taken.iter().any(|tokens| tokens.contains(at)));
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for at in free {
        match pieces.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => pieces.push(at..at + 1),
        }
    }
    let worded: Vec<Range<usize>> =
        pieces.into_iter().filter(|piece| piece.clone().any(|at| words.is_word(at))).collect();
    if worded.is_empty() { vec![sentence.clone()] } else { worded }
}

/// The spans of the tokens, without marks and conjunctions that only join them to what stands beside.
pub(super) fn spans(words: &Words, tokens: &[Range<usize>]) -> Spans {
    let mut pieces: Vec<Range<usize>> = tokens.to_vec();
    pieces.sort_by_key(|piece| piece.start);
    pieces.iter().filter_map(|piece| words.span(&trimmed(words, piece.clone()))).collect()
}

fn trimmed(words: &Words, mut piece: Range<usize>) -> Range<usize> {
    // "; the militia said …" begins after its mark.
    let loose = |at: usize| matches!(words.raw(at), ";" | "," | ":" | "—" | "–" | "--");
    while piece.start + 1 < piece.end && loose(piece.start) {
        piece.start += 1;
    }
    while piece.end > piece.start + 1 && loose(piece.end - 1) {
        piece.end -= 1;
    }
    // "The search was suspended, with" is cut before what somebody describes.
    let joins = |at: usize| {
        matches!(
            words.lower(at),
            "with" | "and" | "but" | "when" | "while" | "as" | "that" | "which" | "because"
        )
    };
    while piece.end > piece.start + 1 && (joins(piece.end - 1) || loose(piece.end - 1)) {
        piece.end -= 1;
    }
    // Of a quotation that is cut, no mark is left alone.
    let mark = |at: usize| matches!(words.raw(at), "“" | "”" | "\"" | "''" | "``");
    let marks = piece.clone().filter(|&at| mark(at)).count();
    if marks == 1 && piece.len() > 1 {
        if mark(piece.start) {
            piece.start += 1;
        } else if mark(piece.end - 1) {
            piece.end -= 1;
        }
        while piece.end > piece.start + 1 && loose(piece.end - 1) {
            piece.end -= 1;
        }
    }
    piece
}

/// The words of an attribution without content: what follows its cue.
pub(super) fn after_cue(layers: Layers<'_>, holder: Holder) -> Option<Spans> {
    let Holder::Attribution(index) = holder else { return None };
    let cue = layers.attributions.get(index)?.cue.cover()?;
    let sentence = layers.segmentation.sentences.get(layers.segmentation.sentence_at(cue.start())?)?;
    let after = Span::ordered(cue.end()..sentence.span.end()).and_then(|span| span.trimmed(layers.text));
    Some(after.unwrap_or(cue).into())
}
