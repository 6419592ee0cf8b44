//! One input and what comes of it.

use gainsay_ingest::Overrides;

use super::Taken;
use super::broken::Broken;
use super::worker::{self, Answer, Worker};

/// The reports of one input, as they come from a process of its own.
pub struct Job<'b> {
    name: String,
    bytes: &'b [u8],
    overrides: Overrides,
    worker: Option<Worker>,
    /// How many reports were handed on.
    given: usize,
    /// How many of them are still to come a second time.
    again: usize,
    done: bool,
}

impl<'b> Job<'b> {
    /// The job to take in the `bytes` of a file called `name`.
    pub fn of(name: &str, bytes: &'b [u8], overrides: &Overrides) -> Self {
        Self {
            name: name.to_owned(),
            bytes,
            overrides: overrides.clone(),
            worker: None,
            given: 0,
            again: 0,
            done: false,
        }
    }

    fn ask(&mut self, worker: Result<Worker, Broken>) -> Result<(), Broken> {
        let mut worker = worker?;
        let asked = worker.ask(&self.name, self.bytes, &self.overrides);
        if let Err(broken) = asked {
            return if worker.is_fresh() { Err(broken) } else { self.ask(Worker::start()) };
        }
        self.worker = Some(worker);
        Ok(())
    }

    /// The next piece, in a process of its own if the first was worn by other inputs.
    fn answer(&mut self) -> Result<Answer<'b>, Broken> {
        if self.worker.is_none() {
            self.ask(worker::get())?;
        }
        let Some(worker) = &mut self.worker else { return Ok(Answer::End) };
        match worker.answer(self.bytes) {
            // What came before may have had a part in it: whether it is this input's own doing shows in a new process.
            Err(Broken::Memory | Broken::Crashed | Broken::Forbidden | Broken::Nonsense(_))
                if !worker.is_fresh() =>
            {
                self.worker = None;
                self.again = self.given;
                self.ask(Worker::start())?;
                self.answer()
            }
            answer => answer,
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
                    self.given += 1;
                    return Some(taken);
                }
                Ok(Answer::Refused(failed)) => {
                    self.done = true;
                    self.worker.take().into_iter().for_each(worker::put_back);
                    return Some(Taken::refused(self.bytes, failed));
                }
                Ok(Answer::End) => {
                    self.done = true;
                    self.worker.take().into_iter().for_each(worker::put_back);
                }
                Err(broken) => {
                    (self.done, self.worker) = (true, None);
                    let bytes = if self.given == 0 { self.bytes } else { &[] };
                    return Some(Taken::refused(bytes, broken.failed(self.given)));
                }
            }
        }
        None
    }
}
