//! What is counted over all reports: how telling words, names and places are, and where outlets are at home.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use gainsay_document::Report;
use serde::{Deserialize, Serialize};

use super::{StageError, decode, encode};
use crate::candidates::Commonness;
use crate::comparer::Weights;
use crate::features::census::{Census, OutletCount, Town};
use crate::features::home::{Homes, Outlets, TownKey, Towns};
use crate::features::words::{Vocabulary, WordId};
use crate::features::{Corpus, Counted};
use crate::tables::Tables;

/// How many documents have each word, ascending by word.
type WordCounts = Vec<(WordId, u32)>;

/// What is counted of words, names, towns and outlets over reports.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    documents: u32,
    words: WordCounts,
    names: WordCounts,
    outlets: BTreeMap<String, OutletCount>,
    towns: BTreeMap<TownKey, Town>,
}

impl Tally {
    /// Count reports, each of another document.
    #[must_use]
    pub fn of(reports: &[Report<'_>]) -> Self {
        let tables = Tables::load();
        let corpus = Corpus::new(reports, &tables);
        let reports: Vec<Report<'_>> = corpus
            .documents
            .iter()
            .map(|one| Report { document: one.document, reading: one.reading })
            .collect();
        let reports: Vec<&Report<'_>> = reports.iter().collect();
        let Census { outlets, towns } = Census::of(reports.iter(), &tables);
        Self {
            documents: u32::try_from(corpus.documents.len()).unwrap_or(u32::MAX),
            words: corpus.vocabulary.counts(),
            names: corpus.names.counts(),
            outlets: outlets.into_iter().map(|(outlet, count)| (outlet.to_owned(), count)).collect(),
            towns: towns.iter().map(|(key, count)| (key.clone(), Town::of(count))).collect(),
        }
    }

    /// Add what was counted of other reports, in whatever order.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.documents += other.documents;
        self.words = added(self.words, other.words);
        self.names = added(self.names, other.names);
        for (outlet, count) in other.outlets {
            self.outlets.entry(outlet).or_default().add(count);
        }
        for (key, town) in other.towns {
            match self.towns.entry(key) {
                std::collections::btree_map::Entry::Vacant(entry) => _ = entry.insert(town),
                std::collections::btree_map::Entry::Occupied(mut entry) => entry.get_mut().add(town),
            }
        }
        self
    }

    /// The same in pieces that share no word, name, town or outlet, so that each can be merged by another machine. The number
    /// of documents stands in the first one.
    #[must_use]
    pub fn pieces(self, count: usize) -> Vec<Self> {
        let count = count.max(1);
        let mut pieces = vec![Self::default(); count];
        pieces[0].documents = self.documents;
        let of_word = |word: WordId| (word % count as u64) as usize;
        let of = |key: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            key(&mut hasher);
            of_word(hasher.finish())
        };
        self.words.into_iter().for_each(|one| pieces[of_word(one.0)].words.push(one));
        self.names.into_iter().for_each(|one| pieces[of_word(one.0)].names.push(one));
        for (outlet, count) in self.outlets {
            pieces[of(&|hasher| outlet.hash(hasher))].outlets.insert(outlet, count);
        }
        for (key, town) in self.towns {
            pieces[of(&|hasher| key.hash(hasher))].towns.insert(key, town);
        }
        pieces
    }

    /// The same without the words and names of a single document, when all documents were counted: half of them or more, and
    /// what is not there is known to be of a single document.
    #[must_use]
    pub fn of_several(mut self) -> Self {
        self.words.retain(|(_, documents)| *documents > 1);
        self.names.retain(|(_, documents)| *documents > 1);
        self
    }

    /// How many documents, words, names, towns and outlets it counts.
    #[must_use]
    pub fn sizes(&self) -> [usize; 5] {
        let lists = [self.words.len(), self.names.len(), self.towns.len(), self.outlets.len()];
        [self.documents as usize, lists[0], lists[1], lists[2], lists[3]]
    }

    /// As bytes.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, StageError> {
        encode("a tally", self)
    }

    /// From bytes.
    ///
    /// # Errors
    /// Where the bytes are none of a tally.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StageError> {
        decode("a tally", bytes)
    }
}

/// Two lists of counts, ascending by word, as one.
fn added(a: WordCounts, b: WordCounts) -> WordCounts {
    if a.is_empty() {
        return b;
    }
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    while let (Some(x), Some(y)) = (a.peek().copied(), b.peek().copied()) {
        let least = x.0.min(y.0);
        let count = if x.0 == least { a.next().map_or(0, |one| one.1) } else { 0 }
            + if y.0 == least { b.next().map_or(0, |one| one.1) } else { 0 };
        all.push((least, count));
    }
    all.extend(a.chain(b));
    all
}

/// How many incidents name each place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places(BTreeMap<String, u32>);

impl Places {
    pub(super) fn new(commonness: Commonness) -> Self {
        Self(commonness.into_counts())
    }

    /// Add what was counted of other reports, in whatever order.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (place, count) in other.0 {
            *self.0.entry(place).or_default() += count;
        }
        self
    }

    /// The same without the places of a single incident, when all incidents were counted: what is not there counts as one.
    #[must_use]
    pub fn of_several(mut self) -> Self {
        self.0.retain(|_, count| *count > 1);
        self
    }

    /// As bytes.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, StageError> {
        encode("places", self)
    }

    /// From bytes.
    ///
    /// # Errors
    /// Where the bytes are none of places.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StageError> {
        decode("places", bytes)
    }
}

/// How telling every word, name and place is, for all stages after the counting.
pub struct Weighing {
    pub(super) tables: Tables,
    outlets: Arc<Outlets>,
    towns: BTreeMap<TownKey, Town>,
    vocabulary: Vocabulary,
    names: Vocabulary,
    common: Arc<Commonness>,
    documents: usize,
}

impl Weighing {
    /// Of what was counted over all reports. `places` are empty until all reports were listed: listing asks for none.
    #[must_use]
    pub fn new(tally: Tally, places: Places) -> Self {
        let Tally { documents, words, names, outlets, towns } = tally.of_several();
        Self {
            tables: Tables::load(),
            outlets: Arc::new(Outlets::of(outlets.iter().map(|(outlet, count)| (outlet.as_str(), count)))),
            towns,
            vocabulary: Vocabulary::closed(words, documents),
            names: Vocabulary::closed(names, documents),
            common: Arc::new(Commonness::of_counts(places.0)),
            documents: documents as usize,
        }
    }

    /// How many documents were counted.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// The weights for taking the features of reports.
    pub(super) fn weights(&self) -> Weights<'_> {
        let homes = Homes::new(Arc::clone(&self.outlets), Towns::Kept(&self.towns));
        let mut weights = self.weights_of_features();
        weights.counted.homes = Some(Arc::new(homes));
        weights
    }

    /// The weights for comparing features that were taken.
    pub(super) fn weights_of_features(&self) -> Weights<'static> {
        let (vocabulary, names) = (self.vocabulary.clone(), self.names.clone());
        let counted = Counted { vocabulary, names, homes: None };
        Weights { counted, common: Arc::clone(&self.common), documents: self.documents }
    }
}

impl std::fmt::Debug for Weighing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Weighing").field("documents", &self.documents).finish_non_exhaustive()
    }
}
