//! What a person decided of claims and matters, anchored in the words of documents so that it outlives readings.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Claim, ClaimId, Document, DocumentId, Place, PlacePrecision, Span, Spans};

/// The words of a claim that a person decided about: its document, where they stand and what they are.
///
/// A claim's number changes with every reading; its document's bytes never do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Anchor {
    /// The document.
    pub document: DocumentId,
    /// Where the words stood in its text when it was decided.
    pub span: Spans,
    /// The words, pieces joined by " … ".
    pub quote: String,
}

impl Anchor {
    /// The words of a claim.
    #[must_use]
    pub fn of(document: &Document, claim: &Claim) -> Self {
        Self { document: document.id.clone(), span: claim.span.clone(), quote: claim.span.of(&document.text) }
    }

    /// Where the words stand in the document's text as it is now: where they stood, or else the nearest place that has
    /// them in one piece. `None` where they stand nowhere.
    #[must_use]
    pub fn place(&self, text: &str) -> Option<Spans> {
        let fits = self.span.iter().all(|span| span.check(text).is_ok());
        if fits && !self.span.is_empty() && self.span.of(text) == self.quote {
            return Some(self.span.clone());
        }
        if self.quote.trim().is_empty() {
            return None;
        }
        let before = self.span.first().map_or(0, Span::start);
        let found = text.match_indices(&self.quote).map(|(at, words)| at..at + words.len());
        let nearest = found.min_by_key(|range| (range.start.abs_diff(before), range.start))?;
        Span::ordered(nearest).map(Spans::from)
    }

    /// The claim of a reading that these words are of: the one that has most of them and little else.
    ///
    /// Half of the shorter of the two must be shared, so that a neighbour is never taken for the claim.
    #[must_use]
    pub fn claim(&self, text: &str, claims: &[Claim]) -> Option<ClaimId> {
        let own = self.place(text)?;
        let weigh = |claim: &Claim| {
            let (shared, both) = (shared(&own, &claim.span), own.len() + claim.span.len());
            let least = own.len().min(claim.span.len());
            // As a fraction of all the words of both, in millionths: a whole number orders without doubt.
            (shared * 2 >= least && shared > 0).then(|| shared * 1_000_000 / (both - shared).max(1))
        };
        let weighed = claims.iter().enumerate().filter_map(|(at, claim)| Some((weigh(claim)?, at)));
        let best = weighed.max_by_key(|&(weight, at)| (weight, std::cmp::Reverse(at)));
        best.map(|(_, at)| ClaimId::at(at))
    }
}

/// How many bytes two stretches of text share.
fn shared(a: &Spans, b: &Spans) -> usize {
    a.iter().flat_map(|x| b.iter().filter_map(move |y| x.intersection(y))).map(Span::len).sum()
}

/// Claims that a decision is about, taken together: those of a matter, or some of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What the person called it: a matter's title and identifier, a claim's. For people; nothing is looked up by it.
    pub name: String,
    /// Its claims.
    pub anchors: Vec<Anchor>,
}

/// What a person decided, with what belongs to the kind alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Decision {
    /// The target was read as it should be.
    Accept,
    /// The target was read wrongly; this is what it says.
    Correct(Correction),
    /// The target says nothing of the kind: it leaves the tallies, and is still shown.
    Reject,
    /// All targets are of one matter.
    Merge,
    /// The first target is a matter of its own, apart from the second.
    Split,
    /// A remark on the target; it stands in the reason.
    Note,
    /// The target is taken for established.
    Confirm,
    /// The target is not taken into account by those who follow this reviewer.
    Discount,
    /// The entry with this number is taken back.
    Undo(u64),
}

impl Decision {
    /// The word for people and the ledger.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Correct(_) => "correct",
            Self::Reject => "reject",
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Note => "note",
            Self::Confirm => "confirm",
            Self::Discount => "discount",
            Self::Undo(_) => "undo",
        }
    }
}

/// What a claim says, where it was read wrongly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Correction {
    /// How many; an open end is absent.
    Figure {
        /// The least.
        low: Option<f64>,
        /// The greatest.
        high: Option<f64>,
        /// The words of the figure that was read wrongly, where the claim has several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
    /// Who holds it.
    Holder {
        /// The name.
        name: String,
    },
    /// When.
    Date {
        /// The first day.
        start: Date,
        /// The last day, inclusive.
        end: Date,
    },
    /// Where.
    Place {
        /// The name.
        name: String,
        /// GeoNames identifier, where known.
        geonameid: Option<u32>,
        /// Where the gazetteer had it when it was decided; absent for a name alone, which has no position.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<Box<Position>>,
    },
    /// Which matter it speaks to: that of the second target, and not that of the third, where there is one.
    Matter,
}

