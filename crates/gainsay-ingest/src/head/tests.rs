use super::*;

fn shown(text: &str, allowed: Allowed<'_>) -> String {
    let head = read(text, 0, allowed, DayOrder::Unknown);
    let body = text[head.body_start..].trim();
    let some = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    format!(
        "{} | {} | {} | {} | {} | {}…",
        some(head.title),
        some(head.byline),
        some(head.outlet),
        some(head.agency),
        some(head.date.map(|(date, _)| date.to_string())),
        body.chars().take(12).collect::<String>()
    )
}

fn check(text: &str, expected: &str) {
    assert_eq!(shown(text, Allowed::default()), expected, "{text}");
}

#[test]
fn usual_orders() {
    check(
        "Ferry sinks off Korva\n\nBy Ana Petrova via The Korva Courier\n12 February 2024\n\nA ferry sank on Monday.",
        "Ferry sinks off Korva | Ana Petrova | The Korva Courier | - | 2024-02-12 | A ferry sank…",
    );
    check(
        "12 February 2024\n\nFerry sinks off Korva\n\nBy Ana Petrova\n\nA ferry sank on Monday.",
        "Ferry sinks off Korva | Ana Petrova | - | - | 2024-02-12 | A ferry sank…",
    );
    check(
        "The Korva Courier\n\nFerry sinks off Korva\n\nMonday, 12 February 2024\n\nA ferry sank on Monday.",
        "Ferry sinks off Korva | - | The Korva Courier | - | 2024-02-12 | A ferry sank…",
    );
    check(
        "https://korva.example/a\nFerry sinks off Korva\nFeb. 12, 2024\nA ferry sank on Monday.\nNine died.",
        "Ferry sinks off Korva | - | - | - | 2024-02-12 | A ferry sank…",
    );
    check(
        "Ferry sinks off Korva\nA ferry sank off the coast of Korva on Monday, the ministry said.\nNine died in it, it said.",
        "Ferry sinks off Korva | - | - | - | - | A ferry sank…",
    );
    check(
        "Title: Ferry sinks\nAuthor: Ana Petrova\nDate: 2024-02-12\nSource: Northline News Agency\n\nA ferry sank.",
        "Ferry sinks | Ana Petrova | - | Northline News Agency | 2024-02-12 | A ferry sank…",
    );
    check(
        "Ferry sinks off Korva\n(AFP)\nPublished: 12 February 2024\nUpdated: 13 February 2024\n\nA ferry sank.",
        "Ferry sinks off Korva | - | - | AFP | 2024-02-12 | A ferry sank…",
    );
}

#[test]
fn standfirsts_belong_to_the_head() {
    check(
        "Ferry sinks off Korva\n\nMinistry and union disagree on the toll\n\nAna Petrova for Korva Courier\n\nA ferry sank.",
        "Ferry sinks off Korva | Ana Petrova | Korva Courier | - | - | A ferry sank…",
    );
}

#[test]
fn a_body_without_a_head_is_left_whole() {
    check("A ferry sank on Monday.\n\nNine people died.", "- | - | - | - | - | A ferry sank…");
    check(
        "KORVA, 12 March (Northline News Agency) — A dam broke.\n\nNo one died.",
        "- | - | - | - | - | KORVA, 12 Ma…",
    );
    check("Friday, January 4, 2019\n\nA ferry sank on Monday.", "- | - | - | - | 2019-01-04 | A ferry sank…");
    check("Ferry sinks", "- | - | - | - | - | Ferry sinks…");
    check("", "- | - | - | - | - | …");
}

#[test]
fn lines_broken_inside_a_sentence() {
    check(
        "A ferry sank off the coast of Korva on Monday, and nine of its\npassengers drowned, the ministry said.\nDivers searched on.",
        "- | - | - | - | - | A ferry sank…",
    );
    check(
        "Ferry sinks off Korva, leaving dozens\nmissing in heavy swell\n\nBy Ana Petrova\n\nA ferry sank off the\ncoast.",
        "Ferry sinks off Korva, leaving dozens missing in heavy swell | Ana Petrova | - | - | - | A ferry sank…",
    );
    check(
        "Page 1 of 2\nFerry sinks off Korva\nBy Ana Petrova\n\nA ferry sank off the\n\u{C}coast.",
        "Ferry sinks off Korva | Ana Petrova | - | - | - | A ferry sank…",
    );
}

#[test]
fn markdown_headings_are_titles() {
    let allowed = Allowed { markdown: true, titles: &[] };
    assert_eq!(
        shown("# Ferry sinks.\n\n*By Ana Petrova*\n\n**12 February 2024**\n\nA ferry sank.", allowed),
        "Ferry sinks. | Ana Petrova | - | - | 2024-02-12 | A ferry sank…"
    );
}

#[test]
fn a_date_that_cannot_be_is_noted() {
    let text = "Ferry sinks off Korva\n31 February 2024\n\nA ferry sank.";
    let head = read(text, 0, Allowed::default(), DayOrder::Unknown);
    assert_eq!(head.published(), None);
    assert_eq!(head.notes[0].message, "no calendar has the date “31 February 2024”");
    assert_eq!(head.notes[0].span.map(|span| span.of(text)), Some("31 February 2024"));
}
