//! Everything that is not as expected, told at once.

use std::fmt::{Display, Write};

/// A fact that was not found.
#[derive(Debug, PartialEq)]
struct Miss {
    what: String,
    expected: String,
    found: String,
}

/// The facts that were not found, each once with the ways of asking that missed it.
#[derive(Debug, Default)]
pub struct Misses(Vec<(Miss, Vec<&'static str>)>);

impl Misses {
    /// `what` was asked by `way`, and is not `expected` but `found`.
    pub fn add(
        &mut self,
        way: &'static str,
        what: impl Display,
        expected: impl Display,
        found: impl Display,
    ) {
        let miss = Miss { what: what.to_string(), expected: expected.to_string(), found: found.to_string() };
        match self.0.iter_mut().find(|(known, _)| *known == miss) {
            Some((_, ways)) if ways.contains(&way) => {}
            Some((_, ways)) => ways.push(way),
            None => self.0.push((miss, vec![way])),
        }
    }

    /// As [`Misses::add`], where the two differ.
    pub fn compare<T: PartialEq + std::fmt::Debug>(
        &mut self,
        way: &'static str,
        what: impl Display,
        expected: &T,
        found: &T,
    ) {
        if expected != found {
            self.add(way, what, format_args!("{expected:?}"), format_args!("{found:?}"));
        }
    }

    /// Fail with the whole list, where there is anything on it.
    pub fn report(self) {
        let mut list = String::new();
        for (miss, ways) in &self.0 {
            let Miss { what, expected, found } = miss;
            let _ = write!(
                list,
                "\n- {what} ({})\n    expected  {expected}\n    found     {found}",
                ways.join(", ")
            );
        }
        assert!(self.0.is_empty(), "{} facts are not as demo/expected.toml says:{list}\n", self.0.len());
    }
}
