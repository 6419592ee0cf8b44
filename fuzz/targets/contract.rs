//! A reading that anybody wrote: what is taken can be written and read again.
#![no_main]

use gainsay_export::read_contract::{line, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok((document, reading)) = parse(text) else { return };
    reading.check(&document).expect("what is taken fits its document");
    let written = line(&document, &reading);
    let (again, _) = parse(&written).expect("what was written can be read");
    assert_eq!(again.text, document.text);
});
