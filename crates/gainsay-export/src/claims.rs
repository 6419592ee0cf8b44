//! One row a claim and figure: who said what, how many, in which exact words.

use gainsay_document::{
    Attribution, CharOffsets, Claim, ClaimId, ClaimRef, Document, MatterId, Modality, Outcome, Place,
    Polarity, QuoteKind, Reading, Report, Stance,
};
use serde::Serialize;

use crate::{Decided, DecisionRecord, Head, json, table};

/// Writes [`ClaimRecord`]s as CSV.
pub type Csv<W> = table::Csv<W, ClaimRecord>;
/// Writes [`ClaimRecord`]s as JSON Lines.
pub type Jsonl<W> = table::Jsonl<W, ClaimRecord>;

/// A claim with one of its quantities, or with none where it has none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimRecord {
    /// The claim: document and number.
    pub claim: String,
    /// The matter it speaks to.
    pub matter: Option<String>,
    /// The report.
    #[serde(flatten)]
    pub head: Head,
    /// Who holds it: the source under its resolved name, or else in the text's words; for the author's own voice the
    /// outlet. `None` where neither is known.
    pub holder: Option<String>,
    /// The source as the text has it; `None` for the author's own voice and for an unnamed source.
    pub source_words: Option<String>,
    /// Who passed it on between the outlet and the holder, the outermost first.
    pub chain: Vec<String>,
    /// What the cue makes of it; `None` for the author's own voice.
    pub stance: Option<&'static str>,
    /// Whether it is asserted or denied.
    pub polarity: &'static str,
    /// In which mode it is given.
    pub modality: &'static str,
    /// How it is given; `None` for the author's own voice.
    pub quote: Option<&'static str>,
    /// The exact words; the pieces of a discontinuous claim joined by " … ".
    pub words: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Code points `[start, end)` of each piece.
    pub spans: Vec<[usize; 2]>,
    /// The words of the figure.
    pub figure: Option<String>,
    /// First code point of the figure.
    pub figure_start: Option<usize>,
    /// One past the last code point of the figure.
    pub figure_end: Option<usize>,
    /// The least value the words allow; `None` is open.
    #[serde(serialize_with = "json::number")]
    pub low: Option<f64>,
    /// The greatest value the words allow; `None` is open.
    #[serde(serialize_with = "json::number")]
    pub high: Option<f64>,
    /// The words that widen or bound it.
    pub approximator: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// What became of it.
    pub outcome: Option<&'static str>,
    /// Who is counted, where narrower than people.
    pub category: Option<String>,
    /// What the figure covers.
    pub scope: Option<String>,
    /// The first day it is said to have happened, `YYYY-MM-DD`.
    pub date_start: Option<String>,
    /// The last day it is said to have happened, `YYYY-MM-DD`.
    pub date_end: Option<String>,
    /// Where it is said to have happened: the gazetteer's name.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-2 country code.
    pub country: Option<String>,
    /// Latitude, degrees north.
    #[serde(serialize_with = "json::number")]
    pub lat: Option<f64>,
    /// Longitude, degrees east.
    #[serde(serialize_with = "json::number")]
    pub lon: Option<f64>,
    /// What people decided of it; what was read stands in the other columns.
    #[serde(flatten)]
    pub decided: Decided,
}

impl table::Record for ClaimRecord {
    const COLUMNS: &'static [&'static str] = &[
        "claim",
        "matter",
        "document",
        "external_id",
        "title",
        "outlet",
        "published",
        "holder",
        "source_words",
        "chain",
        "stance",
        "polarity",
        "modality",
        "quote",
        "words",
        "start",
        "end",
        "spans",
        "figure",
        "figure_start",
        "figure_end",
        "low",
        "high",
        "approximator",
        "unit",
        "outcome",
        "category",
        "scope",
        "date_start",
        "date_end",
        "place",
        "country",
        "lat",
        "lon",
        "rejected",
        "corrected_holder",
        "corrected_low",
        "corrected_high",
        "corrected_date",
        "corrected_place",
        "decisions",
    ];
}

/// The rows of one document: its claims in order, each once for every quantity it has, or once without.
///
/// `matter_of` says which matter a claim speaks to.
pub fn records(
    document: &Document,
    reading: &Reading,
    matter_of: impl Fn(&ClaimRef) -> Option<MatterId>,
) -> Vec<ClaimRecord> {
    records_decided(document, reading, matter_of, |_| Vec::new())
}

