//! The keys of the read contract, as they are read.

use gainsay_document::{
    ActorKind, InferredFrom, Modality, NameKind, NoteCode, Outcome, ParticipantRole, PlacePrecision,
    Polarity, PublishedBasis, QuoteKind, ReaderSettings, Stance, TimeKind, TimeModifier,
};
use jiff::civil::Date;
use serde::Deserialize;

/// A key whose absence says something else than `null`.
#[derive(Default)]
pub(super) enum Given<T> {
    #[default]
    Absent,
    Present(Option<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::Present)
    }
}

#[derive(Deserialize)]
pub(super) struct Line {
    pub id: Option<String>,
    pub text: String,
    pub published: Option<Date>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub document: Option<String>,
    pub byline: Option<String>,
    pub agency: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub published_basis: Option<PublishedBasis>,
    #[serde(default)]
    pub body: Given<[usize; 2]>,
    pub inferred_date: Option<InferredDateLine>,
    #[serde(default)]
    pub reader: String,
    pub settings: Option<Box<ReaderSettings>>,
    pub paragraphs: Option<Vec<[usize; 2]>>,
    #[serde(default)]
    pub sentences: Vec<[usize; 2]>,
    #[serde(default)]
    pub attributions: Vec<AttributionLine>,
    #[serde(default)]
    pub names: Vec<NameLine>,
    #[serde(default)]
    pub actors: Vec<ActorLine>,
    #[serde(default)]
    pub quantities: Vec<QuantityLine>,
    #[serde(default)]
    pub headline: Vec<QuantityLine>,
    #[serde(default)]
    pub times: Vec<TimeLine>,
    #[serde(default)]
    pub places: Vec<PlaceLine>,
    #[serde(default)]
    pub events: Vec<EventLine>,
    #[serde(default)]
    pub claims: Vec<ClaimLine>,
    #[serde(default)]
    pub notes: Vec<NoteLine>,
}

#[derive(Deserialize)]
pub(super) struct InferredDateLine {
    pub date: Date,
    pub span: [usize; 2],
    pub from: InferredFrom,
}

#[derive(Deserialize)]
pub(super) struct AttributionLine {
    pub id: String,
    #[serde(default)]
    pub source: Vec<[usize; 2]>,
    #[serde(default)]
    pub cue: Vec<[usize; 2]>,
    #[serde(default)]
    pub content: Vec<[usize; 2]>,
    #[serde(default = "indirect")]
    pub quote: QuoteKind,
    #[serde(default = "say")]
    pub stance: Stance,
    pub inside: Option<String>,
    pub actor: Option<String>,
    #[serde(default)]
    pub confidence: f32,
}

fn indirect() -> QuoteKind {
    QuoteKind::Indirect
}

fn say() -> Stance {
    Stance::Say
}

#[derive(Deserialize)]
pub(super) struct NameLine {
    pub span: [usize; 2],
    pub kind: NameKind,
}

#[derive(Deserialize)]
pub(super) struct ActorLine {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub kind: ActorWord,
    pub role: Option<String>,
    pub affiliation: Option<String>,
    #[serde(default)]
    pub mentions: Vec<[usize; 2]>,
}

/// The contract's words for kinds of actors.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ActorWord {
    Person,
    Organisation,
    Unnamed,
    Outlet,
    #[default]
    Unknown,
}

impl From<ActorWord> for ActorKind {
    fn from(word: ActorWord) -> Self {
        match word {
            ActorWord::Person => Self::Person,
            ActorWord::Organisation => Self::Organisation,
            ActorWord::Unnamed => Self::Group,
            ActorWord::Outlet => Self::Media,
            ActorWord::Unknown => Self::Unknown,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct QuantityLine {
    pub span: [usize; 2],
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub approximator: Option<String>,
    pub unit: Option<String>,
    pub outcome: Option<Outcome>,
    pub outcome_detail: Option<Outcome>,
    pub category: Option<String>,
    pub affiliation: Option<String>,
    pub scope: Option<String>,
    pub part_of: Option<usize>,
}

#[derive(Deserialize)]
pub(super) struct TimeLine {
    pub span: [usize; 2],
    #[serde(rename = "type")]
    pub kind: TimeKind,
    pub value: String,
    pub modifier: Option<TimeModifier>,
    pub start: Option<Date>,
    pub end: Option<Date>,
}

#[derive(Deserialize)]
pub(super) struct PlaceLine {
    pub span: [usize; 2],
    pub name: String,
    pub geonameid: Option<u32>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub is_country: Option<bool>,
    #[serde(default)]
    pub precision: PlacePrecision,
    #[serde(default)]
    pub associative: bool,
}

#[derive(Deserialize)]
pub(super) struct EventLine {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub trigger: [usize; 2],
    #[serde(default)]
    pub polarity: EventPolarity,
    #[serde(default)]
    pub modality: Modality,
    #[serde(default)]
    pub places: Vec<usize>,
    #[serde(default)]
    pub times: Vec<usize>,
    #[serde(default)]
    pub quantities: Vec<usize>,
    #[serde(default)]
    pub actors: Vec<ParticipantLine>,
    #[serde(default)]
    pub org_confidence: Vec<String>,
}

/// The contract's words for whether an event happened.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum EventPolarity {
    #[default]
    Positive,
    Negative,
}

#[derive(Deserialize)]
pub(super) struct ParticipantLine {
    pub role: ParticipantRole,
    pub actor: String,
}

#[derive(Deserialize)]
pub(super) struct ClaimLine {
    pub span: Vec<[usize; 2]>,
    pub attribution: Option<String>,
    #[serde(default)]
    pub events: Vec<String>,
    #[serde(default)]
    pub quantities: Vec<usize>,
    #[serde(default)]
    pub polarity: Polarity,
    #[serde(default)]
    pub modality: Modality,
    #[serde(default)]
    pub times: Vec<usize>,
    #[serde(default)]
    pub places: Vec<usize>,
}

#[derive(Deserialize)]
pub(super) struct NoteLine {
    pub code: NoteCode,
    pub span: Option<[usize; 2]>,
    pub message: String,
    pub hint: Option<String>,
}
