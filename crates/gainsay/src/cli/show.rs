//! `gainsay show`: one matter, claim or document with its quotes.

use std::io::Write;

use gainsay_ledger::{Access, Error, Ledger};
use serde::Serialize;

use super::add::counted;
use super::args::ShowArgs;
use super::asking::asking;
use super::matters::{as_of_words, best_words, facet_name, side_value};
use super::{Done, Failure, style};
use crate::view::{self, Asking, ClaimView, DocumentRow, DocumentView, Known, MatterView, OriginNodeView};

/// Run `gainsay show`.
pub fn run(args: &ShowArgs) -> Result<Done, Failure> {
    let asking = asking(&args.ask)?;
    let ledger = Ledger::open(&args.ledger.ledger, Access::ReadOnly)?;
    let id = args.id.trim();
    let mut out = anstream::stdout();
    match ledger.snapshot(|ledger| look_up(ledger, &asking, id))? {
        Found::Matter(matter) if args.json => json(&mut out, &matter)?,
        Found::Claim(claim, _) if args.json => json(&mut out, &claim)?,
        Found::Document(document) if args.json => json(&mut out, &document)?,
        Found::Matter(matter) => print_matter(&mut out, &matter)?,
        Found::Claim(claim, original) => print_claim(&mut out, &claim, original.as_deref())?,
        Found::Document(document) => print_document(&mut out, &document)?,
    }
    Ok(Done::Well)
}

enum Found {
    Matter(Box<MatterView>),
    /// With where its words stood in the original.
    Claim(Box<ClaimView>, Option<String>),
    Document(Box<DocumentView>),
}

/// What `id` names. "m-…" is a matter, "….c3" a claim or the matter named after it, all else a document.
fn look_up(ledger: &Ledger, asking: &Asking, id: &str) -> Result<Found, Failure> {
    let known = Known::of(ledger, asking)?;
    let matter = || view::matter(&known, id).map(|matter| Found::Matter(Box::new(matter)));
    let claim = || {
        let original = view::original_of_claim(&known, id)?;
        view::claim(&known, id).map(|claim| Found::Claim(Box::new(claim), original))
    };
    let document = || view::document(&known, id).map(|document| Found::Document(Box::new(document)));
    let found = if id.starts_with("m-") {
        matter()
    } else if id.contains('.') {
        claim()
    } else {
        document()
    };
    found.map_err(|error: Error| {
        let unknown = error.is_not_found();
        let failure = Failure::from(error);
        if unknown {
            failure.hint("`gainsay matters` lists the matters with their identifiers")
        } else {
            failure
        }
    })
}

fn json(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    writeln!(out, "{}", serde_json::to_string(value).map_err(std::io::Error::from)?)?;
    Ok(())
}

