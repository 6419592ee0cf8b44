use proptest::prelude::*;

use std::sync::LazyLock;

use super::*;
use crate::segment::segment;
use gainsay_document::Span;

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::embedded);

fn read(text: &str) -> Vec<Quantity> {
    let segmentation = segment(text, Span::ordered(0..text.len()));
    quantities(&TABLES, &Words::new(text, &segmentation), &[])
}

/// A quantity in one line: `low..high unit outcome category (approximator) <part_of`, what is absent left out; an affiliation stands in braces.
fn line(quantity: &Quantity) -> String {
    let end = |end: Option<f64>| end.map_or(String::new(), |end| end.to_string());
    let interval = quantity.interval;
    let mut parts = vec![if interval.is_exact() {
        end(interval.low)
    } else {
        format!("{}..{}", end(interval.low), end(interval.high))
    }];
    parts.extend(quantity.unit.clone());
    parts.extend(quantity.outcome.map(|outcome| outcome.as_str().to_owned()));
    parts.extend(quantity.category.clone().map(|category| format!("[{category}]")));
    parts.extend(quantity.affiliation.clone().map(|side| format!("{{{side}}}")));
    parts.extend(quantity.approximator.clone().map(|words| format!("({words})")));
    if quantity.scope.is_cumulative() {
        parts.push(quantity.scope.describe());
    }
    parts.extend(quantity.part_of.map(|whole| format!("<{whole}")));
    parts.join(" ")
}

fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = read(text).iter().map(line).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn numbers_in_digits_and_words() {
    check("The blast killed 14 people.", &["14 person killed"]);
    check("Twenty-one people were killed.", &["21 person killed"]);
    check("Two hundred and five houses were destroyed.", &["205 house destroyed"]);
    check("Some 1.2 million people were displaced.", &["1080000..1320000 person displaced (some)"]);
    check("The flood displaced 3,400 people.", &["3400 person displaced"]);
    check("A dozen people were injured.", &["12 person injured"]);
    check("Half a dozen fishermen drowned.", &["6 fisherman killed"]);
    check("Three thousand five hundred families fled.", &["3500 family displaced"]);
    check("The fire damaged 3.5m homes.", &["3500000 home damaged"]);
    check("A hundred villagers were evacuated.", &["100 villager evacuated"]);
}

#[test]
fn ranges() {
    check("Between 30 and 40 people were killed.", &["30..40 person killed"]);
    check("Officials said 2,000 to 2,500 people fled.", &["2000..2500 person displaced"]);
    check("Five to seven soldiers were wounded.", &["5..7 soldier injured [soldier]"]);
    check("Some 30-40 people were missing.", &["27..44 person missing (some)"]);
    check("Five or six houses were damaged.", &["5..6 house damaged"]);
    check("Two to three million people were affected.", &["2000000..3000000 person affected"]);
    check("The death toll rose from 31 to 40.", &["31 person killed", "40 person killed"]);
}

#[test]
fn bounds_and_approximators() {
    check("At least 14 people were killed.", &["14.. person killed (at least)"]);
    check("More than 100 people were hurt.", &["101.. person injured (more than)"]);
    check("Over 40 civilians died.", &["41.. civilian killed [civilian] (over)"]);
    check("Up to 40 people had been injured.", &["..40 person injured (up to)"]);
    check("As many as 12 miners are trapped.", &["..12 miner missing (as many as)"]);
    check("Nearly 300 people were evacuated.", &["270..300 person evacuated (nearly)"]);
    check("Fewer than 10 soldiers were killed.", &["..9 soldier killed [soldier] (fewer than)"]);
    check("About 50 people were arrested.", &["45..55 person detained (about)"]);
    check("An estimated 2,000 people have been displaced.", &["1800..2200 person displaced (an estimated)"]);
    check("No fewer than 9 people perished.", &["9.. person killed (no fewer than)"]);
    check("A total of 14 people were killed.", &["14 person killed"]);
    check("The raid left 40 or more people dead.", &["40.. person killed (or more)"]);
}

#[test]
fn vague_numbers() {
    check("Dozens of people were missing.", &["24..99 person missing (dozens)"]);
    check("Scores were wounded.", &["40..99 person injured (scores)"]);
    check("Hundreds of homes were destroyed.", &["200..999 home destroyed (hundreds)"]);
    check("Tens of thousands fled.", &["20000..99999 person displaced (tens of thousands)"]);
    check("Several people were hurt.", &["3..9 person injured (several)"]);
    check("A handful of protesters were detained.", &["3..9 protester detained [protester] (a handful)"]);
    check("An unknown number of people were killed.", &[".. person killed (an unknown number of)"]);
    check("Several hundred villagers fled.", &["300..900 villager displaced (several hundred)"]);
}

