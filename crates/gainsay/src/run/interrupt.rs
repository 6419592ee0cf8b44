//! Ctrl-C: finish the document at hand, keep the ledger whole, stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the user has asked to stop.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listen for Ctrl-C. A second one ends the program at once.
    pub fn listen() -> Self {
        let interrupt = Self::default();
        let flag = interrupt.clone();
        // Where no handler can be set, Ctrl-C ends the program as usual and the ledger's journal keeps it whole.
        let _ = ctrlc::set_handler(move || {
            if flag.0.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        });
        interrupt
    }

    /// Ask to stop.
    pub fn ask(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether the user has asked to stop.
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
