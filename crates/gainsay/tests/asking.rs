//! What was known on a day, and one value for a count by a named policy: on the command line and over the wire.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::Desk;
use common::http::Server;
use predicates::str::contains;
use serde_json::Value;

fn report(outlet: &str, day: &str, source: &str, killed: &str) -> String {
    format!(
        "Hillside slips onto road at Kotor\n\nBy Ada Quill via {outlet}\n{day}\n\n\
         KOTOR, Montenegro — The {source} said that {killed} people had been killed on 11 February 2024 when a hillside \
         slipped onto the road at Kotor.\n"
    )
}

/// Two reports of one landslide, two days apart.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.txt", report("Harbour Lamp", "12 February 2024", "Roads Office", "four"));
    desk.write("b.txt", report("Quay Gazette", "14 February 2024", "Quarry Guild", "nine"));
    desk.on_ledger(&["add", "a.txt", "b.txt"]).assert().success();
    desk
}

fn line(desk: &Desk, args: &[&str]) -> Value {
    let all: Vec<&str> = ["export", "matters"].iter().chain(args).copied().collect();
    let text = desk.printed(&all);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 1, "{text}");
    lines[0].clone()
}

#[test]
fn a_matter_stands_as_it_was_known() {
    let desk = desk();
    let (then, now) = (line(&desk, &["--as-of", "2024-02-13"]), line(&desk, &[]));
    assert_eq!((&then["docs"].as_array().unwrap().len(), &now["docs"].as_array().unwrap().len()), (&1, &2));
    assert_eq!(then["matter"], now["matter"]);
    assert_eq!(then["as_of"], "2024-02-13");
    assert_eq!(then["killed"]["high"], 4);
    assert_eq!(now["killed"]["high"], 9);
    assert!(now.get("as_of").is_none() && now.get("best").is_none());
    let table = desk.printed(&["matters", "--as-of", "2024-02-13"]);
    assert!(
        table.contains("As of 2024-02-13: 1 report; 1 published later and 0 without a date left out."),
        "{table}"
    );
    assert!(desk.printed(&["matters", "--as-of", "2024-02-11"]).contains("Nothing was known yet."));
    assert_eq!(desk.printed(&["export", "matters", "--as-of", "2024-02-11"]), "");
}

#[test]
fn every_list_stands_as_it_was_known() {
    let desk = desk();
    for records in ["claims", "quantities", "places"] {
        let all = desk.lines(&["export", records]).len();
        let then = desk.lines(&["export", records, "--as-of", "2024-02-13"]);
        assert!(!then.is_empty() && then.len() < all, "{records}");
        assert!(then.iter().all(|row| row["published"] == "2024-02-12"), "{records}");
        assert_eq!(desk.printed(&["export", records, "--as-of", "2024-02-11"]), "");
    }
    assert_eq!(desk.lines(&["sources", "--json"]).len(), 2);
    let table = desk.printed(&["sources", "--as-of", "2024-02-13"]);
    assert!(table.contains("Roads Office") && !table.contains("Quarry Guild"), "{table}");
    assert!(desk.printed(&["sources", "--as-of", "2024-02-11"]).contains("No source is named."));
}

#[test]
fn a_matter_tells_who_repeats_whom() {
    let desk = desk();
    desk.write("c.txt", report("Field Post", "15 February 2024", "Roads Office", "four"));
    desk.on_ledger(&["add", "c.txt"]).assert().success();
    let line = line(&desk, &[]);
    let origin = &line["origins"][0];
    assert_eq!((&origin["label"], &origin["basis"]), (&"Roads Office".into(), &"attribution".into()));
    let reports = origin["reports"].as_array().unwrap();
    assert_eq!((&reports[0]["outlet"], &reports[0]["repeats"]), (&"Harbour Lamp".into(), &Value::Null));
    assert_eq!((&reports[1]["repeats"], &reports[1]["why"]), (&reports[0]["doc"], &"text".into()));
    assert_eq!(line["origins"].as_array().unwrap().len(), 2);
    let shown = desk.printed(&["show", line["matter"].as_str().unwrap()]);
    assert!(shown.contains("↳ 2024-02-15, Field Post"), "{shown}");
    let server = Server::start(&desk.ledger());
    let view = server.json(&format!("/api/matters/{}", line["matter"].as_str().unwrap()));
    assert_eq!(view["origins"][0]["reports"][1]["repeats"], reports[0]["doc"]);
}

