//! Matters in time and space, for the timeline and the map.

mod bins;
mod reach;
mod sketches;
mod types;

use std::collections::BTreeMap;

use gainsay_document::{Interval, MatterPlace, Outcome};
use gainsay_ledger::{Error, MatterSketch};
use jiff::civil::Date;

use types::{EventRow, RangeView};
pub use types::{EventsQuery, EventsView};

use super::known::Known;
use super::types::{CountView, DatesView};

/// How many matters are listed at most.
const MAX: usize = 5000;

/// What is asked of matters in time and space.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    query: EventsQuery,
    words: Vec<String>,
    from: Option<Date>,
    to: Option<Date>,
    /// Degrees west, south, east and north.
    bounds: Option<[f64; 4]>,
}

impl Wanted {
    /// What `query` asks for.
    ///
    /// # Errors
    /// What is wrong with it, and how it is written.
    pub fn of(query: EventsQuery) -> Result<Self, (String, &'static str)> {
        let day = |text: &Option<String>, hint: &'static str| {
            let text = text.as_deref().filter(|text| !text.is_empty());
            text.map(|text| text.parse::<Date>().map_err(|_| (format!("{text:?} is no day"), hint)))
                .transpose()
        };
        let bounds = |text: &String| {
            let numbers: Result<Vec<f64>, _> =
                text.split(',').map(|number| number.trim().parse::<f64>()).collect();
            let numbers = numbers.ok().filter(|all| all.iter().all(|one| one.is_finite()));
            numbers
                .and_then(|all| <[f64; 4]>::try_from(all).ok())
                .ok_or_else(|| (format!("{text:?} is no box"), "box=WEST,SOUTH,EAST,NORTH in degrees"))
        };
        Ok(Self {
            words: (query.q.as_deref().unwrap_or_default().split_whitespace())
                .map(str::to_lowercase)
                .collect(),
            from: day(&query.from, "from=YYYY-MM-DD")?,
            to: day(&query.to, "to=YYYY-MM-DD")?,
            bounds: query.bounds.as_ref().map(bounds).transpose()?,
            query,
        })
    }

    /// Whether it fits but for its days, its type and what is counted.
    fn fits(&self, sketch: &MatterSketch) -> bool {
        let named = |word: &String| {
            let place = sketch.place.as_ref().map(|place| place.name.to_lowercase()).unwrap_or_default();
            sketch.title.to_lowercase().contains(word) || place.contains(word)
        };
        (!self.query.contested || sketch.contested)
            && self.query.dated.is_none_or(|dated| dated == sketch.date.is_some())
            && self.query.placed.is_none_or(|placed| placed == position(sketch).is_some())
            && self.bounds.is_none_or(|bounds| position(sketch).is_some_and(|at| lies_in(at, bounds)))
            && self.words.iter().all(named)
    }

    /// Whether it may have happened on the days asked for.
    fn in_time(&self, sketch: &MatterSketch) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        sketch.date.is_some_and(|date| {
            self.from.is_none_or(|from| date.end >= from) && self.to.is_none_or(|to| date.start <= to)
        })
    }

    fn is_of_kind(&self, sketch: &MatterSketch) -> bool {
        let asked = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        asked(&self.query.kind).is_none_or(|kind| sketch.kinds.contains(&kind))
            && asked(&self.query.outcome)
                .is_none_or(|outcome| sketch.outcomes.iter().any(|one| one.as_str() == outcome))
    }
}

fn position(sketch: &MatterSketch) -> Option<(f64, f64)> {
    let MatterPlace { lat, lon, .. } = sketch.place.as_ref()?;
    (*lat).zip(*lon)
}

fn lies_in((lat, lon): (f64, f64), [west, south, east, north]: [f64; 4]) -> bool {
    let across = if west <= east { west <= lon && lon <= east } else { west <= lon || lon <= east };
    across && south <= lat && lat <= north
}

