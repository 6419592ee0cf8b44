//! "The hospital in Peniche said": a source does not end with a preposition.

use gainsay_document::{Span, Spans};

use super::tokens;
use crate::attribution::tables::Classes;
use crate::attribution::words::Words;

/// No name that a source lacks has more words.
const LONGEST_NAME: usize = 4;

/// The source with the name that follows the preposition it ends with, where nothing else stands before the cue; else without
/// the preposition.
pub(super) fn completed(words: &Words, source: Spans, cue: &Spans) -> Spans {
    let mut spans: Vec<Span> = source.iter().collect();
    let Some(last) = spans.pop() else { return source };
    let inside: Vec<usize> = tokens(words.segmentation, &vec![last].into()).collect();
    let [.., before, preposition] = inside[..] else { return source };
    if !words.is(preposition, Classes::PREPOSITION) {
        return source;
    }
    let all = &words.segmentation.tokens;
    let is_name = |at: usize| words.is_word(at) && words.is_capital(at);
    let name = (preposition + 1..all.len().min(preposition + 1 + LONGEST_NAME)).take_while(|&at| is_name(at));
    let end = match (name.last(), cue.iter().next()) {
        (Some(end), Some(cue)) if all.get(end + 1).is_some_and(|next| next.span.start() == cue.start()) => {
            end
        }
        _ => before,
    };
    spans.extend(Span::ordered(last.start()..all[end].span.end()));
    spans.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::Tables;
    use crate::segment::segment;

    /// What becomes of `source` before `cue`, both as they stand in `text`.
    #[track_caller]
    fn check(text: &str, source: &str, cue: &str, expected: &str) {
        let tables = Tables::embedded();
        let segmentation = segment(text, Span::ordered(0..text.len()));
        let words = Words::new(&tables, text, &segmentation);
        let spans = |part: &str| -> Spans {
            let start = text.find(part).unwrap();
            vec![Span::ordered(start..start + part.len()).unwrap()].into()
        };
        let found = completed(&words, spans(source), &spans(cue));
        let found: Vec<&str> = found.iter().map(|span| span.of(text)).collect();
        assert_eq!(found, [expected], "{text}");
    }

    #[test]
    fn a_name_after_a_preposition_belongs_to_the_source() {
        let text = "The regional hospital in Peniche said that 31 people had been injured.";
        check(text, "The regional hospital in", "said", "The regional hospital in Peniche");
        let text = "The mayor of Nova Vaguada said so.";
        check(text, "The mayor of", "said", "The mayor of Nova Vaguada");
    }

    #[test]
    fn a_preposition_that_leads_nowhere_is_left_out() {
        check("The hospital in, it is said, a town closed.", "The hospital in", "said", "The hospital");
        check("The hospital in Korva on Monday said so.", "The hospital in", "said", "The hospital");
    }

    #[test]
    fn other_sources_stay_as_they_are() {
        check("The hospital in Korva said so.", "The hospital in Korva", "said", "The hospital in Korva");
        check("Those in said so.", "in", "said", "in");
    }
}
