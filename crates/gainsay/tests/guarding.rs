//! What the server keeps out, over the wire: those without the token, names that lead elsewhere, files, floods.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;

use common::Desk;
use common::http::{Answer, Server, routes};
use predicates::prelude::PredicateBooleanExt;

const REPORT: &str = "Hillside slips onto road at Kotor\n\nBy Ada Quill via Harbour Lamp\n12 February 2024\n\n\
    The Roads Office said on Monday that four people had been killed when a hillside slipped onto the road at Kotor.\n";
const TOKEN: &str = "an-invented-token-of-thirty-eight-letters";

fn served(args: &[&str]) -> (Desk, Server) {
    let desk = Desk::new();
    desk.write("a.txt", REPORT);
    desk.on_ledger(&["add", "a.txt", "--reader", "rules"]).assert().success();
    let server = Server::start_with(&desk.ledger(), args);
    (desk, server)
}

/// The first document's identifier.
fn first(server: &Server) -> String {
    server.json("/api/documents")["documents"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn every_route_and_kind_of_answer_is_confined() {
    let (_desk, server) = served(&[]);
    let mut paths = routes(&first(&server));
    paths.extend(routes("none"));
    paths.retain(|path| !path.ends_with("/events") || path == "/api/events");
    paths.extend(["/", "/assets/none.js", "/favicon.svg", "/api", "/x/../y", "/%00"].map(str::to_owned));
    for path in paths {
        let answer = server.get(&path);
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{path}"));
        for part in ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path} {name}");
        }
        let kind = answer.header("content-type").unwrap_or_default();
        if path.starts_with("/api/") {
            let expected = if path.ends_with("/raw") && answer.status == 200 {
                "application/octet-stream"
            } else {
                "application/json"
            };
            assert!(kind == expected || answer.status == 404, "{path}: {kind}");
        }
        assert_ne!(answer.status, 500, "{path}: {}", answer.text());
    }
}

#[test]
fn the_original_is_a_file_that_nothing_shows() {
    let (desk, server) = served(&[]);
    let page =
        "<html><body><script>alert(1)</script><p>The mayor said two people died at Kotor.</p></body></html>";
    desk.write("evil\"; filename=x.html", page);
    let _ = desk.on_ledger(&["add", "evil\"; filename=x.html", "--reader", "rules"]).assert();
    let listed = server.json("/api/documents");
    assert_eq!(listed["total"], 2);
    for row in listed["documents"].as_array().unwrap() {
        let id = row["id"].as_str().unwrap();
        let answer = server.get(&format!("/api/documents/{id}/raw"));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/octet-stream")));
        let name = answer.header("content-disposition").unwrap();
        let begin = format!("attachment; filename=\"{}.", &id[..12]);
        assert!(name.starts_with(&begin) && name.ends_with("txt\""), "{name}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("sandbox;") && !policy.contains("allow-"), "{policy}");
        assert!([REPORT, page].contains(&answer.text().as_str()));
    }
    assert_eq!(server.get("/api/documents/ffffffffffff/raw").status, 404);
}

#[test]
fn without_the_token_nothing_is_told() {
    let desk = Desk::new();
    let file = desk.write("token", TOKEN);
    let (_desk, server) = served(&["--token-file", file.to_str().unwrap()]);
    let mut paths = routes("none");
    paths.extend(["/", "/assets/none.js", "/matters/m-1", "/?token=", "/?token=x"].map(str::to_owned));
    for path in &paths {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, Some("Bearer")), "{path}");
        assert!(!answer.text().contains("Hillside") && !answer.text().contains(TOKEN), "{path}");
    }
    let link = format!("/?token={TOKEN}");
    assert_eq!(server.get(&link).status, 401, "the token is in no address");
    let own = format!("Bearer {TOKEN}");
    let with = |headers: &[(&str, &str)]| server.send("GET", "/api/summary", headers, b"").status;
    assert_eq!(with(&[("Authorization", &own)]), 200);
    assert_eq!(with(&[("Authorization", "Bearer x")]), 401);
    assert_eq!(with(&[("Authorization", &own[..own.len() - 1])]), 401);
    assert_eq!(server.send("POST", "/api/reviews", &[("X-Gainsay", "1")], b"{}").status, 401);
    // The token alone does not write: the request must come from our pages as well.
    assert_eq!(server.send("POST", "/api/reviews", &[("Authorization", &own)], b"{}").status, 403);
    assert_eq!(server.ask("GET", "/", Some("evil.example")).status, 421, "the name is asked for first");
}

