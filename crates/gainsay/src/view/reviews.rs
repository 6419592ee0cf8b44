//! The review log as people see it: each entry with what became of it.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_compare::{Constraints, Heeded, heeded};
use gainsay_document::{
    Anchor, CharOffsets, ClaimRef, Correction, Decision, Document, DocumentId, MatterId, Reading, Report,
    Review, days_written, taken_back,
};
use gainsay_ledger::{Error, Ledger};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::disagree::disagreements;
use super::known::{Asking, Known};
use super::matters::matter_rows;
use super::types::MatterRow;
use crate::run::Decided;

/// How many entries a page holds unless told otherwise.
const PAGE: usize = 50;
/// How many it holds at most.
const MAX_PAGE: usize = 200;
/// Of how many claims of a target a page gives the words.
const SHOWN_ANCHORS: usize = 5;

/// An entry of the review log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewView {
    /// Its number.
    pub id: u64,
    /// When it was decided, UTC.
    pub at: String,
    /// Who decided.
    pub by: String,
    /// `accept`, `correct`, `reject`, `merge`, `split`, `note`, `confirm`, `discount` or `undo`.
    pub kind: String,
    /// For an undo: the entry that is taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
    /// For a correction: what the claim says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<CorrectionView>,
    /// About what.
    pub targets: Vec<TargetView>,
    /// Why.
    pub reason: String,
    /// The hash of the entry, which the next one carries.
    pub hash: String,
    /// Whether no later entry takes it back.
    pub stands: bool,
    /// The later entry that takes it back, where one does.
    pub taken_back_by: Option<u64>,
    /// The later entries that contradict it, wholly or in part.
    pub overridden_by: Vec<u64>,
    /// The standing entries of other reviewers that decide otherwise of the same.
    pub disagrees: Vec<u64>,
    /// What it is about and no longer reaches.
    pub unmet: Vec<UnmetView>,
}

/// What a person says that a claim says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct CorrectionView {
    /// `figure`, `holder`, `date`, `place` or `matter`.
    pub what: String,
    /// For a figure: the least value; null where open.
    pub low: Option<f64>,
    /// For a figure: the greatest value; null where open.
    pub high: Option<f64>,
    /// For a figure: the words that were read wrongly, where the claim has several figures.
    pub words: Option<String>,
    /// For a holder or place: the name. For a matter: what it was called.
    pub name: Option<String>,
    /// For a place: the GeoNames identifier.
    pub geonameid: Option<u32>,
    /// For a place: whether it has a position; a name that the gazetteer does not have gets none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub located: Option<bool>,
    /// For a date: as finely as it is known, `2024`, `2024-05`, `2024-05-03` or two days with a slash between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// For a date: the first day.
    pub start: Option<String>,
    /// For a date: the last day, inclusive.
    pub end: Option<String>,
}

/// Claims that a decision is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TargetView {
    /// What the person called it.
    pub name: String,
    /// How many claims it has.
    pub claims: usize,
    /// The words of its claims.
    pub anchors: Vec<AnchorView>,
}

/// The words of a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnchorView {
    /// The document.
    pub document: String,
    /// Where they stand in its text, in code points.
    pub spans: Vec<[usize; 2]>,
    /// The words.
    pub quote: String,
    /// The claim that has them today, where one does.
    pub claim: Option<String>,
}

/// Words that a decision no longer reaches.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnmetView {
    /// The document.
    pub document: String,
    /// The words.
    pub quote: String,
    /// Why not, in words.
    pub why: String,
}

/// Which entries of the log to list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReviewsQuery {
    /// Only those that two reviewers decided otherwise.
    #[serde(default)]
    pub disagree: bool,
    /// How many to leave out at the beginning.
    #[serde(default)]
    pub offset: usize,
    /// How many to list at most: 50 unless told otherwise, never more than 200.
    pub limit: Option<usize>,
}

/// Some of the review log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewsView {
    /// How many entries there are in all under the same conditions.
    pub total: usize,
    /// How many entries reviewers disagree on.
    pub disagreements: usize,
    /// The newest first; of a target with many claims the words of the first alone.
    pub entries: Vec<ReviewView>,
}

/// What a decision came to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecidedView {
    /// The entry.
    pub entry: ReviewView,
    /// The matters that it is about, as they stand now.
    pub matters: Vec<MatterRow>,
    /// The earlier entries that it contradicts, wholly or in part.
    pub overridden: Vec<u64>,
}

