//! kill -9 at random moments: afterwards the ledger is whole, and the same command completes what it began.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::common::{Desk, program, root};
use super::random::Random;

/// What came of the rounds.
#[derive(Clone, Debug, Default)]
pub struct Killed {
    pub rounds: usize,
    /// Rounds in which the program was still running.
    pub running: usize,
    pub clean: usize,
    /// What was wrong, in the rounds that were not clean.
    pub wrong: Vec<String>,
}

/// One command that is killed.
struct Scene {
    name: &'static str,
    args: Vec<String>,
    /// The ledger that it finds; empty for none.
    before: Vec<u8>,
    /// What the ledger exports after the command was left alone, once and twice.
    after: Vec<String>,
    /// How long it takes when left alone.
    takes: Duration,
}

/// Kill the program in so many rounds.
pub fn torture(rounds: u64, seed: u64) -> Killed {
    let (mut killed, mut random) = (Killed::default(), Random::of(seed ^ 0x51CC));
    let scenes = scenes();
    for round in 0..rounds {
        let scene = &scenes[usize::try_from(round).unwrap() % scenes.len()];
        killed.rounds += 1;
        match kill(scene, &mut random) {
            Ok(running) => {
                killed.clean += 1;
                killed.running += usize::from(running);
            }
            Err(wrong) => {
                eprintln!("round {round}, {}: {wrong}", scene.name);
                killed.wrong.push(format!("{}: {wrong}", scene.name));
            }
        }
    }
    killed
}

fn scenes() -> Vec<Scene> {
    let reports = root().join("demo/reports").display().to_string();
    let add: Vec<String> = ["add", "--quiet", "--reader", "rules", &reports].map(str::to_owned).into();
    let first = scene("add", add.clone(), Vec::new());
    let desk = Desk::new();
    run(&desk, &add);
    let full = std::fs::read(desk.ledger()).unwrap();

    let folder = root().join("target/torture");
    std::fs::create_dir_all(&folder).unwrap();
    let gazetteer = folder.join("places.csv");
    std::fs::write(&gazetteer, "name,lat,lon\nVarnhold,41.5,20.5\n").unwrap();
    let mut again = add;
    again.extend(["--gazetteer".to_owned(), gazetteer.display().to_string()]);
    let second = scene("re-reading", again, full.clone());

    let matters = desk.lines(&["matters", "--json"]);
    let matter = |at: usize| matters[at]["id"].as_str().unwrap().to_owned();
    let claims = desk.lines(&["export", "claims"]);
    let claim = claims[0]["claim"].as_str().or(claims[0]["id"].as_str()).unwrap().to_owned();
    let decided = |what: &[&str]| -> Vec<String> {
        let who = ["--by", "Ada Quill", "--reason", "as the list says"];
        ["review"].iter().chain(what).chain(&who).map(|word| (*word).to_owned()).collect()
    };
    let merge = scene("review merge", decided(&["merge", &matter(0), &matter(1)]), full.clone());
    let reject = scene("review reject", decided(&["reject", &claim]), full);
    vec![first, second, merge, reject]
}

fn scene(name: &'static str, args: Vec<String>, before: Vec<u8>) -> Scene {
    let desk = Desk::new();
    lay(&desk, &before);
    let start = Instant::now();
    run(&desk, &args);
    let takes = start.elapsed();
    let once = exported(&desk);
    run(&desk, &args);
    Scene { name, args, before, after: vec![once, exported(&desk)], takes }
}

fn lay(desk: &Desk, ledger: &[u8]) {
    if !ledger.is_empty() {
        std::fs::write(desk.ledger(), ledger).unwrap();
    }
}

fn run(desk: &Desk, args: &[String]) {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let output = desk.on_ledger(&args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    // Matters that were merged stand no more under the names that they are merged by: the first command was completed.
    let merged = args.starts_with(&["review", "merge"]) && said.contains("there is no matter");
    assert!(matches!(output.status.code(), Some(0 | 1)) || merged, "{said}");
}

/// Everything of the ledger that does not tell the time.
pub fn exported(desk: &Desk) -> String {
    let all = ["claims", "matters", "quantities", "places"].map(|what| desk.printed(&["export", what]));
    all.iter().flat_map(|lines| lines.lines()).map(without_times).collect::<Vec<_>>().join("\n")
}

/// A line of an export whose decisions say neither when they were taken nor how often: one that was written before a kill is
/// written once more by the second command.
fn without_times(line: &str) -> String {
    let mut line: Value = serde_json::from_str(line).unwrap();
    if let Some(decisions) = line.get_mut("decisions").and_then(Value::as_array_mut) {
        for decision in decisions.iter_mut() {
            match decision {
                Value::Object(fields) => fields.retain(|name, _| name != "at" && name != "entry"),
                // `reject by Ada Quill, 2024-02-12T09:30:00Z (entry 1): the reason`
                told => *told = told.as_str().unwrap().replace(|c: char| c.is_ascii_digit(), "").into(),
            }
        }
        decisions.dedup();
    }
    line.to_string()
}

/// One round; whether the program was still running when it was killed.
fn kill(scene: &Scene, random: &mut Random) -> Result<bool, String> {
    let desk = Desk::new();
    lay(&desk, &scene.before);
    let mut command = program();
    command.args(&scene.args).arg("--ledger").arg(desk.ledger()).current_dir(desk.path("."));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(scene.takes.mul_f64(random.share()));
    let running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    if is_there(&desk.ledger()) {
        whole(&desk, "after the kill")?;
    }
    run(&desk, &scene.args);
    whole(&desk, "after the same command")?;
    let exported = exported(&desk);
    // A decision that was written before the kill stands twice in the log after the second command.
    if scene.after.contains(&exported) {
        Ok(running)
    } else {
        Err("another result than undisturbed".to_owned())
    }
}

/// Whether there is a ledger: the file may have been made and nothing written to it.
fn is_there(path: &Path) -> bool {
    path.metadata().is_ok_and(|about| about.len() > 0)
}

/// What `verify` finds wrong with a ledger.
pub fn whole(desk: &Desk, when: &str) -> Result<(), String> {
    let output = desk.on_ledger(&["verify"]).output().unwrap();
    if output.status.success() {
        return Ok(());
    }
    // A ledger of which nothing stood yet but its beginning is undone.
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("there is no ledger") && !is_there(&desk.ledger()) {
        return Ok(());
    }
    Err(format!("verify {when}: {said}"))
}
