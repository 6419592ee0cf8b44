//! Files that pages hand over, on their way into the ledger: one job at a time, in a thread of its own.
//!
//! The pages read by a connection that cannot write; a job opens one that can, and closes it when it ends.

mod job;
mod worker;

use std::collections::VecDeque;
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use axum::response::sse::Event;
use futures_util::stream::{Stream, unfold};
use gainsay_ledger::{Access, Ledger};
use gainsay_read::Reader;
use tokio::sync::watch;

use crate::view::{ErrorView, JobView, JobsView};
use job::{Job, Phase};

/// No file that a page hands over has more bytes.
pub const MAX_FILE: usize = 64 << 20;
/// No more bytes wait to be read.
const MAX_WAITING: usize = 512 << 20;
/// So many jobs that ended are remembered.
const REMEMBERED: usize = 8;
/// No name of a file is longer.
const MAX_NAME: usize = 300;

/// Makes the reader: with the first job, for it takes a moment.
pub type Loader = Box<dyn Fn() -> Result<Reader, ErrorView> + Send + Sync>;

/// Why a file is not taken.
#[derive(Debug)]
pub enum Refused {
    /// Pages may not add, with the reason.
    Forbidden(String),
    /// So much waits that there is no room.
    Full,
    /// The job was stopped.
    Stopped,
    /// The ledger cannot be written.
    Ledger(gainsay_ledger::Error),
}

/// The files that pages hand over.
#[derive(Clone)]
pub struct Intake(Arc<Shared>);

struct Shared {
    path: PathBuf,
    /// Held by the one who compares anew, here or for a decision.
    writing: Arc<Mutex<()>>,
    /// How the reader is made, or why nothing may be added.
    load: Result<Loader, String>,
    state: Mutex<State>,
    /// Woken with every change, for the worker.
    wake: Condvar,
    /// The version of the jobs, for those who watch.
    version: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct State {
    jobs: VecDeque<Job>,
    /// Grows with every change.
    version: u64,
    /// How many jobs there were.
    count: u64,
    has_worker: bool,
    closed: bool,
}

impl State {
    fn job(&mut self, id: &str) -> Option<&mut Job> {
        self.jobs.iter_mut().find(|job| job.id == id)
    }
}

impl Intake {
    /// An intake for the ledger at `path`, with how its reader is made, or why pages may not add; `writing` is held by
    /// whoever compares anew.
    pub fn new(path: PathBuf, load: Result<Loader, String>, writing: Arc<Mutex<()>>) -> Self {
        Self(Arc::new(Shared {
            path,
            writing,
            load,
            state: Mutex::default(),
            wake: Condvar::new(),
            version: watch::Sender::default(),
        }))
    }

    /// Take a file into the job called `job`, or into a new one. May wait for the ledger: not for a thread that answers.
    ///
    /// # Errors
    /// When pages may not add, too much waits, the job was stopped, or the ledger cannot be written.
    pub fn add(&self, job: Option<&str>, name: &str, bytes: Vec<u8>, more: bool) -> Result<JobView, Refused> {
        if let Err(reason) = &self.0.load {
            return Err(Refused::Forbidden(reason.clone()));
        }
        let known = job.and_then(|id| self.0.lock().job(id).map(|job| (job.phase, job.interrupt.asked())));
        match known {
            Some((_, true)) => return Err(Refused::Stopped),
            Some((phase, false)) if phase.is_open() => {}
            // Tell it to the one who begins, not when its turn comes.
            _ => drop(Ledger::open(&self.0.path, Access::ReadWrite).map_err(Refused::Ledger)?),
        }
        let name = plain_name(name);
        let view = self.0.change(|state| {
            let held: usize = state.jobs.iter().map(Job::held).sum();
            if held + bytes.len() > MAX_WAITING {
                return Err(Refused::Full);
            }
            let open = job.filter(|id| state.job(id).is_some_and(|job| job.phase.is_open()));
            let id = match open {
                Some(id) => id.to_owned(),
                None => {
                    state.count += 1;
                    let id = format!("{}-{}", std::process::id(), state.count);
                    state.jobs.push_back(Job::new(id.clone()));
                    id
                }
            };
            let version = state.version;
            let job = state.job(&id).ok_or(Refused::Stopped)?;
            job.push(name, bytes, version);
            job.more = more;
            Ok(job.head())
        })?;
        self.0.forget();
        Shared::employ(&self.0);
        Ok(view)
    }

    /// Whether pages may add, and what is being added.
    pub fn jobs(&self) -> JobsView {
        let state = self.0.lock();
        let reason = self.0.load.as_ref().err().cloned();
        JobsView {
            allowed: reason.is_none(),
            reason,
            max_bytes: MAX_FILE,
            jobs: state.jobs.iter().map(whole).collect(),
        }
    }

    /// One job with its files.
    pub fn job(&self, id: &str) -> Option<JobView> {
        self.0.lock().job(id).map(|job| whole(job))
    }