/// What a gazetteer tells of a place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Latitude, degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Longitude, degrees east, WGS 84.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-2 country code.
    pub country: Option<String>,
    /// First-level administrative division, by name.
    pub admin1: Option<String>,
    /// Whether the place is a whole country.
    pub is_country: bool,
    /// How narrow the position is.
    pub precision: PlacePrecision,
}

impl From<&Place> for Position {
    fn from(place: &Place) -> Self {
        Self {
            lat: place.lat,
            lon: place.lon,
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            is_country: place.is_country,
            precision: place.precision,
        }
    }
}

/// An entry of the review log: what a person decided, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// Its number, counted from 1: later decisions win over earlier ones.
    pub id: u64,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub reviewer: String,
    /// What was decided.
    pub decision: Decision,
    /// About what.
    pub targets: Vec<Target>,
    /// Why.
    pub reason: String,
}

/// The numbers of the entries that later entries take back. An entry that is taken back itself takes nothing back.
#[must_use]
pub fn taken_back(log: &[Review]) -> BTreeSet<u64> {
    let mut log: Vec<&Review> = log.iter().collect();
    log.sort_by_key(|review| std::cmp::Reverse(review.id));
    let mut gone = BTreeSet::new();
    for review in log {
        if let Decision::Undo(entry) = review.decision
            && entry < review.id
            && !gone.contains(&review.id)
        {
            gone.insert(entry);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, Modality, Polarity};

    fn claim(text: &str, words: &str) -> Claim {
        let at = text.find(words).unwrap();
        Claim {
            span: Span::within(text, at..at + words.len()).unwrap().into(),
            attribution: None,
            facts: Facts::default(),
            polarity: Polarity::Asserted,
            modality: Modality::Asserted,
        }
    }

    const TEXT: &str =
        "Two barges sank off Melin. The mayor said that three men drowned, and four swam ashore.";

    fn anchor(words: &str) -> Anchor {
        let document = Document::of_text("ab".repeat(32).parse().unwrap(), TEXT);
        Anchor::of(&document, &claim(TEXT, words))
    }

    #[test]
    fn an_anchor_finds_the_claim_of_another_reading() {
        let check = |claims: &[&str], expected: Option<usize>| {
            let claims: Vec<Claim> = claims.iter().map(|words| claim(TEXT, words)).collect();
            let found = anchor("three men drowned, and four swam ashore").claim(TEXT, &claims);
            assert_eq!(found.map(ClaimId::index), expected);
        };
        check(&["Two barges sank", "three men drowned, and four swam ashore"], Some(1));
        check(&["three men drowned", "that three men drowned, and four swam ashore"], Some(1));
        check(&["Two barges sank", "three men drowned"], Some(1));
        check(&["Two barges sank off Melin"], None);
        check(&[], None);
    }

    #[test]
    fn words_are_found_where_the_text_has_moved() {
        let moved = format!("A new head. {TEXT}");
        assert_eq!(anchor("three men").place(TEXT).unwrap().of(TEXT), "three men");
        assert_eq!(anchor("three men").place(&moved).unwrap().of(&moved), "three men");
        assert_eq!(anchor("three men").place("Four men."), None);
    }

    #[test]
    fn what_takes_back_may_be_taken_back() {
        let entry = |id: u64, decision: Decision| Review {
            id,
            at: Timestamp::UNIX_EPOCH,
            reviewer: "Ada Quill".to_owned(),
            decision,
            targets: Vec::new(),
            reason: String::new(),
        };
        let log = [entry(1, Decision::Merge), entry(2, Decision::Undo(1)), entry(3, Decision::Undo(2))];
        assert_eq!(taken_back(&log[..2]), BTreeSet::from([1]));
        assert_eq!(taken_back(&log), BTreeSet::from([2]));
    }

    #[test]
    fn a_decision_is_a_kind_and_a_value() {
        let check = |decision: Decision, json: &str| {
            assert_eq!(serde_json::to_string(&decision).unwrap(), json);
            assert_eq!(serde_json::from_str::<Decision>(json).unwrap(), decision);
        };
        check(Decision::Merge, r#"{"kind":"merge"}"#);
        check(Decision::Undo(4), r#"{"kind":"undo","value":4}"#);
        let figure = Correction::Figure { low: Some(3.0), high: None, words: None };
        check(
            Decision::Correct(figure),
            r#"{"kind":"correct","value":{"what":"figure","low":3.0,"high":null}}"#,
        );
    }
}
