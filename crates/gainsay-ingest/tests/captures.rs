//! Web archives that say in their own ways what the bytes are and whether they are whole. All reports are invented.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use data_encoding::HEXLOWER;
use encoding_rs::Encoding;
use gainsay_document::Document;
use gainsay_ingest::{Error, Overrides, ingest};
use sha2::{Digest, Sha256};

/// A record of a web archive.
fn record(fields: &[(&str, &str)], block: &[u8]) -> Vec<u8> {
    let mut out = b"WARC/1.1\r\n".to_vec();
    for (name, value) in fields {
        out.extend(format!("{name}: {value}\r\n").bytes());
    }
    out.extend(format!("Content-Length: {}\r\n\r\n", block.len()).bytes());
    out.extend(block);
    out.extend(b"\r\n\r\n");
    out
}

/// The capture of a page that was sent as this media type.
fn capture(id: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n");
    let id = format!("<urn:uuid:{id}>");
    let fields = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", id.as_str()),
        ("WARC-Target-URI", "https://kurier.example/a"),
        ("WARC-Date", "2024-03-12T20:00:00Z"),
    ];
    record(&fields, &[head.as_bytes(), body].concat())
}

/// What comes of the parts of a file, and what each is called.
fn parts(name: &str, bytes: &[u8]) -> Vec<(String, Result<Document, Error>)> {
    let records = ingest(name, bytes, &Overrides::default()).unwrap();
    records.map(|record| (record.part.unwrap_or_default(), record.document)).collect()
}

fn text(archive: &[u8]) -> String {
    let [(_, document)] = <[_; 1]>::try_from(parts("a.warc", archive)).unwrap();
    document.unwrap().text
}

/// That a page without a declaration of its own is read as the server said; whether the bytes alone would have told as much.
fn check_sent(label: &str, words: &str) -> bool {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    let encoded = |page: &str| encoding.encode(page).0.into_owned();
    let page =
        format!("<html><head><title>x</title></head><body><article><p>{words}</p></article></body></html>");
    let mut guessed = true;
    for (kind, page) in [("text/html", page.as_str()), ("text/plain", words)] {
        let body = encoded(page);
        let sent = text(&capture("1", &format!("{kind}; charset={label}"), &body));
        assert!(sent.contains(words), "{kind} as {label}: {sent}");
        guessed &= text(&capture("1", kind, &body)).contains(words);
    }
    guessed
}

#[test]
fn a_page_is_in_the_encoding_that_its_server_named() {
    let guessed = [
        check_sent("windows-1251", "Взрыв в Корве: 9"),
        check_sent("shift_jis", "コルバ沖で船が沈み、九人が死亡した。"),
        check_sent("shift_jis", "ｺﾙﾊﾞ"),
        check_sent("iso-8859-8", "קו"),
    ];
    assert!(guessed.contains(&false), "all could be guessed, so that this shows nothing");
}

#[test]
fn the_server_counts_before_the_page_and_a_mark_before_both() {
    let page = "<html><head><meta charset=koi8-r></head><body><p>Взрыв в Корве: девять человек погибли.</p></body></html>";
    let bytes = |label: &str| Encoding::for_label(label.as_bytes()).unwrap().encode(page).0.into_owned();
    let words = "Взрыв в Корве: девять человек погибли.";
    assert_eq!(text(&capture("1", "text/html; charset=windows-1251", &bytes("windows-1251"))), words);
    assert_eq!(text(&capture("1", "text/html", &bytes("koi8-r"))), words);
    let marked = [b"\xEF\xBB\xBF", page.as_bytes()].concat();
    assert_eq!(text(&capture("1", "text/html; charset=windows-1251", &marked)), words);
    // A server that says the same of all its pages.
    assert_eq!(text(&capture("1", "text/html; charset=windows-1251", page.as_bytes())), words);
}

#[test]
fn a_feed_is_in_the_encoding_that_its_server_named() {
    let words = "Взрыв в Корве: девять человек погибли, сообщило министерство, ещё одиннадцать были ранены и доставлены в больницу.";
    let feed = format!(
        "<?xml version='1.0'?><rss><channel><item><description>{words}</description></item></channel></rss>"
    );
    let bytes = Encoding::for_label(b"koi8-r").unwrap().encode(&feed).0.into_owned();
    assert_eq!(text(&capture("1", "application/rss+xml; charset=koi8-r", &bytes)), words);
}

