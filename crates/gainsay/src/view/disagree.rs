//! Where two reviewers decide otherwise of the same.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use gainsay_compare::Heeded;
use gainsay_document::{Anchor, ClaimRef, Correction, Decision, Review, Target, taken_back};

/// For each entry that stands, the standing ones of other reviewers that decide otherwise of the same claims.
pub fn disagreements(
    log: &[Review],
    heeded: &Heeded,
    claim: impl Fn(&Anchor) -> Option<ClaimRef>,
) -> BTreeMap<u64, BTreeSet<u64>> {
    let gone = taken_back(log);
    let mut of_claim: BTreeMap<ClaimRef, Vec<&Review>> = BTreeMap::new();
    for entry in log.iter().filter(|entry| !gone.contains(&entry.id)) {
        let claims: BTreeSet<ClaimRef> =
            subjects(entry).iter().flat_map(|target| &target.anchors).filter_map(&claim).collect();
        for claim in claims {
            of_claim.entry(claim).or_default().push(entry);
        }
    }
    let mut found: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    let mut note = |a: u64, b: u64| {
        found.entry(a).or_default().insert(b);
        found.entry(b).or_default().insert(a);
    };
    for entries in of_claim.values() {
        for (at, a) in entries.iter().enumerate() {
            entries[..at].iter().filter(|b| differ(a, b)).for_each(|b| note(a.id, b.id));
        }
    }
    // What belongs together or apart is settled by the comparison: it knows what contradicts what.
    for lost in &heeded.overridden {
        let entry = |id: u64| log.iter().find(|entry| entry.id == id);
        if let (Some(a), Some(b)) = (entry(lost.number), entry(lost.by))
            && !is_one_person(a, b)
        {
            note(a.id, b.id);
        }
    }
    found
}

/// What an entry says something of by itself; merges and splits say how claims stand to each other.
pub fn subjects(entry: &Review) -> &[Target] {
    match entry.decision {
        Decision::Merge | Decision::Split | Decision::Undo(_) => &[],
        Decision::Correct(_) => entry.targets.get(..1).unwrap_or_default(),
        _ => &entry.targets,
    }
}

/// Whether two people decide otherwise of one claim.
pub fn differ(a: &Review, b: &Review) -> bool {
    use Decision::{Accept, Confirm, Correct, Discount, Reject};
    if is_one_person(a, b) {
        return false;
    }
    match (&a.decision, &b.decision) {
        (Correct(Correction::Matter), Correct(Correction::Matter)) => {
            a.targets.get(1).map(|target| &target.anchors) != b.targets.get(1).map(|target| &target.anchors)
        }
        (
            Correct(Correction::Figure { words: one, .. }),
            Correct(Correction::Figure { words: other, .. }),
        ) => one == other && a.decision != b.decision,
        (Correct(one), Correct(other)) => discriminant(one) == discriminant(other) && one != other,
        (Accept, Correct(_) | Reject)
        | (Correct(_) | Reject, Accept)
        | (Correct(_), Reject)
        | (Reject, Correct(_))
        | (Confirm, Discount | Reject)
        | (Discount | Reject, Confirm) => true,
        _ => false,
    }
}

/// Whether both were decided under one name; capitals and white space make no other.
pub fn is_one_person(a: &Review, b: &Review) -> bool {
    same_name(&a.reviewer, &b.reviewer)
}

/// Whether two names are one; capitals and white space make no other.
pub fn same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn by(reviewer: &str, decision: Decision) -> Review {
        Review {
            id: 1,
            at: Timestamp::UNIX_EPOCH,
            reviewer: reviewer.to_owned(),
            decision,
            targets: Vec::new(),
            reason: String::new(),
        }
    }

    #[test]
    fn two_people_differ_where_both_cannot_hold() {
        let figure = |high: f64, words: Option<&str>| {
            let words = words.map(str::to_owned);
            Decision::Correct(Correction::Figure { low: Some(1.0), high: Some(high), words })
        };
        let holder = |name: &str| Decision::Correct(Correction::Holder { name: name.to_owned() });
        let check = |a: Decision, b: Decision, expected: bool| {
            let (ada, bo) = (by("Ada Quill", a.clone()), by("Bo Lark", b.clone()));
            assert_eq!(differ(&ada, &bo), expected, "{ada:?} {bo:?}");
            assert_eq!(differ(&bo, &ada), expected, "{ada:?} {bo:?}");
            assert!(!differ(&by("Ada Quill", a), &by(" ada  QUILL", b)));
        };
        check(Decision::Accept, Decision::Accept, false);
        check(Decision::Accept, Decision::Reject, true);
        check(Decision::Accept, figure(4.0, None), true);
        check(Decision::Accept, Decision::Discount, false);
        check(Decision::Accept, Decision::Note, false);
        check(Decision::Confirm, Decision::Discount, true);
        check(Decision::Confirm, Decision::Reject, true);
        check(Decision::Discount, Decision::Reject, false);
        check(figure(4.0, None), figure(4.0, None), false);
        check(figure(4.0, None), figure(5.0, None), true);
        check(figure(4.0, Some("four")), figure(5.0, Some("nine")), false);
        check(holder("Guild"), figure(5.0, None), false);
        check(holder("Guild"), holder("Office"), true);
    }
}
