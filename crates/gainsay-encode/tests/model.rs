//! The model with the tiny random graph of `data/make.py`: the reader's own graph, few weights.
//!
//! With the feature `ort`, and a library of ONNX Runtime named by the environment variable `GAINSAY_TEST_ONNXRUNTIME`,
//! what holds of one runtime is checked of both.

#![expect(clippy::unwrap_used, reason = "a test may end at what it cannot read")]

use std::num::NonZeroUsize;

use gainsay_encode::{
    Answer, Error, Input, Limits, Model, Options, Runtime, Vocabulary, WordPieces, cut, digest, words,
};

const SINGLE: &[u8] = include_bytes!("data/tiny.onnx");
const INT8: &[u8] = include_bytes!("data/tiny.int8.onnx");
const LIMITS: Limits = Limits { pieces: 64, overlap: 8 };

/// The runtimes there are to test.
fn runtimes() -> Vec<Runtime> {
    let mut runtimes = vec![Runtime::Rten];
    runtimes.extend(onnx_runtime());
    runtimes
}

#[cfg(feature = "ort")]
fn onnx_runtime() -> Option<Runtime> {
    // A process loads it once, for all tests.
    static LOADED: std::sync::OnceLock<Option<gainsay_encode::OnnxRuntime>> = std::sync::OnceLock::new();
    let load = || {
        let library = std::env::var_os("GAINSAY_TEST_ONNXRUNTIME")?;
        Some(gainsay_encode::OnnxRuntime::load(library.as_ref()).unwrap())
    };
    LOADED.get_or_init(load).clone().map(Runtime::Ort)
}

#[cfg(not(feature = "ort"))]
fn onnx_runtime() -> Option<Runtime> {
    None
}

fn options(threads: usize, batch_pieces: usize) -> Options {
    Options { threads: NonZeroUsize::new(threads).unwrap(), batch_pieces }
}

fn model(runtime: &Runtime, weights: &'static [u8], threads: usize, batch_pieces: usize) -> Model {
    Model::load_on(runtime, weights, &digest(weights), &[], options(threads, batch_pieces)).unwrap()
}

/// A vocabulary as large as the tiny graph's: two-letter pieces, with the special ones where make.py has them.
fn vocabulary() -> Vocabulary {
    let lines: Vec<_> = (0..120u8)
        .map(|id| match id {
            0 => "[PAD]".to_owned(),
            100 => "[UNK]".to_owned(),
            101 => "[CLS]".to_owned(),
            102 => "[SEP]".to_owned(),
            id => format!(
                "{}{}{}",
                if id < 60 { "" } else { "##" },
                char::from(b'a' + id % 10),
                char::from(b'a' + id / 10)
            ),
        })
        .collect();
    Vocabulary::parse(&lines.join("\n")).unwrap()
}

/// Windows over invented words, a sentence and paragraph every `sentence` words.
fn inputs(count: usize, sentence: usize) -> Vec<Input> {
    let vocabulary = vocabulary();
    let text: Vec<_> = (0..count)
        .map(|word| {
            let pieces = 1 + word % 3;
            (0..pieces)
                .map(|piece| {
                    let id = (7 * word + 13 * piece) % 35 + if piece == 0 { 11 } else { 61 };
                    let id = u8::try_from(id).unwrap();
                    format!("{}{}", char::from(b'a' + id % 10), char::from(b'a' + id / 10))
                })
                .collect::<String>()
        })
        .collect();
    let text = text.join(" ");
    let words = words(&text);
    let pieces = WordPieces::of(&vocabulary, &text, &words);
    let numbers: Vec<_> = (0..words.len()).map(|word| u32::try_from(word / sentence).unwrap()).collect();
    cut(&pieces, &numbers, LIMITS)
        .iter()
        .map(|window| Input::of(window, &pieces, &numbers, &numbers, vocabulary.special()))
        .collect()
}

/// Windows of many lengths.
fn mixed() -> Vec<Input> {
    [(1, 5), (80, 7), (13, 3), (200, 90), (5, 5)].into_iter().flat_map(|(n, s)| inputs(n, s)).collect()
}

/// Differences of log-probabilities, as probabilities: labels stay the same where those are close.
fn difference(a: &[Answer], b: &[Answer]) -> f32 {
    assert_eq!(a.len(), b.len());
    let pairs = a.iter().zip(b).flat_map(|(a, b)| a.outputs.iter().zip(&b.outputs));
    pairs
        .flat_map(|(a, b)| {
            assert_eq!((a.rows(), a.columns()), (b.rows(), b.columns()));
            (0..a.rows()).flat_map(move |row| a.row(row).iter().zip(b.row(row)))
        })
        .map(|(a, b)| (a.exp() - b.exp()).abs())
        .fold(0.0, f32::max)
}