const REPORT: &str = "The Orsa dam broke on Tuesday evening, the Ministry of Works said. Nine people were hurt, the \
                      hospital said, and forty houses were flooded.";

fn revisit(id: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    let id = format!("<urn:uuid:{id}>");
    let own = [
        ("WARC-Type", "revisit"),
        ("WARC-Record-ID", id.as_str()),
        ("WARC-Target-URI", "https://kurier.example/a"),
        ("WARC-Date", "2024-03-15T09:30:00Z"),
    ];
    record(&[&own[..], fields].concat(), b"HTTP/1.1 304 Not Modified\r\n\r\n")
}

#[test]
fn a_repeat_of_a_capture_is_the_report_met_again() {
    let page = capture("1", "text/plain", REPORT.as_bytes());
    let missing = capture("2", "image/png", b"x");
    let again = revisit("3", &[("WARC-Refers-To", "<urn:uuid:1>")]);
    let of_picture = revisit("4", &[("WARC-Refers-To", "<urn:uuid:2>")]);
    let of_other = revisit("5", &[("WARC-Refers-To", "<urn:uuid:9>")]);
    let found = parts("a.warc", &[page, missing, again, of_picture, of_other].concat());
    let report = found[0].1.as_ref().unwrap();
    let error = |at: usize| found[at].1.as_ref().unwrap_err();
    assert_eq!(found[2].0, "urn:uuid:3 captured again 2024-03-15T09:30:00Z");
    assert!(error(2).is_skipped());
    assert_eq!(error(2).repeats(), Some(&report.id));
    assert!(error(3).is_skipped() && error(3).repeats().is_none());
    assert_eq!(found[3].0, "urn:uuid:4");
    assert!(!error(4).is_skipped() && error(4).message().contains("not in this file"));
}

#[test]
fn a_repeat_of_a_feed_is_each_of_its_reports_met_again() {
    let items: String = ["Nine", "Twelve"]
        .iter()
        .map(|count| format!("<item><description>{}</description></item>", REPORT.replace("Nine", count)))
        .collect();
    let feed = format!("<rss><channel><title>Korva Courier</title>{items}</channel></rss>");
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n{feed}");
    let digest = ("WARC-Payload-Digest", "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let page =
        record(&[("WARC-Type", "response"), ("WARC-Record-ID", "<urn:uuid:1>"), digest], block.as_bytes());
    let found = parts("a.warc", &[page, revisit("2", &[digest])].concat());
    let ids = |range: std::ops::Range<usize>| -> Vec<String> {
        let of = |outcome: &Result<Document, Error>| match outcome {
            Ok(document) => Some(document.id.to_string()),
            Err(error) => error.repeats().map(ToString::to_string),
        };
        found[range].iter().filter_map(|(_, outcome)| of(outcome)).collect()
    };
    assert_eq!(ids(0..2).len(), 2);
    assert_eq!(ids(2..4), ids(0..2));
    assert_eq!(found.len(), 4);
}

fn sha256(bytes: &[u8]) -> String {
    format!("sha256:{}", HEXLOWER.encode(&Sha256::digest(bytes)))
}

/// An archive of files that are stored as they are.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut out = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, bytes) in files {
        let method = rawzip::CompressionMethod::STORE;
        let (mut entry, config) = archive.new_file(name).compression_method(method).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(bytes).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    out
}

