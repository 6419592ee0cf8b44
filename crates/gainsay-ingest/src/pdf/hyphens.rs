//! Hyphens at line ends: which belong to the word, and which to the line.

use std::collections::HashSet;

/// Between tens and units a hyphen belongs to the number.
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// What a hyphen commonly follows within a word.
const PREFIXES: [&str; 6] = ["self", "cross", "half", "vice", "then", "anti"];

/// What words begin with as often ("exceeded", "province"): only before another word of the text.
const SYLLABLES: [&str; 6] = ["ex", "non", "pro", "all", "mid", "so"];

/// Parts of this many letters that are words of the text by themselves were joined by a hyphen.
const MIN_OWN_WORD: usize = 4;

/// The words of a text, as they stand within its lines.
#[derive(Debug, Default)]
pub(super) struct Words(HashSet<String>);

impl Words {
    /// The words of `lines`, without those that a line's end or beginning may have cut.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let mut words = HashSet::new();
        let mut goes_on = false;
        for line in lines {
            let list: Vec<&str> = line.split_whitespace().collect();
            let rest = std::mem::replace(&mut goes_on, ends_in_hyphen(line.trim_end()).is_some());
            for (index, word) in list.iter().enumerate() {
                let cut = index == 0 && rest || index + 1 == list.len() && goes_on;
                let word = word.trim_matches(|one: char| !one.is_alphanumeric()).to_lowercase();
                if !cut && !word.is_empty() && word.len() <= 64 {
                    words.insert(word);
                }
            }
        }
        Self(words)
    }

    /// How many bytes at the end of `line` go where it is joined with `next`; `None` where a blank comes between them.
    ///
    /// 0 is a hyphen that stays.
    pub(super) fn joint(&self, line: &str, next: &str) -> Option<usize> {
        let hyphen = ends_in_hyphen(line)?;
        let len = hyphen.len_utf8();
        let first = last_word(&line[..line.len() - len]);
        let second = next.split(|one: char| !one.is_alphanumeric() && one != '-').next().unwrap_or_default();
        if first.is_empty() || second.is_empty() {
            // A dash at a line's end, not a hyphen: "Monday -" or "- said".
            return (hyphen == '\u{AD}').then_some(len);
        }
        if hyphen == '\u{AD}' {
            return Some(len);
        }
        Some(if self.stays(first, second) { 0 } else { len })
    }

    /// Whether the hyphen between these belongs to the word.
    fn stays(&self, first: &str, second: &str) -> bool {
        let (first, second) = (first.to_lowercase(), second.to_owned());
        let starts_small = second.chars().next().is_some_and(char::is_lowercase);
        let ends_in_digit = first.ends_with(|one: char| one.is_numeric());
        if !starts_small || ends_in_digit {
            return true;
        }
        let known = |word: &str| self.0.contains(word);
        if known(&format!("{first}-{second}")) {
            return true;
        }
        if known(&format!("{}{second}", after_hyphen(&first))) || known(&format!("{first}{second}")) {
            return false;
        }
        // "twenty-five-year-" and what follows: a compound that goes on.
        if first.contains('-') || second.contains('-') || TENS.contains(&first.as_str()) {
            return true;
        }
        let is_own = |word: &str| word.chars().count() >= MIN_OWN_WORD && known(word);
        PREFIXES.contains(&first.as_str())
            || is_own(&second) && (is_own(&first) || SYLLABLES.contains(&first.as_str()))
    }
}

fn ends_in_hyphen(line: &str) -> Option<char> {
    line.chars().next_back().filter(|one| matches!(one, '-' | '\u{AD}' | '\u{2010}'))
}

fn last_word(line: &str) -> &str {
    let start = line
        .char_indices()
        .rev()
        .take_while(|(_, one)| one.is_alphanumeric() || *one == '-' || *one == '’')
        .last()
        .map_or(line.len(), |(index, _)| index);
    &line[start..]
}

fn after_hyphen(word: &str) -> &str {
    word.rsplit('-').next().unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `lines` joined with a text in which `elsewhere` stands.
    #[track_caller]
    fn check(line: &str, next: &str, elsewhere: &str, expected: &str) {
        let words = Words::of([line, next, elsewhere].into_iter());
        let joined = match words.joint(line, next) {
            Some(cut) => format!("{}{next}", &line[..line.len() - cut]),
            None => format!("{line} {next}"),
        };
        assert_eq!(joined, expected);
    }

    #[test]
    fn a_hyphen_of_the_line_goes() {
        check("the min-", "istry said", "", "the ministry said");
        check("the min\u{AD}", "istry said", "", "the ministry said");
        check("the min\u{2010}", "istry said", "", "the ministry said");
    }

    #[test]
    fn a_hyphen_of_the_word_stays() {
        check("some twenty-", "five people", "", "some twenty-five people");
        check("a cease-", "fire held", "the cease-fire", "a cease-fire held");
        check("a cease-", "fire held", "the ceasefire", "a ceasefire held");
        check("the Anglo-", "Saxon", "", "the Anglo-Saxon");
        check("a 10-", "year-old", "", "a 10-year-old");
        check("in self-", "defence", "", "in self-defence");
        check("had ex-", "ceeded it", "", "had exceeded it");
        check("the ex-", "minister", "the minister", "the ex-minister");
        check("a five-year-", "old boy", "", "a five-year-old boy");
        check("a fire-", "fighter said", "fire fighter", "a fire-fighter said");
    }

    #[test]
    fn a_dash_is_no_hyphen() {
        check("on Monday -", "the day", "", "on Monday - the day");
        check("no end", "at all", "", "no end at all");
    }
}
