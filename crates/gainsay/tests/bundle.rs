//! Evidence packages and backups: what goes in comes out, what was changed is named, what is hostile is refused.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::io::{Cursor, Read, Write};
use std::path::Path;

use common::Desk;
use common::http::Server;
use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const REPORTS: [(&str, &str); 3] = [
    (
        "a.txt",
        "Hillside slips onto road at Kotor\n\nBy Ada Quill via Harbour Lamp\n12 February 2024\n\n\
         The Roads Office said on Monday that four people had been killed when a hillside slipped onto the road at Kotor.\n",
    ),
    (
        "b.txt",
        "Road office counts its dead\n\nBy Ivo Brandt via Quay Bell\n13 February 2024\n\n\
         The mayor said on Monday that nine people had been killed when a hillside slipped onto the road at Kotor.\n",
    ),
    (
        "c.txt",
        "Barges sink\n\nBy Zoë Ünal via Strait Wire\n2 May 2023\n\n\
         The harbour office said on Tuesday that three sailors had been injured when two barges sank near Bitola.\n",
    ),
];

/// A ledger with reports, matters and decisions.
fn filled() -> Desk {
    let desk = Desk::new();
    for (name, text) in REPORTS {
        desk.write(name, text);
    }
    desk.on_ledger(&["add", "a.txt", "b.txt", "c.txt", "--reader", "rules"]).assert().success();
    let claims = desk.lines(&["export", "claims"]);
    let decide = |what: &str, claim: &Value| {
        let id = claim["claim"].as_str().unwrap();
        let args = ["review", what, id, "--by", "Ada Quill", "--reason", "seen"];
        desk.on_ledger(&args).assert().success();
    };
    decide("accept", &claims[0]);
    decide("discount", claims.last().unwrap());
    desk.on_ledger(&["review", "undo", "1", "--by", "Ivo Brandt", "--reason", "too soon"]).assert().success();
    desk
}

fn bundle(desk: &Desk, name: &str, more: &[&str]) -> Vec<u8> {
    let args = [&["bundle", name][..], more].concat();
    desk.on_ledger(&args).assert().success();
    std::fs::read(desk.path(name)).unwrap()
}

type Files = Vec<(String, Vec<u8>)>;

fn files(bytes: &[u8]) -> Files {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let name = String::from_utf8(file.name_raw().to_vec()).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.push((name, bytes));
    }
    files
}

fn zipped(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files with manifests that fit them: what somebody makes who changes a package with care.
fn relisted(mut files: Files) -> Files {
    let listed = |files: &Files, of: &dyn Fn(&str) -> bool| -> Vec<u8> {
        let mut lines: Vec<String> = files
            .iter()
            .filter_map(|(name, bytes)| {
                let name = name.strip_prefix("gainsay-bundle/")?;
                of(name).then(|| format!("{}  {name}\n", hex(bytes)))
            })
            .collect();
        lines.sort();
        lines.concat().into_bytes()
    };
    let put = |files: &mut Files, name: &str, bytes: Vec<u8>| {
        files.iter_mut().find(|(own, _)| own.ends_with(&format!("/{name}"))).unwrap().1 = bytes;
    };
    let payload = listed(&files, &|name| name.starts_with("data/"));
    put(&mut files, "manifest-sha256.txt", payload);
    let tags = listed(&files, &|name| !name.starts_with("data/") && !name.starts_with("tagmanifest"));
    put(&mut files, "tagmanifest-sha256.txt", tags);
    files
}

/// Opening these bytes ends with `code` and says `words`; and makes no ledger.
#[track_caller]
fn check(desk: &Desk, bytes: &[u8], code: i32, words: &str) {
    let path = desk.write("changed.zip", bytes);
    let args = ["open-bundle", path.to_str().unwrap(), "--ledger", "changed.db"];
    let done = desk.gainsay(args).assert().code(code);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains(words), "{words:?} is not in {said}");
    assert!(!desk.path("changed.db").exists(), "no ledger is made of it");
    let left = std::fs::read_dir(desk.path(""))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".gainsay-"));
    assert_eq!(left.count(), 0, "nothing is left behind");
}

