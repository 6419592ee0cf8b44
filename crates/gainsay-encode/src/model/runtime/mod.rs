//! Runtimes: what computes the graph. All take the same arrays and answer in the same shape.

#[cfg(feature = "ort")]
mod ort;
mod rten;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::Error;

#[cfg(feature = "ort")]
pub use self::ort::OnnxRuntime;

/// What computes the graph.
///
/// Runtimes round differently: two of them give the same labels for nearly all words, but not the same bits.
#[derive(Clone, Debug, Default)]
pub enum Runtime {
    /// `rten`, which is part of the program.
    #[default]
    Rten,
    /// ONNX Runtime: faster on several threads.
    #[cfg(feature = "ort")]
    Ort(OnnxRuntime),
}

/// Numbers of one input, row after row.
pub(super) struct Array {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) values: Vec<i32>,
}

/// Numbers of one output, and its rows, height and width.
pub(super) type Answered = ([usize; 3], Vec<f32>);

/// An output as the file declares it.
pub(super) struct Declared {
    pub(super) name: String,
    /// Its dimensions; None for one that differs from run to run.
    pub(super) shape: Vec<Option<usize>>,
}

/// What a runtime gives, or its own words for why not.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A graph that a runtime has loaded.
pub(super) trait Graph: Send + Sync {
    /// The names of the inputs.
    fn inputs(&self) -> Vec<String>;

    /// The outputs, in the file's order.
    fn outputs(&self) -> Vec<Declared>;

    /// The answers of `outputs` for one batch, in their order, computed by the lane of this number.
    fn run(&self, lane: usize, inputs: Vec<(&str, Array)>, outputs: &[&str]) -> Result<Vec<Answered>>;
}

/// The graph of these weights, ready to run on `lanes` lanes at once.
pub(super) fn load(
    runtime: &Runtime,
    weights: Cow<'static, [u8]>,
    lanes: usize,
) -> std::result::Result<Box<dyn Graph>, Error> {
    let loaded = guarded(|| -> Result<Box<dyn Graph>> {
        match runtime {
            Runtime::Rten => Ok(Box::new(rten::Loaded::of(weights, lanes)?)),
            #[cfg(feature = "ort")]
            Runtime::Ort(runtime) => Ok(Box::new(ort::Loaded::of(runtime, &weights, lanes)?)),
        }
    });
    match loaded {
        Some(Ok(graph)) => Ok(graph),
        Some(Err(error)) => Err(Error::weights(format!("the weights cannot be read: {error}"))),
        None => Err(Error::weights("the weights cannot be read: their graph makes no sense")),
    }
}

/// What `work` gives; None if it panics. The runtimes check much of a graph, but promise an error only for some
/// damage.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
