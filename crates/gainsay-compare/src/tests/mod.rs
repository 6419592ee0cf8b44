//! The definitions as constructed cases: each a few lines, one definition each.

mod amended;
mod as_of;
mod bad_input;
mod casualties;
mod constraints;
mod counts;
mod matters;
mod origins;
pub(crate) mod properties;
mod responsibility;

use crate::testing::{KORVA, Made, Sample, report};

/// A report with one claim by a source: so many killed when the ferry sank off Korva on 12 March.
fn toll(outlet: &str, day: &str, source: &str, killed: &str) -> Sample {
    let text = format!(
        "The {source} said that {killed} people were killed when the ferry sank off Korva on Tuesday."
    );
    report(outlet, day, "Ferry sinks off Korva").claim(&text, |made| {
        made.said(source).killed(killed);
        sinking(made);
    })
}

fn sinking(made: &mut Made<'_>) {
    made.event("sink", "sank").at(KORVA).on("Tuesday", "2024-03-12");
}