/// What a command prints of the ledger in `db`.
fn printed(desk: &Desk, args: &[&str], db: &str) -> String {
    let done = desk.gainsay([args, &["--ledger", db]].concat()).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}

#[test]
fn a_package_becomes_the_same_ledger() {
    let desk = filled();
    let first = bundle(&desk, "one.zip", &[]);
    assert!(first == bundle(&desk, "two.zip", &[]), "the same ledger gives the same bytes");
    desk.on_ledger(&["bundle", "one.zip"]).assert().code(2);
    assert!(std::fs::read(desk.path("one.zip")).unwrap() == first, "nothing is overwritten");
    desk.gainsay(["open-bundle", "one.zip", "--ledger", "new.db"]).assert().success().stderr("");
    desk.gainsay(["verify", "--ledger", "new.db"]).assert().success().stderr("");
    let own = desk.ledger();
    let own = own.to_str().unwrap();
    // The order in which reports were added is no part of what they say.
    let sorted = |text: String| {
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    for args in [
        &["export", "matters"][..],
        &["export", "claims"],
        &["review", "log", "--json"],
        &["verify"],
        &["matters", "--json"],
    ] {
        let [own, new] = [own, "new.db"].map(|db| sorted(printed(&desk, args, db)));
        assert_eq!(own, new, "{args:?}");
    }
    desk.gainsay(["bundle", "again.zip", "--ledger", "new.db"]).assert().success();
    assert!(std::fs::read(desk.path("again.zip")).unwrap() == first, "and so on");
    desk.gainsay(["open-bundle", "one.zip", "--ledger", "new.db"]).assert().code(2);
    let names: Vec<String> = files(&first).into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().all(|name| name.starts_with("gainsay-bundle/")));
}

#[test]
fn a_part_says_that_it_is_one() {
    let desk = filled();
    let document = desk.lines(&["export", "claims"])[0]["document"].as_str().unwrap().to_owned();
    bundle(&desk, "part.zip", &["--document", &document]);
    let done = desk.gainsay(["open-bundle", "part.zip", "--ledger", "part.db"]).assert().success();
    let said = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(said.contains("a part of a review log") && said.contains("1 document,"), "{said}");
    desk.gainsay(["verify", "--ledger", "part.db"]).assert().success().stderr("");
    let matter = desk.lines(&["export", "matters"])[0]["matter"].as_str().unwrap().to_owned();
    bundle(&desk, "matter.zip", &["--matter", &matter]);
    desk.gainsay(["open-bundle", "matter.zip", "--ledger", "matter.db"]).assert().success();
    let own = common::json_lines(&printed(&desk, &["export", "matters"], "matter.db"));
    assert!(own.iter().any(|line| line["matter"] == matter.as_str()));
    let everything: Vec<u8> = files(&std::fs::read(desk.path("part.zip")).unwrap())
        .into_iter()
        .flat_map(|(_, bytes)| bytes)
        .collect();
    let everything = String::from_utf8_lossy(&everything);
    assert!(
        everything.contains("Hillside") != everything.contains("Barges sink"),
        "nothing of the others comes along"
    );
}

#[test]
fn whatever_byte_is_changed_is_named() {
    let desk = filled();
    let whole = files(&bundle(&desk, "one.zip", &[]));
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        let (name, bytes) = &mut changed[at];
        let (name, middle) = (name.trim_start_matches("gainsay-bundle/").to_owned(), bytes.len() / 2);
        bytes[middle] ^= 1;
        check(
            &desk,
            &zipped(&changed),
            4,
            if name.starts_with("tagmanifest") { "first break" } else { &name },
        );
    }
    let at = |part: &str| whole.iter().position(|(name, _)| name.contains(part)).unwrap();
    let mut lost = whole.clone();
    lost.remove(at("/originals/"));
    check(&desk, &zipped(&lost), 4, "data/originals/");
    let mut more = whole.clone();
    more.push(("gainsay-bundle/data/more.txt".to_owned(), b"more".to_vec()));
    check(&desk, &zipped(&more), 4, "data/more.txt: expected a line in a manifest");
}

