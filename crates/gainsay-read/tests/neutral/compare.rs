//! What differs between the reading of a paragraph and that of the same paragraph with the parties swapped.

use gainsay_document::{Reading, Spans};

use super::paragraphs::Paragraph;
use super::view::View;

/// Where two readings differ, in the order in which a reader works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Paragraphs and sentences.
    Segmentation,
    /// Named entities.
    Names,
    /// An attribution that only one of the readings has.
    Missing,
    /// The source's span.
    Source,
    /// The cue's span.
    Cue,
    /// The content's span.
    Content,
    /// Direct, indirect or mixed.
    Quote,
    /// What the cue makes of the content.
    Stance,
    /// Which attribution it stands in.
    Inside,
    /// Who the source is.
    Speaker,
    /// Names, roles, mentions.
    Actors,
    /// Numbers.
    Quantities,
    /// Times.
    Times,
    /// Places.
    Places,
    /// Events.
    Events,
    /// Claims.
    Claims,
}

impl Layer {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Segmentation,
        Self::Names,
        Self::Missing,
        Self::Source,
        Self::Cue,
        Self::Content,
        Self::Quote,
        Self::Stance,
        Self::Inside,
        Self::Speaker,
        Self::Actors,
        Self::Quantities,
        Self::Times,
        Self::Places,
        Self::Events,
        Self::Claims,
    ];

    /// What is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Segmentation => "sentences",
            Self::Names => "names",
            Self::Missing => "an attribution lost or new",
            Self::Source => "source span",
            Self::Cue => "cue span",
            Self::Content => "content span",
            Self::Quote => "kind of quotation",
            Self::Stance => "stance",
            Self::Inside => "what it stands inside",
            Self::Speaker => "who the source is",
            Self::Actors => "actors",
            Self::Quantities => "quantities",
            Self::Times => "times",
            Self::Places => "places",
            Self::Events => "events",
            Self::Claims => "claims",
        }
    }
}

/// What may differ between two attributions that are the same one.
const ASPECTS: [Layer; 7] =
    [Layer::Source, Layer::Cue, Layer::Content, Layer::Quote, Layer::Stance, Layer::Inside, Layer::Speaker];

/// One layer's items that only one of the readings has.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where.
    pub layer: Layer,
    /// What only the reading of the original has, with the names abstracted.
    pub before: Vec<String>,
    /// What only the reading of the swapped text has.
    pub after: Vec<String>,
}

/// What differs, in the order of [`Layer::ALL`].
pub fn changes(paragraph: &Paragraph, original: &Reading, swapped: &Reading) -> Vec<Change> {
    let one = View { reading: original, filled: &paragraph.original, paragraph: Some(paragraph) };
    let other = View { reading: swapped, filled: &paragraph.swapped, paragraph: None };
    let mut out = Vec::new();
    out.extend(items(Layer::Segmentation, &one.segmentation(), &other.segmentation()));
    out.extend(items(Layer::Names, &one.names(), &other.names()));
    out.extend(attributions(&one, &other));
    out.extend(items(Layer::Actors, &one.actors(), &other.actors()));
    out.extend(items(Layer::Quantities, &one.quantities(), &other.quantities()));
    out.extend(items(Layer::Times, &one.times(), &other.times()));
    out.extend(items(Layer::Places, &one.places(), &other.places()));
    out.extend(items(Layer::Events, &one.events(), &other.events()));
    out.extend(items(Layer::Claims, &one.claims(), &other.claims()));
    out
}

/// The items that only one of the readings has.
fn items(layer: Layer, ours: &[String], theirs: &[String]) -> Option<Change> {
    let (before, after) = (without(ours, theirs), without(theirs, ours));
    (!before.is_empty() || !after.is_empty()).then_some(Change { layer, before, after })
}

/// The attributions that only one of the readings has, and what differs between those that are the same one.
fn attributions(one: &View, other: &View) -> Vec<Change> {
    let pairs = paired(one, other);
    let alone = |view: &View, known: Vec<usize>| -> Vec<String> {
        let all = view.reading.attributions.iter().enumerate();
        all.filter(|(index, _)| !known.contains(index)).map(|(_, found)| view.whole(found)).collect()
    };
    let lost = alone(one, pairs.iter().map(|pair| pair.0).collect());
    let new = alone(other, pairs.iter().map(|pair| pair.1).collect());
    let mut out: Vec<Change> = items(Layer::Missing, &lost, &new).into_iter().collect();
    for layer in ASPECTS {
        let mut change = Change { layer, before: Vec::new(), after: Vec::new() };
        for &(a, b) in &pairs {
            let (before, after) = (one.aspect(a, layer), other.aspect(b, layer));
            if before != after {
                change.before.push(format!("{before} of {}", one.cue(a)));
                change.after.push(format!("{after} of {}", other.cue(b)));
            }
        }
        out.extend(Some(change).filter(|change| !change.before.is_empty()));
    }
    out
}

/// The items of `all` that `others` does not have, as often as it lacks them.
fn without(all: &[String], others: &[String]) -> Vec<String> {
    let mut rest: Vec<&String> = others.iter().collect();
    let mut out = Vec::new();
    for item in all {
        match rest.iter().position(|other| *other == item) {
            Some(at) => {
                rest.swap_remove(at);
            }
            None => out.push(item.clone()),
        }
    }
    out
}

/// Which attributions of both readings are the same one: those that share most, each once.
fn paired(one: &View, other: &View) -> Vec<(usize, usize)> {
    let moved =
        |view: &View| view.reading.attributions.iter().map(|found| view.moved(found)).collect::<Vec<_>>();
    let (ours, theirs) = (moved(one), moved(other));
    let mut likely = Vec::new();
    for (a, mine) in ours.iter().enumerate() {
        for (b, its) in theirs.iter().enumerate() {
            let same = |role: usize| mine[role].is_some() && mine[role] == its[role];
            let touch = |role: usize| overlap(mine[role].as_ref(), its[role].as_ref());
            let score = 4 * u8::from(same(0))
                + 3 * u8::from(same(1) && touch(1))
                + u8::from(same(2))
                + u8::from(touch(0));
            if touch(0) || touch(1) {
                likely.push((std::cmp::Reverse(score), a, b));
            }
        }
    }
    likely.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, a, b) in likely {
        if out.iter().all(|(own, its)| *own != a && *its != b) {
            out.push((a, b));
        }
    }
    out.sort_unstable();
    out
}

fn overlap(one: Option<&Spans>, other: Option<&Spans>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    one.iter().any(|a| other.iter().any(|b| a.start() < b.end() && b.start() < a.end()))
}
