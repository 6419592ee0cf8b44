//! `gainsay verify`: whether the ledger is still what was read.

use std::io::Write;

use gainsay_ledger::{Access, Ledger};

use super::add::counted;
use super::args::VerifyArgs;
use super::{Done, Failure, progress, style};

/// Run `gainsay verify`.
pub fn run(args: &VerifyArgs, quiet: bool) -> Result<Done, Failure> {
    let ledger = Ledger::open(&args.ledger.ledger, Access::ReadOnly)?;
    let bar = progress::things(ledger.summary()?.documents as u64, "Verifying", quiet);
    let verification = ledger.verify(|done, _| bar.set_position(done as u64))?;
    bar.finish_and_clear();
    let mut out = anstream::stdout();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&verification).map_err(std::io::Error::from)?)?;
    } else {
        if let Some(first) = verification.faults.first() {
            style::error(&format!("the first break: {first}"));
        }
        for fault in verification.faults.iter().skip(1) {
            style::error(&fault.to_string());
        }
        if verification.unsealed > 0 {
            let rows = counted(verification.unsealed, "row");
            style::remark(&format!(
                "{rows} of an older version without a seal: whether they were changed cannot be told."
            ));
        }
        if !quiet {
            writeln!(
                out,
                "{}, {}, {}{} checked: {}.",
                counted(verification.documents, "document"),
                counted(verification.readings, "reading"),
                counted(verification.spans_checked, "span"),
                match verification.reviews {
                    0 => String::new(),
                    reviews => format!(", {}", counted(reviews, "decision")),
                },
                if verification.faults.is_empty() {
                    "every hash and every quoted word is as it was read".to_owned()
                } else {
                    format!("{} found", counted(verification.faults.len(), "fault"))
                }
            )?;
        }
    }
    let as_expected = args.expect.as_ref().is_none_or(|expected| *expected == verification.state);
    if !as_expected {
        style::error(&format!("the state is {}, not the one expected", verification.state));
    }
    if !args.json && !quiet && verification.faults.is_empty() {
        writeln!(out, "State: {}", verification.state)?;
    }
    Ok(if verification.faults.is_empty() && as_expected { Done::Well } else { Done::Broken })
}
