//! What a person decides, from the names they write to an entry of the review log and a comparison that heeds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use gainsay_document::{
    Anchor, ClaimRef, Correction, Decision, Document, DocumentId, Matter, Reading, Review, Target, taken_back,
};
use gainsay_ledger::{Error, Ledger, NewReview};
use jiff::Timestamp;
use jiff::civil::Date;

use super::compare;
use super::whereabouts::{Found, found};

/// What a person wants to decide, by the identifiers they write.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// These claims were read as they should be.
    Accept(Vec<String>),
    /// A claim was read wrongly.
    Correct(String, Corrected),
    /// These claims count for nothing.
    Reject(Vec<String>),
    /// These matters are one.
    Merge(Vec<String>),
    /// Of a matter, these documents and claims are another one.
    Split {
        /// The matter.
        matter: String,
        /// Documents whose claims are split off.
        documents: Vec<String>,
        /// Claims that are split off.
        claims: Vec<String>,
    },
    /// A remark on a matter or claim.
    Note(String),
    /// These claims or matters are taken for established.
    Confirm(Vec<String>),
    /// These claims or matters are not taken into account.
    Discount(Vec<String>),
    /// An entry is taken back.
    Undo(u64),
}

/// What a claim says in truth of the text, or where it belongs.
#[derive(Clone, Debug, PartialEq)]
pub enum Corrected {
    /// How many; the words say which of several figures.
    Figure {
        /// The least; absent where open.
        low: Option<f64>,
        /// The greatest; absent where open.
        high: Option<f64>,
        /// The words of the figure.
        words: Option<String>,
    },
    /// Who holds it.
    Holder(String),
    /// When: the first and the last day.
    Date(Date, Date),
    /// Where: a name and a GeoNames identifier.
    Place(String, Option<u32>),
    /// Another matter.
    Matter(String),
}

/// What came of a wish.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The new entry.
    pub entry: Review,
    /// What it is about: itself, or the entry that it takes back.
    pub about: Review,
}

/// Why nothing was decided.
#[derive(Debug)]
pub enum Undecided {
    /// What was asked for does not fit.
    Wrong {
        /// In one sentence.
        message: String,
        /// What may be done about it.
        hint: Option<String>,
    },
    /// The ledger cannot be read or written, or does not hold what was named.
    Ledger(Error),
}

impl Undecided {
    fn wrong(message: impl Into<String>) -> Self {
        Self::Wrong { message: message.into(), hint: None }
    }

    fn hint(self, words: impl Into<String>) -> Self {
        match self {
            Self::Wrong { message, .. } => Self::Wrong { message, hint: Some(words.into()) },
            other @ Self::Ledger(_) => other,
        }
    }
}

impl fmt::Display for Undecided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong { message, .. } => f.write_str(message),
            Self::Ledger(error) => error.fmt(f),
        }
    }
}

impl From<Error> for Undecided {
    fn from(error: Error) -> Self {
        if error.is_rejected() { Self::wrong(error.to_string()) } else { Self::Ledger(error) }
    }
}

/// Append the decision to the log and compare anew where that can change anything; `comparing` is told before.
///
/// # Errors
/// When the wish does not fit the ledger or itself, or the ledger cannot be written.
pub fn decide(
    ledger: &mut Ledger,
    wish: &Wish,
    (by, reason): (&str, &str),
    at: Timestamp,
    comparing: impl FnOnce(),
) -> Result<Decided, Undecided> {
    for (value, what) in [(by, "who decides"), (reason, "the reason")] {
        if value.trim().is_empty() {
            return Err(
                Undecided::wrong(format!("{what} is missing")).hint("the log keeps who decided, and why")
            );
        }
    }
    let (decision, targets) = Namer(ledger).anchored(wish)?;
    let new = NewReview { reviewer: by.to_owned(), decision, targets, reason: reason.to_owned() };
    let (before, was_current) = (ledger.reviews()?, ledger.comparison_is_current()?);
    let entry = ledger.review(&new, at)?;
    // What is taken back is what the earlier entry was about.
    let about = match entry.decision {
        Decision::Undo(number) => before.into_iter().find(|earlier| earlier.id == number),
        _ => None,
    };
    let about = about.unwrap_or_else(|| entry.clone());
    if was_current && !is_compared(&about.decision) {
        ledger.heed_reviews()?;
    } else {
        comparing();
        compare(ledger)?;
    }
    Ok(Decided { entry, about })
}

