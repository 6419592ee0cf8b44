//! Documents with their readings, and the sources they quote.

use std::collections::HashMap;

use gainsay_document::{ClaimId, Reading};
use gainsay_ledger::Error;

use super::claims::Shown;
use super::index::Index;
use super::known::Known;
use super::types::{AttributionView, CountView, DocumentView, NoteView, ReaderView, SourceRow};

/// The document written `id`, with its text and its reading.
///
/// # Errors
/// When there is no such document, or it was not known yet; when the ledger cannot be read.
pub fn document(known: &Known<'_>, id: &str) -> Result<DocumentView, Error> {
    let (id, ledger) = (known.resolve_document(id)?, known.ledger());
    let index = Index::of_documents(known, std::slice::from_ref(&id))?;
    let (document, reading) = (ledger.document(&id)?, ledger.reading(&id)?);
    let shown = Shown::new(&document, &reading, &index);
    let notes = document.notes.iter().chain(&reading.notes).map(|note| NoteView {
        code: note.code.as_str().to_owned(),
        message: note.message.clone(),
        hint: note.hint.clone(),
    });
    Ok(DocumentView {
        document: shown.row().clone(),
        paragraphs: shown.spans(reading.paragraphs.iter().copied()),
        attributions: attributions(&reading, &shown),
        quantities: (0..reading.quantities.len()).filter_map(|index| shown.quantity(index)).collect(),
        times: reading.times.iter().map(|time| shown.time(time)).collect(),
        places: reading.places.iter().map(|place| shown.place(place)).collect(),
        events: reading.events.iter().map(|event| shown.event(event)).collect(),
        claims: (0..reading.claims.len()).filter_map(|index| shown.claim(ClaimId::at(index))).collect(),
        notes: notes.collect(),
        reader: reading.reader.clone(),
        settings: reading.settings.as_deref().cloned().map(|settings| ReaderView {
            kind: settings.kind,
            version: settings.version,
            weights: settings.weights,
            constants: settings.constants,
            gazetteer: settings.gazetteer,
            places: settings.places,
        }),
        text: document.text.clone(),
    })
}

fn attributions(reading: &Reading, shown: &Shown<'_>) -> Vec<AttributionView> {
    let mut claims: HashMap<usize, Vec<String>> = HashMap::new();
    for (index, claim) in reading.claims.iter().enumerate() {
        if let Some(attribution) = claim.attribution {
            claims.entry(attribution.index()).or_default().push(shown.reference(index));
        }
    }
    let view = |(index, attribution): (usize, &gainsay_document::Attribution)| AttributionView {
        id: gainsay_document::AttributionId::at(index).to_string(),
        source: shown.spans(attribution.source.iter()),
        cue: shown.spans(attribution.cue.iter()),
        content: shown.spans(attribution.content.iter()),
        quote: attribution.quote.as_str().to_owned(),
        stance: attribution.stance.as_str().to_owned(),
        inside: attribution.inside.map(|outer| outer.to_string()),
        holder: attribution.actor.and_then(|actor| reading.actor(actor)).map(|actor| actor.name.clone()),
        claims: claims.remove(&index).unwrap_or_default(),
    };
    reading.attributions.iter().enumerate().map(view).collect()
}

/// Who is quoted, the most often first.
///
/// # Errors
/// When the ledger cannot be read.
pub fn sources(known: &Known<'_>) -> Result<Vec<SourceRow>, Error> {
    let index = Index::of(known)?;
    let mut held = known.ledger().claims_of_sources()?;
    let named = |name: Option<String>| name.unwrap_or_else(|| "no outlet named".to_owned());
    let row = |source: gainsay_ledger::SourceRow| {
        let mut claims = held.remove(&source.name).unwrap_or_default();
        claims.retain(|claim| known.knows(&claim.document));
        let contested = claims.iter().filter(|claim| index.claim(claim).is_some_and(|of| of.contested));
        SourceRow {
            kind: source.kind.map_or("unknown", gainsay_document::ActorKind::as_str).to_owned(),
            attributions: source.attributions,
            claims: claims.len(),
            contested: contested.count(),
            outlets: source
                .outlets
                .into_iter()
                .map(|(name, count)| CountView { name: named(name), count })
                .collect(),
            stances: source
                .stances
                .into_iter()
                .map(|(stance, count)| CountView { name: stance.as_str().to_owned(), count })
                .collect(),
            name: source.name,
            claim_ids: claims.iter().map(ToString::to_string).collect(),
        }
    };
    Ok(known.sources()?.into_iter().map(row).collect())
}
