//! The incidents of one report, divided where decisions hold its claims apart.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::DocumentId;

use super::bound::{Tie, TieKey};
use super::resolve::{Bond, Place, Resolved, Sides};
use crate::cluster::incidents::{self, Incident};
use crate::cluster::statements;
use crate::features::Corpus;
use crate::tables::Tables;

/// An incident, or a piece of one, and what it is bound to.
pub(crate) struct Piece<'a> {
    pub incident: Incident<'a>,
    pub tie: Option<Tie>,
}

/// The sets of claims that make matters of incidents: all but those of statements alone.
///
/// `corpus` holds all reports that decisions connect with each other.
pub(crate) fn settle(corpus: &Corpus<'_>, resolved: &Resolved, tables: &Tables) -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    for document in 0..corpus.documents.len() {
        let Some(bonds) = resolved.of(&corpus.documents[document].document.id) else { continue };
        let stated: BTreeSet<usize> =
            statements::of_document(corpus, document).iter().map(|statement| statement.claim).collect();
        let told: BTreeSet<usize> =
            incidents::of_document(corpus, document, tables).into_iter().flat_map(|one| one.claims).collect();
        let of_incident = |claim: &usize| told.contains(claim) || !stated.contains(claim);
        let sets =
            bonds.iter().filter(|(claim, _)| of_incident(claim)).filter_map(|(_, bond)| bond.set.clone());
        found.extend(sets);
    }
    found
}

/// What claims of one incident must share to stay one piece.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Share {
    Set(Place),
    Sides(Sides),
}

impl Share {
    fn of(bond: &Bond) -> Self {
        bond.set.clone().map_or_else(|| Self::Sides((*bond.sides).clone()), Self::Set)
    }
}

/// The incidents of a report as decisions leave them. `number` names the report among the ties.
///
/// Claims that something was decided of and that stand in no incident make pieces of their own where their set is one of
/// `of_incidents`.
pub(crate) fn pieces<'a>(
    corpus: &Corpus<'a>,
    document: usize,
    incidents: Vec<Incident<'a>>,
    (resolved, of_incidents): (&Resolved, &BTreeSet<Place>),
    number: usize,
    tables: &Tables,
) -> Vec<Piece<'a>> {
    let id: &DocumentId = &corpus.documents[document].document.id;
    let Some(bonds) = resolved.of(id) else {
        return incidents.into_iter().map(|incident| Piece { incident, tie: None }).collect();
    };
    let mut lone: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (claim, bond) in bonds {
        let told = incidents.iter().any(|incident| incident.claims.contains(claim));
        if let Some(set) = bond.set.as_ref().filter(|set| !told && of_incidents.contains(set)) {
            lone.entry(set.clone()).or_default().push(*claim);
        }
    }
    let mut found = Vec::new();
    for (at, incident) in incidents.into_iter().enumerate() {
        found.extend(divide((corpus, tables), document, incident, bonds, &TieKey::Whole(number, at)));
    }
    for claims in lone.into_values() {
        let tie = Tie::of(&bonds[&claims[0]], None);
        found.push(Piece {
            incident: incidents::piece(corpus, document, claims, false, tables),
            tie: Some(tie),
        });
    }
    found
}

fn divide<'a>(
    (corpus, tables): (&Corpus<'a>, &Tables),
    document: usize,
    incident: Incident<'a>,
    bonds: &BTreeMap<usize, Bond>,
    whole: &TieKey,
) -> Vec<Piece<'a>> {
    let mut parts: BTreeMap<Share, Vec<usize>> = BTreeMap::new();
    let mut free = Vec::new();
    for &claim in &incident.claims {
        match bonds.get(&claim) {
            Some(bond) => parts.entry(Share::of(bond)).or_default().push(claim),
            None => free.push(claim),
        }
    }
    let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
    // The greatest part comes first and takes what nothing was decided of.
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    let Some(first) = parts.first() else { return vec![Piece { incident, tie: None }] };
    let tie = |claim: usize, whole: Option<TieKey>| Some(Tie::of(&bonds[&claim], whole));
    if parts.len() == 1 {
        let tie = tie(first[0], None);
        return vec![Piece { incident, tie }];
    }
    let main = incident.profile.main;
    let of_part = |(at, mut part): (usize, Vec<usize>)| {
        let tie = tie(part[0], Some(whole.clone()));
        if at == 0 {
            part.append(&mut free);
            part.sort_unstable();
        }
        Piece { incident: incidents::piece(corpus, document, part, main && at == 0, tables), tie }
    };
    parts.into_iter().enumerate().map(of_part).collect()
}
