//! The driver: takes inputs through ingest, read, ledger and compare.

mod add;
mod inputs;
mod interrupt;
mod stream;

pub use add::{AddSummary, add, compare};
pub use inputs::{Input, find};
pub use interrupt::Interrupt;
pub use stream::{Item, Stream};
