//! Those who killed others and then themselves: they are among the dead, and the figure of those they killed leaves them
//! out.

use gainsay_document::{Claim, ClaimRef, Report, Span};

use super::report::Figure;
use super::same::sum_of_row;

/// How it is said that somebody then died by their own hand.
const THEN_SELF: [&str; 25] = [
    "gun on himself",
    "gun on herself",
    "weapon on himself",
    "weapon on herself",
    "rifle on himself",
    "rifle on herself",
    "killing himself",
    "killing herself",
    "killed himself",
    "killed herself",
    "shooting himself",
    "shooting herself",
    "taking his own life",
    "taking her own life",
    "committing suicide",
    "and himself",
    "and herself",
    "then himself",
    "then herself",
    "kills himself",
    "kills herself",
    "took his own life",
    "took her own life",
    "and then himself",
    ", self",
];

/// Where lower-cased words say that somebody then died by their own hand.
fn told_at(words: &str) -> Option<usize> {
    let failed = || words.contains("attempted suicide") || words.contains("attempted to");
    THEN_SELF.iter().filter_map(|cue| words.find(cue)).min().filter(|_| !failed())
}

/// Whether a title says behind those killed that who did it died by their own hand: "Man kills wife, self". In "boy who
/// shot himself dies" nobody else does.
pub(super) fn is_told_behind(title: &str, killed: usize) -> bool {
    const REACH: usize = 5;
    let rest = title.get(killed..).unwrap_or_default().to_lowercase().replace(',', " , ");
    let mut words: Vec<&str> = rest.split_whitespace().collect();
    // An age behind a name joins nothing: "Boy, 14, dies after shooting himself".
    if let [",", age, ..] = words[..]
        && age.bytes().all(|byte| byte.is_ascii_digit())
    {
        words.drain(..words.len().min(3));
    }
    let own = |word: &str| matches!(word.trim_end_matches(['.', ':', ';']), "himself" | "herself" | "self");
    let joins = |word: &&str| matches!(*word, "," | "and" | "&" | "then" | "before");
    let failed = words.iter().any(|word| word.starts_with("attempt") || *word == "who");
    !failed
        && words
            .iter()
            .enumerate()
            .any(|(at, word)| own(word) && words[at.saturating_sub(REACH)..at].iter().any(joins))
}

/// The dead whom somebody "killed", and that one, where another sentence or the title says that they then died by their
/// own hand. A total that includes them says so.
pub(super) fn beside(
    dead: &[Figure<'_>],
    claims: &[(&ClaimRef, &Claim)],
    report: &Report<'_>,
) -> Option<(f64, usize)> {
    let text = report.document.text.as_str();
    let sentence = |span: Span| {
        report
            .reading
            .sentences
            .iter()
            .find(|sentence| sentence.contains(span))
            .map_or("", |found| found.of(text))
    };
    let at = (0..dead.len()).reduce(|a, b| if dead[b].low > dead[a].low { b } else { a })?;
    let span = dead[at].quantity.span;
    let verb = text[..span.start()].split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let killed =
        ["killed", "killing", "kills", "shot", "shooting", "murdered", "murdering"].contains(&verb.as_str());
    let including = sentence(span).to_lowercase().contains("includ");
    let own = || {
        let in_title = report.document.title.as_deref().is_some_and(is_told);
        in_title
            || claims.iter().filter_map(|(_, claim)| claim.span.cover()).any(|span| is_told(span.of(text)))
    };
    (killed && !including && dead[at].low < 50.0 && own()).then_some((dead[at].low + 1.0, at))
}

/// Whether words say that somebody who had killed then died by their own hand, and did not just try to.
fn is_told(words: &str) -> bool {
    let words = words.to_lowercase();
    told_at(&words).is_some() || names_both(&words)
}

fn names_both(words: &str) -> bool {
    let found = words.contains("murder-suicide") || words.contains("murder suicide");
    found && !words.contains("attempted murder")
}

/// Whether a claim, or the title, names a murder and suicide.
pub(super) fn is_named(claims: &[(&ClaimRef, &Claim)], report: &Report<'_>) -> bool {
    let names = |words: &str| names_both(&words.to_lowercase());
    let text = report.document.text.as_str();
    report.document.title.as_deref().is_some_and(names)
        || claims.iter().any(|(_, claim)| names(claim.span.cover().map_or("", |span| span.of(text))))
}

/// The dead of a sentence that tells whom somebody killed before they killed themselves, that person included, the
/// greatest of several, with one of the figures: "killed his two cousins before turning the gun on himself" makes three.
pub(super) fn total(dead: &[Figure<'_>], report: &Report<'_>) -> Option<(f64, usize)> {
    let (text, reading) = (report.document.text.as_str(), report.reading);
    let sums = reading.sentences.iter().filter_map(|sentence| {
        let words = sentence.of(text).to_lowercase();
        // Lower-casing may move what stands where; what was found is only used where it fits the text.
        let own = told_at(&words)? + sentence.start();
        let deeds = reading.events.iter().filter(|event| {
            sentence.contains(event.trigger)
                && matches!(event.kind.as_str(), "kill" | "murder" | "shoot" | "stab")
        });
        let first = deeds.map(|event| event.trigger.end()).min()?;
        let between =
            |figure: &Figure<'_>| figure.quantity.span.start() >= first && figure.quantity.span.end() <= own;
        let killed: Vec<usize> = (0..dead.len()).filter(|&at| between(&dead[at])).collect();
        let row: Vec<Figure<'_>> = killed.iter().map(|&at| dead[at]).collect();
        let most = killed.iter().map(|&at| dead[at].low).reduce(f64::max)?;
        let sum = sum_of_row(&row, report).map_or(0.0, |(sum, _)| sum);
        Some((most.max(sum) + 1.0, killed[0]))
    });
    sums.reduce(|a, b| if b.0 > a.0 { b } else { a })
}
