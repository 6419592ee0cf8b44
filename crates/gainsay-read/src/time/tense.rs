//! Whether a sentence speaks of what was or of what is to come.

use std::ops::Range;

use super::Context;
use crate::segment::TokenKind;

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

/// How many tokens away a verb may stand.
const WINDOW: usize = 14;

impl Context<'_> {
    /// The tense of the words around the expression at token `at`: of the nearest verb before it in its sentence, or else
    /// of the first one after it.
    pub(super) fn tense(&self, at: usize) -> Tense {
        let sentence = self.words.sentence_tokens(at);
        let before = at.saturating_sub(WINDOW).max(sentence.start)..at;
        let after = (at + 1).min(sentence.end)..(at + WINDOW).min(sentence.end);
        match self.lean(at, sentence.start) {
            Lean::Deadline => {
                // "Until Monday they had not": a limit in the past; "were on the way and should be there by Monday" is none.
                let told = before.rev().find_map(|index| {
                    let past = self.tells_past(index..index + 1);
                    (past || self.cue(index) == Tense::Future).then_some(past)
                });
                let over = told.unwrap_or_else(|| self.tells_past(after.start..(at + 8).min(sentence.end)));
                return if over { Tense::Past } else { Tense::Future };
            }
            Lean::Earliest => return Tense::Future,
            Lean::None => {}
        }
        // "The talks planned for Monday were called off."
        let next = if self.word(at + 1) == "," { at + 2 } else { at + 1 };
        if matches!(self.word(next), "was" | "were" | "had") && next < sentence.end {
            return Tense::Past;
        }
        for index in before.rev() {
            if self.word(index) == ";" {
                return Tense::Unknown;
            }
            let told = self.cue(index);
            if told == Tense::Past && self.opens_what_is_said(index) {
                break;
            }
            if told != Tense::Unknown {
                return told;
            }
        }
        // "the announcement on Monday that they will leave": another clause.
        after
            .take_while(|&index| {
                !matches!(self.word(index), "that" | "which" | "who" | "when" | "if" | "because")
            })
            // "the choice of voters in May," he said: told of the saying alone
            .filter(|&index| {
                index <= at + 2 || self.is_fronted(at) || !self.tables.telling.contains(self.word(index))
            })
            .map(|index| self.cue(index))
            .find(|tense| *tense != Tense::Unknown)
            .unwrap_or(Tense::Unknown)
    }

    /// Whether the words around token `at` speak of what is to come.
    pub(super) fn is_future(&self, at: usize) -> bool {
        self.tense(at) == Tense::Future
    }

    /// What the words directly before token `at` say: "by Monday", "until 9 a.m. Monday", "as early as Monday".
    fn lean(&self, at: usize, start: usize) -> Lean {
        let mut index = at;
        while index > start {
            index -= 1;
            let word = self.word(index);
            match word {
                // "crews stand by on Friday"
                "by" if index > start && self.word(index - 1).starts_with("st") && self.stands(index - 1) => {
                    return Lean::None;
                }
                // "has extended the deadline to the end of May"
                "until" | "till" | "to" | "through" if self.puts_off(start, index) => return Lean::Earliest,
                "until" | "till" | "by" => return Lean::Deadline,
                "as" if index > start && matches!(self.word(index - 1), "early" | "soon") => {
                    return Lean::Earliest;
                }
                "than" if index > start && matches!(self.word(index - 1), "later" | "sooner") => {
                    return Lean::Earliest;
                }
                _ => {}
            }
            let clock = self.words.kind(index) == TokenKind::Number
                || self.tables.clock.contains_key(word)
                || matches!(
                    word,
                    "a.m." | "p.m." | "am" | "pm" | "est" | "edt" | "gmt" | "early" | "late" | "next"
                )
                // "until the end of September"
                || matches!(word, "end" | "beginning" | "start" | "middle" | "of" | "mid")
                || word == "the" && self.tables.edges.at(self.words, index + 1).is_some();
            if !clock {
                return Lean::None;
            }
        }
        Lean::None
    }

    /// Whether the expression at token `at` is a limit: "by Friday", "until Friday", "as early as Friday".
    pub(super) fn is_limit(&self, at: usize) -> bool {
        !matches!(self.lean(at, self.words.sentence_tokens(at).start), Lean::None)
    }

    /// Whether a verb of the past stands directly before the expression at token `at`: "began in May".
    pub(super) fn is_told_at(&self, at: usize) -> bool {
        const NEAR: usize = 3;
        let start = at.saturating_sub(NEAR).max(self.words.sentence_tokens(at).start);
        (start..at).any(|index| self.cue(index) == Tense::Past)
    }

    /// Whether the expression at token `at` opens its sentence: "In May, ...", "On Friday ...".
    pub(super) fn is_fronted(&self, at: usize) -> bool {
        const OPENING: usize = 3;
        at < self.words.sentence_tokens(at).start + OPENING
    }

    /// Whether one of `tokens` is a past form that a limit does not look ahead from: "lasted until Monday".
    fn tells_past(&self, mut tokens: Range<usize>) -> bool {
        tokens.any(|index| {
            matches!(
                self.word(index),
                "was"
                    | "were"
                    | "had"
                    | "did"
                    | "didn't"
                    | "been"
                    | "hadn't"
                    | "lasted"
                    | "continued"
                    | "remained"
                    | "stayed"
                    | "waited"
                    | "raged"
                    | "fought"
            )
        })
    }

    /// What the word at token `index` says of the tense.
    fn cue(&self, index: usize) -> Tense {
        let word = self.word(index);
        let before = if index > 0 { self.word(index - 1) } else { "" };
        // "delayed due to bad weather" looks nowhere.
        if word == "due" && self.gives_a_reason(index) {
            return Tense::Unknown;
        }
        // "to meet" alone tells nothing of when.
        if self.tables.ahead_looking.contains(word) && !(word == "meet" && before == "to") {
            // "had been due to", "as previously planned": told from a later day.
            let perfect = before == "been" && index > 1 && self.word(index - 2) == "had";
            let over = perfect || matches!(before, "had" | "originally" | "previously");
            return if over { Tense::Past } else { Tense::Future };
        }
        // "may leave in May", but "may have left".
        let modal = matches!(word, "may" | "might" | "should" | "can" | "must" | "if" | "unless")
            // "could not be reached on Monday" tells what was
            || word == "could" && !matches!(self.word(index + 1), "not" | "n't" | "only" | "see" | "hear");
        if modal && !self.words.is_capitalised(index) {
            let over = self.word(index + 1) == "have" || self.word(index + 2) == "have" && word != "if";
            return if over { Tense::Past } else { Tense::Future };
        }
        match word {
            "going" if self.word(index + 1) == "to" => return Tense::Future,
            "to" if self.tables.promises.contains(before) || self.is_called_to(index) => {
                return Tense::Future;
            }
            // "closed the roads ahead of the vote"
            "ahead" if self.word(index + 1) == "of" => return Tense::Future,
            // "we're meeting on Saturday"
            _ if self.tables.scheduling.contains(word)
                && (matches!(before, "is" | "are" | "am" | "be")
                    || before.ends_with("'re")
                    || before.ends_with("'m")) =>
            {
                return Tense::Future;
            }
            "for" if self.calls_for(index) => return Tense::Future,
            // "was found to be", "is believed to be"
            "be" if before == "to" => {
                let judged = index > 1 && self.tables.judging.contains(self.word(index - 2));
                return if judged { Tense::Unknown } else { Tense::Future };
            }
            "set" if self.word(index + 1) == "to" => return Tense::Future,
            _ => {}
        }
        // "will have to win", "will have spoken"
        if word == "have" && (self.word(index + 1) == "to" || matches!(before, "will" | "shall" | "'ll")) {
            return Tense::Unknown;
        }
        // "to hit", "getting beat": written like the past, but none.
        let infinitive = matches!(before, "to" | "getting" | "not")
            || matches!(before, "will" | "would" | "can" | "could" | "may" | "might" | "must" | "should");
        let participle = self.tables.past_looking.contains(word)
            && (!infinitive || matches!(word, "have" | "been"))
            || word.len() > 4
                && word.ends_with("ed")
                && self.words.is_word(index)
                && (!self.words.is_capitalised(index) || self.words.opens_sentence(index));
        if participle {
            return match before {
                // "is accused of", "a still unspecified day"
                "be" | "is" | "are" | "'s" | "a" | "an" | "the" | "its" | "their" | "still" | "newly" => {
                    Tense::Unknown
                }
                _ => Tense::Past,
            };
        }
        Tense::Unknown
    }
}

/// What stands directly before an expression.
enum Lean {
    /// A limit: "by", "until".
    Deadline,
    /// "as early as", "no later than".
    Earliest,
    /// Nothing of the kind.
    None,
}
