//! Batches: windows of like length, padded to the longest of them.

use super::Input;
use super::runtime::Array;

/// Places of the windows of each batch, at most `limit` padded pieces a batch, or one window.
///
/// The longest windows come first, so that the last batches, whose ends decide when all is done, are short.
pub(super) fn plan(inputs: &[Input], limit: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<_> = (0..inputs.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(inputs[*place].pieces()));
    let mut out: Vec<Vec<usize>> = Vec::new();
    for place in order {
        match out.last_mut() {
            Some(batch) if (batch.len() + 1) * inputs[batch[0]].pieces() <= limit => batch.push(place),
            _ => out.push(vec![place]),
        }
    }
    out
}

/// The arrays of a batch, in the order of [`INPUTS`](super::INPUTS), and its padded number of words.
pub(super) fn arrays(batch: &[&Input]) -> ([Array; 6], usize) {
    let longest = |sizes: fn(&Input) -> usize| batch.iter().map(|input| sizes(input)).max().unwrap_or(0);
    let (pieces, words) = (longest(|input| input.ids.len()), longest(|input| input.index.len()));
    let padded = |row: fn(&Input) -> Vec<i32>, width: usize| {
        let mut values = Vec::with_capacity(batch.len() * width);
        for (number, input) in batch.iter().enumerate() {
            values.extend(row(input));
            values.resize((number + 1) * width, 0);
        }
        Array { rows: batch.len(), columns: width, values }
    };
    let arrays = [
        padded(|input| input.ids.clone(), pieces),
        padded(|input| input.shapes.clone(), pieces),
        padded(|input| vec![1; input.ids.len()], pieces),
        padded(|input| input.index.clone(), words),
        padded(|input| vec![1; input.index.len()], words),
        padded(|input| input.sentences.clone(), words),
    ];
    (arrays, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sizes: &[usize], limit: usize, expected: &[&[usize]]) {
        let inputs: Vec<_> = sizes
            .iter()
            .map(|size| Input {
                ids: vec![1; *size],
                shapes: vec![1; *size],
                index: vec![0],
                sentences: vec![0],
            })
            .collect();
        assert_eq!(plan(&inputs, limit), expected, "{sizes:?}");
    }

    #[test]
    fn windows_of_like_length_go_together() {
        check(&[], 10, &[]);
        check(&[3, 9, 4, 3, 4], 10, &[&[1], &[2, 4], &[0, 3]]);
        check(&[20, 20], 10, &[&[0], &[1]]);
        check(&[2, 2, 2], 0, &[&[0], &[1], &[2]]);
    }
}
