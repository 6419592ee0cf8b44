//! Figures: the quantities of a claim that count what an incident did.

use gainsay_document::{Claim, Interval, Outcome, Reading, Scope, Span};

use crate::tables::{Tables, UnitClass};

/// What two figures must share to be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CountKey {
    pub outcome: Outcome,
    pub category: Option<String>,
    pub scope: Scope,
    /// A part of another figure that nothing names: never compared, since two parts need not be the same one.
    pub unnamed_part: bool,
}

/// A figure of a claim.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub key: CountKey,
    pub interval: Interval,
    /// The text gives it as a value that no longer holds ("from 9 to 14").
    pub former: bool,
    /// It tells of persons by name or description ("its commander", "Jon Ferre") and gives no number of all.
    pub by_description: bool,
    /// The side or people that those counted belong to, lower-cased.
    pub affiliation: Option<String>,
    /// Its index among the reading's quantities, and that of the total it is a part of.
    pub quantity: usize,
    pub whole: Option<usize>,
}

impl Figure {
    /// Whether it says that there were none.
    pub fn is_none(&self) -> bool {
        self.interval.high == Some(0.0)
    }
}

/// The figures of `claim` that count something with an outcome.
pub(crate) fn of_claim(claim: &Claim, reading: &Reading, text: &str, tables: &Tables) -> Vec<Figure> {
    let mut figures = Vec::new();
    for &index in &claim.facts.quantities {
        let Some(quantity) = reading.quantities.get(index) else { continue };
        let Some(outcome) = quantity.outcome else { continue };
        if quantity.interval.low.is_none() && quantity.interval.high.is_none() {
            continue;
        }
        if is_no_count(text, quantity.span) {
            continue;
        }
        let unit = quantity.unit.as_deref().unwrap_or_default();
        let is_currency = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
        let class = tables.units.get(unit).copied();
        if is_currency || class == Some(UnitClass::None) {
            continue;
        }
        let of_things =
            matches!(outcome, Outcome::Destroyed | Outcome::Damaged) || class == Some(UnitClass::Kind);
        let of_part = class == Some(UnitClass::Part);
        let unit_category = ((of_things || of_part) && !unit.is_empty()).then(|| unit.to_owned());
        // "15 Tarvians are missing" is a part of all the missing.
        let people = quantity.affiliation.clone().filter(|_| !of_things);
        // Whoever lived through it was not therefore saved from it.
        let survivors = (outcome == Outcome::Rescued && names_survivors(quantity.span.of(text)))
            .then(|| "survivor".to_owned());
        let category = quantity.category.clone().or(unit_category).or(survivors).or(people);
        let whole = quantity.part_of.filter(|&whole| whole < reading.quantities.len());
        let same_category =
            whole.is_some_and(|whole| reading.quantities[whole].category == quantity.category);
        let key = CountKey {
            outcome,
            unnamed_part: whole.is_some() && (category.is_none() || same_category),
            category,
            scope: quantity.scope,
        };
        let former = is_former(text, quantity.span, tables);
        let by_description = quantity.approximator.is_none()
            && tells_by_description(quantity.span.of(text), quantity.interval);
        figures.push(Figure {
            key,
            interval: quantity.interval,
            former,
            by_description,
            affiliation: quantity.affiliation.as_deref().map(str::to_lowercase),
            quantity: index,
            whole,
        });
    }
    figures
}

/// Whether a number counts nobody that something became of: the hour of an entry in a log ("1704 A team freed a man"), a
/// number in a list ("Number one is"), lives that were saved.
fn is_no_count(text: &str, figure: Span) -> bool {
    const NEAR: usize = 40;
    let words = figure.of(text);
    let before = text.get(..figure.start()).unwrap_or_default().trim_end();
    let mut tokens = words.split_whitespace();
    let (first, second) = (tokens.next().unwrap_or_default(), tokens.next().unwrap_or_default());
    let begins = before.is_empty()
        || before.ends_with(['.', '!', '?', '"', '”', '\''])
        || text.get(before.len()..figure.start()).is_some_and(|gap| gap.contains('\n'));
    let is_hour = first.len() == 4
        && first.parse::<u32>().is_ok_and(|hour| hour < 2400 && hour % 100 < 60)
        && second.starts_with(char::is_uppercase);
    let in_list = words.split_whitespace().count() == 1
        && before
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("number"));
    let is_life = words.split_whitespace().any(|word| matches!(word, "life" | "lives"));
    let tail = before.char_indices().rev().nth(NEAR).map_or(before, |(at, _)| &before[at..]);
    let after: String = text.get(figure.end()..).unwrap_or_default().chars().take(NEAR).collect();
    let saved = ["save", "saving"].iter().any(|word| tail.contains(word) || after.contains(word));
    (begins && is_hour) || in_list || ((is_life || tail.ends_with("lives of")) && saved)
}

