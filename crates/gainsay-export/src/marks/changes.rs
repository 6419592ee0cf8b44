//! What a person changed, as decisions of the review log.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{ClaimId, days_of};
use jiff::civil::Date;

use super::{Link, LinkKind, Mark, MarkKind, Sheet};

/// A change that the review log can keep.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The claim.
    pub claim: ClaimId,
    /// What is decided of it.
    pub said: Said,
}

/// What is decided of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// It was read as it should be.
    Accept,
    /// It counts for nothing.
    Reject,
    /// It is taken for established.
    Confirm,
    /// It is not taken into account.
    Discount,
    /// How many.
    Figure {
        /// The least; `None` is open.
        low: Option<f64>,
        /// The greatest; `None` is open.
        high: Option<f64>,
        /// Which figure: its index among the document's quantities.
        quantity: usize,
    },
    /// Who holds it.
    Holder(String),
    /// When: the first and the last day.
    Date(Date, Date),
    /// Where: a name and, where it is given, a GeoNames identifier.
    Place(String, Option<u32>),
}

/// A change, or why it is none that the log can keep.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where in the file; empty where something is no longer there.
    pub at: String,
    /// The change, or the reason.
    pub change: Result<Change, String>,
}

/// What was changed between what was exported and what came back, in the order of the claims.
#[must_use]
pub fn changes(exported: &Sheet, found: &Sheet) -> Vec<Finding> {
    // Who began with nothing, or lost the file, has not rejected all that was read.
    if !exported.marks.is_empty() && !exported.marks.iter().any(|mark| found.mark(&mark.key).is_some()) {
        let reason = "nothing of what was exported is in it: nothing is taken over";
        return vec![Finding { at: String::new(), change: Err(reason.to_owned()) }];
    }
    let mut telling = Telling {
        exported,
        before: exported.by_key(),
        after: found.by_key(),
        found,
        used: BTreeSet::new(),
        findings: Vec::new(),
    };
    telling.marks();
    telling.links();
    telling.added();
    telling.findings
}

struct Telling<'s> {
    exported: &'s Sheet,
    found: &'s Sheet,
    before: BTreeMap<&'s str, &'s Mark>,
    after: BTreeMap<&'s str, &'s Mark>,
    /// New marks that a new link gives a meaning.
    used: BTreeSet<&'s str>,
    findings: Vec<Finding>,
}

impl<'s> Telling<'s> {
    fn change(&mut self, at: &str, claim: ClaimId, said: Said) {
        self.findings.push(Finding { at: at.to_owned(), change: Ok(Change { claim, said }) });
    }

    fn skip(&mut self, at: &str, reason: impl Into<String>) {
        self.findings.push(Finding { at: at.to_owned(), change: Err(reason.into()) });
    }

    /// Marks that were exported: gone, or otherwise than they were.
    fn marks(&mut self) {
        let exported = self.exported;
        for old in &exported.marks {
            let Some(new) = self.after.get(old.key.as_str()).copied() else {
                match (old.kind, claim_of(&old.key)) {
                    (MarkKind::Claim, Some(claim)) => self.change("", claim, Said::Reject),
                    _ => self.skip(
                        "",
                        format!(
                            "{} is gone: the review log corrects it, and cannot take it out of a claim",
                            named(old)
                        ),
                    ),
                }
                continue;
            };
            if new.kind != old.kind {
                self.skip(&new.at, format!("{} became a {}", named(old), new.kind.as_str()));
                continue;
            }
            if old.kind == MarkKind::Claim {
                self.decided(old, new);
            }
            let moved = new.spans != old.spans;
            if new.value != old.value {
                self.valued(old, new);
            } else if moved && old.kind == MarkKind::Source {
                self.held(old, &new.words, &new.at);
            } else if moved {
                let hint = if old.kind == MarkKind::Claim { "" } else { "; give its value instead" };
                self.skip(
                    &new.at,
                    format!(
                        "{} has other words: the review log keeps the words that were read{hint}",
                        named(old)
                    ),
                );
            }
        }
    }

    fn decided(&mut self, old: &Mark, new: &Mark) {
        let (Some(word), Some(claim)) = (&new.decision, claim_of(&old.key)) else { return };
        let said = match word.to_lowercase().as_str() {
            "accept" => Said::Accept,
            "reject" => Said::Reject,
            "confirm" => Said::Confirm,
            "discount" => Said::Discount,
            _ => {
                return self
                    .skip(&new.at, format!("{word:?} is no decision: accept, reject, confirm or discount"));
            }
        };
        self.change(&new.at, claim, said);
    }

