//! Months, years, decades, centuries and holidays.

use gainsay_document::TimeModifier;
use jiff::civil::Date;

use super::calendar::Unit;
use super::dates::dated;
use super::tense::Tense;
use super::{Context, Hit, Rule};
use crate::segment::TokenKind;

/// Years, months, decades, centuries and holidays.
pub(super) fn coarse(context: &Context<'_>, at: usize) -> Option<Hit> {
    let rules: [Rule; 7] = [month, year, second_year, decade, century, holiday, year_end];
    rules.iter().find_map(|rule| rule(context, at))
}

/// "mid-August", "early-1990s": the rest of the word, and what its prefix says of it.
fn prefix(word: &str) -> Option<(&str, TimeModifier)> {
    [("mid-", TimeModifier::Mid), ("early-", TimeModifier::Start), ("late-", TimeModifier::End)]
        .into_iter()
        .find_map(|(prefix, modifier)| Some((word.strip_prefix(prefix)?, modifier)))
}

/// "March 2019", "in March", "March last year".
fn month(context: &Context<'_>, at: usize) -> Option<Hit> {
    let prefixed = prefix(context.word(at));
    let (month, doubtful) = match prefixed {
        Some((name, _)) => (*context.tables.months.get(name)?, false),
        None => (context.month(at)?, is_doubtful_month(context, at)),
    };
    let modifier = prefixed.map(|(_, modifier)| modifier);
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
    // "was arrested in March 2019 and released in August": a year said in the same sentence holds on, but not for what
    // is to come.
    if !context.is_future(at)
        && let Some(year) =
            context.story.year_said(context.words.sentence(at)).filter(|year| *year < published.year())
    {
        return Some(hit(at + 1, year));
    }
    Some(hit(at + 1, published.year() + month_offset(context, published, month, at)))
}

/// 0 for the month of the year of publication, -1 for that of the year before, 1 for that of the next.
pub(super) fn month_offset(context: &Context<'_>, published: Date, month: i8, at: usize) -> i16 {
    // Where the words do not tell, a month that is near ahead is the coming one: the last one would be "last May".
    const NEAR: i8 = 4;
    let ahead = (month - published.month()).rem_euclid(12);
    // "In May, ..." opens what is told; "since May" looks back.
    let told = context.is_fronted(at) || matches!(context.words.before(at), "since" | "after" | "from");
    let coming = match context.tense(at) {
        // The month just over comes again as "next August".
        Tense::Future => ahead != 11 || context.is_limit(at),
        Tense::Unknown => (1..=NEAR).contains(&ahead) && !told,
        // "began in May" is over, "asked her to the congress in May" need not be.
        Tense::Past => ahead == 1 && !told && !context.is_told_at(at),
    };
    if coming { i16::from(month < published.month()) } else { i16::from(month <= published.month()) - 1 }
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
            let year: i16 =
                digits.parse().ok().filter(|year| digits.len() == 4 && (1500..2100).contains(year))?;
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
    // "(1910 Sunday night)", "1910 GMT": a time of day.
    if before == "(" && context.tables.weekdays.contains_key(next)
        || context.tables.zones.at(words, at + 1).is_some()
    {
        return None;
    }
    // "2024-13-01" and "2024-02-14T99:00" are none.
    if words.lower(at + 1) == "-"
        && words.lower(at + 3) == "-"
        && (at..at + 4).all(|index| words.touches_next(index))
    {
        return None;
    }
    // "around 1990", but "around 2000 shops"
    if before == "around" && words.is_word(at + 1) && !ends_a_phrase(next) {
        return None;
    }
    let glued = words.touches_next(at) && matches!(next, "%" | "°" | "/" | "€");
    let unit = matches!(
        next,
        "percent"
            | "gmt"
            | "hours"
            | "hrs"
            | "million"
            | "billion"
            | "km"
            | "miles"
            | "feet"
            | "metres"
            | "meters"
    );
    let priced = matches!(
        before,
        "$" | "£"
            | "€"
            | "#"
            | "¥"
            | "no."
            | "no"
            | "number"
            | "+"
            | "/"
            | "%"
            | "."
            | "some"
            | "about"
            | "roughly"
            | "approximately"
            | "nearly"
            | "over"
            | "than"
            | "least"
            | "almost"
    );
    if glued || unit || priced || context.tables.people.contains(next) {
        return None;
    }
    let plural = words.is_word(at + 1)
        && !words.is_capitalised(at + 1)
        && next.len() > 3
        && next.ends_with('s')
        && !matches!(next, "this" | "was" | "has" | "does" | "less" | "versus" | "us");
    let attributive = matches!(
        before,
        "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "'s" | "of" | "in" | "early" | "late"
    );
    if plural && !attributive {
        return None;
    }
    (introduced || modern && !is_part_of_a_name(context, at)).then(|| Hit::date(end, format!("{year:04}")))
}

