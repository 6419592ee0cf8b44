//! The progress of long work, on standard error where that is a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over bytes.
pub fn bytes(total: u64, what: &'static str, quiet: bool) -> ProgressBar {
    with_template(total, what, quiet, "{msg} [{bar:30}] {bytes}/{total_bytes} ({eta} left)")
}

/// A bar over things.
pub fn things(total: u64, what: &'static str, quiet: bool) -> ProgressBar {
    with_template(total, what, quiet, "{msg} [{bar:30}] {pos}/{len} ({eta} left)")
}

/// A sign that something goes on, of unknown length.
pub fn spinner(what: &'static str, quiet: bool) -> ProgressBar {
    with_template(0, what, quiet, "{spinner} {msg} …")
}

fn with_template(total: u64, what: &'static str, quiet: bool, template: &str) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(Some(total), target);
    bar.set_style(style.progress_chars("=> "));
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
