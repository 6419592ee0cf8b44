//! The graph of the sample, held to what each vocabulary asks for.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod sample;

use std::collections::BTreeMap;

use gainsay_document::{ClaimRef, MatterId, Relation, RelationKind};
use gainsay_export::DecisionRecord;
use gainsay_export::linked::{ANNOTATION, Beside, Graph, SCHEMA};
use serde_json::Value;

fn decided(decision: &str) -> DecisionRecord {
    DecisionRecord {
        entry: 7,
        decision: decision.to_owned(),
        reviewer: "Ada Quill".to_owned(),
        at: "2024-02-14T09:00:00Z".to_owned(),
        reason: "as the list says".to_owned(),
        ..DecisionRecord::default()
    }
}

fn beside(claim: &ClaimRef) -> Beside {
    if claim.claim.index() > 0 {
        return Beside::default();
    }
    let revises = Relation {
        kind: RelationKind::Revises,
        from: claim.clone(),
        to: sample::claim_ref(1),
        reason: String::new(),
    };
    let incoming = Relation { from: sample::claim_ref(2), to: claim.clone(), ..revises.clone() };
    Beside {
        matters: vec![(MatterId("m-1".into()), "Sinking".to_owned())],
        relations: vec![revises, incoming],
        decisions: vec![decided("reject"), decided("note"), decided("split")],
    }
}

fn graph() -> Value {
    let mut graph = Graph::new(Vec::new()).unwrap();
    graph.write(&sample::document(), &sample::reading(), beside).unwrap();
    serde_json::from_slice(&graph.finish().unwrap()).unwrap()
}

fn nodes(kind: &str) -> Vec<Value> {
    let graph = graph();
    let is = |node: &&Value| match node.get("@type").or_else(|| node.get("type")) {
        Some(Value::String(own)) => own == kind,
        Some(Value::Array(all)) => all.iter().any(|own| own == kind),
        _ => false,
    };
    graph["@graph"].as_array().unwrap().iter().filter(is).cloned().collect()
}

#[test]
fn every_reference_within_the_graph_is_met() {
    let graph = graph();
    let nodes = graph["@graph"].as_array().unwrap();
    let id =
        |node: &Value| node.get("@id").or_else(|| node.get("id")).and_then(Value::as_str).map(str::to_owned);
    let mut known = BTreeMap::new();
    for node in nodes {
        assert!(known.insert(id(node).unwrap(), node).is_none(), "two nodes are one: {node}");
    }
    let mut asked = Vec::new();
    for claim in self::nodes("Claim") {
        asked.extend(
            ["appearance", "prov:wasGeneratedBy", "prov:wasDerivedFrom"].map(|key| claim[key]["@id"].clone()),
        );
    }
    for annotation in self::nodes("Annotation") {
        asked.push(annotation["body"].clone());
        asked.extend(annotation["target"].as_array().unwrap().iter().map(|target| target["source"].clone()));
    }
    for iri in asked {
        assert!(known.contains_key(iri.as_str().unwrap()), "{iri}");
    }
    assert_eq!(graph["@context"][0], SCHEMA);
}

#[test]
fn a_claim_has_its_holder_its_words_and_where_it_comes_from() {
    let claims = nodes("Claim");
    assert_eq!(claims.len(), sample::reading().claims.len());
    let first = &claims[0];
    assert_eq!(first["author"]["name"], "Harbour Office");
    assert_eq!(first["author"]["@type"], "Organization");
    assert_eq!(first["datePublished"], "2024-02-13");
    assert_eq!(first["gs:passedOnBy"][0], "Radio Vaguada");
    assert_eq!(first["gs:figure"][0]["minValue"], 14);
    assert_eq!(first["gs:figure"][0].get("maxValue"), None, "an open end is left out");
    assert_eq!(
        first["prov:wasRevisionOf"].as_array().unwrap().len(),
        1,
        "relations that come in are told there"
    );
    assert!(claims[1]["author"].get("@type").is_none(), "nobody said whether a diver is a body");
    assert_eq!(claims[2]["author"]["name"], "Calder Bay Courier");
}

#[test]
fn selectors_lead_to_the_exact_words() {
    let text: Vec<char> = sample::TEXT.chars().collect();
    let annotations = nodes("Annotation");
    assert_eq!(annotations.len(), sample::reading().claims.len());
    for annotation in &annotations {
        assert_eq!(annotation["@context"], ANNOTATION);
        for target in annotation["target"].as_array().unwrap() {
            let [quote, position] = target["selector"].as_array().unwrap().as_slice() else {
                panic!("{target}")
            };
            assert_eq!(
                (&quote["type"], &position["type"]),
                (&"TextQuoteSelector".into(), &"TextPositionSelector".into())
            );
            let end = |key: &str| usize::try_from(position[key].as_u64().unwrap()).unwrap();
            let (start, end) = (end("start"), end("end"));
            let around = |range: std::ops::Range<usize>| text[range].iter().collect::<String>();
            assert_eq!(quote["exact"], around(start..end));
            assert_eq!(quote["prefix"], around(start.saturating_sub(32)..start));
            assert_eq!(quote["suffix"], around(end..text.len().min(end + 32)));
        }
    }
    assert_eq!(annotations[0]["target"].as_array().unwrap().len(), 2, "one target a piece");
}

#[test]
fn only_what_a_person_reviewed_has_a_review_and_none_has_a_rating() {
    let reviews = nodes("ClaimReview");
    assert_eq!(reviews.len(), 1, "a remark and a split review no claim");
    let review = &reviews[0];
    assert_eq!(review["gs:decision"], "reject");
    assert_eq!(review["author"]["name"], "Ada Quill");
    assert_eq!(review["itemReviewed"]["@id"], nodes("Claim")[0]["@id"]);
    assert!(!graph().to_string().to_lowercase().contains("rating"));
}
