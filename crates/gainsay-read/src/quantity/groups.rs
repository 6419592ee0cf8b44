//! Numbers that share an outcome: coordinated ones, parts of a whole, and figures taken up again.

use gainsay_document::Outcome;

use super::outcome::Found;
use super::tables::{NounClass, Shape, Tables, WordClass};
use super::{Candidate, Interval, Kind};
use crate::words::Words;

/// Carry an outcome across "12 soldiers and three civilians": from a predicate after the last one, or from a verb
/// before the first one.
pub(super) fn coordinate(tables: &Tables, words: &Words<'_>, sentence: &mut [Candidate]) {
    for index in (1..sentence.len()).rev() {
        let (left, right) = (&sentence[index - 1], &sentence[index]);
        if left.outcome.is_none()
            && (joined(words, left, right) || joined_behind_modifier(tables, words, left, right))
            && let Some((outcome, Found::Forward | Found::Taken)) = right.outcome
            && left.class.can_be(outcome)
        {
            sentence[index - 1].outcome = Some((outcome, Found::Taken));
        }
    }
    for index in 1..sentence.len() {
        let (left, right) = (&sentence[index - 1], &sentence[index]);
        if right.outcome.is_none()
            && joined(words, left, right)
            && let Some((outcome, Found::Backward | Found::Taken)) = left.outcome
            && right.class.can_be(outcome)
            && right.class != NounClass::Measure
        {
            sentence[index].outcome = Some((outcome, Found::Taken));
        }
    }
}

/// "Four fighters of the Northern Front and two officers were killed": a modifier stands before the "and".
fn joined_behind_modifier(tables: &Tables, words: &Words<'_>, left: &Candidate, right: &Candidate) -> bool {
    const LONGEST: usize = 6;
    let between = left.reach..right.start.saturating_sub(1);
    let plain = |class| matches!(class, None | Some(WordClass::Preposition | WordClass::Determiner));
    words.before(right.start) == "and"
        && (2..=LONGEST).contains(&between.len())
        && tables.class(words.lower(left.reach)) == Some(WordClass::Preposition)
        && between.into_iter().all(|at| words.is_word(at) && plain(tables.class(words.lower(at))))
}

/// Whether only "and", "or" or a comma stands between the two.
fn joined(words: &Words<'_>, left: &Candidate, right: &Candidate) -> bool {
    let between: Vec<&str> = (left.reach..right.start).map(|index| words.lower(index)).collect();
    // "Displaced: 58,926; 94,000"
    let alike = left.elliptical && right.elliptical || left.is_one() && right.is_one();
    let listed = alike && (between == [";"] || between == [";", "and"]);
    listed
        || matches!(
            between.as_slice(),
            ["and" | "or" | "," | "&" | "plus"]
                | [",", "and" | "or"]
                | ["as", "well", "as"]
                | [",", "as", "well", "as"]
                | ["and", "also"]
                | ["along" | "together", "with"]
                // "his wife and their two children"
                | ["and" | ",", "his" | "her" | "their" | "the"]
                | [",", "and", "his" | "her" | "their" | "the"]
        )
}

/// "12 were killed in Korva and five in Lesk": a bare number before a preposition goes on with what was said before.
pub(super) fn gaps(tables: &Tables, words: &Words<'_>, sentence: &mut [Candidate]) {
    for index in 1..sentence.len() {
        let (left, right) = (&sentence[index - 1], &sentence[index]);
        let linked = matches!(words.before(right.start), "and" | "," | ";" | "while");
        let placed =
            matches!(words.lower(right.end), "in" | "at" | "near" | "on" | "from" | "across" | "outside");
        let open = right.elliptical && !right.of_group && right.outcome.is_none() && !right.is_one();
        let Some((outcome, found)) = left.outcome else { continue };
        let verbs = (left.reach..right.start)
            .filter(|&at| matches!(tables.class(words.lower(at)), Some(WordClass::Cue | WordClass::Pronoun)));
        let told = found != Found::Phrase || left.unit.is_some();
        if linked && placed && open && told && !left.is_one() && verbs.count() == 0 {
            let (unit, category, class) = (left.unit.clone(), left.category, left.class);
            let right = &mut sentence[index];
            (right.unit, right.category, right.class) = (unit, category, class);
            right.outcome = Some((outcome, Found::Taken));
        }
    }
}

