//! PDF: the text layer in reading order, and where each line of it stands on its page.
//!
//! A folder of phenomena: letters of a page (`glyphs`), runs and rows of them (`rows`), columns and reading order
//! (`columns`), drop capitals (`drops`), footnotes (`footnotes`), running headers and footers (`margins`), paragraphs (`paragraphs`), hyphens at line ends (`hyphens`), what
//! the file declares of itself (`metadata`), and the bounds on what a file may unfold to (`guard`).

mod columns;
mod drops;
mod footnotes;
mod glyphs;
mod guard;
mod hyphens;
mod margins;
mod metadata;
mod paragraphs;
mod rows;

use gainsay_document::{Note, NoteCode};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::date::DayOrder;
use crate::draft::Draft;
use crate::error::{Error, ErrorKind};
use crate::head::{self, Allowed};
use paragraphs::Joined;
use rows::Row;

/// More pages than any report has.
const MAX_PAGES: usize = 5_000;

/// One page: what is on it, in reading order.
struct Page {
    /// Counted from 1.
    number: u32,
    /// Width and height in points, as it is shown.
    size: [f32; 2],
    /// The rows of each stretch that is read from top to bottom: a column, or what spans several.
    stretches: Vec<Vec<Row>>,
    /// Whether something was drawn that is no text.
    drawn: bool,
}

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Error> {
    guard::check(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(refused)?;
    let count = pdf.pages().len();
    if count > MAX_PAGES {
        let message = format!("too large: a PDF of {count} pages (limit {MAX_PAGES})");
        return Err(Error::new(ErrorKind::TooLarge, message).with_hint("take the report's own pages out"));
    }
    let declared = metadata::read(&pdf);
    let mut notes = Vec::new();
    let mut pages = pages(&pdf, &mut notes)?;
    if pages.iter().all(|page| page.stretches.is_empty()) {
        return Err(Error::new(ErrorKind::NoBody, "the PDF has no text, only pictures of it: a scan?")
            .with_hint("have its text recognised (OCR) first, for example with ocrmypdf"));
    }
    notes.extend(without_text(&pages));
    let (margins, url) = margins::leave_out(&mut pages).unzip();
    notes.extend(margins);
    footnotes::move_last(&mut pages);
    let Joined { text, source, headline } = paragraphs::join(&pages);
    if text.trim().is_empty() {
        return Err(Error::new(ErrorKind::NoBody, "the PDF has no text but page numbers and running titles")
            .with_hint("have its text recognised (OCR) first, for example with ocrmypdf"));
    }

    let order = DayOrder::of_language(declared.language.as_deref());
    // The declared title may be a file's, or that of a draft; where the page shows it, it is the report's.
    let title = declared.title.clone().filter(|title| shows(&text, title)).or(headline);
    let titles: Vec<String> = title.iter().cloned().collect();
    let in_text = head::read(&text, 0, Allowed { titles: &titles, markdown: false }, order);
    let mut draft = Draft {
        title,
        body: in_text.body_start..text.len(),
        published: declared.published,
        made: declared.made,
        language: declared.language,
        url: url.flatten(),
        notes,
        source,
        ..Draft::default()
    };
    draft.take_head(in_text);
    // What stands on the page counts before what the program that made the file wrote into it.
    draft.title = draft.title.or(declared.title);
    draft.byline = draft.byline.or(declared.author);
    draft.text = text;
    Ok(draft)
}

/// Whether one of the first paragraphs is `title`.
fn shows(text: &str, title: &str) -> bool {
    let plain =
        |words: &str| words.chars().filter(|one| one.is_alphanumeric()).collect::<String>().to_lowercase();
    let title = plain(title);
    text.split("\n\n").take(6).any(|paragraph| plain(paragraph) == title)
}

fn refused(error: LoadPdfError) -> Error {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Error::new(ErrorKind::NotText, "the PDF is locked with a password")
                .with_hint("save a copy without the password, for example with qpdf --decrypt")
        }
        LoadPdfError::Decryption(_) => {
            Error::new(ErrorKind::NotText, "the PDF is encrypted in a way that is not known here")
                .with_hint("save a copy without encryption")
        }
        LoadPdfError::Invalid => {
            Error::new(ErrorKind::NotText, "the PDF is damaged: no pages can be found in it")
                .with_hint("fetch the file anew; it may have been cut off on its way")
        }
    }
}

/// What is on each page.
fn pages(pdf: &Pdf, notes: &mut Vec<Note>) -> Result<Vec<Page>, Error> {
    let mut collector = glyphs::Collector::new(pdf);
    let mut pages = Vec::with_capacity(pdf.pages().len());
    for (index, page) in pdf.pages().iter().enumerate() {
        let sheet = collector.sheet(page)?;
        let stretches = rows::frames(&sheet.glyphs)
            .into_iter()
            .flat_map(|runs| columns::ordered(drops::joined(runs)))
            .collect();
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        pages.push(Page { number, size: sheet.size, stretches, drawn: sheet.drawn });
    }
    if collector.unknown > 0 {
        let message = format!(
            "{} of {} letters do not say which they are and are missing: their font names no characters",
            collector.unknown, collector.letters
        );
        notes.push(
            Note::new(NoteCode::EncodingReplaced, message)
                .hint("compare with the page; text recognition (OCR) may read them"),
        );
    }
    Ok(pages)
}

/// A note on the pages that show something, but no text.
fn without_text(pages: &[Page]) -> Option<Note> {
    let bare: Vec<u32> =
        pages.iter().filter(|page| page.drawn && page.stretches.is_empty()).map(|page| page.number).collect();
    let message = match bare.as_slice() {
        [] => return None,
        [one] => format!("page {one} has no text: a scan?"),
        many => format!("pages {} have no text: scans?", ranges(many)),
    };
    Some(
        Note::new(NoteCode::PageWithoutText, message)
            .hint("what is shown there is not read; text recognition (OCR) may help"),
    )
}

/// `1–3, 5` for the rising numbers 1, 2, 3, 5.
fn ranges(numbers: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let written = ranges
        .into_iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") });
    written.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_in_ranges() {
        assert_eq!(ranges(&[3]), "3");
        assert_eq!(ranges(&[1, 2, 3, 5, 8, 9]), "1–3, 5, 8–9");
    }
}
