//! The tables of the time layer.

use std::collections::HashMap;

use super::calendar::Unit;
use crate::phrases::Phrases;
use crate::table::rows;

/// Words of time expressions.
#[derive(Clone, Debug)]
pub struct Tables {
    pub(super) months: HashMap<&'static str, i8>,
    pub(super) weekdays: HashMap<&'static str, i8>,
    pub(super) units: HashMap<&'static str, (Unit, i32)>,
    pub(super) parts: HashMap<&'static str, &'static str>,
    pub(super) seasons: HashMap<&'static str, &'static str>,
    pub(super) clock: HashMap<&'static str, &'static str>,
    pub(super) ordinals: HashMap<&'static str, i8>,
    pub(super) references: Phrases<&'static str>,
    pub(super) sets: HashMap<&'static str, &'static str>,
    /// Days from the day of publication, and the part of the day.
    pub(super) relative: Phrases<(i32, &'static str)>,
    /// Month and day.
    pub(super) holidays: Phrases<(i8, i8)>,
    /// Numbers from zero to ninety.
    pub(super) numbers: HashMap<&'static str, i32>,
}

impl Tables {
    /// The tables that come with the program.
    #[must_use]
    pub fn embedded() -> Self {
        let of =
            |class: &'static str| rows(WORDS).filter(move |row| row[1] == class).map(|row| (row[0], row[2]));
        fn numbers(rows: impl Iterator<Item = (&'static str, &'static str)>) -> HashMap<&'static str, i8> {
            rows.filter_map(|(word, value)| Some((word, value.parse().ok()?))).collect()
        }
        let relative = [
            ("relative", ""),
            ("relative-morning", "TMO"),
            ("relative-afternoon", "TAF"),
            ("relative-evening", "TEV"),
            ("relative-night", "TNI"),
        ];
        Self {
            months: numbers(of("month")),
            weekdays: numbers(of("weekday")),
            units: of("unit").filter_map(|(word, value)| Some((word, Unit::parse(value)?))).collect(),
            parts: of("part").collect(),
            seasons: of("season").collect(),
            clock: of("clock").collect(),
            ordinals: numbers(of("ordinal")),
            references: Phrases::new(of("reference")),
            sets: of("set").collect(),
            relative: Phrases::new(relative.into_iter().flat_map(|(class, part)| {
                of(class).filter_map(move |(word, days)| Some((word, (days.parse().ok()?, part))))
            })),
            holidays: Phrases::new(of("holiday").filter_map(|(words, date)| {
                let (month, day) = date.split_once('-')?;
                Some((words, (month.parse().ok()?, day.parse().ok()?)))
            })),
            numbers: rows(NUMBERS)
                .filter(|row| matches!(row[2], "unit" | "ten"))
                .filter_map(|row| Some((row[0], row[1].parse().ok()?)))
                .collect(),
        }
    }
}

const WORDS: &str = include_str!("../../data/time-words.tsv");
const NUMBERS: &str = include_str!("../../data/numbers.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        let tables = Tables::embedded();
        for row in rows(WORDS) {
            let (word, known) = (row[0], &tables);
            let found = match row[1] {
                "month" => known.months.contains_key(word),
                "weekday" => known.weekdays.contains_key(word),
                "unit" => known.units.contains_key(word),
                "part" => known.parts.contains_key(word),
                "season" => known.seasons.contains_key(word),
                "clock" => known.clock.contains_key(word),
                "ordinal" => known.ordinals.contains_key(word),
                "reference" => known.references.get(word).is_some(),
                "set" => known.sets.contains_key(word),
                "holiday" => known.holidays.get(word).is_some(),
                class => class.starts_with("relative") && known.relative.get(word).is_some(),
            };
            assert!(found, "{row:?}");
        }
    }
}
