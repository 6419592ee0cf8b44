//! Dates as the calendar writes them.

use gainsay_document::TimeModifier;
use jiff::civil::Date;

use super::calendar::{self, Yearly};
use super::tense::Tense;
use super::{Context, Hit, Rule};
use crate::segment::TokenKind;

/// Parts of a date in digits.
pub(super) struct Digits {
    /// The index after its last token.
    pub(super) end: usize,
    /// The three numbers in their order.
    pub(super) parts: [i16; 3],
    /// How many digits each has.
    pub(super) widths: [usize; 3],
}

/// The three numbers of "2024-02-12", "12/02/2024", "12.02.2024", whether or not they are a date.
pub(super) fn digits(context: &Context<'_>, at: usize) -> Option<Digits> {
    let words = context.words;
    if words.kind(at) != TokenKind::Number {
        return None;
    }
    let (written, end): (String, usize) = if words.lower(at).matches('.').count() == 2 {
        (words.lower(at).to_owned(), at + 1)
    } else {
        let joined = matches!(words.lower(at + 1), "-" | "/")
            && words.lower(at + 3) == words.lower(at + 1)
            && (at..at + 4).all(|index| words.touches_next(index));
        if !joined {
            return None;
        }
        ((at..at + 5).map(|index| words.lower(index)).collect(), at + 5)
    };
    let parts: Vec<&str> = written.split(['-', '/', '.']).collect();
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<i16>().ok());
    let width = |index: usize| parts.get(index).map_or(0, |part| part.len());
    Some(Digits {
        end,
        parts: [number(0)?, number(1)?, number(2)?],
        widths: [width(0), width(1), width(2)],
    })
}

impl Digits {
    /// The days these numbers can mean: none, one, or two where day and month cannot be told apart.
    pub(super) fn dates(&self) -> Vec<Date> {
        let [first, second, third] = self.parts;
        let small = |value: i16| i8::try_from(value).ok();
        let date = |year: i16, month: i16, day: i16| Date::new(year, small(month)?, small(day)?).ok();
        let mut found: Vec<Date> = match self.widths {
            [4, 1 | 2, 1 | 2] => date(first, second, third).into_iter().collect(),
            [1 | 2, 1 | 2, 4] => {
                [date(third, second, first), date(third, first, second)].into_iter().flatten().collect()
            }
            _ => Vec::new(),
        };
        found.dedup();
        found
    }

    /// Whether the numbers are written as a date is, with a year of four digits.
    pub(super) fn looks_like_a_date(&self) -> bool {
        matches!(self.widths, [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4])
    }
}

/// "2024-02-12", "25/12/2023"; where day and month cannot be told apart, the one near the day of publication.
pub(super) fn numeric(context: &Context<'_>, at: usize) -> Option<Hit> {
    let digits = digits(context, at)?;
    match *digits.dates() {
        [date] => Some(Hit::date(digits.end, date.to_string())),
        [one, other] => {
            const NEAR: i32 = 120;
            let near = |date: Date| context.published.is_some_and(|day| calendar::distance(day, date) <= NEAR);
            let date = match (near(one), near(other)) {
                (true, false) => one,
                (false, true) => other,
                _ => {
                    let days = (one.min(other), one.max(other));
                    let value = format!("{:04}-XX-XX", one.year());
                    return Some(Hit::date(digits.end, value).covering(days));
                }
            };
            Some(Hit::date(digits.end, date.to_string()))
        }
        _ => None,
    }
}

/// "Monday, 12 February 2024": the weekday tells the year where none is given.
pub(super) fn weekday_and_date(context: &Context<'_>, at: usize) -> Option<Hit> {
    let coming = if context.word(at) == "this" { 1 } else { 0 };
    let coming = coming + usize::from(coming == 1 && matches!(context.word(at + 1), "coming" | "past"));
    let weekday = *context.tables.weekdays.get(context.word(at + coming))?;
    let mut next = at + coming + 1;
    if matches!(context.word(next), "," | ".") {
        next += 1;
    }
    if context.word(next) == "the" {
        next += 1;
    }
    let (day, month, end) = day_and_month_at(context, next).or_else(|| month_and_day_at(context, next))?;
    dated(context, Yearly::Fixed { month, day }, at, end, Some(weekday))
}