fn print_matter(out: &mut impl Write, view: &MatterView) -> Result<(), Failure> {
    let matter = &view.matter;
    writeln!(out, "{}", style::paint(style::HEADING, &matter.title))?;
    writeln!(
        out,
        "{}: {}, {}, {}, {}",
        matter.id,
        counted(matter.claims, "claim"),
        counted(matter.documents, "report"),
        counted(matter.outlets.len(), "outlet"),
        counted(matter.origins, "origin"),
    )?;
    if let Some(left_out) = &view.as_of {
        writeln!(out, "{}", as_of_words(left_out))?;
    }
    for facet in &matter.facets {
        let agreement = if facet.agreement == "contested" {
            style::paint(style::CONTESTED, &facet.agreement)
        } else {
            facet.agreement.clone()
        };
        writeln!(out)?;
        writeln!(
            out,
            "{}: {agreement}, {}, {}",
            style::paint(style::HEADING, &facet_name(facet)),
            facet.support,
            facet.lifecycle
        )?;
        writeln!(out, "  {}", facet.reason)?;
        for warning in &facet.warnings {
            writeln!(out, "  beware: {warning}")?;
        }
        for side in &facet.sides {
            let gone =
                if side.lifecycle == "current" { String::new() } else { format!(" ({})", side.lifecycle) };
            writeln!(out, "  • {}: {}{gone}", side.holder, side_value(side))?;
            let claims = side.claims.iter().filter_map(|id| view.claims.iter().find(|claim| claim.id == *id));
            for claim in claims {
                writeln!(out, "      “{}”", one_line(&claim.words))?;
                let source = format!("{} [{}]", place_of(&claim.document), claim.id);
                writeln!(out, "      {}", style::paint(style::QUIET, &source))?;
            }
        }
    }
    print_rejected(out, view)?;
    print_origins(out, view)?;
    for best in matter.best.iter().flatten() {
        let derived = if best.derived { " (derived)" } else { "" };
        writeln!(out, "\n{}{derived}", style::paint(style::HEADING, &best_words(best)))?;
        writeln!(out, "  {}", best.reason)?;
        for side in &best.from {
            writeln!(out, "  • {}: {} [{}]", side.holder, side_value(side), side.claims.join(", "))?;
        }
    }
    let told: Vec<_> = view
        .relations
        .iter()
        .filter(|relation| !["supports", "same-origin"].contains(&&*relation.kind))
        .collect();
    if !told.is_empty() {
        writeln!(out, "\n{}", style::paint(style::HEADING, "Relations"))?;
        for relation in told {
            writeln!(out, "  {} {} {}: {}", relation.from, relation.kind, relation.to, relation.reason)?;
        }
    }
    Ok(())
}

/// The claims that a person rejected: on no side, but still there.
fn print_rejected(out: &mut impl Write, view: &MatterView) -> Result<(), Failure> {
    let mut first = true;
    for claim in &view.claims {
        let Some(entry) = claim.rejected else { continue };
        if std::mem::take(&mut first) {
            writeln!(out, "\n{}", style::paint(style::HEADING, "Rejected"))?;
        }
        writeln!(out, "  • {}: “{}”", claim.holder, one_line(&claim.words))?;
        let source = format!("{} [{}], by entry {entry} of the log", place_of(&claim.document), claim.id);
        writeln!(out, "      {}", style::paint(style::QUIET, &source))?;
    }
    Ok(())
}

/// Who repeats whom: each report under the one whose text it repeats.
fn print_origins(out: &mut impl Write, view: &MatterView) -> Result<(), Failure> {
    if view.origins.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style::paint(style::HEADING, "Origins"))?;
    for tree in &view.origins {
        let basis = if tree.origin.basis == "unknown" { " (not established)" } else { "" };
        writeln!(out, "  {}{basis}: {}", tree.origin.label, counted(tree.reports.len(), "report"))?;
        for node in tree.reports.iter().filter(|node| node.repeats.is_none()) {
            print_node(out, node, "    ")?;
            for copy in tree.reports.iter().filter(|copy| copy.repeats.as_ref() == Some(&node.document)) {
                print_node(out, copy, "      ↳ ")?;
            }
        }
        // What repeats a report that itself repeats one stands after the rest.
        let is_root =
            |id: &String| tree.reports.iter().any(|node| node.document == *id && node.repeats.is_none());
        for node in tree.reports.iter().filter(|node| node.repeats.as_ref().is_some_and(|of| !is_root(of))) {
            print_node(out, node, "      ↳ ")?;
        }
    }
    Ok(())
}

fn print_node(out: &mut impl Write, node: &OriginNodeView, indent: &str) -> Result<(), Failure> {
    let outlet = node.outlet.as_deref().unwrap_or("outlet not named");
    let date = node.published.as_deref().unwrap_or("undated");
    let id = node.document.get(..12).unwrap_or(&node.document);
    writeln!(
        out,
        "{indent}{date}, {outlet}: {} {}",
        node.words,
        style::paint(style::QUIET, &format!("[{id}]"))
    )?;
    Ok(())
}

