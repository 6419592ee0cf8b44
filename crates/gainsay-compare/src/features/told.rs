//! Which days a report tells of the incident itself.

use gainsay_document::{Document, Reading, Span, Time};

use super::days::{Day, Window, day};
use crate::tables::Tables;

/// So many days before publication lies the weekday that tomorrow has.
const TOMORROWS_WEEKDAY: Day = 6;
/// How far back from publication the day of a report is looked for.
const WEEK: Day = 7;
/// How many letters of a report tell what it is about.
const LEAD: usize = 300;
/// The months, as calendars write them.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// A day and its night.
const NIGHT: Day = 2;

/// Whether a time can be that of an incident: neither of what follows one, nor a weekday that was counted wrongly.
pub(crate) fn is_of_incident(document: &Document, reading: &Reading, time: &Time, tables: &Tables) -> bool {
    !is_of_page(&document.text, time)
        && !is_of_sequel(&document.text, reading, time, tables)
        && !is_miscounted(document, reading, time)
}

/// Whether a time is that of the page ("Posted: Tuesday, 12 March 2024 9:05 PM") or the length of a recording ("0:27").
fn is_of_page(text: &str, time: &Time) -> bool {
    const REACH: usize = 45;
    const PAGE: [&str; 6] = ["posted", "updated", "published", "created", "modified", "copyright"];
    let words = time.span.of(text);
    if words.contains(':') && !words.contains(char::is_alphabetic) {
        return true;
    }
    let mut start = time.span.start().saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let before = text.get(start..time.span.start()).unwrap_or_default().to_lowercase();
    // Behind a full stop another sentence begins.
    let before = before.rsplit(". ").next().unwrap_or_default();
    PAGE.iter().any(|word| before.contains(&format!("{word}:")) || before.trim_end().ends_with(word))
}

/// The day that a report of what followed an incident (an arrest, a trial) gives for the incident itself, by the
/// calendar: "charged on Tuesday with the attack of 2 March". Which day it is is told once, and the weekdays are those
/// of the arrest.
pub(crate) fn stated_day(document: &Document, reading: &Reading, tables: &Tables) -> Option<Day> {
    let body = document.body.map_or(document.text.as_str(), |body| body.of(&document.text));
    let lead: String = body.chars().take(LEAD).collect();
    let opening = format!("{} {lead}", document.title.as_deref().unwrap_or_default()).to_lowercase();
    if !tables.cues.sequel.iter().any(|cue| super::holds_words(&opening, cue)) {
        return None;
    }
    let published = day(document.published?.date);
    let text = document.text.as_str();
    let happened = |kind: &str| tables.families.kind(kind).is_some_and(|word| !word.families.is_empty());
    let tells = |time: &Time| {
        reading.sentences.iter().find(|sentence| sentence.contains(time.span)).is_some_and(|sentence| {
            let event =
                |event: &gainsay_document::Event| sentence.contains(event.trigger) && happened(&event.kind);
            let lower = sentence.of(text).to_lowercase();
            reading.events.iter().any(event)
                || tables.cues.told.iter().any(|cue| super::holds_words(&lower, cue))
        })
    };
    let stated = |time: &&Time| {
        let words = time.span.of(text);
        let month = words.split(|c: char| !c.is_alphabetic()).any(|word| {
            let lower = word.to_lowercase();
            MONTHS.iter().any(|month| lower == *month || lower.len() >= 3 && month.starts_with(&lower))
        });
        month && words.contains(|c: char| c.is_ascii_digit())
    };
    let mut times: Vec<&Time> = reading.times.iter().filter(stated).collect();
    times.sort_by_key(|time| time.span.start());
    times
        .into_iter()
        .filter(|time| tells(time) && is_of_incident(document, reading, time, tables))
        .filter_map(Window::of)
        .find(|window| window.days() == 1 && window.start <= published)
        .map(|window| window.start)
}

