//! Inputs with something broken in them, added by the thousand: none may be lost, none may break the ledger.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::common::{Desk, root};
use super::hostile;
use super::inputs::Kinds;
use super::random::Random;

/// How many inputs come into one ledger.
const BATCH: usize = 48;

/// What came of all the mutants of one ending.
#[derive(Clone, Debug, Default)]
pub struct Came {
    pub inputs: usize,
    pub reports: usize,
    /// Named as no report, with a reason.
    pub refused: usize,
    /// Parts that hold no report and need not, counted by reason.
    pub skipped: usize,
    /// Of the refused: what ended the process that takes in, or made it panic.
    pub ended: usize,
    /// The program itself ended otherwise than it should.
    pub crashes: usize,
    /// Neither a report nor named.
    pub lost: usize,
    pub spans: u64,
    pub broken: usize,
}

/// What came of them, by ending; the hostile ones under a name of their own.
pub type All = BTreeMap<String, Came>;

/// Mutate inputs until the time is over, every ending in turn.
pub fn torture(kinds: &Kinds, seed: u64, most: Duration) -> All {
    let mut all = All::new();
    let hostile = hostile::all();
    add(all.entry("hostile".to_owned()).or_default(), &hostile, false);
    let (mut random, start) = (Random::of(seed), Instant::now());
    let mut round = 0;
    while start.elapsed() < most {
        for (ending, inputs) in kinds {
            let batch: Vec<(String, Vec<u8>)> = (0..BATCH)
                .map(|at| (format!("{round}-{at}.{ending}"), mutant(inputs, kinds, &mut random)))
                .collect();
            add(all.entry(ending.clone()).or_default(), &batch, true);
        }
        round += 1;
    }
    all
}

/// One input with one to four things broken.
fn mutant(inputs: &[Vec<u8>], kinds: &Kinds, random: &mut Random) -> Vec<u8> {
    let mut bytes = inputs[random.below(inputs.len())].clone();
    for _ in 0..=random.below(4) {
        let length = bytes.len().max(1);
        let (from, to) = (random.below(length), random.below(length));
        let (from, to) = (from.min(to).min(bytes.len()), from.max(to).min(bytes.len()));
        match random.below(8) {
            0 => bytes.truncate(from),
            1 => {
                bytes.drain(from..to);
            }
            2 => {
                let piece = bytes[from..to].to_vec();
                let at = random.below(bytes.len() + 1);
                bytes.splice(at..at, piece);
            }
            // A piece of another input, of whatever kind.
            3 => {
                let other: Vec<&Vec<u8>> = kinds.values().flatten().collect();
                let other = other[random.below(other.len())];
                let end = random.below(other.len() + 1);
                let start = random.below(end + 1);
                bytes.splice(from..to.min(from + 64), other[start..end.min(start + 4096)].iter().copied());
            }
            4 => bytes[from..to].iter_mut().for_each(|byte| *byte = 0),
            5 => {
                let odd: [&[u8]; 6] =
                    [b"\xFF\xFF\xFF\xFF", b"-1", b"99999999999999999999", b"\0", b"<", b"\xEF\xBB\xBF"];
                let odd = odd[random.below(odd.len())];
                bytes.splice(from..from, odd.iter().copied());
            }
            _ if bytes.is_empty() => {}
            _ => {
                for _ in 0..=random.below(16) {
                    let at = random.below(bytes.len());
                    bytes[at] ^= 1 << random.below(8);
                }
            }
        }
    }
    bytes
}

/// Add inputs to a new ledger and account for each of them.
fn add(came: &mut Came, inputs: &[(String, Vec<u8>)], exactly: bool) {
    let desk = Desk::new();
    for (name, bytes) in inputs {
        desk.write(&format!("in/{name}"), bytes);
    }
    // Each by its own name: a folder is walked for known endings only.
    let mut args = vec!["add".to_owned(), "--quiet".to_owned(), "--json".to_owned()];
    args.extend(["--reader".to_owned(), "rules".to_owned(), "--ledger".to_owned(), "ledger.db".to_owned()]);
    args.extend(inputs.iter().map(|(name, _)| format!("in/{name}")));
    let output = desk.gainsay(&args).timeout(Duration::from_secs(900)).output().unwrap();
    came.inputs += inputs.len();
    let summary: Option<Value> = serde_json::from_slice(&output.stdout).ok();
    let Some(summary) = summary.filter(|_| matches!(output.status.code(), Some(0 | 1))) else {
        came.crashes += 1;
        came.lost += inputs.len();
        keep(inputs, &format!("crash-{}", came.inputs));
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
        return;
    };
    let failed = summary["failed"].as_array().unwrap();
    let number = |key: &str| usize::try_from(summary[key].as_u64().unwrap()).unwrap();
    let reports = number("added") + number("known") + number("reread");
    came.reports += reports;
    came.refused += failed.len();
    came.skipped += skipped(&summary);
    for failure in failed {
        let reason = failure["reason"].as_str().unwrap();
        let ended = ["the reader", "the file took more", "the file needed more"];
        if ended.iter().any(|words| reason.starts_with(words)) {
            came.ended += 1;
            let path = failure["path"].as_str().unwrap();
            eprintln!("{path}: {reason}");
            let found = inputs.iter().filter(|(name, _)| path.starts_with(&format!("in/{name}")));
            keep(&found.cloned().collect::<Vec<_>>(), &format!("ended-{}", came.ended));
        }
    }
    let told = reports + failed.len() + skipped(&summary);
    // A file that is refused as a whole is named without a line.
    let refused_whole = |name: &str| {
        let path = format!("in/{name}");
        failed.iter().any(|failure| failure["path"] == *path && failure["line"].is_null())
    };
    let expected: usize = inputs
        .iter()
        .map(|(name, bytes)| if refused_whole(name) { 1 } else { reports_of(name, bytes) })
        .sum();
    // A container may hold more than one report, never less than one or its failure.
    let lost = expected.saturating_sub(told);
    if lost > 0 || (exactly && told > expected && is_plain(&inputs[0].0)) {
        eprintln!("{told} of {expected} accounted for, {}", inputs[0].0);
        keep(inputs, &format!("lost-{}", came.inputs));
    }
    came.lost += lost;
    verify(&desk, came, inputs);
}

/// How many parts hold no report and need not.
fn skipped(summary: &Value) -> usize {
    let counts = summary["skipped"].as_object().into_iter().flatten();
    counts.map(|(_, count)| usize::try_from(count.as_u64().unwrap()).unwrap()).sum()
}

fn verify(desk: &Desk, came: &mut Came, inputs: &[(String, Vec<u8>)]) {
    let output = desk.on_ledger(&["verify", "--json"]).output().unwrap();
    let Ok(verified) = serde_json::from_slice::<Value>(&output.stdout) else {
        came.crashes += 1;
        return;
    };
    came.spans += verified["spans_checked"].as_u64().unwrap();
    let faults = verified["faults"].as_array().unwrap().len();
    if faults > 0 {
        keep(inputs, &format!("broken-{}", came.inputs));
    }
    came.broken += faults;
}

fn is_plain(name: &str) -> bool {
    [".txt", ".md", ".html", ".jsonl"].iter().any(|ending| name.ends_with(ending))
}

/// How many reports or failures must come of an input at least.
fn reports_of(name: &str, bytes: &[u8]) -> usize {
    if !name.ends_with(".jsonl") {
        return 1;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count().max(1)
}

/// Keep inputs that something came of, for whoever mends it.
fn keep(inputs: &[(String, Vec<u8>)], name: &str) {
    let folder = root().join("target/torture").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in inputs {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}
