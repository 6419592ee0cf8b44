//! JSON-LD in a page: the node that describes the article.

use serde_json::Value;

/// What JSON-LD says of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    pub headline: Option<String>,
    pub published: Option<String>,
    /// The day of a film or a recording on the page: often, not always, that of its article.
    pub recorded: Option<String>,
    /// Whether the page says that its article is not free to read.
    pub priced: bool,
    /// What the article is about, in a sentence or two.
    pub description: Option<String>,
    pub modified: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
}

/// What the scripts of a page say of its article: the first that knows a field gives it.
pub(crate) fn read<'s>(scripts: impl Iterator<Item = &'s str>) -> Article {
    let values: Vec<Value> = scripts.filter_map(parse).collect();
    let mut nodes: Vec<&Value> = Vec::new();
    for value in &values {
        collect(value, &mut nodes);
    }
    let mut ranked: Vec<(u8, &Value)> = nodes.iter().filter_map(|node| Some((rank(node)?, *node))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut article = Article::default();
    for (_, node) in ranked {
        article.fill(node, &nodes);
    }
    article
}

/// Parses a script; line breaks inside strings, comment marks and a stray semicolon are common, so they are allowed.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    let script = script.strip_prefix("<!--").unwrap_or(script);
    let script = script.strip_suffix("-->").unwrap_or(script).trim();
    let script =
        script.strip_prefix("//<![CDATA[").or_else(|| script.strip_prefix("/*<![CDATA[*/")).unwrap_or(script);
    let script = script.strip_suffix("//]]>").or_else(|| script.strip_suffix("/*]]>*/")).unwrap_or(script);
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let flat: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&flat).ok()
    })
}

/// The objects of a value that may describe something: itself, members of lists and of `@graph`, a page's main entity.
fn collect<'v>(value: &'v Value, out: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, out)),
        Value::Object(fields) => {
            out.push(value);
            for key in [
                "@graph",
                "mainEntity",
                "mainEntityOfPage",
                "itemListElement",
                "item",
                "hasPart",
                "subjectOf",
            ] {
                if let Some(inner) = fields.get(key) {
                    collect(inner, out);
                }
            }
        }
        _ => {}
    }
}

/// How near a node's type is to "the article of this page"; `None` for what is no page content.
fn rank(node: &Value) -> Option<u8> {
    types(node)
        .filter_map(|kind| {
            let name = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            match name {
                name if name.ends_with("NewsArticle") || name == "Report" => Some(0),
                name if name.ends_with("Article") || name.ends_with("BlogPosting") => Some(1),
                "SocialMediaPosting"
                | "DiscussionForumPosting"
                | "CreativeWork"
                | "Review"
                | "Recipe"
                | "Event" => Some(2),
                "VideoObject" | "AudioObject" | "PodcastEpisode" => Some(3),
                "WebPage" | "ItemPage" | "AboutPage" | "FAQPage" => Some(4),
                _ => None,
            }
        })
        .min()
}

fn types(node: &Value) -> impl Iterator<Item = &str> {
    let own = node.get("@type");
    own.and_then(Value::as_str)
        .into_iter()
        .chain(own.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str))
}

impl Article {
    fn fill(&mut self, node: &Value, nodes: &[&Value]) {
        let text = |keys: &[&str]| keys.iter().find_map(|key| text_of(node.get(key)?));
        let (page, recording) = (rank(node) == Some(4), rank(node) == Some(3));
        self.headline =
            self.headline.take().or_else(|| text(if page { &["headline"] } else { &["headline", "name"] }));
        let published = text(&["datePublished", "dateCreated", "uploadDate"]);
        if recording {
            self.recorded = self.recorded.take().or(published);
        } else {
            self.published = self.published.take().or(published);
            self.description = self.description.take().or_else(|| text(&["description"]));
            self.priced |= node.get("isAccessibleForFree").is_some_and(is_false);
        }
        self.modified = self.modified.take().or_else(|| text(&["dateModified"]));
        self.language = self.language.take().or_else(|| text(&["inLanguage"]));
        self.url = self
            .url
            .take()
            .or_else(|| text(&["url", "mainEntityOfPage"]))
            .filter(|url| url.starts_with("http"));
        if self.authors.is_empty() {
            self.authors = ["author", "creator"]
                .iter()
                .find_map(|key| node.get(key))
                .map(|own| names(own, nodes))
                .unwrap_or_default();
        }
        if self.publisher.is_none() {
            self.publisher = ["publisher", "sourceOrganization", "copyrightHolder"]
                .iter()
                .find_map(|key| names(node.get(key)?, nodes).into_iter().next());
        }
    }
}

/// Sites write `false`, `"False"` and `"false"`.
fn is_false(value: &Value) -> bool {
    value == &Value::Bool(false) || value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("false"))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(unescaped(text)).filter(|text| !text.is_empty()),
        Value::Array(items) => items.iter().find_map(text_of),
        Value::Object(fields) => fields.get("@id").or_else(|| fields.get("name")).and_then(text_of),
        _ => None,
    }
}

/// The names of persons or organisations: strings, objects, or references to other nodes by `@id`.
fn names(value: &Value, nodes: &[&Value]) -> Vec<String> {
    match value {
        Value::String(name) => vec![unescaped(name)],
        Value::Array(items) => items.iter().flat_map(|item| names(item, nodes)).collect(),
        Value::Object(fields) => match fields.get("name") {
            Some(name) => text_of(name).into_iter().collect(),
            None => fields
                .get("@id")
                .and_then(|id| nodes.iter().find(|node| node.get("@id") == Some(id)))
                .and_then(|node| text_of(node.get("name")?))
                .into_iter()
                .collect(),
        },
        _ => Vec::new(),
    }
}

/// The text without the character references that some pages leave in their JSON.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = text.to_owned();
    for (reference, plain) in [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&apos;", "'"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&#8216;", "‘"),
        ("&#8217;", "’"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&ndash;", "–"),
        ("&#8211;", "–"),
        ("&mdash;", "—"),
        ("&#8212;", "—"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        if out.contains('&') {
            out = out.replace(reference, plain);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, expected: &[&str]) {
        let found = read(std::iter::once(script));
        let shown = [found.headline, found.published, Some(found.authors.join("+")), found.publisher];
        assert_eq!(shown.map(Option::unwrap_or_default).as_slice(), expected, "{script}");
    }

    #[test]
    fn shapes_of_json_ld() {
        check(
            r#"{"@type":"NewsArticle","headline":"Ferry sinks","datePublished":"2024-02-12","author":"Ana Petrova","publisher":{"name":"Korva Courier"}}"#,
            &["Ferry sinks", "2024-02-12", "Ana Petrova", "Korva Courier"],
        );
        check(
            r##"{"@graph":[{"@type":"WebSite","name":"K"},{"@type":["Article","Thing"],"headline":"Ferry &amp; dam","author":[{"name":"A"},{"@id":"#b"}]},{"@id":"#b","@type":"Person","name":"B"},{"@type":"WebPage","datePublished":"2024-02-12"}]}"##,
            &["Ferry & dam", "2024-02-12", "A+B", ""],
        );
        check(
            "[{\"@type\":\"Organization\",\"name\":\"K\"},{\"@type\":\"ReportageNewsArticle\",\"headline\":\"Two\nlines\"}];",
            &["Two lines", "", "", ""],
        );
        check("{broken", &["", "", "", ""]);
        check("[[[[7]]]]", &["", "", "", ""]);
    }
}
