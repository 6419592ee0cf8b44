//! Who quotes whom, over the wire.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::Desk;
use common::http::Server;
use serde_json::Value;

fn report(outlet: &str, day: &str, body: &str) -> String {
    format!(
        "Hillside slips onto road at Kotor\n\nBy Ada Quill via {outlet}\n{day}\n\nKOTOR, Montenegro — {body}\n"
    )
}

fn killed(source: &str, count: &str) -> String {
    format!(
        "The {source} said that {count} people had been killed on 11 February 2024 when a hillside slipped onto the road \
         at Kotor."
    )
}

/// Three reports of one landslide: two outlets, two sources that differ, one source inside another's statement.
fn served() -> (Desk, Server) {
    let desk = Desk::new();
    desk.write("a.txt", report("Harbour Lamp", "12 February 2024", &killed("Roads Office", "four")));
    desk.write("b.txt", report("Quay Gazette", "14 February 2024", &killed("Quarry Guild", "nine")));
    desk.write(
        "c.txt",
        report(
            "Quay Gazette",
            "15 February 2024",
            "The Harbour Herald reported that the Roads Office said that four people had been killed on 11 February 2024 \
             when a hillside slipped onto the road at Kotor. “The road will stay closed,” he said.",
        ),
    );
    desk.on_ledger(&["add", "a.txt", "b.txt", "c.txt"]).assert().success();
    let server = Server::start(&desk.ledger());
    (desk, server)
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[test]
fn the_list_is_searched_sorted_and_cut() {
    let (_desk, server) = served();
    let all = server.json("/api/sources");
    let count = all["total"].as_u64().unwrap();
    assert_eq!((all["all"].as_u64(), names(&all["sources"]).len() as u64), (Some(count), count));
    assert_eq!(names(&all["sources"])[0], "Roads Office", "the most quoted first: {all}");
    assert_eq!(names(&server.json("/api/sources?q=quarry%20g")["sources"]), ["Quarry Guild"]);
    let none = server.json("/api/sources?q=nobody");
    assert_eq!((&none["total"], &none["all"]), (&0.into(), &all["all"]));
    let mut sorted: Vec<String> = names(&all["sources"]).into_iter().map(str::to_owned).collect();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(names(&server.json("/api/sources?sort=name")["sources"]), sorted);
    sorted.reverse();
    assert_eq!(names(&server.json("/api/sources?sort=name&reverse=true")["sources"]), sorted);
    let second = server.json("/api/sources?offset=1&limit=1");
    assert_eq!(
        (names(&second["sources"]), &second["total"]),
        (vec![names(&all["sources"])[1]], &count.into())
    );
    let kinds: u64 =
        all["kinds"].as_array().unwrap().iter().map(|kind| kind["count"].as_u64().unwrap()).sum();
    assert_eq!(kinds, count);
    for kind in names(&all["kinds"]) {
        let fit = server.json(&format!("/api/sources?kind={kind}"));
        assert!(fit["sources"].as_array().unwrap().iter().all(|source| source["kind"] == kind));
    }
    assert_eq!(server.get("/api/sources?sort=fame").status, 400);
}

#[test]
fn a_source_has_its_outlets_claims_matters_and_those_against_it() {
    let (_desk, server) = served();
    let office = server.json("/api/sources/Roads%20Office");
    assert_eq!(names(&office["source"]["outlets"]), ["Harbour Lamp", "Quay Gazette"]);
    assert_eq!(names(&office["quoted_by"]), ["Harbour Herald"]);
    assert_eq!(names(&server.json("/api/sources/Harbour%20Herald")["quotes"]), ["Roads Office"]);
    assert_eq!(office["matters"][0]["contested"], true);
    let contested = server.json("/api/sources/Roads%20Office?contested=true");
    assert!(contested["total"].as_u64() > Some(0) && contested["total"] == office["source"]["contested"]);
    let claims = contested["claims"].as_array().unwrap();
    assert!(claims.iter().all(|held| held["claim"]["contested"] == true));
    let held = claims.iter().find(|held| held["contradictions"] != 0).unwrap();
    assert_eq!(held["contradicted_by"][0]["holder"], "Quarry Guild");
    assert_eq!(held["contradicted_by"][0]["outlet"], "Quay Gazette");
    let other = held["contradicted_by"][0]["claim"].as_str().unwrap();
    assert_eq!(server.json(&format!("/api/claims/{other}"))["holder"], "Quarry Guild");
    assert_eq!(server.json("/api/sources/Roads%20Office?limit=0")["claims"], Value::Array(Vec::new()));
    assert_eq!(server.get("/api/sources/Nobody").status, 404);
    assert_eq!(server.get("/api/sources/Roads%20Office/claims").status, 404);
}

#[test]
fn an_outlet_has_its_reports_its_sources_and_what_is_contested() {
    let (_desk, server) = served();
    let gazette = server.json("/api/outlets/Quay%20Gazette");
    let contested = gazette["contested_claims"].as_array().unwrap();
    assert_eq!((&gazette["document_count"], &gazette["contested"]), (&2.into(), &contested.len().into()));
    assert_eq!(gazette["documents"][0]["published"], "2024-02-15", "the latest first");
    assert!(names(&gazette["sources"]).contains(&"Quarry Guild"));
    assert!(contested.iter().any(|held| held["claim"]["holder"] == "Quarry Guild"), "{gazette}");
    assert_eq!(server.get("/api/outlets/Nobody").status, 404);
}

#[test]
fn the_network_and_the_matrix_agree_with_the_list() {
    let (_desk, server) = served();
    let (network, matrix) = (server.json("/api/network"), server.json("/api/matrix"));
    let nodes = names(&network["nodes"]);
    assert!(!nodes.iter().any(|name| name.eq_ignore_ascii_case("he")), "a pronoun is no node");
    let between = |list: &Value, from: &str, to: &str| -> u64 {
        let fits = |edge: &&Value| {
            nodes[edge["from"].as_u64().unwrap() as usize] == from
                && nodes[edge["to"].as_u64().unwrap() as usize] == to
        };
        list.as_array().unwrap().iter().filter(fits).map(|edge| edge["attributions"].as_u64().unwrap()).sum()
    };
    assert_eq!(between(&network["edges"], "Harbour Lamp", "Roads Office"), 1);
    assert_eq!(between(&network["edges"], "Harbour Herald", "Roads Office"), 1, "inside its statement");
    let row = names(&matrix["outlets"]).iter().position(|name| *name == "Quay Gazette").unwrap();
    let column = names(&matrix["sources"]).iter().position(|name| *name == "Quarry Guild").unwrap();
    let cells = matrix["cells"].as_array().unwrap();
    let cell = cells.iter().find(|cell| cell["from"] == row && cell["to"] == column).unwrap();
    assert_eq!((&cell["attributions"], &cell["contested"]), (&1.into(), &1.into()));
    let few = server.json("/api/network?limit=3");
    assert!(few["nodes"].as_array().unwrap().len() <= 3);
    assert!(
        few["left_out"]["sources"].as_u64() > Some(0) && few["left_out"]["attributions"].as_u64() > Some(0)
    );
}

#[test]
fn what_was_not_known_on_a_day_is_left_out() {
    let (_desk, server) = served();
    let then = "as_of=2024-02-13";
    let list = server.json(&format!("/api/sources?{then}"));
    assert_eq!(names(&list["sources"]), ["Roads Office"]);
    assert_eq!(list["sources"][0]["contested"], 0, "nobody had said otherwise yet");
    let office = server.json(&format!("/api/sources/Roads%20Office?{then}"));
    assert_eq!((names(&office["source"]["outlets"]), &office["total"]), (vec!["Harbour Lamp"], &1.into()));
    assert_eq!(
        (&office["matters"][0]["contested"], &office["claims"][0]["contradictions"]),
        (&false.into(), &0.into())
    );
    assert_eq!(server.get(&format!("/api/sources/Quarry%20Guild?{then}")).status, 404);
    assert_eq!(server.get(&format!("/api/outlets/Quay%20Gazette?{then}")).status, 404);
    assert_eq!(
        names(&server.json(&format!("/api/network?{then}"))["nodes"]),
        ["Harbour Lamp", "Roads Office"]
    );
    assert_eq!(names(&server.json(&format!("/api/matrix?{then}"))["outlets"]), ["Harbour Lamp"]);
    assert_eq!(server.get("/api/network?as_of=yesterday").status, 400);
}
