//! What the JSON API answers of who quotes whom.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::view::types::{ClaimView, CountView, DocumentRow};

/// What sources are sorted by.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SourceSort {
    /// How often something is attributed to them.
    #[default]
    Attributions,
    /// How many claims they hold.
    Claims,
    /// How many of those speak to a contested facet.
    Contested,
    /// Their name.
    Name,
    /// Their kind.
    Kind,
}

/// Which sources to list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SourcesQuery {
    /// Only those whose name contains these words.
    pub q: Option<String>,
    /// Only those of this kind: `person`, `organisation`, `group`, `media` or `unknown`.
    pub kind: Option<String>,
    /// What they are sorted by.
    #[serde(default)]
    #[param(inline)]
    pub sort: SourceSort,
    /// The other way round: the least first, or names from Z.
    #[serde(default)]
    pub reverse: bool,
    /// How many to leave out at the beginning.
    #[serde(default)]
    pub offset: usize,
    /// How many to list at most: 100 unless told otherwise, never more than 500.
    pub limit: Option<usize>,
}

/// Some of the sources.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourcesView {
    /// How many there are whatever is asked.
    pub all: usize,
    /// How many fit.
    pub total: usize,
    /// How many fit of each kind, whatever kind is asked for.
    pub kinds: Vec<CountView>,
    /// The greatest number of attributions that one outlet gives one source.
    pub most: usize,
    /// Those asked for.
    pub sources: Vec<QuotedRow>,
}

/// A source in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuotedRow {
    /// Its name.
    pub name: String,
    /// `person`, `organisation`, `group`, `media` or `unknown`.
    pub kind: String,
    /// How often something is attributed to it.
    pub attributions: usize,
    /// In how many documents.
    pub documents: usize,
    /// How many claims it holds.
    pub claims: usize,
    /// How many of them speak to a contested facet.
    pub contested: usize,
    /// Some outlets that quote it, the most frequent first.
    pub outlets: Vec<CountView>,
    /// How many outlets quote it.
    pub outlet_count: usize,
    /// With which stances, the most frequent first.
    pub stances: Vec<CountView>,
}

/// Which claims of a source or an outlet to show.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HeldQuery {
    /// Only claims that speak to a contested facet.
    #[serde(default)]
    pub contested: bool,
    /// How many claims to leave out at the beginning.
    #[serde(default)]
    pub offset: usize,
    /// How many claims to show at most: 20 unless told otherwise, never more than 100.
    pub limit: Option<usize>,
}

/// Which documents and which contested claims of an outlet.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OutletQuery {
    /// How many documents to leave out at the beginning.
    #[serde(default)]
    pub offset: usize,
    /// How many documents to show at most: 20 unless told otherwise, never more than 100.
    pub limit: Option<usize>,
    /// How many contested claims to leave out at the beginning.
    #[serde(default)]
    pub contested_offset: usize,
    /// How many contested claims to show at most: 20 unless told otherwise, never more than 100.
    pub contested_limit: Option<usize>,
}

/// One source: who quotes it, how, and what it says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceView {
    /// The source in numbers, with all outlets that quote it.
    pub source: QuotedRow,
    /// Sources in whose statements it is quoted, the most often first.
    pub quoted_by: Vec<CountView>,
    /// Sources that are quoted inside its own statements, the most often first.
    pub quotes: Vec<CountView>,
    /// The matters its claims speak to, contested ones first: not more than a hundred.
    pub matters: Vec<HeldMatterView>,
    /// How many matters its claims speak to.
    pub matter_count: usize,
    /// How many claims fit.
    pub total: usize,
    /// Those asked for, in order of publication.
    pub claims: Vec<HeldClaimView>,
}

/// One outlet: its reports, whom it quotes, and what in it is contested.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutletView {
    /// Its name.
    pub name: String,
    /// How many documents it published.
    pub document_count: usize,
    /// How many attributions in them name a source.
    pub attributions: usize,
    /// How many claims they hold, the outlet's own voice included.
    pub claims: usize,
    /// How many of those speak to a contested facet.
    pub contested: usize,
    /// Whom it quotes, the most often first: not more than two hundred.
    pub sources: Vec<CountView>,
    /// How many sources it quotes.
    pub source_count: usize,
    /// Some of its documents, the latest first.
    pub documents: Vec<DocumentRow>,
    /// Some of the contested claims in its documents, the latest first.
    pub contested_claims: Vec<HeldClaimView>,
}

/// A matter that a source speaks to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldMatterView {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether any facet of it is contested.
    pub contested: bool,
    /// How many of the source's claims speak to it.
    pub claims: usize,
}

/// A claim with those that contradict it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldClaimView {
    /// The claim.
    pub claim: ClaimView,
    /// Some of the claims that contradict it.
    pub contradicted_by: Vec<ContradictionView>,
    /// How many there are.
    pub contradictions: usize,
}

/// A claim that contradicts another.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContradictionView {
    /// Its identifier.
    pub claim: String,
    /// The document it stands in.
    pub document: String,
    /// Who holds it.
    pub holder: Option<String>,
    /// The outlet that carries it.
    pub outlet: Option<String>,
    /// Its exact words.
    pub words: String,
    /// Why the two contradict each other.
    pub reason: String,
}

/// How much of the network to show.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NetworkQuery {
    /// How many outlets and sources together at most: 60 unless told otherwise, never more than 200.
    pub limit: Option<usize>,
}

/// Who quotes whom, as far as asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NetworkView {
    /// Outlets first, then sources, each the most quoting or quoted first.
    pub nodes: Vec<NodeView>,
    /// Who quotes whom among them.
    pub edges: Vec<EdgeView>,
    /// What was left out.
    pub left_out: LeftOutView,
}

/// An outlet or a source.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NodeView {
    /// Its name.
    pub name: String,
    /// `outlet` or `source`.
    pub role: String,
    /// For a source: `person`, `organisation`, `group`, `media` or `unknown`.
    pub kind: Option<String>,
    /// How many attributions it makes (an outlet) or is named in (a source), those with names not shown included.
    pub attributions: usize,
    /// How many of the claims in them speak to a contested facet.
    pub contested: usize,
}

/// That one quotes another.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EdgeView {
    /// Who quotes: its place among the nodes. A source where its own statement holds the other's.
    pub from: usize,
    /// Who is quoted: its place among the nodes.
    pub to: usize,
    /// How often.
    pub attributions: usize,
    /// How many of the claims in them speak to a contested facet.
    pub contested: usize,
}

/// What is not shown.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct LeftOutView {
    /// How many outlets.
    pub outlets: usize,
    /// How many sources, pronouns included.
    pub sources: usize,
    /// How many attributions of outlets to sources.
    pub attributions: usize,
    /// How many attributions to a pronoun whose person the reader did not find; they are never shown.
    pub pronouns: usize,
}

/// How much of the matrix to show.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MatrixQuery {
    /// How many outlets and how many sources at most: 25 unless told otherwise, never more than 100.
    pub limit: Option<usize>,
}

/// Outlets and the sources they quote, side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MatrixView {
    /// The outlets that quote these sources most.
    pub outlets: Vec<NodeView>,
    /// The sources quoted most.
    pub sources: Vec<NodeView>,
    /// How often which outlet (`from`, its place among the outlets) quotes which source (`to`).
    pub cells: Vec<EdgeView>,
    /// What was left out.
    pub left_out: LeftOutView,
}
