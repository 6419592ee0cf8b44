//! Matters under the column names of codebooks that casualty recorders and conflict coders work with.
//!
//! A cell is filled from what is claimed and from nothing else: what a codebook leaves to the coder's judgement stays empty.
//! `docs/exports.md` says of every column which field it comes from, or why it is empty.

pub mod airwars;
pub mod ucdp_ged;

use std::collections::BTreeSet;

use gainsay_document::{Best, DocumentId, Interval, Matter, Outcome, Place, PlacePrecision, Report, Scope};
use serde_json::{Map, Value, json};

use crate::matters;

/// A matter with what its row is filled from.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The matter.
    pub matter: &'a Matter,
    /// Its reports with their readings, in order of publication.
    pub reports: &'a [Report<'a>],
    /// What a policy that the user named gives for its counts; without one no single value is given.
    pub best: Option<&'a [Best]>,
}

impl Case<'_> {
    /// The places of its claims that are the matter's own.
    fn places(&self) -> impl Iterator<Item = (&Report<'_>, &Place)> {
        let own = self.matter.place.as_ref();
        let same = move |place: &Place| {
            own.is_some_and(|own| match own.geonameid {
                Some(id) => place.geonameid == Some(id),
                None => place.name == own.name,
            })
        };
        let of_matter = self.reports.iter().flat_map(move |report| {
            let claims = report.reading.claim_refs().filter(|(id, _)| self.matter.claims.contains(id));
            let indices: BTreeSet<usize> =
                claims.flat_map(|(_, claim)| claim.facts.places.iter().copied()).collect();
            indices.into_iter().filter_map(move |index| Some((report, report.reading.places.get(index)?)))
        });
        of_matter.filter(move |(_, place)| same(place))
    }

    /// How narrow the matter's position is.
    fn precision(&self) -> Option<PlacePrecision> {
        let known = self.places().map(|(_, place)| place.precision);
        known.into_iter().find(|precision| *precision != PlacePrecision::Unknown)
    }

    /// The toponyms that stand for the matter's place, as written, each once.
    fn toponyms(&self) -> Vec<String> {
        let written = self.places().map(|(report, place)| place.span.of(&report.document.text).to_owned());
        once(written)
    }

    /// Who holds the claims of the matter, each once, in order of publication.
    fn holders(&self) -> Vec<String> {
        let sides = self.matter.facets.iter().flat_map(|facet| &facet.sides);
        let mut sides: Vec<_> = sides.collect();
        sides.sort_by_key(|side| {
            let first = side.claims.first();
            first.and_then(|claim| self.matter.claims.iter().position(|other| other == claim))
        });
        once(sides.into_iter().map(|side| side.holder.clone()))
    }

    /// The range that is claimed.
    fn range(&self, outcome: Outcome, category: Option<&str>) -> Interval {
        matters::range(self.matter, outcome, category).unwrap_or(Interval { low: None, high: None })
    }

    /// The one value that the policy gives; `None` where it gives none, or a range.
    fn single(&self, outcome: Outcome, category: Option<&str>) -> Option<f64> {
        let fits = |best: &&Best| {
            best.outcome == outcome && best.category.as_deref() == category && best.scope == Scope::Event
        };
        let interval = self.best?.iter().find(fits)?.interval;
        if interval.is_exact() { interval.low } else { None }
    }

    /// The columns at the end of every set, which lead from the row back to the words.
    fn trail(&self, row: &mut Map<String, Value>) {
        let matter = self.matter;
        row.insert("gainsay_matter".to_owned(), json!(matter.id.0));
        row.insert("gainsay_title".to_owned(), json!(matter.title));
        row.insert("gainsay_contested".to_owned(), json!(matter.is_contested()));
        row.insert("gainsay_holders".to_owned(), json!(self.holders()));
        let documents: Vec<&str> = matter.documents.iter().map(DocumentId::as_str).collect();
        row.insert("gainsay_documents".to_owned(), json!(documents));
        let claims: Vec<String> = matter.claims.iter().map(ToString::to_string).collect();
        row.insert("gainsay_claims".to_owned(), json!(claims));
    }
}

/// The columns that `Case::trail` fills.
macro_rules! with_trail {
    ($($column:literal),* $(,)?) => {
        &[
            $($column,)*
            "gainsay_matter",
            "gainsay_title",
            "gainsay_contested",
            "gainsay_holders",
            "gainsay_documents",
            "gainsay_claims",
        ]
    };
}
pub(crate) use with_trail;

/// A number as JSON, whole where it is.
fn number(value: Option<f64>) -> Value {
    crate::json::number(&value, serde_json::value::Serializer).unwrap_or_default()
}

/// Each text once, in order; empty ones left out.
fn once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = BTreeSet::new();
    texts.filter(|text| !text.trim().is_empty() && known.insert(text.clone())).collect()
}
