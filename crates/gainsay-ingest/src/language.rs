//! In which language a report is written: what it says of itself, held against its words.

use std::sync::LazyLock;

use gainsay_document::{Note, NoteCode};
use whatlang::{Detector, Lang, Script};

use crate::table;

/// How many bytes of a body are looked at: more tell no more, and a book costs no more than a page.
const SAMPLE_BYTES: usize = 4096;

/// How many letters, some thirty words, a text in Latin letters must have. No English report of as many was taken for
/// another language; of shorter ones some were. The decision page has the figures.
const LATIN_LETTERS: usize = 160;

/// How many letters a text in another script must have: the script alone says that it is not English.
const OTHER_LETTERS: usize = 20;

/// Above which the detector's confidence counts: its own limit for a reliable answer.
const RELIABLE: f64 = 0.9;

/// A text of which more than one part in so many is English is not called foreign: that part is read.
const ENGLISH_SHARE: usize = 3;

/// A language of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Language {
    code3: &'static str,
    code: &'static str,
    name: &'static str,
}

impl Language {
    fn is_english(self) -> bool {
        self.code == "en"
    }
}

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    table::rows(include_str!("../data/languages.tsv"))
        .filter_map(|row| Some(Language { code3: row.first()?, code: row.get(1)?, name: row.get(2)? }))
        .collect()
});

/// What the words of a text tell of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Detected {
    language: Language,
    /// Whether no other language is likely, rather than merely English unlikely.
    alone: bool,
}

/// The language tag of a report whose `body` this is, and a note where it is not English.
///
/// A statement stays unless the words contradict it reliably. Of two foreign languages that are much alike (Danish and
/// Norwegian, Croatian and Serbian) the statement knows better.
pub(crate) fn settle(stated: Option<String>, body: &str) -> (Option<String>, Option<Note>) {
    let said = stated.as_deref().and_then(of_tag);
    let Some(Detected { language: found, alone }) = detect(body) else {
        // Too little to tell by its words, so that the statement stands alone.
        let note = said.filter(|said| !said.is_english()).map(|said| note("is marked as", said.name));
        return (stated, note);
    };
    let contradicted =
        said.is_none_or(|said| said != found && (said.is_english() || found.is_english() || alone));
    // A tag that the table does not know may name a foreign language more exactly ("nn", "bs").
    let kept = stated.filter(|_| !contradicted || (said.is_none() && !found.is_english()));
    let name = said.filter(|_| !contradicted).unwrap_or(found).name;
    let note = (!found.is_english()).then(|| note("seems to be in", name));
    (kept.or_else(|| Some(found.code.to_owned())), note)
}

fn note(how: &str, name: &str) -> Note {
    let message =
        format!("this report {how} {name}; gainsay reads English only, so little of it may be found");
    Note::new(NoteCode::OtherLanguage, message)
}

/// The language of a tag ("pt-BR", "eng", "English"), if the table knows it.
fn of_tag(tag: &str) -> Option<Language> {
    let first = tag.trim().split(['-', '_']).next()?.to_lowercase();
    LANGUAGES.iter().copied().find(|language| {
        language.code == first || language.code3 == first || language.name.to_lowercase() == first
    })
}

/// The language of a text, where there is enough of it and the answer is reliable.
fn detect(text: &str) -> Option<Detected> {
    let most = SAMPLE_BYTES.min(text.len());
    let sample = (0..=most).rev().find_map(|end| text.get(..end))?;
    let info = whatlang::detect(sample)?;
    let least = if info.script() == Script::Latin { LATIN_LETTERS } else { OTHER_LETTERS };
    if sample.chars().filter(|c| c.is_alphabetic()).take(least).count() < least {
        return None;
    }
    let language = LANGUAGES.iter().copied().find(|language| language.code3 == info.lang().code())?;
    let alone = info.confidence() > RELIABLE;
    let reliable = if language.is_english() { alone } else { is_rather_than_english(sample, info.lang()) };
    reliable.then_some(Detected { language, alone })
}

/// Whether the text is reliably in `language`, if it is in that or in English, and mostly so in all its parts.
///
/// Between languages that are much alike the detector hesitates; that it is none of English may be sure all the same.
fn is_rather_than_english(text: &str, language: Lang) -> bool {
    let either = Detector::with_allowlist(vec![language, Lang::Eng]);
    let whole = either.detect(text);
    if !whole.is_some_and(|info| info.lang() == language && info.confidence() > RELIABLE) {
        return false;
    }
    let pieces = pieces(text, LATIN_LETTERS);
    let english = pieces.iter().filter(|piece| either.detect_lang(piece) == Some(Lang::Eng)).count();
    english * ENGLISH_SHARE <= pieces.len()
}

