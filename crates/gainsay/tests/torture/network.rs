//! Whether the program reaches for the network, asked of the kernel and not of the program.

use std::process::Command;

use super::common::{Desk, file, root};
use super::hostile;
use super::inputs::Kinds;

/// What was seen of the program from outside.
#[derive(Clone, Debug)]
pub struct Seen {
    pub inputs: usize,
    /// Calls by which a socket is made, connected or sent to.
    pub calls: usize,
    /// Processes that were looked at.
    pub processes: usize,
}

/// Add every input, the hostile ones too, under `strace`; `None` where that is not here.
pub fn watch(kinds: &Kinds, _seed: u64) -> Option<Seen> {
    Command::new("strace").arg("--version").output().ok()?;
    let desk = Desk::new();
    let mut inputs = 0;
    for (ending, all) in kinds {
        for (at, bytes) in all.iter().enumerate() {
            desk.write(&format!("in/{at}.{ending}"), bytes);
            inputs += 1;
        }
    }
    for (name, bytes) in hostile::all() {
        desk.write(&format!("in/{name}"), bytes);
        inputs += 1;
    }
    let script = "exec strace -f -qq -o ../seen -e trace=network,execve \"$GAINSAY\" add --quiet --reader rules \
                  --ledger ../ledger.db *";
    let output = Command::new("sh")
        .args(["-c", script])
        .current_dir(desk.path("in"))
        .env("GAINSAY", file())
        .output()
        .unwrap();
    let seen = std::fs::read_to_string(desk.path("seen")).unwrap_or_default();
    if !matches!(output.status.code(), Some(0 | 1)) || seen.is_empty() {
        eprintln!("strace: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    let call = |line: &&str| {
        let call = line.split_whitespace().nth(1).unwrap_or_default();
        call.contains('(') && !call.starts_with("execve(")
    };
    let calls: Vec<&str> = seen.lines().filter(call).collect();
    if !calls.is_empty() {
        let folder = root().join("target/torture");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("network.txt"), &seen).unwrap();
    }
    let processes = seen.lines().filter(|line| line.contains("execve(")).count();
    Some(Seen { inputs, calls: calls.len(), processes })
}
