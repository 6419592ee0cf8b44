//! PDFs made with pdflatex, LibreOffice and Chromium (`pdf/make.sh`), and what breaks them.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::Path;

use gainsay_document::{Document, NoteCode, SourceMap, SourcePlace, Span};
use gainsay_ingest::{Error, Overrides, ingest};
use proptest::prelude::*;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf").join(name)).unwrap()
}

fn read(bytes: &[u8]) -> Result<(Document, SourceMap), Error> {
    let record = ingest("a.pdf", bytes, &Overrides::default())?.next().unwrap();
    let source = record.source;
    record.document.map(|document| (document, source))
}

/// The paragraphs of a file's body.
fn paragraphs(document: &Document) -> Vec<&str> {
    document.body.unwrap().of(&document.text).split("\n\n").collect()
}

/// The pages and heights, in hundredths of the page, at which `words` stand.
fn places(document: &Document, source: &SourceMap, words: &str) -> Vec<(u32, u32)> {
    let start = document.text.find(words).unwrap_or_else(|| panic!("{words:?} in {}", document.text));
    let span = Span::ordered(start..start + words.len()).unwrap();
    let place = |place: &SourcePlace| match place {
        SourcePlace::Page { page, area, size } => {
            assert!(area[0] < area[2] && area[1] < area[3], "{area:?}");
            assert!(area[2] <= size[0] && area[3] <= size[1], "{area:?}");
            (*page, (100.0 * area[1] / size[1]) as u32)
        }
        other => panic!("{other:?}"),
    };
    source.at(span).map(|piece| place(&piece.place)).collect()
}

fn notes(document: &Document) -> Vec<(NoteCode, &str)> {
    document.notes.iter().map(|note| (note.code, note.message.as_str())).collect()
}

#[test]
fn one_column_of_latex() {
    let (document, source) = read(&file("one.pdf")).unwrap();
    assert!(source.fits(&document.text));
    assert_eq!(document.title.as_deref(), Some("Ferry sinks off Korva, nine feared dead"));
    assert_eq!(document.byline.as_deref(), Some("Ana Petrova"));
    assert_eq!(document.published.map(|published| published.date.to_string()).as_deref(), Some("2024-05-06"));
    let paragraphs = paragraphs(&document);
    assert_eq!(paragraphs.len(), 5, "{paragraphs:#?}");
    assert!(paragraphs[0].starts_with("KORVA — A ferry with forty-three people aboard sank on Monday"));
    assert!(paragraphs[1].contains("“Its certificates were in order and the efficiency of its pumps"));
    assert!(paragraphs[4].ends_with("The recommendation was never put into effect."));
    for gone in ["Korva Courier", "Morning edition", "- ", "\u{FB01}"] {
        assert!(!document.text.contains(gone), "{gone}: {}", document.text);
    }
    let told = notes(&document);
    assert!(
        told.iter()
            .any(|(code, words)| *code == NoteCode::MarginsLeftOut
                && words.contains("page numbers (pages 1–2)")),
        "{told:?}"
    );
    assert!(
        places(&document, &source, "KORVA")
            .iter()
            .all(|(page, height)| *page == 1 && (15..40).contains(height))
    );
    assert_eq!(places(&document, &source, "never put into effect")[0].0, 2);
}

#[test]
fn two_columns_under_one_title() {
    let (document, source) = read(&file("two.pdf")).unwrap();
    assert!(source.fits(&document.text));
    assert_eq!(document.title.as_deref(), Some("Two accounts of the flood at Tarn Mill"));
    let order =
        ["rose by four metres", "under control.", "at least eleven people", "fed on the first evening alone"];
    let at: Vec<usize> = order
        .iter()
        .map(|words| document.text.find(words).unwrap_or_else(|| panic!("{words}: {}", document.text)))
        .collect();
    assert!(at.is_sorted(), "{at:?}");
    assert!(
        document.text.contains("six people had died and that some two hundred had been brought to schools")
    );
    assert!(document.text.contains("in accordance with the regulations"), "{}", document.text);
    assert!(document.text.contains("one hundred and fifty had been fed"));
}

#[test]
fn notes_at_the_feet_of_pages_stand_after_the_report() {
    let (document, source) = read(&file("foot.pdf")).unwrap();
    assert!(source.fits(&document.text));
    let paragraphs = paragraphs(&document);
    assert_eq!(paragraphs.len(), 8, "{paragraphs:#?}");
    assert!(
        paragraphs[0]
            .starts_with("The Orsa dam broke on Tuesday evening, the Ministry of Works said.¹ Nine people")
    );
    assert!(paragraphs[2].contains("the inflow had exceeded everything"), "{}", paragraphs[2]);
    let over = "The fire brigade confirmed the deaths of two of its members";
    assert!(paragraphs[3].contains(over), "{}", paragraphs[3]);
    let pages: Vec<u32> = places(&document, &source, over).into_iter().map(|(page, _)| page).collect();
    assert_eq!((pages.first(), pages.last()), (Some(&1), Some(&2)));
    assert_eq!(
        paragraphs[5..],
        [
            "¹Statement of 12 March 2024, sent to the newspaper by the ministry’s press office.",
            "²The mayor’s office counts thirty-six houses.",
            "³A third firefighter was found alive.",
        ]
    );
    assert_eq!(places(&document, &source, "²The mayor")[0].0, 1);
}

