//! The tables of the time layer.

use std::collections::{HashMap, HashSet};

use gainsay_document::TimeModifier;

use super::calendar::{Unit, Yearly};
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
    /// "first" to "thirty-first".
    pub(super) ordinals: HashMap<&'static str, i8>,
    /// "twenties" to "nineties": their first year in its century.
    pub(super) decades: HashMap<&'static str, i8>,
    pub(super) references: Phrases<&'static str>,
    pub(super) lengths: Phrases<&'static str>,
    pub(super) sets: HashMap<&'static str, &'static str>,
    pub(super) zones: Phrases<()>,
    /// Days from the day of publication, and the part of the day.
    pub(super) relative: Phrases<(i32, &'static str)>,
    pub(super) holidays: Phrases<Yearly>,
    /// Numbers from zero to ninety.
    pub(super) numbers: HashMap<&'static str, i32>,
    /// Amounts in words; `None` where the words do not say how many.
    pub(super) vague: Phrases<Option<i32>>,
    /// "early", "the end of": START, MID, END or nothing.
    pub(super) edges: Phrases<&'static str>,
    pub(super) approximators: Phrases<TimeModifier>,
    /// Words that tell of what has happened, beside those in "-ed".
    pub(super) past_looking: HashSet<&'static str>,
    /// Words that tell of what is to come.
    pub(super) ahead_looking: HashSet<&'static str>,
    /// Words before "to" that make what follows one still to come: "agreed to meet on Monday".
    pub(super) promises: HashSet<&'static str>,
    /// Forms in "-ing" that tell what is planned: "we are meeting on Saturday".
    pub(super) scheduling: HashSet<&'static str>,
    /// Verbs of saying in the past.
    pub(super) telling: HashSet<&'static str>,
    /// What people are called to: "called for protests on Friday".
    pub(super) gatherings: HashSet<&'static str>,
    /// Words before "to be" that judge what is: "found to be".
    pub(super) judging: HashSet<&'static str>,
    /// Words before a year of any century.
    pub(super) year_heralds: HashSet<&'static str>,
    /// Words before "May" and "March" where they are months.
    pub(super) month_heralds: HashSet<&'static str>,
    /// Words before "a week" where it is a length and no rate.
    pub(super) length_heralds: HashSet<&'static str>,
    /// Verbs of beginning.
    pub(super) beginnings: HashSet<&'static str>,
    /// Nouns of people, in the plural: "2000 refugees" is no year.
    pub(super) people: HashSet<&'static str>,
}

impl Tables {
    /// The tables that come with the program.
    #[must_use]
    pub fn embedded() -> Self {
        let of =
            |class: &'static str| rows(WORDS).filter(move |row| row[1] == class).map(|row| (row[0], row[2]));
        let set = |class: &'static str| of(class).map(|(word, _)| word).collect::<HashSet<_>>();
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
            decades: numbers(of("decade")),
            references: Phrases::new(of("reference")),
            lengths: Phrases::new(of("length")),
            sets: of("set").collect(),
            zones: Phrases::new(of("zone").map(|(words, _)| (words, ()))),
            relative: Phrases::new(relative.into_iter().flat_map(|(class, part)| {
                of(class).filter_map(move |(word, days)| Some((word, (days.parse().ok()?, part))))
            })),
            holidays: Phrases::new(
                of("holiday").filter_map(|(words, rule)| Some((words, Yearly::parse(rule)?))),
            ),
            numbers: rows(NUMBERS)
                .filter(|row| matches!(row[2], "unit" | "ten"))
                .filter_map(|row| Some((row[0], row[1].parse().ok()?)))
                .collect(),
            vague: Phrases::new(of("vague").map(|(words, count)| (words, count.parse().ok()))),
            edges: Phrases::new(of("edge")),
            approximators: Phrases::new(
                of("approximator").filter_map(|(words, code)| Some((words, TimeModifier::parse(code)?))),
            ),
            past_looking: set("past"),
            ahead_looking: set("ahead"),
            promises: set("promise"),
            scheduling: set("scheduling"),
            telling: set("telling"),
            gatherings: set("gathering"),
            judging: set("judging"),
            year_heralds: set("before-year"),
            month_heralds: set("before-month"),
            length_heralds: set("before-length"),
            beginnings: set("beginning"),
            people: rows(NOUNS).filter(|row| row[3] == "people").map(|row| row[1]).collect(),
        }
    }
}

const WORDS: &str = include_str!("../../data/time-words.tsv");
const NUMBERS: &str = include_str!("../../data/numbers.tsv");
const NOUNS: &str = include_str!("../../data/nouns.tsv");

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
                "decade" => known.decades.contains_key(word),
                "reference" => known.references.get(word).is_some(),
                "length" => known.lengths.get(word).is_some(),
                "set" => known.sets.contains_key(word),
                "zone" => known.zones.get(word).is_some(),
                "holiday" => known.holidays.get(word).is_some(),
                "vague" => known.vague.get(word).is_some(),
                "edge" => known.edges.get(word).is_some(),
                "approximator" => known.approximators.get(word).is_some(),
                "past" => known.past_looking.contains(word),
                "ahead" => known.ahead_looking.contains(word),
                "promise" => known.promises.contains(word),
                "scheduling" => known.scheduling.contains(word),
                "telling" => known.telling.contains(word),
                "gathering" => known.gatherings.contains(word),
                "judging" => known.judging.contains(word),
                "before-year" => known.year_heralds.contains(word),
                "before-month" => known.month_heralds.contains(word),
                "before-length" => known.length_heralds.contains(word),
                "beginning" => known.beginnings.contains(word),
                class => class.starts_with("relative") && known.relative.get(word).is_some(),
            };
            assert!(found, "{row:?}");
        }
    }
}
