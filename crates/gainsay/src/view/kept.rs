//! What was found before, for as long as the ledger does not change.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// What was found for the last `N` keys asked for, in one state of the ledger.
#[derive(Debug)]
pub struct Kept<K, T, const N: usize>(Mutex<Found<K, T>>);

#[derive(Debug)]
struct Found<K, T> {
    /// The version of the ledger that was asked.
    version: Option<i64>,
    /// The last one asked for first.
    of_key: VecDeque<(K, Slot<T>)>,
}

/// What was found for one key, or nothing yet.
type Slot<T> = Arc<Mutex<Option<Arc<T>>>>;

impl<K, T, const N: usize> Default for Kept<K, T, N> {
    fn default() -> Self {
        Self(Mutex::new(Found { version: None, of_key: VecDeque::new() }))
    }
}

impl<K: PartialEq, T, const N: usize> Kept<K, T, N> {
    /// What belongs to `key` in a ledger of this `version`: as it was found before, else as `find` finds it.
    ///
    /// Of two who ask for one key at a time the second waits for the first; who asks for another does not.
    ///
    /// # Errors
    /// Those of `find`; what fails is not remembered.
    pub fn recall<E>(&self, version: i64, key: K, find: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let slot = self.slot(version, key);
        let mut found = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = found.as_ref() {
            return Ok(Arc::clone(known));
        }
        let new = Arc::new(find()?);
        *found = Some(Arc::clone(&new));
        Ok(new)
    }

    fn slot(&self, version: i64, key: K) -> Slot<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version != Some(version) {
            *kept = Found { version: Some(version), of_key: VecDeque::new() };
        }
        let at = kept.of_key.iter().position(|(known, _)| *known == key);
        let slot = at.and_then(|at| kept.of_key.remove(at)).map_or_else(Slot::default, |(_, slot)| slot);
        kept.of_key.push_front((key, Arc::clone(&slot)));
        kept.of_key.truncate(N);
        slot
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_key_is_found_once_until_the_ledger_changes() {
        let (kept, found) = (Kept::<u8, usize, 8>::default(), Cell::new(0));
        let ask = |version: i64, key: u8| {
            let find = || {
                found.set(found.get() + 1);
                Ok::<_, ()>(found.get())
            };
            *kept.recall(version, key, find).unwrap()
        };
        assert_eq!([ask(1, 1), ask(1, 2), ask(1, 1), ask(1, 2)], [1, 2, 1, 2]);
        assert_eq!([ask(2, 1), ask(2, 1)], [3, 3], "the ledger changed");
        (2..10).for_each(|key| _ = ask(2, key));
        assert_eq!(found.get(), 11);
        assert_eq!(ask(2, 1), 12, "the key asked for longest ago is forgotten");
    }

    #[test]
    fn what_fails_is_not_remembered() {
        let kept = Kept::<(), u8, 1>::default();
        assert_eq!(kept.recall(1, (), || Err("busy")), Err("busy"));
        assert_eq!(kept.recall(1, (), || Ok::<_, ()>(7)), Ok(Arc::new(7)));
    }

    #[test]
    fn one_who_waits_for_a_key_keeps_nobody_from_another() {
        let kept = Kept::<u8, u8, 2>::default();
        let slow = kept.recall(1, 1, || {
            let other = kept.recall(1, 2, || Ok::<_, ()>(20))?;
            Ok::<_, ()>(*other / 2)
        });
        assert_eq!(slow, Ok(Arc::new(10)));
    }
}
