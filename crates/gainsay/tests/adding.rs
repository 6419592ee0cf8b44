//! Reports that a page hands over: into the ledger with the code of `gainsay add`, and from no other page.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::Desk;
use common::http::Server;
use serde_json::{Value, json};

const REPORT: &str = "Hillside slips onto road at Kotor\n\nBy Ada Quill via Harbour Lamp\n12 February 2024\n\n\
    The Roads Office said on Monday that four people had been killed when a hillside slipped onto the road at Kotor.\n";

fn empty() -> (Desk, Server) {
    let desk = Desk::new();
    let server = Server::start_with(&desk.ledger(), &["--create"]);
    (desk, server)
}

/// Hand files over as one job and wait until it ends; its events and what it is then.
fn hand_over(server: &Server, files: &[(&str, &[u8])]) -> (Vec<(String, Value)>, Value) {
    let mut job = String::new();
    for (at, (name, bytes)) in files.iter().enumerate() {
        let more = at + 1 < files.len();
        let answer = server.write("POST", &format!("/api/add?name={name}&more={more}{job}"), bytes);
        assert_eq!(answer.status, 202, "{}", answer.text());
        job = format!("&job={}", answer.json()["id"].as_str().unwrap());
    }
    let id = job.trim_start_matches("&job=");
    (server.events(&format!("/api/jobs/{id}/events")), server.json(&format!("/api/jobs/{id}")))
}

#[test]
fn files_come_into_the_ledger_as_by_the_command() {
    let (desk, server) = empty();
    assert_eq!(server.json("/api/days"), json!({ "bins": [], "undated": 0 }));
    let other = REPORT.replace("four people", "nine people").replace("Ada Quill via Harbour Lamp", "Bo Reed");
    let files: [(&str, &[u8]); 4] = [
        ("a.txt", REPORT.as_bytes()),
        ("b%3Cimg%3E.txt", other.as_bytes()),
        ("c.jsonl", b"{\"id\": \"x\", \"text\": \"Nothing was said.\"}\nno json\n"),
        ("a.txt", REPORT.as_bytes()),
    ];
    let (events, job) = hand_over(&server, &files);
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!(job["counts"], json!({ "added": 3, "known": 1, "reread": 0, "failed": 1 }));
    let files = job["files"].as_array().unwrap();
    assert!(files.iter().all(|file| file["state"] == "read" && file["done"] == file["size"]), "{files:?}");
    assert_eq!(files[1]["name"], "b<img>.txt");
    assert_eq!(files[2]["remarks"][0]["line"], 2);
    assert_eq!(files[3]["counts"]["known"], 1, "it is said to be there already");
    assert_eq!(files[3]["document"], files[0]["document"]);
    assert_eq!(job["holds"]["documents"], 3);
    assert_eq!(server.json("/api/summary")["documents"], 3);
    assert_eq!(server.json("/api/matters")["total"], job["holds"]["matters"]);
    assert_eq!(
        server.json("/api/days"),
        json!({ "bins": [{ "start": "2024-02-12", "end": "2024-02-12", "documents": 2 }], "undated": 1 })
    );
    // The last event says how it ended; every file was told of.
    let (name, last) = events.last().unwrap();
    assert_eq!((name.as_str(), &last["state"]), ("job", &json!("done")));
    for index in 0..4 {
        let mut told = events.iter().filter(|(name, file)| name == "file" && file["index"] == index);
        assert_eq!(told.next_back().unwrap().1["state"], "read", "{index}");
    }
    desk.verify();
    // What the command adds of the same bytes is known.
    desk.write("again.txt", REPORT);
    let summary = desk.lines(&["add", "again.txt", "--json"]);
    assert_eq!(summary[0]["known"], 1);
}

