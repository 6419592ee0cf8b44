//! A ledger to ask, and what was answered before: a day that is asked for again is not compared again.

use std::ops::Deref;
use std::sync::Arc;

use gainsay_compare::AsOf;
use gainsay_document::DocumentId;
use gainsay_ledger::{Catalogue, Error, Ledger, MatterSketch, Quotes, Summary};
use jiff::civil::Date;

use super::kept::Kept;
use super::marks::Marks;
use super::queue::Waiting;

/// How many days are remembered whole.
const DAYS: usize = 8;
/// Of how many days it is remembered what lists and drawings ask for, all that the ledger holds being one.
const DRAWN: usize = 4;

/// What was found before; for a ledger that the connection which is asked does not write.
#[derive(Debug, Default)]
pub struct Memory {
    days: Kept<Date, AsOf, DAYS>,
    catalogue: Memo<Catalogue>,
    summary: Memo<Summary>,
    state: Memo<String>,
    marks: Memo<Marks>,
    quotes: Drawn<Quotes>,
    sketches: Drawn<Vec<MatterSketch>>,
    waiting: Memo<Vec<Waiting>>,
}

/// One thing that holds as long as the ledger does not change.
type Memo<T> = Kept<(), T, 1>;

/// Something of all that the ledger holds, or of what was known on a day.
type Drawn<T> = Kept<Option<Date>, T, DRAWN>;

/// A ledger to ask, with a memory where the one who asks has one.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'l> {
    ledger: &'l Ledger,
    memory: Option<&'l Memory>,
}

impl<'l> Desk<'l> {
    /// A desk that remembers.
    pub fn remembering(ledger: &'l Ledger, memory: &'l Memory) -> Self {
        Self { ledger, memory: Some(memory) }
    }

    /// The ledger itself.
    pub fn ledger(&self) -> &'l Ledger {
        self.ledger
    }

    /// What was known on a day, which `find` finds where it is not remembered.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn known_on(
        &self,
        day: Date,
        find: impl FnOnce(&'l Ledger) -> Result<AsOf, Error>,
    ) -> Result<Arc<AsOf>, Error> {
        match self.memory {
            Some(memory) => memory.days.recall(self.ledger.version()?, day, || find(self.ledger)),
            None => find(self.ledger).map(Arc::new),
        }
    }

    /// What the ledger holds, in columns.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn catalogue(&self) -> Result<Arc<Catalogue>, Error> {
        self.kept(|memory| &memory.catalogue, Ledger::catalogue)
    }

    /// How much the ledger holds.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn summary(&self) -> Result<Summary, Error> {
        self.kept(|memory| &memory.summary, Ledger::summary).map(|summary| *summary)
    }

    /// What the ledger holds, as one short name.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn state(&self) -> Result<String, Error> {
        self.kept(|memory| &memory.state, Ledger::state).map(|state| state.as_ref().clone())
    }

    fn kept<T: 'l>(
        &self,
        memo: impl Fn(&'l Memory) -> &'l Memo<T>,
        find: impl FnOnce(&Ledger) -> Result<T, Error>,
    ) -> Result<Arc<T>, Error> {
        match self.memory {
            Some(memory) => memo(memory).recall(self.ledger.version()?, (), || find(self.ledger)),
            None => find(self.ledger).map(Arc::new),
        }
    }

    /// Who quotes whom up to `day`, which `count` counts where it is not remembered.
    ///
    /// # Errors
    /// Those of `count`; when the ledger cannot be read.
    pub fn quotes(
        &self,
        day: Option<Date>,
        count: impl FnOnce() -> Result<Quotes, Error>,
    ) -> Result<Arc<Quotes>, Error> {
        match self.memory {
            Some(memory) => memory.quotes.recall(self.ledger.version()?, day, count),
            None => count().map(Arc::new),
        }
    }

    /// The matters up to `day` in time and space, which `sketch` sketches where they are not remembered.
    ///
    /// # Errors
    /// Those of `sketch`; when the ledger cannot be read.
    pub fn sketches(
        &self,
        day: Option<Date>,
        sketch: impl FnOnce() -> Result<Vec<MatterSketch>, Error>,
    ) -> Result<Arc<Vec<MatterSketch>>, Error> {
        match self.memory {
            Some(memory) => memory.sketches.recall(self.ledger.version()?, day, sketch),
            None => sketch().map(Arc::new),
        }
    }

    /// What waits for a person's look, which `find` finds where it is not remembered.
    ///
    /// # Errors
    /// Those of `find`; when the ledger cannot be read.
    pub fn waiting(
        &self,
        find: impl FnOnce() -> Result<Vec<Waiting>, Error>,
    ) -> Result<Arc<Vec<Waiting>>, Error> {
        self.kept(|memory| &memory.waiting, |_| find())
    }

    /// What people decided: of the claims of `only` these documents, or of all where the desk remembers them.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn marks(&self, only: Option<&[DocumentId]>) -> Result<Arc<Marks>, Error> {
        match self.memory {
            Some(memory) => memory.marks.recall(self.ledger.version()?, (), || Marks::of(self.ledger, None)),
            None => Marks::of(self.ledger, only).map(Arc::new),
        }
    }
}

impl Deref for Desk<'_> {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        self.ledger
    }
}

impl<'l> From<&'l Ledger> for Desk<'l> {
    fn from(ledger: &'l Ledger) -> Self {
        Self { ledger, memory: None }
    }
}

impl<'l> From<&Desk<'l>> for Desk<'l> {
    fn from(desk: &Desk<'l>) -> Self {
        *desk
    }
}
