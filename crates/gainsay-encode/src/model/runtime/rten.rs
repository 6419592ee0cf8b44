//! `rten`: a lane is a pool of one thread; all lanes share the weights.

use std::borrow::Cow;
use std::sync::Arc;

use rten::{Dimension, Model, ModelOptions, NodeId, NodeInfo, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;

use super::{Answered, Array, Declared, Graph, Result};

pub(super) struct Loaded {
    graph: Model,
    lanes: Vec<Arc<ThreadPool>>,
}

impl Loaded {
    pub(super) fn of(weights: Cow<'static, [u8]>, lanes: usize) -> Result<Self> {
        let mut how = ModelOptions::with_all_ops();
        how.prepack_weights(true);
        let graph = match weights {
            Cow::Borrowed(weights) => how.load_static_slice(weights),
            Cow::Owned(weights) => how.load(weights),
        };
        let lanes = (0..lanes).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect();
        Ok(Self { graph: graph?, lanes })
    }
}

impl Graph for Loaded {
    fn inputs(&self) -> Vec<String> {
        let name = |node: &NodeId| self.graph.node_info(*node)?.name().map(str::to_owned);
        self.graph.input_ids().iter().filter_map(name).collect()
    }

    fn outputs(&self) -> Vec<Declared> {
        let declared = |node: &NodeId| {
            let info = self.graph.node_info(*node);
            let name = info.as_ref().and_then(NodeInfo::name).unwrap_or_default().to_owned();
            let shape = info.and_then(|info| info.shape()).unwrap_or_default();
            let fixed = |dimension: &Dimension| match dimension {
                Dimension::Fixed(size) => Some(*size),
                Dimension::Symbolic(_) => None,
            };
            Declared { name, shape: shape.iter().map(fixed).collect() }
        };
        self.graph.output_ids().iter().map(declared).collect()
    }

    fn run(&self, lane: usize, inputs: Vec<(&str, Array)>, outputs: &[&str]) -> Result<Vec<Answered>> {
        let inputs = inputs
            .into_iter()
            .map(|(name, array)| {
                let array = NdTensor::from_data([array.rows, array.columns], array.values);
                Ok((self.graph.node_id(name)?, ValueOrView::from(Value::from(array))))
            })
            .collect::<Result<Vec<_>>>()?;
        let nodes: Vec<_> =
            outputs.iter().map(|name| self.graph.node_id(name)).collect::<std::result::Result<_, _>>()?;
        let options = RunOptions::default().with_thread_pool(self.lanes.get(lane).cloned());
        let values = self.graph.run(inputs, &nodes, Some(options))?;
        outputs
            .iter()
            .zip(values)
            .map(|(name, value)| {
                value.into_shape_vec::<f32, 3>().map_err(|error| format!("output {name}: {error}").into())
            })
            .collect()
    }
}