impl ReviewView {
    /// What was decided, in a few words.
    pub fn said(&self) -> String {
        match (self.undoes, &self.correction) {
            (Some(number), _) => format!("undo of entry {number}"),
            (None, Some(correction)) => format!("correct {}", correction.said()),
            (None, None) => self.kind.clone(),
        }
    }
}

impl CorrectionView {
    /// What a correction says. A matter is called as it was named when it was decided.
    pub fn of(review: &Review) -> Option<Self> {
        let Decision::Correct(correction) = &review.decision else { return None };
        Some(match correction.clone() {
            Correction::Figure { low, high, words } => {
                Self { what: "figure".to_owned(), low, high, words, ..Self::default() }
            }
            Correction::Holder { name } => {
                Self { what: "holder".to_owned(), name: Some(name), ..Self::default() }
            }
            Correction::Date { start, end } => Self {
                what: "date".to_owned(),
                date: Some(days_written(start, end)),
                start: Some(start.to_string()),
                end: Some(end.to_string()),
                ..Self::default()
            },
            Correction::Place { name, geonameid, position } => Self {
                what: "place".to_owned(),
                name: Some(name),
                geonameid,
                located: Some(position.is_some_and(|position| position.lat.is_some())),
                ..Self::default()
            },
            Correction::Matter => {
                let name = review.targets.get(1).map(|target| target.name.clone());
                Self { what: "matter".to_owned(), name, ..Self::default() }
            }
        })
    }

    /// The same in a few words: `figure to 4`.
    pub fn said(&self) -> String {
        let number = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
        let value = match (self.what.as_str(), &self.date) {
            ("figure", _) if self.low == self.high => number(self.low),
            ("figure", _) => format!("{}..{}", number(self.low), number(self.high)),
            (_, Some(date)) => date.clone(),
            _ => self.name.clone().unwrap_or_default(),
        };
        if self.located == Some(false) {
            return format!("{} to {value} (a name without coordinates)", self.what);
        }
        format!("{} to {value}", self.what)
    }
}

/// The entries of the review log, the first one first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn reviews(ledger: &Ledger) -> Result<Vec<ReviewView>, Error> {
    let (log, hashes) = (ledger.reviews()?, ledger.review_hashes()?);
    let constraints = Constraints::of_reviews(&log);
    let anchors = log.iter().flat_map(anchors);
    let known = reports(ledger, anchors.map(|anchor| &anchor.document))?;
    let given: Vec<Report<'_>> =
        known.values().map(|(document, reading)| Report { document, reading }).collect();
    let heeded = heeded(&given, &constraints);
    let differing = disagreements(&log, &heeded, |anchor| claim_of(anchor, &known));
    let gone = taken_back(&log);
    let by = |id: u64| {
        let undoes = |later: &&Review| later.decision == Decision::Undo(id) && !gone.contains(&later.id);
        log.iter().find(undoes).map(|later| later.id)
    };
    let view = |(entry, hash): (&Review, String)| {
        let disagrees = differing.get(&entry.id).into_iter().flatten().copied().collect();
        ReviewView { disagrees, ..view(entry, hash, by(entry.id), &heeded, &known) }
    };
    Ok(log.iter().zip(hashes).map(view).collect())
}

/// A page of the review log, the newest entries first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn review_page(ledger: &Ledger, query: &ReviewsQuery) -> Result<ReviewsView, Error> {
    let mut all = reviews(ledger)?;
    let disagreements = all.iter().filter(|entry| !entry.disagrees.is_empty()).count();
    all.retain(|entry| !query.disagree || !entry.disagrees.is_empty());
    let limit = query.limit.unwrap_or(PAGE).min(MAX_PAGE);
    let total = all.len();
    let mut entries: Vec<ReviewView> = all.into_iter().rev().skip(query.offset).take(limit).collect();
    entries.iter_mut().for_each(shorten);
    Ok(ReviewsView { total, disagreements, entries })
}

/// Leave the words of the first claims alone.
fn shorten(entry: &mut ReviewView) {
    for target in &mut entry.targets {
        target.anchors.truncate(SHOWN_ANCHORS);
    }
}

