//! ONNX Runtime: a lane is a session of its own, because the runtime lets a session do one run at a time.

use std::error::Error as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ort::LoadDynamicError;
use ort::environment::Environment;
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{OutputSelector, RunOptions, Session};
use ort::value::{Outlet, Tensor, ValueType};

use super::{Answered, Array, Declared, Graph, Result, guarded};
use crate::Error;

/// ONNX Runtime, as found in a shared library. Clones are the same.
#[derive(Clone, Debug)]
pub struct OnnxRuntime(Environment);

impl OnnxRuntime {
    /// Loads a shared library of ONNX Runtime, 1.17 or later: a path, or a name for the system's search.
    ///
    /// A process can load one library, once: keep a clone for as long as models may be loaded. The library's reports of
    /// its use to its maker, which some builds make, are turned off, and what it would write to the terminal is not
    /// written: failures come back as errors.
    ///
    /// # Errors
    ///
    /// If the library cannot be loaded, is another or too old, or if the process has loaded one.
    pub fn load(library: &Path) -> std::result::Result<Self, Error> {
        let environment = || -> Result<Environment> {
            let builder = ort::init_from(library).map_err(|error| reason(&error))?;
            Ok(builder.with_telemetry(false).with_logger(Arc::new(|_, _, _, _, _| ())).build()?)
        };
        guarded(environment)
            .unwrap_or_else(|| Err("the library makes no sense".into()))
            .map(Self)
            .map_err(|error| Error::library(format!("ONNX Runtime cannot be used: {error}")))
    }
}

/// What the system said of a library that it could not open, or what is wrong with one that it could.
fn reason(error: &LoadDynamicError) -> String {
    let system = match error {
        LoadDynamicError::Dlopen { error, .. } => error.source().map(ToString::to_string),
        _ => None,
    };
    system.unwrap_or_else(|| error.to_string())
}

pub(super) struct Loaded {
    lanes: Vec<Mutex<Session>>,
}

impl Loaded {
    pub(super) fn of(runtime: &OnnxRuntime, weights: &[u8], lanes: usize) -> Result<Self> {
        let session = || session(&runtime.0, weights).map(Mutex::new);
        Ok(Self { lanes: (0..lanes).map(|_| session()).collect::<ort::Result<_>>()? })
    }

    /// The session of a lane. Only runs on lanes of the same number would wait for one another.
    fn session(&self, lane: usize) -> Option<MutexGuard<'_, Session>> {
        self.lanes.get(lane).map(|session| session.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn session(environment: &Environment, weights: &[u8]) -> ort::Result<Session> {
    Session::builder(environment)?
        .with_optimization_level(GraphOptimizationLevel::All)?
        .with_intra_threads(1)?
        .with_inter_threads(1)?
        // Remembers how memory was used for each length of a window; they are many.
        .with_memory_pattern(false)?
        .commit_from_memory(weights)
}

impl Graph for Loaded {
    fn inputs(&self) -> Vec<String> {
        let names =
            |session: &Session| session.inputs().iter().map(|input| input.name().to_owned()).collect();
        self.session(0).map_or_else(Vec::new, |session| names(&session))
    }

    fn outputs(&self) -> Vec<Declared> {
        let declared = |output: &Outlet| {
            let shape = match output.dtype() {
                ValueType::Tensor { shape, .. } => {
                    shape.iter().map(|size| usize::try_from(*size).ok()).collect()
                }
                _ => Vec::new(),
            };
            Declared { name: output.name().to_owned(), shape }
        };
        self.session(0).map_or_else(Vec::new, |session| session.outputs().iter().map(declared).collect())
    }

    fn run(&self, lane: usize, inputs: Vec<(&str, Array)>, outputs: &[&str]) -> Result<Vec<Answered>> {
        let mut session = self.session(lane).ok_or("there is no such lane")?;
        let inputs = inputs
            .into_iter()
            .map(|(name, array)| {
                // This runtime takes exactly the type that the training exports.
                let values: Vec<_> = array.values.into_iter().map(i64::from).collect();
                Ok((name, Tensor::from_array(([array.rows, array.columns], values))?))
            })
            .collect::<Result<Vec<_>>>()?;
        let wanted = outputs.iter().fold(OutputSelector::no_default(), |wanted, name| wanted.with(*name));
        let options = RunOptions::new()?.with_outputs(wanted);
        let answered = session.run_with_options(inputs, &options)?;
        outputs
            .iter()
            .map(|name| {
                let (shape, values) = answered[*name].try_extract_tensor::<f32>()?;
                let sizes = shape
                    .iter()
                    .map(|size| usize::try_from(*size))
                    .collect::<std::result::Result<Vec<_>, _>>()?;
                let shape = sizes.try_into().map_err(|_| format!("output {name} has no three dimensions"))?;
                Ok((shape, values.to_vec()))
            })
            .collect()
    }
}
