//! How values are written as JSON.

use gainsay_document::{CharOffsets, Span, Spans};
use serde::{Serialize, Serializer};

/// `value` as one line of JSON.
pub(crate) fn line<T: Serialize>(value: &T) -> String {
    // Structs of strings, numbers and lists cannot fail to be written to memory; were one ever to, the line says so
    // instead of going missing.
    serde_json::to_string(value)
        .unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string())
}

/// Code point offsets `[start, end)` of each span.
pub(crate) fn spans(offsets: &CharOffsets<'_>, spans: &Spans) -> Vec<[usize; 2]> {
    spans.iter().map(|span| offsets.span(span)).collect()
}

/// Code point offsets `[start, end)` of each span of a list.
pub(crate) fn span_list(offsets: &CharOffsets<'_>, spans: &[Span]) -> Vec<[usize; 2]> {
    spans.iter().map(|span| offsets.span(*span)).collect()
}

/// Write whole numbers without a decimal point, and what is no number at all as `null`.
pub(crate) fn number<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    /// Up to here every whole number has a double of its own (2^53).
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Some(value) if value.fract() == 0.0 && value.abs() <= EXACT => {
            #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
            let whole = *value as i64;
            serializer.serialize_i64(whole)
        }
        Some(value) if value.is_finite() => serializer.serialize_f64(*value),
        _ => serializer.serialize_none(),
    }
}
