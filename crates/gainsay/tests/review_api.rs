//! What a person decides over the pages: the queue, the log, one decision at a time, and who is refused.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::Desk;
use common::http::{Answer, Server};
use predicates::str::contains;
use serde_json::{Value, json};

fn slide(outlet: &str, day: &str, source: &str, killed: &str) -> String {
    format!(
        "Hillside slips onto road at Kotor\n\nBy Ada Quill via {outlet}\n{day}\n\n\
         KOTOR, Montenegro — The {source} said that {killed} people had been killed on 11 February 2024 when a hillside \
         slipped onto the road at Kotor.\n"
    )
}

const FERRY: &str = "Ferry sinks off Bar\n\nBy Ada Quill via Quay Gazette\n20 May 2024\n\n\
    BAR, Montenegro — The Coast Guard said that three people had been killed on 19 May 2024 when a ferry sank off Bar.\n";

fn served() -> (Desk, Server) {
    let desk = Desk::new();
    desk.write("a.txt", slide("Harbour Lamp", "12 February 2024", "Roads Office", "four"));
    desk.write("b.txt", slide("Quay Gazette", "12 February 2024", "Quarry Guild", "nine"));
    desk.write("c.txt", FERRY);
    desk.on_ledger(&["add", "a.txt", "b.txt", "c.txt"]).assert().success();
    let server = Server::start(&desk.ledger());
    (desk, server)
}

/// The headers that our own pages send.
fn own(server: &Server) -> Vec<(&'static str, String)> {
    vec![
        ("Origin", format!("http://{}", server.address)),
        ("Sec-Fetch-Site", "same-origin".to_owned()),
        ("Content-Type", "application/json".to_owned()),
        ("X-Gainsay", "1".to_owned()),
    ]
}

fn post(server: &Server, body: &Value) -> Answer {
    server.post("/api/reviews", &own(server), body.to_string().as_bytes())
}

