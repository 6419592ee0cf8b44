//! Names in credits: an agency, an outlet, a desk, or a person.

use std::sync::LazyLock;

use crate::table;

/// Who a name in a credit stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Credit {
    /// A news agency, under the one name it is kept under.
    Agency(String),
    /// A newspaper, station or site.
    Outlet(String),
    /// A post or a desk ("Staff Writer").
    Role,
    /// Any other name: a person.
    Other(String),
}

static AGENCIES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    table::rows(include_str!("../../data/agencies.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .collect()
});

static WORDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    table::rows(include_str!("../../data/credit_words.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .collect()
});

/// What kind of name this is.
pub(crate) fn credit(name: &str) -> Credit {
    let name = bare(name);
    if let Some(agency) = agency(name) {
        Credit::Agency(agency)
    } else if ends_with(name, "role") {
        Credit::Role
    } else if is_outlet(name) {
        Credit::Outlet(name.to_owned())
    } else {
        Credit::Other(name.to_owned())
    }
}

/// The name without quotation marks, brackets and full stops around it.
pub(crate) fn bare(name: &str) -> &str {
    let name =
        name.trim().trim_matches(['"', '“', '”', '(', ')', '[', ']', '|', '*', '_', '·', '•', ';', ',', ':']);
    let name = name.trim();
    // A full stop after a long word ends the line; after a short one it belongs to the name (Jr., U.N.).
    let last = name.rsplit(' ').next().unwrap_or_default();
    if last.len() > 4 && last.matches('.').count() == 1 { name.trim_end_matches('.') } else { name }
}

/// The agency that a name stands for, by the table or by the name's last words; several are joined by "/".
pub(crate) fn agency(name: &str) -> Option<String> {
    let name = without_copyright(bare(name));
    if let Some(own) = single_agency(name) {
        return Some(own);
    }
    let parts: Vec<&str> =
        name.split('/').flat_map(|part| part.split(" and ")).flat_map(|part| part.split(", ")).collect();
    let agencies: Option<Vec<String>> = parts.iter().map(|part| single_agency(bare(part))).collect();
    agencies.filter(|list| list.len() > 1).map(|list| list.join("/"))
}

/// "Copyright 2024 Northline News Agency", "With Harbour Wire": the name alone.
fn without_copyright(name: &str) -> &str {
    let rest = ["Copyright ", "copyright ", "(c) ", "©", "With ", "with "]
        .iter()
        .find_map(|word| name.strip_prefix(word));
    rest.map_or(name, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || " ©,by".contains(c)))
}

fn single_agency(name: &str) -> Option<String> {
    let acronym = !name.contains(' ') && name.len() <= 5;
    let known = AGENCIES.iter().find(|(own, _)| {
        if acronym { *own == name || own.to_uppercase() == name } else { own.eq_ignore_ascii_case(name) }
    });
    if let Some((_, agency)) = known {
        return Some((*agency).to_owned());
    }
    let several =
        [" and ", " via ", " for ", " on ", " by ", ",", "|", ":"].iter().any(|joint| name.contains(joint));
    let long_enough = name.split_whitespace().count() >= 2 && name.len() <= 60 && !several && is_name(name);
    (long_enough && ends_with(name, "agency") && !is_outlet(name)).then(|| name.to_owned())
}

/// Whether a name is that of a newspaper, a station or a site, by its words or its shape.
pub(crate) fn is_outlet(name: &str) -> bool {
    let site = !name.contains(' ')
        && name.split('.').count() >= 2
        && name
            .rsplit('.')
            .next()
            .is_some_and(|end| (2..=4).contains(&end.len()) && end.chars().all(|c| c.is_ascii_lowercase()));
    let station =
        (2..=5).contains(&name.len()) && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    site || station
        || (name.len() <= 60
            && is_name(name)
            && name.split_whitespace().count() <= 7
            && (ends_with(name, "outlet") || starts_with_outlet(name)))
}

/// "Radio Vaguada", "The Daily Korva": the telling word stands first.
fn starts_with_outlet(name: &str) -> bool {
    let first = name.trim_start_matches("The ").split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "radio" | "daily" | "tv" | "channel") && name.contains(' ')
}

