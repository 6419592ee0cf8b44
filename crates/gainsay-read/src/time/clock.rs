//! Times of day and parts of the day.

use gainsay_document::{TimeKind, TimeModifier};
use jiff::ToSpan;
use jiff::civil::Date;

use super::tense::Tense;
use super::{Context, Hit, Rule, dates, deictic, relative};
use crate::segment::TokenKind;

/// "the early hours of 3 June", "the evening of 3 June".
pub(super) fn hours_of(context: &Context<'_>, at: usize) -> Option<Hit> {
    let start = if context.word(at) == "the" { at + 1 } else { at };
    let (part, after) = ["early hours of", "small hours of"]
        .iter()
        .find_map(|phrase| Some(("MO", context.words.follows(start, phrase)?)))
        .or_else(|| {
            let part = context.tables.parts.get(context.word(start))?;
            (context.word(start + 1) == "of").then_some((*part, start + 2))
        })?;
    let hit = following_day(context, after)?;
    let day = hit.value.get(..10)?;
    let end = after_part(context, hit.end);
    Some(Hit { end, kind: TimeKind::Time, value: format!("{day}T{part}"), ..hit })
}

/// The index after the part of the day at token `at`, or `at`: "4:40 a.m. Thursday morning".
fn after_part(context: &Context<'_>, at: usize) -> usize {
    at + usize::from(context.tables.parts.contains_key(context.word(at)))
}

/// The day that begins at token `at`: "Monday, 3 June", "June 3", "yesterday", "last Friday".
fn following_day(context: &Context<'_>, at: usize) -> Option<Hit> {
    let rules: [Rule; 6] = [
        dates::numeric,
        dates::weekday_and_date,
        dates::day_and_month,
        dates::month_and_day,
        deictic::word,
        deictic::weekday,
    ];
    rules
        .iter()
        .find_map(|rule| rule(context, at))
        .filter(|hit| hit.value.len() >= 10 && matches!(hit.kind, TimeKind::Date | TimeKind::Time))
}

/// "3 p.m.", "10:30", "6am", "noon", "9 a.m. EST Tuesday", "4 in the morning".
pub(super) fn clock(context: &Context<'_>, at: usize) -> Option<Hit> {
    let (time, end) = time_of_day(context, at)?;
    let end = context.tables.zones.at(context.words, end).map_or(end, |(end, _, _)| end);
    // The day may follow: "2:30 p.m. Monday", "2:30 p.m. on Monday".
    let apposed = if context.word(end) == "," { end + 1 } else { end };
    let joined = following_day(context, end)
        .or_else(|| {
            following_day(context, apposed).filter(|_| apposed > end && context.month(apposed).is_some())
        })
        // "at 22:00 the previous night"
        .or_else(|| part(context, end).or_else(|| relative::neighbour(context, end)))
        .filter(|day| day.value.len() >= 10);
    if let Some(day) = joined {
        let date = day.value.get(..10)?.to_owned();
        let end = after_part(context, day.end);
        return Some(Hit { end, kind: TimeKind::Time, value: format!("{date}{time}"), ..day });
    }
    let next = if matches!(context.word(end), "on" | "," | "(") { end + 1 } else { end };
    let following = (next > end)
        .then(|| following_day(context, next))
        .flatten()
        .and_then(|hit| hit.value.get(..10).map(str::to_owned));
    let day = following.unwrap_or_else(|| current_day(context, at));
    Some(Hit { end, kind: TimeKind::Time, value: format!("{day}{time}"), ..Hit::date(end, String::new()) })
}

/// The day of a time that names none: the last one named in its sentence, else the last one named shortly before that
/// the tense allows (the sentence just before may name any day), else the day of publication.
fn current_day(context: &Context<'_>, at: usize) -> String {
    let sentence = context.words.sentence(at);
    if let Some(day) = context.story.day_said(sentence) {
        return day.to_string();
    }
    let tense = context.tense(at);
    let near = context.story.day_near(sentence, |ago, day| match (context.published, tense) {
        (None, _) => true,
        (Some(published), Tense::Past) => day <= published,
        (Some(published), Tense::Future) => day >= published,
        (Some(published), Tense::Unknown) => ago <= 1 || day <= published,
    });
    near.or(context.published).map_or_else(|| "XXXX-XX-XX".to_owned(), |date| date.to_string())
}

