//! Reading order: columns beside each other, and what spans them.

use super::rows::{Row, Run, rows};

/// Columns are looked for in so many steps across.
const STEPS: usize = 400;

/// Columns within columns are looked for this deep.
const DEPTH: usize = 6;

/// A column has at least so many rows.
const MIN_ROWS: usize = 3;

/// The rows of a column are at least this many times their size wide: narrower ones are cells of a table.
const MIN_WIDTH: f32 = 7.0;

/// The place between two columns is crossed by so few of the rows that stand beside it, one in this many.
const FEW: usize = 16;

/// The space between two columns is at least this many times the size of the text wide.
const MIN_GUTTER: f32 = 0.7;

/// The stretches of a page that are read from top to bottom, in the order in which they are read.
pub(super) fn ordered(runs: Vec<Run>) -> Vec<Vec<Row>> {
    let mut stretches = Vec::new();
    order(runs, DEPTH, &mut stretches);
    stretches.into_iter().map(rows).filter(|rows| !rows.is_empty()).collect()
}

fn order(runs: Vec<Run>, depth: usize, stretches: &mut Vec<Vec<Run>>) {
    let Some(gutter) = (depth > 0).then(|| gutter(&runs)).flatten() else {
        if !runs.is_empty() {
            stretches.push(runs);
        }
        return;
    };
    let (mut spanning, rest): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| spans(run, gutter));
    let (mut left, mut right): (Vec<Run>, Vec<Run>) =
        rest.into_iter().partition(|run| run.left + run.right < 2.0 * gutter);
    for list in [&mut spanning, &mut left, &mut right] {
        list.sort_by(|a, b| a.base.total_cmp(&b.base));
    }
    // What spans both columns parts them: what stands over it is read before it.
    let mut over: Vec<Run> = Vec::new();
    for run in spanning {
        let above = |list: &mut Vec<Run>| -> Vec<Run> {
            let end = list.partition_point(|own| own.base < run.base - 0.3 * run.size);
            list.drain(..end).collect()
        };
        let (before_left, before_right) = (above(&mut left), above(&mut right));
        if !before_left.is_empty() || !before_right.is_empty() {
            put(&mut over, stretches);
            order(before_left, depth - 1, stretches);
            order(before_right, depth - 1, stretches);
        }
        over.push(run);
    }
    put(&mut over, stretches);
    order(left, depth - 1, stretches);
    order(right, depth - 1, stretches);
}

fn put(runs: &mut Vec<Run>, stretches: &mut Vec<Vec<Run>>) {
    if !runs.is_empty() {
        stretches.push(std::mem::take(runs));
    }
}

fn spans(run: &Run, gutter: f32) -> bool {
    run.left < gutter && run.right > gutter
}

/// Where the text parts into two columns: the place across that the fewest runs cross, with running text on both sides.
fn gutter(runs: &[Run]) -> Option<f32> {
    let left = runs.iter().map(|run| run.left).fold(f32::INFINITY, f32::min);
    let right = runs.iter().map(|run| run.right).fold(f32::NEG_INFINITY, f32::max);
    let size = median(runs.iter().map(|run| run.size).collect())?;
    let step = (right - left) / STEPS as f32;
    if !step.is_finite() || right - left < 2.0 * MIN_WIDTH * size {
        return None;
    }
    let at = |x: f32| (((x - left) / step) as usize).min(STEPS - 1);
    let mut crossing = vec![0_usize; STEPS];
    for run in runs {
        for count in &mut crossing[at(run.left)..=at(run.right)] {
            *count += 1;
        }
    }
    let inner = STEPS / 8..STEPS - STEPS / 8;
    let least = inner.clone().map(|step| crossing[step]).min()?;
    // The widest stretch among those that few cross: a page number may stand in the middle of one.
    let most = inner.clone().map(|step| crossing[step]).max()?;
    let few = least + (most / FEW).max(1);
    let mut best: Option<(usize, usize)> = None;
    let mut start = None;
    let narrow = crossing[inner.clone()].iter().map(|count| *count <= few);
    for (at, narrow) in (inner.start..).zip(narrow.chain([false])) {
        if narrow {
            start.get_or_insert(at);
        } else if let Some(first) = start.take()
            && best.is_none_or(|(from, to)| to - from < at - first)
        {
            best = Some((first, at));
        }
    }
    let (first, end) = best?;
    let gutter = left + step * (first + end) as f32 / 2.0;
    let wide = (end - first) as f32 * step >= MIN_GUTTER * size;
    (wide && are_columns(runs, gutter)).then_some(gutter)
}

