//! The dead and the injured as a report's title tells them.

use gainsay_document::{Outcome, Quantity, Report, Scope};

use super::same::{is_beside_others, joined, names_several};
use super::self_killed;
use crate::tables::{Tables, UnitClass};

/// No title's figure beyond this is taken: it is a label or a sum over many incidents.
const MOST: f64 = 500.0;

/// A total of a title.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Said {
    pub count: f64,
    /// Whether a number gives it: "one dead", and not "man dead".
    pub counted: bool,
    /// Whether others without a number stand before it: "Parents, 2 children dead".
    pub partial: bool,
}

/// What a title tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Headline {
    pub killed: Option<Said>,
    pub injured: Option<Said>,
    /// People hit, of whom it does not say whether they died.
    pub hit: Option<Said>,
    /// Whether it tells of the dead before it tells of those hit.
    pub dead_first: bool,
    /// Whether it has a word of death.
    pub of_death: bool,
}

impl Headline {
    /// Whether it tells of somebody hurt or hit, and of no death.
    pub fn is_of_hurt(&self) -> bool {
        !self.of_death && self.killed.is_none() && (self.injured.is_some() || self.hit.is_some())
    }

    /// Whether it counts the injured and says nothing of a death: "Five hurt in Korva".
    pub fn is_of_injured_alone(&self) -> bool {
        let many = |said: Said| said.counted && said.count > 1.5;
        !self.of_death && self.killed.is_none() && self.injured.is_some_and(many)
    }
}

/// What the title of `report` tells of one incident; nothing where it speaks of several.
pub(super) fn of(report: &Report<'_>, tables: &Tables) -> Headline {
    let Some(title) = report.document.title.as_deref() else { return Headline::default() };
    if is_of_many(title) {
        return Headline::default();
    }
    let first_figure = report.reading.headline.first().map(|figure| figure.span.start());
    let total = |outcome: Outcome| {
        let figures: Vec<&Quantity> =
            report.reading.headline.iter().filter(|figure| counts(figure, outcome, tables)).collect();
        total(&figures, first_figure, title)
    };
    let killed = total(Outcome::Killed).map(|said| {
        let own = report.reading.headline.iter().any(|figure| {
            counts(figure, Outcome::Killed, tables) && self_killed::is_told_behind(title, figure.span.end())
        });
        if own && said.count < MOST { Said { count: said.count + 1.0, counted: true, ..said } } else { said }
    });
    let first =
        |outcome: Outcome| report.reading.headline.iter().position(|figure| counts(figure, outcome, tables));
    let (dead, hit) = (first(Outcome::Killed), first(Outcome::Casualties));
    // A "quadruple shooting" counts the dead wherever it stands.
    let dead_first = dead.zip(hit).is_some_and(|(dead, hit)| {
        let words = report.reading.headline[hit].span.of(title).to_lowercase();
        dead < hit && !words.ends_with("shooting") && !words.ends_with("stabbing")
    });
    Headline {
        killed,
        injured: total(Outcome::Injured),
        hit: total(Outcome::Casualties),
        dead_first,
        of_death: tells_of_death(title),
    }
}

/// Whether a word of a title tells of a death.
fn tells_of_death(title: &str) -> bool {
    const DEATH: [&str; 12] = [
        "kill", "dead", "dies", "died", "die ", "death", "fatal", "murder", "slay", "slain", "homicide",
        "body",
    ];
    let lower = title.to_lowercase();
    DEATH.iter().any(|word| lower.contains(word))
}

/// Whether a title counts over several incidents, or over a time.
fn is_of_many(title: &str) -> bool {
    const MANY: [&str; 8] = [
        "weekend",
        "citywide",
        "violent night",
        "violent day",
        "overnight shootings",
        "since",
        "across",
        "incidents",
    ];
    let lower = title.to_lowercase();
    names_several(&lower) || MANY.iter().any(|word| lower.contains(word))
}

fn counts(figure: &Quantity, outcome: Outcome, tables: &Tables) -> bool {
    let of_things = figure
        .unit
        .as_deref()
        .and_then(|unit| tables.units.get(unit))
        .is_some_and(|class| *class == UnitClass::Kind);
    figure.outcome == Some(outcome)
        && figure.scope == Scope::Event
        && figure.part_of.is_none()
        && !of_things
        && figure.interval.is_exact()
        && figure.interval.low.is_some_and(|low| low > 0.5 && low < MOST)
}

/// The greatest figure, or the greatest sum of figures side by side: "2 adults, 3 children dead".
fn total(figures: &[&Quantity], first_figure: Option<usize>, title: &str) -> Option<Said> {
    let low = |figure: &Quantity| figure.interval.low.unwrap_or_default();
    let is_counted = |figure: &Quantity| {
        let words = figure.span.of(title);
        let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains('-');
        low(figure) > 1.5
            || words.split_whitespace().any(|word| number(word) || word.eq_ignore_ascii_case("one"))
    };
    let mut best: Option<Said> = None;
    for first in 0..figures.len() {
        let before = |word: &&str| *word == "and" || *word == "&" || word.ends_with(',');
        let last = title[..figures[first].span.start()].split_whitespace().next_back();
        let alone = first_figure == Some(figures[first].span.start());
        let mut said =
            Said { count: 0.0, counted: false, partial: alone && last.as_ref().is_some_and(before) };
        for at in first..figures.len() {
            let goes_on = at == first
                || joined(title, figures[at - 1].span, figures[at].span)
                    && (figures[at].unit != figures[at - 1].unit
                        || figures[at].category != figures[at - 1].category
                        || is_beside_others(figures[at].span.of(title)));
            if !goes_on {
                break;
            }
            said.count += low(figures[at]);
            said.counted |= is_counted(figures[at]) || at > first;
        }
        if best.is_none_or(|best| said.count > best.count) {
            best = Some(said);
        }
    }
    best
}
