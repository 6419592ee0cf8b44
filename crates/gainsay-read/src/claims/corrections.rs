//! Corrections that give the old figure and the new one: "corrected its toll from 40 to 31".

use gainsay_document::{Attribution, AttributionId, Quantity, Span, Spans, Stance};

use crate::words::Words;

/// Split a retraction that also gives the new figure: the first keeps what is withdrawn, a second one (appended) states
/// what stands instead.
pub fn split_corrections(words: &Words<'_>, quantities: &[Quantity], attributions: &mut Vec<Attribution>) {
    for index in 0..attributions.len() {
        if attributions[index].stance != Stance::Retract {
            continue;
        }
        let held: Vec<&Quantity> = quantities
            .iter()
            .filter(|quantity| quantity.outcome.is_some() && attributions[index].content.contains(quantity.span))
            .collect();
        let [old, new] = held.as_slice() else { continue };
        let Some(cut) = link(words, old.span, new.span) else { continue };
        let content = attributions[index].content.clone();
        let before: Spans = content.iter().filter_map(|span| part(words, span, span.start()..cut.start())).collect();
        let after: Spans = content.iter().filter_map(|span| part(words, span, cut.end()..span.end())).collect();
        if before.is_empty() || after.is_empty() || !before.contains(old.span) || !after.contains(new.span) {
            continue;
        }
        let stated = Attribution { content: after, stance: Stance::Say, ..attributions[index].clone() };
        attributions[index].content = before;
        let stated_id = AttributionId::at(attributions.len());
        // What the second half held stands in the new attribution now.
        for other in attributions.iter_mut() {
            let within = other.content.cover().is_some_and(|cover| stated.content.contains(cover));
            if other.inside == Some(AttributionId::at(index)) && within {
                other.inside = Some(stated_id);
            }
        }
        attributions.push(stated);
    }
}

/// The word between the old figure and the new one.
fn link(words: &Words<'_>, old: Span, new: Span) -> Option<Span> {
    let between = words.within(Span::ordered(old.end()..new.start())?);
    let at = between
        .clone()
        .find(|&index| matches!(words.lower(index), "to" | "with" | "saying" | "and" | "for" | "by"))?;
    words.span(at..at + 1)
}

fn part(words: &Words<'_>, span: Span, range: std::ops::Range<usize>) -> Option<Span> {
    let range = range.start.max(span.start())..range.end.min(span.end());
    Span::ordered(range)?.trimmed(words.text)
}
