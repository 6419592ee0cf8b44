//! The compiled half of the Python package: values in, values out. What users call stands in `gainsay/`.

mod reader;
mod staged;

use pyo3::prelude::*;

/// The compiled half of `gainsay`. Use `gainsay` itself.
#[pymodule]
fn _gainsay(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("GainsayError", module.py().get_type::<reader::GainsayError>())?;
    module.add_class::<reader::Reader>()?;
    staged::add(module)?;
    Ok(())
}
