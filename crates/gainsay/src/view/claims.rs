//! A claim with its holder, its exact words and where they stand.

use gainsay_document::{
    CharOffsets, ClaimId, ClaimRef, Document, Event, Place, Quantity, Reading, Report, Span, Time,
};
use gainsay_ledger::Error;

use super::index::Index;
use super::known::Known;
use super::types::{ClaimView, DocumentRow, EventView, PlaceView, QuantityView, TimeView};

/// The claim written `id`.
///
/// # Errors
/// When there is no such claim, or it was not known yet; when the ledger cannot be read.
pub fn claim(known: &Known<'_>, id: &str) -> Result<ClaimView, Error> {
    let (claim, ledger) = (known.resolve_claim(id)?, known.ledger());
    let index = Index::of_documents(known, std::slice::from_ref(&claim.document))?;
    let (document, reading) = (ledger.document(&claim.document)?, ledger.reading(&claim.document)?);
    let view = Shown::new(&document, &reading, &index).claim(claim.claim);
    view.ok_or_else(|| {
        Error::corrupt(format!("the reading of document {} lacks claim {id}", document.id.short()))
    })
}

/// A document and its reading, to be shown in code points.
pub struct Shown<'a> {
    document: &'a Document,
    reading: &'a Reading,
    index: &'a Index,
    offsets: CharOffsets<'a>,
    row: DocumentRow,
}

impl<'a> Shown<'a> {
    /// Show parts of `reading`.
    pub fn new(document: &'a Document, reading: &'a Reading, index: &'a Index) -> Self {
        let row = index.document(&document.id).cloned().unwrap_or_else(|| bare_row(document, reading));
        Self { document, reading, index, offsets: CharOffsets::new(&document.text), row }
    }

    /// The document's row.
    pub fn row(&self) -> &DocumentRow {
        &self.row
    }

    /// A span in code points.
    pub fn span(&self, span: Span) -> [usize; 2] {
        self.offsets.span(span)
    }

    /// Spans in code points.
    pub fn spans(&self, spans: impl IntoIterator<Item = Span>) -> Vec<[usize; 2]> {
        spans.into_iter().map(|span| self.span(span)).collect()
    }

    /// The claim `id` of the reading, if there is one.
    pub fn claim(&self, id: ClaimId) -> Option<ClaimView> {
        let claim = self.reading.claims.get(id.index())?;
        let reference = ClaimRef { document: self.document.id.clone(), claim: id };
        let report = Report { document: self.document, reading: self.reading };
        let of = self.index.claim(&reference);
        let attribution = claim.attribution.and_then(|attribution| self.reading.attribution(attribution));
        let context = claim.span.cover().map(|cover| self.context(cover));
        Some(ClaimView {
            id: reference.to_string(),
            matter: of.map(|of| of.matter.to_string()),
            matter_title: of.map(|of| of.title.clone()),
            contested: of.is_some_and(|of| of.contested),
            document: self.row.clone(),
            holder: report.holder(claim).unwrap_or_else(|| unnamed(claim.attribution.is_some()).to_owned()),
            chain: std::iter::once(self.voice()).chain(report.sources(claim)).collect(),
            attribution: claim.attribution.map(|attribution| attribution.to_string()),
            stance: attribution.map(|attribution| attribution.stance.as_str().to_owned()),
            polarity: claim.polarity.as_str().to_owned(),
            modality: claim.modality.as_str().to_owned(),
            quote: attribution.map(|attribution| attribution.quote.as_str().to_owned()),
            words: claim.span.of(&self.document.text),
            spans: self.spans(claim.span.iter()),
            context: context.map(|span| span.of(&self.document.text).to_owned()).unwrap_or_default(),
            context_start: context.map_or(0, |span| self.offsets.chars(span.start())),
            quantities: claim.facts.quantities.iter().filter_map(|&index| self.quantity(index)).collect(),
            times: claim
                .facts
                .times
                .iter()
                .filter_map(|&index| Some(self.time(self.reading.times.get(index)?)))
                .collect(),
            places: claim
                .facts
                .places
                .iter()
                .filter_map(|&index| Some(self.place(self.reading.places.get(index)?)))
                .collect(),
            rejected: self.index.marks().rejected(&reference),
            reviews: self.index.marks().of_claim(&reference).to_vec(),
        })
    }

    /// Whose voice the text is where it quotes nobody.
    fn voice(&self) -> String {
        self.document.outlet.clone().unwrap_or_else(|| unnamed(false).to_owned())
    }

    /// The sentences that `span` touches.
    fn context(&self, span: Span) -> Span {
        let touched = self.reading.sentences.iter().filter(|sentence| sentence.overlaps(span));
        touched.fold(span, |context, sentence| context.cover(*sentence))
    }

    /// The quantity at `index`.
    pub fn quantity(&self, index: usize) -> Option<QuantityView> {
        let quantity: &Quantity = self.reading.quantities.get(index)?;
        let claim = self.reading.claims.iter().position(|claim| claim.facts.quantities.contains(&index));
        Some(QuantityView {
            span: self.span(quantity.span),
            words: quantity.span.of(&self.document.text).to_owned(),
            low: quantity.interval.low,
            high: quantity.interval.high,
            approximator: quantity.approximator.clone(),
            unit: quantity.unit.clone(),
            outcome: quantity.outcome.map(|outcome| outcome.as_str().to_owned()),
            category: quantity.category.clone(),
            scope: quantity.scope.describe(),
            subtotal: quantity.part_of.is_some(),
            claim: claim.map(|claim| self.reference(claim)),
        })
    }

    /// How the claim at `index` is written outside its document.
    pub fn reference(&self, index: usize) -> String {
        ClaimRef { document: self.document.id.clone(), claim: ClaimId::at(index) }.to_string()
    }

    /// A time expression.
    pub fn time(&self, time: &Time) -> TimeView {
        TimeView {
            span: self.span(time.span),
            words: time.span.of(&self.document.text).to_owned(),
            kind: time.kind.as_str().to_owned(),
            value: time.value.clone(),
            start: time.start.map(|date| date.to_string()),
            end: time.end.map(|date| date.to_string()),
        }
    }

    /// An event.
    pub fn event(&self, event: &Event) -> EventView {
        EventView {
            span: self.span(event.trigger),
            words: event.trigger.of(&self.document.text).to_owned(),
            kind: event.kind.clone(),
            polarity: event.polarity.as_str().to_owned(),
            modality: event.modality.as_str().to_owned(),
        }
    }

    /// A toponym.
    pub fn place(&self, place: &Place) -> PlaceView {
        PlaceView {
            words: Some(place.span.of(&self.document.text).to_owned()),
            name: place.name.clone(),
            state: place.admin1.clone(),
            country: place.country.clone(),
            geonameid: place.geonameid,
            lat: place.lat,
            lon: place.lon,
            span: Some(self.span(place.span)),
        }
    }
}

/// What a holder without a name is called.
fn unnamed(attributed: bool) -> &'static str {
    if attributed { "unnamed source" } else { "outlet not named" }
}

/// The row of a document that the index does not list.
fn bare_row(document: &Document, reading: &Reading) -> DocumentRow {
    DocumentRow {
        id: document.id.to_string(),
        external_id: document.external_id.clone(),
        title: document.label().to_owned(),
        outlet: document.outlet.clone(),
        byline: document.byline.clone(),
        agency: document.agency.clone(),
        published: document.published.map(|published| published.date.to_string()),
        published_basis: document.published.map(|published| published.basis.as_str().to_owned()),
        url: document.url.clone(),
        claims: reading.claims.len(),
        contested: 0,
    }
}
