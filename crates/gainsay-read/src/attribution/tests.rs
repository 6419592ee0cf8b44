use super::*;
use crate::segment::segment;
use gainsay_document::Span;

fn read(text: &str) -> Vec<Attribution> {
    attributions(&Tables::embedded(), text, &segment(text, Span::ordered(0..text.len())))
}

/// A rule that looks back or ahead without a bound would not finish on these.
#[test]
fn long_texts_without_a_full_stop_are_read() {
    assert!(!read(&"officials said that the river rose and ".repeat(9_000)).is_empty());
    for part in
        ["\"Go on,\" he said, \"", "according to Orlov, ", "“Why, ", "the union's claim that ", "who said, "]
    {
        let found = read(&part.repeat(4_000));
        assert!(found.iter().all(|found| !found.content.is_empty()));
    }
}

#[test]
fn nothing_is_found_where_nothing_is_said() {
    assert_eq!(read(""), Vec::new());
    assert_eq!(read("The ferry left Tessel at noon. It sank off the cape."), Vec::new());
}

#[test]
fn a_chain_never_runs_in_a_circle() {
    let found = read(
        "The Journal reported that officials said that the army claimed that the bridge had fallen, Reuters said.",
    );
    for mut at in 0..found.len() {
        let mut steps = 0;
        while let Some(outer) = found[at].inside {
            at = outer.index();
            steps += 1;
            assert!(steps <= found.len());
        }
    }
    assert!(found.iter().any(|found| found.inside.is_some()));
}
