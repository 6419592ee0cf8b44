//! Matters in time and space, as the timeline and the map ask for them.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::Desk;
use common::http::Server;
use serde_json::Value;

fn report(outlet: &str, day: &str, source: &str, killed: &str) -> String {
    format!(
        "Hillside slips onto road at Kotor\n\nBy Ada Quill via {outlet}\n{day}\n\n\
         KOTOR, Montenegro — The {source} said that {killed} people had been killed on 11 February 2024 when a hillside \
         slipped onto the road at Kotor.\n"
    )
}

/// Two reports of one landslide that disagree, two days apart.
fn served() -> (Desk, Server) {
    let desk = Desk::new();
    desk.write("a.txt", report("Harbour Lamp", "12 February 2024", "Roads Office", "four"));
    desk.write("b.txt", report("Quay Gazette", "14 February 2024", "Quarry Guild", "nine"));
    desk.on_ledger(&["add", "a.txt", "b.txt"]).assert().success();
    let server = Server::start(&desk.ledger());
    (desk, server)
}

fn total(server: &Server, query: &str) -> u64 {
    let view = server.json(&format!("/api/events?{query}"));
    let listed = view["events"].as_array().unwrap().len();
    assert!(listed as u64 <= view["total"].as_u64().unwrap());
    view["total"].as_u64().unwrap()
}

/// How many matters are contested, as the list of matters has it.
fn contested(server: &Server) -> u64 {
    server.json("/api/matters?contested=true")["total"].as_u64().unwrap()
}

#[test]
fn a_matter_stands_in_time_and_space() {
    let (_desk, server) = served();
    let view = server.json("/api/events");
    assert_eq!((&view["total"], &view["dated"], &view["placed"]), (&1.into(), &1.into(), &1.into()));
    let event = &view["events"][0];
    let matter = &server.json("/api/matters")["matters"][0];
    for same in ["id", "title", "date", "contested", "documents"] {
        assert_eq!(event[same], matter[same], "{same}");
    }
    for same in ["name", "country", "lat", "lon"] {
        assert_eq!(event["place"][same], matter["place"][same], "{same}");
    }
    // Kotor is a town and the division around it; the division is no larger than its country.
    let precision = event["place"]["precision"].as_str().unwrap();
    let radius = event["place"]["radius_km"].as_f64().unwrap();
    assert!((precision == "exact") == (radius <= 5.0) && radius < 70.0, "{precision} {radius}");
    assert_eq!((&event["killed"]["low"], &event["killed"]["high"]), (&4.0.into(), &9.0.into()));
    assert_eq!(event["injured"], Value::Null);
    assert_eq!(view["overview"]["steps"][0]["start"], "2024-02-11");
    assert_eq!(view["outcomes"][0]["name"], "killed");
    assert_eq!(view["cells"].as_array().unwrap().len(), 0, "all are listed");
}

#[test]
fn each_filter_keeps_what_it_names() {
    let (_desk, server) = served();
    let kind = server.json("/api/events")["events"][0]["kind"].as_str().unwrap().to_owned();
    for (query, expected) in [
        ("contested=true", contested(&server)),
        ("q=KOTOR", 1),
        ("q=kotor+ferry", 0),
        ("outcome=killed", 1),
        ("outcome=injured", 0),
        ("outcome=&kind=&from=&to=", 1),
        ("kind=eclipse", 0),
        (&format!("kind={kind}"), 1),
        ("from=2024-02-11", 1),
        ("from=2024-02-12", 0),
        ("to=2024-02-11", 1),
        ("to=2024-02-10", 0),
        ("dated=true&placed=true", 1),
        ("dated=false", 0),
        ("placed=false", 0),
        ("box=18,42,19,43", 1),
        ("box=20,42,21,43", 0),
    ] {
        assert_eq!(total(&server, query), expected, "{query}");
    }
}

#[test]
fn what_is_not_listed_is_counted_by_cell() {
    let (_desk, server) = served();
    let view = server.json("/api/events?limit=0&cells=true");
    assert_eq!((view["total"].as_u64(), view["events"].as_array().unwrap().len()), (Some(1), 0));
    let cell = &view["cells"][0];
    assert_eq!((&cell["count"], &cell["contested"]), (&1.into(), &contested(&server).into()));
    let bounds: Vec<String> = cell["bounds"].as_array().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(total(&server, &format!("box={}", bounds.join(","))), 1);
    assert_eq!(server.json("/api/events?limit=0")["cells"].as_array().unwrap().len(), 0, "nobody asked");
    assert_eq!(server.json("/api/events?offset=1")["events"].as_array().unwrap().len(), 0);
}

#[test]
fn a_day_shows_what_was_known_then() {
    let (desk, server) = served();
    let then = server.json("/api/events?as_of=2024-02-13");
    assert_eq!(then["events"][0]["killed"]["high"], 4.0);
    assert_eq!((&then["events"][0]["contested"], &then["as_of"]["later"]), (&false.into(), &1.into()));
    assert_eq!(then["events"][0]["kind"], server.json("/api/events")["events"][0]["kind"]);
    assert_eq!(total(&server, "as_of=2024-02-11"), 0);
    let elsewhere = report("Field Post", "15 February 2024", "Field Office", "ten");
    desk.write(
        "c.txt",
        elsewhere.replace("KOTOR, Montenegro", "BITOLA, North Macedonia").replace("Kotor", "Bitola"),
    );
    desk.on_ledger(&["add", "c.txt"]).assert().success();
    assert_eq!(total(&server, "q=bitola"), 1, "what is added meanwhile is shown");
}

#[test]
fn a_wrong_question_is_refused() {
    let (_desk, server) = served();
    for query in ["from=soon", "to=2024-13-01", "box=1,2,3", "limit=many", "as_of=soon"] {
        assert_eq!(server.get(&format!("/api/events?{query}")).status, 400, "{query}");
    }
}
