//! Corrections as they hold of a reading: what is compared is what a person says that a claim says.

use std::collections::BTreeMap;

use crate::{
    Actor, ActorId, ActorKind, Anchor, Attribution, AttributionId, ClaimId, Correction, Decision, Document,
    Interval, Place, PlacePrecision, Polarity, QuoteKind, Reading, Review, Spans, Stance, Time, TimeKind,
    days_written, taken_back,
};

/// The corrections in a review log that stand, save those of which matter a claim speaks to: that is no part of a
/// reading.
///
/// A stored reading stays the machine's; whoever compares applies these to a copy of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    /// By number, ascending.
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    number: u64,
    anchor: Anchor,
    correction: Correction,
}

/// What people say of a claim in place of what was read, each with the number of the entry that says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amended {
    /// Who holds it.
    pub holder: Option<(u64, String)>,
    /// When it is said to have happened; its span is the claim's own.
    pub date: Option<(u64, Time)>,
    /// Where it is said to have happened; its span is the claim's own.
    pub place: Option<(u64, Place)>,
}

impl Corrections {
    /// Those of a review log.
    #[must_use]
    pub fn of_reviews(log: &[Review]) -> Self {
        let gone = taken_back(log);
        let mut entries = Vec::new();
        for review in log.iter().filter(|review| !gone.contains(&review.id)) {
            let Decision::Correct(correction) = &review.decision else { continue };
            if matches!(correction, Correction::Matter) {
                continue;
            }
            let anchors = review.targets.iter().flat_map(|target| &target.anchors);
            entries.extend(anchors.map(|anchor| Entry {
                number: review.id,
                anchor: anchor.clone(),
                correction: correction.clone(),
            }));
        }
        entries.sort_by_key(|entry| entry.number);
        Self { entries }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The corrections of claims of a reading, the first decision first.
    fn of<'c>(
        &'c self,
        document: &'c Document,
        reading: &'c Reading,
    ) -> impl Iterator<Item = (ClaimId, &'c Entry)> {
        let own = self.entries.iter().filter(|entry| entry.anchor.document == document.id);
        own.filter_map(|entry| Some((entry.anchor.claim(&document.text, &reading.claims)?, entry)))
    }

    /// The corrected quantities of a reading, by index: the number of the entry, and what it says. Of two corrections of
    /// one quantity the later holds; one that does not say which of several figures it means reaches none.
    #[must_use]
    pub fn figures(&self, document: &Document, reading: &Reading) -> BTreeMap<usize, (u64, Interval)> {
        let mut found = BTreeMap::new();
        for (claim, entry) in self.of(document, reading) {
            let Correction::Figure { low, high, words } = &entry.correction else { continue };
            let Some(claim) = reading.claims.get(claim.index()) else { continue };
            let index = match (words, claim.facts.quantities.as_slice()) {
                (None, [only]) => Some(*only),
                (None, _) => None,
                (Some(words), all) => all.iter().copied().find(|&index| {
                    let quantity = reading.quantities.get(index);
                    quantity.is_some_and(|quantity| quantity.span.of(&document.text) == words)
                }),
            };
            found.extend(index.map(|index| (index, (entry.number, Interval { low: *low, high: *high }))));
        }
        found
    }

    /// What people say of holder, day and place of the claims of a reading. Of two corrections of one thing the later
    /// holds.
    #[must_use]
    pub fn amended(&self, document: &Document, reading: &Reading) -> BTreeMap<ClaimId, Amended> {
        let mut found: BTreeMap<ClaimId, Amended> = BTreeMap::new();
        for (id, entry) in self.of(document, reading) {
            let Some(span) = reading.claims.get(id.index()).and_then(|claim| claim.span.first()) else {
                continue;
            };
            let number = entry.number;
            match &entry.correction {
                Correction::Holder { name } => {
                    found.entry(id).or_default().holder = Some((number, name.clone()));
                }
                Correction::Date { start, end } => {
                    let time = Time {
                        span,
                        kind: TimeKind::Date,
                        value: days_written(*start, *end),
                        modifier: None,
                        start: Some(*start),
                        end: Some(*end),
                    };
                    found.entry(id).or_default().date = Some((number, time));
                }
                Correction::Place { name, geonameid, position } => {
                    let position = position.as_ref();
                    let place = Place {
                        span,
                        name: name.clone(),
                        geonameid: *geonameid,
                        lat: position.and_then(|position| position.lat),
                        lon: position.and_then(|position| position.lon),
                        country: position.and_then(|position| position.country.clone()),
                        admin1: position.and_then(|position| position.admin1.clone()),
                        is_country: position.is_some_and(|position| position.is_country),
                        precision: position.map_or(PlacePrecision::Unknown, |position| position.precision),
                        is_associative: false,
                    };
                    found.entry(id).or_default().place = Some((number, place));
                }
                Correction::Figure { .. } | Correction::Matter => {}
            }
        }
        found
    }

    /// Put what people say in the place of what was read.
    pub fn apply(&self, document: &Document, reading: &mut Reading) {
        if self.is_empty() {
            return;
        }
        let (figures, amended) = (self.figures(document, reading), self.amended(document, reading));
        for (index, (_, interval)) in figures {
            if let Some(quantity) = reading.quantities.get_mut(index) {
                quantity.interval = interval;
            }
        }
        for (id, Amended { holder, .. }) in &amended {
            if let Some((_, name)) = holder {
                hold(document, reading, *id, name);
            }
        }
        reading.amended = amended;
    }
}

/// Give a claim to another holder. What its cue makes of it and who passes it on stay as they were read.
fn hold(document: &Document, reading: &mut Reading, id: ClaimId, name: &str) {
    let Some(claim) = reading.claims.get(id.index()) else { return };
    let known = claim.attribution.and_then(|id| reading.attribution(id)).cloned();
    let same = |other: &str| other.trim().to_lowercase() == name.trim().to_lowercase();
    let stance = known.as_ref().map(|known| known.stance);
    // The report's own voice has no attribution; that it takes something back could then not be said.
    if document.outlet.as_deref().is_some_and(same) && stance != Some(Stance::Retract) {
        let claim = &mut reading.claims[id.index()];
        claim.attribution = None;
        if stance == Some(Stance::Deny) {
            claim.polarity = Polarity::Denied;
        }
        return;
    }
    let actor = reading.actors.iter().position(|actor| same(&actor.name)).unwrap_or_else(|| {
        reading.actors.push(Actor {
            name: name.trim().to_owned(),
            kind: ActorKind::Unknown,
            role: None,
            affiliation: None,
            mentions: Vec::new(),
        });
        reading.actors.len() - 1
    });
    let said = known.unwrap_or_else(|| Attribution {
        source: Spans::none(),
        cue: Spans::none(),
        content: claim.span.clone(),
        quote: QuoteKind::Indirect,
        stance: Stance::Say,
        inside: None,
        actor: None,
        confidence: 1.0,
    });
    // Other claims of the same attribution stay with its source.
    reading.attributions.push(Attribution { actor: Some(ActorId::at(actor)), ..said });
    reading.claims[id.index()].attribution = Some(AttributionId::at(reading.attributions.len() - 1));
}
