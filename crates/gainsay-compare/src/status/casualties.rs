//! Killed and injured not told apart: how such figures stand to those that tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{Lifecycle, Outcome, RelationKind};

use super::Matter;
use super::assess::{Question, SAME_TIME};
use super::item::Item;
use super::lifecycle::{Strand, Strands};
use super::relations::Relations;
use crate::features::figures::{CountKey, Figure};

/// Whether a figure says that none was killed and none injured: "no casualties".
pub(super) fn says_none(matter: &Matter<'_, '_>, index: usize, figure: &Figure) -> bool {
    let document = matter.corpus.document_of(index);
    let words =
        || document.reading.quantities[figure.quantity].span.of(&document.document.text).to_lowercase();
    figure.is_none()
        && !figure.former
        && (figure.key.outcome == Outcome::Casualties
            || (figure.key.outcome == Outcome::Killed && words().contains("casualt")))
}

/// Put what says that there were no casualties where it speaks to: none killed, none injured, and none of either where
/// somebody counts them together.
///
/// A report that has injured or killed of the same origin as well means nobody else.
pub(super) fn spread<'a>(nobody: Vec<(CountKey, Item<'a>)>, items: &mut BTreeMap<CountKey, Vec<Item<'a>>>) {
    // Who counts, by what is counted: document and origin.
    let mut counting: BTreeMap<CountKey, BTreeSet<(usize, usize)>> = BTreeMap::new();
    for (key, item) in nobody {
        for outcome in [Outcome::Killed, Outcome::Injured, Outcome::Casualties] {
            let of_outcome = CountKey { outcome, ..key.clone() };
            let counts = counting.entry(of_outcome.clone()).or_insert_with(|| {
                let known = items.get(&of_outcome).into_iter().flatten();
                known.map(|other| (other.document, other.origin)).collect()
            });
            if (outcome == Outcome::Casualties && counts.is_empty())
                || !counts.insert((item.document, item.origin))
            {
                continue;
            }
            items.entry(of_outcome).or_default().push(item.clone());
        }
    }
    for key in counting.keys() {
        if let Some(list) = items.get_mut(key) {
            list.sort_by_key(|item| item.claim);
        }
    }
}

/// What other origins' killed and injured exceed the figures of the casualty question at `at`, in words; such claims
/// contradict each other, which is added to `relations`.
pub(super) fn exceeded(
    matter: &Matter<'_, '_>,
    at: usize,
    questions: &[Question<'_>],
    strands: &[Strands],
    relations: &mut Relations,
) -> Vec<String> {
    let comparable = |key: &&CountKey| key.outcome == Outcome::Casualties && !key.unnamed_part;
    let Some(key) = questions[at].count.as_ref().filter(comparable) else { return Vec::new() };
    let of_outcome = |outcome: Outcome| {
        let wanted = CountKey { outcome, ..key.clone() };
        questions.iter().position(|question| question.count.as_ref() == Some(&wanted))
    };
    let parts: Vec<Part<'_, '_>> = [Outcome::Killed, Outcome::Injured]
        .into_iter()
        .filter_map(|outcome| {
            let at = of_outcome(outcome)?;
            Some(Part::new(outcome, &questions[at], &strands[at]))
        })
        .collect();
    let mut origins: BTreeSet<usize> = parts.iter().flat_map(|part| part.least.keys().copied()).collect();
    origins.retain(|&origin| matter.voices.is_established(origin));
    let live = || strands[at].list.iter().filter(|strand| strand.lifecycle == Lifecycle::Current);

    let mut beside = Vec::new();
    for origin in origins {
        let mut excluded = false;
        for strand in live().filter(|strand| strand.origin != origin) {
            let first = &questions[at].items[strand.items[0]];
            let Some(most) = most(first).filter(|_| matter.voices.is_established(strand.origin)) else {
                continue;
            };
            let found: Vec<(&Part<'_, '_>, &Strand, f64)> = parts
                .iter()
                .filter_map(|part| {
                    let &(other, low) = part.least.get(&origin)?;
                    let theirs = &part.question.items[other.items[0]];
                    // An author does not contradict the sources of the same report.
                    let one_text = theirs.document == first.document && theirs.own_voice != first.own_voice;
                    let days = strand.as_of.zip(other.as_of);
                    (!one_text && days.is_none_or(|(a, b)| a.gap(b) <= SAME_TIME))
                        .then_some((part, other, low))
                })
                .collect();
            if found.iter().map(|(.., low)| low).sum::<f64>() <= most {
                continue;
            }
            let words: Vec<String> = found
                .iter()
                .map(|(part, other, _)| {
                    format!("{} {}", part.question.items[other.items[0]].words(), part.outcome.as_str())
                })
                .collect();
            let name = |origin: usize| matter.voices.origins[origin].label.as_str();
            let theirs = format!("{}: {}", name(origin), words.join(" and "));
            let own = format!("{}: {}", name(strand.origin), first.words());
            let claim = found.first().map(|(part, other, _)| part.question.items[other.items[0]].claim);
            if let Some(claim) = claim.filter(|&claim| claim != first.claim) {
                let (earlier, later) = if claim < first.claim { (&theirs, &own) } else { (&own, &theirs) };
                let reason = format!("{earlier}; {later}; more killed and injured than casualties");
                let pair = (claim.max(first.claim), claim.min(first.claim), RelationKind::Contradicts);
                relations.entry(pair).or_insert(reason);
            }
            if !excluded {
                beside.push(theirs);
                excluded = true;
            }
        }
    }
    beside
}

/// The greatest number of casualties that an item allows; `None` for one person, who may be one of many.
fn most(item: &Item<'_>) -> Option<f64> {
    let most = item.bounds()?.high?;
    (!item.denied && !item.partial && most != 1.0).then_some(most)
}

/// The killed, or the injured, of a matter.
struct Part<'p, 'a> {
    outcome: Outcome,
    question: &'p Question<'a>,
    /// The live value of each origin with the least that it allows; none where nothing is counted.
    least: BTreeMap<usize, (&'p Strand, f64)>,
}

impl<'p, 'a> Part<'p, 'a> {
    fn new(outcome: Outcome, question: &'p Question<'a>, strands: &'p Strands) -> Self {
        let mut least: BTreeMap<usize, (&Strand, f64)> = BTreeMap::new();
        for strand in strands.list.iter().filter(|strand| strand.lifecycle == Lifecycle::Current) {
            let item = &question.items[strand.items[0]];
            let low = item.bounds().and_then(|bounds| bounds.low).filter(|low| *low > 0.0);
            let Some(low) = low.filter(|_| !item.denied && !item.partial) else { continue };
            let known = least.entry(strand.origin).or_insert((strand, low));
            if low < known.1 {
                *known = (strand, low);
            }
        }
        Self { outcome, question, least }
    }
}
