//! The driver: takes inputs through ingest, read, ledger and compare.

mod add;
mod inputs;
mod interrupt;
mod stream;

pub use add::{AddSummary, FailedInput, add, compare};
pub use inputs::{Input, Unreachable, find, plain};
pub use interrupt::Interrupt;
pub use stream::{Item, ReadItem, Stream};
