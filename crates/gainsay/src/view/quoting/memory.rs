//! What was counted before: who quotes whom is counted once for each state of the ledger.

use gainsay_ledger::Quotes;
use jiff::civil::Date;

use crate::view::kept::Kept;

/// How many days are remembered, all that the ledger holds being one.
const DAYS: usize = 3;

/// Who quotes whom, for the days last asked for.
pub type Shelf = Kept<Option<Date>, Quotes, DAYS>;

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
