//! A package that anybody made: refused, broken or whole, and never more memory than its bounds.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "the target uses a part of it")]
#[path = "../../crates/gainsay/src/bundle/bag.rs"]
mod bag;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut bag) = bag::Bag::open(Cursor::new(bytes)) else { return };
    let _ = bag.check(|| ());
    for name in bag.names("data/") {
        let _ = bag.text(&name);
    }
});