fn time_of_day(context: &Context<'_>, at: usize) -> Option<(String, usize)> {
    let word = context.word(at);
    if let Some(time) = context.tables.clock.get(word) {
        // "High Noon" is a name.
        if context.words.is_capitalised(at) && context.words.before(at) == "high" {
            return None;
        }
        return Some(((*time).to_owned(), at + 1));
    }
    let glued = ["am", "pm"]
        .iter()
        .find_map(|half| Some((word.strip_suffix(half)?, *half)))
        .filter(|(written, _)| written.starts_with(|c: char| c.is_ascii_digit()));
    let (written, half, end) = if let Some((written, half)) = glued {
        (written, half, at + 1)
    } else if context.words.kind(at) == TokenKind::Number {
        let phrase = |phrase: &str| context.words.follows(at + 1, phrase);
        match context.word(at + 1) {
            "a.m." | "am" | "a.m" => (word, "am", at + 2),
            "p.m." | "pm" | "p.m" => (word, "pm", at + 2),
            "o'clock" => (word, "", at + 2),
            "hours" | "hrs" if word.contains(':') => (word, "", at + 2),
            // "2:31:09" is how long a race took.
            _ if context.words.touches_next(at) && context.word(at + 1) == ":" => return None,
            // "Romans 4:20" is a verse.
            _ if word.contains(':') && !follows_a_name(context, at) => (word, "", at + 1),
            _ if word.len() == 4 && context.tables.zones.at(context.words, at + 1).is_some() => {
                return whole_number(word).map(|time| (time, at + 1));
            }
            _ => match phrase("in the morning") {
                Some(end) => (word, "am", end),
                None => {
                    let end =
                        ["in the afternoon", "in the evening", "at night"].iter().find_map(|p| phrase(p))?;
                    (word, "pm", end)
                }
            },
        }
    } else if context.word(at + 1) == "o'clock" {
        let hour = context.number(word).filter(|hour| (1..=12).contains(hour))?;
        return Some((format!("T{hour:02}:00"), at + 2));
    } else {
        return None;
    };
    let (hour, minute) = written.split_once([':', '.']).unwrap_or((written, "00"));
    if minute.len() != 2 {
        return None;
    }
    let mut hour: u32 = hour.parse().ok().filter(|hour| *hour < 25)?;
    let minute: u32 = minute.parse().ok().filter(|minute| *minute < 60)?;
    match half {
        "pm" if hour < 12 => hour += 12,
        "am" if hour == 12 => hour = 0,
        "am" | "pm" if hour > 12 => return None,
        _ => {}
    }
    Some((format!("T{hour:02}:{minute:02}"), end))
}

/// Whether the word before token `at` is a name of no day, month or zone.
fn follows_a_name(context: &Context<'_>, at: usize) -> bool {
    at > context.words.sentence_tokens(at).start
        && context.words.is_word(at - 1)
        && context.words.is_capitalised(at - 1)
        && !matches!(context.word(at - 1), "at" | "about" | "around")
        && !context.tables.month_heralds.contains(context.word(at - 1))
        && !context.tables.weekdays.contains_key(context.word(at - 1))
        && context.month(at - 1).is_none()
        && context.tables.zones.at(context.words, at - 1).is_none()
        && context.tables.zones.at(context.words, at + 1).is_none()
}

/// "0735" before a time zone.
fn whole_number(word: &str) -> Option<String> {
    let (hour, minute) = word.split_at_checked(2)?;
    let hour: u32 = hour.parse().ok().filter(|hour| *hour < 25)?;
    let minute: u32 = minute.parse().ok().filter(|minute| *minute < 60)?;
    Some(format!("T{hour:02}:{minute:02}"))
}

/// "that night", "the next morning", "late afternoon", "mid-morning yesterday", "overnight".
pub(super) fn part(context: &Context<'_>, at: usize) -> Option<Hit> {
    let parts = &context.tables.parts;
    let hit = |end: usize, day: Option<Date>, part: &str| {
        let day = day.map_or_else(|| "XXXX-XX-XX".to_owned(), |day| day.to_string());
        Some(Hit { kind: TimeKind::Time, ..Hit::date(end, format!("{day}T{part}")) })
    };
    let past = |day: &Date| context.published.is_none_or(|published| *day <= published);
    let told = context.story.day();
    if matches!(context.word(at), "that" | "the") {
        let same = usize::from(context.word(at) == "that" && context.word(at + 1) == "same");
        let (offset, part_at) = match context.word(at + 1) {
            "next" | "following" => (1, at + 2),
            "previous" | "preceding" => (-1, at + 2),
            "same" if same == 0 => (0, at + 2),
            _ if context.word(at) == "that" => (0, at + 1 + same),
            "morning" | "afternoon" | "evening" if context.words.before(at) == "in" => (0, at + 1),
            _ => return None,
        };
        let part = parts.get(context.word(part_at))?;
        let day = told.or(context.published).and_then(|day| day.checked_add(offset.days()).ok());
        return hit(part_at + 1, day, part);
    }
    let (modifier, part_at, word) = match context.word(at) {
        "early" => (TimeModifier::Start, at + 1, context.word(at + 1)),
        "late" => (TimeModifier::End, at + 1, context.word(at + 1)),
        "mid" => (TimeModifier::Mid, at + 1, context.word(at + 1)),
        word => (TimeModifier::Mid, at, word.strip_prefix("mid-")?),
    };
    let part = parts.get(word)?;
    let next = if context.word(part_at + 1) == "on" { part_at + 2 } else { part_at + 1 };
    if let Some(day) = following_day(context, next).filter(|_| next == part_at + 1) {
        let date = day.value.get(..10)?.to_owned();
        let value = format!("{date}T{part}");
        return Some(Hit { kind: TimeKind::Time, value, modifier: Some(modifier), ..day });
    }
    hit(part_at + 1, told.filter(past).or(context.published), part).map(|hit| hit.modified(Some(modifier)))
}
