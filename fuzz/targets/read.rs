//! The reader by rules on any text: every span lies in the text, every index in its layer.
#![no_main]

use std::sync::LazyLock;

use gainsay_document::Document;
use gainsay_read::Reader;
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(Reader::rules);

fuzz_target!(|text: &str| {
    let id = "0".repeat(64).parse().expect("64 digits are an identifier");
    let mut document = Document::of_text(id, text);
    document.title = text.lines().next().map(str::to_owned);
    let reading = READER.read(&document);
    reading.check(&document).expect("a reading fits its document");
});
