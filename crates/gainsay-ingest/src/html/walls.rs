//! Pages that show something else in the place of their article: a request for scripts, for consent, for money.

use std::sync::LazyLock;

use gainsay_document::{Note, NoteCode};
use regex::{RegexSet, RegexSetBuilder};

use crate::table;

/// A longer text, in characters, is an article, whatever else the page asks for.
const MAX_STUB_CHARS: usize = 1_500;

/// What only asks for scripts is shorter still.
const MAX_SCRIPT_CHARS: usize = 500;

/// The free beginning of an article that is sold; short reports have as many.
const MAX_PRICED_CHARS: usize = 600;

/// So many different words of consent make a wall of it; an article on cookies has fewer.
const CONSENT_WORDS: usize = 3;

/// What stands in the place of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wall {
    /// Nothing but a request to turn scripts on, or a check that the visitor is human.
    Script,
    /// A request for consent.
    Consent,
    /// The beginning of an article, and a request to pay.
    Paywall,
    /// A few sentences of an article that the page declares not to be free.
    Priced,
}

static SAYINGS: LazyLock<(Vec<Wall>, RegexSet)> = LazyLock::new(|| {
    let (kinds, patterns): (Vec<Wall>, Vec<&str>) = table::rows(include_str!("../../data/html_walls.tsv"))
        .filter_map(|row| {
            let kind = match *row.first()? {
                "script" => Wall::Script,
                "consent" => Wall::Consent,
                _ => Wall::Paywall,
            };
            Some((kind, *row.get(1)?))
        })
        .unzip();
    let set = RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .build()
        .expect("the embedded patterns, which the tests compile");
    (kinds, set)
});

impl Wall {
    /// What a short `text` shows instead of an article; `priced` is what the page declares of its article's price.
    pub(crate) fn of(text: &str, priced: bool) -> Option<Self> {
        let chars = text.chars().take(MAX_STUB_CHARS + 1).count();
        if chars > MAX_STUB_CHARS {
            return None;
        }
        let (kinds, set) = &*SAYINGS;
        let said: Vec<Self> = set.matches(text).into_iter().map(|index| kinds[index]).collect();
        let count = |wall| said.iter().filter(|own| **own == wall).count();
        if count(Self::Consent) >= CONSENT_WORDS {
            Some(Self::Consent)
        } else if count(Self::Script) > 0 && chars <= MAX_SCRIPT_CHARS {
            Some(Self::Script)
        } else if count(Self::Paywall) > 0 {
            Some(Self::Paywall)
        } else if priced && chars <= MAX_PRICED_CHARS {
            Some(Self::Priced)
        } else {
            None
        }
    }

    /// The remark on a page whose text is kept nevertheless.
    pub(crate) fn note(self) -> Note {
        let (message, hint) = match self {
            Self::Script => ("the page only asks for scripts or checks its visitor", SAVE_LOADED),
            Self::Consent => (
                "the page seems to ask for consent in the place of its article",
                "save the page after answering, or the article as .txt",
            ),
            Self::Paywall => {
                ("the page gives little of its article and asks to subscribe; the rest is missing", SIGNED_IN)
            }
            Self::Priced => {
                ("the page says that its article is not free to read; this may be a part of it", SIGNED_IN)
            }
        };
        Note::new(NoteCode::BodyUncertain, message).hint(hint)
    }
}

/// What helps where a script would have filled the page.
pub(crate) const SAVE_LOADED: &str =
    "a page that a script fills must be saved from a browser, after it has loaded";

const SIGNED_IN: &str = "save the page while signed in, or the article as .txt";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, priced: bool, expected: Option<Wall>) {
        assert_eq!(Wall::of(text, priced), expected, "{text}");
    }

    #[test]
    fn what_stands_in_the_place_of_an_article() {
        check("Please enable JavaScript to use this site.", false, Some(Wall::Script));
        check("Checking your browser before you reach korva.example.", false, Some(Wall::Script));
        check(
            "We value your privacy. We and our 812 partners store cookies. Accept all cookies",
            false,
            Some(Wall::Consent),
        );
        check(
            "A ferry sank off Korva.\n\nSubscribe to continue reading.\n\nAlready a subscriber? Sign in.",
            false,
            Some(Wall::Paywall),
        );
        check(
            "A ferry sank. Subscribe now to our evening edition for the full story.",
            false,
            Some(Wall::Paywall),
        );
        check("A ferry sank off Korva.", true, Some(Wall::Priced));
    }

    #[test]
    fn walls_in_other_languages() {
        let stub = |asks: &str| format!("Korva.\n\n{asks}");
        for asks in [
            "Dieser Artikel ist nur für Abonnenten.",
            "Article réservé aux abonnés",
            "Contenido exclusivo para suscriptores",
            "Assine para continuar lendo",
            "Материал доступен только по подписке",
            "Матеріал доступний лише за підпискою",
            "اشترك لمتابعة القراءة",
            "כתבה למנויים",
        ] {
            check(&stub(asks), false, Some(Wall::Paywall));
        }
        for asks in [
            "Wir und unsere 812 Partner speichern Cookies. Ihre Privatsphäre. Alle akzeptieren",
            "Nous et nos 812 partenaires respectons votre vie privée. Tout accepter",
            "Nosotros y nuestros 812 socios cuidamos tu privacidad. Aceptar todo",
            "Nós e nossos 812 parceiros. Sua privacidade. Aceitar tudo",
            "Мы и наши 812 партнёров. Мы и наши партнёры. Ваша конфиденциальность. Принять все",
            "Ми та наші партнери. Ваша конфіденційність. Прийняти все",
            "نحن وشركاؤنا نحترم خصوصيتك. قبول الكل",
            "אנחנו ושותפינו. הפרטיות שלך. קבל הכל",
        ] {
            check(asks, false, Some(Wall::Consent));
        }
        check("Bitte aktivieren Sie JavaScript.", false, Some(Wall::Script));
        check("Пожалуйста, включите JavaScript.", false, Some(Wall::Script));
        check("Ein Boot sank vor Korva, teilte die Küstenwache mit.", false, None);
        check("Паром затонул у берегов Корвы, сообщила администрация порта.", false, None);
    }

    #[test]
    fn articles() {
        let long = "A ferry sank off Korva, the harbour office said. ".repeat(40);
        check("A ferry sank off Korva.", false, None);
        check("Many sites ask their readers to accept all cookies, the ministry said.", false, None);
        check(&format!("{long}Subscribe to continue reading."), false, None);
        check(&long, true, None);
    }
}
