//! When: time expressions with their TIMEX3 type and value, resolved to days where that can be.
//!
//! Follows the TIMEX3 of ISO-TimeML. A relative expression is resolved against the day of publication, or against the
//! last day mentioned where it says so ("the following day"). Without a day of publication it stays unresolved.

mod calendar;
mod dates;
mod lengths;
mod relative;
mod tables;
#[cfg(test)]
mod tests;

use gainsay_document::{Time, TimeKind};
use jiff::civil::Date;

pub use tables::Tables;

use crate::words::Words;

/// The time expressions of a text, in order.
#[must_use]
pub fn times(tables: &Tables, words: &Words<'_>, published: Option<Date>) -> Vec<Time> {
    let mut found = Vec::new();
    let mut context = Context { tables, words, published, last: None };
    for sentence in &words.segmentation.sentences {
        let mut index = sentence.tokens.start;
        while index < sentence.tokens.end {
            let Some(hit) = context.at(index).filter(|hit| hit.end > index && hit.end <= sentence.tokens.end)
            else {
                index += 1;
                continue;
            };
            let covered = calendar::days(&hit.value);
            if let Some((start, end)) = covered
                && start == end
            {
                context.last = Some(start);
            }
            if let Some(span) = words.span(index..hit.end) {
                found.push(Time {
                    span,
                    kind: hit.kind,
                    value: hit.value,
                    start: covered.map(|(start, _)| start),
                    end: covered.map(|(_, end)| end),
                });
            }
            index = hit.end;
        }
    }
    found
}

/// What a rule may look at.
struct Context<'c> {
    tables: &'c Tables,
    words: &'c Words<'c>,
    published: Option<Date>,
    /// The last day mentioned.
    last: Option<Date>,
}

/// A rule: the time expression that begins at a token.
type Rule = for<'a, 'c> fn(&'a Context<'c>, usize) -> Option<Hit>;

/// A time expression that begins where the rule was asked.
struct Hit {
    /// The index after its last token.
    end: usize,
    kind: TimeKind,
    value: String,
}

impl Hit {
    fn date(end: usize, value: String) -> Self {
        Self { end, kind: TimeKind::Date, value }
    }
}

impl Context<'_> {
    /// The time expression that begins at token `index`: the first rule that applies, the more specific ones first.
    fn at(&self, index: usize) -> Option<Hit> {
        let rules: [Rule; 15] = [
            dates::numeric,
            dates::hours_of,
            dates::weekday_and_date,
            dates::day_and_month,
            dates::month_and_day,
            relative::offset,
            relative::neighbour,
            relative::unit,
            relative::word,
            relative::weekday,
            dates::clock,
            dates::coarse,
            lengths::set,
            lengths::duration,
            lengths::reference,
        ];
        let hit = rules.iter().find_map(|rule| rule(self, index))?;
        Some(self.part_of_day(hit))
    }

    /// "Monday" and "night" are one expression.
    fn part_of_day(&self, hit: Hit) -> Hit {
        match self.tables.parts.get(self.words.lower(hit.end)) {
            Some(part) if hit.kind == TimeKind::Date && hit.value.len() == 10 => {
                Hit { end: hit.end + 1, kind: TimeKind::Time, value: format!("{}T{part}", hit.value) }
            }
            _ => hit,
        }
    }

    fn word(&self, index: usize) -> &str {
        self.words.lower(index)
    }

    fn month(&self, index: usize) -> Option<i8> {
        let month = *self.tables.months.get(self.word(index))?;
        self.words.is_capitalised(index).then_some(month)
    }

    /// A day of the month: "12", "12th".
    fn day(&self, index: usize) -> Option<i8> {
        let word = self.word(index);
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        if digits.len() > 2 {
            return None;
        }
        digits.parse().ok().filter(|day| (1..=31).contains(day))
    }

    /// A year of four digits.
    fn year(&self, index: usize) -> Option<i16> {
        let word = self.word(index);
        let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        word.parse().ok().filter(|year| digits && (1500..2100).contains(year))
    }

    /// Whether the words before `index` speak of what is to come.
    fn is_future(&self, index: usize) -> bool {
        const WINDOW: usize = 12;
        let start = self.words.sentence_tokens(index).start;
        for at in (index.saturating_sub(WINDOW).max(start)..index).rev() {
            match self.word(at) {
                "will" | "'ll" | "shall" | "due" | "scheduled" | "expected" | "planned" | "forecast"
                | "until" | "would" => {
                    return true;
                }
                ";" | "was" | "were" | "had" | "said" | "says" | "after" | "since" | "has" | "have" => {
                    return false;
                }
                word if word.ends_with("ed") => return false,
                _ => {}
            }
        }
        false
    }

    /// A number of units: its amount as TIMEX3 writes it ("X" for an unknown one) and the index after it.
    fn amount(&self, index: usize) -> Option<(String, usize)> {
        const UNKNOWN: [&str; 14] = [
            "several",
            "a few",
            "few",
            "some",
            "many",
            "a couple of",
            "a couple",
            "a number of",
            "recent",
            "the last few",
            "the past few",
            "the next few",
            "dozens of",
            "countless",
        ];
        let mut at = index;
        for about in
            ["about", "around", "nearly", "almost", "more than", "at least", "over", "less than", "some"]
        {
            if let Some(end) = self.words.follows(at, about)
                && self.plain_amount(end).is_some()
            {
                at = end;
                break;
            }
        }
        if let Some(hit) = self.plain_amount(at) {
            return Some(hit);
        }
        UNKNOWN.iter().find_map(|phrase| Some(("X".to_owned(), self.words.follows(at, phrase)?)))
    }

    fn plain_amount(&self, index: usize) -> Option<(String, usize)> {
        let word = self.word(index);
        if matches!(word, "a" | "an") {
            return Some(("1".to_owned(), index + 1));
        }
        if word.starts_with(|c: char| c.is_ascii_digit())
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        {
            return Some((word.to_owned(), index + 1));
        }
        Some((self.number(word)?.to_string(), index + 1))
    }

    /// "three", "twenty-one".
    fn number(&self, word: &str) -> Option<i32> {
        let mut parts = word.split('-');
        let first = *self.tables.numbers.get(parts.next()?)?;
        match parts.next() {
            None => Some(first),
            Some(unit) if first >= 20 && parts.next().is_none() => {
                Some(first + self.tables.numbers.get(unit).filter(|unit| **unit < 10)?)
            }
            Some(_) => None,
        }
    }
}
