//! The page that tells what came of it: `docs/reliability.md`.

use std::fmt::Write;
use std::time::Duration;

use super::common::root;
use super::killing::Killed;
use super::mutants::All;
use super::network::Seen;
use super::slow::Slow;

/// All that is told.
pub struct Page {
    pub seconds: u64,
    pub rounds: u64,
    pub seed: u64,
    pub mutants: All,
    pub connections: Option<Seen>,
    pub killed: Killed,
    pub slow: Option<Slow>,
    pub took: Duration,
}

impl Page {
    /// Write the page anew.
    pub fn write(&self) {
        std::fs::write(root().join("docs/reliability.md"), self.text()).unwrap();
    }

    /// Fail where anything was not as it must be.
    pub fn judge(&self) {
        let sum = |of: fn(&super::mutants::Came) -> usize| self.mutants.values().map(of).sum::<usize>();
        let bad = [sum(|came| came.crashes), sum(|came| came.lost), sum(|came| came.broken)];
        assert_eq!(bad, [0, 0, 0], "crashes, lost, broken");
        assert_eq!(self.connections.as_ref().map_or(0, |seen| seen.calls), 0, "calls of the network");
        assert_eq!(self.killed.clean, self.killed.rounds, "{:?}", self.killed.wrong);
        assert!(self.slow.as_ref().is_none_or(|slow| slow.wrong.is_empty()), "{:?}", self.slow);
    }

    fn text(&self) -> String {
        let mut text = String::from(
            "# Reliability\n\nWhat the program did with broken and hostile input, and when it was killed. `make torture` makes \
             this page; the sections\nbelow say how each figure comes about.\n\n",
        );
        let (seconds, rounds, seed) = (self.seconds, self.rounds, self.seed);
        write!(
            text,
            "This run: `make torture TORTURE_SECONDS={seconds} TORTURE_ROUNDS={rounds} TORTURE_SEED={seed}`, {} minutes \
             in all, reader `rules`.\n\n",
            self.took.as_secs().div_ceil(60)
        )
        .unwrap();
        self.table(&mut text);
        self.by_format(&mut text);
        text.push_str(HOW);
        text
    }

    fn table(&self, text: &mut String) {
        let sum = |of: fn(&super::mutants::Came) -> usize| self.mutants.values().map(of).sum::<usize>();
        let spans: u64 = self.mutants.values().map(|came| came.spans).sum();
        let connections = self.connections.as_ref().map_or_else(
            || "not measured: no strace here".to_owned(),
            |seen| {
                format!(
                    "{} ({} inputs, {} processes, seen by strace)",
                    seen.calls, seen.inputs, seen.processes
                )
            },
        );
        let Killed { rounds, running, clean, .. } = self.killed;
        let slow = self.slow.as_ref().map_or_else(
            || "not measured: no strace here".to_owned(),
            |slow| {
                let same = if slow.wrong.is_empty() { "the same ledger" } else { "not the same ledger" };
                format!("{same} ({:.0} times as long)", slow.times)
            },
        );
        let rows = [
            ("inputs tried", sum(|came| came.inputs).to_string()),
            ("crashes", sum(|came| came.crashes).to_string()),
            ("documents lost", sum(|came| came.lost).to_string()),
            ("spans broken", format!("{} of {spans}", sum(|came| came.broken))),
            ("connections opened", connections),
            ("kill -9, rounds clean", format!("{clean} of {rounds} ({running} while it was running)")),
            ("a slow disk, two programs at once", slow),
            ("readers of formats ended or in panic, each one failure", sum(|came| came.ended).to_string()),
        ];
        text.push_str("| | |\n|---|---|\n");
        for (name, value) in rows {
            writeln!(text, "| {name} | {value} |").unwrap();
        }
        text.push('\n');
    }

    fn by_format(&self, text: &mut String) {
        text.push_str("| inputs | tried | reports | refused with a reason | parts without a report | reader ended or in panic | lost | spans checked | broken |\n");
        text.push_str("|---|---|---|---|---|---|---|---|---|\n");
        for (ending, came) in &self.mutants {
            let name = if ending == "hostile" {
                "hostile, made by hand".to_owned()
            } else {
                format!("`.{ending}`, mutated")
            };
            writeln!(
                text,
                "| {name} | {} | {} | {} | {} | {} | {} | {} | {} |",
                came.inputs,
                came.reports,
                came.refused,
                came.skipped,
                came.ended,
                came.lost,
                came.spans,
                came.broken
            )
            .unwrap();
        }
        text.push('\n');
    }
}

const HOW: &str = "\
## How the figures come about

**Inputs tried.** The demo's reports and every fixture beside a test (`crates/gainsay/tests/torture/inputs.rs`), each with one
to four things broken by a seeded generator: bits turned over, pieces cut out, doubled, put elsewhere, zeroed, spliced in
from other inputs of any format, the end cut off (`mutants.rs` there); and inputs that nobody makes by accident
(`hostile.rs`). They go through `gainsay add` into ledgers of 48 inputs.

**Crashes** are those of the program: any end but exit code 0 or 1. What a format's reader does happens in a process apart
and is one failure with a reason; the last row counts those, and the inputs are kept under `target/torture`.

**Documents lost** are inputs (of JSON Lines: lines) that are neither a report in the ledger, nor a failure with
a reason, nor counted as a part without a report (a picture in an archive, a headline alone in a feed). A file that is no text at
all is one failure, whatever its name.

**Spans broken** are the faults that `gainsay verify` finds in those ledgers.

**Connections opened** is counted from outside: all inputs are added once more under `strace -f -e trace=network,execve`, and
every line that names a call of the network counts. In the process that takes in such a call would end it besides (seccomp).

**kill -9.** In turn `add`, `add` with another reader (re-reading), `review merge` and `review reject` are killed after a random
share of the time they take. After each kill `gainsay verify` must be clean, the same command must run to its end, `verify`
be clean again, and all exports be the same as after an undisturbed run.

**A slow disk.** Two programs add the same reports to one ledger while `strace` holds up every write by 2 ms and every wait
for the disk by 300 ms. Both must end well, `verify` be clean, and the exports be those of the disk as it is.

What happens on a full disk, in a folder that cannot be written and with two programs at once is tested with every
change: `crates/gainsay/tests/crash.rs`; what a hostile reader of a format can do: `crates/gainsay/tests/containment.rs`.
";
