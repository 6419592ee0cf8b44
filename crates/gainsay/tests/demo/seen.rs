//! What the program says of the demo, in the shape of its JSON interface; only what the tests look at.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::common::http::Server;
use crate::common::{Desk, json_lines, root};

#[derive(Debug, Deserialize)]
pub struct Matter {
    pub matter: MatterRow,
    pub claims: Vec<Claim>,
    pub relations: Vec<Relation>,
    pub documents: Vec<DocumentRow>,
}

#[derive(Debug, Deserialize)]
pub struct MatterRow {
    pub id: String,
    pub title: String,
    pub date: Option<Dates>,
    pub place: Option<Place>,
    pub contested: bool,
    pub facets: Vec<Facet>,
}

#[derive(Debug, Deserialize)]
pub struct Dates {
    pub start: String,
    pub end: String,
}

#[derive(Debug, Deserialize)]
pub struct Place {
    pub words: Option<String>,
    pub name: String,
    pub country: Option<String>,
    pub span: Option<[usize; 2]>,
}

#[derive(Debug, Deserialize)]
pub struct Facet {
    pub facet: String,
    pub outcome: Option<String>,
    pub category: Option<String>,
    pub scope: Option<String>,
    pub support: String,
    pub agreement: String,
    pub lifecycle: String,
    pub reason: String,
    pub sides: Vec<Side>,
}

#[derive(Debug, Deserialize)]
pub struct Side {
    pub holder: String,
    pub origin: Origin,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub value: Option<String>,
    pub lifecycle: String,
    pub claims: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Origin {
    pub id: String,
    pub label: String,
}

#[derive(Debug, Deserialize)]
pub struct Relation {
    pub kind: String,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Deserialize)]
pub struct Claim {
    pub id: String,
    pub document: DocumentRow,
    pub chain: Vec<String>,
    pub words: String,
    pub spans: Vec<[usize; 2]>,
    pub context: String,
    pub context_start: usize,
    pub quantities: Vec<Words>,
    pub times: Vec<Words>,
    pub places: Vec<Place>,
}

/// A part of the text with its exact words.
#[derive(Debug, Deserialize)]
pub struct Words {
    pub span: [usize; 2],
    pub words: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

#[derive(Debug, Deserialize)]
pub struct DocumentRow {
    pub id: String,
    pub external_id: Option<String>,
    pub title: String,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub published: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Document {
    pub document: DocumentRow,
    pub text: String,
    pub paragraphs: Vec<[usize; 2]>,
    pub attributions: Vec<Attribution>,
    pub quantities: Vec<Words>,
    pub times: Vec<Words>,
    pub places: Vec<Place>,
    pub claims: Vec<Claim>,
}

#[derive(Debug, Deserialize)]
pub struct Attribution {
    pub source: Vec<[usize; 2]>,
    pub cue: Vec<[usize; 2]>,
    pub content: Vec<[usize; 2]>,
}

/// A source as `gainsay sources --json` lists it.
#[derive(Debug, Deserialize)]
pub struct Source {
    pub name: String,
    pub claims: usize,
    pub outlets: Vec<Count>,
}

#[derive(Debug, Deserialize)]
pub struct Count {
    pub name: String,
    pub count: usize,
}

/// Which document has which key in `demo/expected.toml`: the file's name without extension, or the record's own id.
pub struct Keys(BTreeMap<String, String>);

impl Keys {
    /// `gainsay read` prints the reports in the order of their files, so that each line's document has the key of its
    /// place in that order.
    pub fn of_the_reports(desk: &Desk) -> Self {
        let folder = root().join("demo/reports");
        let mut files: Vec<_> =
            std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let mut keys = Vec::new();
        for file in files {
            if file.extension().is_some_and(|extension| extension == "jsonl") {
                let records = json_lines(&std::fs::read_to_string(&file).unwrap());
                keys.extend(records.iter().map(|record| record["id"].as_str().unwrap().to_owned()));
            } else {
                keys.push(file.file_stem().unwrap().to_str().unwrap().to_owned());
            }
        }
        let read = desk.gainsay(["read".as_ref(), folder.as_os_str()]).assert().success().stderr("");
        let lines = json_lines(std::str::from_utf8(&read.get_output().stdout).unwrap());
        assert_eq!(lines.len(), keys.len(), "one line a report");
        Self(lines.iter().map(|line| line["document"].as_str().unwrap().to_owned()).zip(keys).collect())
    }

    /// The key of the document of that id.
    pub fn of<'k>(&'k self, document: &'k str) -> &'k str {
        self.0.get(document).map_or(document, String::as_str)
    }

    /// The ids of all documents.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// What the ledger says, as one way of asking tells it.
pub struct Seen<'k> {
    pub way: &'static str,
    pub matters: Vec<Matter>,
    /// By key.
    pub documents: BTreeMap<&'k str, Document>,
    keys: &'k Keys,
}

impl<'k> Seen<'k> {
    pub fn on_the_command_line(desk: &Desk, keys: &'k Keys) -> Self {
        let rows = desk.lines(&["matters", "--json", "--limit", "0"]);
        let show = |id: &str| desk.printed(&["show", id, "--json"]);
        Self {
            way: "command line",
            matters: rows.iter().map(|row| parsed(&show(row["id"].as_str().unwrap()))).collect(),
            documents: keys.ids().map(|id| (keys.of(id), parsed(&show(id)))).collect(),
            keys,
        }
    }

    pub fn through_the_api(server: &Server, keys: &'k Keys) -> Self {
        let rows = matter_rows(server);
        let get = |path: String| server.json(&path).to_string();
        Self {
            way: "API",
            matters: rows
                .iter()
                .map(|row| parsed(&get(format!("/api/matters/{}", row["id"].as_str().unwrap()))))
                .collect(),
            documents: keys
                .ids()
                .map(|id| (keys.of(id), parsed(&get(format!("/api/documents/{id}")))))
                .collect(),
            keys,
        }
    }

    /// The key of a document of the ledger.
    pub fn key<'s>(&'s self, document: &'s DocumentRow) -> &'s str {
        self.keys.of(&document.id)
    }

    /// The keys of the documents in which `claims` of `matter` stand, sorted, each once.
    pub fn documents_of<'s>(
        &'s self,
        matter: &'s Matter,
        claims: impl IntoIterator<Item = &'s String>,
    ) -> Vec<&'s str> {
        let mut keys: Vec<_> = claims
            .into_iter()
            .map(|id| {
                matter.claim(id).map_or("a claim that is not the matter's", |claim| self.key(&claim.document))
            })
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

impl Matter {
    /// The claim of that id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// Every side of every facet.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        self.matter.facets.iter().flat_map(|facet| &facet.sides)
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [Some(&self.facet), self.outcome.as_ref(), self.category.as_ref(), self.scope.as_ref()];
        f.write_str(&parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" "))
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |number: Option<f64>| number.map_or_else(|| "open".to_owned(), |number| number.to_string());
        write!(f, "{}: ", self.holder)?;
        match &self.value {
            Some(value) => f.write_str(value),
            None => write!(f, "{} to {}", end(self.low), end(self.high)),
        }
    }
}

/// Every row of `/api/matters`.
pub fn matter_rows(server: &Server) -> Vec<Value> {
    let list = server.json("/api/matters?limit=500");
    let rows = list["matters"].as_array().unwrap().clone();
    assert_eq!(list["total"], rows.len(), "the demo has fewer matters than one page of the interface");
    rows
}

fn parsed<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}