/// "12 February 2024", "the 12th of February".
pub(super) fn day_and_month(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (day, month, end) = day_and_month_at(context, at)?;
    dated(context, Yearly::Fixed { month, day }, at, end, None)
}

pub(super) fn day_and_month_at(context: &Context<'_>, at: usize) -> Option<(i8, i8, usize)> {
    let day = context.day(at)?;
    let month_at = if context.word(at + 1) == "of" { at + 2 } else { at + 1 };
    Some((day, context.month(month_at)?, month_at + 1))
}

/// "February 12, 2024", "Feb. 12", "March eighth".
pub(super) fn month_and_day(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (day, month, end) = month_and_day_at(context, at)?;
    dated(context, Yearly::Fixed { month, day }, at, end, None)
}

pub(super) fn month_and_day_at(context: &Context<'_>, at: usize) -> Option<(i8, i8, usize)> {
    let month = context.month(at)?;
    let next = if context.word(at + 1) == "the" { at + 2 } else { at + 1 };
    // "in March 30 people died"
    let counts = context.words.before(at) == "in" && context.tables.people.contains(context.word(next + 1));
    if counts || context.words.kind(next) == TokenKind::Number && context.word(next + 1) == "%" {
        return None;
    }
    Some((context.day(next)?, month, next + 1))
}

/// The first half of "3 to 5 June", "3-5 June 2024"; the second half is a date of its own.
pub(super) fn first_of_two_days(context: &Context<'_>, at: usize) -> Option<Hit> {
    let first = context.day(at)?;
    if !matches!(context.word(at + 1), "to" | "and" | "or" | "-" | "–") {
        return None;
    }
    let second = context.day(at + 2)?;
    let (_, month, end) = day_and_month_at(context, at + 2)?;
    let whole = dated(context, Yearly::Fixed { month, day: second }, at, end, None)?;
    let (_, date) = calendar::days(&whole.value)?;
    let date = Date::new(date.year(), month, first).ok().filter(|_| first < second)?;
    Some(Hit::date(at + 1, date.to_string()))
}

/// The second half of "June 3-5", "June 3 and 5".
pub(super) fn second_of_two_days(context: &Context<'_>, at: usize) -> Option<Hit> {
    let day = context.day(at)?;
    let before = at.checked_sub(2)?;
    let month = context.month(before.checked_sub(1)?)?;
    let joined = match context.word(at - 1) {
        "-" | "–" => true,
        "and" | "to" => !context.words.is_word(at + 1) || context.word(at + 1).len() < 3,
        _ => false,
    };
    let first = context.day(before).filter(|first| joined && *first < day)?;
    let start = dated(context, Yearly::Fixed { month, day: first }, at, at + 1, None)?;
    let year = context.year(at + 1).or_else(|| context.year(at + 2).filter(|_| context.word(at + 1) == ","));
    let (year, end) = match year {
        Some((year, end)) => (year, end),
        None => (calendar::days(&start.value)?.0.year(), at + 1),
    };
    Some(Hit::date(end, Date::new(year, month, day).ok()?.to_string()))
}

/// The date of `yearly` with the year after it, if one stands at `end`.
fn dated(context: &Context<'_>, yearly: Yearly, at: usize, end: usize, weekday: Option<i8>) -> Option<Hit> {
    let year_at = if matches!(context.word(end), "," | "of") { end + 1 } else { end };
    if let Some((year, end)) = context.year(year_at) {
        return Some(Hit::date(end, yearly.of(year)?.to_string()));
    }
    if let Yearly::Fixed { month, day } = yearly {
        // 29 February is a day of some years.
        Date::new(2000, month, day).ok()?;
    }
    let (shift, end) = match context.of_this_year(end) {
        Some((shift, end)) => (Some(shift), end),
        None => (None, end),
    };
    let Some(published) = context.published else {
        let Yearly::Fixed { month, day } = yearly else { return Some(Hit::date(end, "XXXX".to_owned())) };
        return Some(Hit::date(end, format!("XXXX-{month:02}-{day:02}")));
    };
    if let Some(shift) = shift {
        return Some(Hit::date(end, yearly.of(published.year().checked_add(shift)?)?.to_string()));
    }
    let date = near(context, yearly, published, at, weekday)?;
    Some(Hit::date(end, date.to_string()))
}