#[test]
fn none_at_all() {
    check("No one was hurt.", &["0 person injured"]);
    check("There were no casualties.", &["0 person killed"]);
    check("No civilians were killed.", &["0 civilian killed [civilian]"]);
    check("No injuries were reported.", &["0 person injured"]);
    check("Nobody was killed.", &["0 person killed"]);
    check("There were no immediate reports of deaths.", &[]);
    check("It was not known how many had died.", &[]);
    check("No reason was given.", &[]);
}

#[test]
fn one_counts_only_with_an_outcome() {
    check("A child was killed.", &["1 child killed [child]"]);
    check(
        "The shell killed a soldier and wounded another.",
        &["1 soldier killed [soldier]", "1 person injured"],
    );
    check("A soldier sat on the wall.", &[]);
    check("One person died.", &["1 person killed"]);
    check("One of the boats was blue.", &[]);
    check("One must hope.", &[]);
}

#[test]
fn outcomes_in_the_words_around() {
    check("The death toll rose to 40.", &["40 person killed"]);
    check("The ministry put the toll at 11.", &["11 person killed"]);
    check("The number of injured stood at 30.", &["30 person injured"]);
    check("Fourteen dead, the radio said.", &["14 person killed"]);
    check("A bomb went off, killing at least 3.", &["3.. person killed (at least)"]);
    check("Divers recovered the bodies of 12 sailors.", &["12 sailor killed [crew]"]);
    check("Divers recovered 12 bodies.", &["12 person killed"]);
    check("The clash left 20 wounded.", &["20 person injured"]);
    check("Three others were injured.", &["3 person injured"]);
    check("The raid killed 12 and wounded 30.", &["12 person killed", "30 person injured"]);
    check("Nine people were killed and 19 were still missing.", &["9 person killed", "19 person missing"]);
    check("14 people are feared dead.", &["14 person killed"]);
    check("12 people in the village of Korva were reported to have been killed.", &["12 person killed"]);
    check("The guards reported 3 deaths.", &["3 person killed"]);
    check("The storm forced 3,000 people to flee.", &["3000 person displaced"]);
    check("It stood by its count of 11 fighters killed.", &["11 fighter killed [fighter]"]);
    check("Three of its fighters had been killed.", &["3 fighter killed [fighter]"]);
    check("The company cut 300 jobs.", &["300 job"]);
    check("Police arrested 14 people.", &["14 person detained"]);
    check("30 wounded soldiers were flown out.", &["30 soldier injured [soldier]"]);
    check("They withdrew the earlier figure of 16 dead.", &["16 person killed"]);
}

#[test]
fn agents_are_not_victims() {
    check("Two gunmen killed five people.", &["2 gunman [fighter]", "5 person killed"]);
    check("Fourteen rockets hit the town and killed five.", &["14 rocket", "5 person killed"]);
    check("Forty police officers searched the house.", &["40 police officer [police]"]);
    check("Two boats rescued 12 people.", &["2 boat", "12 person rescued"]);
}

#[test]
fn coordination_shares_the_outcome() {
    check(
        "Three soldiers and two civilians were killed.",
        &["3 soldier killed [soldier]", "2 civilian killed [civilian]"],
    );
    check(
        "The mine killed 12 soldiers and three civilians.",
        &["12 soldier killed [soldier]", "3 civilian killed [civilian]"],
    );
    check(
        "Two civilians had been killed and 17 people had been injured.",
        &["2 civilian killed [civilian]", "17 person injured"],
    );
    check("Shells killed four people and destroyed 12 houses.", &["4 person killed", "12 house destroyed"]);
}

#[test]
fn parts_know_their_whole() {
    check(
        "14 people, including three children, were killed.",
        &["14 person killed", "3 child killed [child] <0"],
    );
    check(
        "14 people had been killed, among them three children.",
        &["14 person killed", "3 child killed [child] <0"],
    );
    check(
        "Forty were injured, of whom five were soldiers.",
        &["40 person injured", "5 soldier injured [soldier] <0"],
    );
    check("Ten died, three of them children.", &["10 person killed", "3 child killed [child] <0"]);
    check(
        "Nine people were killed. Among the dead were two women.",
        &["9 person killed", "2 woman killed [woman] <0"],
    );
}

#[test]
fn running_totals() {
    check(
        "Since the war began, 400 civilians have been killed.",
        &["400 civilian killed [civilian] cumulative"],
    );
    check(
        "So far this year 30 journalists were arrested.",
        &["30 journalist detained [journalist] cumulative"],
    );
}

