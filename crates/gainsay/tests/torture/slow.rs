//! A ledger on a slow disk: every write and every wait for the disk takes longer, and two programs add at once.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::common::{Desk, file, root};
use super::killing::{exported, whole};

/// How much longer each call takes that writes or waits for the disk.
const WRITE: Duration = Duration::from_millis(2);
const SYNC: Duration = Duration::from_millis(300);

/// What came of it.
#[derive(Clone, Debug)]
pub struct Slow {
    /// How many times as long it took as on the disk as it is.
    pub times: f64,
    /// What was wrong.
    pub wrong: Vec<String>,
}

/// Add the demo's reports by two programs at once, held up by `strace`; `None` where that is not here.
pub fn torture() -> Option<Slow> {
    Command::new("strace").arg("--version").output().ok()?;
    let reports = root().join("demo/reports").display().to_string();
    let undisturbed = Desk::new();
    let start = Instant::now();
    undisturbed.on_ledger(&["add", "--quiet", "--reader", "rules", &reports]).output().unwrap();
    let quick = start.elapsed();

    let desk = Desk::new();
    let delays = [
        format!("inject=pwrite64:delay_exit={}", WRITE.as_micros()),
        format!("inject=fsync,fdatasync:delay_exit={}", SYNC.as_micros()),
    ];
    let start = Instant::now();
    let adding: Vec<_> = (0..2)
        .map(|_| {
            let mut command = Command::new("strace");
            command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64,fsync,fdatasync"]);
            command.args(["-e", &delays[0], "-e", &delays[1]]).arg(file());
            command.args(["add", "--quiet", "--reader", "rules", &reports, "--ledger"]).arg(desk.ledger());
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let mut wrong = Vec::new();
    for one in adding {
        let output = one.wait_with_output().unwrap();
        if !matches!(output.status.code(), Some(0 | 1)) {
            wrong.push(String::from_utf8_lossy(&output.stderr).into_owned());
        }
    }
    let took = start.elapsed();
    wrong.extend(whole(&desk, "on a slow disk").err());
    // Whoever compared last may have done so before the other was done.
    desk.on_ledger(&["add", "--quiet", "--reader", "rules", &reports]).output().unwrap();
    if exported(&desk) != exported(&undisturbed) {
        wrong.push("another ledger than on the disk as it is".to_owned());
    }
    Some(Slow { times: took.as_secs_f64() / quick.as_secs_f64(), wrong })
}
