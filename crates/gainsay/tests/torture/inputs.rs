//! The inputs that are mutated: the demo's reports, and every fixture beside a test.

use std::collections::BTreeMap;
use std::path::Path;

use super::common::root;

/// Folders of inputs.
const FOLDERS: [&str; 3] =
    ["demo/reports", "crates/gainsay-ingest/tests/fixtures", "crates/gainsay-ingest/tests/pdf"];

/// What is read when a folder is walked: other files beside a fixture (its script, its expectation) are none.
const ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "jsonl", "ndjson", "pdf", "warc", "wacz", "rss",
    "atom", "xml", "eml", "mbox", "docx", "odt", "epub", "gz", "zip", "tar", "tgz", "mhtml",
];

/// The larger ones take too long to be mutated often.
const LARGEST: u64 = 1 << 20;

/// The inputs of each ending.
pub type Kinds = BTreeMap<String, Vec<Vec<u8>>>;

/// All inputs by their ending.
pub fn all() -> Kinds {
    let mut kinds = Kinds::new();
    for folder in FOLDERS {
        walk(&root().join(folder), &mut kinds);
    }
    kinds
}

fn walk(folder: &Path, kinds: &mut Kinds) {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, kinds);
            continue;
        }
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if ENDINGS.contains(&ending.as_str()) && path.metadata().unwrap().len() <= LARGEST {
            kinds.entry(ending).or_default().push(std::fs::read(&path).unwrap());
        }
    }
}
