//! The sentence between the headline and the article that says what it is about.

use std::ops::Range;

use super::places::{PageWords, letters};

/// A shorter description may be anything: a section, a name.
const MIN_LETTERS: usize = 30;

/// Letters that may stand between the heading and its standfirst.
const MAX_GAP: usize = 600;

/// The standfirst that `text`, whose body begins at `body_start`, lacks.
///
/// It is what the page declares to be about and shows, word for word, in a block between its heading and the article:
/// a site's motto stands elsewhere.
pub(crate) fn before(
    text: &str,
    body_start: usize,
    descriptions: &[String],
    words: &PageWords<'_>,
) -> Option<String> {
    let body = words.place(text, body_start)?;
    let heading = words.headings().take_while(|place| *place < body).last()?;
    let mut own: Option<String> = None;
    descriptions.iter().find_map(|description| {
        let wanted = letters(description);
        if wanted.len() < MIN_LETTERS || own.get_or_insert_with(|| letters(text)).contains(&wanted) {
            return None;
        }
        let between = |place: &usize| (heading..body).contains(place) && place - heading <= MAX_GAP;
        words.blocks_of(&wanted).find(between)?;
        Some(description.split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

/// Puts a standfirst as a paragraph of its own at the beginning of the body; where it stands, the gap after it included.
pub(crate) fn insert(text: &mut String, body_start: usize, standfirst: &str) -> Range<usize> {
    let head = text[..body_start].trim_end().len();
    let body = body_start + text[body_start..].len() - text[body_start..].trim_start().len();
    let before = if head == 0 { "" } else { "\n\n" };
    text.replace_range(head..body, &format!("{before}{standfirst}\n\n"));
    let start = head + before.len();
    start..start + standfirst.len() + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, body_start: usize, expected: &str) {
        let mut text = text.to_owned();
        let inserted = insert(&mut text, body_start, "A dam gave way.");
        assert_eq!(&text[inserted], "A dam gave way.\n\n");
        assert_eq!(text, expected);
    }

    #[test]
    fn it_stands_between_head_and_body() {
        check("Nine died.", 0, "A dam gave way.\n\nNine died.");
        check("Dam\n\nNine died.", 5, "Dam\n\nA dam gave way.\n\nNine died.");
        check("Dam\nNine died.", 3, "Dam\n\nA dam gave way.\n\nNine died.");
    }
}
