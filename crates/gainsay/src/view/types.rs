//! What the JSON API answers: the ledger's records, shaped for the pages.
//!
//! Offsets are Unicode code points into the document's text, end exclusive. An absent number or date is unknown.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::marks::StandingView;

/// What the ledger holds, in numbers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SummaryView {
    /// File name of the ledger.
    pub ledger: String,
    /// Version of the program.
    pub version: String,
    /// Documents read.
    pub documents: usize,
    /// Claims found in them.
    pub claims: usize,
    /// Matters the claims speak to.
    pub matters: usize,
    /// Matters with a contested facet.
    pub contested: usize,
    /// Named sources.
    pub sources: usize,
    /// Inputs that could not be read, whatever day is asked for.
    pub failures: usize,
    /// What the process that takes files in has given up, as far as this system lets it.
    pub contained: Vec<String>,
    /// What was left out for the day asked for; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOfView>,
}

/// What the ledger holds, as one short name, by which two people can tell whether they look at the same.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StateView {
    /// The beginning of a SHA-256 over all documents, their readers and the last decision.
    pub state: String,
}

/// Days from `start` to `end`, inclusive, as `YYYY-MM-DD`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DatesView {
    /// The first day.
    pub start: String,
    /// The last day.
    pub end: String,
}

/// A place and where it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceView {
    /// The words of the text, where the place comes from one text.
    pub words: Option<String>,
    /// The gazetteer's name.
    pub name: String,
    /// First-level administrative division.
    pub state: Option<String>,
    /// ISO 3166-1 alpha-2 country code.
    pub country: Option<String>,
    /// GeoNames identifier.
    pub geonameid: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Where in the text, where the place comes from one text.
    pub span: Option<[usize; 2]>,
}

/// Which matters to list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MattersQuery {
    /// Only those with a contested facet.
    #[serde(default)]
    pub contested: bool,
    /// Only those whose title, holders or outlets contain these words.
    pub q: Option<String>,
    /// How many to leave out at the beginning.
    #[serde(default)]
    pub offset: usize,
    /// How many to list at most: 100 unless told otherwise, never more than 500.
    pub limit: Option<usize>,
}

/// What is asked beside what is looked up.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AskQuery {
    /// Only what was known on this day, that day included: `YYYY-MM-DD`. Reports without a date are left out.
    pub as_of: Option<String>,
    /// One value for a count, by this policy: `range`, `conservative`, `majority`, `latest-by-origin`, `sources` or
    /// `recorder`.
    pub policy: Option<String>,
    /// For the policy `sources`: names of sources, the most trusted first, with `|` between them.
    pub sources: Option<String>,
}

/// What was known on a day, and what was left out for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AsOfView {
    /// The day, `YYYY-MM-DD`; that day is included.
    pub day: String,
    /// How many documents were published by then.
    pub documents: usize,
    /// How many were published later.
    pub later: usize,
    /// How many have no date of publication: nothing tells whether they were known.
    pub undated: usize,
}

/// How many, as the policy asked for has it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BestView {
    /// Name and version of the policy: `conservative/1`.
    pub policy: String,
    /// `killed`, `injured` …
    pub outcome: String,
    /// Who is counted, where narrower than people.
    pub category: Option<String>,
    /// `event`, `cumulative` or `cumulative since YYYY-MM-DD`.
    pub scope: String,
    /// The least value; null where open.
    pub low: Option<f64>,
    /// The greatest value; null where open.
    pub high: Option<f64>,
    /// Whether no side gives the value itself.
    pub derived: bool,
    /// How the policy came to it, in one sentence.
    pub reason: String,
    /// The sides that it was taken from.
    pub from: Vec<SideView>,
}

/// Some of the matters.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MattersView {
    /// How many there are in all under the same conditions.
    pub total: usize,
    /// Contested ones first.
    pub matters: Vec<MatterRow>,
    /// What was left out for the day asked for; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOfView>,
}

/// A matter in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MatterRow {
    /// Its identifier.
    pub id: String,
    /// Event, place and date in a few words.
    pub title: String,
    /// When it happened.
    pub date: Option<DatesView>,
    /// Where it happened.
    pub place: Option<PlaceView>,
    /// How many claims speak to it.
    pub claims: usize,
    /// How many documents they stand in.
    pub documents: usize,
    /// The outlets of these documents, in order of publication.
    pub outlets: Vec<String>,
    /// How many origins the claims have.
    pub origins: usize,
    /// Whether any facet is contested.
    pub contested: bool,
    /// Its facets, contested ones first.
    pub facets: Vec<FacetView>,
    /// What the policy asked for gives for its counts; absent where none is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<Vec<BestView>>,
}

