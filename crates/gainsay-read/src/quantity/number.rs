//! Number expressions: digits, words, ranges.

use gainsay_document::Interval;

use super::shares;
use super::tables::{LabelClass, NumberRole, Tables};
use crate::segment::TokenKind;
use crate::words::Words;

/// A number expression without approximator and noun.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// The index after its last token.
    pub(super) end: usize,
    pub(super) interval: Interval,
    /// The words of a number that is a range of its own ("dozens").
    pub(super) vague: Option<&'static str>,
    /// Whether it is written with digits.
    pub(super) digits: bool,
    /// What it measures where its own words say so: "percent" for "three in ten", "times" for "doubled".
    pub(super) unit: Option<&'static str>,
}

/// Numbers beyond this are not exact in a float, and no count of anything in the news.
const GREATEST: f64 = 1e15;

/// A plain number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cardinal {
    /// The index after its last token.
    pub(super) end: usize,
    pub(super) value: f64,
    /// What the words after the first part multiply it by.
    multiplier: f64,
    pub(super) digits: bool,
}

/// The number expression that begins at token `at`.
pub(super) fn number(tables: &Tables, words: &Words<'_>, at: usize) -> Option<Number> {
    if let Some((end, phrase, interval)) = tables.vague.at(words, at) {
        return Some(Number { end, interval: *interval, vague: Some(phrase), digits: false, unit: None });
    }
    if let "between" | "from" = words.lower(at) {
        let and = if words.lower(at) == "between" { "and" } else { "to" };
        // "between about 30 and about 40"
        let end = |from: usize| {
            let bare =
                tables.approximators.at(words, from).filter(|hit| hit.2.before).map_or(from, |hit| hit.0);
            cardinal(tables, words, bare)
        };
        let low = end(at + 1)?;
        let high = end(low.end + 1).filter(|_| words.lower(low.end) == and)?;
        // "between 50 and 40" is the same range.
        let turned =
            || range(high, low).map(|number| Number { end: high.end, ..number }).filter(|_| and == "and");
        return range(low, high).filter(|_| and == "and" || !is_change(tables, words, at)).or_else(turned);
    }
    let first = cardinal(tables, words, at);
    let share =
        || shares::share(tables, words, at, first).or_else(|| shares::multiple(tables, words, at, first));
    if let Some(share) = share() {
        return Some(share);
    }
    let first = first?;
    let joined = match words.lower(first.end) {
        "to" => words.before(at) != "from",
        "-" | "–" => {
            let telephone = words.raw(at).len() == 3 && words.raw(first.end + 1).len() == 4;
            first.digits
                && at + 1 == first.end
                && words.touches_next(at)
                && words.touches_next(first.end)
                && !telephone
        }
        "or" => true,
        _ => false,
    };
    if joined && let Some(second) = cardinal(tables, words, first.end + 1) {
        let near =
            words.lower(first.end) != "or" || second.value <= first.value + (first.value / 2.0).max(1.0);
        if near && let Some(number) = range(first, second) {
            return Some(number);
        }
    }
    Some(Number {
        end: first.end,
        interval: Interval::exactly(first.value),
        vague: None,
        digits: first.digits,
        unit: None,
    })
}

/// Whether the words before "from" at `from` tell of a change ("rose from 31 to 40"), so that the two numbers are two
/// values and not the ends of one.
fn is_change(tables: &Tables, words: &Words<'_>, from: usize) -> bool {
    const WINDOW: usize = 8;
    let start = words.sentence_tokens(from).start;
    (from.saturating_sub(WINDOW).max(start)..from)
        .any(|index| tables.labels.get(words.lower(index)) == Some(&LabelClass::Change))
}

fn range(low: Cardinal, high: Cardinal) -> Option<Number> {
    // "two to three million": the multiplier is said once.
    let shared = low.multiplier <= 1.0 && high.multiplier > 1.0 && low.value < high.value / high.multiplier;
    let least = if shared { low.value * high.multiplier } else { low.value };
    (least < high.value).then_some(Number {
        end: high.end,
        interval: Interval::between(least, high.value),
        vague: None,
        digits: low.digits,
        unit: None,
    })
}

