//! The server: what it answers, and what it keeps out.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::http::{Answer, Server};
use common::{Desk, root};
use predicates::prelude::PredicateBooleanExt;

const REPORT: &str = "Hillside slips onto road at Kotor\n\nBy Ada Quill via Harbour Lamp\n12 February 2024\n\n\
    The Roads Office said on Monday that four people had been killed when a hillside slipped onto the road at Kotor.\n";

/// Our own files, and nothing inline, from elsewhere, or in a frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn served() -> (Desk, Server) {
    let desk = Desk::new();
    desk.write("a.txt", REPORT);
    desk.on_ledger(&["add", "a.txt"]).assert().success();
    let server = Server::start(&desk.ledger());
    (desk, server)
}

fn is_page(answer: &Answer) -> bool {
    answer.status == 200 && answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
}

#[test]
fn only_its_own_names_are_answered() {
    let (_desk, server) = served();
    let port = server.address.port();
    for (host, status) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        (format!("LOCALHOST:{port}"), 200),
        (format!("ledger.example:{port}"), 421),
        ("ledger.example".to_owned(), 421),
        ("127.0.0.1".to_owned(), 421),
        ("localhost:1".to_owned(), 421),
        (format!("127.0.0.1.ledger.example:{port}"), 421),
        (String::new(), 421),
    ] {
        for path in ["/", "/api/matters"] {
            let answer = server.ask("GET", path, Some(&host));
            assert_eq!(answer.status, status, "{host} {path}");
            assert_eq!(
                status == 421,
                answer.text() == "this server answers only under its own address",
                "{host}"
            );
        }
    }
    assert!([400, 421].contains(&server.ask("GET", "/api/matters", None).status), "a request without a name");
}