/// A facet of a matter: one thing to agree or disagree on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FacetView {
    /// `occurrence`, `count`, `responsibility`, `place` or `date`.
    pub facet: String,
    /// For a count: `killed`, `injured` …
    pub outcome: Option<String>,
    /// For a count: who is counted, where narrower than people.
    pub category: Option<String>,
    /// For a count: `event`, `cumulative` or `cumulative since YYYY-MM-DD`.
    pub scope: Option<String>,
    /// `corroborated`, `single-source` or `unestablished`.
    pub support: String,
    /// `contested` or `uncontested`.
    pub agreement: String,
    /// `current`, `revised` or `retracted`.
    pub lifecycle: String,
    /// Why, in one sentence.
    pub reason: String,
    /// What a reader should beware of.
    pub warnings: Vec<String>,
    /// Who says what.
    pub sides: Vec<SideView>,
}

/// One holder's value on a facet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SideView {
    /// Who holds it.
    pub holder: String,
    /// Where it ultimately comes from.
    pub origin: OriginView,
    /// For a count: the least value; null where open.
    pub low: Option<f64>,
    /// For a count: the greatest value; null where open.
    pub high: Option<f64>,
    /// For any other facet: the value in words.
    pub value: Option<String>,
    /// `current`, `revised` or `retracted`.
    pub lifecycle: String,
    /// The claims that say so, in order of publication.
    pub claims: Vec<String>,
    /// When the first of them was published.
    pub published: Option<String>,
    /// The entry of the review log that the value comes from; absent where it was read in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<u64>,
    /// The entry of the review log that gives a claim of the side to its holder; absent where that was read in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder_corrected: Option<u64>,
}

/// Where statements ultimately come from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OriginView {
    /// Its identifier.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// `attribution`, `agency`, `text`, `outlet` or `unknown`.
    pub basis: String,
}

/// A matter with all that is said of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MatterView {
    /// The matter as in the list.
    pub matter: MatterRow,
    /// The claims on it, in order of publication: all of them unless it is shown in part.
    pub claims: Vec<ClaimView>,
    /// How the claims stand to each other.
    pub relations: Vec<RelationView>,
    /// The documents, in order of publication.
    pub documents: Vec<DocumentRow>,
    /// Where the statements ultimately come from, those that most documents carry first: who repeats whom.
    pub origins: Vec<OriginTreeView>,
    /// What people decided of it or of its claims and still stands, the last decision first.
    pub reviews: Vec<StandingView>,
    /// Whether it is so large that claims, relations, documents and origins are a beginning: the first claim of each side
    /// and the earliest ones. `/api/matters/{id}/claims` gives every claim by pages.
    pub partial: bool,
    /// What was left out for the day asked for; absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOfView>,
}

/// An origin with the documents that carry its statements.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OriginTreeView {
    /// The origin.
    pub origin: OriginView,
    /// The documents in order of publication: the first is where it was first seen.
    pub reports: Vec<OriginNodeView>,
}

/// A document that carries statements of an origin.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OriginNodeView {
    /// The document.
    pub document: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The earlier document whose text it repeats; null where it has it from the origin itself.
    pub repeats: Option<String>,
    /// How that is known: `own`, `wire`, `source` or `text`.
    pub why: String,
    /// The same in words.
    pub words: String,
}

/// How one claim stands to another.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RelationView {
    /// `same-origin`, `supports`, `contradicts`, `revises`, `retracts` or `includes`.
    pub kind: String,
    /// The later or wider claim.
    pub from: String,
    /// The earlier or narrower one.
    pub to: String,
    /// Why, in one sentence.
    pub reason: String,
}

/// A claim with its holder, its exact words and where they stand.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClaimView {
    /// Its identifier.
    pub id: String,
    /// The matter it speaks to.
    pub matter: Option<String>,
    /// The title of that matter.
    pub matter_title: Option<String>,
    /// Whether a facet it speaks to is contested.
    pub contested: bool,
    /// Where it stands.
    pub document: DocumentRow,
    /// Who holds it: the source's name, or the outlet for the author's own voice.
    pub holder: String,
    /// The holders from the outermost to the innermost; the outlet comes first.
    pub chain: Vec<String>,
    /// The attribution that holds it, as in the document; null for the author's own voice.
    pub attribution: Option<String>,
    /// `say`, `claim`, `confirm`, `deny`, `retract`, `estimate`, `demand`, `promise` or `accuse`; null for the author's
    /// own voice.
    pub stance: Option<String>,
    /// `asserted` or `denied`.
    pub polarity: String,
    /// `asserted`, `planned`, `possible`, `conditional`, `demanded` or `hypothetical`.
    pub modality: String,
    /// `direct`, `indirect` or `mixed`; null for the author's own voice.
    pub quote: Option<String>,
    /// The exact words, pieces joined by " … ".
    pub words: String,
    /// Where these words stand.
    pub spans: Vec<[usize; 2]>,
    /// The sentences they stand in.
    pub context: String,
    /// Where that context begins in the text.
    pub context_start: usize,
    /// The figures in it.
    pub quantities: Vec<QuantityView>,
    /// When it is said to have happened.
    pub times: Vec<TimeView>,
    /// Where it is said to have happened.
    pub places: Vec<PlaceView>,
    /// The entry of the review log that rejects it: it counts for no facet. Absent where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected: Option<u64>,
    /// What people decided of it alone and still stands, the first decision first. What was read stays beside it.
    pub reviews: Vec<StandingView>,
}

