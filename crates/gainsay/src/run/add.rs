//! Reports into the ledger.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gainsay_compare::{Constraints, Heeded};
use gainsay_document::{Comparison, Corrections, Document, DocumentId, Note, NoteCode, Reading, Report};
use gainsay_ledger::{Added, Error, Ledger, Provenance};
use jiff::Timestamp;
use serde::Serialize;

use super::inputs::{Input, Unreachable};
use super::stream::{FailedRead, Item, ReadItem, Stream};

/// What became of the inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AddSummary {
    /// Reports that are new in the ledger.
    pub added: usize,
    /// Reports that were in it before.
    pub known: usize,
    /// Known reports that were read again because the reader has changed.
    pub reread: usize,
    /// Parts of archives that hold no report and need not hold one, by what they are.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub skipped: BTreeMap<String, usize>,
    /// Inputs that could not be read.
    pub failed: Vec<FailedInput>,
    /// New reports of which something could not be used: a date, an encoding, a field.
    pub flawed: Vec<FlawedInput>,
    /// Whether the user stopped it before the end.
    pub interrupted: bool,
}

/// An input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FailedInput {
    /// The file.
    pub path: String,
    /// The line of the file, counted from 1.
    pub line: Option<usize>,
    /// Why, in one line.
    pub reason: String,
    /// What may be done about it.
    pub hint: Option<String>,
}

impl From<Unreachable> for FailedInput {
    fn from(one: Unreachable) -> Self {
        Self { path: one.path.display().to_string(), line: None, reason: one.reason, hint: None }
    }
}

/// A report that was added, but of which something could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FlawedInput {
    /// The file.
    pub path: String,
    /// The line of the file, counted from 1.
    pub line: Option<usize>,
    /// What could not be used, a sentence each.
    pub flaws: Vec<String>,
}

/// A report that is in the ledger now.
#[derive(Clone, Copy, Debug)]
pub struct KeptInput<'s> {
    /// The file.
    pub path: &'s str,
    /// The report.
    pub id: &'s DocumentId,
    /// What adding it came to.
    pub kept: Kept,
}

/// What adding a report came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new.
    Added,
    /// It was there before.
    Known,
    /// It was there before, and was read again because the reader has changed.
    Reread,
}

