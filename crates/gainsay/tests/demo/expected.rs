//! `demo/expected.toml`. Its head explains each key; an unknown one is refused, so that none goes untested unnoticed.

use std::fmt;

use serde::Deserialize;

use crate::common::root;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    pub document: Vec<Document>,
    pub matter: Vec<Matter>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub key: String,
    pub file: String,
    pub title: String,
    pub outlet: String,
    pub agency: Option<String>,
    pub published: String,
    #[serde(default)]
    pub absent: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    pub key: String,
    pub title_words: Vec<String>,
    pub start: String,
    pub end: String,
    pub city: String,
    pub country: String,
    pub documents: Vec<String>,
    pub contested: bool,
    pub facet: Vec<Facet>,
    pub relation: Vec<Relation>,
    #[serde(default)]
    pub apart: Vec<Apart>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facet {
    pub facet: String,
    pub outcome: Option<String>,
    /// Empty for people in general.
    pub category: Option<String>,
    pub scope: Option<String>,
    pub support: Option<String>,
    pub agreement: Option<String>,
    pub lifecycle: Option<String>,
    pub origins: Option<usize>,
    pub documents: Option<Vec<String>>,
    pub side: Vec<Side>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    pub holder: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
    #[serde(default)]
    pub open_low: bool,
    #[serde(default)]
    pub open_high: bool,
    pub value: Option<String>,
    pub lifecycle: Option<String>,
    pub documents: Option<Vec<String>>,
    pub quote: Option<String>,
    pub chain: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    pub kind: String,
    pub from_document: String,
    pub from_holder: String,
    pub from_value: Value,
    pub to_document: String,
    pub to_holder: String,
    pub to_value: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    pub document: String,
    pub quote: String,
    pub low: f64,
    pub high: f64,
    pub why: String,
}

/// What a claim says: a figure or a word.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Number(f64),
    Word(String),
}

impl Expected {
    pub fn load() -> Self {
        let path = root().join("demo/expected.toml");
        toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Word(word) => f.write_str(word),
        }
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [Some(&self.facet), self.outcome.as_ref(), self.category.as_ref(), self.scope.as_ref()];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        f.write_str(&parts.cloned().collect::<Vec<_>>().join(" "))
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |number: Option<f64>, open| match number {
            Some(number) => number.to_string(),
            None if open => "open".to_owned(),
            None => "any".to_owned(),
        };
        write!(f, "{}: ", self.holder)?;
        match &self.value {
            Some(value) => f.write_str(value),
            None => write!(f, "{} to {}", end(self.low, self.open_low), end(self.high, self.open_high)),
        }
    }
}
