use gainsay_document::Span;
use proptest::prelude::*;

use std::sync::LazyLock;

use super::*;
use crate::segment::segment;

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::embedded);

fn read(text: &str, published: Option<Date>) -> Vec<Time> {
    let segmentation = segment(text, Span::ordered(0..text.len()));
    times(&TABLES, &Words::new(text, &segmentation), published).times
}

/// `expected`: each expression as `words = TYPE value`. Published on Wednesday, 14 February 2024.
fn check(text: &str, expected: &[&str]) {
    let published = Date::new(2024, 2, 14).ok();
    let found: Vec<String> = read(text, published)
        .iter()
        .map(|time| {
            format!("{} = {} {}", time.span.of(text).replace('\n', " "), time.kind.as_str(), time.value)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn dates_of_the_calendar() {
    check("It sank on 12 February 2024.", &["12 February 2024 = DATE 2024-02-12"]);
    check("It sank on February 12, 2024, off Korva.", &["February 12, 2024 = DATE 2024-02-12"]);
    check("It sank on Feb. 12.", &["Feb. 12 = DATE 2024-02-12"]);
    check("On Monday, 12 February, it sank.", &["Monday, 12 February = DATE 2024-02-12"]);
    check("It happened on the 3rd of January.", &["3rd of January = DATE 2024-01-03"]);
    check("It opened on 20 December.", &["20 December = DATE 2023-12-20"]);
    check("Dated 2024-02-12.", &["2024-02-12 = DATE 2024-02-12"]);
    check("Dated 25/12/2023.", &["25/12/2023 = DATE 2023-12-25"]);
}

#[test]
fn months_years_and_longer() {
    check("It began in March 2019.", &["March 2019 = DATE 2019-03"]);
    check("It began in March.", &["March = DATE 2023-03"]);
    check("It began in January.", &["January = DATE 2024-01"]);
    check("It will begin in March.", &["March = DATE 2024-03"]);
    check("It began in mid-August.", &["mid-August = DATE 2023-08"]);
    check("The war began in 2014.", &["2014 = DATE 2014"]);
    check("In the 1990s it was rare.", &["the 1990s = DATE 199"]);
    check("The summer of 2021 was dry.", &["The summer of 2021 = DATE 2021-SU"]);
    check("Sales fell in the third quarter of 2023.", &["the third quarter of 2023 = DATE 2023-Q3"]);
    check("May we go? The march began.", &[]);
}

#[test]
fn weekdays() {
    check("It sank on Monday.", &["Monday = DATE 2024-02-12"]);
    check("It sank on Wednesday.", &["Wednesday = DATE 2024-02-14"]);
    check("It sank on Thursday.", &["Thursday = DATE 2024-02-08"]);
    check("It sank last Friday.", &["last Friday = DATE 2024-02-09"]);
    check("They meet next Tuesday.", &["next Tuesday = DATE 2024-02-20"]);
    check("They will meet on Thursday.", &["Thursday = DATE 2024-02-15"]);
    check("It sank on Monday night.", &["Monday night = TIME 2024-02-12TNI"]);
}

#[test]
fn days_from_today_and_from_the_last_day_named() {
    check("It sank yesterday.", &["yesterday = DATE 2024-02-13"]);
    check("They meet tomorrow.", &["tomorrow = DATE 2024-02-15"]);
    check("It sank this morning.", &["this morning = TIME 2024-02-14TMO"]);
    check("It sank last night.", &["last night = TIME 2024-02-13TNI"]);
    check("It sank two days ago.", &["two days ago = DATE 2024-02-12"]);
    check("It sank three weeks ago.", &["three weeks ago = DATE 2024-W04"]);
    check("It sank last week.", &["last week = DATE 2024-W06"]);
    check("It sank last month.", &["last month = DATE 2024-01"]);
    check("It sank last year.", &["last year = DATE 2023"]);
    check(
        "They said on Tuesday that it sank a day earlier.",
        &["Tuesday = DATE 2024-02-13", "a day earlier = DATE 2024-02-12"],
    );
    check(
        "It sank on 3 February. Divers came the following day.",
        &["3 February = DATE 2024-02-03", "the following day = DATE 2024-02-04"],
    );
    check(
        "It sank on 3 February. The previous day was calm.",
        &["3 February = DATE 2024-02-03", "The previous day = DATE 2024-02-02"],
    );
    check("It sank earlier this month.", &["earlier this month = DATE 2024-02"]);
}

#[test]
fn times_of_day() {
    check("It sank at 3 p.m. on Monday.", &["3 p.m. = TIME 2024-02-12T15:00", "Monday = DATE 2024-02-12"]);
    check("It sank at 10:30.", &["10:30 = TIME 2024-02-14T10:30"]);
    check("It sank at noon.", &["noon = TIME 2024-02-14T12:00"]);
    check("It sank at 6am.", &["6am = TIME 2024-02-14T06:00"]);
    check(
        "It sank in the early hours of 3 February.",
        &["the early hours of 3 February = TIME 2024-02-03TMO"],
    );
}

#[test]
fn lengths_sets_and_references() {
    check("It rained for three days.", &["three days = DURATION P3D"]);
    check("It rained for six weeks.", &["six weeks = DURATION P6W"]);
    check("A two-year term ended.", &["two-year = DURATION P2Y"]);
    check("It rained for years.", &["years = DURATION PXY"]);
    check("Over the past three days it rained.", &["the past three days = DURATION P3D"]);
    check("It rains every week.", &["every week = SET P1W"]);
    check("It is now closed.", &["now = DATE PRESENT_REF"]);
    check("The 34-year-old farmer is 34 years old.", &[]);
    check("It lasted half an hour.", &["half an hour = DURATION PT30M"]);
}

#[test]
fn a_relative_day_without_a_day_of_publication_stays_open() {
    let found = read("It sank on Monday, two days ago, or on 3 February.", None);
    let values: Vec<&str> = found.iter().map(|time| time.value.as_str()).collect();
    assert_eq!(values, ["XXXX-WXX-1", "PAST_REF", "XXXX-02-03"]);
    assert!(found.iter().all(|time| time.start.is_none() && time.end.is_none()));
}

#[test]
fn a_line_break_inside_makes_no_difference() {
    check(
        "The ferry that carried more people than it was built for sank off the coast on 12\nFebruary 2024, and nobody \
         had told the people on the quay, who were waiting.",
        &["12 February 2024 = DATE 2024-02-12"],
    );
}

proptest! {
    #[test]
    fn spans_fit_and_reading_is_repeatable(
        text in "(last |next |the |[0-9]{1,4}| days| ago|Monday|March| of |week|, |-|/|:|p\\.m\\.|é|\n|\\. |9999|every |early |late |\
            the end of |into the siege |siege began on |13/14/2024 |31 February |half |and a half |third quarter |\
            a year earlier |year-ago |century |'80s |nineteen ninety-six |overnight |years |hundred |99999999 |about |\
            Easter |year-end |the 13th |later |year |in |until |will |was |decades |24 hours |the past |2024-02-12T09:30:00Z |-02-12T99:99 |Q3 |FY|\
            three months ended |of that year |and a half ago |5:11 |called for protests on |the year |due to ){0,40}",
        published in proptest::option::of((1i16..=9999, 1i8..=12, 1i8..=28)),
    ) {
        let published = published.and_then(|(year, month, day)| Date::new(year, month, day).ok());
        let found = read(&text, published);
        prop_assert_eq!(&found, &read(&text, published));
        let mut last = 0;
        for time in &found {
            prop_assert!(time.span.check(&text).is_ok());
            prop_assert!(time.span.start() >= last);
            last = time.span.end();
            prop_assert!(time.start <= time.end);
        }
    }
}