#[test]
fn money_shares_and_measures_keep_their_unit() {
    check("It cost $3.5 million.", &["3500000 USD"]);
    check("The fund holds 40 million euros.", &["40000000 EUR"]);
    check("Some 12 percent of homes were destroyed.", &["10..14 percent (some)"]);
    check("The wreck lies 38 metres down.", &["38 metre"]);
    check("Waves of up to four metres were reported.", &["..4 metre (up to)"]);
}

#[test]
fn what_is_no_count() {
    check("Flight 370 left at noon.", &[]);
    check("The 34-year-old farmer was unhurt.", &[]);
    check("Maire Holst, 34, sells fish.", &[]);
    check("A boy aged 12 saw it.", &[]);
    check("She is 51 years old.", &[]);
    check("They won 3-1 after No. 10 scored.", &[]);
    check("Call 555-1234 for help.", &[]);
    check("It is open 24/7.", &[]);
    check("Section 12 of the act applies.", &[]);
    check("The war of 1914 was long.", &[]);
    check("The third boat sank.", &[]);
}

#[test]
fn figures_as_agencies_write_them() {
    check("Some 14 000 people were evacuated.", &["12600..15400 person evacuated (some)"]);
    check("About 250 were left homeless.", &["225..275 person displaced (about)"]);
    check("The fire forced 800 families from their homes.", &["800 family displaced"]);
    check("The confirmed deaths are fourteen civilians.", &["14 civilian killed [civilian]"]);
    check("Hundreds of Korva were killed.", &["200..999 person killed {Korva} (hundreds)"]);
    check("He said \"three terrorists\" were killed.", &["3 terrorist killed [fighter]"]);
    check("Death tolls exceeded 100.", &["101.. person killed (exceeded)"]);
    check("The dead were aged nine, ten and thirteen.", &[]);
    check("He served in World War Two and got a life sentence.", &[]);
    check("He was 101 when he flew the 737.", &[]);
    check("The bell rang at eleven.", &[]);
    check("A girl of nine saw it.", &[]);
}

#[test]
fn a_life_in_general_is_no_loss() {
    check("She hopes for a good life in Korva.", &[]);
    check("The council is a body of engineers.", &[]);
    check("If there is a death in the village, they pay.", &[]);
    check("Divers recovered a body.", &["1 person killed"]);
    check("The fire claimed a life.", &["1 person killed"]);
}

#[test]
fn one_number_for_two_nouns() {
    check(
        "Dozens of peacekeepers and officials are missing.",
        &["24..99 peacekeeper missing [soldier] (dozens)"],
    );
}

#[test]
fn words_between_a_count_and_its_outcome() {
    check("At least 500 miners were so far rescued.", &["500.. miner rescued (at least)"]);
    check("At least 12 miners are so far killed.", &["12.. miner killed (at least)"]);
    check("The guard destroyed two fighter jets.", &["2 jet destroyed"]);
}

#[test]
fn the_deadliest_since_is_no_running_total() {
    check(
        "The blast killed 15 soldiers in the deadliest strike since the war began.",
        &["15 soldier killed [soldier]"],
    );
}

#[test]
fn a_line_break_inside_makes_no_difference() {
    check("At\nleast 14\npeople had\nbeen killed.", &["14.. person killed (at least)"]);
}

#[test]
fn a_later_figure_takes_up_the_earlier_count() {
    check(
        "The guard said 40 people were killed. It corrected its figure from 40 to 31.",
        &["40 person killed", "40 person killed", "31 person killed"],
    );
}

proptest! {
    #[test]
    fn spans_fit_and_reading_is_repeatable(
        text in "(at least |up to |\\$|no |a |[0-9]{1,5}|twelve|dozens| of | and | people| killed|were |, |; |-|é|\n|\\. |its commander|Jon Ferre|in |three|1/0 |half |fold|14-year-old |’s |who |died |no |½|,000){0,40}"
    ) {
        let found = read(&text);
        prop_assert_eq!(&found, &read(&text));
        let mut last = 0;
        for (index, quantity) in found.iter().enumerate() {
            prop_assert!(quantity.span.check(&text).is_ok());
            prop_assert!(quantity.span.start() >= last);
            last = quantity.span.end();
            prop_assert!(quantity.part_of.is_none_or(|whole| whole != index && whole < found.len()));
            if let (Some(low), Some(high)) = (quantity.interval.low, quantity.interval.high) {
                prop_assert!(low <= high);
            }
        }
    }
}
