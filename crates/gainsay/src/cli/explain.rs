//! `gainsay read --explain`: what was understood of one report, and what was not, for a person at a terminal.

use std::collections::BTreeSet;

use gainsay_document::{
    Attribution, Claim, Document, Event, Modality, Outcome, ParticipantRole, Place, Polarity, Quantity,
    Reading, Span, Time,
};
use textwrap::Options;

use super::add::counted;
use super::style::{CONTESTED, HEADING, QUIET, paint};

/// How wide a page is printed at least and at most, in columns.
const WIDTHS: (usize, usize) = (40, 120);
/// The column that the facts of a claim begin in.
const INDENT: &str = "    ";
/// The width of the words before a fact.
const LABEL: usize = 14;

/// The width of the terminal in columns, within what can be read.
pub fn width() -> usize {
    textwrap::termwidth().clamp(WIDTHS.0, WIDTHS.1)
}

/// The page of one report, `width` columns wide.
pub fn page(document: &Document, reading: &Reading, width: usize) -> String {
    let mut page = Page { document, reading, width, out: String::new() };
    page.head();
    for (number, claim) in reading.claims.iter().enumerate() {
        page.claim(number + 1, claim);
    }
    page.rest();
    page.out
}

struct Page<'a> {
    document: &'a Document,
    reading: &'a Reading,
    width: usize,
    out: String,
}

/// Which items of each layer stand in a claim.
#[derive(Default)]
struct Used {
    attributions: BTreeSet<usize>,
    quantities: BTreeSet<usize>,
    times: BTreeSet<usize>,
    places: BTreeSet<usize>,
}

