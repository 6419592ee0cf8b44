//! Files that were handed over together, and how far they are.

use std::collections::VecDeque;

use gainsay_ledger::Summary;

use crate::run::{FailedInput, FlawedInput, Interrupt, Kept, KeptInput};
use crate::view::{ErrorView, HoldsView, JobCountsView, JobFileView, JobRemarkView, JobView};

/// So many remarks on one file are kept; the ledger keeps every failure.
const REMARKS: usize = 50;

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Waiting,
    Loading,
    Reading,
    Comparing,
    Done,
    Stopped,
    Failed,
}

impl Phase {
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Done | Self::Stopped | Self::Failed)
    }

    /// Whether files may still join.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Loading | Self::Reading)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Loading => "loading",
            Self::Reading => "reading",
            Self::Comparing => "comparing",
            Self::Done => "done",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }
}

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileState {
    Waiting,
    Reading,
    Read,
    Left,
}

/// A file of a job.
#[derive(Debug)]
struct File {
    name: String,
    size: usize,
    /// How many of its bytes are accounted for, each report's line end among them.
    done: usize,
    state: FileState,
    counts: JobCountsView,
    document: Option<String>,
    remarks: Vec<JobRemarkView>,
    /// The version of all jobs in which it last changed.
    changed: u64,
}

/// A file that waits, with its bytes.
#[derive(Debug)]
pub struct Waiting {
    pub index: usize,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Files that were handed over together.
#[derive(Debug)]
pub struct Job {
    pub id: String,
    pub phase: Phase,
    /// Whether more files are said to follow.
    pub more: bool,
    pub interrupt: Interrupt,
    pub holds: Option<HoldsView>,
    pub problem: Option<ErrorView>,
    files: Vec<File>,
    waiting: VecDeque<Waiting>,
    /// The file of which the last report was.
    last: Option<usize>,
}

impl Job {
    pub fn new(id: String) -> Self {
        Self {
            id,
            phase: Phase::Waiting,
            more: false,
            interrupt: Interrupt::default(),
            holds: None,
            problem: None,
            files: Vec::new(),
            waiting: VecDeque::new(),
            last: None,
        }
    }

    /// Take a file in.
    pub fn push(&mut self, name: String, bytes: Vec<u8>, changed: u64) {
        self.files.push(File {
            name: name.clone(),
            size: bytes.len(),
            done: 0,
            state: FileState::Waiting,
            counts: JobCountsView::default(),
            document: None,
            remarks: Vec::new(),
            changed,
        });
        self.waiting.push_back(Waiting { index: self.files.len() - 1, name, bytes });
    }

    /// How many bytes wait.
    pub fn held(&self) -> usize {
        self.waiting.iter().map(|file| file.bytes.len()).sum()
    }

    /// The files that wait, up to the first that is called like one before it.
    pub fn take(&mut self, changed: u64) -> Vec<Waiting> {
        let mut batch: Vec<Waiting> = Vec::new();
        while let Some(next) = self.waiting.pop_front() {
            if batch.iter().any(|file| file.name == next.name) {
                self.waiting.push_front(next);
                break;
            }
            self.files[next.index].state = FileState::Reading;
            self.files[next.index].changed = changed;
            batch.push(next);
        }
        batch
    }

    /// A report of the file at `index` is in the ledger.
    pub fn kept(&mut self, index: usize, kept: &KeptInput<'_>, changed: u64) {
        let file = self.file(index, changed);
        match kept.kept {
            Kept::Added => file.counts.added += 1,
            Kept::Known => file.counts.known += 1,
            Kept::Reread => file.counts.reread += 1,
        }
        file.document.get_or_insert_with(|| kept.id.to_string());
    }

    /// Something in the file at `index` could not be read.
    pub fn failed(&mut self, index: usize, failed: &FailedInput, changed: u64) {
        let file = self.file(index, changed);
        file.counts.failed += 1;
        let (reason, hint) = (of_part(&failed.path, &failed.reason), failed.hint.clone());
        file.remark(JobRemarkView { line: failed.line, failed: true, reason, hint });
    }

    /// Something of a report in the file at `index` could not be used.
    pub fn flawed(&mut self, index: usize, flawed: &FlawedInput, changed: u64) {
        let file = self.file(index, changed);
        for reason in flawed.flaws.iter().map(|flaw| of_part(&flawed.path, flaw)) {
            file.remark(JobRemarkView { line: flawed.line, failed: false, reason, hint: None });
        }
    }

    /// So many bytes of the file told of last are done.
    pub fn advance(&mut self, bytes: usize, changed: u64) {
        let Some(file) = self.last.and_then(|index| self.files.get_mut(index)) else { return };
        file.done = file.done.saturating_add(bytes).saturating_add(1).min(file.size);
        file.changed = changed;
        if file.done == file.size {
            file.state = FileState::Read;
        }
    }

