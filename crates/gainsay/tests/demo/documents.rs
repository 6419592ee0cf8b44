//! What the reports themselves must give: metadata, quotes, spans, sources.

use serde_json::Value;

use crate::expected::{self, Expected};
use crate::misses::Misses;
use crate::seen::{Place, Seen, Source, Words};
use crate::words::{blanks, same, slice, within};

/// Title, outlet, agency, date, and what must not be in the text.
pub fn check(expected: &Expected, seen: &Seen<'_>, misses: &mut Misses) {
    for document in &expected.document {
        let key = &document.key;
        let Some(found) = seen.documents.get(key.as_str()) else {
            misses.add(seen.way, key, "a document", "none");
            continue;
        };
        let row = &found.document;
        let given = [
            ("title", Some(&document.title), Some(&row.title)),
            ("outlet", Some(&document.outlet), row.outlet.as_ref()),
            ("agency", document.agency.as_ref(), row.agency.as_ref()),
            ("published", Some(&document.published), row.published.as_ref()),
        ];
        for (what, expected, found) in given {
            let agree = match (expected, found) {
                (Some(expected), Some(found)) => same(expected, found),
                (expected, found) => expected == found,
            };
            if !agree {
                misses.add(seen.way, format_args!("{key}: {what}"), shown(expected), shown(found));
            }
        }
        for words in document.absent.iter().filter(|words| found.text.contains(*words)) {
            misses.add(seen.way, format_args!("{key}: text"), format_args!("nothing of {words:?}"), "it");
        }
        let own_id = document.file.ends_with(".jsonl").then(|| key.clone());
        misses.compare(seen.way, format_args!("{key}: external_id"), &own_id, &row.external_id);
    }
    misses.compare(seen.way, "number of documents", &expected.document.len(), &seen.documents.len());
}

fn shown(value: Option<&String>) -> &str {
    value.map_or("none", String::as_str)
}

/// Every holder of a side is listed as a source, quoted by the outlets of its documents.
pub fn check_sources(expected: &Expected, sources: &Value, misses: &mut Misses) {
    let sources: Vec<Source> = serde_json::from_value(sources.clone()).unwrap();
    let sides = expected.matter.iter().flat_map(|matter| &matter.facet).flat_map(|facet| &facet.side);
    for side in sides {
        let named: Vec<_> = sources.iter().filter(|source| within(&side.holder, &source.name)).collect();
        if named.is_empty() || named.iter().all(|source| source.claims == 0) {
            let all: Vec<_> = sources.iter().map(|source| source.name.as_str()).collect();
            misses.add(
                "command line",
                format_args!("source {}", side.holder),
                "a source with claims",
                all.join(" | "),
            );
            continue;
        }
        for key in side.documents.iter().flatten() {
            let outlet = &expected.document.iter().find(|document| document.key == *key).unwrap().outlet;
            let counts = named.iter().flat_map(|source| &source.outlets);
            if !counts.clone().any(|count| count.count > 0 && same(outlet, &count.name)) {
                let found: Vec<_> = counts.map(|count| count.name.as_str()).collect();
                misses.add(
                    "command line",
                    format_args!("source {}: outlets", side.holder),
                    outlet,
                    found.join(" | "),
                );
            }
        }
    }
}

/// Every quote of the file stands word for word in a report that it is said to stand in.
pub fn check_quotes(expected: &Expected, seen: &Seen<'_>, misses: &mut Misses) {
    let mut stands = |quote: &str, keys: &[String]| {
        let found = keys.iter().filter_map(|key| seen.documents.get(key.as_str()));
        if !found.map(|document| blanks(&document.text)).any(|text| text.contains(&blanks(quote))) {
            misses.add(seen.way, format_args!("{quote:?}"), keys.join(" or "), "in none of them");
        }
    };
    for matter in &expected.matter {
        for side in matter.facet.iter().flat_map(|facet| &facet.side) {
            if let Some(quote) = &side.quote {
                stands(quote, side.documents.as_ref().unwrap_or(&matter.documents));
            }
        }
        for expected::Apart { document, quote, .. } in &matter.apart {
            stands(quote, std::slice::from_ref(document));
        }
    }
}

/// Every span of every document lies in its text and gives the words that stand beside it.
pub fn check_spans(seen: &Seen<'_>, misses: &mut Misses) {
    for (key, document) in &seen.documents {
        let mut check = |what: String, span: [usize; 2], words: &str| {
            let found = slice(&document.text, span).unwrap_or_else(|| format!("no text at {span:?}"));
            if found != words {
                misses.add(seen.way, format_args!("{key}: {what}"), format_args!("{words:?}"), found);
            }
        };
        for claim in &document.claims {
            let pieces = claim.spans.iter().map(|span| slice(&document.text, *span).unwrap_or_default());
            let words = pieces.collect::<Vec<_>>().join(" … ");
            if words != claim.words || words.is_empty() {
                let piece = claim.spans.first().copied().unwrap_or_default();
                check(format!("words of {}", claim.id), piece, &claim.words);
            }
            let end = claim.context_start + claim.context.chars().count();
            check(format!("context of {}", claim.id), [claim.context_start, end], &claim.context);
        }
        let of_claims = document.claims.iter().map(|claim| (&claim.quantities, &claim.times, &claim.places));
        let layers = [(&document.quantities, &document.times, &document.places)];
        for (quantities, times, places) in of_claims.chain(layers) {
            for Words { span, words, .. } in quantities.iter().chain(times) {
                check("figure or time".to_owned(), *span, words);
            }
            for Place { span, words, .. } in places {
                if let (Some(span), Some(words)) = (span, words) {
                    check("place".to_owned(), *span, words);
                }
            }
        }
        for attribution in &document.attributions {
            for span in [&attribution.source, &attribution.cue, &attribution.content].into_iter().flatten() {
                let words = slice(&document.text, *span).unwrap_or_else(|| "words of the text".to_owned());
                check("attribution".to_owned(), *span, &words);
            }
        }
        for span in &document.paragraphs {
            let words = slice(&document.text, *span).unwrap_or_else(|| "words of the text".to_owned());
            check("paragraph".to_owned(), *span, &words);
        }
        if document.claims.is_empty() || document.attributions.is_empty() {
            misses.add(seen.way, key, "claims and attributions", "none");
        }
    }
}
