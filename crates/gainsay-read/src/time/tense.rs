//! Whether a sentence speaks of what was or of what is to come.

use super::Context;

/// Where the words around an expression put it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// They tell what has happened, as news mostly does.
    Past,
    /// They tell what is to come.
    Future,
    /// They do not tell.
    Unknown,
}

impl Context<'_> {
    /// The tense of the words around the expression at token `at`: of the nearest verb before it in its sentence, or else
    /// of the first one after it.
    pub(super) fn tense(&self, at: usize) -> Tense {
        const WINDOW: usize = 14;
        let sentence = self.words.sentence_tokens(at);
        // "By Monday" and "until Monday" look ahead unless a verb says otherwise.
        let mut leaning = Tense::Unknown;
        for index in (at.saturating_sub(WINDOW).max(sentence.start)..at).rev() {
            match self.cue(index) {
                Tense::Unknown => {
                    if index + 2 >= at && matches!(self.word(index), "until" | "till" | "by") {
                        leaning = Tense::Future;
                    }
                    if self.word(index) == ";" {
                        return leaning;
                    }
                }
                // "said it would" is told by "would"; "said by Monday" is not told by "said".
                Tense::Past if leaning == Tense::Future && !self.is_auxiliary_past(index) => {
                    if !self.tables.past_looking.contains(self.word(index)) {
                        return leaning;
                    }
                    return Tense::Past;
                }
                told => return told,
            }
        }
        if leaning != Tense::Unknown {
            return leaning;
        }
        (at + 1..(at + WINDOW).min(sentence.end))
            .map(|index| self.cue(index))
            .find(|tense| *tense != Tense::Unknown)
            .unwrap_or(Tense::Unknown)
    }

    /// Whether the words around token `at` speak of what is to come.
    pub(super) fn is_future(&self, at: usize) -> bool {
        self.tense(at) == Tense::Future
    }

    fn is_auxiliary_past(&self, index: usize) -> bool {
        matches!(self.word(index), "was" | "were" | "had" | "been")
    }

    /// What the word at token `index` says of the tense.
    fn cue(&self, index: usize) -> Tense {
        let word = self.word(index);
        let before = if index > 0 { self.word(index - 1) } else { "" };
        let after_past = matches!(before, "was" | "were" | "been" | "had") || before == "originally";
        if self.tables.ahead_looking.contains(word) {
            // "had been due to", "was expected on": told from a later day.
            return if after_past { Tense::Past } else { Tense::Future };
        }
        if self.tables.past_looking.contains(word) {
            return Tense::Past;
        }
        // "to be completed", "is released on": no past.
        let participle = word.len() > 4 && word.ends_with("ed") && self.words.is_word(index);
        if participle {
            return match before {
                "be" => Tense::Unknown,
                "is" | "are" | "'s" => Tense::Unknown,
                _ => Tense::Past,
            };
        }
        // "to meet on Monday", but "according to", "to the".
        if word == "be" && before == "to" {
            return Tense::Future;
        }
        Tense::Unknown
    }
}
