use gainsay_encode::{Matrix, digest};
use serde_json::{Value, json};

use super::*;
use crate::segment::segment;

/// Few random weights in the form of the reader's own.
const TINY: &[u8] = include_bytes!("../../../gainsay-encode/tests/data/tiny.int8.onnx");

/// Every word with a capital is a name.
const LEXICON: &str = "# no words\n";

/// A description that fits the tiny graph; `threshold` drops attributions.
fn described(threshold: f64) -> Value {
    let mut weights = vec![0.0; 1 + description::FEATURES.len()];
    weights[0] = 1.0;
    json!({
        "sha256": digest(TINY),
        "window": {"pieces": 64, "overlap_words": 8},
        "role_tags": ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"],
        "name_tags": ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"],
        "lexicon": {
            "sha256": digest(LEXICON.as_bytes()), "pieces": {"name": 1, "place": 2, "demonym": 3, "particle": 4},
        },
        "upos": ["NOUN", "PUNCT", "VERB"],
        "relations": ["nsubj", "obj", "root"],
        "linking": {
            "floor": 0.02, "distance": 0.06, "content_weight": 0.5, "outside": 0.0, "give": 1.0, "threshold": threshold,
        },
        "confidence": {"features": description::FEATURES, "floor": -6.0, "weights": weights},
    })
}

/// As many word pieces as the tiny graph knows, one or two letters each.
fn vocabulary() -> String {
    let piece = |id: u8| match id {
        0 => "[PAD]".to_owned(),
        100 => "[UNK]".to_owned(),
        101 => "[CLS]".to_owned(),
        102 => "[SEP]".to_owned(),
        1..=26 => char::from(b'a' + id - 1).to_string(),
        27..=52 => format!("##{}", char::from(b'a' + id - 27)),
        _ => format!("##{}{}", char::from(b'a' + id % 26), char::from(b'a' + id / 26)),
    };
    (0..120).map(piece).collect::<Vec<_>>().join("\n")
}

fn weights(graph: Vec<u8>, vocabulary: &str) -> Weights {
    let description = described(0.0).to_string();
    Weights {
        graph: graph.into(),
        vocabulary: vocabulary.to_owned().into(),
        lexicon: LEXICON.into(),
        description: description.into(),
    }
}

/// An encoder of few random weights, for tests of what is done with its answers.
pub(crate) fn tiny(threads: usize) -> Encoder {
    let threads = NonZeroUsize::new(threads).unwrap();
    Encoder::load(weights(TINY.to_vec(), &vocabulary()), &Runtime::Rten, threads).unwrap()
}

fn whole(text: &str) -> Segmentation {
    segment(text, Span::ordered(0..text.len()))
}

#[test]
fn the_best_path_keeps_to_bio() {
    // Label 0 begins, label 1 would go on without a beginning, O.
    fn check(rows: &[[f32; 5]], outside: f32, expected: &[usize]) {
        let matrix = Matrix::new(5, rows.concat());
        let found: Vec<_> = best_path(&matrix, outside).into_iter().map(|tag| tag.0).collect();
        assert_eq!(found, expected);
    }
    check(&[], 0.0, &[]);
    check(&[[-9., -9., -0.1, -9., -9.]], 0.0, &[0]);
    check(&[[-2., -0.2, -9., -9., -9.], [-9., -9., -3., -9., -0.1]], 0.0, &[1, 2]);
    check(&[[-1., -0.9, -9., -9., -9.], [-1., -9., -1., -9., -9.]], 0.0, &[1, 0]);
    check(&[[-1., -0.9, -9., -9., -9.], [-1., -9., -1., -9., -9.]], 0.5, &[0, 0]);
}

#[test]
fn runs_join_what_goes_on() {
    fn check(path: &[usize], expected: &[(usize, Range<usize>)]) {
        let path: Vec<_> = path.iter().map(|tag| Tag(*tag)).collect();
        assert_eq!(runs(&path), expected);
    }
    check(&[], &[]);
    check(&[0, 1, 2, 2, 0, 3, 1, 2], &[(0, 1..4), (1, 5..6), (0, 6..8)]);
    check(&[1, 1], &[(0, 0..1), (0, 1..2)]);
    // What goes on with nothing before it begins a span.
    check(&[2, 0, 2], &[(0, 0..1), (0, 2..3)]);
}

