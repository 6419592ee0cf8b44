//! Turns of speech that tell whether something was or is to come: "called for", "due to", "put off to".

use super::Context;

impl Context<'_> {
    /// Whether token `index` is a form of "stand".
    pub(super) fn stands(&self, index: usize) -> bool {
        matches!(self.word(index), "stand" | "stands" | "stood" | "standing")
    }

    /// Whether a verb of saying stands directly before the expression at token `at`: "warned on Wednesday", "told
    /// reporters Wednesday"; not "was told on Wednesday".
    pub(super) fn is_said_then(&self, at: usize) -> bool {
        let start = self.words.sentence_tokens(at).start;
        let mut verb = at;
        // "told state television on Friday": those who were told stand between.
        if let Some(told) =
            (at.saturating_sub(4).max(start)..at).rev().find(|&index| self.word(index) == "told")
        {
            return !matches!(
                self.words.before(told),
                "was" | "were" | "been" | "be" | "is" | "are" | "being"
            );
        }
        for _ in 0..3 {
            if verb == start {
                return false;
            }
            verb -= 1;
            match self.word(verb) {
                "on" | "early" | "late" | "reporters" | "journalists" | "parliament" => {}
                word if self.tables.telling.contains(word) => {
                    let before = self.words.before(verb);
                    return !matches!(before, "was" | "were" | "been" | "be" | "is" | "are" | "being");
                }
                _ => return false,
            }
        }
        false
    }

    /// Whether what is said begins after the verb of saying at token `index`: "said the vote in May", not "said in May".
    pub(super) fn opens_what_is_said(&self, index: usize) -> bool {
        self.tables.telling.contains(self.word(index))
            && matches!(
                self.word(index + 1),
                "the"
                    | "a"
                    | "an"
                    | "that"
                    | "it"
                    | "he"
                    | "she"
                    | "they"
                    | "we"
                    | "its"
                    | "his"
                    | "her"
                    | "their"
                    | "there"
                    | "any"
            )
            && self.word(index) != "told"
    }

    /// Whether the words before token `end` put something off or draw it out: "extended the deadline", "was postponed".
    pub(super) fn puts_off(&self, start: usize, end: usize) -> bool {
        const REACH: usize = 10;
        (end.saturating_sub(REACH).max(start)..end).any(|index| {
            [
                "extend",
                "postpone",
                "delay",
                "defer",
                "push",
                "suspend",
                "reschedule",
                "prolong",
                "renew",
                "adjourn",
            ]
            .iter()
            .any(|verb| {
                self.word(index)
                    .strip_prefix(verb)
                    .is_some_and(|ending| matches!(ending, "" | "s" | "d" | "ed" | "ing"))
            })
        })
    }

    /// Whether "for" at token `index` tells what is called for: "called for protests on Friday".
    pub(super) fn calls_for(&self, index: usize) -> bool {
        const REACH: usize = 4;
        let calls = matches!(self.words.before(index), "call" | "calls" | "called" | "calling");
        let end = self.words.sentence_tokens(index).end.min(index + 1 + REACH);
        calls && (index + 1..end).any(|noun| self.tables.gatherings.contains(self.word(noun)))
    }

    /// Whether "to" at token `index` tells what somebody is called to do: "called on its members to march on Friday".
    pub(super) fn is_called_to(&self, index: usize) -> bool {
        const REACH: usize = 6;
        let start = index.saturating_sub(REACH).max(self.words.sentence_tokens(index).start);
        (start..index).any(|verb| {
            matches!(self.word(verb), "call" | "calls" | "called" | "calling")
                && matches!(self.word(verb + 1), "for" | "on" | "upon")
        })
    }

    /// Whether "due" at token `index` gives a reason: "due to bad weather", "due to the rain".
    pub(super) fn gives_a_reason(&self, index: usize) -> bool {
        let next = self.word(index + 2);
        let noun = matches!(
            next,
            "a" | "an"
                | "the"
                | "his"
                | "her"
                | "its"
                | "their"
                | "this"
                | "that"
                | "these"
                | "such"
                | "any"
                | "lack"
        );
        let verb_before =
            matches!(self.words.before(index), "is" | "are" | "was" | "were" | "be" | "been" | ",");
        self.word(index + 1) == "to"
            && (noun
                || self.words.before(index).ends_with("ed")
                || next.ends_with("ing") && next.len() > 5
                || next.ends_with("ment")
                || !verb_before && next.ends_with('s'))
    }
}
