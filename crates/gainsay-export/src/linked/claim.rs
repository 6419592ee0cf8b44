//! Documents, the reading of them, and claims.

use gainsay_document::{
    Actor, ActorKind, Claim, ClaimRef, Document, Outcome, Place, Quantity, Reading, RelationKind, Report,
};
use serde_json::{Value, json};

use super::{Beside, claim_iri, document_iri, object, to};

pub(super) fn document(document: &Document) -> Value {
    let organisation = |name: &String| json!({"@type": "Organization", "name": name});
    object([
        ("@id", json!(document_iri(&document.id))),
        ("@type", json!(["NewsArticle", "prov:Entity"])),
        ("identifier", json!(document.external_id)),
        ("headline", json!(document.title)),
        ("datePublished", json!(document.published.map(|published| published.date.to_string()))),
        ("publisher", json!(document.outlet.as_ref().map(organisation))),
        ("author", json!(document.byline.as_ref().map(|name| json!({"name": name})))),
        ("sourceOrganization", json!(document.agency.as_ref().map(organisation))),
        ("inLanguage", json!(document.language)),
        ("url", json!(document.url)),
        ("gs:sha256", json!(document.id.as_str())),
    ])
}

fn activity_iri(document: &Document) -> String {
    format!("{}#reading", document_iri(&document.id))
}

/// The reading of the document by one version of the reader.
pub(super) fn activity(document: &Document, reading: &Reading) -> Value {
    object([
        ("@id", json!(activity_iri(document))),
        ("@type", json!("prov:Activity")),
        ("prov:used", to(document_iri(&document.id))),
        (
            "prov:wasAssociatedWith",
            json!({
                "@id": format!("urn:gainsay:reader:{}", reading.reader.replace(char::is_whitespace, "-")),
                "@type": ["prov:SoftwareAgent", "SoftwareApplication"],
                "name": reading.reader,
            }),
        ),
    ])
}

pub(super) fn claim(
    document: &Document,
    reading: &Reading,
    reference: &ClaimRef,
    claim: &Claim,
    beside: &Beside,
) -> Value {
    let report = Report { document, reading };
    let attribution = claim.attribution.and_then(|id| reading.attribution(id));
    let passed_on: Vec<String> =
        reading.chain(claim).skip(1).filter_map(|link| report.source_name(link)).collect();
    let dates = claim.facts.times.iter().filter_map(|&index| reading.times.get(index));
    let days = dates.filter_map(|time| time.start.zip(time.end));
    let days = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let places = claim.facts.places.iter().filter_map(|&index| reading.places.get(index));
    let figures = claim.facts.quantities.iter().filter_map(|&index| reading.quantities.get(index));
    let events = claim.facts.events.iter().filter_map(|id| reading.events.get(id.index()));
    let about = beside.matters.iter().map(
        |(id, title)| json!({"@id": format!("urn:gainsay:matter:{}", id.0), "@type": "Thing", "name": title}),
    );
    let related = |kind: RelationKind| -> Value {
        let out = beside.relations.iter().filter(|one| one.kind == kind && one.from == *reference);
        out.map(|one| to(claim_iri(&one.to))).collect()
    };
    object([
        ("@id", json!(claim_iri(reference))),
        ("@type", json!(["Claim", "prov:Entity"])),
        ("text", json!(claim.span.of(&document.text))),
        ("author", json!(author(report, claim))),
        ("datePublished", json!(document.published.map(|published| published.date.to_string()))),
        ("appearance", to(document_iri(&document.id))),
        ("inLanguage", json!(document.language)),
        ("about", about.collect()),
        ("temporalCoverage", json!(days.map(|(first, last)| format!("{first}/{last}")))),
        ("spatialCoverage", places.map(place).collect()),
        ("gs:figure", figures.map(|quantity| figure(document, quantity)).collect()),
        ("gs:event", events.map(|event| json!(event.kind)).collect()),
        ("gs:passedOnBy", passed_on.into_iter().rev().collect()),
        ("gs:stance", json!(attribution.map(|attribution| attribution.stance.as_str()))),
        ("gs:quote", json!(attribution.map(|attribution| attribution.quote.as_str()))),
        ("gs:polarity", json!(claim.polarity.as_str())),
        ("gs:modality", json!(claim.modality.as_str())),
        ("prov:wasGeneratedBy", to(activity_iri(document))),
        ("prov:wasDerivedFrom", to(document_iri(&document.id))),
        ("prov:wasRevisionOf", related(RelationKind::Revises)),
        ("gs:retracts", related(RelationKind::Retracts)),
        ("gs:contradicts", related(RelationKind::Contradicts)),
        ("gs:supports", related(RelationKind::Supports)),
        ("gs:includes", related(RelationKind::Includes)),
        ("gs:sameOrigin", related(RelationKind::SameOrigin)),
    ])
}

/// Who holds the claim; without a type where the text does not tell whether that is a person or a body.
fn author(report: Report<'_>, claim: &Claim) -> Option<Value> {
    let name = report.holder(claim)?;
    let Some(attribution) = claim.attribution.and_then(|id| report.reading.attribution(id)) else {
        return Some(json!({"@type": "Organization", "name": name}));
    };
    let actor = attribution.actor.and_then(|id| report.reading.actor(id));
    let kind = match actor.map(|actor: &Actor| actor.kind) {
        Some(ActorKind::Person) => json!("Person"),
        Some(ActorKind::Organisation | ActorKind::Media) => json!("Organization"),
        Some(ActorKind::Group | ActorKind::Unknown) | None => Value::Null,
    };
    Some(object([
        ("@type", kind),
        ("name", json!(name)),
        (
            "jobTitle",
            json!(actor.filter(|actor| actor.kind == ActorKind::Person).and_then(|a| a.role.as_deref())),
        ),
        ("gs:affiliation", json!(actor.and_then(|actor| actor.affiliation.as_deref()))),
    ]))
}

fn place(place: &Place) -> Value {
    let geo = place
        .lat
        .zip(place.lon)
        .map(|(lat, lon)| json!({"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}));
    object([
        ("@type", json!("Place")),
        ("name", json!(place.name)),
        ("sameAs", json!(place.geonameid.map(|id| format!("https://sws.geonames.org/{id}/")))),
        (
            "address",
            json!(
                place.country.as_ref().map(|code| json!({"@type": "PostalAddress", "addressCountry": code}))
            ),
        ),
        ("geo", json!(geo)),
        ("gs:precision", json!(place.precision.as_str())),
    ])
}

/// A figure; an end that the words leave open is left out.
fn figure(document: &Document, quantity: &Quantity) -> Value {
    let number =
        |value: Option<f64>| crate::json::number(&value, serde_json::value::Serializer).unwrap_or_default();
    object([
        ("@type", json!("QuantitativeValue")),
        ("minValue", number(quantity.interval.low)),
        ("maxValue", number(quantity.interval.high)),
        ("unitText", json!(quantity.unit)),
        ("gs:words", json!(quantity.span.of(&document.text))),
        ("gs:approximator", json!(quantity.approximator)),
        ("gs:outcome", json!(quantity.outcome.map(Outcome::as_str))),
        ("gs:category", json!(quantity.category)),
        ("gs:scope", json!(quantity.scope.describe())),
    ])
}
