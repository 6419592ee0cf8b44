//! What became of each value: it stands, its own origin gave a new one, or its origin took it back.

use std::collections::BTreeMap;

use gainsay_document::Lifecycle;

use super::item::{Item, Value};
use super::relations::SMALL_GROUP;
use crate::features::days::{Day, Window};

/// One origin's value on a facet, with the items that give it.
#[derive(Clone, Debug)]
pub(crate) struct Strand {
    pub origin: usize,
    /// Indices into the facet's items, in order of publication.
    pub items: Vec<usize>,
    /// The days of publication of the reports that give it: its as-of window.
    pub as_of: Option<Window>,
    pub lifecycle: Lifecycle,
    /// The strand of the same origin that replaced it, and from which day on.
    pub replaced_by: Option<usize>,
    pub ended: Option<Day>,
}

/// A facet's items as strands, and which items take back which.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strands {
    pub list: Vec<Strand>,
    /// The strand of each item.
    pub of_item: Vec<usize>,
    /// Whether each item takes back rather than asserts.
    pub taking_back: Vec<bool>,
    /// Retracting item and the items it takes back; of many the last.
    pub retracts: Vec<(usize, usize)>,
    /// For each item whether it is taken back, and the first day on which that was done.
    gone: Vec<(bool, Option<Day>)>,
}

impl Strands {
    /// The strands of `items`, which come in order of publication. A running total's growth is no revision.
    pub fn new(items: &[Item<'_>], running: bool) -> Self {
        let gone = vec![(false, None); items.len()];
        let mut strands = Self { of_item: vec![0; items.len()], gone, ..Self::default() };
        let taking_back = strands.find_retractions(items);
        let mut of_origin: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, item) in items.iter().enumerate() {
            let own = of_origin.entry(item.origin).or_default();
            let same = own.iter().copied().find(|&strand| {
                let first = &strands.list[strand].items;
                items[first[0]].same(item)
            });
            let strand = same.unwrap_or_else(|| {
                own.push(strands.list.len());
                strands.list.push(Strand {
                    origin: item.origin,
                    items: Vec::new(),
                    as_of: None,
                    lifecycle: Lifecycle::Current,
                    replaced_by: None,
                    ended: None,
                });
                strands.list.len() - 1
            });
            strands.list[strand].items.push(at);
            strands.of_item[at] = strand;
        }
        for strand in &mut strands.list {
            strand.as_of = days(strand.items.iter().filter(|&&at| !taking_back[at]).map(|&at| &items[at]));
        }
        for own in of_origin.values() {
            strands.find_revisions(items, own, &taking_back, running);
        }
        strands.retract(items, &taking_back);
        strands.taking_back = taking_back;
        strands
    }

