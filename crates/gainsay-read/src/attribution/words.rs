//! A text as this layer sees it: tokens with their classes, and which of them are quoted.

use std::borrow::Cow;
use std::ops::Range;

use gainsay_document::Span;

use super::tables::{Classes, Cue, Entry, Form, Inflection, Tables};
use crate::segment::{Segmentation, TokenKind};

/// What stands before the capital of a name.
const NAME_PREFIXES: [&str; 13] =
    ["al", "el", "ul", "an", "ar", "as", "ash", "at", "ad", "az", "d", "l", "dell"];

/// A piece of a quotation as a range of tokens, marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The index of the quotation.
    pub quotation: usize,
    pub tokens: Range<usize>,
}

/// The tokens of a text with what the tables know of them.
pub(crate) struct Words<'a> {
    pub text: &'a str,
    pub segmentation: &'a Segmentation,
    pub tables: &'a Tables,
    lower: Vec<Cow<'a, str>>,
    entries: Vec<Option<&'a Entry>>,
    /// The outermost quotation pieces in order.
    pub pieces: Vec<Piece>,
    /// For each token, the index of its piece.
    quoted: Vec<Option<u32>>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(tables: &'a Tables, text: &'a str, segmentation: &'a Segmentation) -> Self {
        let lower: Vec<Cow<'a, str>> =
            segmentation.tokens.iter().map(|token| lower(token.span.of(text))).collect();
        let entries = lower.iter().map(|word| tables.entry(word)).collect();
        let mut words = Self {
            text,
            segmentation,
            tables,
            quoted: vec![None; lower.len()],
            lower,
            entries,
            pieces: Vec::new(),
        };
        words.mark_quotations();
        words
    }

    fn mark_quotations(&mut self) {
        let mut end = 0;
        let mut pieces = Vec::new();
        for (quotation, found) in self.segmentation.quotations.iter().enumerate() {
            // Nested quotations begin inside the outer one.
            if found.pieces.iter().any(|piece| piece.start() < end) {
                continue;
            }
            for piece in &found.pieces {
                let tokens =
                    self.segmentation.token_at(piece.start())..self.segmentation.token_at(piece.end());
                if !tokens.is_empty() {
                    pieces.push(Piece { quotation, tokens });
                }
                end = piece.end();
            }
        }
        for (index, piece) in pieces.iter().enumerate() {
            for token in piece.tokens.clone() {
                self.quoted[token] = u32::try_from(index).ok();
            }
        }
        self.pieces = pieces;
    }

    pub(crate) fn len(&self) -> usize {
        self.lower.len()
    }

    /// The token in lower case with straight apostrophes; empty past the end.
    pub(crate) fn lower(&self, index: usize) -> &str {
        self.lower.get(index).map_or("", |word| word)
    }

    /// The token as it stands; empty past the end.
    pub(crate) fn raw(&self, index: usize) -> &'a str {
        self.segmentation.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    pub(crate) fn is(&self, index: usize, classes: Classes) -> bool {
        self.entries.get(index).copied().flatten().is_some_and(|entry| entry.classes.any(classes))
    }

    fn forms(&self, index: usize) -> &'a [Form] {
        self.entries.get(index).copied().flatten().map_or(&[], |entry| &entry.forms)
    }

    /// The cue whose form begins at `index`, the longest first, with the index after it.
    pub(crate) fn cue_at(
        &self,
        index: usize,
        end: usize,
        wanted: impl Fn(&Cue) -> bool,
    ) -> Option<(&'a Cue, &'a Form, usize)> {
        self.forms(index).iter().find_map(|form| {
            let after = index + 1 + form.rest.len();
            let cue = self.tables.cue(form.cue);
            let fits =
                after <= end && form.rest.iter().zip(index + 1..).all(|(word, at)| self.lower(at) == *word);
            (fits && wanted(cue)).then_some((cue, form, after))
        })
    }

    pub(crate) fn kind(&self, index: usize) -> TokenKind {
        self.segmentation.tokens.get(index).map_or(TokenKind::Punctuation, |token| token.kind)
    }

    pub(crate) fn is_word(&self, index: usize) -> bool {
        self.kind(index) != TokenKind::Punctuation
    }

    /// Whether the token begins with a capital letter.
    pub(crate) fn is_capital(&self, index: usize) -> bool {
        let raw = self.raw(index);
        // "al-Zadek", "d’Aubremont": the capital of a name with a prefix is its second part's.
        let prefixed = raw.split_once(['-', '\'', '’']).is_some_and(|(prefix, rest)| {
            NAME_PREFIXES.contains(&prefix) && rest.starts_with(char::is_uppercase)
        });
        prefixed || raw.starts_with(char::is_uppercase)
    }

    /// The outermost quotation piece that holds the token.
    pub(crate) fn piece(&self, index: usize) -> Option<&Piece> {
        self.quoted.get(index).copied().flatten().map(|piece| &self.pieces[piece as usize])
    }

    /// The piece that begins at the token.
    pub(crate) fn opens(&self, index: usize) -> Option<&Piece> {
        self.piece(index).filter(|piece| piece.tokens.start == index)
    }

    /// The piece that ends with the token.
    pub(crate) fn closes(&self, index: usize) -> Option<&Piece> {
        self.piece(index).filter(|piece| piece.tokens.end == index + 1)
    }

    /// Whether the token stands in a quotation long enough to be speech and not a borrowed word.
    pub(crate) fn in_speech(&self, index: usize) -> bool {
        self.piece(index).is_some_and(|piece| piece.tokens.len() > 6)
    }

    /// Whether the token may be part of a noun phrase: a noun, name, number or adjective.
    pub(crate) fn is_nominal(&self, index: usize) -> bool {
        const CLOSED: Classes = Classes::DETERMINER
            .or(Classes::POSSESSIVE)
            .or(Classes::PRONOUN)
            .or(Classes::PREPOSITION)
            .or(Classes::CONJUNCTION)
            .or(Classes::SUBORDINATOR)
            .or(Classes::AUXILIARY)
            .or(Classes::ADVERB)
            .or(Classes::VERB);
        if !self.is_word(index) {
            return matches!(self.raw(index), "&" | "#" | "@" | "$" | "/");
        }
        if self.is(index, Classes::QUANTIFIER.or(Classes::PERSON)) {
            return true;
        }
        // "May", "Will" and "March" inside a name are names.
        let name =
            self.is_capital(index) && index > 0 && self.is_capital(index - 1) && self.is_word(index - 1);
        if name && !self.is(index, Classes::PRONOUN.or(Classes::DETERMINER)) && !self.is_shouted(index) {
            return true;
        }
        !self.is(index, CLOSED) && !self.is(index, Classes::TIME) && !self.is_manner(index)
    }

    /// Whether the token and the ones around it are all in capitals, as in a headline.
    fn is_shouted(&self, index: usize) -> bool {
        self.raw(index).chars().count() > 1 && !self.raw(index).chars().any(char::is_lowercase)
    }

    /// Whether the token looks like an adverb of manner: "flatly".
    pub(crate) fn is_manner(&self, index: usize) -> bool {
        let word = self.lower(index);
        word.len() > 4
            && word.ends_with("ly")
            && !self.is_capital(index)
            && !matches!(
                word,
                "family"
                    | "assembly"
                    | "ally"
                    | "supply"
                    | "monthly"
                    | "weekly"
                    | "daily"
                    | "early"
                    | "anomaly"
                    | "italy"
                    | "july"
            )
    }

    pub(crate) fn is_adverb(&self, index: usize) -> bool {
        self.is(index, Classes::ADVERB) || self.is_manner(index)
    }

    /// Whether the token looks like a finite verb or participle in lower case.
    pub(crate) fn is_verbal(&self, index: usize) -> bool {
        if self.is(index, Classes::VERB.or(Classes::AUXILIARY)) || self.is_finite(index) {
            return true;
        }
        let word = self.lower(index);
        let lower = self.raw(index).starts_with(char::is_lowercase);
        lower
            && word.len() > 4
            && !word.contains('-')
            && (word.ends_with("ed") || word.ends_with("ing") && !word.ends_with("thing"))
            || self
                .forms(index)
                .iter()
                .any(|form| form.rest.is_empty() && form.inflection == Inflection::Past && lower)
    }

    /// Whether the token is a verb that cannot be an adjective: "went", "said".
    pub(crate) fn is_finite(&self, index: usize) -> bool {
        let irregular = |form: &Form| form.rest.is_empty() && form.inflection == Inflection::Past;
        !self.is_capital(index)
            && (self.is(index, Classes::VERB.or(Classes::AUXILIARY)) && self.lower(index) != "'s"
                || matches!(self.lower(index), "says" | "tells" | "adds" | "insists" | "believes" | "thinks")
                || !self.lower(index).ends_with("ed") && self.forms(index).iter().any(irregular))
    }

    pub(crate) fn is_time(&self, index: usize) -> bool {
        self.is(index, Classes::TIME)
    }

    /// The span of a range of tokens.
    pub(crate) fn span(&self, range: &Range<usize>) -> Option<Span> {
        let tokens = self.segmentation.tokens.get(range.clone())?;
        Some(tokens.first()?.span.cover(tokens.last()?.span))
    }
}

/// Lower case with straight apostrophes.
fn lower(word: &str) -> Cow<'_, str> {
    if word.contains(|c: char| c.is_uppercase() || c == '’') {
        Cow::Owned(word.to_lowercase().replace('’', "'"))
    } else {
        Cow::Borrowed(word)
    }
}
