//! What a text has named so far: what "the following day", "a year earlier" and "the quarter" lean on.

use gainsay_document::TimeKind;
use jiff::civil::Date;

use super::calendar::{self, Unit};

/// The period that a company's report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// A year and its quarter.
    Quarter(i16, i8),
    /// Several months up to now, in a year.
    Months(i16),
}

/// The times named so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    /// The last day, week, month and year named, in this order; a day names its week, month and year too.
    anchors: [Option<Date>; 4],
    /// The days named, each with the sentence it stands in.
    days_said: Vec<(usize, Date)>,
    /// The last period of a report, and the sentence it stands in.
    measure: Option<(usize, Measure)>,
    /// The last year written out, and the sentence it stands in.
    year_said: Option<(usize, i16)>,
    /// What began when: "the siege began on 3 March".
    begun: Vec<(String, (Date, Date))>,
}

impl Story {
    /// The last day named.
    pub(super) fn day(&self) -> Option<Date> {
        self.anchors[0]
    }

    /// The last day named in sentence `sentence`.
    pub(super) fn day_said(&self, sentence: usize) -> Option<Date> {
        self.days_said.last().filter(|(said, _)| *said == sentence).map(|(_, day)| *day)
    }

    /// The last day named not long before sentence `sentence` of which `fits` holds, given how many sentences ago that
    /// was.
    pub(super) fn day_near(&self, sentence: usize, fits: impl Fn(usize, Date) -> bool) -> Option<Date> {
        const REACH: usize = 4;
        self.days_said
            .iter()
            .rev()
            .map(|(said, day)| (sentence.saturating_sub(*said), *day))
            .take_while(|(ago, _)| *ago <= REACH)
            .find(|(ago, day)| fits(*ago, *day))
            .map(|(_, day)| day)
    }

    /// The date from which a number of `unit`s is counted: the last time named as finely.
    pub(super) fn anchor(&self, unit: Unit) -> Option<Date> {
        self.anchors[rank(unit)]
    }

    /// The year written out last in sentence `sentence`.
    pub(super) fn year_said(&self, sentence: usize) -> Option<i16> {
        self.year_said.filter(|(said, _)| *said == sentence).map(|(_, year)| year)
    }

    /// The period that the report is about, if it was named not long before sentence `sentence`.
    pub(super) fn measure(&self, sentence: usize) -> Option<Measure> {
        const REACH: usize = 40;
        self.measure.filter(|(said, _)| sentence <= said + REACH).map(|(_, measure)| measure)
    }

    /// When `what` began, if the text has said so closely enough to count `unit`s from it.
    pub(super) fn beginning(&self, what: &str, unit: Unit) -> Option<Date> {
        let (_, (start, end)) = self.begun.iter().rev().find(|(noun, _)| noun == what)?;
        let close = start == end || unit >= Unit::Month && calendar::distance(*start, *end) <= 31;
        close.then_some(*start)
    }

    /// Note that `what` began within `days`.
    pub(super) fn begin(&mut self, what: String, days: (Date, Date)) {
        self.begun.push((what, days));
    }

    /// Note a time of sentence `sentence` that covers the days from `start` to `end`.
    pub(super) fn name(&mut self, sentence: usize, kind: TimeKind, (start, end): (Date, Date)) {
        if !matches!(kind, TimeKind::Date | TimeKind::Time) {
            return;
        }
        let length = calendar::distance(start, end);
        let rank = match length {
            0 => 0,
            1..=6 => 1,
            7..=92 => 2,
            93..=366 => 3,
            _ => return,
        };
        if length == 0 {
            self.days_said.push((sentence, start));
        }
        for anchor in &mut self.anchors[rank..] {
            *anchor = Some(start);
        }
    }

    /// Note the period of a report.
    pub(super) fn measured(&mut self, sentence: usize, measure: Measure) {
        self.measure = Some((sentence, measure));
    }

    /// Note a year written out.
    pub(super) fn said_year(&mut self, sentence: usize, year: i16) {
        self.year_said = Some((sentence, year));
    }
}

fn rank(unit: Unit) -> usize {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => 0,
        Unit::Week => 1,
        Unit::Month | Unit::Quarter => 2,
        Unit::Year | Unit::Decade | Unit::Century => 3,
    }
}
