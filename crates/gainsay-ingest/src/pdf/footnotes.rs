//! Footnotes: they stand between two halves of a sentence where a page ends, and are read after the report.

use super::Page;
use super::columns::median;
use super::rows::Row;

/// Notes are smaller than so many parts of the usual size.
const SMALL: f32 = 0.93;

/// They stand in this part of the page's height at its foot.
const FOOT: f32 = 0.5;

/// Moves the notes at the feet of pages after all else, in their order.
pub(super) fn move_last(pages: &mut Vec<Page>) {
    let sizes = pages.iter().flat_map(|page| page.stretches.iter().flatten()).map(|row| row.size).collect();
    let Some(usual) = median(sizes) else { return };
    let mut notes = Vec::new();
    for page in pages.iter_mut() {
        let mut of_page = Vec::new();
        for rows in &mut page.stretches {
            if let Some(first) = first_note(rows, usual, page.size[1]) {
                of_page.push(rows.split_off(first));
            }
        }
        page.stretches.retain(|rows| !rows.is_empty());
        if !of_page.is_empty() {
            notes.push(Page { number: page.number, size: page.size, stretches: of_page, drawn: false });
        }
    }
    pages.append(&mut notes);
}

/// The first row of the notes that a stretch ends with, after text of the usual size.
fn first_note(rows: &[Row], usual: f32, height: f32) -> Option<usize> {
    let small = rows.iter().rev().take_while(|row| row.size < SMALL * usual).count();
    let from = rows.len() - small;
    let first = (from..rows.len()).find(|at| has_mark(&rows[*at].text))?;
    (from > 0 && first == from && rows[first].area[1] > FOOT * lowest(rows).min(height)).then_some(first)
}

fn lowest(rows: &[Row]) -> f32 {
    rows.iter().map(|row| row.area[3]).fold(0.0, f32::max)
}

/// Whether a row begins with the mark of a note.
fn has_mark(text: &str) -> bool {
    text.trim_start().starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '*', '†', '‡', '§'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32, rows: &[(&str, f32)]) -> Page {
        let row = |(at, (text, size)): (usize, &(&str, f32))| {
            let base = 100.0 + 50.0 * at as f32;
            let area = [70.0, base - size, 300.0, base];
            Row { text: (*text).to_owned(), left: 70.0, right: 300.0, base, size: *size, area }
        };
        let rows = rows.iter().enumerate().map(row).collect();
        Page { number, size: [600.0, 800.0], stretches: vec![rows], drawn: false }
    }

    #[track_caller]
    fn check(pages: Vec<Page>, expected: &[(u32, &str)]) {
        let mut pages = pages;
        move_last(&mut pages);
        let found: Vec<(u32, &str)> = pages
            .iter()
            .flat_map(|page| page.stretches.iter().flatten().map(|row| (page.number, row.text.as_str())))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn notes_stand_after_the_report() {
        let text = 10.0;
        check(
            vec![
                page(
                    1,
                    &[
                        ("The brigade confirmed the", text),
                        ("deaths of¹", text),
                        ("¹A statement", 8.0),
                        ("of March.", 8.0),
                    ],
                ),
                page(2, &[("two of its members.²", text), ("No more is known.", text), ("²By mail.", 8.0)]),
            ],
            &[
                (1, "The brigade confirmed the"),
                (1, "deaths of¹"),
                (2, "two of its members.²"),
                (2, "No more is known."),
                (1, "¹A statement"),
                (1, "of March."),
                (2, "²By mail."),
            ],
        );
    }

    #[test]
    fn small_print_without_a_mark_stays() {
        let rows = [
            ("Nine died.", 10.0),
            ("Ten were hurt.", 10.0),
            ("More soon.", 10.0),
            ("Photo: A. Petrova", 8.0),
        ];
        check(vec![page(1, &rows)], &rows.map(|(text, _)| (1, text)));
    }
}
