//! `gainsay import`: readings that were made elsewhere into the ledger.

use gainsay_ledger::{Access, Ledger};
use jiff::Timestamp;

use super::add::{Finish, finish, name, nothing_to_read};
use super::args::ImportArgs;
use super::{Done, Failure, progress};
use crate::run::{self, Input, Interrupt, Step};

/// Run `gainsay import`.
pub fn run(args: &ImportArgs, quiet: bool) -> Result<Done, Failure> {
    let (inputs, unreachable) = run::find_readings(&args.paths);
    if inputs.is_empty() && !args.ledger.ledger.exists() {
        return nothing_to_read(unreachable, args.json);
    }
    let mut ledger = Ledger::open(&args.ledger.ledger, Access::Create)?;
    let interrupt = Interrupt::listen();
    let bar = progress::bytes(inputs.iter().map(Input::size).sum(), "Importing", quiet);
    let found = (&inputs[..], unreachable);
    let summary = run::import(&mut ledger, found, &interrupt, Timestamp::now(), |step| match step {
        Step::Done(bytes) => bar.inc(bytes),
        other => bar.suspend(|| name(other)),
    })?;
    bar.finish_and_clear();
    let how = Finish { recompare: args.recompare, json: args.json, quiet };
    finish(&mut ledger, &summary, &args.ledger.ledger, how)
}
