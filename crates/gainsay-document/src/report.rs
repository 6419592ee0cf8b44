//! A document together with its reading.

use crate::{Attribution, Claim, Document, Reading};

/// A document and its reading: what the comparison is given of each report.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its reading.
    pub reading: &'a Reading,
}

impl Report<'_> {
    /// The name of an attribution's source: that of its actor, or else the words as written. `None` where it names none.
    #[must_use]
    pub fn source_name(&self, attribution: &Attribution) -> Option<String> {
        if let Some(actor) = attribution.actor.and_then(|actor| self.reading.actor(actor)) {
            return Some(actor.name.clone());
        }
        let words = attribution.source.of(&self.document.text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// Who holds a claim: its innermost source, or the outlet for the author's own voice. `None` where neither is named.
    #[must_use]
    pub fn holder(&self, claim: &Claim) -> Option<String> {
        match claim.attribution {
            Some(attribution) => self.source_name(self.reading.attribution(attribution)?),
            None => self.document.outlet.clone(),
        }
    }

    /// The names of the sources that hold a claim, the outermost first; those that are not named are left out.
    #[must_use]
    pub fn sources(&self, claim: &Claim) -> Vec<String> {
        let mut names: Vec<_> =
            self.reading.chain(claim).filter_map(|attribution| self.source_name(attribution)).collect();
        names.reverse();
        names
    }
}
