//! The phenomena of `cases/*.md`, read by the rules: each heading's text must give exactly the attributions under it.

#[path = "common/attributions.rs"]
mod attributions;
mod common;

use gainsay_document::Span;
use gainsay_read::{attribution, segment};

#[test]
fn every_case_gives_its_attributions() {
    let tables = attribution::Tables::embedded();
    common::check("cases", 40, |text, _| {
        let segmentation = segment::segment(text, Span::ordered(0..text.len()));
        attributions::rows(text, &attribution::attributions(&tables, text, &segmentation))
    });
}
