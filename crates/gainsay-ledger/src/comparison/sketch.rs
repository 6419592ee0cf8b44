//! Matters as a timeline and a map need them: when, where, what kind, how disputed; without their claims.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{
    ClaimId, ClaimRef, DateRange, Facet, FacetKind, Interval, Lifecycle, Matter, MatterId, MatterPlace,
    Outcome, Scope, Support,
};
use rusqlite::Row;

use super::load::{all, date, place};
use crate::codec::{document_id, index, of_word, size};
use crate::{Error, Ledger};

/// A matter without its claims.
#[derive(Clone, Debug, PartialEq)]
pub struct MatterSketch {
    /// The matter.
    pub id: MatterId,
    /// Event, place and date in a few words.
    pub title: String,
    /// When it happened: as many days as the claims leave open.
    pub date: Option<DateRange>,
    /// Where it happened.
    pub place: Option<MatterPlace>,
    /// The types of the events that its claims tell of, the most frequent first.
    pub kinds: Vec<String>,
    /// Whether any facet is contested.
    pub contested: bool,
    /// Whether any facet is corroborated.
    pub corroborated: bool,
    /// What is counted in it.
    pub outcomes: BTreeSet<Outcome>,
    /// How many were killed, over the sides that still stand; an end that one of them leaves open is open.
    pub killed: Option<Interval>,
    /// The same of the injured.
    pub injured: Option<Interval>,
    /// How many documents speak of it.
    pub documents: usize,
}

impl MatterSketch {
    /// The sketch of a matter whose claims tell of events of these types.
    #[must_use]
    pub fn of(matter: &Matter, kinds: Vec<String>) -> Self {
        let counts = matter.facets.iter().filter(|facet| facet.kind == FacetKind::Count);
        Self {
            id: matter.id.clone(),
            title: matter.title.clone(),
            date: matter.date,
            place: matter.place.clone(),
            kinds,
            contested: matter.is_contested(),
            corroborated: matter.facets.iter().any(|facet| facet.support == Support::Corroborated),
            outcomes: counts.filter_map(|facet| facet.outcome).collect(),
            killed: people(&matter.facets, Outcome::Killed),
            injured: people(&matter.facets, Outcome::Injured),
            documents: matter.documents.len(),
        }
    }
}

/// The range over the sides that still stand of the event's count of people with that outcome.
fn people(facets: &[Facet], outcome: Outcome) -> Option<Interval> {
    let of_event = |facet: &&Facet| {
        facet.kind == FacetKind::Count
            && facet.outcome == Some(outcome)
            && facet.category.is_none()
            && facet.scope.is_none_or(|scope| scope == Scope::Event)
    };
    let sides = facets.iter().filter(of_event).flat_map(|facet| &facet.sides);
    let live = sides.filter(|side| side.lifecycle == Lifecycle::Current).filter_map(|side| side.interval);
    let known = live.filter(|interval| interval.low.is_some() || interval.high.is_some());
    said(known.reduce(|all, interval| all.hull(&interval))?)
}

/// Sides open at opposite ends leave nothing to say.
fn said(interval: Interval) -> Option<Interval> {
    (interval.low.is_some() || interval.high.is_some()).then_some(interval)
}

/// What a matter's facets come to.
#[derive(Default)]
struct Counts {
    corroborated: bool,
    outcomes: BTreeSet<Outcome>,
    killed: Option<Interval>,
    injured: Option<Interval>,
}

