//! One input and what comes of it.

use gainsay_ingest::Overrides;

use super::Taken;
use super::broken::Broken;
use super::given::Given;
use super::worker::{self, Answer, Worker};
use crate::run::FailedRead;

/// So many parts of a file may each end the process that takes in; after them the rest of the file is given up.
const LEFT_OUT: usize = 16;

/// The reports of one input, as they come from a process of its own.
///
/// Where a part of the input ends the process, a new one takes the input in again without that part.
pub struct Job<'b> {
    name: String,
    given: Given<'b>,
    overrides: Overrides,
    worker: Option<Worker>,
    /// How many reports were handed on.
    told: usize,
    /// How many of them are still to come a second time.
    again: usize,
    /// The parts that ended a process, and how.
    left_out: Vec<(u64, FailedRead)>,
    done: bool,
}

impl<'b> Job<'b> {
    /// The job to take in a file called `name`.
    pub fn of(name: &str, given: Given<'b>, overrides: &Overrides) -> Self {
        Self {
            name: name.to_owned(),
            given,
            overrides: overrides.clone(),
            worker: None,
            told: 0,
            again: 0,
            left_out: Vec::new(),
            done: false,
        }
    }

    /// Hand the input to a process that others may have used, else to a new one.
    fn ask(&mut self) -> Result<(), Broken> {
        let mut worker = worker::get()?;
        if worker.ask(&self.name, &self.given, &self.overrides, &self.left_out).is_ok() {
            self.worker = Some(worker);
            return Ok(());
        }
        self.ask_anew(0)
    }

    /// Hand the input to a new process, of which so many records were told already.
    fn ask_anew(&mut self, told: usize) -> Result<(), Broken> {
        self.again = told;
        let mut worker = Worker::start()?;
        worker.ask(&self.name, &self.given, &self.overrides, &self.left_out)?;
        self.worker = Some(worker);
        Ok(())
    }

    /// The next piece.
    fn answer(&mut self) -> Result<Answer<'b>, Broken> {
        if self.worker.is_none() {
            self.ask()?;
        }
        loop {
            let Some(worker) = &mut self.worker else { return Ok(Answer::End) };
            let broken = match worker.answer(&mut self.given) {
                Ok(answer) => return Ok(answer),
                Err(broken) => broken,
            };
            let (fresh, mut told, part) = (worker.is_fresh(), worker.records(), worker.part());
            self.worker = None;
            // What came before may have had a part in it: whether it is this input's own doing shows in a new process.
            let maybe_worn = !matches!(broken, Broken::TooLong(_) | Broken::NotStarted(_));
            if fresh || !maybe_worn {
                let known = |part: u64| self.left_out.iter().any(|(left_out, _)| *left_out == part);
                let part = part.filter(|(part, _)| !known(*part) && self.left_out.len() < LEFT_OUT);
                let Some((part, before)) = part else { return Err(broken) };
                // What came of the part itself does not come again: in its place stands one failure.
                told = before;
                self.left_out.push((part, broken.failed(0)));
            }
            self.ask_anew(told)?;
        }
    }
}

impl<'b> Iterator for Job<'b> {
    type Item = Taken<'b>;

    fn next(&mut self) -> Option<Taken<'b>> {
        while !self.done {
            match self.answer() {
                Ok(Answer::Record(_)) if self.again > 0 => self.again -= 1,
                Ok(Answer::Record(taken)) => {
                    self.told += 1;
                    return Some(taken);
                }
                Ok(Answer::Refused(failed)) => {
                    self.done = true;
                    self.worker.take().into_iter().for_each(worker::put_back);
                    return Some(Taken::refused(self.given.at_hand(), failed));
                }
                Ok(Answer::End) => {
                    self.done = true;
                    self.worker.take().into_iter().for_each(worker::put_back);
                }
                Err(broken) => {
                    (self.done, self.worker) = (true, None);
                    let bytes = if self.told == 0 { self.given.at_hand() } else { &[] };
                    return Some(Taken::refused(bytes, broken.failed(self.told)));
                }
            }
        }
        None
    }
}