/// Whether a time stands nearer to what follows an incident (an arrest, a hearing, a funeral) than to any incident:
/// "charged on Friday with the attack".
fn is_of_sequel(text: &str, reading: &Reading, time: &Time, tables: &Tables) -> bool {
    let Some(sentence) = reading.sentences.iter().find(|sentence| sentence.contains(time.span)) else {
        return false;
    };
    let lower = sentence.of(text).to_ascii_lowercase();
    let gap = |words: Span| time.span.gap(words);
    let nearest = |cues: &[&str]| cues.iter().flat_map(|cue| found(&lower, cue, *sentence)).map(gap).min();
    let Some(sequel) = nearest(&tables.cues.sequel) else { return false };
    let happened = |kind: &str| tables.families.kind(kind).is_some_and(|word| !word.families.is_empty());
    let incident = reading
        .events
        .iter()
        .filter(|event| sentence.contains(event.trigger) && happened(&event.kind))
        .map(|event| gap(event.trigger))
        .chain(nearest(&tables.cues.told))
        .min();
    incident.is_none_or(|incident| sequel < incident)
}

/// Where `cue` stands as a whole word in the lower-cased words of `sentence`.
fn found<'t>(lower: &'t str, cue: &'t str, sentence: Span) -> impl Iterator<Item = Span> + use<'t> {
    lower.match_indices(cue).filter_map(move |(at, _)| {
        let before = lower[..at].chars().next_back();
        let after = lower[at + cue.len()..].chars().next();
        let whole = !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric);
        let start = sentence.start() + at;
        Span::ordered(start..start + cue.len()).filter(|_| whole)
    })
}

/// Whether a bare weekday was counted back a week although the report, which tells of today or yesterday, was added to
/// the day after it was published: "on Saturday" in a report dated Friday.
fn is_miscounted(document: &Document, reading: &Reading, time: &Time) -> bool {
    let Some(published) = document.published.map(|published| day(published.date)) else { return false };
    let single =
        |time: &Time| Window::of(time).filter(|window| window.days() == 1).map(|window| window.start);
    let words = time.span.of(&document.text);
    let bare = !words.contains(|c: char| c.is_ascii_digit()) && !words.to_ascii_lowercase().contains("last");
    let of_today = |time: &Time| single(time).is_some_and(|day| (published - 1..=published).contains(&day));
    bare && single(time) == Some(published - TOMORROWS_WEEKDAY) && reading.times.iter().any(of_today)
}

/// The first day that a report tells of an incident within `days`, or in the week before its publication.
pub(crate) fn first_day(
    document: &Document,
    reading: &Reading,
    days: Option<Window>,
    tables: &Tables,
) -> Option<Window> {
    let within = days.or_else(|| {
        let published = day(document.published?.date);
        Some(Window { start: published - WEEK, end: published })
    })?;
    let mut times: Vec<&Time> = reading.times.iter().collect();
    times.sort_by_key(|time| time.span.start());
    times
        .into_iter()
        .filter(|time| is_of_incident(document, reading, time, tables))
        .filter_map(Window::of)
        .find(|window| window.days() <= NIGHT && window.start >= within.start && window.end <= within.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::report;

    /// The day that a report of Friday, 15 March 2024, tells of an incident.
    fn check(text: &str, at: &str, on: &str, expected: Option<&str>) {
        let sample = report("Herald", "2024-03-15", "").claim(text, |made| {
            made.event("attack", "attack").on(at, on);
        });
        let tables = Tables::load();
        let found = first_day(&sample.document, &sample.reading, None, &tables);
        let found = found.and_then(Window::range).map(|range| range.start.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn days_of_arrests_and_hearings_are_none_of_the_incident() {
        check("The attack came on Thursday.", "Thursday", "2024-03-14", Some("2024-03-14"));
        check("He was charged on Thursday over the attack.", "Thursday", "2024-03-14", None);
        check("The judge spoke of the Thursday attack.", "Thursday", "2024-03-14", Some("2024-03-14"));
        check("The attack came on 2 March.", "2 March", "2024-03-02", None);
    }
}
