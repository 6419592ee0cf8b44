//! Seasons, quarters, half years, and the periods of company reports.

use gainsay_document::TimeKind;
use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar;
use super::story::Measure;
use super::tense::Tense;
use super::{Context, Hit, Rule, dates};

/// Seasons, quarters and half years.
pub(super) fn period(context: &Context<'_>, at: usize) -> Option<Hit> {
    let rules: [Rule; 7] = [season, year_of_period, quarter, half, short, year_ago, current_quarter];
    rules.iter().find_map(|rule| rule(context, at))
}

/// "last summer", "the summer of 2019", "in winter", "this past spring".
fn season(context: &Context<'_>, at: usize) -> Option<Hit> {
    let first = context.word(at);
    let deictic = matches!(first, "last" | "this" | "next" | "past" | "coming");
    let doubled = usize::from(first == "this" && matches!(context.word(at + 1), "past" | "coming"));
    let season_at = at + usize::from(deictic || first == "the") + doubled;
    let season = *context.tables.seasons.get(context.word(season_at))?;
    let next = if context.word(season_at + 1) == "of" { season_at + 2 } else { season_at + 1 };
    if let Some((year, end)) = context.year(next) {
        return Some(Hit::date(end, format!("{year:04}-{season}")));
    }
    if let Some((shift, end)) = context.of_this_year(season_at + 1) {
        let year = context.published.and_then(|day| day.year().checked_add(shift));
        return Some(Hit::date(end, valued(year, season)));
    }
    // "until the fall of the city"
    if next > season_at + 1 {
        return None;
    }
    let before = context.words.before(at);
    let introduced = matches!(
        before,
        "in" | "during"
            | "since"
            | "by"
            | "until"
            | "over"
            | "throughout"
            | "through"
            | "into"
            | "of"
            | "early"
            | "late"
    );
    // "fall" and "spring" are verbs too.
    let article = first == "the" && introduced && !context.words.is_capitalised(season_at);
    let bare = !deictic
        && first != "the"
        && introduced
        && before != "of"
        && matches!(season, "SU" | "WI")
        && !context.words.is_word(season_at + 1);
    if !deictic && !article && !bare {
        return None;
    }
    let end = season_at + 1;
    let Some(published) = context.published else { return Some(Hit::date(end, valued(None, season))) };
    // Ordered as in the north; the months themselves are left open.
    let last_month = match season {
        "SP" => 5,
        "SU" => 8,
        "FA" => 11,
        _ => 14,
    };
    let over = last_month < published.month();
    let shift = match (first, doubled) {
        ("last" | "past", _) => i16::from(over) - 1,
        ("this", 1) if context.word(at + 1) == "past" => i16::from(over) - 1,
        ("next" | "coming", _) => i16::from(over || last_month - 2 <= published.month()),
        ("this", _) => 0,
        _ if context.tense(at) == Tense::Future => i16::from(over),
        _ => i16::from(over || last_month - 2 <= published.month()) - 1,
    };
    Some(Hit::date(end, valued(published.year().checked_add(shift), season)))
}

fn valued(year: Option<i16>, part: &str) -> String {
    year.map_or_else(|| format!("XXXX-{part}"), |year| format!("{year:04}-{part}"))
}

