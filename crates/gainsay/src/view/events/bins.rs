//! Many matters in few numbers: by steps of time, and by cells of the map.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::types::{CellView, StepView, StepsView};

/// So many steps of time are drawn beside each other at most.
const STEPS: i64 = 160;
/// So many cells are drawn at most.
const CELLS: usize = 1500;
/// How wide a cell may be, in degrees.
const WIDTHS: [f64; 7] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0];

/// Degrees north and east, and whether what lies there is contested.
pub type Point = (f64, f64, bool);

#[derive(Clone, Copy)]
enum Step {
    Day,
    Week,
    Month,
    Year,
}

impl Step {
    /// The shortest that parts `days` into few enough.
    fn over(days: i64) -> Self {
        let few = [(Self::Day, 1), (Self::Week, 7), (Self::Month, 30)];
        few.into_iter().find(|(_, length)| days / length <= STEPS).map_or(Self::Year, |(step, _)| step)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The first and the last day of the step that holds `day`.
    fn around(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let start = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
                (start, start.saturating_add(6.days()))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
            Self::Year => (day.first_of_year(), day.last_of_year()),
        }
    }
}

/// How many begin when: the first day of each, and whether it is contested.
pub fn steps(days: &[(Date, bool)]) -> StepsView {
    let (first, last) = (days.iter().map(|day| day.0).min(), days.iter().map(|day| day.0).max());
    let span = first.zip(last).map_or(0, |(first, last)| i64::from((last - first).get_days()) + 1);
    let step = Step::over(span);
    let mut counts: BTreeMap<(Date, Date), [usize; 2]> = BTreeMap::new();
    for (day, contested) in days {
        let [count, of_them] = counts.entry(step.around(*day)).or_default();
        *count += 1;
        *of_them += usize::from(*contested);
    }
    let view = |((start, end), [count, contested]): ((Date, Date), [usize; 2])| StepView {
        start: start.to_string(),
        end: end.to_string(),
        count,
        contested,
    };
    StepsView { step: step.name().to_owned(), steps: counts.into_iter().map(view).collect() }
}

/// How many lie where: degrees north and east of each, and whether it is contested.
pub fn cells(points: &[Point]) -> Vec<CellView> {
    let parted = |width: f64| {
        let mut cells: BTreeMap<(i64, i64), Vec<&Point>> = BTreeMap::new();
        for point in points {
            cells.entry((cell(point.0, width), cell(point.1, width))).or_default().push(point);
        }
        cells
    };
    let found = WIDTHS.iter().map(|width| (*width, parted(*width))).find(|(_, cells)| cells.len() <= CELLS);
    let (width, cells) =
        found.unwrap_or_else(|| (WIDTHS[WIDTHS.len() - 1], parted(WIDTHS[WIDTHS.len() - 1])));
    cells.into_iter().map(|((south, west), points)| view(south, west, width, &points)).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are small")]
fn cell(degrees: f64, width: f64) -> i64 {
    (degrees / width).floor() as i64
}

#[expect(clippy::cast_precision_loss, reason = "degrees and counts are small")]
fn view(south: i64, west: i64, width: f64, points: &[&Point]) -> CellView {
    let mean =
        |of: fn(&Point) -> f64| points.iter().map(|point| of(point)).sum::<f64>() / points.len() as f64;
    let (south, west) = (south as f64 * width, west as f64 * width);
    CellView {
        lat: mean(|point| point.0),
        lon: mean(|point| point.1),
        bounds: [west, south, west + width, south + width],
        count: points.len(),
        contested: points.iter().filter(|point| point.2).count(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn steps_are_as_short_as_there_is_room_for() {
        let check = |last: Date, step: &str, expected: &[(&str, &str, usize, usize)]| {
            let view = steps(&[(date(2024, 2, 28), true), (date(2024, 2, 29), false), (last, false)]);
            let found: Vec<_> = (view.steps.iter())
                .map(|one| (one.start.as_str(), one.end.as_str(), one.count, one.contested))
                .collect();
            assert_eq!((view.step.as_str(), found.as_slice()), (step, expected));
        };
        check(
            date(2024, 2, 29),
            "day",
            &[("2024-02-28", "2024-02-28", 1, 1), ("2024-02-29", "2024-02-29", 2, 0)],
        );
        check(
            date(2024, 12, 31),
            "week",
            &[("2024-02-26", "2024-03-03", 2, 1), ("2024-12-30", "2025-01-05", 1, 0)],
        );
        check(
            date(2030, 1, 1),
            "month",
            &[("2024-02-01", "2024-02-29", 2, 1), ("2030-01-01", "2030-01-31", 1, 0)],
        );
        check(
            date(2099, 7, 1),
            "year",
            &[("2024-01-01", "2024-12-31", 2, 1), ("2099-01-01", "2099-12-31", 1, 0)],
        );
        assert!(steps(&[]).steps.is_empty());
    }

    #[test]
    fn cells_widen_until_there_are_few() {
        let one = cells(&[(42.1, 18.2, true), (42.2, 18.1, false), (-0.1, -0.1, false)]);
        assert_eq!(one.len(), 2);
        assert_eq!((one[0].count, one[0].bounds), (1, [-0.25, -0.25, 0.0, 0.0]));
        assert_eq!((one[1].count, one[1].contested, one[1].bounds), (2, 1, [18.0, 42.0, 18.25, 42.25]));
        let spread: Vec<_> = (0..90)
            .flat_map(|lat| (0..180).map(move |lon| (f64::from(lat), f64::from(lon), false)))
            .collect();
        let many = cells(&spread);
        assert!(many.len() <= CELLS);
        assert_eq!(many.iter().map(|cell| cell.count).sum::<usize>(), spread.len());
    }
}
