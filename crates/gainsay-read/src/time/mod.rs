//! When: time expressions with their TIMEX3 type, value and modifier, resolved to days where that can be.
//!
//! Follows the TIMEX3 of ISO-TimeML. A relative expression is resolved against the day of publication, or against the
//! last time named where it says so ("the following day"). A text without a day of publication may tell it itself
//! ([`Found::inferred`]); where it does not, what counts from that day stays unresolved. What cannot be a date is
//! noted and left out.

mod calendar;
mod clock;
mod coarse;
mod dates;
mod deictic;
mod edges;
mod impossible;
mod lengths;
mod numbers;
mod periods;
mod relative;
mod story;
mod tables;
mod tense;
#[cfg(test)]
mod tests;
mod turns;
mod undated;

use gainsay_document::{InferredDate, Note, NoteCode, Time, TimeKind, TimeModifier};
use jiff::civil::Date;

pub use tables::Tables;

use crate::words::Words;
use story::{Measure, Story};

/// The time expressions of a text, and what was remarked on the way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The expressions in order.
    pub times: Vec<Time>,
    /// The day that stood in for the day of publication, where there is none.
    pub inferred: Option<InferredDate>,
    /// What is written like a date and can be none.
    pub notes: Vec<Note>,
}

/// The time expressions of a text.
#[must_use]
pub fn times(tables: &Tables, words: &Words<'_>, published: Option<Date>) -> Found {
    let found = scan(tables, words, published);
    if published.is_some() {
        return found;
    }
    let Some(inferred) = undated::infer(tables, words, &found.times) else { return found };
    let mut found = Found { inferred: Some(inferred), ..scan(tables, words, Some(inferred.date)) };
    let message = format!(
        "no date of publication: relative times are counted from {}, as told by {:?}",
        inferred.date,
        inferred.span.of(words.text)
    );
    found.notes.push(Note::new(NoteCode::DateInferred, message).at(inferred.span));
    found
}

fn scan(tables: &Tables, words: &Words<'_>, published: Option<Date>) -> Found {
    let mut found = Found::default();
    let mut context = Context { tables, words, published, story: Story::default() };
    for sentence in &words.segmentation.sentences {
        let mut index = sentence.tokens.start;
        while index < sentence.tokens.end {
            if let Some((end, note)) = impossible::note(&context, index) {
                found.notes.push(note);
                index = end.max(index + 1);
                continue;
            }
            let hit = context.at(index).filter(|hit| hit.end > index && hit.end <= sentence.tokens.end);
            let Some(hit) = hit else {
                index += 1;
                continue;
            };
            let days = hit.days();
            context.remember(index, &hit, days);
            let end = hit.end;
            if let Some(span) = words.span(index..end) {
                let days = days.map(|days| match hit.days {
                    Some(_) => days,
                    None => calendar::part(days, hit.modifier),
                });
                found.times.push(Time {
                    span,
                    kind: hit.kind,
                    value: hit.value,
                    modifier: hit.modifier,
                    start: days.map(|(start, _)| start),
                    end: days.map(|(_, end)| end),
                });
            }
            index = end;
        }
    }
    found
}

/// What a rule may look at.
struct Context<'c> {
    tables: &'c Tables,
    words: &'c Words<'c>,
    published: Option<Date>,
    /// What the text has named so far.
    story: Story,
}

/// A rule: the time expression that begins at a token.
type Rule = for<'a, 'c> fn(&'a Context<'c>, usize) -> Option<Hit>;

/// A time expression that begins where the rule was asked.
struct Hit {
    /// The index after its last token.
    end: usize,
    kind: TimeKind,
    value: String,
    modifier: Option<TimeModifier>,
    /// The days covered, where the value does not tell them; `Some(None)` where nothing does.
    days: Option<Option<(Date, Date)>>,
    /// Whether it names another period only to compare: the story stays where it is.
    compared: bool,
}

impl Hit {
    fn date(end: usize, value: String) -> Self {
        Self { end, kind: TimeKind::Date, value, modifier: None, days: None, compared: false }
    }

    /// The same with a modifier, unless there is none.
    fn modified(self, modifier: Option<TimeModifier>) -> Self {
        Self { modifier: modifier.or(self.modifier), ..self }
    }

    /// The same, covering the days from the first to the last of `days`.
    fn covering(self, days: (Date, Date)) -> Self {
        Self { days: Some(Some(days)), ..self }
    }

