//! Holds the house to its own rules: the crate graph, the paths named in documents, the length of files, the tables.

#![expect(clippy::unwrap_used, reason = "a test may end at what it cannot read")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which of our crates each crate may depend on: the table of `ARCHITECTURE.md`.
const MAY_DEPEND_ON: [(&str, &[&str]); 8] = [
    ("gainsay-document", &[]),
    ("gainsay-ingest", &["gainsay-document"]),
    ("gainsay-encode", &[]),
    ("gainsay-read", &["gainsay-document", "gainsay-encode"]),
    ("gainsay-compare", &["gainsay-document"]),
    ("gainsay-ledger", &["gainsay-document"]),
    ("gainsay-export", &["gainsay-document"]),
    (
        "gainsay",
        &[
            "gainsay-document",
            "gainsay-ingest",
            "gainsay-encode",
            "gainsay-read",
            "gainsay-compare",
            "gainsay-ledger",
            "gainsay-export",
        ],
    ),
];

/// No source file is longer.
const MAX_LINES: usize = 800;

/// What library crates never name: they get everything as arguments.
const OUTSIDE: [&str; 6] =
    ["std::env", "std::net", "SystemTime::now", "Timestamp::now", "Zoned::now", "Instant::now"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file that git tracks or would track, relative to the root.
fn files() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(listed.status.success(), "git ls-files failed");
    String::from_utf8(listed.stdout)
        .unwrap()
        .lines()
        .map(PathBuf::from)
        .filter(|path| root().join(path).is_file())
        .collect()
}

fn with_extension<'f>(files: &'f [PathBuf], extensions: &'f [&str]) -> impl Iterator<Item = &'f PathBuf> {
    files.iter().filter(|path| {
        path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted))
    })
}

fn report(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn crates_depend_on_each_other_as_the_table_says() {
    let allowed: BTreeMap<_, _> = MAY_DEPEND_ON.into_iter().collect();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        let manifest: toml::Table = read(&folder.join("Cargo.toml")).parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap().to_owned();
        let Some(allowed) = allowed.get(name.as_str()) else {
            found.push(format!("{name} is not in the table"));
            continue;
        };
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(dependencies) = manifest.get(section).and_then(toml::Value::as_table) else { continue };
            found.extend(
                dependencies
                    .keys()
                    .filter(|dependency| {
                        dependency.starts_with("gainsay") && !allowed.contains(&dependency.as_str())
                    })
                    .map(|dependency| format!("{name} may not depend on {dependency} ({section})")),
            );
        }
    }
    report("the crate graph differs from its table", &found);
}

#[test]
fn the_table_in_the_architecture_page_is_the_one_tested() {
    let page = read(&root().join("ARCHITECTURE.md"));
    let mut found = Vec::new();
    for (name, allowed) in MAY_DEPEND_ON {
        if !root().join("crates").join(name).is_dir() {
            continue;
        }
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}`")));
        let cell = row.and_then(|row| row.trim_end_matches('|').rsplit('|').next()).map(str::trim);
        let ours: Vec<_> =
            allowed.iter().filter(|other| root().join("crates").join(other).is_dir()).collect();
        let expected = match ours.len() {
            0 => "–".to_owned(),
            _ if name == "gainsay" => "all".to_owned(),
            _ => ours.iter().map(|other| other.trim_start_matches("gainsay-")).collect::<Vec<_>>().join(", "),
        };
        if cell != Some(expected.as_str()) {
            found.push(format!("{name}: the page says {cell:?}, the test {expected:?}"));
        }
    }
    report("ARCHITECTURE.md and the tested table differ", &found);
}

#[test]
fn every_path_named_in_a_document_exists() {
    let all = files();
    let mut found = Vec::new();
    for page in ["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md"] {
        let text = read(&root().join(page));
        // Every other piece between backticks is code.
        for code in text.split('`').skip(1).step_by(2) {
            let path = code.trim_end_matches('/');
            let is_path = code.contains('/')
                && !code.contains([' ', '\n', '*', '<', '…', '{', ':', '='])
                && !code.starts_with(['/', '-', '.', '~', '@'])
                && !code.starts_with("target/")
                && !code.starts_with("web/dist");
            if is_path && !all.iter().any(|file| file.starts_with(path)) {
                found.push(format!("{page}: {code}"));
            }
        }
    }
    report("paths that are named but not there", &found);
}

#[test]
fn no_source_file_is_too_long() {
    let all = files();
    let found: Vec<_> = with_extension(&all, &["rs", "ts", "svelte", "py", "mjs"])
        .filter(|path| !path.ends_with("schema.d.ts"))
        .map(|path| (path, read(&root().join(path)).lines().count()))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    report("files longer than 800 lines", &found);
}

#[test]
fn libraries_ask_nothing_of_the_outside() {
    let all = files();
    let mut found = Vec::new();
    for path in with_extension(&all, &["rs"]) {
        let library = path.starts_with("crates") && !path.starts_with("crates/gainsay/");
        if !library
            || path
                .components()
                .any(|part| ["tests", "examples", "build.rs"].iter().any(|own| part.as_os_str() == *own))
        {
            continue;
        }
        let text = read(&root().join(path));
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        found.extend(
            OUTSIDE
                .iter()
                .filter(|word| code.contains(**word))
                .map(|word| format!("{}: {word}", path.display())),
        );
    }
    report("libraries that reach outside", &found);
}

#[test]
fn every_table_names_its_sources() {
    let all = files();
    let mut found = Vec::new();
    for path in with_extension(&all, &["tsv"]).filter(|path| path.starts_with("crates")) {
        let text = read(&root().join(path));
        let mut lines = text.lines();
        if !text.starts_with('#') {
            found.push(format!("{}: does not begin with what it is", path.display()));
        }
        let header = lines.find(|line| !line.starts_with('#') && !line.is_empty()).unwrap_or_default();
        let columns: Vec<_> = header.split('\t').collect();
        let one_source =
            text.lines().take_while(|line| line.starts_with('#')).any(|line| line.contains("source:"));
        if !columns.contains(&"source") && !one_source {
            found.push(format!(
                "{}: no column `source`, and no single source named in its head",
                path.display()
            ));
        }
    }
    report("tables without sources", &found);
}

#[test]
fn the_change_log_names_the_version() {
    let version = env!("CARGO_PKG_VERSION");
    let log = read(&root().join("CHANGELOG.md"));
    assert!(
        log.contains(&format!("## {version}")) || log.contains("## Unreleased"),
        "no entry for {version}"
    );
}

#[test]
fn pages_name_only_what_the_project_knows() {
    let all = files();
    let outside = ["/work/", "/root/", "/home/", "/tmp/"];
    let mut found = Vec::new();
    for path in with_extension(&all, &["md", "rs", "ts", "svelte", "toml", "tsv", "py", "json", "mjs"]) {
        if path.ends_with("tidy.rs") {
            continue;
        }
        let text = read(&root().join(path));
        let hits: BTreeSet<_> = outside.iter().filter(|word| text.contains(**word)).collect();
        found.extend(hits.into_iter().map(|word| format!("{}: {word}", path.display())));
    }
    report("paths of one machine", &found);
}