/// Whether running text stands on both sides of `gutter`, beside each other.
fn are_columns(runs: &[Run], gutter: f32) -> bool {
    let side = |is_left: bool| {
        let own = |run: &&Run| !spans(run, gutter) && (run.left + run.right < 2.0 * gutter) == is_left;
        rows(runs.iter().filter(own).cloned().collect())
    };
    let (left, right) = (side(true), side(false));
    let spanning = rows(runs.iter().filter(|run| spans(run, gutter)).cloned().collect()).len();
    let few = left.len().min(right.len());
    let is_running = |rows: &[Row]| {
        let widths = rows.iter().map(|row| (row.right - row.left) / row.size).collect();
        median(widths).is_some_and(|width| width >= MIN_WIDTH)
    };
    if few < MIN_ROWS || spanning > 2 * few || !is_running(&left) || !is_running(&right) {
        return false;
    }
    let ends =
        |rows: &[Row]| (rows.first().map_or(0.0, |row| row.base), rows.last().map_or(0.0, |row| row.base));
    let ((left_top, left_end), (right_top, right_end)) = (ends(&left), ends(&right));
    let together = left_end.min(right_end) - left_top.max(right_top);
    together > left[0].size * 1.5
}

pub(super) fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, left: f32, right: f32, base: f32) -> Run {
        Run {
            text: text.to_owned(),
            left,
            right,
            base,
            size: 10.0,
            area: [left, base - 8.0, right, base + 2.0],
        }
    }

    fn column(name: &str, left: f32, from: usize, to: usize) -> Vec<Run> {
        (from..to).map(|n| run(&format!("{name}{n}"), left, left + 200.0, 100.0 + 12.0 * n as f32)).collect()
    }

    #[track_caller]
    fn check(runs: Vec<Run>, expected: &[&str]) {
        let found: Vec<String> = ordered(runs)
            .into_iter()
            .map(|rows| rows.into_iter().map(|row| row.text).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut runs = column("r", 260.0, 0, 4);
        runs.extend(column("l", 40.0, 0, 4));
        runs.push(run("title", 100.0, 400.0, 60.0));
        check(runs, &["title", "l0 l1 l2 l3", "r0 r1 r2 r3"]);
    }

    #[test]
    fn what_spans_columns_parts_them() {
        let mut runs = column("r", 260.0, 0, 8);
        runs.extend(column("l", 40.0, 0, 8));
        runs.retain(|run| run.text.ends_with(['0', '1', '2', '5', '6', '7']));
        runs.push(run("middle", 40.0, 460.0, 142.0));
        check(runs, &["l0 l1 l2", "r0 r1 r2", "middle", "l5 l6 l7", "r5 r6 r7"]);
    }

    #[test]
    fn cells_of_a_table_are_read_by_rows() {
        let cells = |n: usize| {
            let base = 100.0 + 12.0 * n as f32;
            [run(&format!("name{n}"), 40.0, 80.0, base), run(&format!("{n}"), 300.0, 310.0, base)]
        };
        check((0..4).flat_map(cells).collect(), &["name0 0 name1 1 name2 2 name3 3"]);
    }

    #[test]
    fn one_column_stays_one() {
        check(column("l", 40.0, 0, 3), &["l0 l1 l2"]);
        check(Vec::new(), &[]);
    }
}
