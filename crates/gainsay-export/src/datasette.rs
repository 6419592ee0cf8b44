//! What Datasette needs to know of a ledger: titles, descriptions of views and columns, units, facets, search.
//!
//! The words are those of `docs/ledger.md`, which a test of the ledger holds to its tables and views.

use serde_json::{Map, Value, json};

/// The page that describes every table and view.
const PAGE: &str = include_str!("../../../docs/ledger.md");

/// A view or table that Datasette shows in its own way.
struct Shown {
    name: &'static str,
    title: &'static str,
    facets: &'static [&'static str],
    /// The index that searches it, and the column that holds the index's rows.
    search: Option<(&'static str, &'static str)>,
    /// The column it is sorted by, the greatest first.
    sort: Option<&'static str>,
}

const SHOWN: [Shown; 9] = [
    Shown {
        name: "matters_view",
        title: "Matters",
        facets: &["contested", "country", "place"],
        search: None,
        sort: Some("contested"),
    },
    Shown {
        name: "facets_view",
        title: "Facets and sides",
        facets: &["kind", "outcome", "agreement", "support", "lifecycle"],
        search: None,
        sort: None,
    },
    Shown {
        name: "claims_view",
        title: "Claims",
        facets: &["holder", "stance", "polarity", "outlet"],
        search: Some(("claim_search", "key")),
        sort: Some("published"),
    },
    Shown {
        name: "figures_view",
        title: "Figures",
        facets: &["outcome", "category", "scope", "outlet"],
        search: None,
        sort: Some("published"),
    },
    Shown {
        name: "documents_view",
        title: "Reports",
        facets: &["outlet", "agency", "language"],
        search: Some(("document_search", "key")),
        sort: Some("published"),
    },
    Shown {
        name: "sources_view",
        title: "Sources",
        facets: &["outlet"],
        search: None,
        sort: Some("attributions"),
    },
    Shown {
        name: "reviews",
        title: "What people decided",
        facets: &["kind", "reviewer"],
        search: None,
        sort: Some("id"),
    },
    Shown {
        name: "claims",
        title: "Claims, with inner keys",
        facets: &[],
        search: Some(("claim_search", "key")),
        sort: None,
    },
    Shown {
        name: "documents",
        title: "Reports, with inner keys",
        facets: &[],
        search: Some(("document_search", "key")),
        sort: None,
    },
];

/// Columns that hold degrees.
const DEGREES: [&str; 2] = ["latitude", "longitude"];

/// The metadata of a ledger whose file is called `database` without its ending, as one JSON object.
#[must_use]
pub fn metadata(database: &str) -> String {
    let mut tables = Map::new();
    for (name, section) in sections() {
        let shown = SHOWN.iter().find(|shown| shown.name == name);
        let mut table = Map::new();
        let mut put = |key: &str, value: Value| _ = table.insert(key.to_owned(), value);
        put("description", json!(section.description));
        put(
            "columns",
            section.columns.iter().map(|(name, what)| ((*name).to_owned(), json!(what))).collect(),
        );
        let units = section.columns.iter().filter(|(name, _)| DEGREES.contains(name));
        let units: Map<String, Value> =
            units.map(|(name, _)| ((*name).to_owned(), json!("degree"))).collect();
        if !units.is_empty() {
            put("units", Value::Object(units));
        }
        match shown {
            Some(shown) => {
                put("title", json!(shown.title));
                put("facets", json!(shown.facets));
                if let Some((index, key)) = shown.search {
                    put("fts_table", json!(index));
                    put("fts_pk", json!(key));
                }
                if let Some(column) = shown.sort {
                    put("sort_desc", json!(column));
                }
            }
            None => put("hidden", json!(true)),
        }
        tables.insert(name.to_owned(), Value::Object(table));
    }
    let metadata = json!({
        "title": "A ledger of claims",
        "description": "Who said what, about what, how many, where and when, in which exact words; and who said otherwise. \
                        Nothing here says who is right.",
        "databases": { database: {
            "description": "Start with the views, whose names end in _view. An empty number is unknown, never 0. Offsets \
                            count Unicode code points into documents.text, end exclusive.",
            "tables": tables,
            "queries": queries(),
        }},
    });
    // A value of texts and lists cannot fail to be written.
    serde_json::to_string_pretty(&metadata).unwrap_or_default()
}

/// Questions that are asked often.
fn queries() -> Value {
    json!({
        "contested_counts": {
            "title": "Who says how many, where that is contested",
            "description": "One row a side of every contested count; revised and withdrawn figures are marked.",
            "sql": "SELECT title, outcome, category, holder, low, high, side_lifecycle, origin, claims, matter \
                    FROM facets_view WHERE kind = 'count' AND agreement = 'contested' ORDER BY title, outcome, low",
        },
        "words_of_a_holder": {
            "title": "What somebody said",
            "description": "Every claim of one holder, the newest first, with its exact words.",
            "sql": "SELECT published, outlet, words, stance, polarity, claim, matter \
                    FROM claims_view WHERE holder = :holder ORDER BY published DESC",
        },
    })
}

/// What the page says of a table or view.
struct Section<'p> {
    description: String,
    columns: Vec<(&'p str, &'p str)>,
}

/// The sections of the page that are about a table or view, in its order.
fn sections() -> Vec<(&'static str, Section<'static>)> {
    let mut found: Vec<(&str, Section<'_>)> = Vec::new();
    for part in PAGE.split("\n### `").skip(1) {
        let part = part.split("\n## ").next().unwrap_or_default();
        let Some((name, body)) = part.split_once('`') else { continue };
        let words =
            body.lines().skip(1).take_while(|line| !line.starts_with('|') && !line.starts_with("```"));
        let description = words.collect::<Vec<_>>().join(" ").replace('`', "");
        let rows = body.lines().filter_map(|line| line.strip_prefix("| `"));
        let columns = rows.filter_map(|row| {
            let (column, rest) = row.split_once('`')?;
            let what =
                rest.trim_end_matches('|').trim().rsplit(" | ").next()?.trim().trim_start_matches("| ");
            Some((column, what))
        });
        let section = Section { description: description.trim().to_owned(), columns: columns.collect() };
        found.push((name, section));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(database: &str) -> Value {
        serde_json::from_str(&metadata(database)).unwrap()
    }

    #[test]
    fn every_view_is_described_column_for_column() {
        let all = of("gainsay");
        let tables = all["databases"]["gainsay"]["tables"].as_object().unwrap();
        for shown in &SHOWN {
            let table = &tables[shown.name];
            assert!(!table["description"].as_str().unwrap().is_empty(), "{}", shown.name);
            let columns = table["columns"].as_object().unwrap();
            let wanted =
                shown.facets.iter().copied().chain(shown.sort).chain(shown.search.map(|(_, key)| key));
            for column in wanted {
                let what = columns.get(column).and_then(Value::as_str).unwrap_or_default();
                assert!(!what.is_empty() && !what.contains('|'), "{}.{column}: {what}", shown.name);
            }
        }
        assert_eq!(tables["claims_view"]["columns"]["words"], "the exact words");
        assert_eq!(tables["claims"]["columns"]["words"], "the exact words; pieces joined by \" … \"");
        assert_eq!(tables["places"]["hidden"], true);
        assert_eq!(tables["places"]["units"]["latitude"], "degree");
    }

    #[test]
    fn the_database_is_called_as_its_file_is() {
        assert!(of("my \"ledger\"")["databases"].get("my \"ledger\"").is_some());
    }
}
