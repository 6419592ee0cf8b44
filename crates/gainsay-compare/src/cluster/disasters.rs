//! One disaster is one matter: an earthquake or a flood, of which many reports tell in many ways.
//!
//! Single reports of it have little in common (a rescue, an appeal, a toll), so that average link leaves several
//! clusters of one disaster. Clusters are told apart by what they are on the whole: kind, days, places and words.

use std::collections::BTreeSet;

use super::incidents::Incident;
use super::profile::Profile;
use crate::constraints::Bound;
use crate::features::days::Day;
use crate::features::places::PlaceFit;
use crate::features::words::{Vector, cosine, sum};
use crate::tables::{Families, Tables};

/// A cluster of so many incidents draws others to it.
const GREAT: usize = 5;
/// So many days apart at most, two clusters may be of one disaster: what follows from it goes on for weeks.
const DAYS: Day = 14;
/// The least likeness of the words of all their reports.
const LIKENESS: f64 = 0.25;
/// One report may tell of a disaster as of two; so many of the smaller cluster's reports, as a part of four, may do so.
const SHARED: usize = 4;

/// Join the clusters (lists of indices into `incidents`, ascending) that are of one disaster, but for those that `bound`
/// holds apart.
pub(crate) fn join(
    groups: Vec<Vec<usize>>,
    incidents: &[&Incident<'_>],
    tables: &Tables,
    bound: &mut Bound,
) -> Vec<Vec<usize>> {
    if groups.iter().all(|group| group.len() < GREAT) {
        return groups;
    }
    let (mut all, mut others): (Vec<Cluster<'_>>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    for group in groups {
        match Cluster::of(group, incidents, tables) {
            Ok(cluster) => all.push(cluster),
            Err(group) => others.push(group),
        }
    }
    all.sort_by_key(|cluster| (std::cmp::Reverse(cluster.items.len()), cluster.items[0]));
    let mut great: Vec<Cluster<'_>> = Vec::new();
    for cluster in all {
        let root = |cluster: &Cluster<'_>| cluster.items[0];
        let may_join =
            |known: &&mut Cluster<'_>| bound.allows(root(known), root(&cluster)) && known.takes(&cluster);
        match great.iter_mut().find(may_join) {
            Some(known) => {
                bound.join(root(known), root(&cluster));
                known.absorb(cluster);
            }
            None if cluster.items.len() >= GREAT => great.push(cluster),
            None => others.push(cluster.items),
        }
    }
    others.extend(great.into_iter().map(|cluster| cluster.items));
    for group in &mut others {
        group.sort_unstable();
    }
    others.sort_unstable();
    others
}

/// Incidents of one disaster.
struct Cluster<'a> {
    items: Vec<usize>,
    documents: BTreeSet<usize>,
    kinds: Families,
    profile: Profile<'a>,
    /// The words of all its reports.
    words: Vector,
}

impl<'a> Cluster<'a> {
    /// The cluster of a group of which half at least are of disasters; else the group.
    fn of(group: Vec<usize>, incidents: &[&Incident<'a>], tables: &Tables) -> Result<Self, Vec<usize>> {
        let disaster = tables.families.disaster;
        let of_disaster = |&&at: &&usize| incidents[at].profile.families.shares(disaster);
        if group.iter().filter(of_disaster).count() * 2 < group.len() {
            return Err(group);
        }
        let (mut profile, mut words) = (Profile::default(), Vector::default());
        for &at in &group {
            profile.absorb(&incidents[at].profile);
            words = sum(&words, &incidents[at].profile.vector);
        }
        let often = |bit: &u32| {
            let with = group.iter().filter(|&&at| incidents[at].profile.families.0 & (1 << bit) != 0);
            disaster.0 & (1 << bit) != 0 && with.count() * 2 >= group.len()
        };
        let kinds = Families((0..u32::BITS).filter(often).fold(0, |all, bit| all | 1 << bit));
        let documents = group.iter().map(|&at| incidents[at].document).collect();
        Ok(Self { items: group, documents, kinds, profile, words })
    }

    fn takes(&self, other: &Self) -> bool {
        let shared = self.documents.intersection(&other.documents).count();
        let days = self.profile.reach().zip(other.profile.reach());
        self.kinds.shares(other.kinds)
            && shared * SHARED <= other.documents.len()
            && days.is_some_and(|(a, b)| a.gap(b) <= DAYS)
            && self.profile.place_fit(&other.profile).is_some_and(|fit| fit != PlaceFit::Apart)
            && cosine(&self.words, &other.words) >= LIKENESS
    }

    fn absorb(&mut self, other: Self) {
        self.items.extend(other.items);
        self.documents.extend(other.documents);
        self.profile.absorb(&other.profile);
        self.words = sum(&self.words, &other.words);
    }
}

#[cfg(test)]
mod tests {
    use gainsay_document::Report;

    use super::*;
    use crate::cluster::incidents;
    use crate::features::Corpus;
    use crate::testing::{KORVA, Sample, TARSK, Town, report};

    const WORDS: &str = "Rescuers dig in the rubble of the market";

    fn told(outlet: &str, kind: &str, town: Town, words: &str) -> Sample {
        report(outlet, "2024-03-14", "News").claim(&format!("{words} in {} on Tuesday.", town.0), |made| {
            made.event(kind, words.split(' ').next().unwrap_or_default())
                .at(town)
                .on("Tuesday", "2024-03-12");
        })
    }

    /// How many clusters are left of two: six reports of an earthquake in Korva, and one report more.
    fn check(more: Sample, expected: usize) {
        let mut samples: Vec<Sample> =
            (0..6).map(|at| told(&format!("Outlet {at}"), "earthquake", KORVA, WORDS)).collect();
        samples.push(more);
        let tables = Tables::load();
        let reports: Vec<Report<'_>> =
            samples.iter().map(|made| Report { document: &made.document, reading: &made.reading }).collect();
        let corpus = Corpus::new(&reports, &tables);
        let found: Vec<Incident<'_>> =
            (0..corpus.documents.len()).flat_map(|at| incidents::of_document(&corpus, at, &tables)).collect();
        let own =
            |at: &usize| corpus.documents[found[*at].document].document.outlet.as_deref() == Some("Herald");
        let (one, most) = (0..found.len()).partition(own);
        let refs: Vec<&Incident<'_>> = found.iter().collect();
        let mut bound = Bound::of(found.iter().map(|_| None));
        assert_eq!(join(vec![most, one], &refs, &tables, &mut bound).len(), expected);
    }

    #[test]
    fn a_great_disaster_draws_what_is_told_alike() {
        check(told("Herald", "earthquake", KORVA, WORDS), 1);
    }

    #[test]
    fn another_town_another_kind_and_other_words_stay_apart() {
        check(told("Herald", "earthquake", TARSK, WORDS), 2);
        check(told("Herald", "attack", KORVA, WORDS), 2);
        check(told("Herald", "earthquake", KORVA, "Bankers met ministers for talks about new taxes"), 2);
    }
}
