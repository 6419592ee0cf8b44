//! The matters contract: one JSON line a matter.

use std::collections::BTreeMap;

use gainsay_document::{
    Best, ClaimRef, Document, DocumentId, Facet, FacetKind, Interval, Lifecycle, Matter, Origin, OriginId,
    OriginTree, Outcome, Scope, Side,
};
use serde::Serialize;

use crate::{DecisionRecord, json};

/// What a matter's line needs beyond the matter: names for its documents and origins.
#[derive(Clone, Debug, Default)]
pub struct Context {
    external_ids: BTreeMap<DocumentId, String>,
    labels: BTreeMap<OriginId, String>,
}

impl Context {
    /// The names of `documents` and `origins`.
    pub fn new<'a>(
        documents: impl IntoIterator<Item = &'a Document>,
        origins: impl IntoIterator<Item = &'a Origin>,
    ) -> Self {
        let named = |document: &Document| Some((document.id.clone(), document.external_id.clone()?));
        Self::from_names(
            documents.into_iter().filter_map(named),
            origins.into_iter().map(|origin| (origin.id.clone(), origin.label.clone())),
        )
    }

    /// The same from bare names: the identifier that the input itself gave of each document that has one, and the label
    /// of each origin.
    pub fn from_names(
        external_ids: impl IntoIterator<Item = (DocumentId, String)>,
        labels: impl IntoIterator<Item = (OriginId, String)>,
    ) -> Self {
        Self { external_ids: external_ids.into_iter().collect(), labels: labels.into_iter().collect() }
    }
}

/// What was asked of the matters beside what all reports say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// Only what was known on this day, `YYYY-MM-DD`.
    pub as_of: Option<&'a str>,
    /// Name and version of a policy, and what it gives for the matter's counts.
    pub policy: Option<(&'a str, &'a [Best])>,
    /// Where its statements come from, and who repeats whom.
    pub origins: Option<&'a [OriginTree]>,
    /// What people decided of it and of its claims: the claim where it is about one alone, and the decision.
    pub decisions: &'a [(Option<String>, DecisionRecord)],
}

/// `matter` as one line of the matters contract, without a line end.
#[must_use]
pub fn line(matter: &Matter, context: &Context) -> String {
    line_as_asked(matter, context, &Asked::default())
}

/// The same as somebody asked for it: where a policy is named, `killed` and `injured` are its values, and `best` tells
/// what they were taken from.
#[must_use]
pub fn line_as_asked(matter: &Matter, context: &Context, asked: &Asked<'_>) -> String {
    let people = |outcome: Outcome| match asked.policy {
        None => people(matter, outcome),
        Some((_, best)) => {
            let of_event = |best: &&Best| {
                best.outcome == outcome && best.category.is_none() && best.scope == Scope::Event
            };
            best.iter().find(of_event).map(|best| Range { low: best.interval.low, high: best.interval.high })
        }
    };
    json::line(&MatterLine {
        matter: &matter.id.0,
        title: &matter.title,
        docs: matter.documents.iter().map(|id| name(id, context)).collect(),
        claims: claims(&matter.claims),
        date: matter.date.map(|date| Days { start: date.start.to_string(), end: date.end.to_string() }),
        place: matter.place.as_ref().map(|place| PlaceLine {
            name: &place.name,
            city: place.city.as_deref(),
            state: place.state.as_deref(),
            country: place.country.as_deref(),
            geonameid: place.geonameid,
            lat: place.lat,
            lon: place.lon,
        }),
        killed: people(Outcome::Killed),
        injured: people(Outcome::Injured),
        facets: matter.facets.iter().map(|facet| facet_line(facet, context)).collect(),
        origins: asked.origins.map(|trees| trees.iter().map(|tree| tree_line(tree, context)).collect()),
        as_of: asked.as_of,
        policy: asked.policy.map(|(name, _)| name),
        decisions: asked
            .decisions
            .iter()
            .map(|(claim, decision)| DecisionLine { claim: claim.as_deref(), decision })
            .collect(),
        best: asked.policy.map(|(_, best)| best.iter().map(|best| best_line(best, context)).collect()),
    })
}

fn best_line<'a>(best: &'a Best, context: &'a Context) -> BestLine<'a> {
    BestLine {
        outcome: best.outcome.as_str(),
        category: best.category.as_deref(),
        scope: best.scope.describe(),
        low: best.interval.low,
        high: best.interval.high,
        derived: best.is_derived,
        reason: &best.reason,
        from: best.from.iter().map(|side| side_line(side, context)).collect(),
    }
}

fn tree_line<'a>(tree: &'a OriginTree, context: &'a Context) -> OriginLine<'a> {
    OriginLine {
        origin: &tree.origin.id.0,
        label: &tree.origin.label,
        basis: tree.origin.basis.as_str(),
        reports: tree
            .reports
            .iter()
            .map(|node| NodeLine {
                doc: name(&node.document, context),
                outlet: node.outlet.as_deref(),
                published: node.published.map(|day| day.to_string()),
                repeats: node.repeats.as_ref().map(|id| name(id, context)),
                why: node.why.as_str(),
                words: node.why.describe(),
            })
            .collect(),
    }
}

fn name<'a>(id: &'a DocumentId, context: &'a Context) -> &'a str {
    context.external_ids.get(id).map_or(id.as_str(), String::as_str)
}