    /// A mark was given another value: every claim that it belongs to is corrected.
    fn valued(&mut self, old: &Mark, new: &Mark) {
        let Some(value) = new.value.as_deref() else {
            return self
                .skip(&new.at, format!("the value of {} is gone; write the one that is meant", named(old)));
        };
        let kind = match old.kind {
            MarkKind::Source => return self.held(old, value, &new.at),
            MarkKind::Quantity => LinkKind::Counts,
            MarkKind::Time => LinkKind::When,
            MarkKind::Place => LinkKind::Where,
            MarkKind::Claim | MarkKind::Cue | MarkKind::Content | MarkKind::Event => {
                return self.skip(&new.at, format!("the review log cannot keep a value of {}", named(old)));
            }
        };
        let claims = self.claims(kind, &old.key);
        if claims.is_empty() {
            return self.skip(&new.at, format!("{} is in no claim", named(old)));
        }
        for claim in claims {
            self.corrected(claim, kind, old, value, &new.at);
        }
    }

    /// The claims of a source are held by somebody else.
    fn held(&mut self, old: &Mark, name: &str, at: &str) {
        let claims = self.claims(LinkKind::HeldBy, &old.key);
        if claims.is_empty() {
            return self.skip(at, format!("{} holds no claim", named(old)));
        }
        for claim in claims.into_iter().filter_map(|claim| claim_of(&claim.key)) {
            self.change(at, claim, Said::Holder(name.to_owned()));
        }
    }

