//! A corrected figure: what is withdrawn and what is said instead are two contents of one source.

use gainsay_document::{Attribution, Quantity, Stance};

/// The attributions of the new figures in retractions such as "corrected its figure from 40 to 31": the content is the
/// figure that now holds. They belong behind the attributions they are made from.
#[must_use]
pub fn corrections(text: &str, attributions: &[Attribution], quantities: &[Quantity]) -> Vec<Attribution> {
    let mut out = Vec::new();
    for attribution in attributions.iter().filter(|attribution| attribution.stance == Stance::Retract) {
        let inside: Vec<&Quantity> =
            quantities.iter().filter(|quantity| attribution.content.contains(quantity.span)).collect();
        for pair in inside.windows(2) {
            let between = text.get(pair[0].span.end()..pair[1].span.start()).unwrap_or_default();
            let before = text.get(..pair[0].span.start()).unwrap_or_default().trim_end();
            if before.ends_with("from") && between.trim() == "to" {
                out.push(Attribution {
                    content: pair[1].span.into(),
                    stance: Stance::Say,
                    ..attribution.clone()
                });
            }
        }
    }
    out
}
