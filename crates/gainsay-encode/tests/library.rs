//! The library of ONNX Runtime, in a process of its own, because a process loads one once.

#![cfg(feature = "ort")]
#![expect(clippy::unwrap_used, reason = "a test may end at what it cannot read")]

use gainsay_encode::OnnxRuntime;

fn check(library: &str) {
    let error = OnnxRuntime::load(library.as_ref()).unwrap_err();
    assert!(error.to_string().starts_with("ONNX Runtime cannot be used: "), "{error}");
    assert!(!error.is_weights() && error.hint().is_some());
}

#[test]
fn what_is_no_library_is_an_error_and_another_may_be_tried() {
    for _ in 0..2 {
        check("no/such/library");
        check(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiny.onnx"));
    }
    if let Some(library) = std::env::var_os("GAINSAY_TEST_ONNXRUNTIME") {
        let _loaded = OnnxRuntime::load(library.as_ref()).unwrap();
        check(library.to_str().unwrap());
    }
}