#[test]
fn a_large_first_letter_begins_its_word() {
    let (document, source) = read(&file("drop.pdf")).unwrap();
    assert!(source.fits(&document.text));
    let found = paragraphs(&document);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].starts_with("A ferry with forty-three people aboard sank on Monday in the strait"),
        "{}",
        found[0]
    );
    assert!(found[1].starts_with("The Ministry of Transport said that the vessel"), "{}", found[1]);
    let (document, _) = read(&file("columns.pdf")).unwrap();
    let found = paragraphs(&document);
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(
        found[0].starts_with("Eleven soldiers were killed in fighting at the Velm crossing"),
        "{}",
        found[0]
    );
    assert_eq!(document.title.as_deref(), Some("Clashes at the Velm crossing"));
    assert_eq!(document.text.matches("Clashes at").count(), 1, "{}", document.text);
}

#[test]
fn a_report_of_an_office_program() {
    let (document, _) = read(&file("office.pdf")).unwrap();
    assert_eq!(document.title.as_deref(), Some("Warehouse fire in Dellbrück kills three"));
    assert_eq!(document.byline.as_deref(), Some("Ines Marchetti"));
    let paragraphs = paragraphs(&document);
    assert_eq!(paragraphs.len(), 2, "{paragraphs:#?}");
    assert!(paragraphs[0].ends_with("“and it would be irresponsible to speculate,” its chief said."));
}

#[test]
fn a_page_printed_from_a_browser() {
    let (document, _) = read(&file("print.pdf")).unwrap();
    assert_eq!(document.title.as_deref(), Some("Clashes at the Velm crossing"));
    assert_eq!(document.url.as_deref(), Some("http://velm-post.example/2024/01/velm.html"));
    assert_eq!(paragraphs(&document).len(), 2, "{}", document.text);
    assert!(!document.text.contains("1/1") && !document.text.contains("http"), "{}", document.text);
}

#[test]
fn a_scanned_page_is_named_and_a_scan_refused() {
    let (document, _) = read(&file("scan.pdf")).unwrap();
    assert!(document.text.contains("two barges had sunk"));
    assert!(notes(&document).contains(&(NoteCode::PageWithoutText, "page 2 has no text: a scan?")));
    let made = document.notes.iter().find(|note| note.code == NoteCode::DateMissing).unwrap();
    assert!(made.message.contains("the file was made on 2024-05-06"), "{made:?}");
    let error = read(&file("only.pdf")).unwrap_err();
    assert!(error.is_without_body() && error.hint().is_some(), "{error:?}");
}

#[test]
fn what_is_sealed_is_read_and_what_is_locked_refused() {
    let plain = read(&file("one.pdf")).unwrap().0;
    assert_eq!(read(&file("sealed.pdf")).unwrap().0.text, plain.text);
    let error = read(&file("locked.pdf")).unwrap_err();
    assert!(error.is_not_text() && error.message().contains("password"), "{error:?}");
}

#[test]
fn a_lost_table_of_objects_is_made_up_for() {
    let bytes = file("scan.pdf");
    let at = bytes.windows(9).rposition(|nine| nine == b"startxref").unwrap();
    let (document, _) = read(&bytes[..at]).unwrap();
    assert!(document.text.contains("two barges had sunk"));
}

#[test]
fn forms_that_draw_each_other_without_end_are_refused() {
    let mut pdf = String::from(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n",
    );
    pdf.push_str("3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</X 10 0 R>>>>>> endobj\n");
    pdf.push_str("4 0 obj <</Length 5>> stream\n/X Do\nendstream endobj\n");
    let content = "/X Do ".repeat(20);
    for level in 10..40 {
        let next = level + 1;
        pdf.push_str(&format!(
            "{level} 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</X {next} 0 R>>>>/Length {}>> stream\n{content}\nendstream endobj\n",
            content.len()
        ));
    }
    pdf.push_str("trailer <</Root 1 0 R>>\n%%EOF");
    let error = read(pdf.as_bytes()).unwrap_err();
    assert!(error.is_too_large() || error.is_without_body(), "{error:?}");
}

#[test]
fn arrays_within_arrays_without_end_are_let_be() {
    let content = format!("BT /F 12 Tf 20 100 Td (Nine people died.) Tj ET {} TJ", "[".repeat(200_000));
    let pdf = format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
         3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj\n\
         5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n\
         4 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n6 0 obj {} endobj\ntrailer <</Root 1 0 R>>\n%%EOF",
        content.len(),
        "[<<".repeat(100_000)
    );
    assert_eq!(read(pdf.as_bytes()).unwrap().0.text, "Nine people died.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Nothing panics, and what is read fits together, wherever a file is cut or changed.
    #[test]
    fn broken_files_never_panic(cut in 0.0..1.0_f64, at in 0.0..1.0_f64, byte: u8, which in 0..3_usize) {
        let mut bytes = file(["scan.pdf", "print.pdf", "office.pdf"][which]);
        let index = (at * bytes.len() as f64) as usize;
        bytes[index] = byte;
        for bytes in [&bytes[..], &bytes[..(cut * bytes.len() as f64) as usize]] {
            if let Ok((document, source)) = read(bytes) {
                prop_assert!(source.fits(&document.text));
                prop_assert!(!document.text.trim().is_empty());
            }
        }
    }
}
