//! The vocabulary file: one word piece a line, pieces inside a word begin with `##`.

use std::collections::HashMap;

use super::lexicon::Lexicon;
use crate::Error;

/// Longer tokens are unknown, as in the reference implementation (characters after normalisation).
const LONGEST_TOKEN: usize = 100;

/// Ids of the tokens that are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Special {
    /// Fills a batch's shorter windows.
    pub pad: u32,
    /// A token that cannot be made of pieces.
    pub unknown: u32,
    /// Stands before the first word of a window.
    pub cls: u32,
    /// Stands after each paragraph of a window.
    pub sep: u32,
}

/// The word pieces that the encoder knows.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    starts: Pieces,
    inner: Pieces,
    special: Special,
    lexicon: Option<Lexicon>,
}

/// Pieces by their text, without `##`.
#[derive(Clone, Debug, Default)]
struct Pieces {
    ids: HashMap<Box<str>, u32>,
    longest: usize,
}

impl Pieces {
    /// The longest piece that `text` begins with: its id and its length in bytes.
    fn longest_prefix(&self, text: &str) -> Option<(u32, usize)> {
        let mut end = boundary(text, self.longest);
        while end > 0 {
            if let Some(id) = self.ids.get(&text[..end]) {
                return Some((*id, end));
            }
            end = boundary(text, end - 1);
        }
        None
    }
}

impl Vocabulary {
    /// Reads a vocabulary file; a piece's id is its line, counted from zero.
    ///
    /// # Errors
    ///
    /// If one of `[PAD]`, `[UNK]`, `[CLS]`, `[SEP]` is missing, or a piece stands there twice.
    pub fn parse(file: &str) -> Result<Self, Error> {
        let (mut starts, mut inner) = (Pieces::default(), Pieces::default());
        for (id, line) in (0..).zip(file.lines()) {
            let (pieces, text) = match line.strip_prefix("##") {
                Some(text) if !text.is_empty() => (&mut inner, text),
                _ => (&mut starts, line),
            };
            pieces.longest = pieces.longest.max(text.len());
            if pieces.ids.insert(text.into(), id).is_some() {
                return Err(Error::vocabulary(format!("word piece {line:?} stands twice in the vocabulary")));
            }
        }
        let special = |name: &str| {
            starts
                .ids
                .get(name)
                .copied()
                .ok_or_else(|| Error::vocabulary(format!("the vocabulary lacks the word piece {name}")))
        };
        let special = Special {
            pad: special("[PAD]")?,
            unknown: special("[UNK]")?,
            cls: special("[CLS]")?,
            sep: special("[SEP]")?,
        };
        Ok(Self { starts, inner, special, lexicon: None })
    }

    /// The same pieces, and for the words that `lexicon` masks one piece that stands for all of their class.
    #[must_use]
    pub fn masked(self, lexicon: Lexicon) -> Self {
        Self { lexicon: Some(lexicon), ..self }
    }

    /// The piece that stands for `word` before `after`, if the encoder is not shown the word itself.
    pub(super) fn mask(&self, word: &str, after: &str) -> Option<u32> {
        self.lexicon.as_ref()?.mask(word, after)
    }

    /// Ids of the tokens that are no text.
    #[must_use]
    pub fn special(&self) -> Special {
        self.special
    }

    /// Number of word pieces; every id is below it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.ids.len() + self.inner.ids.len()
    }

    /// Whether there is no word piece; never, as the special ones must be there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The pieces of a normalised token without spaces and punctuation, longest first: (id, end in bytes of `token`).
    /// None if it cannot be made of pieces.
    pub(super) fn split(&self, token: &str, out: &mut Vec<(u32, usize)>) -> Option<()> {
        out.clear();
        // Fewer bytes than the limit are fewer characters, too.
        if token.len() > LONGEST_TOKEN && token.chars().count() > LONGEST_TOKEN {
            return None;
        }
        let mut at = 0;
        while at < token.len() {
            let pieces = if at == 0 { &self.starts } else { &self.inner };
            let (id, length) = pieces.longest_prefix(&token[at..])?;
            at += length;
            out.push((id, at));
        }
        Some(())
    }
}

/// The last character boundary at or before a byte.
fn boundary(text: &str, mut at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vocabulary_without_special_pieces_is_refused() {
        assert!(Vocabulary::parse("").unwrap_err().is_vocabulary());
        let error = Vocabulary::parse("[PAD]\n[UNK]\n[CLS]\na").unwrap_err();
        assert_eq!(error.to_string(), "the vocabulary lacks the word piece [SEP]");
        assert!(error.hint().is_some());
    }

    #[test]
    fn a_piece_that_stands_twice_is_refused() {
        assert!(Vocabulary::parse("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##a\na").is_err());
    }

    #[test]
    fn windows_line_ends_are_no_part_of_a_piece() {
        let vocabulary = Vocabulary::parse("[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\nab\r\n").unwrap();
        let mut found = Vec::new();
        assert_eq!(vocabulary.split("ab", &mut found), Some(()));
        assert_eq!((found, vocabulary.len()), (vec![(4, 2)], 5));
    }
}
