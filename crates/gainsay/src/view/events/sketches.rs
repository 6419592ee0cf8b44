//! The sketches of all matters, remembered until the ledger changes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use gainsay_document::ClaimRef;
use gainsay_ledger::{Error, MatterSketch};

use crate::view::known::Known;

/// The sketches of all matters known, in order of their first day.
///
/// # Errors
/// When the ledger cannot be read.
pub fn sketches(known: &Known<'_>) -> Result<Arc<Vec<MatterSketch>>, Error> {
    let find = || if known.day().is_some() { then(known) } else { known.ledger().sketches() };
    known.desk().sketches(known.day(), || find().map(in_order))
}

/// The sketches of what was known on a day.
fn then(known: &Known<'_>) -> Result<Vec<MatterSketch>, Error> {
    let mut kinds: HashMap<ClaimRef, Vec<String>> = HashMap::new();
    for (claim, kind) in known.ledger().kinds_of_claims()? {
        kinds.entry(claim).or_default().push(kind);
    }
    let sketch = |matter: &gainsay_document::Matter| {
        let mut often: BTreeMap<&String, usize> = BTreeMap::new();
        for kind in matter.claims.iter().filter_map(|claim| kinds.get(claim)).flatten() {
            *often.entry(kind).or_default() += 1;
        }
        let mut often: Vec<_> = often.into_iter().collect();
        often.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        MatterSketch::of(matter, often.into_iter().map(|(kind, _)| kind.clone()).collect())
    };
    Ok(known.matters()?.iter().map(sketch).collect())
}

/// By the first day, then the more precise first; those without a date last, the most disputed first.
fn in_order(mut sketches: Vec<MatterSketch>) -> Vec<MatterSketch> {
    sketches.sort_by_key(|sketch| (sketch.date.is_none(), sketch.date.map(|date| (date.start, date.end))));
    sketches
}
