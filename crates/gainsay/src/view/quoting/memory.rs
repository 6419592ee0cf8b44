//! What was counted before: who quotes whom is counted once for each state of the ledger.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use gainsay_ledger::Quotes;
use jiff::civil::Date;

/// How many days are remembered, all that the ledger holds being one.
const DAYS: usize = 3;

/// Who quotes whom, for the days last asked for.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<Shelved>);

#[derive(Debug, Default)]
struct Shelved {
    /// The version of the ledger that was asked.
    version: Option<i64>,
    /// The last one asked for first.
    days: VecDeque<(Option<Date>, Arc<Quotes>)>,
}

impl Shelf {
    /// Who quotes whom up to `day` in a ledger of this `version`: as counted before, else as `count` counts it.
    ///
    /// # Errors
    /// Those of `count`.
    pub fn recall<E>(
        &self,
        version: i64,
        day: Option<Date>,
        count: impl FnOnce() -> Result<Quotes, E>,
    ) -> Result<Arc<Quotes>, E> {
        let mut shelved = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelved.version != Some(version) {
            *shelved = Shelved { version: Some(version), days: VecDeque::new() };
        }
        let at = shelved.days.iter().position(|(known, _)| *known == day);
        let found = match at.and_then(|at| shelved.days.remove(at)) {
            Some((_, known)) => known,
            None => Arc::new(count()?),
        };
        shelved.days.push_front((day, Arc::clone(&found)));
        shelved.days.truncate(DAYS);
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_day_is_counted_once_until_the_ledger_changes() {
        let (shelf, counted) = (Shelf::default(), Cell::new(0));
        let ask = |version: i64, day: Option<i8>| {
            let count = || {
                counted.set(counted.get() + 1);
                Ok::<_, ()>(Quotes::default())
            };
            let day = day.map(|day| jiff::civil::date(2024, 3, day));
            shelf.recall(version, day, count).unwrap();
            counted.get()
        };
        assert_eq!([ask(1, None), ask(1, Some(1)), ask(1, None), ask(1, Some(1))], [1, 2, 2, 2]);
        assert_eq!([ask(2, None), ask(2, None)], [3, 3], "the ledger changed");
    }
}
