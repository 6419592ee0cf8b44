//! From drafts to attributions: spans, the kind of quotation, and which stands inside which.

use gainsay_document::{Attribution, AttributionId, QuoteKind, Span, Spans};

use super::draft::Draft;
use super::words::Words;

/// The attributions of the drafts, in the order of their first word.
pub(super) fn finish(words: &Words, drafts: &[Draft]) -> Vec<Attribution> {
    let mut order: Vec<&Draft> = drafts.iter().collect();
    order.sort_by_key(|draft| (draft.start(), draft.cue.first().map_or(usize::MAX, |cue| cue.start)));
    let mut out: Vec<Attribution> = order.iter().map(|draft| attribution(words, draft)).collect();
    settle(&mut out);
    out
}

/// Put attributions into the order of their first word and say which stands inside which.
pub(super) fn arrange(list: &mut [Attribution]) {
    let first = |spans: &Spans| spans.first().map_or(usize::MAX, Span::start);
    list.sort_by_key(|one| {
        let cue = first(&one.cue);
        (first(&one.source).min(cue).min(first(&one.content)), cue, first(&one.content))
    });
    settle(list);
}

fn settle(list: &mut [Attribution]) {
    for (index, outer) in innermost(list).into_iter().enumerate() {
        list[index].inside = outer.map(AttributionId::at);
    }
}

fn attribution(words: &Words, draft: &Draft) -> Attribution {
    let spans = |ranges: &[std::ops::Range<usize>]| -> Spans {
        ranges.iter().filter_map(|range| words.span(range)).collect()
    };
    let content = spans(&draft.content);
    Attribution {
        source: draft.source.as_ref().and_then(|range| words.span(range)).into_iter().collect(),
        cue: spans(&draft.cue),
        quote: kind(words, &content),
        content,
        stance: draft.stance,
        inside: None,
        actor: None,
        confidence: draft.confidence,
    }
}

/// Whether a content is quoted wholly, in part or not at all.
pub(super) fn kind(words: &Words, content: &Spans) -> QuoteKind {
    let (mut quoted, mut bare) = (false, false);
    let at = |offset| words.segmentation.token_at(offset);
    for token in content.iter().flat_map(|span| at(span.start())..at(span.end())) {
        if words.piece(token).is_some() {
            quoted = true;
        } else if words.is_word(token) {
            bare = true;
        }
    }
    match (quoted, bare) {
        (true, false) => QuoteKind::Direct,
        (true, true) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}

/// For each attribution, the one with the shortest content that holds its cue.
fn innermost(list: &[Attribution]) -> Vec<Option<usize>> {
    let mut cues: Vec<(Span, usize)> =
        list.iter().enumerate().filter_map(|(index, item)| Some((item.cue.first()?, index))).collect();
    cues.sort_unstable();
    let mut best: Vec<Option<(usize, usize)>> = vec![None; list.len()];
    for (outer, item) in list.iter().enumerate() {
        for piece in item.content.iter() {
            let from = cues.partition_point(|(cue, _)| cue.start() < piece.start());
            for &(cue, inner) in cues[from..].iter().take_while(|(cue, _)| cue.start() < piece.end()) {
                let within = piece.contains(cue) && inner != outer;
                let mutual = item.cue.first().is_some_and(|own| list[inner].content.contains(own));
                let length = item.content.len();
                if within && !mutual && best[inner].is_none_or(|(shortest, _)| length < shortest) {
                    best[inner] = Some((length, outer));
                }
            }
        }
    }
    best.into_iter().map(|found| found.map(|(_, outer)| outer)).collect()
}
