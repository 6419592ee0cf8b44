//! Lanes: as many single-threaded runners as the model may use threads, shared by all who run it.
//!
//! A window runs on one thread; several windows run beside one another. A result then never depends on how the work
//! of one product was divided, and no thread waits for another within a layer.

use std::sync::{Condvar, Mutex, PoisonError};

pub(super) struct Lanes {
    /// Numbers of the lanes that nobody uses. What a lane is made of, the runtime knows.
    free: Mutex<Vec<usize>>,
    returned: Condvar,
    count: usize,
}

impl Lanes {
    pub(super) fn new(count: usize) -> Self {
        Self { free: Mutex::new((0..count).collect()), returned: Condvar::new(), count }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Does `work` on a lane, as soon as one is free. Nobody else has a lane of that number meanwhile.
    pub(super) fn with<T>(&self, work: impl FnOnce(usize) -> T) -> T {
        let taken = Taken { lanes: self, lane: self.take() };
        work(taken.lane)
    }

    fn take(&self) -> usize {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(lane) = free.pop() {
                return lane;
            }
            free = self.returned.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Gives the lane back even if the work panics.
struct Taken<'a> {
    lanes: &'a Lanes,
    lane: usize,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut free = self.lanes.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(self.lane);
        self.lanes.returned.notify_one();
    }
}