/// The day of `yearly` that is meant where no year is given: on the weekday that is named, or the nearest, unless the
/// tense says that it lies on the other side of the day of publication.
fn near(context: &Context<'_>, yearly: Yearly, published: Date, at: usize, weekday: Option<i8>) -> Option<Date> {
    const FAR: i32 = 100;
    const VERY_FAR: i32 = 150;
    let mut dates: Vec<Date> = yearly.around(published).collect();
    dates.sort_by_key(|date| calendar::distance(published, *date));
    let named = weekday.and_then(|weekday| {
        dates.iter().copied().find(|date| date.weekday().to_monday_one_offset() == weekday)
    });
    if named.is_some() {
        return named;
    }
    let nearest = *dates.first()?;
    let distance = calendar::distance(published, nearest);
    if distance < FAR {
        return Some(nearest);
    }
    let other = match context.tense(at) {
        Tense::Future if nearest < published => dates.iter().find(|date| **date >= published),
        Tense::Past if nearest > published => dates.iter().find(|date| **date <= published),
        Tense::Unknown if nearest > published && distance > VERY_FAR => {
            dates.iter().find(|date| **date <= published)
        }
        _ => None,
    };
    other.copied().or(Some(nearest))
}

/// Years, months, decades, centuries and holidays.
pub(super) fn coarse(context: &Context<'_>, at: usize) -> Option<Hit> {
    let rules: [Rule; 6] = [month, year, decade, century, holiday, year_end];
    rules.iter().find_map(|rule| rule(context, at))
}

/// "March 2019", "in March", "March last year".
fn month(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (month, doubtful) = match context.word(at).strip_prefix("mid-") {
        Some(name) => (*context.tables.months.get(name)?, false),
        None => (context.month(at)?, is_doubtful_month(context, at)),
    };
    let modifier = context.word(at).starts_with("mid-").then_some(TimeModifier::Mid);
    let hit = |end: usize, year: i16| Hit::date(end, format!("{year:04}-{month:02}")).modified(modifier);
    let next = if matches!(context.word(at + 1), "of" | ",") { at + 2 } else { at + 1 };
    if let Some((year, end)) = context.year(next) {
        return Some(hit(end, year));
    }
    // "between March and August 2019", "from November to May 2019".
    if matches!(context.word(at + 1), "and" | "to" | "or" | "until" | "through" | "-" | "–")
        && let Some(second) = context.month(at + 2)
        && let Some((year, _)) = context.year(at + 3)
    {
        return Some(hit(at + 1, if month <= second { year } else { year - 1 }));
    }
    if doubtful {
        return None;
    }
    let shift = context.of_this_year(at + 1);
    let Some(published) = context.published else {
        return Some(Hit::date(at + 1, format!("XXXX-{month:02}")).modified(modifier));
    };
    if let Some((shift, end)) = shift {
        return Some(hit(end, published.year().checked_add(shift)?));
    }
    // "was arrested in March 2019 and released in August": a year said in the same sentence holds on.
    if let Some(year) = context.story.year_said(context.words.sentence(at)).filter(|year| *year < published.year()) {
        return Some(hit(at + 1, year));
    }
    Some(hit(at + 1, published.year() + month_offset(context, published, month, at)))
}

/// 0 for the month of the year of publication, -1 for that of the year before, 1 for that of the next.
pub(super) fn month_offset(context: &Context<'_>, published: Date, month: i8, at: usize) -> i16 {
    if context.is_future(at) {
        i16::from(month < published.month())
    } else {
        i16::from(month <= published.month()) - 1
    }
}

/// Whether a month's name may be another word: "May", "March", "Mar", "Sun".
fn is_doubtful_month(context: &Context<'_>, at: usize) -> bool {
    let name = context.words.raw(at);
    if name.len() < 4 && context.words.is_word(at + 1) && context.words.is_capitalised(at + 1) {
        return true;
    }
    if !matches!(name, "May" | "March" | "MAY" | "MARCH") && name.len() >= 4 && name != "Sept" {
        return false;
    }
    !context.tables.month_heralds.contains(context.words.before(at))
}

