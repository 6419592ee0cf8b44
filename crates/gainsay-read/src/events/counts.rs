//! Figures whose outcome only the syntax tells: "the assassination of six judges".

use gainsay_document::{Outcome, Span};

use super::{Layers, Tables, outcome, roles, trigger};
use crate::attribution::Words;

/// The outcomes of figures that have none by themselves and count those to whom an event was done, by their index.
#[must_use]
pub fn outcomes(
    tables: &Tables,
    words_tables: &crate::attribution::Tables,
    layers: Layers<'_>,
) -> Vec<(usize, Outcome)> {
    if layers.syntax.is_empty() {
        return Vec::new();
    }
    let words = Words::new(words_tables, layers.text, layers.segmentation);
    let triggers = trigger::triggers(tables, &words, layers.syntax, layers.places);
    let mut out = Vec::new();
    for trigger in &triggers {
        let Some(outcome) = outcome(trigger.kind) else { continue };
        let heads = roles::Roles { words: &words, syntax: layers.syntax, tables }.of(trigger);
        for head in heads.targets {
            let Some(token) = layers.segmentation.tokens.get(head) else { continue };
            let counts = |span: Span| span.contains(token.span);
            let found = layers.quantities.iter().position(|quantity| {
                quantity.outcome.is_none() && quantity.unit.is_some() && counts(quantity.span)
            });
            out.extend(found.map(|index| (index, outcome)));
        }
    }
    out
}
