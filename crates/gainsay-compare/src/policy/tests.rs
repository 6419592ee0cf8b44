use gainsay_document::{Best, Outcome, Report};

use super::{Evidence, Policy, best};
use crate::testing::{KORVA, Made, Sample, compared, only, report};

/// A report with one claim: the ferry sank off Korva on 12 March.
fn told(outlet: &str, day: &str, text: &str, made: impl FnOnce(&mut Made<'_>)) -> Sample {
    report(outlet, day, "Ferry sinks off Korva").claim(text, |claim| {
        made(claim);
        claim.event("sink", "sank").at(KORVA).on("Tuesday", "2024-03-12");
    })
}

fn toll(day: &str, source: &str, killed: &str) -> Sample {
    let text =
        format!("The {source} said that {killed} people died when the ferry sank off Korva on Tuesday.");
    told(&format!("The {source} Post"), day, &text, |made| {
        made.said(source).killed(killed);
    })
}

fn weighed(samples: &[Sample], policy: &Policy) -> Vec<Best> {
    let comparison = compared(samples);
    let reports =
        samples.iter().map(|sample| Report { document: &sample.document, reading: &sample.reading });
    best(only(&comparison), policy, &Evidence::new(reports, &comparison.origins))
}

/// What a policy gives for an outcome: "9, from Harbour Office".
fn value(samples: &[Sample], policy: &Policy, outcome: Outcome) -> String {
    let found = weighed(samples, policy);
    let Some(found) = found.iter().find(|best| best.outcome == outcome) else { return "unknown".to_owned() };
    assert_eq!(found.policy, policy.name());
    assert!(!found.reason.is_empty());
    let from: Vec<&str> = found.from.iter().map(|side| side.holder.as_str()).collect();
    format!("{}, from {}", found.interval, from.join(" and "))
}

#[track_caller]
fn check(samples: &[Sample], policy: &Policy, expected: &str) {
    assert_eq!(value(samples, policy, Outcome::Killed), expected, "{}", policy.name());
}

fn three() -> [Sample; 4] {
    [
        toll("2024-03-12", "Harbour Office", "4"),
        toll("2024-03-13", "Harbour Office", "9"),
        toll("2024-03-13", "Sailors' League", "14"),
        toll("2024-03-14", "Relief Society", "at least 9"),
    ]
}

#[test]
fn each_policy_has_its_own_value() {
    let sources = |names: &[&str]| Policy::Sources(names.iter().map(|&name| name.to_owned()).collect());
    let all = "Harbour Office and Sailors' League and Relief Society";
    check(&three(), &Policy::Range, &format!("at least 9, from {all}"));
    check(&three(), &Policy::Conservative, "9, from Harbour Office and Relief Society");
    check(&three(), &Policy::LatestByOrigin, &format!("at least 9, from {all}"));
    check(&three(), &sources(&["the Registry", "sailors'  league"]), "14, from Sailors' League");
    check(&three(), &sources(&["the Registry"]), "unknown");
}

#[test]
fn a_majority_is_more_than_half_of_the_origins() {
    let of = |counts: &[&str]| {
        let names = ["Harbour Office", "Sailors' League", "Relief Society", "Coast Guard"];
        let days = ["2024-03-12", "2024-03-13", "2024-03-14", "2024-03-15"];
        let told = counts.iter().zip(names).zip(days);
        told.map(|((count, name), day)| toll(day, name, count)).collect::<Vec<_>>()
    };
    let check = |counts: &[&str], expected: &str| check(&of(counts), &Policy::Majority, expected);
    check(&["9", "9", "14"], "9, from Harbour Office and Sailors' League");
    check(&["9", "14"], "unknown");
    check(&["9", "at least 5"], "9, from Harbour Office and Sailors' League");
    check(
        &["9", "14", "at least 5", "at least 10"],
        "14, from Sailors' League and Relief Society and Coast Guard",
    );
    check(&["9"], "9, from Harbour Office");
}

#[test]
fn what_is_revised_or_not_told_gives_no_value() {
    let silent = told(
        "The Lamp",
        "2024-03-12",
        "The ferry sank off Korva on Tuesday, and 3 people were hurt.",
        |made| {
            made.count(Outcome::Injured, "3");
        },
    );
    for policy in [Policy::Range, Policy::Conservative, Policy::Majority, Policy::LatestByOrigin] {
        check(std::slice::from_ref(&silent), &policy, "unknown");
    }
    let open = toll("2024-03-12", "Harbour Office", "up to 40");
    check(&[open], &Policy::Conservative, "unknown");
}

#[test]
fn a_policy_is_known_by_its_name_and_version() {
    let check = |name: &str, expected: Option<&str>| {
        assert_eq!(Policy::parse(name, Vec::new).map(|policy| policy.name()), expected, "{name}");
    };
    for name in Policy::NAMES {
        let version = if name == "recorder" { 2 } else { 1 };
        check(name, Some(&format!("{name}/{version}")));
        check(&format!("{name}/{version}"), Some(&format!("{name}/{version}")));
    }
    check("conservative/2", None);
    check("recorder/1", None);
    check("truth", None);
}

/// The dead and the injured by `recorder/2`.
#[track_caller]
fn check_recorder(samples: &[Sample], killed: &str, injured: &str) {
    let found = weighed(samples, &Policy::Recorder);
    let of = |outcome: Outcome| {
        let best = found.iter().find(|best| best.outcome == outcome);
        best.map_or_else(
            || "unknown".to_owned(),
            |best| format!("{}{}", best.interval, if best.is_derived { ", derived" } else { "" }),
        )
    };
    assert_eq!((of(Outcome::Killed).as_str(), of(Outcome::Injured).as_str()), (killed, injured));
}

#[test]
fn a_recorder_takes_the_total_that_most_reports_tell() {
    let two = [toll("2024-03-12", "Harbour Office", "9"), toll("2024-03-13", "Sailors' League", "14")];
    check_recorder(&two, "14", "0, derived");
    check_recorder(
        &[two[0].clone(), two[1].clone(), toll("2024-03-12", "Coast Guard", "9")],
        "9",
        "0, derived",
    );
}

#[test]
fn a_recorder_reads_silence_about_deaths_as_none() {
    let text = "The ferry sank off Korva on Tuesday, and 3 people were hurt.";
    let hurt = told("The Lamp", "2024-03-12", text, |made| {
        made.count(Outcome::Injured, "3");
    });
    check_recorder(std::slice::from_ref(&hurt), "0, derived", "3");
    let found = weighed(&[hurt], &Policy::Recorder);
    assert_eq!(found[0].reason, "no report tells of a death");
}

#[test]
fn a_recorder_takes_the_dead_from_those_hit() {
    let text = "In all 7 people were hit, and 2 killed, when the ferry sank off Korva on Tuesday.";
    let hit = told("The Lamp", "2024-03-12", text, |made| {
        made.count(Outcome::Casualties, "7").killed("2");
    });
    check_recorder(&[hit], "2", "5, derived");
}

#[test]
fn a_recorder_counts_one_person_once() {
    let lamp = report("The Lamp", "2024-03-12", "Ferry sinks off Korva")
        .claim("1 woman was hurt when the ferry sank off Korva on Tuesday.", |made| {
            made.count(Outcome::Injured, "1").unit("woman");
            made.event("sink", "sank").at(KORVA).on("Tuesday", "2024-03-12");
        })
        .claim("The 1 woman died when the ferry sank off Korva on Tuesday.", |made| {
            made.killed("1").unit("woman");
            made.event("sink", "sank").at(KORVA).on("Tuesday", "2024-03-12");
        });
    check_recorder(&[lamp], "1", "0, derived");
}

#[test]
fn a_recorder_counts_the_one_beside_whom_others_are_others() {
    let text = "A man and 3 others were hurt when the ferry sank off Korva on Tuesday.";
    let lamp = report("The Lamp", "2024-03-12", "Ferry sinks off Korva").claim(text, |made| {
        made.count(Outcome::Injured, "3");
        made.event("sink", "sank").at(KORVA).on("Tuesday", "2024-03-12");
    });
    // The words of the figures as a reader gives them, with what they count.
    let with_words = |mut sample: Sample| {
        let text = sample.document.text.clone();
        let span = |words: &str| {
            let at = text.find(words).unwrap();
            gainsay_document::Span::ordered(at..at + words.len()).unwrap()
        };
        let mut alone = sample.reading.quantities[0].clone();
        sample.reading.quantities[0].span = span("3 others");
        (alone.span, alone.interval) = (span("A man"), gainsay_document::Interval::exactly(1.0));
        sample.reading.quantities.push(alone);
        sample.reading.claims[0].facts.quantities.push(1);
        sample
    };
    check_recorder(&[with_words(lamp)], "0, derived", "4, derived");
}

#[test]
fn a_recorder_counts_those_who_killed_themselves_after_others() {
    let text =
        "A guard killed 2 cousins before turning the gun on himself as the ferry sank off Korva on Tuesday.";
    let lamp = told("The Lamp", "2024-03-12", text, |made| {
        made.event("kill", "killed").killed("2");
    });
    check_recorder(&[lamp], "3, derived", "0, derived");
}

#[test]
fn a_recorder_leaves_out_the_dead_of_several_incidents() {
    let year = "The town had 40 dead in separate incidents when the ferry sank off Korva on Tuesday.";
    let lamp = report("The Lamp", "2024-03-12", "Ferry sinks off Korva")
        .claim("The ferry sank off Korva on Tuesday and 4 people died.", |made| {
            made.killed("4");
            made.event("sink", "sank").at(KORVA).on("Tuesday", "2024-03-12");
        })
        .claim(year, |made| {
            made.killed("40");
            made.event("sink", "sank").at(KORVA).on("Tuesday", "2024-03-12");
        });
    check_recorder(&[lamp], "4", "0, derived");
}

/// A report whose title has these figures: words, count, outcome.
fn titled(title: &str, figures: &[(&str, f64, Outcome)], text: Sample) -> Sample {
    let mut sample = text;
    sample.document.title = Some(title.to_owned());
    for &(words, count, outcome) in figures {
        let at = title.find(words).unwrap();
        sample.reading.headline.push(gainsay_document::Quantity {
            span: gainsay_document::Span::ordered(at..at + words.len()).unwrap(),
            interval: gainsay_document::Interval::exactly(count),
            approximator: None,
            unit: Some(words.rsplit(' ').next().unwrap_or_default().to_owned()),
            outcome: Some(outcome),
            category: None,
            affiliation: None,
            scope: gainsay_document::Scope::Event,
            part_of: None,
        });
    }
    sample
}

#[test]
fn a_recorder_takes_the_title_before_a_greater_number_of_the_text() {
    let check = |title: &str, figures: &[(&str, f64, Outcome)], killed: &str, injured: &str| {
        let text = "The ferry sank off Korva on Tuesday, and 9 people died and 3 people were hurt.";
        let sample = told("The Lamp", "2024-03-12", text, |made| {
            made.killed("9").count(Outcome::Injured, "3");
        });
        check_recorder(&[titled(title, figures, sample)], killed, injured);
    };
    let (killed, injured, hit) = (Outcome::Killed, Outcome::Injured, Outcome::Casualties);
    check("Ferry sinks off Korva", &[], "9", "3");
    check("Two people die off Korva", &[("Two people", 2.0, killed)], "2", "3");
    check("Weekend accidents: two people dead", &[("two people", 2.0, killed)], "9", "3");
    check("Man dies off Korva", &[("Man", 1.0, killed)], "9", "3");
    check("Five people hurt, two dead", &[("Five people", 5.0, injured), ("two", 2.0, killed)], "2", "5");
    check("Two people hurt off Korva", &[("Two people", 2.0, injured)], "9", "3");
    check(
        "Seven people hit, two dead",
        &[("Seven people", 7.0, hit), ("two", 2.0, killed)],
        "2",
        "5, derived",
    );
    check(
        "Two dead, seven people hit",
        &[("Two", 2.0, killed), ("seven people", 7.0, hit)],
        "2",
        "7, derived",
    );
    check("2 adults, 3 children dead", &[("2 adults", 2.0, killed), ("3 children", 3.0, killed)], "5", "3");
}

#[test]
fn a_recorder_counts_who_died_by_their_own_hand_by_the_title() {
    let check = |title: &str, words: &str, killed: &str| {
        let text = "The ferry sank off Korva on Tuesday, and 1 people died.";
        let sample = told("The Lamp", "2024-03-12", text, |made| {
            made.killed("1");
        });
        let found = weighed(&[titled(title, &[(words, 1.0, Outcome::Killed)], sample)], &Policy::Recorder);
        assert_eq!(found[0].interval.to_string(), killed, "{title}");
    };
    check("Captain kills wife, self", "wife", "2");
    check("Captain kills his wife and then himself", "his wife", "2");
    check("Boy who shot himself dies", "Boy", "1");
    check("Boy, 14, dies after shooting himself", "Boy", "1");
    check("Captain kills wife, then attempts to kill himself", "wife", "1");
}
