//! Drop capitals: the large letter that a paragraph begins with, over several of its lines.

use super::columns::median;
use super::rows::{Run, around};

/// A drop capital is this many times larger than the usual letters,
const LARGE: f32 = 1.8;

/// and no more than so many letters, quotation marks included.
const MAX_LETTERS: usize = 2;

/// The text stands no further from it than so many times its own size.
const NEAR: f32 = 2.0;

/// The runs, with every drop capital before the first of the lines beside it.
pub(super) fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    let Some(usual) = median(runs.iter().map(|run| run.size).collect()) else { return runs };
    let (large, mut rest): (Vec<Run>, Vec<Run>) = runs.drain(..).partition(|run| is_capital(run, usual));
    let words: std::collections::HashSet<String> =
        rest.iter().flat_map(|run| run.text.split_whitespace().skip(1)).map(bare).collect();
    for capital in large {
        match first_beside(&capital, &rest) {
            Some(at) => {
                let line = &mut rest[at];
                let blank = is_word(&capital.text, &line.text, &words);
                line.text = format!("{}{}{}", capital.text, if blank { " " } else { "" }, line.text);
                // The line keeps its own left edge: those below it stand there as well.
                line.area = around(line.area, capital.area);
            }
            None => rest.push(capital),
        }
    }
    rest
}

fn is_capital(run: &Run, usual: f32) -> bool {
    let letters = run.text.trim();
    run.size > LARGE * usual
        && letters.chars().count() <= MAX_LETTERS
        && letters.chars().any(char::is_uppercase)
        && letters.chars().all(|one| one.is_uppercase() || "“„«\"‘'¡¿".contains(one))
}

/// The first of at least two lines that stand right beside a capital.
fn first_beside(capital: &Run, runs: &[Run]) -> Option<usize> {
    let beside = |run: &Run| {
        let gap = run.left - capital.right;
        let far = NEAR * run.size;
        // From the top of the capital down to the line that it stands on.
        let [_, top, _, bottom] = capital.area;
        let middle = f32::midpoint(run.area[1], run.area[3]);
        run.size * LARGE < capital.size && (-far..far).contains(&gap) && (top..bottom).contains(&middle)
    };
    let mut lines: Vec<usize> = (0..runs.len()).filter(|at| beside(&runs[*at])).collect();
    lines.sort_by(|a, b| runs[*a].base.total_cmp(&runs[*b].base));
    let (first, last) = (lines.first().copied()?, lines.last().copied()?);
    (runs[last].base - runs[first].base > 0.5 * runs[first].size).then_some(first)
}

/// Whether a capital is a word of its own before the words of its line: "A ferry", not "At".
fn is_word(capital: &str, line: &str, words: &std::collections::HashSet<String>) -> bool {
    if !matches!(
        capital.trim(),
        "A" | "I" | "O" | "À" | "Y" | "E" | "É" | "В" | "И" | "К" | "О" | "С" | "У" | "Я"
    ) {
        return false;
    }
    let Some(first) = line.split_whitespace().next().map(bare).filter(|first| !first.is_empty()) else {
        return false;
    };
    // What the rest of the page says: "ferry" stands there, "aferry" does not.
    let together = format!("{}{first}", capital.trim().to_lowercase());
    words.contains(&first) && !words.contains(&together)
}

fn bare(word: &str) -> String {
    word.trim_matches(|one: char| !one.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, left: f32, base: f32, size: f32) -> Run {
        let right = left + 0.5 * size * text.chars().count() as f32;
        let area = [left, base - 0.75 * size, right, base + 0.2 * size];
        Run { text: text.to_owned(), left, right, base, size, area }
    }

    #[track_caller]
    fn check(capital: &str, lines: [&str; 3], expected: &str) {
        let size = 30.0;
        let runs = vec![
            run(lines[0], 20.0, 100.0, 10.0),
            run(capital, 0.0, 113.0, size),
            run(lines[1], 20.0, 112.0, 10.0),
            run(lines[2], 0.0, 124.0, 10.0),
        ];
        let found: Vec<String> = joined(runs).into_iter().map(|run| run.text).collect();
        assert_eq!(found, [expected, lines[1], lines[2]]);
    }

    #[test]
    fn a_capital_begins_the_first_line_beside_it() {
        check("E", ["leven soldiers were", "killed at the", "crossing."], "Eleven soldiers were");
        check("A", ["t least nine", "died at the", "ferry."], "At least nine");
        check("A", ["ferry sank", "when the ferry", "left."], "A ferry sank");
        check("“N", ["ine died,”", "said the", "mayor."], "“Nine died,”");
    }

    #[test]
    fn a_large_letter_alone_stays() {
        let runs = vec![
            run("A", 0.0, 60.0, 30.0),
            run("Nine people died.", 0.0, 124.0, 10.0),
            run("No more.", 0.0, 136.0, 10.0),
        ];
        assert_eq!(joined(runs.clone()).len(), 3);
    }
}