    /// The same without days: what the value means is not for the calendar to say.
    fn unresolved(self) -> Self {
        Self { days: Some(None), ..self }
    }

    /// The same as a mere comparison.
    fn compared(self) -> Self {
        Self { compared: true, ..self }
    }

    fn days(&self) -> Option<(Date, Date)> {
        self.days.unwrap_or_else(|| calendar::days(&self.value))
    }
}

impl Context<'_> {
    /// The time expression that begins at token `index`, with the words that narrow or loosen it.
    fn at(&self, index: usize) -> Option<Hit> {
        let rules: [Rule; 5] =
            [clock::hours_of, periods::half, edges::edge, edges::approximate, relative::earlier];
        rules.iter().find_map(|rule| rule(self, index)).or_else(|| self.plain(index))
    }

    /// The time expression that begins at token `index`: the first rule that applies, the more specific ones first.
    fn plain(&self, index: usize) -> Option<Hit> {
        let rules: [Rule; 21] = [
            dates::stamp,
            dates::numeric,
            dates::weekday_and_date,
            dates::first_of_two_days,
            dates::day_and_month,
            dates::month_and_day,
            dates::second_of_two_days,
            dates::day_alone,
            lengths::set,
            periods::period,
            deictic::stretch,
            relative::offset,
            clock::part,
            relative::neighbour,
            deictic::unit,
            deictic::word,
            deictic::weekday,
            clock::clock,
            coarse::coarse,
            lengths::duration,
            lengths::reference,
        ];
        let hit = rules.iter().find_map(|rule| rule(self, index))?;
        Some(self.part_of_day(hit))
    }

    /// "Monday" and "night" are one expression.
    fn part_of_day(&self, hit: Hit) -> Hit {
        if hit.kind != TimeKind::Date || hit.value.len() != 10 || hit.value.contains('_') {
            return hit;
        }
        let (at, modifier) = match self.word(hit.end) {
            "early" => (hit.end + 1, Some(TimeModifier::Start)),
            "late" => (hit.end + 1, Some(TimeModifier::End)),
            _ => (hit.end, None),
        };
        let code = match self.tables.parts.get(self.word(at)) {
            Some(part) => format!("T{part}"),
            None => match self.tables.clock.get(self.word(at)) {
                Some(time) if at == hit.end => (*time).to_owned(),
                _ => return hit,
            },
        };
        let value = format!("{}{code}", hit.value);
        Hit { end: at + 1, kind: TimeKind::Time, value, ..hit }.modified(modifier)
    }

    /// Add an expression to the story.
    fn remember(&mut self, at: usize, hit: &Hit, days: Option<(Date, Date)>) {
        let sentence = self.words.sentence(at);
        if hit.compared {
            return;
        }
        if let Some(days) = days {
            self.story.name(sentence, hit.kind, days);
            for noun in self.beginning(at) {
                self.story.begin(noun, days);
            }
        }
        if let Some(measure) = periods::measured(self, at, hit) {
            self.story.measured(sentence, measure);
        }
        // "in March 2019", "in 2019"; not "since 1974", "the 1999 flood"
        let holds = hit.value.len() > 4 || self.words.before(at) == "in";
        let said = (at..hit.end).filter_map(|index| self.year(index)).next_back().filter(|_| holds);
        if let Some((year, _)) = said {
            self.story.said_year(sentence, year);
        }
    }

    /// What the words before token `at` say began then: the nouns before the verb of "the siege began on 3 March".
    fn beginning(&self, at: usize) -> Vec<String> {
        const WINDOW: usize = 4;
        const SHORT: usize = 3;
        let start = self.words.sentence_tokens(at).start;
        let verb = (at.saturating_sub(WINDOW).max(start)..at)
            .rev()
            .find(|&index| self.tables.beginnings.contains(self.word(index)));
        let Some(verb) = verb else { return Vec::new() };
        (start..verb)
            .filter(|&index| self.words.is_word(index) && self.word(index).len() >= SHORT)
            .map(|index| self.word(index).to_owned())
            .collect()
    }

    /// The period that the report is about at this point of the text.
    fn measure_at(&self, at: usize) -> Option<Measure> {
        self.story.measure(self.words.sentence(at))
    }

    fn word(&self, index: usize) -> &str {
        self.words.lower(index)
    }
}