#[test]
fn reports_come_in_while_people_decide() {
    const DECISIONS: usize = 6;
    let (desk, server) = empty();
    hand_over(&server, &[("a.txt", REPORT.as_bytes())]);
    let matters = server.json("/api/matters");
    let matter = server.json(&format!("/api/matters/{}", matters["matters"][0]["id"].as_str().unwrap()));
    let claim = matter["claims"][0]["id"].as_str().unwrap();
    let reports: Vec<String> = (0..DECISIONS)
        .map(|at| REPORT.replace("Kotor", "Bar").replace("12 February", &format!("{} February", 13 + at)))
        .collect();
    std::thread::scope(|scope| {
        let adding = scope.spawn(|| {
            for report in &reports {
                let (_, job) = hand_over(&server, &[("b.txt", report.as_bytes())]);
                assert_eq!((&job["state"], &job["problem"]), (&json!("done"), &Value::Null), "{job}");
            }
        });
        for high in 0..DECISIONS {
            let body = json!({
                "kind": "correct", "targets": [claim], "value": { "what": "figure", "low": 0, "high": high },
                "reason": "as the list says", "reviewer": "Ada Quill",
            });
            let origin = format!("http://{}", server.address);
            let headers =
                [("X-Gainsay", "1"), ("Origin", origin.as_str()), ("Content-Type", "application/json")];
            let answer = server.send("POST", "/api/reviews", &headers, body.to_string().as_bytes());
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        adding.join().unwrap();
    });
    assert_eq!(server.json("/api/reviews")["total"], DECISIONS);
    assert_eq!(server.json("/api/summary")["documents"], 1 + DECISIONS);
    desk.verify();
}

#[test]
fn a_stopped_job_leaves_a_whole_ledger() {
    let (desk, server) = empty();
    let first = server.write("POST", "/api/add?name=a.txt&more=true", REPORT.as_bytes());
    let id = first.json()["id"].as_str().unwrap().to_owned();
    // More is said to follow, so the job cannot have ended before it is stopped.
    assert_eq!(server.write("DELETE", &format!("/api/jobs/{id}"), b"").status, 200);
    server.events(&format!("/api/jobs/{id}/events"));
    let job = server.json(&format!("/api/jobs/{id}"));
    assert_eq!(job["state"], "stopped", "{job}");
    let late = server.write("POST", &format!("/api/add?name=b.txt&job={id}"), b"Late.");
    assert_eq!(late.status, 409, "{}", late.text());
    assert_eq!(server.json("/api/summary")["documents"], job["counts"]["added"]);
    desk.verify();
    let (_, again) = hand_over(&server, &[("a.txt", REPORT.as_bytes())]);
    assert_eq!(again["state"], "done");
    assert_eq!(server.json("/api/jobs")["jobs"].as_array().unwrap().len(), 2);
}

#[test]
fn only_this_servers_own_pages_write() {
    let (_desk, server) = empty();
    let own = format!("http://{}", server.address);
    let refused: [&[(&str, &str)]; 6] = [
        &[],
        &[("Origin", &own)],
        &[("X-Gainsay", "1")],
        &[("X-Gainsay", "1"), ("Origin", "http://evil.example")],
        &[("X-Gainsay", "1"), ("Origin", "null"), ("Sec-Fetch-Site", "same-origin")],
        &[("X-Gainsay", "1"), ("Origin", &own), ("Sec-Fetch-Site", "cross-site")],
    ];
    for headers in refused {
        assert_eq!(server.send("POST", "/api/add?name=a.txt", headers, b"x").status, 403, "{headers:?}");
        assert_eq!(server.send("DELETE", "/api/jobs/1", headers, b"").status, 403, "{headers:?}");
    }
    assert_eq!(server.json("/api/jobs")["jobs"], json!([]));
    let same = [("X-Gainsay", "1"), ("Sec-Fetch-Site", "same-origin")];
    assert_eq!(server.send("DELETE", "/api/jobs/1", &same, b"").status, 404);
    for (method, path) in [("PUT", "/api/add"), ("POST", "/api/documents"), ("OPTIONS", "/api/add")] {
        assert_eq!(server.write(method, path, b"x").status, 405, "{method} {path}");
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_clearly() {
    let (_desk, server) = empty();
    // The length is told beforehand; no such body need be sent.
    let most = server.json("/api/jobs")["max_bytes"].as_u64().unwrap();
    assert_eq!(most, 64 << 20);
    let body = vec![b'x'; usize::try_from(most).unwrap() + 1];
    let answer = server.write("POST", "/api/add?name=big.txt", &body);
    assert_eq!(answer.status, 413);
    assert!(answer.json()["error"].as_str().unwrap().contains("64 MiB"), "{}", answer.text());
    assert!(server.json("/api/jobs")["jobs"].as_array().unwrap().is_empty());
}

#[test]
fn adding_can_be_forbidden() {
    let desk = Desk::new();
    let server = Server::start_with(&desk.ledger(), &["--create", "--no-add"]);
    let answer = server.write("POST", "/api/add?name=a.txt", b"x");
    assert_eq!(answer.status, 403);
    let jobs = server.json("/api/jobs");
    assert_eq!(jobs["allowed"], false);
    assert_eq!(jobs["reason"], answer.json()["error"]);
}
