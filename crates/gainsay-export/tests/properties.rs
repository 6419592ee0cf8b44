//! What holds of every text and reading.

use gainsay_document::{
    Attribution, AttributionId, Claim, Document, Facts, Interval, Modality, Place, Polarity, Quantity,
    QuoteKind, Reading, Scope, Span, Spans, Stance,
};
use gainsay_export::{claims, places, quantities, read_contract};
use proptest::prelude::*;
use serde_json::Value;

/// The code points `[start, end)` of `text`.
fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

fn document(text: String, title: Option<String>) -> Document {
    let id = "0f".repeat(32).parse().expect("64 hexadecimal digits");
    Document { body: None, title, ..Document::of_text(id, text) }
}

/// The span between the `a`-th and the `b`-th character boundary of `text`, taken around.
fn span(text: &str, a: usize, b: usize) -> Option<Span> {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (bounds[a % bounds.len()], bounds[b % bounds.len()]);
    Span::within(text, a.min(b)..a.max(b)).ok()
}

fn any_report() -> impl Strategy<Value = (Document, Reading)> {
    let text = "(\\PC|[a-z =+@,\"'\r\n\t-]|[é“”…🚢]){1,120}";
    let title = prop::option::of("[=+@'\t\r\n,\"a-z;-]{0,8}");
    let pairs = prop::collection::vec((any::<usize>(), any::<usize>()), 1..8);
    (text, title, pairs, prop::option::of(-90.0..90.0)).prop_map(|(text, title, pairs, lat)| {
        let document = document(text, title);
        let spans: Vec<Span> = pairs.iter().filter_map(|&(a, b)| span(&document.text, a, b)).collect();
        let mut reading = Reading::empty(document.id.clone(), "none");
        reading.sentences.clone_from(&spans);
        for (index, &span) in spans.iter().enumerate() {
            reading.quantities.push(Quantity {
                span,
                interval: Interval { low: lat, high: None },
                approximator: Some(span.of(&document.text).to_lowercase()),
                unit: None,
                outcome: None,
                category: None,
                affiliation: None,
                scope: Scope::Event,
                part_of: None,
            });
            reading.places.push(Place {
                span,
                name: span.of(&document.text).to_owned(),
                geonameid: None,
                lat,
                lon: lat,
                country: None,
                admin1: None,
                is_country: false,
                precision: gainsay_document::PlacePrecision::Unknown,
                is_associative: false,
            });
            reading.attributions.push(Attribution {
                source: span.into(),
                cue: Spans::none(),
                content: spans[index..].to_vec().into(),
                quote: QuoteKind::Indirect,
                stance: Stance::Say,
                inside: index.checked_sub(1).map(AttributionId::at),
                actor: None,
                confidence: 1.0,
            });
            reading.claims.push(Claim {
                span: spans[index..].to_vec().into(),
                attribution: Some(AttributionId::at(index)),
                facts: Facts { quantities: vec![index], places: vec![index], ..Facts::default() },
                polarity: Polarity::Asserted,
                modality: Modality::Asserted,
            });
        }
        (document, reading)
    })
}

/// A cell as it was before an apostrophe kept it from being a formula.
fn restored(cell: &str) -> &str {
    let defused =
        cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.starts_with('\'');
    if defused { &cell[1..] } else { cell }
}

proptest! {
    #[test]
    fn every_offset_of_a_row_gives_its_words((document, reading) in any_report()) {
        for row in claims::records(&document, &reading, |_| None) {
            let pieces: Vec<String> =
                row.spans.iter().map(|&[start, end]| slice(&document.text, start, end)).collect();
            prop_assert_eq!(pieces.join(" … "), row.words);
            prop_assert_eq!([row.start, row.end], [row.spans[0][0], row.spans[row.spans.len() - 1][1]]);
            let figure = slice(&document.text, row.figure_start.unwrap(), row.figure_end.unwrap());
            prop_assert_eq!(Some(figure), row.figure);
        }
        for row in quantities::records(&document, &reading) {
            prop_assert_eq!(slice(&document.text, row.start, row.end), row.words);
        }
        for row in places::records(&document, &reading) {
            prop_assert_eq!(slice(&document.text, row.start, row.end), row.words);
        }
    }

    #[test]
    fn every_offset_of_the_read_contract_gives_the_span_s_words((document, reading) in any_report()) {
        let line = read_contract::line(&document, &reading);
        prop_assert!(!line.contains('\n'));
        let line: Value = serde_json::from_str(&line).unwrap();
        prop_assert_eq!(line["text"].as_str(), Some(document.text.as_str()));
        let words = |pair: &Value| {
            let at = |index: usize| usize::try_from(pair[index].as_u64().unwrap()).unwrap();
            slice(&document.text, at(0), at(1))
        };
        for (index, span) in reading.sentences.iter().enumerate() {
            let expected = span.of(&document.text);
            prop_assert_eq!(words(&line["sentences"][index]), expected);
            prop_assert_eq!(words(&line["quantities"][index]["span"]), expected);
            prop_assert_eq!(words(&line["places"][index]["span"]), expected);
            prop_assert_eq!(words(&line["attributions"][index]["source"][0]), expected);
        }
    }

    #[test]
    fn csv_gives_back_what_went_in((document, reading) in any_report()) {
        let rows = claims::records(&document, &reading, |_| None);
        let mut csv = claims::Csv::new(Vec::new());
        for row in &rows {
            csv.write(row).unwrap();
        }
        let bytes = csv.finish().unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let header = reader.headers().unwrap().clone();
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(read.len(), rows.len());
        for (cells, row) in read.iter().zip(&rows) {
            let cell = |column: &str| &cells[header.iter().position(|name| name == column).unwrap()];
            for text in cells {
                let number = text.parse::<f64>().is_ok();
                prop_assert!(number || !text.starts_with(['=', '+', '-', '@', '\t', '\r']), "{text:?}");
            }
            prop_assert_eq!(restored(cell("words")), &row.words);
            prop_assert_eq!(restored(cell("title")), row.head.title.as_deref().unwrap_or_default());
            prop_assert_eq!(restored(cell("figure")), row.figure.as_deref().unwrap_or_default());
            prop_assert_eq!(restored(cell("approximator")), row.approximator.as_deref().unwrap_or_default());
            prop_assert_eq!(restored(cell("chain")), row.chain.join("; "));
            prop_assert_eq!(cell("low").parse().ok(), row.low);
            prop_assert_eq!(cell("start").parse().ok(), Some(row.start));
        }
    }

    #[test]
    fn the_same_values_give_the_same_bytes((document, reading) in any_report()) {
        prop_assert_eq!(read_contract::line(&document, &reading), read_contract::line(&document, &reading));
    }
}
