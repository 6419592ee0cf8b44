use gainsay_document::Document;
use serde::Serialize;

/// The columns that say which report a row comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The document's identifier: SHA-256 of its raw bytes.
    pub document: String,
    /// The identifier that the input itself gave.
    pub external_id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
}

impl Head {
    /// The head columns of `document`.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self {
            document: document.id.to_string(),
            external_id: document.external_id.clone(),
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            published: document.published.map(|published| published.date.to_string()),
        }
    }
}