/// Whether a line is the label of a section ("World News"), not a name.
pub(crate) fn is_section(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default().to_lowercase();
    line.split_whitespace().count() <= 3 && line.len() <= 30 && has_kind(&first, "section")
}

/// Whether the last one or two words are of `kind`.
fn ends_with(name: &str, kind: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let last = |count: usize| words.len().checked_sub(count).map(|from| words[from..].join(" "));
    (1..=2).filter_map(last).any(|tail| has_kind(tail.trim_end_matches(['.', ',']), kind))
}

fn has_kind(word: &str, kind: &str) -> bool {
    WORDS.iter().any(|(own, own_kind)| *own == word && *own_kind == kind)
}

/// Small words that stand inside a name in lower case.
const PARTICLES: &[&str] = &[
    "and", "of", "the", "de", "da", "do", "dos", "del", "della", "der", "den", "di", "du", "la", "le", "van",
    "von", "bin", "ibn", "al", "el", "e", "y", "in", "for", "ter", "ten", "zu", "af", "av", "to", "&", "via",
    "with", "from", "on", "at",
];

/// Whether every word begins with a capital, or is one of the small words that names hold.
pub(crate) fn is_name(text: &str) -> bool {
    let starts_well = text.chars().next().is_some_and(|c| c.is_uppercase() || c == '“' || c == '"');
    let well = |word: &str| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        plain.is_empty()
            || PARTICLES.contains(&plain)
            || plain.starts_with("al-")
            || plain.starts_with("d'")
            || plain.starts_with("d’")
            || plain
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    };
    (starts_well || agency_in_lower_case(text)) && text.split_whitespace().all(well)
}

/// Whether a text is made of names and numbers: the place and day of a dateline.
pub(crate) fn is_name_or_numbers(text: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit() || "([".contains(c)))
        .filter(|word| !["am", "pm", "a.m.", "p.m."].contains(word))
        .collect();
    words.is_empty() || (is_name(&words.join(" ")) && !words.iter().any(|word| ARTICLES.contains(word)))
}

/// Words that begin a sentence, never a dateline.
const ARTICLES: &[&str] = &["The", "A", "An", "On", "In", "At", "For", "By"];

fn agency_in_lower_case(text: &str) -> bool {
    AGENCIES.iter().any(|(own, _)| *own == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &Credit) {
        assert_eq!(credit(name), *expected, "{name}");
    }

    #[test]
    fn names() {
        let agency = |name: &str| Credit::Agency(name.to_owned());
        let outlet = |name: &str| Credit::Outlet(name.to_owned());
        let other = |name: &str| Credit::Other(name.to_owned());
        check("AFP", &agency("AFP"));
        check("Agence France-Presse", &agency("AFP"));
        check("dpa", &agency("dpa"));
        check("Reuters/AP", &agency("Reuters/AP"));
        check("Northline News Agency", &agency("Northline News Agency"));
        check("Copyright 2024 The Associated Press", &agency("AP"));
        check("Harbour Wire", &agency("Harbour Wire"));
        check("Ostrava Press", &agency("Ostrava Press"));
        check("Korva Free Press", &outlet("Korva Free Press"));
        check("The Korva Courier", &outlet("The Korva Courier"));
        check("Radio Vaguada", &outlet("Radio Vaguada"));
        check("korva-courier.com", &outlet("korva-courier.com"));
        check("BBC", &outlet("BBC"));
        check("Staff Writer", &Credit::Role);
        check("Chief Defence Correspondent", &Credit::Role);
        check("Ana Petrova", &other("Ana Petrova"));
        check("Jan van der Meer Jr.", &other("Jan van der Meer Jr."));
    }

    #[test]
    fn sentences_are_no_names() {
        assert!(!is_name("Monday the toll had risen"));
        assert!(!is_name("the ferry sank"));
        assert!(is_name("Ana Petrova and Luís de Souza"));
        assert!(is_section("World News") && !is_section("Korva Daily News"));
    }
}