/// The same with what people decided of each claim, the first decision first. A rejected claim keeps its rows.
pub fn records_decided(
    document: &Document,
    reading: &Reading,
    matter_of: impl Fn(&ClaimRef) -> Option<MatterId>,
    decisions: impl Fn(&ClaimRef) -> Vec<DecisionRecord>,
) -> Vec<ClaimRecord> {
    let offsets = CharOffsets::new(&document.text);
    let mut rows = Vec::new();
    for (index, claim) in reading.claims.iter().enumerate() {
        let reference = ClaimRef { document: document.id.clone(), claim: ClaimId::at(index) };
        let row = without_figure(document, reading, &offsets, &reference, claim, matter_of(&reference));
        let decisions = decisions(&reference);
        let first = rows.len();
        if claim.facts.quantities.is_empty() {
            rows.push(row);
        } else {
            for &quantity in &claim.facts.quantities {
                rows.push(with_figure(row.clone(), document, reading, &offsets, quantity));
            }
        }
        for row in &mut rows[first..] {
            row.decided = Decided::of(&decisions, row.figure.as_deref());
        }
    }
    rows
}

fn without_figure(
    document: &Document,
    reading: &Reading,
    offsets: &CharOffsets<'_>,
    reference: &ClaimRef,
    claim: &Claim,
    matter: Option<MatterId>,
) -> ClaimRecord {
    let report = Report { document, reading };
    let attribution = claim.attribution.and_then(|id| reading.attribution(id));
    let spans = json::spans(offsets, &claim.span);
    let place = place(reading, claim);
    let days = claim.facts.times.iter().filter_map(|&time| reading.times.get(time));
    let days = days.filter_map(|time| Some((time.start?, time.end?)));
    let days = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    ClaimRecord {
        claim: reference.to_string(),
        matter: matter.map(|matter| matter.to_string()),
        head: Head::of(document),
        holder: report.holder(claim),
        source_words: attribution.and_then(|attribution| source_words(document, attribution)),
        chain: passed_on(report, claim),
        stance: attribution.map(|attribution| Stance::as_str(attribution.stance)),
        polarity: Polarity::as_str(claim.polarity),
        modality: Modality::as_str(claim.modality),
        quote: attribution.map(|attribution| QuoteKind::as_str(attribution.quote)),
        words: claim.span.of(&document.text),
        start: spans.first().map_or(0, |span| span[0]),
        end: spans.last().map_or(0, |span| span[1]),
        spans,
        figure: None,
        figure_start: None,
        figure_end: None,
        low: None,
        high: None,
        approximator: None,
        unit: None,
        outcome: None,
        category: None,
        scope: None,
        date_start: days.map(|days| days.0.to_string()),
        date_end: days.map(|days| days.1.to_string()),
        place: place.map(|place| place.name.clone()),
        country: place.and_then(|place| place.country.clone()),
        lat: place.and_then(|place| place.lat),
        lon: place.and_then(|place| place.lon),
        decided: Decided::default(),
    }
}

fn with_figure(
    mut row: ClaimRecord,
    document: &Document,
    reading: &Reading,
    offsets: &CharOffsets<'_>,
    quantity: usize,
) -> ClaimRecord {
    let Some(quantity) = reading.quantities.get(quantity) else { return row };
    let [start, end] = offsets.span(quantity.span);
    row.figure = Some(quantity.span.of(&document.text).to_owned());
    row.figure_start = Some(start);
    row.figure_end = Some(end);
    row.low = quantity.interval.low;
    row.high = quantity.interval.high;
    row.approximator.clone_from(&quantity.approximator);
    row.unit.clone_from(&quantity.unit);
    row.outcome = quantity.outcome.map(Outcome::as_str);
    row.category.clone_from(&quantity.category);
    row.scope = Some(quantity.scope.describe());
    row
}

fn source_words(document: &Document, attribution: &Attribution) -> Option<String> {
    (!attribution.source.is_empty()).then(|| attribution.source.of(&document.text))
}

/// The named sources outside the innermost one, the outermost first.
fn passed_on(report: Report<'_>, claim: &Claim) -> Vec<String> {
    let mut names: Vec<String> =
        report.reading.chain(claim).skip(1).filter_map(|link| report.source_name(link)).collect();
    names.reverse();
    names
}

/// The first of the claim's places that is narrower than a country, or else the first.
fn place<'r>(reading: &'r Reading, claim: &Claim) -> Option<&'r Place> {
    let places = || claim.facts.places.iter().filter_map(|&place| reading.places.get(place));
    places().find(|place| !place.is_country).or_else(|| places().next())
}
