//! Which event mentions of all documents are one event.
//!
//! Two mentions can be of one event where their triggers are of one class (`words`). How alike they are is the likeness
//! of their documents, which tell one story or two, and of their own sentences, less where the documents were published
//! long apart. Clusters grow by average linkage; only mentions in documents that share rare words are compared.

mod linkage;
mod neighbours;
mod stems;
#[cfg(test)]
mod tests;
mod vectors;
mod words;

use std::collections::BTreeMap;

use gainsay_document::{Report, Span};

use crate::features::days::day;
use crate::tables::Tables;
use linkage::Mention;
use stems::Stemmer;
use vectors::Terms;
use words::{EventWords, Named};

/// The cluster of every event: an identifier a report's event, in the order of the reports and of their events.
///
/// Mentions of one event share it, whatever their document. It names the mention that comes first by document and event,
/// and does not hang on the order of the reports. Of each document one reading is expected.
#[must_use]
pub fn event_clusters(reports: &[Report<'_>]) -> Vec<Vec<String>> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&index| reports[index].document.id.as_str());
    let tables = Tables::load();
    let stemmer = Stemmer::load();
    let event_words = EventWords::load(&stemmer);
    let texts = || order.iter().map(|&index| reports[index].document.text.as_str());
    let terms = Terms::new(texts(), &stemmer, &tables.stop_words);
    let documents: Vec<_> = texts().map(|text| terms.of_document(text)).collect();
    let neighbours = neighbours::of(&documents, &terms);

    let mut classes: BTreeMap<String, Vec<Mention<'_>>> = BTreeMap::new();
    for (document, &index) in order.iter().enumerate() {
        let Report { document: source, reading } = reports[index];
        let published = source.published.map(|published| day(published.date));
        for (event, value) in reading.events.iter().enumerate() {
            let trigger = value.trigger.of(&source.text);
            let Named { class, stem, manner } = event_words.name(trigger, &value.kind, &stemmer);
            let sentence = |sentence: &&Span| sentence.contains_offset(value.trigger.start());
            let around = reading.sentences.iter().find(sentence).map(|sentence| sentence.of(&source.text));
            let context = terms.of_words(around.unwrap_or_default(), &stem);
            classes.entry(class).or_default().push(Mention {
                document,
                event,
                manner,
                published,
                story: &documents[document],
                context,
            });
        }
    }
    let mut named: Vec<Vec<String>> =
        reports.iter().map(|report| vec![String::new(); report.reading.events.len()]).collect();
    for mentions in classes.values() {
        for cluster in linkage::clusters(mentions, &neighbours) {
            // Mentions come by document and event, so the first names the cluster.
            let Some(first) = cluster.first().map(|&first| &mentions[first]) else { continue };
            let document = &reports[order[first.document]].document.id;
            let name = format!("k-{}.{}", document.short(), gainsay_document::EventId::at(first.event));
            for &member in &cluster {
                let Mention { document, event, .. } = mentions[member];
                named[order[document]][event].clone_from(&name);
            }
        }
    }
    named
}