#[test]
fn the_pages_only_read() {
    let (_desk, server) = served();
    let host = server.address.to_string();
    for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
        for path in ["/", "/api/matters", "/api/nothing"] {
            assert_eq!(server.ask(method, path, Some(&host)).status, 405, "{method} {path}");
        }
    }
    let head = server.ask("HEAD", "/api/matters", Some(&host));
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn every_answer_confines_the_page() {
    let (_desk, server) = served();
    let paths =
        ["/", "/matters/whatever", "/api/summary", "/api/matters/m-none", "/api/nothing", "/assets/none.js"];
    let answers = paths.map(|path| (path, server.get(path)));
    let refused = ("/ under another name", server.ask("GET", "/", Some("ledger.example")));
    for (path, answer) in answers.into_iter().chain([refused]) {
        assert_eq!(answer.header("content-security-policy"), Some(CONTENT_SECURITY_POLICY), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn an_unknown_identifier_is_not_found() {
    let (_desk, server) = served();
    for path in
        ["/api/matters/m-none", "/api/claims/ffffffffffff.c1", "/api/documents/ffffffffffff", "/api/claims/x"]
    {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
        assert!(answer.json()["error"].as_str().is_some_and(|error| !error.is_empty()), "{path}");
    }
}

#[test]
fn an_unknown_address_of_the_interface_is_no_page() {
    let (_desk, server) = served();
    for path in ["/api/nothing", "/api", "/api/matters/m-none/facets"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
}

#[test]
fn a_wrong_query_is_refused() {
    let (_desk, server) = served();
    assert_eq!(server.get("/api/matters?limit=many").status, 400);
    assert_eq!(server.json("/api/matters?limit=0")["matters"].as_array().unwrap().len(), 0);
}

#[test]
fn a_search_that_cannot_be_answered_says_why() {
    let (_desk, server) = served();
    for query in [
        "q=%22four+people",
        "q=%3F%21",
        "status=true",
        "month=March",
        "in=photos",
        "colour=red",
        "limit=many",
    ] {
        let answer = server.get(&format!("/api/search?{query}"));
        assert_eq!(answer.status, 400, "{query}: {}", answer.text());
        assert!(answer.json()["hint"].is_string(), "{query}");
    }
}

#[test]
fn a_search_finds_words_and_counts_what_narrows_it() {
    let (desk, server) = served();
    desk.write("b.txt", REPORT.replace("Roads Office", "Rescue Guild").replace("12 February", "13 February"));
    desk.on_ledger(&["add", "b.txt"]).assert().success();
    let found = server.json("/api/search?q=%22four+people%22");
    let claims = found["claims"].as_array().unwrap();
    assert_eq!(found["total"], claims.len());
    assert_eq!(found["counts"]["documents"], 2);
    assert!(claims.len() >= 2, "{found}");
    for claim in claims {
        let words: Vec<char> = claim["words"].as_str().unwrap().chars().collect();
        let matches = claim["matches"].as_array().unwrap();
        let at = |end: &serde_json::Value| usize::try_from(end.as_u64().unwrap()).unwrap();
        let marked: String = words[at(&matches[0][0])..at(&matches[0][1])].iter().collect();
        assert_eq!(marked.to_lowercase(), "four people");
    }
    // Each facet's value leaves as many as it says.
    for facet in ["holder", "outlet", "outcome", "status", "month", "place"] {
        for value in found["facets"][facet].as_array().unwrap() {
            let name = value["name"].as_str().unwrap().replace(' ', "+").replace(',', "%2C");
            let narrowed = server.json(&format!("/api/search?q=%22four+people%22&{facet}={name}"));
            assert_eq!(narrowed["total"], value["count"], "{facet}={name}");
            assert!(narrowed["facets"][facet].as_array().unwrap().contains(value), "{facet}={name}");
        }
    }
    let first = |sort: &str| {
        server.json(&format!("/api/search?sort={sort}&limit=1"))["claims"][0]["published"].clone()
    };
    assert_eq!([first("oldest"), first("newest")], ["2024-02-12", "2024-02-13"]);
    assert_eq!(server.json("/api/search?as_of=2024-02-12")["counts"]["documents"], 1);
    let none = server.json("/api/search?holder=Nobody");
    assert_eq!((&none["total"], none["claims"].as_array().unwrap().len()), (&serde_json::json!(0), 0));
    assert_eq!(server.json("/api/search?in=documents&q=hillside")["documents"].as_array().unwrap().len(), 2);
}

#[test]
fn documents_and_claims_come_by_pages() {
    let (desk, server) = served();
    desk.write("b.txt", REPORT.replace("Harbour Lamp", "Quay Bell").replace("Hillside", "Slope"));
    desk.on_ledger(&["add", "b.txt"]).assert().success();
    let titles = |query: &str| -> Vec<String> {
        let list = server.json(&format!("/api/documents?{query}"));
        let rows = list["documents"].as_array().unwrap();
        rows.iter().map(|row| row["title"].as_str().unwrap()[..5].to_owned()).collect()
    };
    assert_eq!(titles("sort=title"), ["Hills", "Slope"]);
    assert_eq!(titles("sort=title&direction=descending"), ["Slope", "Hills"]);
    assert_eq!(titles("sort=title&offset=1&limit=1"), ["Slope"]);
    assert_eq!(titles("q=slope"), ["Slope"]);
    assert_eq!(titles("outlet=Harbour+Lamp"), ["Hills"]);
    assert_eq!(titles("outlet=Nobody"), [""; 0]);
    let list = server.json("/api/documents?limit=1&outlet=Quay+Bell");
    assert_eq!((&list["total"], list["outlets"].as_array().unwrap().len()), (&serde_json::json!(1), 2));
    assert_eq!(server.get("/api/documents?sort=colour").status, 400);
    assert_eq!(server.get("/api/documents?direction=up").status, 400);

    let matter = server.json("/api/matters")["matters"][0].clone();
    let path = format!("/api/matters/{}", matter["id"].as_str().unwrap());
    let whole = server.json(&path);
    assert_eq!(whole["partial"], false);
    let claims = server.json(&format!("{path}/claims"));
    assert_eq!((&claims["total"], &claims["claims"]), (&matter["claims"], &whole["claims"]));
    let last = server.json(&format!("{path}/claims?offset=1&limit=1"));
    assert_eq!(last["claims"][0], whole["claims"][1]);
    assert_eq!(
        server.json(&format!("{path}/claims?outlet=Quay+Bell&q=killed"))["claims"][0]["document"]["outlet"],
        "Quay Bell"
    );
    assert_eq!(server.get(&format!("{path}/claims?sort=figure")).status, 400);
}

#[test]
fn no_file_outside_the_pages_is_served() {
    let (_desk, server) = served();
    for path in [
        "/../Cargo.toml",
        "/../../../../../../../../etc/passwd",
        "/assets/../../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/Cargo.toml",
        "/..%5c..%5cCargo.toml",
        "//etc/passwd",
        "/a.txt",
        "/ledger.db",
    ] {
        let answer = server.get(path);
        let text = answer.text();
        for part in ["[workspace]", "[package]", "root:x:", "Hillside", "SQLite format"] {
            assert!(!text.contains(part), "{path} gave a file");
        }
        assert!(
            answer.status == 404 || answer.status == 400 || is_page(&answer),
            "{path}: {}",
            answer.status
        );
    }
}

#[test]
fn the_addresses_of_the_pages_serve_the_page() {
    let (_desk, server) = served();
    let first = server.get("/");
    assert!(is_page(&first), "{first:?}");
    for path in ["/matters/whatever", "/documents/0123456789ab", "/sources", "/matters/m-0123456789ab.c3"] {
        let answer = server.get(path);
        assert!(is_page(&answer), "{path}: {}", answer.status);
        assert_eq!(answer.text(), first.text(), "{path}");
    }
}

#[test]
fn a_missing_part_of_the_page_is_missing() {
    let (_desk, server) = served();
    assert_eq!(server.get("/assets/none.js").status, 404);
}

/// Text of a report reaches the pages as data: nothing in it can become a page.
#[test]
fn markup_in_a_report_stays_text() {
    let desk = Desk::new();
    let text = "The mayor said that four people had been killed by <script>alert(1)</script> at Kotor.";
    let record = serde_json::json!({ "id": "a", "text": text, "title": "<b>Bold</b>", "outlet": "Lamp" });
    desk.write("a.jsonl", record.to_string());
    desk.on_ledger(&["add", "a.jsonl"]).assert().success();
    let server = Server::start(&desk.ledger());
    let row = server.json("/api/documents")["documents"].as_array().unwrap()[0].clone();
    assert_eq!(row["title"], "<b>Bold</b>");
    let answer = server.get(&format!("/api/documents/{}", row["id"].as_str().unwrap()));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.json()["text"], text);
}

/// A reader of the pages sees what is added while they are served.
#[test]
fn what_is_added_meanwhile_is_shown() {
    let (desk, server) = served();
    assert_eq!(server.json("/api/summary")["documents"], 1);
    desk.write("b.txt", REPORT.replace("Kotor", "Bitola"));
    desk.on_ledger(&["add", "b.txt"]).assert().success();
    assert_eq!(server.json("/api/summary")["documents"], 2);
}

#[test]
fn a_taken_port_is_told() {
    let (desk, server) = served();
    let port = server.address.port().to_string();
    desk.on_ledger(&["serve", "--port", &port]).assert().code(2).stderr(
        predicates::str::contains(format!("127.0.0.1:{port}")).and(predicates::str::contains("--port")),
    );
}

#[test]
fn the_described_interface_is_the_one_served() {
    let described = std::fs::read_to_string(root().join("web/openapi.json")).unwrap();
    let done = Desk::new().gainsay(["openapi"]).assert().success();
    let current = String::from_utf8(done.get_output().stdout.clone()).unwrap();
    assert!(described == current, "web/openapi.json is out of date: run `make openapi`");
}