    /// Fill `retracts`; which items take back rather than assert.
    fn find_retractions(&mut self, items: &[Item<'_>]) -> Vec<bool> {
        let mut taking_back = vec![false; items.len()];
        let mut of_claim: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, item) in items.iter().enumerate().filter(|(_, item)| item.retracts) {
            of_claim.entry(item.claim).or_default().push(at);
        }
        if of_claim.is_empty() {
            return taking_back;
        }
        for own in of_claim.values() {
            let claim = &items[own[0]];
            let not_later = |item: &Item<'_>| match (item.day, claim.day) {
                (Some(day), Some(last)) => day <= last,
                _ => true,
            };
            let earlier: Vec<usize> = (0..items.len())
                .filter(|&at| {
                    let item = &items[at];
                    item.origin == claim.origin
                        && item.claim != claim.claim
                        && !item.retracts
                        && not_later(item)
                })
                .collect();
            let matching = |at: usize| -> Vec<usize> {
                let exact = earlier.iter().copied().filter(|&e| items[e].same(&items[at]));
                let exact: Vec<usize> = exact.collect();
                if exact.is_empty() {
                    earlier.iter().copied().filter(|&e| items[e].value.compatible(&items[at].value)).collect()
                } else {
                    exact
                }
            };
            let matched: Vec<(usize, Vec<usize>)> =
                own.iter().map(|&at| (at, matching(at))).filter(|(_, found)| !found.is_empty()).collect();
            if matched.is_empty() {
                own.iter().for_each(|&at| taking_back[at] = true);
                if let Some(&last) = earlier.last() {
                    self.take_back(own[0], &[last], claim.day);
                }
            }
            for (at, found) in matched {
                taking_back[at] = true;
                self.take_back(at, &found, items[at].day);
            }
        }
        taking_back
    }

    fn take_back(&mut self, at: usize, earlier: &[usize], day: Option<Day>) {
        for &earlier in earlier {
            let (is_gone, first) = &mut self.gone[earlier];
            *is_gone = true;
            *first = sooner(*first, day);
        }
        let named = if earlier.len() > SMALL_GROUP { &earlier[earlier.len() - 1..] } else { earlier };
        self.retracts.extend(named.iter().map(|&earlier| (at, earlier)));
    }

    fn find_revisions(&mut self, items: &[Item<'_>], own: &[usize], taking_back: &[bool], running: bool) {
        for &before in own {
            let mut next: Option<(Option<Day>, usize)> = None;
            for &after in own.iter().filter(|&&after| after != before) {
                let Some((first, later)) = self.first_after(items, before, after, taking_back) else {
                    continue;
                };
                let grows = running && grew(&items[first].value, &items[later].value);
                if items[first].is_changed_by(&items[later])
                    && !grows
                    && next.is_none_or(|(day, strand)| (items[later].day, after) < (day, strand))
                {
                    next = Some((items[later].day, after));
                }
            }
            let strand = &mut self.list[before];
            if let Some((day, after)) = next {
                (strand.replaced_by, strand.ended, strand.lifecycle) = (Some(after), day, Lifecycle::Revised);
            } else if strand.items.iter().all(|&at| items[at].former) {
                strand.lifecycle = Lifecycle::Revised;
            }
        }
    }

    /// The first items of two strands where the second is known to come later: published on a later day, or
    /// further down the same text where that says that the value moved, or named there as the new value.
    fn first_after(
        &self,
        items: &[Item<'_>],
        before: usize,
        after: usize,
        taking_back: &[bool],
    ) -> Option<(usize, usize)> {
        let stated = |strand: usize| {
            self.list[strand].items.iter().copied().filter(|&at| !items[at].former && !taking_back[at])
        };
        let former = self.list[before].items.iter().copied().find(|&at| items[at].former);
        let new = stated(after).next()?;
        let Some(old) = stated(before).next() else {
            return former.map(|former| (former, new));
        };
        let (a, b) = (&items[old], &items[new]);
        let moved = || {
            stated(after).any(|later| {
                let later = &items[later];
                let here = |at: &usize| items[*at].document == later.document;
                let earlier = stated(before).find(here).is_some_and(|at| items[at].position < later.position);
                let named_former = self.list[before].items.iter().any(|at| items[*at].former && here(at));
                (later.moves && earlier) || named_former
            })
        };
        let later = match (a.day, b.day) {
            (Some(x), Some(y)) if x != y => x < y,
            _ => moved(),
        };
        later.then_some((old, new))
    }

    fn retract(&mut self, items: &[Item<'_>], taking_back: &[bool]) {
        let found = std::mem::take(&mut self.gone).into_iter().enumerate();
        let found = found.filter(|(_, (is_gone, _))| *is_gone);
        let mut gone: Vec<(usize, Option<Day>)> =
            found.map(|(item, (_, day))| (self.of_item[item], day)).collect();
        gone.extend(
            (0..items.len()).filter(|&at| taking_back[at]).map(|at| (self.of_item[at], items[at].day)),
        );
        for (strand, day) in gone {
            let strand = &mut self.list[strand];
            strand.lifecycle = Lifecycle::Retracted;
            strand.ended = sooner(strand.ended, day);
        }
    }
}

/// The first of two days, as far as they are known.
fn sooner(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Whether a running total went up, or may have.
pub(crate) fn grew(before: &Value<'_>, after: &Value<'_>) -> bool {
    match (before, after) {
        (Value::Count(before), Value::Count(after)) => {
            match (before.low.or(before.high), after.high.or(after.low)) {
                (Some(low), Some(high)) => high >= low,
                _ => true,
            }
        }
        _ => false,
    }
}

fn days<'i>(items: impl Iterator<Item = &'i Item<'i>>) -> Option<Window> {
    items.filter_map(|item| item.day).map(|day| Window { start: day, end: day }).reduce(Window::cover)
}
