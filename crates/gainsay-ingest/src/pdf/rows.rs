//! Letters to runs, runs to rows.

use std::collections::BTreeMap;

use unicode_normalization::char::compose;

use super::glyphs::Glyph;

/// Letters side by side on one line, without a gap that parts columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub text: String,
    /// Along the line, in points.
    pub left: f32,
    pub right: f32,
    /// Across the lines, downwards.
    pub base: f32,
    pub size: f32,
    /// Left, top, right, bottom on the page.
    pub area: [f32; 4],
}

/// A line of text.
pub(super) type Row = Run;

/// A gap of this many parts of the size is a blank.
const BLANK: f32 = 0.15;

/// A gap of this many parts of the size ends a run; more where the file itself has a blank there.
const GAP: f32 = 1.0;
const GAP_AT_BLANK: f32 = 1.6;

/// Lines of one row may differ by so many parts of their size: raised and lowered figures.
const RAISED: f32 = 0.45;

/// Raised letters are smaller than so many parts of those beside them,
const SMALL: f32 = 0.85;

/// and stand higher by so many.
const HIGH: f32 = 0.2;

/// The runs of a page, for each way that lines run on it; the most common way first.
pub(super) fn frames(glyphs: &[Glyph]) -> Vec<Vec<Run>> {
    let mut ways: BTreeMap<i16, Vec<&Glyph>> = BTreeMap::new();
    for glyph in glyphs {
        ways.entry(glyph.angle).or_default().push(glyph);
    }
    let mut ways: Vec<(i16, Vec<&Glyph>)> = ways.into_iter().collect();
    ways.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    let frames = ways.iter().map(|(angle, glyphs)| runs(glyphs, *angle));
    frames.filter(|runs| !runs.is_empty()).collect()
}

/// The runs of letters whose lines go the same way, in the order they were drawn.
fn runs(glyphs: &[&Glyph], angle: i16) -> Vec<Run> {
    let (sin, cos) = f32::from(angle).to_radians().sin_cos();
    let mut runs: Vec<Run> = Vec::new();
    let mut blank = false;
    for glyph in glyphs {
        let [x, y] = glyph.origin;
        let (left, base) = (x * cos + y * sin, y * cos - x * sin);
        if glyph.text.trim().is_empty() {
            blank = true;
            continue;
        }
        let one = Run {
            text: glyph.text.clone(),
            left,
            right: left + glyph.advance,
            base,
            size: glyph.size,
            area: glyph.area,
        };
        match runs.last_mut() {
            Some(run) if goes_on(run, &one, blank) => append(run, &one, blank),
            _ => runs.push(one),
        }
        blank = false;
    }
    runs.retain(|run| !run.text.trim().is_empty());
    runs
}

fn goes_on(run: &Run, one: &Run, blank: bool) -> bool {
    let size = run.size.max(one.size);
    let gap = one.left - run.right;
    let limit = if blank { GAP_AT_BLANK } else { GAP };
    (one.base - run.base).abs() < RAISED * size
        && gap < limit * size
        && gap > -0.8 * size
        && run.size < 2.0 * one.size
        && one.size < 2.0 * run.size
}

fn append(run: &mut Run, one: &Run, blank: bool) {
    let gap = one.left - run.right;
    let mut own = one.text.clone();
    if is_raised(one, run) && is_figure(&own) {
        own = own.chars().map(raised).collect();
    } else if is_raised(run, one) && is_figure(&run.text) {
        run.text = run.text.chars().map(raised).collect();
    } else if own.starts_with(['/', '⁄']) {
        // The upper part of a fraction.
        run.text = lowered(&run.text);
    }
    if let Some(letter) = accented(run, one, gap) {
        run.text.pop();
        run.text.push(letter);
        run.text.extend(one.text.chars().skip(1));
    } else {
        if blank || gap > BLANK * run.size.min(one.size) {
            run.text.push(' ');
        }
        run.text.push_str(&own);
    }
    if one.size > run.size {
        (run.base, run.size) = (one.base, one.size);
    }
    run.right = run.right.max(one.right);
    run.area = around(run.area, one.area);
}

/// Whether letters stand smaller and higher than those beside them: the marks of notes, powers.
fn is_raised(one: &Run, beside: &Run) -> bool {
    one.size < SMALL * beside.size && beside.base - one.base > HIGH * beside.size
}

fn is_figure(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Raised figures, in their order.
pub(super) const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A figure as it stands above the line, so that "killed 12" with the mark of note 1 is not read as 121.
fn raised(figure: char) -> char {
    figure.to_digit(10).map_or(figure, |value| FIGURES[value as usize])
}

/// The text with the raised figures at its end as plain ones.
fn lowered(text: &str) -> String {
    let end = text.trim_end_matches(FIGURES).len();
    let plain =
        |one: char| FIGURES.iter().position(|own| *own == one).and_then(|at| char::from_digit(at as u32, 10));
    text[..end].chars().chain(text[end..].chars().filter_map(plain)).collect()
}

/// The letter that an accent and the letter drawn under it make.
fn accented(run: &Run, one: &Run, gap: f32) -> Option<char> {
    let mark = match run.text.chars().next_back()? {
        '´' => '\u{301}',
        '`' => '\u{300}',
        '¨' => '\u{308}',
        'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '¯' => '\u{304}',
        '˘' => '\u{306}',
        'ˇ' => '\u{30C}',
        '˚' => '\u{30A}',
        '˙' => '\u{307}',
        '˝' => '\u{30B}',
        '¸' => '\u{327}',
        _ => return None,
    };
    let over = gap < -0.15 * one.size;
    over.then(|| compose(one.text.chars().next()?, mark)).flatten()
}

/// The rows of runs that are read from top to bottom.
pub(super) fn rows(mut runs: Vec<Run>) -> Vec<Row> {
    runs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if row.iter().any(|own| is_beside(own, &run)) => row.push(run),
            _ => rows.push(vec![run]),
        }
    }
    rows.into_iter().filter_map(row).collect()
}

