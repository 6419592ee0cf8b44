//! The compiled half of the Python package: values in, values out. What users call stands in `gainsay/`.

mod columns;
mod compare;
mod reader;
mod readings;
mod records;
mod staged;
mod table;

use pyo3::prelude::*;

/// The compiled half of `gainsay`. Use `gainsay` itself.
#[pymodule]
fn _gainsay(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("GainsayError", module.py().get_type::<reader::GainsayError>())?;
    module.add_class::<reader::Reader>()?;
    module.add_class::<table::Table>()?;
    module.add_function(wrap_pyfunction!(readings::read_arrow, module)?)?;
    module.add_function(wrap_pyfunction!(readings::readings_schema, module)?)?;
    module.add_function(wrap_pyfunction!(compare::compare_arrow, module)?)?;
    module.add_function(wrap_pyfunction!(records::records_arrow, module)?)?;
    staged::add(module)?;
    Ok(())
}