impl Ledger {
    /// A sketch of every matter, the most disputed first.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn sketches(&self) -> Result<Vec<MatterSketch>, Error> {
        let matter = |row: &Row<'_>| Ok::<_, Error>(row.get::<_, String>("matter")?);
        let mut documents: BTreeMap<String, usize> = all(
            &self.connection,
            "SELECT matter, count(*) AS documents FROM matter_documents GROUP BY matter",
            [],
            |row| Ok((matter(row)?, size(row.get("documents")?)?)),
        )?
        .into_iter()
        .collect();
        let mut kinds: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
        let told = all(
            &self.connection,
            "SELECT c.matter, e.type, count(*) AS often
             FROM matter_claims c
             JOIN claim_events ce ON ce.document = c.document AND ce.claim = c.claim
             JOIN events e ON e.document = ce.document AND e.number = ce.event
             GROUP BY c.matter, e.type",
            [],
            |row| Ok((matter(row)?, (row.get("often")?, row.get("type")?))),
        )?;
        for (matter, kind) in told {
            kinds.entry(matter).or_default().push(kind);
        }
        let mut counts = self.counts()?;
        all(&self.connection, "SELECT * FROM matters ORDER BY position", [], |row| {
            let id: String = row.get("id")?;
            let mut kinds = kinds.get(&id).cloned().unwrap_or_default();
            kinds.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
            Ok((id, kinds, row.get("title")?, row.get("contested")?, date(row)?, place(row)?))
        })?
        .into_iter()
        .map(|(id, kinds, title, contested, date, place)| {
            let Counts { corroborated, outcomes, killed, injured } = counts.remove(&id).unwrap_or_default();
            Ok(MatterSketch {
                documents: documents.remove(&id).unwrap_or_default(),
                id: MatterId(id),
                title,
                date,
                place,
                kinds: kinds.into_iter().map(|(_, kind)| kind).collect(),
                contested,
                corroborated,
                outcomes,
                killed,
                injured,
            })
        })
        .collect()
    }

    fn counts(&self) -> Result<BTreeMap<String, Counts>, Error> {
        let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
        let facets = all(
            &self.connection,
            "SELECT matter, CASE kind WHEN 'count' THEN outcome END AS outcome,
                    max(support = 'corroborated') AS corroborated
             FROM facets GROUP BY 1, 2",
            [],
            |row| {
                let outcome = row.get::<_, Option<String>>("outcome")?.map(of_word::<Outcome>).transpose()?;
                Ok((row.get::<_, String>("matter")?, outcome, row.get::<_, bool>("corroborated")?))
            },
        )?;
        for (matter, outcome, corroborated) in facets {
            let one = counts.entry(matter).or_default();
            one.corroborated |= corroborated;
            one.outcomes.extend(outcome);
        }
        let ranges = all(
            &self.connection,
            "SELECT s.matter, f.outcome,
                    CASE WHEN count(s.low) = count(*) THEN min(s.low) END AS low,
                    CASE WHEN count(s.high) = count(*) THEN max(s.high) END AS high
             FROM facets f JOIN sides s ON s.matter = f.matter AND s.facet = f.number
             WHERE f.kind = 'count' AND f.outcome IN ('killed', 'injured') AND f.category IS NULL
               AND (f.scope IS NULL OR f.scope = 'event')
               AND s.lifecycle = 'current' AND (s.low IS NOT NULL OR s.high IS NOT NULL)
             GROUP BY s.matter, f.outcome",
            [],
            |row| {
                let interval = Interval { low: row.get("low")?, high: row.get("high")? };
                Ok((row.get::<_, String>("matter")?, row.get::<_, String>("outcome")?, interval))
            },
        )?;
        for (matter, outcome, interval) in ranges {
            let one = counts.entry(matter).or_default();
            let place = if outcome == Outcome::Killed.as_str() { &mut one.killed } else { &mut one.injured };
            *place = said(interval);
        }
        Ok(counts)
    }

    /// The types of the events that each claim tells of.
    ///
    /// # Errors
    /// Corrupt, I/O.
    pub fn kinds_of_claims(&self) -> Result<Vec<(ClaimRef, String)>, Error> {
        all(
            &self.connection,
            "SELECT d.id, ce.claim, e.type FROM claim_events ce
             JOIN events e ON e.document = ce.document AND e.number = ce.event
             JOIN documents d ON d.key = ce.document",
            [],
            |row| {
                let claim = ClaimId::at(index(row.get(1)?)?);
                Ok((ClaimRef { document: document_id(row.get(0)?)?, claim }, row.get(2)?))
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build;

    #[test]
    fn a_sketch_from_the_tables_is_that_of_the_matter() {
        let mut ledger = Ledger::in_memory().unwrap();
        assert_eq!(ledger.sketches().unwrap(), []);
        let first = build::add(&mut ledger, "The harbour office said that three barges sank at Mağusa.");
        let second = build::add(&mut ledger, "The league denied that any barge sank at Mağusa.");
        let mut comparison = build::comparison(&[&first, &second]);
        let check = |ledger: &Ledger, comparison: &gainsay_document::Comparison| {
            let sketches = ledger.sketches().unwrap();
            assert_eq!(sketches.len(), comparison.matters.len());
            for (sketch, matter) in sketches.iter().zip(&comparison.matters) {
                assert_eq!(*sketch, MatterSketch::of(matter, sketch.kinds.clone()));
            }
            sketches
        };
        ledger.set_comparison(&comparison).unwrap();
        let kinds = ledger.kinds_of_claims().unwrap();
        let sketches = check(&ledger, &comparison);
        assert!(kinds.iter().all(|(_, kind)| sketches.iter().any(|sketch| sketch.kinds.contains(kind))));

        let facet = &mut comparison.matters[0].facets[0];
        facet.kind = FacetKind::Count;
        (facet.outcome, facet.category, facet.scope) = (Some(Outcome::Killed), None, Some(Scope::Event));
        facet.support = Support::Corroborated;
        for (low, high) in
            [(Some(3.0), Some(4.0)), (Some(5.0), None), (None, Some(9.0)), (Some(2.0), Some(2.0))]
        {
            for side in &mut comparison.matters[0].facets[0].sides {
                side.interval = Some(Interval { low, high });
                side.lifecycle = Lifecycle::Current;
            }
            ledger.set_comparison(&comparison).unwrap();
            let sketch = &check(&ledger, &comparison)[0];
            assert_eq!(sketch.killed, Some(Interval { low, high }));
            assert!(sketch.corroborated && sketch.outcomes.contains(&Outcome::Killed));
        }
        comparison.matters[0].facets[0].sides[0].lifecycle = Lifecycle::Retracted;
        ledger.set_comparison(&comparison).unwrap();
        check(&ledger, &comparison);
    }
}