/// "the third quarter of 2019", "third-quarter", "last year's fourth quarter", "the fiscal first quarter".
fn quarter(context: &Context<'_>, at: usize) -> Option<Hit> {
    let mut start = at + usize::from(context.word(at) == "the");
    let owner = owner_year(context, start);
    if let Some((_, after)) = owner {
        start = after;
    }
    // "the year-ago third quarter"
    let year_before = usize::from(matches!(context.word(start), "year-ago" | "year-earlier"));
    start += year_before;
    let fiscal = usize::from(context.word(start) == "fiscal");
    let glued = context.word(start).strip_prefix("fiscal-");
    let word = |index: usize| {
        if index == start { glued.unwrap_or(context.word(index)) } else { context.word(index) }
    };
    let ordinal_at = start + fiscal;
    let (ordinal, end) = match word(ordinal_at).strip_suffix("-quarter") {
        // "the third-quarter loss": the article belongs to the loss.
        Some(_) if ordinal_at == at + 1 && context.word(at) == "the" => return None,
        Some(ordinal) => (ordinal, ordinal_at + 1),
        None if context.word(ordinal_at + 1) == "quarter" => (word(ordinal_at), ordinal_at + 2),
        None => return None,
    };
    let quarter = match ordinal {
        "latest" | "previous" => return None,
        ordinal => *context.tables.ordinals.get(ordinal).filter(|quarter| (1..=4).contains(*quarter))?,
    };
    let is_fiscal = fiscal > 0 || glued.is_some();
    let hit = |end: usize, year: Option<i16>| {
        let hit = Hit::date(end, valued(year, &format!("Q{quarter}")));
        Some(if is_fiscal { hit.unresolved() } else { hit })
    };
    if let Some((year, _)) = owner {
        return hit(end, year).map(Hit::compared);
    }
    let current = context.published.map(|day| day.year() - i16::from(quarter > calendar::quarter(day)));
    if year_before == 1 {
        return hit(end, current.and_then(|year| year.checked_sub(1))).map(Hit::compared);
    }
    let next = if context.word(end) == "of" { end + 1 } else { end };
    let next = next + usize::from(context.word(next) == "fiscal");
    if let Some((year, end)) = context.year(next) {
        return hit(end, Some(year));
    }
    if let Some((shift, end)) = context.of_this_year(end) {
        return hit(end, context.published.and_then(|day| day.year().checked_add(shift)));
    }
    hit(end, current)
}

/// "1988", "last year's" before a period: the year and the index after it.
fn owner_year(context: &Context<'_>, at: usize) -> Option<(Option<i16>, usize)> {
    if let Some((year, end)) = context.year(at) {
        return Some((Some(year), end));
    }
    let (shift, end) = context
        .words
        .follows(at, "last year 's")
        .map(|end| (-1, end))
        .or_else(|| Some((0, context.words.follows(at, "this year 's")?)))
        .or_else(|| Some((1, context.words.follows(at, "next year 's")?)))?;
    Some((context.published.and_then(|day| day.year().checked_add(shift)), end))
}

/// "the 1988 quarter", "last year's period": the period that the report is about, in another year.
fn year_of_period(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = at + usize::from(context.word(at) == "the");
    let (year, after) = owner_year(context, start)?;
    if !matches!(context.word(after), "quarter" | "period") {
        return None;
    }
    let value = match context.measure_at(at) {
        Some(Measure::Quarter(_, quarter)) => valued(year, &format!("Q{quarter}")),
        _ => year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}")),
    };
    Some(Hit::date(after + 1, value).compared())
}

/// "the first half of 2019", "the second half of the 1980s", "first-half".
pub(super) fn half(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = at + usize::from(context.word(at) == "the");
    let half = |ordinal: &str| match ordinal {
        "first" => Some(1),
        "second" | "last" | "latter" => Some(2),
        _ => None,
    };
    if let Some(ordinal) = context.word(start).strip_suffix("-half") {
        let half = half(ordinal)?;
        let year = context.published.map(|day| day.year() - i16::from(half == 2 && day.month() < 7));
        return Some(Hit::date(start + 1, valued(year, &format!("H{half}"))));
    }
    let half = half(context.word(start)).filter(|_| context.word(start + 1) == "half")?;
    let next = start + 2 + usize::from(context.word(start + 2) == "of");
    let (year, end) = match context.year(next) {
        Some((year, end)) => (Some(year), end),
        None => {
            let whole = context.words.follows(next, "the year").map(|end| (0, end));
            let (shift, end) = context.of_this_year(next).or(whole)?;
            (context.published.and_then(|day| day.year().checked_add(shift)), end)
        }
    };
    Some(Hit::date(end, valued(year, &format!("H{half}"))))
}