/// With manifests made anew the parts still speak against one another.
#[test]
fn a_careful_change_is_named_too() {
    let desk = filled();
    let whole = files(&bundle(&desk, "one.zip", &[]));
    let changed = |part: &str, change: &dyn Fn(String) -> String| {
        let mut files = whole.clone();
        let (name, bytes) = files.iter_mut().find(|(name, _)| name.contains(part)).unwrap();
        let text = change(String::from_utf8(bytes.clone()).unwrap());
        assert_ne!(text.as_bytes(), bytes.as_slice(), "{name}");
        *bytes = text.into_bytes();
        zipped(&relisted(files))
    };
    let check = |part: &str, change: &dyn Fn(String) -> String, words: &str| {
        check(&desk, &changed(part, change), 4, words);
    };
    check("/originals/", &|text| text.replace("people", "peoples"), "data/originals/");
    check(
        "/documents/",
        &|text| text.replace("killed", "kissed").replace("injured", "insured"),
        "data/readings/",
    );
    check("data/readings/", &|text| text.replacen("said", "sang", 1), "data/readings/");
    check(
        "ledger/readings/",
        &|text| text.replacen("\"confidence\":0.", "\"confidence\":0.0", 1),
        "data/readings/",
    );
    check(
        "matters.json",
        &|text| text.replacen("title\": \"", "title\": \"Not ", 1),
        "data/matters.json matter 1",
    );
    check("reviews.jsonl", &|text| text.replacen("seen", "made", 1), "line 1 hash");
    check(
        "reviews.jsonl",
        &|text| text.lines().skip(1).map(|line| format!("{line}\n")).collect(),
        "line 1 id",
    );
    check("reviews.jsonl", &|text| text.lines().rev().map(|line| format!("{line}\n")).collect(), "line 1 id");
    check(
        "reviews.jsonl",
        &|text| text.lines().take(2).map(|line| format!("{line}\n")).collect(),
        "reviews.jsonl",
    );
    check("reviews.jsonl", &|text| format!("{text}{text}"), "line 4 id");
    check("about.json", &|text| text.replacen("\"state\": \"", "\"state\": \"0", 1), "state");
    check("about.json", &|text| text.replacen("\"documents\": 3", "\"documents\": 4", 1), "documents");
}