/// A number expression and what it counts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuantityView {
    /// Where it stands.
    pub span: [usize; 2],
    /// The exact words.
    pub words: String,
    /// The least value; null where open.
    pub low: Option<f64>,
    /// The greatest value; null where open.
    pub high: Option<f64>,
    /// The word that widens or bounds it.
    pub approximator: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// What became of what is counted.
    pub outcome: Option<String>,
    /// Who is counted, where narrower than people.
    pub category: Option<String>,
    /// `event`, `cumulative` or `cumulative since YYYY-MM-DD`.
    pub scope: String,
    /// Whether it is a part of another figure.
    pub subtotal: bool,
    /// The claim that states it, where one does.
    pub claim: Option<String>,
}

/// A time expression.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimeView {
    /// Where it stands.
    pub span: [usize; 2],
    /// The exact words.
    pub words: String,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: String,
    /// The TIMEX3 value.
    pub value: String,
    /// The first day, where it resolves.
    pub start: Option<String>,
    /// The last day, inclusive.
    pub end: Option<String>,
}

/// A document in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentRow {
    /// SHA-256 of its raw bytes.
    pub id: String,
    /// The identifier that the input gave.
    pub external_id: Option<String>,
    /// Its title, or the beginning of its text.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The agency credited.
    pub agency: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// What the date rests on: `given`, `metadata`, `head` or `address`.
    pub published_basis: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// How many claims were found in it.
    pub claims: usize,
    /// How many of them speak to a contested facet.
    pub contested: usize,
}

/// A document with its reading.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentView {
    /// The document as in the list.
    pub document: DocumentRow,
    /// Its text.
    pub text: String,
    /// Its paragraphs.
    pub paragraphs: Vec<[usize; 2]>,
    /// Who said what.
    pub attributions: Vec<AttributionView>,
    /// How many.
    pub quantities: Vec<QuantityView>,
    /// When.
    pub times: Vec<TimeView>,
    /// Where.
    pub places: Vec<PlaceView>,
    /// What happened.
    pub events: Vec<EventView>,
    /// The claims.
    pub claims: Vec<ClaimView>,
    /// What was remarked while it was taken in and read.
    pub notes: Vec<NoteView>,
    /// Name and version of the reader.
    pub reader: String,
    /// What decided how it was read; none where another program read it, or an older one.
    pub settings: Option<ReaderView>,
}

/// What decided how a document was read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReaderView {
    /// `trained` or `rules`.
    pub kind: String,
    /// The version of the rules and tables.
    pub version: String,
    /// SHA-256 of the encoder's weights.
    pub weights: Option<String>,
    /// SHA-256 of the labels and constants that belong to the weights.
    pub constants: Option<String>,
    /// SHA-256 of the gazetteer that comes with the program.
    pub gazetteer: String,
    /// SHA-256 of each file with places of the user's own.
    pub places: Vec<String>,
}

/// An event that a document tells of.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventView {
    /// Where the word that names it stands.
    pub span: [usize; 2],
    /// That word.
    pub words: String,
    /// What kind of event it is: `attack`, `flood` …
    pub kind: String,
    /// `asserted` or `denied`.
    pub polarity: String,
    /// `asserted`, `planned`, `possible`, `conditional`, `demanded` or `hypothetical`.
    pub modality: String,
}

/// An attribution of a document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttributionView {
    /// Its identifier within the document.
    pub id: String,
    /// Where the source stands.
    pub source: Vec<[usize; 2]>,
    /// Where the cue stands.
    pub cue: Vec<[usize; 2]>,
    /// Where the content stands.
    pub content: Vec<[usize; 2]>,
    /// `direct`, `indirect` or `mixed`.
    pub quote: String,
    /// What the cue makes of the content.
    pub stance: String,
    /// The attribution it stands inside.
    pub inside: Option<String>,
    /// The source under its resolved name.
    pub holder: Option<String>,
    /// The claims it holds.
    pub claims: Vec<String>,
}

/// A remark on a document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoteView {
    /// What it is about.
    pub code: String,
    /// What was seen.
    pub message: String,
    /// What may be done about it.
    pub hint: Option<String>,
}

/// A source and how it is quoted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceRow {
    /// Its name.
    pub name: String,
    /// `person`, `organisation`, `group`, `media` or `unknown`.
    pub kind: String,
    /// How often something is attributed to it.
    pub attributions: usize,
    /// How many claims it holds.
    pub claims: usize,
    /// How many of them speak to a contested facet.
    pub contested: usize,
    /// Which outlets quote it, the most frequent first.
    pub outlets: Vec<CountView>,
    /// With which stances, the most frequent first.
    pub stances: Vec<CountView>,
    /// The claims it holds, in order of publication.
    pub claim_ids: Vec<String>,
}

/// A name and how often it occurs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountView {
    /// The name.
    pub name: String,
    /// How often.
    pub count: usize,
}

/// Why a request could not be answered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ErrorView {
    /// In one sentence.
    pub error: String,
    /// What may be done about it.
    pub hint: Option<String>,
}