/// "Q3 2023", "H1 2024", "FY2024", "FY 2024", "Q3".
fn short(context: &Context<'_>, at: usize) -> Option<Hit> {
    let written = context.words.raw(at);
    if let Some(year) = written.strip_prefix("FY") {
        let glued =
            year.parse::<i16>().ok().filter(|number| year.len() == 4 && (1900..2100).contains(number));
        let (year, end) = match glued {
            Some(year) => (year, at + 1),
            None => context.year(at + 1).filter(|_| year.is_empty())?,
        };
        return Some(Hit::date(end, format!("{year:04}")).unresolved());
    }
    let (letter, parts, months) = match written {
        "Q1" | "Q2" | "Q3" | "Q4" => ('Q', 4, 3),
        "H1" | "H2" => ('H', 2, 6),
        _ => return None,
    };
    let part: i8 = written.get(1..)?.parse().ok().filter(|part| *part <= parts)?;
    let next = if context.word(at + 1) == "of" { at + 2 } else { at + 1 };
    let (year, end) = match context.year(next) {
        Some((year, end)) => (Some(year), end),
        // Half years are seldom named without their year; "H1" may be anything then.
        None if letter == 'H' => return None,
        None => {
            let begins = (part - 1) * months + 1;
            (context.published.map(|day| day.year() - i16::from(begins > day.month())), at + 1)
        }
    };
    Some(Hit::date(end, valued(year, &format!("{letter}{part}"))))
}

/// "the quarter", "the latest quarter", "the latest period", "this quarter": the one that the report is about.
fn current_quarter(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (latest, end) = if let Some(end) = context.words.follows(at, "the quarter") {
        (false, end)
    } else {
        let latest = ["the latest quarter", "the latest period", "the just-ended quarter", "that quarter"];
        (true, latest.iter().find_map(|phrase| context.words.follows(at, phrase))?)
    };
    if matches!(context.word(end), "of" | "century" | "mile" | "moon")
        || context.words.touches_next(end - 1) && context.word(end) == "-"
    {
        return None;
    }
    // "the quarter ended July 31": the three months up to then
    if context.measure_at(at).is_none()
        && let Some((_, last)) = ended(context, end)
        && let Ok(middle) = last.checked_sub(HALF_A_QUARTER.days())
    {
        return Some(Hit::date(end, calendar::shifted(middle, calendar::Unit::Quarter, 0)?));
    }
    let value = match (context.measure_at(at), context.published) {
        (Some(Measure::Quarter(year, quarter)), _) => format!("{year:04}-Q{quarter}"),
        (_, Some(published)) if latest || is_reporting(context, at) => {
            calendar::shifted(published, calendar::Unit::Quarter, -1)?
        }
        _ => return None,
    };
    Some(Hit::date(end, value))
}

/// About half of a quarter, in days.
const HALF_A_QUARTER: i32 = 45;

/// "ended July 31" at token `at`: the day.
fn ended(context: &Context<'_>, at: usize) -> Option<(Date, Date)> {
    let ends = matches!(context.word(at), "ended" | "ending");
    let day = dates::month_and_day(context, at + 1).or_else(|| dates::day_and_month(context, at + 1));
    calendar::days(&day.filter(|_| ends)?.value)
}

/// Whether the words before speak of a stretch: "for the quarter".
fn is_reporting(context: &Context<'_>, at: usize) -> bool {
    matches!(context.words.before(at), "for" | "in" | "during" | "of")
}