/// Whether a word cannot be what is counted.
pub(super) fn ends_a_phrase(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "but"
            | "when"
            | "as"
            | "in"
            | "at"
            | "the"
            | "to"
            | "by"
            | "with"
            | "for"
            | "that"
            | "it"
            | "they"
            | "he"
            | "she"
            | "was"
            | "were"
    )
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
    let (word, modifier) = prefix(word).map_or((word, None), |(word, modifier)| (word, Some(modifier)));
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
        2 if quoted == 1 => hit(190 + digits[..1].parse::<i16>().ok()?),
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
    // "Easter Island" is a name.
    let named =
        context.words.is_word(end) && context.words.is_capitalised(end) && context.month(end).is_none();
    if !context.words.is_capitalised(start) || named {
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
        "year" => {
            ["year end", "year 's end"].iter().find_map(|phrase| context.words.follows(start, phrase))?
        }
        _ => return None,
    };
    let (value, end) = match context.year(end) {
        Some((year, end)) => (format!("{year:04}"), end),
        None => {
            // "up since year-end": the one before.
            let back = i16::from(matches!(context.words.before(at), "since" | "from"));
            (
                context
                    .published
                    .map_or_else(|| "XXXX".to_owned(), |day| format!("{:04}", day.year() - back)),
                end,
            )
        }
    };
    if context.word(start) == "year-end" {
        // "the year-end results" are no time.
        let introduced = matches!(
            context.words.before(at),
            "by" | "at" | "since" | "until" | "before" | "from" | "to" | "through" | "of" | "around"
        );
        if context.words.is_word(end) && !introduced {
            return None;
        }
        return Some(Hit::date(end, format!("{value}-12-31")));
    }
    Some(Hit::date(end, value).modified(Some(TimeModifier::End)))
}

/// The second half of "1994-97".
fn second_year(context: &Context<'_>, at: usize) -> Option<Hit> {
    let digits = context.word(at);
    let first = at.checked_sub(2)?;
    let joined = matches!(context.word(at - 1), "-" | "–")
        && (first..at).all(|index| context.words.touches_next(index))
        && !context.words.touches_next(at)
        && digits.len() == 2;
    let (year, _) =
        context.year(first).filter(|_| joined && context.words.kind(first) == TokenKind::Number)?;
    // "2010-11" may be a month.
    let second = digits.parse::<i16>().ok().filter(|second| *second > 12 && *second > year % 100)?;
    Some(Hit::date(at + 1, format!("{:04}", year / 100 * 100 + second)))
}

impl Context<'_> {
    /// "this year", "of last year" at token `at`: how far from the year of publication, and the index after it.
    pub(super) fn of_this_year(&self, at: usize) -> Option<(i16, usize)> {
        let start = if matches!(self.word(at), "of" | ",") { at + 1 } else { at };
        let shift = match self.word(start) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            // "June of that year", "June the following year"
            "that" | "the" => return self.of_a_year_told(start),
            _ => return None,
        };
        (self.word(start + 1) == "year" && self.word(start + 2) != "'s").then_some((shift, start + 2))
    }

    /// "that year", "the same year", "the following year" at token `start`.
    fn of_a_year_told(&self, start: usize) -> Option<(i16, usize)> {
        let told = self.story.anchor(Unit::Year)?.year();
        let phrases = [
            ("that year", 0),
            ("that same year", 0),
            ("the same year", 0),
            ("the following year", 1),
            ("the next year", 1),
            ("the previous year", -1),
        ];
        let (end, offset) = phrases
            .iter()
            .find_map(|(phrase, offset)| Some((self.words.follows(start, phrase)?, *offset)))?;
        Some((told.checked_add(offset)?.checked_sub(self.published?.year())?, end))
    }
}
