//! Who quotes whom, shaped for the pages: the list of sources, one source, one outlet, the network and the matrix.

mod list;
mod network;
mod one;
pub mod types;

use std::sync::Arc;

use gainsay_ledger::{Error, Quotes};

pub use list::sources_page;
pub use network::{matrix, network};
pub use one::{outlet, source};

use super::known::Known;

/// What documents without an outlet stand under.
const NO_OUTLET: &str = "no outlet named";

/// Who quotes whom, as far as `known` knows; counted once for each state of the ledger, where the desk remembers.
///
/// # Errors
/// When the ledger cannot be read.
pub fn quotes(known: &Known<'_>) -> Result<Arc<Quotes>, Error> {
    let day = known.day();
    known.desk().quotes(day, || match day {
        None => known.ledger().quotes(None, None),
        Some(_) => {
            let standings = known.standings(None)?;
            let contested = standings.into_iter().filter(|standing| standing.contested);
            known.ledger().quotes(day, Some(&contested.map(|standing| standing.claim).collect::<Vec<_>>()))
        }
    })
}

/// English pronouns: they stand for somebody else in every report, where the reader did not find whom, and name no
/// source that two reports could share.
const PRONOUNS: &str = "he she they it i we you me us him her them my your our his its their who this that these those \
    one each some many others another someone somebody everyone everybody nobody";

/// The longest of them, in bytes: most names are longer, and need not be compared with each.
const LONGEST_PRONOUN: usize = 9;

fn is_pronoun(name: &str) -> bool {
    name.len() <= LONGEST_PRONOUN && PRONOUNS.split(' ').any(|pronoun| pronoun.eq_ignore_ascii_case(name))
}

fn outlet_name(name: Option<&String>) -> String {
    name.cloned().unwrap_or_else(|| NO_OUTLET.to_owned())
}

fn kind_word(kind: Option<gainsay_document::ActorKind>) -> String {
    kind.map_or("unknown", gainsay_document::ActorKind::as_str).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pronoun_is_told() {
        assert!(PRONOUNS.split_whitespace().all(is_pronoun));
        assert!(is_pronoun("They"));
        assert!(!is_pronoun("The Mayor") && !is_pronoun("Everybodyist"));
    }
}
