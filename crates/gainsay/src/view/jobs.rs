//! Reports on their way into the ledger from a page.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::types::ErrorView;

/// A file that a page hands over.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AddQuery {
    /// The file's name; nothing is opened under it.
    pub name: String,
    /// The job it belongs to; without one, or where that one has ended, a job is begun.
    pub job: Option<String>,
    /// Whether more files follow for the same job.
    #[serde(default)]
    pub more: bool,
}

/// What is being added, and whether pages may add.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobsView {
    /// Whether pages may add reports.
    pub allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// No file may have more bytes.
    pub max_bytes: usize,
    /// The jobs that wait or run, and those that ended last; the oldest first.
    pub jobs: Vec<JobView>,
}

/// Files that were handed over together.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobView {
    /// Its identifier.
    pub id: String,
    /// `waiting`, `loading` (the reader), `reading`, `comparing`, `done`, `stopped` or `failed`.
    pub state: String,
    /// Its files in the order they came; in an event, none.
    pub files: Vec<JobFileView>,
    /// What became of all its reports.
    pub counts: JobCountsView,
    /// What the ledger holds, once it has ended.
    pub holds: Option<HoldsView>,
    /// Why it failed.
    pub problem: Option<ErrorView>,
}

/// What became of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct JobCountsView {
    /// New in the ledger.
    pub added: usize,
    /// There before.
    pub known: usize,
    /// There before, and read again because the reader has changed.
    pub reread: usize,
    /// Not readable.
    pub failed: usize,
}

/// What a ledger holds.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct HoldsView {
    /// Documents.
    pub documents: usize,
    /// Matters.
    pub matters: usize,
    /// Matters with a contested facet.
    pub contested: usize,
}

/// A file of a job.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobFileView {
    /// Its place among the job's files, counted from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: usize,
    /// How many of them are done.
    pub done: usize,
    /// `waiting`, `reading`, `read`, or `left` where the job ended before.
    pub state: String,
    /// What became of its reports.
    pub counts: JobCountsView,
    /// The first report in it.
    pub document: Option<String>,
    /// What could not be read in it, or not be used: the first few.
    pub remarks: Vec<JobRemarkView>,
}

/// Something of a file that could not be read or used.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JobRemarkView {
    /// The line, counted from 1, where the file holds many reports.
    pub line: Option<usize>,
    /// Whether the report is not in the ledger for it.
    pub failed: bool,
    /// What it is, in a sentence.
    pub reason: String,
    /// What may be done about it.
    pub hint: Option<String>,
}
