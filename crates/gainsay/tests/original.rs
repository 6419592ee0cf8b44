//! From a claim back to the page of the PDF that it was read from, and to the PDF itself.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::http::Server;
use common::{Desk, root};

fn added() -> (Desk, Vec<u8>) {
    let desk = Desk::new();
    let bytes = std::fs::read(root().join("crates/gainsay-ingest/tests/pdf/one.pdf")).unwrap();
    desk.write("ferry.pdf", &bytes);
    desk.on_ledger(&["add", "ferry.pdf"]).assert().success();
    (desk, bytes)
}

#[test]
fn words_lead_to_their_place_on_the_page() {
    let (desk, _) = added();
    let server = Server::start(&desk.ledger());
    let id = server.json("/api/documents")["documents"][0]["id"].as_str().unwrap().to_owned();
    let document = server.json(&format!("/api/documents/{id}"));
    let text = document["text"].as_str().unwrap();
    let start = text[..text.find("never put into effect").unwrap()].chars().count();
    let original = server.json(&format!("/api/documents/{id}/original?start={start}&end={}", start + 5));
    let summary = original["summary"].as_str().unwrap();
    assert!(summary.starts_with("page 2, ") && summary.ends_with(" % from the top"), "{summary}");
    let place = &original["places"][0];
    assert_eq!(place["kind"], "page");
    let (area, size) = (place["area"].as_array().unwrap(), place["size"].as_array().unwrap());
    assert!(area[2].as_f64() <= size[0].as_f64() && area[3].as_f64() <= size[1].as_f64(), "{place}");
    for wrong in ["start=9&end=3", "start=0&end=999999", "start=0&end=0"] {
        assert_eq!(server.get(&format!("/api/documents/{id}/original?{wrong}")).status, 400, "{wrong}");
    }
    assert_eq!(server.get("/api/documents/0000000/original").status, 404);

    let claim = document["claims"][0]["id"].as_str().unwrap();
    let shown = desk.printed(&["show", claim]);
    assert!(shown.contains("in the original: page 1, "), "{shown}");
    desk.verify();
}

#[test]
fn the_original_is_handed_out_as_it_came_and_confined() {
    let (desk, bytes) = added();
    let server = Server::start(&desk.ledger());
    let id = server.json("/api/documents")["documents"][0]["id"].as_str().unwrap().to_owned();
    let answer = server.get(&format!("/api/documents/{id}/raw"));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, bytes);
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("x-content-type-options", "nosniff"),
        (
            "content-security-policy",
            "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    let name = format!("attachment; filename=\"{}.pdf\"", &id[..12]);
    assert_eq!(answer.header("content-disposition"), Some(name.as_str()));
    assert_eq!(server.get("/api/documents/0000000/raw").status, 404);
}

#[test]
fn what_is_no_readable_pdf_is_a_failure_with_its_reason() {
    let desk = Desk::new();
    for name in ["only.pdf", "locked.pdf"] {
        desk.write(name, std::fs::read(root().join("crates/gainsay-ingest/tests/pdf").join(name)).unwrap());
    }
    let done = desk.on_ledger(&["add", "only.pdf", "locked.pdf"]).assert().failure();
    let told = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(told.contains("only.pdf") && told.contains("the PDF has no text"), "{told}");
    assert!(told.contains("locked.pdf") && told.contains("password"), "{told}");
}
