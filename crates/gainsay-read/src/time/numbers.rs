//! Numbers as time expressions write them: amounts, years, days of the month.

use gainsay_document::TimeModifier;

use super::Context;
use super::calendar::{Amount, Unit};
use crate::segment::TokenKind;

/// An amount of units: "three days", "two and a half years", "several weeks or so".
pub(super) struct Length {
    pub(super) amount: Amount,
    pub(super) unit: Unit,
    /// The index after its last token.
    pub(super) end: usize,
    pub(super) modifier: Option<TimeModifier>,
    /// Whether it is one unit with an article: "a week".
    pub(super) article: bool,
}

impl Length {
    /// The TIMEX3 duration.
    pub(super) fn value(&self) -> String {
        self.unit.duration(self.amount)
    }
}

impl Context<'_> {
    /// The length that begins at token `at`.
    pub(super) fn length(&self, at: usize) -> Option<Length> {
        let mut length = self.halved(at).or_else(|| self.counted(at)).or_else(|| self.alternatives(at))?;
        if length.article
            && let Some(end) = self.words.follows(length.end, "or two")
        {
            (length.end, length.amount, length.article) = (end, Amount::Unknown, false);
        }
        for (phrase, modifier) in [("or so", TimeModifier::Approx), ("or more", TimeModifier::EqualOrMore)] {
            if let Some(end) = self.words.follows(length.end, phrase) {
                (length.end, length.modifier) = (end, Some(modifier));
            }
        }
        Some(length)
    }

    /// "half an hour", "half a century".
    fn halved(&self, at: usize) -> Option<Length> {
        let (unit_at, unit) = match self.word(at) {
            "half" if matches!(self.word(at + 1), "a" | "an") => (at + 2, self.word(at + 2)),
            "a" if self.word(at + 1) == "half" => (at + 2, self.word(at + 2)),
            "half" => (at + 1, self.word(at + 1)),
            "a" => (at + 1, self.word(at + 1).strip_prefix("half-")?),
            word => (at, word.strip_prefix("half-")?),
        };
        let (unit, many) = *self.tables.units.get(unit)?;
        if many != 1 {
            return None;
        }
        let (amount, unit) = match unit {
            Unit::Month => (Amount::whole(2), Unit::Week),
            Unit::Decade | Unit::Century | Unit::Hour | Unit::Minute | Unit::Day | Unit::Year => {
                (Amount::Halves(1), unit)
            }
            _ => return None,
        };
        Some(Length { amount, unit, end: unit_at + 1, modifier: None, article: false })
    }

    fn counted(&self, at: usize) -> Option<Length> {
        let (amount, after, modifier) = self.amount(at)?;
        // "60 Minutes" is a name.
        if self.words.is_capitalised(after) && self.words.kind(at) == TokenKind::Number {
            return None;
        }
        let article = matches!(self.word(at), "a" | "an") && after == at + 1;
        let added = usize::from(matches!(
            self.word(after),
            "more"
                | "full"
                | "straight"
                | "consecutive"
                | "whole"
                | "long"
                | "additional"
                | "trading"
                | "working"
                | "business"
                | "calendar"
                | "solid"
                | "short"
                | "further"
                | "extra"
                | "successive"
                | "entire"
                | "single"
        ));
        let unit_at = after + added;
        let (unit, many) = *self.tables.units.get(self.word(unit_at))?;
        let singular = !self.word(unit_at).ends_with('s');
        let one = amount == Amount::whole(1);
        // "a three hour meeting": speech is written down without the hyphen.
        let spoken = singular
            && (Unit::Hour..=Unit::Year).contains(&unit)
            && amount.count().is_some_and(|count| (2..100).contains(&count))
            && self.words.is_word(unit_at + 1)
            && !matches!(self.word(unit_at + 1), "'s" | "old");
        if singular && !one && !spoken || article && matches!(unit, Unit::Second | Unit::Quarter) {
            return None;
        }
        let (mut amount, mut end) = (amount.times(many), unit_at + 1);
        if singular
            && one
            && let Some(after) = self.words.follows(end, "and a half")
        {
            (amount, end) = (Amount::Halves(3), after);
        }
        Some(Length { amount, unit, end, modifier, article: article && amount == Amount::whole(many) })
    }

    /// "weeks or months".
    fn alternatives(&self, at: usize) -> Option<Length> {
        let unit_at = |index: usize| {
            let (unit, many) = *self.tables.units.get(self.word(index))?;
            (self.word(index).ends_with('s') && many == 1).then_some(unit)
        };
        let unit = unit_at(at)?;
        if !matches!(self.word(at + 1), "or" | "and") {
            return None;
        }
        unit_at(at + 2)?;
        let modifier = Some(TimeModifier::Approx);
        Some(Length { amount: Amount::Unknown, unit, end: at + 3, modifier, article: false })
    }

    /// A number of units, the index after it and what the words say of its exactness.
    pub(super) fn amount(&self, at: usize) -> Option<(Amount, usize, Option<TimeModifier>)> {
        // "the fifth in as many days"
        let compared = self.words.before(at) == "as";
        if let Some((end, _, count)) = self.tables.vague.at(self.words, at).filter(|_| !compared) {
            return Some(match count {
                Some(count) => (Amount::whole(*count), end, Some(TimeModifier::Approx)),
                None => (Amount::Unknown, end, None),
            });
        }
        if matches!(self.word(at), "a" | "an" | "another") && !self.words.is_word(at + 1) {
            return None;
        }
        if matches!(self.word(at), "a" | "an") {
            return match self.cardinal(at) {
                Some((count, end)) => Some((Amount::whole(count), end, None)),
                None => Some((Amount::whole(1), at + 1, None)),
            };
        }
        if self.word(at) == "another" {
            return Some(match self.cardinal(at + 1) {
                Some((count, end)) => (Amount::whole(count), end, None),
                None => (Amount::whole(1), at + 1, None),
            });
        }
        let (count, end) = self.cardinal(at)?;
        if let Some(after) =
            self.words.follows(end, "and a half").or_else(|| self.words.follows(end, "1 / 2"))
        {
            return Some((Amount::Halves(count.checked_mul(2)?.checked_add(1)?), after, None));
        }
        if matches!(self.word(end), "to" | "or" | "-" | "–")
            && let Some((other, after)) = self.cardinal(end + 1)
            && other > count
        {
            return Some((Amount::Unknown, after, Some(TimeModifier::Approx)));
        }
        Some((Amount::whole(count), end, None))
    }

    /// "3", "2,000", "three", "twenty-one", "twenty four", "two hundred", "a hundred".
    pub(super) fn cardinal(&self, at: usize) -> Option<(i32, usize)> {
        let word = self.word(at);
        if self.words.kind(at) == TokenKind::Number {
            let digits = word.replace(',', "");
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() < 8;
            return plain.then(|| digits.parse().ok()).flatten().map(|count| (count, at + 1));
        }
        let scale = |index: usize| match self.word(index) {
            "hundred" => Some(100),
            "thousand" => Some(1000),
            _ => None,
        };
        if word == "a" {
            return Some((scale(at + 1)?, at + 2));
        }
        let mut count = self.number(word)?;
        let mut end = at + 1;
        if count >= 20
            && count % 10 == 0
            && let Some(unit) = self.number(self.word(end)).filter(|unit| (1..10).contains(unit))
        {
            count += unit;
            end += 1;
        }
        if let Some(factor) = scale(end) {
            count *= factor;
            end += 1;
        }
        Some((count, end))
    }

    /// "three", "twenty-one".
    pub(super) fn number(&self, word: &str) -> Option<i32> {
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

    /// A day of the month: "12", "12th", "eighth".
    pub(super) fn day(&self, index: usize) -> Option<i8> {
        let word = self.word(index);
        if let Some(day) = self.tables.ordinals.get(word) {
            return Some(*day);
        }
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        if digits.len() > 2 {
            return None;
        }
        digits.parse().ok().filter(|day| (1..=31).contains(day))
    }

    /// The month at a token, written with a capital letter.
    pub(super) fn month(&self, index: usize) -> Option<i8> {
        let month = *self.tables.months.get(self.word(index))?;
        self.words.is_capitalised(index).then_some(month)
    }

    /// The year of "25 Oct 89 (AGENCY)": two digits at `index`, which a bracket or dash follows.
    pub(super) fn short_year(&self, index: usize) -> Option<(i16, usize)> {
        const CENTURY: i16 = 100;
        let word = self.word(index);
        let digits = word.len() == 2 && self.words.kind(index) == TokenKind::Number;
        if !digits || !matches!(self.word(index + 1), "(" | "--" | "-" | "—" | "–" | "[") {
            return None;
        }
        let year: i16 = word.parse().ok()?;
        // The one near the day of publication; without one, from 1930 to 2029.
        let least = self.published.map_or(1930, |day| day.year() - CENTURY / 2);
        let year = least + (year - least).rem_euclid(CENTURY);
        (1500..2100).contains(&year).then_some((year, index + 1))
    }

    /// A year of four digits, or as it is spoken ("nineteen ninety-six", "two thousand five"), and the index after it.
    pub(super) fn year(&self, index: usize) -> Option<(i16, usize)> {
        let word = self.word(index);
        if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            let year = word.parse().ok().filter(|year| (1500..2100).contains(year))?;
            return Some((year, index + 1));
        }
        let century = self.number(word)?;
        let year = |years: i32| i16::try_from(century * 100 + years).ok();
        if (17..=20).contains(&century) {
            let (rest, end) = self.cardinal(index + 1).filter(|_| self.words.is_word(index + 1))?;
            return (10..=99).contains(&rest).then_some((year(rest)?, end));
        }
        if century == 2 && self.word(index + 1) == "thousand" {
            let at = if self.word(index + 2) == "and" { index + 3 } else { index + 2 };
            let rest =
                self.cardinal(at).filter(|(rest, _)| (1..100).contains(rest) && self.words.is_word(at));
            let (rest, end) = rest.unwrap_or((0, index + 2));
            return Some((i16::try_from(2000 + rest).ok()?, end));
        }
        None
    }
}
