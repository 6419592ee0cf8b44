//! The thread that reads what pages hand over: the reader is made once, with the first job.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;
use std::thread::available_parallelism;
use std::time::Duration;

use gainsay_ingest::Overrides;
use gainsay_ledger::{Access, Ledger};
use gainsay_read::Reader;
use jiff::Timestamp;

use super::Shared;
use super::job::{Job, Phase, Waiting, holds};
use crate::run::{self, Input, Interrupt, Step, Stream};
use crate::view::ErrorView;

/// How long a job waits for files that are said to follow and do not come.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a report waits to be written while a decision has all reports compared anew.
const WRITING: Duration = Duration::from_secs(600);

/// Do one job after the other until the program ends.
pub fn work(shared: &Shared) {
    let mut reader = None;
    while let Some(id) = next(shared) {
        let done = catch_unwind(AssertUnwindSafe(|| run(shared, &id, &mut reader)));
        let problem = match done {
            Ok(Ok(())) => continue,
            Ok(Err(problem)) => problem,
            Err(_) => ErrorView { error: "the program failed on this".to_owned(), hint: None },
        };
        change(shared, &id, |job, version| {
            job.leave(version);
            job.phase = Phase::Failed;
            job.problem = Some(problem);
        });
    }
}

/// The next job that waits, begun: from here on nobody else ends it. `None`: the program ends.
fn next(shared: &Shared) -> Option<String> {
    let mut state = shared.lock();
    while !state.closed {
        if let Some(job) = state.jobs.iter_mut().find(|job| job.phase == Phase::Waiting) {
            job.phase = Phase::Loading;
            let id = job.id.clone();
            state.version += 1;
            shared.tell(state);
            return Some(id);
        }
        state = shared.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    None
}

fn run(shared: &Shared, id: &str, made: &mut Option<Reader>) -> Result<(), ErrorView> {
    let reader = match made {
        Some(reader) => &*reader,
        None => {
            let load = shared.load.as_ref().map_err(|reason| problem(reason.clone(), None))?;
            made.insert(load()?)
        }
    };
    let mut ledger = Ledger::open(&shared.path, Access::ReadWrite).map_err(|error| told(&error))?;
    ledger.set_patience(WRITING).map_err(|error| told(&error))?;
    let mut interrupt = Interrupt::default();
    change(shared, id, |job, _| {
        job.phase = Phase::Reading;
        interrupt = job.interrupt.clone();
    });
    read(shared, id, &mut ledger, (reader, &interrupt)).map_err(|error| told(&error))?;
    change(shared, id, |job, version| {
        job.leave(version);
        job.phase = Phase::Comparing;
    });
    let one = shared.writing.lock().unwrap_or_else(PoisonError::into_inner);
    if !ledger.comparison_is_current().map_err(|error| told(&error))? {
        run::compare(&mut ledger).map_err(|error| told(&error))?;
    }
    drop(one);
    let summary = ledger.summary().map_err(|error| told(&error))?;
    drop(ledger);
    change(shared, id, |job, _| {
        job.holds = Some(holds(&summary));
        job.phase = if interrupt.asked() { Phase::Stopped } else { Phase::Done };
    });
    Ok(())
}

/// Read the files of a job as they come.
fn read(
    shared: &Shared,
    id: &str,
    ledger: &mut Ledger,
    (reader, interrupt): (&Reader, &Interrupt),
) -> Result<(), gainsay_ledger::Error> {
    let overrides = Overrides::default();
    // Somebody watches: each processor has something to do, and what is done is told soon.
    let batch = available_parallelism().map_or(1, NonZeroUsize::get);
    let stream = Stream::new(reader, &overrides, interrupt).in_batches_of(batch);
    while let Some(files) = take(shared, id) {
        let (mut indices, mut inputs) = (Vec::new(), Vec::new());
        for Waiting { index, name, bytes } in files {
            inputs.push(Input::held(&name, Cow::Owned(bytes)));
            indices.push((name, index));
        }
        // A part of an archive belongs to the file that it stands in.
        let index = |path: &str| {
            let is_of = |name: &str| {
                path.strip_prefix(name).is_some_and(|part| part.is_empty() || part.starts_with("!/"))
            };
            indices.iter().find(|(name, _)| is_of(name)).map(|(_, index)| *index)
        };
        run::add(ledger, &stream, (&inputs, Vec::new()), Timestamp::now(), |step| {
            change(shared, id, |job, version| match step {
                Step::Kept(kept) => index(kept.path).into_iter().for_each(|at| job.kept(at, kept, version)),
                Step::Failed(failed) => {
                    index(&failed.path).into_iter().for_each(|at| job.failed(at, failed, version));
                }
                Step::Flawed(flawed) => {
                    index(&flawed.path).into_iter().for_each(|at| job.flawed(at, flawed, version));
                }
                Step::Done(bytes) => job.advance(usize::try_from(bytes).unwrap_or(usize::MAX - 1), version),
            });
        })?;
        let indices: Vec<usize> = indices.iter().map(|(_, index)| *index).collect();
        change(shared, id, |job, version| job.finish(&indices, version));
    }
    Ok(())
}

/// The files that wait; where none does and more are said to follow, those that come. `None`: there are no more.
fn take(shared: &Shared, id: &str) -> Option<Vec<Waiting>> {
    let mut state = shared.lock();
    loop {
        let (version, closed) = (state.version, state.closed);
        let job = state.job(id)?;
        if closed || job.interrupt.asked() {
            return None;
        }
        let files = job.take(version);
        if !files.is_empty() {
            return Some(files);
        }
        if !job.more {
            // From here on nothing joins: a file that comes now begins a job of its own.
            job.phase = Phase::Comparing;
            return None;
        }
        let (woken, waited) =
            shared.wake.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner);
        state = woken;
        if waited.timed_out()
            && let Some(job) = state.job(id)
        {
            job.more = false;
        }
    }
}

fn change(shared: &Shared, id: &str, work: impl FnOnce(&mut Job, u64)) {
    shared.change(|state| {
        let version = state.version;
        if let Some(job) = state.job(id) {
            work(job, version);
        }
    });
}

fn told(error: &gainsay_ledger::Error) -> ErrorView {
    problem(error.to_string(), error.hint().map(str::to_owned))
}

fn problem(error: String, hint: Option<String>) -> ErrorView {
    ErrorView { error, hint }
}

#[cfg(test)]
mod tests {
    use super::super::{Intake, State};
    use super::*;

    fn with_a_job() -> Intake {
        let intake = Intake::new("ledger.db".into(), Err("nothing is read".to_owned()), Default::default());
        *intake.0.lock() = State { jobs: [Job::new("1".to_owned())].into(), ..State::default() };
        intake
    }

    #[test]
    fn a_job_that_waits_is_stopped_at_once() {
        let intake = with_a_job();
        assert_eq!(intake.stop("1").unwrap().state, "stopped");
    }

    #[test]
    fn a_job_that_was_begun_is_stopped_by_its_thread_alone() {
        let intake = with_a_job();
        assert_eq!(next(&intake.0).as_deref(), Some("1"));
        assert_eq!(intake.stop("1").unwrap().state, "loading");
        assert!(intake.0.lock().job("1").unwrap().interrupt.asked());
    }
}