    /// Stop a job after the reports at hand; what was read stays. One that has ended stays as it is.
    pub fn stop(&self, id: &str) -> Option<JobView> {
        self.0.change(|state| {
            let version = state.version;
            let job = state.job(id)?;
            if job.phase.is_open() {
                job.interrupt.ask();
                if job.phase == Phase::Waiting {
                    job.leave(version);
                    job.phase = Phase::Stopped;
                }
            }
            Some(whole(job))
        })
    }

    /// Stop every job, for the program ends.
    pub fn close(&self) {
        self.0.change(|state| {
            state.closed = true;
            state.jobs.iter().for_each(|job| job.interrupt.ask());
        });
    }

    /// What becomes of a job, as it comes: `file` for each file that changed, `job` for the whole. Ends with the job.
    pub fn events(&self, id: String) -> Option<impl Stream<Item = Result<Event, Infallible>> + Send + use<>> {
        self.0.lock().job(&id)?;
        let watching = self.0.version.subscribe();
        let start = (Arc::clone(&self.0), watching, id, 0, VecDeque::new(), false);
        Some(unfold(start, |(shared, mut watching, id, mut seen, mut waiting, mut ended)| async move {
            loop {
                if let Some(event) = waiting.pop_front() {
                    return Some((Ok(event), (shared, watching, id, seen, waiting, ended)));
                }
                if ended {
                    return None;
                }
                watching.mark_unchanged();
                let version = shared.since(&id, seen, &mut waiting, &mut ended)?;
                if version == seen && !ended {
                    watching.changed().await.ok()?;
                }
                seen = version;
            }
        }))
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Change the jobs, and tell those who watch.
    fn change<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        state.version += 1;
        let done = work(&mut state);
        self.tell(state);
        done
    }

    /// Tell those who watch that there is another version.
    fn tell(&self, state: MutexGuard<'_, State>) {
        let version = state.version;
        drop(state);
        self.wake.notify_all();
        self.version.send_replace(version);
    }

    /// The events of a job after the version `seen`, and the version of now. `None` where the job is forgotten.
    fn since(&self, id: &str, seen: u64, events: &mut VecDeque<Event>, ended: &mut bool) -> Option<u64> {
        let mut state = self.lock();
        let (version, closed) = (state.version, state.closed);
        let job = state.job(id)?;
        if version > seen {
            let files = job.files_since(seen);
            events
                .extend(files.iter().filter_map(|file| Event::default().event("file").json_data(file).ok()));
            events.extend(Event::default().event("job").json_data(job.head()).ok());
        }
        *ended = job.phase.has_ended() || closed;
        Some(version)
    }

    /// Forget the jobs that ended long ago.
    fn forget(&self) {
        let mut state = self.lock();
        while state.jobs.len() > REMEMBERED && state.jobs.front().is_some_and(|job| job.phase.has_ended()) {
            state.jobs.pop_front();
        }
    }

    /// Start the thread that reads, once.
    fn employ(this: &Arc<Self>) {
        if std::mem::replace(&mut this.lock().has_worker, true) {
            return;
        }
        let shared = Arc::clone(this);
        std::thread::spawn(move || worker::work(&shared));
    }
}

fn whole(job: &Job) -> JobView {
    JobView { files: job.files_since(0), ..job.head() }
}

/// A file's name as data: nothing in it steers a terminal or runs on without end.
fn plain_name(name: &str) -> String {
    let shown = name.chars().take(MAX_NAME).map(|one| if one.is_control() { '\u{FFFD}' } else { one });
    let shown: String = shown.collect();
    if shown.trim().is_empty() { "unnamed".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_data() {
        assert_eq!(plain_name("a\u{1b}[2J\n.txt"), "a\u{FFFD}[2J\u{FFFD}.txt");
        assert_eq!(plain_name(" "), "unnamed");
        assert_eq!(plain_name(&"x".repeat(1000)).len(), MAX_NAME);
        assert_eq!(plain_name("../<b>\u{202e}.txt"), "../<b>\u{202e}.txt");
    }

    #[test]
    fn where_adding_is_forbidden_the_reason_is_told() {
        let intake = Intake::new("ledger.db".into(), Err("not here".to_owned()), Arc::default());
        assert!(
            matches!(intake.add(None, "a", Vec::new(), false), Err(Refused::Forbidden(why)) if why == "not here")
        );
        assert_eq!(intake.jobs().reason.as_deref(), Some("not here"));
    }

    #[test]
    fn a_ledger_that_cannot_be_opened_begins_no_job() {
        let folder = tempfile::tempdir().unwrap();
        let load: Loader = Box::new(|| Ok(Reader::rules()));
        let intake = Intake::new(folder.path().join("none.db"), Ok(load), Arc::default());
        assert!(matches!(intake.add(None, "a", Vec::new(), false), Err(Refused::Ledger(_))));
        assert!(intake.jobs().jobs.is_empty());
    }
}
