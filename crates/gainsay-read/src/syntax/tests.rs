use super::*;

/// "The old guard of Korva shelled the market." with the head and relation of each token.
fn guard() -> Syntax {
    use PartOfSpeech::{Adjective, Adposition, Determiner, Noun, Other, ProperNoun, Verb};
    let rows = [
        (Determiner, Some(2), Relation::Determiner),
        (Adjective, Some(2), Relation::AdjectivalModifier),
        (Noun, Some(5), Relation::Subject),
        (Adposition, Some(4), Relation::Case),
        (ProperNoun, Some(2), Relation::NominalModifier),
        (Verb, None, Relation::Root),
        (Determiner, Some(7), Relation::Determiner),
        (Noun, Some(5), Relation::Object),
        (Other, Some(5), Relation::Punctuation),
    ];
    Syntax::new(rows.map(|(part, head, relation)| Node { part, head, relation }).to_vec())
}

#[test]
fn words_are_found_by_what_they_depend_on() {
    let syntax = guard();
    assert_eq!(syntax.dependent(5, Relation::Subject), Some(2));
    assert_eq!(syntax.dependent(5, Relation::PassiveSubject), None);
    assert_eq!(syntax.dependents(2), [0, 1, 4]);
    assert_eq!(syntax.ancestors(3).collect::<Vec<_>>(), [3, 4, 2, 5]);
}

#[test]
fn phrases_leave_out_what_is_tied_by_a_preposition_to_a_common_noun() {
    let syntax = guard();
    assert_eq!(syntax.phrase(7), 6..8);
    assert_eq!(syntax.phrase(2), 0..5);
    assert_eq!(syntax.subtree(5), 0..9);
    assert_eq!(syntax.top(&(0..3)), 2);
    assert_eq!(syntax.top(&(6..9)), 7);
}

#[test]
fn heads_that_make_a_circle_or_point_nowhere_do_no_harm() {
    let node = |head| Node { head: Some(head), ..Node::default() };
    let syntax = Syntax::new(vec![node(1), node(0), node(2), node(99)]);
    assert!(syntax.ancestors(0).count() <= DEEPEST);
    assert_eq!(syntax.subtree(0), 0..2);
    assert_eq!((syntax.head(2), syntax.head(3)), (None, None));
    assert!(Syntax::default().is_empty());
    assert_eq!(Syntax::default().subtree(7), 7..8);
    assert_eq!(Syntax::default().node(7), Node::default());
}

#[test]
fn a_name_hangs_by_the_word_that_says_how() {
    // "boxes in San Ramiro", where the second word was hung on the boxes as if they were the first part of the name.
    let node = |head, part, relation| Node { head, part, relation };
    let (noun, proper) = (PartOfSpeech::Noun, PartOfSpeech::ProperNoun);
    let mut nodes = [
        node(None, noun, Relation::Root),
        node(Some(3), PartOfSpeech::Adposition, Relation::Case),
        node(Some(3), proper, Relation::NominalModifier),
        node(Some(0), proper, Relation::Flat),
    ];
    right_names(&mut nodes);
    let heads: Vec<Option<usize>> = nodes.iter().map(|node| node.head).collect();
    assert_eq!(heads, [None, Some(2), Some(0), Some(2)]);
    let again = nodes;
    right_names(&mut nodes);
    assert_eq!(nodes, again);
}

#[test]
fn labels_are_those_of_universal_dependencies() {
    let check = |label: &str, expected: Relation| assert_eq!(Relation::of(label), expected, "{label}");
    check("nsubj", Relation::Subject);
    check("nsubj:pass", Relation::PassiveSubject);
    check("nsubj:outer", Relation::Subject);
    check("obl:agent", Relation::Agent);
    check("obl:unmarked", Relation::Oblique);
    check("acl:relcl", Relation::RelativeClause);
    check("nonsense", Relation::Other);
    assert_eq!(PartOfSpeech::of("PROPN"), PartOfSpeech::ProperNoun);
    assert!(PartOfSpeech::ProperNoun.is_nominal() && !PartOfSpeech::Verb.is_nominal());
}