#[test]
fn what_is_hostile_is_refused() {
    let desk = filled();
    let whole = files(&bundle(&desk, "one.zip", &[]));
    let with = |name: &str, bytes: &[u8]| {
        let mut files = whole.clone();
        files.push((name.to_owned(), bytes.to_vec()));
        zipped(&files)
    };
    check(&desk, b"", 2, "not a ZIP file");
    check(&desk, b"Dear diary", 2, "not a ZIP file");
    check(&desk, &zipped(&vec![("a.txt".to_owned(), b"a".to_vec())]), 2, "not a package");
    for name in [
        "gainsay-bundle/../../evil",
        "/etc/evil",
        "gainsay-bundle/data/..\\evil",
        "C:evil",
        "gainsay-bundle/a//b",
        "gainsay-bundle/data/\u{202e}evil",
        "gainsay-bundle/.evil",
    ] {
        check(&desk, &with(name, b"evil"), 2, "no name that a package may hold");
    }
    check(
        &desk,
        &with("gainsay-bundle/fetch.txt", b"http://example.org/ 1 data/a\n"),
        2,
        "nothing is fetched",
    );

    let mut zip = ZipWriter::new_append(Cursor::new(zipped(&whole))).unwrap();
    zip.add_symlink("gainsay-bundle/data/link", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    check(&desk, &zip.finish().unwrap().into_inner(), 2, "no folder, link or device");
    let mut zip = ZipWriter::new_append(Cursor::new(zipped(&whole))).unwrap();
    zip.add_directory("gainsay-bundle/data/folder", SimpleFileOptions::default()).unwrap();
    check(&desk, &zip.finish().unwrap().into_inner(), 2, "");

    // Two files of one name: the second is written under another and renamed in the bytes.
    let twice = with("gainsay-bundle/data/about.jsoM", b"{}");
    let (from, to) = (b"gainsay-bundle/data/about.jsoM", b"gainsay-bundle/data/about.json");
    let mut renamed = twice.clone();
    for at in 0..twice.len() - from.len() {
        if twice[at..].starts_with(from) {
            renamed[at..at + to.len()].copy_from_slice(to);
        }
    }
    check(&desk, &renamed, 2, "same name");

    // A bomb: more than half a gigabyte of zeros; and one that lies about its size.
    let bomb = with("gainsay-bundle/data/bomb", &vec![0; 600 << 20]);
    assert!(bomb.len() < 4 << 20);
    check(&desk, &bomb, 2, "more than is taken");
    for cut in [10, whole.len(), 1000] {
        let bytes = zipped(&whole);
        check(&desk, &bytes[..bytes.len() - cut], 2, "");
    }
}

/// A package is a bag for other programs too: their names for its parts.
#[test]
fn it_is_a_bag() {
    let desk = filled();
    let whole = files(&bundle(&desk, "one.zip", &[]));
    let text = |name: &str| {
        let (_, bytes) = whole.iter().find(|(own, _)| own == &format!("gainsay-bundle/{name}")).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    assert_eq!(text("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let payload: Vec<_> = whole.iter().filter(|(name, _)| name.contains("/data/")).collect();
    let octets: usize = payload.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(text("bag-info.txt").contains(&format!("Payload-Oxum: {octets}.{}\n", payload.len())));
    let manifest = text("manifest-sha256.txt");
    for (name, bytes) in payload {
        let name = name.trim_start_matches("gainsay-bundle/");
        assert!(manifest.contains(&format!("{}  {name}\n", hex(bytes))), "{name}");
    }
    let reading = whole.iter().find(|(name, _)| name.contains("/data/readings/")).unwrap();
    let reading: Value = serde_json::from_slice(&reading.1).unwrap();
    let settings = &reading["settings"];
    assert_eq!(
        (&settings["kind"], settings["gazetteer"].as_str().unwrap().len()),
        (&Value::from("rules"), 64)
    );
}

#[test]
fn a_ledger_in_use_is_backed_up() {
    let desk = filled();
    let server = Server::start(&desk.ledger());
    desk.on_ledger(&["backup", "copy.db"]).assert().success().stderr("");
    assert_eq!(server.get("/api/summary").status, 200);
    let (own, before) = (desk.ledger(), std::fs::read(desk.path("copy.db")).unwrap());
    assert_eq!(printed(&desk, &["verify"], "copy.db"), printed(&desk, &["verify"], own.to_str().unwrap()));
    desk.on_ledger(&["backup", "copy.db"]).assert().code(2);
    assert!(std::fs::read(desk.path("copy.db")).unwrap() == before, "nothing is overwritten");
    desk.on_ledger(&["backup", own.to_str().unwrap()]).assert().code(2);
    desk.on_ledger(&["backup", "none/copy.db"]).assert().code(2);
    assert!(!Path::new(&desk.path("copy.db-wal")).exists());
    let names: Vec<_> =
        std::fs::read_dir(desk.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with(".gainsay-")), "{names:?}");
}

#[test]
fn a_state_written_down_elsewhere_is_held_to() {
    let desk = filled();
    let own = desk.ledger();
    let state = printed(&desk, &["verify"], own.to_str().unwrap());
    let state = state.lines().find_map(|line| line.strip_prefix("State: ")).unwrap().to_owned();
    desk.on_ledger(&["verify", "--expect", &state]).assert().success();
    desk.on_ledger(&["review", "undo", "2", "--by", "Ada", "--reason", "wrong"]).assert().success();
    desk.on_ledger(&["verify", "--expect", &state]).assert().code(4);
}