#[test]
fn a_browser_comes_in_by_a_link_once() {
    let desk = Desk::new();
    let path = desk.path("new-token");
    let (_desk, mut server) = served(&["--token-file", path.to_str().unwrap()]);
    let token = std::fs::read_to_string(&path).unwrap();
    assert_eq!(server.line(), format!("Token, for programs: {}", token.trim()), "a new token is printed");
    let link = |server: &mut Server| {
        let line = server.line();
        let prefix = format!("For one browser, once: http://{}", server.address);
        line.strip_prefix(&prefix).unwrap_or_else(|| panic!("{line}")).to_owned()
    };
    let first = link(&mut server);
    let elsewhere = server.ask("GET", &first, Some("evil.example"));
    assert_eq!(elsewhere.status, 421);
    assert_eq!(
        server.ask("HEAD", &first, Some(&server.address.to_string())).status,
        401,
        "a look uses nothing up"
    );
    let answer = server.get(&first);
    assert_eq!(answer.status, 200);
    let set = answer.header("set-cookie").unwrap().to_owned();
    assert!(set.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{set}");
    assert!(!set.contains(token.trim()), "the cookie is not the token");
    assert_eq!(server.get(&first).status, 401, "once");
    let cookie = set.split(';').next().unwrap();
    let with =
        |server: &Server, path: &str| -> Answer { server.send("GET", path, &[("Cookie", cookie)], b"") };
    assert_eq!(with(&server, "/").status, 200);
    assert_eq!(with(&server, "/api/summary").json()["documents"], 1);
    let second = link(&mut server);
    assert_ne!(first, second);
    assert_eq!(server.get(&second).status, 200, "the next browser");

    let again = Server::start_with(&_desk.ledger(), &["--token-file", path.to_str().unwrap()]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), token, "the token stays");
    assert_eq!(again.send("GET", "/", &[("Cookie", cookie)], b"").status, 401, "a cookie is for one run");
}

#[test]
fn at_another_address_a_token_is_asked_for() {
    let (_desk, mut server) = served(&["--listen", "0.0.0.0"]);
    let token = server.line();
    let token = token.strip_prefix("Token, for programs: ").unwrap().to_owned();
    assert_eq!(token.len(), 64);
    let port = server.address.port();
    server.address = ([127, 0, 0, 1], port).into();
    assert_eq!(server.get("/api/summary").status, 401);
    let own = format!("Bearer {token}");
    assert_eq!(server.send("GET", "/api/summary", &[("Authorization", &own)], b"").status, 200);
    for (host, status) in [(format!("evil.example:{port}"), 421), (format!("192.0.2.1:{port}"), 401)] {
        assert_eq!(server.ask("GET", "/", Some(&host)).status, status, "{host}");
    }
    let origin = format!("http://{}", server.address);
    let headers = [("Authorization", own.as_str()), ("X-Gainsay", "1"), ("Origin", origin.as_str())];
    assert_eq!(
        server.send("POST", "/api/add?name=a.txt", &headers, b"A report.").status,
        403,
        "no files from afar"
    );
}

#[test]
fn a_weak_token_does_not_start_a_server() {
    let desk = Desk::new();
    desk.write("a.txt", REPORT);
    desk.on_ledger(&["add", "a.txt", "--reader", "rules"]).assert().success();
    let file = desk.write("token", "1234");
    let args = ["serve", "--port", "0", "--token-file", file.to_str().unwrap()];
    desk.on_ledger(&args)
        .assert()
        .code(2)
        .stderr(predicates::str::contains("at least 32").and(predicates::str::contains("1234").not()));
}

/// No spelling of a way out of the pages leads to a file.
#[test]
fn no_encoded_way_leads_to_a_file() {
    let (desk, server) = served(&[]);
    desk.write("secret.txt", "SECRET-OF-THE-DESK");
    let up = [
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        "..%5c",
        "..\\",
        "%252e%252e%252f",
        "..%c0%af",
        "..%ef%bc%8f",
        "....//",
        "..;/",
        "%2e./",
        ".%2e/",
        "..%00/",
        "..%0d%0a/",
        "\u{2025}/",
    ];
    let ends = ["etc/passwd", "secret.txt", "ledger.db", "Cargo.toml", "proc/self/environ"];
    for start in ["/", "/assets/", "/api/", "/api/documents/", "//", "/./", "/api/matters/x/"] {
        for up in up {
            for end in ends {
                let path = format!("{start}{}{end}", up.repeat(12));
                let answer = server.get(&path);
                let text = answer.text();
                for part in ["SECRET-OF-THE-DESK", "root:x:", "SQLite format", "[package]", "TERM="] {
                    assert!(!text.contains(part), "{path} gave a file");
                }
                let is_page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
                assert!(is_page || [400, 404, 429].contains(&answer.status), "{path}: {}", answer.status);
            }
        }
    }
    for path in ["/file:///etc/passwd", "/C:/Windows/win.ini", "/~root/.profile", "/.git/config"] {
        assert!(!server.get(path).text().contains("[core]"), "{path}");
    }
}