fn print_claim(out: &mut impl Write, claim: &ClaimView, original: Option<&str>) -> Result<(), Failure> {
    writeln!(out, "{}", style::paint(style::HEADING, &claim.chain.join(" › ")))?;
    writeln!(out, "“{}”", one_line(&claim.words))?;
    writeln!(out, "{}", style::paint(style::QUIET, &place_of(&claim.document)))?;
    if let Some(original) = original {
        writeln!(out, "in the original: {original}")?;
    }
    let mut kind = vec![claim.polarity.clone(), claim.modality.clone()];
    kind.dedup();
    kind.extend(claim.stance.iter().map(|stance| format!("stance: {stance}")));
    kind.extend(claim.quote.iter().map(|quote| format!("{quote} quotation")));
    writeln!(out, "{}: {}", claim.id, kind.join(", "))?;
    for quantity in &claim.quantities {
        let about: Vec<_> =
            [&quantity.outcome, &quantity.category, &quantity.unit].into_iter().flatten().cloned().collect();
        let interval = gainsay_document::Interval { low: quantity.low, high: quantity.high };
        writeln!(out, "  how many: {interval} {} (“{}”)", about.join(", "), one_line(&quantity.words))?;
    }
    for time in &claim.times {
        writeln!(
            out,
            "  when: {} (“{}”)",
            time.start.as_deref().unwrap_or(&time.value),
            one_line(&time.words)
        )?;
    }
    for place in &claim.places {
        let country = place.country.as_deref().map(|country| format!(", {country}")).unwrap_or_default();
        writeln!(out, "  where: {}{country}", place.name)?;
    }
    if let (Some(matter), Some(title)) = (&claim.matter, &claim.matter_title) {
        writeln!(out, "  matter: {title} ({matter})")?;
    }
    if let Some(entry) = claim.rejected {
        writeln!(out, "  rejected by entry {entry} of the review log")?;
    }
    for review in claim.reviews.iter().filter(|review| review.kind != "reject") {
        let said = review.correction.as_ref().map(|correction| format!(" {}", correction.said()));
        let said = said.unwrap_or_default();
        let (kind, by, entry) = (&review.kind, &review.by, review.entry);
        writeln!(out, "  {kind}{said} by {by} (entry {entry}): {}", one_line(&review.reason))?;
    }
    Ok(())
}

fn print_document(out: &mut impl Write, view: &DocumentView) -> Result<(), Failure> {
    let document = &view.document;
    writeln!(out, "{}", style::paint(style::HEADING, &document.title))?;
    writeln!(out, "{}", place_of(document))?;
    for (what, value) in [
        ("by", &document.byline),
        ("agency", &document.agency),
        ("address", &document.url),
        ("identifier in its source", &document.external_id),
    ] {
        if let Some(value) = value {
            writeln!(out, "  {what}: {value}")?;
        }
    }
    for note in &view.notes {
        writeln!(out, "  note: {}", note.message)?;
    }
    if let Some(settings) = &view.settings {
        let mut line =
            format!("read by {}: {}, gazetteer {}", view.reader, settings.kind, settings.gazetteer);
        if let Some(weights) = &settings.weights {
            line.push_str(&format!(", weights {weights}"));
        }
        for places in &settings.places {
            line.push_str(&format!(", own places {places}"));
        }
        writeln!(out, "{}", style::paint(style::QUIET, &line))?;
    }
    writeln!(out, "{}: {}", document.id, counted(view.claims.len(), "claim"))?;
    for claim in &view.claims {
        writeln!(out, "\n{}  {}", claim.id, claim.chain.join(" › "))?;
        writeln!(out, "  “{}”", one_line(&claim.words))?;
        if let (Some(matter), Some(title)) = (&claim.matter, &claim.matter_title) {
            let contested = if claim.contested { ", contested" } else { "" };
            writeln!(out, "  {}", style::paint(style::QUIET, &format!("{title} ({matter}{contested})")))?;
        }
    }
    Ok(())
}

/// Outlet, title and date of a document.
fn place_of(document: &DocumentRow) -> String {
    let outlet = document.outlet.as_deref().unwrap_or("outlet not named");
    let date = document.published.as_deref().unwrap_or("undated");
    format!("{outlet}, {date}: {}", document.title)
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