/// The matters that are `wanted`, in time and space.
///
/// # Errors
/// When the ledger cannot be read.
pub fn events(known: &Known<'_>, wanted: &Wanted) -> Result<EventsView, Error> {
    let sketches = sketches::sketches(known)?;
    let fitting: Vec<&MatterSketch> = sketches.iter().filter(|sketch| wanted.fits(sketch)).collect();
    let of_kind = fitting.iter().copied().filter(|sketch| wanted.is_of_kind(sketch));
    let all: Vec<&MatterSketch> = of_kind.collect();
    let shown: Vec<&MatterSketch> = all.iter().copied().filter(|sketch| wanted.in_time(sketch)).collect();
    let in_time = || fitting.iter().copied().filter(|sketch| wanted.in_time(sketch));

    let limit = wanted.query.limit.unwrap_or(MAX).min(MAX);
    let in_cells = wanted.query.cells && shown.len() > limit;
    let some = shown.iter().skip(wanted.query.offset).take(if in_cells { 0 } else { limit });
    let listed: Vec<EventRow> = some.map(|sketch| row(sketch)).collect();
    let points: Vec<bins::Point> = (shown.iter())
        .filter_map(|sketch| position(sketch).map(|(lat, lon)| (lat, lon, sketch.contested)))
        .collect();
    Ok(EventsView {
        total: shown.len(),
        dated: shown.iter().filter(|sketch| sketch.date.is_some()).count(),
        placed: points.len(),
        days: bins::steps(&first_days(&shown, wanted.from)),
        overview: bins::steps(&first_days(&all, None)),
        cells: if in_cells { bins::cells(&points) } else { Vec::new() },
        kinds: counts(in_time().flat_map(|sketch| sketch.kinds.iter().map(String::as_str))),
        outcomes: counts(in_time().flat_map(|sketch| sketch.outcomes.iter().copied().map(Outcome::as_str))),
        events: listed,
        as_of: known.as_of(),
    })
}

/// The first day of each, or the first day asked for where it began before.
fn first_days(sketches: &[&MatterSketch], from: Option<Date>) -> Vec<(Date, bool)> {
    let day = |sketch: &&MatterSketch| {
        let start = sketch.date?.start;
        Some((from.map_or(start, |from| start.max(from)), sketch.contested))
    };
    sketches.iter().filter_map(day).collect()
}

fn counts<'a>(names: impl Iterator<Item = &'a str>) -> Vec<CountView> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let view = |(name, count): (&str, usize)| CountView { name: name.to_owned(), count };
    let mut counts: Vec<CountView> = counts.into_iter().map(view).collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.count));
    counts
}

fn row(sketch: &MatterSketch) -> EventRow {
    let range = |interval: Interval| RangeView { low: interval.low, high: interval.high };
    EventRow {
        id: sketch.id.to_string(),
        title: sketch.title.clone(),
        kind: sketch.kinds.first().cloned(),
        date: sketch.date.map(|date| DatesView { start: date.start.to_string(), end: date.end.to_string() }),
        place: sketch.place.as_ref().map(reach::reach),
        contested: sketch.contested,
        corroborated: sketch.corroborated,
        killed: sketch.killed.map(range),
        injured: sketch.injured.map(range),
        documents: sketch.documents,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_may_cross_the_date_line() {
        assert!(lies_in((42.0, 18.0), [10.0, 40.0, 20.0, 45.0]));
        assert!(!lies_in((42.0, 21.0), [10.0, 40.0, 20.0, 45.0]));
        assert!(!lies_in((39.0, 18.0), [10.0, 40.0, 20.0, 45.0]));
        for (lon, expected) in [(179.0, true), (-179.0, true), (0.0, false)] {
            assert_eq!(lies_in((0.0, lon), [170.0, -10.0, -170.0, 10.0]), expected, "{lon}");
        }
    }

    #[test]
    fn what_cannot_be_asked_is_told() {
        let day = Wanted::of(EventsQuery { from: Some("soon".to_owned()), ..EventsQuery::default() });
        assert_eq!(day.unwrap_err().1, "from=YYYY-MM-DD");
        for wrong in ["", "1,2,3", "1,2,3,NaN", "a,b,c,d", "1,2,3,4,5"] {
            let query = EventsQuery { bounds: Some(wrong.to_owned()), ..EventsQuery::default() };
            assert!(Wanted::of(query).is_err(), "{wrong}");
        }
        let nothing = EventsQuery { from: Some(String::new()), ..EventsQuery::default() };
        assert!(Wanted::of(nothing).is_ok());
    }
}
