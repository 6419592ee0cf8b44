//! The best tree over the heads that the encoder weighs.
//!
//! Heads taken one by one may go round in circles ("the council accused": each the other's head). The greatest
//! arborescence has none: Chu and Liu 1965, Edmonds 1967; as for parsing, McDonald and others 2005.

/// Makes every further root dearer than any other choice, so that there is one.
const ROOT_PRICE: f64 = 1e6;

/// The heads of a sentence's words: `None` for its root. `scores[word]` holds the score of being the root, then that of
/// every word as its head.
pub(super) fn heads(scores: &[Vec<f64>]) -> Vec<Option<usize>> {
    let size = scores.len() + 1;
    // Node 0 is above the root: `weights[head][dependent]`.
    let mut weights = vec![vec![f64::NEG_INFINITY; size]; size];
    for (word, row) in scores.iter().enumerate() {
        for (head, score) in row.iter().enumerate().take(size) {
            if head != word + 1 {
                weights[head][word + 1] = if head == 0 { score - ROOT_PRICE } else { *score };
            }
        }
    }
    arborescence(&weights).into_iter().skip(1).map(|head| head.checked_sub(1)).collect()
}

/// The head of every node in the greatest tree from node 0; its own is 0.
fn arborescence(weights: &[Vec<f64>]) -> Vec<usize> {
    let size = weights.len();
    let mut heads = vec![0; size];
    for (node, head) in heads.iter_mut().enumerate().skip(1) {
        *head = (0..size)
            .filter(|&other| other != node)
            .fold(0, |best, other| if weights[other][node] > weights[best][node] { other } else { best });
    }
    let Some(cycle) = cycle(&heads) else { return heads };
    let inside: Vec<bool> = (0..size).map(|node| cycle.contains(&node)).collect();
    let outside: Vec<usize> = (0..size).filter(|&node| !inside[node]).collect();
    // The cycle becomes one node, the last; entering it breaks one of its own ties.
    let merged = outside.len();
    let mut small = vec![vec![f64::NEG_INFINITY; merged + 1]; merged + 1];
    let (mut entered, mut left) = (vec![cycle[0]; merged], vec![cycle[0]; merged]);
    for (at, &node) in outside.iter().enumerate() {
        for (to, &other) in outside.iter().enumerate() {
            small[at][to] = weights[node][other];
        }
        for &own in &cycle {
            let enters = weights[node][own] - weights[heads[own]][own];
            if enters > small[at][merged] {
                small[at][merged] = enters;
                entered[at] = own;
            }
            if weights[own][node] > small[merged][at] {
                small[merged][at] = weights[own][node];
                left[at] = own;
            }
        }
    }
    let found = arborescence(&small);
    for (at, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = if found[at] == merged { left[at] } else { outside[found[at]] };
    }
    let from = found[merged];
    heads[entered[from]] = outside[from];
    heads
}

/// The nodes of a circle of heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut found = vec![at];
            let mut next = heads[at];
            while next != at {
                found.push(next);
                next = heads[next];
            }
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(scores: &[&[f64]], expected: &[Option<usize>]) {
        let scores: Vec<Vec<f64>> = scores.iter().map(|row| row.to_vec()).collect();
        assert_eq!(heads(&scores), expected);
    }

    #[test]
    fn a_circle_is_broken_where_it_costs_least() {
        check(&[], &[]);
        check(&[&[-1.0, -9.0]], &[None]);
        // Each the other's head; the second is the better root.
        check(&[&[-5.0, -99.0, -0.1], &[-1.0, -0.1, -99.0]], &[Some(1), None]);
        // Two roots are one too many.
        check(&[&[-0.1, -99.0, -2.0], &[-0.2, -3.0, -99.0]], &[Some(1), None]);
        // A chain stays as it is.
        check(
            &[&[-0.1, -99.0, -5.0, -5.0], &[-5.0, -0.1, -99.0, -5.0], &[-5.0, -5.0, -0.1, -99.0]],
            &[None, Some(0), Some(1)],
        );
    }

    proptest! {
        #[test]
        fn every_word_hangs_on_the_one_root(
            scores in (1usize..9).prop_flat_map(|n| prop::collection::vec(prop::collection::vec(-20.0..0.0, n + 1), n))
        ) {
            let found = heads(&scores);
            prop_assert_eq!(found.iter().filter(|head| head.is_none()).count(), 1);
            for word in 0..found.len() {
                let mut at = word;
                for _ in 0..found.len() {
                    at = found[at].unwrap_or(at);
                }
                prop_assert!(found[at].is_none());
            }
        }
    }
}