/// What came of one of many wishes.
#[derive(Debug)]
pub enum Settled {
    /// A new entry.
    Entered(Review),
    /// The same reviewer had decided the same; the entry.
    Known(u64),
    /// Nothing, for this reason.
    Not(Undecided),
}

/// Append many decisions to the log, each with its reason, and compare anew once. One that does not fit keeps none of the
/// others from being made; one that the same reviewer has made of the same words is not made again.
///
/// # Errors
/// When who decides or a reason is missing, or the ledger cannot be written.
pub fn decide_all(
    ledger: &mut Ledger,
    wishes: &[(Wish, String)],
    by: &str,
    at: Timestamp,
    comparing: impl FnOnce(),
) -> Result<Vec<Settled>, Undecided> {
    if by.trim().is_empty() || wishes.iter().any(|(_, reason)| reason.trim().is_empty()) {
        return Err(Undecided::wrong("who decides, or the reason, is missing"));
    }
    let was_current = ledger.comparison_is_current()?;
    let mut log = ledger.reviews()?;
    let mut settled = Vec::with_capacity(wishes.len());
    let mut is_compared = false;
    for (wish, reason) in wishes {
        let (decision, targets) = match Namer(ledger).anchored(wish) {
            Ok(anchored) => anchored,
            Err(Undecided::Ledger(error)) if !error.is_not_found() => return Err(error.into()),
            Err(why) => {
                settled.push(Settled::Not(why));
                continue;
            }
        };
        let gone = taken_back(&log);
        let same = |entry: &&Review| {
            entry.reviewer == by
                && entry.decision == decision
                && entry.targets == targets
                && !gone.contains(&entry.id)
        };
        if let Some(entry) = log.iter().find(same) {
            settled.push(Settled::Known(entry.id));
            continue;
        }
        let new = NewReview { reviewer: by.to_owned(), decision, targets, reason: reason.clone() };
        let entry = ledger.review(&new, at)?;
        is_compared |= self::is_compared(&entry.decision);
        log.push(entry.clone());
        settled.push(Settled::Entered(entry));
    }
    if settled.iter().any(|one| matches!(one, Settled::Entered(_))) {
        if was_current && !is_compared {
            ledger.heed_reviews()?;
        } else {
            comparing();
            compare(ledger)?;
        }
    }
    Ok(settled)
}

/// Whether the comparison heeds decisions of this kind.
fn is_compared(decision: &Decision) -> bool {
    match decision {
        Decision::Merge | Decision::Split | Decision::Reject | Decision::Correct(_) | Decision::Undo(_) => {
            true
        }
        Decision::Accept | Decision::Note | Decision::Confirm | Decision::Discount => false,
    }
}

/// Finds what people name.
struct Namer<'l>(&'l Ledger);

