//! The phenomena of `quantity-cases/*.md`: each heading's text must give exactly the quantities listed under it.
//!
//! A case is a heading, a quoted paragraph, and a row a quantity: `words | number | unit | outcome | more`. `-` is
//! nothing. More are the category, `of` the affiliation, the approximator in quotation marks, the scope where it is a
//! running total, and `in N` for a part of the N-th row.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::sync::LazyLock;

use gainsay_document::{Document, DocumentId, Interval, Outcome, Published, PublishedBasis, Quantity};
use gainsay_read::Reader;

static READER: LazyLock<Reader> = LazyLock::new(Reader::rules);

fn read(text: &str) -> Vec<Quantity> {
    let document = Document {
        published: "2024-03-22".parse().ok().map(|date| Published { date, basis: PublishedBasis::Given }),
        ..Document::of_text(DocumentId::try_from("0".repeat(64)).unwrap(), text)
    };
    let reading = READER.read(&document);
    reading.check(&document).unwrap();
    reading.quantities
}

fn number(interval: Interval) -> String {
    let end = |end: Option<f64>| end.map_or(String::new(), |end| end.to_string());
    if interval.is_exact() {
        end(interval.low)
    } else {
        format!("{}..{}", end(interval.low), end(interval.high))
    }
}

fn row(text: &str, quantity: &Quantity) -> String {
    let mut more: Vec<String> = quantity.category.iter().cloned().collect();
    more.extend(quantity.affiliation.iter().map(|side| format!("of {side}")));
    more.extend(quantity.approximator.iter().map(|words| format!("\"{words}\"")));
    if quantity.scope.is_cumulative() {
        more.push(quantity.scope.describe());
    }
    more.extend(quantity.part_of.map(|whole| format!("in {}", whole + 1)));
    let or_none = |word: Option<&str>| word.filter(|word| !word.is_empty()).unwrap_or("-").to_owned();
    [
        quantity.span.of(text).replace('\n', " "),
        number(quantity.interval),
        or_none(quantity.unit.as_deref()),
        or_none(quantity.outcome.map(Outcome::as_str)),
        or_none(Some(&more.join(", "))),
    ]
    .join(" | ")
}

#[test]
fn every_case_gives_its_quantities() {
    common::check("quantity-cases", 40, |text, _| {
        read(text).iter().map(|quantity| row(text, quantity)).collect()
    });
}
