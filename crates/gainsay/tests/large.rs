//! A matter of more claims than one answer holds: a beginning of it, and the rest by pages.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::collections::BTreeSet;

use common::Desk;
use common::http::Server;
use serde_json::{Value, json};

const REPORTS: usize = 320;
/// How many claims and documents a matter is shown with at most.
const WHOLE: usize = 300;

/// One report a line: of one sinking, each with a number of its own, over 17 days.
fn reports() -> String {
    let bodies = ["Harbour Office", "Ferry Union", "Coast Guard", "Dockers League"];
    let towns = ["Varn", "Calder", "Ostry", "Meridian", "Eastwick", "Tornio", "Lagos", "Alba"];
    let report = |at: usize| {
        let (body, town, day) = (bodies[at % 4], towns[at / 4 % 8], 12 + at % 17);
        let text = format!(
            "The {body} of {town} said on {day} February 2024 that {} people had been killed when the ferry Alba sank off \
             Peniche on 12 February 2024.",
            40 + at
        );
        json!({"id": format!("r{at}"), "title": "Ferry Alba sinks off Peniche", "outlet": format!("Post {}", at % 40),
               "published": format!("2024-02-{day}"), "text": text})
    };
    (0..REPORTS).map(|at| format!("{}\n", report(at))).collect()
}

fn ids(claims: &Value) -> Vec<String> {
    claims.as_array().unwrap().iter().map(|claim| claim["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_very_large_matter_comes_in_part_and_its_claims_by_pages() {
    let desk = Desk::new();
    desk.write("all.jsonl", reports());
    desk.on_ledger(&["add", "--quiet", "--reader", "rules", "all.jsonl"]).assert().success();
    let server = Server::start(&desk.ledger());
    let listed = &server.json("/api/matters")["matters"][0];
    let (id, count) =
        (listed["id"].as_str().unwrap(), usize::try_from(listed["claims"].as_u64().unwrap()).unwrap());
    assert!(count > WHOLE, "{count} claims of one matter: {listed}");

    let matter = server.json(&format!("/api/matters/{id}"));
    assert_eq!(matter["partial"], true);
    assert_eq!(matter["matter"]["claims"], listed["claims"], "it says how many there are");
    let shown: BTreeSet<String> = ids(&matter["claims"]).into_iter().collect();
    assert_eq!((shown.len(), matter["claims"].as_array().unwrap().len()), (WHOLE, WHOLE));
    // The first claim of each side comes before any other, so that no side of a chart leads nowhere.
    let facets = matter["matter"]["facets"].as_array().unwrap();
    let sides: Vec<&Value> = facets.iter().flat_map(|facet| facet["sides"].as_array().unwrap()).collect();
    let firsts: Vec<&str> = sides.iter().filter_map(|side| side["claims"][0].as_str()).collect();
    let (mut seen, mut known) = (BTreeSet::new(), 0);
    for first in firsts {
        known += usize::from(seen.insert(first) && shown.contains(first));
    }
    assert!(known >= WHOLE.min(seen.len()), "{known} of {} sides", seen.len());
    let documents: BTreeSet<&str> =
        matter["documents"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
    for claim in matter["claims"].as_array().unwrap() {
        assert!(documents.contains(claim["document"]["id"].as_str().unwrap()));
    }
    for relation in matter["relations"].as_array().unwrap() {
        for end in ["from", "to"] {
            assert!(shown.contains(relation[end].as_str().unwrap()), "{relation}");
        }
    }

    // The pages hold every claim once, in the order of publication.
    let (mut all, mut days) = (Vec::new(), Vec::new());
    for offset in (0..count).step_by(100) {
        let page = server.json(&format!("/api/matters/{id}/claims?limit=100&offset={offset}"));
        assert_eq!(page["total"], count);
        all.extend(ids(&page["claims"]));
        for claim in page["claims"].as_array().unwrap() {
            days.push(claim["document"]["published"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!((all.len(), all.iter().collect::<BTreeSet<_>>().len()), (count, count));
    assert!(days.is_sorted(), "{days:?}");
    let page = server.json(&format!("/api/matters/{id}/claims?outlet=Post%203&q=ferry"));
    let found = page["claims"].as_array().unwrap();
    assert_eq!(page["total"].as_u64(), Some(found.len() as u64));
    assert!(!found.is_empty() && found.iter().all(|claim| claim["document"]["outlet"] == "Post 3"), "{page}");

    // An outlet's contested claims come by pages, too.
    let outlet = server.json("/api/outlets/Post%203");
    let contested = ids_of(&outlet);
    assert!(contested.len() > 2, "{outlet}");
    let second = server.json("/api/outlets/Post%203?contested_offset=1&contested_limit=1");
    assert_eq!(ids_of(&second), contested[1..2]);
    assert_eq!(second["documents"], outlet["documents"], "the documents have pages of their own");
}

fn ids_of(outlet: &Value) -> Vec<String> {
    let held = outlet["contested_claims"].as_array().unwrap().iter();
    held.map(|held| held["claim"]["id"].as_str().unwrap().to_owned()).collect()
}
