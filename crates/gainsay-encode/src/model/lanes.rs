//! Lanes: as many single-threaded runners as the model may use threads, shared by all who run it.
//!
//! A window runs on one thread; several windows run beside one another. A result then never depends on how the work
//! of one product was divided, and no thread waits for another within a layer.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use rten::ThreadPool;

pub(super) struct Lanes {
    free: Mutex<Vec<Arc<ThreadPool>>>,
    returned: Condvar,
    count: usize,
}

impl Lanes {
    pub(super) fn new(count: usize) -> Self {
        let free = (0..count).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect();
        Self { free: Mutex::new(free), returned: Condvar::new(), count }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Does `work` on a lane, as soon as one is free.
    pub(super) fn with<T>(&self, work: impl FnOnce(Arc<ThreadPool>) -> T) -> T {
        let lane = self.take();
        let returned = Return { lanes: self, lane: Some(Arc::clone(&lane)) };
        let result = work(lane);
        drop(returned);
        result
    }

    fn take(&self) -> Arc<ThreadPool> {
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
struct Return<'a> {
    lanes: &'a Lanes,
    lane: Option<Arc<ThreadPool>>,
}

impl Drop for Return<'_> {
    fn drop(&mut self) {
        let mut free = self.lanes.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.extend(self.lane.take());
        self.lanes.returned.notify_one();
    }
}