/// Decide something as `reviewer`; what came of it.
fn decide(server: &Server, reviewer: &str, kind: &str, targets: &[&str], value: &Value) -> Value {
    let body = json!({
        "kind": kind, "targets": targets, "value": value, "reason": "as the maps show", "reviewer": reviewer,
    });
    let answer = post(server, &body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn queue(server: &Server, reviewer: &str) -> Vec<String> {
    let all = server.json(&format!("/api/queue?reviewer={reviewer}"));
    let ids =
        all["items"].as_array().unwrap().iter().map(|item| item["claim"]["id"].as_str().unwrap().to_owned());
    ids.collect()
}

/// The matter of a title, and its claims in order of publication.
fn matter(server: &Server, title: &str) -> Value {
    let all = server.json("/api/matters");
    let found =
        all["matters"].as_array().unwrap().iter().find(|row| row["title"].as_str().unwrap().contains(title));
    server.json(&format!("/api/matters/{}", found.unwrap()["id"].as_str().unwrap()))
}

/// The highest values of the sides of the count of the killed.
fn killed(matter: &Value) -> Vec<(Value, Value)> {
    let facets = matter["matter"]["facets"].as_array().unwrap();
    let count = facets.iter().find(|facet| facet["facet"] == "count").unwrap();
    let side = |side: &Value| (side["high"].clone(), side["corrected"].clone());
    count["sides"].as_array().unwrap().iter().map(side).collect()
}

#[test]
fn a_correction_changes_the_side_and_keeps_what_was_read() {
    let (desk, server) = served();
    let slide = matter(&server, "Kotor");
    let claim = slide["claims"][1]["id"].as_str().unwrap();
    assert_eq!(killed(&slide), [(4.into(), Value::Null), (9.into(), Value::Null)].map(float));

    let then = || server.json("/api/matters?as_of=2024-02-15")["matters"][0]["contested"].clone();
    assert_eq!(then(), true);

    let figure = json!({ "what": "figure", "low": 4, "high": 4 });
    let decided = decide(&server, "Ada Quill", "correct", &[claim], &figure);
    assert_eq!((&decided["entry"]["id"], &decided["entry"]["stands"]), (&json!(1), &json!(true)));
    let after = matter(&server, "Kotor");
    assert_eq!(after["matter"]["contested"], false, "both say four now");
    assert!(killed(&after).contains(&float((4.into(), 1.into()))), "{:?}", killed(&after));
    let shown = server.json(&format!("/api/claims/{claim}"));
    assert_eq!(shown["quantities"][0]["high"], 9.0, "what was read");
    assert_eq!(shown["reviews"][0]["correction"]["high"], 4.0, "what a person says");
    assert_eq!(shown["reviews"][0]["by"], "Ada Quill");
    assert_eq!(then(), false, "a day that was remembered is compared anew");
    desk.on_ledger(&["show", claim])
        .assert()
        .success()
        .stdout(contains("correct figure to 4 by Ada Quill (entry 1): as the maps show"));

    decide(&server, "Ada Quill", "undo", &[], &json!({ "entry": 1 }));
    assert_eq!(matter(&server, "Kotor")["matter"]["contested"], true);
    assert_eq!(server.json(&format!("/api/claims/{claim}"))["reviews"], json!([]));
    desk.on_ledger(&["verify"]).assert().success().stdout(contains("2 decisions"));
}

/// The sides of a facet: the holder, the value, and the entries that they come from.
fn sides(matter: &Value, kind: &str) -> Vec<(Value, Value, Value, Value)> {
    let facets = matter["matter"]["facets"].as_array().unwrap();
    let Some(facet) = facets.iter().find(|facet| facet["facet"] == kind) else { return Vec::new() };
    let side = |side: &Value| {
        let [holder, value, corrected, given] =
            ["holder", "value", "corrected", "holder_corrected"].map(|key| side[key].clone());
        (holder, value, corrected, given)
    };
    facet["sides"].as_array().unwrap().iter().map(side).collect()
}

#[test]
fn a_corrected_holder_day_and_place_are_compared_and_what_was_read_is_kept() {
    let (desk, server) = served();
    let before = matter(&server, "Kotor");
    let claim = before["claims"][1]["id"].as_str().unwrap();
    let correct = |value: Value| decide(&server, "Ada Quill", "correct", &[claim], &value);

    correct(json!({ "what": "holder", "name": "Harbour Watch" }));
    let after = matter(&server, "Kotor");
    let holders: Vec<Value> = sides(&after, "count").into_iter().map(|side| side.0).collect();
    assert_eq!(holders, ["Roads Office", "Harbour Watch"]);
    assert_eq!(sides(&after, "count")[1].3, 1, "the entry that gives it");
    let labels: Vec<&Value> =
        after["origins"].as_array().unwrap().iter().map(|tree| &tree["origin"]["label"]).collect();
    assert!(labels.contains(&&json!("Harbour Watch")), "{labels:?}");
    let shown = server.json(&format!("/api/claims/{claim}"));
    assert_eq!(shown["holder"], "Quarry Guild", "what was read");
    assert_eq!(shown["reviews"][0]["correction"]["name"], "Harbour Watch");

    let decided = correct(json!({ "what": "date", "start": "2024-02-08" }));
    assert_eq!(decided["entry"]["correction"]["date"], "2024-02-08");
    let after = matter(&server, "Kotor");
    assert_eq!(after["matter"]["date"]["start"], "2024-02-08");
    let days = sides(&after, "date");
    assert!(days.iter().any(|side| side.2 == 2), "{days:?}");

    let decided = correct(json!({ "what": "place", "name": "Tivat" }));
    assert_eq!(decided["entry"]["correction"]["located"], true);
    let moved = server.json(&format!("/api/claims/{claim}"))["matter"].as_str().unwrap().to_owned();
    let after = server.json(&format!("/api/matters/{moved}"));
    assert_eq!(after["matter"]["place"]["name"], "Tivat");
    assert!(after["matter"]["place"]["lat"].as_f64().unwrap() > 42.0);
    let decided = correct(json!({ "what": "place", "name": "the quarry above the road" }));
    assert_eq!(decided["entry"]["correction"]["located"], false);
    let moved = server.json(&format!("/api/claims/{claim}"))["matter"].as_str().unwrap().to_owned();
    let after = server.json(&format!("/api/matters/{moved}"));
    assert_eq!(after["matter"]["place"]["name"], "the quarry above the road");
    assert_eq!(after["matter"]["place"]["lat"], Value::Null, "no position is made up");
    let shown = server.json(&format!("/api/claims/{claim}"));
    assert_eq!(shown["places"], before["claims"][1]["places"]);
    assert_eq!(shown["times"], before["claims"][1]["times"]);
    desk.on_ledger(&["show", claim])
        .assert()
        .success()
        .stdout(contains("Quarry Guild"))
        .stdout(contains("correct holder to Harbour Watch by Ada Quill (entry 1)"))
        .stdout(contains("correct date to 2024-02-08 by Ada Quill (entry 2)"))
        .stdout(contains("correct place to the quarry above the road (a name without coordinates)"));

    for entry in [4, 3, 2, 1] {
        decide(&server, "Ada Quill", "undo", &[], &json!({ "entry": entry }));
    }
    let after = matter(&server, "Kotor");
    assert_eq!(after["matter"], before["matter"], "what was read is back");
    assert_eq!(after["origins"], before["origins"]);
    desk.verify();
}

fn float((high, corrected): (Value, Value)) -> (Value, Value) {
    (json!(high.as_f64().unwrap()), corrected)
}

#[test]
fn what_is_decided_leaves_the_queue_of_who_decided_it() {
    let (_desk, server) = served();
    let waiting = queue(&server, "Ada+Quill");
    assert!(waiting.len() >= 2, "{waiting:?}");
    let all = server.json("/api/queue");
    let item = &all["items"][0];
    assert_eq!((&item["why"], &item["facet"]["agreement"]), (&json!("contested"), &json!("contested")));
    assert_eq!((item["origins"].as_u64(), item["claim"]["contested"].as_bool()), (Some(2), Some(true)));
    assert!(item["claim"]["context"].as_str().unwrap().contains("people had been killed"));

    for kind in ["accept", "note"] {
        decide(&server, "Ada Quill", kind, &[&waiting[if kind == "accept" { 0 } else { 1 }]], &json!({}));
    }
    assert_eq!(queue(&server, "ada+quill"), waiting[1..], "a remark decides nothing");
    assert_eq!(queue(&server, "Bo+Lark"), waiting);
    let left = server.json("/api/queue?reviewer=Ada+Quill&limit=1");
    assert_eq!((left["decided"].as_u64(), left["items"].as_array().unwrap().len()), (Some(1), 1));
    assert_eq!(left["total"].as_u64().unwrap() as usize, waiting.len() - 1);
    decide(&server, "Ada Quill", "undo", &[], &json!({ "entry": 1 }));
    assert_eq!(queue(&server, "Ada+Quill"), waiting);
}

#[test]
fn two_reviewers_who_differ_are_listed() {
    let (desk, server) = served();
    let slide = matter(&server, "Kotor");
    let claim = slide["claims"][0]["id"].as_str().unwrap();
    decide(&server, "Ada Quill", "accept", &[claim], &json!({}));
    decide(&server, "Bo Lark", "correct", &[claim], &json!({ "what": "holder", "name": "Quarry Guild" }));
    decide(&server, "Ada Quill", "confirm", &[slide["matter"]["id"].as_str().unwrap()], &json!({}));
    decide(&server, "Bo Lark", "discount", &[claim], &json!({}));
    decide(&server, "Cy Marsh", "accept", &[slide["claims"][1]["id"].as_str().unwrap()], &json!({}));
    let log = server.json("/api/reviews");
    assert_eq!((log["total"].as_u64(), log["disagreements"].as_u64()), (Some(5), Some(4)));
    let ids: Vec<u64> =
        log["entries"].as_array().unwrap().iter().map(|e| e["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, [5, 4, 3, 2, 1], "the newest first");
    let differing = server.json("/api/reviews?disagree=true&limit=2&offset=2");
    let of = |at: usize| &differing["entries"][at];
    assert_eq!((&of(0)["id"], &of(0)["disagrees"]), (&json!(2), &json!([1])));
    assert_eq!((&of(1)["id"], &of(1)["disagrees"]), (&json!(1), &json!([2])));
    assert_eq!((&differing["total"], &of(0)["hash"].as_str().unwrap().len()), (&json!(4), &64));

    let whole = matter(&server, "Kotor");
    let kinds: Vec<&Value> = whole["reviews"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["accept", "discount", "confirm", "correct", "accept"]);
    assert_eq!(whole["reviews"][2]["claim"], Value::Null, "of the matter as a whole");
    let own: Vec<&Value> =
        whole["claims"][0]["reviews"].as_array().unwrap().iter().map(|one| &one["disagrees"]).collect();
    assert_eq!(own, [&json!([2]), &json!([1]), &json!([3])]);
    desk.on_ledger(&["review", "log"])
        .assert()
        .success()
        .stdout(contains("correct holder to Quarry Guild by Bo Lark"))
        .stdout(contains("differs from entry 1, by another reviewer"));
    decide(&server, "Bo Lark", "undo", &[], &json!({ "entry": 2 }));
    assert_eq!(server.json("/api/reviews?disagree=true")["total"], 2);
}

#[test]
fn a_claim_is_moved_to_another_matter_and_back() {
    let (_desk, server) = served();
    let (slide, ferry) = (matter(&server, "Kotor"), matter(&server, "Bar"));
    let claim = slide["claims"][1]["id"].as_str().unwrap();
    let to = json!({ "what": "matter", "matter": ferry["matter"]["id"] });
    let decided = decide(&server, "Ada Quill", "correct", &[claim], &to);
    assert_eq!(decided["matters"].as_array().unwrap().len(), 2, "where it came from and where it is");
    let ferry = &decided["matters"].as_array().unwrap().iter().find(|row| row["claims"] == 2).unwrap()["id"];
    assert_eq!(&server.json(&format!("/api/claims/{claim}"))["matter"], ferry);
    decide(&server, "Ada Quill", "undo", &[], &json!({ "entry": 1 }));
    assert_eq!(server.json(&format!("/api/claims/{claim}"))["matter"], slide["matter"]["id"]);
}

#[test]
fn matters_are_merged_and_split_over_the_pages() {
    let (_desk, server) = served();
    let [slide, ferry] = ["Kotor", "Bar"].map(|title| matter(&server, title));
    let ids = [&slide, &ferry].map(|one| one["matter"]["id"].as_str().unwrap());
    decide(&server, "Ada Quill", "merge", &ids, &json!({}));
    let whole = server.json("/api/matters");
    assert_eq!(whole["total"], 1);
    let claim = ferry["claims"][0]["id"].as_str().unwrap();
    let split = [whole["matters"][0]["id"].as_str().unwrap(), claim];
    let decided = decide(&server, "Bo Lark", "split", &split, &json!({}));
    assert_eq!((&decided["overridden"], &decided["entry"]["disagrees"]), (&json!([1]), &json!([1])));
    assert_eq!(server.json("/api/matters")["total"], 2);
}

#[test]
fn what_does_not_fit_is_refused_and_leaves_no_trace() {
    let (desk, server) = served();
    let claim = matter(&server, "Kotor")["claims"][0]["id"].as_str().unwrap().to_owned();
    let check = |change: Value, status: u16, words: &str| {
        let mut body =
            json!({ "kind": "accept", "targets": [claim], "reason": "so", "reviewer": "Ada Quill" });
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        let answer = post(&server, &body);
        assert_eq!(answer.status, status, "{change}: {}", answer.text());
        let error = answer.json()["error"].as_str().unwrap().to_owned();
        assert!(error.contains(words), "{change}: {error}");
    };
    check(json!({ "reviewer": " " }), 400, "who decides");
    check(json!({ "reason": "" }), 400, "the reason");
    check(json!({ "kind": "praise" }), 400, "praise");
    check(json!({ "more": 1 }), 400, "more");
    check(json!({ "targets": [] }), 400, "nothing is named");
    check(json!({ "targets": ["ffffffffffff.c1"] }), 404, "ffffffffffff");
    check(json!({ "kind": "merge", "targets": ["m-none", "m-other"] }), 404, "m-none");
    check(json!({ "kind": "undo", "targets": [] }), 400, "no entry");
    check(json!({ "kind": "undo", "targets": [], "value": { "entry": 7 } }), 404, "no entry 7");
    let correct = |value: Value| json!({ "kind": "correct", "value": value });
    check(correct(json!({ "what": "figure" })), 400, "one end");
    check(correct(json!({ "what": "figure", "low": 5, "high": 4 })), 400, "more than");
    check(correct(json!({ "what": "figure", "low": -1 })), 400, "below zero");
    check(correct(json!({ "what": "figure", "low": 5, "words": "ninety" })), 400, "ninety");
    check(correct(json!({ "what": "holder", "name": " " })), 400, "name of the holder");
    check(correct(json!({ "what": "date", "start": "May" })), 400, "May");
    check(correct(json!({ "what": "date", "start": "2024-05", "end": "2024-04" })), 400, "after");
    check(correct(json!({ "what": "place", "name": "Victoria" })), 400, "several places");
    check(correct(json!({ "what": "mood" })), 400, "what is corrected");
    let answer = server.post("/api/reviews", &own(&server), b"{ no json");
    assert_eq!(answer.status, 400);
    let long = vec![b' '; 70 * 1024];
    assert_eq!(server.post("/api/reviews", &own(&server), &long).status, 413);
    assert_eq!(server.json("/api/reviews")["total"], 0);
    desk.verify();
}

#[test]
fn only_the_pages_themselves_write() {
    let (_desk, server) = served();
    let claim = matter(&server, "Kotor")["claims"][0]["id"].as_str().unwrap().to_owned();
    let body =
        json!({ "kind": "accept", "targets": [claim], "reason": "so", "reviewer": "Ada Quill" }).to_string();
    let check = |change: (&'static str, Option<&str>), status: u16| {
        let mut headers = own(&server);
        headers.retain(|(name, _)| *name != change.0);
        headers.extend(change.1.map(|value| (change.0, value.to_owned())));
        let answer = server.post("/api/reviews", &headers, body.as_bytes());
        assert_eq!(answer.status, status, "{change:?}: {}", answer.text());
        assert_eq!(answer.header("access-control-allow-origin"), None);
    };
    check(("Origin", Some("http://ledger.example")), 403);
    check(("Origin", Some("null")), 403);
    check(("Origin", Some(&format!("http://localhost:{}", server.address.port()))), 403);
    check(("Sec-Fetch-Site", Some("cross-site")), 403);
    check(("X-Gainsay", None), 403);
    check(("Content-Type", None), 415);
    check(("Content-Type", Some("text/plain")), 415);
    assert_eq!(server.post("/api/reviews", &[], body.as_bytes()).status, 403);
    assert_eq!(server.post("/api/matters", &own(&server), body.as_bytes()).status, 405);
    assert_eq!(server.json("/api/reviews")["total"], 0);
    check(("Origin", None), 200);
    check(("Sec-Fetch-Site", None), 200);
    assert_eq!(server.json("/api/reviews")["total"], 2);
}

#[test]
fn the_command_line_decides_the_same() {
    let (desk, server) = served();
    let slide = matter(&server, "Kotor");
    let [four, nine] = [0, 1].map(|at| slide["claims"][at]["id"].as_str().unwrap());
    let run = |args: &[&str]| {
        let all =
            [&["review"], args, &["--by", "Ada Quill", "--reason", "as the maps show", "--json"]].concat();
        desk.lines(&all).remove(0)
    };
    run(&["accept", four]);
    run(&["confirm", four]);
    run(&["discount", slide["matter"]["id"].as_str().unwrap()]);
    run(&["correct", nine, "--figure", "..5"]);
    run(&["correct", nine, "--date", "2024-02-10/2024-02-11"]);
    run(&["correct", nine, "--place", "Bar", "--geonameid", "3204509"]);
    let corrected = server.json(&format!("/api/claims/{nine}"));
    let said: Vec<&Value> =
        corrected["reviews"].as_array().unwrap().iter().map(|one| &one["correction"]).collect();
    assert_eq!((&said[0]["low"], &said[0]["high"]), (&Value::Null, &json!(5.0)));
    assert_eq!((&said[1]["start"], &said[1]["end"]), (&json!("2024-02-10"), &json!("2024-02-11")));
    assert_eq!((&said[2]["name"], &said[2]["geonameid"]), (&json!("Bar"), &json!(3204509)));
    let who = ["--by", "Ada Quill", "--reason", "so"];
    for (args, words) in [
        (&["correct", nine][..], "--figure"),
        (&["correct", nine, "--figure", "many"], "many"),
        (&["correct", nine, "--figure", "5", "--holder", "Guild"], "cannot be used"),
        (&["correct", nine, "--figure", "5", "--of", "ninety"], "ninety"),
        (&["correct", nine, "--matter", slide["matter"]["id"].as_str().unwrap()], "already"),
    ] {
        let all = [&["review"], args, &who].concat();
        desk.on_ledger(&all).assert().code(2).stderr(contains(words));
    }
    desk.verify();
}