#[test]
fn what_was_published_later_was_not_known() {
    let desk = desk();
    let later = line(&desk, &[])["docs"][1].as_str().unwrap().to_owned();
    desk.on_ledger(&["show", &later]).assert().success();
    let refused = desk.on_ledger(&["show", &later, "--as-of", "2024-02-13"]).assert().code(2);
    refused.stderr(contains("was not known on 2024-02-13"));
}

#[test]
fn a_policy_names_itself_and_its_sides() {
    let desk = desk();
    let least = line(&desk, &["--policy", "conservative"]);
    assert_eq!((&least["killed"]["low"], &least["killed"]["high"]), (&4.into(), &4.into()));
    assert_eq!(
        (&least["policy"], &least["best"][0]["from"][0]["holder"]),
        (&"conservative/1".into(), &"Roads Office".into())
    );
    assert_eq!(least["facets"], line(&desk, &[])["facets"]);
    assert_eq!(line(&desk, &["--policy", "majority"])["killed"], Value::Null);

    desk.write("order.txt", "# who counts\nThe Registry\nquarry guild\n");
    desk.write("order.toml", "sources = [\"Quarry Guild\"]\n");
    for file in ["sources:order.txt", "sources:order.toml"] {
        assert_eq!(line(&desk, &["--policy", file])["killed"]["low"], 9, "{file}");
    }
    let shown = desk.printed(&["show", least["matter"].as_str().unwrap(), "--policy", "recorder"]);
    assert!(shown.contains("by recorder/2"), "{shown}");
    assert!(desk.printed(&["matters", "--policy", "conservative"]).contains("by conservative/1"));
}

#[test]
fn a_wrong_policy_is_refused() {
    let desk = desk();
    desk.write("empty.txt", "# nobody\n");
    desk.write("bad.toml", "sources = 3\n");
    for policy in
        ["truth", "sources", "sources:none.txt", "sources:empty.txt", "sources:bad.toml", "range:empty.txt"]
    {
        desk.on_ledger(&["matters", "--policy", policy]).assert().code(2).stdout("");
    }
    desk.on_ledger(&["export", "claims", "--policy", "range"]).assert().code(2).stdout("");
}

#[test]
fn the_pages_may_ask_too() {
    let desk = desk();
    let server = Server::start(&desk.ledger());
    let get = |path: &str| server.json(path);
    let then = get("/api/matters?as_of=2024-02-13&policy=range");
    assert_eq!((&then["as_of"]["documents"], &then["as_of"]["later"]), (&1.into(), &1.into()));
    assert_eq!(then["matters"][0]["best"][0]["policy"], "range/1");
    let id = then["matters"][0]["id"].as_str().unwrap().to_owned();
    let whole = get(&format!("/api/matters/{id}?policy=sources&sources=Quarry%20Guild"));
    assert_eq!(whole["matter"]["best"][0]["low"], 9.0);
    assert!(get("/api/matters")["matters"][0].get("best").is_none());
    assert_eq!(get("/api/documents?as_of=2024-02-13")["documents"].as_array().unwrap().len(), 1);
    let (then, now) = (get("/api/summary?as_of=2024-02-13"), get("/api/summary"));
    for (key, known) in [("documents", 1), ("claims", 1), ("sources", 1), ("matters", 1), ("contested", 0)] {
        assert_eq!(then[key], known, "{key}: {then}");
    }
    assert_eq!((&now["documents"], &now["claims"], now.get("as_of")), (&2.into(), &2.into(), None));
    assert_eq!(then["as_of"]["later"], 1);
    let sources = get("/api/sources?as_of=2024-02-13");
    assert_eq!((&sources["total"], &sources["sources"][0]["name"]), (&1.into(), &"Roads Office".into()));
    assert_eq!(sources["sources"][0]["claims"], 1);
    assert_eq!(get("/api/sources")["total"], 2);
    assert_eq!(server.get("/api/summary?as_of=yesterday").status, 400);
    assert_eq!(server.get("/api/sources?as_of=yesterday").status, 400);
    for wrong in ["as_of=yesterday", "policy=truth", "policy=sources"] {
        assert_eq!(server.get(&format!("/api/matters?{wrong}")).status, 400, "{wrong}");
    }
}
