//! Mail whose parts are in other encodings than the usual ones, and where their words stood. All reports are invented.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use encoding_rs::Encoding;
use gainsay_document::{SourceMap, SourcePlace};
use gainsay_ingest::{Overrides, ingest};

const HEAD: &str = "From: Ana Petrova <ana@k.example>\r\nTo: desk@k.example\r\nSubject: Blast\r\nDate: Tue, 12 Mar 2024 20:00:00 +0000\r\nMIME-Version: 1.0\r\n";

/// The texts and maps of a message and of what is attached to it.
fn read(message: &[u8]) -> Vec<(String, SourceMap)> {
    let records = ingest("a.eml", message, &Overrides::default()).unwrap();
    records.map(|record| (record.document.unwrap().text, record.source)).collect()
}

fn texts(message: &[u8]) -> Vec<String> {
    read(message).into_iter().map(|(text, _)| text.trim_end().to_owned()).collect()
}

fn encoded(label: &str, text: &str) -> Vec<u8> {
    Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
}

const WORDS: &str = "Взрыв в Корве: девять человек погибли, сообщило министерство.";

#[test]
fn a_part_is_in_the_encoding_that_its_head_names() {
    let message = |kind: &str, body: &[u8]| {
        [format!("{HEAD}Content-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n").as_bytes(), body]
            .concat()
    };
    for label in ["windows-1251", "koi8-r", "iso-8859-5", "utf-8"] {
        let kind = format!("text/plain; charset={label}");
        assert_eq!(texts(&message(&kind, &encoded(label, WORDS))), [WORDS], "{label}");
    }
    // What names none is found out, not replaced.
    assert_eq!(texts(&message("text/plain", &encoded("windows-1251", WORDS))), [WORDS]);
    let page = format!("<html><head><meta charset=koi8-r></head><body><p>{WORDS}</p></body></html>");
    assert_eq!(texts(&message("text/html", &encoded("koi8-r", &page))), [WORDS]);
    assert_eq!(texts(&message("text/html; charset=windows-1251", &encoded("windows-1251", &page))), [WORDS]);
    assert_eq!(
        texts(&message("text/plain; charset=utf-7", b"Nine died in K+APY-rva.")),
        ["Nine died in Körva."]
    );
}

#[test]
fn an_attached_file_is_the_file_that_was_attached() {
    let page =
        format!("<html><head><title>x</title></head><body><article><p>{WORDS}</p></article></body></html>");
    let body = encoded("windows-1251", &page);
    let quoted: String = body
        .iter()
        .map(|byte| match byte {
            b'=' | 128.. => format!("={byte:02X}"),
            byte => char::from(*byte).to_string(),
        })
        .collect();
    let message = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the page.\r\n--b\r\n\
         Content-Type: text/html; charset=windows-1251\r\nContent-Disposition: attachment; filename=page.html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n--b--\r\n"
    );
    let records: Vec<_> = ingest("a.eml", message.as_bytes(), &Overrides::default()).unwrap().collect();
    assert_eq!(records.len(), 2);
    assert_eq!(records[1].raw, body);
    assert_eq!(records[1].document.as_ref().unwrap().text, WORDS);
}

/// The words of each piece and the element they stood in.
fn places(text: &str, map: &SourceMap) -> Vec<String> {
    assert!(map.fits(text));
    map.pieces
        .iter()
        .map(|piece| match &piece.place {
            SourcePlace::Element { part, path } => {
                format!("{} @ {} {path}", piece.text.of(text), part.as_deref().unwrap_or("-"))
            }
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn words_of_a_page_in_a_message_lead_to_their_element() {
    let page = "<html><body><div><p>Nine people died in Korva.</p><p>The bridge is =\r\nclosed.</p></div></body></html>";
    let coded = "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
    let alone = format!("{HEAD}Content-Type: text/html\r\n{coded}{page}\r\n");
    let (text, map) = read(alone.as_bytes()).remove(0);
    assert_eq!(text, "Nine people died in Korva.\n\nThe bridge is closed.");
    assert_eq!(
        places(&text, &map),
        [
            "Nine people died in Korva. @ - /html/body/div/p[1]",
            "The bridge is closed. @ - /html/body/div/p[2]"
        ]
    );

    let part = |page: &str| format!("Content-Type: text/html\r\n{coded}{page}\r\n");
    let nested = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/related; boundary=c\r\n\r\n--c\r\n{}--c--\r\n--b\r\n{}--b--\r\n",
        part(page),
        part("<p>No one else was hurt, she said.</p>")
    );
    let (text, map) = read(nested.as_bytes()).remove(0);
    assert_eq!(
        places(&text, &map),
        [
            "Nine people died in Korva. @ MIME part 1.1 /html/body/div/p[1]",
            "The bridge is closed. @ MIME part 1.1 /html/body/div/p[2]",
            "No one else was hurt, she said. @ MIME part 2 /html/body/p",
        ]
    );
}