#[test]
fn every_word_is_kept_by_one_window_and_in_order() {
    let text = format!("{}\n\n{}. {}.\n", "a b c d. ".repeat(30), "ab cd ef ".repeat(90), "x y");
    let segmentation = whole(&text);
    let encoder = tiny(2);
    let mut kept = Vec::new();
    encoder
        .see(&text, &segmentation, |seen| {
            assert_eq!(seen.roles.rows(), seen.window.words.len());
            let own = (0..seen.window.words.len()).filter(|word| seen.keeps(*word));
            kept.extend(own.map(|word| seen.span(&(word..word + 1)).unwrap()));
        })
        .unwrap();
    assert_eq!(kept, words_of(&text, &segmentation));
    assert!(kept.len() > 300);
}

#[test]
fn windows_answer_alike_on_one_thread_and_on_many() {
    let text = "ab cd. ef gh ij kl. ".repeat(300);
    let answers = |threads| {
        let mut out = Vec::new();
        let keep = |seen: Seen| out.push((seen.roles.clone(), seen.cue_pointer.clone(), seen.names.clone()));
        tiny(threads).see(&text, &whole(&text), keep).unwrap();
        out
    };
    assert!(answers(1).len() > AT_ONCE);
    assert_eq!(answers(1), answers(3));
}

#[test]
fn a_description_is_checked() {
    fn check(change: impl Fn(&mut Value), expected: &str) {
        let mut file = described(0.5);
        change(&mut file);
        let error = Description::parse(&file.to_string()).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), (!expected.is_empty()).then_some(expected));
    }
    check(|_| {}, "");
    check(
        |file| file["role_tags"] = json!(["O", "B-source"]),
        "the weights' description: other role tags than source, cue and content",
    );
    check(
        |file| file["name_tags"][1] = json!("B-DOG"),
        "the weights' description: other name tags than PER, ORG, LOC and MISC",
    );
    check(
        |file| file["confidence"]["weights"] = json!([1.0]),
        "the weights' description: other confidence features",
    );
    check(
        |file| file["sha256"] = json!("12"),
        "the weights' description: other checksum than 64 hexadecimal digits",
    );
    assert!(Description::parse("{}").unwrap_err().to_string().contains("missing field"));
    assert!(Description::parse("").unwrap_err().hint().is_some());
}

#[test]
fn damaged_weights_are_named() {
    let mut damaged = TINY.to_vec();
    damaged[500] ^= 1;
    let load = |graph: Vec<u8>, vocabulary: &str| {
        Encoder::load(weights(graph, vocabulary), &Runtime::Rten, NonZeroUsize::MIN)
            .err()
            .map(|error| error.to_string())
    };
    let expected = "the weights are damaged: their checksum differs";
    assert_eq!(load(damaged, &vocabulary()).as_deref(), Some(expected));
    assert!(load(TINY.to_vec(), "no pieces").is_some());
    assert_eq!(load(TINY.to_vec(), &vocabulary()), None);
}

#[test]
fn another_lexicon_is_refused() {
    let other = Weights { lexicon: "# no words at all\n".into(), ..weights(TINY.to_vec(), &vocabulary()) };
    let error = Encoder::load(other, &Runtime::Rten, NonZeroUsize::MIN).unwrap_err();
    assert!(error.to_string().contains("lexicon"));
}

#[test]
fn whose_name_it_is_makes_no_difference() {
    let answers = |text: &str| {
        let mut out = Vec::new();
        let keep =
            |seen: Seen| out.push((seen.roles.clone(), seen.source_pointer.clone(), seen.names.clone()));
        tiny(1).see(text, &whole(text), keep).unwrap();
        out
    };
    assert_eq!(answers("ab Kel-Dorath cd Amra."), answers("ab Zhilat cd Solvejg-Orn."));
    assert_ne!(answers("ab Kel cd."), answers("ab kel cd."));
}

#[test]
fn confidence_is_a_logistic_regression() {
    let mut file = described(0.0);
    file["confidence"]["weights"][1] = json!(2.0);
    let description = Description::parse(&file.to_string()).unwrap();
    let mut features = [0.0; description::FEATURES.len()];
    assert!((description.confidence.of(&features) - 0.731_058).abs() < 1e-5);
    // Cut off at −6.
    features[0] = -50.0;
    assert!((description.confidence.of(&features) - 1.0 / (1.0 + 11.0_f64.exp())).abs() < 1e-9);
}