    /// The files of a batch are through, or are left where they were.
    pub fn finish(&mut self, batch: &[usize], changed: u64) {
        let stopped = self.interrupt.asked();
        for index in batch {
            let file = &mut self.files[*index];
            if file.state == FileState::Reading {
                file.state = if stopped { FileState::Left } else { FileState::Read };
                file.done = if stopped { file.done } else { file.size };
                file.changed = changed;
            }
        }
    }

    /// Whatever is not read is left.
    pub fn leave(&mut self, changed: u64) {
        self.waiting.clear();
        for file in &mut self.files {
            if file.state != FileState::Read {
                file.state = FileState::Left;
                file.changed = changed;
            }
        }
    }

    /// The job without its files.
    pub fn head(&self) -> JobView {
        let mut counts = JobCountsView::default();
        for file in &self.files {
            counts.added += file.counts.added;
            counts.known += file.counts.known;
            counts.reread += file.counts.reread;
            counts.failed += file.counts.failed;
        }
        JobView {
            id: self.id.clone(),
            state: self.phase.as_str().to_owned(),
            files: Vec::new(),
            counts,
            holds: self.holds,
            problem: self.problem.clone(),
        }
    }

    /// The files that changed after the version `seen`.
    pub fn files_since(&self, seen: u64) -> Vec<JobFileView> {
        let files = self.files.iter().enumerate().filter(|(_, file)| file.changed > seen);
        files.map(|(index, file)| file.view(index)).collect()
    }

    /// The file at `index`, which the next report is of; those before it in the batch are through.
    fn file(&mut self, index: usize, changed: u64) -> &mut File {
        if let Some(last) = self.last
            && last < index
        {
            for file in self.files[last..index].iter_mut().filter(|file| file.state == FileState::Reading) {
                (file.state, file.done, file.changed) = (FileState::Read, file.size, changed);
            }
        }
        self.last = Some(index);
        let file = &mut self.files[index];
        file.changed = changed;
        file
    }
}

impl File {
    fn remark(&mut self, remark: JobRemarkView) {
        if self.remarks.len() < REMARKS {
            self.remarks.push(remark);
        }
    }

    fn view(&self, index: usize) -> JobFileView {
        let state = match self.state {
            FileState::Waiting => "waiting",
            FileState::Reading => "reading",
            FileState::Read => "read",
            FileState::Left => "left",
        };
        JobFileView {
            index,
            name: self.name.clone(),
            size: self.size,
            done: self.done,
            state: state.to_owned(),
            counts: self.counts,
            document: self.document.clone(),
            remarks: self.remarks.clone(),
        }
    }
}

/// What is said of a file, or of a part of it, which is then named.
fn of_part(path: &str, what: &str) -> String {
    path.split_once("!/").map_or_else(|| what.to_owned(), |(_, part)| format!("{part}: {what}"))
}

/// What the ledger holds, for a job that ended.
pub fn holds(summary: &Summary) -> HoldsView {
    HoldsView { documents: summary.documents, matters: summary.matters, contested: summary.contested }
}

#[cfg(test)]
mod tests {
    use gainsay_document::DocumentId;

    use super::*;

    fn states(job: &Job) -> Vec<(String, usize)> {
        job.files_since(0).into_iter().map(|file| (file.state, file.done)).collect()
    }

    #[test]
    fn a_job_tells_how_far_its_files_are() {
        let mut job = Job::new("1".to_owned());
        for name in ["a", "b", "a"] {
            job.push(name.to_owned(), b"four".to_vec(), 1);
        }
        assert_eq!(job.held(), 12);
        let batch: Vec<usize> = job.take(2).iter().map(|file| file.index).collect();
        assert_eq!(batch, [0, 1], "two files of one name are told apart by their batches");
        let id = DocumentId::of_sha256([7; 32]);
        job.kept(0, &KeptInput { path: "a", id: &id, kept: Kept::Added }, 3);
        job.advance(3, 3);
        assert_eq!(states(&job)[0].0, "read", "a report and its line end are the whole file");
        job.kept(1, &KeptInput { path: "b", id: &id, kept: Kept::Known }, 4);
        let word = |state: &str, done| (state.to_owned(), done);
        assert_eq!(states(&job), [word("read", 4), word("reading", 0), word("waiting", 0)]);
        assert_eq!(job.files_since(2).len(), 2);
        job.interrupt.ask();
        job.finish(&batch, 5);
        job.leave(5);
        assert_eq!(states(&job), [word("read", 4), word("left", 0), word("left", 0)]);
        assert_eq!((job.head().counts.added, job.head().counts.known, job.held()), (1, 1, 0));
    }
}