impl Namer<'_> {
    fn anchored(&self, wish: &Wish) -> Result<(Decision, Vec<Target>), Undecided> {
        Ok(match wish {
            Wish::Accept(claims) => (Decision::Accept, self.claims(claims)?),
            Wish::Reject(claims) => (Decision::Reject, self.claims(claims)?),
            Wish::Correct(claim, to) => self.corrected(claim, to)?,
            Wish::Merge(matters) => {
                let targets = self.matters(matters)?;
                if targets.len() < 2 {
                    return Err(Undecided::wrong("a merge needs two matters or more, and these are one"));
                }
                (Decision::Merge, targets)
            }
            Wish::Split { matter, documents, claims } => {
                (Decision::Split, self.split(matter, documents, claims)?)
            }
            Wish::Note(id) => (Decision::Note, vec![self.either(id)?]),
            Wish::Confirm(ids) => (Decision::Confirm, self.eithers(ids)?),
            Wish::Discount(ids) => (Decision::Discount, self.eithers(ids)?),
            Wish::Undo(number) => (Decision::Undo(*number), Vec::new()),
        })
    }

    fn claims(&self, ids: &[String]) -> Result<Vec<Target>, Undecided> {
        some(ids)?.iter().map(|id| self.claim(id)).collect()
    }

    fn eithers(&self, ids: &[String]) -> Result<Vec<Target>, Undecided> {
        some(ids)?.iter().map(|id| self.either(id)).collect()
    }

    /// The matters written so, each once.
    fn matters(&self, ids: &[String]) -> Result<Vec<Target>, Undecided> {
        let (mut known, mut targets) = (BTreeSet::new(), Vec::new());
        for id in ids {
            let (matter, target) = self.matter(id)?;
            if known.insert(matter.id) {
                targets.push(target);
            }
        }
        Ok(targets)
    }

    /// A claim, or a matter as a whole.
    fn either(&self, id: &str) -> Result<Target, Undecided> {
        let is_claim = !id.starts_with("m-") && id.contains('.');
        if is_claim { self.claim(id) } else { Ok(self.matter(id)?.1) }
    }

    fn matter(&self, id: &str) -> Result<(Matter, Target), Undecided> {
        let matter = self.0.matter(&self.0.resolve_matter(id)?)?;
        let target = self.target(format!("{} ({})", matter.title, matter.id), &matter.claims)?;
        Ok((matter, target))
    }

    fn claim(&self, id: &str) -> Result<Target, Undecided> {
        let claim = self.0.resolve_claim(id)?;
        Ok(self.target(claim.to_string(), std::slice::from_ref(&claim))?)
    }

    /// The words of claims under a name.
    fn target(&self, name: String, claims: &[ClaimRef]) -> Result<Target, Error> {
        let mut known: BTreeMap<&DocumentId, (Document, Reading)> = BTreeMap::new();
        let mut anchors = Vec::with_capacity(claims.len());
        for ClaimRef { document: id, claim } in claims {
            if !known.contains_key(id) {
                known.insert(id, (self.0.document(id)?, self.0.reading(id)?));
            }
            let (document, reading) = &known[id];
            let read = reading.claims.get(claim.index());
            let read =
                read.ok_or_else(|| Error::corrupt(format!("document {} lacks {claim}", id.short())))?;
            anchors.push(Anchor::of(document, read));
        }
        Ok(Target { name, anchors })
    }

    /// What is split off, and what stays.
    fn split(&self, id: &str, documents: &[String], claims: &[String]) -> Result<Vec<Target>, Undecided> {
        let (matter, _) = self.matter(id)?;
        let mut off: BTreeSet<ClaimRef> = BTreeSet::new();
        let foreign = |what: String| {
            Undecided::wrong(format!("{what} does not speak to {}", matter.id))
                .hint(format!("`gainsay show {}` lists what does", matter.id))
        };
        for id in documents {
            let document = self.0.resolve_document(id)?;
            if !matter.documents.contains(&document) {
                return Err(foreign(format!("document {}", document.short())));
            }
            off.extend(matter.claims.iter().filter(|claim| claim.document == document).cloned());
        }
        for id in claims {
            let claim = self.0.resolve_claim(id)?;
            if !matter.claims.contains(&claim) {
                return Err(foreign(format!("claim {claim}")));
            }
            off.insert(claim);
        }
        let (off, stays): (Vec<ClaimRef>, Vec<ClaimRef>) =
            matter.claims.iter().cloned().partition(|claim| off.contains(claim));
        if off.is_empty() {
            return Err(Undecided::wrong("nothing is named that would be split off"));
        }
        if stays.is_empty() {
            return Err(Undecided::wrong(format!("nothing would be left of {}", matter.id))
                .hint("name fewer of its documents or claims"));
        }
        let name = |what: &str| format!("{what} {} ({})", matter.title, matter.id);
        Ok(vec![self.target(name("out of"), &off)?, self.target(name("left in"), &stays)?])
    }

    fn corrected(&self, id: &str, to: &Corrected) -> Result<(Decision, Vec<Target>), Undecided> {
        let claim = self.0.resolve_claim(id)?;
        let mut targets = vec![self.target(claim.to_string(), std::slice::from_ref(&claim))?];
        let named = |name: &str, what: &str| match name.trim() {
            "" => Err(Undecided::wrong(format!("the name of the {what} is missing"))),
            name => Ok(name.to_owned()),
        };
        let correction = match to {
            Corrected::Figure { low, high, words } => {
                check_figure(*low, *high)?;
                let words = self.figure(&claim, words.as_deref())?;
                Correction::Figure { low: *low, high: *high, words }
            }
            Corrected::Holder(name) => Correction::Holder { name: named(name, "holder")? },
            Corrected::Date(start, end) if start > end => {
                return Err(Undecided::wrong(format!("{start} is after {end}")));
            }
            Corrected::Date(start, end) => Correction::Date { start: *start, end: *end },
            Corrected::Place(name, geonameid) => self.place(&claim, named(name, "place")?, *geonameid)?,
            Corrected::Matter(other) => {
                let (other, target) = self.matter(other)?;
                if other.claims.contains(&claim) {
                    return Err(Undecided::wrong(format!("{claim} speaks to {} already", other.id)));
                }
                targets.push(target);
                targets.extend(self.left(&claim)?);
                Correction::Matter
            }
        };
        Ok((Decision::Correct(correction), targets))
    }

    /// A place by its name, as the claim's own report or the gazetteer has it; a name that neither has gets no position.
    fn place(&self, claim: &ClaimRef, name: String, geonameid: Option<u32>) -> Result<Correction, Undecided> {
        match found(&self.0.reading(&claim.document)?, &name, geonameid) {
            Found::One(place) => Ok(Correction::Place {
                name: place.name.clone(),
                geonameid: place.geonameid,
                position: Some(Box::new(place.as_ref().into())),
            }),
            Found::None => Ok(Correction::Place { name, geonameid, position: None }),
            Found::Several(places) => Err(Undecided::wrong(format!(
                "several places are called {name}: say which by its GeoNames number"
            ))
            .hint(places.join("; "))),
        }
    }

    /// What is left of the matter that a claim goes away from.
    fn left(&self, claim: &ClaimRef) -> Result<Option<Target>, Undecided> {
        let standings = self.0.standings(Some(&claim.document))?;
        let Some(own) = standings.into_iter().find(|standing| standing.claim == *claim) else {
            return Ok(None);
        };
        let matter = self.0.matter(&own.matter)?;
        let left: Vec<ClaimRef> = matter.claims.iter().filter(|other| *other != claim).cloned().collect();
        if left.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.target(format!("left in {} ({})", matter.title, matter.id), &left)?))
    }

    /// The words of the figure of a claim that is meant; none needed where it has but one.
    fn figure(&self, claim: &ClaimRef, words: Option<&str>) -> Result<Option<String>, Undecided> {
        let (document, reading) = (self.0.document(&claim.document)?, self.0.reading(&claim.document)?);
        let own = reading.claims.get(claim.claim.index()).map(|read| read.facts.quantities.as_slice());
        let figures: Vec<&str> = own
            .unwrap_or_default()
            .iter()
            .filter_map(|&index| Some(reading.quantities.get(index)?.span.of(&document.text)))
            .collect();
        let listed = || figures.iter().map(|words| format!("“{words}”")).collect::<Vec<_>>().join(", ");
        match (words, figures.as_slice()) {
            (_, []) => Err(Undecided::wrong(format!("{claim} has no figure to correct"))),
            (Some(words), all) if all.contains(&words) => Ok(Some(words.to_owned())),
            (Some(words), _) => Err(Undecided::wrong(format!("{claim} has no figure “{words}”"))
                .hint(format!("it has {}", listed()))),
            (None, [_]) => Ok(None),
            (None, _) => Err(Undecided::wrong(format!("{claim} has several figures"))
                .hint(format!("say which one: {}", listed()))),
        }
    }
}

fn some(ids: &[String]) -> Result<&[String], Undecided> {
    if ids.is_empty() { Err(Undecided::wrong("nothing is named to decide about")) } else { Ok(ids) }
}

fn check_figure(low: Option<f64>, high: Option<f64>) -> Result<(), Undecided> {
    let fits = |end: Option<f64>| end.is_none_or(|end| end.is_finite() && end >= 0.0);
    match (low, high) {
        (None, None) => Err(Undecided::wrong("a figure has one end at least")),
        _ if !fits(low) || !fits(high) => Err(Undecided::wrong("a figure is a number, not below zero")),
        (Some(low), Some(high)) if low > high => {
            Err(Undecided::wrong(format!("{low} is more than {high}: the least comes first")))
        }
        _ => Ok(()),
    }
}
