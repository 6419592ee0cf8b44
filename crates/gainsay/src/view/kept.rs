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
    of_key: VecDeque<(K, Arc<T>)>,
}

impl<K, T, const N: usize> Default for Kept<K, T, N> {
    fn default() -> Self {
        Self(Mutex::new(Found { version: None, of_key: VecDeque::new() }))
    }
}

impl<K: PartialEq, T, const N: usize> Kept<K, T, N> {
    /// What belongs to `key` in a ledger of this `version`: as it was found before, else as `find` finds it.
    ///
    /// # Errors
    /// Those of `find`; what fails is not remembered.
    pub fn recall<E>(&self, version: i64, key: K, find: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        // Two who ask at a time wait for one answer.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version != Some(version) {
            *kept = Found { version: Some(version), of_key: VecDeque::new() };
        }
        let at = kept.of_key.iter().position(|(known, _)| *known == key);
        let found = match at.and_then(|at| kept.of_key.remove(at)) {
            Some((_, known)) => known,
            None => Arc::new(find()?),
        };
        kept.of_key.push_front((key, Arc::clone(&found)));
        kept.of_key.truncate(N);
        Ok(found)
    }
}