fn names_survivors(words: &str) -> bool {
    words.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        matches!(word.as_str(), "survivor" | "survivors" | "victim" | "victims")
    })
}

/// Whether the words of a small figure hold no number and no article: "its commander", "Jon Ferre and his wife".
fn tells_by_description(words: &str, interval: Interval) -> bool {
    const NUMBERS: [&str; 22] = [
        "a", "an", "another", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "both", "no", "nobody", "none", "half", "couple", "pair", "single", "without",
    ];
    let few = interval.is_exact() && interval.high.is_some_and(|count| (1.0..=10.0).contains(&count));
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let mut counted = words.split_whitespace().take(2).map(str::to_lowercase);
    few && !NUMBERS.contains(&first.as_str())
        && !counted.any(|word| word.parse::<f64>().is_ok() || NUMBERS[3..14].contains(&word.as_str()))
}

/// Whether the words right before a figure mark it as a value that no longer holds.
///
/// A bare "from" does so only where a toll is said to move or a "to" follows: "from 9 to 14", "rose from 9".
fn is_former(text: &str, figure: Span, tables: &Tables) -> bool {
    const BEFORE: usize = 60;
    let before = text.get(..figure.start()).unwrap_or_default();
    let from = before.char_indices().rev().nth(BEFORE).map_or(0, |(index, _)| index);
    let tail = before[from..].to_lowercase();
    let mut words: Vec<&str> = tail.split_whitespace().collect();
    while words.last().is_some_and(|word| matches!(*word, "about" | "some" | "the" | "a" | "at" | "least")) {
        words.pop();
    }
    if words.last() == Some(&"from") {
        let after = text.get(figure.end()..).unwrap_or_default();
        let moves = |word: &&str| tables.cues.change.contains(word);
        return after.trim_start().starts_with("to ") || words.iter().any(moves);
    }
    let tail = words.join(" ");
    tables.cues.former.iter().any(|cue| {
        tail.strip_suffix(cue)
            .is_some_and(|rest| rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_gives_no_number_of_all() {
        let check = |words: &str, count: f64, expected: bool| {
            assert_eq!(tells_by_description(words, Interval::exactly(count)), expected, "{words}");
        };
        check("its commander", 1.0, true);
        check("Jon Ferre and his wife", 2.0, true);
        check("A soldier", 1.0, false);
        check("the two guards", 2.0, false);
        check("14 people", 14.0, false);
        check("3 children", 3.0, false);
        check("Three", 3.0, false);
    }

    #[test]
    fn an_hour_and_a_place_in_a_list_count_nobody() {
        let check = |text: &str, words: &str, expected: bool| {
            let at = text.find(words).unwrap();
            assert_eq!(
                is_no_count(text, Span::within(text, at..at + words.len()).unwrap()),
                expected,
                "{text}"
            );
        };
        check("Rain fell.\n1704 A team freed one man.", "1704 A team", true);
        check("1204 Guards were killed.", "1204 Guards", true);
        check("They say 1204 guards were killed.", "1204 guards", false);
        check("Number one is who did it.", "one", true);
        check("At number three, one died.", "one", false);
        check("It saved the lives of hundreds.", "hundreds", true);
        check("It cost the lives of hundreds.", "hundreds", false);
    }

    #[test]
    fn a_former_value_is_told_by_what_stands_before_it() {
        let tables = Tables::load();
        let check = |text: &str, expected: bool| {
            let at = text.find("9").unwrap();
            let figure = Span::within(text, at..at + 1).unwrap();
            assert_eq!(is_former(text, figure, &tables), expected, "{text}");
        };
        check("The toll rose from 9 on Monday", true);
        check("It changed from 9 to 14", true);
        check("The toll rose to 14, up from at least 9", true);
        check("against an earlier toll of 9", true);
        check("said 14 and not 9", true);
        check("The toll rose to 9", false);
        check("The boat took them from 9 islands", false);
        check("It is a platform 9", false);
        check("9", false);
    }
}
