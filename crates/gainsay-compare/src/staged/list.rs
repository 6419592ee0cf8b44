//! What reports have to compare, and the lists that it stands in.

use gainsay_document::Report;

use super::item::sortable;
use super::row::{IncidentRow, StatementRow};
use super::{Item, Kind, Places, StageError, Weighing, encode};
use crate::candidates::{self, Commonness};
use crate::cluster::{incidents, statements};
use crate::comparer::hashed;
use crate::features::Corpus;
use crate::matter::Evidence;

/// An item and the lists it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub item: Item,
    /// The keys it is listed under, ascending.
    pub keys: Vec<u64>,
    /// Where it stands in each list: the lists are sorted by these bytes.
    pub place: Vec<u8>,
    /// Whether it makes a matter where it is linked with no other.
    pub is_founded: bool,
    /// What it is compared by, for [`super::Neighbours`] and [`super::groups`].
    pub row: Vec<u8>,
}

/// The items of reports, and how many of the incidents name each place. Statements are listed whether or not matters of
/// incidents take them.
///
/// # Errors
/// Where an item cannot be written.
pub fn listed(reports: &[Report<'_>], weighing: &Weighing) -> Result<(Vec<Listed>, Places), StageError> {
    let tables = &weighing.tables;
    let weights = weighing.weights();
    let corpus = Corpus::weighed(reports, tables, weights.counted.clone());
    let (mut list, mut all) = (Vec::new(), Vec::new());
    for (number, features) in corpus.documents.iter().enumerate() {
        for (at, incident) in incidents::of_document(&corpus, number, tables).into_iter().enumerate() {
            let claims = incident.claims.iter().map(|claim| claim + features.claims.start);
            let evidence = Evidence::of(&corpus, claims);
            let profile = &incident.profile;
            let keys = candidates::keys(profile, &weights.counted.vocabulary, &weights.counted.names);
            let item = Item::new(features.document, at)?;
            // An incident without a day comes first.
            let day = candidates::day(profile);
            let mut place = vec![u8::from(day.is_some())];
            place.extend(sortable(day.unwrap_or_default()));
            place.extend(item.as_bytes());
            let row = encode("an incident", &IncidentRow::new(profile, evidence))?;
            list.push(Listed {
                kind: Kind::Incidents,
                item,
                keys: ascending(keys.iter().map(hashed)),
                place,
                is_founded: Evidence::makes_matter(std::iter::once((evidence, profile.main))),
                row,
            });
            all.push(incident);
        }
        for statement in statements::of_document(&corpus, number) {
            let item = Item::new(features.document, statement.claim)?;
            list.push(Listed {
                kind: Kind::Statements,
                item,
                keys: ascending(statements::keys(&corpus, &statement).iter().map(hashed)),
                place: item.as_bytes().to_vec(),
                is_founded: false,
                row: encode("a statement", &StatementRow::new(&statement))?,
            });
        }
    }
    Ok((list, Places::new(Commonness::of(&all))))
}

fn ascending(keys: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut keys: Vec<u64> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
