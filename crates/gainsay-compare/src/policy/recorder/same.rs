//! Whether figures speak of the same people, of others, or of several beside each other.

use gainsay_document::{Report, Span};

use super::report::Figure;

/// Pieces of a row stand no farther apart than this, in bytes.
const ROW_GAP: usize = 60;

/// Whether the figure is of people beside those counted elsewhere: "three others", "another man".
pub(super) fn is_beside_others(words: &str) -> bool {
    let beside = ["other", "others", "another", "more", "additional", "second", "third", "fourth"];
    words.split_whitespace().any(|word| beside.contains(&word.to_lowercase().as_str()))
}

/// Words of a sentence that counts over several incidents, or over a time.
const SEVERAL: [&str; 15] = [
    "shootings",
    "murders",
    "homicides",
    "killings",
    "slayings",
    "incidents",
    "crimes",
    "separate",
    "statistics",
    "this year",
    "last year",
    "past year",
    "of the year",
    "so far",
    "years ago",
];

/// Whether the sentence of the figure speaks of several incidents: such a figure is none of this one.
pub(super) fn is_of_several(figure: Span, report: &Report<'_>) -> bool {
    let sentence = report.reading.sentences.iter().find(|sentence| sentence.contains(figure));
    names_several(&sentence.map_or("", |sentence| sentence.of(&report.document.text)).to_lowercase())
}

/// Whether lower-cased words speak of several incidents.
pub(super) fn names_several(words: &str) -> bool {
    let holds = |cue: &&str| {
        words.match_indices(*cue).any(|(at, _)| {
            let before = words[..at].chars().next_back();
            let after = words[at + cue.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    };
    SEVERAL.iter().any(holds)
}

/// Whether the words behind a figure say that they, too, were hit, or lived: "her brother was also shot".
pub(super) fn is_hit_too(figure: &Figure<'_>, report: &Report<'_>) -> bool {
    const REACH: usize = 70;
    let span = figure.quantity.span;
    let sentence = report.reading.sentences.iter().find(|sentence| sentence.contains(span));
    let end = sentence.map_or(span.end(), |sentence| sentence.end());
    let text = report.document.text.get(span.end()..end).unwrap_or_default();
    let near: String = text.chars().take(REACH).collect::<String>().to_lowercase();
    [" also ", "surviv", "recover"].iter().any(|cue| near.contains(cue))
}

/// The sum of figures of different people that stand beside each other in one sentence ("five officers and four
/// civilians", "three adults and a boy"), the greatest of several, with one of the figures.
pub(super) fn sum_of_row(figures: &[Figure<'_>], report: &Report<'_>) -> Option<(f64, usize)> {
    let text = report.document.text.as_str();
    let sums = report.reading.sentences.iter().filter_map(|sentence| {
        let mut row: Vec<usize> = (0..figures.len())
            .filter(|&at| {
                let quantity = figures[at].quantity;
                quantity.part_of.is_none() && sentence.contains(quantity.span)
            })
            .collect();
        row.sort_by_key(|&at| figures[at].quantity.span.start());
        row.dedup_by_key(|at| figures[*at].quantity.span);
        let kinds: std::collections::BTreeSet<String> = row.iter().map(|&at| kind(&figures[at])).collect();
        let beside =
            |pair: &[usize]| joined(text, figures[pair[0]].quantity.span, figures[pair[1]].quantity.span);
        let is_row = row.len() > 1 && kinds.len() == row.len() && row.windows(2).all(beside);
        is_row.then(|| (row.iter().map(|&at| figures[at].low).sum::<f64>(), row[0]))
    });
    sums.reduce(|a, b| if b.0 > a.0 { b } else { a })
}

/// Who is counted.
fn kind(figure: &Figure<'_>) -> String {
    let quantity = figure.quantity;
    let last = || figure.words.split_whitespace().last().unwrap_or_default().to_lowercase();
    quantity.category.clone().or_else(|| quantity.unit.clone()).unwrap_or_else(last)
}

/// Whether a comma or an "and" joins the two, and nothing that says more of either.
pub(super) fn joined(text: &str, first: Span, second: Span) -> bool {
    const APART: [&str; 9] =
        ["includ", "among", "identified", ", who", " who ", "was ", "were ", " while ", " after "];
    let gap = text.get(first.end()..second.start()).unwrap_or_default().to_lowercase();
    let joins = gap.contains(',') || gap.contains(';') || gap.split_whitespace().any(|word| word == "and");
    gap.len() < ROW_GAP && joins && !APART.iter().any(|words| gap.contains(words))
}