/// "in 2019", "(2019)", "the 2019 election", "post-1959".
fn year(context: &Context<'_>, at: usize) -> Option<Hit> {
    let hit = plain_year(context, at)?;
    // "1994 or later", "1990 and beyond"
    let open = [
        ("or later", TimeModifier::OnOrAfter),
        ("and beyond", TimeModifier::OnOrAfter),
        ("or earlier", TimeModifier::OnOrBefore),
        ("or before", TimeModifier::OnOrBefore),
    ];
    let found = open.iter().find_map(|(phrase, code)| Some((context.words.follows(hit.end, phrase)?, *code)));
    Some(match found {
        Some((end, modifier)) => Hit { end, ..hit }.modified(Some(modifier)).unresolved(),
        None => hit,
    })
}

fn plain_year(context: &Context<'_>, at: usize) -> Option<Hit> {
    let words = context.words;
    for (prefix, modifier) in
        [("mid-", TimeModifier::Mid), ("post-", TimeModifier::After), ("pre-", TimeModifier::Before)]
    {
        if let Some(digits) = context.word(at).strip_prefix(prefix) {
            let year: i16 = digits.parse().ok().filter(|year| digits.len() == 4 && (1500..2100).contains(year))?;
            return Some(Hit::date(at + 1, format!("{year:04}")).modified(Some(modifier)));
        }
    }
    // "the year 2000", "fiscal 1989".
    let named = match context.word(at) {
        "fiscal" => Some(at + 1),
        "the" if context.word(at + 1) == "year" => Some(at + 2),
        _ => None,
    };
    if let Some((year, end)) = named.and_then(|next| context.year(next)) {
        let hit = Hit::date(end, format!("{year:04}"));
        // When a fiscal year begins is for each body to say.
        return Some(if context.word(at) == "fiscal" { hit.unresolved() } else { hit });
    }
    let (year, end) = context.year(at)?;
    if words.kind(at) != TokenKind::Number {
        return Some(Hit::date(end, format!("{year:04}")));
    }
    let before = words.before(at);
    let introduced = context.tables.year_heralds.contains(before);
    let modern = (1900..2050).contains(&year);
    let next = context.word(at + 1);
    let glued = words.touches_next(at) && matches!(next, "%" | "°" | "/" | "€");
    let unit = matches!(next, "percent" | "gmt" | "hours" | "hrs" | "million" | "billion" | "km" | "miles" | "feet" | "metres" | "meters");
    let priced = matches!(before, "$" | "£" | "€" | "#" | "¥" | "no." | "no" | "number" | "+" | "/" | "%" | "." | "some" | "about" | "nearly" | "over" | "than" | "least" | "almost");
    if glued || unit || priced || context.tables.people.contains(next) {
        return None;
    }
    let plural = words.is_word(at + 1)
        && !words.is_capitalised(at + 1)
        && next.len() > 3
        && next.ends_with('s')
        && !matches!(next, "this" | "was" | "has" | "does" | "less" | "versus" | "us");
    let attributive = matches!(before, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "'s" | "of" | "in" | "early" | "late");
    if plural && !attributive {
        return None;
    }
    (introduced || modern && !is_part_of_a_name(context, at)).then(|| Hit::date(end, format!("{year:04}")))
}

/// "Apollo 1980": a number after a name that is no clause of its own.
fn is_part_of_a_name(context: &Context<'_>, at: usize) -> bool {
    let start = context.words.sentence_tokens(at).start;
    at > start
        && context.words.is_word(at - 1)
        && context.words.is_capitalised(at - 1)
        && !context.words.opens_sentence(at - 1)
        && !context.tables.seasons.contains_key(context.word(at - 1))
}

