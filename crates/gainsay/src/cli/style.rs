//! How text looks in a terminal: colour only where the terminal wants it.

use anstyle::{AnsiColor, Style};

/// For what is contested.
pub const CONTESTED: Style = AnsiColor::Yellow.on_default().bold();
/// For headings.
pub const HEADING: Style = Style::new().bold();
/// For what explains.
pub const QUIET: Style = Style::new().dimmed();

/// `text` in `style`.
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Name an error on standard error.
pub fn error(message: &str) {
    anstream::eprintln!("{}: {message}", paint(AnsiColor::Red.on_default().bold(), "error"));
}

/// Name on standard error something that could not be used.
pub fn warning(message: &str) {
    anstream::eprintln!("{}: {message}", paint(AnsiColor::Yellow.on_default().bold(), "warning"));
}

/// Say on standard error what may be done about it.
pub fn hint(message: &str) {
    anstream::eprintln!("{}: {message}", paint(AnsiColor::Cyan.on_default(), "hint"));
}

/// Remark something on standard error.
pub fn remark(message: &str) {
    anstream::eprintln!("{message}");
}
