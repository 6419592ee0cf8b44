//! Corrections of figures as they hold of a reading: what is compared is what a person says that a claim says.

use std::collections::BTreeMap;

use crate::{Anchor, Correction, Decision, Document, Interval, Reading, Review, taken_back};

/// The corrections of figures in a review log that stand.
///
/// A stored reading stays the machine's; whoever compares applies these to a copy of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    /// By number, ascending.
    figures: Vec<FigureCorrection>,
}

#[derive(Clone, Debug, PartialEq)]
struct FigureCorrection {
    number: u64,
    anchor: Anchor,
    interval: Interval,
    words: Option<String>,
}

impl Corrections {
    /// Those of a review log.
    #[must_use]
    pub fn of_reviews(log: &[Review]) -> Self {
        let gone = taken_back(log);
        let mut figures = Vec::new();
        for review in log.iter().filter(|review| !gone.contains(&review.id)) {
            let Decision::Correct(Correction::Figure { low, high, words }) = &review.decision else {
                continue;
            };
            let anchors = review.targets.iter().flat_map(|target| &target.anchors);
            figures.extend(anchors.map(|anchor| FigureCorrection {
                number: review.id,
                anchor: anchor.clone(),
                interval: Interval { low: *low, high: *high },
                words: words.clone(),
            }));
        }
        figures.sort_by_key(|figure| figure.number);
        Self { figures }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// The corrected quantities of a reading, by index: the number of the entry, and what it says. Of two corrections of
    /// one quantity the later holds; one that does not say which of several figures it means reaches none.
    #[must_use]
    pub fn figures(&self, document: &Document, reading: &Reading) -> BTreeMap<usize, (u64, Interval)> {
        let mut found = BTreeMap::new();
        for figure in self.figures.iter().filter(|figure| figure.anchor.document == document.id) {
            let claim = figure.anchor.claim(&document.text, &reading.claims);
            let Some(claim) = claim.and_then(|claim| reading.claims.get(claim.index())) else { continue };
            let index = match (&figure.words, claim.facts.quantities.as_slice()) {
                (None, [only]) => Some(*only),
                (None, _) => None,
                (Some(words), all) => all.iter().copied().find(|&index| {
                    let quantity = reading.quantities.get(index);
                    quantity.is_some_and(|quantity| quantity.span.of(&document.text) == words)
                }),
            };
            found.extend(index.map(|index| (index, (figure.number, figure.interval))));
        }
        found
    }

    /// Put what people say in the place of what was read.
    pub fn apply(&self, document: &Document, reading: &mut Reading) {
        for (index, (_, interval)) in self.figures(document, reading) {
            if let Some(quantity) = reading.quantities.get_mut(index) {
                quantity.interval = interval;
            }
        }
    }
}