/// "the 1990s", "the mid-1990s", "the '80s", "the nineties".
fn decade(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = if context.word(at) == "the" { at + 1 } else { at };
    let quoted = usize::from(matches!(context.word(start), "'" | "‘"));
    let word = context.word(start + quoted);
    let (word, modifier) = [("mid-", TimeModifier::Mid), ("early-", TimeModifier::Start), ("late-", TimeModifier::End)]
        .iter()
        .find_map(|(prefix, modifier)| Some((word.strip_prefix(prefix)?, Some(*modifier))))
        .unwrap_or((word, None));
    let end = start + quoted + 1;
    let hit = |decade: i16| Some(Hit::date(end, format!("{decade:03}")).modified(modifier));
    if let Some(decade) = context.tables.decades.get(word) {
        let introduced = start > at || matches!(context.words.before(at), "early" | "late" | "the" | "mid");
        return if introduced && quoted == 0 { hit(190 + i16::from(*decade)) } else { None };
    }
    let digits = word.strip_suffix('s').unwrap_or_default().trim_end_matches('\'');
    if !digits.ends_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        4 => hit(digits[..3].parse().ok()?),
        2 if quoted == 1 || start > at => hit(190 + digits[..1].parse::<i16>().ok()?),
        _ => None,
    }
}

/// "the 20th century", "the nineteenth century".
fn century(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = if context.word(at) == "the" { at + 1 } else { at };
    let (ordinal, end) = match context.word(start).strip_suffix("-century") {
        // "the 19th-century fort": the article belongs to the fort.
        Some(_) if start > at => return None,
        Some(ordinal) => (ordinal, start + 1),
        None if context.word(start + 1) == "century" => (context.word(start), start + 2),
        None => return None,
    };
    let digits = ordinal.strip_suffix("th").or_else(|| ordinal.strip_suffix("st"));
    let number: i8 = match digits.and_then(|digits| digits.parse().ok()) {
        Some(number) => number,
        None => *context.tables.ordinals.get(ordinal)?,
    };
    (5..=22).contains(&number).then(|| Hit::date(end, format!("{:02}", number - 1)))
}

/// "Christmas", "Thanksgiving Day", "last Easter".
fn holiday(context: &Context<'_>, at: usize) -> Option<Hit> {
    let deictic = context.word(at);
    let start = at + usize::from(matches!(deictic, "last" | "next" | "this"));
    let (end, _, yearly) = context.tables.holidays.at(context.words, start)?;
    if !context.words.is_capitalised(start) {
        return None;
    }
    let direction = match deictic {
        "last" => Tense::Past,
        "next" => Tense::Future,
        _ => return dated(context, *yearly, at, end, None),
    };
    let Some(published) = context.published else { return dated(context, *yearly, at, end, None) };
    let mut dates: Vec<Date> = yearly.around(published).collect();
    dates.sort();
    let date = match direction {
        Tense::Past => dates.iter().rfind(|date| **date < published),
        _ => dates.iter().find(|date| **date > published),
    }?;
    Some(Hit::date(end, date.to_string()))
}

/// "year-end", "the year's end".
fn year_end(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = if context.word(at) == "the" { at + 1 } else { at };
    let end = match context.word(start) {
        "year-end" => start + 1,
        "year" => ["year end", "year 's end"].iter().find_map(|phrase| context.words.follows(start, phrase))?,
        _ => return None,
    };
    let (value, end) = match context.year(end) {
        Some((year, end)) => (format!("{year:04}"), end),
        None => {
            // "up since year-end": the one before.
            let back = i16::from(matches!(context.words.before(at), "since" | "from"));
            (context.published.map_or_else(|| "XXXX".to_owned(), |day| format!("{:04}", day.year() - back)), end)
        }
    };
    if context.word(start) == "year-end" {
        return Some(Hit::date(end, format!("{value}-12-31")));
    }
    Some(Hit::date(end, value).modified(Some(TimeModifier::End)))
}

impl Context<'_> {
    /// "this year", "of last year" at token `at`: how far from the year of publication, and the index after it.
    pub(super) fn of_this_year(&self, at: usize) -> Option<(i16, usize)> {
        let start = if matches!(self.word(at), "of" | ",") { at + 1 } else { at };
        let shift = match self.word(start) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        (self.word(start + 1) == "year" && self.word(start + 2) != "'s").then_some((shift, start + 2))
    }
}
