//! One row a quantity.

use gainsay_document::{CharOffsets, Document, Reading};
use serde::Serialize;

use crate::{Head, json, table};

/// Writes [`QuantityRecord`]s as CSV.
pub type Csv<W> = table::Csv<W, QuantityRecord>;
/// Writes [`QuantityRecord`]s as JSON Lines.
pub type Jsonl<W> = table::Jsonl<W, QuantityRecord>;

/// A number expression of one document and what it counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuantityRecord {
    /// The report.
    #[serde(flatten)]
    pub head: Head,
    /// Its index among the document's quantities, counted from 0 as in the read contract.
    pub quantity: usize,
    /// The number expression as written.
    pub words: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The least value the words allow; `None` is open.
    #[serde(serialize_with = "json::number")]
    pub low: Option<f64>,
    /// The greatest value the words allow; `None` is open.
    #[serde(serialize_with = "json::number")]
    pub high: Option<f64>,
    /// The words that widen or bound it.
    pub approximator: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// What became of it.
    pub outcome: Option<&'static str>,
    /// Who is counted, where narrower than people.
    pub category: Option<String>,
    /// What the figure covers.
    pub scope: String,
    /// The index of the quantity that this one is a part of.
    pub part_of: Option<usize>,
}

impl table::Record for QuantityRecord {
    const COLUMNS: &'static [&'static str] = &[
        "document",
        "external_id",
        "title",
        "outlet",
        "published",
        "quantity",
        "words",
        "start",
        "end",
        "low",
        "high",
        "approximator",
        "unit",
        "outcome",
        "category",
        "scope",
        "part_of",
    ];
}

/// The rows of one document, in the order of its text.
#[must_use]
pub fn records(document: &Document, reading: &Reading) -> Vec<QuantityRecord> {
    let offsets = CharOffsets::new(&document.text);
    let row = |(index, quantity): (usize, &gainsay_document::Quantity)| {
        let [start, end] = offsets.span(quantity.span);
        QuantityRecord {
            head: Head::of(document),
            quantity: index,
            words: quantity.span.of(&document.text).to_owned(),
            start,
            end,
            low: quantity.interval.low,
            high: quantity.interval.high,
            approximator: quantity.approximator.clone(),
            unit: quantity.unit.clone(),
            outcome: quantity.outcome.map(gainsay_document::Outcome::as_str),
            category: quantity.category.clone(),
            scope: quantity.scope.describe(),
            part_of: quantity.part_of,
        }
    };
    reading.quantities.iter().enumerate().map(row).collect()
}
