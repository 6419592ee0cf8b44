//! The words of gainsay as types: text, spans and every value that passes between the stages.
//!
//! This crate holds data and span arithmetic only. It reads no file, asks no clock and knows no stage: each
//! stage takes some of these values and returns others.
//!
//! Spans are half-open **byte** ranges inside the program ([`Span`]); everything that leaves the program counts
//! **Unicode code points** instead ([`CharOffsets`] converts).

mod actor;
mod attribution;
mod best;
mod claim;
mod correction;
mod dates;
mod document;
mod event;
mod ids;
mod lineage;
mod matter;
mod name;
mod note;
mod offsets;
mod place;
mod quantity;
mod reader;
mod reading;
mod report;
mod review;
mod source;
mod span;
mod time;

pub use actor::{Actor, ActorKind};
pub use attribution::{Attribution, QuoteKind, Stance};
pub use best::Best;
pub use claim::{Claim, Facts};
pub use correction::{Amended, Corrections};
pub use dates::{days_of, days_written};
pub use document::{Document, Published, PublishedBasis};
pub use event::{Event, Modality, Participant, ParticipantRole, Polarity, Responsibility};
pub use ids::{ActorId, AttributionId, ClaimId, ClaimRef, DocumentId, EventId, IdError, MatterId, OriginId};
pub use lineage::{OriginNode, OriginTree, Repeat};
pub use matter::{
    Agreement, Comparison, DateRange, Facet, FacetKind, Lifecycle, Matter, MatterPlace, Origin, OriginBasis,
    Relation, RelationKind, Side, Support,
};
pub use name::{Name, NameKind};
pub use note::{Note, NoteCode};
pub use offsets::CharOffsets;
pub use place::{Place, PlacePrecision};
pub use quantity::{Interval, Outcome, Quantity, Scope};
pub use reader::ReaderSettings;
pub use reading::{Reading, ReadingFault};
pub use report::Report;
pub use review::{Anchor, Correction, Decision, Position, Review, Target, taken_back};
pub use source::{SourceMap, SourcePiece, SourcePlace};
pub use span::{Span, SpanError, Spans};
pub use time::{Granularity, InferredDate, InferredFrom, Time, TimeKind, TimeModifier};
