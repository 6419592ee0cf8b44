//! Whether a reader reads two parties to a conflict alike: paragraphs are read with the parties' names as they stand
//! and with the names swapped. The spans move; nothing else may change.
//!
//! A metamorphic test (Chen, Cheung and Yiu 1998): it needs no right answer, only that both readings are the same.

mod compare;
mod paragraphs;
mod view;

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroUsize;

use gainsay_document::{Document, DocumentId, Published, PublishedBasis};
use gainsay_read::Reader;
use jiff::civil::date;

pub use compare::{Change, Layer};
pub use paragraphs::{Paragraph, paragraphs};

/// How many changed paragraphs are shown.
const SHOWN: usize = 8;

/// How many templates and pairs are named.
const NAMED: usize = 6;

/// A paragraph that is read otherwise with the names swapped.
pub struct Changed {
    /// Which paragraph.
    pub paragraph: Paragraph,
    /// What differs; never empty.
    pub changes: Vec<Change>,
}

impl Changed {
    /// The changes but for those of named entities, which by themselves claim nothing.
    fn counted(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.layer != Layer::Names)
    }
}

/// What became of all paragraphs.
pub struct Outcome {
    reader: String,
    paragraphs: usize,
    attributions: usize,
    changed: Vec<Changed>,
    /// Paragraphs of which nothing but the named entities changes.
    names_alone: usize,
}

impl Outcome {
    /// The share of paragraphs that were read otherwise, from 0 to 1.
    ///
    /// A named entity that changes its span or kind counts only where an actor, a source, a place or anything else that
    /// rests on it changes too: the names by themselves claim nothing.
    #[expect(clippy::cast_precision_loss, reason = "hundreds of paragraphs")]
    pub fn rate(&self) -> f64 {
        self.changed.len() as f64 / self.paragraphs.max(1) as f64
    }
}

/// Read every paragraph both ways, on at most `threads` threads.
pub fn measure(reader: &Reader, threads: NonZeroUsize) -> Outcome {
    let all = paragraphs();
    let count = all.len();
    let share = count.div_ceil(threads.get()).max(1);
    let read: Vec<(usize, Option<Changed>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = all
            .chunks(share)
            .map(|some| {
                scope.spawn(move || some.iter().map(|one| both_ways(reader, one)).collect::<Vec<_>>())
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no reader panics")).collect()
    });
    let attributions = read.iter().map(|(attributions, _)| attributions).sum();
    let changed = read.into_iter().filter_map(|(_, changed)| changed);
    let (names_alone, changed): (Vec<_>, Vec<_>) = changed.partition(|one| one.counted().next().is_none());
    Outcome {
        reader: reader.version().to_owned(),
        paragraphs: count,
        attributions,
        changed,
        names_alone: names_alone.len(),
    }
}

/// How many attributions the paragraph has, and what changes with the names.
fn both_ways(reader: &Reader, paragraph: &Paragraph) -> (usize, Option<Changed>) {
    let original = reader.read(&document(&paragraph.original.text));
    let swapped = reader.read(&document(&paragraph.swapped.text));
    let changes = compare::changes(paragraph, &original, &swapped);
    let changed = (!changes.is_empty()).then(|| Changed { paragraph: paragraph.clone(), changes });
    (original.attributions.len(), changed)
}

/// A report of a Thursday with nothing but a body.
fn document(text: &str) -> Document {
    Document {
        published: Some(Published { date: date(2024, 3, 14), basis: PublishedBasis::Given }),
        ..Document::of_text("ab".repeat(32).parse::<DocumentId>().expect("64 hexadecimal digits"), text)
    }
}

/// The rate, what changed, and the first of the changed paragraphs; `{:#}` shows all of them.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {} of {} paragraphs ({:.2} %) are read otherwise when the parties' names are swapped; {} attributions",
            self.reader,
            self.changed.len(),
            self.paragraphs,
            100.0 * self.rate(),
            self.attributions,
        )?;
        if self.names_alone > 0 {
            writeln!(f, "in {} more, nothing but named entities changes", self.names_alone)?;
        }
        if self.changed.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nwhat changed                       paragraphs  of them first here")?;
        for layer in Layer::ALL {
            let with =
                self.changed.iter().filter(|one| one.changes.iter().any(|change| change.layer == layer));
            let first = |one: &&Changed| one.counted().next().is_some_and(|change| change.layer == layer);
            let first = self.changed.iter().filter(first).count();
            let with = with.count();
            if with > 0 {
                writeln!(f, "  {:<32} {with:>10} {first:>19}", layer.as_str())?;
            }
        }
        most(f, "pairs", self.changed.iter().map(|one| one.paragraph.pair.as_str()))?;
        most(f, "templates", self.changed.iter().map(|one| one.paragraph.template.as_str()))?;
        let shown = if f.alternate() { self.changed.len() } else { SHOWN };
        for one in self.changed.iter().take(shown) {
            write!(f, "\n{one}")?;
        }
        Ok(())
    }
}

/// The names that come most often.
fn most<'n>(f: &mut fmt::Formatter<'_>, what: &str, names: impl Iterator<Item = &'n str>) -> fmt::Result {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let shown: Vec<_> = counts.iter().take(NAMED).map(|(name, count)| format!("{name} ({count})")).collect();
    writeln!(f, "{what}: {}", shown.join(", "))
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} [{}]", self.paragraph.template, self.paragraph.pair)?;
        writeln!(f, "  {}", self.paragraph.original.text)?;
        for Change { layer, before, after } in &self.changes {
            writeln!(f, "    {}", layer.as_str())?;
            before.iter().try_for_each(|item| writeln!(f, "      as it stands: {item}"))?;
            after.iter().try_for_each(|item| writeln!(f, "      swapped:      {item}"))?;
        }
        Ok(())
    }
}
