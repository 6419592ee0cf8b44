//! The driver: takes inputs through ingest, read, ledger and compare.

mod add;
mod decide;
mod import;
mod inputs;
mod interrupt;
mod stream;
mod whereabouts;

pub use add::{AddSummary, FailedInput, FlawedInput, Kept, KeptInput, Step, add, compare, flaws};
pub use decide::{Corrected, Decided, Settled, Undecided, Wish, decide, decide_all};
pub use import::{find_readings, import};
pub use inputs::{Input, Source, Unreachable, find, plain, read_line};
pub use interrupt::Interrupt;
pub use stream::{FailedRead, Item, Stream, guarded};
