//! Files that hold many reports, made with the tools that people make them with (`fixtures/make.py`), and the same files
//! broken, cut and made to harm.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use gainsay_document::{NoteCode, SourcePlace};
use gainsay_ingest::{Overrides, Record, ingest, ingest_from};
use proptest::prelude::*;

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn records<'b>(name: &str, bytes: &'b [u8]) -> Vec<Record<'b>> {
    match ingest(name, bytes, &Overrides::default()) {
        Ok(records) => records.collect(),
        Err(error) => panic!("{name}: {error}"),
    }
}

/// A record in a few lines.
fn shown(record: &Record<'_>) -> String {
    let mut out = format!("[{}]", record.part.as_deref().unwrap_or("-"));
    if let Some(line) = record.line {
        let _ = write!(out, " line {line}");
    }
    match &record.document {
        Err(error) => {
            let kind = if error.is_skipped() { "left out" } else { "failed" };
            let _ = write!(out, " {kind}: {}", error.message());
            if let Some(hint) = error.hint() {
                let _ = write!(out, " ({hint})");
            }
        }
        Ok(document) => {
            let published = document
                .published
                .map(|published| format!("{} ({})", published.date, published.basis.as_str()));
            for (name, value) in [
                ("title", &document.title),
                ("byline", &document.byline),
                ("outlet", &document.outlet),
                ("published", &published),
                ("language", &document.language),
                ("url", &document.url),
                ("id", &document.external_id),
            ] {
                if let Some(value) = value {
                    let _ = write!(out, "\n  {name}: {value}");
                }
            }
            for note in &document.notes {
                let _ = write!(out, "\n  note {}: {}", note.code.as_str(), note.message);
            }
            // How a page's text is found is tested elsewhere.
            let is_page = record.raw.starts_with(b"<!DOCTYPE html");
            if is_page {
                let words: Vec<&str> = document.text.split_whitespace().rev().take(6).collect();
                let _ = write!(out, "\n  page … {}", words.into_iter().rev().collect::<Vec<_>>().join(" "));
            }
            for (at, line) in document.text.lines().enumerate().filter(|_| !is_page) {
                let start = document.text.lines().take(at).map(|line| line.len() + 1).sum::<usize>();
                let is_body = document.body.is_some_and(|body| body.start() <= start && start < body.end());
                let _ = write!(
                    out,
                    "\n  {} {}",
                    if is_body { "|" } else { ":" },
                    line.chars().take(100).collect::<String>()
                );
            }
            assert!(record.source.fits(&document.text));
            for piece in record.source.pieces.iter().filter(|_| !is_page) {
                match &piece.place {
                    SourcePlace::Bytes { start, end } => {
                        let original =
                            &record.raw[usize::try_from(*start).unwrap()..usize::try_from(*end).unwrap()];
                        assert_eq!(original, piece.text.of(&document.text).as_bytes());
                        let _ = write!(out, "\n  @ {start}..{end}");
                    }
                    SourcePlace::Element { part, path } => {
                        let _ = write!(out, "\n  @ {} {path}", part.as_deref().unwrap_or_default());
                    }
                    SourcePlace::Page { .. } => {}
                }
            }
        }
    }
    out
}

/// The records of a file, the same from memory and from a reader.
fn all(name: &str) -> String {
    let bytes = fixture(name);
    let shown_all = |records: Vec<Record<'_>>| records.iter().map(shown).collect::<Vec<_>>().join("\n");
    let found = shown_all(records(name, &bytes));
    let read = ingest_from(name, Cursor::new(bytes.clone()), &Overrides::default()).map(Iterator::collect);
    assert_eq!(shown_all(read.unwrap_or_default()), found);
    found
}

#[test]
fn web_archives() {
    insta::assert_snapshot!("site.warc.gz", all("site.warc.gz"));
    insta::assert_snapshot!("plain.warc", all("plain.warc"));
    insta::assert_snapshot!("again.warc.gz", all("again.warc.gz"));
    insta::assert_snapshot!("site.wacz", all("site.wacz"));
}

#[test]
fn feeds() {
    for name in ["feed.rss", "feed.atom", "feed.rdf.xml", "feed.json"] {
        insta::assert_snapshot!(name, all(name));
    }
}

#[test]
fn mail() {
    insta::assert_snapshot!("press.eml", all("press.eml"));
    insta::assert_snapshot!("press.mbox", all("press.mbox"));
}

#[test]
fn office_documents_and_books() {
    for name in ["report.docx", "report.odt", "book.epub"] {
        insta::assert_snapshot!(name, all(name));
    }
}

#[test]
fn archives() {
    for name in ["reports.zip", "reports.tar.gz", "dam.txt.gz"] {
        insta::assert_snapshot!(name, all(name));
    }
}