/// The text cut between words into pieces of at least so many letters; a shorter rest belongs to the last.
fn pieces(text: &str, letters: usize) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut seen) = (0, 0);
    for (at, c) in text.char_indices() {
        seen += usize::from(c.is_alphabetic());
        if seen >= letters && c.is_whitespace() {
            out.push(start..at);
            (start, seen) = (at, 0);
        }
    }
    match out.last_mut() {
        Some(last) => last.end = text.len(),
        None => out.push(0..text.len()),
    }
    out.into_iter().map(|range| &text[range]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "Two ferries collided off Korva on Monday evening, the harbour office said. At least 14 \
        people were taken to hospital, and divers were still looking for the captain of the smaller ship when night \
        fell over the bay.";
    const FRENCH: &str = "Deux ferries sont entrés en collision lundi soir au large de Korva, a annoncé la capitainerie. \
        Au moins quatorze personnes ont été conduites à l'hôpital, et des plongeurs cherchaient encore le commandant du \
        plus petit navire à la tombée de la nuit.";
    const SPANISH: &str = "Dos transbordadores chocaron el lunes por la noche frente a Korva, según la capitanía del \
        puerto. Al menos catorce personas fueron trasladadas al hospital, y los buzos seguían buscando al capitán del \
        barco más pequeño cuando cayó la noche.";
    const ARABIC: &str = "اصطدمت عبارتان مساء الاثنين قبالة سواحل كورفا، حسبما أعلنت إدارة الميناء. ونقل أربعة عشر شخصا \
        على الأقل إلى المستشفى.";
    const RUSSIAN: &str = "Два парома столкнулись в понедельник вечером у берегов Корвы, сообщила администрация порта. \
        Не менее четырнадцати человек доставлены в больницу.";

    /// The tag and, where there is a note, how it begins.
    fn check(stated: Option<&str>, body: &str, tag: Option<&str>, noted: Option<&str>) {
        let (found, note) = settle(stated.map(str::to_owned), body);
        assert_eq!(found.as_deref(), tag, "{body}");
        let message = note.as_ref().map(|note| note.message.split(';').next().unwrap_or_default());
        assert_eq!(message, noted.map(|how| format!("this report {how}")).as_deref(), "{body}");
        assert!(note.is_none_or(|note| note.code == NoteCode::OtherLanguage));
    }

    #[test]
    fn by_the_words_alone() {
        check(None, ENGLISH, Some("en"), None);
        check(None, FRENCH, Some("fr"), Some("seems to be in French"));
        check(None, SPANISH, Some("es"), Some("seems to be in Spanish"));
        check(None, ARABIC, Some("ar"), Some("seems to be in Arabic"));
        check(None, RUSSIAN, Some("ru"), Some("seems to be in Russian"));
    }

    #[test]
    fn a_note_says_what_to_expect() {
        let (_, note) = settle(None, FRENCH);
        assert_eq!(
            note.map(|note| note.message).as_deref(),
            Some(
                "this report seems to be in French; gainsay reads English only, so little of it may be found"
            )
        );
    }

    #[test]
    fn what_a_report_says_of_itself() {
        check(Some("en-GB"), ENGLISH, Some("en-GB"), None);
        check(Some("fr_CA"), FRENCH, Some("fr_CA"), Some("seems to be in French"));
        check(Some("en"), FRENCH, Some("fr"), Some("seems to be in French"));
        check(Some("fr"), ENGLISH, Some("en"), None);
        check(Some("English"), ENGLISH, Some("English"), None);
        check(Some("de"), ARABIC, Some("ar"), Some("seems to be in Arabic"));
        check(Some("und"), ENGLISH, Some("en"), None);
        check(Some("oc"), FRENCH, Some("oc"), Some("seems to be in French"));
    }

    #[test]
    fn too_little_to_tell() {
        check(None, "Korva est calme.", None, None);
        check(None, "كورفا هادئة", None, None);
        check(Some("fr"), "Korva est calme.", Some("fr"), Some("is marked as French"));
        check(Some("en"), "Korva est calme.", Some("en"), None);
        check(Some("xx"), "Korva est calme.", Some("xx"), None);
        check(None, "", None, None);
        check(None, &"🚢🌊🔥 ".repeat(200), None, None);
        check(None, &"14 27 3,000 1.5 ".repeat(100), None, None);
    }

    #[test]
    fn names_and_quotes_do_not_make_a_text_foreign() {
        let names = "Zdeněk Křivánek, Åse Bjørnstad, Nguyễn Thị Hạnh and İbrahim Çelikoğlu sat for the town of \
            São Ruivo; Wojciech Łęczycki spoke for the dockers of Grzędowice and Jan van der Oever for the pilots.";
        check(None, &format!("{names} {ENGLISH}"), Some("en"), None);
        let quoted = format!(
            "{ENGLISH} “Nous cherchons toujours le commandant”, said Aude Ferrand of the coast guard."
        );
        check(None, &quoted, Some("en"), None);
        check(None, &format!("{ENGLISH} The sign read: «Вход воспрещён, опасная зона»."), Some("en"), None);
    }

    #[test]
    fn a_text_in_two_languages_gets_no_note_unless_one_outweighs_the_other() {
        check(None, &format!("{ENGLISH}\n\n{FRENCH}"), None, None);
        check(None, &format!("{RUSSIAN}\n\n{ENGLISH}\n\n{RUSSIAN}"), None, None);
        check(
            None,
            &format!("{FRENCH} {ENGLISH} {FRENCH} {FRENCH}"),
            Some("fr"),
            Some("seems to be in French"),
        );
        check(None, &format!("Share this page.\n\n{FRENCH}"), Some("fr"), Some("seems to be in French"));
    }

    #[test]
    fn the_first_few_kilobytes_decide() {
        let long = format!("{}{}", format!("{ENGLISH} ").repeat(40), FRENCH.repeat(4000));
        check(None, &long, Some("en"), None);
        // A cut inside a character.
        check(None, &"й".repeat(SAMPLE_BYTES), Some("ru"), Some("seems to be in Russian"));
    }

    #[test]
    fn the_table_names_every_language_of_the_detector() {
        let missing: Vec<_> = Lang::all()
            .iter()
            .filter(|lang| !LANGUAGES.iter().any(|language| language.code3 == lang.code()))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
