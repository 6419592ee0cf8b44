//! Where the words of a claim stand, as a Web Annotation.

use gainsay_document::{CharOffsets, Claim, ClaimRef, Document, Span};
use serde_json::{Value, json};

use super::{ANNOTATION, claim_iri, document_iri};

/// So many characters before and after a quote tell it from the same words elsewhere.
const AROUND: usize = 32;

/// The annotation of a claim: one target a piece of its words, each with a quote and a position in code points.
pub(super) fn of(
    document: &Document,
    offsets: &CharOffsets<'_>,
    reference: &ClaimRef,
    claim: &Claim,
) -> Value {
    let targets: Vec<Value> = claim.span.iter().map(|span| target(document, offsets, span)).collect();
    json!({
        "@context": ANNOTATION,
        "id": format!("{}-words", claim_iri(reference)),
        "type": "Annotation",
        "motivation": "identifying",
        "body": claim_iri(reference),
        "target": targets,
    })
}

fn target(document: &Document, offsets: &CharOffsets<'_>, span: Span) -> Value {
    let [start, end] = offsets.span(span);
    let text = &document.text;
    json!({
        "type": "SpecificResource",
        "source": document_iri(&document.id),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": last(&text[..span.start()]),
                "suffix": first(&text[span.end()..]),
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    })
}

fn first(text: &str) -> &str {
    text.char_indices().nth(AROUND).map_or(text, |(end, _)| &text[..end])
}

fn last(text: &str) -> &str {
    text.char_indices().rev().nth(AROUND - 1).map_or(text, |(start, _)| &text[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_is_cut_between_characters() {
        let ships = "🚢".repeat(40);
        assert_eq!((first(&ships).chars().count(), last(&ships).chars().count()), (AROUND, AROUND));
        assert_eq!((first("né"), last("né"), first(""), last("")), ("né", "né", "", ""));
    }
}
