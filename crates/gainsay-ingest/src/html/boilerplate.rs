//! Short blocks that a site sets into its articles: requests to subscribe, to follow and to share, links to other
//! articles, notices of rights.

use std::sync::LazyLock;

use regex::{RegexSet, RegexSetBuilder};

use crate::table;

/// A longer block, in bytes, says more than that.
const MAX_BYTES: usize = 320;

static SAYINGS: LazyLock<RegexSet> = LazyLock::new(|| {
    let patterns = table::rows(include_str!("../../data/boilerplate.tsv"))
        .filter_map(|row| Some(format!("^(?:{})", row.get(1)?)));
    RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .dot_matches_new_line(true)
        .build()
        .expect("the embedded patterns, which the tests compile")
});

/// The text without such blocks; the text itself where nothing else would be left.
pub(crate) fn removed(text: &str) -> String {
    let kept: Vec<&str> = text.split("\n\n").filter(|block| !is(block)).collect();
    if kept.is_empty() { text.to_owned() } else { kept.join("\n\n") }
}

/// Whether a block says nothing of the article.
fn is(block: &str) -> bool {
    block.len() <= MAX_BYTES && SAYINGS.is_match(block.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &str, expected: bool) {
        assert_eq!(is(block), expected, "{block}");
    }

    #[test]
    fn what_a_site_says_for_itself() {
        check("Sign up for the Korva Courier's morning newsletter.", true);
        check("Get the day's news in your inbox.", true);
        check("Follow Ana Petrova on Twitter @anapetrova.", true);
        check("For breaking news, download the Courier app.", true);
        check("READ MORE: Second ferry held in port", true);
        check("Related", true);
        check("Advertisement", true);
        check("Share on Facebook", true);
        check("© 2024 Northline News Agency", true);
        check("This article contains affiliate links.", true);
        check("We use cookies to improve this site.", true);
        check("Send us your news tips.", true);
        check("Filed under: harbour, ferries", true);
        check("Photo: Ana Petrova / Courier", true);
        check("(Credit: Ana Petrova / Courier)", true);
        check("Never miss a story: sign up to our newsletter.", true);
        check("To view the full story, please subscribe to the Courier.", true);
        check("Already a subscriber? Log in.", true);
        check("We want to hear what you think about this article.", true);
        check("Help us keep the harbour in the news. Donate", true);
    }

    #[test]
    fn what_an_article_says() {
        check("Get out of the water, the captain shouted.", false);
        check("Subscribers of the ferry company lost their money.", false);
        check("Follow-up talks began on Monday, the ministry said.", false);
        check("Related charges were dropped on Tuesday.", false);
        check("Share prices of the harbour company fell by 4 per cent.", false);
        check("Support for the strike grew in Korva, the union said.", false);
        check("Registered voters went home, the committee said.", false);
        check("Photographs of the wreck were shown in court.", false);
        check("Comments by the minister were not recorded.", false);
        check("To see the wreck, divers had to wait until Monday, the office said.", false);
        check("Help us, the crew called over the radio.", false);
        check(
            "Credit: the bank lent nine million, the ministry said, and the harbour office, which had asked for more than twice as much, said it would appeal.",
            false,
        );
        check("Send a clear message to the harbour office, the union said.", false);
        check("Support for the strike is growing now.", false);
        check("Like the minister, the mayor answered on Twitter.", false);
        check("Follow-up talks began on Monday, the ministry wrote on X.", false);
        check("Download the app, the ministry told people in the valley.", false);
        check("Copyright law was changed on Monday, a clerk of the parliament said.", false);
        check("By continuing the strike, the pilots agree to nothing, their union said.", false);
        check("Register to vote by Friday, the committee told the valley.", false);
        check("“Sign up for the boats today,” the captain said.", false);
        check("Print workers struck on Monday.", false);
        check("Send in the navy, the mayor told the ministry.", false);
        check("Watch towers along the bay were manned again.", false);
        check(&format!("Advertisement {}", "and more words ".repeat(30)), false);
    }

    #[test]
    fn what_a_site_says_for_itself_in_other_languages() {
        for block in [
            "Lesen Sie auch: Zweite Fähre im Hafen festgehalten",
            "Abonnieren Sie unseren Newsletter.",
            "Alle Rechte vorbehalten.",
            "À lire aussi : Un deuxième bac retenu au port",
            "Inscrivez-vous à notre newsletter",
            "Partager sur Facebook",
            "Lea también: Un segundo ferri retenido en el puerto",
            "Suscríbete a nuestro boletín",
            "Compartir en WhatsApp",
            "Leia também: Segunda balsa retida no porto",
            "Todos os direitos reservados",
            "Читайте также: Второй паром задержан в порту",
            "Подпишитесь на наш телеграм-канал",
            "Поделиться",
            "Мы используем файлы cookie",
            "Читайте також: Другий пором затримано в порту",
            "Підписуйтесь на наш канал у Telegram",
            "Усі права захищені.",
            "اقرأ أيضا: احتجاز عبارة ثانية في الميناء",
            "جميع الحقوق محفوظة",
            "مشاركة",
            "קראו עוד: מעבורת שנייה עוכבה בנמל",
            "כל הזכויות שמורות",
            "שתפו",
        ] {
            check(block, true);
        }
    }

    #[test]
    fn what_an_article_says_in_other_languages() {
        for block in [
            "Anzeige erstattete am Montag die Hafenverwaltung.",
            "Mehr zum Thema Sicherheit sagte die Ministerin nicht.",
            "Teilen der Stadt fehlte am Dienstag der Strom.",
            "Partager le pouvoir, voilà ce que demande le syndicat.",
            "Suite de l'incendie, la route a été fermée, a dit le maire.",
            "Además, tres personas siguen desaparecidas, dijo la guardia costera.",
            "Comentarios del ministro no fueron grabados.",
            "Siga a pé, disse o capitão aos passageiros.",
            "Поделиться хлебом с соседями предложил мэр.",
            "Реклама паромов была запрещена в понедельник.",
            "Популярное мнение ошибочно, сказал капитан.",
            "Поширені коментарі міністра не підтвердили.",
            "شارك تسعة رجال في عملية الإنقاذ يوم الاثنين.",
            "المزيد من الضحايا وصلوا إلى المستشفى مساء الاثنين.",
            "תגובות ראש העיר לא הוקלטו ביום שני.",
            "עקבו אחרינו שלוש סירות, אמר הקברניט.",
        ] {
            check(block, false);
        }
    }

    #[test]
    fn a_text_of_nothing_else_is_kept() {
        assert_eq!(removed("A ferry sank.\n\nAdvertisement\n\nNine died."), "A ferry sank.\n\nNine died.");
        assert_eq!(removed("Advertisement\n\nShare"), "Advertisement\n\nShare");
    }
}
