//! Running headers, footers and page numbers: what pages repeat at their edges is no part of the report.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use gainsay_document::{Note, NoteCode};
use regex::Regex;

use super::rows::Row;
use super::{Page, ranges};

/// A header or footer stands in this part of the page's height at its edges; small pages have wide ones.
const EDGE: f32 = 0.25;

/// It is among this many rows at its edge.
const ROWS: usize = 3;

/// It stands at the same height on every page, give or take so many points.
const NEAR: f32 = 8.0;

/// Rows at one height differ by less than so many points.
const SAME: f32 = 2.0;

/// The foot of a page is no lower than this many times the height of the lowest row of any.
const UNDER: f32 = 1.1;

/// So many of the texts left out are told.
const TOLD: usize = 6;

/// A page number by itself: "3", "- 3 -", "Page 3 of 5", "3/5".
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s\-–—|]*(?:page|p\.)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s\-–—|]*$")
        .expect("the tests compile it")
});

/// What browsers print over and under a page: the time it was printed, the address.
static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}\b.*|(?:https?|file)://\S+(?:\s+\d{1,4}/\d{1,4})?)$",
    )
    .expect("the tests compile it")
});

/// A row at an edge of its page.
struct Edge {
    page: usize,
    stretch: usize,
    row: usize,
    /// Its middle, in points from the top of the page.
    height: f32,
    is_top: bool,
    /// Whether nothing stands between it and the edge.
    is_outermost: bool,
}

/// Takes what pages repeat at their edges out of them; the note of it, and the address that a browser printed there.
pub(super) fn leave_out(pages: &mut [Page]) -> Option<(Note, Option<String>)> {
    let foot = foot(pages);
    let edges: Vec<Edge> =
        pages.iter().enumerate().flat_map(|(index, page)| edges(index, page, foot)).collect();
    let text = |edge: &Edge| pages[edge.page].stretches[edge.stretch][edge.row].text.as_str();
    let mut alike: HashMap<(bool, String), Vec<&Edge>> = HashMap::new();
    for edge in &edges {
        alike.entry((edge.is_top, pattern(text(edge)))).or_default().push(edge);
    }
    let repeats = |edge: &Edge| {
        let others = alike.get(&(edge.is_top, pattern(text(edge)))).map_or(&[][..], Vec::as_slice);
        others.iter().any(|other| other.page != edge.page && (other.height - edge.height).abs() < NEAR)
    };
    // A browser prints the page's title beside the time.
    let printed: Vec<&Edge> =
        edges.iter().filter(|edge| edge.is_outermost && PRINTED.is_match(text(edge))).collect();
    let is_printed = |edge: &Edge| {
        printed.iter().any(|one| one.page == edge.page && (one.height - edge.height).abs() < SAME)
    };
    let out: Vec<&Edge> = edges
        .iter()
        .filter(|edge| repeats(edge) || is_printed(edge) || edge.is_outermost && is_known(text(edge)))
        .collect();
    if out.is_empty() {
        return None;
    }
    let mut told: Vec<(String, BTreeSet<u32>)> = Vec::new();
    for edge in &out {
        let (words, number) = (text(edge).trim(), pages[edge.page].number);
        match told.iter_mut().find(|(own, _)| own == words || NUMBER.is_match(own) && NUMBER.is_match(words))
        {
            Some((_, on)) => {
                on.insert(number);
            }
            None => told.push((words.to_owned(), BTreeSet::from([number]))),
        }
    }
    let mut listed: Vec<String> = told.iter().take(TOLD).map(|(words, on)| said(words, on)).collect();
    if told.len() > TOLD {
        listed.push(format!("{} more", told.len() - TOLD));
    }
    let address = out
        .iter()
        .filter_map(|edge| text(edge).split_whitespace().next())
        .find(|word| word.starts_with("http"))
        .map(str::to_owned);
    let message = format!("left out at the edges of pages: {}", listed.join(", "));
    let gone: BTreeSet<(usize, usize, usize)> =
        out.iter().map(|edge| (edge.page, edge.stretch, edge.row)).collect();
    for (page_index, page) in pages.iter_mut().enumerate() {
        for (stretch_index, stretch) in page.stretches.iter_mut().enumerate() {
            let mut row = 0;
            stretch.retain(|_| {
                row += 1;
                !gone.contains(&(page_index, stretch_index, row - 1))
            });
        }
        page.stretches.retain(|stretch| !stretch.is_empty());
    }
    Some((Note::new(NoteCode::MarginsLeftOut, message), address))
}

/// Whether a row is what programs put at the edge of a page, even of the only one.
fn is_known(text: &str) -> bool {
    NUMBER.is_match(text) || PRINTED.is_match(text)
}

