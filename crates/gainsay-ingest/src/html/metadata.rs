//! What a page declares of itself: JSON-LD, `<meta>`, `<title>`, canonical link.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use scraper::{ElementRef, Html};

use super::json_ld::{self, unescaped};
use super::render;
use crate::date::DayOrder;
use crate::head::{self, Credit};
use crate::table;

/// What a page declares of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    /// Publication dates as written, the most trusted first.
    pub published: Vec<String>,
    /// Days of films and recordings on the page, as written.
    pub recorded: Vec<String>,
    /// Dates of the last change as written, the most trusted first.
    pub updated: Vec<String>,
    /// What the page is about, as it declares it.
    pub descriptions: Vec<String>,
    /// Whether the page says that its article is not free to read.
    pub priced: bool,
}

/// Rows of the table of `<meta>` names: name, field.
static META: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    table::rows(include_str!("../../data/html_meta.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .collect()
});

/// Reads the declarations of a page.
pub(crate) fn read(page: &Html) -> Metadata {
    let metas = metas(page);
    let declared = |field: &str| -> Vec<String> {
        META.iter()
            .filter(|(_, own)| *own == field)
            .filter_map(|(name, _)| metas.get(*name))
            .filter(|value| !value.is_empty())
            .cloned()
            .collect()
    };
    let first = |field: &str| declared(field).into_iter().next();
    let scripts: Vec<String> = render::elements(page, "script")
        .filter(|script| {
            attribute(*script, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
        })
        .map(|script| script.text().collect())
        .collect();
    let article = json_ld::read(scripts.iter().map(String::as_str));
    let html = page.root_element();

    let url = link(page, "canonical")
        .or(article.url)
        .or_else(|| first("url"))
        .filter(|url| url.starts_with("http"));
    let page_title =
        render::elements(page, "title").next().map(|title| unescaped(&title.text().collect::<String>()));
    let outlet = article
        .publisher
        .or_else(|| first("outlet"))
        .filter(|name| !name.starts_with("http"))
        .map(|name| name.trim_start_matches('@').to_owned());
    let title = article.headline.or_else(|| first("title")).or_else(|| heading(page)).or(page_title);
    let title =
        title.map(|title| without_outlet(&title, outlet.as_deref())).filter(|title| !title.is_empty());
    let mut metadata = Metadata {
        title,
        outlet: outlet.or_else(|| host(url.as_deref())),
        language: attribute(html, "lang")
            .map(str::to_owned)
            .or(article.language)
            .or_else(|| first("language")),
        url,
        ..Metadata::default()
    };
    metadata.published = article.published.into_iter().chain(declared("published")).collect();
    metadata.recorded = article.recorded.into_iter().collect();
    metadata.descriptions = declared("description").into_iter().chain(article.description).collect();
    metadata.priced =
        article.priced || declared("tier").iter().any(|tier| tier == "locked" || tier == "metered");
    metadata.updated = article.modified.into_iter().chain(declared("updated")).collect();
    let written = if article.authors.is_empty() { declared("author") } else { article.authors };
    metadata.take_authors(&written);
    if metadata.byline.is_none() && metadata.agency.is_none() {
        metadata.take_authors(&shown_author(page).into_iter().collect::<Vec<_>>());
    }
    metadata
}

impl Metadata {
    /// The names of persons make the byline; agencies and the outlet itself are credits of their own.
    fn take_authors(&mut self, written: &[String]) {
        let mut people: Vec<String> = Vec::new();
        for author in written {
            let author = author.trim().trim_start_matches("By ").trim_start_matches("by ").trim();
            if author.is_empty() || author.starts_with("http") || author.len() > 120 {
                continue;
            }
            let parts = head::byline(author, DayOrder::Unknown);
            match (head::credit(author), parts) {
                (Credit::Agency(agency), _) => self.agency = self.agency.take().or(Some(agency)),
                (_, Some(parts)) => {
                    self.agency = self.agency.take().or(parts.agency);
                    people.extend(parts.names);
                }
                _ => people.push(author.to_owned()),
            }
        }
        people.dedup();
        if !people.is_empty() {
            self.byline = Some(people.join(", "));
        }
    }
}

/// The contents of `<meta>` elements by lower-case name; the first of a name counts.
fn metas(page: &Html) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for meta in render::elements(page, "meta") {
        let Some(content) = attribute(meta, "content").or_else(|| attribute(meta, "value")) else { continue };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = attribute(meta, key) {
                out.entry(name.trim().to_ascii_lowercase()).or_insert_with(|| unescaped(content));
            }
        }
    }
    out
}

/// An attribute that says something.
pub(crate) fn attribute<'p>(element: ElementRef<'p>, name: &str) -> Option<&'p str> {
    element.value().attr(name).map(str::trim).filter(|value| !value.is_empty())
}

fn link(page: &Html, relation: &str) -> Option<String> {
    render::elements(page, "link")
        .find(|link| attribute(*link, "rel").is_some_and(|own| own.eq_ignore_ascii_case(relation)))
        .and_then(|link| attribute(link, "href"))
        .map(str::to_owned)
}

/// The only `h1` of a page.
fn heading(page: &Html) -> Option<String> {
    let mut found = render::elements(page, "h1");
    let text = found
        .next()
        .filter(|_| found.next().is_none())
        .map(|heading| render::text(heading, &[]).replace('\n', " "))?;
    Some(text).filter(|text| (1..300).contains(&text.len()))
}

/// An author that the page shows and marks as such.
fn shown_author(page: &Html) -> Option<String> {
    let marked = |element: &ElementRef<'_>| {
        attribute(*element, "rel") == Some("author")
            || attribute(*element, "itemprop") == Some("author")
            || attribute(*element, "class").is_some_and(|classes| {
                classes.split_whitespace().any(|class| {
                    matches!(
                        class,
                        "byline" | "author" | "author-name" | "byline__name" | "byline-name" | "entry-author"
                    )
                })
            })
    };
    page.tree
        .nodes()
        .filter_map(ElementRef::wrap)
        .filter(marked)
        .map(|element| render::text(element, &[]))
        .map(|text| text.lines().next().unwrap_or_default().trim().to_owned())
        .find(|text| {
            (3..100).contains(&text.len())
                && head::byline(text.trim_start_matches("By "), DayOrder::Unknown).is_some()
        })
}

/// The title without the outlet's name before or after it ("Ferry sinks | Korva Courier").
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let title = title.trim();
    let Some(outlet) = outlet.map(str::trim).filter(|outlet| !outlet.is_empty()) else {
        return title.to_owned();
    };
    for separator in [" | ", " - ", " – ", " — ", " :: ", " · ", ": ", " « ", " » "] {
        if let Some((rest, end)) = title.rsplit_once(separator)
            && end.eq_ignore_ascii_case(outlet)
        {
            return rest.trim().to_owned();
        }
        if let Some((start, rest)) = title.split_once(separator)
            && start.eq_ignore_ascii_case(outlet)
        {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

/// The host of an address, without "www.": an outlet has at least that name.
fn host(url: Option<&str>) -> Option<String> {
    let rest = url?.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_ascii_lowercase())
}