/// The plain number that begins at token `at`; none where it is too great to be exact.
pub(super) fn cardinal(tables: &Tables, words: &Words<'_>, at: usize) -> Option<Cardinal> {
    // "nine trillion trillion" is too great or no number at all; the first half of it would be another one.
    let goes_on = |end: usize| matches!(tables.numbers.get(words.lower(end)), Some((value, NumberRole::Multiplier)) if *value >= 100.0);
    any_cardinal(tables, words, at).filter(|number| number.value < GREATEST && !goes_on(number.end))
}

fn any_cardinal(tables: &Tables, words: &Words<'_>, at: usize) -> Option<Cardinal> {
    let limit = words.sentence_tokens(at).end;
    if at >= limit {
        return None;
    }
    if words.kind(at) == TokenKind::Number {
        let value = digits(words.lower(at))?;
        if let Some(grouped) = spaced(words, at) {
            return Some(Cardinal { end: grouped.0, value: grouped.1, multiplier: 1.0, digits: true });
        }
        return Some(multiplied(
            tables,
            words,
            Cardinal { end: at + 1, value, multiplier: 1.0, digits: true },
        ));
    }
    if let Some((value, suffix)) = suffixed(tables, words.lower(at)) {
        return Some(Cardinal { end: at + 1, value: value * suffix, multiplier: suffix, digits: true });
    }
    let article = matches!(words.lower(at), "a" | "an");
    if article {
        let (value, role) = *tables.numbers.get(words.lower(at + 1))?;
        return (role == NumberRole::Multiplier).then(|| {
            multiplied(tables, words, Cardinal { end: at + 2, value, multiplier: value, digits: false })
        });
    }
    spelled(tables, words, at, limit)
}

/// `number` times the multipliers behind it.
fn multiplied(tables: &Tables, words: &Words<'_>, mut number: Cardinal) -> Cardinal {
    // Each greater than the one before: "two hundred thousand", not "two hundred hundred".
    while let Some((factor, NumberRole::Multiplier)) = tables.numbers.get(words.lower(number.end))
        && (number.multiplier <= 1.0 || *factor > number.multiplier)
    {
        number.value *= factor;
        number.multiplier *= factor;
        number.end += 1;
    }
    number
}

