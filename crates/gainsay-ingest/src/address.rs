//! The date in a report's address.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::date::{self, DateFound, DayOrder};

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)[/=-](?:(?P<y>(?:19|20)\d\d)(?:/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:[/_.?&]|$)|-(?P<hm>\d{2})-(?P<hd>\d{2})(?:[/_.?&-]|$)|/?(?P<n>[a-z]{3})/?(?P<nd>\d{1,2})(?:[/_.?&-]|$))|(?P<c>(?:19|20)\d{6})(?:[/_.?&-]|$))",
    )
    .expect("a constant pattern that the tests compile")
});

/// The date in an address: `/2024/02/12/`, `/2024/feb/12/`, `-20240212.`.
pub(crate) fn date(url: &str) -> Option<Date> {
    ADDRESS.captures_iter(url).find_map(|found| {
        let part = |name: &str| found.name(name).map(|part| part.as_str());
        let written = match (part("y"), part("m").or(part("hm")), part("n"), part("c")) {
            (Some(year), Some(month), _, _) => format!("{year}-{month}-{}", part("d").or(part("hd"))?),
            (Some(year), _, Some(month), _) => format!("{} {month} {year}", part("nd")?),
            (_, _, _, Some(digits)) => digits.to_owned(),
            _ => return None,
        };
        match date::first_date(&written, DayOrder::Unknown) {
            Some(DateFound::Day(date, _)) => Some(date),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: Option<&str>) {
        assert_eq!(date(url).map(|date| date.to_string()).as_deref(), expected, "{url}");
    }

    #[test]
    fn dates_in_addresses() {
        check("https://korva.example/2024/02/12/ferry", Some("2024-02-12"));
        check("https://korva.example/2024/feb/12/ferry", Some("2024-02-12"));
        check("https://korva.example/news/2024-02-12-ferry.html", Some("2024-02-12"));
        check("https://korva.example/ferry-20240212.html", Some("2024-02-12"));
        check("https://korva.example/2024/02/ferry", None);
        check("https://korva.example/2024/02/5-reasons-to-stay", None);
        check("https://korva.example/item/20249912", None);
        check("https://korva.example/news-31415926", None);
    }
}
