//! What a search answers.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::types::{AsOfView, ClaimView, CountView, DocumentRow, RelationView};

/// What to search for. A facet may be given several times: what has any of the values fits.
#[derive(Clone, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(
    dead_code,
    reason = "it describes the parameters, which are read one by one: each may come several times"
)]
pub struct SearchQuery {
    /// Words that must all be there, matched by stem and without accents; words in double quotes stand together.
    pub q: Option<String>,
    /// `claims` (unless told otherwise) or `documents`.
    #[param(rename = "in")]
    pub kind: Option<String>,
    /// Who holds it.
    pub holder: Option<Vec<String>>,
    /// Who published it.
    pub outlet: Option<Vec<String>>,
    /// What became of what is counted: `killed`, `injured` …
    pub outcome: Option<Vec<String>>,
    /// `contested`, `corroborated`, `revised`, `retracted` or `uncontested`.
    pub status: Option<Vec<String>>,
    /// When it was published: `YYYY-MM`.
    pub month: Option<Vec<String>>,
    /// Where it is said to have happened, as the facet names it.
    pub place: Option<Vec<String>>,
    /// `relevance`, `newest` or `oldest`.
    pub sort: Option<String>,
    /// How many to leave out at the beginning.
    pub offset: Option<usize>,
    /// How many to give: 20 unless told otherwise, never more than 100.
    pub limit: Option<usize>,
}

/// What a search found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchView {
    /// How many there are in all of what was searched for.
    pub total: usize,
    /// How many claims and how many documents fit.
    pub counts: CountsView,
    /// The order they came in: `newest` where relevance was asked for and there are very many.
    pub sort: String,
    /// The claims found, where claims were searched for.
    pub claims: Vec<ClaimHitView>,
    /// The documents found, where documents were searched for.
    pub documents: Vec<DocumentHitView>,
    /// What there is to narrow it by.
    pub facets: FacetsView,
    /// What was left out for the day asked for; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOfView>,
}

/// How many of each.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountsView {
    /// Claims.
    pub claims: usize,
    /// Documents.
    pub documents: usize,
}

/// The values of each facet, the most frequent first, each with how many would be found with it in place of what is chosen.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FacetsView {
    /// Who holds it.
    pub holder: Vec<CountView>,
    /// Who published it.
    pub outlet: Vec<CountView>,
    /// What became of what is counted.
    pub outcome: Vec<CountView>,
    /// How it stands.
    pub status: Vec<CountView>,
    /// When it was published, `YYYY-MM`.
    pub month: Vec<CountView>,
    /// Where it is said to have happened.
    pub place: Vec<CountView>,
}

/// A claim that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClaimHitView {
    /// Its identifier.
    pub id: String,
    /// Who holds it; null where nobody is named.
    pub holder: Option<String>,
    /// Its exact words.
    pub words: String,
    /// What was searched for in them, in code points, end exclusive.
    pub matches: Vec<[usize; 2]>,
    /// Its document.
    pub document: String,
    /// The document's title.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The matter it speaks to.
    pub matter: Option<String>,
    /// The title of that matter.
    pub matter_title: Option<String>,
    /// How it stands: `contested`, `corroborated`, `revised`, `retracted`, `uncontested`; nothing where it speaks to no
    /// matter.
    pub statuses: Vec<String>,
}

/// A document that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentHitView {
    /// The document.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The words around what was searched for, or the beginning of the text.
    pub words: String,
    /// What was searched for in them, in code points, end exclusive.
    pub matches: Vec<[usize; 2]>,
    /// How many claims were found in it.
    pub claims: usize,
}

/// Which documents to list, and in which order.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DocumentsQuery {
    /// Only those whose title, outlet or agency hold all these words.
    pub q: Option<String>,
    /// Only those of this outlet.
    pub outlet: Option<String>,
    /// `published` (unless told otherwise), `title`, `outlet`, `agency`, `claims` or `contested`.
    pub sort: Option<String>,
    /// `ascending` or `descending`; without it the latest, the most or the first by alphabet come first.
    pub direction: Option<String>,
    /// How many to leave out at the beginning.
    #[serde(default)]
    pub offset: usize,
    /// How many to list at most: 100 unless told otherwise, never more than 500.
    pub limit: Option<usize>,
}

/// Some of the documents.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentsView {
    /// How many there are in all under the same conditions.
    pub total: usize,
    /// The documents in the order asked for.
    pub documents: Vec<DocumentRow>,
    /// Who published those that fit but for the outlet, the most frequent first.
    pub outlets: Vec<CountView>,
    /// What was left out for the day asked for; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOfView>,
}

/// Which claims of a matter to list, and in which order.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MatterClaimsQuery {
    /// Only those whose words, holder, outlet or title hold all these words.
    pub q: Option<String>,
    /// Only those of this holder.
    pub holder: Option<String>,
    /// Only those of this outlet.
    pub outlet: Option<String>,
    /// Only those that count this.
    pub outcome: Option<String>,
    /// Only those that stand so.
    pub status: Option<String>,
    /// `date` (unless told otherwise), `holder` or `document`.
    pub sort: Option<String>,
    /// `ascending` (unless told otherwise) or `descending`.
    pub direction: Option<String>,
    /// How many to leave out at the beginning.
    #[serde(default)]
    pub offset: usize,
    /// How many to list at most: 50 unless told otherwise, never more than 200.
    pub limit: Option<usize>,
}

/// Some of the claims of a matter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MatterClaimsView {
    /// How many there are in all under the same conditions.
    pub total: usize,
    /// The claims in the order asked for.
    pub claims: Vec<ClaimView>,
    /// How they stand to other claims.
    pub relations: Vec<RelationView>,
    /// What there is to narrow it by.
    pub facets: FacetsView,
}
