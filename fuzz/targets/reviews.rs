//! A review log that anybody wrote, one entry a line as in a package: an adopted log verifies, another leaves nothing.
#![no_main]

use gainsay_ledger::{Ledger, LogEntry};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let entries: Vec<LogEntry> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let mut ledger = Ledger::in_memory().expect("memory");
    let _ = ledger.adopt_reviews(&entries).is_ok() || ledger.adopt_part_of_reviews(&entries).is_ok();
    let verification = ledger.verify(|_, _| ()).expect("a ledger in memory can be read");
    assert_eq!(verification.faults, []);
    ledger.reviews().expect("what was adopted can be read");
});
