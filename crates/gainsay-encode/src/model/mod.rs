//! The weights: an ONNX graph, run over windows.

mod batch;
mod input;
mod lanes;
mod output;
mod runtime;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::Error;
use lanes::Lanes;
use runtime::{Declared, Graph, guarded};

pub use input::Input;
pub use output::{Answer, Matrix};
#[cfg(feature = "ort")]
pub use runtime::OnnxRuntime;
pub use runtime::Runtime;

/// The graph's inputs by name: windows × pieces, the last three windows × words.
const INPUTS: [&str; 6] = ["ids", "shapes", "mask", "index", "words", "sentences"];

/// How a model runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Threads that all runs of the model together may keep busy.
    pub threads: NonZeroUsize,
    /// Padded pieces of a batch; zero runs every window alone.
    ///
    /// 8-bit weights scale a batch's numbers together, so that only windows run alone answer exactly the same in
    /// whatever company.
    pub batch_pieces: usize,
}

/// Loaded weights. Runs may be asked for from several threads at once.
pub struct Model {
    graph: Box<dyn Graph>,
    outputs: Vec<Output>,
    lanes: Lanes,
    batch_pieces: usize,
}

struct Output {
    name: String,
    /// Whether words point at words: as many columns as words and `[CLS]`.
    square: bool,
}

/// The SHA-256 of weights, in hexadecimal: what [`Model::load`] compares.
#[must_use]
pub fn digest(weights: &[u8]) -> String {
    Sha256::digest(weights).iter().fold(String::with_capacity(64), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

impl Model {
    /// Loads weights: the bytes of an ONNX file with the six inputs and the outputs that the training exports.
    ///
    /// `wanted` names the outputs to compute, in the order in which every [`Answer`] has them; what only the others need
    /// is not computed by `rten`. An empty list means all, in the file's order.
    ///
    /// `sha256` is their [`digest`] (hexadecimal, of either case); a file that differs in one bit is refused before it
    /// is parsed, because the format has no checksum and the runtime's parser may never end on damage. One short window
    /// is run to see that the graph works.
    ///
    /// # Errors
    ///
    /// If the file is damaged, uses what is not supported, or is not the graph of a reader.
    pub fn load(
        weights: impl Into<Cow<'static, [u8]>>,
        sha256: &str,
        wanted: &[&str],
        options: Options,
    ) -> Result<Self, Error> {
        Self::load_on(&Runtime::Rten, weights, sha256, wanted, options)
    }

    /// Loads weights as [`Model::load`] does, to be computed by `runtime`.
    ///
    /// # Errors
    ///
    /// If the file is damaged, uses what is not supported, or is not the graph of a reader.
    pub fn load_on(
        runtime: &Runtime,
        weights: impl Into<Cow<'static, [u8]>>,
        sha256: &str,
        wanted: &[&str],
        options: Options,
    ) -> Result<Self, Error> {
        let weights = weights.into();
        if !sha256.eq_ignore_ascii_case(&digest(&weights)) {
            return Err(Error::weights("the weights are damaged: their checksum differs"));
        }
        let graph = runtime::load(runtime, weights, options.threads.get())?;
        let inputs = graph.inputs();
        if let Some(name) = INPUTS.iter().find(|name| !inputs.iter().any(|input| input == *name)) {
            return Err(Error::weights(format!("the weights are not a reader's: no input {name}")));
        }
        let model = Self {
            outputs: chosen(outputs(graph.outputs())?, wanted)?,
            graph,
            lanes: Lanes::new(options.threads.get()),
            batch_pieces: options.batch_pieces,
        };
        model.run(&[Input::shortest()]).map_err(|error| {
            Error::weights(format!("the weights do not work, not even on one word: {error}"))
        })?;
        Ok(model)
    }

    /// The names of the outputs, in the order of every [`Answer`].
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = &str> {
        self.outputs.iter().map(|output| output.name.as_str())
    }

    /// The answers for every window, in order.
    ///
    /// They do not depend on the number of threads, and on the other windows only as [`Options::batch_pieces`] says.
    ///
    /// # Errors
    ///
    /// If the graph fails, as with a piece that the weights do not know, or answers something that is no number.
    pub fn run(&self, windows: &[Input]) -> Result<Vec<Answer>, Error> {
        let batches = batch::plan(windows, self.batch_pieces);
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(batches.len()));
        let work = || {
            while let Some(places) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                let inputs: Vec<_> = places.iter().map(|place| &windows[*place]).collect();
                let answers = self.lanes.with(|lane| self.run_batch(&inputs, lane));
                done.lock().unwrap_or_else(PoisonError::into_inner).push((places, answers));
            }
        };
        // Threads of their own even for one lane: a caller that is a worker of a pool would otherwise start other
        // work of that pool while it waits for the lane.
        std::thread::scope(|scope| {
            for _ in 0..self.lanes.count().min(batches.len()) {
                scope.spawn(work);
            }
        });
        let mut out = vec![None; windows.len()];
        let mut failed: Option<(usize, Error)> = None;
        for (places, answers) in done.into_inner().unwrap_or_else(PoisonError::into_inner) {
            match answers {
                Ok(answers) => {
                    for (place, answer) in places.iter().zip(answers) {
                        out[*place] = Some(answer);
                    }
                }
                // Of several errors always the same one, whichever thread was first.
                Err(error) if failed.as_ref().is_none_or(|(first, _)| places[0] < *first) => {
                    failed = Some((places[0], error));
                }
                Err(_) => {}
            }
        }
        match failed {
            Some((_, error)) => Err(error),
            None => out
                .into_iter()
                .collect::<Option<_>>()
                .ok_or_else(|| Error::run("the encoder left a window without an answer")),
        }
    }

    fn run_batch(&self, batch: &[&Input], lane: usize) -> Result<Vec<Answer>, Error> {
        let (arrays, words) = batch::arrays(batch);
        let inputs = INPUTS.into_iter().zip(arrays).collect();
        let names: Vec<_> = self.outputs().collect();
        let values = guarded(|| self.graph.run(lane, inputs, &names))
            .ok_or_else(|| Error::run("the encoder failed on a window"))?
            .map_err(|error| Error::run(format!("the encoder failed on a window: {error}")))?;
        let mut answers = vec![Answer { outputs: Vec::with_capacity(names.len()) }; batch.len()];
        for (output, ([rows, height, width], values)) in self.outputs.iter().zip(values) {
            let fits = rows == batch.len() && height == words && (!output.square || width == words);
            if !fits || width == 0 || values.iter().any(|value| !value.is_finite()) {
                return Err(Error::run(format!("output {} is no answer to a window", output.name)));
            }
            for ((input, answer), own) in
                batch.iter().zip(&mut answers).zip(values.chunks_exact(height * width))
            {
                answer.outputs.push(trimmed(own, width, input.words(), output.square));
            }
        }
        Ok(answers)
    }
}

