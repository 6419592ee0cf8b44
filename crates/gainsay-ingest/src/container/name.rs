//! The names that archives give their parts: shown, never followed.

use std::collections::HashMap;

/// A longer name is cut.
const MAX_CHARS: usize = 200;

/// A name as it may be shown: what is no text, steers the terminal or turns the direction of writing stands escaped.
pub(crate) fn shown(name: &[u8]) -> String {
    let mut out = String::new();
    let mut count = 0usize;
    for chunk in name.utf8_chunks() {
        for c in chunk.valid().chars() {
            count += 1;
            if count > MAX_CHARS {
                continue;
            }
            if c.is_control() || is_unseen(c) {
                out.extend(c.escape_unicode());
            } else {
                out.push(c);
            }
        }
        for byte in chunk.invalid() {
            count += 1;
            if count <= MAX_CHARS {
                out.push_str(&format!("\\x{byte:02x}"));
            }
        }
    }
    if count > MAX_CHARS {
        out.push_str(&format!("… ({} characters more)", count - MAX_CHARS));
    }
    if out.is_empty() { "(without a name)".to_owned() } else { out }
}

/// Characters without a shape, or that turn the direction of writing.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Names as they may be shown, each once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    seen: HashMap<String, usize>,
}

impl Names {
    /// The name, with a number where it was given before.
    pub(crate) fn shown(&mut self, name: &[u8]) -> String {
        let shown = shown(name);
        let count = self.seen.entry(shown.clone()).or_default();
        *count += 1;
        if *count == 1 { shown } else { format!("{shown}#{count}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &[u8], expected: &str) {
        assert_eq!(shown(name), expected);
    }

    #[test]
    fn hostile_names_are_shown_and_never_followed() {
        check(b"../../etc/passwd", "../../etc/passwd");
        check("né/a.txt".as_bytes(), "né/a.txt");
        check(b"a\0b\x1b[31m.txt", "a\\u{0}b\\u{1b}[31m.txt");
        check("a\u{202e}txt.exe".as_bytes(), "a\\u{202e}txt.exe");
        check(b"caf\xe9.txt", "caf\\xe9.txt");
        check(b"", "(without a name)");
        check(&[b'a'; 5000], &format!("{}… (4800 characters more)", "a".repeat(200)));
        let mut names = Names::default();
        assert_eq!([names.shown(b"a"), names.shown(b"a"), names.shown(b"b")], ["a", "a#2", "b"]);
    }
}