fn is_beside(own: &Run, run: &Run) -> bool {
    let size = own.size.min(run.size);
    let overlaps = own.left < run.right - 0.3 * size && run.left < own.right - 0.3 * size;
    (run.base - own.base).abs() < if overlaps { 0.15 } else { RAISED } * size
}

fn row(mut runs: Vec<Run>) -> Option<Row> {
    runs.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut runs = runs.into_iter();
    let mut row = runs.next()?;
    for run in runs {
        let gap = run.left - row.right;
        let again = run.text == row.text && (run.left - row.left).abs() < BLANK * row.size;
        if !again {
            let blank = gap > BLANK * row.size;
            append(&mut row, &run, blank);
        }
    }
    Some(row)
}

/// The smallest box that holds both.
pub(super) fn around(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(line: &[(&str, f32)], base: f32) -> Vec<Glyph> {
        let glyph = |(text, left): &(&str, f32)| Glyph {
            text: (*text).to_owned(),
            area: [*left, base - 8.0, left + 5.0, base + 2.0],
            origin: [*left, base],
            size: 10.0,
            advance: 5.0,
            angle: 0,
        };
        line.iter().map(glyph).collect()
    }

    #[track_caller]
    fn check(line: &[(&str, f32)], expected: &[&str]) {
        let glyphs = letters(line, 100.0);
        let found: Vec<String> = frames(&glyphs).into_iter().flatten().map(|run| run.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn gaps_are_blanks_or_ends() {
        check(&[("a", 0.0), ("b", 5.0), ("c", 13.0)], &["ab c"]);
        check(&[("a", 0.0), (" ", 5.0), ("b", 8.0)], &["a b"]);
        check(&[("a", 0.0), ("b", 40.0)], &["a", "b"]);
        check(&[("fi", 0.0), ("x", 5.4)], &["fix"]);
    }

    #[test]
    fn an_accent_joins_the_letter_under_it() {
        check(&[("n", 0.0), ("´", 5.0), ("e", 5.0), ("e", 10.0)], &["née"]);
        check(&[("´", 0.0), ("x", 12.0)], &["´ x"]);
    }

    #[test]
    fn raised_figures_are_no_figures_of_the_text() {
        let check = |line: &[(&str, f32, f32, f32)], expected: &str| {
            let glyph = |(text, left, base, size): &(&str, f32, f32, f32)| Glyph {
                text: (*text).to_owned(),
                area: [*left, base - 8.0, left + 5.0, base + 2.0],
                origin: [*left, *base],
                size: *size,
                advance: 5.0,
                angle: 0,
            };
            let runs = frames(&line.iter().map(glyph).collect::<Vec<_>>()).remove(0);
            let found: Vec<String> = rows(runs).into_iter().map(|row| row.text).collect();
            assert_eq!(found, [expected]);
        };
        check(&[("1", 0.0, 100.0, 10.0), ("2", 5.0, 100.0, 10.0), ("1", 10.0, 96.5, 7.0)], "12¹");
        check(&[("1", 0.0, 96.5, 7.0), ("N", 5.0, 100.0, 10.0), ("o", 10.0, 100.0, 10.0)], "¹No");
        check(
            &[
                ("5", 0.0, 100.0, 10.0),
                ("1", 5.0, 96.5, 7.0),
                ("/", 10.0, 100.0, 10.0),
                ("2", 15.0, 100.0, 7.0),
            ],
            "51/2",
        );
        check(&[("1", 0.0, 100.0, 10.0), ("s", 5.0, 96.5, 7.0), ("t", 10.0, 96.5, 7.0)], "1st");
        check(&[("H", 0.0, 100.0, 10.0), ("2", 5.0, 102.0, 7.0)], "H2");
    }

    #[test]
    fn rows_are_put_together_from_the_left() {
        let mut glyphs = letters(&[("b", 60.0)], 100.5);
        glyphs.extend(letters(&[("a", 0.0)], 100.0));
        glyphs.extend(letters(&[("c", 0.0)], 112.0));
        let runs = frames(&glyphs).remove(0);
        let found: Vec<String> = rows(runs).into_iter().map(|row| row.text).collect();
        assert_eq!(found, ["a b", "c"]);
    }

    #[test]
    fn lines_that_run_upwards_are_lines_too() {
        let glyph = |text: &str, y: f32| Glyph {
            text: text.to_owned(),
            area: [90.0, y - 5.0, 100.0, y],
            origin: [100.0, y],
            size: 10.0,
            advance: 5.0,
            angle: 270,
        };
        let runs = frames(&[glyph("u", 300.0), glyph("p", 295.0)]).remove(0);
        assert_eq!(runs[0].text, "up");
        assert_eq!(runs[0].area, [90.0, 290.0, 100.0, 300.0]);
    }
}
