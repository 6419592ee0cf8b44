//! Quotations that only go on: the source of the one before is theirs.

use gainsay_document::Stance;

use super::draft::Draft;
use super::words::Words;
use crate::segment::Sentence;

/// Give a quotation without a cue of its own to the source before it; `first` is the first draft of this sentence.
pub(super) fn carry(words: &Words, index: usize, sentence: &Sentence, first: usize, drafts: &mut Vec<Draft>) {
    let tokens = &sentence.tokens;
    let start = tokens.start;
    let Some(piece) = words.opens(start) else { return };
    let piece = piece.clone();
    // Only whole sentences of speech, and only those that no draft holds.
    let ends = piece.tokens.end + 1 >= tokens.end;
    let held = drafts[first..].iter().any(|draft| draft.start() <= start && start < draft.end());
    if !ends || held || piece.tokens.len() < 4 {
        return;
    }
    let claimed =
        drafts.iter().rev().take(6).any(|draft| draft.content.iter().any(|range| range.contains(&start)));
    if claimed || followed_by_cue(words, &piece.tokens) || closed_by_cue(words, &piece.tokens) {
        return;
    }
    // The last one that quotes, or else the last one, of this sentence's neighbours.
    let speaks = |draft: &Draft| draft.content.iter().any(|range| words.closes(range.end - 1).is_some());
    let near = |draft: &&Draft| draft.source.is_some() && draft.sentence + 1 >= index;
    let quoting =
        drafts[..first].iter().rev().take(4).filter(near).find(|draft| speaks(draft)).map(Draft::end);
    let found = drafts[..first].iter_mut().rev().find(|draft| {
        draft.source.is_some() && quoting.is_none_or(|end| draft.end() == end && speaks(draft))
    });
    let Some(last) = found else { return };
    let gap = index - last.sentence;
    let paragraph = words.segmentation.sentences[last.sentence].paragraph;
    let distance = sentence.paragraph - paragraph;
    let near = last.end() <= start
        && words
            .segmentation
            .sentence_at(words.segmentation.tokens[last.end() - 1].span.start())
            .is_some_and(|end| end + 1 >= index);
    let opens_paragraph =
        index == 0 || words.segmentation.sentences[index - 1].paragraph != sentence.paragraph;
    if !near && gap > 1 || distance > 1 || distance == 1 && !opens_paragraph {
        return;
    }
    let quoted = last
        .content
        .iter()
        .any(|range| words.closes(range.end - 1).is_some() || words.opens(range.start).is_some());
    let colon = last.end() < words.len() && words.raw(last.end()) == ":" || words.raw(last.end() - 1) == ":";
    if quoted || colon {
        last.content.push(piece.tokens);
    } else {
        // Also across a paragraph: "Dana Voss said that the bridge was lost." and then “It fell in a minute.”
        let source = last.source.clone();
        drafts.push(Draft {
            sentence: index,
            source,
            cue: Vec::new(),
            content: vec![piece.tokens],
            stance: Stance::Say,
            confidence: 0.5,
        });
    }
}

/// Whether a quotation left open, in a text with a line for each sentence, is closed further on before a cue of its own.
fn closed_by_cue(words: &Words, tokens: &std::ops::Range<usize>) -> bool {
    const REACH: usize = 150;
    let mark = |at: usize| matches!(words.raw(at), "”" | "\"" | "''");
    if mark(tokens.end - 1) {
        return false;
    }
    (tokens.end..words.len().min(tokens.end + REACH))
        .find(|&at| mark(at) || words.raw(at) == "“")
        .filter(|&at| mark(at))
        .is_some_and(|at| followed_by_cue(words, &(at..at + 1)))
}

/// Whether the quotation ends in a later sentence, where its own cue may stand.
fn followed_by_cue(words: &Words, tokens: &std::ops::Range<usize>) -> bool {
    let Some(sentence) =
        words.segmentation.sentence_at(words.segmentation.tokens[tokens.end - 1].span.start())
    else {
        return false;
    };
    let end = words.segmentation.sentences[sentence].tokens.end;
    (tokens.end..end).any(|at| words.cue_at(at, end, |cue| cue.pattern.quote).is_some())
}