/// "a year ago", "a year earlier", "year-earlier", "the year-ago quarter": in a report on a quarter, the same one a
/// year before.
fn year_ago(context: &Context<'_>, at: usize) -> Option<Hit> {
    let article = usize::from(matches!(context.word(at), "the" | "a"));
    let comparable =
        usize::from(matches!(context.word(at + article), "comparable" | "corresponding" | "same"));
    let word_at = at + article + comparable;
    let end = match context.word(word_at) {
        "year-earlier" | "year-ago" => {
            let named = matches!(context.word(word_at + 1), "quarter" | "period");
            if let Some(length) = context.length(word_at + 1).filter(|_| article == 1) {
                // "the year-earlier nine months"
                return Some(Hit { kind: TimeKind::Duration, ..Hit::date(length.end, length.value()) });
            }
            if named { word_at + 2 } else { word_at + 1 }
        }
        "year" if context.word(at) == "a" && matches!(context.word(word_at + 1), "ago" | "earlier") => {
            word_at + 2
        }
        "period" | "quarter" if context.word(at) == "the" => {
            ["last year", "a year ago", "a year earlier", "of last year", "the year before"]
                .iter()
                .find_map(|phrase| context.words.follows(word_at + 1, phrase))?
        }
        _ => return None,
    };
    let ago = context.word(word_at + 1) == "ago";
    // "a year ago" is the report's quarter of then only where figures are compared.
    let measure =
        context.measure_at(at).filter(|_| context.word(word_at) != "year" || compares_figures(context, at));
    let value = match measure {
        Some(Measure::Quarter(year, quarter)) => format!("{:04}-Q{quarter}", year.checked_sub(1)?),
        Some(Measure::Months(year)) => format!("{:04}", year.checked_sub(1)?),
        None if context.word(word_at) == "year" => {
            let anchor = if ago {
                context.published
            } else {
                context.story.anchor(calendar::Unit::Year).or(context.published)
            };
            return Some(Hit::date(end, calendar::shifted(anchor?, calendar::Unit::Year, -1)?));
        }
        None => calendar::shifted(context.published?, calendar::Unit::Year, -1)?,
    };
    // "the year-ago quarter" takes the article, "a year-ago loss" does not.
    if context.word(at) == "a" && context.word(word_at) != "year"
        || article == 1 && context.word(at) == "the" && end == word_at + 1
    {
        return None;
    }
    Some(Hit::date(end, value).compared())
}

/// Whether the sentence of token `at` gives sums or shares, as reports on a period do.
fn compares_figures(context: &Context<'_>, at: usize) -> bool {
    context.words.sentence_tokens(at).any(|index| {
        matches!(
            context.word(index),
            "$" | "#"
                | "£"
                | "€"
                | "¥"
                | "%"
                | "percent"
                | "million"
                | "billion"
                | "cents"
                | "pence"
                | "share"
                | "profit"
                | "loss"
                | "sales"
                | "revenue"
                | "earnings"
                | "income"
                | "net"
        )
    })
}

/// The period that the expression at token `at` says the report is about, if it says so.
pub(super) fn measured(context: &Context<'_>, at: usize, hit: &Hit) -> Option<Measure> {
    if hit.kind == TimeKind::Duration {
        let told = |year: Option<i16>| match context.measure_at(at) {
            Some(Measure::Quarter(year, _) | Measure::Months(year)) => Some(Measure::Months(year)),
            None => year.map(Measure::Months),
        };
        let ended = ended(context, hit.end).map(|(_, last)| last);
        return match (hit.value.as_str(), ended) {
            // "the three months ended Sept. 30"
            ("P3M", Some(last)) => {
                let middle = last.checked_sub(HALF_A_QUARTER.days()).ok()?;
                Some(Measure::Quarter(middle.year(), calendar::quarter(middle)))
            }
            // "the year ended Sept. 30"
            ("P1Y", Some(last)) => Some(Measure::Months(last.year())),
            ("P9M" | "P6M", _) if matches!(context.word(at), "the" | "its" | "first") => {
                told(context.published.map(Date::year))
            }
            _ => None,
        };
    }
    let (year, quarter) = hit.value.split_once("-Q")?;
    let (year, quarter) = (year.parse().ok()?, quarter.parse().ok()?);
    let (_, last) = calendar::days(&hit.value)?;
    // Not one still to come, where another was named before.
    let complete = context.published.is_none_or(|published| last < published);
    let known = context.measure_at(at);
    let reported = complete || known.is_none() && !context.is_future(at);
    // "after a flat second quarter": the third stays the one reported on.
    let earlier = matches!(known, Some(Measure::Quarter(told, which)) if (year, quarter) < (told, which));
    let reported = reported && !earlier;
    reported.then_some(Measure::Quarter(year, quarter))
}
