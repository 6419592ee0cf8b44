//! `gainsay sources`: who is quoted, by which outlets and how often.

use std::io::Write;

use comfy_table::{ContentArrangement, Table, presets};
use gainsay_ledger::{Access, Error, Ledger};

use super::args::SourcesArgs;
use super::matters::as_of_words;
use super::{Done, Failure};
use crate::view::{self, Asking, Known};

/// How many outlets of a source the table names.
const SHOWN_OUTLETS: usize = 4;

/// Run `gainsay sources`.
pub fn run(args: &SourcesArgs) -> Result<Done, Failure> {
    let asking = Asking { as_of: args.as_of, policy: None };
    let ledger = Ledger::open(&args.ledger.ledger, Access::ReadOnly)?;
    let (mut rows, as_of) = ledger.snapshot(|ledger| {
        let known = Known::of(ledger, &asking)?;
        Ok::<_, Error>((view::sources(&known)?, known.as_of()))
    })?;
    let total = rows.len();
    rows.truncate(if args.limit > 0 { args.limit } else { usize::MAX });
    let mut out = anstream::stdout();
    if args.json {
        for row in &rows {
            writeln!(out, "{}", serde_json::to_string(row).map_err(std::io::Error::from)?)?;
        }
        if let Some(left_out) = &as_of {
            writeln!(anstream::stderr(), "{}", as_of_words(left_out))?;
        }
        return Ok(Done::Well);
    }
    if let Some(left_out) = &as_of {
        writeln!(out, "{}", as_of_words(left_out))?;
    }
    if rows.is_empty() {
        writeln!(out, "No source is named.")?;
        return Ok(Done::Well);
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(table.width().filter(|&width| width > 0).unwrap_or(110).max(60));
    table.set_header(["Source", "Kind", "Quoted", "Claims", "Contested", "By"]);
    for row in &rows {
        let mut outlets: Vec<String> = row
            .outlets
            .iter()
            .take(SHOWN_OUTLETS)
            .map(|outlet| format!("{} ({})", outlet.name, outlet.count))
            .collect();
        if let Some(more) = row.outlets.len().checked_sub(SHOWN_OUTLETS).filter(|more| *more > 0) {
            outlets.push(format!("and {more} more"));
        }
        table.add_row([
            row.name.clone(),
            row.kind.clone(),
            row.attributions.to_string(),
            row.claims.to_string(),
            row.contested.to_string(),
            outlets.join(", "),
        ]);
    }
    writeln!(out, "{table}")?;
    if rows.len() < total {
        writeln!(out, "{} of {total} sources; --limit 0 shows all.", rows.len())?;
    }
    Ok(Done::Well)
}