    /// The exported claims that a link of that kind leads from to the mark; without those that are gone.
    fn claims(&self, kind: LinkKind, to: &str) -> Vec<&'s Mark> {
        let links = self.exported.links.iter().filter(|link| link.kind == kind && link.to == to);
        let claims = links.filter_map(|link| self.before.get(link.from.as_str()).copied());
        claims.filter(|claim| self.after.contains_key(claim.key.as_str())).collect()
    }

    /// A claim says another figure, date or place in place of the mark `old`.
    fn corrected(&mut self, claim: &Mark, kind: LinkKind, old: &Mark, value: &str, at: &str) {
        let Some(id) = claim_of(&claim.key) else { return };
        let said = match kind {
            LinkKind::Counts => figure_of(value)
                .and_then(|(low, high)| Some(Said::Figure { low, high, quantity: number(&old.key, 'q')? })),
            LinkKind::When => days_of(value).map(|(start, end)| Said::Date(start, end)),
            _ => place_of(value),
        };
        let Some(said) = said else {
            let how = match kind {
                LinkKind::Counts => "a figure: 4, 3..5, 3.. or ..5",
                LinkKind::When => "a date: 2024, 2024-05, 2024-05-03 or 2024-05-03/2024-05-04",
                _ => "a place: a name, with its GeoNames number in brackets where several have it",
            };
            return self.skip(at, format!("{value:?} is not {how}"));
        };
        let several =
            self.exported.links.iter().filter(|link| link.kind == kind && link.from == claim.key).count();
        let first = self.exported.links.iter().find(|link| link.kind == kind && link.from == claim.key);
        match kind {
            LinkKind::When if several > 1 => {
                self.skip(
                    at,
                    format!(
                        "{} has several dates: `gainsay review correct` says which day is meant",
                        named(claim)
                    ),
                );
            }
            LinkKind::Where if several > 1 && first.is_some_and(|first| first.to != old.key) => {
                self.skip(at, format!("{} has several places, and this is not the first", named(claim)));
            }
            _ => self.change(at, id, said),
        }
    }

    /// Links that are gone or new.
    fn links(&mut self) {
        let same = |a: &Link, b: &Link| (a.kind, &a.from, &a.to) == (b.kind, &b.from, &b.to);
        let exported = self.exported;
        let gone: Vec<&Link> = exported
            .links
            .iter()
            .filter(|old| !self.found.links.iter().any(|new| same(old, new)))
            // What is gone with a mark is told there.
            .filter(|old| {
                self.after.contains_key(old.from.as_str()) && self.after.contains_key(old.to.as_str())
            })
            .collect();
        let found = self.found;
        let new: Vec<&Link> =
            found.links.iter().filter(|new| !exported.links.iter().any(|old| same(old, new))).collect();
        let mut replaced: BTreeSet<usize> = BTreeSet::new();
        for link in new {
            let place = gone.iter().position(|old| old.kind == link.kind && old.from == link.from);
            let place = place.filter(|at| replaced.insert(*at));
            self.linked(link, place.map(|at| gone[at]));
        }
        for (_, old) in gone.iter().enumerate().filter(|(at, _)| !replaced.contains(at)) {
            self.skip(
                "",
                format!(
                    "the link {} from {} to {} is gone: the review log corrects it, and cannot take it away",
                    old.kind.as_str(),
                    old.from,
                    old.to
                ),
            );
        }
    }

    /// A new link, in place of another where one of its kind is gone from the same mark.
    fn linked(&mut self, link: &'s Link, instead: Option<&Link>) {
        let kind = link.kind;
        let (Some(claim), Some(to)) =
            (self.before.get(link.from.as_str()).copied(), self.after.get(link.to.as_str()).copied())
        else {
            return self.skip(
                &link.at,
                format!("the new link {} leads from or to a mark that was not exported", kind.as_str()),
            );
        };
        if (claim.kind, to.kind) != kind.ends() {
            return self.skip(
                &link.at,
                format!(
                    "{} cannot lead from a {} to a {}",
                    kind.as_str(),
                    claim.kind.as_str(),
                    to.kind.as_str()
                ),
            );
        }
        self.used.insert(&to.key);
        let value = to.value.as_deref().unwrap_or(&to.words);
        match (kind, instead.and_then(|old| self.before.get(old.to.as_str()).copied())) {
            (LinkKind::HeldBy, _) => {
                if let Some(id) = claim_of(&claim.key) {
                    self.change(&link.at, id, Said::Holder(value.to_owned()));
                }
            }
            (LinkKind::Counts | LinkKind::When | LinkKind::Where, Some(old)) => {
                self.corrected(claim, kind, old, value, &link.at);
            }
            (LinkKind::When | LinkKind::Where, None)
                if !self.exported.links.iter().any(|old| old.kind == kind && old.from == claim.key) =>
            {
                self.corrected(claim, kind, to, value, &link.at);
            }
            _ => self.skip(
                &link.at,
                format!("the review log cannot keep a further link {} of {}", kind.as_str(), named(claim)),
            ),
        }
    }

    /// Marks that nobody exported and no new link uses.
    fn added(&mut self) {
        let found = self.found;
        for mark in &found.marks {
            if !self.before.contains_key(mark.key.as_str()) && !self.used.contains(mark.key.as_str()) {
                self.skip(
                    &mark.at,
                    format!(
                        "“{}” is newly marked as a {}: the review log decides about what was read",
                        mark.words,
                        mark.kind.as_str()
                    ),
                );
            }
        }
    }
}

/// “9 people” (Quantity).
fn named(mark: &Mark) -> String {
    format!("“{}” ({} {})", mark.words, mark.kind.as_str(), mark.key)
}

fn claim_of(key: &str) -> Option<ClaimId> {
    number(key, 'c').map(ClaimId::at)
}

/// The index in `q3`.
fn number(key: &str, letter: char) -> Option<usize> {
    key.strip_prefix(letter)?.parse::<usize>().ok()?.checked_sub(1)
}

/// `4`, `3..5`, `3..` or `..5`: the least and the greatest; not both open.
fn figure_of(value: &str) -> Option<(Option<f64>, Option<f64>)> {
    let end = |text: &str| match text.trim() {
        "" => Some(None),
        number => number.parse().ok().filter(|number: &f64| number.is_finite()).map(Some),
    };
    let (low, high) = value.split_once("..").unwrap_or((value, value));
    let (low, high) = (end(low)?, end(high)?);
    (low.is_some() || high.is_some()).then_some((low, high))
}

/// A name, with a GeoNames number in brackets at its end or without.
fn place_of(value: &str) -> Option<Said> {
    let numbered = value.strip_suffix(')').and_then(|value| value.rsplit_once('('));
    let (name, id) = match numbered.and_then(|(name, id)| Some((name, id.trim().parse().ok()?))) {
        Some((name, id)) => (name.trim(), Some(id)),
        None => (value.trim(), None),
    };
    (!name.is_empty()).then(|| Said::Place(name.to_owned(), id))
}