/// How many documents, and the failures that are not mere parts left out.
fn outcome(name: &str, bytes: &[u8]) -> (usize, Vec<String>) {
    let records = records(name, bytes);
    let failures = records
        .iter()
        .filter_map(|record| record.document.as_ref().err())
        .filter(|error| !error.is_skipped());
    let failures = failures.map(|error| error.message().to_owned()).collect();
    (records.iter().filter(|record| record.document.is_ok()).count(), failures)
}

fn check(name: &str, bytes: &[u8], documents: usize, failures: &[&str]) {
    let (found, failed) = outcome(name, bytes);
    assert_eq!(failed.len(), failures.len(), "{name}: {failed:?}");
    for (failed, expected) in failed.iter().zip(failures) {
        assert!(failed.contains(expected), "{name}: {failed} ({expected})");
    }
    assert_eq!(found, documents, "{name}: {failed:?}");
}

fn notes(name: &str, bytes: &[u8], code: NoteCode) -> usize {
    let records = records(name, bytes);
    let documents = records.iter().filter_map(|record| record.document.as_ref().ok());
    documents.filter(|document| document.notes.iter().any(|note| note.code == code)).count()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An archive of files that are packed, or stored as they are.
fn zipped(files: &[(&str, &[u8])], packed: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, bytes) in files {
        let method =
            if packed { rawzip::CompressionMethod::DEFLATE } else { rawzip::CompressionMethod::STORE };
        let (mut entry, config) = archive.new_file(name).compression_method(method).start().unwrap();
        if packed {
            let mut writer = config.wrap(flate2::write::DeflateEncoder::new(&mut entry, Compression::best()));
            writer.write_all(bytes).unwrap();
            let (encoder, descriptor) = writer.finish().unwrap();
            encoder.finish().unwrap();
            entry.finish(descriptor).unwrap();
        } else {
            let mut writer = config.wrap(&mut entry);
            writer.write_all(bytes).unwrap();
            let (_, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
    }
    archive.finish().unwrap();
    out
}

const REPORT: &[u8] = b"A ferry sank off Korva on Monday, the coast guard said.\n";

#[test]
fn bombs_end_soon_and_what_stands_beside_them_is_read() {
    let zeros = vec![0x20; 40 << 20];
    check(
        "bomb.zip",
        &zipped(&[("a.txt", REPORT), ("bomb.txt", &zeros), ("list.jsonl", &zeros), ("z.txt", REPORT)], true),
        2,
        &["200 times its size", "200 times its size"],
    );
    check("bomb.txt.gz", &gzipped(&zeros), 0, &["200 times its size"]);
    let nested = gzipped(&gzipped(&vec![0x20; 300 << 20]));
    check("bomb.gz", &nested, 0, &["too large"]);
    // Many members of which none is a bomb alone.
    let member = gzipped(&zeros[..15 << 20]);
    let names: Vec<String> = (0..40).map(|at| format!("{at}.jsonl.gz")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &member[..])).collect();
    let (documents, failures) = outcome("many.zip", &zipped(&files, false));
    assert_eq!(documents, 0);
    assert!(failures.last().is_some_and(|last| last.contains("the rest of it is left")), "{failures:?}");
    assert!(failures.len() < 40, "the rest is not even looked at");
}

#[test]
fn archives_lie_in_each_other_no_deeper_than_a_bound() {
    let mut bytes = zipped(&[("report.txt", REPORT)], true);
    for _ in 0..5 {
        bytes = zipped(&[("next.zip", &bytes)], true);
    }
    check("deep.zip", &bytes, 1, &[]);
    for _ in 0..5 {
        bytes = zipped(&[("next.zip", &bytes)], true);
    }
    check("deep.zip", &bytes, 0, &["more than 6 deep"]);
}

#[test]
fn a_broken_member_is_named_and_the_others_are_read() {
    let good = zipped(&[("a.txt", REPORT), ("b.txt", REPORT), ("c.txt", REPORT)], false);
    let mut bad = good.clone();
    let at =
        bad.windows(5).enumerate().filter(|(_, words)| *words == b"ferry").nth(1).map(|(at, _)| at).unwrap();
    bad[at] ^= 1;
    check("a.zip", &bad, 2, &["damaged"]);
    check("a.zip", &good[..good.len() - 30], 0, &["list of members"]);
    check("a.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0, &["no file in the archive"]);
    let tar = fixture("reports.tar.gz");
    check("a.tar.gz", &tar[..tar.len() / 2], 0, &["cut short"]);
}

#[test]
fn a_web_archive_with_a_broken_record_loses_that_record_alone() {
    let whole = fixture("site.warc.gz");
    let (documents, _) = outcome("a.warc.gz", &whole);
    let members: Vec<usize> = whole
        .windows(3)
        .enumerate()
        .filter(|(_, magic)| *magic == [0x1F, 0x8B, 0x08])
        .map(|(at, _)| at)
        .collect();
    // The second response: the head of the archive, then requests and responses by turns.
    let mut broken = whole.clone();
    for byte in &mut broken[members[4] + 200..members[4] + 220] {
        *byte ^= 0x55;
    }
    let (found, failures) = outcome("a.warc.gz", &broken);
    assert_eq!((found, failures.len()), (documents - 1, 1), "{failures:?}");
    check("a.warc.gz", &whole[..members[3] + 10], 1, &["cut short"]);
    let cut = &whole[..members[5] - 60];
    assert_eq!((outcome("a.warc.gz", cut).0, notes("a.warc.gz", cut, NoteCode::Truncated)), (2, 1));

    let plain = fixture("plain.warc");
    check("a.warc", &plain, 2, &[]);
    let text = String::from_utf8(plain.clone()).unwrap();
    let lengths: Vec<(usize, &str)> = text.match_indices("Content-Length: ").collect();
    for (change, expected) in [(-40, 2), (40, 2), (400, 2)] {
        // The length of the first response itself, not the one that the server told.
        let at = lengths
            .iter()
            .map(|(at, _)| *at)
            .find(|at| {
                text[..*at]
                    .rfind("WARC-Type: ")
                    .is_some_and(|kind| text[kind..].starts_with("WARC-Type: response"))
            })
            .unwrap();
        let end = at + text[at..].find('\r').unwrap();
        let length: i64 = text[at + 16..end].parse().unwrap();
        let changed = format!("{}Content-Length: {}{}", &text[..at], length + change, &text[end..]);
        let (found, failures) = outcome("a.warc", changed.as_bytes());
        assert_eq!(found, expected, "{change}: {failures:?}");
        let told = failures.len() + notes("a.warc", changed.as_bytes(), NoteCode::Truncated);
        assert!(told > 0, "a wrong length ({change}) is told of");
    }
    let flipped = text.replace("Nine people", "Five people");
    assert_eq!(notes("a.warc", flipped.as_bytes(), NoteCode::DigestMismatch), 1);
    assert_eq!(notes("a.warc", &plain, NoteCode::DigestMismatch), 0);
    assert_eq!(notes("a.warc.gz", &whole, NoteCode::DigestMismatch), 0);
}

#[test]
fn a_revisit_of_a_page_in_the_file_is_left_out_and_of_another_named() {
    let both = [fixture("site.warc.gz"), fixture("again.warc.gz")].concat();
    let (documents, failures) = outcome("both.warc.gz", &both);
    assert_eq!((documents, failures), (outcome("a.warc.gz", &fixture("site.warc.gz")).0, vec![]));
    check("again.warc.gz", &fixture("again.warc.gz"), 0, &["not in this file"]);
}

#[test]
fn line_ends_and_the_end_of_the_file_change_nothing() {
    let texts = |name: &str, bytes: &[u8]| -> Vec<String> {
        records(name, bytes).into_iter().filter_map(|record| Some(record.document.ok()?.text)).collect()
    };
    for name in ["press.mbox", "press.eml", "feed.rss", "feed.atom"] {
        let text = String::from_utf8(fixture(name)).unwrap();
        let lf = text.replace("\r\n", "\n");
        let expected = texts(name, lf.as_bytes());
        assert!(!expected.is_empty());
        assert_eq!(texts(name, lf.replace('\n', "\r\n").as_bytes()), expected, "{name}");
        let trimmed: Vec<String> =
            texts(name, lf.trim_end().as_bytes()).iter().map(|text| text.trim_end().to_owned()).collect();
        assert_eq!(
            trimmed,
            expected.iter().map(|text| text.trim_end().to_owned()).collect::<Vec<_>>(),
            "{name}"
        );
    }
}

#[test]
fn entries_before_a_break_are_kept() {
    let feed = fixture("feed.rss");
    let second = feed.windows(6).rposition(|tag| tag == b"<item>").unwrap();
    check("feed.rss", &feed[..second + 100], 1, &["breaks off after entry 2"]);
    check("feed.xml", b"<rss><channel><title>x</title></channel></rss>", 0, &["no entry"]);
}

#[test]
fn a_message_kept_in_a_mailbox_is_the_message_kept_alone() {
    let mailbox = fixture("press.mbox");
    let found = records("press.mbox", &mailbox);
    let alone = records("press.eml", &found[0].raw);
    assert_eq!(found[0].document.as_ref().unwrap().id, alone[0].document.as_ref().unwrap().id);
}

#[test]
fn nested_deep_xml_and_mail_are_read_or_refused() {
    let deep = format!("<rss><channel><item><description>{}x", "<a>".repeat(200_000));
    assert_eq!(outcome("a.rss", deep.as_bytes()).0, 0);
    let mail: String =
        (0..5_000).map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n")).collect();
    let _ = outcome("a.eml", format!("From: a@k.example\nSubject: x\nDate: y\n{mail}").as_bytes());
    let document = format!("<w:document>{}<w:t>x", "<w:p>".repeat(200_000));
    let package: &[(&str, &[u8])] =
        &[("[Content_Types].xml", b"<x/>"), ("word/document.xml", document.as_bytes())];
    check("a.docx", &zipped(package, true), 0, &["nested too deep"]);
}

/// A file without an end: the same bytes again and again.
struct Endless {
    bytes: Vec<u8>,
    at: u64,
}

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let from = usize::try_from(self.at % self.bytes.len() as u64).unwrap();
        let count = buffer.len().min(self.bytes.len() - from);
        buffer[..count].copy_from_slice(&self.bytes[from..from + count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl std::io::Seek for Endless {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            std::io::SeekFrom::Start(at) => at,
            std::io::SeekFrom::End(_) => 1 << 40,
            std::io::SeekFrom::Current(by) => self.at.wrapping_add_signed(by),
        };
        Ok(self.at)
    }
}

#[test]
fn a_file_of_any_size_is_read_part_by_part() {
    let line = br#"{"text": "A ferry sank off Korva on Monday."}"#;
    for (name, bytes) in [
        ("a.warc", fixture("plain.warc")),
        ("a.warc.gz", fixture("site.warc.gz")),
        ("a.mbox", [&fixture("press.mbox")[..], b"\n"].concat()),
        ("a.jsonl", [&line[..], b"\n"].concat()),
        ("a.jsonl.gz", gzipped(&[&line[..], b"\n"].concat())),
    ] {
        let endless = Endless { bytes, at: 0 };
        let records = ingest_from(name, endless, &Overrides::default()).unwrap();
        assert_eq!(records.filter(|record| record.document.is_ok()).take(60).count(), 60, "{name}");
    }
}

#[test]
fn other_kinds_in_an_archive_are_left_out_or_named() {
    let table: &[(&str, &[u8])] = &[("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")];
    check("table.xlsx", &zipped(table, true), 0, &["office document of another kind"]);
    let files: &[(&str, &[u8])] =
        &[("conf.xml", b"<conf/>"), ("a.txt", REPORT), (".hidden.txt", REPORT), ("a.css", REPORT)];
    check("a.zip", &zipped(files, true), 1, &[]);
}

const FIXTURES: [&str; 16] = [
    "site.warc.gz",
    "plain.warc",
    "again.warc.gz",
    "site.wacz",
    "feed.rss",
    "feed.atom",
    "feed.rdf.xml",
    "feed.json",
    "press.eml",
    "press.mbox",
    "report.docx",
    "report.odt",
    "book.epub",
    "reports.zip",
    "reports.tar.gz",
    "dam.txt.gz",
];

/// Whatever comes of bytes: bodies and notes lie in their texts, maps fit, a failure says something.
fn whole(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(found) = ingest(name, bytes, &Overrides::default()) else { return Ok(()) };
    for record in found {
        match &record.document {
            Ok(document) => {
                for span in document.notes.iter().filter_map(|note| note.span).chain(document.body) {
                    prop_assert_eq!(span.check(&document.text), Ok(()));
                }
                prop_assert!(record.source.fits(&document.text));
            }
            Err(error) => prop_assert!(!error.message().is_empty()),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_files_never_panic(
        which in 0..FIXTURES.len(),
        cut in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        unpack in any::<bool>(),
    ) {
        let mut bytes = fixture(FIXTURES[which]);
        let mut name = FIXTURES[which];
        if unpack && name.ends_with(".gz") {
            let mut plain = Vec::new();
            MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain).unwrap();
            (bytes, name) = (plain, name.trim_end_matches(".gz"));
        }
        for (at, byte) in &flips {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if flips.len() % 2 == 0 {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        whole(name, &bytes)?;
    }

    #[test]
    fn any_bytes_under_any_name(bytes in prop::collection::vec(any::<u8>(), 0..300), which in 0..FIXTURES.len(), magic in 0..6usize) {
        let start: &[u8] = [&b""[..], b"PK\x03\x04", b"\x1F\x8B\x08\0", b"WARC/1.0\r\n", b"<rss>", b"From a b c 1:2\n"][magic];
        whole(FIXTURES[which], &[start, &bytes].concat())?;
    }
}