/// What becomes of a collection with two web archives, `a` and `b`, whose list is `list` and is sealed by `seal`.
fn check_collection(list: &str, seal: Option<&str>, expected: &[(&str, Option<&str>)]) {
    let (a, b) = (archive("1", "Nine"), archive("2", "Twelve"));
    let mut files: Vec<(&str, &[u8])> = vec![
        ("archive/a.warc", &a),
        ("archive/b.warc", &b),
        ("pages/pages.jsonl", b"{}"),
        ("datapackage.json", list.as_bytes()),
    ];
    if let Some(seal) = seal {
        files.push(("datapackage-digest.json", seal.as_bytes()));
    }
    let found = parts("a.wacz", &zipped(&files));
    let shown: Vec<String> = found
        .iter()
        .map(|(part, outcome)| match outcome {
            Ok(_) => part.clone(),
            Err(error) => format!("{part}: {error}"),
        })
        .collect();
    assert_eq!(found.len(), expected.len(), "{shown:#?}");
    for ((shown, (_, outcome)), (part, failure)) in shown.iter().zip(&found).zip(expected) {
        assert!(shown.starts_with(part), "{shown} ({part})");
        match (outcome, failure) {
            (Ok(_), None) => {}
            (Err(error), Some(words)) => {
                assert!(error.message().contains(words) && !error.is_skipped(), "{shown} ({words})");
            }
            _ => panic!("{shown}: {failure:?}"),
        }
    }
}

fn archive(id: &str, count: &str) -> Vec<u8> {
    capture(id, "text/plain", REPORT.replace("Nine", count).as_bytes())
}

/// A list of files and their hashes; without a hash where there is none.
fn list(files: &[(&str, Option<&str>)]) -> String {
    let resources: Vec<String> = files
        .iter()
        .map(|(path, hash)| match hash {
            Some(hash) => format!(r#"{{"path": "{path}", "hash": "{hash}"}}"#),
            None => format!(r#"{{"path": "{path}"}}"#),
        })
        .collect();
    format!(r#"{{"profile": "data-package", "resources": [{}]}}"#, resources.join(", "))
}

#[test]
fn a_collection_is_held_to_its_list_of_hashes() {
    let (a, b) = (sha256(&archive("1", "Nine")), sha256(&archive("2", "Twelve")));
    let pages = sha256(b"{}");
    let both = [("archive/a.warc!/urn:uuid:1", None), ("archive/b.warc!/urn:uuid:2", None)];
    let all =
        [("archive/a.warc", Some(&a[..])), ("archive/b.warc", Some(&b)), ("pages/pages.jsonl", Some(&pages))];
    check_collection(&list(&all), None, &both);
    check_collection(&list(&[("archive/a.warc", None), ("archive/b.warc", Some("md5:00"))]), None, &both);

    let wrong = [all[0], ("archive/b.warc", Some(&a[..])), all[2]];
    check_collection(&list(&wrong), None, &[both[0], ("archive/b.warc", Some("another hash"))]);
    let unlisted = [all[0], all[2]];
    check_collection(&list(&unlisted), None, &[both[0], ("archive/b.warc", Some("does not list it"))]);
    let pages_changed = [all[0], all[1], ("pages/pages.jsonl", Some(&a[..]))];
    check_collection(
        &list(&pages_changed),
        None,
        &[both[0], both[1], ("pages/pages.jsonl", Some("another hash"))],
    );
    let missing = [all[0], all[1], all[2], ("archive/c.warc", Some(&a[..]))];
    check_collection(
        &list(&missing),
        None,
        &[both[0], both[1], ("archive/c.warc", Some("not in the collection"))],
    );
    check_collection("{", None, &[("datapackage.json", Some("cannot be read")), both[0], both[1]]);
}

#[test]
fn a_list_that_was_changed_vouches_for_nothing() {
    let (a, b) = (sha256(&archive("1", "Nine")), sha256(&archive("2", "Twelve")));
    let list = list(&[("archive/a.warc", Some(&a)), ("archive/b.warc", Some(&b))]);
    let seal =
        |bytes: &str| format!(r#"{{"path": "datapackage.json", "hash": "{}"}}"#, sha256(bytes.as_bytes()));
    check_collection(
        &list,
        Some(&seal(&list)),
        &[("archive/a.warc!/urn:uuid:1", None), ("archive/b.warc!/urn:uuid:2", None)],
    );
    let refused = [
        ("datapackage.json", Some("not the one that was packed")),
        ("archive/a.warc", Some("vouches for it")),
        ("archive/b.warc", Some("vouches for it")),
    ];
    check_collection(&list, Some(&seal("another list")), &refused);
    check_collection(&list, Some("{"), &refused);
}
