//! A ledger to ask, and what was answered before: a day that is asked for again is not compared again.

use std::ops::Deref;
use std::sync::Arc;

use gainsay_compare::AsOf;
use gainsay_document::DocumentId;
use gainsay_ledger::{Catalogue, Error, Ledger, Quotes, Summary};
use jiff::civil::Date;

use super::kept::Kept;
use super::marks::Marks;
use super::quoting::Shelf;

/// How many days are remembered.
const DAYS: usize = 8;

/// What was found before; for a ledger that the connection which is asked does not write.
#[derive(Debug, Default)]
pub struct Memory {
    days: Kept<Date, AsOf, DAYS>,
    catalogue: Memo<Catalogue>,
    summary: Memo<Summary>,
    state: Memo<String>,
    quotes: Shelf,
    marks: Memo<Marks>,
}

/// One thing that holds as long as the ledger does not change.
type Memo<T> = Kept<(), T, 1>;

impl Memory {
    /// What was known on `day` in a ledger of this `version`: as it was found before, else as `find` finds it.
    ///
    /// # Errors
    /// Those of `find`.
    pub fn recall<E>(
        &self,
        version: i64,
        day: Date,
        find: impl FnOnce() -> Result<AsOf, E>,
    ) -> Result<Arc<AsOf>, E> {
        self.days.recall(version, day, find)
    }
}

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
            Some(memory) => memory.recall(self.ledger.version()?, day, || find(self.ledger)),
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
    /// When the ledger cannot be read.
    pub fn quotes(
        &self,
        day: Option<Date>,
        count: impl FnOnce(&'l Ledger) -> Result<Quotes, Error>,
    ) -> Result<Arc<Quotes>, Error> {
        match self.memory {
            Some(memory) => memory.quotes.recall(self.ledger.version()?, day, || count(self.ledger)),
            None => count(self.ledger).map(Arc::new),
        }
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_found_once_until_the_ledger_changes() {
        let (memory, found) = (Memory::default(), Cell::new(0));
        let ask = |version: i64, day: i8| {
            let find = || {
                found.set(found.get() + 1);
                Ok::<_, ()>(AsOf { later: found.get(), ..AsOf::default() })
            };
            memory.recall(version, date(2024, 3, day), find).unwrap().later
        };
        assert_eq!([ask(1, 1), ask(1, 2), ask(1, 1), ask(1, 2)], [1, 2, 1, 2]);
        assert_eq!([ask(2, 1), ask(2, 1)], [3, 3], "the ledger changed");
        (2..10).for_each(|day| _ = ask(2, day));
        assert_eq!(found.get(), 11);
        assert_eq!(ask(2, 1), 12, "the day asked for longest ago is forgotten");
    }

    #[test]
    fn what_fails_is_not_remembered() {
        let memory = Memory::default();
        let day = date(2024, 3, 1);
        assert_eq!(memory.recall(1, day, || Err("busy")).unwrap_err(), "busy");
        assert!(memory.recall(1, day, || Ok::<_, ()>(AsOf::default())).is_ok());
    }
}