/// "14 000", "1 250 000", "61, 000": thousands set apart by blanks, and the index after them.
fn spaced(words: &Words<'_>, at: usize) -> Option<(usize, f64)> {
    let is_digits = |word: &str, longest: usize| {
        (1..=longest).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_digits(words.raw(at), 3) || words.raw(at).starts_with('0') {
        return None;
    }
    let mut end = at + 1;
    let mut written = words.raw(at).to_owned();
    // After a comma and a blank only what can be no number of its own.
    if words.touches_next(at)
        && words.lower(end) == ","
        && words.raw(end + 1).starts_with('0')
        && words.raw(end + 1).len() == 3
        && is_digits(words.raw(end + 1), 3)
        && words.sentence(at) == words.sentence(end + 1)
    {
        written.push_str(words.raw(end + 1));
        return Some((end + 2, written.parse().ok()?));
    }
    while end < words.sentence_tokens(at).end
        && words.raw(end).len() == 3
        && is_digits(words.raw(end), 3)
        && !words.touches_next(end - 1)
        && end < at + 4
    {
        written.push_str(words.raw(end));
        end += 1;
    }
    (end > at + 1).then_some((end, written.parse().ok()?))
}

/// "2,500", "3.5", "12"; not "10:30", "1,2" or numbers too long to be exact.
fn digits(token: &str) -> Option<f64> {
    const FRACTIONS: [(char, f64); 7] =
        [('½', 0.5), ('⅓', 1.0 / 3.0), ('⅔', 2.0 / 3.0), ('¼', 0.25), ('¾', 0.75), ('⅛', 0.125), ('⅕', 0.2)];
    if let Some((whole, (_, part))) = FRACTIONS.iter().find_map(|f| Some((token.strip_suffix(f.0)?, f))) {
        let is_whole = whole.bytes().all(|byte| byte.is_ascii_digit());
        return match whole.parse::<f64>() {
            Ok(whole) if is_whole && whole < GREATEST => Some(whole + part),
            Err(_) if whole.is_empty() => Some(*part),
            _ => None,
        };
    }
    if !token.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.') {
        return None;
    }
    let (whole, fraction) = token.split_once('.').unwrap_or((token, ""));
    let padded = whole.len() > 1 && whole.starts_with('0');
    if padded || fraction.contains(['.', ',']) || token.len() > 18 {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    if !rest.is_empty() && (first.len() > 3 || rest.iter().any(|group| group.len() != 3)) {
        return None;
    }
    token.replace(',', "").parse().ok()
}

/// "3.5m", "40k".
fn suffixed(tables: &Tables, token: &str) -> Option<(f64, f64)> {
    let split = token.find(|c: char| c.is_alphabetic())?;
    let (factor, role) = *tables.numbers.get(&token[split..])?;
    (role == NumberRole::Suffix && split > 0).then_some((digits(&token[..split])?, factor))
}

/// "twenty-one", "two hundred and five", "three million".
fn spelled(tables: &Tables, words: &Words<'_>, at: usize, limit: usize) -> Option<Cardinal> {
    let mut total = 0.0;
    let mut current = 0.0;
    let mut multiplier = 1.0;
    let mut last: Option<(f64, NumberRole)> = None;
    let mut end = at;
    let mut index = at;
    while index < limit {
        let word = words.lower(index);
        if word == "and" && last.is_some_and(|(value, role)| role == NumberRole::Multiplier && value >= 100.0)
        {
            let next = tables.numbers.get(words.lower(index + 1).split('-').next().unwrap_or_default());
            // "two hundred and five" and not "a hundred and two million".
            if matches!(next, Some((value, NumberRole::Unit | NumberRole::Ten)) if *value > 0.0) {
                index += 1;
                continue;
            }
            break;
        }
        let Some(parts) =
            word.split('-').map(|part| tables.numbers.get(part).copied()).collect::<Option<Vec<_>>>()
        else {
            break;
        };
        if !fits(last, &parts) {
            break;
        }
        for &(value, role) in &parts {
            match role {
                NumberRole::Unit | NumberRole::Ten => current += value,
                NumberRole::Multiplier if value < 1000.0 => {
                    current = f64::max(current, 1.0) * value;
                    multiplier = value;
                }
                NumberRole::Multiplier => {
                    total += f64::max(current, 1.0) * value;
                    current = 0.0;
                    multiplier = value;
                }
                NumberRole::Suffix => return None,
            }
            last = Some((value, role));
        }
        index += 1;
        end = index;
    }
    // A multiplier alone ("hundred", "million") is no number.
    let opens_with_multiplier =
        tables.numbers.get(words.lower(at)).is_some_and(|(_, role)| *role == NumberRole::Multiplier);
    (end > at && !opens_with_multiplier).then_some(Cardinal {
        end,
        value: total + current,
        multiplier,
        digits: false,
    })
}

/// Whether `parts` may follow the number word `last` in one number.
fn fits(last: Option<(f64, NumberRole)>, parts: &[(f64, NumberRole)]) -> bool {
    let mut before = last;
    for &(value, role) in parts {
        let fits = match (before, role) {
            (_, NumberRole::Suffix) => false,
            (None, _) => true,
            (Some((ten, NumberRole::Ten)), NumberRole::Unit) => ten >= 20.0 && (1.0..10.0).contains(&value),
            (Some((_, NumberRole::Unit | NumberRole::Ten)), NumberRole::Multiplier) => true,
            (Some((_, NumberRole::Unit | NumberRole::Ten)), _) => false,
            (Some((factor, NumberRole::Multiplier)), NumberRole::Unit | NumberRole::Ten) => factor != 12.0,
            (Some((factor, NumberRole::Multiplier)), NumberRole::Multiplier) => factor < value,
            (Some((_, NumberRole::Suffix)), _) => false,
        };
        if !fits {
            return false;
        }
        before = Some((value, role));
    }
    true
}