/// "31 houses were destroyed and 300 damaged", "damaged 80 houses, destroyed 20 others": things go on being counted, and
/// so do families.
pub(super) fn units(sentence: &mut [Candidate]) {
    for index in 1..sentence.len() {
        let Some((outcome, _)) = sentence[index].outcome else { continue };
        if sentence[index].unit.is_some() || !sentence[index].elliptical {
            continue;
        }
        let of_things = matches!(outcome, Outcome::Destroyed | Outcome::Damaged);
        let last = sentence[..index].iter().rev().find(|other| {
            other.unit.is_some()
                && other.part_of.is_none()
                && other.class.can_be(outcome)
                && (other.class == NounClass::Thing && of_things || other.class == NounClass::Household)
        });
        let blocked = sentence[..index].last().is_some_and(|near| near.class == NounClass::People);
        if let Some(last) = last.filter(|_| !blocked) {
            let (unit, class) = (last.unit.clone(), last.class);
            (sentence[index].unit, sentence[index].class) = (unit, class);
        }
    }
}

/// "A man and his daughter were found dead": two persons under one outcome, of whom one has no category, are one figure.
/// Apart, either would pass for the number of all that were killed.
pub(super) fn merge(words: &Words<'_>, sentence: &mut Vec<Candidate>) {
    let mut index = 0;
    while index < sentence.len() {
        let run = sentence[index..]
            .windows(2)
            .take_while(|pair| {
                let outcome = |one: &Candidate| one.outcome.map(|(outcome, _)| outcome);
                pair.iter().all(|one| one.is_one() && !one.of_group && one.class == NounClass::People)
                    && outcome(&pair[0]).is_some()
                    && outcome(&pair[0]) == outcome(&pair[1])
                    && joined(words, &pair[0], &pair[1])
            })
            .count();
        let group = &sentence[index..=index + run];
        // "Jon Ferre, his friend" are one without an "and".
        let listed = run > 0
            && (group[run - 1].reach..group[run].start)
                .any(|at| matches!(words.lower(at), "and" | "&" | "with" | "well"));
        if listed && group.iter().any(|one| one.category.is_none()) {
            let last = &group[run];
            let all_specific = group.iter().all(|one| one.kind == Kind::Specific);
            let (end, reach) = (last.end, last.reach);
            let count = f64::from(u16::try_from(group.len()).unwrap_or(u16::MAX));
            let first = &mut sentence[index];
            first.interval = Interval::exactly(count);
            first.kind = if all_specific { Kind::Specific } else { Kind::Single };
            (first.end, first.reach, first.number_end) = (end, reach, end);
            (first.unit, first.category, first.affiliation) = (Some("person".to_owned()), None, None);
            sentence.drain(index + 1..=index + run);
        }
        index += run.max(1);
    }
}

/// "The victim, Jon Ferre, was": a name and a description side by side are one person.
pub(super) fn same_person(words: &Words<'_>, sentence: &mut Vec<Candidate>) {
    let mut index = 1;
    while index < sentence.len() {
        let (left, right) = (&sentence[index - 1], &sentence[index]);
        let beside = left.is_one()
            && right.is_one()
            && words.lower(left.reach) == ","
            && right.start == left.reach + 1
            && (left.is_name != right.is_name || matches!(words.lower(right.start), "a" | "an" | "the"))
            && matches!(words.lower(right.reach), "," | "." | ";" | ")" | "who" | "of");
        if beside {
            sentence.remove(index);
        } else {
            index += 1;
        }
    }
}