/// No answer names a folder of the machine.
#[test]
fn no_refusal_names_a_path() {
    let (desk, server) = served(&[]);
    let folder = desk.path("").to_str().unwrap().trim_end_matches('/').to_owned();
    std::fs::rename(desk.ledger(), desk.path("gone.db")).unwrap();
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(desk.path(&format!("ledger.db{end}")));
    }
    std::fs::write(desk.ledger(), "no ledger any more").unwrap();
    let decision = br#"{"kind":"note","targets":["x"],"reviewer":"Ada","reason":"why","value":{}}"#;
    let origin = format!("http://{}", server.address);
    let headers = [("X-Gainsay", "1"), ("Origin", origin.as_str()), ("Content-Type", "application/json")];
    let mut answers = vec![
        server.send("POST", "/api/reviews", &headers, decision),
        server.write("POST", "/api/add?name=a.txt", b"A report."),
    ];
    std::fs::remove_file(desk.ledger()).unwrap();
    answers.push(server.send("POST", "/api/reviews", &headers, decision));
    for name in ["none", "%00", "..%2f", "%ff"] {
        answers.extend(routes(name).iter().map(|path| server.get(path)));
    }
    let sources = common::root().to_str().unwrap().to_owned();
    for answer in answers {
        let text = answer.text();
        assert!(!text.contains(&folder) && !text.contains(&sources) && !text.contains("src/"), "{text}");
        assert!(!text.contains("panicked") && !text.contains("RUST_BACKTRACE"), "{text}");
    }
}

#[test]
fn a_flood_is_slowed() {
    let (_desk, server) = served(&[]);
    let one = format!("HEAD /assets/none.js HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    let last = one.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    let start = std::time::Instant::now();
    let mut stream = TcpStream::connect(server.address).unwrap();
    let mut reading = stream.try_clone().unwrap();
    let read = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = reading.read_to_end(&mut bytes);
        String::from_utf8(bytes).unwrap()
    });
    stream.write_all(one.repeat(5000).as_bytes()).unwrap();
    stream.write_all(last.as_bytes()).unwrap();
    let answers = read.join().unwrap();
    // 500 more are let through every second: a machine too slow to ask more than that cannot flood.
    let is_flood = start.elapsed() < std::time::Duration::from_secs(5);
    let slowed = answers.matches("HTTP/1.1 429 ").count();
    assert!(answers.matches("HTTP/1.1 404 ").count() >= 2000, "{slowed} slowed");
    assert!(!is_flood || slowed > 0 && answers.contains("retry-after: 1"), "none was slowed");
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert_eq!(server.get("/api/summary").status, 200, "and then it answers again");
}

#[test]
fn one_machine_holds_so_many_connections() {
    let (_desk, server) = served(&[]);
    let held: Vec<_> = (0..128).map(|_| TcpStream::connect(server.address).unwrap()).collect();
    let answers = |mut stream: TcpStream| {
        let _ = write!(stream, "HEAD / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        !bytes.is_empty()
    };
    assert!(!answers(TcpStream::connect(server.address).unwrap()), "one too many is closed");
    drop(held);
    let soon = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !answers(TcpStream::connect(server.address).unwrap()) {
        assert!(std::time::Instant::now() < soon, "room comes back");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[test]
fn a_body_has_a_bound() {
    let (_desk, server) = served(&[]);
    let origin = format!("http://{}", server.address);
    let headers = [("X-Gainsay", "1"), ("Origin", origin.as_str()), ("Content-Type", "application/json")];
    let long = format!("{{\"kind\":\"{}\"}}", "a".repeat(8 << 20));
    assert_eq!(server.send("POST", "/api/reviews", &headers, long.as_bytes()).status, 413);
    let deep = "[".repeat(60_000);
    assert_eq!(server.send("POST", "/api/reviews", &headers, deep.as_bytes()).status, 400);
}