impl Page<'_> {
    fn head(&mut self) {
        let title = self.document.title.as_deref().unwrap_or_else(|| self.document.label());
        self.wrapped(title, "", "", |line| paint(HEADING, line));
        let outlet = self.document.outlet.as_deref().unwrap_or("outlet not named");
        let date =
            self.document.published.map_or("undated".to_owned(), |published| published.date.to_string());
        self.wrapped(&format!("{outlet}, {date}"), "", "", |line| paint(QUIET, line));
        let (reading, used) = (self.reading, self.used());
        let share =
            |used: &BTreeSet<usize>, all: usize, what: &str| format!("{} of {all} {what}", used.len());
        let summary = format!(
            "{}; in them {}, {}, {}, {}",
            counted(reading.claims.len(), "claim"),
            share(&used.attributions, reading.attributions.len(), "attributions"),
            share(&used.quantities, reading.quantities.len(), "figures"),
            share(&used.times, reading.times.len(), "times"),
            share(&used.places, reading.places.len(), "places"),
        );
        self.wrapped(&summary, "", "", str::to_owned);
        for note in self.document.notes.iter().chain(&reading.notes) {
            self.wrapped(&note.message, "note: ", "      ", |line| paint(CONTESTED, line));
        }
    }

    fn used(&self) -> Used {
        let mut used = Used::default();
        for claim in &self.reading.claims {
            let mut next = claim.attribution;
            while let Some(id) = next.filter(|id| used.attributions.insert(id.index())) {
                next = self.reading.attribution(id).and_then(|attribution| attribution.inside);
            }
            used.quantities.extend(&claim.facts.quantities);
            used.times.extend(&claim.facts.times);
            used.places.extend(&claim.facts.places);
        }
        used
    }

    fn claim(&mut self, number: usize, claim: &Claim) {
        self.out.push('\n');
        let chain: Vec<String> = self.reading.chain(claim).map(|link| self.holder(link)).collect();
        let who = if chain.is_empty() { "The report itself".to_owned() } else { chain.join(" ‹ ") };
        let mut mode = Vec::new();
        mode.extend((claim.polarity != Polarity::Asserted).then(|| claim.polarity.as_str()));
        mode.extend((claim.modality != Modality::Asserted).then(|| claim.modality.as_str()));
        let first = format!("{number:>2}  ");
        self.wrapped(&who, &first, INDENT, |line| paint(HEADING, line));
        let words = quoted(&claim.span.of(&self.document.text));
        self.wrapped(&words, INDENT, INDENT, str::to_owned);
        if !mode.is_empty() {
            self.fact("said to be", &mode.join(", "), CONTESTED);
        }
        let facts = &claim.facts;
        for quantity in facts.quantities.iter().filter_map(|&index| self.reading.quantities.get(index)) {
            self.fact("how many", &self.figure(quantity), PLAIN);
        }
        let events: Vec<String> = facts
            .events
            .iter()
            .filter_map(|id| self.reading.events.get(id.index()))
            .map(|event| self.event(event))
            .collect();
        match (events.is_empty(), facts.quantities.is_empty()) {
            (false, _) => self.fact("what happened", &events.join("; "), PLAIN),
            (true, false) => self.fact("what happened", "no event was found", CONTESTED),
            (true, true) => {}
        }
        let times: Vec<String> = facts
            .times
            .iter()
            .filter_map(|&index| self.reading.times.get(index))
            .map(|time| format!("{}{}", self.time(time), self.before(claim, time.span)))
            .collect();
        let places: Vec<String> = facts
            .places
            .iter()
            .filter_map(|&index| self.reading.places.get(index))
            .map(|place| format!("{}{}", self.place(place), self.before(claim, place.span)))
            .collect();
        for (label, found) in [("when", times), ("where", places)] {
            if !found.is_empty() {
                self.fact(label, &found.join("; "), PLAIN);
            }
        }
    }

    /// What is in no claim.
    fn rest(&mut self) {
        let (reading, used) = (self.reading, self.used());
        let figures: Vec<String> =
            without(&reading.quantities, &used.quantities).map(|q| self.figure(q)).collect();
        let times: Vec<String> = without(&reading.times, &used.times).map(|time| self.time(time)).collect();
        let places: Vec<String> =
            without(&reading.places, &used.places).map(|place| self.place(place)).collect();
        let attributions: Vec<&Attribution> = without(&reading.attributions, &used.attributions).collect();
        if figures.is_empty() && times.is_empty() && places.is_empty() && attributions.is_empty() {
            return;
        }
        self.out.push('\n');
        self.wrapped("In no claim", "", "", |line| paint(CONTESTED, line));
        for (label, found) in [("figures", figures), ("times", times), ("places", places)] {
            if !found.is_empty() {
                self.fact(label, &found.join("; "), PLAIN);
            }
        }
        for (at, attribution) in attributions.into_iter().enumerate() {
            let label = if at == 0 { "attributions" } else { "" };
            let content = shortened(&attribution.content.of(&self.document.text), self.width);
            self.fact(label, &format!("{}: {content}", self.holder(attribution)), PLAIN);
        }
    }

    /// Source and stance of an attribution: "Interior Ministry (confirm)".
    fn holder(&self, attribution: &Attribution) -> String {
        let named = attribution.actor.and_then(|id| self.reading.actor(id)).map(|actor| actor.name.clone());
        let written = || one_line(&attribution.source.of(&self.document.text));
        let name = Some(named.unwrap_or_else(written)).filter(|name| !name.is_empty());
        format!("{} ({})", name.as_deref().unwrap_or("A source not named"), attribution.stance.as_str())
    }

    fn figure(&self, quantity: &Quantity) -> String {
        let about = [quantity.outcome.map(Outcome::as_str), quantity.category.as_deref()];
        let unit = quantity.unit.as_deref().filter(|_| quantity.category.is_none());
        let about: Vec<&str> = about.into_iter().flatten().chain(unit).collect();
        let scope = if quantity.scope.is_cumulative() {
            format!(", {}", quantity.scope.describe())
        } else {
            String::new()
        };
        let about = if about.is_empty() { String::new() } else { format!(" {}", about.join(", ")) };
        format!("{}{about}{scope} {}", quantity.interval, self.quote(quantity.span))
    }

    fn event(&self, event: &Event) -> String {
        let name = |role: ParticipantRole| -> Vec<&str> {
            let actors = event.participants.iter().filter(|part| part.role == role);
            actors
                .filter_map(|part| self.reading.actor(part.actor))
                .map(|actor| actor.name.as_str())
                .collect()
        };
        let mut words = format!("{} {}", event.kind, self.quote(event.trigger));
        for (joint, names) in
            [(" by ", name(ParticipantRole::Agent)), (" to ", name(ParticipantRole::Target))]
        {
            if !names.is_empty() {
                words.push_str(joint);
                words.push_str(&names.join(", "));
            }
        }
        words
    }

    fn time(&self, time: &Time) -> String {
        let days = match (time.start, time.end) {
            (Some(start), Some(end)) if start != end => format!("{start} to {end}"),
            (Some(day), _) | (None, Some(day)) => day.to_string(),
            (None, None) => time.value.clone(),
        };
        format!("{days} {}", self.quote(time.span))
    }

    fn place(&self, place: &Place) -> String {
        let country = place.country.as_deref().filter(|_| !place.is_country);
        let country = country.map(|country| format!(", {country}")).unwrap_or_default();
        format!("{}{country} {}", place.name, self.quote(place.span))
    }

    /// That the words stand in an earlier sentence than the claim, where they do.
    fn before(&self, claim: &Claim, words: Span) -> &'static str {
        let sentences = || self.reading.sentences.iter().filter(|sentence| claim.span.overlaps(**sentence));
        let beside = claim.span.contains(words) || sentences().any(|sentence| sentence.contains(words));
        if beside { "" } else { " (said before)" }
    }

    fn quote(&self, span: Span) -> String {
        quoted(span.of(&self.document.text))
    }

    /// A fact behind its label.
    fn fact(&mut self, label: &str, words: &str, style: anstyle::Style) {
        let first = format!("{INDENT}{label:<LABEL$}");
        let rest = " ".repeat(INDENT.len() + LABEL);
        self.wrapped(words, &first, &rest, |line| paint(style, line));
    }

    /// `words` over as many lines as they need, each line of them in a style; `first` and `rest` stand before them,
    /// dimmed.
    fn wrapped(&mut self, words: &str, first: &str, rest: &str, style: impl Fn(&str) -> String) {
        let room = self.width.saturating_sub(textwrap::core::display_width(first)).max(WIDTHS.0 / 2);
        for (at, line) in textwrap::wrap(&one_line(words), Options::new(room)).iter().enumerate() {
            let before = if at == 0 { first } else { rest };
            if before.trim().is_empty() {
                self.out.push_str(before);
            } else {
                self.out.push_str(&paint(QUIET, before));
            }
            self.out.push_str(&style(line));
            self.out.push('\n');
        }
    }
}

/// Text as the terminal writes it.
const PLAIN: anstyle::Style = anstyle::Style::new();

fn without<'l, T>(layer: &'l [T], used: &BTreeSet<usize>) -> impl Iterator<Item = &'l T> {
    layer.iter().enumerate().filter(|(index, _)| !used.contains(index)).map(|(_, item)| item)
}

/// `words` on one line, without what a terminal would take for a command.
fn one_line(words: &str) -> String {
    let shown: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `words` between quotation marks; as they are where they bring their own.
fn quoted(words: &str) -> String {
    let words = one_line(words);
    if words.starts_with(['“', '"']) && words.ends_with(['”', '"']) {
        words
    } else {
        format!("“{words}”")
    }
}

/// The beginning of `words` that fits a line.
fn shortened(words: &str, width: usize) -> String {
    let words = one_line(words);
    let most = width.max(WIDTHS.0);
    if words.chars().count() <= most {
        return quoted(&words);
    }
    let cut: String = words.chars().take(most - 1).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("“{}…”", whole.trim_start_matches(['“', '"']))
}