fn claims(claims: &[ClaimRef]) -> Vec<String> {
    claims.iter().map(ToString::to_string).collect()
}

/// The range over the sides that still stand of the event's count of people with that outcome; `None` where unknown.
fn people(matter: &Matter, outcome: Outcome) -> Option<Range> {
    range(matter, outcome, None).map(|range| Range { low: range.low, high: range.high })
}

/// The range over the sides that still stand of the event's count of those of a category, or of people without one;
/// `None` where unknown.
///
/// An end is open as soon as one side leaves it open.
pub(crate) fn range(matter: &Matter, outcome: Outcome, category: Option<&str>) -> Option<Interval> {
    let of_event = |facet: &&Facet| {
        facet.kind == FacetKind::Count
            && facet.outcome == Some(outcome)
            && facet.category.as_deref() == category
            && facet.scope.is_none_or(|scope| scope == Scope::Event)
    };
    let live = |side: &Side| match side.lifecycle {
        Lifecycle::Current => side.interval,
        Lifecycle::Revised | Lifecycle::Retracted => None,
    };
    let sides = matter.facets.iter().filter(of_event).flat_map(|facet| &facet.sides);
    let known = sides.filter_map(live).filter(|interval| interval.low.is_some() || interval.high.is_some());
    let range = known.reduce(|all, interval| Interval::hull(&all, &interval))?;
    // Sides open at opposite ends leave nothing to say.
    (range.low.is_some() || range.high.is_some()).then_some(range)
}

fn facet_line<'a>(facet: &'a Facet, context: &'a Context) -> FacetLine<'a> {
    FacetLine {
        facet: facet.kind.as_str(),
        outcome: facet.outcome.map(Outcome::as_str),
        category: facet.category.as_deref(),
        scope: facet.scope.map(Scope::describe),
        support: facet.support.as_str(),
        agreement: facet.agreement.as_str(),
        lifecycle: facet.lifecycle.as_str(),
        reason: &facet.reason,
        warnings: &facet.warnings,
        sides: facet.sides.iter().map(|side| side_line(side, context)).collect(),
    }
}

fn side_line<'a>(side: &'a Side, context: &'a Context) -> SideLine<'a> {
    SideLine {
        holder: &side.holder,
        origin: &side.origin.0,
        origin_label: context.labels.get(&side.origin).map(String::as_str),
        low: side.interval.and_then(|interval| interval.low),
        high: side.interval.and_then(|interval| interval.high),
        value: side.value.as_deref(),
        lifecycle: side.lifecycle.as_str(),
        claims: claims(&side.claims),
    }
}

#[derive(Serialize)]
struct MatterLine<'a> {
    matter: &'a str,
    title: &'a str,
    docs: Vec<&'a str>,
    claims: Vec<String>,
    date: Option<Days>,
    place: Option<PlaceLine<'a>>,
    killed: Option<Range>,
    injured: Option<Range>,
    facets: Vec<FacetLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origins: Option<Vec<OriginLine<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<Vec<BestLine<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<DecisionLine<'a>>,
}

#[derive(Serialize)]
struct DecisionLine<'a> {
    claim: Option<&'a str>,
    #[serde(flatten)]
    decision: &'a DecisionRecord,
}

#[derive(Serialize)]
struct OriginLine<'a> {
    origin: &'a str,
    label: &'a str,
    basis: &'static str,
    reports: Vec<NodeLine<'a>>,
}

#[derive(Serialize)]
struct NodeLine<'a> {
    doc: &'a str,
    outlet: Option<&'a str>,
    published: Option<String>,
    repeats: Option<&'a str>,
    why: &'static str,
    words: String,
}

#[derive(Serialize)]
struct BestLine<'a> {
    outcome: &'static str,
    category: Option<&'a str>,
    scope: String,
    #[serde(serialize_with = "json::number")]
    low: Option<f64>,
    #[serde(serialize_with = "json::number")]
    high: Option<f64>,
    derived: bool,
    reason: &'a str,
    from: Vec<SideLine<'a>>,
}

#[derive(Serialize)]
struct Days {
    start: String,
    end: String,
}

#[derive(Serialize)]
struct PlaceLine<'a> {
    name: &'a str,
    city: Option<&'a str>,
    state: Option<&'a str>,
    country: Option<&'a str>,
    geonameid: Option<u32>,
    #[serde(serialize_with = "json::number")]
    lat: Option<f64>,
    #[serde(serialize_with = "json::number")]
    lon: Option<f64>,
}

#[derive(Serialize)]
struct Range {
    #[serde(serialize_with = "json::number")]
    low: Option<f64>,
    #[serde(serialize_with = "json::number")]
    high: Option<f64>,
}

#[derive(Serialize)]
struct FacetLine<'a> {
    facet: &'static str,
    outcome: Option<&'static str>,
    category: Option<&'a str>,
    scope: Option<String>,
    support: &'static str,
    agreement: &'static str,
    lifecycle: &'static str,
    reason: &'a str,
    warnings: &'a [String],
    sides: Vec<SideLine<'a>>,
}

#[derive(Serialize)]
struct SideLine<'a> {
    holder: &'a str,
    origin: &'a str,
    origin_label: Option<&'a str>,
    #[serde(serialize_with = "json::number")]
    low: Option<f64>,
    #[serde(serialize_with = "json::number")]
    high: Option<f64>,
    value: Option<&'a str>,
    lifecycle: &'static str,
    claims: Vec<String>,
}
