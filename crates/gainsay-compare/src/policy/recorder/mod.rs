//! `recorder/2`: one total for the event's dead and one for its injured, as casualty recorders count.
//!
//! Each report has one voice for each: the total that its text tells, beside the one that its title counts. A title tells
//! of the incident itself, so its number goes before a greater one of the text, which may be of another incident; titles
//! that speak of several incidents are left aside. The total that most reports give is taken; of several one that a title
//! gives as well; then the greatest of the dead, and the newest of the injured. Copies of one text, and reports of one
//! agency, have one voice. Where reports tell of the incident and none of a death, the dead are 0; that is this policy's
//! reading of silence, and its output says so. Where only people hit are counted ("seven people were shot"), the injured
//! are those who did not die. Somebody named or described alone counts once; two whose ages, sexes or names cannot be one
//! person's are two. Who killed others and then died by their own hand is among the dead.
//!
//! Version 1 did not know titles, and told persons apart by the noun for them alone. No other policy does any of this:
//! everywhere else unknown stays unknown.

mod headline;
mod persons;
mod report;
mod same;
mod self_killed;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use gainsay_document::{
    Best, ClaimRef, Interval, Lifecycle, Matter, OriginBasis, OriginId, Outcome, Report, Scope, Side,
};

pub(crate) use self::persons::{PersonWord, PersonWords};
use self::report::{Told, Toll};
use super::{Evidence, Policy};

pub(super) fn best(matter: &Matter, evidence: &Evidence<'_>) -> Vec<Best> {
    let tolls = tolls(matter, evidence);
    let injured = taken(&tolls.iter().filter_map(|toll| toll.injured.as_ref()).collect::<Vec<_>>(), false);
    let killed = taken(&tolls.iter().filter_map(|toll| toll.killed.as_ref()).collect::<Vec<_>>(), true);
    let made = |outcome: Outcome, told: Option<Told>, silence: Option<&str>| {
        let (count, is_derived, reason, claims) = match (told, silence) {
            (Some(told), _) => (told.count, told.is_derived, told.reason, told.claims),
            (None, Some(why)) => (0.0, true, why.to_owned(), Vec::new()),
            (None, None) => return None,
        };
        Some(Best {
            policy: Policy::Recorder.name().to_owned(),
            outcome,
            category: None,
            scope: Scope::Event,
            interval: Interval::exactly(count),
            is_derived,
            reason,
            from: claims.iter().filter_map(|claim| side(claim, count, evidence)).collect(),
        })
    };
    let tells = tolls.iter().any(|toll| toll.incident) || injured.is_some();
    let no_death = tells.then_some("no report tells of a death");
    let no_injury = killed.is_some().then_some("reports tell of a death and none of anybody injured");
    let dead = made(Outcome::Killed, killed, no_death);
    dead.into_iter().chain(made(Outcome::Injured, injured, no_injury)).collect()
}

/// What each report tells, in order of publication; of several with one origin the newest.
fn tolls(matter: &Matter, evidence: &Evidence<'_>) -> Vec<Toll> {
    let mut of_report: BTreeMap<usize, Vec<ClaimRef>> = BTreeMap::new();
    for claim in &matter.claims {
        if let Some(at) = matter.documents.iter().position(|id| *id == claim.document) {
            of_report.entry(at).or_default().push(claim.clone());
        }
    }
    let told = of_report.values().rev().filter_map(|claims| {
        let report = evidence.reports.get(&claims.first()?.document)?;
        Some((report::toll(report, claims, &evidence.tables), shared_origins(claims, evidence)))
    });
    let mut seen: BTreeSet<&OriginId> = BTreeSet::new();
    let mut tolls: Vec<Toll> = told
        .filter(|(_, origins)| {
            let is_copy = origins.iter().any(|origin| seen.contains(origin));
            seen.extend(origins);
            !is_copy
        })
        .map(|(toll, _)| toll)
        .collect();
    tolls.reverse();
    tolls
}

/// The texts and agencies that a report repeats.
fn shared_origins<'e>(claims: &[ClaimRef], evidence: &Evidence<'e>) -> BTreeSet<&'e OriginId> {
    let shared = claims.iter().filter_map(|claim| evidence.origin_of.get(claim));
    let shared = shared.filter(|origin| matches!(origin.basis, OriginBasis::Text | OriginBasis::Agency));
    shared.map(|origin| &origin.id).collect()
}

/// The total that most reports give; of several the one that a title gives as well, of several such the greatest where it
/// `only_grows`, else the newest.
fn taken(told: &[&Told], only_grows: bool) -> Option<Told> {
    let voices = |count: f64| told.iter().filter(|told| same_number(told.count, count)).count();
    let newest = told
        .iter()
        .enumerate()
        .max_by(|(at, a), (behind, b)| {
            let greater = if only_grows { a.count.total_cmp(&b.count) } else { Ordering::Equal };
            let weight = |told: &Told| (voices(told.count), told.in_title);
            weight(a).cmp(&weight(b)).then(greater).then(at.cmp(behind))
        })
        .map(|(_, told)| *told)?;
    let agreeing: Vec<&&Told> = told.iter().filter(|told| same_number(told.count, newest.count)).collect();
    // The words of the plainest: a figure rather than something derived.
    let plain = agreeing.iter().find(|told| !told.is_derived).copied().copied().unwrap_or(newest);
    let mut reason = plain.reason.clone();
    if told.len() > 1 {
        reason = format!("{reason}; {} of {} reports that tell give it", agreeing.len(), told.len());
    }
    let claims = agreeing.iter().flat_map(|told| told.claims.iter().cloned()).collect();
    Some(Told { reason, claims, ..plain.clone() })
}

fn same_number(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}

/// The side that a claim makes.
fn side(claim: &ClaimRef, count: f64, evidence: &Evidence<'_>) -> Option<Side> {
    let report: &Report<'_> = evidence.reports.get(&claim.document)?;
    let words = report.reading.claims.get(claim.claim.index())?;
    Some(Side {
        holder: report.holder(words).unwrap_or_else(|| "not named".to_owned()),
        origin: evidence
            .origin_of
            .get(claim)
            .map_or_else(|| OriginId(String::new()), |origin| origin.id.clone()),
        interval: Some(Interval::exactly(count)),
        value: None,
        lifecycle: Lifecycle::Current,
        claims: vec![claim.clone()],
    })
}
