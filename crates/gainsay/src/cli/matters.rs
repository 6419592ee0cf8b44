//! `gainsay matters`: what the reports agree and disagree on, as a table.

use std::io::Write;

use comfy_table::{ContentArrangement, Table, presets};
use gainsay_ledger::{Access, Ledger};

use super::add::counted;
use super::args::MattersArgs;
use super::asking::asking;
use super::{Done, Failure, style};
use crate::view::{self, AsOfView, Asking, BestView, FacetView, Known, MatterRow, SideView};

/// Run `gainsay matters`.
pub fn run(args: &MattersArgs) -> Result<Done, Failure> {
    let asking = asking(&args.ask)?;
    let ledger = Ledger::open(&args.ledger.ledger, Access::ReadOnly)?;
    if args.json {
        let mut out = anstream::stdout();
        let found = find(&ledger, &asking, args.contested, args.limit)?;
        for row in found.rows {
            writeln!(out, "{}", serde_json::to_string(&row).map_err(std::io::Error::from)?)?;
        }
        if let Some(left_out) = found.as_of {
            writeln!(anstream::stderr(), "{}", as_of_words(&left_out))?;
        }
    } else {
        print_table(&ledger, &asking, args.contested, args.limit)?;
    }
    Ok(Done::Well)
}

/// Some of the matters, how many there are, and what was left out for the day asked for.
struct Found {
    rows: Vec<MatterRow>,
    total: usize,
    as_of: Option<AsOfView>,
}

/// The first `limit` matters (all of them for 0).
fn find(ledger: &Ledger, asking: &Asking, contested: bool, limit: usize) -> Result<Found, Failure> {
    let limit = if limit > 0 { limit } else { usize::MAX };
    Ok(ledger.snapshot(|ledger| {
        let known = Known::of(ledger, asking)?;
        let (rows, total) = view::matter_rows(&known, contested, (0, limit), |_| true)?;
        Ok::<_, gainsay_ledger::Error>(Found { rows, total, as_of: known.as_of() })
    })?)
}

/// "As of 2024-03-01: 3 reports; 2 published later and 1 without a date are left out."
pub fn as_of_words(view: &AsOfView) -> String {
    let AsOfView { day, documents, later, undated } = view;
    let reports = counted(*documents, "report");
    format!("As of {day}: {reports}; {later} published later and {undated} without a date left out.")
}

/// What a policy gives: "killed: 4, by recorder/2".
pub fn best_words(best: &BestView) -> String {
    let mut name = best.outcome.clone();
    if let Some(category) = &best.category {
        name = format!("{name} ({category})");
    }
    if best.scope != "event" {
        name = format!("{name}, {}", best.scope);
    }
    let value = gainsay_document::Interval { low: best.low, high: best.high };
    format!("{name}: {value}, by {}", best.policy)
}

/// Print the table of matters, the contested ones first.
pub fn print_table(ledger: &Ledger, asking: &Asking, contested: bool, limit: usize) -> Result<(), Failure> {
    let Found { rows, total, as_of } = find(ledger, asking, contested, limit)?;
    let mut out = anstream::stdout();
    if let Some(left_out) = &as_of {
        writeln!(out, "{}", as_of_words(left_out))?;
    }
    if rows.is_empty() {
        let why = if as_of.is_some_and(|then| then.documents == 0) {
            "Nothing was known yet."
        } else if contested {
            "No matter is contested."
        } else if ledger.summary()?.documents == 0 {
            "The ledger is empty: `gainsay add PATH` reads reports into it."
        } else {
            "No matters: no report states a figure of people or things harmed, or an event that others report too."
        };
        writeln!(out, "{why}")?;
        return Ok(());
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    // A terminal that does not tell its width, or tells one that no column fits, gets lines to scroll.
    let width = table.width().filter(|&width| width > 0);
    table.set_width(width.unwrap_or(110).max(60));
    table.set_header(["Matter", "At issue", "Who says what", "Status"]);
    for row in &rows {
        for (number, facet) in shown_facets(row).into_iter().enumerate() {
            let matter = if number == 0 { heading(row) } else { String::new() };
            table.add_row([matter, facet_name(facet), sides(facet), status(facet)]);
        }
    }
    writeln!(out, "{table}")?;
    if rows.len() < total {
        writeln!(out, "{} of {total} matters; --limit 0 shows all.", rows.len())?;
    }
    Ok(())
}

/// The facets worth a line: every contested, revised or retracted one, or else the first.
fn shown_facets(row: &MatterRow) -> Vec<&FacetView> {
    let told: Vec<_> = row
        .facets
        .iter()
        .filter(|facet| {
            facet.agreement == "contested" || (facet.facet == "count" && facet.lifecycle != "current")
        })
        .collect();
    if told.is_empty() {
        row.facets.iter().take(1).collect()
    } else {
        told.into_iter().take(SHOWN_FACETS).collect()
    }
}

fn heading(row: &MatterRow) -> String {
    let mut lines = vec![
        row.title.clone(),
        row.id.clone(),
        format!("{}, {}", counted(row.documents, "report"), counted(row.origins, "origin")),
    ];
    lines.extend(row.best.iter().flatten().map(best_words));
    lines.join("\n")
}

/// What a facet is about: "killed", "killed (child)", "responsibility".
pub fn facet_name(facet: &FacetView) -> String {
    let mut name = facet.outcome.clone().unwrap_or_else(|| facet.facet.clone());
    if let Some(category) = &facet.category {
        name = format!("{name} ({category})");
    }
    match facet.scope.as_deref() {
        None | Some("event") => name,
        Some(scope) => format!("{name}, {scope}"),
    }
}

/// The value of a side in words.
pub fn side_value(side: &SideView) -> String {
    side.value
        .clone()
        .unwrap_or_else(|| gainsay_document::Interval { low: side.low, high: side.high }.to_string())
}

/// How many sides of a facet, and how many facets of a matter, the table shows; `gainsay show` shows all.
const SHOWN_SIDES: usize = 6;
const SHOWN_FACETS: usize = 4;

fn sides(facet: &FacetView) -> String {
    let line = |side: &SideView| {
        let gone = if side.lifecycle == "current" { String::new() } else { format!(" ({})", side.lifecycle) };
        format!("{}: {}{gone}", side.holder, side_value(side))
    };
    let mut lines: Vec<String> = facet.sides.iter().take(SHOWN_SIDES).map(line).collect();
    if let Some(more) = facet.sides.len().checked_sub(SHOWN_SIDES).filter(|more| *more > 0) {
        lines.push(format!("and {more} more"));
    }
    lines.join("\n")
}

fn status(facet: &FacetView) -> String {
    let agreement = match facet.agreement.as_str() {
        "contested" => style::paint(style::CONTESTED, "contested"),
        other => other.to_owned(),
    };
    let mut words = vec![agreement, facet.support.clone()];
    if facet.lifecycle != "current" {
        words.push(facet.lifecycle.clone());
    }
    words.join("\n")
}
