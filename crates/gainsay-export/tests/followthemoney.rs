//! The entities of the sample: every reference is met, and nothing is empty.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod sample;

use std::collections::BTreeMap;

use gainsay_document::{Interval, Lifecycle, MatterId};
use gainsay_export::followthemoney::Entities;
use serde_json::Value;

fn entities() -> Vec<Value> {
    let facet = sample::killed(vec![sample::side("x", Some(Interval::at_least(14.0)), Lifecycle::Current)]);
    let mut entities = Entities::new(Vec::new());
    entities.matter(&sample::matter(vec![facet])).unwrap();
    let of = |claim: &gainsay_document::ClaimRef| {
        if claim.claim.index() == 0 { vec![MatterId("m-abababab.c1".into())] } else { Vec::new() }
    };
    entities.report(&sample::document(), &sample::reading(), of).unwrap();
    let text = String::from_utf8(entities.finish().unwrap()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn references_lead_to_entities() {
    let all = entities();
    let by_id: BTreeMap<&str, &Value> = all.iter().map(|one| (one["id"].as_str().unwrap(), one)).collect();
    assert_eq!(by_id.len(), all.len(), "two entities are one");
    for entity in &all {
        for (name, values) in entity["properties"].as_object().unwrap() {
            let values = values.as_array().unwrap();
            assert!(
                !values.is_empty() && values.iter().all(|value| !value.as_str().unwrap().trim().is_empty())
            );
            if ["proof", "document", "resolved", "subject", "object"].contains(&name.as_str()) {
                assert!(
                    values.iter().all(|value| by_id.contains_key(value.as_str().unwrap())),
                    "{name}: {values:?}"
                );
            }
        }
    }
}

#[test]
fn a_source_is_linked_to_the_matter_it_speaks_to() {
    let all = entities();
    let link = all.iter().find(|one| one["schema"] == "UnknownLink").unwrap();
    assert_eq!(link["properties"]["role"][0], "say");
    let event = all.iter().find(|one| one["schema"] == "Event").unwrap();
    assert_eq!(event["properties"]["summary"][0], "killed: at least 14");
    assert_eq!(event["properties"]["country"][0], "se");
    assert_eq!(link["properties"]["object"][0], event["id"]);
}

#[test]
fn a_page_break_in_a_text_is_left_out() {
    let id = sample::document().id;
    let document = gainsay_document::Document::of_text(id.clone(), " Nine \u{c}barges\tsank. \n");
    let mut entities = Entities::new(Vec::new());
    entities.report(&document, &gainsay_document::Reading::empty(id, "none"), |_| Vec::new()).unwrap();
    let line: Value = serde_json::from_slice(&entities.finish().unwrap()).unwrap();
    assert_eq!(line["properties"]["bodyText"][0], "Nine barges\tsank.");
}
