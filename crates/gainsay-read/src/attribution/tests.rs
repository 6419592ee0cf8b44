use super::*;
use crate::segment::segment;
use gainsay_document::Span;

#[test]
fn a_megabyte_of_cues_without_a_full_stop_is_read() {
    let text = "officials said that the river rose and ".repeat(27_000);
    let segmentation = segment(&text, Span::ordered(0..text.len()));
    assert!(!attributions(&Tables::embedded(), &text, &segmentation).is_empty());
}
