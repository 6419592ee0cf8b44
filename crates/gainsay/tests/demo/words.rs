//! Comparing words as the head of `demo/expected.toml` says: without regard to case, a leading article, the form of an
//! apostrophe and of white space.

/// `words` in the form in which they are compared.
pub fn plain(words: &str) -> String {
    let words = blanks(words).replace('’', "'").to_lowercase();
    let without = ["the ", "a ", "an "].iter().find_map(|article| words.strip_prefix(article));
    without.unwrap_or(&words).to_owned()
}

pub fn same(expected: &str, found: &str) -> bool {
    plain(expected) == plain(found)
}

/// Whether the words of `part` stand in `whole`.
pub fn within(part: &str, whole: &str) -> bool {
    plain(whole).contains(&plain(part))
}

/// `text` with every stretch of white space as one blank.
pub fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words under code points `[start, end)`, if they are in the text.
pub fn slice(text: &str, [start, end]: [usize; 2]) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    (start < end).then(|| chars.get(start..end).map(|part| part.iter().collect())).flatten()
}

#[test]
fn words_are_compared_as_the_file_says() {
    for (expected, found) in [
        ("Seafarers’ Union", "the Seafarers' Union"),
        ("town hospital", "The town\nhospital"),
        ("River Guard", "RIVER  GUARD"),
    ] {
        assert!(same(expected, found), "{expected} / {found}");
    }
    assert!(!same("River Guard", "Northern Accord"));
    assert!(within("town hospital", "doctors of the town hospital") && !within("hospital", "town hall"));
    assert_eq!(slice("né à", [1, 4]).as_deref(), Some("é à"));
    assert_eq!((slice("né", [1, 3]), slice("né", [1, 1])), (None, None));
}
