//! A query that anybody typed: an answer, never an error.
#![no_main]

use std::cell::LazyCell;

use gainsay_document::{Document, Reading};
use gainsay_ledger::{Ledger, Provenance};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

thread_local! {
    static LEDGER: LazyCell<Ledger> = LazyCell::new(|| {
        let text = "The mayor of Kotor said \"four people\" had been killed near the harbour, née Mağusa.";
        let id: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let document = Document::of_text(id.parse().expect("a hash is an identifier"), text);
        let reading = Reading::empty(document.id.clone(), "fuzz");
        let retrieved = "2031-05-06T07:08:09Z".parse().expect("a time");
        let from = Provenance { path: "a.txt".to_owned(), line: None, retrieved };
        let mut ledger = Ledger::in_memory().expect("memory");
        ledger.add(text.as_bytes(), &document, &reading, &from).expect("a report");
        ledger
    });
}

fuzz_target!(|query: &str| {
    LEDGER.with(|ledger| ledger.search(query, 5).expect("a query finds something or nothing"));
});