/// What an input came to, as it comes.
#[derive(Clone, Copy, Debug)]
pub enum Step<'s> {
    /// So many bytes are done.
    Done(u64),
    /// This report is in the ledger.
    Kept(&'s KeptInput<'s>),
    /// This input could not be read.
    Failed(&'s FailedInput),
    /// Something of this report could not be used.
    Flawed(&'s FlawedInput),
}

/// Read `inputs` into `ledger`. `step` is told of the bytes done, of failures and flaws as they come.
///
/// # Errors
/// When the ledger cannot be written; what is wrong with an input stands in the summary.
pub fn add(
    ledger: &mut Ledger,
    stream: &Stream<'_>,
    (inputs, unreachable): (&[Input], Vec<Unreachable>),
    now: Timestamp,
    step: impl FnMut(Step<'_>),
) -> Result<AddSummary, Error> {
    let mut adding = Adding::new(ledger, now, step, unreachable)?;
    adding.reader = stream.reader.version();
    // The stream asks what is known and hands on what was read, one after the other.
    let adding = RefCell::new(adding);
    stream.run(inputs, |id| adding.borrow().is_known(id), |item| adding.borrow_mut().keep(item))?;
    let mut summary = adding.into_inner().summary;
    summary.interrupted = stream.interrupt.asked();
    Ok(summary)
}

/// Keep in `ledger` the reports that `items` hands on, which are read already; `items` says whether it was stopped.
///
/// # Errors
/// When the ledger cannot be written; what is wrong with an item stands in the summary.
pub fn keep_items(
    ledger: &mut Ledger,
    unreachable: Vec<Unreachable>,
    now: Timestamp,
    step: impl FnMut(Step<'_>),
    items: impl FnOnce(&mut dyn FnMut(Item) -> Result<(), Error>) -> Result<bool, Error>,
) -> Result<AddSummary, Error> {
    let mut adding = Adding::new(ledger, now, step, unreachable)?;
    let interrupted = items(&mut |item| adding.keep(item))?;
    Ok(AddSummary { interrupted, ..adding.summary })
}

/// Reports on their way into a ledger.
struct Adding<'l, S> {
    ledger: &'l mut Ledger,
    /// The version of the reader.
    reader: &'l str,
    now: Timestamp,
    step: S,
    summary: AddSummary,
}

impl<'l, S: FnMut(Step<'_>)> Adding<'l, S> {
    fn new(
        ledger: &'l mut Ledger,
        now: Timestamp,
        step: S,
        unreachable: Vec<Unreachable>,
    ) -> Result<Self, Error> {
        let mut adding = Self { ledger, reader: "", now, step, summary: AddSummary::default() };
        for one in unreachable {
            adding.fail(one.into())?;
        }
        Ok(adding)
    }

    /// Whether the ledger holds this reader's reading of the document.
    fn is_known(&self, id: &DocumentId) -> Result<bool, Error> {
        Ok(self.ledger.contains(id)? && self.ledger.reader_of(id)? == self.reader)
    }

    fn keep(&mut self, Item { path, line, bytes, outcome }: Item) -> Result<(), Error> {
        match outcome {
            Err(FailedRead { reason, skipped: true, repeats, .. }) => {
                if let Some(id) = repeats
                    && self.ledger.contains(&id)?
                {
                    self.ledger.meet_again(&id, &Provenance { path, line, retrieved: self.now })?;
                }
                *self.summary.skipped.entry(reason).or_default() += 1;
            }
            Err(FailedRead { reason, hint, .. }) => self.fail(FailedInput { path, line, reason, hint })?,
            Ok(read) => self.keep_read(&read, &Provenance { path, line, retrieved: self.now })?,
        }
        (self.step)(Step::Done(bytes));
        Ok(())
    }

    fn keep_read(&mut self, read: &ReadItem, from: &Provenance) -> Result<(), Error> {
        let id = &read.document.id;
        let kept = match &read.reading {
            None => {
                self.ledger.meet_again(id, from)?;
                Kept::Known
            }
            Some(reading) => {
                match self.ledger.add_mapped(&read.raw, &read.document, &read.source, reading, from)? {
                    Added::New => Kept::Added,
                    Added::Known if self.ledger.reader_of(id)? != reading.reader => {
                        self.ledger.replace_mapped(&read.document, &read.source, reading)?;
                        Kept::Reread
                    }
                    Added::Known => Kept::Known,
                }
            }
        };
        match kept {
            Kept::Added => self.summary.added += 1,
            Kept::Known => self.summary.known += 1,
            Kept::Reread => self.summary.reread += 1,
        }
        (self.step)(Step::Kept(&KeptInput { path: &from.path, id, kept }));
        if kept == Kept::Added {
            self.flaws(&read.document, from);
        }
        Ok(())
    }

    /// Tell what of a new report could not be used.
    fn flaws(&mut self, document: &Document, from: &Provenance) {
        let flaws: Vec<String> = flaws(document).map(|note| note.message.clone()).collect();
        if !flaws.is_empty() {
            let flawed = FlawedInput { path: from.path.clone(), line: from.line, flaws };
            (self.step)(Step::Flawed(&flawed));
            self.summary.flawed.push(flawed);
        }
    }

    fn fail(&mut self, failed: FailedInput) -> Result<(), Error> {
        self.ledger.add_failure(&failed.path, failed.line, &failed.reason, self.now)?;
        (self.step)(Step::Failed(&failed));
        self.summary.failed.push(failed);
        Ok(())
    }
}

/// The notes on a document that mean that something of the input is lost or in doubt.
pub fn flaws(document: &Document) -> impl Iterator<Item = &Note> {
    document.notes.iter().filter(|note| {
        matches!(
            note.code,
            NoteCode::EncodingReplaced
                | NoteCode::DateUnreadable
                | NoteCode::FieldIgnored
                | NoteCode::OtherLanguage
                | NoteCode::PageWithoutText
                | NoteCode::DigestMismatch
                | NoteCode::Truncated
        )
    })
}

/// Compare all that the ledger holds, heeding what people decided; the comparison, and what of the decisions holds no more.
///
/// # Errors
/// When the ledger cannot be read or written.
pub fn compare(ledger: &mut Ledger) -> Result<(Comparison, Heeded), Error> {
    let mut pairs: Vec<(Document, Reading)> = Vec::new();
    let log = ledger.reviews()?;
    let (constraints, corrections) = (Constraints::of_reviews(&log), Corrections::of_reviews(&log));
    // Another program may add reports while these are compared.
    let mut documents = 0;
    ledger.snapshot(|ledger| {
        documents = ledger.document_count()?;
        ledger.for_each_report(|document, mut reading| {
            corrections.apply(&document, &mut reading);
            pairs.push((document, reading));
            Ok::<_, Error>(())
        })
    })?;
    let reports: Vec<Report<'_>> =
        pairs.iter().map(|(document, reading)| Report { document, reading }).collect();
    let (comparison, heeded) = gainsay_compare::compare_heeding(&reports, &constraints);
    ledger.set_comparison_of(&comparison, documents)?;
    Ok((comparison, heeded))
}
