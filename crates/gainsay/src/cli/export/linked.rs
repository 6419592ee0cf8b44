//! Claims as linked data; reports, names and matters as entities.

use std::collections::HashMap;
use std::io::Write;

use gainsay_document::{ClaimRef, MatterId};
use gainsay_export::followthemoney::Entities;
use gainsay_export::linked::{Beside, Graph};

use super::decision;
use crate::cli::Failure;
use crate::view::Known;

/// The matters of every claim that has one, by identifier and title.
fn matters_of(known: &Known<'_>) -> Result<HashMap<ClaimRef, Vec<(MatterId, String)>>, Failure> {
    let mut found: HashMap<ClaimRef, Vec<(MatterId, String)>> = HashMap::new();
    for standing in known.standings(None)? {
        found.entry(standing.claim).or_default().push((standing.matter, standing.title));
    }
    Ok(found)
}

/// Write the graph of all claims.
pub fn claims(known: &Known<'_>, out: impl Write) -> Result<(), Failure> {
    let matters = matters_of(known)?;
    let marks = known.marks(None)?;
    let mut graph = Graph::new(out)?;
    known.for_each_report(|document, reading| {
        let mut beside: HashMap<ClaimRef, Beside> = HashMap::new();
        for (claim, _) in reading.claim_refs() {
            let relations = known.relations_of(&claim)?;
            let known = Beside {
                matters: matters.get(&claim).cloned().unwrap_or_default(),
                relations,
                decisions: marks.of_claim(&claim).iter().map(decision).collect(),
            };
            beside.insert(claim, known);
        }
        Ok::<_, Failure>(
            graph.write(document, reading, |claim| beside.get(claim).cloned().unwrap_or_default())?,
        )
    })?;
    Ok(graph.finish()?.flush()?)
}

/// Write the entities of all reports and matters.
pub fn entities(known: &Known<'_>, out: impl Write) -> Result<(), Failure> {
    let matters = matters_of(known)?;
    let mut entities = Entities::new(out);
    for matter in known.matters()? {
        entities.matter(&matter)?;
    }
    known.for_each_report(|document, reading| {
        let of = |claim: &ClaimRef| {
            let found = matters.get(claim).into_iter().flatten();
            found.map(|(matter, _)| matter.clone()).collect()
        };
        Ok::<_, Failure>(entities.report(document, reading, of)?)
    })?;
    Ok(entities.finish()?.flush()?)
}