fn said(words: &str, on: &BTreeSet<u32>) -> String {
    let on: Vec<u32> = on.iter().copied().collect();
    let pages = if on.len() == 1 { "page" } else { "pages" };
    if NUMBER.is_match(words) && on.len() > 1 {
        format!("page numbers ({pages} {})", ranges(&on))
    } else {
        let short: String = words.chars().take(60).collect();
        format!("“{short}” ({pages} {})", ranges(&on))
    }
}

fn height(row: &Row) -> f32 {
    f32::midpoint(row.area[1], row.area[3])
}

/// Where pages end: at the foot of the paper, or somewhat under their lowest row where there are several. A small page may lie
/// on larger paper.
fn foot(pages: &[Page]) -> f32 {
    let rows = pages.iter().flat_map(|page| page.stretches.iter().flatten());
    let lowest = rows.map(height).fold(0.0, f32::max);
    if pages.len() > 1 { UNDER * lowest } else { f32::INFINITY }
}

/// The rows at the edges of a page.
fn edges(index: usize, page: &Page, foot: f32) -> Vec<Edge> {
    let mut all: Vec<(usize, usize, f32)> = Vec::new();
    for (stretch, rows) in page.stretches.iter().enumerate() {
        all.extend(rows.iter().enumerate().map(|(row, own)| (stretch, row, height(own))));
    }
    all.sort_by(|a, b| a.2.total_cmp(&b.2));
    let foot = foot.min(page.size[1]);
    let limit = EDGE * foot;
    let edge = |is_top: bool, outermost: f32| {
        move |&(stretch, row, height): &(usize, usize, f32)| Edge {
            page: index,
            stretch,
            row,
            height,
            is_top,
            is_outermost: (height - outermost).abs() < SAME,
        }
    };
    let (Some(first), Some(last)) = (all.first().copied(), all.last().copied()) else { return Vec::new() };
    let top = all.iter().take(ROWS).filter(|(.., height)| *height < limit).map(edge(true, first.2));
    let bottom =
        all.iter().rev().take(ROWS).filter(|(.., height)| *height > foot - limit).map(edge(false, last.2));
    top.chain(bottom).collect()
}

/// The words of a row with its numbers made alike.
fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for one in text.trim().chars() {
        if !one.is_numeric() {
            pattern.extend(one.to_lowercase());
        } else if !pattern.ends_with('#') {
            pattern.push('#');
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32, rows: &[(&str, f32)]) -> Page {
        let row = |(text, base): &(&str, f32)| Row {
            text: (*text).to_owned(),
            left: 70.0,
            right: 300.0,
            base: *base,
            size: 10.0,
            area: [70.0, base - 8.0, 300.0, base + 2.0],
        };
        Page { number, size: [600.0, 800.0], stretches: vec![rows.iter().map(row).collect()], drawn: true }
    }

    fn left(pages: &[Page]) -> Vec<String> {
        pages.iter().flat_map(|page| page.stretches.iter().flatten().map(|row| row.text.clone())).collect()
    }

    #[test]
    fn what_pages_repeat_at_their_edges_goes() {
        let mut pages = vec![
            page(1, &[("Korva Courier, 3 May", 40.0), ("A ferry sank.", 90.0), ("Page 1 of 2", 780.0)]),
            page(2, &[("Korva Courier, 3 May", 40.0), ("Nine died.", 90.0), ("Page 2 of 2", 780.0)]),
        ];
        let (note, address) = leave_out(&mut pages).unwrap();
        assert_eq!(address, None);
        assert_eq!(left(&pages), ["A ferry sank.", "Nine died."]);
        assert_eq!(
            note.message,
            "left out at the edges of pages: “Korva Courier, 3 May” (pages 1–2), page numbers (pages 1–2)"
        );
    }

    #[test]
    fn what_browsers_print_goes_and_tells_the_address() {
        let mut pages = vec![page(
            1,
            &[
                ("11/22/26, 2:15 AM Clashes at Velm", 20.0),
                ("Eleven died.", 90.0),
                ("https://velm-post.example/a 1/1", 790.0),
            ],
        )];
        let (_, address) = leave_out(&mut pages).unwrap();
        assert_eq!(left(&pages), ["Eleven died."]);
        assert_eq!(address.as_deref(), Some("https://velm-post.example/a"));
    }

    #[test]
    fn what_stands_once_stays() {
        let mut pages = vec![
            page(1, &[("Ferry sinks", 40.0), ("A ferry sank in 2024.", 90.0), ("7", 780.0)]),
            page(2, &[("It was Monday.", 40.0), ("2,000 were there", 780.0)]),
        ];
        assert!(leave_out(&mut pages).is_some());
        assert_eq!(
            left(&pages),
            ["Ferry sinks", "A ferry sank in 2024.", "It was Monday.", "2,000 were there"]
        );
    }
}