/// What became of a decision.
///
/// # Errors
/// When the ledger cannot be read.
pub fn decided(ledger: &Ledger, decided: &Decided) -> Result<DecidedView, Error> {
    let asking = Asking::default();
    let known = Known::of(ledger, &asking)?;
    let affected = affected(&known, &decided.about)?;
    let wanted = |row: &MatterRow| affected.contains(&MatterId(row.id.clone()));
    let matters = matter_rows(&known, false, (0, usize::MAX), wanted)?.0;
    let mut log = reviews(ledger)?;
    let id = decided.entry.id;
    let overridden = log.iter().filter(|view| view.overridden_by.contains(&id)).map(|view| view.id).collect();
    let at = log.iter().position(|view| view.id == id);
    let mut entry = at
        .map(|at| log.swap_remove(at))
        .ok_or_else(|| Error::corrupt(format!("the review log lacks entry {id}")))?;
    shorten(&mut entry);
    Ok(DecidedView { entry, matters, overridden })
}

/// The matters that the claims of a decision speak to.
fn affected(known: &Known<'_>, about: &Review) -> Result<BTreeSet<MatterId>, Error> {
    let reports = reports(known.ledger(), anchors(about).map(|anchor| &anchor.document))?;
    let claims: BTreeSet<ClaimRef> = anchors(about).filter_map(|anchor| claim_of(anchor, &reports)).collect();
    let standings = known.standings(None)?.into_iter();
    Ok(standings.filter(|of| claims.contains(&of.claim)).map(|of| of.matter).collect())
}

/// The words that a decision is about.
pub(super) fn anchors(entry: &Review) -> impl Iterator<Item = &Anchor> {
    entry.targets.iter().flat_map(|target| &target.anchors)
}

/// Documents with their readings.
pub(super) type Reports = BTreeMap<DocumentId, (Document, Reading)>;

/// The documents, each once, with their readings.
pub(super) fn reports<'d>(
    ledger: &Ledger,
    ids: impl Iterator<Item = &'d DocumentId>,
) -> Result<Reports, Error> {
    let ids: BTreeSet<&DocumentId> = ids.collect();
    ids.into_iter().map(|id| Ok((id.clone(), (ledger.document(id)?, ledger.reading(id)?)))).collect()
}

/// The claim that has the words today.
pub(super) fn claim_of(anchor: &Anchor, known: &Reports) -> Option<ClaimRef> {
    let (document, reading) = known.get(&anchor.document)?;
    let claim = anchor.claim(&document.text, &reading.claims)?;
    Some(ClaimRef { document: document.id.clone(), claim })
}

fn view(
    entry: &Review,
    hash: String,
    taken_back_by: Option<u64>,
    heeded: &Heeded,
    known: &Reports,
) -> ReviewView {
    let overridden = heeded.overridden.iter().filter(|lost| lost.number == entry.id);
    let overridden: BTreeSet<u64> = overridden.map(|lost| lost.by).collect();
    let unmet = heeded.unmet.iter().filter(|unmet| unmet.number == entry.id);
    let target = |target: &gainsay_document::Target| TargetView {
        name: target.name.clone(),
        claims: target.anchors.len(),
        anchors: target.anchors.iter().map(|anchor| anchor_view(anchor, known)).collect(),
    };
    ReviewView {
        id: entry.id,
        at: entry.at.to_string(),
        by: entry.reviewer.clone(),
        kind: entry.decision.as_str().to_owned(),
        undoes: if let Decision::Undo(number) = entry.decision { Some(number) } else { None },
        correction: CorrectionView::of(entry),
        targets: entry.targets.iter().map(target).collect(),
        reason: entry.reason.clone(),
        hash,
        stands: taken_back_by.is_none(),
        taken_back_by,
        overridden_by: overridden.into_iter().collect(),
        disagrees: Vec::new(),
        unmet: unmet
            .map(|unmet| UnmetView {
                document: unmet.anchor.document.to_string(),
                quote: unmet.anchor.quote.clone(),
                why: unmet.why.as_str().to_owned(),
            })
            .collect(),
    }
}

fn anchor_view(anchor: &Anchor, known: &Reports) -> AnchorView {
    let found = known.get(&anchor.document);
    let place = found.and_then(|(document, _)| anchor.place(&document.text));
    let spans = found.zip(place).map(|((document, _), place)| {
        let offsets = CharOffsets::new(&document.text);
        place.iter().map(|span| offsets.span(span)).collect()
    });
    AnchorView {
        document: anchor.document.to_string(),
        spans: spans.unwrap_or_default(),
        quote: anchor.quote.clone(),
        claim: claim_of(anchor, known).map(|claim| claim.to_string()),
    }
}