#[test]
fn the_graph_answers_what_the_reference_runtime_answers() {
    for runtime in &runtimes() {
        let cases: serde_json::Value = serde_json::from_str(include_str!("data/tiny.json")).unwrap();
        let model = model(runtime, SINGLE, 1, 0);
        let vocabulary = vocabulary();
        for case in cases.as_array().unwrap() {
            let (window, pieces) = reference::window(case);
            let numbers = |name: &str| serde_json::from_value::<Vec<u32>>(case[name].clone()).unwrap();
            let input = Input::of(
                &window,
                &pieces,
                &numbers("paragraphs"),
                &numbers("sentences"),
                vocabulary.special(),
            );
            let answer = &model.run(&[input]).unwrap()[0];
            for (name, output) in model.outputs().zip(&answer.outputs) {
                let expected: Vec<Vec<f32>> = serde_json::from_value(case["outputs"][name].clone()).unwrap();
                for (word, expected) in expected.iter().skip(1).enumerate() {
                    let row = output.row(word);
                    let found = &row[row.len() - expected.len()..];
                    for (a, b) in found.iter().zip(expected) {
                        assert!(
                            (a - b).abs() < 2e-3 * b.abs().max(1.0),
                            "{name} {word}: {found:?} {expected:?}"
                        );
                    }
                }
                assert_eq!(expected.len(), output.rows() + 1, "{name}");
            }
        }
    }
}

#[test]
fn answers_do_not_depend_on_threads() {
    for runtime in &runtimes() {
        let windows = mixed();
        for weights in [SINGLE, INT8] {
            let alone = model(runtime, weights, 1, 0).run(&windows).unwrap();
            for threads in [2, 5] {
                assert_eq!(model(runtime, weights, threads, 0).run(&windows).unwrap(), alone);
            }
        }
    }
}

#[test]
fn answers_do_not_depend_on_the_other_windows() {
    for runtime in &runtimes() {
        let windows = mixed();
        for weights in [SINGLE, INT8] {
            let model = model(runtime, weights, 2, 0);
            let together = model.run(&windows).unwrap();
            for (window, expected) in windows.iter().zip(&together) {
                assert_eq!(&model.run(std::slice::from_ref(window)).unwrap()[0], expected);
            }
        }
    }
}

/// Single precision alone: 8-bit weights scale a batch's numbers together (see [`Options::batch_pieces`]).
#[test]
fn batches_change_answers_within_rounding() {
    for runtime in &runtimes() {
        let windows = mixed();
        let alone = model(runtime, SINGLE, 1, 0).run(&windows).unwrap();
        let together = model(runtime, SINGLE, 2, 500).run(&windows).unwrap();
        let found = difference(&alone, &together);
        assert!(found <= 1e-5, "{found}");
    }
}

#[test]
fn runs_of_several_callers_share_the_threads() {
    for runtime in &runtimes() {
        let windows = mixed();
        let model = model(runtime, SINGLE, 2, 0);
        let expected = model.run(&windows).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(model.run(&windows).unwrap(), expected));
            }
        });
    }
}

#[test]
fn outputs_have_a_row_a_word_and_pointers_a_column_a_word() {
    for runtime in &runtimes() {
        let windows = inputs(3, 10);
        let model = model(runtime, INT8, 1, 0);
        let answer = &model.run(&windows).unwrap()[0];
        let shapes: Vec<_> = model
            .outputs()
            .zip(&answer.outputs)
            .map(|(name, output)| (name, output.rows(), output.columns()))
            .collect();
        assert_eq!(shapes[..3], [("roles", 3, 7), ("cue_pointer", 3, 4), ("source_pointer", 3, 4)]);
        assert_eq!(model.run(&[]).unwrap(), []);
    }
}

#[test]
fn wanted_outputs_come_in_the_order_asked_for_with_the_same_numbers() {
    for runtime in &runtimes() {
        let windows = inputs(9, 4);
        let all = model(runtime, INT8, 1, 0);
        let names: Vec<_> = all.outputs().map(str::to_owned).collect();
        let some = Model::load_on(runtime, INT8, &digest(INT8), &["names", "roles"], options(1, 0)).unwrap();
        assert_eq!(some.outputs().collect::<Vec<_>>(), ["names", "roles"]);
        for (all, some) in all.run(&windows).unwrap().iter().zip(some.run(&windows).unwrap()) {
            for (name, found) in
                some.outputs.iter().enumerate().map(|(at, found)| (["names", "roles"][at], found))
            {
                let place = names.iter().position(|own| own == name).unwrap();
                assert_eq!(&all.outputs[place], found);
            }
        }
        let error = Model::load_on(runtime, INT8, &digest(INT8), &["moods"], options(1, 0)).err().unwrap();
        assert_eq!(error.to_string(), "the weights are not a reader's: no output moods");
    }
}