/// "A girl was shot … The girl was pronounced dead": one who was shot and is told again as dead has died. Where the text
/// says that she was hurt, that is what it says.
pub(super) fn who_died(words: &Words<'_>, all: &mut [Candidate]) {
    let head = |one: &Candidate| words.lower(one.end.saturating_sub(1)).to_owned();
    let personal = |one: &Candidate| one.is_one() && one.class == NounClass::People;
    let dead: Vec<(usize, String)> = all
        .iter()
        .enumerate()
        .filter(|(_, one)| {
            one.is_specific() && personal(one) && matches!(one.outcome, Some((Outcome::Killed, _)))
        })
        .map(|(index, one)| (index, head(one)))
        .collect();
    for index in 0..all.len() {
        let one = &all[index];
        let Some((_, found)) = one.outcome.filter(|(outcome, _)| outcome.is_hurt()) else { continue };
        let says_hurt = words.sentence_tokens(one.start).any(|at| {
            let word = words.lower(at);
            word.starts_with("injur") || word.starts_with("wound") || word == "hurt"
        });
        if !personal(one) || one.elliptical || says_hurt {
            continue;
        }
        let name = head(one);
        // Of several girls it may be another one.
        let others = all.iter().filter(|other| other.kind == Kind::Single && head(other) == name).count();
        let same = |(at, known): &(usize, String)| {
            *known == name && (one.is_specific() || *at > index && others == 1)
        };
        if dead.iter().any(same) {
            all[index].outcome = Some((Outcome::Killed, found));
        }
    }
}

/// A person told by name or by description is one of those that the report counts with the same outcome.
pub(super) fn of_those_counted(words: &Words<'_>, all: &mut [Candidate]) {
    let others = |one: &Candidate| {
        (one.start..one.end)
            .any(|at| matches!(words.lower(at), "other" | "others" | "more" | "another" | "additional"))
    };
    for index in 0..all.len() {
        let one = &all[index];
        if one.kind != Kind::Specific || one.part_of.is_some() {
            continue;
        }
        let Some((outcome, _)) = one.outcome else { continue };
        let high = one.interval.high;
        let is_whole = |other: &&usize| {
            let other = &all[**other];
            // "his wife and four daughters" are five.
            let (first, last) = if one.start < other.start { (one, other) } else { (other, one) };
            let beside =
                words.sentence(first.start) == words.sentence(last.start) && joined(words, first, last);
            !beside
                && other.part_of.is_none()
                && other.outcome.is_some_and(|(found, _)| found == outcome)
                && other.interval.low > high
                && (other.category.is_none() || other.category == one.category)
                && !others(other)
                && other.class != NounClass::Thing
        };
        let before = (0..index).rev().collect::<Vec<_>>();
        let after = (index + 1..all.len()).collect::<Vec<_>>();
        let whole = before.iter().find(is_whole).or_else(|| after.iter().find(is_whole)).copied();
        all[index].part_of = whole;
    }
}