/// One window's part of an output, without the row of `[CLS]` and without padding.
fn trimmed(values: &[f32], width: usize, words: usize, square: bool) -> Matrix {
    let columns = if square { 1 + words } else { width };
    let rows = values.chunks_exact(width).skip(1).take(words);
    Matrix::new(columns, rows.flat_map(|row| &row[..columns]).copied().collect())
}

fn outputs(declared: Vec<Declared>) -> Result<Vec<Output>, Error> {
    let strange = |name: &str| Error::weights(format!("the weights are not a reader's: output {name:?}"));
    let outputs: Vec<_> = declared
        .into_iter()
        .map(|Declared { name, shape }| match shape.as_slice() {
            [_, _, last] => Ok(Output { name, square: last.is_none() }),
            _ => Err(strange(&name)),
        })
        .collect::<Result<_, _>>()?;
    if outputs.is_empty() { Err(strange("none")) } else { Ok(outputs) }
}

/// The outputs of the wanted names, in their order; all of them where none is named.
fn chosen(mut all: Vec<Output>, wanted: &[&str]) -> Result<Vec<Output>, Error> {
    if wanted.is_empty() {
        return Ok(all);
    }
    wanted
        .iter()
        .map(|name| {
            let place = all.iter().position(|output| output.name == *name);
            place
                .map(|place| all.swap_remove(place))
                .ok_or_else(|| Error::weights(format!("the weights are not a reader's: no output {name}")))
        })
        .collect()
}