#[test]
fn a_piece_that_the_weights_do_not_know_is_an_error() {
    for runtime in &runtimes() {
        let file = (0..300).map(|id| match id {
            0 => "[PAD]".to_owned(),
            1 => "[UNK]".to_owned(),
            2 => "[CLS]".to_owned(),
            3 => "[SEP]".to_owned(),
            id => format!("w{id}"),
        });
        let vocabulary = Vocabulary::parse(&file.collect::<Vec<_>>().join("\n")).unwrap();
        let pieces = WordPieces::of(&vocabulary, "w250", &words("w250"));
        let window = &cut(&pieces, &[0], LIMITS)[0];
        let input = Input::of(window, &pieces, &[0], &[0], vocabulary.special());
        let error = model(runtime, SINGLE, 1, 0).run(&[input]).unwrap_err();
        assert!(!error.is_weights(), "{error}");
    }
}

/// What comes of weights that are as they were meant to be, whatever that is.
fn load(runtime: &Runtime, weights: Vec<u8>) -> Result<Model, Error> {
    let sum = digest(&weights);
    Model::load_on(runtime, weights, &sum, &[], options(1, 0))
}

#[test]
fn a_checksum_finds_one_changed_bit() {
    for runtime in &runtimes() {
        let sum = digest(SINGLE);
        assert!(Model::load_on(runtime, SINGLE, &sum.to_uppercase(), &[], options(1, 0)).is_ok());
        for place in (0..SINGLE.len()).step_by(4001) {
            let mut damaged = SINGLE.to_vec();
            damaged[place] ^= 1;
            let error = Model::load_on(runtime, damaged, &sum, &[], options(1, 0)).err().unwrap();
            assert!(error.is_weights() && error.hint().is_some());
            assert_eq!(error.to_string(), "the weights are damaged: their checksum differs");
        }
        // The runtime's parser never returns from these.
        assert!(Model::load_on(runtime, vec![0xff; 4096], &sum, &[], options(1, 0)).is_err());
    }
}

#[test]
fn what_is_no_graph_of_a_reader_is_refused() {
    for runtime in &runtimes() {
        for bytes in [&b""[..], b"no weights"] {
            assert!(load(runtime, bytes.to_vec()).err().unwrap().is_weights());
        }
        let mut renamed = SINGLE.to_vec();
        let places: Vec<_> =
            renamed.windows(9).enumerate().filter(|(_, w)| w == b"sentences").map(|(i, _)| i).collect();
        assert!(!places.is_empty());
        for place in places {
            renamed[place] = b'x';
        }
        let error = load(runtime, renamed).err().unwrap();
        assert_eq!(error.to_string(), "the weights are not a reader's: no input sentences");
    }
}

#[test]
fn a_cut_off_or_changed_graph_never_panics() {
    for runtime in &runtimes() {
        for place in (0..SINGLE.len()).step_by(997) {
            let error = load(runtime, SINGLE[..place].to_vec()).err();
            assert!(error.is_some_and(|error| error.is_weights()), "{place} bytes");
            let mut changed = SINGLE.to_vec();
            changed[place] ^= 0x55;
            match load(runtime, changed) {
                Ok(model) => drop(model.run(&inputs(9, 4))),
                Err(error) => assert!(error.is_weights(), "byte {place}: {error}"),
            }
        }
    }
}

/// Single precision alone: sums of 8-bit products overflow on some processors, in each runtime at other places, and
/// random weights are large enough for it.
#[test]
fn runtimes_answer_alike() {
    let windows = mixed();
    let expected = model(&Runtime::Rten, SINGLE, 1, 0).run(&windows).unwrap();
    for runtime in &runtimes() {
        let found = difference(&expected, &model(runtime, SINGLE, 1, 0).run(&windows).unwrap());
        assert!(found <= 1e-4, "{runtime:?}: {found}");
    }
}

/// Windows of the recorded cases.
mod reference {
    use gainsay_encode::{Window, WordPieces, cut};

    use super::LIMITS;

    pub fn window(case: &serde_json::Value) -> (Window, WordPieces) {
        let ids: Vec<Vec<u32>> = serde_json::from_value(case["ids"].clone()).unwrap();
        let shapes: Vec<Vec<u8>> = serde_json::from_value(case["shapes"].clone()).unwrap();
        let paragraphs: Vec<u32> = serde_json::from_value(case["paragraphs"].clone()).unwrap();
        let words = ids.into_iter().zip(shapes).map(|(ids, shapes)| ids.into_iter().zip(shapes));
        let pieces: WordPieces = words.map(Iterator::collect::<Vec<_>>).collect();
        let windows = cut(&pieces, &paragraphs, LIMITS);
        assert_eq!(windows.len(), 1);
        (windows.into_iter().next().unwrap(), pieces)
    }
}