/// Tie parts to their whole: "14 people, including three children", "of whom five were soldiers".
///
/// `all[first..]` are the numbers of one sentence; a whole may stand in the sentence before.
pub(super) fn parts(tables: &Tables, words: &Words<'_>, all: &mut [Candidate], first: usize) {
    for index in first..all.len() {
        let sentence = words.sentence_tokens(all[index].start).start;
        // A part in brackets counts the same kind of thing as its whole; "1,314 families (8,710 people)" does not.
        let wholes: Vec<usize> = all[first..index]
            .iter()
            .filter(|whole| whole.class == all[index].class && all[index].class == NounClass::People)
            .map(|whole| whole.end)
            .collect();
        let Some(frame) = frame(tables, words, &all[index], sentence, &wholes) else { continue };
        let limit = if frame == Frame::Named { 0 } else { first };
        let wanted = all[index].outcome.map(|(outcome, _)| outcome);
        let whole = (limit..index).rev().find(|&other| {
            let whole = &all[other];
            let near = words.sentence(whole.start) + 2 >= words.sentence(all[index].start);
            let same = wanted.is_none() || whole.outcome.is_none() || whole.outcome.map(|(o, _)| o) == wanted;
            // A part of a part is a part of the same whole: "14 people, including three children and two women".
            let is_whole = whole.part_of.is_none() && whole.class != NounClass::Measure;
            near && same && is_whole && !exceeds(all[index].interval, whole.interval)
        });
        let Some(whole) = whole else { continue };
        all[index].part_of = Some(whole);
        if all[index].outcome.is_none()
            && let Some((outcome, _)) = all[whole].outcome
            && all[index].class.can_be(outcome)
        {
            all[index].outcome = Some((outcome, Found::Taken));
        }
        if all[index].outcome.is_some() {
            narrow(tables, words, &mut all[index]);
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    /// The whole stands in the same sentence.
    Here,
    /// The whole is named by its outcome and may stand before: "among the dead were three children".
    Named,
}

/// The words that make `part` a part of something.
fn frame(
    tables: &Tables,
    words: &Words<'_>,
    part: &Candidate,
    sentence: usize,
    wholes: &[usize],
) -> Option<Frame> {
    if part.of_group && matches!(words.lower(part.end.saturating_sub(1)), "them" | "whom" | "these" | "those")
    {
        return Some(Frame::Here);
    }
    const OPENERS: [&str; 10] = [
        "including",
        "among them",
        "among whom",
        "of whom",
        "of them",
        "amongst them",
        "among them were",
        "including the",
        "among those",
        "them",
    ];
    for back in 0..8 {
        let Some(at) = part.start.checked_sub(back).filter(|at| *at >= sentence) else { break };
        if OPENERS.iter().any(|opener| words.follows(at, opener).is_some_and(|end| end <= part.start)) {
            return Some(Frame::Here);
        }
        if words.follows(at, "among the").is_some_and(|end| {
            tables.outcomes.all_at(words, end).any(|hit| hit.2.shape == Shape::Toll && hit.0 < part.start)
        }) {
            return Some(Frame::Named);
        }
        if at < part.start && matches!(words.lower(at), ";" | "." | "but" | "while") {
            break;
        }
    }
    // "12 people (nine soldiers and three civilians)", "12 people – nine soldiers and three civilians –"
    let opened = (part.start.saturating_sub(8).max(sentence)..part.start)
        .rev()
        .find(|&at| matches!(words.lower(at), "(" | "–" | "—" | ":" | "." | ")" | ";"));
    if opened.is_some_and(|at| matches!(words.lower(at), "(" | "–" | "—") && wholes.contains(&at)) {
        return Some(Frame::Here);
    }
    // "Six of the dead were children."
    (part.of_group && part.unit.as_deref() == Some("dead")).then_some(Frame::Named)
}

/// "of whom five were children", "two of them soldiers": the category stands after the number.
fn narrow(tables: &Tables, words: &Words<'_>, part: &mut Candidate) {
    if part.category.is_some() || !(part.elliptical || part.of_group) {
        return;
    }
    let after = (part.end..part.end + 3)
        .find(|&index| !matches!(words.lower(index), "were" | "was" | "are" | "is" | "of" | "them" | "whom"));
    if let Some((_, _, noun)) = after.and_then(|index| tables.nouns.at(words, index))
        && noun.class == NounClass::People
    {
        part.unit = Some(noun.singular.to_owned());
        part.category = Some(noun.category).filter(|category| !category.is_empty());
    }
}

fn exceeds(part: Interval, whole: Interval) -> bool {
    matches!((part.low, whole.high), (Some(low), Some(high)) if low > high)
}

/// "corrected its figure from 40 to 31", "withdrew its earlier count of 11": a bare number after a word for a figure
/// counts what the last figure with an outcome counted.
pub(super) fn repeated_figures(words: &Words<'_>, all: &mut [Candidate], first: usize) {
    const FIGURES: [&str; 8] = ["figure", "count", "toll", "tally", "estimate", "number", "total", "figures"];
    for index in first..all.len() {
        if all[index].outcome.is_some() || !all[index].elliptical || all[index].of_group {
            continue;
        }
        let start = all[index].start;
        let sentence = words.sentence_tokens(start).start;
        let mut named = false;
        for at in (start.saturating_sub(6).max(sentence)..start).rev() {
            match words.lower(at) {
                "of" | "at" | "to" | "from" | "is" | "was" | "stood" | "stands" | "by" | "were" => {}
                word if FIGURES.contains(&word) => {
                    // "its earlier count", not "he can count to six".
                    named = !matches!(
                        words.before(at),
                        "can" | "could" | "to" | "will" | "would" | "must" | "we" | "they"
                    );
                    break;
                }
                word if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') => {}
                _ => break,
            }
        }
        if !named {
            continue;
        }
        let last = all[..index].iter().rev().find(|other| {
            other.part_of.is_none()
                && matches!(other.outcome, Some((outcome, _)) if outcome != Outcome::Destroyed)
        });
        if let Some(last) = last {
            let (outcome, unit) =
                (last.outcome.map(|(outcome, _)| (outcome, Found::Taken)), last.unit.clone());
            let (category, class) = (last.category, last.class);
            let repeated = &mut all[index];
            (repeated.outcome, repeated.unit, repeated.category, repeated.class) =
                (outcome, unit, category, class);
        }
    }
}
